//! Decoding of name tags: the best sequence by the scores of the words and of the chain (Viterbi 1967), and how probable
//! its tags are.

use super::Network;
use super::chain::{Chain, Sums, Tags};
use super::encoder::Buffers;
use super::kernel::{Batch, relu};
use crate::text::labels::NAME_TAGS;

/// Buffers of the decoder.
#[derive(Clone, Debug, Default)]
pub struct Names {
    x: Batch,
    hidden: Vec<f32>,
    /// Score of each tag per word.
    scores: Vec<Tags>,
    sums: Sums,
    from: Vec<[u8; NAME_TAGS]>,
    /// The column of each word's tag and how probable it is.
    pub tags: Vec<(u8, f32)>,
}

impl Network {
    /// Tags the names of an encoded sentence.
    pub fn find_names(&self, encoded: &Buffers, names: &mut Names) {
        self.score_names(encoded, names);
        names.decode(&self.chain);
    }

    fn score_names(&self, encoded: &Buffers, names: &mut Names) {
        let words = encoded.words();
        names.hidden.resize(words * self.hidden, 0.0);
        let windows = (0..words).map(|word| encoded.window(word));
        self.name_window.apply_each(windows, &mut names.x, &mut names.hidden);
        relu(&mut names.hidden);
        names.scores.resize(words, [0.0; NAME_TAGS]);
        self.names.apply_each(names.hidden.chunks_exact(self.hidden), &mut names.x, names.scores.as_flattened_mut());
    }
}

impl Names {
    fn decode(&mut self, chain: &Chain) {
        chain.sum(&self.scores, |_| u32::MAX, &mut self.sums);
        self.from.clear();
        let mut best: Tags = std::array::from_fn(|tag| if tag == 0 { 0.0 } else { -1e9 });
        for scores in &self.scores {
            let (mut from, mut next) = ([0u8; NAME_TAGS], [0f32; NAME_TAGS]);
            for (column, score) in scores.iter().enumerate() {
                let (origin, sum) = best_origin(&best, chain, column);
                (from[column], next[column]) = (origin as u8, sum + score);
            }
            self.from.push(from);
            best = next;
        }
        self.trace(super::kernel::best(&best));
    }

    fn trace(&mut self, mut column: usize) {
        self.tags.clear();
        for word in (0..self.scores.len()).rev() {
            let probability = self.sums.tags.get(word).map_or(0.0, |p| p[column]);
            self.tags.push((column as u8, probability));
            column = self.from[word][column] as usize;
        }
        self.tags.reverse();
    }
}

/// The best tag of the word before, and the sum with it.
fn best_origin(before: &Tags, chain: &Chain, column: usize) -> (usize, f32) {
    let sums = (0..NAME_TAGS).filter_map(|tag| Some((tag, before[tag] + chain.weight(tag, column)?)));
    sums.fold((0, f32::MIN), |best, (tag, sum)| if sum > best.1 { (tag, sum) } else { best })
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
        names.scores = scores.to_vec();
        names.decode(&Chain::default());
        assert_eq!(names.tags.iter().map(|t| t.0).collect::<Vec<_>>(), [1, 2]);
        assert!(names.tags[1].1 > 0.9);
    }

    #[test]
    fn an_empty_sentence_has_no_tags() {
        let mut names = Names::default();
        names.decode(&Chain::default());
        assert!(names.tags.is_empty());
    }
}
