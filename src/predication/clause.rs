//! Verbs: their arguments in canonical places, whatever the clause looks like on the surface.

use super::{Argument, Place, PredicateClass, Predication, Trust, nominal};
use crate::language::Parse;

/// How far control, coordination and gaps are followed; trees of real sentences need four at most,
/// and the limit ends the cycles that a broken tree could hold.
const MAX_CONTROL: usize = 6;

/// The longest list whose parts are followed to the first.
const MAX_LIST: usize = 12;

/// Verbs whose subject, not object, is understood as the subject of their infinitive even when they have an object.
const SUBJECT_CONTROL: &[&str] =
    &["promise", "threaten", "pledge", "vow", "offer", "use", "take", "join", "hold", "sign", "make"];

/// The first words of prepositions that tell where a report or a reason comes from: what follows their
/// second word is no argument ("according to local media").
const SOURCE_PREPOSITIONS: &[&str] = &["according", "because", "due", "owing", "prior", "thanks"];

/// The predication that a verb heads.
pub(super) fn predication(parse: &Parse, verb: usize) -> Predication {
    let passive = is_passive(parse, verb);
    let mut arguments = Vec::new();
    add_subjects(parse, verb, passive, &mut arguments);
    for &child in parse.children(verb) {
        add_complement(parse, child, passive, &mut arguments);
    }
    name_object(parse, verb, &mut arguments);
    add_gap(parse, verb, &mut arguments);
    add_right_node(parse, verb, passive, &mut arguments);
    arguments.sort_by_key(|a| a.trust);
    Predication { class: PredicateClass::Verb, passive, arguments }
}

/// Whether a verb is in the passive voice: it has a passive auxiliary or subject, or is a past
/// participle that modifies a noun or opens a clause without a subject of its own.
pub(super) fn is_passive(parse: &Parse, verb: usize) -> bool {
    let token = &parse.tokens[verb];
    if parse.dependent(verb, &["auxpass", "nsubjpass", "csubjpass"]).is_some() {
        return true;
    }
    if token.tag != "VBN" || parse.dependent(verb, &["nsubj", "aux"]).is_some() {
        return false;
    }
    match token.dep {
        "acl" | "oprd" => true,
        "advcl" | "ROOT" | "ccomp" => parse.dependent(verb, &["dobj"]).is_none(),
        "conj" => parse.head(verb).is_some_and(|head| is_passive(parse, head)),
        _ => parse.dependent(verb, &["agent"]).is_some(),
    }
}

fn add_subjects(parse: &Parse, verb: usize, passive: bool, arguments: &mut Vec<Argument>) {
    let (subjects, trust) = surface_subjects(parse, verb, 0);
    let place = match passive {
        false => Place::Subject,
        true if parse.dependent(verb, &["dobj"]).is_some() => Place::IndirectObject,
        true => Place::Object,
    };
    arguments.extend(subjects.into_iter().map(|token| Argument { place: place.clone(), token, trust }));
}

/// "Together with its allies, Canada imposed": those in whose company the subject acts.
fn company(parse: &Parse, verb: usize, subjects: &[usize]) -> Vec<usize> {
    let of_subjects = subjects.iter().filter(|&&s| s < verb).flat_map(|&s| parse.dependents(s, &["prep"]));
    let phrases = of_subjects.chain(parse.dependents(verb, &["prep"]));
    let with = phrases.filter_map(|p| accompanying(parse, p, verb)).flat_map(|p| parse.dependents(p, &["pobj"]));
    with.filter(|t| !subjects.contains(t)).collect()
}

/// The preposition before those in whose company someone acts, if a phrase tells that.
fn accompanying(parse: &Parse, preposition: usize, verb: usize) -> Option<usize> {
    let word = |t: usize| parse.tokens[t].text.to_lowercase();
    // After the verb "along with" goes with what stands there.
    let tells = |w: &str| matches!(w, "together" | "jointly") || w == "along" && preposition < verb;
    match &*word(preposition) {
        "alongside" => Some(preposition),
        first if tells(first) => parse.dependents(preposition, &["prep"]).find(|&p| word(p) == "with"),
        "with" => preposition.checked_sub(1).filter(|&before| tells(&word(before))).map(|_| preposition),
        "in" => {
            let manner = parse.dependent(preposition, &["pobj"]).filter(|&t| TOGETHER.contains(&&*parse.tokens[t].lemma))?;
            parse.dependents(manner, &["prep"]).find(|&p| word(p) == "with")
        }
        _ => None,
    }
}

/// What those do things in who do them together.
const TOGETHER: &[&str] = &["coordination", "concert", "tandem", "partnership", "conjunction", "cooperation", "unison"];

/// Verbs that give their object a name.
const NAMING: &[&str] =
    &["designate", "declare", "label", "brand", "name", "call", "term", "dub", "appoint", "elect", "deem", "proclaim"];

/// "designated the group a terrorist organization": the parser takes whom a verb names for a recipient.
fn name_object(parse: &Parse, verb: usize, arguments: &mut [Argument]) {
    let has = |place: Place| arguments.iter().any(|a| a.place == place);
    if NAMING.contains(&&*parse.tokens[verb].lemma) && has(Place::IndirectObject) && has(Place::Object) {
        for argument in arguments {
            argument.place = match argument.place {
                Place::IndirectObject => Place::Object,
                Place::Object => Place::Predicative,
                ref other => other.clone(),
            };
        }
    }
}

/// The noun phrases that stand as the verb's surface subject, in its own clause or understood from
/// another: control, coordination, participles, relative pronouns.
pub(super) fn surface_subjects(parse: &Parse, verb: usize, depth: usize) -> (Vec<usize>, Trust) {
    let mut own: Vec<usize> = parse.dependents(verb, &["nsubj", "nsubjpass", "csubj", "csubjpass"]).collect();
    // "Libya-Algeria: Libya has long claimed": what a colon sets apart is a heading.
    if let [heading, subject] = own[..]
        && (heading..subject).any(|t| &*parse.tokens[t].text == ":")
    {
        own = vec![subject];
    }
    if let Some((_, subject)) = subject_read_as_source(parse, verb) {
        return (vec![subject], Trust::Reattached);
    }
    if !own.is_empty() {
        let mut subjects: Vec<usize> = own.iter().map(|&t| antecedent(parse, verb, t)).collect();
        subjects.extend(company(parse, verb, &own));
        return (subjects, Trust::Direct);
    }
    if let Some(owner) = parse.dependent(verb, &["poss"]) {
        return (vec![owner], Trust::Direct);
    }
    if depth == MAX_CONTROL {
        return (Vec::new(), Trust::Shared);
    }
    (understood_subjects(parse, verb, depth + 1), Trust::Shared)
}

/// "According to ISNA, the prosecutor said": the parser takes the source for the subject, and the subject for its
/// apposition. Gives the two.
pub(super) fn subject_read_as_source(parse: &Parse, verb: usize) -> Option<(usize, usize)> {
    let according =
        parse.dependents(verb, &["prep", "advmod"]).find(|&p| parse.tokens[p].text.eq_ignore_ascii_case("according"))?;
    let to = parse.dependent(according, &["prep"]).filter(|&p| parse.children(p).is_empty())?;
    let source = parse.dependent(verb, &["nsubj", "nsubjpass"]).filter(|&s| parse.subtree(s).start == to + 1)?;
    Some((source, parse.dependent(source, &["appos"])?))
}

fn understood_subjects(parse: &Parse, verb: usize, depth: usize) -> Vec<usize> {
    let Some(head) = parse.head(verb) else { return Vec::new() };
    match parse.tokens[verb].dep {
        "conj" | "advcl" | "dep" | "parataxis" => subjects_of_any(parse, head, depth),
        "xcomp" | "ccomp" | "oprd" => controller(parse, head, depth),
        "relcl" if is_infinitive(parse, verb) => owners(parse, head, depth),
        "acl" => acl_subject(parse, verb, nearest_noun(parse, verb, head), depth),
        "pcomp" => gerund_subject(parse, head, depth),
        _ => Vec::new(),
    }
}

/// The subject of a verb, or of what an adjective or noun is said of.
fn subjects_of_any(parse: &Parse, token: usize, depth: usize) -> Vec<usize> {
    match parse.tokens[token].pos {
        "VERB" | "AUX" => surface_subjects(parse, token, depth).0,
        _ => match (parse.tokens[token].dep, parse.head(token)) {
            ("acomp" | "attr" | "oprd" | "conj", Some(head)) if depth < MAX_CONTROL => subjects_of_any(parse, head, depth + 1),
            _ => Vec::new(),
        },
    }
}

/// Who is understood as the subject of the infinitive or participle below `head`.
fn controller(parse: &Parse, head: usize, depth: usize) -> Vec<usize> {
    let subject_control = SUBJECT_CONTROL.contains(&&*parse.tokens[head].lemma);
    // "have taken steps to mend ties": what is taken does not act.
    let acts = |object: usize| !subject_control && !nominal::is_own_act(parse, object);
    let object = parse.dependent(head, &["dobj", "dative"]).filter(|&o| acts(o));
    match object {
        Some(object) if parse.tokens[object].dep == "dative" && parse.tokens[object].pos == "ADP" => {
            parse.dependents(object, &["pobj"]).collect()
        }
        Some(object) => vec![object],
        None => match asked(parse, head) {
            Some(asked) => vec![asked],
            None => subjects_of_any(parse, head, depth),
        },
    }
}

/// Whom a call goes to: "called on the rebels to withdraw".
fn asked(parse: &Parse, verb: usize) -> Option<usize> {
    let calls = matches!(&*parse.tokens[verb].lemma, "call" | "prevail" | "rely" | "count" | "depend" | "appeal");
    let on = parse.dependents(verb, &["prep"]).find(|&p| calls && matches!(&*parse.tokens[p].text, "on" | "upon" | "to"));
    parse.dependent(on?, &["pobj"])
}

/// "the islands claimed by Japan", "ships carrying oil", "Russia's refusal to sell".
fn acl_subject(parse: &Parse, verb: usize, noun: usize, depth: usize) -> Vec<usize> {
    if is_infinitive(parse, verb) { owners(parse, noun, depth) } else { vec![whole_list(parse, verb, noun)] }
}

/// The noun that an infinitive completes: the one right before it ("a statement on Russia's attempts to annex"),
/// even where the parser hangs it higher.
fn nearest_noun(parse: &Parse, verb: usize, noun: usize) -> usize {
    let before = parse.dependent(verb, &["aux"]).and_then(|to| to.checked_sub(1));
    before
        .filter(|&t| {
            is_infinitive(parse, verb) && t > noun && &*parse.tokens[t].pos == "NOUN" && &*parse.tokens[t].dep != "npadvmod"
        })
        .unwrap_or(noun)
}

/// "accused Israel of shelling", "quoted Lavrov as saying", "by expelling the envoy", "Japan's hope of regaining".
fn gerund_subject(parse: &Parse, preposition: usize, depth: usize) -> Vec<usize> {
    let Some(governor) = parse.head(preposition) else { return Vec::new() };
    let judging = matches!(parse.tokens[governor].pos, "VERB" | "NOUN" | "PROPN");
    if let Some(doer) = judged(parse, governor, preposition).filter(|_| judging) {
        return vec![doer];
    }
    match parse.tokens[governor].pos {
        "VERB" if matches!(&*parse.tokens[preposition].text, "of" | "from" | "for" | "into" | "as") => {
            controller(parse, governor, depth)
        }
        "VERB" | "AUX" => surface_subjects(parse, governor, depth).0,
        // "stopped short of recognizing"
        "ADV" | "ADP" if parse.head(governor).is_some_and(|v| matches!(parse.tokens[v].pos, "VERB" | "AUX")) => {
            parse.head(governor).map_or_else(Vec::new, |v| surface_subjects(parse, v, depth).0)
        }
        "NOUN" | "PROPN" => owners(parse, governor, depth),
        _ => subjects_of_any(parse, governor, depth),
    }
}

/// Words for judging someone for what he did.
const JUDGING: &[&str] = &[
    "accuse",
    "blame",
    "criticize",
    "criticise",
    "condemn",
    "denounce",
    "punish",
    "fault",
    "thank",
    "praise",
    "commend",
    "applaud",
    "slam",
    "rebuke",
    "censure",
    "prosecute",
    "indict",
    "charge",
    "convict",
    "chide",
    "fine",
    "penalize",
    "castigate",
    "lambast",
    "criticism",
    "condemnation",
    "punishment",
    "accusation",
    "denunciation",
];

/// Who did what he is judged for: "blamed Iran for the attack", "criticism of Seoul for holding a drill".
pub(super) fn judged(parse: &Parse, word: usize, preposition: usize) -> Option<usize> {
    let judges = |t: usize| JUDGING.contains(&&*parse.tokens[t].lemma);
    let object = parse.dependent(word, &["dobj"]);
    // "intensified its criticism of Seoul for holding a drill": the phrase hangs on the verb.
    if let Some(act) = object.filter(|&o| judges(o) && parse.tokens[o].pos == "NOUN") {
        return judged(parse, act, preposition);
    }
    if !matches!(&*parse.tokens[preposition].text, "for" | "of") {
        return None;
    }
    // "accused a Chinese ship of firing": the phrase hangs on whom the verb judges.
    if parse.tokens[word].dep == "dobj" && parse.head(word).is_some_and(judges) {
        return Some(word);
    }
    if !judges(word) {
        return None;
    }
    let of = || parse.dependents(word, &["prep"]).find(|&p| p < preposition && &*parse.tokens[p].text == "of");
    object.filter(|&o| o < preposition).or_else(|| parse.dependent(of()?, &["pobj"]))
}

/// Whose a noun is: its possessor, else the subject of the verb that it is the object of.
pub(super) fn owners(parse: &Parse, noun: usize, depth: usize) -> Vec<usize> {
    if let Some(owner) = parse.dependent(noun, &["poss"]) {
        return vec![owner];
    }
    if let Some(between) = parse.dependents(noun, &["prep"]).find(|&p| matches!(&*parse.tokens[p].text, "between" | "by")) {
        return parse.dependents(between, &["pobj"]).collect();
    }
    if depth >= MAX_CONTROL {
        return Vec::new();
    }
    match (parse.tokens[noun].dep, parse.head(noun)) {
        ("dobj" | "attr", Some(verb)) => subjects_of_any(parse, verb, depth + 1),
        ("pobj", Some(preposition)) => match parse.head(preposition) {
            Some(head) => match judged(parse, head, preposition) {
                Some(doer) => vec![doer],
                None if parse.tokens[head].pos == "NOUN" => owners(parse, head, depth + 1),
                None => subjects_of_any(parse, head, depth + 1),
            },
            None => Vec::new(),
        },
        ("conj", Some(head)) => owners(parse, head, depth + 1),
        _ => Vec::new(),
    }
}

/// What a relative pronoun in a relative clause stands for; any other token stands for itself.
fn antecedent(parse: &Parse, verb: usize, token: usize) -> usize {
    // "ten states, most of which"
    let of = parse.dependents(token, &["prep"]).find(|&p| &*parse.tokens[p].text == "of");
    let relative = |t: usize| matches!(parse.tokens[t].tag, "WDT" | "WP");
    if !relative(token) && !of.is_some_and(|p| parse.dependents(p, &["pobj"]).any(relative)) {
        return token;
    }
    if let Some(cleft) = cleft(parse, verb) {
        return cleft;
    }
    let clause = std::iter::once(verb).chain(parse.ancestors(verb)).take(MAX_CONTROL);
    clause
        .filter(|&v| &*parse.tokens[v].dep == "relcl")
        .find_map(|v| parse.head(v).map(|noun| whole_list(parse, v, noun)))
        .unwrap_or(token)
}

/// "It was Minsk that broke the truce": whom a cleft sentence sets apart.
fn cleft(parse: &Parse, verb: usize) -> Option<usize> {
    let copula = parse.head(verb).filter(|&h| parse.tokens[verb].dep == "ccomp" && &*parse.tokens[h].lemma == "be")?;
    let subject = parse.dependent(copula, &["nsubj", "expl"])?;
    let apart = parse.dependent(copula, &["attr"])?;
    parse.tokens[subject].text.eq_ignore_ascii_case("it").then_some(apart)
}

/// "Etorofu, Kunashiri and the Habomai group, occupied by": a clause behind a comma tells something of the
/// whole list, whose first part heads it, though it hangs on the last part.
fn whole_list(parse: &Parse, verb: usize, noun: usize) -> usize {
    let start = parse.subtree(verb).start;
    let apart = start > 0 && &*parse.tokens[start - 1].text == ",";
    let first = || {
        std::iter::successors(Some(noun), |&t| parse.head(t).filter(|_| &*parse.tokens[t].dep == "conj")).take(MAX_LIST).last()
    };
    if apart { first().unwrap_or(noun) } else { noun }
}

fn add_complement(parse: &Parse, child: usize, passive: bool, arguments: &mut Vec<Argument>) {
    let token = &parse.tokens[child];
    let mut add = |place, token| arguments.push(Argument { place, token, trust: Trust::Direct });
    let verb = token.head;
    match token.dep {
        "dobj" => add(Place::Object, antecedent(parse, verb, child)),
        "dative" if token.pos == "ADP" => add_oblique(parse, verb, child, arguments),
        "dative" => add(Place::IndirectObject, child),
        "attr" | "oprd" | "acomp" => add(Place::Predicative, child),
        "agent" => {
            let by: Vec<usize> = parse.dependents(child, &["pobj", "pcomp"]).collect();
            for t in by {
                add(Place::Subject, antecedent(parse, verb, t));
            }
        }
        "prep" => {
            if passive && &*token.text == "by" {
                let by: Vec<usize> = parse.dependents(child, &["pobj"]).collect();
                for t in by {
                    add(Place::Subject, t);
                }
            }
            add_oblique(parse, verb, child, arguments);
        }
        // "came closer to the West", "walked away from the pact"
        "advmod" | "prt" if child > verb => {
            for preposition in parse.dependents(child, &["prep"]) {
                add_oblique(parse, verb, preposition, arguments);
            }
        }
        "ccomp" | "xcomp" => {
            if let Some(raised) = raised_object(parse, child) {
                add(Place::Object, antecedent(parse, verb, raised));
            }
            add(clause_place(parse, child), child);
        }
        _ => {}
    }
}

/// "urged Japan to return", "helped Vietnam build": the subject of the infinitive, as the tree has it, is
/// the object of the verb above.
fn raised_object(parse: &Parse, clause: usize) -> Option<usize> {
    let bare = || &*parse.tokens[clause].tag == "VB" && parse.dependent(clause, &["aux"]).is_none();
    let marked = parse.dependent(clause, &["mark"]).is_some();
    let subject = parse.dependent(clause, &["nsubj", "nsubjpass"])?;
    let governor = parse.head(clause)?;
    (!marked && subject > governor && (is_infinitive(parse, clause) || bare())).then_some(subject)
}

/// Whether a verb is an infinitive with "to".
pub(super) fn is_infinitive(parse: &Parse, verb: usize) -> bool {
    parse.dependents(verb, &["aux"]).any(|t| &*parse.tokens[t].tag == "TO")
}

/// The place of a complement clause, by its form.
fn clause_place(parse: &Parse, clause: usize) -> Place {
    let to = is_infinitive(parse, clause) || raised_object(parse, clause).is_some();
    let finite = parse.dependent(clause, &["mark", "nsubj", "nsubjpass"]).is_some() && !to;
    match (to, parse.tokens[clause].tag) {
        (true, _) => Place::Infinitive,
        (false, "VBG") if !finite => Place::Gerund,
        _ => Place::That,
    }
}

/// What follows a preposition, also across "out of", "up to", "from behind".
pub(super) fn add_oblique(parse: &Parse, governor: usize, preposition: usize, arguments: &mut Vec<Argument>) {
    let name = &parse.tokens[preposition].text;
    if SOURCE_PREPOSITIONS.contains(&&*name.to_lowercase()) {
        return;
    }
    for &child in parse.children(preposition) {
        match parse.tokens[child].dep {
            "pobj" | "pcomp" => {
                let token = antecedent(parse, governor, child);
                arguments.push(Argument { place: Place::after(name), token, trust: Trust::Direct });
            }
            "prep" => add_oblique(parse, governor, child, arguments),
            "conj" if parse.tokens[child].pos == "ADP" => add_oblique(parse, governor, child, arguments),
            _ => {}
        }
    }
}

/// The antecedent of a relative clause without a relative pronoun fills the place that is empty:
/// "the islands Japan claims", "the country they trade with".
fn add_gap(parse: &Parse, verb: usize, arguments: &mut Vec<Argument>) {
    if parse.tokens[verb].dep != "relcl" || has_relative_pronoun(parse, verb) {
        return;
    }
    // "steps to leave the pact" leaves nothing empty.
    let Some(token) = parse.head(verb).filter(|&noun| !nominal::is_own_act(parse, noun)) else { return };
    let stranded = parse.dependents(verb, &["prep"]).find(|&p| parse.children(p).is_empty());
    let place = match stranded {
        Some(preposition) => Place::after(&parse.tokens[preposition].text),
        None => Place::Object,
    };
    if !arguments.iter().any(|a| a.place == place) {
        arguments.push(Argument { place, token, trust: Trust::Shared });
    }
}

fn has_relative_pronoun(parse: &Parse, verb: usize) -> bool {
    parse.subtree(verb).any(|t| matches!(&*parse.tokens[t].tag, "WDT" | "WP" | "WP$" | "WRB"))
}

/// "discussing or negotiating a rapprochement": the object of the last verb is also the first one's.
fn add_right_node(parse: &Parse, verb: usize, passive: bool, arguments: &mut Vec<Argument>) {
    let bare = !passive
        && !arguments.iter().any(|a| {
            matches!(
                a.place,
                Place::Object | Place::That | Place::Infinitive | Place::Gerund | Place::Oblique(_) | Place::Predicative
            )
        });
    let next = parse.dependent(verb, &["conj"]).filter(|_| bare);
    let Some(next) = next.filter(|&n| *parse.tokens[n].tag == *parse.tokens[verb].tag) else { return };
    if parse.dependent(next, &["nsubj", "aux"]).is_some() {
        return;
    }
    let shared = parse.dependents(next, &["dobj"]).map(|token| Argument { place: Place::Object, token, trust: Trust::Shared });
    arguments.extend(shared);
    for preposition in parse.dependents(next, &["prep"]).collect::<Vec<_>>() {
        let from = arguments.len();
        add_oblique(parse, next, preposition, arguments);
        arguments[from..].iter_mut().for_each(|a| a.trust = Trust::Shared);
    }
}
