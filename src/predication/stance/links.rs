//! How a token stands to the one above it: what kind of step the walk to the root takes.

use super::Context;
use super::tree::{copula_of, is_any, is_finite, is_noun, is_to_infinitive, is_verb, start_of};
use crate::knowledge::place::Step;
use crate::knowledge::qualifiers::Complement;
use crate::language::Parse;

/// How a token stands to the one above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// A complement, in the forms that a qualifier may ask for.
    Complement(Vec<Complement>),
    /// What follows a preposition that hangs on the token above.
    AfterPreposition(Vec<Complement>),
    /// One of several coordinated.
    Coordinate,
    /// What a copula says of its subject.
    Predicative,
    /// An adverbial clause or participle.
    Adverbial,
    /// A relative or participial clause that may share what its noun gets.
    Restrictive,
    /// What stands by itself whatever happens to the clause around it: commented clauses, appositions, modifiers.
    Free,
}

impl Context<'_> {
    /// The token above and the kind of link; finite verbs wrongly hung under an infinitive are lifted to the clause that they belong to.
    pub(super) fn link_above(&self, token: usize) -> Option<(usize, Link)> {
        use Complement as C;
        let parse = self.keyed.parse;
        let head = parse.head(token)?;
        let link = match parse.tokens[token].dep {
            "ccomp" | "csubj" | "csubjpass" | "xcomp" | "oprd" if is_verb(parse, token) => {
                Link::Complement(self.clause_forms(token, head))
            }
            "xcomp" | "ccomp" | "oprd" if copula_of(parse, token).is_none() => Link::Complement(vec![C::SmallClause, C::Object]),
            "acl" | "relcl" => match self.reported_across(token, head) {
                Some(verb) => return Some((verb, Link::Complement(self.clause_forms(token, verb)))),
                None => self.clause_of_noun(token, head),
            },
            "pcomp" => return self.through_preposition(token, head, C::PrepositionGerund),
            "pobj" => return self.through_preposition(token, head, C::Preposition),
            "dobj" => Link::Complement(self.object_forms(token)),
            "nsubjpass" => Link::Complement([self.object_forms(token), vec![C::Clause, C::Subject]].concat()),
            "nsubj" => Link::Complement(vec![C::Subject, C::Clause]),
            "oprd" if self.embedder(head, token, &[C::SmallClause]).is_some() => Link::Complement(vec![C::SmallClause]),
            "attr" | "acomp" | "oprd" => Link::Predicative,
            "compound" | "nmod" | "npadvmod" => Link::Complement(vec![C::Compound]),
            "conj" => return Some((self.conjunct_host(token, head), Link::Coordinate)),
            "advcl" | "prep" | "parataxis" | "dep" => Link::Adverbial,
            _ => Link::Free,
        };
        Some((head, link))
    }

    /// Complement clauses of nouns ("the claim that", "a plan to"), and clauses that say which noun is meant.
    fn clause_of_noun(&self, clause: usize, noun: usize) -> Link {
        let parse = self.keyed.parse;
        let mark = parse.dependent(clause, &["mark"]).map(|m| parse.tokens[m].text.to_lowercase());
        match mark.as_deref() {
            Some("that") => Link::Complement(vec![Complement::That]),
            Some("whether" | "if") => Link::Complement(vec![Complement::Whether]),
            _ if self.is_content(clause, noun) => Link::Complement(vec![Complement::That]),
            _ if is_to_infinitive(parse, clause) => Link::Complement(self.infinitive_forms(clause, noun)),
            _ if set_off(parse, clause) && &*parse.tokens[clause].lemma != "range" => Link::Free,
            _ => Link::Restrictive,
        }
    }

    /// "said in a letter to the council that": the verb of saying whose content the parser hangs on a noun of a phrase
    /// between.
    fn reported_across(&self, clause: usize, noun: usize) -> Option<usize> {
        let parse = self.keyed.parse;
        let phrase = |t: &usize| matches!(parse.tokens[*t].dep, "pobj" | "prep" | "npadvmod");
        let top = std::iter::once(noun).chain(parse.ancestors(noun)).take_while(phrase).last()?;
        let verb = parse.head(top).filter(|&v| v < top && self.tells(v))?;
        let content = parse.dependent(verb, &["ccomp", "dobj", "xcomp"]).is_some();
        (!content && self.is_full_clause(clause)).then_some(verb)
    }

    /// "doubts that Kyiv will pay": a clause with "that" and a subject of its own, beside a noun that takes such clauses.
    fn is_content(&self, clause: usize, noun: usize) -> bool {
        self.is_full_clause(clause) && self.embedder(noun, clause, &[Complement::That]).is_some()
    }

    /// A clause after "that" which lacks nothing, so that "that" is no relative pronoun in it.
    fn is_full_clause(&self, clause: usize) -> bool {
        let parse = self.keyed.parse;
        let that = parse.tokens.get(start_of(parse, clause)).is_some_and(|t| t.text.eq_ignore_ascii_case("that"));
        let subject = parse
            .dependent(clause, &["nsubj", "nsubjpass", "expl"])
            .is_some_and(|s| !parse.tokens[s].text.eq_ignore_ascii_case("that"));
        let gap = parse.dependents(clause, &["dobj", "pobj"]).any(|o| parse.tokens[o].text.eq_ignore_ascii_case("that"));
        that && subject && !gap
    }

    fn object_forms(&self, noun: usize) -> Vec<Complement> {
        let mut forms = vec![Complement::Object];
        if is_gerund_like(self.keyed.parse, noun) || self.keyed.parse.tokens[noun].tag == "VBG" {
            forms.push(Complement::Gerund);
        }
        forms
    }

    fn clause_forms(&self, clause: usize, head: usize) -> Vec<Complement> {
        use Complement as C;
        let parse = self.keyed.parse;
        let mark = parse.dependent(clause, &["mark"]).map(|m| parse.tokens[m].text.to_lowercase());
        let tag = parse.tokens[clause].tag;
        match mark.as_deref() {
            Some("whether" | "if") => vec![C::Whether],
            _ if is_to_infinitive(parse, clause) => self.infinitive_forms(clause, head),
            _ if is_gerund(parse, clause, tag) => {
                vec![C::Gerund, C::SmallClause, C::That]
            }
            _ if asks(parse, clause) => vec![C::WhClause, C::Whether, C::That],
            _ => vec![C::That, C::Quote, C::SmallClause, C::BareInfinitive, C::Clause],
        }
    }

    /// The forms of an infinitive: whether someone is told to, by an object or after a preposition.
    pub(super) fn infinitive_forms(&self, clause: usize, head: usize) -> Vec<Complement> {
        use Complement as C;
        let parse = self.keyed.parse;
        let mut forms = vec![C::ToInfinitive, C::ForTo];
        let own_subject = parse.dependent(clause, &["nsubj", "nsubjpass"]).is_some();
        if own_subject || parse.dependent(head, &["dobj", "dative"]).is_some() {
            forms.swap(0, 1);
        }
        let negated = parse.dependent(clause, &["neg"]).is_some();
        if negated {
            forms.insert(0, C::NotToInfinitive);
        }
        for governor in std::iter::once(head).chain(parse.head(head)) {
            for preposition in parse.dependents(governor, &["prep", "dative", "agent"]).filter(|&p| p < clause) {
                if let Some(Step::Preposition(name)) = Step::from_name(&parse.tokens[preposition].text.to_lowercase()) {
                    forms.push(if negated { C::PrepositionNotInfinitive(name) } else { C::PrepositionInfinitive(name) });
                    forms.push(C::PrepositionInfinitive(name));
                }
            }
        }
        forms
    }

    /// From below a preposition to what the preposition hangs on.
    fn through_preposition(
        &self,
        below: usize,
        preposition: usize,
        form: fn(&'static str) -> Complement,
    ) -> Option<(usize, Link)> {
        let parse = self.keyed.parse;
        let head = parse.head(preposition)?;
        // "from talks to war": the two ends of a range stand side by side.
        let from = parse.head(head).filter(|&f| parse.tokens[head].dep == "pobj" && is_any(parse, f, &["from"]));
        if from.is_some() && is_any(parse, preposition, &["to"]) {
            return Some((head, Link::Coordinate));
        }
        let Some(Step::Preposition(name)) = Step::from_name(&parse.tokens[preposition].text.to_lowercase()) else {
            return Some((head, Link::AfterPreposition(vec![Complement::Object, Complement::Gerund, Complement::That])));
        };
        let plain = if is_verb(parse, below) { Complement::Gerund } else { Complement::Object };
        let mut forms = vec![form(name), Complement::Preposition(name), plain];
        if is_gerund_like(parse, below) {
            forms.extend([Complement::Gerund, Complement::PrepositionGerund(name)]);
        }
        if is_to_infinitive(parse, below) {
            forms.push(Complement::ToInfinitive);
        }
        if let Some(mark) = parse.dependent(below, &["mark"]) {
            forms.push(if parse.tokens[mark].text.eq_ignore_ascii_case("that") { Complement::That } else { Complement::Whether });
        }
        let nested = matches!(parse.tokens[head].pos, "ADP" | "SCONJ").then(|| parse.head(head)).flatten();
        Some((nested.unwrap_or(head), Link::AfterPreposition(forms)))
    }

    /// "refused to recognize the council and recalled its envoy": the second verb is finite, so it stands beside "refused".
    fn conjunct_host(&self, token: usize, head: usize) -> usize {
        let parse = self.keyed.parse;
        if !is_verb(parse, token) || !is_finite(parse, token) || is_finite(parse, head) || !is_verb(parse, head) {
            return head;
        }
        if same_reduced_form(parse, token, head) {
            return head;
        }
        parse.ancestors(head).find(|&a| is_finite(parse, a)).unwrap_or(head)
    }
}

/// Two participles after one noun: "signed and ratified".
fn same_reduced_form(parse: &Parse, token: usize, head: usize) -> bool {
    matches!(parse.tokens[head].dep, "acl" | "amod") && parse.dependent(token, &["nsubj", "nsubjpass"]).is_none()
}

/// A verb in "-ing", or one with an auxiliary in "-ing": "expelling", "being expelled", "having sold".
fn is_gerund(parse: &Parse, clause: usize, tag: &str) -> bool {
    match parse.dependent(clause, &["aux", "auxpass"]) {
        Some(auxiliary) => parse.tokens[auxiliary].tag == "VBG" || parse.tokens[auxiliary].text.ends_with("ing"),
        None => tag == "VBG",
    }
}

/// The parser takes some gerunds before a noun as its adjective: "from normalizing relations".
fn is_gerund_like(parse: &Parse, noun: usize) -> bool {
    is_noun(parse, noun)
        && parse
            .dependents(noun, &["amod", "compound"])
            .any(|m| parse.tokens[m].text.ends_with("ing") && &*parse.tokens[m].pos != "NOUN")
}

/// Whether a clause is an indirect question.
fn asks(parse: &Parse, clause: usize) -> bool {
    parse.subtree(clause).next().is_some_and(|t| matches!(&*parse.tokens[t].tag, "WRB" | "WP" | "WDT"))
}

/// Whether a clause stands between commas or dashes: it comments on its noun and does not say which one is meant.
fn set_off(parse: &Parse, clause: usize) -> bool {
    let start = parse.subtree(clause).start;
    start > 0 && matches!(&*parse.tokens[start - 1].text, "," | "–" | "—" | "-" | "(" | "--")
}
