//! From what the files say about terms to situation types, frames, qualifiers and word sets; checks that they fit together.

use super::entity::EntityClass;
use super::examples::{self, Example};
use super::faults::{Faults, both, gather};
use super::frames::{Frame, FrameContext, FrameParser};
use super::ontology::{DirectProperty, OntologyError, Outlasts, Role, SituationType, Words};
use super::qualifiers::{self, Qualifier, QualifierContext};
use super::sources::{Description, Source, Terms, local_name};
use super::syntax::SyntaxError;
use super::turtle_file::Position;
use super::vocabulary::{dm, owl, plover, rdfs, schema, skos};
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
    pub(super) fn parse(&self, of: &SituationType, sources: &[Source]) -> Result<Vec<Example>, Faults<OntologyError>> {
        let source = &sources[self.source];
        let roles: Vec<_> = of.roles.iter().map(|role| role.name.clone()).collect();
        let start = source.line_of(&self.text) - 1;
        let parsed = examples::parse(&self.text, &roles);
        let mut examples = parsed.map_err(|faults| in_file(source, &self.text, "examples", faults))?;
        for example in &mut examples {
            example.line += start;
        }
        Ok(examples)
    }
}

/// Errors in a literal as errors in its file.
fn in_file(source: &Source, text: &str, what: &'static str, faults: Faults<SyntaxError>) -> Faults<OntologyError> {
    let start = source.line_of(text) - 1;
    faults.map(|error| {
        let position = Position { line: u64::from(start + error.line), column: error.column.into() };
        OntologyError::Line { file: source.name.clone(), position, what, reason: error.reason }
    })
}

/// Reads the descriptions.
pub(super) fn load(sources: &[Source], terms: &Terms) -> Result<Loaded, Faults<OntologyError>> {
    let loader = Loader { sources, terms };
    let checked = both(loader.loaded(), loader.all_declared());
    checked.map(|(loaded, ())| loaded).map_err(|faults| faults.sorted_by(OntologyError::place))
}

/// The files and what they say.
pub(super) struct Loader<'a> {
    pub(super) sources: &'a [Source],
    pub(super) terms: &'a Terms,
}

impl<'a> Loader<'a> {
    fn loaded(&self) -> Result<Loaded, Faults<OntologyError>> {
        let (words, mut types) = both(self.words(), self.types())?;
        let frames = self.frames(&types, &words);
        types.extend(self.subtypes(&types));
        types.sort_by(|left, right| left.name.cmp(&right.name));
        self.all_distinct(&types)?;
        let lines = both(frames, self.qualifiers(&types));
        let ((frames, qualifiers), examples) = both(lines, self.examples(&types))?;
        Ok(Loaded { types, frames, qualifiers, words, examples })
    }

    fn words(&self) -> Result<WordLists, Faults<OntologyError>> {
        let mut words = WordLists::default();
        gather(
            self.literals(dm::WORD_SETS)
                .map(|(description, text)| words.add(text).map_err(|faults| self.lines(description, text, "wordSets", faults))),
        )?;
        Ok(words)
    }

    fn literals(&self, property: NamedNodeRef<'static>) -> impl Iterator<Item = (&'a Description, &'a str)> + use<'a> {
        let terms = self.terms;
        terms.all().flat_map(move |description| description.literals(property).map(move |text| (description, text)))
    }

    fn types(&self) -> Result<Vec<SituationType>, Faults<OntologyError>> {
        let types = gather(self.situations().map(|description| self.situation_type(description)));
        both(types, self.all_in_place()).map(|(types, ())| types)
    }

    /// The classes that declare roles.
    fn situations(&self) -> impl Iterator<Item = &'a Description> + use<'a> {
        let terms = self.terms;
        terms.all().filter(|description| description.is_a(owl::CLASS) && description.iris(dm::ROLE).next().is_some())
    }

    fn situation_type(&self, description: &Description) -> Result<SituationType, Faults<OntologyError>> {
        let ((), roles) = both(self.described(description), self.roles(description))?;
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
            outlasts: Outlasts {
                end: description.literals(dm::OUTLASTS_ITS_END).next() == Some("true"),
                rejection: description.literals(dm::OUTLASTS_ITS_REJECTION).next() == Some("true"),
            },
            self_vouched: named(dm::SELF_VOUCHED)?,
            source: named(dm::SOURCE_ROLE)?,
            target: named(dm::TARGET_ROLE)?,
            plover: self.notations(description).filter(|notation| !is_cameo(notation)).collect(),
            cameo: self.notations(description).filter(|notation| is_cameo(notation)).collect(),
            file: self.source_of(description).name.clone(),
            own: self.source_of(description).own,
            roles,
        };
        Ok(found)
    }

    fn roles(&self, description: &Description) -> Result<Vec<Role>, Faults<OntologyError>> {
        let core: Vec<&str> = description.iris(dm::CORE_ROLE).collect();
        let roles = gather(description.iris(dm::ROLE).map(|iri| self.role(description, iri, core.contains(&iri))))?;
        let stray = core.iter().find(|iri| !roles.iter().any(|role| role.iri == **iri)).map(|iri| local_name(iri));
        stray.map_or(Ok(roles), |name| {
            Err(self.term(description, name, format!("the core role `{name}` is none of its roles")).into())
        })
    }

    fn role(&self, description: &Description, iri: &str, core: bool) -> Result<Role, Faults<OntologyError>> {
        let name = local_name(iri);
        let missing = || self.term(description, name, format!("the role `{name}` is declared in no file"));
        let property = self.terms.get(iri).ok_or_else(missing)?;
        self.described(property)?;
        let words = words_of(property);
        let actor = property.iris(rdfs::RANGE).any(|class| self.is_for_actors(class));
        let range = property.iris(rdfs::RANGE).find_map(|class| EntityClass::from_local_name(local_name(class)));
        Ok(Role { name: local_name(iri).into(), iri: iri.to_owned(), core, words, actor, range })
    }

    /// Whether actors are among a class: it is theirs, one of their own classes, or that of all entities.
    fn is_for_actors(&self, class: &str) -> bool {
        let beneath =
            || self.terms.get(class).is_some_and(|term| term.iris(rdfs::SUB_CLASS_OF).any(|above| above == dm::ACTOR.as_str()));
        class == dm::ACTOR.as_str() || class == dm::ENTITY.as_str() || beneath()
    }

    fn family(&self, description: &Description) -> Result<Arc<str>, OntologyError> {
        let family = description.iris(dm::FAMILY).next().map(|iri| local_name(iri).trim_end_matches("Family").into());
        family.ok_or_else(|| self.term(description, "", "has no dm:family".to_owned()))
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
        let name = local_name(iri);
        role.ok_or_else(|| self.term(description, name, format!("`{name}` is none of its roles")))
    }

    fn direct(&self, description: &Description, roles: &[Role]) -> Result<Vec<DirectProperty>, OntologyError> {
        description.iris(dm::DIRECT_PROPERTY).map(|iri| self.direct_property(description, iri, roles)).collect()
    }

    fn direct_property(&self, description: &Description, iri: &str, roles: &[Role]) -> Result<DirectProperty, OntologyError> {
        let incomplete = || {
            let name = local_name(iri);
            self.term(description, name, format!("the direct property `{name}` needs dm:directSubject and dm:directObject"))
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

    /// The examples of all types, those of the user's files read once to see that they can be; each type must have some of
    /// both kinds.
    fn examples(&self, types: &[SituationType]) -> Result<Vec<ExampleText>, Faults<OntologyError>> {
        let found = gather(self.situations().map(|description| self.examples_of(description)))?;
        let found: Vec<_> = found.into_iter().flatten().collect();
        let types = types.iter().filter(|found| found.own);
        gather(types.flat_map(|of| found.iter().filter(|text| text.class == of.name).map(|text| text.parse(of, self.sources))))?;
        Ok(found)
    }

    fn examples_of(&self, description: &Description) -> Result<Vec<ExampleText>, Faults<OntologyError>> {
        let texts = || description.literals(dm::EXAMPLES);
        if !texts().any(examples::has_both_kinds) {
            let reason = "needs examples of both kinds in dm:examples: `+ sentence => …` and `- sentence`".to_owned();
            return Err(self.term(description, "", reason).into());
        }
        let class: Arc<str> = description.local_name().into();
        let example = |text: &str| ExampleText { class: class.clone(), text: text.to_owned(), source: description.source };
        Ok(texts().map(example).collect())
    }

    fn frames(&self, types: &[SituationType], words: &WordLists) -> Result<Vec<Frame>, Faults<OntologyError>> {
        let mut parser = FrameParser::default();
        let found = gather(self.situations().zip(types).map(|(description, situation)| {
            let roles: Vec<_> = situation.roles.iter().map(|role| role.name.clone()).collect();
            let subtypes: Vec<_> = self.narrower(&situation.iri).map(|narrower| narrower.local_name().into()).collect();
            let context = FrameContext { class: situation.name.clone(), roles: &roles, subtypes: &subtypes, words };
            self.frames_of(description, &context, &mut parser)
        }))?;
        Ok(found.into_iter().flatten().collect())
    }

    fn frames_of(
        &self,
        description: &Description,
        context: &FrameContext<'_>,
        parser: &mut FrameParser,
    ) -> Result<Vec<Frame>, Faults<OntologyError>> {
        let literals = [(dm::FRAMES, "frames", false), (dm::WEAK_FRAMES, "weakFrames", true)];
        let texts = literals.into_iter().flat_map(|(property, what, weak)| {
            let texts: Vec<_> = description.literals(property).collect();
            texts.into_iter().map(move |text| (text, what, weak))
        });
        let found = gather(texts.map(|(text, what, weak)| {
            let parsed = parser.parse(text, weak, context);
            let mut frames = parsed.map_err(|faults| self.lines(description, text, what, faults))?;
            let start = self.source_of(description).line_of(text) - 1;
            for frame in &mut frames {
                frame.line += start;
            }
            Ok(frames)
        }))?;
        Ok(found.into_iter().flatten().collect())
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

    fn qualifiers(&self, types: &[SituationType]) -> Result<Vec<Qualifier>, Faults<OntologyError>> {
        let names: Vec<_> = types.iter().map(|situation| situation.name.clone()).collect();
        let literals = self.literals(dm::QUALIFIERS).filter(|(description, _)| description.is_a(dm::QUALIFIER_KIND));
        let found = gather(literals.map(|(description, text)| {
            let context = QualifierContext { kind: description.local_name().into(), types: &names };
            qualifiers::parse(text, &context).map_err(|faults| self.lines(description, text, "qualifiers", faults))
        }))?;
        Ok(found.into_iter().flatten().collect())
    }

    fn source_of(&self, description: &Description) -> &'a Source {
        &self.sources[description.source]
    }

    /// Faults in the lines of a literal.
    fn lines(
        &self,
        description: &Description,
        text: &str,
        what: &'static str,
        faults: Faults<SyntaxError>,
    ) -> Faults<OntologyError> {
        in_file(self.source_of(description), text, what, faults)
    }

    /// A fault of a term; `near` is what is wrong in its description, if that stands there.
    pub(super) fn term(&self, description: &Description, near: &str, reason: String) -> OntologyError {
        let (source, term) = (self.source_of(description), description.local_name());
        OntologyError::Term { file: source.name.clone(), position: source.position(term, near), term: term.to_owned(), reason }
    }
}

/// What may fill a role besides entities: no object property's values are words.
fn words_of(property: &Description) -> Words {
    if property.is_a(owl::OBJECT_PROPERTY) {
        return Words::None;
    }
    let acts = property.iris(schema::RANGE_INCLUDES).any(|class| class == dm::SITUATION.as_str());
    if acts { Words::Acts } else { Words::Things }
}

fn is_cameo(notation: &str) -> bool {
    notation.starts_with(|char: char| char.is_ascii_digit())
}
