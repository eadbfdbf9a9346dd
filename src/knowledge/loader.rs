//! From what the files say about terms to situation types, frames, qualifiers and word sets; checks that they fit together.

use super::entity::EntityClass;
use super::examples::{self, Example};
use super::frames::{Frame, FrameContext, FrameParser};
use super::ontology::{DirectProperty, OntologyError, Role, SituationType};
use super::qualifiers::{self, Qualifier, QualifierContext};
use super::sources::{Description, NotTurtle, Source, Terms, local_name};
use super::syntax::SyntaxError;
use super::vocabulary::{dm, owl, plover, rdfs, skos};
use super::words::WordLists;
use oxrdf::NamedNodeRef;
use std::sync::Arc;

/// All that the files describe.
pub(super) struct Loaded {
    pub(super) types: Vec<SituationType>,
    pub(super) frames: Vec<Frame>,
    pub(super) qualifiers: Vec<Qualifier>,
    pub(super) words: WordLists,
    pub(super) examples: Vec<ExampleText>,
}

/// A literal of examples that has not been read yet.
#[derive(Debug, Clone)]
pub(super) struct ExampleText {
    /// The local name of the type.
    pub(super) class: Arc<str>,
    text: String,
    source: usize,
}

impl ExampleText {
    /// Reads it. Lines of examples count in their file.
    pub(super) fn parse(&self, roles: &[Arc<str>], sources: &[Source]) -> Result<Vec<Example>, OntologyError> {
        let source = &sources[self.source];
        let start = source.line_of(&self.text) - 1;
        let mut examples = examples::parse(&self.text, roles).map_err(|error| in_file(source, &self.text, "examples", &error))?;
        for example in &mut examples {
            example.line += start;
        }
        Ok(examples)
    }
}

/// An error in a literal as an error in its file.
fn in_file(source: &Source, text: &str, what: &'static str, error: &SyntaxError) -> OntologyError {
    let line = source.line_of(text) + error.line - 1;
    OntologyError::Line { file: source.name.clone(), line, column: error.column, what, reason: error.reason.clone() }
}

/// Reads the descriptions.
pub(super) fn load(sources: &[Source], terms: &Terms) -> Result<Loaded, OntologyError> {
    let loader = Loader { sources, terms };
    let words = loader.words()?;
    let mut types = loader.types()?;
    let frames = loader.frames(&types, &words)?;
    types.extend(loader.subtypes(&types));
    types.sort_by(|left, right| left.name.cmp(&right.name));
    let qualifiers = loader.qualifiers(&types)?;
    let examples = loader.examples()?;
    Ok(Loaded { types, frames, qualifiers, words, examples })
}

impl From<NotTurtle> for OntologyError {
    fn from(error: NotTurtle) -> Self {
        Self::Turtle { file: error.file, line: error.line, column: error.column, reason: error.reason }
    }
}

struct Loader<'a> {
    sources: &'a [Source],
    terms: &'a Terms,
}

impl<'a> Loader<'a> {
    fn words(&self) -> Result<WordLists, OntologyError> {
        let mut words = WordLists::default();
        for description in self.terms.all() {
            for text in description.literals(dm::WORD_SETS) {
                words.add(text).map_err(|error| self.line(description, text, "wordSets", &error))?;
            }
        }
        Ok(words)
    }

    fn types(&self) -> Result<Vec<SituationType>, OntologyError> {
        self.situations().map(|description| self.situation_type(description)).collect()
    }

    /// The classes that declare roles.
    fn situations(&self) -> impl Iterator<Item = &'a Description> + use<'a> {
        let terms = self.terms;
        terms.all().filter(|description| description.is_a(owl::CLASS) && description.iris(dm::ROLE).next().is_some())
    }

    fn situation_type(&self, description: &Description) -> Result<SituationType, OntologyError> {
        self.described(description)?;
        let roles = self.roles(description)?;
        let named = |property| self.one_role(description, property, &roles);
        let found = SituationType {
            name: description.local_name().into(),
            iri: description.iri.clone(),
            parent: None,
            label: description.literals(rdfs::LABEL).next().unwrap_or_default().to_owned(),
            family: self.family(description)?,
            key: self.key(description, &roles)?,
            min_fillers: description.literals(dm::MIN_FILLERS).next().and_then(|number| number.parse().ok()).unwrap_or(1),
            direct: self.direct(description, &roles)?,
            alternative_core: named(dm::ALTERNATIVE_CORE)?,
            tells_with_one: description.literals(dm::TELLS_WITH_ONE).next() == Some("true"),
            self_vouched: named(dm::SELF_VOUCHED)?,
            source: named(dm::SOURCE_ROLE)?,
            target: named(dm::TARGET_ROLE)?,
            plover: self.notations(description).filter(|notation| !is_cameo(notation)).collect(),
            cameo: self.notations(description).filter(|notation| is_cameo(notation)).collect(),
            file: self.sources[description.source].name.clone(),
            roles,
        };
        Ok(found)
    }

    /// That a term has what every term of the ontology has.
    fn described(&self, description: &Description) -> Result<(), OntologyError> {
        for (property, what) in
            [(rdfs::LABEL, "rdfs:label"), (skos::DEFINITION, "skos:definition"), (skos::EXAMPLE, "skos:example")]
        {
            if description.literals(property).next().is_none() {
                return Err(self.term(description, format!("has no {what}; add one in English")));
            }
        }
        Ok(())
    }

    fn roles(&self, description: &Description) -> Result<Vec<Role>, OntologyError> {
        let core: Vec<&str> = description.iris(dm::CORE_ROLE).collect();
        let roles = description
            .iris(dm::ROLE)
            .map(|iri| self.role(description, iri, core.contains(&iri)))
            .collect::<Result<Vec<_>, _>>()?;
        let stray = core.iter().find(|iri| !roles.iter().any(|role| role.iri == **iri));
        stray.map_or(Ok(roles), |iri| {
            Err(self.term(description, format!("the core role `{}` is none of its roles", local_name(iri))))
        })
    }

    fn role(&self, description: &Description, iri: &str, core: bool) -> Result<Role, OntologyError> {
        let missing = || self.term(description, format!("the role `{}` is declared in no file", local_name(iri)));
        let property = self.terms.get(iri).ok_or_else(missing)?;
        self.described(property)?;
        let takes_words = !property.is_a(owl::OBJECT_PROPERTY);
        let actor = property.iris(rdfs::RANGE).any(|class| self.is_for_actors(class));
        let range = property.iris(rdfs::RANGE).find_map(|class| EntityClass::from_local_name(local_name(class)));
        Ok(Role { name: local_name(iri).into(), iri: iri.to_owned(), core, takes_words, actor, range })
    }

    /// Whether actors are among a class: it is theirs, one of their own classes, or that of all entities.
    fn is_for_actors(&self, class: &str) -> bool {
        let beneath =
            || self.terms.get(class).is_some_and(|term| term.iris(rdfs::SUB_CLASS_OF).any(|above| above == dm::ACTOR.as_str()));
        class == dm::ACTOR.as_str() || class == dm::ENTITY.as_str() || beneath()
    }

    fn family(&self, description: &Description) -> Result<Arc<str>, OntologyError> {
        let family = description.iris(dm::FAMILY).next().map(|iri| local_name(iri).trim_end_matches("Family").into());
        family.ok_or_else(|| self.term(description, "has no dm:family".to_owned()))
    }

    fn key(&self, description: &Description, roles: &[Role]) -> Result<Vec<Arc<str>>, OntologyError> {
        let key = description.iris(dm::KEY_ROLE);
        key.map(|iri| if iri == dm::TIME.as_str() { Ok("time".into()) } else { self.known_role(description, iri, roles) })
            .collect()
    }

    fn one_role(
        &self,
        description: &Description,
        property: NamedNodeRef<'_>,
        roles: &[Role],
    ) -> Result<Option<Arc<str>>, OntologyError> {
        description.iris(property).next().map(|iri| self.known_role(description, iri, roles)).transpose()
    }

    fn known_role(&self, description: &Description, iri: &str, roles: &[Role]) -> Result<Arc<str>, OntologyError> {
        let role = roles.iter().find(|role| role.iri == iri).map(|role| role.name.clone());
        role.ok_or_else(|| self.term(description, format!("`{}` is none of its roles", local_name(iri))))
    }

    fn direct(&self, description: &Description, roles: &[Role]) -> Result<Vec<DirectProperty>, OntologyError> {
        description.iris(dm::DIRECT_PROPERTY).map(|iri| self.direct_property(description, iri, roles)).collect()
    }

    fn direct_property(&self, description: &Description, iri: &str, roles: &[Role]) -> Result<DirectProperty, OntologyError> {
        let incomplete = || {
            self.term(
                description,
                format!("the direct property `{}` needs dm:directSubject and dm:directObject", local_name(iri)),
            )
        };
        let property = self.terms.get(iri).ok_or_else(incomplete)?;
        let role =
            |end| property.iris(end).next().ok_or_else(incomplete).and_then(|iri| self.known_role(description, iri, roles));
        Ok(DirectProperty { iri: iri.to_owned(), subject: role(dm::DIRECT_SUBJECT)?, object: role(dm::DIRECT_OBJECT)? })
    }

    /// The notations of the PLOVER and CAMEO concepts that a type is mapped to.
    fn notations<'b>(&'b self, description: &'b Description) -> impl Iterator<Item = String> + use<'a, 'b> {
        let mapped = description
            .iris(skos::CLOSE_MATCH)
            .chain(description.iris(skos::BROAD_MATCH))
            .filter(|iri| iri.starts_with(plover::NS));
        mapped.filter_map(|iri| self.terms.get(iri)?.literals(skos::NOTATION).next().map(str::to_owned))
    }

    /// The examples of all types, unread; each type must have some of both kinds.
    fn examples(&self) -> Result<Vec<ExampleText>, OntologyError> {
        let mut found = Vec::new();
        for description in self.situations() {
            let texts = || description.literals(dm::EXAMPLES);
            if !texts().any(examples::has_both_kinds) {
                return Err(self.term(
                    description,
                    "needs examples of both kinds in dm:examples: `+ sentence => …` and `- sentence`".to_owned(),
                ));
            }
            let class: Arc<str> = description.local_name().into();
            found.extend(texts().map(|text| ExampleText {
                class: class.clone(),
                text: text.to_owned(),
                source: description.source,
            }));
        }
        Ok(found)
    }

    fn frames(&self, types: &[SituationType], words: &WordLists) -> Result<Vec<Frame>, OntologyError> {
        let mut found = Vec::new();
        let mut parser = FrameParser::default();
        for (description, situation) in self.situations().zip(types) {
            let roles: Vec<_> = situation.roles.iter().map(|role| role.name.clone()).collect();
            let subtypes: Vec<_> = self.narrower(&situation.iri).map(|narrower| narrower.local_name().into()).collect();
            let context = FrameContext { class: situation.name.clone(), roles: &roles, subtypes: &subtypes, words };
            for (property, what, weak) in [(dm::FRAMES, "frames", false), (dm::WEAK_FRAMES, "weakFrames", true)] {
                for text in description.literals(property) {
                    let frames = parser.parse(text, weak, &context);
                    found.extend(frames.map_err(|error| self.line(description, text, what, &error))?);
                }
            }
        }
        Ok(found)
    }

    /// The classes declared directly beneath a class that have no roles of their own.
    fn narrower<'b>(&'b self, iri: &'b str) -> impl Iterator<Item = &'a Description> + use<'a, 'b> {
        let terms = self.terms;
        terms
            .all()
            .filter(move |term| term.iris(rdfs::SUB_CLASS_OF).any(|class| class == iri) && term.iris(dm::ROLE).next().is_none())
    }

    fn subtypes(&self, types: &[SituationType]) -> Vec<SituationType> {
        let narrower = |parent: &SituationType, description: &Description| SituationType {
            name: description.local_name().into(),
            iri: description.iri.clone(),
            parent: Some(parent.name.clone()),
            label: description.literals(rdfs::LABEL).next().unwrap_or_default().to_owned(),
            ..parent.clone()
        };
        types.iter().flat_map(|parent| self.narrower(&parent.iri).map(move |description| narrower(parent, description))).collect()
    }

    fn qualifiers(&self, types: &[SituationType]) -> Result<Vec<Qualifier>, OntologyError> {
        let names: Vec<_> = types.iter().map(|situation| situation.name.clone()).collect();
        let mut found = Vec::new();
        for description in self.terms.all().filter(|description| description.is_a(dm::QUALIFIER_KIND)) {
            let context = QualifierContext { kind: description.local_name().into(), types: &names };
            for text in description.literals(dm::QUALIFIERS) {
                let qualifiers = qualifiers::parse(text, &context);
                found.extend(qualifiers.map_err(|error| self.line(description, text, "qualifiers", &error))?);
            }
        }
        Ok(found)
    }

    fn line(&self, description: &Description, text: &str, what: &'static str, error: &SyntaxError) -> OntologyError {
        in_file(&self.sources[description.source], text, what, error)
    }

    fn term(&self, description: &Description, reason: String) -> OntologyError {
        let file = self.sources[description.source].name.clone();
        OntologyError::Term { file, term: description.local_name().to_owned(), reason }
    }
}

fn is_cameo(notation: &str) -> bool {
    notation.starts_with(|char: char| char.is_ascii_digit())
}
