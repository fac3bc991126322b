//! A linear chain over name tags: what a tag adds behind another, and how probable each tag then is in its sentence
//! (conditional random field, Lafferty et al. 2001; forward and backward sums scaled per word).

use crate::text::labels::NAME_TAGS as N;

/// One number per tag.
pub type Tags = [f32; N];

/// What following one another adds to two tags, and its exponential; 0 for a pair that cannot be.
#[derive(Clone, Debug)]
pub struct Chain {
    weights: [Tags; N],
    factors: [Tags; N],
}

/// Whether the tag of a column may follow another: inside of a name only behind a word of the same name.
pub const fn may_follow(before: usize, column: usize) -> bool {
    column == 0 || column % 2 == 1 || before == column || before + 1 == column
}

impl Default for Chain {
    fn default() -> Self {
        Self::new(&[0.0; N * N])
    }
}

/// The outcome of the sums over all sequences.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// How probable each tag is at each word.
    pub tags: Vec<Tags>,
    forward: Vec<Tags>,
    scales: Vec<f32>,
    factors: Vec<Tags>,
}

impl Chain {
    /// A chain with these weights, a row of [`N`] for each tag before.
    pub fn new(weights: &[f32]) -> Self {
        let weight = |before: usize, tag: usize| weights.get(before * N + tag).copied().unwrap_or(0.0);
        let factor = |before: usize, tag: usize| if may_follow(before, tag) { exp(weight(before, tag)) } else { 0.0 };
        Self {
            weights: std::array::from_fn(|before| std::array::from_fn(|tag| weight(before, tag))),
            factors: std::array::from_fn(|before| std::array::from_fn(|tag| factor(before, tag))),
        }
    }

    /// What a pair adds; `None` for one that cannot be.
    pub fn weight(&self, before: usize, tag: usize) -> Option<f32> {
        may_follow(before, tag).then(|| self.weights[before][tag])
    }

    /// Sums over all sequences whose tags `allowed` has (a bit each, by word); tells whether there is any.
    pub fn sum(&self, scores: &[Tags], allowed: impl Fn(usize) -> u32, sums: &mut Sums) -> bool {
        sums.factors.clear();
        sums.factors.extend(scores.iter().enumerate().map(|(i, s)| factors(s, allowed(i))));
        self.forward(sums) && self.backward(sums)
    }

    fn forward(&self, sums: &mut Sums) -> bool {
        sums.forward.clear();
        sums.scales.clear();
        let mut before: Tags = std::array::from_fn(|tag| if tag == 0 { 1.0 } else { 0.0 });
        for factors in &sums.factors {
            let mut next = [0f32; N];
            for (share, row) in before.iter().zip(&self.factors) {
                next.iter_mut().zip(row).for_each(|(n, f)| *n += share * f);
            }
            next.iter_mut().zip(factors).for_each(|(n, f)| *n *= f);
            let scale: f32 = next.iter().sum();
            if scale <= 0.0 || !scale.is_finite() {
                return false;
            }
            next.iter_mut().for_each(|n| *n /= scale);
            sums.scales.push(scale);
            sums.forward.push(next);
            before = next;
        }
        true
    }

    fn backward(&self, sums: &mut Sums) -> bool {
        sums.tags.clear();
        sums.tags.resize(sums.factors.len(), [0.0; N]);
        let mut after = [1f32; N];
        for i in (0..sums.factors.len()).rev() {
            sums.tags[i] = std::array::from_fn(|tag| sums.forward[i][tag] * after[tag]);
            let weighted = self.weighted(sums, i, &after);
            after = std::array::from_fn(|tag| self.factors[tag].iter().zip(&weighted).map(|(f, w)| f * w).sum());
        }
        true
    }

    /// What a word and all behind it contribute to the word before.
    fn weighted(&self, sums: &Sums, word: usize, after: &Tags) -> Tags {
        std::array::from_fn(|tag| sums.factors[word][tag] * after[tag] / sums.scales[word])
    }

    /// Adds `share` times the probability of each pair of neighbours to `pairs`, after [`Chain::sum`].
    pub fn add_pairs(&self, sums: &Sums, share: f32, pairs: &mut [f32]) {
        let mut after = [1f32; N];
        for i in (0..sums.factors.len()).rev() {
            let weighted = self.weighted(sums, i, &after);
            let outside: Tags = std::array::from_fn(|tag| if tag == 0 { 1.0 } else { 0.0 });
            let before = i.checked_sub(1).map_or(&outside, |b| &sums.forward[b]);
            for ((row, factors), b) in pairs.chunks_exact_mut(N).zip(&self.factors).zip(before) {
                let inputs = factors.iter().zip(&weighted);
                row.iter_mut().zip(inputs).for_each(|(pair, (f, w))| *pair += share * b * f * w);
            }
            after = std::array::from_fn(|tag| self.factors[tag].iter().zip(&weighted).map(|(f, w)| f * w).sum());
        }
    }
}

/// Exponentials of scores against the highest one; 0 for what is not allowed.
fn factors(scores: &Tags, allowed: u32) -> Tags {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    std::array::from_fn(|tag| if allowed >> tag & 1 == 1 { exp(scores[tag] - top).max(1e-30) } else { 0.0 })
}

/// An exponential that has the same bits on every machine (limit formula, squared ten times).
fn exp(x: f32) -> f32 {
    let mut y = (1.0 + x / 1024.0).max(0.0);
    (0..10).for_each(|_| y *= y);
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: u32 = (1 << N) - 1;

    #[test]
    fn tags_add_up_and_pairs_too() {
        let chain = Chain::new(&std::array::from_fn::<f32, { N * N }, _>(|i| (i % 7) as f32 * 0.3 - 1.0));
        let scores: Vec<Tags> = (0..4).map(|w| std::array::from_fn(|t| ((w * 5 + t * 3) % 8) as f32 * 0.4)).collect();
        let (mut sums, mut pairs) = (Sums::default(), vec![0f32; N * N]);
        assert!(chain.sum(&scores, |_| ALL, &mut sums));
        chain.add_pairs(&sums, 1.0, &mut pairs);
        assert!(sums.tags.iter().all(|p| (p.iter().sum::<f32>() - 1.0).abs() < 1e-4), "{sums:?}");
        assert!((pairs.iter().sum::<f32>() - 4.0).abs() < 1e-3);
    }

    #[test]
    fn what_cannot_follow_has_no_share() {
        let mut sums = Sums::default();
        assert!(Chain::default().sum(&[[0.0; N]; 2], |_| ALL, &mut sums));
        assert_eq!(sums.tags[0][2], 0.0);
        assert!(!Chain::default().sum(&[[0.0; N]], |_| 0b100, &mut sums));
    }
}
