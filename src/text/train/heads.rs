//! The losses of tags, features and names: cross-entropy, summed over all labels that the gold standard allows.

use super::encoder::{Encoded, convolve, convolve_back, positive};
use super::example::{Example, Word};
use super::network::{Dense, Network};
use super::param::{add_scaled, backward, forward, softmax, wants};
use crate::text::labels::{Labels, NAME_TAGS};
use crate::text::net::chain::{Chain, Sums, Tags};

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

/// Adds the gradients of the name tags: the chain's own probabilities against those among what the corpus allows.
pub fn names(net: &mut Network, example: &Example, encoded: &Encoded, source: usize, weight: f32, d: &mut [f32]) {
    let all = (1u32 << NAME_TAGS) - 1;
    if example.names.iter().all(|allowed| allowed & all == all) {
        return;
    }
    let (width, words) = (net.sizes.hidden, encoded.words());
    let mut raw = vec![0f32; encoded.output.len()];
    convolve(&net.name_window, &encoded.output, words, width, &mut raw);
    raw.chunks_exact_mut(width).for_each(|word| add_scaled(1.0, net.name_source.row(source), word));
    let hidden: Vec<f32> = raw.iter().map(|x| x.max(0.0)).collect();
    let mut scores = vec![[0f32; NAME_TAGS]; words];
    for (scores, hidden) in scores.iter_mut().zip(hidden[width..].chunks_exact(width)) {
        forward(&net.names.weights, &net.names.bias.weights, hidden, scores);
    }
    let Some(gradients) = chain(net, example, &scores, weight) else { return };
    let mut dh = vec![0f32; hidden.len()];
    for (i, gradient) in gradients.iter().enumerate() {
        let at = (i + 1) * width..(i + 2) * width;
        backward(&mut net.names.weights, &mut net.names.bias, &hidden[at.clone()], gradient, &mut dh[at]);
    }
    let dh = positive(&raw, &dh);
    dh.chunks_exact(width).for_each(|word| add_scaled(1.0, word, net.name_source.gradient_row(source)));
    convolve_back(&mut net.name_window, &encoded.output, words, width, &dh, d);
}

/// Gradients of the scores; those of the chain are added to its own. `None` where no sequence is allowed.
fn chain(net: &mut Network, example: &Example, scores: &[Tags], weight: f32) -> Option<Vec<Tags>> {
    let chain = Chain::new(&net.name_chain.weights);
    let (mut free, mut bound) = (Sums::default(), Sums::default());
    let possible = chain.sum(scores, |_| u32::MAX, &mut free) && chain.sum(scores, |i| example.names[i], &mut bound);
    if !possible {
        return None;
    }
    chain.add_pairs(&free, weight, &mut net.name_chain.gradient);
    chain.add_pairs(&bound, -weight, &mut net.name_chain.gradient);
    let gradient = |(f, b): (&Tags, &Tags)| std::array::from_fn(|tag| weight * (f[tag] - b[tag]));
    Some(free.tags.iter().zip(&bound.tags).map(gradient).collect())
}
