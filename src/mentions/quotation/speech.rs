//! What a quotation is: somebody's speech or a term; and whether it goes on from the one before.

use super::marks::Pair;
use crate::mentions::lexer::{Kind, Token};

/// Verbs of saying, in the forms in which they stand beside quotations.
const SAYING: [&str; 72] = [
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "telling",
    "stated",
    "states",
    "stating",
    "declared",
    "declares",
    "declaring",
    "added",
    "adds",
    "adding",
    "wrote",
    "writes",
    "writing",
    "warned",
    "warns",
    "warning",
    "announced",
    "announcing",
    "explained",
    "explains",
    "noted",
    "notes",
    "noting",
    "insisted",
    "insists",
    "insisting",
    "argued",
    "argues",
    "arguing",
    "replied",
    "answered",
    "asked",
    "quoted",
    "quoting",
    "stressed",
    "stresses",
    "stressing",
    "emphasized",
    "emphasised",
    "claimed",
    "claims",
    "claiming",
    "remarked",
    "tweeted",
    "posted",
    "commented",
    "concluded",
    "continued",
    "acknowledged",
    "acknowledging",
    "vowed",
    "pledged",
    "read",
    "reads",
    "recalled",
    "observed",
    "urged",
    "according",
    "exclaimed",
    "responded",
    "reiterated",
    "affirmed",
    "testified",
    "cautioned",
    "lamented",
    "quipped",
];

/// Words that only a clause with a finite verb has, nearly.
const FINITE: [&str; 36] = [
    "is", "are", "was", "were", "am", "will", "would", "can", "could", "must", "should", "shall", "have", "has", "had", "do",
    "does", "did", "may", "might", "cannot", "i", "we", "they", "he", "she", "you", "don", "won", "let", "re", "ll", "ve", "isn",
    "aren", "want",
];

/// From how many words on a quotation is speech whatever its words.
const LONG: usize = 6;
/// How far from a quotation its verb of saying may stand, in tokens.
const REACH: usize = 12;
/// The longest attribution between two pieces of one quotation, in tokens.
const LONGEST_ATTRIBUTION: usize = 30;

/// The verb of saying beside a quotation: before it with a comma, colon or nothing between, or after it in its sentence.
pub(super) fn verb(tokens: &[Token<'_>], pair: Pair) -> Option<usize> {
    verb_before(tokens, pair).or_else(|| verb_after(tokens, pair))
}

/// "said, “", "said: “", "said that “", "told Reuters on Monday, “".
fn verb_before(tokens: &[Token<'_>], pair: Pair) -> Option<usize> {
    let mark = pair.open.checked_sub(1)?;
    let last = &tokens[mark];
    let joined = last.is_in(&[",", ":"]);
    let direct = last.is_in(&SAYING) || last.is("that");
    if !(joined || direct) || tokens[pair.open].sentence > last.sentence + usize::from(last.is(":")) {
        return None;
    }
    let from = pair.open.saturating_sub(if joined { REACH } else { 2 });
    (from..pair.open)
        .rev()
        .take_while(|at| !is_mark(&tokens[*at]) && tokens[*at].sentence == last.sentence)
        .find(|at| tokens[*at].is_in(&SAYING))
}

/// "”, he said", "” said the minister", when the quotation ends as speech before an attribution does.
fn verb_after(tokens: &[Token<'_>], pair: Pair) -> Option<usize> {
    let after = pair.after();
    let inner = tokens[pair.end - 1].is_in(&[",", "?", "!", "—", "–", "…"]);
    // With the comma outside, as British papers set it, only what begins like a sentence is followed by its speaker.
    let outer = tokens.get(after).is_some_and(|t| t.is(",")) && tokens[pair.open + 1].is_capitalised();
    let ends = inner || outer;
    if !ends || pair.close.is_none() {
        return None;
    }
    let window = tokens.get(after..(after + REACH).min(tokens.len()))?;
    let part = |t: &&Token<'_>| !is_mark(t) && !t.is_in(&[".", ";", "?", "!"]) && t.paragraph == tokens[pair.open].paragraph;
    let at = window.iter().take_while(part).position(|t| t.is_in(&SAYING))?;
    Some(after + at)
}

/// Whether a token is a double mark.
fn is_mark(token: &Token<'_>) -> bool {
    token.is_in(&["“", "”", "\"", "«", "»", "„"])
}

/// Whether a quotation is speech: by a verb of saying beside it, by its length, or because its words make a clause.
pub(super) fn is_speech(tokens: &[Token<'_>], pair: Pair, has_verb: bool) -> bool {
    let inside = &tokens[pair.open + 1..pair.end];
    let words = inside.iter().filter(|t| t.kind != Kind::Sign).count();
    let sentences = inside.last().zip(inside.first()).is_some_and(|(last, first)| last.sentence > first.sentence);
    let clause = words >= 3 && inside.iter().any(|t| t.is_in(&FINITE));
    has_verb || !pair_is_title(inside) && (sentences || clause || words >= LONG)
}

/// Whether words are a title: three or more, all the longer ones with capitals.
fn pair_is_title(inside: &[Token<'_>]) -> bool {
    let long: Vec<_> = inside.iter().filter(|t| t.kind == Kind::Word && t.text.chars().count() > 3).collect();
    long.len() >= 2 && long.iter().all(|t| t.is_capitalised())
}

/// Whether a quotation goes on from the one before it: nothing, or only an attribution, stands between.
pub(super) fn continues(tokens: &[Token<'_>], before: Pair, pair: Pair) -> bool {
    let (from, to) = (before.after(), pair.open);
    if before.close.is_none()
        || to < from
        || tokens[before.open].paragraph != tokens[to].paragraph
        || to - from > LONGEST_ATTRIBUTION
    {
        return false;
    }
    let between = &tokens[from..to];
    let Some(last) = between.last() else { return true };
    let spoken = tokens[before.end - 1].is_in(&[",", "?", "!", "—", "–", "…", "."]) || between[0].is(",");
    let stops = between.iter().filter(|t| t.is_in(&["!", "?", ";"])).count();
    let full_stops =
        between.iter().zip(&between[1..]).filter(|(stop, next)| stop.is(".") && next.sentence > stop.sentence).count();
    spoken && stops == 0 && full_stops == 0 && last.is_in(&[",", ".", ":", "that"]) && between.iter().any(|t| t.is_in(&SAYING))
}
