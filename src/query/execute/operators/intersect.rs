//! Binding a node that hangs on several bound ones: their sorted neighbours are intersected, the shortest list leading
//! and the others galloping after it (Ngo, Ré, Rudra: "Skew strikes back: new developments in the theory of join
//! algorithms", 2013).

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::graph::Walker;
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::plan::op::Intersect as Plan;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::node_test::NodeTests;
use super::walk::{is_walked, put_edge, put_node};

/// Binds a node that hangs on several bound ones.
pub(super) struct Intersect<'g> {
    plan: &'g Plan,
    walkers: SmallVec<[Walker<'g>; 3]>,
    tests: NodeTests<'g>,
}

/// Neighbours in rising order, and the edges that lead there.
struct List<'l> {
    others: Cow<'l, [u32]>,
    edges: Cow<'l, [u32]>,
    at: usize,
}

type Lists<'l> = SmallVec<[List<'l>; 3]>;

impl<'g> Intersect<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let work = (plan.rows * 4.0) as u64;
        let walkers = plan.hops.iter().map(|(hop, _)| run.walker(&hop.types, hop.way, work)).collect();
        Self { plan, walkers, tests: NodeTests::new(run, &plan.tests) }
    }

    /// The lists of a row; none if one of them is empty.
    fn lists(&self, row: &[Value]) -> Option<Lists<'g>> {
        let mut lists = Lists::new();
        for ((hop, _), walker) in self.plan.hops.iter().zip(&self.walkers) {
            let Value::Node(from) = row[hop.from.index()] else { return None };
            let list = list(walker, from);
            if list.others.is_empty() {
                return None;
            }
            lists.push(list);
        }
        Some(lists)
    }

    /// Takes the edges from `lists[at]` on in all combinations for the neighbour where the lists stand.
    fn combine(&self, lists: &Lists<'g>, at: usize, (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let Some((list, (hop, slot))) = lists.get(at).zip(self.plan.hops.get(at)) else {
            return next.push(row, weight);
        };
        let other = list.others[list.at];
        let run = list.others[list.at..].iter().take_while(|found| **found == other).count();
        for edge in &list.edges[list.at..list.at + run] {
            if !is_walked(row, &hop.differs, EdgeId(*edge)) {
                put_edge(row, slot.index(), EdgeId(*edge));
                self.combine(lists, at + 1, (row, weight), next)?;
            }
        }
        GO_ON
    }
}

fn list<'g>(walker: &Walker<'g>, from: NodeId) -> List<'g> {
    if let Some(adjacency) = walker.compact() {
        let (others, edges) = adjacency.of(from);
        return List { others: Cow::Borrowed(others), edges: Cow::Borrowed(edges), at: 0 };
    }
    let mut pairs = Vec::new();
    let _ = walker.visit(from, |edge, other| {
        pairs.push((other.0, edge.0));
        std::ops::ControlFlow::<()>::Continue(())
    });
    pairs.sort_unstable();
    let (others, edges): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    List { others: Cow::Owned(others), edges: Cow::Owned(edges), at: 0 }
}

impl List<'_> {
    /// Moves to the first neighbour from `wanted` on; tells which it is.
    #[inline]
    fn seek(&mut self, wanted: u32) -> Option<u32> {
        let rest = &self.others[self.at..];
        let mut step = 1;
        while step < rest.len() && rest[step] < wanted {
            step *= 2;
        }
        let window = &rest[step / 2..rest.len().min(step + 1)];
        self.at += if rest.first().is_some_and(|first| *first >= wanted) {
            0
        } else {
            step / 2 + window.partition_point(|other| *other < wanted)
        };
        self.others.get(self.at).copied()
    }
}

/// The next neighbour that all lists have, with the lists standing at it.
fn next_common(lists: &mut Lists<'_>, from: u32) -> Option<u32> {
    let mut wanted = lists[0].seek(from)?;
    let mut agreed = 1;
    let mut at = 1;
    while agreed < lists.len() {
        let found = lists[at].seek(wanted)?;
        agreed = if found == wanted { agreed + 1 } else { 1 };
        wanted = found;
        at = (at + 1) % lists.len();
    }
    Some(wanted)
}

impl<'g> Operator<'g> for Intersect<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Some(mut lists) = self.lists(row) else { return GO_ON };
        let mut from = 0;
        while let Some(other) = next_common(&mut lists, from) {
            next.run.tick()?;
            let node = NodeId(other);
            if self.tests.pass(next.run, node, row)? {
                put_node(row, self.plan.to.index(), node);
                self.combine(&lists, 0, (row, weight), next)?;
            }
            let Some(after) = other.checked_add(1) else { break };
            from = after;
        }
        GO_ON
    }
}
