//! What one clause or noun phrase adds by itself: its negation, modals, adverbs and conjunction, the
//! conditions that it stands under, and at the root of the sentence whether it asks or commands.

use super::lookup::Found;
use super::negation::scope_tokens;
use super::tree::{clause_verb, copula_of, has_auxiliary, is_any, is_noun, is_to_infinitive, is_verb, start_of};
use super::walk::{DEMANDED, NEGATED, PLANNED, POSSIBLE, Reach, Walk};
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::{Complement, Effect};
use crate::language::Parse;

impl<'a> Walk<'a> {
    /// The qualifiers in the clause or noun phrase that a token heads; its negation counts only for the
    /// predication itself, since an embedder's negation is already in the effect on its complement.
    pub(super) fn apply_own(&mut self, token: usize, as_predicate: bool, but: &[usize]) {
        let context = self.context;
        let parse = context.keyed.parse;
        if self.reach >= Reach::Modality {
            let negations = context.negations(token, but);
            let negated = negations.len() % 2 == 1;
            let mut modifiers = self.modifiers(token, but);
            let modal = modifiers.iter().position(|f| f.qualifier.predicate.pos == Pos::Auxiliary).map(|at| modifiers.remove(at));
            let modal = modal.filter(|m| !(but.contains(&m.head) || as_predicate && context.opens_condition(token, m.head)));
            self.apply_modal(modal.as_ref(), negated, as_predicate, negations.first().copied());
            for found in &modifiers {
                self.apply_modifier(found);
            }
            if let Some(found) = self.conjunction(token) {
                self.apply_modifier(&found);
            } else if parse.tokens[token].dep == "advcl" && context.is_inverted(token) {
                self.apply(Some(POSSIBLE), token);
            }
        }
        let verb = clause_verb(parse, token);
        if is_verb(parse, verb) {
            self.apply_conditions(verb);
        }
        self.apply_attribution(token);
    }

    /// The qualifiers that modify a token: each modifier, by the first word of its phrase.
    fn modifiers(&self, token: usize, but: &[usize]) -> Vec<Found<'a>> {
        let context = self.context;
        let parse = context.keyed.parse;
        let mut found: Vec<Found<'a>> = Vec::new();
        for modifier in scope_tokens(parse, token) {
            if matches!(parse.tokens[modifier].dep, "advcl" | "poss") || but.contains(&modifier) {
                continue;
            }
            if modifier > token && parse.tokens.get(modifier + 1).is_some_and(|next| next.tag == "TO") {
                continue;
            }
            let of_noun = parse.tokens[modifier].head == token && is_noun(parse, token);
            let starts = [modifier, start_of(parse, modifier)];
            let hit = starts
                .into_iter()
                .filter_map(|s| context.modifier_at(s, token).filter(|f| s == modifier || !is_of_degree(f)))
                .find(|f| f.qualifier.predicate.pos != Pos::Conjunction && fits(f, of_noun));
            if let Some(hit) = hit.filter(|h| !found.iter().any(|f| f.head == h.head) && !h.words.contains(&token)) {
                found.push(hit);
            }
        }
        found
    }

    fn conjunction(&self, token: usize) -> Option<Found<'a>> {
        let parse = self.context.keyed.parse;
        let verb = clause_verb(parse, token);
        let subordinate = matches!(parse.tokens[verb].dep, "advcl" | "ccomp" | "pcomp" | "acl" | "relcl" | "conj" | "ROOT");
        (subordinate && is_verb(parse, verb))
            .then(|| self.context.conjunction_of(verb))
            .flatten()
            .filter(|f| fits(f, false) && !f.words.contains(&token))
    }

    /// A modal with the negation of its clause: "need not" and "may not" are more than their parts.
    fn apply_modal(&mut self, modal: Option<&Found<'_>>, negated: bool, as_predicate: bool, negation: Option<usize>) {
        let negated = negated && as_predicate;
        match modal {
            None if negated => self.apply(Some(NEGATED), negation.unwrap_or_default()),
            None => {}
            Some(found) => {
                let template = &found.qualifier.template;
                let denied = template.negated.or(template.affirmed.map(|e| Effect { polarity: Polarity::Negated, ..e }));
                self.apply(if negated { denied } else { template.affirmed }, found.head);
            }
        }
    }

    fn apply_modifier(&mut self, found: &Found<'_>) {
        let template = &found.qualifier.template;
        let only_negates = template.affirmed.is_some_and(|e| e.polarity == Polarity::Negated && e.modality.is_none());
        if template.construction.as_deref() == Some("could") {
            self.stance.modality = Modality::Actual;
            self.stance.polarity = Polarity::Affirmed;
        }
        if !only_negates || matches!(found.qualifier.predicate.pos, Pos::Adjective | Pos::Idiom) {
            self.apply(template.affirmed, found.head);
        }
        if template.presupposed || &*found.qualifier.kind == "FactiveQualifier" {
            self.limit(Reach::Report);
        }
    }

    /// The main clause of a condition is no more certain than the condition; with "unless" it is what is planned.
    pub(super) fn apply_conditions(&mut self, verb: usize) {
        if self.reach < Reach::Modality {
            return;
        }
        let context = self.context;
        let parse = context.keyed.parse;
        let modal = parse.dependents(verb, &["aux"]).any(|a| parse.tokens[a].tag == "MD");
        let past = !modal && (context.reports(verb) || tells_of_the_past(parse, verb));
        for clause in context.conditions_of(verb) {
            let Some(mark) = parse.dependent(clause, &["mark"]) else {
                if context.is_inverted(clause) {
                    self.apply(Some(POSSIBLE), clause);
                }
                continue;
            };
            let alone = mark == 0 || !is_any(parse, mark - 1, &["even", "as", "what"]);
            if is_any(parse, mark, &["if"]) && alone && !past {
                self.apply(Some(POSSIBLE), mark);
            } else if is_any(parse, mark, &["unless"]) && !past {
                self.apply(Some(PLANNED), mark);
            }
        }
    }

    /// Questions, commands and headlines.
    pub(super) fn apply_root(&mut self, root: usize) {
        if self.reach < Reach::Modality {
            return;
        }
        let context = self.context;
        let parse = context.keyed.parse;
        if context.commands(root) {
            self.apply(Some(DEMANDED), root);
        } else if is_verb(parse, root)
            && is_to_infinitive(parse, root)
            && parse.dependent(root, &["nsubj", "nsubjpass"]).is_some()
        {
            self.apply(Some(PLANNED), root);
        }
        let Some(sentence) = parse.sentences.get(parse.sentence_of(root)) else { return };
        let asks = sentence.tokens.clone().rev().take(3).any(|t| &*parse.tokens[t].text == "?" && !is_tag(parse, t));
        let settled = sentence.tokens.clone().any(|t| is_any(parse, t, &["why", "how", "when", "where"]));
        if asks && !settled {
            self.apply(Some(POSSIBLE), root);
        }
    }
}

impl super::Context<'_> {
    /// "Had Paris sold the ships", "should Baku sign": an auxiliary before its subject opens a condition.
    fn is_inverted(&self, clause: usize) -> bool {
        let parse = self.keyed.parse;
        let first =
            parse.dependents(clause, &["aux", "auxpass"]).next().filter(|&a| is_any(parse, a, &["had", "should", "were"]));
        first.is_some_and(|a| parse.dependent(clause, &["nsubj", "nsubjpass"]).is_some_and(|s| a < s))
    }

    /// Whether a clause has a condition of its own: what is threatened, promised or offered on one is open.
    pub(super) fn has_proviso(&self, token: usize) -> bool {
        let parse = self.keyed.parse;
        self.conditions_of(clause_verb(parse, token))
            .into_iter()
            .any(|c| parse.dependent(c, &["mark"]).is_some_and(|mark| is_any(parse, mark, &["if", "unless"])))
    }

    /// The adverbial clauses of a clause. One that stands after the conjunction of a coordination belongs to what follows:
    /// "has brought gas and may, if money is found, bring more".
    fn conditions_of(&self, verb: usize) -> Vec<usize> {
        let parse = self.keyed.parse;
        let joint = |of: usize| parse.dependents(of, &["cc"]).find(|&c| c > of && parse.dependents(of, &["conj"]).any(|j| j > c));
        let mut clauses: Vec<usize> =
            parse.dependents(verb, &["advcl"]).filter(|&c| joint(verb).is_none_or(|cc| c < cc)).collect();
        if let Some(first) = parse.head(verb).filter(|_| &*parse.tokens[verb].dep == "conj") {
            clauses.extend(parse.dependents(first, &["advcl"]).filter(|&c| joint(first).is_some_and(|cc| cc < c && c < verb)));
        }
        clauses
    }

    /// Whether an auxiliary opens an inverted condition, and is no modal then.
    fn opens_condition(&self, clause: usize, auxiliary: usize) -> bool {
        self.keyed.parse.tokens[clause].dep == "advcl"
            && self.is_inverted(clause)
            && is_any(self.keyed.parse, auxiliary, &["had", "should", "were"])
    }

    /// "Lift the embargo": a bare verb without a subject.
    pub(super) fn commands(&self, root: usize) -> bool {
        let parse = self.keyed.parse;
        let token = &parse.tokens[root];
        let bare = matches!(token.tag, "VB" | "VBP") && is_verb(parse, root) && copula_of(parse, root).is_none();
        let alone = parse.dependent(root, &["nsubj", "nsubjpass", "csubj", "expl"]).is_none();
        bare && alone && parse.dependents(root, &["aux"]).all(|a| is_any(parse, a, &["do", "please"]))
    }
}

/// Whether a clause is in the past or the perfect: it then tells a fact whatever the condition ("threatened to leave if").
fn tells_of_the_past(parse: &Parse, verb: usize) -> bool {
    parse.tokens[verb].tag == "VBD" || has_auxiliary(parse, verb, &["has", "have", "'ve", "had", "was", "were", "did"])
}

/// "Tehran armed them, didn't it?": the question after a statement.
fn is_tag(parse: &Parse, mark: usize) -> bool {
    mark >= 2 && parse.tokens[mark - 1].pos == "PRON" && matches!(parse.tokens[mark - 2].dep, "aux" | "auxpass" | "neg")
}

/// "nearly a year ago", "almost daily": the approximator belongs to the adverb, not to the clause.
fn is_of_degree(found: &Found<'_>) -> bool {
    &*found.qualifier.kind == "ApproximatorQualifier" && found.words.len() == 1
}

/// Whether a modifier is one of nouns or one of clauses, as its place asks for.
fn fits(found: &Found<'_>, of_noun: bool) -> bool {
    let complements = &found.qualifier.template.complements;
    let noun = complements.contains(&Complement::Noun);
    if of_noun {
        noun
    } else {
        complements.contains(&Complement::Clause)
            || (complements.contains(&Complement::That) && found.qualifier.predicate.pos == Pos::Conjunction)
    }
}
