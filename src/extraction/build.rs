//! From a matched frame to an assertion: stance, holder, time, citations, confidence, and which act
//! a content stands within.

use super::fillers::Candidate;
use super::matching::Match;
use super::trace::{FoundFiller, Trace};
use super::{Assertion, Filler, Scene, Situation, when};
use crate::knowledge::EntityClass;
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::frames::Outcome;
use crate::mentions::EntityRef;
use crate::predication::{Place, Trust, stance::Stance};

/// An assertion with the tokens that it came from.
pub(super) struct Draft {
    /// The assertion; `within` is not yet set.
    pub assertion: Assertion,
    /// Where it came from.
    pub trace: Trace,
}

/// The assertions that a matched frame makes in a sentence: one, and the contrary one of whoever the sentence sets against the
/// others ("every state but Chad", "Chad, not Niger").
pub(super) fn drafts(scene: &Scene<'_>, sentence: usize, found: &Match<'_>) -> Vec<Draft> {
    let mut whole = draft(scene, sentence, found);
    let mut contrary: Vec<Draft> = Vec::new();
    for (role, fillers) in &found.roles {
        let (apart, rest) = set_apart(scene, sentence, fillers);
        if apart.is_empty() || rest.is_empty() {
            continue;
        }
        whole.assertion.situation.roles.insert((*role).to_owned(), rest);
        // Whoever is set apart in several roles ("unlike Chad, Niger was never attacked") is so in one situation.
        let same = |d: &&mut Draft| d.assertion.situation.roles.values().any(|fillers| *fillers == apart);
        if let Some(draft) = contrary.iter_mut().find(same) {
            draft.assertion.situation.roles.insert((*role).to_owned(), apart);
        } else {
            contrary.push(contrary_of(&whole, role, apart));
        }
    }
    contrary.insert(0, whole);
    contrary
}

/// Those of a role's fillers whom the sentence sets against the others, and the others.
fn set_apart(scene: &Scene<'_>, sentence: usize, fillers: &[Candidate]) -> (Vec<Filler>, Vec<Filler>) {
    let (apart, rest): (Vec<&Candidate>, Vec<&Candidate>) = fillers.iter().partition(|c| scene.stances().is_excepted(c.token));
    let mut apart: Vec<Filler> = apart.into_iter().map(|c| c.filler.clone()).collect();
    let here = rest.iter().filter(|c| scene.parse.sentence_of(c.token) == sentence);
    apart.extend(here.flat_map(|c| exceptions(scene, c.token)));
    let rest = rest.into_iter().map(|c| c.filler.clone()).filter(|f| !apart.contains(f)).collect();
    (apart, rest)
}

/// Who is named as an exception to a noun phrase: "every state except Chad", "all members of the union, with the exception of
/// Chad", "Niger, but not Chad".
fn exceptions(scene: &Scene<'_>, noun: usize) -> Vec<Filler> {
    let parse = scene.parse;
    let in_phrases = |of: usize| parse.dependents(of, &["prep"]).flat_map(|p| parse.dependents(p, &["pobj"]));
    let phrase = |t: &usize| matches!(parse.tokens[*t].dep, "pobj" | "prep");
    let below = std::iter::once(noun).chain(parse.ancestors(noun)).take_while(phrase);
    let nouns = std::iter::once(noun).chain(below.filter_map(|t| parse.head(t)));
    let beside = nouns.flat_map(|n| in_phrases(n).chain(parse.dependents(n, &["conj", "appos"])));
    let excepted = beside.flat_map(|t| std::iter::once(t).chain(in_phrases(t))).filter(|&t| scene.stances().is_excepted(t));
    excepted.flat_map(|t| scene.candidates(t)).filter(Candidate::is_entity).map(|c| c.filler).collect()
}

/// The same of others, with the sign turned.
fn contrary_of(draft: &Draft, role: &str, fillers: Vec<Filler>) -> Draft {
    let mut assertion = draft.assertion.clone();
    assertion.situation.roles.insert(role.to_owned(), fillers);
    assertion.polarity = assertion.polarity.times(Polarity::Negated);
    Draft { assertion, trace: draft.trace.clone() }
}

/// The assertion that a matched frame makes in a sentence.
fn draft(scene: &Scene<'_>, sentence: usize, found: &Match<'_>) -> Draft {
    let stance = scene.stances().stance(found.head);
    let answered = is_answered(scene, found);
    let holder = quoter(scene, found)
        .or_else(|| announcer(scene, found))
        .or_else(|| if answered { None } else { holder(scene, &stance, found.head) })
        .filter(|&h| !vouches_for_himself(found, h));
    let outcome = &found.frame.template.outcome;
    let class = outcome.subtype.as_ref().unwrap_or(&found.frame.class).to_string();
    let roles = found
        .roles
        .iter()
        .map(|(role, fillers)| ((*role).to_owned(), fillers.iter().map(|c| c.filler.clone()).collect()))
        .collect();
    let (polarity, modality) = if answered { granted(found) } else { presented(scene, found, &stance) };
    let situation = Situation { class, roles, time: when::of(scene, sentence, &found.consumed) };
    let assertion = Assertion {
        situation,
        polarity,
        modality,
        holder,
        quote: scene.quote_at(found.head),
        citations: when::citations_of(scene, sentence),
        evidence: when::evidence(scene, sentence),
        within: None,
        confidence: confidence(scene, found),
        frame: found.frame.id(),
    };
    Draft { assertion, trace: trace(found, stance) }
}

fn trace(found: &Match<'_>, stance: Stance) -> Trace {
    let of_role = |(role, fillers): (&&str, &Vec<Candidate>)| {
        let role = (*role).to_owned();
        let found = |c: &Candidate| FoundFiller { role: role.clone(), filler: c.filler.clone(), token: c.token };
        fillers.iter().map(found).collect::<Vec<_>>()
    };
    Trace {
        predicate: found.consumed.clone(),
        embedders: stance.embedders,
        marks: stance.marks,
        holder: stance.holder,
        fillers: found.roles.iter().flat_map(of_role).collect(),
        trust: found.trust,
    }
}

/// Polarity and modality of a situation, from its frame and its clause.
fn presented(scene: &Scene<'_>, found: &Match<'_>, stance: &Stance) -> (Polarity, Modality) {
    let outcome = &found.frame.template.outcome;
    let imposed = imposed(outcome);
    // A dispute that is only to be settled is still there.
    if &*found.frame.class == "Dispute" && imposed == Polarity::Negated && stance.modality != Modality::Actual {
        return (Polarity::Affirmed, Modality::Actual);
    }
    let outlasts = scene.knowledge.ontology.situation(&found.frame.class).is_some_and(|class| class.outlasts.end);
    let polarity = if outlasts { stance.polarity.times(stance.ending) } else { stance.polarity };
    let polarity = if has_none(scene, found) { polarity.times(Polarity::Negated) } else { polarity };
    (polarity.times(imposed), outcome.modality.map_or(stance.modality, |m| told_as(m, stance.modality)))
}

/// Verbs that answer what someone has said or claimed.
const ANSWERS: &[&str] = &["reject", "dismiss", "refuse", "rebuff", "spurn", "dispute", "contest", "ignore", "oppose"];

/// What is answered is done, as its frame gives it.
fn granted(found: &Match<'_>) -> (Polarity, Modality) {
    let outcome = &found.frame.template.outcome;
    (imposed(outcome), outcome.modality.unwrap_or(Modality::Actual))
}

/// "London rejected Argentina's claim": who rejects what another says or claims grants that he does.
fn is_answered(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let parse = scene.parse;
    let said = scene.knowledge.ontology.situation(&found.frame.class).is_some_and(|class| class.outlasts.rejection);
    let object = matches!(parse.tokens[found.head].dep, "dobj" | "nsubjpass") && parse.tokens[found.head].pos == "NOUN";
    let verb = parse.head(found.head).filter(|v| said && object && !found.consumed.contains(v));
    let owned = parse.dependent(found.head, &["poss", "compound", "amod", "nmod"]).is_some();
    verb.is_some_and(|v| owned && ANSWERS.contains(&&*parse.tokens[v].lemma) && told_as_fact(scene, v))
}

/// Whether a verb's own clause tells a fact of its author.
fn told_as_fact(scene: &Scene<'_>, verb: usize) -> bool {
    let stance = scene.stances().stance(verb);
    stance.modality == Modality::Actual && stance.holder.is_none()
}

/// "held little clout and no territory": a "no" on a later part of a coordination denies that part alone.
fn has_none(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let none = |t: usize| scene.parse.dependents(t, &["det"]).any(|d| scene.lower(d) == "no");
    found.roles.values().flatten().any(|c| scene.parse.tokens[c.token].dep == "conj" && none(c.token))
}

/// The modality of a frame that gives one: its own in a clause that tells a fact, else the clause's; but what is an act by being
/// announced ("will not hesitate to strike" as a threat) is no plan, and stands whatever it is made to depend on.
fn told_as(own: Modality, clause: Modality) -> Modality {
    match (own, clause) {
        (_, Modality::Actual) | (Modality::Actual, Modality::Planned | Modality::Possible) => own,
        _ => clause,
    }
}

/// The polarity that a predicate imposes: what ends no longer holds.
fn imposed(outcome: &Outcome) -> Polarity {
    if outcome.ends { Polarity::Negated } else { outcome.polarity.unwrap_or(Polarity::Affirmed) }
}

/// Who vouches for what a token says: the innermost holder on the way to the root, else whoever is quoted.
pub(super) fn holder(scene: &Scene<'_>, stance: &Stance, token: usize) -> Option<EntityRef> {
    let of_clause = stance.holder.filter(|&t| !is_author(scene, t)).and_then(|t| voice_at(scene, t, 0));
    of_clause.or_else(|| scene.speaker_at(token))
}

/// Who quotes the speaker of a statement: the subject of the verb whose object speaks ("Interfax quoted Petrov as saying").
fn quoter(scene: &Scene<'_>, found: &Match<'_>) -> Option<EntityRef> {
    let speakers = speakers(found)?;
    let fills = |place: &Place| {
        scene.predications.fillers(found.head, place).flat_map(|t| scene.parts(t)).any(|t| speakers.iter().any(|s| s.token == t))
    };
    let inverted = scene.stances().inverted_speaker(found.head).is_some();
    let quoted = fills(&Place::Object) && !fills(&Place::Subject) && !inverted;
    let subjects: Vec<usize> = scene.predications.fillers(found.head, &Place::Subject).filter(|_| quoted).collect();
    subjects.into_iter().filter(|&t| !is_author(scene, t)).find_map(|t| voice_at(scene, t, 0))
}

/// Who tells of a situation to come whose frame holds the verb of telling itself: "Chad announced a withdrawal". What is
/// done by saying so ("announced sanctions") is told by the author.
fn announcer(scene: &Scene<'_>, found: &Match<'_>) -> Option<EntityRef> {
    let speech = scene.knowledge.ontology.family(&found.frame.class) == Some("Speech");
    let open = if speech { found.consumed.len() > 1 } else { found.frame.template.outcome.modality.is_some() };
    let told = open && scene.stances().tells_of_object(found.head);
    let subjects: Vec<usize> = scene.predications.fillers(found.head, &Place::Subject).filter(|_| told).collect();
    let who = subjects.into_iter().filter(|&t| !is_author(scene, t)).find_map(|t| voice_at(scene, t, 0))?;
    let acts = found.roles.values().flatten().any(|c| c.filler == Filler::Entity(who));
    (!speech || !acts).then_some(who)
}

/// Whether a holder is who speaks in the act itself: that someone says something is told by another.
fn vouches_for_himself(found: &Match<'_>, holder: EntityRef) -> bool {
    speakers(found).is_some_and(|s| s.iter().any(|c| c.filler == Filler::Entity(holder)))
}

/// The speakers of a statement; none for other situations.
fn speakers<'a>(found: &'a Match<'_>) -> Option<&'a [Candidate]> {
    if &*found.frame.class == "Statement" { found.roles.get("speaker").map(Vec::as_slice) } else { None }
}

/// Whether a phrase is the author's own "I" or "we": he vouches for what he signs.
fn is_author(scene: &Scene<'_>, token: usize) -> bool {
    matches!(&*scene.lower(token), "i" | "we") && scene.speaker_at(token).is_none()
}

/// Prepositions before the one that an unnamed speaker speaks for, or whose document it is that says something.
const SPEAKS_FOR: &[&str] = &["of", "for", "from", "by", "in", "at"];

/// The entity that a phrase for a speaker names, or else that it speaks for: "a Lithuanian customs officer", "a spokesman of the ministry".
pub(super) fn voice_at(scene: &Scene<'_>, head: usize, depth: usize) -> Option<EntityRef> {
    let parse = scene.parse;
    let named = entity_at(scene, head).map(|e| scene.government_of(e)).filter(|&e| can_vouch(scene.class(e)));
    named.or_else(|| {
        let beside = parse.dependents(head, &["appos", "poss", "nmod", "amod", "compound"]);
        let after = parse.dependents(head, &["prep"]).filter(|&p| SPEAKS_FOR.contains(&&*parse.tokens[p].text));
        let after = after.flat_map(|p| parse.dependents(p, &["pobj"]));
        beside.chain(after).chain(authors(scene, head)).filter(|_| depth < 3).find_map(|t| voice_at(scene, t, depth + 1))
    })
}

/// Who issued a document: "a statement issued by Chad", "Chad published a report that".
fn authors(scene: &Scene<'_>, noun: usize) -> Vec<usize> {
    let parse = scene.parse;
    let document = scene.is_one_of("utterances", noun);
    let issued = parse.dependents(noun, &["acl"]).filter(|&v| parse.tokens[v].tag == "VBN");
    let issuing = parse.head(noun).filter(|_| parse.tokens[noun].dep == "dobj");
    let verbs = issued.chain(issuing).filter(|_| document);
    verbs.flat_map(|v| scene.predications.fillers(v, &Place::Subject)).collect()
}

/// Whether an entity of a class can vouch for anything: whoever acts, and what is written ("the treaty states that").
fn can_vouch(class: EntityClass) -> bool {
    use EntityClass as C;
    class.acts() || matches!(class, C::Treaty | C::City | C::Place | C::Territory | C::Office | C::Other)
}

/// The entity that a phrase names or refers to.
pub(super) fn entity_at(scene: &Scene<'_>, head: usize) -> Option<EntityRef> {
    scene.candidates(head).into_iter().find_map(|c| match c.filler {
        Filler::Entity(entity) => Some(entity),
        Filler::Words(_) => None,
    })
}

/// How sure an assertion is: the frame's weight, the least sure of its links, how its fillers were found, and whether
/// anyone is missing. The factors are fitted to how often such assertions are right (`make eval`).
fn confidence(scene: &Scene<'_>, found: &Match<'_>) -> f32 {
    let frame = if found.frame.weak { 0.8 } else { 0.9 };
    let links = found.roles.values().flatten().filter(|c| c.is_entity()).map(|c| c.confidence).fold(1.0, f32::min);
    let trust = match found.trust {
        Trust::Direct => 1.0,
        Trust::Shared => 0.92,
        Trust::Reattached => 0.8,
        Trust::Recalled => 0.7,
    };
    let class = scene.knowledge.ontology.situation(&found.frame.class);
    let whole = class.is_none_or(|class| found.open_sides(class).next().is_none());
    frame * links * trust * if whole { 1.0 } else { ONE_SIDED }
}

/// What is left of the confidence in a situation of which one side is told: two in three say what the text says, but not all of it.
const ONE_SIDED: f32 = 0.6;

/// Puts drafts in order, drops what is said twice, and sets what stands within what.
pub(super) fn finish(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<(Assertion, Trace)> {
    let drafts = without_repeats(drafts);
    let order = outer_first(&drafts);
    let place_of = |draft: usize| order.iter().position(|&d| d == draft);
    let within: Vec<Option<usize>> = (0..drafts.len()).map(|d| container(scene, &drafts, d).and_then(place_of)).collect();
    let finished = |d: usize| (Assertion { within: within[d], ..drafts[d].assertion.clone() }, drafts[d].trace.clone());
    order.iter().map(|&d| finished(d)).collect()
}

fn without_repeats(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let a = &draft.assertion;
        let repeats = |k: &Draft| {
            let b = &k.assertion;
            b.evidence == a.evidence
                && b.situation.class == a.situation.class
                && b.situation.roles == a.situation.roles
                && (b.polarity, b.modality, b.holder) == (a.polarity, a.modality, a.holder)
        };
        if !kept.iter().rev().take_while(|k| k.assertion.evidence == a.evidence).any(repeats) {
            kept.push(draft);
        }
    }
    kept
}

/// The draft that a draft's nearest embedder is the predicate of.
fn container(scene: &Scene<'_>, drafts: &[Draft], inner: usize) -> Option<usize> {
    let acts = |class: &str| scene.knowledge.ontology.family(class) == Some("Speech");
    drafts[inner].trace.embedders.iter().find_map(|embedder| {
        (0..drafts.len())
            .find(|&d| d != inner && drafts[d].trace.predicate.contains(embedder) && acts(&drafts[d].assertion.situation.class))
    })
}

/// Sentence by sentence; within one, what embeds fewer levels comes first, then text order.
fn outer_first(drafts: &[Draft]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&d| {
        (
            drafts[d].assertion.evidence,
            drafts[d].trace.embedders.len(),
            drafts[d].trace.predicate[0],
            drafts[d].assertion.situation.class.clone(),
        )
    });
    order
}

/// What a sentence tells as a plain fact of its author, without a frame: read off a title or "according to".
pub(super) fn fact(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    situation: Situation,
    confidence: f32,
    frame: &str,
) -> Draft {
    let situation = Situation { time: situation.time.or_else(|| when::at(scene, sentence, token)), ..situation };
    let assertion = Assertion {
        situation,
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        holder: None,
        quote: None,
        citations: when::citations_of(scene, sentence),
        evidence: when::evidence(scene, sentence),
        within: None,
        confidence,
        frame: frame.to_owned(),
    };
    let trace = Trace {
        predicate: vec![token],
        embedders: Vec::new(),
        marks: Vec::new(),
        holder: None,
        fillers: Vec::new(),
        trust: Trust::Direct,
    };
    Draft { assertion, trace }
}
