//! The walk from a predicate to the root of its sentence, and what each step adds to its stance.

use super::links::Link;
use super::lookup::Found;
use super::tree::{clause_verb, has_auxiliary, is_any, is_apart, is_definite, is_noun, is_quoted, is_to_infinitive, is_verb};
use super::{Context, Stance};
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::predicate::Pos;
use crate::knowledge::qualifiers::{Complement, Effect};
use crate::language::Parse;

/// How many steps up a tree are followed.
const MAX_STEPS: usize = 24;

/// What of the clauses above still bears on the predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing.
    Nothing,
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
    /// Polarity, modality and holder before the last noun with a content of its own ("plan", "claim").
    before_carrier: Option<(usize, Polarity, Modality)>,
}

pub(super) const POSSIBLE: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Possible) };
pub(super) const PLANNED: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Planned) };
const ACTUAL: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Actual) };
pub(super) const DEMANDED: Effect = Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Demanded) };
pub(super) const NEGATED: Effect = Effect { polarity: Polarity::Negated, modality: None };

/// Verbs that lend a noun its clause ("sign a deal", "hold talks"): what is said of them is said of the noun.
const CARRIERS: &[&str] = &[
    "have",
    "make",
    "take",
    "give",
    "hold",
    "do",
    "lay",
    "conduct",
    "carry",
    "launch",
    "impose",
    "sign",
    "reach",
    "conclude",
    "issue",
    "stage",
    "mount",
    "wage",
    "provide",
    "express",
    "establish",
    "undertake",
    "strike",
    "forge",
    "pay",
    "place",
    "deliver",
    "ratify",
    "finalize",
    "attend",
    "host",
    "achieve",
    "secure",
    "broker",
    "receive",
    "get",
    "send",
    "win",
    "form",
    "join",
    "enter",
    "see",
    "negotiate",
    "convene",
    "implement",
    "adopt",
    "perform",
];

/// Verbs by which an event takes place: what is said of them is said of their subject.
const OCCURRENCES: &[&str] =
    &["take", "happen", "occur", "exist", "follow", "ensue", "proceed", "come", "materialize", "be", "erupt", "arise"];

/// How the predication headed by a token is presented.
pub(super) fn from(context: Context<'_>, token: usize) -> Stance {
    let stance = Stance {
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        holder: None,
        embedders: Vec::new(),
        marks: Vec::new(),
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

impl<'a> Walk<'a> {
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

    fn embed(&mut self, below: usize, above: usize, forms: &[Complement]) -> usize {
        if forms.contains(&Complement::ToInfinitive) && self.context.is_yet_to(below) {
            self.apply(Some(NEGATED), below);
            self.apply_own(above, false, &[below]);
            return above;
        }
        if self.context.commands(below) && below < above && !is_to_infinitive(self.context.keyed.parse, below) {
            self.apply(Some(DEMANDED), below);
        }
        let phrase = if forms.contains(&Complement::That) || forms.contains(&Complement::ToInfinitive) {
            self.context.phrase_before(below, forms)
        } else {
            None
        };
        if let Some(found) = self.context.embedder(above, below, forms) {
            let phrase =
                phrase.filter(|p| p.words.len() > found.words.len() + 1 || p.qualifier.predicate.pos == Pos::Conjunction);
            return self.apply_embedder(phrase.unwrap_or(found), below, above);
        }
        match phrase {
            Some(found) => self.apply_embedder(found, below, above),
            None => self.embed_unknown(below, above, forms),
        }
    }

    fn apply_embedder(&mut self, found: Found<'a>, below: usize, above: usize) -> usize {
        let context = self.context;
        let parse = context.keyed.parse;
        let top = context.top_of(&found, above);
        let negated = context.embedder_is_negated(&found, top, below);
        let template = &found.qualifier.template;
        if context.performs(&found, top, below) {
            return top;
        }
        let mut effect = if negated { template.negated.or(template.affirmed) } else { template.affirmed };
        if context.orders_own(&found, top) {
            effect = Some(PLANNED);
        }
        if matches!(found.form, Complement::NotToInfinitive | Complement::PrepositionNotInfinitive(_)) {
            effect = effect.map(|e| Effect { polarity: e.polarity.times(Polarity::Negated), ..e });
        }
        let refused = effect.is_some_and(|e| e.modality == Some(Modality::Refused));
        let as_subject = matches!(&*parse.tokens[below].dep, "nsubj" | "nsubjpass");
        if as_subject && !refused && self.before_carrier.is_some_and(|(noun, ..)| noun == below) {
            self.limit(Reach::Holder);
        }
        if is_presupposed_noun(parse, below, &found, refused) {
            self.limit(Reach::Nothing);
            return above;
        }
        if !as_subject || refused {
            self.replace_carrier(&found, below, effect);
        }
        self.remember_carrier(&found, top);
        self.apply(effect, found.head);
        if self.stance.holder.is_none() && !negated {
            self.stance.holder = context.holder_of(&found, top, below);
        }
        self.stance.embedders.push(found.head);
        if top != found.head {
            self.stance.embedders.push(top);
        }
        let own_claim = &*found.qualifier.kind == "ReportQualifier"
            && is_noun(parse, top)
            && matches!(&*parse.tokens[top].dep, "nsubj" | "nsubjpass");
        if template.presupposed || own_claim {
            self.limit(Reach::Holder);
        } else if is_report(&found) && !is_noun(parse, top) {
            self.limit(Reach::Modality);
        }
        let mut but = found.words;
        but.push(below);
        if &*found.qualifier.kind == "DesireQualifier" {
            but.extend(parse.dependents(top, &["aux"]).filter(|&a| is_any(parse, a, &["would", "'d"])));
        }
        self.apply_own(top, false, &but);
        top
    }

    /// "rejected the plan to", "kept its promise to": what becomes of the content is said by the verb, not by the noun.
    fn replace_carrier(&mut self, found: &Found<'_>, below: usize, effect: Option<Effect>) {
        let Some((_, polarity, modality)) = self.before_carrier.filter(|&(noun, ..)| noun == below) else { return };
        let template = &found.qualifier.template;
        let refused = effect.is_some_and(|e| e.modality == Some(Modality::Refused));
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
        let headline = infinitive && &*parse.tokens[above].dep == "ROOT" && is_noun(parse, above);
        if prospective {
            let perfect = context.is_perfect(below);
            self.apply(
                Some(if context.is_negated(above, &[below]) && !perfect {
                    Effect { polarity: Polarity::Negated, ..PLANNED }
                } else {
                    PLANNED
                }),
                above,
            );
        } else if headline || (infinitive && is_noun(parse, above)) {
            self.before_carrier = Some((above, self.stance.polarity, self.stance.modality));
            self.apply(Some(PLANNED), above);
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
        let carried = is_verb(parse, above)
            && ((object && CARRIERS.contains(&lemma))
                || (subject && OCCURRENCES.contains(&lemma) && copula_is_bare(parse, above)));
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
    fn after_preposition(&mut self, below: usize, above: usize, forms: &[Complement]) -> usize {
        let embedder = self.context.embedder_by_preposition(above, below, forms);
        let phrase = self.context.phrase_before(below, forms);
        let phrase = phrase.filter(|p| {
            embedder.as_ref().is_none_or(|e| p.words.len() + usize::from(p.qualifier.predicate.pos != Pos::Idiom) > e.words.len())
        });
        let Some(found) = phrase else {
            return match embedder {
                Some(found) => self.apply_embedder(found, below, above),
                None => self.embed_adjunct(below, above),
            };
        };
        let above = self.context.host_of(&found, above);
        let host_negated = self.context.is_negated(above, &found.words);
        let template = &found.qualifier.template;
        let parallel = matches!(&*found.qualifier.kind, "ExceptiveQualifier" | "ContrastQualifier");
        self.apply(
            if host_negated && !parallel { template.negated.or(template.affirmed) } else { template.affirmed },
            found.head,
        );
        if template.presupposed || &*found.qualifier.kind == "FactiveQualifier" {
            self.reach = Reach::Nothing;
        } else if template.affirmed.is_some_and(|e| e == ACTUAL) {
            self.limit(Reach::Holder);
        } else if parallel {
            self.apply_own(above, is_noun(self.context.keyed.parse, below), &[below]);
        } else {
            self.limit(Reach::Modality);
            self.apply_own(above, false, &[below]);
        }
        above
    }

    fn embed_adjunct(&mut self, below: usize, above: usize) -> usize {
        let parse = self.context.keyed.parse;
        let noun = is_noun(parse, below);
        if noun && (is_settled(parse, below, above) || !is_verb(parse, above)) {
            self.presuppose(below);
        } else {
            self.limit(Reach::Modality);
        }
        self.apply_own(above, false, &[below]);
        above
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
    }

    /// What a copula says: its clause has been read with the predicative.
    fn predicate(&mut self, below: usize, copula: usize) {
        let parse = self.context.keyed.parse;
        let lemma = &*parse.tokens[copula].lemma;
        if !matches!(lemma, "be" | "become" | "remain" | "seem" | "appear" | "stay") && is_noun(parse, below) {
            self.limit(Reach::Modality);
        }
    }

    fn adjoin(&mut self, below: usize, above: usize) -> usize {
        let context = self.context;
        let parse = context.keyed.parse;
        if &*parse.tokens[below].dep != "advcl" || !is_verb(parse, below) {
            self.apply_attribution(above);
            return above;
        }
        if below < above && context.commands(below) {
            self.apply(Some(DEMANDED), below);
            self.limit(Reach::Holder);
        } else if is_to_infinitive(parse, below) {
            let forms = context.infinitive_forms(below, above);
            if let Some(found) = context.embedder(above, below, &forms) {
                return self.apply_embedder(found, below, above);
            }
            if !is_reached(parse, below, above) {
                self.apply(Some(PLANNED), below);
            }
            self.limit(Reach::Modality);
        } else if parse.dependent(below, &["mark", "nsubj", "nsubjpass"]).is_some() {
            let conditional =
                parse.dependent(below, &["mark"]).is_some_and(|m| is_any(parse, m, &["if", "unless", "until", "once"]));
            if conditional {
                self.limit(Reach::Modality);
            } else {
                self.presuppose(below);
            }
        } else if let Some(found) = context
            .embedder(above, below, &[Complement::Gerund, Complement::SmallClause])
            .filter(|f| follows(parse, f.head, below))
        {
            return self.apply_embedder(found, below, above);
        } else {
            self.limit(Reach::Modality);
        }
        self.apply_own(above, false, &[below]);
        above
    }

    /// A clause that says which thing is meant shares what an indefinite thing gets, unless it tells of the past.
    fn restrict(&mut self, below: usize, noun: usize) {
        let parse = self.context.keyed.parse;
        let past = matches!(&*parse.tokens[below].tag, "VBD" | "VBN");
        if past || is_definite(parse, noun) {
            self.presuppose(below);
        } else {
            self.limit(Reach::Modality);
        }
        self.apply_own(noun, false, &[below]);
    }

    fn detach(&mut self, below: usize) {
        let parse = self.context.keyed.parse;
        if matches!(&*parse.tokens[below].dep, "relcl" | "acl" | "appos" | "amod") {
            self.presuppose(below);
        } else {
            self.limit(Reach::Holder);
        }
    }

    /// What is taken as known is the author's, unless it stands in someone's own words.
    fn presuppose(&mut self, below: usize) {
        self.limit(if is_quoted(self.context.keyed.parse, below) { Reach::Holder } else { Reach::Nothing });
    }

    pub(super) fn apply(&mut self, effect: Option<Effect>, mark: usize) {
        let Some(mut effect) = effect else { return };
        if self.reach < Reach::Modality {
            return;
        }
        if self.reach == Reach::Modality && (effect.polarity == Polarity::Negated || effect.modality == Some(Modality::Refused)) {
            effect = POSSIBLE;
        }
        if effect != (Effect { polarity: Polarity::Affirmed, modality: None }) {
            self.stance.marks.push(mark);
        }
        self.stance.polarity = self.stance.polarity.times(effect.polarity);
        if let Some(outer) = effect.modality {
            let (modality, flip) = compose(outer, self.stance.modality);
            self.stance.modality = modality;
            self.stance.polarity = self.stance.polarity.times(flip);
        }
    }
}

/// Whether an embedder tells what someone says or thinks: what is said of the telling is not said of what is told.
fn is_report(found: &Found<'_>) -> bool {
    let clause = matches!(found.form, Complement::That | Complement::Quote | Complement::Whether | Complement::WhClause);
    clause && matches!(&*found.qualifier.kind, "ReportQualifier" | "BeliefQualifier")
}

/// Nouns for what is yet to come when the clause around them is: "Sweden's accession would".
const PROSPECTS: &[&str] = &[
    "membership",
    "accession",
    "ratification",
    "withdrawal",
    "sale",
    "deployment",
    "recognition",
    "resumption",
    "lifting",
    "removal",
    "closure",
    "transfer",
    "delivery",
    "expansion",
    "entry",
    "independence",
    "return",
    "visit",
    "normalization",
    "extension",
];

/// Whether a noun is told as known: it is definite, and no prospect in a clause that looks ahead.
fn is_settled(parse: &Parse, noun: usize, host: usize) -> bool {
    const AHEAD: &[&str] = &["would", "could", "may", "might", "will", "can", "should", "must"];
    let prospect = PROSPECTS.contains(&&*parse.tokens[noun].lemma) && has_auxiliary(parse, host, AHEAD);
    is_definite(parse, noun) && !prospect
}

/// "There is no deal", not "the deal is void".
fn copula_is_bare(parse: &Parse, verb: usize) -> bool {
    parse.dependent(verb, &["attr", "acomp", "oprd"]).is_none() || parse.dependent(verb, &["expl"]).is_some()
}

/// Nouns for states and deeds that stand whether or not someone accepts them: "reject Moroccan administration".
const STANDING: &[&str] = &[
    "administration",
    "possession",
    "control",
    "occupation",
    "rule",
    "presence",
    "sovereignty",
    "annexation",
    "invasion",
    "aggression",
    "attack",
    "raid",
    "crackdown",
    "war",
    "intervention",
    "incursion",
    "seizure",
    "killing",
    "strike",
    "shelling",
    "bombing",
    "violation",
    "breach",
    "claim",
];

/// Whether an embedder that only refuses or doubts leaves a deed or state standing: it is named with its doer or as known.
fn is_presupposed_noun(parse: &Parse, noun: usize, found: &Found<'_>, refused: bool) -> bool {
    let lemma = &*parse.tokens[found.head].lemma;
    if matches!(lemma, "discuss" | "debate") && &*parse.tokens[noun].dep == "dobj" {
        return is_definite(parse, noun);
    }
    let open = refused
        || matches!(lemma, "oppose" | "accept" | "tolerate" | "recognize" | "support" | "back" | "endorse" | "favor" | "favour");
    let owned = is_definite(parse, noun)
        || parse.dependents(noun, &["amod", "compound"]).any(|m| parse.tokens[m].text.starts_with(char::is_uppercase));
    open && owned && STANDING.contains(&&*parse.tokens[noun].lemma) && matches!(&*parse.tokens[noun].dep, "dobj" | "nsubjpass")
}

/// Verbs of going somewhere: who went there to do something is told to have done it.
const MOTION: &[&str] = &[
    "travel", "go", "fly", "come", "arrive", "return", "rise", "visit", "head", "rush", "gather", "assemble", "unite", "join",
    "convene", "meet",
];

/// "traveled to Belgrade to meet", "rose to become": an infinitive that tells what then happened.
fn is_reached(parse: &Parse, infinitive: usize, main: usize) -> bool {
    let past = matches!(&*parse.tokens[main].tag, "VBD" | "VBN");
    let present = &*parse.tokens[main].lemma == "be"
        && parse.dependents(main, &["prep", "advmod"]).any(|p| is_any(parse, p, &["in", "here", "at"]));
    present || past && (MOTION.contains(&&*parse.tokens[main].lemma) || &*parse.tokens[infinitive].lemma == "become")
}

/// Whether a gerund follows its verb without a comma or object between: "stopped buying", not "gave up claims, withdrawing".
fn follows(parse: &Parse, verb: usize, gerund: usize) -> bool {
    verb < gerund && !(verb..gerund).any(|t| &*parse.tokens[t].text == ",") && parse.dependent(verb, &["dobj"]).is_none()
}

impl Context<'_> {
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

    /// "is yet to ratify", "had yet to sign".
    fn is_yet_to(&self, infinitive: usize) -> bool {
        let parse = self.keyed.parse;
        let to = parse.dependents(infinitive, &["aux"]).find(|&t| &*parse.tokens[t].tag == "TO");
        to.is_some_and(|t| t > 0 && is_any(parse, t - 1, &["yet"]))
    }

    /// "ordered his troops to": whoever orders his own people about intends what they are to do.
    fn orders_own(&self, found: &Found<'_>, top: usize) -> bool {
        const OWN: &[&str] = &[
            "administration",
            "troop",
            "force",
            "army",
            "military",
            "navy",
            "government",
            "ministry",
            "minister",
            "cabinet",
            "soldier",
            "fleet",
            "diplomat",
            "staff",
        ];
        let parse = self.keyed.parse;
        let orders =
            matches!(&*parse.tokens[found.head].lemma, "order" | "direct" | "instruct" | "command" | "task" | "authorize");
        let own = |o: usize| {
            OWN.contains(&&*parse.tokens[o].lemma)
                && parse.dependent(o, &["poss"]).is_some_and(|p| &*parse.tokens[p].pos == "PRON")
        };
        orders && matches!(found.form, Complement::ForTo | Complement::ToInfinitive) && parse.dependents(top, &["dobj"]).any(own)
    }

    /// "I want to thank", "we would like to congratulate": who says so does it.
    fn performs(&self, found: &Found<'_>, top: usize, below: usize) -> bool {
        const WISHES: &[&str] = &["want", "like", "wish", "let", "allow"];
        const ACTS: &[&str] = &[
            "thank",
            "express",
            "commend",
            "congratulate",
            "say",
            "note",
            "stress",
            "reiterate",
            "announce",
            "welcome",
            "emphasize",
            "emphasise",
            "apologize",
            "praise",
            "reaffirm",
            "underline",
            "condemn",
            "applaud",
            "tell",
            "offer",
            "extend",
            "recognize",
            "acknowledge",
            "remind",
        ];
        let parse = self.keyed.parse;
        let lemma = |t: usize, list: &[&str]| list.contains(&&*parse.tokens[t].lemma);
        let speaker = parse
            .dependents(top, &["nsubj", "dobj"])
            .chain(parse.dependents(below, &["nsubj"]))
            .any(|s| is_any(parse, s, &["i", "we", "me", "us"]));
        speaker && lemma(found.head, WISHES) && lemma(below, ACTS)
    }

    fn host_of(&self, found: &Found<'_>, above: usize) -> usize {
        let parse = self.keyed.parse;
        let mut host = above;
        while found.words.contains(&host) || matches!(&*parse.tokens[host].pos, "ADP" | "SCONJ") {
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
        if found.head != top && &*parse.tokens[found.head].dep != "advmod" {
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
