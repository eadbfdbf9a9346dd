//! Tests of the embedded ontology as a whole, and of a user's additions to it.

use super::Knowledge;
use super::effect::{Modality, Polarity};
use super::entity::EntityClass;
use super::faults::Faults;
use super::ontology::{Description, Ontology, OntologyError};
use super::predicate::Pos;
use super::sources::{Terms, embedded};
use super::vocabulary::{dm, frame, owl, rdfs, schema, skos};
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
    let roles = ONTOLOGY.types().iter().flat_map(|found| &found.roles).filter(|role| role.takes_words());
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
    for class in ONTOLOGY.types().iter().filter(|found| found.parent.is_none()) {
        for role in &class.roles {
            let term = terms.get(&role.iri).expect("a role");
            let domains: Vec<_> = term.iris(rdfs::DOMAIN).chain(term.iris(schema::DOMAIN_INCLUDES)).collect();
            assert!(domains.contains(&class.iri.as_str()), "{} of {}", role.name, class.name);
            assert!(term.has(if role.takes_words() { schema::RANGE_INCLUDES } else { rdfs::RANGE }), "{}", role.name);
            assert!(term.is_a(if role.takes_words() { owl::ANNOTATION_PROPERTY } else { owl::OBJECT_PROPERTY }), "{}", role.name);
        }
    }
}

/// Constructs that OWL 2 RL does not have, or not where this ontology would use them.
const BEYOND_RL: [&str; 12] = [
    "unionOf",
    "disjointUnionOf",
    "oneOf",
    "complementOf",
    "someValuesFrom",
    "hasSelf",
    "ReflexiveProperty",
    "minCardinality",
    "cardinality",
    "minQualifiedCardinality",
    "qualifiedCardinality",
    "datatypeComplementOf",
];

/// The datatypes among those of OWL 2 RL that ranges name.
const DATATYPES: [&str; 6] = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#PlainLiteral",
    "http://www.w3.org/2000/01/rdf-schema#Literal",
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/2001/XMLSchema#decimal",
    "http://www.w3.org/2001/XMLSchema#integer",
    "http://www.w3.org/2001/XMLSchema#boolean",
];

#[test]
fn the_ontology_stays_in_the_rl_profile() {
    for triple in ONTOLOGY.triples() {
        let names = [triple.predicate.as_str().to_owned(), triple.object.to_string()];
        for name in names.iter().filter_map(|name| name.trim_matches(['<', '>']).strip_prefix(owl::NS)) {
            assert!(!BEYOND_RL.contains(&name), "{triple}");
        }
    }
    let terms = Terms::parse(&embedded()).expect("Turtle");
    for property in terms.all().filter(|term| term.is_a(owl::DATATYPE_PROPERTY) && term.iri.starts_with(dm::NS)) {
        assert!(property.iris(rdfs::RANGE).all(|range| DATATYPES.contains(&range)), "{}", property.iri);
    }
}

/// What an axiom names is declared, or OWL tools do not know what it is.
#[test]
fn axioms_name_only_what_is_declared() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    let axioms = [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF, rdfs::DOMAIN];
    let ranges = |term: &Description| if term.is_a(owl::OBJECT_PROPERTY) { Some(rdfs::RANGE) } else { None };
    for term in terms.all() {
        for named in axioms.into_iter().chain(ranges(term)).flat_map(|property| term.iris(property)) {
            let declared = terms.get(named).is_some_and(|found| {
                found.is_a(owl::CLASS) || found.is_a(owl::OBJECT_PROPERTY) || found.is_a(owl::ANNOTATION_PROPERTY)
            });
            assert!(declared, "{} names {named}", term.iri);
        }
    }
}

#[test]
fn owl_keys_are_the_key_roles() {
    let triples: BTreeMap<_, _> =
        ONTOLOGY.triples().map(|triple| ((triple.subject.to_string(), triple.predicate.into_string()), triple.object)).collect();
    let value = |subject: &str, iri: String| triples.get(&(subject.to_owned(), iri));
    let mut keys = 0;
    for class in ONTOLOGY.types().iter().filter(|found| found.parent.is_none()) {
        let mut list = value(&format!("<{}>", class.iri), format!("{}hasKey", owl::NS));
        let words = class.key.iter().any(|role| class.role(role).is_some_and(super::ontology::Role::takes_words));
        let parties = class.key.iter().any(|role| ["party", "participant"].contains(&&**role));
        assert_eq!(list.is_none(), words || parties, "{}: a key in OWL's sense, unless it holds words or parties", class.name);
        let mut key = Vec::new();
        while let Some(Term::BlankNode(node)) = list {
            let at = |local: &str| value(&node.to_string(), format!("http://www.w3.org/1999/02/22-rdf-syntax-ns#{local}"));
            key.extend(at("first").map(|first| super::ontology::local_name(first.to_string().trim_end_matches('>')).to_owned()));
            list = at("rest");
        }
        keys += usize::from(!key.is_empty());
        let expected: Vec<_> = class.key.iter().map(ToString::to_string).collect();
        assert!(key.is_empty() || key == expected, "{}: {key:?}", class.name);
    }
    assert!(keys > 15, "{keys}");
}

#[test]
fn entity_classes_are_those_of_the_files() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    let beneath = |class: &str, above: NamedNodeRef<'_>| {
        let mut open = vec![class.to_owned()];
        while let Some(iri) = open.pop() {
            if iri == above.as_str() {
                return true;
            }
            open.extend(terms.get(&iri).into_iter().flat_map(|term| term.iris(rdfs::SUB_CLASS_OF)).map(str::to_owned));
        }
        false
    };
    let declared = terms.all().filter(|term| term.is_a(owl::CLASS) && beneath(&term.iri, dm::ENTITY));
    let declared: BTreeSet<_> = declared.map(|term| term.local_name().to_owned()).collect();
    let ours = EntityClass::ALL.map(EntityClass::local_name).into_iter();
    assert_eq!(declared, ours.chain(["Entity", "DescribedThing", "Unlinked"].map(str::to_owned)).collect());
    for class in EntityClass::ALL.into_iter().filter(|class| *class != EntityClass::Publication) {
        assert_eq!(class.acts(), beneath(&format!("{}{}", dm::NS, class.local_name()), dm::ACTOR), "{class:?}");
    }
}

#[test]
fn polarities_and_modalities_are_those_of_the_files() {
    let terms = Terms::parse(&embedded()).expect("Turtle");
    let values = |class: &str| {
        let class = super::vocabulary::demarche(class);
        let values = terms.all().filter(|term| term.is_a(class.as_ref()));
        values.map(|term| term.local_name().to_lowercase()).collect::<Vec<_>>()
    };
    assert_eq!(values("Polarity"), Polarity::ALL.map(Polarity::name));
    assert_eq!(values("Modality"), Modality::ALL.map(Modality::name));
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

fn with_file(text: &str) -> Result<Ontology, Faults<OntologyError>> {
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
fn a_broken_file_is_named_with_line_column_and_reason() {
    let good = user_type("x:VisaDispute", "quarrel.v  subject=party");
    for (text, expected) in [
        (good.replace("=party\n", "=partie\n"), "mine.ttl:13:20: frames: `partie` is no role of VisaDispute"),
        (good.replace("=party\n", "=party:@nobody\n"), "mine.ttl:13:26: frames: the word set `@nobody` is not defined"),
        (good.replace("quarrel.v", "quarrel.x"), "mine.ttl:13:"),
        (good.replace("subject=", "sybject="), "mine.ttl:13:12: frames: expected a place"),
        (good.replace("- They", "+ They"), "mine.ttl:6:1: VisaDispute: needs examples of both kinds"),
        (good.replace("=> party", "=> partie"), "mine.ttl:16:21: examples: `partie` is no role here"),
        (good.replace("skos:example", "skos:note"), "mine.ttl:6:1: VisaDispute: has no skos:example"),
        (good.replace("rdfs:label", "rdfs:note"), "mine.ttl:6:1: VisaDispute: has no rdfs:label"),
        (
            good.replace("dm:role dm:party", "dm:role x:owner"),
            "mine.ttl:11:15: VisaDispute: the role `owner` is declared in no file",
        ),
        (
            good.replace("dm:role dm:party", "dm:role dm:party ; dm:keyRole dm:over"),
            "mine.ttl:11:38: VisaDispute: `over` is none of its roles",
        ),
        (
            good.replace("dm:role dm:party", "dm:roll dm:party"),
            "mine.ttl:11:8: VisaDispute: dm:roll is declared in no file, did you mean dm:role?",
        ),
        (good.replace("dm:role dm:party", "dm:coreRole dm:party"), "mine.ttl:6:1: VisaDispute: has no dm:role"),
        (good.replace("a owl:Class", "a owl:Klass"), "mine.ttl:6:1: VisaDispute: is no owl:Class"),
        (good.replace("x:VisaDispute", "x:Dispute"), "mine.ttl:6:1: Dispute: another situation type has this name"),
        (good.replace("a owl:Class", "a owl:Class a"), "mine.ttl:6:27: not valid Turtle: A dot is expected"),
        (
            format!("{PREFIXES}x:Mine a dm:QualifierKind ;\n  dm:qualifiers \"\"\"\nshun.v  gerund -actual + +actual\n\"\"\" ."),
            "mine.ttl:8:1: qualifiers: expected",
        ),
        (
            format!("{PREFIXES}x:Mine dm:qualifiers \"\"\"\nshun.v  gerund -actual / +actual\n\"\"\" ."),
            "mine.ttl:6:1: Mine: has dm:qualifiers and is no dm:QualifierKind",
        ),
        (
            format!("{PREFIXES}x:Mine a dm:WordList ;\n  dm:wordSets \"\"\"\n@ships boat\n\"\"\" ."),
            "mine.ttl:8:1: wordSets: expected",
        ),
    ] {
        let error = with_file(&text).expect_err("a broken file").to_string();
        assert!(error.contains(expected), "{error}\n  lacks: {expected}");
    }
    assert!(with_file(&good).is_ok());
}

#[test]
fn several_faults_are_told_at_once() {
    let text = user_type("x:VisaDispute", "quarrel.v  subject=partie\nfeud.v  sybject=party\nspar.v  with=party");
    let faults = with_file(&text.replace("=> party", "=> partie")).expect_err("a broken file").to_string();
    let places: Vec<_> = faults
        .lines()
        .map(|line| line.rsplit_once("mine.ttl:").expect("the file").1.split(": ").next().expect("a place"))
        .collect();
    assert_eq!(places, ["13:20", "14:9", "18:21"], "{faults}");
}

#[test]
fn a_folder_without_turtle_is_told_and_a_file_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = Ontology::with_folder(folder.path()).expect_err("nothing there").to_string();
    assert!(error.contains("no Turtle file"), "{error}");
    let file = folder.path().join("mine.ttl");
    fs::write(&file, user_type("x:VisaDispute", "quarrel.v  subject=party")).expect("a file");
    assert!(Ontology::with_folder(&file).expect("an ontology").situation("VisaDispute").is_some_and(|found| found.own));
    fs::write(&file, b"# caf\xe9").expect("a file");
    let error = Ontology::with_folder(folder.path()).expect_err("no UTF-8").to_string();
    assert!(error.contains("mine.ttl:1:6: not UTF-8"), "{error}");
}

#[test]
fn a_missing_folder_is_named() {
    let error = Ontology::with_folder(Path::new("/no/such/folder")).expect_err("no folder").to_string();
    assert!(error.starts_with("/no/such/folder: cannot be read ("), "{error}");
}

#[test]
fn names_in_the_ontologys_folder_are_known_too() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("gazetteer")).expect("a folder");
    let names = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        <https://w3id.org/demarche/data/entity/ruritania> a dm:State ; rdfs:label \"Ruritania\"@en .\n";
    fs::write(folder.path().join("gazetteer/own.ttl"), names).expect("a file");
    fs::write(folder.path().join("mine.ttl"), user_type("x:VisaDispute", "quarrel.v  subject=party")).expect("a file");
    let knowledge = Knowledge::with(Some(folder.path()), None).expect("knowledge");
    assert!(knowledge.gazetteer.by_slug("ruritania").is_some() && knowledge.ontology.situation("VisaDispute").is_some());
    fs::write(folder.path().join("mine.ttl"), "no Turtle").expect("a file");
    let faults = Knowledge::with(Some(folder.path()), Some(Path::new("none.ttl"))).expect_err("faults in both").to_string();
    assert_eq!(faults.lines().count(), 2, "{faults}");
}
