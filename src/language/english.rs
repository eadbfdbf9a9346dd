//! The pipeline: tokenizer, vectors, tags, parser, attribute ruler, lemmatizer, names.

use super::affixes::{AffixTables, Affixes};
use super::container::{Container, ModelError};
use super::dependencies::{Edges, LostHeads};
use super::lemmatizer::{Form, Lemmatizer};
use super::lexeme::{Features, Lexeme, LexemeTables, Lexicon, Predicates, WordFacts};
use super::masking::Masked;
use super::matrix::Linear;
use super::names::{self, NameFinder};
use super::parser::{self, Arcs, Parser, ParserBuffers, Relations};
use super::ruler::{Marks, Ruler, RulerEntry, Subject};
use super::tok2vec::{Buffers, Part, Tok2Vec, WIDTH};
use super::tokenizer::{Exceptions, LexemeMaker, RawToken, Tokenizer};
use super::transition::{Scorer, best};
use super::{Analysis, NamedSpan, Token};
use crate::text::CharSpan;
use serde::Deserialize;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// The model as the crate carries it.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/en_core_web_sm-3.8.0.bin"));

/// Tokens of a text so long that the memory that its analysis needed is given back.
const MOST_REMEMBERED: usize = 50_000;

/// The classes of the model's parts, in the order of their scores.
#[derive(Deserialize)]
struct Labels {
    tags: Vec<String>,
    parser: Vec<(u8, String)>,
    ner: Vec<(u8, String)>,
}

/// The table of the tokenizer, each part of which reads what it needs.
#[derive(Deserialize)]
struct TokenizerTable {
    exceptions: Exceptions,
    #[serde(flatten)]
    affixes: AffixTables,
}

/// The English model `en_core_web_sm` 3.8.0.
///
/// It can be shared between threads. Words that an analysis meets are remembered for the next one
/// (never more than a bounded number of them), which changes its speed and nothing else.
///
/// Labels (tags, relations, features) are `&'static str`: loading a model leaks its few kilobytes
/// of labels, so load it once.
///
/// ```
/// # use demarche::language::English;
/// let analysis = English::load().analyze("Tokyo rejected the proposal.");
/// let verb = &analysis.tokens[1];
/// assert_eq!((verb.lemma.as_ref(), verb.pos, verb.dep), ("reject", "VERB", "ROOT"));
/// ```
pub struct English {
    predicates: Predicates,
    lexemes: LexemeTables,
    tokenizer: Tokenizer,
    tags: Vec<&'static str>,
    tagger: Linear,
    syntax: Tok2Vec,
    parser: Parser,
    relations: Relations,
    lost_heads: LostHeads,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    name_vectors: Tok2Vec,
    names: NameFinder,
    /// The memory of analyses that are over, for those to come: one for each that ran at once.
    workspaces: Mutex<Vec<Workspace>>,
}

/// What an analysis works with: its caches and buffers.
#[derive(Default)]
struct Workspace {
    lexicon: Lexicon,
    vectors: Buffers,
    tag_scores: Vec<f32>,
    parser: ParserBuffers,
}

/// What the model knows of words beside their lexical features.
struct Facts<'m>(&'m English);

impl WordFacts for Facts<'_> {
    fn ruler_patterns(&self, lower: &str) -> Box<[u16]> {
        self.0.ruler.patterns_of(lower)
    }

    fn starts_special(&self, text: &str) -> bool {
        self.0.tokenizer.starts_special(text)
    }
}

impl English {
    /// Loads the model that is part of the program (some 20 milliseconds).
    ///
    /// # Panics
    /// If the file that was built in is not a model: a fault of the build, which the tests find.
    #[must_use]
    pub fn load() -> Self {
        Self::from_bytes(EMBEDDED).expect("the model that is built in is whole")
    }

    /// Reads a model that `model/convert.py` wrote.
    ///
    /// # Errors
    /// If the bytes are not such a model, or a damaged one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = Container::read(bytes)?;
        let labels: Labels = file.table("labels")?;
        let predicates: Predicates = file.table("tokenizer")?;
        let TokenizerTable { exceptions, affixes } = file.table("tokenizer")?;
        let tags: Vec<&'static str> = labels.tags.into_iter().map(|tag| &*tag.leak()).collect();
        let mut relations = Relations::default();
        let parser =
            Parser::new(Scorer::read(&file, "parser", parser::ROLES, labels.parser.len())?, &labels.parser, &mut relations)?;
        let lost_heads = LostHeads::new(&mut relations);
        let ruler = Ruler::new(file.table::<Vec<RulerEntry>>("ruler")?, &tags, &relations)?;
        let names = NameFinder::new(Scorer::read(&file, "ner", names::ROLES, labels.ner.len())?, &labels.ner)?;
        Ok(Self {
            lexemes: file.table("lexemes")?,
            tokenizer: Tokenizer::new(Affixes::new(affixes), exceptions, &predicates),
            tagger: read_tagger(&file, tags.len())?,
            syntax: Tok2Vec::read(&file, Part::Syntax)?,
            lemmatizer: Lemmatizer::read(&file)?,
            name_vectors: Tok2Vec::read(&file, Part::Names)?,
            workspaces: Mutex::default(),
            predicates,
            tags,
            parser,
            relations,
            lost_heads,
            ruler,
            names,
        })
    }

    /// Analyses a text: best one paragraph, as the model never saw longer ones.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_masked(text, &[])
    }

    /// Analyses a text as if the masked stretches, and the white space before each, were not there.
    /// The tokens' spans count in the text as it is.
    #[must_use]
    pub fn analyze_masked(&self, text: &str, masked: &[CharSpan]) -> Analysis {
        let visible = Masked::new(text, masked, |c| self.predicates.is_space(c));
        let mut workspace = self.lock().pop().unwrap_or_default();
        let mut analysis = self.run(visible.text(), &mut workspace);
        if analysis.tokens.len() <= MOST_REMEMBERED {
            self.lock().push(workspace);
        }
        for token in &mut analysis.tokens {
            token.span = visible.original(token.span);
        }
        analysis
    }

    /// The lexical features of each token of a text, as the model sees them.
    #[must_use]
    pub fn lexical_features(&self, text: &str) -> Vec<Features> {
        let mut lexicon = Lexicon::default();
        let raw = self.tokenizer.tokenize(text, &self.maker(), &mut lexicon);
        raw.iter().map(|token| lexicon.lexeme(token.lexeme).features.clone()).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn maker(&self) -> LexemeMaker<'_, Facts<'_>> {
        LexemeMaker { tables: &self.lexemes, predicates: &self.predicates, facts: Facts(self) }
    }

    fn run(&self, text: &str, workspace: &mut Workspace) -> Analysis {
        workspace.lexicon.trim();
        let raw = self.tokenizer.tokenize(text, &self.maker(), &mut workspace.lexicon);
        if raw.is_empty() {
            return Analysis::default();
        }
        let tags = self.tag(&raw, workspace);
        let (arcs, starts) = self.parse(&raw, workspace);
        let marks = self.rule(&raw, &tags, &arcs, &workspace.lexicon);
        let found = self.find_names(&raw, &starts, workspace);
        let tokens = self.tokens(&raw, &tags, &arcs, &marks, &workspace.lexicon);
        Analysis { tokens, sentences: ranges(&starts), names: found }
    }

    /// The number of each token's tag; the parser's scorer takes the same vectors.
    fn tag(&self, raw: &[RawToken], workspace: &mut Workspace) -> Vec<u8> {
        let Workspace { lexicon, vectors, tag_scores, parser } = workspace;
        let mut tags = Vec::with_capacity(raw.len());
        let scorer = self.parser.scorer();
        scorer.start(raw.len(), &mut parser.scores);
        self.syntax.run(raw, lexicon, vectors, |first, vectors| {
            scorer.take(first, vectors, &mut parser.scores);
            let rows = vectors.len() / WIDTH;
            tag_scores.resize(rows * self.tagger.outputs(), 0.0);
            self.tagger.apply(vectors, WIDTH, rows, tag_scores);
            let rows = tag_scores.chunks_exact(self.tagger.outputs());
            tags.extend(rows.map(|row| best(row, 0..self.tags.len()).unwrap_or(0) as u8));
        });
        tags
    }

    /// The arcs of the tokens, and which tokens start sentences.
    fn parse(&self, raw: &[RawToken], workspace: &mut Workspace) -> (Arcs, Vec<bool>) {
        let mut arcs = self.parser.parse(raw.len(), &mut workspace.parser);
        let edges = Edges::of(&arcs);
        self.lost_heads.restore(&mut arcs, &edges, |token| workspace.lexicon.lexeme(raw[token].lexeme).is_space);
        let starts = Edges::of(&arcs).sentence_starts(&arcs);
        (arcs, starts)
    }

    fn rule(&self, raw: &[RawToken], tags: &[u8], arcs: &Arcs, lexicon: &Lexicon) -> Vec<Marks> {
        let subject = |(at, token): (usize, &RawToken)| {
            let Lexeme { lower, is_space, ruler, .. } = lexicon.lexeme(token.lexeme);
            Subject { tag: tags[at], relation: arcs.relations[at], lower, is_space: *is_space, patterns: ruler }
        };
        self.ruler.apply(&raw.iter().enumerate().map(subject).collect::<Vec<_>>())
    }

    fn find_names(&self, raw: &[RawToken], starts: &[bool], workspace: &mut Workspace) -> Vec<NamedSpan> {
        let Workspace { lexicon, vectors, parser, .. } = workspace;
        let scorer = self.names.scorer();
        scorer.start(raw.len(), &mut parser.scores);
        self.name_vectors.run(raw, lexicon, vectors, |first, vectors| scorer.take(first, vectors, &mut parser.scores));
        self.names.find(starts, |token| lexicon.lexeme(raw[token].lexeme).is_space, &mut parser.scores)
    }

    fn tokens(&self, raw: &[RawToken], tags: &[u8], arcs: &Arcs, marks: &[Marks], lexicon: &Lexicon) -> Vec<Token> {
        let mut start = 0;
        let token = |(at, token): (usize, &RawToken)| {
            let (lexeme, ruling) = (lexicon.lexeme(token.lexeme), self.ruler.ruling(marks[at]));
            let span = CharSpan::new(start, start + lexeme.chars);
            start = span.end + usize::from(token.space_after);
            let (pos, morph) = (ruling.pos.unwrap_or_default(), ruling.morph.unwrap_or_default());
            let form = Form { text: &lexeme.text, lower: &lexeme.lower, pos, morph };
            Token {
                text: lexeme.text.clone(),
                span,
                lemma: ruling.lemma.map_or_else(|| self.lemmatizer.lemma(form, &self.predicates), Into::into),
                pos,
                tag: ruling.tag.unwrap_or(self.tags[usize::from(tags[at])]),
                morph,
                head: arcs.heads[at] as usize,
                dep: ruling.dep.unwrap_or(self.relations.name(arcs.relations[at])),
                is_space: lexeme.is_space,
            }
        };
        raw.iter().enumerate().map(token).collect()
    }
}

fn read_tagger(file: &Container, tags: usize) -> Result<Linear, ModelError> {
    let weights = file.matrix_of("tagger.weight", tags, WIDTH)?;
    let bias = file.matrix_of("tagger.bias", tags, 1)?;
    Linear::new(&weights, &bias, WIDTH, &(0..tags).collect::<Vec<_>>())
}

/// The ranges of tokens between starts.
fn ranges(starts: &[bool]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (token, &start) in starts.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if !start => last.end = token + 1,
            _ => ranges.push(token..token + 1),
        }
    }
    ranges
}
