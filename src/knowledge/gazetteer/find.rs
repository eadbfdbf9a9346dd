//! Finding names in a text: the longest at each place, with all that bear it.
//!
//! Choosing among bearers ("Georgia", "Moscow") needs the context and is not done here.

use super::super::entity::EntityId;
use super::fold::Folded;
use super::index::{NameIndex, Posting};
use super::model::NameKind;
use super::names::CaseRule;
use crate::text::ByteSpan;
use std::ops::Range;

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// Where it stands; a possessive ending and the hyphen of "Sino-" lie outside.
    pub span: ByteSpan,
    /// All that bear the name, by the sort of name and then by number; each entity once.
    pub senses: Vec<Sense>,
}

/// A bearer of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Whose name it is.
    pub entity: EntityId,
    /// What sort of name it is.
    pub kind: NameKind,
}

/// All names in a text, longest first where they overlap, in the order of the text.
pub(super) fn find(index: &NameIndex, text: &str) -> Vec<NameMatch> {
    Scan { index, folded: &Folded::new(text), inside: false, ends: Vec::new() }.run()
}

/// The names inside a name: "Russo" and "Japanese" in "Russo-Japanese War".
pub(super) fn find_inside(index: &NameIndex, name: &str) -> Vec<NameMatch> {
    Scan { index, folded: &Folded::new(name), inside: true, ends: Vec::new() }.run()
}

/// One pass over a text.
struct Scan<'a> {
    index: &'a NameIndex,
    folded: &'a Folded,
    /// Whether a name that is the whole text does not count.
    inside: bool,
    /// The ends and numbers of names at the place in hand; kept to spare allocations.
    ends: Vec<(usize, u64)>,
}

impl Scan<'_> {
    fn run(mut self) -> Vec<NameMatch> {
        let mut matches = Vec::new();
        let mut at = 0;
        while at < self.folded.lower.len() {
            let longest = if self.folded.starts_word(at) { self.longest_at(at) } else { None };
            let Some((end, senses)) = longest.filter(|(end, _)| !self.article_cuts(at, *end)) else {
                at += 1;
                continue;
            };
            matches.push(NameMatch { span: self.folded.source(&(at..end)).into(), senses });
            at = end;
        }
        matches
    }

    /// The longest name at a place whose case and surroundings agree for at least one bearer.
    fn longest_at(&mut self, start: usize) -> Option<(usize, Vec<Sense>)> {
        let (folded, ends) = (self.folded, &mut self.ends);
        let barred = if self.inside && start == 0 { folded.lower.len() } else { usize::MAX };
        ends.clear();
        self.index.prefixes(&folded.lower[start..], |len, number| {
            if folded.ends_word(start + len) && start + len != barred {
                ends.push((start + len, number));
            }
        });
        self.ends.iter().rev().find_map(|&(end, number)| {
            let senses = self.senses(start..end, self.index.postings(number));
            (!senses.is_empty()).then_some((end, senses))
        })
    }

    /// Whether a name with its article ("the South") cuts short a longer one after it ("South China Sea").
    fn article_cuts(&mut self, start: usize, end: usize) -> bool {
        self.folded.lower[start..].starts_with(b"the ") && self.longest_at(start + 4).is_some_and(|(later, _)| later > end)
    }

    fn senses(&self, span: Range<usize>, postings: &[Posting]) -> Vec<Sense> {
        let mut senses: Vec<Sense> = Vec::new();
        for posting in postings {
            let form = self.index.form(posting).as_bytes();
            let fits = case_agrees(&self.folded.cased[span.clone()], form, posting.case())
                && (posting.kind != NameKind::CombiningForm || hyphen_follows(self.folded, span.end));
            if fits && !senses.iter().any(|sense| sense.entity == posting.entity) {
                senses.push(Sense { entity: posting.entity, kind: posting.kind });
            }
        }
        senses
    }
}

/// Whether "-Russian" follows, as "Sino-" needs it.
fn hyphen_follows(folded: &Folded, end: usize) -> bool {
    folded.cased.get(end) == Some(&b'-') && folded.cased.get(end + 1).is_some_and(u8::is_ascii_uppercase)
}

/// Whether a stretch of text has the capitals that the name asks for. Both have the same letters.
fn case_agrees(text: &[u8], name: &[u8], rule: CaseRule) -> bool {
    match rule {
        CaseRule::Any => true,
        CaseRule::Exact => text.iter().zip(name).all(|(t, n)| t == n || is_separator(*t)),
        CaseRule::Proper => all_capitals(text) || capitals_kept(text, name),
    }
}

/// A name of four letters or more in capitals, as in headlines and datelines.
fn all_capitals(text: &[u8]) -> bool {
    text.iter().filter(|b| b.is_ascii_uppercase()).count() >= 4 && !text.iter().any(u8::is_ascii_lowercase)
}

/// Capitals stay capitals; a small letter may be one only at the start of a word, and in "the" either way.
fn capitals_kept(text: &[u8], name: &[u8]) -> bool {
    let article = usize::from(name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"the ")));
    (article..text.len()).all(|i| {
        let starts_word = i == 0 || !name[i - 1].is_ascii_alphanumeric();
        text[i] == name[i] || is_separator(text[i]) || name[i].is_ascii_lowercase() && starts_word
    })
}

fn is_separator(b: u8) -> bool {
    matches!(b, b' ' | b'-' | b'\n')
}
