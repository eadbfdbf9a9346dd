//! Token vectors: hash embeddings of the lexical features, mixed by one maxout layer, then four
//! convolutions over three tokens each, every one maxout, layer normalization and a residual.
//!
//! The mixed row depends on the word alone and is kept for each lexeme. A text is taken in windows
//! of at most [`WINDOW`] tokens with the four tokens on each side that four convolutions can see
//! (zeros beyond the text, as in the model), so that memory does not grow with the text; of these
//! margins each layer computes only what the next one needs.

use super::container::{Container, ModelError};
use super::hashing::embedding_keys;
use super::lexeme::{Lexeme, Lexicon, Slot};
use super::matrix::Linear;
use super::tokenizer::RawToken;

/// Values of a token's vector.
pub(super) const WIDTH: usize = 96;
/// Linear pieces of a maxout unit.
const PIECES: usize = 3;
/// Convolutions, and so the tokens on each side that a vector depends on.
const DEPTH: usize = 4;
/// Tokens that a convolution sees.
const REACH: usize = 3;
/// Tokens that are computed together.
const WINDOW: usize = 376;
/// Rows that the cache of mixed rows may hold (384 bytes each) before it is emptied.
const MOST_ROWS: usize = 24_576;
/// The seed of the first embedding; the others follow.
const FIRST_SEED: u64 = 8;
/// What layer normalization adds to the variance.
const EPSILON: f32 = 1e-8;
/// Values summed side by side.
const LANES: usize = 16;

/// A maxout layer with its normalization.
struct Maxout {
    linear: Linear,
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Maxout {
    fn read(file: &Container, part: &str, layer: usize, inputs: usize) -> Result<Self, ModelError> {
        let outputs = WIDTH * PIECES;
        let weights = file.matrix_of(&format!("{part}.maxout.{layer}.weight"), outputs, inputs)?;
        let bias = file.matrix(&format!("{part}.maxout.{layer}.bias"))?.values;
        let order: Vec<usize> = (0..outputs).map(|o| o % WIDTH * PIECES + o / WIDTH).collect();
        Ok(Self {
            linear: Linear::new(&weights, &bias, inputs, &order)?,
            gain: file.matrix_of(&format!("{part}.norm.{layer}.gain"), WIDTH, 1)?,
            bias: file.matrix_of(&format!("{part}.norm.{layer}.bias"), WIDTH, 1)?,
        })
    }

    /// Adds the layer's result for `rows` rows of `input` to the rows of `sums`.
    fn add(&self, input: &[f32], stride: usize, rows: usize, units: &mut Vec<f32>, sums: &mut [f32]) {
        units.resize(units.len().max(rows * self.linear.outputs()), 0.0);
        self.linear.apply(input, stride, rows, units);
        self.add_normalized(units, &mut sums[..rows * WIDTH]);
    }

    fn add_normalized(&self, units: &[f32], sums: &mut [f32]) {
        let rows = units.as_chunks::<{ WIDTH * PIECES }>().0;
        let sums = sums.as_chunks_mut::<WIDTH>().0;
        self.linear.arch().dispatch(|| {
            for (units, sum) in rows.iter().zip(sums) {
                add_normalized_row(units, &self.gain, &self.bias, sum);
            }
        });
    }
}

/// Takes the best piece of each unit, normalizes, scales and adds.
#[expect(clippy::inline_always, reason = "it is compiled for the instruction set of its caller")]
#[inline(always)]
fn add_normalized_row(units: &[f32; WIDTH * PIECES], gain: &[f32], bias: &[f32], sum: &mut [f32; WIDTH]) {
    let mut best = [0.0f32; WIDTH];
    for (o, best) in best.iter_mut().enumerate() {
        *best = units[o].max(units[WIDTH + o]).max(units[2 * WIDTH + o]);
    }
    let mean = lane_sum(&best, |x| x) / WIDTH as f32;
    let variance = lane_sum(&best, |x| (x - mean) * (x - mean)) / WIDTH as f32;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for (((sum, best), gain), bias) in sum.iter_mut().zip(best).zip(gain).zip(bias) {
        *sum += (best - mean) * scale * gain + bias;
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for the instruction set of its caller")]
#[inline(always)]
fn lane_sum(values: &[f32; WIDTH], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for chunk in values.as_chunks::<LANES>().0 {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += term(value);
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// An embedding table.
struct Embedding {
    rows: u32,
    values: Vec<f32>,
    seed: u64,
}

impl Embedding {
    fn read(file: &Container, part: &str, number: usize) -> Result<Self, ModelError> {
        let name = format!("{part}.embed.{number}");
        let table = file.matrix(&name)?;
        let rows = u32::try_from(table.rows).ok().filter(|&rows| rows > 0 && table.columns == WIDTH);
        let rows = rows.ok_or_else(|| ModelError::content(&name, "it is not a table of rows of 96 values"))?;
        Ok(Self { rows, values: table.values, seed: FIRST_SEED + number as u64 })
    }

    /// The sum of the four rows of a value.
    fn write(&self, value: u64, into: &mut [f32]) {
        into.fill(0.0);
        for key in embedding_keys(value, self.seed) {
            let row = &self.values[(key % self.rows) as usize * WIDTH..][..WIDTH];
            into.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
    }
}

/// Mixed rows of lexemes, and the memory that a pass needs.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    rows: Vec<f32>,
    generation: u32,
    inputs: Vec<f32>,
    units: Vec<f32>,
    window: Vec<f32>,
    next: Vec<f32>,
}

/// Which of a lexeme's rows a tok2vec uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The one that tagger and parser share: six features.
    Syntax,
    /// The one of the names: four features.
    Names,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Syntax => "tok2vec",
            Self::Names => "ner",
        }
    }

    fn features(self) -> usize {
        match self {
            Self::Syntax => 6,
            Self::Names => 4,
        }
    }

    fn slot(self, token: RawToken) -> usize {
        match self {
            Self::Syntax => usize::from(token.space_after),
            Self::Names => 2,
        }
    }
}

/// The layers from words to vectors.
pub(super) struct Tok2Vec {
    part: Part,
    embeddings: Vec<Embedding>,
    mix: Maxout,
    encoder: Vec<Maxout>,
}

impl Tok2Vec {
    pub(super) fn read(file: &Container, part: Part) -> Result<Self, ModelError> {
        let name = part.name();
        let features = part.features();
        Ok(Self {
            part,
            embeddings: (0..features).map(|k| Embedding::read(file, name, k)).collect::<Result<_, _>>()?,
            mix: Maxout::read(file, name, 0, features * WIDTH)?,
            encoder: (1..=DEPTH).map(|k| Maxout::read(file, name, k, REACH * WIDTH)).collect::<Result<_, _>>()?,
        })
    }

    /// Calls `each` with the vectors of every stretch of tokens, in order, with its first token.
    pub(super) fn run(
        &self,
        tokens: &[RawToken],
        lexicon: &mut Lexicon,
        buffers: &mut Buffers,
        mut each: impl FnMut(usize, &[f32]),
    ) {
        for start in (0..tokens.len()).step_by(WINDOW) {
            let end = (start + WINDOW).min(tokens.len());
            self.fill_window(tokens, start, end, lexicon, buffers);
            self.encode(end - start, buffers);
            each(start, &buffers.window[DEPTH * WIDTH..][..(end - start) * WIDTH]);
        }
    }

    /// Puts the mixed rows of the tokens and of their margins into the window.
    fn fill_window(&self, tokens: &[RawToken], start: usize, end: usize, lexicon: &mut Lexicon, buffers: &mut Buffers) {
        let first = start.saturating_sub(DEPTH);
        let known = &tokens[first..(end + DEPTH).min(tokens.len())];
        self.mix_new(known, lexicon, buffers);
        buffers.window.clear();
        buffers.window.resize((end - start + 2 * DEPTH) * WIDTH, 0.0);
        let into = &mut buffers.window[(DEPTH - (start - first)) * WIDTH..];
        for (token, into) in known.iter().zip(into.chunks_exact_mut(WIDTH)) {
            let slot = lexicon.slots_mut(token.lexeme)[self.part.slot(*token)];
            into.copy_from_slice(&buffers.rows[slot.row as usize * WIDTH..][..WIDTH]);
        }
    }

    /// Computes the mixed rows that the cache does not hold.
    fn mix_new(&self, tokens: &[RawToken], lexicon: &mut Lexicon, buffers: &mut Buffers) {
        if buffers.generation == 0 || buffers.rows.len() / WIDTH + tokens.len() > MOST_ROWS {
            buffers.rows.clear();
            buffers.generation += 1;
        }
        let first = buffers.rows.len() / WIDTH;
        buffers.inputs.clear();
        let mut new = 0;
        for token in tokens {
            if lexicon.lexeme(token.lexeme).slots[self.part.slot(*token)].generation == buffers.generation {
                continue;
            }
            let row = (first + new) as u32;
            lexicon.slots_mut(token.lexeme)[self.part.slot(*token)] = Slot { generation: buffers.generation, row };
            self.push_input(*token, lexicon.lexeme(token.lexeme), &mut buffers.inputs);
            new += 1;
        }
        buffers.rows.resize((first + new) * WIDTH, 0.0);
        let Buffers { rows, inputs, units, .. } = buffers;
        self.mix.add(inputs, self.embeddings.len() * WIDTH, new, units, &mut rows[first * WIDTH..]);
    }

    fn push_input(&self, token: RawToken, lexeme: &Lexeme, inputs: &mut Vec<f32>) {
        let [norm, prefix, suffix, shape] = lexeme.ids;
        let values = [norm, prefix, suffix, shape, token.space_after.into(), lexeme.is_space.into()];
        let start = inputs.len();
        inputs.resize(start + self.embeddings.len() * WIDTH, 0.0);
        let into = inputs[start..].chunks_exact_mut(WIDTH);
        for ((embedding, value), into) in self.embeddings.iter().zip(values).zip(into) {
            embedding.write(value, into);
        }
    }

    /// The convolutions. Layer `l` computes the rows that the layers after it can still see; its
    /// input rows overlap, each begins one token after the one before.
    fn encode(&self, tokens: usize, buffers: &mut Buffers) {
        let Buffers { window, next, units, .. } = buffers;
        for (l, layer) in self.encoder.iter().enumerate() {
            let rows = tokens + 2 * (DEPTH - 1 - l);
            next.clear();
            next.extend_from_slice(&window[(l + 1) * WIDTH..][..rows * WIDTH]);
            layer.add(&window[l * WIDTH..], WIDTH, rows, units, next);
            window[(l + 1) * WIDTH..][..rows * WIDTH].copy_from_slice(next);
        }
    }
}
