//! Classes of words that decide how far an embedder reaches: standing deeds and prospects, verbs of
//! motion, performative wishes, one's own subordinates.

use super::Context;
use super::lookup::Found;
use super::tree::{has_auxiliary, is_any, is_definite, is_to_infinitive};
use crate::knowledge::qualifiers::Complement;
use crate::language::Parse;

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
    "loss",
    "fall",
    "defeat",
    "collapse",
    "surrender",
    "reunification",
    "unification",
    "departure",
    "pullout",
    "reopening",
    "imposition",
    "signing",
    "adoption",
    "purchase",
    "acquisition",
    "admission",
    "integration",
    "completion",
    "termination",
    "construction",
];

/// Adjectives that say of a situation that it is there: "discussed recent investments".
const PRESENT: &[&str] = &["recent", "ongoing", "current", "existing", "past", "previous", "continuing", "continued"];

/// Whether a noun is told as known: it is definite, and no prospect in a clause that looks ahead.
pub(super) fn is_settled(parse: &Parse, noun: usize, host: usize) -> bool {
    const AHEAD: &[&str] = &["would", "could", "may", "might", "will", "can", "should", "must"];
    let prospect = PROSPECTS.contains(&&*parse.tokens[noun].lemma) && has_auxiliary(parse, host, AHEAD);
    is_present(parse, noun) || is_definite(parse, noun) && !prospect
}

fn is_present(parse: &Parse, noun: usize) -> bool {
    parse.dependents(noun, &["amod"]).any(|m| is_any(parse, m, PRESENT))
}

/// "any attack", "a further invasion": one that has not come.
pub(super) fn is_unrealized(parse: &Parse, noun: usize) -> bool {
    let further = parse.dependents(noun, &["amod"]).any(|m| is_any(parse, m, &["further", "future"]));
    let open = parse.dependents(noun, &["det"]).any(|d| is_any(parse, d, &["a", "an"]));
    parse.dependents(noun, &["det"]).any(|d| is_any(parse, d, &["any"])) || open && further
}

/// What follows "for" after a noun that is not about a deed done: "a launching pad for an invasion", not "revenge for an attack".
pub(super) fn is_prospect(parse: &Parse, noun: usize, above: usize) -> bool {
    const DONE: &[&str] = &[
        "retaliation",
        "revenge",
        "reprisal",
        "retribution",
        "punishment",
        "responsibility",
        "apology",
        "compensation",
        "blame",
        "credit",
        "prize",
        "award",
        "sentence",
        "praise",
        "thanks",
        "condemnation",
        "reparation",
        "reward",
        "sanction",
        "remorse",
        "explanation",
        "evidence",
        "guilt",
        "outrage",
        "anger",
    ];
    let after_for = parse.head(noun).is_some_and(|p| is_any(parse, p, &["for"]));
    let article = parse.dependents(noun, &["det"]).any(|d| is_any(parse, d, &["a", "an", "any"]));
    after_for && article && !DONE.contains(&&*parse.tokens[above].lemma)
}

/// "There is no deal", not "the deal is void".
pub(super) fn copula_is_bare(parse: &Parse, verb: usize) -> bool {
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
    "effort",
    "attempt",
    "struggle",
    "campaign",
];

/// Whether an embedder that only refuses or doubts leaves a deed or state standing: it is named with its doer or as known.
pub(super) fn is_presupposed_noun(parse: &Parse, noun: usize, found: &Found<'_>, refused: bool) -> bool {
    let lemma = &*parse.tokens[found.head].lemma;
    if matches!(lemma, "discuss" | "debate" | "consider" | "explore" | "support" | "back") && is_present(parse, noun) {
        return true;
    }
    if matches!(lemma, "discuss" | "debate") && parse.tokens[noun].dep == "dobj" {
        return is_definite(parse, noun) && !PROSPECTS.contains(&&*parse.tokens[noun].lemma);
    }
    let open = refused
        || matches!(lemma, "oppose" | "accept" | "tolerate" | "recognize" | "support" | "back" | "endorse" | "favor" | "favour");
    let owned = is_definite(parse, noun)
        || parse.dependents(noun, &["amod", "compound"]).any(|m| parse.tokens[m].text.starts_with(char::is_uppercase));
    open && owned && STANDING.contains(&&*parse.tokens[noun].lemma) && matches!(parse.tokens[noun].dep, "dobj" | "nsubjpass")
}

/// "was not traveling there to negotiate": a denied journey with a purpose denies the purpose.
pub(super) fn denies_purpose(parse: &Parse, verb: usize) -> bool {
    let purpose = |c: usize| c > verb && is_to_infinitive(parse, c);
    MOTION.contains(&&*parse.tokens[verb].lemma)
        && parse.tokens[verb].tag == "VBG"
        && parse.dependents(verb, &["advcl", "xcomp"]).any(purpose)
}

/// Verbs of going somewhere: who went there to do something is told to have done it.
const MOTION: &[&str] = &[
    "travel", "go", "fly", "come", "arrive", "return", "rise", "visit", "head", "rush", "gather", "assemble", "unite", "join",
    "convene", "meet",
];

/// "traveled to Belgrade to meet", "rose to become": an infinitive that tells what then happened.
pub(super) fn is_reached(parse: &Parse, infinitive: usize, main: usize) -> bool {
    let past = matches!(parse.tokens[main].tag, "VBD" | "VBN");
    let present = &*parse.tokens[main].lemma == "be"
        && parse.dependents(main, &["prep", "advmod"]).any(|p| is_any(parse, p, &["in", "here", "at"]));
    present || past && (MOTION.contains(&&*parse.tokens[main].lemma) || &*parse.tokens[infinitive].lemma == "become")
}

/// Whether a gerund follows its verb without a comma or object between: "stopped buying", not "gave up claims, withdrawing".
pub(super) fn follows(parse: &Parse, verb: usize, gerund: usize) -> bool {
    verb < gerund && !(verb..gerund).any(|t| &*parse.tokens[t].text == ",") && parse.dependent(verb, &["dobj"]).is_none()
}

/// Whether an embedder tells what someone says or thinks: what is said of the telling is not said of what is told.
pub(super) fn is_report(found: &Found<'_>) -> bool {
    let clause = matches!(found.form, Complement::That | Complement::Quote | Complement::Whether | Complement::WhClause);
    clause && matches!(&*found.qualifier.kind, "ReportQualifier" | "BeliefQualifier" | "ThreatQualifier")
}

/// Whether an embedder tells what someone says: in a clause, in his words, or of what its object names.
pub(super) fn is_telling(found: &Found<'_>) -> bool {
    let template = &found.qualifier.template;
    let named = template.act.as_deref() == Some("Statement") && template.construction.is_none();
    (is_report(found) || named) && &*found.qualifier.kind == "ReportQualifier"
}

impl Context<'_> {
    /// "is yet to ratify", "had yet to sign".
    pub(super) fn is_yet_to(&self, infinitive: usize) -> bool {
        let parse = self.keyed.parse;
        let to = parse.dependents(infinitive, &["aux"]).find(|&t| &*parse.tokens[t].tag == "TO");
        let still = parse.head(infinitive).is_some_and(|h| &*parse.tokens[h].lemma == "have");
        to.is_some_and(|t| t > 0 && (is_any(parse, t - 1, &["yet"]) || still && is_any(parse, t - 1, &["still"])))
    }

    /// "ordered his troops to": whoever orders his own people about intends what they are to do.
    pub(super) fn orders_own(&self, found: &Found<'_>, top: usize) -> bool {
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
    pub(super) fn performs(&self, found: &Found<'_>, top: usize, below: usize) -> bool {
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
}
