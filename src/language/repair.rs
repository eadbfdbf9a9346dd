//! Constructions that the parser is known to get wrong, put right in the trees that are read. The analysis itself stays as the
//! model gives it.

use super::Token;
use std::ops::Range;

/// Nouns of speech, will and ability that an infinitive completes.
const COMPLETED: &[&str] = &[
    "appeal",
    "attempt",
    "bid",
    "call",
    "campaign",
    "decision",
    "demand",
    "effort",
    "invitation",
    "motion",
    "move",
    "offer",
    "order",
    "petition",
    "plan",
    "plea",
    "pledge",
    "pressure",
    "promise",
    "proposal",
    "push",
    "refusal",
    "request",
    "threat",
    "vow",
];

/// Mends the tree of a sentence.
pub(super) fn mend(tokens: &mut [Token], sentence: Range<usize>) {
    for token in sentence.clone() {
        complete_noun(tokens, token);
        free_finite_verb(tokens, &sentence, token);
        deny_next(tokens, &sentence, token);
    }
    turn_condition(tokens, &sentence);
}

/// "rejected calls to withdraw": the parser hangs the infinitive on the verb above the noun that it completes.
fn complete_noun(tokens: &mut [Token], verb: usize) {
    let Some(noun) = verb.checked_sub(2) else { return };
    let infinitive = tokens[verb].dep == "advcl" && tokens[verb - 1].tag == "TO" && tokens[verb - 1].head == verb;
    let object = matches!(tokens[noun].dep, "dobj" | "nsubjpass" | "pobj");
    if infinitive && object && COMPLETED.contains(&&*tokens[noun].lemma) && tokens[verb].head != noun {
        tokens[verb].head = noun;
        tokens[verb].dep = "acl";
    }
}

/// "Minsk, not Moscow": a "not" after a name denies the name that it stands before.
fn deny_next(tokens: &mut [Token], sentence: &Range<usize>, negation: usize) {
    let (denied, next) = (tokens[negation].head, negation + 1);
    let after =
        tokens[negation].dep == "neg" && &*tokens[negation].text == "not" && denied < negation && sentence.contains(&next);
    if after && tokens[denied].pos == "PROPN" && tokens[next].head == denied && matches!(tokens[next].dep, "appos" | "conj") {
        tokens[negation].head = next;
    }
}

/// "The British relinquished control": a finite verb cannot stand before a noun as its adjective. It heads the clause, what
/// stands before it is its subject and the noun its object.
fn free_finite_verb(tokens: &mut [Token], sentence: &Range<usize>, verb: usize) {
    let noun = tokens[verb].head;
    let finite = matches!(tokens[verb].tag, "VBD" | "VBZ" | "VBP") && matches!(tokens[verb].dep, "amod" | "compound" | "nmod");
    let Some(subject) = verb.checked_sub(1).filter(|s| sentence.contains(s)) else { return };
    let open = noun > verb && tokens[noun].dep == "ROOT" && tokens[subject].head == noun;
    let names =
        matches!(tokens[subject].pos, "ADJ" | "PROPN" | "NOUN") && matches!(tokens[subject].dep, "amod" | "compound" | "nmod");
    if !(finite && open && names) {
        return;
    }
    (tokens[verb].head, tokens[verb].dep) = (verb, "ROOT");
    (tokens[noun].head, tokens[noun].dep) = (verb, "dobj");
    (tokens[subject].head, tokens[subject].dep) = (verb, "nsubj");
    for before in &mut tokens[sentence.start..subject] {
        if before.head == noun {
            before.head = subject;
        }
    }
}

/// "Had Chad signed, Niger would have followed": the parser takes the condition for the main clause.
fn turn_condition(tokens: &mut [Token], sentence: &Range<usize>) {
    let Some(first) = sentence.clone().find(|&t| !tokens[t].is_space) else { return };
    let condition = tokens[first].head;
    let opens = matches!(&*tokens[first].text, "Had" | "Were" | "Should") && tokens[first].dep == "aux";
    if !opens || tokens[condition].dep != "ROOT" {
        return;
    }
    let is_modal = |m: usize, verb: usize| (tokens[m].tag, tokens[m].dep, tokens[m].head) == ("MD", "aux", verb);
    let would = |t: usize| (sentence.start..t).any(|m| is_modal(m, t));
    let main = sentence.clone().find(|&t| tokens[t].head == condition && tokens[t].dep == "ccomp" && t > condition && would(t));
    if let Some(main) = main {
        (tokens[main].head, tokens[main].dep) = (main, "ROOT");
        (tokens[condition].head, tokens[condition].dep) = (main, "advcl");
    }
}
