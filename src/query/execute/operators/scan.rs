//! Binding a node out of the graph.

use std::ops::{Bound, Range};

use crate::graph::{Bits, IndexKey, KeyId, LabelId, PropertyIndex};
use crate::model::value::{NodeId, Value};
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::{NodeTest, Scan as Plan, Source};
use crate::query::syntax::CompareOp;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::node_test::{NodeTests, holds};
use super::walk::put_node;

/// Binds a node out of the graph.
pub(super) struct Scan<'g> {
    slot: usize,
    from: From<'g>,
    tests: NodeTests<'g>,
    /// The words of the label's bitmap that are scanned.
    words: Range<usize>,
}

enum From<'g> {
    Nothing,
    All,
    Label(&'g Bits),
    Equal(LabelId, KeyId, &'g PropertyIndex, CompiledExpr),
    Range(&'g PropertyIndex, Vec<(CompareOp, CompiledExpr)>, &'g Bits),
}

impl<'g> Scan<'g> {
    pub fn new(run: &Run<'g>, plan: &Plan) -> Self {
        let mut tests = plan.tests.clone();
        let from = source(run, &plan.source, &mut tests);
        Self { slot: plan.slot.index(), from, tests: NodeTests::new(run, &tests), words: 0..usize::MAX }
    }

    /// The same scan, of those words of the label's bitmap only.
    pub fn within(self, words: Range<usize>) -> Self {
        Self { words, ..self }
    }

    #[inline]
    fn visit(&self, node: NodeId, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        next.run.tick()?;
        if !self.tests.pass(next.run, node, row)? {
            return GO_ON;
        }
        put_node(row, self.slot, node);
        next.push(row, weight)
    }

    /// The members of a label, 64 tested at once.
    fn members(&self, members: &Bits, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let (start, all) = (self.words.start, members.words());
        let words = all.get(start..self.words.end.min(all.len())).unwrap_or(&[]);
        for (word, &nodes) in (start..).zip(words).filter(|(_, nodes)| **nodes != 0) {
            next.run.session.ticks(nodes.count_ones())?;
            let mut nodes = self.tests.mask(word, nodes);
            while nodes != 0 {
                let node = NodeId((word * 64) as u32 + nodes.trailing_zeros());
                nodes &= nodes - 1;
                if self.tests.pass_rest(next.run, node, row)? {
                    put_node(row, self.slot, node);
                    next.push(row, weight)?;
                }
            }
        }
        GO_ON
    }

    /// The nodes of an index; a value that it cannot hold is looked for in the label.
    fn equal(
        &self,
        (label, key, index, operand): (LabelId, KeyId, &PropertyIndex, &CompiledExpr),
        row: &mut [Value],
        weight: u64,
        next: Next<'_, 'g>,
    ) -> Flow {
        let graph = next.run.graph;
        let wanted = match operand.constant() {
            Some(constant) => constant.clone(),
            None => next.run.value(operand, row)?,
        };
        if let Some(nodes) = index.equal(&wanted) {
            return nodes.iter().try_for_each(|node| self.visit(NodeId(*node), row, weight, next));
        }
        let Some(members) = graph.labelled(label) else { return GO_ON };
        for node in members.iter() {
            if holds(CompareOp::Eq, &graph.node_property(NodeId(node), key), &wanted) {
                self.visit(NodeId(node), row, weight, next)?;
            }
        }
        GO_ON
    }

    fn range(
        &self,
        (index, bounds, members): (&PropertyIndex, &[(CompareOp, CompiledExpr)], &Bits),
        row: &mut [Value],
        weight: u64,
        next: Next<'_, 'g>,
    ) -> Flow {
        let (mut low, mut high) = (Bound::Unbounded, Bound::Unbounded);
        for (op, operand) in bounds {
            let operand = next.run.value(operand, row)?;
            let Some(key) = IndexKey::of(&operand) else {
                return members.iter().try_for_each(|node| self.visit(NodeId(node), row, weight, next));
            };
            match op {
                CompareOp::Gt => low = Bound::Excluded(key),
                CompareOp::Ge => low = Bound::Included(key),
                CompareOp::Lt => high = Bound::Excluded(key),
                _ => high = Bound::Included(key),
            }
        }
        let nodes = index.range(low, high);
        nodes.into_iter().try_for_each(|node| self.visit(NodeId(node), row, weight, next))
    }
}

fn source<'g>(run: &Run<'g>, source: &Source, tests: &mut Vec<NodeTest>) -> From<'g> {
    let label_of = |label: LabelId| run.graph.labelled(label).map_or(From::Nothing, From::Label);
    match source {
        Source::Nothing => From::Nothing,
        Source::All => From::All,
        Source::Label(label) => label_of(*label),
        Source::Equal(label, key, operand) => match run.graph.index(*label, *key) {
            Some(index) => From::Equal(*label, *key, index, run.compile(operand)),
            None => {
                tests.push(NodeTest::Compare(*key, CompareOp::Eq, operand.clone()));
                label_of(*label)
            }
        },
        Source::Range(label, key, bounds) => match (run.graph.index(*label, *key), run.graph.labelled(*label)) {
            (Some(index), Some(members)) => {
                From::Range(index, bounds.iter().map(|(op, bound)| (*op, run.compile(bound))).collect(), members)
            }
            _ => label_of(*label),
        },
    }
}

impl<'g> Operator<'g> for Scan<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        match &self.from {
            From::Nothing => GO_ON,
            From::All => next.run.graph.nodes().try_for_each(|node| self.visit(node, row, weight, next)),
            From::Label(members) => self.members(members, row, weight, next),
            From::Equal(label, key, index, operand) => self.equal((*label, *key, index, operand), row, weight, next),
            From::Range(index, bounds, members) => self.range((index, bounds, members), row, weight, next),
        }
    }
}
