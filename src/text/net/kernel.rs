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
    /// For each block what a weight of 1 in each row stands for.
    scales: Vec<[f32; BLOCK]>,
    /// For each block what is added to each output.
    bias: Vec<[f32; BLOCK]>,
    outputs: usize,
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
        let outputs = scales.len();
        Some(Self { weights, scales: in_blocks(&scales), bias: in_blocks(&bias), outputs, pairs })
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes the outputs for `x`.
    pub fn apply(&self, x: &Quantised, out: &mut [f32]) {
        self.apply_rows(0, x, out);
    }

    /// Writes the outputs from row `first` on, as many as `out` takes; `first` is a multiple of [`BLOCK`].
    pub fn apply_rows(&self, first: usize, x: &Quantised, out: &mut [f32]) {
        let products = kernels().one;
        for (block, out) in (first / BLOCK..).zip(out.chunks_mut(BLOCK)) {
            let [sums] = products(self.block(block), [&x.pairs]);
            self.scale(block, x.scale, &sums, out);
        }
    }

    /// Writes the outputs for many vectors, one after another: [`TOGETHER`] vectors at a time share one reading of the
    /// weights, which is what takes the time.
    pub fn apply_each<'x>(&self, inputs: impl Iterator<Item = &'x [f32]>, x: &mut Batch, out: &mut [f32]) {
        let outputs = self.outputs();
        let mut inputs = inputs.fuse();
        for out in out.chunks_mut(outputs * TOGETHER) {
            let many =
                x.iter_mut().zip(inputs.by_ref().take(out.len() / outputs)).map(|(x, input)| x.set(input)).count();
            self.apply_rows_each(0, &x[..many], out);
        }
    }

    /// Writes for each vector its outputs from row `first` on, as many as `out` has room for; `first` is a multiple of
    /// [`BLOCK`].
    pub fn apply_rows_each(&self, first: usize, x: &[Quantised], out: &mut [f32]) {
        if x.is_empty() {
            return;
        }
        let outputs = out.len() / x.len();
        for (x, out) in x.chunks(TOGETHER).zip(out.chunks_mut(outputs * TOGETHER)) {
            match x {
                [x] => self.apply_rows(first, x, out),
                // Of two or three the last one again: it costs less than each alone.
                several => {
                    let x = std::array::from_fn(|i| &several[i.min(several.len() - 1)]);
                    self.apply_together(first, x, outputs, out);
                }
            }
        }
    }

    fn apply_together(&self, first: usize, x: [&Quantised; TOGETHER], outputs: usize, out: &mut [f32]) {
        let products = kernels().four;
        for (block, row) in (first / BLOCK..).zip((0..outputs).step_by(BLOCK)) {
            let sums = products(self.block(block), x.map(|x| x.pairs.as_slice()));
            for ((x, sums), out) in x.iter().zip(&sums).zip(out.chunks_exact_mut(outputs)) {
                self.scale(block, x.scale, sums, &mut out[row..(row + BLOCK).min(outputs)]);
            }
        }
    }

    /// The weights of a block of outputs.
    fn block(&self, block: usize) -> &Block {
        &self.weights[block * self.pairs..(block + 1) * self.pairs]
    }

    /// Sums of whole numbers as outputs, as many of the block as there is room for.
    fn scale(&self, block: usize, x_scale: f32, sums: &[i32; BLOCK], out: &mut [f32]) {
        let (scales, bias) = (&self.scales[block], &self.bias[block]);
        let scaled = |i: usize| sums[i] as f32 * (scales[i] * x_scale) + bias[i];
        match out.first_chunk_mut::<BLOCK>() {
            Some(out) => (0..BLOCK).for_each(|i| out[i] = scaled(i)),
            None => out.iter_mut().enumerate().for_each(|(i, y)| *y = scaled(i)),
        }
    }
}

/// Numbers in blocks, the last one filled up with zeros.
fn in_blocks(numbers: &[f32]) -> Vec<[f32; BLOCK]> {
    let block = |numbers: &[f32]| std::array::from_fn(|i| numbers.get(i).copied().unwrap_or(0.0));
    numbers.chunks(BLOCK).map(block).collect()
}

/// Vectors that are multiplied together.
pub const TOGETHER: usize = 4;
/// Room for as many vectors.
pub type Batch = [Quantised; TOGETHER];

/// Weights of [`BLOCK`] outputs.
type Block = [[i16; 2 * BLOCK]];
/// The sums of products of one block of outputs with each of several vectors.
type Products<const N: usize> = fn(&Block, [&[u32]; N]) -> [[i32; BLOCK]; N];

/// The fastest ways that this processor has; sums of whole numbers are exact, so all give the same bits.
struct Kernels {
    one: Products<1>,
    four: Products<TOGETHER>,
}

fn kernels() -> Kernels {
    #[cfg(target_arch = "x86_64")]
    if let Some(found) = x86::kernels() {
        return found;
    }
    Kernels { one: plain, four: plain }
}

fn plain<const N: usize>(block: &Block, x: [&[u32]; N]) -> [[i32; BLOCK]; N] {
    x.map(|x| {
        let mut sums = [0i32; BLOCK];
        for (weights, pair) in block.iter().zip(x) {
            let (a, b) = (i32::from(*pair as i16), i32::from((pair >> 16) as i16));
            for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                *sum += i32::from(w[0]) * a + i32::from(w[1]) * b;
            }
        }
        sums
    })
}

/// The same with instructions that multiply pairs of numbers and add them two by two. Measured: `vpmaddwd` of AVX2 is three
/// times as fast as what the compiler makes of the loop.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Block, Kernels};
    use std::arch::is_x86_feature_detected;
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256, _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_set1_epi32,
        _mm512_setzero_si512, _mm512_storeu_si512,
    };

    /// What this processor can do. For one vector AVX2 is as fast as AVX-512: both wait for the weights.
    pub fn kernels() -> Option<Kernels> {
        if !is_x86_feature_detected!("avx2") {
            return None;
        }
        // SAFETY: the processor has AVX2, as was just asked.
        let mut found =
            Kernels { one: |block, x| unsafe { avx2(block, x) }, four: |block, x| unsafe { avx2(block, x) } };
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has AVX-512 VNNI, as was just asked.
            found.four = |block, x| unsafe { vnni(block, x) };
        }
        Some(found)
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn vnni<const N: usize>(block: &Block, mut x: [&[u32]; N]) -> [[i32; BLOCK]; N] {
        cut(&mut x, block.len());
        let mut parts = [_mm512_setzero_si512(); N];
        for (i, weights) in block.iter().enumerate() {
            let at: *const __m512i = weights.as_ptr().cast();
            // SAFETY: `weights` has 32 numbers of 16 bits, a vector of 512 bits; the load needs no alignment.
            let weights = unsafe { _mm512_loadu_si512(at) };
            for (part, x) in parts.iter_mut().zip(x) {
                *part = _mm512_dpwssd_epi32(*part, weights, _mm512_set1_epi32(x[i] as i32));
            }
        }
        let mut sums = [[0i32; BLOCK]; N];
        for (sums, part) in sums.iter_mut().zip(parts) {
            let at: *mut __m512i = sums.as_mut_ptr().cast();
            // SAFETY: `sums` has 16 numbers of 32 bits, a vector of 512 bits; the store needs no alignment.
            unsafe { _mm512_storeu_si512(at, part) };
        }
        sums
    }

    /// Cuts vectors to the length of a block, so that the loops need not look. Loops, not `map`: what a closure computes
    /// does not become part of a function for one kind of processor.
    #[inline(always)]
    fn cut<const N: usize>(x: &mut [&[u32]; N], length: usize) {
        for x in x {
            *x = &x[..length];
        }
    }

    #[target_feature(enable = "avx2")]
    pub fn avx2<const N: usize>(block: &Block, mut x: [&[u32]; N]) -> [[i32; BLOCK]; N] {
        cut(&mut x, block.len());
        let mut parts = [[_mm256_setzero_si256(); 2]; N];
        for (i, weights) in block.iter().enumerate() {
            let at: *const __m256i = weights.as_ptr().cast();
            // SAFETY: `weights` has 32 numbers of 16 bits, two vectors of 256 bits; the loads need no alignment.
            let halves = unsafe { [_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))] };
            for (part, x) in parts.iter_mut().zip(x) {
                let pair = _mm256_set1_epi32(x[i] as i32);
                part[0] = _mm256_add_epi32(part[0], _mm256_madd_epi16(halves[0], pair));
                part[1] = _mm256_add_epi32(part[1], _mm256_madd_epi16(halves[1], pair));
            }
        }
        let mut sums = [[0i32; BLOCK]; N];
        for (sums, [low, high]) in sums.iter_mut().zip(parts) {
            let at: *mut __m256i = sums.as_mut_ptr().cast();
            // SAFETY: `sums` has 16 numbers of 32 bits, two vectors of 256 bits; the stores need no alignment.
            unsafe {
                _mm256_storeu_si256(at, low);
                _mm256_storeu_si256(at.add(1), high);
            }
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
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let Some(first) = x.first() else { return 0 };
    // Eight side by side, then the place of the largest: three times as fast as keeping the place.
    let (eights, rest) = x.as_chunks::<8>();
    let top = eights.iter().fold([*first; 8], |top, x| std::array::from_fn(|i| larger(top[i], x[i])));
    let top = top.iter().chain(rest).fold(*first, |top, v| larger(top, *v));
    x.iter().position(|v| *v == top).unwrap_or(0)
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
            let (one, four) = ([x.pairs.as_slice()], [x.pairs.as_slice(); TOGETHER]);
            let expected = plain(&block, one);
            assert_eq!((kernels().one)(&block, one), expected, "{length}");
            assert_eq!((kernels().four)(&block, four), [expected[0]; TOGETHER], "{length}");
            #[cfg(target_arch = "x86_64")]
            if std::arch::is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2, as was just asked.
                assert_eq!(unsafe { x86::avx2(&block, four) }, [expected[0]; TOGETHER], "{length}");
            }
        }
    }

    #[test]
    fn vectors_together_give_what_each_gives_alone() {
        let layer = Layer::new(&[3; 19 * 5], vec![0.5; 19], vec![1.0; 19], 5).unwrap();
        let inputs: Vec<[f32; 5]> = (0..11).map(|i| [i as f32, 1.0, -2.0, 0.25 * i as f32, 3.0]).collect();
        let (mut x, mut together) = (Batch::default(), vec![0.0; 11 * 19]);
        layer.apply_each(inputs.iter().map(|i| i.as_slice()), &mut x, &mut together);
        let mut alone = vec![0.0; 11 * 19];
        for (input, out) in inputs.iter().zip(alone.chunks_exact_mut(19)) {
            x[0].set(input);
            layer.apply(&x[0], out);
        }
        assert_eq!(together, alone);

        let quantised = |input: &[f32; 5]| {
            let mut x = Quantised::default();
            x.set(input);
            x
        };
        let quantised: Vec<Quantised> = inputs.iter().map(quantised).collect();
        let mut tails = vec![0.0; 11 * 3];
        layer.apply_rows_each(BLOCK, &quantised, &mut tails);
        let expected: Vec<f32> = alone.chunks_exact(19).flat_map(|out| out[BLOCK..].to_vec()).collect();
        assert_eq!(tails, expected);
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
        let mut many: Vec<f32> = (0..21).map(|i| -(i as f32)).collect();
        assert_eq!(best(&many), 0);
        for at in (0..21).rev() {
            many[at] = 1.0;
            assert_eq!(best(&many), at);
        }
        assert_eq!(best(&[]), 0);
    }
}
