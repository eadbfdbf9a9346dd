//! Which of the frames that fit a sentence are kept: those whose core roles are filled by someone
//! that can be named, the most specific first, each word of a family used once.

use super::fillers::Candidate;
use super::matching::Match;
use super::memory::{self, Memory};
use super::{Filler, Scene, ellipsis, kinds, offices};
use crate::knowledge::EntityClass;
use crate::knowledge::frames::Filter;
use crate::knowledge::ontology::SituationType;
use crate::knowledge::words::Kind;
use crate::mentions::{EntityRef, Sense};
use crate::predication::{Place, PredicateClass, Trust, class_of};
use std::cmp::Reverse;

/// The best frames of a sentence, in text order.
pub(super) fn best<'a>(scene: &Scene<'a>, memory: &mut Memory<'a>, matches: Vec<Match<'a>>) -> Vec<Match<'a>> {
    let complete: Vec<Match<'a>> = matches.into_iter().filter_map(|m| complete(scene, memory, m)).collect();
    let nested: Vec<bool> = complete.iter().map(|m| is_nested(scene, m, &complete)).collect();
    let mut fitting: Vec<Match<'a>> = complete.into_iter().zip(nested).filter(|(_, nested)| !nested).map(|(m, _)| m).collect();
    // Those with all sides first, those that say so themselves before those for whom memory does.
    let rank = |m: &Match<'a>| (open_sides(scene, m), m.trust == Trust::Recalled, Reverse(m.weight()), m.trust, m.head);
    fitting.sort_by_cached_key(rank);
    let mut kept: Vec<Match<'a>> = Vec::new();
    for found in fitting {
        if !kept.iter().any(|k| excludes(scene, k, &found)) {
            kept.push(found);
        }
    }
    kept.sort_by(|a, b| a.head.cmp(&b.head).then(a.frame.class.cmp(&b.frame.class)));
    for found in &mut kept {
        scene.fill_open_roles(found);
    }
    kept.extend(ellipsis::echoes(scene, &kept));
    for found in kept.iter().filter(|k| k.trust != Trust::Recalled) {
        memory.keep(scene, found);
    }
    kept
}

/// How many core roles of a match are open.
fn open_sides(scene: &Scene<'_>, found: &Match<'_>) -> usize {
    let class = scene.knowledge.ontology.situation(&found.frame.class);
    class.map_or(0, |class| found.open_sides(class).count())
}

/// The match without fillers that no role can take, if its core roles are filled and someone in it can be told from others.
fn complete<'a>(scene: &Scene<'a>, memory: &Memory<'a>, mut found: Match<'a>) -> Option<Match<'a>> {
    let office = &*found.frame.class == "OfficeHolding" && scene.has_title_at(found.head);
    if office
        || is_part_of_name(scene, found.head)
        || is_judged(scene, &found)
        || is_own_phrase(scene, &found)
        || only_asks(scene, &found)
    {
        return None;
    }
    let class = scene.knowledge.ontology.situation(&found.frame.class)?;
    for (role, fillers) in &mut found.roles {
        for filler in fillers.iter_mut() {
            as_government(scene, class, role, filler);
        }
        fillers.retain(|c| fits_range(scene, class, role, c));
    }
    leave_to_owner(scene, class, &mut found);
    separate_sides(class, &mut found);
    found.roles.retain(|_, fillers| !fillers.is_empty());
    offices::add_polity(scene, &mut found);
    let by_alternative = class.alternative_core.is_some() && found.open_sides(class).next().is_some();
    if by_alternative || !is_enough(scene, class, &found) {
        memory::recall(scene, memory, class, &mut found);
    }
    if !is_enough(scene, class, &found) {
        memory::add_partner(scene, class, &mut found);
    }
    let told = found.trust != Trust::Recalled || memory::happens(scene, found.head);
    if !told || !is_enough(scene, class, &found) {
        return None;
    }
    memory::add_other_side(scene, memory, class, &mut found);
    Some(found)
}

/// Whether a verb's object comes with what is said of it ("hold Russia accountable", "keep the strait open"): another sense
/// than that of the verb alone.
fn is_judged(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let parse = scene.parse;
    let adjective = |&t: &usize| {
        parse.tokens[t].pos == "ADJ" && !found.consumed.contains(&t) && parse.dependent(t, &["mark", "aux"]).is_none()
    };
    let asks = found.frame.template.restrictions.iter().any(|r| r.any_of.contains(&Filter::Any));
    !asks && found.consumed.len() == 1 && parse.dependents(found.head, &["oprd", "ccomp"]).any(|t| adjective(&t))
}

/// "reaffirmed the country's support": the support is of whose it is, not of who speaks of it.
fn leave_to_owner<'a>(scene: &Scene<'a>, class: &'a SituationType, found: &mut Match<'a>) {
    let Some(role) = class.self_vouched.as_deref().filter(|_| scene.stances().tells_of_object(found.head)) else { return };
    let nouns = found.consumed[1..].iter().filter(|&&t| class_of(scene.parse, t) == Some(PredicateClass::Noun));
    let owning = nouns.flat_map(|&t| scene.parse.dependents(t, &["poss", "nmod", "compound"]));
    let owners: Vec<Candidate> = owning.flat_map(|t| scene.candidates(t)).filter(|c| scene.is_named_actor(c)).collect();
    if !owners.is_empty() {
        found.roles.insert(role, owners);
    }
}

/// "insisted that he leave": who asks for something makes no statement by that alone.
fn only_asks(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let clauses =
        || scene.predications.fillers(found.head, &Place::That).chain(scene.predications.fillers(found.head, &Place::Infinitive));
    let asked = |clause: usize| scene.parse.dependent(clause, &["mark"]).is_some() && scene.stances().is_mandate(clause);
    &*found.frame.class == "Statement" && clauses().any(asked)
}

/// "I can tell you that": in his own words someone who says so tells of no other utterance, unless of a past one.
fn is_own_phrase(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let past = matches!(scene.parse.tokens[found.head].tag, "VBD" | "VBN");
    let Some(speaker) = scene.speaker_at(found.head).filter(|_| &*found.frame.class == "Statement" && !past) else {
        return false;
    };
    found.roles.get("speaker").is_some_and(|s| s.iter().all(|c| c.filler == Filler::Entity(speaker)))
}

/// Whether a word only stands in a name: "Quds Force", "Task Force", "NATO treaty organization".
fn is_part_of_name(scene: &Scene<'_>, token: usize) -> bool {
    let is_thing = |class| matches!(class, EntityClass::WeaponKind | EntityClass::Commodity | EntityClass::Pipeline);
    scene
        .mentions
        .covering(token)
        .is_some_and(|m| m.sense == Sense::Name && m.tokens.len() > 1 && !is_thing(scene.class(m.entity)))
}

/// Whether the core roles are filled and it can be told by whom: someone named, a named thing in a core role, or, where the frame is
/// sure of its sense, an unnamed group ("many senators").
fn is_enough(scene: &Scene<'_>, class: &SituationType, found: &Match<'_>) -> bool {
    let complete = class.is_complete(|role| found.roles.get(role).map_or(0, Vec::len)) || tells_with_one(scene, class, found);
    let tells = |c: &Candidate| scene.is_named_actor(c) || (!found.frame.weak && scene.is_agent(c));
    let mut actors = found.roles.iter().filter(|(role, _)| class.is_actor_role(role)).flat_map(|(_, f)| f);
    let someone =
        actors.any(tells) || found.roles.iter().any(|(role, f)| class.is_core(role) && f.iter().any(Candidate::is_entity));
    complete && someone && actors_fit(scene, class, found)
}

/// Whether a verb or noun tells enough with one core role: "Tehran condemned the raid", "Turkish strikes".
fn tells_with_one(scene: &Scene<'_>, class: &SituationType, found: &Match<'_>) -> bool {
    let tells =
        matches!(class_of(scene.parse, found.head), Some(PredicateClass::Verb | PredicateClass::Noun)) && !found.frame.weak;
    let named = |role: &str| found.roles.get(role).is_some_and(|f| f.iter().any(|c| scene.is_named_actor(c)));
    class.tells_with_one && tells && class.core_roles().any(named)
}

/// A capital that acts is its government, however it was read where it stands.
fn as_government(scene: &Scene<'_>, class: &SituationType, role: &str, candidate: &mut Candidate) {
    let acts = class.role(role).is_some_and(|r| r.range == Some(EntityClass::Actor));
    if let Filler::Entity(entity) = candidate.filler
        && acts
    {
        candidate.filler = Filler::Entity(scene.government_of(entity));
    }
}

/// Whether an entity is of a class that a role can take; a phrase without a name must at least speak of someone where actors are asked for.
fn fits_range(scene: &Scene<'_>, class: &SituationType, role: &str, candidate: &Candidate) -> bool {
    use EntityClass as C;
    let range = class.role(role).and_then(|r| r.range);
    let Filler::Entity(entity) = candidate.filler else { return range != Some(C::Actor) || acts(scene, candidate) };
    let own = scene.class(entity);
    if matches!(entity, EntityRef::Local(_)) && matches!(range, Some(C::Place | C::Actor | C::Organization)) {
        return range != Some(C::Place) || own != C::Person;
    }
    if range == Some(C::Place) && scene.only_owns(candidate) {
        return false;
    }
    match range {
        Some(C::Person) => own == C::Person,
        Some(C::Place) => kinds::includes(Kind::Place, own),
        Some(C::Actor) => own.acts(),
        Some(C::Organization) => kinds::includes(Kind::Organization, own),
        Some(C::Pipeline) => own == C::Pipeline,
        Some(C::Office) => own == C::Office,
        _ => true,
    }
}

/// Nobody is on both sides of a two-sided situation unless its frame says so of the same place.
fn separate_sides(class: &SituationType, found: &mut Match<'_>) {
    let core: Vec<&Candidate> = class.core_roles().filter_map(|r| found.roles.get(r)).flatten().collect();
    let core: Vec<Filler> = core.into_iter().map(|c| c.filler.clone()).collect();
    for (role, fillers) in found.roles.iter_mut().filter(|(role, _)| !class.is_core(role)) {
        fillers.retain(|c| !class.is_actor_role(role) || !core.contains(&c.filler));
    }
    let roles: Vec<&str> = class.core_roles().collect();
    let [first, second] = roles[..] else { return };
    let symmetric = found.frame.template.arguments.iter().any(|a| a.roles.len() > 1);
    let Some(taken) = found.roles.get(first).cloned().filter(|_| !symmetric) else { return };
    if let Some(others) = found.roles.get_mut(second) {
        others.retain(|c| !taken.iter().any(|t| t.filler == c.filler));
    }
}

/// Whether every core role that only actors take has one: an entity, or an unnamed group beside another who is named.
/// Other roles take things too: one accuses an operation, supports a treaty, attacks a mosque.
fn actors_fit(scene: &Scene<'_>, class: &SituationType, found: &Match<'_>) -> bool {
    let acting = |role: &str| {
        class.role(role).is_some_and(|r| r.core && r.actor && r.range.is_some_and(|range| range != EntityClass::Place))
    };
    let core = found.roles.iter().filter(|(role, _)| acting(role));
    core.into_iter().all(|(_, fillers)| fillers.iter().any(|c| acts(scene, c)))
}

fn acts(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    candidate.is_entity() || [Kind::Actor, Kind::Person, Kind::State, Kind::Place].iter().any(|k| scene.is_kind(candidate, *k))
}

/// Whether a noun's match only repeats what a verb of the same type says of that noun ("build the pipeline").
fn is_nested(scene: &Scene<'_>, found: &Match<'_>, all: &[Match<'_>]) -> bool {
    class_of(scene.parse, found.head) == Some(PredicateClass::Noun)
        && all.iter().any(|other| {
            let fills = || other.roles.values().flatten().any(|c| c.token == found.head);
            other.head != found.head && other.frame.class == found.frame.class && fills()
        })
}

/// Whether one match makes another superfluous: the same type on the same words, or a longer predicate of the family over the other's words.
fn excludes(scene: &Scene<'_>, kept: &Match<'_>, other: &Match<'_>) -> bool {
    let shared = kept.consumed.iter().any(|t| other.consumed.contains(t));
    let ontology = &scene.knowledge.ontology;
    let same_type = kept.frame.class == other.frame.class;
    let recalled = |m: &Match<'_>| m.trust == Trust::Recalled;
    if same_type && recalled(other) && !recalled(kept) && memory::is_definite(scene, other.head) {
        return true; // "they met, and called the meeting useful"
    }
    if kept.head == other.head && &*other.frame.class == "Cooperation" {
        return true;
    }
    if shared {
        // "reiterated its support": who says so also speaks.
        if &*other.frame.class == "Statement" && kept.head == other.head && scene.stances().tells(other.head) {
            return same_type;
        }
        let own_noun = other.head != kept.head && other.trust == Trust::Direct;
        return same_type
            || (ontology.family(&kept.frame.class) == ontology.family(&other.frame.class)
                && kept.consumed.len() > other.consumed.len()
                && !own_noun);
    }
    same_type && same_roles(kept, other)
}

fn same_roles(a: &Match<'_>, b: &Match<'_>) -> bool {
    b.roles.iter().all(|(role, fillers)| {
        a.roles.get(role).is_some_and(|have| fillers.iter().all(|f| have.iter().any(|h| h.filler == f.filler)))
    }) && a.consumed.iter().any(|&t| b.consumed.iter().any(|&u| t.abs_diff(u) < 4))
}
