//! The loss of the parser: cross-entropy over all transitions that the dynamic oracle calls free, on states that the
//! parser itself reaches (exploration, Goldberg & Nivre 2012).

use super::encoder::Encoded;
use super::example::Example;
use super::network::Network;
use super::param::{Random, add_scaled, dot, forward, softmax, wants};
use crate::text::parse::oracle::costs;
use crate::text::parse::system::{Action, State, Transition};
use crate::text::parse::view::{Facts, PLACES, facts, places};

/// How training went: transitions taken, and how many of the parser's own choices were wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Transitions.
    pub steps: usize,
    /// Wrong choices.
    pub wrong: usize,
}

/// Shares of the words in the hidden layer, and their gradients: one row per word and place.
struct Shares {
    values: Vec<f32>,
    gradient: Vec<f32>,
    width: usize,
}

impl Shares {
    fn at(&self, word: usize, place: usize) -> std::ops::Range<usize> {
        let start = (word * PLACES + place) * self.width;
        start..start + self.width
    }
}

/// Walks through a sentence and adds the gradients; those of the encoder's outputs go to `d`.
pub fn parse(
    net: &mut Network,
    example: &Example,
    encoded: &Encoded,
    explore: f32,
    random: &mut Random,
    d: &mut [f32],
) -> Count {
    let mut shares = share(net, encoded);
    let (heads, mut state, mut count) = (example.heads(), State::default(), Count::default());
    let mut seen = Facts::new();
    state.start(encoded.words());
    while !state.done() {
        if !state.allows(Action::Left) && !state.allows(Action::Right) {
            state.apply(Transition::of_column(0));
            continue;
        }
        facts(&state, relations(net), &mut seen);
        let (chosen, free) = step(net, example, &heads, &state, &seen, &mut shares);
        count.steps += 1;
        count.wrong += usize::from(!free.0);
        let next = if random.unit() < explore { chosen } else { free.1 };
        state.apply(Transition::of_column(next));
    }
    share_back(net, encoded, &shares, d);
    count
}

fn relations(net: &Network) -> usize {
    (net.transitions.weights.rows() - 1) / 2
}

/// One transition: what the parser chose, whether that was free, and the most probable free one.
fn step(
    net: &mut Network,
    example: &Example,
    heads: &[u16],
    state: &State,
    seen: &Facts,
    shares: &mut Shares,
) -> (usize, (bool, usize)) {
    let at = places(state);
    let mut hidden = net.parser_bias.weights.clone();
    at.iter()
        .enumerate()
        .for_each(|(place, word)| add_scaled(1.0, &shares.values[shares.at(*word, place)], &mut hidden));
    seen.iter().for_each(|fact| add_scaled(1.0, net.facts.row(*fact as usize), &mut hidden));
    hidden.iter_mut().for_each(|x| *x = x.max(0.0));
    let mut scores = vec![0f32; net.transitions.weights.rows()];
    forward(&net.transitions.weights, &net.transitions.bias.weights, &hidden, &mut scores);
    for (column, score) in scores.iter_mut().enumerate() {
        if !state.allows(Transition::of_column(column).action) {
            *score = -1e9;
        }
    }
    let chosen = crate::text::net::kernel::best(&scores);
    softmax(&mut scores);
    let good = free(example, heads, state, scores.len());
    let best =
        (0..scores.len()).filter(|k| good[*k]).fold(0, |b, k| if !good[b] || scores[k] > scores[b] { k } else { b });
    wants(&mut scores, |k| good[k]);
    step_back(net, &scores, &hidden, &at, seen, shares);
    (chosen, (good[chosen], best))
}

/// The columns that cost nothing more than the cheapest; where the arc is a gold arc, only its own relation.
fn free(example: &Example, heads: &[u16], state: &State, columns: usize) -> Vec<bool> {
    let actions = [Action::Shift, Action::Left, Action::Right];
    let costs = costs(state, heads);
    let allowed = |k: usize| state.allows(actions[k]);
    let least = (0..3).filter(|k| allowed(*k)).map(|k| costs[k]).min().unwrap_or(0);
    let top = state.top(0);
    (0..columns)
        .map(|column| {
            let transition = Transition::of_column(column);
            let k = transition.action as usize;
            let head = if k == 1 { state.next() } else { state.top(1) };
            let is_gold = k > 0 && heads[top] as usize == head;
            allowed(k) && costs[k] == least && (!is_gold || example.words[top - 1].label == transition.relation)
        })
        .collect()
}

fn step_back(
    net: &mut Network,
    scores: &[f32],
    hidden: &[f32],
    at: &[usize; PLACES],
    seen: &Facts,
    shares: &mut Shares,
) {
    let mut d = vec![0f32; hidden.len()];
    super::param::backward(&mut net.transitions.weights, &mut net.transitions.bias, hidden, scores, &mut d);
    d.iter_mut().zip(hidden).filter(|(_, h)| **h <= 0.0).for_each(|(d, _)| *d = 0.0);
    add_scaled(1.0, &d, &mut net.parser_bias.gradient);
    for (place, word) in at.iter().enumerate() {
        let range = shares.at(*word, place);
        add_scaled(1.0, &d, &mut shares.gradient[range]);
    }
    seen.iter().for_each(|fact| add_scaled(1.0, &d, net.facts.gradient_row(*fact as usize)));
}

/// Computes the share of every word at every place, once per sentence.
fn share(net: &Network, encoded: &Encoded) -> Shares {
    let width = net.sizes.parser;
    let size = (encoded.words() + 1) * PLACES * width;
    let mut shares = Shares { values: vec![0f32; size], gradient: vec![0f32; size], width };
    shares.values[..PLACES * width].copy_from_slice(&net.absent.weights);
    for word in 1..=encoded.words() {
        let x = encoded.word(word - 1);
        let rows = net.places.weights.chunks_exact(net.places.columns());
        let start = shares.at(word, 0).start;
        rows.zip(&mut shares.values[start..]).for_each(|(row, y)| *y = dot(row, x));
    }
    shares
}

fn share_back(net: &mut Network, encoded: &Encoded, shares: &Shares, d: &mut [f32]) {
    let (width, columns) = (PLACES * shares.width, net.places.columns());
    add_scaled(1.0, &shares.gradient[..width], &mut net.absent.gradient);
    for word in 1..=encoded.words() {
        let gradient = &shares.gradient[word * width..(word + 1) * width];
        let d = &mut d[word * columns..(word + 1) * columns];
        for (row, g) in gradient.iter().enumerate().filter(|(_, g)| **g != 0.0) {
            add_scaled(*g, net.places.row(row), d);
            let at = row * columns..(row + 1) * columns;
            add_scaled(*g, encoded.word(word - 1), &mut net.places.gradient[at]);
        }
    }
}
