//! Finding the qualifier that works on a complement: by the tree for verbs, nouns and adjectives,
//! by the order of words for phrases that end right before the complement.

use super::Context;
use super::construction::Site;
use super::tree::{sentence_start, start_of};
use crate::knowledge::effect::Polarity;
use crate::knowledge::predicate::{Pos, Predicate};
use crate::knowledge::qualifiers::{Complement, Qualifier};
use crate::predication::{PredicateClass, class_of};

/// A qualifier found in a text.
#[derive(Clone)]
pub(super) struct Found<'a> {
    /// The qualifier.
    pub qualifier: &'a Qualifier,
    /// The token of its head.
    pub head: usize,
    /// The tokens of its words.
    pub words: Vec<usize>,
    /// The form in which the complement fits.
    pub form: Complement,
}

/// How many words may stand between two words of a phrase.
const MAX_GAP: usize = 5;

/// The most words that a phrase before its complement has.
const MAX_PHRASE: usize = 7;

/// The relations under which other words of an embedder stand below it.
const PARTS: &[&str] = &["dobj", "attr", "acomp", "oprd", "prep", "prt", "pobj", "advmod", "nsubjpass", "xcomp", "amod"];

impl<'a> Context<'a> {
    /// The qualifier that a token belongs to for a complement in one of these forms: the longest, and of
    /// equally long ones that with a construction that is there.
    pub(super) fn embedder(&self, above: usize, below: usize, forms: &[Complement]) -> Option<Found<'a>> {
        let mut best: Option<(usize, Found<'a>)> = None;
        for head in self.heads_around(above, below) {
            self.embedders_at(head, above, below, forms, &mut best);
        }
        best.map(|(_, found)| found)
    }

    /// The qualifier for what follows a preposition; a line for a plain object fits only if the preposition is among its words.
    pub(super) fn embedder_by_preposition(&self, above: usize, below: usize, forms: &[Complement]) -> Option<Found<'a>> {
        let plain = |f: &Complement| matches!(f, Complement::Object | Complement::Gerund);
        let proper: Vec<Complement> = forms.iter().copied().filter(|f| !plain(f)).collect();
        let direct = if proper.is_empty() { None } else { self.embedder(above, below, &proper) };
        let preposition = self.keyed.parse.head(below)?;
        let ends_in_it = |found: &Found<'a>| found.words.contains(&preposition);
        direct.or_else(|| self.embedder(preposition, below, &[Complement::Object, Complement::Gerund]).filter(ends_in_it))
    }

    /// The tokens that may head an embedder of which `above` is a word: itself, verbs above it, and its parts.
    fn heads_around(&self, above: usize, below: usize) -> Vec<usize> {
        let parse = self.keyed.parse;
        let mut heads = vec![above];
        heads.extend(parse.ancestors(above).take(3).take_while(|&a| a != below));
        let mut at = 0;
        let mut depth = vec![above];
        while at < depth.len() && at < 8 {
            let parts = parse
                .dependents(depth[at], PARTS)
                .filter(|&t| t != below && (class_of(parse, t).is_some() || matches!(&*parse.tokens[t].pos, "ADP" | "ADV")));
            depth.extend(parts.collect::<Vec<_>>());
            at += 1;
        }
        heads.extend(depth.into_iter().skip(1));
        heads
    }

    fn embedders_at(&self, head: usize, above: usize, below: usize, forms: &[Complement], best: &mut Option<(usize, Found<'a>)>) {
        for qualifier in self.headed_at(head) {
            if !self.is_class_of(head, qualifier) {
                continue;
            }
            let Some(form) = forms.iter().copied().find(|f| qualifier.template.complements.contains(f)) else { continue };
            if qualifier.predicate.pos == Pos::Auxiliary && !matches!(form, Complement::ToInfinitive | Complement::ForTo) {
                continue;
            }
            let weight = 4 * qualifier.predicate.words.len()
                + 2 * usize::from(qualifier.template.construction.is_some())
                + usize::from(form == forms[0]);
            if best.as_ref().is_some_and(|(other, _)| *other >= weight) {
                continue;
            }
            let Some(words) = self.words_at(head, &qualifier.predicate) else { continue };
            let fits = words.contains(&above) && !words.contains(&below);
            let site = Site { head, above, below };
            if fits && self.holds(qualifier.template.construction.as_deref(), &site) {
                *best = Some((weight, Found { qualifier, head, words, form }));
            }
        }
    }

    /// The qualifiers that a token may head, by its lemma or its form.
    fn headed_at(&self, token: usize) -> impl Iterator<Item = &'a Qualifier> + use<'a> {
        let (lemma, text) = (&self.keyed.lemmas[token], &self.keyed.texts[token]);
        let by_text = (lemma != text).then(|| self.qualifiers.headed_by(text));
        self.qualifiers.headed_by(lemma).chain(by_text.into_iter().flatten())
    }

    /// The tokens of a predicate's words; "be" may be missing beside an adjective or participle, and the
    /// words of an idiom may stand where the tree does not join them.
    fn words_at(&self, head: usize, predicate: &Predicate) -> Option<Vec<usize>> {
        if predicate.words.len() == 1 {
            return Some(vec![head]);
        }
        if let Some(found) = self.keyed.find(head, predicate) {
            return Some(found);
        }
        let copular = &*predicate.words[0] == "be" && predicate.head > 0;
        if copular && predicate.words.len() == 2 {
            return self.stands_without_copula(head).then(|| vec![head]);
        }
        (predicate.pos == Pos::Idiom || copular).then(|| self.in_order(head, predicate)).flatten()
    }

    fn stands_without_copula(&self, head: usize) -> bool {
        let parse = self.keyed.parse;
        let form = matches!(parse.tokens[head].tag, "VBN" | "JJ" | "JJR" | "VBD");
        form && matches!(
            parse.tokens[head].dep,
            "acomp" | "amod" | "acl" | "oprd" | "relcl" | "conj" | "advcl" | "appos" | "xcomp" | "ccomp" | "ROOT"
        ) && parse.dependent(head, &["nsubj"]).is_none()
    }

    /// The words of a predicate in their order around its head, with few words between.
    fn in_order(&self, head: usize, predicate: &Predicate) -> Option<Vec<usize>> {
        let parse = self.keyed.parse;
        let sentence = parse.sentences.get(parse.sentence_of(head))?.tokens.clone();
        let mut found = vec![head];
        let mut at = head;
        for word in predicate.words[..predicate.head].iter().rev().filter(|w| &***w != "be" && &***w != "…") {
            at = (at.saturating_sub(MAX_GAP).max(sentence.start)..at).rev().find(|&t| self.keyed.says(t, word))?;
            found.push(at);
        }
        at = head;
        for word in predicate.words[predicate.head + 1..].iter().filter(|w| &***w != "…") {
            at = (at + 1..(at + 1 + MAX_GAP).min(sentence.end)).find(|&t| self.keyed.says(t, word))?;
            found.push(at);
        }
        Some(found)
    }

    fn is_class_of(&self, token: usize, qualifier: &Qualifier) -> bool {
        match (class_of(self.keyed.parse, token), qualifier.predicate.pos) {
            (_, Pos::Idiom) => true,
            (Some(PredicateClass::Verb), pos) => {
                matches!(pos, Pos::Verb | Pos::Auxiliary) || (pos == Pos::Adjective && qualifier.predicate.words.len() > 1)
            }
            (Some(PredicateClass::Noun), pos) => {
                pos == Pos::Noun || (pos == Pos::Adjective && qualifier.predicate.words.len() > 1)
            }
            (Some(PredicateClass::Adjective), pos) => pos == Pos::Adjective,
            (None, pos) => pos == Pos::Adjective && qualifier.predicate.words.len() > 1,
        }
    }

    /// The phrase that ends right before a complement and takes it: "instead of", "for fear of", "it is said".
    pub(super) fn phrase_before(&self, below: usize, forms: &[Complement]) -> Option<Found<'a>> {
        let parse = self.keyed.parse;
        let end = start_of(parse, below);
        let first = sentence_start(parse, below).max(end.saturating_sub(MAX_PHRASE));
        (first..end).find_map(|start| {
            self.qualifiers.headed_by(&self.keyed.texts[start]).find_map(|qualifier| {
                let kind = matches!(
                    qualifier.predicate.pos,
                    Pos::Preposition | Pos::Conjunction | Pos::Idiom | Pos::Determiner | Pos::Adverb | Pos::Adjective
                );
                if !kind || qualifier.predicate.head != 0 || qualifier.template.holder.is_some() {
                    return None;
                }
                let form = forms.iter().copied().find(|f| qualifier.template.complements.contains(f))?;
                let words = self.run_at(start, &qualifier.predicate)?;
                let closes = words.last().is_some_and(|&last| (last + 1..end).all(|t| self.is_article(t)));
                let site = Site { head: start, above: start, below };
                (closes && self.holds(qualifier.template.construction.as_deref(), &site)).then_some(Found {
                    qualifier,
                    head: start,
                    words,
                    form,
                })
            })
        })
    }

    /// Whether a noun phrase stands after "except", "instead of" and the like.
    pub(super) fn is_in_exception(&self, noun: usize) -> bool {
        let denies = |f: &Found<'a>| {
            let kind = matches!(&*f.qualifier.kind, "ExceptiveQualifier" | "ContrastQualifier");
            kind && f.qualifier.template.affirmed.is_some_and(|e| e.polarity == Polarity::Negated)
        };
        self.phrase_before(noun, &[Complement::Object]).is_some_and(|f| denies(&f))
    }

    /// The words of a phrase one after another from a token on; articles between them do not count, "…" stands for a few words.
    pub(super) fn run_at(&self, start: usize, predicate: &Predicate) -> Option<Vec<usize>> {
        let end = self.keyed.parse.tokens.len();
        let mut at = start;
        let mut gap = 0;
        let mut found = Vec::with_capacity(predicate.words.len());
        for word in &predicate.words {
            if &**word == "…" {
                gap = MAX_GAP;
                continue;
            }
            while at < end && !found.is_empty() && self.is_article(at) && !self.keyed.says(at, word) {
                at += 1;
            }
            at = (at..(at + 1 + gap).min(end)).find(|&t| self.keyed.says(t, word))?;
            found.push(at);
            at += 1;
            gap = 0;
        }
        Some(found)
    }

    /// The conjunction that opens a clause, also where its first words stand outside it: "as long as", "in case".
    pub(super) fn conjunction_of(&self, clause: usize) -> Option<Found<'a>> {
        let parse = self.keyed.parse;
        let opening = start_of(parse, clause);
        let first = sentence_start(parse, clause).max(opening.saturating_sub(3));
        let reaches = |f: &Found<'a>| {
            f.qualifier.predicate.pos == Pos::Conjunction && f.words.last().is_some_and(|&w| w >= opening && w < clause)
        };
        (first..=opening).filter(|&start| start < clause).find_map(|start| self.modifier_at(start, clause).filter(reaches))
    }

    fn is_article(&self, token: usize) -> bool {
        matches!(&*self.keyed.texts[token], "a" | "an" | "the")
    }

    /// The qualifier of a whole clause or of a noun that begins with a token: a modal, an adverb, a conjunction, an adjective.
    pub(super) fn modifier_at(&self, start: usize, clause: usize) -> Option<Found<'a>> {
        let scoped = |q: &&Qualifier| {
            let scope =
                q.template.complements.iter().any(|c| matches!(c, Complement::Clause | Complement::Noun | Complement::That));
            scope && !matches!(q.predicate.pos, Pos::Verb | Pos::Noun) && q.template.holder.is_none()
        };
        let mut best: Option<(usize, Found<'a>)> = None;
        let start_lemma =
            (self.keyed.texts[start] != self.keyed.lemmas[start]).then(|| self.qualifiers.headed_by(&self.keyed.lemmas[start]));
        for qualifier in
            self.qualifiers.headed_by(&self.keyed.texts[start]).chain(start_lemma.into_iter().flatten()).filter(scoped)
        {
            if qualifier.predicate.head != 0 || (qualifier.predicate.pos == Pos::Idiom && qualifier.predicate.words.len() == 1) {
                continue;
            }
            let weight = 2 * qualifier.predicate.words.len() + usize::from(qualifier.template.construction.is_some());
            if best.as_ref().is_some_and(|(other, _)| *other >= weight) {
                continue;
            }
            let Some(words) = self.run_at(start, &qualifier.predicate) else { continue };
            let site = Site { head: start, above: start, below: clause };
            if self.holds(qualifier.template.construction.as_deref(), &site) {
                let form = qualifier.template.complements[0];
                best = Some((weight, Found { qualifier, head: start, words, form }));
            }
        }
        best.map(|(_, found)| found)
    }
}
