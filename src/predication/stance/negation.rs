//! Whether a clause or noun phrase is negated, and by which words: "not", "no", negative adverbs,
//! negative subjects and objects, shared negation in a coordination.

use super::Context;
use super::senses::denies_purpose;
use super::tree::{clause_verb, copula_of, is_any, is_finite, is_noun, is_verb, start_of};
use crate::knowledge::effect::Polarity;
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::Complement;
use crate::language::Parse;

/// Relations of the words that qualify the clause or noun phrase of a token.
const MODIFIERS: &[&str] = &[
    "neg", "aux", "auxpass", "advmod", "mark", "preconj", "det", "amod", "cc", "npadvmod", "predet", "prep", "intj", "nmod",
    "poss", "advcl", "quantmod", "dep", "pcomp",
];

/// Words after which "not" only announces that there is more.
const ONLY: &[&str] = &["only", "just", "merely", "simply", "solely"];

impl Context<'_> {
    /// Whether the clause or noun phrase that a token heads is itself negated; words in `but` do not count.
    #[must_use]
    pub(super) fn is_negated(&self, token: usize, but: &[usize]) -> bool {
        self.negations(token, but).len() % 2 == 1
    }

    /// Whether a "not" stands in a clause, whatever it denies.
    pub(super) fn has_not(&self, verb: usize) -> bool {
        self.keyed.parse.dependents(verb, &["neg"]).any(|n| self.negator(n).is_some())
    }

    /// The words that negate a clause or noun phrase.
    pub(super) fn negations(&self, token: usize, but: &[usize]) -> Vec<usize> {
        let parse = self.keyed.parse;
        let mut found: Vec<usize> = scope_tokens(parse, token).into_iter().filter_map(|t| self.negator(t)).collect();
        let verb = clause_verb(parse, token);
        if is_verb(parse, verb) || verb != token {
            let arguments =
                parse.dependents(verb, &["nsubj", "nsubjpass", "csubj", "dobj", "attr", "expl"]).filter(|&t| t != token);
            // "reported no casualties": what is said is negative, not the saying.
            let told = |t: &usize| &*parse.tokens[*t].dep == "dobj" && self.tells(verb) && is_noun(parse, *t);
            found.extend(arguments.filter(|t| !told(t)).filter_map(|t| self.negative_quantifier(t, t < verb)));
        }
        if found.is_empty() {
            found.extend(self.negative_inversion(verb));
        }
        found.extend(self.negative_conjunction(token));
        found.extend(self.negative_apposition(token));
        found.sort_unstable();
        found.dedup();
        found.retain(|t| !but.contains(t));
        if found.is_empty() {
            found.extend(self.shared_negation(token));
        }
        let spared = self.is_only_delayed(token, &found) || denies_purpose(parse, token);
        if spared { Vec::new() } else { found }
    }

    /// The negation in a modifier: the word itself, or the one inside "no longer", "not once", "at no time".
    fn negator(&self, modifier: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let token = &parse.tokens[modifier];
        match token.dep {
            "neg" if modifier + 1 < parse.tokens.len() && is_any(parse, modifier + 1, &["until", "till"]) => None,
            "neg" => (!self.is_not_only(modifier) && !self.is_or_not(modifier)).then_some(modifier),
            "det" | "predet" | "quantmod" | "amod" => is_any(parse, modifier, &["no", "neither", "zero"]).then_some(modifier),
            "preconj" | "cc" | "advmod" if is_any(parse, modifier, &["neither", "nor", "never", "nowhere"]) => Some(modifier),
            "preconj" if is_any(parse, modifier, &["not"]) => (!self.is_not_only(modifier)).then_some(modifier),
            "advmod" | "npadvmod" | "prep" | "aux" => self.negative_adverb(modifier),
            _ => None,
        }
    }

    /// "By no means did Burundi seize it": a negative phrase at the front puts the auxiliary before the subject.
    fn negative_inversion(&self, verb: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let auxiliary = parse.dependents(verb, &["aux", "auxpass"]).next().filter(|&a| a < verb)?;
        let subject = parse.dependent(verb, &["nsubj", "nsubjpass", "expl"]).filter(|&s| auxiliary < s && s < verb)?;
        let front = start_of(parse, verb)..auxiliary.min(subject);
        front.into_iter().find(|&t| {
            is_any(parse, t, &["no", "never", "nowhere", "nor", "neither", "not"])
                && !self.is_not_only(t)
                && !is_any(parse, t + 1, &["until", "till"])
        })
    }

    /// "whether or not" leaves open.
    fn is_or_not(&self, not: usize) -> bool {
        not > 0 && is_any(self.keyed.parse, not - 1, &["or"])
    }

    /// "not only X but also Y" denies neither.
    fn is_not_only(&self, not: usize) -> bool {
        let parse = self.keyed.parse;
        parse.tokens.get(not + 1).is_some_and(|_| is_any(parse, not + 1, ONLY))
    }

    fn negative_adverb(&self, modifier: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let start = match parse.tokens[modifier].dep {
            "aux" => parse.children(modifier).first().map(|&c| start_of(parse, c)).filter(|&s| s < modifier)?,
            _ => start_of(parse, modifier),
        };
        let negative = self.qualifiers.headed_by(&self.keyed.texts[start]).filter(|q| {
            let negates = q.template.affirmed.is_some_and(|e| e.polarity == Polarity::Negated && e.modality.is_none());
            let adverb =
                matches!(q.predicate.pos, Pos::Adverb | Pos::Determiner) && q.template.complements.contains(&Complement::Clause);
            negates
                && adverb
                && q.template.construction.is_none()
                && q.predicate.words.len() > usize::from(&*q.predicate.words[0] == "not" || &*q.predicate.words[0] == "neither")
        });
        negative.into_iter().any(|q| self.run_at(start, &q.predicate).is_some()).then_some(start)
    }

    /// "nobody", "no state", "few", "neither side", "not one": the word that makes a noun phrase negative.
    pub(super) fn negative_quantifier(&self, noun: usize, subject: bool) -> Option<usize> {
        let parse = self.keyed.parse;
        if is_any(parse, noun, &["nobody", "none", "nothing", "neither", "no-one"]) {
            return Some(noun);
        }
        let few = |t: usize| subject && is_any(parse, t, &["few", "little"]) && !self.is_softened(t);
        if few(noun) {
            return Some(noun);
        }
        let phrase = start_of(parse, noun)..noun;
        if let Some(no) = phrase.clone().find(|&t| {
            is_any(parse, t, &["no", "hardly", "scarcely"])
                && (parse.tokens[t].head == noun || phrase.contains(&parse.tokens[t].head))
        }) {
            return Some(no);
        }
        let determiner = parse
            .dependents(noun, &["det", "amod", "nummod", "quantmod", "neg", "preconj", "predet", "advmod", "cc"])
            .filter(|&t| t < noun);
        let mut determiner = determiner.filter(|&t| is_any(parse, t, &["no", "neither", "zero"]) || few(t) || self.is_not_one(t));
        determiner.next()
    }

    /// "a few", "only a few", "not a few".
    fn is_softened(&self, few: usize) -> bool {
        let parse = self.keyed.parse;
        few > 0 && is_any(parse, few - 1, &["a", "only", "quite", "the", "these", "those", "its"])
    }

    /// "not one", "not a single", "not any" before a noun; "not all" and "not only" leave it standing.
    fn is_not_one(&self, not: usize) -> bool {
        let parse = self.keyed.parse;
        let text = |t: usize| parse.tokens.get(t).map(|_| t);
        is_any(parse, not, &["not"]) && text(not + 1).is_some_and(|n| is_any(parse, n, &["one", "a", "single", "any", "many"]))
            || parse.children(not).iter().any(|&n| is_any(parse, n, &["not"]))
                && is_any(parse, not, &["one", "single", "any", "many"])
    }

    /// "neither … nor": the conjunction before a coordinated part, also where it hangs on the first part.
    fn negative_conjunction(&self, token: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let first = parse.head(token).filter(|_| &*parse.tokens[token].dep == "conj")?;
        let start = start_of(parse, token);
        let before = parse.dependents(first, &["cc", "preconj", "neg", "advmod"]).filter(|&c| c < token && c + 3 > start);
        let is_nor =
            |c: usize| is_any(parse, c, &["nor"]) || (is_any(parse, c, &["not", "never"]) && c > first && !self.is_not_only(c));
        before.filter(|&c| is_nor(c)).last()
    }

    /// "Egypt, not Hamas": the part beside which "not" stands.
    fn negative_apposition(&self, token: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let start = start_of(parse, token);
        let before = start.checked_sub(1).filter(|&b| is_any(parse, b, &["not"]) && !self.is_not_only(b));
        before.filter(|_| {
            matches!(&*parse.tokens[token].dep, "appos" | "conj" | "dobj" | "nsubj" | "pobj") && !is_verb(parse, token)
        })
    }

    /// Whether a noun phrase is denied by a "not" of its own.
    pub(super) fn is_denied_alone(&self, noun: usize) -> bool {
        let parse = self.keyed.parse;
        let own = parse
            .dependents(noun, &["neg", "preconj"])
            .any(|n| n < noun && is_any(parse, n, &["not"]) && !self.is_not_only(n) && !self.is_not_one(n));
        own || self.negative_apposition(noun).is_some() || self.is_denied_with_preposition(noun)
    }

    /// "sold tanks not to Niger but to Libya": the "not" right before the preposition, and not that of a clause.
    fn is_denied_with_preposition(&self, noun: usize) -> bool {
        let parse = self.keyed.parse;
        let preposition = parse.head(noun).filter(|&p| parse.tokens[noun].dep == "pobj" && p >= 2);
        preposition
            .is_some_and(|p| is_any(parse, p - 1, &["not"]) && !self.is_not_only(p - 1) && parse.tokens[p - 2].pos != "AUX")
    }

    /// "did not join the war or fund the rebels": a bare second verb shares the first one's negation.
    fn shared_negation(&self, token: usize) -> Vec<usize> {
        let parse = self.keyed.parse;
        let Some(first) = parse.head(token).filter(|_| &*parse.tokens[token].dep == "conj") else { return Vec::new() };
        let but = parse.dependents(first, &["cc"]).any(|c| is_any(parse, c, &["but", "yet"]));
        let own = parse.dependent(token, &["aux", "nsubj", "nsubjpass", "neg", "det"]).is_some();
        let verbs = is_verb(parse, token) && parse.tokens[token].tag == parse.tokens[first].tag;
        let shares = !own && !but && (verbs || !is_verb(parse, token));
        if !shares {
            return Vec::new();
        }
        let negations = self.negations(first, &[]);
        // "never gave up and hoped": a verb that is finite itself needs an "or" to be denied as well.
        let parts = |n: &usize| *n < token && (verbs && !is_finite(parse, token) || self.distributes(*n, token));
        let subject_shared =
            |n: &usize| !is_finite(parse, token) || parse.tokens[*n].head != first || &*parse.tokens[*n].dep != "dobj";
        negations.into_iter().filter(parts).filter(subject_shared).collect()
    }

    /// "no troops or tanks", not "no troops and tanks came".
    fn distributes(&self, negation: usize, token: usize) -> bool {
        let parse = self.keyed.parse;
        (negation..token).any(|t| is_any(parse, t, &["or", "nor"]))
    }

    /// "did not open an embassy until Kyiv freed the crew": it did in the end.
    fn is_only_delayed(&self, token: usize, negations: &[usize]) -> bool {
        let parse = self.keyed.parse;
        let verb = clause_verb(parse, token);
        let until = |t: usize| {
            let start = start_of(parse, t);
            start > verb && is_any(parse, start, &["until", "till"])
        };
        !negations.is_empty() && is_verb(parse, verb) && parse.dependents(verb, &["advcl", "prep"]).any(until)
    }
}

/// The tokens that qualify the clause or noun phrase of a token: its modifiers, and for a predicative those of its copula.
pub(super) fn scope_tokens(parse: &Parse, token: usize) -> Vec<usize> {
    let own = |of: usize| parse.dependents(of, MODIFIERS).filter(move |&t| &*parse.tokens[t].dep != "cc" || t < of);
    let mut tokens: Vec<usize> = own(token).collect();
    if let Some(copula) = copula_of(parse, token) {
        tokens.extend(own(copula).filter(|&t| t != token && &*parse.tokens[t].dep != "cc"));
    }
    tokens
}
