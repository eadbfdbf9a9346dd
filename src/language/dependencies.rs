//! From the parser's arcs to trees: the edges of subtrees, where sentences start, and the heads that
//! the parser could not reach because arcs would have crossed (pseudo-projective parsing, Nivre &
//! Nilsson 2005: the relation `dobj||conj` is a `dobj` whose true head is a `conj` below its head).

use super::parser::{Arcs, RelationId, Relations};

/// Passes after which the search for edges gives up, as the model's does.
const MOST_PASSES: usize = 12;

/// The first and last token of the subtree of each token.
#[derive(Debug, Default)]
pub(super) struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
}

/// What relations say of lost heads.
#[derive(Debug)]
pub(super) struct LostHeads {
    /// For each relation: the plain one and the relation that the true head has, if one was lost.
    parts: Vec<Option<(RelationId, RelationId)>>,
}

impl LostHeads {
    /// Takes the relations apart; their plain forms become relations too.
    pub(super) fn new(relations: &mut Relations) -> Self {
        let decorated = relations.len();
        let parts = (0..decorated).map(|id| {
            let (plain, head) = relations.name(id as RelationId).split_once("||")?;
            Some((relations.intern(plain), relations.intern(head)))
        });
        Self { parts: parts.collect() }
    }

    fn of(&self, relation: RelationId) -> Option<(RelationId, RelationId)> {
        self.parts.get(usize::from(relation)).copied().flatten()
    }

    /// Finds the lost heads and gives each token its plain relation.
    pub(super) fn restore(&self, arcs: &mut Arcs, edges: &Edges, is_space: impl Fn(usize) -> bool) {
        for token in 0..arcs.heads.len() {
            if let Some((plain, wanted)) = self.of(arcs.relations[token]) {
                if let Some(head) = find_below(arcs, edges, token, wanted, &is_space) {
                    arcs.heads[token] = head;
                }
                arcs.relations[token] = plain;
            }
        }
    }
}

/// Searches breadth first below the head of a token for one that has the wanted relation.
fn find_below(arcs: &Arcs, edges: &Edges, token: usize, wanted: RelationId, is_space: impl Fn(usize) -> bool) -> Option<u32> {
    let mut level = vec![arcs.heads[token]];
    while !level.is_empty() {
        let mut below = Vec::new();
        for head in level {
            let subtree = edges.left[head as usize]..=edges.right[head as usize];
            for child in subtree.filter(|&child| child != head && arcs.heads[child as usize] == head) {
                if child as usize == token || is_space(child as usize) {
                    continue;
                }
                if arcs.relations[child as usize] == wanted {
                    return Some(child);
                }
                below.push(child);
            }
        }
        level = below;
    }
    None
}

impl Edges {
    /// Finds the edges of all subtrees, in passes, as arcs may cross.
    pub(super) fn of(arcs: &Arcs) -> Self {
        let own: Vec<u32> = (0..arcs.heads.len() as u32).collect();
        let mut edges = Self { left: own.clone(), right: own };
        for _ in 0..MOST_PASSES {
            for token in 0..arcs.heads.len() {
                edges.widen(token, arcs.heads[token] as usize);
            }
            for token in (0..arcs.heads.len()).rev() {
                edges.widen(token, arcs.heads[token] as usize);
            }
            if edges.sentences_are_closed(arcs) {
                break;
            }
        }
        edges
    }

    fn widen(&mut self, token: usize, head: usize) {
        self.left[head] = self.left[head].min(self.left[token]);
        self.right[head] = self.right[head].max(self.right[token]);
    }

    /// Whether each token starts a sentence: the first token of the subtree of every root does.
    pub(super) fn sentence_starts(&self, arcs: &Arcs) -> Vec<bool> {
        let mut starts = vec![false; arcs.heads.len()];
        for (token, &head) in arcs.heads.iter().enumerate() {
            if head as usize == token {
                starts[self.left[token] as usize] = true;
            }
        }
        starts
    }

    /// Whether no head lies outside the sentence of its token (the last token of a sentence is not
    /// looked at: so does the model).
    fn sentences_are_closed(&self, arcs: &Arcs) -> bool {
        let starts = self.sentence_starts(arcs);
        let last = arcs.heads.len().saturating_sub(1);
        let mut from = 0;
        for (token, &start) in starts.iter().enumerate() {
            if token > 0 && start || token == last {
                let inside = from as u32..=token as u32;
                if !arcs.heads[from..token].iter().all(|head| inside.contains(head)) {
                    return false;
                }
                from = token;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arcs(heads: &[u32], relations: &mut Relations, names: &[&str]) -> Arcs {
        Arcs { heads: heads.to_vec(), relations: names.iter().map(|name| relations.intern(name)).collect() }
    }

    #[test]
    fn sentences_start_at_the_left_edges_of_roots() {
        let arcs = Arcs { heads: vec![1, 1, 1, 4, 4], relations: vec![0; 5] };
        assert_eq!(Edges::of(&arcs).sentence_starts(&arcs), [true, false, false, true, false]);
    }

    #[test]
    fn a_lost_head_is_found_below_and_spaces_are_passed_over() {
        let mut relations = Relations::default();
        let names = ["dobj||conj", "ROOT", "conj", "prep", "conj"];
        let mut arcs = arcs(&[1, 1, 1, 1, 3], &mut relations, &names);
        let lost = LostHeads::new(&mut relations);
        let edges = Edges::of(&arcs);
        lost.restore(&mut arcs, &edges, |token| token == 2);
        assert_eq!((arcs.heads[0], relations.name(arcs.relations[0])), (4, "dobj"));
    }

    #[test]
    fn a_head_that_is_nowhere_below_stays() {
        let mut relations = Relations::default();
        let mut arcs = arcs(&[1, 1, 1], &mut relations, &["dobj||conj", "ROOT", "prep"]);
        let lost = LostHeads::new(&mut relations);
        let edges = Edges::of(&arcs);
        lost.restore(&mut arcs, &edges, |_| false);
        assert_eq!((arcs.heads[0], relations.name(arcs.relations[0])), (1, "dobj"));
    }
}
