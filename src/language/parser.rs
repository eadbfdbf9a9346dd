//! The dependency parser: arc-eager transitions with breaks between sentences, the best valid move
//! at every step.

use super::container::ModelError;
use super::transition::{Role, ScoreBuffers, Scorer, best};
use rustc_hash::FxHashMap;

/// Tokens that a state shows to the scorer.
pub(super) const ROLES: usize = 8;
/// The mark of "no token" in the arrays of a state.
const NONE: u32 = u32::MAX;

/// The number of a relation in [`Relations`].
pub(super) type RelationId = u8;

/// The relations of the parser, those included that say which relation the lost head had
/// (`dobj||conj`, see `dependencies`).
#[derive(Debug, Default)]
pub(super) struct Relations {
    names: Vec<&'static str>,
    ids: FxHashMap<&'static str, RelationId>,
}

impl Relations {
    /// The number of a relation, a new one if it was not known.
    pub(super) fn intern(&mut self, name: &str) -> RelationId {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let name: &'static str = String::leak(name.into());
        let id = self.names.len() as RelationId;
        self.names.push(name);
        self.ids.insert(name, id);
        id
    }

    /// The number of a relation, if it is known.
    pub(super) fn id(&self, name: &str) -> Option<RelationId> {
        self.ids.get(name).copied()
    }

    pub(super) fn name(&self, id: RelationId) -> &'static str {
        self.names[usize::from(id)]
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

/// What a class does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    /// The next token goes on the stack.
    Shift,
    /// The top of the stack is done with, or goes back if it has no head yet.
    Reduce,
    /// The next token becomes the head of the top of the stack.
    Left(RelationId),
    /// The top of the stack becomes the head of the next token, which goes on the stack.
    Right(RelationId),
    /// A sentence begins after the next token.
    Break,
}

/// The moves of the parser.
pub(super) struct Parser {
    scorer: Scorer,
    moves: Vec<Move>,
    kinds: Kinds,
    root: RelationId,
}

/// The classes of each kind of move: they stand together, in this order.
struct Kinds {
    left: std::ops::Range<usize>,
    right: std::ops::Range<usize>,
    breaks: std::ops::Range<usize>,
}

/// The arcs of a text.
#[derive(Debug, Default)]
pub(super) struct Arcs {
    /// The head of each token, itself if it has none.
    pub(super) heads: Vec<u32>,
    pub(super) relations: Vec<RelationId>,
}

/// The memory of a pass.
#[derive(Debug, Default)]
pub(super) struct ParserBuffers {
    pub(super) scores: ScoreBuffers,
    state: State,
}

impl Parser {
    /// Makes sense of the classes of the model, pairs of an action and a relation.
    pub(super) fn new(scorer: Scorer, classes: &[(u8, String)], relations: &mut Relations) -> Result<Self, ModelError> {
        let moves = classes.iter().map(|(action, label)| match action {
            0 => Ok(Move::Shift),
            1 => Ok(Move::Reduce),
            2 => Ok(Move::Left(relations.intern(label))),
            3 => Ok(Move::Right(relations.intern(label))),
            4 => Ok(Move::Break),
            _ => Err(ModelError::content("labels", format!("the parser has no action {action}"))),
        });
        let moves: Vec<Move> = moves.collect::<Result<_, _>>()?;
        if moves.get(..2) != Some(&[Move::Shift, Move::Reduce]) || !classes.is_sorted_by_key(|(action, _)| *action) {
            return Err(ModelError::content("labels", "the moves of the parser are not in order"));
        }
        let start = |action| classes.partition_point(|&(a, _)| a < action);
        let kinds = Kinds { left: start(2)..start(3), right: start(3)..start(4), breaks: start(4)..classes.len() };
        Ok(Self { scorer, moves, kinds, root: relations.intern("ROOT") })
    }

    /// The scorer, to give it the vectors of the tokens.
    pub(super) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Parses the tokens whose vectors the scorer has taken.
    pub(super) fn parse(&self, tokens: usize, buffers: &mut ParserBuffers) -> Arcs {
        let ParserBuffers { scores, state } = buffers;
        state.start(tokens, self.root);
        while !state.is_final() {
            let scores = self.scorer.score(state.roles(), scores);
            match self.choose(state, scores) {
                Some(class) => state.apply(self.moves[class]),
                None => state.apply(Move::Reduce),
            }
        }
        state.take_arcs()
    }

    fn choose(&self, state: &State, scores: &[f32]) -> Option<usize> {
        let arcs = state.can_attach();
        let shift = state.can_shift().then_some(0);
        let reduce = (!state.stack.is_empty()).then_some(1);
        let either = arcs.then(|| self.kinds.left.clone().chain(self.kinds.right.clone()));
        let breaks = state.can_break().then(|| self.kinds.breaks.clone());
        let classes = shift.into_iter().chain(reduce).chain(either.into_iter().flatten()).chain(breaks.into_iter().flatten());
        best(scores, classes)
    }
}

/// The state of the parser. Children of a head are chains, newest first, so that no move allocates.
#[derive(Debug, Default)]
struct State {
    tokens: usize,
    stack: Vec<u32>,
    /// Tokens that went back from the stack; the last comes first.
    returned: Vec<u32>,
    /// The first token that was never shifted.
    next: usize,
    heads: Vec<u32>,
    relations: Vec<RelationId>,
    /// The newest child of each head on its left and on its right.
    newest_left: Vec<u32>,
    newest_right: Vec<u32>,
    /// The child of the same head and side that came before.
    older: Vec<u32>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    fn start(&mut self, tokens: usize, root: RelationId) {
        self.tokens = tokens;
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
        for array in [&mut self.heads, &mut self.newest_left, &mut self.newest_right, &mut self.older] {
            array.clear();
            array.resize(tokens, NONE);
        }
        self.relations.clear();
        self.relations.resize(tokens, root);
        for flags in [&mut self.unshiftable, &mut self.starts] {
            flags.clear();
            flags.resize(tokens, false);
        }
        if let Some(first) = self.starts.first_mut() {
            *first = true;
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// Tokens not yet shifted.
    fn left(&self) -> usize {
        self.tokens - self.next + self.returned.len()
    }

    /// The `i`-th token of the buffer.
    fn buffer(&self, i: usize) -> Role {
        if let Some(at) = self.returned.len().checked_sub(i + 1) {
            return Some(self.returned[at] as usize);
        }
        Some(self.next + i - self.returned.len()).filter(|&token| token < self.tokens)
    }

    /// The `i`-th token of the stack.
    fn stacked(&self, i: usize) -> Role {
        let at = self.stack.len().checked_sub(i + 1)?;
        Some(self.stack[at] as usize)
    }

    fn roles(&self) -> [Role; ROLES] {
        let newest =
            |chain: &[u32], head: Role| head.map(|head| chain[head]).filter(|&child| child != NONE).map(|child| child as usize);
        let (b0, s0) = (self.buffer(0), self.stacked(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            newest(&self.newest_left, b0),
            newest(&self.newest_left, s0),
            newest(&self.newest_right, s0),
        ]
    }

    fn is_start(&self, token: Role) -> bool {
        token.is_some_and(|token| self.starts[token])
    }

    fn can_shift(&self) -> bool {
        let b0 = self.buffer(0);
        self.stack.is_empty() || self.left() >= 2 && !self.is_start(b0) && !b0.is_some_and(|token| self.unshiftable[token])
    }

    fn can_attach(&self) -> bool {
        !self.stack.is_empty() && self.left() >= 1 && !self.is_start(self.buffer(0))
    }

    fn can_break(&self) -> bool {
        match (self.buffer(0), self.buffer(1)) {
            (Some(b0), Some(b1)) => b1 == b0 + 1 && !self.starts[b1],
            _ => false,
        }
    }

    fn apply(&mut self, chosen: Move) {
        match chosen {
            Move::Shift => self.push(),
            Move::Reduce => self.reduce(),
            Move::Left(relation) => {
                if let (Some(b0), Some(s0)) = (self.buffer(0), self.stacked(0)) {
                    self.attach(s0, b0, relation);
                    self.unshiftable[b0] = false;
                }
                self.stack.pop();
            }
            Move::Right(relation) => {
                if let (Some(b0), Some(s0)) = (self.buffer(0), self.stacked(0)) {
                    self.attach(b0, s0, relation);
                }
                self.push();
            }
            Move::Break => {
                if let Some(b1) = self.buffer(1) {
                    self.starts[b1] = true;
                }
            }
        }
    }

    fn push(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            (self.next - 1) as u32
        });
        self.stack.push(token);
    }

    fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let Some(top) = self.stack.pop() else { return };
        if !alone && self.heads[top as usize] == NONE {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    /// Gives a token its head. A head that it had before loses it: it is that head's newest child.
    fn attach(&mut self, child: usize, head: usize, relation: RelationId) {
        let before = self.heads[child];
        if before != NONE {
            let older = self.older[child];
            *self.newest_child(before as usize, child) = older;
        }
        let newest = self.newest_child(head, child);
        let older = std::mem::replace(newest, child as u32);
        self.older[child] = older;
        self.heads[child] = head as u32;
        self.relations[child] = relation;
    }

    fn newest_child(&mut self, head: usize, child: usize) -> &mut u32 {
        if head > child { &mut self.newest_left[head] } else { &mut self.newest_right[head] }
    }

    fn take_arcs(&self) -> Arcs {
        let own = |(token, &head): (usize, &u32)| if head == NONE { token as u32 } else { head };
        Arcs { heads: self.heads.iter().enumerate().map(own).collect(), relations: self.relations.clone() }
    }
}
