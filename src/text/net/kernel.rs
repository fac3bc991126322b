//! The inner loops of inference: products of whole numbers, so that every processor gives the same result.

/// Largest magnitude of a quantised activation: 13 bits, so that a sum of 4,096 products with 8-bit weights fits `i32`.
const ACTIVATION_MAX: f32 = 8191.0;

/// A layer with quantised weights: one row per output.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// Weights, from -127 to 127, row by row.
    weights: Vec<i16>,
    /// What a weight of 1 in each row stands for.
    scales: Vec<f32>,
    /// Added to each output.
    bias: Vec<f32>,
    inputs: usize,
}

/// A vector of activations as whole numbers times a common factor.
#[derive(Clone, Debug, Default)]
pub struct Quantised {
    values: Vec<i16>,
    scale: f32,
}

impl Quantised {
    /// Takes over the values of `x`.
    pub fn set(&mut self, x: &[f32]) {
        let top = x.iter().fold(0f32, |top, v| top.max(v.abs()));
        self.values.clear();
        if top == 0.0 || !top.is_finite() {
            self.scale = 0.0;
            self.values.resize(x.len(), 0);
            return;
        }
        self.scale = top / ACTIVATION_MAX;
        let factor = ACTIVATION_MAX / top;
        // Adding and subtracting a half and cutting off rounds the same everywhere, and without a call.
        self.values.extend(x.iter().map(|v| (v * factor + 0.5f32.copysign(*v)) as i16));
    }
}

impl Layer {
    /// A layer of 8-bit weights; `None` where the sizes do not fit.
    pub fn new(weights: &[u8], scales: Vec<f32>, bias: Vec<f32>, inputs: usize) -> Option<Self> {
        if scales.is_empty() || weights.len() != scales.len() * inputs || bias.len() != scales.len() {
            return None;
        }
        let weights = weights.iter().map(|w| i16::from(*w as i8)).collect();
        Some(Self { weights, scales, bias, inputs })
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Writes the outputs for `x`.
    pub fn apply(&self, x: &Quantised, out: &mut [f32]) {
        self.apply_rows(0, x, out);
    }

    /// Writes the outputs from row `first` on, as many as `out` takes.
    pub fn apply_rows(&self, first: usize, x: &Quantised, out: &mut [f32]) {
        let rows = self.weights.chunks_exact(self.inputs).skip(first);
        for (k, (row, y)) in rows.zip(out.iter_mut()).enumerate() {
            *y = dot(row, &x.values) as f32 * (self.scales[first + k] * x.scale) + self.bias[first + k];
        }
    }
}

/// The sum of products; the compiler makes multiply-add instructions of it.
fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum()
}

/// Adds `x` to `y`.
pub fn add(x: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += x);
}

/// Cuts off what is below zero.
pub fn relu(x: &mut [f32]) {
    x.iter_mut().for_each(|v| *v = v.max(0.0));
}

/// A gate between 0 and 1 (a sigmoid without exponential, so that every machine gives the same bits).
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Index of the largest value; the first one of equals.
pub fn best(x: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in x.iter().enumerate() {
        if *v > x[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_multiplies_and_adds() {
        let layer = Layer::new(&[1, 2, 255, 0], vec![1.0, 0.5], vec![0.0, 10.0], 2).unwrap();
        let (mut x, mut out) = (Quantised::default(), [0.0; 2]);
        x.set(&[4.0, -2.0]);
        layer.apply(&x, &mut out);
        assert!((out[0] - 0.0).abs() < 1e-2 && (out[1] - 8.0).abs() < 1e-2, "{out:?}");
    }

    #[test]
    fn sizes_must_fit() {
        assert!(Layer::new(&[1, 2, 3], vec![1.0], vec![0.0], 2).is_none());
        assert!(Layer::new(&[1, 2], vec![1.0], vec![], 2).is_none());
    }

    #[test]
    fn the_first_of_equals_is_best() {
        assert_eq!(best(&[0.0, 3.0, 3.0]), 1);
    }
}
