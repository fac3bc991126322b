//! The arc-hybrid transition system. Words are numbered from 1; the root stands behind the last word.

/// What a transition does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts the first word of the buffer on the stack.
    Shift,
    /// Makes the first word of the buffer the head of the topmost word.
    Left,
    /// Makes the second word of the stack the head of the topmost word.
    Right,
}

/// An action with the relation that the arc gets. Column 0 of the scorer is the shift, then left and right in turn for
/// each relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// What it does.
    pub action: Action,
    /// Number of the relation; 0 for a shift.
    pub relation: u16,
}

impl Transition {
    /// The transition of a column.
    pub const fn of_column(column: usize) -> Self {
        match column {
            0 => Self { action: Action::Shift, relation: 0 },
            c if c % 2 == 1 => Self { action: Action::Left, relation: ((c - 1) / 2) as u16 },
            c => Self { action: Action::Right, relation: ((c - 1) / 2) as u16 },
        }
    }

    /// The column of the transition.
    pub const fn column(self) -> usize {
        match self.action {
            Action::Shift => 0,
            Action::Left => 1 + 2 * self.relation as usize,
            Action::Right => 2 + 2 * self.relation as usize,
        }
    }

    /// Number of columns with that many relations.
    pub const fn columns(relations: usize) -> usize {
        1 + 2 * relations
    }
}

/// What is known of one word while its sentence is parsed. Numbers of words are 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Its head; the root is one more than the last word.
    pub head: u16,
    /// Relation to the head.
    pub relation: u16,
    /// Its last two children on the left, outermost first.
    pub left: [u16; 2],
    /// Its last two children on the right, outermost first.
    pub right: [u16; 2],
    /// How many children it has on the left and on the right, up to 255.
    pub count: [u8; 2],
    /// Which relations its children have, one bit each.
    pub relations: u64,
}

/// A state of the parser.
#[derive(Clone, Debug, Default)]
pub struct State {
    stack: Vec<u16>,
    next: usize,
    words: usize,
    nodes: Vec<Node>,
}

impl State {
    /// Begins a sentence of that many words.
    pub fn start(&mut self, words: usize) {
        self.stack.clear();
        self.nodes.clear();
        self.nodes.resize(words + 2, Node::default());
        self.next = 1;
        self.words = words;
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The first word of the buffer; one more than the last word (the root) when all are shifted.
    pub fn next(&self) -> usize {
        self.next
    }

    /// The words on the stack, the topmost last.
    pub fn stack(&self) -> &[u16] {
        &self.stack
    }

    /// The word `depth` below the top of the stack, 0 where there is none.
    pub fn top(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(0, |at| self.stack[at] as usize)
    }

    /// What is known of a word.
    pub fn node(&self, word: usize) -> &Node {
        &self.nodes[word]
    }

    /// Whether every word has its head.
    pub fn done(&self) -> bool {
        self.next > self.words && self.stack.is_empty()
    }

    /// Whether an action is possible here. Only one word may hang on the root.
    pub fn allows(&self, action: Action) -> bool {
        let at_root = self.next > self.words;
        match action {
            Action::Shift => !at_root,
            Action::Left => !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            Action::Right => self.stack.len() >= 2,
        }
    }

    /// Carries out a transition that is allowed; one that is not changes nothing.
    pub fn apply(&mut self, transition: Transition) {
        match transition.action {
            Action::Shift => {
                self.stack.push(self.next as u16);
                self.next += 1;
            }
            Action::Left => {
                let child = self.stack.pop().unwrap_or(0);
                self.link(self.next, child as usize, transition.relation);
            }
            Action::Right => {
                let child = self.stack.pop().unwrap_or(0);
                self.link(self.top(0), child as usize, transition.relation);
            }
        }
    }

    fn link(&mut self, head: usize, child: usize, relation: u16) {
        self.nodes[child].head = head as u16;
        self.nodes[child].relation = relation;
        let node = &mut self.nodes[head];
        node.relations |= 1 << (relation & 63);
        let (side, children) = if child < head { (0, &mut node.left) } else { (1, &mut node.right) };
        *children = [child as u16, children[0]];
        node.count[side] = node.count[side].saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_and_transitions_are_one_to_one() {
        assert!((0..Transition::columns(5)).all(|c| Transition::of_column(c).column() == c));
    }

    proptest! {
        /// Whatever is chosen among what is allowed, the outcome is a tree with one root.
        #[test]
        fn any_walk_ends_in_a_tree(words in 1usize..40, choices in prop::collection::vec(0usize..3, 100)) {
            let mut state = State::default();
            state.start(words);
            let mut choices = choices.into_iter().cycle();
            let mut steps = 0;
            while !state.done() {
                let action = [Action::Shift, Action::Left, Action::Right][choices.next().unwrap()];
                let all = [action, Action::Shift, Action::Right, Action::Left];
                let action = *all.iter().find(|a| state.allows(**a)).unwrap();
                state.apply(Transition { action, relation: 0 });
                steps += 1;
            }
            prop_assert_eq!(steps, 2 * words);
            prop_assert_eq!((1..=words).filter(|w| state.node(*w).head as usize == words + 1).count(), 1);
            for word in 1..=words {
                let mut at = word;
                let mut hops = 0;
                while at <= words {
                    at = state.node(at).head as usize;
                    hops += 1;
                    prop_assert!(hops <= words && at > 0);
                }
            }
        }
    }
}
