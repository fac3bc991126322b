//! From a bound relationship to its ends.

use crate::graph::Way;
use crate::model::value::{NodeId, Value};
use crate::query::plan::op::Ends as Plan;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::walk::is_walked;

/// Binds (or compares) the ends of a bound relationship.
pub(super) struct Ends<'g>(&'g Plan);

impl<'g> Ends<'g> {
    pub fn new(plan: &'g Plan) -> Self {
        Self(plan)
    }

    fn fits(&self, row: &[Value], (left, right): (NodeId, NodeId)) -> bool {
        let same = |(slot, bound): (crate::query::bound::Slot, bool), node| {
            !bound || matches!(row[slot.index()], Value::Node(other) if other == node)
        };
        let loop_fits = self.0.left.0 != self.0.right.0 || left == right;
        loop_fits && same(self.0.left, left) && (self.0.left.0 == self.0.right.0 || same(self.0.right, right))
    }
}

impl<'g> Operator<'g> for Ends<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let plan = self.0;
        let Value::Edge(edge) = row[plan.edge.index()] else { return GO_ON };
        let graph = next.run.graph;
        let (Some((source, target)), Some(kind)) = (graph.ends(edge), graph.type_of(edge)) else { return GO_ON };
        if !plan.types.allow(kind) || !graph.has_edge(edge) || is_walked(row, &plan.differs, edge) {
            return GO_ON;
        }
        let ways = [(Way::Out, (source, target)), (Way::In, (target, source))];
        for (way, (left, right)) in ways {
            let wanted = plan.way == Way::Both || plan.way == way;
            let twice = plan.way == Way::Both && way == Way::In && source == target;
            if wanted && !twice && self.fits(row, (left, right)) {
                let before = (row[plan.left.0.index()].clone(), row[plan.right.0.index()].clone());
                row[plan.left.0.index()] = Value::Node(left);
                row[plan.right.0.index()] = Value::Node(right);
                next.push(row, weight)?;
                (row[plan.left.0.index()], row[plan.right.0.index()]) = before;
            }
        }
        GO_ON
    }
}
