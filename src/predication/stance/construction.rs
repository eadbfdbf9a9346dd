//! The constructions that narrow a line of the qualifiers to a sense, a tense or a class of words:
//! whether they are there on the tree.

use super::Context;
use super::tree::{clause_verb, has_auxiliary, is_definite, is_noun, is_verb};
use crate::language::Parse;
use crate::predication::Place;

/// Where a qualifier stands.
pub(super) struct Site {
    /// The head of the qualifier's words.
    pub head: usize,
    /// The word of the qualifier that the complement hangs on.
    pub above: usize,
    /// The head of the complement.
    pub below: usize,
}

/// Nouns whose content someone holds against another: what is dismissed is then what they say.
const CLAIMS: &[&str] = &[
    "claim",
    "report",
    "accusation",
    "allegation",
    "charge",
    "rumour",
    "rumor",
    "suggestion",
    "assertion",
    "notion",
    "speculation",
    "insinuation",
    "contention",
];

/// Nouns for what is intended: who drops or announces one drops or announces an intention.
const PLANS: &[&str] =
    &["plan", "bid", "idea", "effort", "project", "intention", "proposal", "attempt", "scheme", "ambition", "decision", "goal"];

/// Nouns for who holds an office: a former minister did hold it.
const OFFICES: &[&str] = &[
    "president",
    "minister",
    "chancellor",
    "secretary",
    "ambassador",
    "leader",
    "head",
    "chief",
    "director",
    "governor",
    "senator",
    "premier",
    "king",
    "queen",
    "commander",
    "chairman",
    "chair",
    "chairwoman",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "adviser",
    "advisor",
    "official",
    "mayor",
    "lawmaker",
    "general",
    "representative",
    "congressman",
    "congresswoman",
    "envoy",
    "diplomat",
    "prosecutor",
    "commissioner",
    "deputy",
    "dictator",
    "officer",
    "justice",
    "judge",
    "attorney",
    "treasurer",
    "administrator",
    "boss",
];

/// Nouns for what is put to someone.
const OFFERS: &[&str] = &["offer", "bid", "nomination", "request", "proposal", "invitation", "application", "candidacy"];

/// Nouns for what an announcement looks ahead to; what else is announced is there with the announcing ("announced sanctions").
const FUTURE_ACTS: &[&str] = &[
    "withdrawal",
    "pullout",
    "pullback",
    "drawdown",
    "evacuation",
    "summit",
    "visit",
    "trip",
    "tour",
    "meeting",
    "talk",
    "negotiation",
    "conference",
    "exercise",
    "drill",
    "manoeuvre",
    "maneuver",
    "deployment",
    "reinforcement",
    "sale",
    "delivery",
    "shipment",
    "supply",
    "purchase",
    "transfer",
    "aid",
    "assistance",
    "package",
    "tranche",
    "election",
    "referendum",
    "return",
    "reopening",
    "resumption",
    "expansion",
    "increase",
    "test",
    "launch",
    "investment",
    "release",
    "exchange",
    "cooperation",
    "exploration",
    "development",
    "construction",
    "creation",
];

/// Nouns for conflicts: who wants one ended says that it goes on.
const CONFLICTS: &[&str] = &[
    "dispute",
    "conflict",
    "war",
    "tension",
    "disagreement",
    "difference",
    "crisis",
    "row",
    "quarrel",
    "feud",
    "standoff",
    "rivalry",
    "hostility",
    "fighting",
    "bloodshed",
    "occupation",
    "invasion",
    "aggression",
    "blockade",
    "siege",
    "insurgency",
];

/// Nouns for what is agreed: to conclude one is to make it, not to end it.
const AGREEMENTS: &[&str] = &[
    "agreement",
    "treaty",
    "deal",
    "pact",
    "accord",
    "convention",
    "memorandum",
    "contract",
    "alliance",
    "partnership",
    "truce",
    "ceasefire",
    "armistice",
    "settlement",
    "peace",
];

/// Verbs for what an authority does by declaring it: whether it was entitled to is another matter.
const PERFORMATIVES: &[&str] = &[
    "recognize",
    "recognise",
    "annex",
    "impose",
    "declare",
    "appoint",
    "dismiss",
    "ban",
    "abolish",
    "revoke",
    "terminate",
    "nullify",
    "ratify",
    "withdraw",
    "incorporate",
    "dissolve",
    "establish",
];

/// Nouns for violent deeds, carried out at the order of whoever commands.
const DEEDS: &[&str] = &[
    "attack",
    "strike",
    "airstrike",
    "invasion",
    "raid",
    "bombing",
    "bombardment",
    "assassination",
    "killing",
    "shelling",
    "operation",
    "assault",
    "offensive",
    "crackdown",
    "massacre",
    "execution",
    "seizure",
];

fn is_deed(parse: &Parse, noun: usize) -> bool {
    DEEDS.contains(&&*parse.tokens[noun].lemma)
}

/// Subjects that can only threaten to happen.
const EVENTS: &[&str] = &[
    "dispute", "crisis", "conflict", "war", "violence", "row", "ban", "collapse", "strike", "standoff", "drought", "blockade",
    "attack",
];

impl Context<'_> {
    /// Whether the construction that a line names is there. Constructions that the composition itself
    /// takes care of ("should", "not-to") never hold: the plain line then serves.
    pub(super) fn holds(&self, construction: Option<&str>, site: &Site) -> bool {
        let Some(name) = construction else { return true };
        let parse = self.keyed.parse;
        let lemma_of = |token: usize, list: &[&str]| list.contains(&&*parse.tokens[token].lemma);
        match name {
            "perfect" | "to-perfect" => self.is_perfect(site.below),
            "progressive" => parse.tokens[site.below].tag == "VBG" && has_auxiliary(parse, site.below, &["be"]),
            "self" => parse.dependent(site.head, &["dobj", "dative"]).is_none(),
            "name" => parse.tokens[site.below].pos == "PROPN",
            "use-of" => lemma_of(site.below, &["use"]),
            "ongoing" => parse.tokens[site.head].tag == "VBG",
            "relation" => !lemma_of(site.below, OFFICES),
            "future-in-past" | "verb-of-report" => self.is_reported(site.below) && !self.is_perfect(site.below),
            "plan" => lemma_of(site.below, PLANS),
            "claims" | "reports" | "accusations" => lemma_of(site.below, CLAIMS),
            "offer" => lemma_of(site.below, OFFERS),
            "assertion" => lemma_of(site.below, CLAIMS) || lemma_of(site.below, &["demand", "insistence", "objection"]),
            "future-act" => lemma_of(site.below, FUTURE_ACTS),
            "agreement" => lemma_of(site.below, AGREEMENTS),
            "conflict" => lemma_of(site.below, CONFLICTS),
            "performative" => lemma_of(site.below, PERFORMATIVES),
            "indefinite" => is_noun(parse, site.below) && !is_definite(parse, site.below),
            "past-host" => self.is_past(clause_verb(parse, site.head)),
            "ordered" => is_deed(parse, site.below) && matches!(parse.tokens[site.head].tag, "VBD" | "VBN"),
            "approved" => is_deed(parse, site.below) && is_definite(parse, site.below),
            "subjunctive" => self.is_mandate(site.below) || has_auxiliary(parse, site.below, &["should"]),
            "non-past" => !self.is_past(site.below),
            "inanimate" => self.predications.fillers(site.head, &Place::Subject).any(|s| lemma_of(s, EVENTS)),
            "thing-subject" => self.has_thing_subject(site.head),
            "indicative" => !self.is_mandate(site.below),
            "could" => has_auxiliary(parse, site.below, &["could", "can", "may", "might"]),
            "had" => has_auxiliary(parse, site.below, &["had"]),
            "past" => self.is_past(site.below),
            "future" => self.has_future_host(site.below),
            "causal" => parse.dependent(site.below, &["nsubj", "nsubjpass"]).is_some(),
            "indirect-question" => parse.tokens[site.below].dep == "ccomp",
            "passive" => parse.tokens[site.below].tag == "VBN",
            "existential" => {
                parse.dependent(site.above, &["expl"]).is_some()
                    || parse.ancestors(site.above).take(2).any(|a| parse.dependent(a, &["expl"]).is_some())
            }
            "why" => parse.dependents(site.below, &["advmod"]).any(|a| parse.tokens[a].text.eq_ignore_ascii_case("why")),
            _ => PLAIN.contains(&name),
        }
    }

    /// Whether a clause has a perfect infinitive or is in the perfect after a modal: "must have warned", "to have visited".
    pub(super) fn is_perfect(&self, clause: usize) -> bool {
        self.keyed.parse.dependents(clause, &["aux"]).any(|a| {
            let token = &self.keyed.parse.tokens[a];
            &*token.lemma == "have" && token.tag == "VB"
        })
    }

    /// Whether a clause is what someone says, knows or believes: its "would" then looks ahead.
    pub(super) fn is_reported(&self, clause: usize) -> bool {
        let parse = self.keyed.parse;
        let mut at = clause;
        for _ in 0..4 {
            let Some(head) = parse.head(at) else { return false };
            match parse.tokens[at].dep {
                "ccomp" if is_verb(parse, head) || parse.tokens[head].pos == "ADJ" => return true,
                "acl" | "relcl" | "ccomp" => return parse.dependent(at, &["mark"]).is_some(),
                "conj" | "attr" | "acomp" => at = head,
                _ => return false,
            }
        }
        false
    }

    fn is_past(&self, clause: usize) -> bool {
        self.keyed.parse.tokens[clause].tag == "VBD" || has_auxiliary(self.keyed.parse, clause, &["was", "were", "had", "did"])
    }

    /// "will reopen the embassy when the truce holds": the clause hangs on one that looks ahead.
    fn has_future_host(&self, clause: usize) -> bool {
        let parse = self.keyed.parse;
        !self.is_past(clause)
            && parse.head(clause).is_some_and(|host| has_auxiliary(parse, host, &["will", "'ll", "wo", "shall", "would"]))
    }

    /// "Documents show that": who or what reveals it is no one who could vouch for it.
    fn has_thing_subject(&self, verb: usize) -> bool {
        let parse = self.keyed.parse;
        self.predications.fillers(verb, &Place::Subject).any(|s| {
            let token = &parse.tokens[s];
            token.pos == "NOUN" && THINGS.contains(&&*token.lemma)
        })
    }
}

/// Subjects that show, and do not say.
const THINGS: &[&str] = &[
    "document",
    "preamble",
    "treaty",
    "agreement",
    "deal",
    "pact",
    "accord",
    "memorandum",
    "law",
    "act",
    "article",
    "clause",
    "resolution",
    "provision",
    "decree",
    "contract",
    "bill",
    "rule",
    "convention",
    "protocol",
    "constitution",
    "charter",
    "statute",
    "data",
    "footage",
    "image",
    "photo",
    "photograph",
    "record",
    "file",
    "figure",
    "map",
    "video",
    "evidence",
    "email",
    "cable",
    "leak",
    "investigation",
    "inquiry",
    "study",
    "survey",
    "poll",
    "radar",
    "satellite",
    "letter",
    "transcript",
    "archive",
    "attack",
    "move",
    "vote",
    "incident",
];

/// Constructions that say no more than the complement's form does.
const PLAIN: &[&str] = &[
    "belief",
    "plural",
    "retaliation",
    "forgo",
    "activity",
    "consent",
    "approve",
    "other",
    "but_to-inf",
    "with_the_idea",
    "in_which",
    "towards-nominal",
    "locative",
    "act",
    "against",
    "at-for",
    "on-for",
    "be-that",
    "set-to",
    "having",
    "impersonal",
    "predict",
    "as-nominal",
    "as-saying",
    "as-put",
    "as_if",
    "inverted-quote",
    "on-whether",
    "of-whether",
    "if",
    "wh",
    "concessive",
    "in_favour_of",
    "exceptive",
    "contrast",
    "pair",
];
