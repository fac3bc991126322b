//! What nobody reads is not made: a relationship is not put into its slot, the list of a variable length is not built,
//! and a node that only multiplies rows is counted by its degree instead of being walked to.

use std::collections::BTreeSet;

use super::Context;
use crate::query::bound::Slot;
use crate::query::plan::reads::{of_op, of_sink};
use crate::query::plan::{BranchPlan, Op};

/// Goes through the operators from the last to the first, with the slots that are read behind each.
pub(super) fn apply(branch: &mut BranchPlan, context: &Context<'_>) {
    let mut read = context.outputs.clone();
    for stage in branch.stages.iter_mut().rev() {
        of_sink(&stage.sink, &mut read);
        trim(&mut stage.ops, &mut read);
    }
}

fn trim(ops: &mut [Op], read: &mut BTreeSet<Slot>) {
    for op in ops.iter_mut().rev() {
        match op {
            Op::Expand(expand) => {
                expand.edge = expand.edge.filter(|edge| read.contains(edge));
                if expand.edge.is_none() && !expand.into && !read.contains(&expand.to) {
                    *op = Op::Degree(expand.clone());
                }
            }
            Op::ExpandVar(expand) => expand.keep_edges = read.contains(&expand.edges),
            Op::Optional { ops, .. } => trim_inside(ops, read),
            Op::Exists { ops, .. } => trim_inside(ops, read),
            _ => {}
        }
        of_op(op, read);
    }
}

/// Operators inside another: what they read is read before it, too.
fn trim_inside(ops: &mut [Op], read: &BTreeSet<Slot>) {
    trim(ops, &mut read.clone());
}
