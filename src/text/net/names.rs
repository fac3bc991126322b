//! Decoding of name tags: the best sequence in which every name begins before it goes on (Viterbi 1967 over the BIO
//! constraints).

use super::Network;
use super::encoder::Buffers;
use super::kernel::{Quantised, relu};
use crate::text::labels::NAME_TAGS;

/// Buffers of the decoder.
#[derive(Clone, Debug, Default)]
pub struct Names {
    x: Quantised,
    hidden: Vec<f32>,
    /// Log-odds of each tag per word, later the best sum up to it.
    sums: Vec<[f32; NAME_TAGS]>,
    from: Vec<[u8; NAME_TAGS]>,
    probabilities: Vec<[f32; NAME_TAGS]>,
    /// The column of each word's tag and how probable it is.
    pub tags: Vec<(u8, f32)>,
}

/// Whether the tag of a column may follow another: inside of a name only behind a word of the same name.
pub const fn may_follow(before: usize, column: usize) -> bool {
    column == 0 || column % 2 == 1 || before == column || before + 1 == column
}

impl Network {
    /// Tags the names of an encoded sentence.
    pub fn find_names(&self, encoded: &Buffers, names: &mut Names) {
        self.score_names(encoded, names);
        names.decode();
    }

    fn score_names(&self, encoded: &Buffers, names: &mut Names) {
        names.hidden.resize(self.hidden, 0.0);
        names.sums.clear();
        for word in 0..encoded.words() {
            names.x.set(encoded.window(word));
            self.name_window.apply(&names.x, &mut names.hidden);
            relu(&mut names.hidden);
            names.x.set(&names.hidden);
            let mut scores = [0f32; NAME_TAGS];
            self.names.apply(&names.x, &mut scores);
            names.sums.push(scores);
        }
    }
}

impl Names {
    fn decode(&mut self) {
        self.probabilities.clear();
        self.probabilities.extend(self.sums.iter().map(softmax));
        self.from.clear();
        for word in 0..self.sums.len() {
            let before = word.checked_sub(1).map(|w| self.sums[w]);
            let mut from = [0u8; NAME_TAGS];
            for (column, (from, total)) in from.iter_mut().zip(&mut self.sums[word]).enumerate() {
                let (origin, sum) = best_origin(before.as_ref(), column);
                *from = origin as u8;
                *total += sum;
            }
            self.from.push(from);
        }
        self.trace();
    }

    fn trace(&mut self) {
        self.tags.clear();
        let mut column = self.sums.last().map_or(0, |last| super::kernel::best(last));
        for word in (0..self.sums.len()).rev() {
            self.tags.push((column as u8, self.probabilities[word][column]));
            column = self.from[word][column] as usize;
        }
        self.tags.reverse();
    }
}

/// The best tag of the word before, and its sum.
fn best_origin(before: Option<&[f32; NAME_TAGS]>, column: usize) -> (usize, f32) {
    let Some(before) = before else {
        return (0, if may_follow(0, column) { 0.0 } else { -1e6 });
    };
    let allowed = before.iter().copied().enumerate().filter(|(tag, _)| may_follow(*tag, column));
    allowed.fold((0, -1e9), |best, (tag, sum)| if sum > best.1 { (tag, sum) } else { best })
}

/// Probabilities from scores. The exponential is a rational approximation (limit formula, squared ten times), since the
/// last bits of a library function differ between machines.
fn softmax(scores: &[f32; NAME_TAGS]) -> [f32; NAME_TAGS] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut p = scores.map(|s| {
        let mut y = (1.0 + (s - top) / 1024.0).max(0.0);
        (0..10).for_each(|_| y *= y);
        y
    });
    let sum: f32 = p.iter().sum();
    p.iter_mut().for_each(|v| *v /= sum);
    p
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_before_it_goes_on() {
        let mut names = Names::default();
        let mut scores = [[0f32; NAME_TAGS]; 2];
        scores[0][0] = 2.0;
        scores[0][1] = 1.0;
        scores[1][2] = 9.0;
        names.sums = scores.to_vec();
        names.decode();
        assert_eq!(names.tags.iter().map(|t| t.0).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn probabilities_add_up() {
        let p = softmax(&std::array::from_fn(|i| i as f32));
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-4 && p[14] > p[13]);
    }
}
