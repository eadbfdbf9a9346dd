//! Who vouches for a clause: the subject of what embeds it, and the sources named beside it
//! ("according to X", "X said" between commas, "in X's view", "as X put it").

use super::Context;
use super::lookup::Found;
use super::tree::{clause_verb, has_auxiliary, is_any, is_quoted, is_verb, sentence_start, start_of};
use super::walk::{Reach, Walk};
use crate::knowledge::place::Step;
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::Complement;
use crate::language::Parse;
use crate::predication::{Place, PredicateClass, class_of, clause};

impl Walk<'_> {
    /// Looks for a source beside the clause that a token heads, if none has been found further in.
    pub(super) fn apply_attribution(&mut self, token: usize) {
        if self.stance.holder.is_some() || self.reach == Reach::Nothing {
            return;
        }
        let context = self.context;
        let parse = context.keyed.parse;
        let verb = clause_verb(parse, token);
        let beside_token = if verb == token { &[][..] } else { parse.children(token) };
        for &child in parse.children(verb).iter().chain(beside_token) {
            if parse.subtree(child).contains(&token) {
                continue;
            }
            if let Some(source) = context.source_beside(child, verb).and_then(|s| context.as_holder(s)) {
                self.stance.holder = Some(source);
                self.stance.embedders.push(child);
                return;
            }
        }
    }
}

impl Context<'_> {
    /// Whether a verb introduces what someone says, in direct or reported speech.
    #[must_use]
    pub fn reports(&self, verb: usize) -> bool {
        class_of(self.keyed.parse, verb) == Some(PredicateClass::Verb)
            && self.qualifiers.headed_by(&self.keyed.lemmas[verb]).any(|q| {
                q.predicate.pos == Pos::Verb
                    && q.predicate.words.len() == 1
                    && q.template.complements.contains(&Complement::Quote)
            })
    }

    /// Whether a verb tells what someone says or thinks.
    #[must_use]
    pub fn tells(&self, verb: usize) -> bool {
        self.reports(verb) || self.attributes(verb)
    }

    /// Whether a verb tells of what its object names: "announced a withdrawal".
    #[must_use]
    pub fn tells_of_object(&self, verb: usize) -> bool {
        is_verb(self.keyed.parse, verb)
            && self.qualifiers.headed_by(&self.keyed.lemmas[verb]).any(|q| {
                let template = &q.template;
                q.predicate.words.len() == 1
                    && template.act.as_deref() == Some("Statement")
                    && template.construction.is_none()
                    && template.holder == Some(Step::Subject)
                    && template.complements.contains(&Complement::Object)
            })
    }

    /// Whether a verb can be put in beside what someone says or thinks: "X argues", "X believes".
    fn attributes(&self, verb: usize) -> bool {
        is_verb(self.keyed.parse, verb)
            && self.qualifiers.headed_by(&self.keyed.lemmas[verb]).any(|q| {
                let kind = matches!(&*q.kind, "ReportQualifier" | "BeliefQualifier");
                kind && q.predicate.words.len() == 1
                    && q.template.holder == Some(Step::Subject)
                    && q.template.complements.contains(&Complement::That)
            })
    }

    /// The source that a dependent of a clause names.
    fn source_beside(&self, child: usize, verb: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        match parse.tokens[child].dep {
            "prep" | "advmod" | "pcomp" if is_any(parse, child, &["according"]) => source_of(parse, child),
            // "Reuters reported, citing officials": it is Reuters that reports.
            "prep" | "advcl"
                if is_any(parse, child, &["citing"])
                    && parse.dependent(child, &["prep"]).is_some_and(|p| is_any(parse, p, &["as"])) =>
            {
                None
            }
            "prep" | "advcl" if self.tells(verb) && is_any(parse, start_of(parse, child), &["citing", "quoting"]) => None,
            "prep" | "advcl" | "npadvmod" | "advmod" if self.phrase_source(child).is_some() => self.phrase_source(child),
            "prep" => self.viewpoint(child, verb),
            "ccomp" if self.tells(verb) || (child > verb && !self.is_set_off(child)) => None,
            "parataxis" | "ccomp" | "advcl" | "dep" => self.inserted(child, verb),
            "conj" => self.inverted_speaker(child),
            _ => None,
        }
    }

    /// "He said the port was shut and the ships had left": the second clause is still reported, as its tense tells, though the
    /// parser takes it for one beside the verb of saying. Gives who says it.
    pub(super) fn reporter_before(&self, clause: usize, verb: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let shifted =
            has_auxiliary(parse, clause, &["had", "would"]) && parse.dependent(clause, &["nsubj", "nsubjpass"]).is_some();
        let telling = self.tells(verb) && parse.dependent(verb, &["ccomp"]).is_some_and(|c| c > verb);
        let subject = clause::surface_subjects(parse, verb, 0).0.first().copied();
        subject.filter(|_| shifted && telling && !self.tells(clause)).and_then(|s| self.as_holder(s))
    }

    /// "For Beijing, the island is": whose view an opening phrase makes of what something is.
    fn viewpoint(&self, child: usize, verb: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let opens = child == sentence_start(parse, child) && is_any(parse, child, &["for"]) && &*parse.tokens[verb].lemma == "be";
        let after = parse.tokens.get(parse.subtree(child).end).is_some_and(|t| &*t.text == ",");
        parse.dependent(child, &["pobj"]).filter(|&whose| opens && after && parse.tokens[whose].pos == "PROPN")
    }

    /// Whether a verb is put in beside what someone says: "In other words, Chad hinted, it was up to Niger".
    #[must_use]
    pub fn is_inserted(&self, verb: usize) -> bool {
        let parse = self.keyed.parse;
        let beside = matches!(parse.tokens[verb].dep, "parataxis" | "ccomp" | "advcl" | "dep");
        parse.head(verb).filter(|_| beside).is_some_and(|host| self.inserted(verb, host).is_some())
    }

    /// "X said" before, after or within a clause that the parser puts above it; "as X says".
    fn inserted(&self, child: usize, verb: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let own_subject = parse.dependent(child, &["nsubj"])?;
        let says = self.tells(child);
        let alone = parse.dependents(child, &["ccomp", "dobj", "xcomp"]).all(|c| is_any(parse, c, &["so", "it", "as"]));
        let as_clause = parse.dependent(child, &["mark"]).is_none_or(|m| is_any(parse, m, &["as"]));
        let subordinate = parse.dependent(child, &["aux", "neg"]).is_some_and(|a| &*parse.tokens[a].dep == "neg");
        let after_subject = parse.dependents(child, &["nsubj"]).last().unwrap_or(own_subject);
        let inverted = after_subject > child && child < verb;
        let found = if inverted { Some(after_subject) } else { clause::surface_subjects(parse, child, 0).0.first().copied() };
        found.filter(|_| says && alone && as_clause && !subordinate)
    }

    fn is_set_off(&self, clause: usize) -> bool {
        let start = start_of(self.keyed.parse, clause);
        start > 0 && matches!(&*self.keyed.parse.tokens[start - 1].text, "," | "–" | "—" | "\"" | "”")
    }

    /// "…, cautioned an officer": the parser takes the speaker after the verb for its object.
    /// None for any other verb.
    #[must_use]
    pub fn inverted_speaker(&self, child: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let verb = parse.head(child).filter(|_| parse.tokens[child].dep == "conj")?;
        let says = child > verb && (self.tells(child)) && self.is_set_off(child);
        let bare = says && parse.dependent(child, &["nsubj", "nsubjpass", "ccomp", "xcomp", "aux", "neg"]).is_none();
        let joined = parse.dependents(verb, &["cc"]).any(|c| verb < c && c < child);
        parse.dependent(child, &["dobj"]).filter(|&speaker| bare && !joined && speaker > child)
    }

    /// The source that a phrase of the ontology names: "in X's view", "in the words of X", "per X".
    fn phrase_source(&self, child: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let start = start_of(parse, child);
        let phrases =
            self.qualifiers.headed_by(&self.keyed.texts[start]).filter(|q| q.template.holder.is_some() && q.predicate.head == 0);
        let fitting = phrases.filter(|q| {
            matches!(q.predicate.pos, Pos::Preposition | Pos::Idiom | Pos::Conjunction) && q.template.construction.is_none()
        });
        fitting.into_iter().find_map(|q| {
            let words = self.run_at(start, &q.predicate)?;
            let last = *words.last()?;
            match (q.template.holder?, q.template.complements.contains(&Complement::Possessive)) {
                (_, true) => (words[0]..last)
                    .rev()
                    .find_map(|w| parse.dependent(w + 1, &["poss"]))
                    .or_else(|| parse.dependent(last, &["poss"]))
                    .or_else(|| parse.dependents(last, &["amod", "compound"]).find(|&m| is_name_like(parse, m))),
                (Step::Object, _) => parse
                    .dependent(last, &["pobj", "dobj"])
                    .filter(|&o| !is_any(parse, start, &["citing", "quoting"]) || is_voice(parse, o)),
                (Step::Subject, _) => words
                    .iter()
                    .find_map(|&w| parse.dependent(w, &["nsubj"]))
                    .or_else(|| (start..=last).find_map(|w| parse.dependent(w, &["nsubj"]))),
                _ => None,
            }
        })
    }

    /// Who vouches for the complement of an embedder.
    pub(super) fn holder_of(&self, found: &Found<'_>, top: usize, below: usize) -> Option<usize> {
        let template = &found.qualifier.template;
        let parse = self.keyed.parse;
        if self.is_mandated(found, below) {
            return None;
        }
        let own = found.form == Complement::Object
            && &*parse.tokens[found.head].lemma != "announce"
            && parse.dependent(below, &["poss"]).is_some_and(|p| &*parse.tokens[p].pos == "PRON");
        if own {
            return None;
        }
        let places: &[Place] = match template.holder? {
            Step::Subject => &[Place::Subject, Place::Possessor, Place::Modified, Place::Compound],
            Step::Object => &[Place::Object],
            Step::Preposition(preposition) => {
                return self
                    .filler(found, top, below, &Place::after(preposition))
                    .or_else(|| self.filler(found, top, below, &Place::Subject))
                    .and_then(|t| self.as_holder(t));
            }
            _ => return None,
        };
        let filler = places.iter().find_map(|place| self.filler(found, top, below, place));
        filler.or_else(|| self.surface_subject(found, top)).and_then(|t| self.as_holder(t))
    }

    /// "suggested that he travel", "proposed that they be freed": what is asked for is nobody's account of what is so.
    fn is_mandated(&self, found: &Found<'_>, below: usize) -> bool {
        found.form == Complement::That && self.is_mandate(below)
    }

    /// Whether a clause is in the subjunctive of what is asked for.
    #[must_use]
    pub fn is_mandate(&self, clause: usize) -> bool {
        let parse = self.keyed.parse;
        let verb = clause_verb(parse, clause);
        let first = parse.dependent(verb, &["aux", "auxpass"]).unwrap_or(verb);
        let Some(subject) = parse.dependent(verb, &["nsubj", "nsubjpass"]) else { return false };
        let singular = matches!(parse.tokens[subject].tag, "NN" | "NNP") && parse.dependent(subject, &["conj"]).is_none();
        parse.tokens[first].tag == "VB" || (parse.tokens[first].tag == "VBP" && singular && first == verb)
    }

    /// "Warsaw is convinced that": the subject of a participle used as an adjective.
    fn surface_subject(&self, found: &Found<'_>, top: usize) -> Option<usize> {
        let verb = clause_verb(self.keyed.parse, top);
        let adjective = found.qualifier.predicate.pos == Pos::Adjective && is_verb(self.keyed.parse, verb);
        adjective.then(|| clause::surface_subjects(self.keyed.parse, verb, 0).0.first().copied()).flatten()
    }

    fn filler(&self, found: &Found<'_>, top: usize, below: usize, place: &Place) -> Option<usize> {
        let verb = clause_verb(self.keyed.parse, top);
        [found.head, top, verb]
            .into_iter()
            .find_map(|t| self.predications.fillers(t, place).find(|&f| f != below && !found.words.contains(&f)))
    }

    /// Who may be the holder: not the author, nobody, and not the "it" of "it is said".
    fn as_holder(&self, token: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let author = is_any(parse, token, &["i", "we", "us", "me", "our", "my"]) && !is_quoted(parse, token);
        let nobody = is_any(parse, token, &["nobody", "none", "it", "there", "what", "which", "few", "that", "this"])
            || self.negative_quantifier(token, true).is_some();
        (!author && !nobody).then_some(token)
    }
}

/// Whether who is cited can speak: "citing officials", not "citing their refusal".
fn is_voice(parse: &Parse, noun: usize) -> bool {
    const VOICES: &[&str] = &[
        "official",
        "source",
        "report",
        "media",
        "agency",
        "ministry",
        "newspaper",
        "spokesman",
        "spokesperson",
        "analyst",
        "expert",
        "statement",
        "government",
    ];
    parse.tokens[noun].pos == "PROPN" || VOICES.contains(&&*parse.tokens[noun].lemma)
}

/// "In the Russian view": a modifier with a capital.
fn is_name_like(parse: &Parse, modifier: usize) -> bool {
    parse.tokens[modifier].text.starts_with(char::is_uppercase)
}

/// Whom "according to" names.
pub(crate) fn source_of(parse: &Parse, according: usize) -> Option<usize> {
    let to = parse.dependent(according, &["prep"]);
    let named = to.and_then(|p| parse.dependent(p, &["pobj"])).or_else(|| parse.dependent(according, &["pobj"]));
    named.or_else(|| clause::subject_read_as_source(parse, parse.head(according)?).map(|(source, _)| source))
}
