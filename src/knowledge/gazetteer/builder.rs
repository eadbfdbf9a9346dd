//! From drafts to entities: references are resolved and the whole is checked.
//!
//! Nothing comes out of half a file: whatever is wrong is told, with file, place, subject and reason, and no entity is.

use super::super::entity::{EntityClass, EntityId};
use super::super::faults::Faults;
use super::model::{Entity, Name, NameKind, Tenure, Usage};
use super::names::{stands_alone, surname, without_arabic_article};
use super::turtle::{DM, Draft, GazetteerError, Property, Source, parse};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads files into entities that continue `base`: its numbers stay, new entities follow, sorted by
/// IRI, and what the files say of an entity of `base` is added to it.
///
/// # Errors
/// If there is any fault in any file: all that can be told without supposing what a faulty line was meant to say.
pub fn read(sources: &[Source], base: Vec<Entity>) -> Result<Vec<Entity>, Faults<GazetteerError>> {
    let mut builder = Builder::new(sources, base);
    let mut drafts = BTreeMap::new();
    for (file, source) in sources.iter().enumerate() {
        parse(file, source, &mut drafts, &mut builder.faults);
    }
    builder.declare(&drafts);
    for (subject, draft) in drafts.iter().filter(|(_, draft)| !draft.broken) {
        let done = if draft.membership { builder.appoint(subject, draft) } else { builder.complete(subject, draft) };
        builder.faults.extend(done.err());
    }
    builder.finish()
}

/// Entities under construction.
struct Builder<'a> {
    sources: &'a [Source],
    entities: Vec<Entity>,
    numbers: HashMap<Box<str>, EntityId>,
    /// Which entities the files describe, and in which file, for checks on the whole.
    touched: Vec<(EntityId, usize)>,
    faults: Vec<GazetteerError>,
}

impl<'a> Builder<'a> {
    fn new(sources: &'a [Source], base: Vec<Entity>) -> Self {
        let numbers = base.iter().enumerate().map(|(i, entity)| (entity.slug.clone(), EntityId(i as u32))).collect();
        Self { sources, entities: base, numbers, touched: Vec::new(), faults: Vec::new() }
    }

    /// Gives every new entity its number, so that references in any direction resolve: those to an entity with a
    /// fault too, which is told once and not again for each.
    fn declare(&mut self, drafts: &BTreeMap<String, Draft>) {
        for (subject, draft) in drafts.iter().filter(|(_, draft)| !draft.membership) {
            let known = self.numbers.get(subject.as_str()).copied();
            self.faults.extend(self.misdeclared(subject, draft, known));
            let number = known.unwrap_or_else(|| self.push(subject, draft.class.unwrap_or(EntityClass::Other)));
            self.touched.push((number, draft.file));
        }
    }

    /// What is wrong with the class of an entity: it has none, or another than in the base.
    fn misdeclared(&self, subject: &str, draft: &Draft, known: Option<EntityId>) -> Option<GazetteerError> {
        let source = &self.sources[draft.file];
        let Some(known) = known else {
            let missing = draft.class.is_none() && !draft.broken;
            return missing.then(|| source.invalid(subject, "", "it has no class: write \"a dm:State\" or the like"));
        };
        let known = self.entities[known.0 as usize].class;
        let class = draft.class.filter(|class| *class != known)?.local_name();
        let reason = format!("it is a dm:{} in the built-in gazetteer and cannot be a dm:{class} too", known.local_name());
        Some(source.invalid(subject, &class, reason))
    }

    fn push(&mut self, slug: &str, class: EntityClass) -> EntityId {
        let number = EntityId(self.entities.len() as u32);
        self.numbers.insert(slug.into(), number);
        self.entities.push(Entity::new(slug, class));
        number
    }

    fn resolve(&self, source: &Source, subject: &str, slug: &str) -> Result<EntityId, GazetteerError> {
        let known = self.numbers.get(slug).copied();
        known.ok_or_else(|| source.invalid(subject, slug, format!("ent:{slug} is described nowhere")))
    }

    fn resolve_all(&self, subject: &str, draft: &Draft, property: Property) -> Result<Vec<EntityId>, GazetteerError> {
        let source = &self.sources[draft.file];
        draft.all(property).map(|slug| self.resolve(source, subject, slug)).collect()
    }

    /// Fills in what a draft says of its entity.
    fn complete(&mut self, subject: &str, draft: &Draft) -> Result<(), GazetteerError> {
        let references = self.references(subject, draft)?;
        let source = &self.sources[draft.file];
        let usage = draft.one(Property::Usage).map(|iri| usage(source, subject, iri)).transpose()?;
        let number = self.numbers[subject];
        let entity = &mut self.entities[number.0 as usize];
        name(source, entity, draft)?;
        for (list, added) in [
            (&mut entity.belongs_to, references.belongs_to),
            (&mut entity.capitals, references.capitals),
            (&mut entity.claimed_by, references.claimed_by),
            (&mut entity.administered_by, references.administered_by),
            (&mut entity.parties, references.parties),
        ] {
            let new: Vec<_> = added.into_iter().filter(|id| !list.contains(id)).collect();
            list.extend(new);
        }
        entity.stands_for = references.stands_for.or(entity.stands_for);
        entity.broader = references.broader.or(entity.broader);
        entity.usage = usage.or(entity.usage);
        for iri in draft.all(Property::ExactMatch) {
            if entity.exact_matches.iter().all(|known| **known != *iri) {
                entity.exact_matches.push(iri.into());
            }
        }
        for (field, property) in [
            (&mut entity.iso_alpha2, Property::IsoAlpha2),
            (&mut entity.iso_alpha3, Property::IsoAlpha3),
            (&mut entity.category, Property::Category),
            (&mut entity.begin, Property::Begin),
            (&mut entity.end, Property::End),
        ] {
            if let Some(value) = draft.one(property) {
                *field = Some(value.into());
            }
        }
        Ok(())
    }

    fn references(&self, subject: &str, draft: &Draft) -> Result<References, GazetteerError> {
        Ok(References {
            belongs_to: self.resolve_all(subject, draft, Property::BelongsTo)?,
            capitals: self.resolve_all(subject, draft, Property::Capital)?,
            claimed_by: self.resolve_all(subject, draft, Property::ClaimedBy)?,
            administered_by: self.resolve_all(subject, draft, Property::AdministeredBy)?,
            parties: self.resolve_all(subject, draft, Property::Party)?,
            stands_for: self.resolve_all(subject, draft, Property::StandsFor)?.pop(),
            broader: self.resolve_all(subject, draft, Property::Broader)?.pop(),
        })
    }

    /// Adds a term of office to its holder.
    fn appoint(&mut self, subject: &str, draft: &Draft) -> Result<(), GazetteerError> {
        let source = &self.sources[draft.file];
        let missing = |what: &str| source.invalid(subject, "", format!("a term of office without {what}"));
        let member = draft.one(Property::Member).ok_or_else(|| missing("org:member"))?;
        let organization = draft.one(Property::MemberOf).ok_or_else(|| missing("org:organization"))?;
        let office = draft.one(Property::OfficeName).ok_or_else(|| missing("dm:officeTitle"))?;
        let (begin, end) = (draft.one(Property::Begin), draft.one(Property::End));
        if let (Some(begin), Some(end)) = (begin, end)
            && end < begin.get(..end.len()).unwrap_or(begin)
        {
            return Err(source.invalid(subject, end, format!("it ends ({end}) before it begins ({begin})")));
        }
        let member = self.resolve(source, subject, member)?;
        let organization = self.resolve(source, subject, organization)?;
        self.entities[member.0 as usize].tenures.push(Tenure {
            slug: subject.into(),
            office: office.into(),
            office_entity: None,
            organization,
            begin: begin.map(Into::into),
            end: end.map(Into::into),
        });
        Ok(())
    }

    /// Checks that hold for the whole, and what is derived from it.
    fn finish(mut self) -> Result<Vec<Entity>, Faults<GazetteerError>> {
        if self.faults.is_empty() {
            self.faults = self.shared_labels();
        }
        self.faults.sort_by(|a, b| a.place().cmp(&b.place()));
        self.faults.dedup_by(|a, b| a.to_string() == b.to_string());
        Faults::none(self.faults)?;
        let offices = office_names(&self.entities);
        for entity in &mut self.entities {
            entity.tenures.sort_by(|a, b| (&a.begin, &a.slug).cmp(&(&b.begin, &b.slug)));
            entity.tenures.dedup_by(|a, b| a.slug == b.slug);
            for tenure in &mut entity.tenures {
                tenure.office_entity = offices.get(&tenure.office.to_lowercase()).copied();
            }
        }
        Ok(self.entities)
    }

    /// Labels differ within a class: entities of a label that another has.
    fn shared_labels(&self) -> Vec<GazetteerError> {
        let mut labels: HashMap<(EntityClass, &str), &str> = HashMap::new();
        let files: HashMap<_, _> = self.touched.iter().copied().collect();
        let mut faults = Vec::new();
        for (number, entity) in self.entities.iter().enumerate() {
            let other = labels.insert((entity.class, &entity.label), &entity.slug);
            if let (Some(other), Some(&file)) = (other, files.get(&EntityId(number as u32))) {
                let reason = format!("the label \"{}\" is also that of ent:{other}; labels differ within a class", entity.label);
                faults.push(self.sources[file].invalid(&entity.slug, "", reason));
            }
        }
        faults
    }
}

/// References of one draft, resolved.
struct References {
    belongs_to: Vec<EntityId>,
    capitals: Vec<EntityId>,
    claimed_by: Vec<EntityId>,
    administered_by: Vec<EntityId>,
    parties: Vec<EntityId>,
    stands_for: Option<EntityId>,
    broader: Option<EntityId>,
}

fn usage(source: &Source, subject: &str, iri: &str) -> Result<Usage, GazetteerError> {
    match iri.strip_prefix(DM) {
        Some("AlwaysGovernment") => Ok(Usage::AlwaysGovernment),
        Some("PlaceOrGovernment") => Ok(Usage::PlaceOrGovernment),
        _ => Err(source.invalid(subject, "usage", format!("<{iri}> is neither dm:AlwaysGovernment nor dm:PlaceOrGovernment"))),
    }
}

/// Adds a draft's names to its entity. A label that is also a contextual name counts as one.
fn name(source: &Source, entity: &mut Entity, draft: &Draft) -> Result<(), GazetteerError> {
    let mut labels = draft.all(Property::Name(NameKind::Label));
    if let Some(label) = labels.next() {
        entity.label = label.into();
    }
    if entity.label.is_empty() {
        return Err(source.invalid(&entity.slug, "", "it has no rdfs:label"));
    }
    if labels.next().is_some() {
        return Err(source.invalid(&entity.slug, "label", "it has two labels: make one an skos:altLabel"));
    }
    let named = draft.values.iter().filter_map(|(property, value)| match property {
        Property::Name(kind) => Some(Name { text: value.clone(), kind: *kind }),
        Property::FamilyName => Some(Name { text: value.clone(), kind: NameKind::Surname }),
        _ => None,
    });
    entity.names.extend(named);
    if entity.class == EntityClass::Person {
        add_surnames(entity);
    }
    let contextual: HashSet<_> = entity.names_of(NameKind::Contextual).map(Box::<str>::from).collect();
    entity.names.retain(|name| name.kind != NameKind::Label || !contextual.contains(&name.text));
    entity.names.sort_by(|a, b| (a.kind, &a.text).cmp(&(b.kind, &b.text)));
    entity.names.dedup();
    Ok(())
}

/// A person's surname is the last word of the label, unless the file gives it.
fn add_surnames(entity: &mut Entity) {
    let given = entity.names_of(NameKind::Surname).next().map(str::to_owned);
    let Some(family) = given.or_else(|| surname(&entity.label)) else { return };
    let bare = without_arabic_article(&family).map(str::to_owned);
    let surnames = bare.into_iter().chain([family]);
    entity.names.retain(|name| name.kind != NameKind::Surname);
    let names = surnames.filter(|text| stands_alone(text)).map(|text| Name { text: text.into(), kind: NameKind::Surname });
    entity.names.extend(names);
}

/// Offices by each of their names, in lower case.
fn office_names(entities: &[Entity]) -> HashMap<String, EntityId> {
    let mut names = HashMap::new();
    for kind in [NameKind::Alias, NameKind::Label] {
        for (number, office) in entities.iter().enumerate().filter(|(_, entity)| entity.class == EntityClass::Office) {
            names.extend(office.names_of(kind).map(|name| (name.to_lowercase(), EntityId(number as u32))));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::model::{Entity, NameKind};
    use super::super::turtle::{GazetteerError, Source};
    use super::{Faults, read};

    const HEAD: &str = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n\
        @prefix ent: <https://w3id.org/demarche/data/entity/> .\n\
        @prefix org: <http://www.w3.org/ns/org#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";

    fn parse(body: &str) -> Result<Vec<Entity>, Faults<GazetteerError>> {
        read(&[Source { path: "own.ttl".into(), text: format!("{HEAD}{body}") }], Vec::new())
    }

    fn refusal(body: &str) -> String {
        parse(body).expect_err("the file has a fault").to_string()
    }

    #[test]
    fn a_syntax_error_is_reported_with_its_line() {
        assert!(refusal("ent:ruritania a dm:State ;;; rdfs:label \"Ruritania .\n").starts_with("own.ttl:5:41: not valid Turtle"));
    }

    #[test]
    fn an_unknown_class_is_refused() {
        let message = refusal("ent:ruritania a dm:Kingdom ;\n  rdfs:label \"Ruritania\"@en .");
        assert!(message.starts_with("own.ttl:5:20: ent:ruritania: ") && message.contains("no entity class"), "{message}");
    }

    #[test]
    fn an_unknown_property_is_refused_with_its_line() {
        let message = refusal("ent:ruritania a dm:State ;\n  rdfs:label \"Ruritania\"@en ;\n  dm:captial ent:strelsau .");
        assert!(message.starts_with("own.ttl:7:6: ") && message.contains("dm:captial"), "{message}");
    }

    #[test]
    fn an_entity_without_a_label_or_class_is_refused() {
        assert!(refusal("ent:ruritania a dm:State .").contains("no rdfs:label"));
        assert!(refusal("ent:ruritania rdfs:label \"Ruritania\"@en .").contains("no class"));
    }

    #[test]
    fn a_dangling_reference_is_refused_with_its_line() {
        let message = refusal("ent:strelsau a dm:City ;\n  rdfs:label \"Strelsau\"@en ;\n  dm:partOf ent:ruritania .");
        assert_eq!(message, "own.ttl:7:17: ent:strelsau: ent:ruritania is described nowhere");
    }

    #[test]
    fn a_date_that_is_not_in_the_calendar_is_refused() {
        let message = refusal("ent:ruritania a dm:State ; rdfs:label \"Ruritania\"@en ; dm:begin \"1894-02-30\" .");
        assert!(message.contains("is no date"), "{message}");
    }

    #[test]
    fn two_entities_of_a_class_do_not_share_a_label() {
        let message = refusal("ent:a a dm:City ; rdfs:label \"Zenda\"@en .\nent:b a dm:City ; rdfs:label \"Zenda\"@en .");
        assert!(message.starts_with("own.ttl:6:1: ent:b: ") && message.contains("ent:a"), "{message}");
    }

    #[test]
    fn a_blank_node_is_refused() {
        let message = refusal("[] a dm:City ; rdfs:label \"Zenda\"@en .");
        assert!(message.starts_with("own.ttl:5:1: _:: a blank node"), "{message}");
    }

    #[test]
    fn all_faults_of_a_file_are_told_in_their_order() {
        let message = refusal(
            "ent:zenda a dm:City ; rdfs:label \"Zenda\"@en ; dm:partOf ent:ruritania , ent:nowhere .\n\
             ent:ruritania a dm:Kingdom ; rdfs:label \"Ruritania\"@en .\n\
             ent:flavia rdfs:label \"Flavia\"@en .\n\
             ent:strelsau a dm:City .",
        );
        let lines: Vec<_> = message.lines().collect();
        assert_eq!(lines.len(), 4, "{message}");
        for (line, expected) in lines.iter().zip([
            "5:77: ent:zenda: ent:nowhere is",
            "6:20: ent:ruritania: ",
            "7:1: ent:flavia: it has no class",
            "8:1: ent:strelsau: it has no rdfs:label",
        ]) {
            assert!(line.starts_with(&format!("own.ttl:{expected}")), "{message}");
        }
    }

    #[test]
    fn an_entity_of_the_base_keeps_its_class() {
        let source = |body: &str| [Source { path: "own.ttl".into(), text: format!("{HEAD}{body}") }];
        let base = parse("ent:zenda a dm:City ; rdfs:label \"Zenda\"@en .").expect("a good file");
        let message = read(&source("ent:zenda a dm:State ."), base.clone()).expect_err("another class").to_string();
        assert!(message.starts_with("own.ttl:5:16: ent:zenda: it is a dm:City"), "{message}");
        let again = read(&source("ent:zenda a dm:City ; rdfs:label \"Zenda\"@en ."), base.clone()).expect("nothing new");
        assert_eq!(again[0].names, base[0].names, "what is said twice is known once");
    }

    #[test]
    fn a_term_of_office_goes_to_its_holder_with_the_office_that_it_names() {
        let entities = parse(
            "ent:flavia a dm:Person ; rdfs:label \"Flavia Elphberg\"@en .\n\
             ent:office-queen a dm:Office ; rdfs:label \"Queen\"@en .\n\
             ent:ruritania a dm:State ; rdfs:label \"Ruritania\"@en .\n\
             ent:flavia.queen a org:Membership ; org:member ent:flavia ; org:organization ent:ruritania ; dm:officeTitle \"Queen\"@en ; dm:begin \"1894\" .",
        )
        .expect("a good file");
        let tenure = &entities[0].tenures[0];
        assert_eq!(entities[tenure.organization.0 as usize].slug.as_ref(), "ruritania");
        assert_eq!(tenure.office_entity.map(|office| entities[office.0 as usize].slug.as_ref()), Some("office-queen"));
        assert_eq!(entities[0].names_of(NameKind::Surname).collect::<Vec<_>>(), ["Elphberg"]);
    }

    #[test]
    fn a_term_that_ends_before_it_begins_is_refused() {
        let message = refusal(
            "ent:rudolf a dm:Person ; rdfs:label \"Rudolf Rassendyll\"@en .\nent:ruritania a dm:State ; rdfs:label \"Ruritania\"@en .\n\
             ent:rudolf.king a org:Membership ; org:member ent:rudolf ; org:organization ent:ruritania ; dm:officeTitle \"King\" ; dm:begin \"1895\" ; dm:end \"1894\" .",
        );
        assert!(message.starts_with("own.ttl:7:143: ent:rudolf.king: ") && message.contains("before it begins"), "{message}");
    }
}
