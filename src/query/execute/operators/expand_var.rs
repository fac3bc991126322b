//! Walking several relationships: all trails of a number of steps, depth first. No edge twice.

use std::ops::ControlFlow;

use smallvec::SmallVec;

use crate::graph::{KeyId, Walker};
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::ExpandVar as Plan;
use crate::query::syntax::CompareOp;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::node_test::{NodeTests, holds};
use super::walk::{edge_list, is_walked, other_end};

/// Walks several relationships.
pub(super) struct ExpandVar<'g> {
    plan: &'g Plan,
    walker: Walker<'g>,
    tests: NodeTests<'g>,
    properties: EdgeTests,
}

/// Properties that each relationship must have.
pub(super) struct EdgeTests(Vec<(KeyId, CompiledExpr)>);

impl EdgeTests {
    pub fn new(run: &Run<'_>, properties: &[(KeyId, crate::query::plan::Scalar)]) -> Self {
        Self(properties.iter().map(|(key, value)| (*key, run.compile(value))).collect())
    }

    /// The values of the row at hand.
    pub fn values(&self, run: &Run<'_>, row: &mut [Value]) -> Flow<Wanted> {
        let mut wanted = Wanted::new();
        for (key, value) in &self.0 {
            wanted.push((*key, run.value(value, row)?));
        }
        ControlFlow::Continue(wanted)
    }
}

/// Keys and values that each relationship must have.
pub(super) type Wanted = SmallVec<[(KeyId, Value); 1]>;

/// Whether `edge` has the properties.
#[inline]
pub(super) fn has_properties(run: &Run<'_>, edge: EdgeId, wanted: &Wanted) -> bool {
    wanted.iter().all(|(key, value)| holds(CompareOp::Eq, &run.graph.edge_property(edge, *key), value))
}

/// A walk in the making: each level holds the steps still to try.
struct Trail {
    edges: Vec<EdgeId>,
    levels: Vec<Vec<(EdgeId, NodeId)>>,
}

impl<'g> ExpandVar<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let work = (plan.rows * 2.0) as u64;
        let walker = run.walker(&plan.hop.types, plan.hop.way, work);
        let properties = EdgeTests::new(run, &plan.properties);
        Self { plan, walker, tests: NodeTests::new(run, &plan.tests), properties }
    }

    /// The steps that go on from `node`.
    fn steps(
        &self,
        run: &Run<'g>,
        row: &[Value],
        node: NodeId,
        (trail, wanted): (&[EdgeId], &Wanted),
    ) -> Flow<Vec<(EdgeId, NodeId)>> {
        let mut steps = Vec::new();
        self.walker.visit(node, |edge, other| {
            run.tick()?;
            let fresh = !trail.contains(&edge) && !is_walked(row, &self.plan.hop.differs, edge);
            if fresh && has_properties(run, edge, wanted) {
                steps.push((edge, other));
            }
            GO_ON
        })?;
        steps.reverse();
        ControlFlow::Continue(steps)
    }

    fn emit(&self, node: NodeId, trail: &[EdgeId], (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let to = self.plan.to.index();
        if self.plan.into {
            if !matches!(row[to], Value::Node(other) if other == node) {
                return GO_ON;
            }
        } else if !self.tests.pass(next.run, node, row)? {
            return GO_ON;
        } else {
            row[to] = Value::Node(node);
        }
        if self.plan.keep_edges {
            let edges = trail.iter().copied();
            row[self.plan.edges.index()] = if self.plan.reversed { edge_list(edges.rev()) } else { edge_list(edges) };
        }
        next.push(row, weight)
    }

    fn all_trails(&self, from: NodeId, (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let wanted = self.properties.values(next.run, row)?;
        let (min, max) = (self.plan.steps.min as usize, self.plan.steps.max.map_or(usize::MAX, |max| max as usize));
        let mut trail = Trail { edges: Vec::new(), levels: Vec::new() };
        if min == 0 {
            self.emit(from, &[], (row, weight), next)?;
        }
        if max > 0 {
            trail.levels.push(self.steps(next.run, row, from, (&[], &wanted))?);
        }
        while let Some(level) = trail.levels.last_mut() {
            let Some((edge, node)) = level.pop() else {
                trail.levels.pop();
                trail.edges.pop();
                continue;
            };
            trail.edges.push(edge);
            if trail.edges.len() >= min {
                self.emit(node, &trail.edges, (row, weight), next)?;
            }
            if trail.edges.len() < max {
                trail.levels.push(self.steps(next.run, row, node, (&trail.edges, &wanted))?);
            } else {
                trail.edges.pop();
            }
        }
        GO_ON
    }

    /// The walk over a list that an earlier clause bound, if it is one.
    fn given_list(&self, from: NodeId, (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let Value::List(items) = row[self.plan.edges.index()].clone() else { return GO_ON };
        let count = items.len() as u32;
        if count < self.plan.steps.min || self.plan.steps.max.is_some_and(|max| count > max) {
            return GO_ON;
        }
        let mut node = from;
        let mut walk = |item: &Value| {
            let Value::Edge(edge) = item else { return false };
            let graph = next.run.graph;
            let right_way = graph.ends(*edge).is_some_and(|(source, target)| match self.plan.hop.way {
                crate::graph::Way::Out => source == node,
                crate::graph::Way::In => target == node,
                crate::graph::Way::Both => true,
            });
            let allowed = graph.type_of(*edge).is_some_and(|kind| self.plan.hop.types.allow(kind));
            let Some(other) = other_end(graph, *edge, node).filter(|_| right_way && allowed) else { return false };
            node = other;
            true
        };
        let fits = if self.plan.reversed { items.iter().rev().all(&mut walk) } else { items.iter().all(&mut walk) };
        if !fits {
            return GO_ON;
        }
        let trail: Vec<EdgeId> =
            items.iter().filter_map(|item| if let Value::Edge(e) = item { Some(*e) } else { None }).collect();
        let trail: Vec<EdgeId> = if self.plan.reversed { trail.into_iter().rev().collect() } else { trail };
        self.emit(node, &trail, (row, weight), next)
    }
}

impl<'g> Operator<'g> for ExpandVar<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.hop.from.index()] else { return GO_ON };
        if self.plan.bound {
            self.given_list(from, (row, weight), next)
        } else {
            self.all_trails(from, (row, weight), next)
        }
    }
}
