//! Which of the frames that fit a sentence are kept: those whose core roles are filled by someone
//! that can be named, the most specific first, each word of a family used once.

use super::Scene;
use super::fillers::Candidate;
use super::matching::Match;
use crate::knowledge::ontology::SituationType;

/// The best frames of a sentence, in text order.
pub(super) fn best<'a>(scene: &Scene<'a>, matches: Vec<Match<'a>>) -> Vec<Match<'a>> {
    let mut fitting: Vec<Match<'a>> = matches.into_iter().filter_map(|m| complete(scene, m)).collect();
    fitting.sort_by(|a, b| b.weight().cmp(&a.weight()).then(a.trust.cmp(&b.trust)).then(a.head.cmp(&b.head)));
    let mut kept: Vec<Match<'a>> = Vec::new();
    for found in fitting {
        if !kept.iter().any(|k| excludes(scene, k, &found)) {
            kept.push(found);
        }
    }
    kept.sort_by(|a, b| a.head.cmp(&b.head).then(a.frame.class.cmp(&b.frame.class)));
    kept
}

/// The match without fillers that no role can take, if its core roles are filled and someone in it has a name.
fn complete<'a>(scene: &Scene<'a>, mut found: Match<'a>) -> Option<Match<'a>> {
    let class = scene.knowledge.ontology.situation(&found.frame.class)?;
    separate_sides(class, &mut found);
    found.roles.retain(|_, fillers| !fillers.is_empty());
    let enough = class.is_complete(|role| found.roles.get(role).map_or(0, Vec::len));
    let mut actors = found.roles.iter().filter(|(role, _)| class.is_actor_role(role)).flat_map(|(_, f)| f);
    let named = actors.any(|c| scene.is_named_actor(c));
    (enough && named && actors_fit(scene, class, &found)).then_some(found)
}

/// Nobody is on both sides of a two-sided situation unless its frame says so of the same place.
fn separate_sides(class: &SituationType, found: &mut Match<'_>) {
    let roles: Vec<&str> = class.core_roles().collect();
    let [first, second] = roles[..] else { return };
    let symmetric = found.frame.template.arguments.iter().any(|a| a.roles.len() > 1);
    let Some(taken) = found.roles.get(first).cloned().filter(|_| !symmetric) else { return };
    if let Some(others) = found.roles.get_mut(second) {
        others.retain(|c| !taken.iter().any(|t| t.filler == c.filler));
    }
}

/// Whether every core actor is an entity, or an unnamed group beside another who is named.
fn actors_fit(scene: &Scene<'_>, class: &SituationType, found: &Match<'_>) -> bool {
    let core = found.roles.iter().filter(|(role, _)| class.is_core(role) && class.is_actor_role(role));
    core.into_iter().all(|(_, fillers)| fillers.iter().any(|c| acts(scene, c)))
}

fn acts(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    use crate::knowledge::words::Kind;
    candidate.is_entity() || [Kind::Actor, Kind::Person, Kind::State, Kind::Place].iter().any(|k| scene.is_kind(candidate, *k))
}

/// Whether one match makes another superfluous: the same type on the same words, or a longer predicate of the family over the other's words.
fn excludes(scene: &Scene<'_>, kept: &Match<'_>, other: &Match<'_>) -> bool {
    let shared = kept.consumed.iter().any(|t| other.consumed.contains(t));
    let ontology = &scene.knowledge.ontology;
    let same_type = kept.frame.class == other.frame.class;
    if shared {
        return same_type || (ontology.family(&kept.frame.class) == ontology.family(&other.frame.class) && kept.consumed.len() > other.consumed.len());
    }
    same_type && same_roles(kept, other)
}

fn same_roles(a: &Match<'_>, b: &Match<'_>) -> bool {
    b.roles.iter().all(|(role, fillers)| a.roles.get(role).is_some_and(|have| fillers.iter().all(|f| have.iter().any(|h| h.filler == f.filler))))
        && a.consumed.iter().any(|&t| b.consumed.iter().any(|&u| t.abs_diff(u) < 4))
}
