//! The transition parser at work: greedy, one pass, two transitions a word.

use smallvec::SmallVec;

use super::Network;
use super::encoder::Buffers;
use super::kernel::{BLOCK, Quantised, add, relu};
use crate::text::parse::system::{Action, State, Transition};
use crate::text::parse::view::{Facts, PLACES, facts, places};

/// Buffers of the parser.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// The last state: it has the heads and relations.
    pub state: State,
    /// What each word adds to the hidden layer at each place; the first is that of no word.
    shares: Vec<f32>,
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
        let words = encoded.words();
        parse.hidden.resize(self.parser_bias.len(), 0.0);
        parse.scores.resize(self.transitions.outputs(), 0.0);
        parse.vectors.resize_with(words, Quantised::default);
        parse.vectors.iter_mut().enumerate().for_each(|(word, vector)| vector.set(encoded.word(word)));
        self.share(parse);
        parse.state.start(words);
        while !parse.state.done() {
            let next = self.next(parse);
            parse.state.apply(next);
        }
    }

    /// Computes what each word adds at each place. Two in three are needed, and all together take less time than those.
    fn share(&self, parse: &mut Parse) {
        let size = self.absent.len();
        let all = (parse.vectors.len() + 1) * size;
        if parse.shares.len() < all {
            parse.shares.resize(all, 0.0);
        }
        parse.shares[..size].copy_from_slice(&self.absent);
        self.places.apply_rows_each(0, &parse.vectors, &mut parse.shares[size..all]);
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

    /// The hidden layer of a state: the shares of its words and facts, added block by block.
    fn hidden(&self, parse: &mut Parse) {
        let Parse { state, shares, facts: held, hidden, .. } = parse;
        facts(state, self.relations, held);
        let (shares, facts) = (shares.as_chunks::<BLOCK>().0, self.facts.as_chunks::<BLOCK>().0);
        let (bias, hidden) = (self.parser_bias.as_chunks::<BLOCK>().0, hidden.as_chunks_mut::<BLOCK>().0);
        let row = |at: usize| at * bias.len()..(at + 1) * bias.len();
        let by_place = places(state).into_iter().enumerate().map(|(place, word)| &shares[row(word * PLACES + place)]);
        let rows: SmallVec<[&[[f32; BLOCK]]; 64]> =
            by_place.chain(held.iter().map(|fact| &facts[row(*fact as usize)])).collect();
        for (block, out) in hidden.iter_mut().enumerate() {
            let mut sums = bias[block];
            rows.iter().for_each(|row| add(&row[block], &mut sums));
            relu(&mut sums);
            *out = sums;
        }
    }
}
