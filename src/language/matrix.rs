//! Products of a few rows with a fixed matrix of weights: nearly all of the work of the model.
//!
//! Written here on `pulp` (safe SIMD, the instruction set chosen at run time) and not taken from a
//! GEMM crate, because the entry points of those are `unsafe`, because the weights never change and
//! are packed once, and because the rows of the model overlap in memory (a window over three
//! tokens is a row that begins one token later). Each value of the result is summed in the same
//! order whatever the number of rows, so that a token's result does not depend on its company.
#![expect(
    clippy::inline_always,
    reason = "code must be inlined where the instruction set is chosen, or it is not compiled for it"
)]

use super::container::ModelError;
use pulp::{Arch, Simd, WithSimd};

/// Outputs whose weights stand together; whole strips of every instruction set.
const PANEL: usize = 32;

/// Weights and biases of a linear layer, packed in panels of [`PANEL`] outputs.
pub(super) struct Linear {
    arch: Arch,
    inputs: usize,
    /// Rounded up to whole panels: the length of a row of the result.
    outputs: usize,
    /// Panel by panel, input by input, [`PANEL`] weights.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Packs a matrix of `order.len()` rows (one for each output) of `inputs` columns. Output `o`
    /// is row `order[o]` of the source.
    pub(super) fn new(source: &[f32], bias: &[f32], inputs: usize, order: &[usize]) -> Result<Self, ModelError> {
        if source.len() != order.len() * inputs || bias.len() != order.len() {
            return Err(ModelError::content("weights", "a matrix does not fit its layer"));
        }
        let outputs = order.len().next_multiple_of(PANEL);
        let mut layer =
            Self { arch: Arch::new(), inputs, outputs, weights: vec![0.0; outputs * inputs], bias: vec![0.0; outputs] };
        for (output, &row) in order.iter().enumerate() {
            layer.bias[output] = bias[row];
            let (panel, column) = (output / PANEL, output % PANEL);
            let into = &mut layer.weights[panel * PANEL * inputs..][..PANEL * inputs];
            for (weights, &value) in into.chunks_exact_mut(PANEL).zip(&source[row * inputs..]) {
                weights[column] = value;
            }
        }
        Ok(layer)
    }

    /// The weights from one output on: those of the first input, [`PANEL`] further on of the next.
    #[inline(always)]
    fn weights_from(&self, output: usize) -> &[f32] {
        let panel = &self.weights[output / PANEL * PANEL * self.inputs..][..PANEL * self.inputs];
        &panel[output % PANEL..]
    }

    /// The length of a row of the result.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// The instruction set that was found.
    pub(super) fn arch(&self) -> Arch {
        self.arch
    }

    /// Multiplies `rows` rows, each `stride` values after the one before, into `result`.
    pub(super) fn apply(&self, input: &[f32], stride: usize, rows: usize, result: &mut [f32]) {
        debug_assert!(result.len() >= rows * self.outputs, "the result is too short");
        self.arch.dispatch(Product { layer: self, input, stride, rows, result });
    }
}

struct Product<'a> {
    layer: &'a Linear,
    input: &'a [f32],
    stride: usize,
    rows: usize,
    result: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    /// Chooses how many rows and vectors are held in registers at once: 24 of 32 in AVX-512, 12 of
    /// 16 in AVX2.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 12, 2>(simd),
            8 => self.run::<S, 6, 2>(simd),
            4 => self.run::<S, 2, 4>(simd),
            _ => self.run::<S, 1, 16>(simd),
        }
    }
}

impl Product<'_> {
    /// `MANY` rows at a time as long as there are so many, then three by three, then one by one.
    /// The columns are taken in strips of `VECTORS` vectors, of a single row four strips at once.
    #[inline(always)]
    fn run<S: Simd, const MANY: usize, const VECTORS: usize>(mut self, simd: S) {
        let mut row = 0;
        while row + MANY <= self.rows {
            self.strips::<S, MANY, 1, VECTORS>(simd, row, 0);
            row += MANY;
        }
        while MANY > 3 && row + 3 <= self.rows {
            self.strips::<S, 3, 1, VECTORS>(simd, row, 0);
            row += 3;
        }
        while row < self.rows {
            let column = self.strips::<S, 1, 4, VECTORS>(simd, row, 0);
            self.strips::<S, 1, 1, VECTORS>(simd, row, column);
            row += 1;
        }
    }

    /// All strips of `ROWS` rows from `column` on that can be taken `STRIPS` at once; gives the first
    /// column left over.
    #[inline(always)]
    fn strips<S: Simd, const ROWS: usize, const STRIPS: usize, const VECTORS: usize>(
        &mut self,
        simd: S,
        row: usize,
        mut column: usize,
    ) -> usize {
        let width = STRIPS * VECTORS * S::F32_LANES;
        while column + width <= self.layer.outputs {
            self.tile::<S, ROWS, STRIPS, VECTORS>(simd, row, column);
            column += width;
        }
        column
    }

    /// `ROWS` rows times `STRIPS` strips, held in registers.
    #[inline(always)]
    fn tile<S: Simd, const ROWS: usize, const STRIPS: usize, const VECTORS: usize>(
        &mut self,
        simd: S,
        row: usize,
        column: usize,
    ) {
        let (inputs, outputs, width) = (self.layer.inputs, self.layer.outputs, VECTORS * S::F32_LANES);
        let rows: [&[f32]; ROWS] = std::array::from_fn(|r| &self.input[(row + r) * self.stride..][..inputs]);
        let strips: [&[f32]; STRIPS] = std::array::from_fn(|s| self.layer.weights_from(column + s * width));
        let mut sums: [[[S::f32s; VECTORS]; STRIPS]; ROWS] =
            std::array::from_fn(|_| std::array::from_fn(|s| load::<S, VECTORS>(&self.layer.bias[column + s * width..][..width])));
        for k in 0..inputs {
            for s in 0..STRIPS {
                let weights = load::<S, VECTORS>(&strips[s][k * PANEL..][..width]);
                for r in 0..ROWS {
                    let value = simd.splat_f32s(rows[r][k]);
                    for v in 0..VECTORS {
                        sums[r][s][v] = simd.mul_add_e_f32s(value, weights[v], sums[r][s][v]);
                    }
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            let result = &mut self.result[(row + r) * outputs + column..][..STRIPS * width];
            let (result, _) = S::as_mut_simd_f32s(result);
            for (into, sum) in result.iter_mut().zip(sums.as_flattened()) {
                *into = *sum;
            }
        }
    }
}

/// Some vectors' worth of values in registers.
#[inline(always)]
fn load<S: Simd, const VECTORS: usize>(values: &[f32]) -> [S::f32s; VECTORS] {
    let (vectors, _) = S::as_simd_f32s(values);
    std::array::from_fn(|v| vectors[v])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small whole numbers, so that every order of summation gives the same.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7 + seed) % 11) as f32 - 5.0).collect()
    }

    #[test]
    fn products_equal_the_definition_for_all_counts_of_rows() {
        for (inputs, outputs, stride) in [(6, 40, 2), (5, 128, 5), (3, 50, 4)] {
            let (weights, bias) = (numbers(inputs * outputs, 3), numbers(outputs, 1));
            let order: Vec<usize> = (0..outputs).rev().collect();
            let layer = Linear::new(&weights, &bias, inputs, &order).expect("it fits");
            for rows in 0..30 {
                let input = numbers(rows * stride + inputs, 2);
                let mut result = vec![0.0; rows * layer.outputs()];
                layer.apply(&input, stride, rows, &mut result);
                for (row, got) in result.chunks_exact(layer.outputs()).enumerate() {
                    for (output, &from) in order.iter().enumerate() {
                        let dot: f32 = (0..inputs).map(|i| input[row * stride + i] * weights[from * inputs + i]).sum();
                        assert!((got[output] - dot - bias[from]).abs() < f32::EPSILON);
                    }
                }
            }
        }
    }

    #[test]
    fn a_matrix_that_does_not_fit_is_refused() {
        assert!(Linear::new(&[1.0; 5], &[0.0; 2], 3, &[0, 1]).is_err());
    }
}
