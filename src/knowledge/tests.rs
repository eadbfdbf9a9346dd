//! Tests of the embedded ontology as a whole, and of a user's additions to it.

use super::ontology::{Ontology, OntologyError};
use super::predicate::Pos;
use super::sources::{Terms, embedded};
use super::vocabulary::{dm, frame, owl, rdfs, skos};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().expect("the embedded ontology loads"));

/// The contract: family, type, roles; core roles with `*`.
const CONTRACT: [(&str, &str, &str); 32] = [
    ("Territory", "TerritorialClaim", "claimant* territory* against"),
    ("Territory", "TerritorialControl", "controller* territory* from"),
    ("Territory", "Annexation", "annexer* territory* from"),
    ("Territory", "Dispute", "party* over"),
    ("Territory", "Recognition", "recognizer* recognized*"),
    ("Sanctions", "Sanction", "target* imposer sector"),
    ("Sanctions", "SanctionRelief", "target* imposer"),
    ("Sanctions", "SanctionEvasion", "evader* imposer target"),
    ("Energy", "PipelineProject", "pipeline* supplier recipient transit operator"),
    ("Energy", "EnergySupply", "supplier* recipient commodity"),
    ("Diplomacy", "Meeting", "participant* place"),
    ("Diplomacy", "Negotiation", "party* over"),
    ("Diplomacy", "Agreement", "party* over"),
    ("Diplomacy", "AgreementWithdrawal", "withdrawer* over"),
    ("Diplomacy", "Rapprochement", "party*"),
    ("Diplomacy", "DiplomaticRupture", "actor* target*"),
    ("Diplomacy", "Membership", "member* organization*"),
    ("Speech", "Statement", "speaker* addressee"),
    ("Speech", "Demand", "demander* addressee"),
    ("Speech", "Rejection", "rejecter* against"),
    ("Speech", "Accusation", "accuser* accused*"),
    ("Speech", "Threat", "threatener* threatened"),
    ("Speech", "Endorsement", "supporter* supported*"),
    ("Cooperation", "Cooperation", "party* area"),
    ("Cooperation", "Aid", "donor* recipient*"),
    ("Cooperation", "ArmsTransfer", "supplier* recipient* weapon"),
    ("Military", "MilitaryActivity", "actor* place against"),
    ("Military", "Attack", "attacker* target* place"),
    ("Military", "Ceasefire", "party place"),
    ("Military", "WeaponsProgram", "actor* weapon"),
    ("Politics", "OfficeHolding", "officeHolder* office* polity*"),
    ("Politics", "Protest", "against* protester place"),
];

#[test]
fn types_and_roles_are_those_of_the_contract() {
    for (family, name, roles) in CONTRACT {
        let found = ONTOLOGY.situation(name).unwrap_or_else(|| panic!("{name} is missing"));
        let declared: Vec<_> =
            found.roles.iter().map(|role| format!("{}{}", role.name, if role.core { "*" } else { "" })).collect();
        assert_eq!(declared.join(" "), roles, "{name}");
        assert_eq!(ONTOLOGY.family(name), Some(family), "{name}");
    }
    let main = ONTOLOGY.types().iter().filter(|found| found.parent.is_none()).count();
    assert_eq!(main, CONTRACT.len());
}

#[test]
fn subtypes_have_all_from_their_parent() {
    let subtypes: BTreeMap<_, _> =
        ONTOLOGY.types().iter().filter_map(|found| Some((found.name.as_ref(), found.parent.as_deref()?))).collect();
    let expected = [
        ("Deployment", "MilitaryActivity"),
        ("Incursion", "MilitaryActivity"),
        ("Interception", "MilitaryActivity"),
        ("MaritimeDispute", "Dispute"),
        ("MilitaryExercise", "MilitaryActivity"),
        ("TerritorialDispute", "Dispute"),
        ("TradeDispute", "Dispute"),
    ];
    assert_eq!(subtypes, expected.into());
    assert_eq!(
        ONTOLOGY.situation("Deployment").expect("a type").roles,
        ONTOLOGY.situation("MilitaryActivity").expect("a type").roles
    );
}

#[test]
fn only_five_roles_take_words() {
    let roles = ONTOLOGY.types().iter().flat_map(|found| &found.roles).filter(|role| role.takes_words);
    let names: BTreeSet<_> = roles.map(|role| role.name.as_ref()).collect();
    assert_eq!(names, ["area", "commodity", "over", "sector", "weapon"].into());
}

#[test]
fn a_sanction_without_target_needs_its_imposer() {
    let sanction = ONTOLOGY.situation("Sanction").expect("a type");
    assert!(sanction.is_complete(|role| usize::from(role == "imposer")));
    assert!(!sanction.is_complete(|role| usize::from(role == "sector")));
    let dispute = ONTOLOGY.situation("Dispute").expect("a type");
    assert!(!dispute.is_complete(|role| usize::from(role == "party")), "one party alone is no dispute");
    assert!(dispute.is_complete(|_| 1) && dispute.is_complete(|role| 2 * usize::from(role == "party")));
}

#[test]
fn every_type_is_coded_where_the_scheme_has_a_code() {
    let uncoded: Vec<_> =
        ONTOLOGY.types().iter().filter(|found| found.plover.is_empty()).map(|found| found.name.as_ref()).collect();
    assert_eq!(uncoded, ["OfficeHolding", "Statement"], "PLOVER has neither");
    assert_eq!(ONTOLOGY.situation("Meeting").expect("a type").plover, ["CONSULT"]);
    assert_eq!(ONTOLOGY.situation("Meeting").expect("a type").cameo, ["04"]);
}

#[test]
fn direct_properties_lead_from_role_to_role() {
    let claim = ONTOLOGY.situation("TerritorialClaim").expect("a type");
    let direct: Vec<_> = claim.direct.iter().map(|direct| (direct.iri.as_str(), &*direct.subject, &*direct.object)).collect();
    assert_eq!(direct, [("https://w3id.org/demarche/ontology#claimsTerritory", "claimant", "territory")]);
    assert!(ONTOLOGY.types().iter().all(|found| !found.direct.is_empty()));
}

#[test]
fn speech_acts_and_claims_vouch_for_themselves() {
    let vouched: Vec<_> =
        ONTOLOGY.types().iter().filter_map(|found| Some(format!("{}.{}", found.name, found.self_vouched.as_deref()?))).collect();
    let expected = [
        "Accusation.accuser",
        "Demand.demander",
        "Endorsement.supporter",
        "Recognition.recognizer",
        "Rejection.rejecter",
        "Statement.speaker",
        "TerritorialClaim.claimant",
        "Threat.threatener",
    ];
    assert_eq!(vouched, expected);
}

#[test]
fn every_type_has_frames_and_examples_of_both_kinds() {
    for found in ONTOLOGY.types().iter().filter(|found| found.parent.is_none()) {
        let examples = ONTOLOGY.examples(found).unwrap_or_else(|error| panic!("{error}"));
        let positive = examples.iter().filter(|example| example.expected.is_some()).count();
        assert!(positive >= 20 && examples.len() > positive + 10, "{} has too few examples", found.name);
        let frames = ONTOLOGY.frames().frames().iter().filter(|frame| frame.class == found.name).count();
        assert!(frames >= 50, "{} has {frames} frames", found.name);
    }
}

#[test]
fn lines_of_examples_count_in_their_file() {
    let claim = ONTOLOGY.situation("TerritorialClaim").expect("a type");
    let example = ONTOLOGY.examples(claim).expect("examples").remove(0);
    let file = embedded().into_iter().find(|source| source.name == claim.file).expect("the file");
    let line = file.text().lines().nth(example.line as usize - 1).expect("the line");
    assert!(line.contains(&example.sentence), "{line}");
}

#[test]
fn frames_have_names_of_their_own() {
    let mut names = HashSet::new();
    for frame in ONTOLOGY.frames().frames() {
        let id = frame.id();
        let iri = format!("{}{id}", frame::NS);
        assert!(oxrdf::NamedNode::new(&iri).is_ok(), "{iri} is no IRI");
        assert!(names.insert(id), "{iri} is there twice");
    }
}

#[test]
fn frames_are_found_in_either_spelling() {
    for word in ["recognise", "recognize"] {
        let key = super::spelling::key(word);
        assert!(ONTOLOGY.frames().headed_by(&key, Pos::Verb).any(|frame| &*frame.class == "Recognition"), "{word}");
    }
}

#[test]
fn qualifiers_are_found_by_their_head() {
    let refuse =
        ONTOLOGY.qualifiers().headed_by("refuse").find(|qualifier| qualifier.predicate.pos == Pos::Verb).expect("refuse");
    assert_eq!(refuse.template.act.as_deref(), Some("Rejection"));
    assert!(ONTOLOGY.qualifiers().qualifiers().len() > 2000);
}

/// Every term of the namespace that is no shape has label, definition and example; every term used is declared.
#[test]
fn terms_are_declared_and_explained() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    let in_namespace = |iri: &str| iri.starts_with(dm::NS) && !iri.contains("Shape");
    for term in terms.all().filter(|term| in_namespace(&term.iri)) {
        for property in [rdfs::LABEL, skos::DEFINITION, skos::EXAMPLE] {
            assert_eq!(term.literals(property).count(), 1, "{} of {}", property, term.iri);
        }
    }
    let used = ONTOLOGY.triples().flat_map(|triple| {
        let object = if let Term::NamedNode(node) = triple.object { Some(node) } else { None };
        let subject = if let NamedOrBlankNode::NamedNode(node) = triple.subject { Some(node) } else { None };
        [Some(triple.predicate), subject, object].into_iter().flatten()
    });
    for node in used.filter(|node| in_namespace(node.as_str())) {
        assert!(terms.get(node.as_str()).is_some(), "{node} is declared in no file");
    }
}

#[test]
fn constants_are_declared() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    for name in dm::LOCAL_NAMES {
        assert!(terms.get(&format!("{}{name}", dm::NS)).is_some(), "dm:{name} is declared in no file");
    }
}

#[test]
fn roles_have_domain_and_range() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    let includes = NamedNodeRef::new_unchecked("http://schema.org/domainIncludes");
    for role in ONTOLOGY.types().iter().flat_map(|found| &found.roles) {
        let term = terms.get(&role.iri).expect("a role");
        let domain = if role.takes_words { term.has(includes) } else { term.has(rdfs::DOMAIN) && term.has(rdfs::RANGE) };
        assert!(domain, "{}", role.name);
        assert!(term.is_a(if role.takes_words { owl::ANNOTATION_PROPERTY } else { owl::OBJECT_PROPERTY }), "{}", role.name);
    }
}

const PREFIXES: &str = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n@prefix x: <https://example.org/#> .\n\
    @prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";

/// A situation type in a user's file; its frames begin on line 13.
fn user_type(name: &str, frames: &str) -> String {
    format!(
        "{PREFIXES}{name} a owl:Class ;\n    rdfs:label \"visa dispute\"@en ;\n    skos:definition \"A quarrel over visas.\"@en ;\n    \
         skos:example \"Chad and Mali quarrel over visas.\"@en ;\n    dm:family dm:DiplomacyFamily ;\n    dm:role dm:party ;\n    \
         dm:frames \"\"\"\n{frames}\n\"\"\" ;\n    dm:examples \"\"\"\n+ Chad quarrels. => party=Chad\n- They quarrel.\n\"\"\" .\n"
    )
}

fn with_file(text: &str) -> Result<Ontology, OntologyError> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.ttl"), text).expect("a file");
    Ontology::with_folder(folder.path())
}

#[test]
fn a_user_adds_a_type() {
    let ontology = with_file(&user_type("x:VisaDispute", "quarrel_over_visa.v  subject|with=party")).expect("an ontology");
    let added = ontology.situation("VisaDispute").expect("the type");
    assert_eq!((added.iri.as_str(), &*added.family), ("https://example.org/#VisaDispute", "Diplomacy"));
    assert!(ontology.frames().get("VisaDispute.quarrel-over-visa.v").is_some());
    assert_eq!(ontology.types().len(), ONTOLOGY.types().len() + 1);
    assert!(ontology.examples(added).expect("examples")[0].expected.is_some());
}

#[test]
fn a_user_replaces_a_type() {
    let ontology = with_file(&user_type("dm:Dispute", "quarrel.v  subject|with=party")).expect("an ontology");
    let frames: Vec<_> = ontology.frames().frames().iter().filter(|frame| &*frame.class == "Dispute").collect();
    assert_eq!(frames.len(), 1, "the type's own frames are gone");
    assert_eq!(ontology.types().len(), ONTOLOGY.types().len());
}

#[test]
fn a_broken_file_is_named_with_line_and_reason() {
    for (text, expected) in [
        (user_type("x:VisaDispute", "quarrel.v  subject=partie"), "mine.ttl:13:20: frames: `partie` is no role of VisaDispute"),
        (
            user_type("x:VisaDispute", "quarrel.v  subject=party:@nobody"),
            "mine.ttl:13:26: frames: the word set `@nobody` is not defined",
        ),
        (user_type("x:VisaDispute", "").replace("- They", "+ They"), "mine.ttl: VisaDispute: needs examples of both kinds"),
        (user_type("x:VisaDispute", "").replace("skos:example", "skos:note"), "mine.ttl: VisaDispute: has no skos:example"),
        (
            user_type("x:VisaDispute", "").replace("dm:role dm:party", "dm:role x:owner"),
            "VisaDispute: the role `owner` is declared in no file",
        ),
        (
            user_type("x:VisaDispute", "").replace("dm:role dm:party", "dm:role dm:party ; dm:keyRole dm:over"),
            "`over` is none of its roles",
        ),
        (user_type("x:VisaDispute", "").replace("a owl:Class", "a owl:Class a"), "mine.ttl:6:"),
    ] {
        let error = with_file(&text).expect_err("a broken file").to_string();
        assert!(error.contains(expected), "{error}\n  lacks: {expected}");
    }
}

#[test]
fn a_missing_folder_is_named() {
    let error = Ontology::with_folder(Path::new("/no/such/folder")).expect_err("no folder").to_string();
    assert!(error.starts_with("cannot read /no/such/folder: "), "{error}");
}
