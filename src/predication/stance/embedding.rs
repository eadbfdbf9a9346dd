//! Embedding: what a verb, noun, adjective or preposition does to the clause or noun phrase below it.

use super::Context;
use super::lookup::Found;
use super::senses::{
    copula_is_bare, is_presupposed_noun, is_prospect, is_reached, is_report, is_settled, is_telling, is_unrealized,
};
use super::tree::{clause_verb, is_any, is_definite, is_finite, is_noun, is_to_infinitive, is_verb};
use super::walk::{ACTUAL, DEMANDED, NEGATED, PLANNED, POSSIBLE, Reach, Walk};
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::{Complement, Effect};
use crate::predication::light;

/// Verbs by which an event takes place: what is said of them is said of their subject.
const OCCURRENCES: &[&str] =
    &["take", "happen", "occur", "exist", "follow", "ensue", "proceed", "come", "materialize", "be", "erupt", "arise"];

impl<'a> Walk<'a> {
    /// A complement: of the embedder that a qualifier describes, or of a word that none does.
    pub(super) fn embed(&mut self, below: usize, above: usize, forms: &[Complement]) -> usize {
        if forms.contains(&Complement::ToInfinitive) && self.context.is_yet_to(below) {
            self.apply(Some(NEGATED), below);
            self.apply_own(above, false, &[below]);
            return above;
        }
        if self.context.commands(below) && below < above && !is_to_infinitive(self.context.keyed.parse, below) {
            self.apply(Some(DEMANDED), below);
        }
        let clause = forms.contains(&Complement::That) || forms.contains(&Complement::ToInfinitive);
        let phrase = if clause { self.context.phrase_before(below, forms) } else { None };
        if let Some(found) = self.context.embedder(above, below, forms) {
            let phrase =
                phrase.filter(|p| p.words.len() > found.words.len() + 1 || p.qualifier.predicate.pos == Pos::Conjunction);
            return self.apply_embedder(&phrase.unwrap_or(found), below, above);
        }
        match phrase {
            Some(found) => self.apply_embedder(&found, below, above),
            None => self.embed_unknown(below, above, forms),
        }
    }

    /// What an embedder does to its complement. Returns the word of the embedder from which the walk goes on.
    pub(super) fn apply_embedder(&mut self, found: &Found<'a>, below: usize, above: usize) -> usize {
        let context = self.context;
        let parse = context.keyed.parse;
        let top = context.top_of(found, above);
        if context.performs(found, top, below) {
            return top;
        }
        let negated = context.embedder_is_negated(found, top, below);
        let effect = context.effect_of(found, top, negated);
        let refused = effect.is_some_and(|e| e.modality == Some(Modality::Refused));
        if is_presupposed_noun(parse, below, found, refused) {
            self.limit(Reach::Report);
            return above;
        }
        if context.only_means_to_end(found, top, below, effect) {
            self.limit(Reach::Report);
            return above;
        }
        self.settle_carrier(found, below, refused);
        self.remember_carrier(found, top);
        let before = self.stance.polarity;
        self.apply(effect, found.head);
        if &*found.qualifier.kind == "AspectualQualifier" && self.stance.polarity != before {
            self.stance.ending = self.stance.ending.times(Polarity::Negated);
        }
        if matches!(&*found.qualifier.kind, "ThreatQualifier" | "CommissiveQualifier") && context.has_proviso(top) {
            self.apply(Some(POSSIBLE), found.head);
        }
        let vouched = self.reach >= Reach::Holder || is_telling(found);
        // Who does not think so thinks that it is not so; who does not say so vouches for nothing.
        let raised = || found.qualifier.template.negated.is_some_and(|e| e.polarity == Polarity::Negated);
        let believed = &*found.qualifier.kind == "BeliefQualifier" && raised();
        if self.stance.holder.is_none() && vouched && (!negated || believed) {
            self.stance.holder = context.holder_of(found, top, below);
        }
        self.stance.embedders.push(found.head);
        if top != found.head {
            self.stance.embedders.push(top);
        }
        self.shield(found, top);
        self.apply_own(top, false, &context.spent(found, top, below));
        top
    }

    /// What an embedder leaves of the clauses above: a factive only who says so, a report no denial.
    fn shield(&mut self, found: &Found<'_>, top: usize) {
        let parse = self.context.keyed.parse;
        let noun = is_noun(parse, top);
        let own_claim =
            &*found.qualifier.kind == "ReportQualifier" && noun && matches!(parse.tokens[top].dep, "nsubj" | "nsubjpass");
        if found.qualifier.template.presupposed || own_claim {
            self.limit(Reach::Holder);
        } else if is_report(found) && !noun {
            self.limit(Reach::Modality);
        }
    }

    /// The content of a noun that is itself a subject stands, unless it is refused ("the plan was dropped"); as an
    /// object it is what the verb says of it.
    fn settle_carrier(&mut self, found: &Found<'_>, below: usize, refused: bool) {
        let as_subject = matches!(self.context.keyed.parse.tokens[below].dep, "nsubj" | "nsubjpass");
        if !as_subject || refused {
            self.replace_carrier(found, below, refused);
        } else if self.before_carrier.is_some_and(|(noun, ..)| noun == below) {
            self.limit(Reach::Holder);
        }
    }

    /// "rejected the plan to", "kept its promise to": what becomes of the content is said by the verb, not by the noun.
    fn replace_carrier(&mut self, found: &Found<'_>, below: usize, refused: bool) {
        let Some((_, polarity, modality)) = self.before_carrier.filter(|&(noun, ..)| noun == below) else { return };
        let template = &found.qualifier.template;
        let dismissed = matches!(template.construction.as_deref(), Some("claims" | "reports" | "accusations"));
        if refused || dismissed || &*found.qualifier.kind == "ImplicativeQualifier" {
            (self.stance.polarity, self.stance.modality) = (polarity, modality);
            if dismissed {
                self.stance.holder = None;
            }
        }
    }

    fn remember_carrier(&mut self, found: &Found<'_>, top: usize) {
        let parse = self.context.keyed.parse;
        let carrier = is_noun(parse, top) && self.reach == Reach::Full && found.head == top;
        self.before_carrier = carrier.then_some((top, self.stance.polarity, self.stance.modality));
    }

    /// A word that no qualifier describes: support verbs and copulas pass everything on, others
    /// leave a definite noun alone and make what a denied clause says merely possible.
    fn embed_unknown(&mut self, below: usize, above: usize, forms: &[Complement]) -> usize {
        let parse = self.context.keyed.parse;
        if is_noun(parse, below) || !is_verb(parse, below) {
            self.pass_nominal(below, above, forms);
        } else {
            self.pass_clause(below, above, forms);
        }
        above
    }

    fn pass_clause(&mut self, below: usize, above: usize, forms: &[Complement]) {
        let context = self.context;
        let parse = context.keyed.parse;
        let infinitive = is_to_infinitive(parse, below);
        let prospective =
            infinitive && &*parse.tokens[above].lemma == "be" && parse.dependent(above, &["acomp", "attr"]).is_none();
        if prospective {
            let denied = context.is_negated(above, &[below]) && !context.is_perfect(below);
            let polarity = if denied { Polarity::Negated } else { Polarity::Affirmed };
            self.apply(Some(Effect { polarity, ..PLANNED }), above);
        } else if infinitive && is_noun(parse, above) && context.tells_a_career(below, above) {
            self.limit(Reach::Modality);
        } else if infinitive && is_noun(parse, above) {
            self.before_carrier = Some((above, self.stance.polarity, self.stance.modality));
            self.apply(Some(PLANNED), above);
        } else if below < above && is_finite(parse, below) && parse.dependent(below, &["mark"]).is_none() {
            // Two sentences in one: the parser takes the first for the content of a verb that has none.
            self.limit(Reach::Holder);
        } else if context.is_negated(above, &[below]) {
            let clause = forms.contains(&Complement::That) || forms.contains(&Complement::Subject);
            self.apply(Some(if clause { POSSIBLE } else { NEGATED }), above);
        }
        self.apply_own(above, false, &[below]);
    }

    fn pass_nominal(&mut self, below: usize, above: usize, forms: &[Complement]) {
        let context = self.context;
        let parse = context.keyed.parse;
        let lemma = &*parse.tokens[above].lemma;
        let object = forms.contains(&Complement::Object);
        let subject = forms.contains(&Complement::Subject) && !object;
        if subject && self.before_carrier.is_some_and(|(noun, ..)| noun == below) {
            self.limit(Reach::Holder);
        }
        let takes_place = OCCURRENCES.contains(&lemma) && copula_is_bare(parse, above);
        let carried = is_verb(parse, above) && ((object && light::carries(lemma)) || (subject && takes_place));
        if carried {
            if context.is_negated(above, &[below]) && context.negations(below, &[]).is_empty() {
                self.apply(Some(NEGATED), above);
            }
        } else if is_settled(parse, below, above) || forms.contains(&Complement::Compound) || !is_verb(parse, above) {
            self.presuppose(below);
        } else {
            self.limit(Reach::Modality);
            if object && context.is_negated(above, &[below]) {
                self.apply(Some(POSSIBLE), above);
            }
        }
        self.apply_own(above, false, &[below]);
    }

    /// What follows a preposition: the preposition may say what becomes of it ("without", "despite",
    /// "instead of"), else the word that it hangs on.
    pub(super) fn after_preposition(&mut self, below: usize, above: usize, forms: &[Complement]) -> usize {
        let embedder = self.context.embedder_by_preposition(above, below, forms);
        let phrase = self.context.phrase_before(below, forms);
        let weight = |p: &Found<'_>| p.words.len() + usize::from(p.qualifier.predicate.pos != Pos::Idiom);
        let phrase = phrase.filter(|p| embedder.as_ref().is_none_or(|e| weight(p) > e.words.len()));
        let Some(found) = phrase else {
            return match embedder {
                Some(found) => self.apply_embedder(&found, below, above),
                None => self.embed_adjunct(below, above),
            };
        };
        self.apply_phrase(&found, below, above)
    }

    fn apply_phrase(&mut self, found: &Found<'a>, below: usize, above: usize) -> usize {
        let context = self.context;
        let host = context.host_of(found, above);
        let template = &found.qualifier.template;
        let parallel = matches!(&*found.qualifier.kind, "ExceptiveQualifier" | "ContrastQualifier");
        let under_negation = !parallel && context.is_negated(host, &found.words);
        if template.presupposed && is_unrealized(context.keyed.parse, below) {
            self.apply(Some(POSSIBLE), found.head);
        }
        self.apply(if under_negation { template.negated.or(template.affirmed) } else { template.affirmed }, found.head);
        if template.presupposed || &*found.qualifier.kind == "FactiveQualifier" {
            self.limit(Reach::Report);
        } else if template.affirmed == Some(ACTUAL) {
            self.limit(Reach::Holder);
        } else if parallel {
            self.apply_own(host, is_noun(context.keyed.parse, below), &[below]);
        } else {
            self.limit(Reach::Modality);
            self.apply_own(host, false, &[below]);
        }
        host
    }

    fn embed_adjunct(&mut self, below: usize, above: usize) -> usize {
        let parse = self.context.keyed.parse;
        let noun = is_noun(parse, below);
        if noun && (is_unrealized(parse, below) || is_noun(parse, above) && is_prospect(parse, below, above)) {
            self.apply(Some(POSSIBLE), above);
            self.limit(Reach::Modality);
        } else if noun && (is_settled(parse, below, above) || !is_verb(parse, above)) {
            self.presuppose(below);
        } else {
            self.limit(Reach::Modality);
        }
        self.apply_own(above, false, &[below]);
        above
    }
}

impl Context<'_> {
    /// "wants to end the war", "talks to resolve the dispute": what is only to be ended is still there.
    fn only_means_to_end(&self, found: &Found<'_>, top: usize, below: usize, effect: Option<Effect>) -> bool {
        // "the alliance may collapse" ends by itself.
        let by_itself = found.form == Complement::Clause && is_definite(self.keyed.parse, below);
        let conflict = found.qualifier.template.construction.as_deref() == Some("conflict");
        let ends = effect.is_some_and(|e| e.polarity == Polarity::Negated)
            && &*found.qualifier.kind == "AspectualQualifier"
            && (conflict || by_itself);
        ends && is_noun(self.keyed.parse, below) && {
            let own = self.stance(top);
            own.modality != Modality::Actual || own.polarity == Polarity::Negated
        }
    }

    /// "rose through the ranks to become": the parser hangs the infinitive on the noun before it.
    fn tells_a_career(&self, infinitive: usize, noun: usize) -> bool {
        let parse = self.keyed.parse;
        &*parse.tokens[infinitive].lemma == "become"
            && parse.tokens[noun].dep == "pobj"
            && parse.ancestors(noun).find(|&a| is_verb(parse, a)).is_some_and(|verb| is_reached(parse, infinitive, verb))
    }

    /// The effect of an embedder, affirmed or negated.
    fn effect_of(&self, found: &Found<'_>, top: usize, negated: bool) -> Option<Effect> {
        let template = &found.qualifier.template;
        let effect = if negated { template.negated.or(template.affirmed) } else { template.affirmed };
        let effect = if self.orders_own(found, top) { Some(PLANNED) } else { effect };
        // The complement's own "not" has been counted; the line's effect is on the complement without it.
        let not = matches!(found.form, Complement::NotToInfinitive | Complement::PrepositionNotInfinitive(_));
        effect.map(|e| if not { Effect { polarity: e.polarity.times(Polarity::Negated), ..e } } else { e })
    }

    /// The words around an embedder that have had their say: its own, the complement, and the "would" of a wish.
    fn spent(&self, found: &Found<'_>, top: usize, below: usize) -> Vec<usize> {
        let parse = self.keyed.parse;
        let mut words = found.words.clone();
        words.push(below);
        if &*found.qualifier.kind == "DesireQualifier" {
            words.extend(parse.dependents(top, &["aux"]).filter(|&a| is_any(parse, a, &["would", "'d"])));
        }
        words
    }

    /// The word of an embedder that stands highest in the tree.
    fn top_of(&self, found: &Found<'_>, above: usize) -> usize {
        let parse = self.keyed.parse;
        let highest = found.words.iter().copied().find(|&w| parse.ancestors(w).all(|a| !found.words.contains(&a)));
        let top = highest.unwrap_or(found.head);
        // A phrase that the tree does not join to the complement ends where the complement hangs.
        if parse.ancestors(above).any(|a| a == top) || top == above || parse.ancestors(top).all(|a| a != above) {
            top
        } else {
            above
        }
    }

    fn host_of(&self, found: &Found<'_>, above: usize) -> usize {
        let parse = self.keyed.parse;
        let mut host = above;
        while found.words.contains(&host) || matches!(parse.tokens[host].pos, "ADP" | "SCONJ") {
            match parse.head(host) {
                Some(head) => host = head,
                None => break,
            }
        }
        host
    }

    fn embedder_is_negated(&self, found: &Found<'_>, top: usize, below: usize) -> bool {
        let mut but = found.words.clone();
        but.push(below);
        let parse = self.keyed.parse;
        let mut negations = self.negations(top, &but);
        if found.head != top && parse.tokens[found.head].dep != "advmod" {
            negations.extend(self.negations(found.head, &but));
        }
        let verb = clause_verb(parse, top);
        let idiom = found.words.iter().copied().find(|&w| is_verb(parse, w) && w != top && w != verb);
        negations.extend(idiom.into_iter().flat_map(|w| self.negations(w, &but)));
        negations.sort_unstable();
        negations.dedup();
        negations.len() % 2 == 1
    }
}
