//! The encoder at work. The first layer is linear in the words, so what a word adds to it and to its neighbours is
//! computed once per form and kept.

use rustc_hash::FxHashMap;

use super::Network;
use super::kernel::{Batch, add, gate, relu};
use crate::text::features::rows;
use crate::text::hash;
use crate::text::lexicon::Lexicon;

/// Forms kept at most; beyond that the store begins anew.
const MOST_FORMS: usize = 20_000;

/// What the forms met so far add to the first layer: for each three vectors, for the word after, itself, the word before.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    known: FxHashMap<u64, u32>,
    shares: Vec<f32>,
}

/// Buffers for one sentence. All vectors have an empty word on either side.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    forms: Forms,
    ids: Vec<u32>,
    first: Vec<f32>,
    raw: Vec<f32>,
    gates: Vec<f32>,
    state: Vec<f32>,
    x: Batch,
    input: Vec<f32>,
    words: usize,
    width: usize,
    /// The outputs.
    pub output: Vec<f32>,
}

impl Buffers {
    /// The output for a word, counted from 0.
    pub fn word(&self, word: usize) -> &[f32] {
        &self.output[(word + 1) * self.width..(word + 2) * self.width]
    }

    /// The outputs for a word and its two neighbours.
    pub fn window(&self, word: usize) -> &[f32] {
        &self.output[word * self.width..(word + 3) * self.width]
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.words
    }
}

impl Network {
    /// Encodes the words of a sentence into `buffers.output`.
    pub fn encode<'w>(&self, forms: impl ExactSizeIterator<Item = &'w str>, lexicon: &Lexicon, buffers: &mut Buffers) {
        let b = buffers;
        (b.words, b.width) = (forms.len(), self.hidden);
        let size = (b.words + 2) * b.width;
        for buffer in [&mut b.first, &mut b.raw, &mut b.gates, &mut b.state, &mut b.output] {
            buffer.resize(size, 0.0);
            // The words are written over; the empty ones beside them are not.
            buffer[..b.width].fill(0.0);
            buffer[size - b.width..].fill(0.0);
        }
        if b.forms.known.len() > MOST_FORMS {
            b.forms = Forms::default();
        }
        b.ids.clear();
        for (i, form) in forms.enumerate() {
            let id = self.form(form, i == 0, lexicon, b);
            b.ids.push(id);
        }
        self.first_layer(b);
        let (w, all) = (b.width, b.width..(b.words + 1) * b.width);
        convolve(&self.second, &b.first, w, b.words, &mut b.x, &mut b.raw);
        relu(&mut b.raw[all.clone()]);
        add(&b.raw[all.clone()], &mut b.first[all.clone()]);
        recur(&self.recurrent[0], b);
        convolve(&self.third, &b.first, w, b.words, &mut b.x, &mut b.raw);
        relu(&mut b.raw[all.clone()]);
        add(&b.raw[all.clone()], &mut b.first[all.clone()]);
        recur(&self.recurrent[1], b);
        b.output[all.clone()].copy_from_slice(&b.first[all]);
    }

    /// The number of a form in the store, where its shares are computed if it is new.
    fn form(&self, form: &str, initial: bool, lexicon: &Lexicon, b: &mut Buffers) -> u32 {
        let key = hash::mix(u32::from(initial), hash::word(form));
        if let Some(id) = b.forms.known.get(&key) {
            return *id;
        }
        b.input.clear();
        b.input.resize(self.input, 0.0);
        let size = self.input / crate::text::features::GROUPS;
        let rows = rows(form, initial, lexicon);
        self.embedding.fetch(rows.iter().map(|(_, row)| *row as usize));
        for (group, row) in rows {
            let start = group as usize * size;
            self.embedding.add(row as usize, &mut b.input[start..start + size]);
        }
        b.x[0].set(&b.input);
        let start = b.forms.shares.len();
        b.forms.shares.resize(start + 3 * self.hidden, 0.0);
        for (layer, share) in self.first.iter().zip(b.forms.shares[start..].chunks_exact_mut(self.hidden)) {
            layer.apply(&b.x[0], share);
        }
        let id = b.forms.known.len() as u32;
        b.forms.known.insert(key, id);
        id
    }

    fn first_layer(&self, b: &mut Buffers) {
        let w = b.width;
        for i in 0..b.words {
            let y = &mut b.first[(i + 1) * w..(i + 2) * w];
            y.copy_from_slice(&self.first_bias);
            for (place, neighbour) in [i.wrapping_sub(1), i, i + 1].into_iter().enumerate() {
                if let Some(id) = b.ids.get(neighbour) {
                    let start = (*id as usize * 3 + place) * w;
                    add(&b.forms.shares[start..start + w], y);
                }
            }
            relu(y);
        }
    }
}

/// A recurrent layer, added to its input: the first half of its cells reads forward, the second half backward.
fn recur([gate, candidate]: &[super::Layer; 2], b: &mut Buffers) {
    let (w, half) = (b.width, b.width / 2);
    b.state[..w].fill(0.0);
    b.state[(b.words + 1) * w..].fill(0.0);
    let all = w..(b.words + 1) * w;
    gate.apply_each(b.first[all.clone()].chunks_exact(w), &mut b.x, &mut b.gates[all.clone()]);
    candidate.apply_each(b.first[all.clone()].chunks_exact(w), &mut b.x, &mut b.raw[all]);
    (1..=b.words).for_each(|i| advance(b, i, i - 1, 0..half));
    (1..=b.words).rev().for_each(|i| advance(b, i, i + 1, half..w));
    add(&b.state, &mut b.first);
}

fn advance(b: &mut Buffers, word: usize, from: usize, cells: std::ops::Range<usize>) {
    let (at, before) = (word * b.width, from * b.width);
    let (low, high) = b.state.split_at_mut(at.max(before));
    let (state, old) = if at < before { (&mut low[at..], &high[..]) } else { (high, &low[before..]) };
    let inputs = b.gates[at..].iter().zip(&b.raw[at..]);
    let cell = state.iter_mut().zip(old).zip(inputs).take(cells.end).skip(cells.start);
    cell.for_each(|((state, old), (gates, candidate))| *state = old + gate(*gates) * (candidate - old));
}

/// Runs a window of three over padded vectors.
fn convolve(layer: &super::Layer, x: &[f32], width: usize, words: usize, batch: &mut Batch, y: &mut [f32]) {
    let outputs = layer.outputs();
    let windows = (0..words).map(|i| &x[i * width..(i + 3) * width]);
    layer.apply_each(windows, batch, &mut y[outputs..(words + 1) * outputs]);
}

impl Network {
    /// The best tag and the best set of features for each word.
    pub fn tag(&self, encoded: &Buffers, tagger: &mut Tagger) {
        for (layer, best) in [(&self.tags, &mut tagger.tags), (&self.morphs, &mut tagger.morphs)] {
            let outputs = layer.outputs();
            tagger.scores.resize(encoded.words * outputs, 0.0);
            let words = (0..encoded.words).map(|word| encoded.word(word));
            layer.apply_each(words, &mut tagger.x, &mut tagger.scores);
            best.clear();
            best.extend(tagger.scores.chunks_exact(outputs).map(super::kernel::best));
        }
    }
}

/// Buffers of the tagger.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    x: Batch,
    scores: Vec<f32>,
    /// Each word's best tag.
    pub tags: Vec<usize>,
    /// Each word's best set of features.
    pub morphs: Vec<usize>,
}
