//! How a predication is presented: affirmed or negated, actual or only planned, possible, demanded,
//! refused, and by whom. Read off the path from the predicate to the root of its sentence, folding
//! from the innermost embedder outwards: the qualifiers (`ontology/qualifiers.ttl`) say what each
//! embedder does to its complement when it is itself affirmed or negated.

use super::words::Keyed;
use super::{Place, PredicateClass, Predications, class_of, clause};
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::place::Step;
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::{Complement, Effect, Qualifier, QualifierSet};
use crate::language::Parse;

/// How a predication is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it is actual.
    pub modality: Modality,
    /// The token that heads the phrase for who vouches for it.
    pub holder: Option<usize>,
    /// The embedders on the way to the root, innermost first.
    pub embedders: Vec<usize>,
}

/// What can be looked up while stances are read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The trees.
    pub keyed: Keyed<'a>,
    /// The predications on them.
    pub predications: &'a Predications,
    /// What embeds, denies, conditions or attributes.
    pub qualifiers: &'a QualifierSet,
}

/// How a token stands to the one above it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Link {
    /// A complement, in the forms that a qualifier may ask for.
    Complement(Vec<Complement>),
    /// One of several coordinated.
    Coordinate,
    /// What a copula says of its subject.
    Predicative,
    /// An adverbial clause or participle.
    Adverbial,
    /// What stands by itself whatever happens to the clause around it: relative clauses, appositions, definite modifiers.
    Free,
}

/// A walk from a predicate to the root.
struct Walk<'a> {
    context: Context<'a>,
    stance: Stance,
    /// Whether negation and modality above no longer matter, only who says so.
    escaped: bool,
}

/// How many steps up a tree are followed.
const MAX_STEPS: usize = 24;

impl Context<'_> {
    /// How the predication headed by a token is presented.
    #[must_use]
    pub fn stance(&self, token: usize) -> Stance {
        let stance = Stance { polarity: Polarity::Affirmed, modality: Modality::Actual, holder: None, embedders: Vec::new() };
        let mut walk = Walk { context: *self, stance, escaped: false };
        walk.apply_own(token, true);
        let mut at = token;
        for _ in 0..MAX_STEPS {
            let Some((above, link)) = self.link_above(at) else { break };
            if !walk.step(at, above, &link) {
                break;
            }
            at = above;
        }
        walk.apply_question(at);
        walk.stance
    }

    /// Whether the clause or noun phrase that a token heads is itself negated.
    #[must_use]
    pub fn is_negated(&self, token: usize) -> bool {
        let negations = scope_tokens(self.keyed.parse, token).into_iter().filter(|&t| self.negates(t)).count();
        (negations + usize::from(self.has_negative_subject(token)) + usize::from(self.shares_negation(token))) % 2 == 1
    }

    fn negates(&self, modifier: usize) -> bool {
        let token = &self.keyed.parse.tokens[modifier];
        let lower = token.text.to_lowercase();
        match &*token.dep {
            "neg" => true,
            "det" | "advmod" | "preconj" | "cc" | "predet" => matches!(&*lower, "no" | "neither" | "nor" | "never" | "hardly" | "scarcely" | "nowhere"),
            _ => false,
        }
    }

    fn has_negative_subject(&self, token: usize) -> bool {
        let copula = copula_of(self.keyed.parse, token).unwrap_or(token);
        self.keyed.parse.dependents(copula, &["nsubj", "nsubjpass"]).any(|subject| {
            let text = self.keyed.parse.tokens[subject].text.to_lowercase();
            matches!(&*text, "nobody" | "none" | "nothing" | "neither")
                || &*text == "no"
                || self.keyed.parse.dependents(subject, &["det"]).any(|d| matches!(&*self.keyed.parse.tokens[d].text.to_lowercase(), "no" | "neither"))
        })
    }

    /// "did not join the war or fund the rebels": a bare second verb shares the first one's negation.
    fn shares_negation(&self, token: usize) -> bool {
        let parse = self.keyed.parse;
        let Some(first) = parse.head(token).filter(|_| &*parse.tokens[token].dep == "conj") else { return false };
        let but = parse.dependents(first, &["cc"]).any(|c| &*parse.tokens[c].text == "but");
        let own = parse.dependent(token, &["aux", "nsubj", "nsubjpass", "neg"]).is_some();
        let same_form = parse.tokens[token].tag == parse.tokens[first].tag && class_of(parse, token) == Some(PredicateClass::Verb);
        let after = parse.dependents(first, &["neg"]).all(|n| n < token);
        same_form && !own && !but && after && self.is_negated(first)
    }

    /// The token above and the kind of link; finite verbs wrongly hung under an infinitive are lifted to the clause that they belong to.
    fn link_above(&self, token: usize) -> Option<(usize, Link)> {
        let parse = self.keyed.parse;
        let head = parse.head(token)?;
        let complement = |forms: &[Complement]| Link::Complement(forms.to_vec());
        let link = match &*parse.tokens[token].dep {
            "ccomp" | "csubj" | "csubjpass" | "xcomp" | "oprd" => Link::Complement(self.clause_forms(token, head)),
            "acl" if is_to_infinitive(parse, token) => complement(&[Complement::ToInfinitive, Complement::ForTo]),
            "acl" if parse.dependent(token, &["mark"]).is_some() => complement(&[Complement::That]),
            "pcomp" => return self.through_preposition(head, Complement::PrepositionGerund),
            "pobj" => return self.through_preposition(head, Complement::Preposition),
            "dobj" | "nsubjpass" => complement(&[Complement::Object, Complement::Gerund]),
            "nsubj" => complement(&[Complement::Subject]),
            "attr" | "acomp" => Link::Predicative,
            "compound" => complement(&[Complement::Compound]),
            "conj" => return Some((self.conjunct_host(token, head), Link::Coordinate)),
            "advcl" | "prep" | "parataxis" | "dep" => Link::Adverbial,
            _ => Link::Free,
        };
        Some((head, link))
    }

    fn clause_forms(&self, clause: usize, head: usize) -> Vec<Complement> {
        use Complement as C;
        let parse = self.keyed.parse;
        let mark = parse.dependent(clause, &["mark"]).map(|m| parse.tokens[m].text.to_lowercase());
        let object = parse.dependent(head, &["dobj", "dative"]).is_some() || parse.dependent(clause, &["nsubj", "nsubjpass"]).is_some();
        match (mark.as_deref(), is_to_infinitive(parse, clause)) {
            (Some("whether" | "if"), _) => vec![C::Whether],
            (_, true) if object => vec![C::ForTo, C::ToInfinitive],
            (_, true) => vec![C::ToInfinitive, C::ForTo],
            _ if parse.tokens[clause].tag == "VBG" && parse.dependent(clause, &["aux"]).is_none() => vec![C::Gerund, C::That],
            _ if asks(parse, clause) => vec![C::WhClause, C::That],
            _ => vec![C::That, C::Quote, C::SmallClause, C::BareInfinitive],
        }
    }

    /// From below a preposition to what the preposition hangs on.
    fn through_preposition(&self, preposition: usize, form: fn(&'static str) -> Complement) -> Option<(usize, Link)> {
        let parse = self.keyed.parse;
        let head = parse.head(preposition)?;
        let name = match Step::from_name(&parse.tokens[preposition].text.to_lowercase()) {
            Some(Step::Preposition(name)) => name,
            _ => return Some((head, Link::Complement(Vec::new()))),
        };
        let forms = vec![form(name), Complement::Preposition(name)];
        let nested = matches!(&*parse.tokens[head].pos, "ADP" | "SCONJ").then(|| parse.head(head)).flatten();
        Some((nested.unwrap_or(head), Link::Complement(forms)))
    }

    /// "refused to recognize the council and recalled its envoy": the second verb is finite, so it stands beside "refused".
    fn conjunct_host(&self, token: usize, head: usize) -> usize {
        let parse = self.keyed.parse;
        if !is_finite(parse, token) || is_finite(parse, head) || class_of(parse, head) != Some(PredicateClass::Verb) {
            return head;
        }
        parse.ancestors(head).find(|&a| is_finite(parse, a)).unwrap_or(head)
    }

    /// The qualifier that a token belongs to for a complement in one of these forms, most specific first, with its head.
    fn embedder(&self, token: usize, below: usize, forms: &[Complement]) -> Option<(&Qualifier, usize)> {
        let verbs = self.keyed.parse.ancestors(token).take(3).filter(|&a| class_of(self.keyed.parse, a) == Some(PredicateClass::Verb));
        std::iter::once(token).chain(verbs).find_map(|head| {
            let fitting = self.qualifiers.headed_by(&self.keyed.lemmas[head]).filter(|q| self.is_class_of(head, q) && is_handled(q));
            fitting.filter(|q| q.template.complements.iter().any(|c| forms.contains(c))).find_map(|qualifier| {
                let words = self.keyed.find(head, &qualifier.predicate)?;
                (words.contains(&token) && !words.contains(&below)).then_some((qualifier, head))
            })
        })
    }

    /// The qualifier that a modifier of a clause or noun is: a modal, an adverb, a conjunction, an adjective.
    fn modifier(&self, token: usize) -> Option<&Qualifier> {
        let scoped = |q: &&Qualifier| {
            let scope = q.template.complements.iter().any(|c| matches!(c, Complement::Clause | Complement::Noun | Complement::Subject));
            scope && !matches!(q.predicate.pos, Pos::Verb | Pos::Noun) && q.template.construction.is_none()
        };
        let texts = self.qualifiers.headed_by(&self.keyed.texts[token]).filter(scoped);
        texts.into_iter().find(|q| self.keyed.find(token, &q.predicate).is_some())
    }

    /// Whether a verb introduces what someone says, in direct or reported speech.
    #[must_use]
    pub fn reports(&self, verb: usize) -> bool {
        class_of(self.keyed.parse, verb) == Some(PredicateClass::Verb)
            && self.qualifiers.headed_by(&self.keyed.lemmas[verb]).any(|q| {
                q.predicate.pos == Pos::Verb && q.predicate.words.len() == 1 && q.template.complements.contains(&Complement::Quote)
            })
    }

    fn is_class_of(&self, token: usize, qualifier: &Qualifier) -> bool {
        match (class_of(self.keyed.parse, token), qualifier.predicate.pos) {
            (Some(_), Pos::Idiom) => true,
            (Some(PredicateClass::Verb), pos) => matches!(pos, Pos::Verb | Pos::Auxiliary) || (pos == Pos::Adjective && qualifier.predicate.words.len() > 1),
            (Some(PredicateClass::Noun), pos) => pos == Pos::Noun,
            (Some(PredicateClass::Adjective), pos) => pos == Pos::Adjective,
            (None, _) => false,
        }
    }

    fn holder_of(&self, qualifier: &Qualifier, embedder: usize, below: usize) -> Option<usize> {
        let filler = |place: Place| self.predications.fillers(embedder, &place).find(|&t| t != below);
        match qualifier.template.holder? {
            Step::Subject => filler(Place::Subject).or_else(|| filler(Place::Possessor)).or_else(|| filler(Place::Modified)).or_else(|| filler(Place::Compound)),
            Step::Object => filler(Place::Object),
            Step::Preposition(preposition) => filler(Place::after(preposition)).or_else(|| filler(Place::Subject)),
            _ => None,
        }
    }
}

impl Walk<'_> {
    /// Goes from `below` to `above`. Returns whether the walk goes on.
    fn step(&mut self, below: usize, above: usize, link: &Link) -> bool {
        match link {
            Link::Complement(forms) => self.embed(below, above, forms),
            Link::Coordinate => {
                self.apply_shared(below, above);
                true
            }
            Link::Predicative => {
                self.apply_own(above, false);
                true
            }
            Link::Adverbial => {
                self.apply_own(above, false);
                true
            }
            Link::Free => {
                self.escaped = true;
                true
            }
        }
    }

    fn embed(&mut self, below: usize, above: usize, forms: &[Complement]) -> bool {
        let context = self.context;
        let Some((qualifier, head)) = context.embedder(above, below, forms) else {
            self.embed_unknown(below, above, forms);
            return true;
        };
        self.stance.embedders.push(head);
        let negated = context.is_negated(head);
        let template = &qualifier.template;
        let effect = if negated { template.negated.or(template.affirmed) } else { template.affirmed };
        if !self.escaped {
            self.apply(effect);
        }
        if self.stance.holder.is_none() && !negated {
            self.stance.holder = context.holder_of(qualifier, head, below);
        }
        if template.presupposed {
            self.escaped = true;
        }
        self.apply_own(head, false);
        true
    }

    /// A word that no qualifier describes: support verbs and copulas pass everything on, others
    /// leave a definite noun alone and make what a denied clause says merely possible.
    fn embed_unknown(&mut self, below: usize, above: usize, forms: &[Complement]) {
        let context = self.context;
        let parse = context.keyed.parse;
        let noun = class_of(parse, below) == Some(PredicateClass::Noun);
        let aside = forms.iter().any(|f| matches!(f, Complement::Subject | Complement::Compound | Complement::Preposition(_))) || forms.is_empty();
        if noun && (aside || is_definite(parse, below)) {
            self.escaped = true;
            self.apply_attribution(above);
            return;
        }
        if !self.escaped && context.is_negated(above) {
            let clause = forms.contains(&Complement::That);
            self.apply(Some(if clause { POSSIBLE } else { NEGATED }));
        }
        self.apply_own(above, false);
    }

    /// A coordinated predicate shares the modals of the first one if it has no auxiliary of its own.
    fn apply_shared(&mut self, below: usize, above: usize) {
        let parse = self.context.keyed.parse;
        let own = parse.dependent(below, &["aux", "nsubj", "nsubjpass"]).is_some();
        if !own && parse.tokens[below].tag == parse.tokens[above].tag {
            self.apply_own(above, false);
        } else {
            self.apply_attribution(above);
        }
    }

    /// The qualifiers in the clause or noun phrase that a token heads; its negation counts only for the predication itself,
    /// since an embedder's negation is already in the effect on its complement.
    fn apply_own(&mut self, token: usize, with_negation: bool) {
        let context = self.context;
        if !self.escaped {
            if with_negation && context.is_negated(token) {
                self.apply(Some(NEGATED));
            }
            for modifier in scope_tokens(context.keyed.parse, token) {
                if !context.negates(modifier) {
                    self.apply_modifier(modifier, with_negation && context.is_negated(token));
                }
            }
        }
        self.apply_attribution(token);
    }

    fn apply_modifier(&mut self, modifier: usize, negated: bool) {
        let effect = self.context.modifier(modifier).map(|qualifier| {
            let template = &qualifier.template;
            match negated {
                true => template.negated.map(|e| Effect { polarity: Polarity::Affirmed, ..e }).or(template.affirmed),
                false => template.affirmed,
            }
        });
        self.apply(effect.flatten());
    }

    /// "according to X", "X said" in brackets or between commas.
    fn apply_attribution(&mut self, token: usize) {
        if self.stance.holder.is_some() {
            return;
        }
        let parse = self.context.keyed.parse;
        let clause = copula_of(parse, token).unwrap_or(token);
        for &child in parse.children(clause) {
            let holder = match &*parse.tokens[child].dep {
                "prep" | "advmod" | "pcomp" if parse.tokens[child].text.eq_ignore_ascii_case("according") => source_of(parse, child),
                "parataxis" | "ccomp" | "advcl" if self.is_report(child) && !parse.subtree(child).contains(&token) => {
                    let inserted = parse.dependent(child, &["ccomp", "dobj", "xcomp"]).is_none();
                    inserted.then(|| clause::surface_subjects(parse, child, 0).0.first().copied()).flatten()
                }
                _ => None,
            };
            if holder.is_some() {
                self.stance.holder = holder;
                self.stance.embedders.push(child);
                return;
            }
        }
    }

    fn is_report(&self, verb: usize) -> bool {
        let context = self.context;
        let own_subject = context.keyed.parse.dependent(verb, &["nsubj"]).is_some();
        own_subject && context.reports(verb)
    }

    /// A yes-or-no question leaves what it asks open.
    fn apply_question(&mut self, root: usize) {
        let parse = self.context.keyed.parse;
        let sentence = &parse.sentences.get(parse.sentence_of(root));
        let Some(sentence) = sentence else { return };
        let asks = sentence.tokens.clone().rev().take(3).any(|t| &*parse.tokens[t].text == "?");
        let why = sentence.tokens.clone().any(|t| matches!(&*parse.tokens[t].text.to_lowercase(), "why" | "how" | "when"));
        if asks && !why && !self.escaped {
            self.apply(Some(POSSIBLE));
        }
    }

    fn apply(&mut self, effect: Option<Effect>) {
        let Some(effect) = effect else { return };
        self.stance.polarity = self.stance.polarity.times(effect.polarity);
        if let Some(outer) = effect.modality {
            let (modality, flip) = compose(outer, self.stance.modality);
            self.stance.modality = modality;
            self.stance.polarity = self.stance.polarity.times(flip);
        }
    }
}

const POSSIBLE: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Possible) };
const NEGATED: Effect = Effect { polarity: Polarity::Negated, modality: Some(Modality::Actual) };

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

/// The tokens that qualify the clause or noun phrase of a token: its modifiers, and for a predicative those of its copula.
fn scope_tokens(parse: &Parse, token: usize) -> Vec<usize> {
    const MODIFIERS: &[&str] = &["neg", "aux", "advmod", "mark", "preconj", "det", "amod", "cc", "npadvmod", "predet", "prep", "intj"];
    let mut tokens: Vec<usize> = parse.dependents(token, MODIFIERS).filter(|&t| &*parse.tokens[t].dep != "cc" || t < token).collect();
    if let Some(copula) = copula_of(parse, token) {
        tokens.extend(parse.dependents(copula, MODIFIERS).filter(|&t| t != token && &*parse.tokens[t].dep != "cc"));
    }
    tokens
}

/// The form of "be" or the like that a noun or adjective is the predicative of.
fn copula_of(parse: &Parse, token: usize) -> Option<usize> {
    matches!(&*parse.tokens[token].dep, "attr" | "acomp").then(|| parse.head(token)).flatten()
}

/// Whom "according to" names.
pub(crate) fn source_of(parse: &Parse, according: usize) -> Option<usize> {
    let to = parse.dependent(according, &["prep"]);
    to.and_then(|p| parse.dependent(p, &["pobj"])).or_else(|| parse.dependent(according, &["pobj"]))
}

fn is_to_infinitive(parse: &Parse, verb: usize) -> bool {
    parse.dependents(verb, &["aux"]).any(|t| &*parse.tokens[t].tag == "TO")
}

/// Whether a verb is a finite form, or has a finite auxiliary.
fn is_finite(parse: &Parse, verb: usize) -> bool {
    matches!(&*parse.tokens[verb].tag, "VBD" | "VBZ" | "VBP" | "MD")
        || parse.dependents(verb, &["aux", "auxpass"]).any(|a| matches!(&*parse.tokens[a].tag, "VBD" | "VBZ" | "VBP" | "MD"))
}

/// Whether a noun speaks of something taken as known: "the agreement", "its claim", "this ban".
fn is_definite(parse: &Parse, noun: usize) -> bool {
    parse.dependent(noun, &["poss"]).is_some()
        || parse.dependents(noun, &["det"]).any(|d| matches!(&*parse.tokens[d].text.to_lowercase(), "the" | "this" | "that" | "these" | "those"))
}

/// Whether a clause is an indirect question.
fn asks(parse: &Parse, clause: usize) -> bool {
    parse.subtree(clause).next().is_some_and(|t| matches!(&*parse.tokens[t].tag, "WRB" | "WP" | "WDT"))
}

/// Constructions narrow a qualifier to a sense that the tree alone does not show; those lines are left to code that knows it.
fn is_handled(qualifier: &Qualifier) -> bool {
    matches!(qualifier.template.construction.as_deref(), None | Some("belief" | "plan" | "plural" | "use-of" | "retaliation" | "indicative"))
}
