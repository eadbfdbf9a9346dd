//! The walk from a predicate to the root of its sentence, and what each step adds to its stance.

use super::links::Link;
use super::senses::{denies_purpose, follows, is_reached};
use super::tree::{clause_verb, is_any, is_apart, is_definite, is_noun, is_quoted, is_to_infinitive, is_verb};
use super::{Context, Stance};
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::qualifiers::{Complement, Effect};
use crate::language::Parse;

/// How many steps up a tree are followed.
const MAX_STEPS: usize = 24;

/// What of the clauses above still bears on the predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing.
    Nothing,
    /// Who reports it: what is taken as known in someone's account is still of his telling.
    Report,
    /// Who says it.
    Holder,
    /// Also whether it is actual; what is denied or refused above is then only possible.
    Modality,
    /// Everything.
    Full,
}

/// A walk from a predicate to the root.
pub(super) struct Walk<'a> {
    pub context: Context<'a>,
    pub stance: Stance,
    pub reach: Reach,
    /// The last noun with a content of its own ("plan", "claim"), and polarity and modality before it.
    pub before_carrier: Option<(usize, Polarity, Modality)>,
}

pub(super) const POSSIBLE: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Possible) };
pub(super) const PLANNED: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Planned) };
pub(super) const ACTUAL: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Actual) };
pub(super) const DEMANDED: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Demanded) };
pub(super) const NEGATED: Effect = Effect { polarity: Polarity::Negated, modality: None };

/// How the predication headed by a token is presented.
pub(super) fn from(context: Context<'_>, token: usize) -> Stance {
    let stance = Stance {
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        holder: None,
        embedders: Vec::new(),
        marks: Vec::new(),
        ending: Polarity::Affirmed,
    };
    let mut walk = Walk { context, stance, reach: Reach::Full, before_carrier: None };
    walk.apply_own(token, true, &[]);
    let mut at = token;
    for _ in 0..MAX_STEPS {
        let Some((above, link)) = context.link_above(at) else { break };
        if walk.reach == Reach::Nothing || is_apart(context.keyed.parse, at, above) {
            return walk.stance;
        }
        at = walk.step(at, above, &link);
    }
    walk.apply_root(at);
    walk.stance
}

impl Walk<'_> {
    /// Goes from `below` to `above`. Returns where the walk goes on.
    fn step(&mut self, below: usize, above: usize, link: &Link) -> usize {
        match link {
            Link::Complement(forms) => return self.embed(below, above, forms),
            Link::AfterPreposition(forms) => return self.after_preposition(below, above, forms),
            Link::Coordinate => self.join(below, above),
            Link::Predicative => self.predicate(below, above),
            Link::Adverbial => return self.adjoin(below, above),
            Link::Restrictive => self.restrict(below, above),
            Link::Free => self.detach(below),
        }
        above
    }

    pub(super) fn limit(&mut self, reach: Reach) {
        self.reach = self.reach.min(reach);
    }

    /// A coordinated predicate shares the modals of the first one if it has no auxiliary of its own.
    fn join(&mut self, below: usize, above: usize) {
        let parse = self.context.keyed.parse;
        let own = parse.dependent(below, &["aux", "nsubj", "nsubjpass", "det"]).is_some();
        let alike = parse.tokens[below].tag == parse.tokens[above].tag || (is_noun(parse, below) && is_noun(parse, above));
        let contrast = parse.dependents(above, &["cc"]).any(|c| is_any(parse, c, &["but"]));
        let except = contrast && parse.dependents(above, &["det", "predet"]).any(|d| is_any(parse, d, &["all", "every", "each"]));
        if except && is_noun(parse, below) {
            self.apply(Some(NEGATED), below);
        }
        if !own && alike && !contrast {
            self.apply_own(above, false, &[below]);
        } else {
            self.apply_conditions(clause_verb(parse, above));
            self.apply_attribution(above);
        }
        if self.stance.holder.is_none() && self.reach >= Reach::Holder {
            self.stance.holder = self.context.reporter_before(below, above);
        }
    }

    /// What a copula says: its clause has been read with the predicative.
    fn predicate(&mut self, below: usize, copula: usize) {
        let parse = self.context.keyed.parse;
        let lemma = &*parse.tokens[copula].lemma;
        if !matches!(lemma, "be" | "become" | "remain" | "seem" | "appear" | "stay") && is_noun(parse, below) {
            self.limit(Reach::Modality);
        }
    }

    /// An adverbial clause: a command, an infinitive of purpose or result, a clause with a conjunction, a participle.
    fn adjoin(&mut self, below: usize, above: usize) -> usize {
        let context = self.context;
        let parse = context.keyed.parse;
        if parse.tokens[below].dep != "advcl" || !is_verb(parse, below) {
            self.apply_attribution(above);
            return above;
        }
        let infinitive = is_to_infinitive(parse, below);
        if below < above && context.commands(below) {
            self.apply(Some(DEMANDED), below);
            self.limit(Reach::Holder);
        } else if !infinitive && parse.dependent(below, &["mark", "nsubj", "nsubjpass"]).is_some() {
            self.subordinate(below);
        } else {
            let forms = if infinitive {
                context.infinitive_forms(below, above)
            } else {
                vec![Complement::Gerund, Complement::SmallClause]
            };
            let embedder = context.embedder(above, below, &forms).filter(|f| infinitive || follows(parse, f.head, below));
            if let Some(found) = embedder {
                return self.apply_embedder(&found, below, above);
            }
            if infinitive && denies_purpose(parse, above) && context.has_not(above) {
                self.apply(Some(Effect { polarity: Polarity::Negated, ..PLANNED }), below);
            } else if infinitive && !is_reached(parse, below, above) {
                self.apply(Some(PLANNED), below);
            }
            self.limit(Reach::Modality);
        }
        self.apply_own(above, false, &[below]);
        above
    }

    /// Conditions share what is open in the main clause; other clauses with a conjunction tell what is known.
    fn subordinate(&mut self, below: usize) {
        let parse = self.context.keyed.parse;
        let begins = |words: &[&str]| parse.dependents(below, &["mark", "advmod"]).any(|m| is_any(parse, m, words));
        if begins(&["if", "unless", "until", "once"]) {
            self.limit(Reach::Modality);
        } else if begins(&["because", "since"]) || is_quoted(parse, below) {
            self.presuppose(below);
        } else {
            // When and against what something was said is for the author to tell.
            self.limit(Reach::Nothing);
        }
    }

    /// A clause that says which thing is meant shares what an indefinite thing gets, unless it tells of the past.
    fn restrict(&mut self, below: usize, noun: usize) {
        let parse = self.context.keyed.parse;
        let past = matches!(parse.tokens[below].tag, "VBD" | "VBN");
        if past || is_definite(parse, noun) {
            self.presuppose(below);
        } else {
            self.limit(Reach::Modality);
        }
        self.apply_own(noun, false, &[below]);
    }

    fn detach(&mut self, below: usize) {
        let parse = self.context.keyed.parse;
        if matches!(parse.tokens[below].dep, "relcl" | "acl" | "appos" | "amod") {
            self.presuppose(below);
        } else {
            self.limit(Reach::Holder);
        }
    }

    /// What is taken as known is the author's, unless someone says or reports it.
    pub(super) fn presuppose(&mut self, below: usize) {
        self.limit(if is_quoted(self.context.keyed.parse, below) { Reach::Holder } else { Reach::Report });
    }

    /// Composes an effect with what has been found further in, as far as it still reaches there.
    pub(super) fn apply(&mut self, effect: Option<Effect>, mark: usize) {
        let Some(mut effect) = effect else { return };
        if self.reach < Reach::Modality {
            return;
        }
        if self.reach == Reach::Modality && (effect.polarity == Polarity::Negated || effect.modality == Some(Modality::Refused)) {
            effect = POSSIBLE;
        }
        let on_the_table = self.stance.marks.last().is_some_and(|&m| is_talk(self.context.keyed.parse, m));
        if effect != (Effect { polarity: Polarity::Affirmed, modality: None }) {
            self.stance.marks.push(mark);
        }
        self.stance.polarity = self.stance.polarity.times(effect.polarity);
        if let Some(outer) = effect.modality {
            let inner = if outer == Modality::Refused && on_the_table { Modality::Actual } else { self.stance.modality };
            let (modality, flip) = compose(outer, inner);
            self.stance.modality = modality;
            self.stance.polarity = self.stance.polarity.times(flip);
        }
    }
}

/// Whether a verb only puts a thing up for talk: who refuses even to discuss it refuses it.
fn is_talk(parse: &Parse, verb: usize) -> bool {
    matches!(
        &*parse.tokens[verb].lemma,
        "discuss" | "negotiate" | "consider" | "contemplate" | "entertain" | "explore" | "debate"
    )
}

/// An outer modality over an inner one. Actual is the identity; asking for a refusal asks that it be not so.
fn compose(outer: Modality, inner: Modality) -> (Modality, Polarity) {
    use Modality::{Actual, Demanded, Planned, Possible, Refused};
    match (outer, inner) {
        (Actual, inner) => (inner, Polarity::Affirmed),
        (outer, Actual) => (outer, Polarity::Affirmed),
        (Demanded, Refused) => (Demanded, Polarity::Negated),
        (Planned, inner) => (inner, Polarity::Affirmed),
        (Demanded, Planned | Demanded) | (Refused, Planned) => (outer, Polarity::Affirmed),
        (Possible | Demanded | Refused, _) => (Possible, Polarity::Affirmed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_over_inner() {
        use Modality::{Demanded, Planned, Possible, Refused};
        assert_eq!(compose(Demanded, Refused), (Demanded, Polarity::Negated));
        assert_eq!(compose(Planned, Demanded), (Demanded, Polarity::Affirmed));
        assert_eq!(compose(Possible, Demanded), (Possible, Polarity::Affirmed));
        assert_eq!(compose(Refused, Demanded), (Possible, Polarity::Affirmed));
    }
}
