//! IRIs: the one list of all RDF terms that Demarche writes or reads, one module for each vocabulary. A test checks
//! that every term of its own namespace is declared in the files of `ontology/`.

use oxrdf::NamedNode;

/// Declares the IRIs of one vocabulary as constants, with its namespace and the list of their local names.
macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;
            /// The vocabulary's namespace.
            pub const NS: &str = $namespace;
            /// The local names of its terms.
            pub const LOCAL_NAMES: &[&str] = &[$($local),*];
            $(
                #[doc = concat!("`", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

terms! {
    /// Demarche's own ontology, without situation types, roles and direct properties, which are data.
    dm "https://w3id.org/demarche/ontology#" {
        ENTITY = "Entity", ACTOR = "Actor", STATE = "State", ORGANIZATION = "Organization",
        INTERNATIONAL_ORGANIZATION = "InternationalOrganization", STATE_BODY = "StateBody", COMPANY = "Company",
        ARMED_GROUP = "ArmedGroup", BLOC = "Bloc", PERSON = "Person", PLACE = "Place", TERRITORY = "Territory",
        BODY_OF_WATER = "BodyOfWater", CITY = "City", INFRASTRUCTURE = "Infrastructure", PIPELINE = "Pipeline",
        PUBLICATION_CLASS = "Publication", TREATY = "Treaty", WEAPON_KIND = "WeaponKind", COMMODITY = "Commodity", OFFICE = "Office",
        OTHER = "Other", UNLINKED = "Unlinked", DESCRIBED_THING = "DescribedThing",
        DEMONYM_FORM = "demonym", COMBINING_FORM = "combiningForm", ABBREVIATION = "abbreviation", CONTEXTUAL_NAME = "contextualName",
        FAMILY_NAME = "familyName", ISO_ALPHA2 = "isoAlpha2", ISO_ALPHA3 = "isoAlpha3", CAPITAL = "capital",
        STANDS_FOR = "standsFor", USAGE = "usage", ALWAYS_GOVERNMENT = "AlwaysGovernment", PLACE_OR_GOVERNMENT = "PlaceOrGovernment",
        BELONGS_TO = "belongsTo", PART_OF = "partOf", CLAIMED_BY = "claimedBy", ADMINISTERED_BY = "administeredBy",
        CATEGORY = "category", BEGIN = "begin", END = "end", OFFICE_TITLE = "officeTitle", SIGNATORY = "signatory", DOMAIN = "domain",
        DOCUMENT = "Document", CITATION_CLASS = "Citation", SOURCE_NAME = "sourceName", PUBLICATION = "publication",
        AS_CITED = "asCited", DATE_BASIS = "dateBasis", STATED = "Stated", YEAR_INFERRED = "YearInferred",
        INFERRED_FROM_CITATIONS = "InferredFromCitations",
        READING = "reading", NAME = "Name", CAPITAL_FOR_GOVERNMENT = "CapitalForGovernment", METONYM = "Metonym",
        DEMONYM = "Demonym", COREFERENCE = "Coreference",
        ASSERTION = "Assertion", STATES = "states", POLARITY = "polarity", AFFIRMED = "Affirmed", NEGATED = "Negated",
        MODALITY = "modality", ACTUAL = "Actual", PLANNED = "Planned", POSSIBLE = "Possible", DEMANDED = "Demanded",
        REFUSED = "Refused", EVIDENCE = "evidence", WITHIN = "within", HOLDER = "holder", QUOTE = "quote", CITATION = "citation",
        CONFIDENCE = "confidence", FRAME = "frame", FRAME_CLASS = "Frame", SITUATION = "Situation", TIME = "time",
        VERSION = "version", ONTOLOGY_DIGEST = "ontologyDigest", GAZETTEER_DIGEST = "gazetteerDigest", OPTIONS = "options",
        OUT_OF_DATE = "outOfDate",
        SOURCE_GRAPH = "sourceGraph", LICENCE_ID = "licenceId", FILE_NAME = "fileName", SHA256 = "sha256", SKIPPED = "skipped",
        COMPARISON = "Comparison", VERDICT = "verdict", AGREEMENT = "Agreement", CONTRADICTION = "Contradiction",
        ONLY_HERE = "OnlyHere", ONLY_THERE = "OnlyThere", OUR_PROOF = "ourProof", THEIR_PROOF = "theirProof",
        LAYER = "layer", FAMILY = "family", ROLE = "role", CORE_ROLE = "coreRole", ALTERNATIVE_CORE = "alternativeCore",
        TELLS_WITH_ONE = "tellsWithOne", OUTLASTS_ITS_END = "outlastsItsEnd", OUTLASTS_ITS_REJECTION = "outlastsItsRejection", KEY_ROLE = "keyRole",
        SOURCE_ROLE = "sourceRole", TARGET_ROLE = "targetRole", MIN_FILLERS = "minFillers", DIRECT_PROPERTY = "directProperty",
        DIRECT_SUBJECT = "directSubject", DIRECT_OBJECT = "directObject", SELF_VOUCHED = "selfVouched",
        FRAMES = "frames", WEAK_FRAMES = "weakFrames", EXAMPLES = "examples", WORD_SETS = "wordSets", QUALIFIERS = "qualifiers",
        QUALIFIER_KIND = "QualifierKind",
        LINK_DECISION = "LinkDecision", LEFT = "left", RIGHT = "right", RELATION = "relation", JUDGEMENT = "judgement",
        POSITIVE = "Positive", NEGATIVE = "Negative", UNSURE = "Unsure", SCORE = "score", REASON = "reason",
    }
}

/// The types of PLOVER and the root codes of CAMEO, a concept scheme.
pub mod plover {
    /// The namespace.
    pub const NS: &str = "https://w3id.org/demarche/plover#";
}

/// The frames of the extraction: a frame's name follows.
pub mod frame {
    /// The namespace.
    pub const NS: &str = "https://w3id.org/demarche/frame#";
}

terms! {
    /// NIF core: texts and offsets.
    nif "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" {
        CONTEXT = "Context", SENTENCE = "Sentence", PHRASE = "Phrase", REFERENCE_CONTEXT = "referenceContext",
        BEGIN_INDEX = "beginIndex", END_INDEX = "endIndex", ANCHOR_OF = "anchorOf", IS_STRING = "isString",
    }
}

terms! {
    /// ITS 2.0: entity links.
    itsrdf "http://www.w3.org/2005/11/its/rdf#" {
        TA_IDENT_REF = "taIdentRef", TA_CONFIDENCE = "taConfidence",
    }
}

terms! {
    /// PROV-O.
    prov "http://www.w3.org/ns/prov#" {
        ENTITY = "Entity", ACTIVITY = "Activity", SOFTWARE_AGENT = "SoftwareAgent", USED = "used", WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        WAS_GENERATED_BY = "wasGeneratedBy", WAS_DERIVED_FROM = "wasDerivedFrom",
        WAS_ATTRIBUTED_TO = "wasAttributedTo", HAD_PRIMARY_SOURCE = "hadPrimarySource",
        PERSON = "Person", AT_TIME = "atTime", WAS_INVALIDATED_BY = "wasInvalidatedBy",
    }
}

terms! {
    /// Dublin Core terms.
    dct "http://purl.org/dc/terms/" {
        TITLE = "title", PUBLISHER = "publisher", DATE = "date", CREATOR = "creator", HAS_VERSION = "hasVersion", SOURCE = "source",
        LICENSE = "license", DESCRIPTION = "description", LANGUAGE = "language", TEMPORAL = "temporal",
        PERIOD_OF_TIME = "PeriodOfTime", ISSUED = "issued", IS_PART_OF = "isPartOf", REPLACES = "replaces",
        FORMAT = "format",
    }
}

terms! {
    /// SKOS.
    skos "http://www.w3.org/2004/02/skos/core#" {
        PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel", HIDDEN_LABEL = "hiddenLabel", DEFINITION = "definition",
        EXAMPLE = "example", NOTATION = "notation", BROADER = "broader", EXACT_MATCH = "exactMatch", CLOSE_MATCH = "closeMatch",
        BROAD_MATCH = "broadMatch", NARROW_MATCH = "narrowMatch", RELATED_MATCH = "relatedMatch",
    }
}

terms! {
    /// schema.org.
    schema "http://schema.org/" {
        ARTICLE = "Article", VOLUME_NUMBER = "volumeNumber", ISSUE_NUMBER = "issueNumber", URL = "url",
        DOMAIN_INCLUDES = "domainIncludes", RANGE_INCLUDES = "rangeIncludes", DESCRIPTION = "description",
    }
}

terms! {
    /// VoID: what a dataset holds.
    void "http://rdfs.org/ns/void#" {
        DATASET = "Dataset", LINKSET = "Linkset", TRIPLES = "triples", ENTITIES = "entities", DISTINCT_SUBJECTS = "distinctSubjects",
        DISTINCT_OBJECTS = "distinctObjects", CLASSES = "classes", PROPERTIES = "properties", CLASS = "class", PROPERTY = "property",
        CLASS_PARTITION = "classPartition", PROPERTY_PARTITION = "propertyPartition", VOCABULARY = "vocabulary",
        EXAMPLE_RESOURCE = "exampleResource", DATA_DUMP = "dataDump", URI_SPACE = "uriSpace", SUBSET = "subset", FEATURE = "feature",
        LINK_PREDICATE = "linkPredicate", SUBJECTS_TARGET = "subjectsTarget", OBJECTS_TARGET = "objectsTarget",
    }
}

terms! {
    /// DCAT: where a dataset is had.
    dcat "http://www.w3.org/ns/dcat#" {
        DATASET = "Dataset", DISTRIBUTION_CLASS = "Distribution", DISTRIBUTION = "distribution", DOWNLOAD_URL = "downloadURL",
        MEDIA_TYPE = "mediaType", COMPRESS_FORMAT = "compressFormat", START_DATE = "startDate", END_DATE = "endDate",
        BYTE_SIZE = "byteSize",
    }
}

terms! {
    /// The organization ontology: terms of office.
    org "http://www.w3.org/ns/org#" {
        MEMBERSHIP = "Membership", MEMBER = "member", ORGANIZATION = "organization",
    }
}

terms! {
    /// RDF.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE = "type", REIFIES = "reifies", STATEMENT = "Statement", SUBJECT = "subject", PREDICATE = "predicate", OBJECT = "object",
    }
}

terms! {
    /// RDF Schema.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL = "label", COMMENT = "comment", SUB_CLASS_OF = "subClassOf", SUB_PROPERTY_OF = "subPropertyOf", DOMAIN = "domain", RANGE = "range",
    }
}

terms! {
    /// OWL.
    owl "http://www.w3.org/2002/07/owl#" {
        CLASS = "Class", OBJECT_PROPERTY = "ObjectProperty", DATATYPE_PROPERTY = "DatatypeProperty",
        ANNOTATION_PROPERTY = "AnnotationProperty", HAS_KEY = "hasKey", SAME_AS = "sameAs",
        VERSION_INFO = "versionInfo",
    }
}

terms! {
    /// XML Schema datatypes.
    xsd "http://www.w3.org/2001/XMLSchema#" {
        STRING = "string", BOOLEAN = "boolean", INTEGER = "integer", DECIMAL = "decimal", DATE = "date",
        G_YEAR_MONTH = "gYearMonth", G_YEAR = "gYear", DATE_TIME = "dateTime",
    }
}

/// Wikidata: the namespaces of its RDF.
pub mod wikidata {
    /// Items and properties as things.
    pub const ENTITY: &str = "http://www.wikidata.org/entity/";
    /// Statement nodes.
    pub const STATEMENT: &str = "http://www.wikidata.org/entity/statement/";
    /// Properties from an item to the values of its best statements.
    pub const DIRECT: &str = "http://www.wikidata.org/prop/direct/";
    /// Properties from an item to its statement nodes.
    pub const CLAIM: &str = "http://www.wikidata.org/prop/";
    /// Properties from a statement node to its value.
    pub const VALUE: &str = "http://www.wikidata.org/prop/statement/";
    /// Properties from a statement node to the values of its qualifiers.
    pub const QUALIFIER: &str = "http://www.wikidata.org/prop/qualifier/";
    /// Files of Wikimedia Commons.
    pub const COMMONS_FILE: &str = "http://commons.wikimedia.org/wiki/Special:FilePath/";
    /// Pages of Wikimedia Commons that hold data.
    pub const COMMONS_DATA: &str = "http://commons.wikimedia.org/data/main/";
}

terms! {
    /// The data model of Wikibase.
    wikibase "http://wikiba.se/ontology#" {
        STATEMENT = "Statement", RANK = "rank", PREFERRED_RANK = "PreferredRank", NORMAL_RANK = "NormalRank", DEPRECATED_RANK = "DeprecatedRank",
        BEST_RANK = "BestRank",
    }
}

terms! {
    /// GeoNames.
    gn "http://www.geonames.org/ontology#" {
        FEATURE = "Feature", NAME = "name", ALTERNATE_NAME = "alternateName", COUNTRY_CODE = "countryCode",
        FEATURE_CLASS = "featureClass", FEATURE_CODE = "featureCode", POPULATION = "population",
    }
}

terms! {
    /// Positions on the Earth.
    wgs84 "http://www.w3.org/2003/01/geo/wgs84_pos#" { LAT = "lat", LONG = "long" }
}

terms! {
    /// `GeoSPARQL`.
    geosparql "http://www.opengis.net/ont/geosparql#" { WKT_LITERAL = "wktLiteral" }
}

terms! {
    /// `FollowTheMoney`, the model of `OpenSanctions`. A schema's or a property's name follows the namespace.
    ftm "https://schema.followthemoney.tech/#" { SANCTION = "Sanction", NAME = "name", CAPTION = "caption" }
}

/// The prefixes of exports and queries, in the order in which they are written. `ent:` depends on the base
/// and is not among them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dm", dm::NS),
    ("frame", frame::NS),
    ("nif", nif::NS),
    ("itsrdf", itsrdf::NS),
    ("prov", prov::NS),
    ("dct", dct::NS),
    ("skos", skos::NS),
    ("schema", schema::NS),
    ("org", org::NS),
    ("void", void::NS),
    ("dcat", dcat::NS),
    ("wd", "http://www.wikidata.org/entity/"),
    ("plover", plover::NS),
    ("owl", owl::NS),
    ("rdf", rdf::NS),
    ("rdfs", rdfs::NS),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("xsd", xsd::NS),
];

/// A term of Demarche's ontology by its local name, which must be fit for an IRI.
#[must_use]
pub fn demarche(local_name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{local_name}", dm::NS))
}
