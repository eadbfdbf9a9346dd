//! Which quotation marks belong together. Curly marks and guillemets say whether they open or close; straight ones
//! say it by the spaces around them; a single mark is an apostrophe unless it can open, or something is open that it
//! can close. One pass with a stack: linear in the text.

use crate::mentions::lexer::{Gap, Kind, Token};
use crate::text::CharSpan;

/// How deep quotations may stand in one another.
pub(super) const DEEPEST: usize = 4;

/// A quotation by its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The opening mark.
    pub(super) open: usize,
    /// The closing mark.
    pub(super) close: Option<usize>,
    /// One past the last token within.
    pub(super) end: usize,
    pub(super) depth: usize,
}

impl Pair {
    /// Its code points without and with marks.
    pub(super) fn spans(self, tokens: &[Token<'_>]) -> (CharSpan, CharSpan) {
        let (open, last) = (tokens[self.open].span, tokens[self.end - 1].span);
        let outer_end = self.close.map_or(last.end, |close| tokens[close].span.end);
        let inner_end = self.close.map_or(last.end, |close| tokens[close].span.start);
        (CharSpan::new(open.end.min(inner_end), inner_end), CharSpan::new(open.start, outer_end))
    }

    /// One past its last token, the closing mark included.
    pub(super) fn after(self) -> usize {
        self.close.map_or(self.end, |close| close + 1)
    }
}

/// A kind of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// “ ”
    Curly,
    /// „ “ or „ ”
    Low,
    /// « »
    Guillemets,
    /// " "
    Straight,
    /// ‘ ’
    CurlySingle,
    /// ' '
    StraightSingle,
}

impl Style {
    fn is_single(self) -> bool {
        matches!(self, Self::CurlySingle | Self::StraightSingle)
    }
}

/// What a mark does.
enum Role {
    Open(Style),
    Close(Style),
}

/// A quotation that is open.
struct Open {
    style: Style,
    token: usize,
    /// The line that opened it, or opened it anew.
    line: usize,
}

/// The pairs of a text, by their opening marks.
pub(super) fn pairs(tokens: &[Token<'_>]) -> Vec<Pair> {
    let mut pairing = Pairing { tokens, open: Vec::new(), pairs: Vec::new(), line: 0 };
    for i in 0..tokens.len() {
        pairing.step(i);
    }
    pairing.end_paragraph(tokens.len());
    pairing.pairs.sort_by_key(|pair| pair.open);
    set_depths(&mut pairing.pairs);
    pairing.pairs
}

/// Counts for each pair how many hold it, and drops what stands too deep.
fn set_depths(pairs: &mut Vec<Pair>) {
    let mut ends: Vec<usize> = Vec::new();
    for pair in pairs.iter_mut() {
        while ends.last().is_some_and(|end| *end <= pair.open) {
            ends.pop();
        }
        pair.depth = ends.len();
        ends.push(pair.after());
    }
    pairs.retain(|pair| pair.depth < DEEPEST);
}

struct Pairing<'a, 't> {
    tokens: &'a [Token<'t>],
    open: Vec<Open>,
    pairs: Vec<Pair>,
    line: usize,
}

impl Pairing<'_, '_> {
    fn step(&mut self, i: usize) {
        let gap = self.tokens[i].gap;
        self.line += usize::from(gap >= Gap::Line);
        let role = if self.tokens[i].kind == Kind::Sign { self.role(i) } else { None };
        if gap == Gap::Paragraph && !self.reopens(role.as_ref()) {
            self.end_paragraph(i);
        }
        match role {
            Some(Role::Open(style)) => self.open(i, style),
            Some(Role::Close(style)) => self.close(i, style),
            None => {}
        }
    }

    /// Whether a mark at the start of a paragraph opens anew what is open.
    fn reopens(&self, role: Option<&Role>) -> bool {
        matches!((role, self.open.first()), (Some(Role::Open(style)), Some(open)) if *style == open.style)
    }

    /// What is open when a paragraph ends: double marks close with it, single ones were none.
    fn end_paragraph(&mut self, end: usize) {
        let outermost = self.open.drain(..).next();
        if let Some(open) = outermost.filter(|open| !open.style.is_single() && open.token + 1 < end) {
            self.pairs.push(Pair { open: open.token, close: None, end, depth: 0 });
        }
    }

    fn open(&mut self, i: usize, style: Style) {
        let same = self.open.iter().position(|open| open.style == style);
        let line = self.line;
        if let Some(at) = same {
            let open = &mut self.open[at];
            if self.tokens[i].gap == Gap::Paragraph || (self.tokens[i].gap == Gap::Line && line == open.line + 1) {
                open.line = line;
                return;
            }
            self.open.truncate(at); // its end was forgotten
        }
        if self.open.len() < DEEPEST {
            self.open.push(Open { style, token: i, line });
        }
    }

    fn close(&mut self, i: usize, style: Style) {
        let Some(at) = self.open.iter().rposition(|open| open.style == style) else { return };
        let open = self.open[at].token;
        self.open.truncate(at);
        if open + 1 < i {
            self.pairs.push(Pair { open, close: Some(i), end: i, depth: 0 });
        }
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|open| open.style == style)
    }

    // ---- what a mark does -----------------------------------------------------------------------------------

    fn role(&self, i: usize) -> Option<Role> {
        match self.tokens[i].text {
            "“" | "”" if self.is_open(Style::Low) => Some(Role::Close(Style::Low)),
            "“" | "‟" => Some(Role::Open(Style::Curly)),
            "”" => Some(Role::Close(Style::Curly)),
            "„" => Some(Role::Open(Style::Low)),
            "«" => Some(Role::Open(Style::Guillemets)),
            "»" => Some(Role::Close(Style::Guillemets)),
            "\"" => self.straight(i),
            "‘" if self.can_open_single(i) => Some(Role::Open(Style::CurlySingle)),
            "’" => self.closes_single(i, Style::CurlySingle, &["‘", "’"]),
            "'" => self.closes_single(i, Style::StraightSingle, &["'"]).or_else(|| self.opens_straight_single(i)),
            _ => None,
        }
    }

    fn straight(&self, i: usize) -> Option<Role> {
        let (left, right) = (self.touches_left(i), self.touches_right(i));
        let close = if self.is_open(Style::Straight) { left || !right } else { left && !right };
        if close {
            return self.is_open(Style::Straight).then_some(Role::Close(Style::Straight));
        }
        right.then_some(Role::Open(Style::Straight))
    }

    /// Whether something other than an opening mark stands directly before.
    fn touches_left(&self, i: usize) -> bool {
        const OPENERS: [&str; 11] = ["(", "[", "—", "–", "-", "“", "‘", "/", "\"", "'", "«"];
        let before = i.checked_sub(1).map(|at| &self.tokens[at]);
        self.tokens[i].is_glued() && before.is_some_and(|t| !t.is_in(&OPENERS) || self.closes_directly(i))
    }

    /// Whether a straight mark stands after a dash or mark that ends what is quoted ("to —" he began).
    fn closes_directly(&self, i: usize) -> bool {
        self.is_open(Style::Straight) && !self.touches_right(i)
    }

    fn touches_right(&self, i: usize) -> bool {
        self.tokens.get(i + 1).is_some_and(|t| t.is_glued() && !t.is_in(&[".", ",", ";", ":", "?", "!", ")", "]"]))
    }

    /// A single mark opens before a word, but not in "‘90s".
    fn can_open_single(&self, i: usize) -> bool {
        self.touches_right(i) && !self.touches_left(i) && self.tokens.get(i + 1).is_some_and(|t| t.kind != Kind::Number)
    }

    fn opens_straight_single(&self, i: usize) -> Option<Role> {
        const ELISIONS: [&str; 6] = ["tis", "twas", "n", "em", "til", "cause"];
        let word = self.tokens.get(i + 1)?;
        let opens =
            self.can_open_single(i) && word.kind == Kind::Word && !word.is_in(&ELISIONS) && !self.is_open(Style::StraightSingle);
        opens.then_some(Role::Open(Style::StraightSingle))
    }

    /// A single mark closes what is open at the end of a word, unless it is the apostrophe of a plural ("the ministers’
    /// talks") and another mark follows that closes better.
    fn closes_single(&self, i: usize, style: Style, marks: &[&str]) -> Option<Role> {
        if !self.is_open(style) || !self.tokens[i].is_glued() || self.followed_by_letters(i) {
            return None;
        }
        let plural = i > 0 && self.tokens[i - 1].kind == Kind::Word && self.tokens[i - 1].lower.ends_with('s');
        let goes_on = self.tokens.get(i + 1).is_some_and(|t| t.gap == Gap::Space && t.is_small_word());
        let apostrophe = plural && goes_on && self.closes_later(i, marks);
        (!apostrophe).then_some(Role::Close(style))
    }

    fn followed_by_letters(&self, i: usize) -> bool {
        self.tokens.get(i + 1).is_some_and(|t| t.is_glued() && t.kind != Kind::Sign)
    }

    /// Whether the next of these marks in the sentence that is no apostrophe within a word closes.
    fn closes_later(&self, i: usize, marks: &[&str]) -> bool {
        let rest = self.tokens.iter().enumerate().skip(i + 1).take(80).take_while(|(_, t)| t.gap < Gap::Paragraph);
        let mut ends = rest.filter(|(at, t)| t.is_in(marks) && !(t.is_glued() && self.followed_by_letters(*at)));
        ends.next().is_some_and(|(at, t)| t.is_glued() && !t.is("‘") && at > i)
    }
}
