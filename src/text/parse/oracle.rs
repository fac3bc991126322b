//! The dynamic oracle: what each action costs in reachable gold arcs (Goldberg & Nivre 2013, arc-hybrid).

use super::system::State;

/// Costs of shift, left and right. `heads[w]` is the gold head of word `w`, the root being one more than the last word.
pub fn costs(state: &State, heads: &[u16]) -> [u32; 3] {
    [shift(state, heads), left(state, heads), right(state, heads)]
}

fn head(heads: &[u16], word: usize) -> usize {
    heads[word] as usize
}

/// Words of the stack that the next word would take as head (all but the topmost), or as child, are lost to it.
fn shift(state: &State, heads: &[u16]) -> u32 {
    let next = state.next();
    if next > state.words() {
        return 0;
    }
    let below = state.stack().len().saturating_sub(1);
    let children = state.stack().iter().filter(|w| head(heads, **w as usize) == next).count();
    let parent = state.stack()[..below].iter().any(|w| *w as usize == head(heads, next));
    children as u32 + u32::from(parent)
}

/// Children of the topmost word that are still in the buffer are lost when it is popped.
fn lost_children(state: &State, heads: &[u16]) -> u32 {
    let top = state.top(0);
    (state.next()..=state.words()).filter(|w| head(heads, *w) == top).count() as u32
}

fn left(state: &State, heads: &[u16]) -> u32 {
    let (top, next) = (state.top(0), state.next());
    if top == 0 {
        return 0;
    }
    let gold = head(heads, top);
    let lost = gold > next || (state.top(1) != 0 && gold == state.top(1));
    lost_children(state, heads) + u32::from(lost)
}

fn right(state: &State, heads: &[u16]) -> u32 {
    let top = state.top(0);
    if top == 0 {
        return 0;
    }
    lost_children(state, heads) + u32::from(head(heads, top) >= state.next())
}

#[cfg(test)]
mod tests {
    use super::super::system::{Action, Transition};
    use super::*;

    /// Following actions of cost 0 rebuilds any projective tree.
    #[test]
    fn free_actions_rebuild_the_tree() {
        let heads = [0, 2, 3, 7, 3, 6, 4, 0];
        let mut state = State::default();
        state.start(6);
        while !state.done() {
            let costs = costs(&state, &heads);
            let actions = [Action::Shift, Action::Left, Action::Right];
            let (action, _) =
                actions.into_iter().zip(costs).find(|(a, cost)| state.allows(*a) && *cost == 0).expect("free action");
            state.apply(Transition { action, relation: 0 });
        }
        assert!((1..=6).all(|w| state.node(w).head == heads[w]));
    }
}
