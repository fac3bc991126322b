//! The losses of tags, features and names: cross-entropy, summed over all labels that the gold standard allows.

use super::encoder::{Encoded, convolve, convolve_back, positive};
use super::example::{Example, Word};
use super::network::{Dense, Network};
use super::param::{backward, forward, softmax, wants};
use crate::text::labels::{Labels, NAME_TAGS};

/// Weight of the features' loss against that of the tags.
const MORPH_WEIGHT: f32 = 0.7;

/// Adds the gradients of tags and features; those of the encoder's outputs go to `d`.
pub fn tag(net: &mut Network, labels: &Labels, example: &Example, encoded: &Encoded, d: &mut [f32]) {
    let width = net.sizes.hidden;
    let mut scores = vec![0f32; labels.tags.len()];
    let mut features = vec![0f32; labels.morphs.len()];
    for (i, word) in example.words.iter().enumerate() {
        let d = &mut d[(i + 1) * width..(i + 2) * width];
        let good = |k: usize| allows(labels, word, k);
        if (0..scores.len()).any(good) {
            learn(&mut net.tags, encoded.word(i), &mut scores, good, 1.0, d);
        }
        if let Some(gold) = word.features {
            learn(&mut net.morphs, encoded.word(i), &mut features, |k| k == gold as usize, MORPH_WEIGHT, d);
        }
    }
}

/// Whether a tag fits what the treebank says of a word: the very tag, or any of the same part of speech.
fn allows(labels: &Labels, word: &Word, tag: usize) -> bool {
    match word.tag {
        Some(gold) => tag == gold as usize,
        None => labels.tags[tag].0 == word.upos,
    }
}

fn learn(layer: &mut Dense, x: &[f32], scores: &mut [f32], good: impl Fn(usize) -> bool, weight: f32, d: &mut [f32]) {
    forward(&layer.weights, &layer.bias.weights, x, scores);
    softmax(scores);
    wants(scores, good);
    scores.iter_mut().for_each(|s| *s *= weight);
    backward(&mut layer.weights, &mut layer.bias, x, scores, d);
}

/// Adds the gradients of the name tags.
pub fn names(net: &mut Network, example: &Example, encoded: &Encoded, weight: f32, d: &mut [f32]) {
    let (width, words) = (net.sizes.hidden, encoded.words());
    let mut raw = vec![0f32; encoded.output.len()];
    convolve(&net.name_window, &encoded.output, words, width, &mut raw);
    let hidden: Vec<f32> = raw.iter().map(|x| x.max(0.0)).collect();
    let mut dh = vec![0f32; hidden.len()];
    let mut scores = [0f32; NAME_TAGS];
    let all = (1u32 << NAME_TAGS) - 1;
    for (i, allowed) in example.names.iter().enumerate().filter(|(_, allowed)| *allowed & all != all) {
        let at = (i + 1) * width..(i + 2) * width;
        learn(&mut net.names, &hidden[at.clone()], &mut scores, |k| allowed >> k & 1 == 1, weight, &mut dh[at]);
    }
    let dh = positive(&raw, &dh);
    convolve_back(&mut net.name_window, &encoded.output, words, width, &dh, d);
}
