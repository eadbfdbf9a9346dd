//! Reading a document: the stages from language to assertions in their order. [`Reading`] is what
//! they found together, and all that the graph is made from.

use crate::extraction::{Assertion, Scene, Trace};
use crate::input::Document;
use crate::knowledge::{EntityId, Knowledge, spelling};
use crate::language::{English, Parse, Token};
use crate::mentions::citation::{self, Bearer, FoundCitation};
use crate::mentions::quotation::{self, Quotation};
use crate::mentions::time::{self, Edtf, TimeExpression};
use crate::mentions::{Citation, EntityRef, LocalEntity, Mention, Mentions};
use crate::predication::Predications;
use crate::text::CharSpan;

/// Everything that was found in one document. Spans count in the document's text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document itself.
    pub document: Document,
    /// The document's date and how it is known.
    pub date: Option<DocumentDate>,
    /// Its sentences, in order.
    pub sentences: Vec<CharSpan>,
    /// Who and what is mentioned, in text order.
    pub mentions: Vec<Mention>,
    /// Entities that only this document names.
    pub locals: Vec<LocalEntity>,
    /// The sources that it credits, in text order.
    pub citations: Vec<Citation>,
    /// What it asserts, in text order; an outer act stands before its content.
    pub assertions: Vec<Assertion>,
    /// What a reader should know about this reading.
    pub diagnostics: Vec<String>,
}

impl Reading {
    /// The reading without the assertions that are less sure than `least` (from 0 to 1). The content of an outer act
    /// that falls away stands within the next outer one.
    #[must_use]
    pub fn at_least(mut self, least: f32) -> Self {
        let all = std::mem::take(&mut self.assertions);
        let stays: Vec<bool> = all.iter().map(|a| a.confidence >= least).collect();
        let place = |at: usize| stays[..at].iter().filter(|&&kept| kept).count();
        let outer = |a: &Assertion| std::iter::successors(a.within, |&at| all[at].within).find(|&at| stays[at]).map(place);
        let kept = all.iter().zip(&stays).filter(|(_, stays)| **stays);
        self.assertions = kept.map(|(a, _)| Assertion { within: outer(a), ..a.clone() }).collect();
        self
    }
}

/// A reading with how it was come by.
#[derive(Debug, Clone)]
pub struct TracedReading {
    /// What was found.
    pub reading: Reading,
    /// The document's trees.
    pub parse: Parse,
    /// For each of the reading's assertions the tokens that it came from.
    pub traces: Vec<Trace>,
}

/// When a document was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDate {
    /// The date, as precisely as it is known.
    pub date: Edtf,
    /// How it is known.
    pub basis: DateBasis,
}

/// How a document's date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBasis {
    /// The document states it.
    Stated,
    /// Its year follows from the dates that it cites or names.
    InferredFromCitations,
}

/// Reads documents. It holds what all readings share and may be used from several threads.
pub struct Reader {
    knowledge: Knowledge,
    english: English,
}

impl Reader {
    /// A reader with this knowledge and the embedded model.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self { knowledge, english: English::load() }
    }

    /// What it knows.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The language model.
    #[must_use]
    pub fn english(&self) -> &English {
        &self.english
    }

    /// Reads a document. Never fails: what could not be made sense of is simply not found.
    #[must_use]
    pub fn read(&self, document: Document) -> Reading {
        self.read_traced(document).reading
    }

    /// Reads a document and keeps how its assertions were found.
    #[must_use]
    pub fn read_traced(&self, document: Document) -> TracedReading {
        let text = document.text.as_str();
        let date = self.date_of(&document);
        let anchor = date.as_ref().map(|d| &d.date);
        let found = self.credits(text, anchor);
        let times = time::find(text, anchor);
        let quotations = quotation::find(text);
        let parse = self.parse(&document, &found);
        let mut mentions = Mentions::find(&document, &parse, &self.knowledge.gazetteer, anchor);
        let citations = Self::citations(found, &mut mentions);
        let predications = Predications::of(&parse);
        let key = |words: fn(&Token) -> &str| parse.tokens.iter().map(|t| spelling::key(words(t))).collect::<Vec<_>>();
        let (lemmas, texts) = (key(|t| &t.lemma), key(|t| &t.text));
        let stage = Stage { document: &document, parse: &parse, predications: &predications, lemmas: &lemmas, texts: &texts };
        let mut scene = self.scene(&stage, &mentions, &citations, &times, &quotations);
        scene.speakers = scene.find_speakers();
        let (speakers, references) = (scene.speakers.clone(), scene.references());
        for (token, entity, confidence) in references {
            mentions.add_reference(&parse, token, entity, confidence);
        }
        let mut scene = self.scene(&stage, &mentions, &citations, &times, &quotations);
        scene.speakers = speakers;
        let (assertions, traces) = scene.assertions().into_iter().unzip();
        let sentences = parse.sentences.iter().map(|s| s.span).collect();
        let Mentions { mentions, locals, .. } = mentions;
        let reading = Reading { document, date, sentences, mentions, locals, citations, assertions, diagnostics: Vec::new() };
        TracedReading { reading, parse, traces }
    }

    fn scene<'a>(
        &'a self,
        stage: &Stage<'a>,
        mentions: &'a Mentions,
        citations: &'a [Citation],
        times: &'a [TimeExpression],
        quotations: &'a [Quotation],
    ) -> Scene<'a> {
        Scene {
            document: stage.document,
            parse: stage.parse,
            mentions,
            predications: stage.predications,
            knowledge: &self.knowledge,
            citations,
            times,
            quotations,
            speakers: Vec::new(),
            lemmas: stage.lemmas,
            texts: stage.texts,
        }
    }

    /// The date that a document states or, without one, the year that its citations and dates give.
    fn date_of(&self, document: &Document) -> Option<DocumentDate> {
        if let Some(date) = document.date.as_deref().and_then(|d| Edtf::parse(d).ok()) {
            return Some(DocumentDate { date, basis: DateBasis::Stated });
        }
        let text = document.text.as_str();
        let (year, _) = citation::infer_year(None, &self.credits(text, None), &time::find(text, None))?;
        Some(DocumentDate { date: Edtf::year(year).ok()?, basis: DateBasis::InferredFromCitations })
    }

    /// The sources that a text credits.
    fn credits(&self, text: &str, anchor: Option<&Edtf>) -> Vec<Credit> {
        citation::find(text, &|name| Bearer::of(&self.knowledge.gazetteer, name), anchor)
    }

    /// Each block is analysed by itself, without the citations in it, which would wreck its parse.
    fn parse(&self, document: &Document, citations: &[Credit]) -> Parse {
        let masks: Vec<CharSpan> = citations.iter().filter_map(|c| c.bracket).collect();
        Parse::new(document.blocks.iter().map(|block| {
            let text = document.prose(*block);
            let inside = masks.iter().filter(|m| block.span.contains(**m));
            let masked: Vec<CharSpan> =
                inside.map(|m| CharSpan::new(m.start - block.span.start, m.end - block.span.start)).collect();
            (block.span.start, self.english.analyze_masked(&text, &masked))
        }))
    }

    fn citations(found: Vec<Credit>, mentions: &mut Mentions) -> Vec<Citation> {
        let cite = |c: Credit| {
            let publication = c.publication.map_or_else(|| mentions.add_publication(&c.name), EntityRef::Known);
            if let Some(name) = c.name_span {
                mentions.add_name(name, publication);
            }
            Citation {
                span: c.span,
                as_cited: c.as_cited,
                publication: Some(publication),
                date: c.date,
                year_inferred: c.year_inferred,
            }
        };
        found.into_iter().map(cite).collect()
    }
}

/// What stays the same while a document's mentions are completed.
struct Stage<'a> {
    document: &'a Document,
    parse: &'a Parse,
    predications: &'a Predications,
    lemmas: &'a [String],
    texts: &'a [String],
}

/// A credited source, with the publication that the gazetteer knows for it.
type Credit = FoundCitation<EntityId>;
