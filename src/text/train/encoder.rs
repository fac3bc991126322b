//! The encoder, forward and backward: embeddings, two windows of three words with residuals (as in the tok2vec layer of
//! spaCy, Honnibal & Montani), a gated recurrent layer in both directions whose gates do not depend on its state (SRU,
//! Lei et al. 2018), another window and another recurrent layer.

use super::network::{Dense, Network, Recurrent};
use super::param::{Param, Random, add_scaled, backward, forward};
use crate::text::features::{GROUPS, PER_WORD, Rows};
use crate::text::net::kernel::gate;

/// Chances that the features of a group are dropped: the word itself, its parts, its kind.
const DROP_GROUP: [f32; GROUPS] = [0.25, 0.1, 0.1];
/// Chance that an output of the encoder is dropped (Srivastava et al. 2014).
const DROP_OUTPUT: f32 = 0.3;

/// Activations of one sentence, all with an empty word on either side.
pub struct Encoded {
    words: usize,
    width: usize,
    rows: Vec<Rows>,
    source: usize,
    kept: Vec<[bool; GROUPS]>,
    input: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    second_raw: Vec<f32>,
    memory: [Memory; 2],
    mixed: Vec<f32>,
    third: Vec<f32>,
    third_raw: Vec<f32>,
    mask: Vec<f32>,
    /// The outputs, after dropout.
    pub output: Vec<f32>,
}

/// Activations of a recurrent layer.
#[derive(Default)]
struct Memory {
    gate: Vec<f32>,
    candidate: Vec<f32>,
    state: Vec<f32>,
}

impl Encoded {
    /// Number of words.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The output for a word, counted from 0.
    pub fn word(&self, word: usize) -> &[f32] {
        &self.output[(word + 1) * self.width..(word + 2) * self.width]
    }

    /// The outputs for a word and its neighbours.
    pub fn window(&self, word: usize) -> &[f32] {
        &self.output[word * self.width..(word + 3) * self.width]
    }
}

/// Runs a window of three over padded vectors.
pub fn convolve(layer: &Dense, x: &[f32], words: usize, width: usize, y: &mut [f32]) {
    let outputs = layer.weights.rows();
    for i in 0..words {
        let window = &x[i * width..(i + 3) * width];
        forward(&layer.weights, &layer.bias.weights, window, &mut y[(i + 1) * outputs..(i + 2) * outputs]);
    }
}

/// Gradients of [`convolve`].
pub fn convolve_back(layer: &mut Dense, x: &[f32], words: usize, width: usize, dy: &[f32], dx: &mut [f32]) {
    let outputs = layer.weights.rows();
    for i in 0..words {
        let window = i * width..(i + 3) * width;
        let d = &dy[(i + 1) * outputs..(i + 2) * outputs];
        backward(&mut layer.weights, &mut layer.bias, &x[window.clone()], d, &mut dx[window]);
    }
}

/// Encodes a sentence, with dropout.
pub fn encode(net: &Network, rows: &[Rows], source: usize, random: &mut Random) -> Encoded {
    let (words, width) = (rows.len(), net.sizes.hidden);
    let empty = || vec![0f32; (words + 2) * width];
    let mut e = Encoded {
        words,
        width,
        rows: rows.to_vec(),
        source,
        kept: (0..words).map(|_| DROP_GROUP.map(|chance| random.unit() >= chance)).collect(),
        input: vec![0f32; (words + 2) * net.sizes.input()],
        first: empty(),
        second: empty(),
        second_raw: empty(),
        memory: Default::default(),
        mixed: empty(),
        third: empty(),
        third_raw: empty(),
        mask: (0..(words + 2) * width)
            .map(|_| if random.unit() < DROP_OUTPUT { 0.0 } else { 1.0 / (1.0 - DROP_OUTPUT) })
            .collect(),
        output: empty(),
    };
    embed(net, &mut e);
    windows(net, &mut e);
    e
}

fn embed(net: &Network, e: &mut Encoded) {
    let (size, input) = (net.sizes.embedding, net.sizes.input());
    for (i, (rows, kept)) in e.rows.iter().zip(&e.kept).enumerate() {
        for (group, row) in rows.iter().filter(|(group, _)| kept[*group as usize]) {
            let at = (i + 1) * input + *group as usize * size;
            add_scaled(1.0, net.embedding.row(*row as usize), &mut e.input[at..at + size]);
        }
    }
}

fn windows(net: &Network, e: &mut Encoded) {
    let (words, width) = (e.words, e.width);
    convolve(&net.first, &e.input, words, net.sizes.input(), &mut e.first);
    for word in e.first[width..(words + 1) * width].chunks_exact_mut(width) {
        word.iter_mut().zip(net.source.row(e.source)).for_each(|(x, s)| *x = (*x + s).max(0.0));
    }
    convolve(&net.second, &e.first, words, width, &mut e.second_raw);
    residual(&e.first, &e.second_raw, &mut e.second);
    e.memory[0] = recur(&net.recurrent[0], &e.second, words, width);
    sum(&e.second, &e.memory[0].state, &mut e.mixed);
    convolve(&net.third, &e.mixed, words, width, &mut e.third_raw);
    residual(&e.mixed, &e.third_raw, &mut e.third);
    e.memory[1] = recur(&net.recurrent[1], &e.third, words, width);
    sum(&e.third, &e.memory[1].state, &mut e.output);
    e.output.iter_mut().zip(&e.mask).for_each(|(x, m)| *x *= m);
}

fn sum(x: &[f32], more: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x.iter().zip(more)).for_each(|(y, (x, m))| *y = x + m);
}

fn residual(x: &[f32], raw: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x.iter().zip(raw)).for_each(|(y, (x, r))| *y = x + r.max(0.0));
}

/// A recurrent layer: the first half of its cells reads forward, the second half backward.
fn recur(layer: &Recurrent, x: &[f32], words: usize, width: usize) -> Memory {
    let empty = || vec![0f32; x.len()];
    let mut m = Memory { gate: empty(), candidate: empty(), state: empty() };
    for i in 1..=words {
        let at = i * width..(i + 1) * width;
        forward(&layer.gate.weights, &layer.gate.bias.weights, &x[at.clone()], &mut m.gate[at.clone()]);
        forward(&layer.candidate.weights, &layer.candidate.bias.weights, &x[at.clone()], &mut m.candidate[at]);
    }
    let mut advance = |word: usize, from: usize, cells: std::ops::Range<usize>| {
        for k in cells {
            let (at, before) = (word * width + k, m.state[from * width + k]);
            m.state[at] = before + gate(m.gate[at]) * (m.candidate[at] - before);
        }
    };
    (1..=words).for_each(|i| advance(i, i - 1, 0..width / 2));
    (1..=words).rev().for_each(|i| advance(i, i + 1, width / 2..width));
    m
}

/// Adds the gradients of a sentence, from those of its outputs.
pub fn encode_back(net: &mut Network, e: &Encoded, mut d: Vec<f32>) {
    let (words, width) = (e.words, e.width);
    d.iter_mut().zip(&e.mask).for_each(|(d, m)| *d *= m);
    d[..width].fill(0.0);
    d[(words + 1) * width..].fill(0.0);
    let d = recur_back(&mut net.recurrent[1], &e.memory[1], &e.third, words, width, d);
    let mut below = d.clone();
    convolve_back(&mut net.third, &e.mixed, words, width, &positive(&e.third_raw, &d), &mut below);
    let below = recur_back(&mut net.recurrent[0], &e.memory[0], &e.second, words, width, below);
    let mut lowest = below.clone();
    convolve_back(&mut net.second, &e.first, words, width, &positive(&e.second_raw, &below), &mut lowest);
    let d = positive(&e.first, &lowest);
    for word in d[width..(words + 1) * width].chunks_exact(width) {
        add_scaled(1.0, word, net.source.gradient_row(e.source));
    }
    let mut inputs = vec![0f32; e.input.len()];
    convolve_back(&mut net.first, &e.input, words, net.sizes.input(), &d, &mut inputs);
    embed_back(net, e, &inputs);
}

/// The gradient where the rectifier let pass.
pub fn positive(raw: &[f32], d: &[f32]) -> Vec<f32> {
    raw.iter().zip(d).map(|(r, d)| if *r > 0.0 { *d } else { 0.0 }).collect()
}

/// Gradients of a recurrent layer with its residual: from those of its sum to those of its input.
fn recur_back(layer: &mut Recurrent, m: &Memory, x: &[f32], words: usize, width: usize, mut d: Vec<f32>) -> Vec<f32> {
    d[..width].fill(0.0);
    d[(words + 1) * width..].fill(0.0);
    let mut states = d.clone();
    let (mut gates, mut candidates) = (vec![0f32; d.len()], vec![0f32; d.len()]);
    let mut retreat = |word: usize, from: usize, cells: std::ops::Range<usize>| {
        for k in cells {
            let (at, before) = (word * width + k, from * width + k);
            let (share, raw) = (gate(m.gate[at]), m.gate[at]);
            let slope = 0.5 / ((1.0 + raw.abs()) * (1.0 + raw.abs()));
            gates[at] = states[at] * (m.candidate[at] - m.state[before]) * slope;
            candidates[at] = states[at] * share;
            states[before] += states[at] * (1.0 - share);
        }
    };
    (1..=words).rev().for_each(|i| retreat(i, i - 1, 0..width / 2));
    (1..=words).for_each(|i| retreat(i, i + 1, width / 2..width));
    for i in 1..=words {
        let at = i * width..(i + 1) * width;
        let (x, dx) = (&x[at.clone()], &mut d[at.clone()]);
        backward(&mut layer.gate.weights, &mut layer.gate.bias, x, &gates[at.clone()], dx);
        backward(&mut layer.candidate.weights, &mut layer.candidate.bias, x, &candidates[at], dx);
    }
    d
}

fn embed_back(net: &mut Network, e: &Encoded, inputs: &[f32]) {
    let (size, input) = (net.sizes.embedding, net.sizes.input());
    let table: &mut Param = &mut net.embedding;
    for (i, (rows, kept)) in e.rows.iter().zip(&e.kept).enumerate() {
        for (group, row) in rows.iter().take(PER_WORD).filter(|(group, _)| kept[*group as usize]) {
            let at = (i + 1) * input + *group as usize * size;
            add_scaled(1.0, &inputs[at..at + size], table.gradient_row(*row as usize));
        }
    }
}
