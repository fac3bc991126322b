//! The inner loops of inference: products of whole numbers, so that every processor gives the same result.

/// Largest magnitude of a quantised activation: 13 bits, so that a sum of 4,096 products with 8-bit weights fits `i32`.
const ACTIVATION_MAX: f32 = 8191.0;

/// Outputs that are computed together.
pub const BLOCK: usize = 16;

/// A layer with quantised weights. Weights are kept for [`BLOCK`] outputs and two inputs together, so that one
/// instruction multiplies and adds them.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// For each block of outputs and each pair of inputs: the two weights of each output.
    weights: Vec<[i16; 2 * BLOCK]>,
    /// What a weight of 1 in each row stands for.
    scales: Vec<f32>,
    /// Added to each output.
    bias: Vec<f32>,
    /// Pairs of inputs.
    pairs: usize,
}

/// A vector of activations as whole numbers times a common factor.
#[derive(Clone, Debug, Default)]
pub struct Quantised {
    /// Two numbers of 16 bits each, the first one in the low half; a missing last one is 0.
    pairs: Vec<u32>,
    scale: f32,
}

/// Added to a number below 2^22 it leaves the nearest whole number in the low bits (Goldberg 1991).
const ROUND: f32 = 12_582_912.0;

impl Quantised {
    /// Takes over the values of `x`.
    pub fn set(&mut self, x: &[f32]) {
        // Without their sign, numbers are in the order of their bits.
        let top = f32::from_bits(x.iter().fold(0, |top, v| (v.to_bits() & 0x7fff_ffff).max(top)));
        let (scale, factor) =
            if top > 0.0 && top.is_finite() { (top / ACTIVATION_MAX, ACTIVATION_MAX / top) } else { (0.0, 0.0) };
        self.scale = scale;
        let whole = |v: f32| (v * factor + ROUND).to_bits();
        self.pairs.clear();
        self.pairs.resize(x.len().div_ceil(2), 0);
        let pairs = x.chunks_exact(2);
        if let (Some(v), Some(last)) = (pairs.remainder().first(), self.pairs.last_mut()) {
            *last = whole(*v) & 0xffff;
        }
        for (out, pair) in self.pairs.iter_mut().zip(pairs) {
            *out = whole(pair[0]) & 0xffff | whole(pair[1]) << 16;
        }
    }
}

impl Layer {
    /// A layer of 8-bit weights, one row per output; `None` where the sizes do not fit.
    pub fn new(rows: &[u8], scales: Vec<f32>, bias: Vec<f32>, inputs: usize) -> Option<Self> {
        if scales.is_empty() || inputs == 0 || rows.len() != scales.len() * inputs || bias.len() != scales.len() {
            return None;
        }
        let pairs = inputs.div_ceil(2);
        let mut weights = vec![[0i16; 2 * BLOCK]; scales.len().div_ceil(BLOCK) * pairs];
        for (output, row) in rows.chunks_exact(inputs).enumerate() {
            for (input, weight) in row.iter().enumerate() {
                let cell = output / BLOCK * pairs + input / 2;
                weights[cell][output % BLOCK * 2 + input % 2] = i16::from(*weight as i8);
            }
        }
        Some(Self { weights, scales, bias, pairs })
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Writes the outputs for `x`.
    pub fn apply(&self, x: &Quantised, out: &mut [f32]) {
        self.apply_rows(0, x, out);
    }

    /// Writes the outputs from row `first` on, as many as `out` takes; `first` is a multiple of [`BLOCK`].
    pub fn apply_rows(&self, first: usize, x: &Quantised, out: &mut [f32]) {
        let blocks = &self.weights[first / BLOCK * self.pairs..];
        let rows = self.scales[first..].chunks(BLOCK).zip(self.bias[first..].chunks(BLOCK));
        let products = products();
        for ((block, (scales, bias)), y) in blocks.chunks_exact(self.pairs).zip(rows).zip(out.chunks_mut(BLOCK)) {
            let sums = products(block, &x.pairs);
            let scaled = y.iter_mut().zip(&sums).zip(scales.iter().zip(bias));
            scaled.for_each(|((y, sum), (scale, bias))| *y = *sum as f32 * (scale * x.scale) + bias);
        }
    }
}

/// The sums of products of one block of outputs.
type Products = fn(&[[i16; 2 * BLOCK]], &[u32]) -> [i32; BLOCK];

/// The fastest way that this processor has; sums of whole numbers are exact, so all give the same bits.
fn products() -> Products {
    #[cfg(target_arch = "x86_64")]
    if let Some(found) = x86::products() {
        return found;
    }
    plain_products
}

fn plain_products(block: &[[i16; 2 * BLOCK]], x: &[u32]) -> [i32; BLOCK] {
    let mut sums = [0i32; BLOCK];
    for (weights, pair) in block.iter().zip(x) {
        let (a, b) = (i32::from(*pair as i16), i32::from((pair >> 16) as i16));
        for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(2)) {
            *sum += i32::from(w[0]) * a + i32::from(w[1]) * b;
        }
    }
    sums
}

/// The same with instructions that multiply pairs of numbers and add them two by two. Measured: `vpmaddwd` of AVX2 is three
/// times as fast as what the compiler makes of the loop.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Products};
    use std::arch::is_x86_feature_detected;
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256, _mm512_add_epi32, _mm512_dpwssd_epi32, _mm512_loadu_si512,
        _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
    };

    /// What this processor can do.
    pub fn products() -> Option<Products> {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has AVX-512 VNNI, as was just asked.
            return Some(|block, x| unsafe { vnni(block, x) });
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, as was just asked.
            return Some(|block, x| unsafe { avx2(block, x) });
        }
        None
    }

    /// Four sums in turn, since one `vpdpwssd` waits for the one before it that adds to the same sum.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn vnni(block: &[[i16; 2 * BLOCK]], x: &[u32]) -> [i32; BLOCK] {
        let load = |weights: &[i16; 2 * BLOCK]| {
            let at: *const __m512i = weights.as_ptr().cast();
            // SAFETY: `weights` has 32 numbers of 16 bits, a vector of 512 bits; the load needs no alignment.
            unsafe { _mm512_loadu_si512(at) }
        };
        let mut parts = [_mm512_setzero_si512(); 4];
        let (blocks, pairs) = (block.chunks_exact(4), x.chunks_exact(4));
        let rest = blocks.remainder().iter().zip(pairs.remainder());
        for (weights, pairs) in blocks.zip(pairs) {
            for i in 0..4 {
                parts[i] = _mm512_dpwssd_epi32(parts[i], load(&weights[i]), _mm512_set1_epi32(pairs[i] as i32));
            }
        }
        for (weights, pair) in rest {
            parts[0] = _mm512_dpwssd_epi32(parts[0], load(weights), _mm512_set1_epi32(*pair as i32));
        }
        let [a, b, c, d] = parts;
        let sum = _mm512_add_epi32(_mm512_add_epi32(a, b), _mm512_add_epi32(c, d));
        let mut sums = [0i32; BLOCK];
        let at: *mut __m512i = sums.as_mut_ptr().cast();
        // SAFETY: `sums` has 16 numbers of 32 bits, a vector of 512 bits; the store needs no alignment.
        unsafe { _mm512_storeu_si512(at, sum) };
        sums
    }

    #[target_feature(enable = "avx2")]
    pub fn avx2(block: &[[i16; 2 * BLOCK]], x: &[u32]) -> [i32; BLOCK] {
        let (mut low, mut high) = (_mm256_setzero_si256(), _mm256_setzero_si256());
        for (weights, pair) in block.iter().zip(x) {
            let pair = _mm256_set1_epi32(*pair as i32);
            let at: *const __m256i = weights.as_ptr().cast();
            // SAFETY: `weights` has 32 numbers of 16 bits, two vectors of 256 bits; the loads need no alignment.
            let (w0, w1) = unsafe { (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))) };
            low = _mm256_add_epi32(low, _mm256_madd_epi16(w0, pair));
            high = _mm256_add_epi32(high, _mm256_madd_epi16(w1, pair));
        }
        let mut sums = [0i32; BLOCK];
        let at: *mut __m256i = sums.as_mut_ptr().cast();
        // SAFETY: `sums` has 16 numbers of 32 bits, two vectors of 256 bits; the stores need no alignment.
        unsafe {
            _mm256_storeu_si256(at, low);
            _mm256_storeu_si256(at.add(1), high);
        }
        sums
    }
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
    fn every_row_gets_its_own_weights() {
        let (rows, inputs) = (37usize, 5usize);
        let weight = |r: usize, i: usize| ((r * 7 + i * 3) % 250) as u8 as i8;
        let bytes: Vec<u8> = (0..rows).flat_map(|r| (0..inputs).map(move |i| weight(r, i) as u8)).collect();
        let layer = Layer::new(&bytes, vec![1.0; rows], vec![0.5; rows], inputs).unwrap();
        let values = [1.0, -2.0, 0.5, 3.0, -0.25];
        let (mut x, mut out) = (Quantised::default(), vec![0.0; rows]);
        x.set(&values);
        layer.apply(&x, &mut out);
        for (r, y) in out.iter().enumerate() {
            let exact: f32 = (0..inputs).map(|i| f32::from(weight(r, i)) * values[i]).sum::<f32>() + 0.5;
            assert!((y - exact).abs() < 0.3, "row {r}: {y} for {exact}");
        }
        let mut tail = vec![0.0; rows - BLOCK];
        layer.apply_rows(BLOCK, &x, &mut tail);
        assert_eq!(tail, out[BLOCK..]);
    }

    #[test]
    fn sizes_must_fit() {
        assert!(Layer::new(&[1, 2, 3], vec![1.0], vec![0.0], 2).is_none());
        assert!(Layer::new(&[1, 2], vec![1.0], vec![], 2).is_none());
    }

    #[test]
    fn every_processor_gives_the_same_sums() {
        let number = |i: usize| (i * 7919 % 255) as i16 - 127;
        for length in [1, 3, 4, 7, 150] {
            let block: Vec<[i16; 2 * BLOCK]> =
                (0..length).map(|i| std::array::from_fn(|k| number(i * 31 + k))).collect();
            let values: Vec<f32> = (0..2 * length).map(|i| f32::from(number(i)) / 64.0).collect();
            let mut x = Quantised::default();
            x.set(&values);
            let plain = plain_products(&block, &x.pairs);
            assert_eq!(products()(&block, &x.pairs), plain, "{length}");
            #[cfg(target_arch = "x86_64")]
            if std::arch::is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2, as was just asked.
                assert_eq!(unsafe { x86::avx2(&block, &x.pairs) }, plain, "{length}");
            }
        }
    }

    #[test]
    fn activations_are_rounded_to_the_nearest_whole_number() {
        let mut x = Quantised::default();
        x.set(&[8191.0, -8191.0, 0.4, -0.6, 2.6]);
        let halves: Vec<[i16; 2]> = x.pairs.iter().map(|p| [*p as i16, (p >> 16) as i16]).collect();
        assert_eq!(halves, [[8191, -8191], [0, -1], [3, 0]]);
        x.set(&[f32::NAN, 1.0]);
        assert_eq!(x.scale, 0.0, "what is no number counts as nothing");
    }

    #[test]
    fn the_first_of_equals_is_best() {
        assert_eq!(best(&[0.0, 3.0, 3.0]), 1);
    }
}
