//! Look-ups on a dependency tree that several parts of the reading of stances need.

use crate::language::Parse;
use crate::predication::{PredicateClass, class_of};

/// The form of "be" or the like that a noun or adjective is the predicative of.
pub(super) fn copula_of(parse: &Parse, token: usize) -> Option<usize> {
    matches!(parse.tokens[token].dep, "attr" | "acomp" | "oprd").then(|| parse.head(token)).flatten()
}

/// The verb of the clause that a predicate heads: its copula, or itself.
pub(super) fn clause_verb(parse: &Parse, token: usize) -> usize {
    copula_of(parse, token).unwrap_or(token)
}

pub(super) fn is_verb(parse: &Parse, token: usize) -> bool {
    class_of(parse, token) == Some(PredicateClass::Verb)
}

pub(super) fn is_noun(parse: &Parse, token: usize) -> bool {
    class_of(parse, token) == Some(PredicateClass::Noun)
}

pub(super) fn is_to_infinitive(parse: &Parse, verb: usize) -> bool {
    parse.dependents(verb, &["aux"]).any(|t| &*parse.tokens[t].tag == "TO")
}

/// Whether a verb is a finite form, or has a finite auxiliary.
pub(super) fn is_finite(parse: &Parse, verb: usize) -> bool {
    is_finite_tag(parse.tokens[verb].tag)
        || parse.dependents(verb, &["aux", "auxpass"]).any(|a| is_finite_tag(parse.tokens[a].tag))
}

fn is_finite_tag(tag: &str) -> bool {
    matches!(tag, "VBD" | "VBZ" | "VBP" | "MD")
}

/// Whether a verb has an auxiliary of one of these lemmas or texts.
pub(super) fn has_auxiliary(parse: &Parse, verb: usize, words: &[&str]) -> bool {
    parse.dependents(verb, &["aux", "auxpass"]).any(|a| {
        let token = &parse.tokens[a];
        words.contains(&&*token.lemma) || words.contains(&&*token.text.to_lowercase())
    })
}

/// Whether a noun speaks of something taken as known: "the agreement", "its claim", "this ban",
/// "Russian aggression".
pub(super) fn is_definite(parse: &Parse, noun: usize) -> bool {
    let article = parse.dependents(noun, &["det"]).any(|d| is_any(parse, d, &["a", "an", "any", "some", "no", "another"]));
    let named = !article
        && parse
            .dependents(noun, &["amod", "compound", "nmod"])
            .any(|m| m > sentence_start(parse, noun) && parse.tokens[m].text.starts_with(char::is_uppercase));
    named
        || parse.dependent(noun, &["poss"]).is_some()
        || parse.dependents(noun, &["det"]).any(|d| is_any(parse, d, &["the", "this", "that", "these", "those"]))
}

/// Whether a token is one of these words, in lower case.
pub(super) fn is_any(parse: &Parse, token: usize, words: &[&str]) -> bool {
    let text = &*parse.tokens[token].text;
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The leftmost token of a phrase.
pub(super) fn start_of(parse: &Parse, token: usize) -> usize {
    parse.subtree(token).start
}

/// The first token of the sentence that a token is in.
pub(super) fn sentence_start(parse: &Parse, token: usize) -> usize {
    parse.sentences.get(parse.sentence_of(token)).map_or(0, |s| s.tokens.start)
}

/// The first token of the paragraph that a token is in.
fn paragraph_start(parse: &Parse, token: usize) -> usize {
    let at = parse.sentence_of(token).min(parse.sentences.len().saturating_sub(1));
    let Some(sentence) = parse.sentences.get(at) else { return 0 };
    let before = parse.sentences[..at].iter().rev().take_while(|s| s.block == sentence.block);
    before.last().map_or(sentence.tokens.start, |s| s.tokens.start)
}

/// Whether what two tokens head is kept apart by a semicolon: the halves of such a sentence stand for
/// themselves, whatever the parser makes of it.
/// So does a clause outside a quotation that the parser hangs on a word inside.
pub(super) fn is_apart(parse: &Parse, below: usize, above: usize) -> bool {
    let mut between = below.min(above)..below.max(above);
    if between.clone().any(|t| &*parse.tokens[t].text == ";") && !is_quoted(parse, below) {
        return true;
    }
    between.any(|t| is_quotation_mark(parse, t)) && is_quoted(parse, above) && !is_quoted(parse, below)
}

fn is_quotation_mark(parse: &Parse, token: usize) -> bool {
    matches!(&*parse.tokens[token].text, "\"" | "“" | "”" | "«" | "»" | "``" | "''")
}

/// Whether a token stands between quotation marks that open in its paragraph.
pub(super) fn is_quoted(parse: &Parse, token: usize) -> bool {
    let mut open = false;
    for t in paragraph_start(parse, token)..token {
        match &*parse.tokens[t].text {
            "“" | "«" | "``" => open = true,
            "”" | "»" | "''" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}
