//! From a predicate to the clause that it shares its time with: infinitives, participles, "when" clauses and further
//! conjuncts share that of the clause above; finite complements and what a verb is about do not.

use super::scope::{ELSEWHEN, SETTING, Scope, WHILE};

/// Prepositions whose gerund tells how the same thing happens.
const MEANS: &[&str] = &["by", "in", "with", "through"];
/// Prepositions of what takes part in what its verb tells, beside those.
const TAKING_PART: &[&str] = &["with", "between", "among", "by", "to", "into", "against", "across", "despite"];
/// Adverbs that give a clause a time of its own.
const OWN_TIME: &[&str] = &[
    "later",
    "afterwards",
    "afterward",
    "thereafter",
    "subsequently",
    "soon",
    "eventually",
    "ultimately",
    "finally",
    "since",
    "now",
    "currently",
    "presently",
    "still",
    "already",
    "previously",
    "formerly",
    "once",
    "recently",
    "ever",
    "long",
    "always",
];
/// Pronouns that go on with the subject before.
const SAME: &[&str] = &["it", "he", "she", "they"];

/// The step from a predicate to what it shares its time with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// All times of this word.
    To(usize),
    /// Times that stand before this verb's subject.
    ToFronted(usize),
    /// Only times that hang on, or are, this noun.
    ToNoun(usize),
}

impl Scope<'_> {
    pub(super) fn outer(&self, token: usize) -> Option<Step> {
        let head = self.parse.head(token)?;
        if self.is_verb(token) { self.outer_of_verb(token, head) } else { self.outer_of_noun(token, head) }
    }

    fn outer_of_verb(&self, verb: usize, head: usize) -> Option<Step> {
        if self.parse.dependents(verb, &["advmod", "npadvmod"]).any(|a| self.is_in(a, OWN_TIME)) {
            return None;
        }
        match self.dep(verb) {
            "xcomp" => Some(Step::To(head)),
            "conj" if self.is_verb(head) => self.outer_of_conjunct(verb, head),
            "ccomp" if self.is_infinitive(verb) => Some(Step::To(head)),
            "advcl" => self.shares_with_matrix(verb).then_some(Step::To(head)),
            "acl" => {
                let aside = verb > 0 && self.parse.tokens[verb].tag == "VBG" && self.is_in(verb - 1, &[","]);
                (self.is_infinitive(verb) || aside).then_some(Step::To(head))
            }
            "pcomp" | "ccomp" if self.is_in(head, MEANS) => self.parse.head(head).map(Step::To),
            "relcl" if self.parse.dependents(verb, &["advmod"]).any(|a| self.is_in(a, &["where"])) => {
                self.set_by(head).filter(|&above| self.tenses_agree(verb, above)).map(Step::To)
            }
            "relcl" => self.goes_on(verb).then_some(Step::ToNoun(head)),
            _ => None,
        }
    }

    /// Whether a relative clause tells what its noun did then: "in 1965, when", "the May talks, which ended", "during which".
    pub(super) fn goes_on(&self, verb: usize) -> bool {
        let when = self.parse.dependents(verb, &["advmod"]).any(|a| self.is_in(a, WHILE));
        let during = self.parse.dependents(verb, &["prep"]).any(|p| p < verb && self.is_in(p, SETTING));
        let subject = self.parse.dependents(verb, &["nsubj", "nsubjpass"]).any(|s| self.is_in(s, &["which", "that"]));
        when || during || (subject && self.is_past(verb) == Some(true))
    }

    /// A conjunct without a subject of its own shares all times, another one only those before the first subject.
    fn outer_of_conjunct(&self, verb: usize, head: usize) -> Option<Step> {
        if !self.tenses_agree(verb, head) {
            return None;
        }
        if self.parse.dependents(verb, &["prep"]).any(|p| self.is_in(p, ELSEWHEN)) {
            return None;
        }
        let own_subject = self.parse.dependents(verb, &["nsubj", "nsubjpass"]).any(|s| !self.is_in(s, SAME));
        Some(if own_subject { Step::ToFronted(head) } else { Step::To(head) })
    }

    /// Infinitives, bare participles, and clauses with "when" and "while".
    pub(super) fn shares_with_matrix(&self, verb: usize) -> bool {
        let head = self.parse.tokens[verb].head;
        let mark = self.parse.dependents(verb, &["mark", "advmod"]).find(|&m| self.is_in(m, WHILE));
        if let Some(mark) = mark {
            let contrasts = verb < head && self.is_in(mark, &["while"]) && self.is_past(verb).is_some();
            return !contrasts && self.tenses_agree(verb, head);
        }
        let marked = self.parse.dependent(verb, &["mark", "prep"]).is_some_and(|m| m < verb);
        let subject = self.parse.dependent(verb, &["nsubj", "nsubjpass"]).is_some();
        self.is_infinitive(verb) || (self.parse.tokens[verb].tag == "VBG" && !marked && !subject)
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        let mut before = self.parse.dependents(verb, &["aux", "mark"]).peekable();
        let bare = before.peek().is_none() && self.parse.tokens[verb].tag == "VB";
        bare || before.any(|a| self.parse.tokens[a].tag == "TO")
    }

    fn tenses_agree(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.is_past(one), self.is_past(other));
        one.is_none() || other.is_none() || one == other
    }

    /// Whether a finite verb tells of the past; none for forms that take their tense from elsewhere.
    fn is_past(&self, verb: usize) -> Option<bool> {
        let finite = |t: usize| match self.parse.tokens[t].tag {
            "VBD" => Some(true),
            "VBZ" | "VBP" | "MD" => Some(false),
            _ => None,
        };
        self.parse.dependents(verb, &["aux", "auxpass"]).find_map(finite).or_else(|| finite(verb))
    }

    fn outer_of_noun(&self, noun: usize, head: usize) -> Option<Step> {
        match self.dep(noun) {
            "nsubj" | "nsubjpass" | "acomp" => Some(Step::To(head)),
            "conj" | "appos" if !self.is_verb(head) => Some(Step::To(head)),
            "dobj" | "attr" | "oprd" | "dative" => (!(self.judges)(head)).then_some(Step::To(head)),
            "pobj" => {
                let governor = self.parse.head(head)?;
                let shares = if self.is_verb(governor) {
                    self.is_in(head, SETTING) || (self.is_in(head, TAKING_PART) && !(self.judges)(governor))
                } else {
                    self.is_in(head, &["of"])
                };
                shares.then_some(Step::To(governor))
            }
            _ => None,
        }
    }
}
