//! What the scorer sees of a parser state: some words by their vectors, and facts about the half-built tree.
//!
//! The words' share of the hidden layer is computed once per word and place (Chen & Manning 2014, section 3.4).

use super::system::State;

/// Places whose word vectors are seen: three words of the stack, two of the buffer, children of the outer ones.
pub const PLACES: usize = 12;

/// Facts that are no words are numbered; at most this many hold at once.
pub type Facts = Vec<u16>;

const RELATED: usize = 7;
const MASKED: usize = 3;
const DISTANCES: usize = 10;
const COUNTS: usize = 25;
const ENDS: usize = 8;

/// Number of facts with that many relations.
pub const fn fact_count(relations: usize) -> usize {
    RELATED * (relations + 1) + MASKED * relations + 2 * DISTANCES + 2 * COUNTS + ENDS
}

/// The words at the places, 0 where there is none.
pub fn places(state: &State) -> [usize; PLACES] {
    let (s0, s1, next) = (state.top(0), state.top(1), state.next());
    let buffer = |k: usize| if next + k <= state.words() { next + k } else { 0 };
    let (n0, n1, nb) = (state.node(s0), state.node(s1), state.node(next));
    let child = |word: u16| word as usize;
    [
        s0,
        s1,
        state.top(2),
        buffer(0),
        buffer(1),
        child(n0.left[0]),
        child(n0.right[0]),
        child(n1.left[0]),
        child(n1.right[0]),
        child(nb.left[0]),
        child(nb.left[1]),
        child(n1.right[1]),
    ]
}

/// Collects the facts that hold in a state.
pub fn facts(state: &State, relations: usize, facts: &mut Facts) {
    facts.clear();
    let (s0, s1, next) = (state.top(0), state.top(1), state.next());
    let (n0, n1, nb) = (state.node(s0), state.node(s1), state.node(next));
    let mut base = 0;
    for child in [n0.left[0], n0.right[0], n1.left[0], n1.right[0], nb.left[0], nb.left[1], n1.right[1]] {
        let relation = if child == 0 { 0 } else { state.node(child as usize).relation as usize + 1 };
        facts.push((base + relation) as u16);
        base += relations + 1;
    }
    for node in [n0, n1, nb] {
        let mut left = node.relations;
        while left != 0 {
            let relation = left.trailing_zeros() as usize;
            facts.push((base + relation.min(relations - 1)) as u16);
            left &= left - 1;
        }
        base += relations;
    }
    for (from, to) in [(s1, s0), (s0, next)] {
        facts.push((base + distance(from, to)) as u16);
        base += DISTANCES;
    }
    for node in [n0, n1] {
        facts.push((base + node.count[0].min(4) as usize * 5 + node.count[1].min(4) as usize) as u16);
        base += COUNTS;
    }
    let at_root = usize::from(next > state.words());
    facts.push((base + at_root * 4 + state.stack().len().min(3)) as u16);
}

/// How far apart two words are, in steps that widen; the last one where there is no first word.
const fn distance(from: usize, to: usize) -> usize {
    match to.saturating_sub(from) {
        _ if from == 0 => DISTANCES - 1,
        near @ 0..=4 => near,
        5..=7 => 5,
        8..=11 => 6,
        12..=19 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::super::system::{Action, Transition};
    use super::*;

    #[test]
    fn facts_stay_inside_their_table() {
        let (mut state, mut seen) = (State::default(), Facts::new());
        state.start(30);
        let mut step = 0;
        while !state.done() {
            facts(&state, 3, &mut seen);
            assert!(seen.iter().all(|f| (*f as usize) < fact_count(3)), "{seen:?}");
            let actions = [[Action::Shift, Action::Left, Action::Right], [Action::Left, Action::Right, Action::Shift]];
            let action = *actions[step % 2].iter().find(|a| state.allows(**a)).unwrap();
            state.apply(Transition { action, relation: (step % 3) as u16 });
            step += 1;
        }
    }
}
