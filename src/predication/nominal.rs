//! Nouns and adjectives: whose they are, what they are of, what they are said of.

use super::{Argument, Place, Predication, PredicateClass, Predications, Trust, clause};
use crate::language::Parse;

/// Verbs that only carry the noun that is their object: what is theirs is the noun's
/// ("imposed sanctions on", "laid claim to", "held talks with").
const SUPPORT_VERBS: &[&str] = &[
    "have", "make", "take", "give", "hold", "do", "lay", "conduct", "carry", "launch", "impose", "sign", "reach", "conclude", "issue", "lodge",
    "stage", "mount", "wage", "maintain", "pursue", "provide", "offer", "express", "voice", "reiterate", "establish", "keep", "seek", "undertake",
    "begin", "start", "open", "resume", "continue", "enter", "strike", "forge", "renew", "extend", "press", "assert", "enjoy", "exercise", "join",
    "pay", "put", "place", "deliver", "raise", "announce", "declare", "perform", "complete", "finalize", "ratify", "negotiate", "initiate",
];

/// The predication that a noun heads.
pub(super) fn noun(parse: &Parse, known: &Predications, noun: usize) -> Predication {
    let mut arguments = own_arguments(parse, noun);
    add_shared(parse, noun, &mut arguments);
    add_support(parse, known, noun, &mut arguments);
    add_predicated(parse, noun, &mut arguments);
    arguments.sort_by_key(|a| a.trust);
    Predication { class: PredicateClass::Noun, passive: false, arguments }
}

fn own_arguments(parse: &Parse, noun: usize) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for &child in parse.children(noun) {
        let place = match &*parse.tokens[child].dep {
            "poss" => Place::Possessor,
            "compound" | "amod" | "nmod" => Place::Compound,
            "appos" => Place::Apposition,
            "prep" => {
                clause::add_oblique(parse, noun, child, &mut arguments);
                continue;
            }
            "acl" if is_infinitive(parse, child) => Place::Infinitive,
            "acl" | "ccomp" if parse.dependent(child, &["mark"]).is_some() => Place::That,
            _ => continue,
        };
        arguments.push(Argument { place, token: child, trust: Trust::Direct });
    }
    arguments
}

fn is_infinitive(parse: &Parse, verb: usize) -> bool {
    parse.dependents(verb, &["aux"]).any(|t| &*parse.tokens[t].tag == "TO")
}

/// Coordinated nouns share what stands before the first and after the last:
/// "Japan's claims and demands", "talks and agreements with China".
fn add_shared(parse: &Parse, noun: usize, arguments: &mut Vec<Argument>) {
    let mut share = |from: usize, take: fn(&Place) -> bool| {
        let missing: Vec<Argument> = own_arguments(parse, from)
            .into_iter()
            .filter(|a| take(&a.place) && !arguments.iter().any(|b| b.place == a.place))
            .collect();
        arguments.extend(missing.into_iter().map(|a| Argument { trust: Trust::Shared, ..a }));
    };
    if let Some(first) = parse.head(noun).filter(|_| &*parse.tokens[noun].dep == "conj") {
        share(first, |place| matches!(place, Place::Possessor | Place::Compound));
    }
    if let Some(last) = parse.dependent(noun, &["conj"]) {
        share(last, |place| matches!(place, Place::Oblique(_)));
    }
}

/// The object of a support verb takes over the verb's subject as its owner, and the verb's phrases.
fn add_support(parse: &Parse, known: &Predications, noun: usize, arguments: &mut Vec<Argument>) {
    let head = match &*parse.tokens[noun].dep {
        "dobj" | "nsubjpass" => parse.head(noun),
        "conj" => parse.head(noun).filter(|&first| &*parse.tokens[first].dep == "dobj").and_then(|first| parse.head(first)),
        _ => None,
    };
    let Some(verb) = head.filter(|&v| SUPPORT_VERBS.contains(&&*parse.tokens[v].lemma)) else { return };
    let Some(predication) = known.get(verb) else { return };
    for argument in &predication.arguments {
        let place = match &argument.place {
            Place::Subject => Place::Possessor,
            Place::Oblique(preposition) => Place::Oblique(preposition.clone()),
            _ => continue,
        };
        if !arguments.iter().any(|a| a.place == place) {
            arguments.push(Argument { place, token: argument.token, trust: Trust::Shared });
        }
    }
}

/// "Japan is a member of", "X, an ally of": the noun is said of the subject or of what it stands beside.
fn add_predicated(parse: &Parse, noun: usize, arguments: &mut Vec<Argument>) {
    let (place, tokens) = match (&*parse.tokens[noun].dep, parse.head(noun)) {
        ("attr" | "oprd", Some(verb)) => (Place::Subject, clause::surface_subjects(parse, verb, 0).0),
        ("appos", Some(named)) => (Place::Apposition, vec![named]),
        _ => return,
    };
    arguments.extend(tokens.into_iter().filter(|&t| t != noun).map(|token| Argument { place: place.clone(), token, trust: Trust::Shared }));
}

/// The predication that an adjective, or a participle used as one, heads.
pub(super) fn adjective(parse: &Parse, adjective: usize) -> Predication {
    let mut arguments = Vec::new();
    for &child in parse.children(adjective) {
        let place = match &*parse.tokens[child].dep {
            "prep" | "agent" => {
                clause::add_oblique(parse, adjective, child, &mut arguments);
                continue;
            }
            "npadvmod" | "compound" | "amod" | "nmod" | "advmod" | "nsubj" if child < adjective => Place::Compound,
            "xcomp" => Place::Infinitive,
            "ccomp" => Place::That,
            _ => continue,
        };
        arguments.push(Argument { place, token: child, trust: Trust::Direct });
    }
    let modified = modified_by(parse, adjective, 0);
    arguments.extend(modified.into_iter().map(|token| Argument { place: Place::Modified, token, trust: Trust::Direct }));
    Predication { class: PredicateClass::Adjective, passive: false, arguments }
}

/// The noun before which an adjective stands, or the subject that it is said of.
fn modified_by(parse: &Parse, adjective: usize, depth: usize) -> Vec<usize> {
    match (&*parse.tokens[adjective].dep, parse.head(adjective)) {
        ("amod" | "compound" | "nmod", Some(noun)) => vec![noun],
        ("acomp" | "oprd" | "attr", Some(verb)) => clause::surface_subjects(parse, verb, 0).0,
        ("conj", Some(first)) if depth < 4 => modified_by(parse, first, depth + 1),
        ("appos" | "acl" | "relcl", Some(noun)) => vec![noun],
        _ => Vec::new(),
    }
}
