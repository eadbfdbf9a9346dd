//! Direct quotations: what stands between quotation marks, whether it is somebody's speech or only a term, and
//! which pieces belong together. Who speaks is left to the parse.
//!
//! Marks are paired (`marks`) over the whole text, since a quotation can run over paragraphs, each of which opens it
//! anew while only the last closes it. Then each pair is judged (`speech`) by its words and its neighbours.

mod marks;
mod speech;

use super::lexer;
use crate::text::CharSpan;

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks. Over several paragraphs, the marks that open these are within.
    pub span: CharSpan,
    /// The same with its marks.
    pub outer: CharSpan,
    /// Whether it is speech.
    pub kind: QuotationKind,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Whether a mark closes it; otherwise it ends with its paragraph.
    pub closed: bool,
    /// Whether it goes on from the quotation before it of the same depth: “…,” he said, “…”.
    pub continues: bool,
    /// The verb of saying beside it that introduces or follows it.
    pub verb: Option<CharSpan>,
}

/// What a quotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationKind {
    /// Somebody's words: a clause, a long phrase, or whatever a verb of saying stands beside.
    Speech,
    /// A few words held at a distance or named: “unilateral”, a title.
    Term,
}

/// The quotations of a text, in text order; one that holds another stands before it. Spans count in its code points.
#[must_use]
pub fn find(text: &str) -> Vec<Quotation> {
    let tokens = lexer::tokens(text);
    let pairs = marks::pairs(&tokens);
    let mut last_at_depth: [Option<marks::Pair>; marks::DEEPEST] = [None; marks::DEEPEST];
    let mut found = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let before = last_at_depth[pair.depth].replace(pair);
        last_at_depth[pair.depth + 1..].fill(None);
        let verb = speech::verb(&tokens, pair);
        let continues = before.is_some_and(|before| speech::continues(&tokens, before, pair));
        let kind = if continues || speech::is_speech(&tokens, pair, verb.is_some()) {
            QuotationKind::Speech
        } else {
            QuotationKind::Term
        };
        let (span, outer) = pair.spans(&tokens);
        let verb = verb.map(|at| tokens[at].span);
        found.push(Quotation { span, outer, kind, depth: pair.depth, closed: pair.close.is_some(), continues, verb });
    }
    found
}

/// The quotations that are one: each group holds the places in `quotes` of its pieces, in text order.
#[must_use]
pub fn clusters(quotes: &[Quotation]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut last_at_depth: [Option<usize>; marks::DEEPEST] = [None; marks::DEEPEST];
    for (i, quote) in quotes.iter().enumerate() {
        let group = last_at_depth[quote.depth].filter(|_| quote.continues);
        let at = group.unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(i);
        last_at_depth[quote.depth] = Some(at);
    }
    groups
}

#[cfg(test)]
mod tests;
