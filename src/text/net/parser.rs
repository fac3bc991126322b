//! The transition parser at work: greedy, one pass, two transitions a word.

use super::Network;
use super::encoder::Buffers;
use super::kernel::{Quantised, add, relu};
use crate::text::parse::system::{Action, State, Transition};
use crate::text::parse::view::{Facts, PLACES, facts, places};

/// Buffers of the parser.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// The last state: it has the heads and relations.
    pub state: State,
    shares: Vec<f32>,
    known: Vec<bool>,
    facts: Facts,
    hidden: Vec<f32>,
    scores: Vec<f32>,
    x: Quantised,
    /// Each word's vector.
    vectors: Vec<Quantised>,
}

impl Network {
    /// Parses an encoded sentence; the tree stands in `parse.state`.
    pub fn parse(&self, encoded: &Buffers, parse: &mut Parse) {
        let width = self.parser_bias.len();
        let words = encoded.words();
        parse.shares.resize((words + 1) * PLACES * width, 0.0);
        parse.shares[..PLACES * width].copy_from_slice(&self.absent);
        parse.known.clear();
        parse.known.resize((words + 1) * PLACES, false);
        parse.known[..PLACES].fill(true);
        parse.hidden.resize(width, 0.0);
        parse.scores.resize(self.transitions.outputs(), 0.0);
        parse.vectors.resize_with(words, Quantised::default);
        parse.vectors.iter_mut().enumerate().for_each(|(word, vector)| vector.set(encoded.word(word)));
        parse.state.start(words);
        while !parse.state.done() {
            let next = self.next(parse);
            parse.state.apply(next);
        }
    }

    /// The best transition that is allowed.
    fn next(&self, parse: &mut Parse) -> Transition {
        let allowed = [Action::Shift, Action::Left, Action::Right].map(|a| parse.state.allows(a));
        if allowed == [true, false, false] {
            return Transition::of_column(0);
        }
        self.hidden(parse);
        parse.x.set(&parse.hidden);
        self.transitions.apply(&parse.x, &mut parse.scores);
        let mut best = (f32::MIN, usize::from(!allowed[0]));
        for (column, score) in parse.scores.iter().enumerate() {
            let action = if column == 0 { 0 } else { 2 - column % 2 };
            if *score > best.0 && allowed[action] {
                best = (*score, column);
            }
        }
        let chosen = Transition::of_column(best.1);
        if parse.state.allows(chosen.action) { chosen } else { Transition { action: Action::Right, relation: 0 } }
    }

    /// The hidden layer of a state, from shares computed when first needed.
    fn hidden(&self, parse: &mut Parse) {
        let width = parse.hidden.len();
        parse.hidden.copy_from_slice(&self.parser_bias);
        for (place, word) in places(&parse.state).into_iter().enumerate() {
            let cell = word * PLACES + place;
            let range = cell * width..(cell + 1) * width;
            if !parse.known[cell] {
                parse.known[cell] = true;
                self.places.apply_rows(place * width, &parse.vectors[word - 1], &mut parse.shares[range.clone()]);
            }
            add(&parse.shares[range], &mut parse.hidden);
        }
        facts(&parse.state, self.relations, &mut parse.facts);
        for fact in &parse.facts {
            let start = *fact as usize * width;
            add(&self.facts[start..start + width], &mut parse.hidden);
        }
        relu(&mut parse.hidden);
    }
}
