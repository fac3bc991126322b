//! The value that belongs to a claim: the one that the fewest edges part from its trigger.

use std::collections::VecDeque;

use crate::model::mention::{MentionKind, Quantity};

use super::super::graph::{NodeIx, Role};
use super::super::normalise::Building;

/// More edges than this part a value from what it is said of.
const FAR: u8 = 4;

/// The kinds of values that a claim takes from its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Money,
    Share,
    Power,
}

impl Kind {
    fn is(self, quantity: &Quantity) -> bool {
        matches!(
            (self, quantity),
            (Self::Money, Quantity::Money { .. })
                | (Self::Share, Quantity::Share { .. })
                | (Self::Power, Quantity::Power { .. })
        )
    }
}

/// The nearest value of that kind.
pub fn quantity<'a>(b: &'a Building, kind: Kind, trigger: NodeIx, ends: (NodeIx, NodeIx)) -> Option<&'a Quantity> {
    let distances = distances(b, trigger, ends);
    let start = b.graph.node(trigger).token;
    let of_kind = (0..b.graph.len()).filter_map(|node| match &b.mention(node)?.kind {
        MentionKind::Quantity(q) if kind.is(q) && !is_of_another_thing(b, node) => Some((node, q)),
        _ => None,
    });
    let reached = of_kind.filter(|(node, _)| distances[*node as usize] <= FAR || same_clause(b, trigger, *node));
    reached.min_by_key(|(node, _)| (distances[*node as usize], node.abs_diff(start))).map(|(_, q)| q)
}

/// The number of edges from the trigger to each node; lists are not walked along.
fn distances(b: &Building, trigger: NodeIx, ends: (NodeIx, NodeIx)) -> Vec<u8> {
    let mut distances = vec![u8::MAX; b.graph.len() as usize];
    distances[trigger as usize] = 0;
    let mut queue = VecDeque::from([trigger]);
    while let Some(node) = queue.pop_front() {
        let next = distances[node as usize] + 1;
        if next > FAR || b.is_entity(node) && node != ends.0 && node != ends.1 {
            continue;
        }
        let out = b.graph.out(node).iter();
        for (role, to) in out.chain(b.graph.reaching(node).iter()) {
            if *role != Role::Conj && distances[*to as usize] == u8::MAX {
                distances[*to as usize] = next;
                queue.push_back(*to);
            }
        }
    }
    distances
}

/// Whether a value hangs on a noun that says it is no price: `Umsatz von 5 Milliarden`.
pub fn is_of_another_thing(b: &Building, node: NodeIx) -> bool {
    b.graph.reaching(node).iter().any(|(_, from)| b.words.is_in("no-price", &b.graph.node(*from).lemma))
}

/// Whether a value stands in the clause of the trigger.
fn same_clause(b: &Building, trigger: NodeIx, node: NodeIx) -> bool {
    let (a, z) = (b.graph.node(trigger).token, b.graph.node(node).token);
    b.clause_verb(a).is_some() && b.clause_verb(a) == b.clause_verb(z)
}

/// The dates that hang on the trigger itself.
pub fn dates<'a>(b: &'a Building, trigger: NodeIx) -> Vec<&'a Quantity> {
    let token = b.graph.node(trigger).token;
    let nodes = [Some(trigger), (trigger != token).then_some(token)];
    nodes.into_iter().flatten().flat_map(|node| dates_at(b, node)).collect()
}

/// The dates that hang on a node, in its clause.
pub fn dates_at<'a>(b: &'a Building, node: NodeIx) -> impl Iterator<Item = &'a Quantity> {
    let clause = b.graph.node(node).token;
    let here = b.graph.out(node).iter().map(|(_, to)| *to);
    let here = here.filter(move |to| b.share_clause(b.graph.node(*to).token, clause));
    here.filter_map(|to| match &b.mention(to)?.kind {
        MentionKind::Quantity(date @ Quantity::Date { .. }) => Some(date),
        _ => None,
    })
}
