//! Nouns and adjectives: whose they are, what they are of, what they are said of.

use super::{Argument, Place, PredicateClass, Predication, Predications, Trust, clause, light};
use crate::language::Parse;

/// Nouns of what someone wills or does: whose they are, his is what they are of, for or at
/// ("Japan's pursuit of reconciliation with Russia").
const OWN_ACTS: &[&str] = &[
    "pursuit",
    "push",
    "quest",
    "bid",
    "effort",
    "attempt",
    "plan",
    "hope",
    "policy",
    "decision",
    "desire",
    "drive",
    "proposal",
    "offer",
    "readiness",
    "willingness",
    "commitment",
    "preparation",
    "campaign",
    "intention",
    "interest",
    "resumption",
    "start",
    "beginning",
    "continuation",
    "round",
    "series",
    "wave",
    "act",
    "course",
    "way",
    "process",
    "threat",
    "promise",
    "part",
    "role",
    "participation",
    "involvement",
    "launch",
    "conduct",
    "step",
    "measure",
    "move",
    "initiative",
    "strategy",
    "agreement",
    "deal",
    "negotiation",
    "talk",
];

/// Whether a noun is of what someone wills or does.
pub(super) fn is_own_act(parse: &Parse, noun: usize) -> bool {
    OWN_ACTS.contains(&&*parse.tokens[noun].lemma)
}

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
        let place = match parse.tokens[child].dep {
            "poss" => Place::Possessor,
            "compound" | "amod" | "nmod" => Place::Compound,
            "appos" => Place::Apposition,
            "prep" => {
                clause::add_oblique(parse, noun, child, &mut arguments);
                continue;
            }
            "acl" if clause::is_infinitive(parse, child) => Place::Infinitive,
            "acl" | "ccomp" if parse.dependent(child, &["mark"]).is_some() => Place::That,
            _ => continue,
        };
        arguments.push(Argument { place, token: child, trust: Trust::Direct });
    }
    arguments
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
    if let Some(whole) = parse.head(noun).filter(|_| &*parse.tokens[noun].dep == "compound") {
        share(whole, |place| matches!(place, Place::Oblique(_) | Place::Possessor));
    }
    if let Some(last) = parse.dependent(noun, &["conj"]) {
        share(last, |place| matches!(place, Place::Oblique(_)));
    }
}

/// What a support verb says is the noun's: the verb's subject owns it, the verb's phrases complete it
/// ("imposed sanctions on", "exercises held by", "the threats that Pyongyang made against").
fn add_support(parse: &Parse, known: &Predications, noun: usize, arguments: &mut Vec<Argument>) {
    for verb in support_verbs(parse, noun) {
        let Some(predication) = known.get(verb) else { continue };
        for argument in predication.arguments.iter().filter(|a| a.token != noun) {
            let place = match &argument.place {
                Place::Subject => Place::Possessor,
                Place::Oblique(preposition) => Place::Oblique(preposition.clone()),
                _ => continue,
            };
            add_missing(arguments, place, argument.token);
        }
    }
    if let Some(act) = own_act(parse, noun) {
        for owner in clause::owners(parse, act, 0) {
            add_missing(arguments, Place::Possessor, owner);
        }
    }
    if let Some(doer) =
        parse.head(noun).filter(|_| &*parse.tokens[noun].dep == "pobj").and_then(|p| clause::judged(parse, parse.head(p)?, p))
    {
        add_missing(arguments, Place::Possessor, doer);
    }
    if let Some(verb) = bare_phrase_verb(parse, noun) {
        for owner in clause::surface_subjects(parse, verb, 0).0 {
            add_missing(arguments, Place::Possessor, owner);
        }
    }
}

fn add_missing(arguments: &mut Vec<Argument>, place: Place, token: usize) {
    if !arguments.iter().any(|a| a.place == place) {
        arguments.push(Argument { place, token, trust: Trust::Shared });
    }
}

/// The support verbs that a noun is the object of, and those in participles and relative clauses on it.
fn support_verbs(parse: &Parse, noun: usize) -> Vec<usize> {
    let head = match parse.tokens[noun].dep {
        "dobj" | "nsubjpass" => parse.head(noun),
        "conj" => parse.head(noun).filter(|&first| &*parse.tokens[first].dep == "dobj").and_then(|first| parse.head(first)),
        _ => None,
    };
    let below = parse.dependents(noun, &["acl", "relcl"]);
    head.into_iter().chain(below).filter(|&v| light::supports(&parse.tokens[v].lemma)).collect()
}

/// The noun of someone's will or act whose content a noun is.
fn own_act(parse: &Parse, noun: usize) -> Option<usize> {
    let preposition = parse.head(noun).filter(|_| &*parse.tokens[noun].dep == "pobj")?;
    let content = matches!(&*parse.tokens[preposition].text, "of" | "for" | "at" | "in" | "towards" | "toward");
    parse.head(preposition).filter(|&act| content && is_own_act(parse, act))
}

/// "in talks with Washington, Tehran hinted", "in a statement the ministry said", "remained in occupation of": a noun without an
/// owner after "in" or "through" is its verb's subject's.
fn bare_phrase_verb(parse: &Parse, noun: usize) -> Option<usize> {
    let open = parse.tokens[noun].dep == "pobj" && parse.dependent(noun, &["poss"]).is_none();
    let definite = parse
        .dependents(noun, &["det"])
        .any(|d| !matches!(&*parse.tokens[d].text.to_lowercase(), "a" | "an" | "some" | "several" | "another"));
    let preposition = parse.head(noun).filter(|_| open && !definite)?;
    let carries =
        matches!(&*parse.tokens[preposition].text.to_lowercase(), "in" | "into" | "through" | "during" | "at" | "with" | "via");
    parse.head(preposition).filter(|&v| carries && matches!(&*parse.tokens[v].pos, "VERB" | "AUX"))
}

/// "Japan is a member of", "X, an ally of": the noun is said of the subject or of what it stands beside.
fn add_predicated(parse: &Parse, noun: usize, arguments: &mut Vec<Argument>) {
    let (place, tokens) = match (parse.tokens[noun].dep, parse.head(noun)) {
        ("attr" | "oprd", Some(verb)) => (Place::Subject, clause::surface_subjects(parse, verb, 0).0),
        ("appos", Some(named)) => (Place::Apposition, vec![named]),
        // "deputy minister Iraj Harirchi", "NATO member Turkey"
        ("compound" | "nmod", Some(named)) if parse.tokens[noun].pos == "NOUN" && parse.tokens[named].pos == "PROPN" => {
            (Place::Apposition, vec![named])
        }
        // "As a member of the bloc, Algeria called for"
        ("pobj", Some(preposition)) if parse.tokens[preposition].text.eq_ignore_ascii_case("as") => {
            let verb = parse.head(preposition).filter(|&v| noun < v && matches!(parse.tokens[v].pos, "VERB" | "AUX"));
            (Place::Subject, verb.map_or_else(Vec::new, |v| clause::surface_subjects(parse, v, 0).0))
        }
        _ => return,
    };
    arguments.extend(tokens.into_iter().filter(|&t| t != noun).map(|token| Argument {
        place: place.clone(),
        token,
        trust: Trust::Shared,
    }));
}

/// The predication that an adjective, or a participle used as one, heads.
pub(super) fn adjective(parse: &Parse, adjective: usize) -> Predication {
    let mut arguments = Vec::new();
    for &child in parse.children(adjective) {
        let place = match parse.tokens[child].dep {
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
    if let Some(token) = hyphenated(parse, adjective).filter(|&t| !arguments.iter().any(|a| a.token == t)) {
        arguments.push(Argument { place: Place::Compound, token, trust: Trust::Direct });
    }
    let modified = modified_by(parse, adjective, 0);
    arguments.extend(modified.into_iter().map(|token| Argument { place: Place::Modified, token, trust: Trust::Direct }));
    Predication { class: PredicateClass::Adjective, passive: false, arguments }
}

/// What a prefix is joined to by a hyphen: "anti-government", "pro-Russian".
fn hyphenated(parse: &Parse, prefix: usize) -> Option<usize> {
    let joined = parse.tokens.get(prefix + 1).is_some_and(|t| &*t.text == "-" && t.span.start == parse.tokens[prefix].span.end);
    let next = parse.tokens.get(prefix + 2)?;
    (joined && next.span.start == parse.tokens[prefix + 1].span.end && matches!(next.pos, "NOUN" | "PROPN" | "ADJ"))
        .then_some(prefix + 2)
}

/// The noun before which an adjective stands, or the subject that it is said of.
fn modified_by(parse: &Parse, adjective: usize, depth: usize) -> Vec<usize> {
    match (parse.tokens[adjective].dep, parse.head(adjective)) {
        ("amod" | "compound" | "nmod" | "appos" | "acl" | "relcl", Some(noun)) => vec![noun],
        ("acomp" | "oprd" | "attr", Some(verb)) => clause::surface_subjects(parse, verb, 0).0,
        ("conj", Some(first)) if depth < 4 => modified_by(parse, first, depth + 1),
        _ => Vec::new(),
    }
}
