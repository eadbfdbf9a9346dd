//! The tokenizer: white space first, then exceptions and affixes of each stretch, then a second
//! pass over the whole text for exceptions that the first pass cuts apart ("a.m." after a digit).

use super::affixes::Affixes;
use super::lexeme::{LexemeId, LexemeTables, Lexicon, Predicates, WordFacts};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A token of an exception: its text and, where the exception gives one, its norm.
type Piece = (Box<str>, Option<Box<str>>);

/// The tokens of exceptional strings.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Exceptions(FxHashMap<Box<str>, Vec<Piece>>);

/// A token of a text: its lexeme and whether one space follows, which is not a token of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawToken {
    pub(super) lexeme: LexemeId,
    pub(super) space_after: bool,
}

/// The rules of the tokenizer.
#[derive(Debug)]
pub(super) struct Tokenizer {
    affixes: Affixes,
    exceptions: Exceptions,
    /// Bytes of the longest exception.
    longest_exception: usize,
    /// What the first pass makes of exceptions when it does not know them: by the first token, the others.
    cut_exceptions: FxHashMap<Box<str>, Vec<Vec<Box<str>>>>,
}

/// A split stretch, in order; exceptions stand as a whole.
enum Part<'s> {
    Text(&'s str),
    Exception(&'s str),
}

/// What making lexemes needs.
pub(super) struct LexemeMaker<'m, F> {
    pub(super) tables: &'m LexemeTables,
    pub(super) predicates: &'m Predicates,
    pub(super) facts: F,
}

impl<F: WordFacts> LexemeMaker<'_, F> {
    fn intern(&self, lexicon: &mut Lexicon, text: &str, norm: Option<&str>) -> LexemeId {
        lexicon.intern(self.tables, self.predicates, &self.facts, text, norm)
    }
}

impl Tokenizer {
    pub(super) fn new(affixes: Affixes, exceptions: Exceptions, predicates: &Predicates) -> Self {
        let mut tokenizer =
            Self { affixes, exceptions: Exceptions::default(), longest_exception: 0, cut_exceptions: FxHashMap::default() };
        for key in exceptions.0.keys() {
            if !tokenizer.is_cut(key) {
                continue;
            }
            let mut tokens = tokenizer.texts(key, predicates).into_iter();
            let Some(first) = tokens.next() else { continue };
            let others = tokenizer.cut_exceptions.entry(first).or_default();
            let rest: Vec<_> = tokens.collect();
            if !others.contains(&rest) {
                others.push(rest);
            }
        }
        tokenizer.longest_exception = exceptions.0.keys().map(|key| key.len()).max().unwrap_or(0);
        tokenizer.exceptions = exceptions;
        tokenizer
    }

    /// Whether the first pass might take the string apart.
    fn is_cut(&self, s: &str) -> bool {
        s.contains(' ') || self.affixes.prefix(s) > 0 || self.affixes.suffix(s) > 0 || !self.affixes.infixes(s).is_empty()
    }

    /// The texts of the tokens of the first pass.
    fn texts(&self, s: &str, predicates: &Predicates) -> Vec<Box<str>> {
        let mut texts = Vec::new();
        each_stretch(s, predicates, |stretch, _| {
            texts.extend(self.split(stretch).iter().map(|(Part::Text(t) | Part::Exception(t))| Box::from(*t)));
        });
        texts
    }

    /// Whether a cut exception may begin with a token of this text.
    pub(super) fn starts_special(&self, text: &str) -> bool {
        self.cut_exceptions.contains_key(text)
    }

    /// The tokens of a text.
    pub(super) fn tokenize<F: WordFacts>(&self, text: &str, maker: &LexemeMaker<F>, lexicon: &mut Lexicon) -> Vec<RawToken> {
        let mut tokens = Vec::with_capacity(text.len() / 4);
        each_stretch(text, maker.predicates, |stretch, space_after| {
            self.push_stretch(stretch, maker, lexicon, &mut tokens);
            if let Some(last) = tokens.last_mut() {
                last.space_after = space_after;
            }
        });
        self.join_exceptions(tokens, maker, lexicon)
    }

    fn push_stretch<F: WordFacts>(
        &self,
        stretch: &str,
        maker: &LexemeMaker<F>,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<RawToken>,
    ) {
        let token = |&lexeme: &LexemeId| RawToken { lexeme, space_after: false };
        if let Some(pieces) = lexicon.stretch(stretch) {
            tokens.extend(pieces.iter().map(token));
            return;
        }
        let mut pieces = Vec::new();
        for part in self.split(stretch) {
            match part {
                Part::Text(text) => pieces.push(maker.intern(lexicon, text, None)),
                Part::Exception(text) => pieces.extend(self.exception(text, maker, lexicon)),
            }
        }
        lexicon.remember(stretch, &pieces);
        tokens.extend(pieces.iter().map(token));
    }

    /// The lexemes of an exception, none if it is not one.
    fn exception<F: WordFacts>(&self, text: &str, maker: &LexemeMaker<F>, lexicon: &mut Lexicon) -> Vec<LexemeId> {
        let pieces = self.exceptions.0.get(text).map_or(&[][..], Vec::as_slice);
        pieces.iter().map(|(text, norm)| maker.intern(lexicon, text, norm.as_deref())).collect()
    }

    fn is_exception(&self, s: &str) -> bool {
        s.len() <= self.longest_exception && self.exceptions.0.contains_key(s)
    }

    /// Splits a stretch without white space (or of white space only).
    fn split<'s>(&self, stretch: &'s str) -> Vec<Part<'s>> {
        if self.is_exception(stretch) {
            return vec![Part::Exception(stretch)];
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let core = self.strip(stretch, &mut before, &mut after);
        let mut parts: Vec<Part> = before.into_iter().map(Part::Text).collect();
        self.push_core(core, &mut parts);
        parts.extend(after.into_iter().rev().map(Part::Text));
        parts
    }

    /// Strips prefixes and suffixes until nothing changes or an exception is left; gives what is left.
    fn strip<'s>(&self, mut s: &'s str, before: &mut Vec<&'s str>, after: &mut Vec<&'s str>) -> &'s str {
        let mut last = 0;
        while !s.is_empty() && s.len() != last && !self.is_exception(s) {
            last = s.len();
            let prefix = self.affixes.prefix(s);
            if prefix > 0 && self.is_exception(&s[prefix..]) {
                before.push(&s[..prefix]);
                return &s[prefix..];
            }
            let suffix = self.affixes.suffix(&s[prefix..]);
            let end = s.len() - suffix;
            if suffix > 0 && self.is_exception(&s[..end]) {
                after.push(&s[end..]);
                return &s[..end];
            }
            if prefix > 0 {
                before.push(&s[..prefix]);
            }
            if suffix > 0 {
                after.push(&s[end..]);
            }
            s = &s[prefix..end];
        }
        s
    }

    /// What is left between the affixes: an exception, a URL, or a string to cut at its infixes.
    fn push_core<'s>(&self, core: &'s str, parts: &mut Vec<Part<'s>>) {
        if self.is_exception(core) {
            parts.push(Part::Exception(core));
            return;
        }
        let mut start = 0;
        let infixes = if self.affixes.is_url(core) { Vec::new() } else { self.affixes.infixes(core) };
        for (from, to) in infixes {
            if from != start {
                parts.push(Part::Text(&core[start..from]));
            }
            parts.push(Part::Text(&core[from..to]));
            start = to;
        }
        if start < core.len() {
            parts.push(Part::Text(&core[start..]));
        }
    }

    /// The second pass: sequences of tokens that are an exception cut apart become its tokens.
    fn join_exceptions<F: WordFacts>(
        &self,
        tokens: Vec<RawToken>,
        maker: &LexemeMaker<F>,
        lexicon: &mut Lexicon,
    ) -> Vec<RawToken> {
        let kept = keep_longest(self.cut_sequences(&tokens, lexicon), tokens.len());
        if kept.is_empty() {
            return tokens;
        }
        let mut joined = Vec::with_capacity(tokens.len());
        let mut at = 0;
        for (start, end) in kept {
            joined.extend_from_slice(&tokens[at..start]);
            let pieces = self.exception(&source_text(&tokens[start..end], lexicon), maker, lexicon);
            if pieces.is_empty() {
                joined.extend_from_slice(&tokens[start..end]);
            } else {
                joined.extend(pieces.into_iter().map(|lexeme| RawToken { lexeme, space_after: false }));
                let space_after = tokens[end - 1].space_after;
                joined.last_mut().expect("it has pieces").space_after = space_after;
            }
            at = end;
        }
        joined.extend_from_slice(&tokens[at..]);
        joined
    }

    /// All sequences of tokens, as ranges, that are what the first pass makes of an exception.
    fn cut_sequences(&self, tokens: &[RawToken], lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let first = lexicon.lexeme(token.lexeme);
            if !first.starts_special {
                continue;
            }
            for rest in self.cut_exceptions.get(&first.text).into_iter().flatten() {
                let following = tokens[start + 1..].iter().map(|token| &lexicon.lexeme(token.lexeme).text);
                if tokens.len() - start > rest.len() && following.zip(rest).all(|(text, wanted)| text == wanted) {
                    found.push((start, start + 1 + rest.len()));
                }
            }
        }
        found
    }
}

/// Calls `each` with every stretch of a text, of white space or without, and whether one space
/// follows it that is no stretch of its own.
fn each_stretch(text: &str, predicates: &Predicates, mut each: impl FnMut(&str, bool)) {
    let Some(first) = text.chars().next() else { return };
    let mut start = 0;
    let mut in_space = predicates.is_space(first);
    for (at, c) in text.char_indices() {
        if predicates.is_space(c) == in_space {
            continue;
        }
        let single_space = c == ' ';
        if start < at {
            each(&text[start..at], single_space);
        }
        start = if single_space { at + 1 } else { at };
        in_space = !in_space;
    }
    if start < text.len() {
        each(&text[start..], text.ends_with(' ') && !in_space);
    }
}

/// Of overlapping sequences the longest, of equally long ones the first, by the rule of the
/// model: a sequence is dropped if its first or last token was seen in a longer one, kept or not.
fn keep_longest(mut found: Vec<(usize, usize)>, tokens: usize) -> Vec<(usize, usize)> {
    if found.is_empty() {
        return found;
    }
    found.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
    let mut seen = vec![false; tokens];
    found.retain(|&(start, end)| {
        let free = !seen[start] && !seen[end - 1];
        seen[start..end].fill(true);
        free
    });
    found.sort_unstable();
    found
}

/// The text that tokens stand for, spaces between them included.
fn source_text(tokens: &[RawToken], lexicon: &Lexicon) -> String {
    let mut text = String::new();
    for (i, token) in tokens.iter().enumerate() {
        text.push_str(&lexicon.lexeme(token.lexeme).text);
        if token.space_after && i + 1 < tokens.len() {
            text.push(' ');
        }
    }
    text
}
