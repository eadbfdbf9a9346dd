//! Phrases that act for someone: "Russian bombers", "the government of Japan", "U.S. and South
//! Korean forces". They name their owner, not themselves.

use super::{EntityRef, Mentions, Sense, TokenReferent, words};
use crate::language::Parse;

impl Mentions {
    /// Whom a noun phrase acts for: its own referents if it names any, else the owners of an agent noun.
    #[must_use]
    pub fn actor_of(&self, parse: &Parse, head: usize) -> Vec<TokenReferent> {
        let own = self.of_head(head);
        let first = self.bounds[head] as usize;
        let names_party = !own.is_empty() && !self.kinds[first..first + own.len()].iter().all(|&kind| kind);
        if names_party || !words::has(words::AGENTS, &parse.tokens[head].lemma) {
            return own.to_vec();
        }
        let mut out: Vec<TokenReferent> = Vec::new();
        for i in owners(parse, head, |t| self.covering[t].map(|i| i as usize)) {
            let owner = &self.referents[i];
            if !out.iter().any(|o| o.entity == owner.entity) {
                out.push(TokenReferent {
                    sense: acting_sense(owner),
                    confidence: owner.confidence * 0.85,
                    tokens: parse.subtree(head),
                    ..owner.clone()
                });
            }
        }
        if out.is_empty() { own.to_vec() } else { out }
    }

    /// The entity that a local entity is a part of.
    #[must_use]
    pub fn owner_of(&self, entity: EntityRef) -> Option<EntityRef> {
        match entity {
            EntityRef::Local(i) => self.locals[i].belongs_to,
            EntityRef::Known(_) => None,
        }
    }
}

fn acting_sense(owner: &TokenReferent) -> Sense {
    if owner.sense == Sense::Coreference { Sense::Coreference } else { Sense::Metonym }
}

/// The places of the mentions that own a noun: its adjectives, compounds and possessors, with their
/// conjuncts, and the object of its "of" or "from".
pub(super) fn owners(parse: &Parse, noun: usize, mention_at: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    let mut add = |token: usize| {
        for t in conjuncts(parse, token) {
            out.extend(mention_at(t));
        }
    };
    for &child in parse.children(noun) {
        let dep = parse.tokens[child].dep;
        if child < noun && matches!(dep, "amod" | "compound" | "nmod" | "poss") {
            add(child);
            // "South Korean and U.S. forces" may hang one level deeper.
            for &deeper in parse
                .children(child)
                .iter()
                .filter(|&&d| matches!(parse.tokens[d].dep, "amod" | "compound" | "nmod") && parse.tokens[child].pos != "PROPN")
            {
                add(deeper);
            }
        }
        if child > noun && dep == "prep" && matches!(&*parse.tokens[child].text, "of" | "from") {
            for object in parse.dependents(child, &["pobj"]) {
                add(object);
            }
        }
    }
    out.dedup();
    out
}

/// A token and its conjuncts.
fn conjuncts(parse: &Parse, token: usize) -> Vec<usize> {
    let mut out = vec![token];
    let mut at = 0;
    while at < out.len() {
        let next: Vec<usize> = parse.dependents(out[at], &["conj"]).collect();
        out.extend(next);
        at += 1;
    }
    out
}
