//! The scorer that parser and names share: a state is a few tokens; each contributes a row that
//! depends on the token and its role; their sum goes through a maxout unit and a linear layer to
//! one score for each class of moves.

use super::container::{Container, ModelError};
use super::matrix::Linear;
use super::tok2vec::WIDTH;

/// Values of a token's reduced vector, and of the hidden layer.
pub(super) const HIDDEN: usize = 64;
/// Linear pieces of a unit of the hidden layer.
const PIECES: usize = 2;
/// Values that one token in one role contributes.
const ROLE: usize = HIDDEN * PIECES;
/// Scores, of which only the first few are classes.
const SCORES: usize = 128;
/// Tokens whose rows are kept; a power of two.
const KEPT: usize = 256;
/// Tokens whose rows are computed together as the buffer advances.
const AHEAD: usize = 48;
/// The mark of a place that holds no token.
const NOBODY: usize = usize::MAX;

/// A token of a state, or none.
pub(super) type Role = Option<usize>;

/// The layers from token vectors to scores.
pub(super) struct Scorer {
    reduce: Linear,
    /// From a reduced vector to what the token contributes in each role.
    lower: Linear,
    lower_bias: Vec<f32>,
    /// What a missing token contributes in each role.
    pad: Vec<f32>,
    upper: Linear,
}

/// The rows of the tokens around the current state, and the scores: the memory of a pass.
#[derive(Debug, Default)]
pub(super) struct ScoreBuffers {
    /// The reduced vectors of all tokens of the text.
    reduced: Vec<f32>,
    /// Rows of [`KEPT`] tokens, each at its number modulo [`KEPT`].
    rows: Vec<f32>,
    holders: Vec<usize>,
    /// Tokens before this one have been computed once.
    reached: usize,
    fresh: Vec<f32>,
    scores: Vec<f32>,
}

/// The places of pieces and outputs in the source: piece by piece here, unit by unit there.
fn role_order(roles: usize) -> Vec<usize> {
    (0..roles * ROLE).map(|o| o / ROLE * ROLE + o % HIDDEN * PIECES + o % ROLE / HIDDEN).collect()
}

impl Scorer {
    /// Reads the scorer of a part of the model that has so many roles and classes.
    pub(super) fn read(file: &Container, part: &str, roles: usize, classes: usize) -> Result<Self, ModelError> {
        if classes > SCORES {
            return Err(ModelError::content(part, format!("it has {classes} classes, more than {SCORES}")));
        }
        let matrix = |name: &str, rows, columns| file.matrix_of(&format!("{part}.{name}"), rows, columns);
        let order = role_order(roles);
        let lower = matrix("lower.weight", roles * ROLE, HIDDEN)?;
        let (pad, bias) = (matrix("lower.pad", roles * HIDDEN, PIECES)?, matrix("lower.bias", HIDDEN, PIECES)?);
        let (mut upper, mut upper_bias) = (matrix("upper.weight", classes, HIDDEN)?, matrix("upper.bias", classes, 1)?);
        upper.resize(SCORES * HIDDEN, 0.0);
        upper_bias.resize(SCORES, 0.0);
        let as_is = |outputs: usize| (0..outputs).collect::<Vec<_>>();
        Ok(Self {
            reduce: Linear::new(
                &matrix("reduce.weight", HIDDEN, WIDTH)?,
                &matrix("reduce.bias", HIDDEN, 1)?,
                WIDTH,
                &as_is(HIDDEN),
            )?,
            lower: Linear::new(&lower, &vec![0.0; order.len()], HIDDEN, &order)?,
            lower_bias: role_order(1).into_iter().map(|o| bias[o]).collect(),
            pad: order.iter().map(|&o| pad[o]).collect(),
            upper: Linear::new(&upper, &upper_bias, HIDDEN, &as_is(SCORES))?,
        })
    }

    /// Prepares for a text of so many tokens.
    pub(super) fn start(&self, tokens: usize, buffers: &mut ScoreBuffers) {
        buffers.reduced.clear();
        buffers.reduced.resize(tokens * HIDDEN, 0.0);
        buffers.rows.resize(KEPT * self.lower.outputs(), 0.0);
        buffers.holders.clear();
        buffers.holders.resize(KEPT, NOBODY);
        buffers.reached = 0;
        buffers.fresh.resize(AHEAD * self.lower.outputs(), 0.0);
        buffers.scores.resize(SCORES, 0.0);
    }

    /// Takes the vectors of the tokens from `first` on.
    pub(super) fn take(&self, first: usize, vectors: &[f32], buffers: &mut ScoreBuffers) {
        let rows = vectors.len() / WIDTH;
        self.reduce.apply(vectors, WIDTH, rows, &mut buffers.reduced[first * HIDDEN..]);
    }

    /// The scores of a state: its tokens in their roles.
    pub(super) fn score<'b, const ROLES: usize>(&self, state: [Role; ROLES], buffers: &'b mut ScoreBuffers) -> &'b [f32] {
        let mut sum = [0.0f32; ROLE];
        for (role, token) in state.into_iter().enumerate() {
            let row = match token {
                Some(token) => self.row(token, buffers),
                None => &self.pad,
            };
            sum.iter_mut().zip(&row[role * ROLE..]).for_each(|(sum, value)| *sum += value);
        }
        let mut hidden = [0.0f32; HIDDEN];
        for (o, hidden) in hidden.iter_mut().enumerate() {
            *hidden = (sum[o] + self.lower_bias[o]).max(sum[HIDDEN + o] + self.lower_bias[HIDDEN + o]);
        }
        self.upper.apply(&hidden, HIDDEN, 1, &mut buffers.scores);
        &buffers.scores
    }

    /// What a token contributes in each role.
    fn row<'b>(&self, token: usize, buffers: &'b mut ScoreBuffers) -> &'b [f32] {
        if buffers.holders[token % KEPT] != token {
            let ahead = if token >= buffers.reached { AHEAD } else { 1 };
            self.compute_rows(token, ahead, buffers);
        }
        let length = self.lower.outputs();
        &buffers.rows[token % KEPT * length..][..length]
    }

    fn compute_rows(&self, first: usize, most: usize, buffers: &mut ScoreBuffers) {
        let length = self.lower.outputs();
        let count = most.min(buffers.reduced.len() / HIDDEN - first);
        self.lower.apply(&buffers.reduced[first * HIDDEN..], HIDDEN, count, &mut buffers.fresh);
        for (token, row) in (first..first + count).zip(buffers.fresh.chunks_exact(length)) {
            buffers.rows[token % KEPT * length..][..length].copy_from_slice(row);
            buffers.holders[token % KEPT] = token;
        }
        buffers.reached = buffers.reached.max(first + count);
    }
}

/// The first of the best scores among classes.
pub(super) fn best(scores: &[f32], classes: impl IntoIterator<Item = usize>) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for class in classes {
        if best.is_none_or(|(_, score)| scores[class] > score) {
            best = Some((class, scores[class]));
        }
    }
    best.map(|(class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_scores_wins() {
        let scores = [1.0, 3.0, 3.0, 9.0];
        assert_eq!(best(&scores, [0, 1, 2]), Some(1));
        assert_eq!(best(&scores, [2, 1]), Some(2));
        assert_eq!(best(&scores, []), None);
    }

    #[test]
    fn roles_are_reordered_piece_by_piece() {
        let order = role_order(2);
        assert_eq!(order[..3], [0, 2, 4]);
        assert_eq!(order[HIDDEN..HIDDEN + 2], [1, 3]);
        assert_eq!(order[ROLE], ROLE);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..2 * ROLE));
    }
}
