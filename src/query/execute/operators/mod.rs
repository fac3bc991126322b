//! The streaming operators, one file each (or one for a family).

mod build_path;
mod call;
mod check;
mod ends;
mod exists;
mod expand;
mod expand_var;
mod filter;
mod intersect;
mod load_csv;
mod node_test;
mod optional;
mod page;
mod paths;
mod project;
mod reach;
mod repeat;
mod scan;
mod select;
mod subquery;
mod unwind;
mod walk;

use std::ops::Range;

use crate::query::plan::Op;
use crate::query::plan::op::Scan;

use super::next::Live;
use super::run::Run;

pub(super) use page::count_of;

/// A scan of the members of a label among those words of its bitmap.
pub(super) fn scan_within<'g>(run: &Run<'g>, plan: &'g Scan, words: Range<usize>) -> Live<'g> {
    Box::new(scan::Scan::new(run, plan).within(words))
}

/// The operator of a plan made ready to run.
pub(super) fn live<'g>(run: &Run<'g>, op: &'g Op) -> Live<'g> {
    match op {
        Op::Scan(plan) => Box::new(scan::Scan::new(run, plan)),
        Op::CheckNode { slot, tests } => Box::new(check::CheckNode::new(run, *slot, tests)),
        Op::Ends(plan) => Box::new(ends::Ends::new(plan)),
        Op::Expand(plan) if plan.into => Box::new(expand::ExpandInto::new(run, plan)),
        Op::Expand(plan) => Box::new(expand::Expand::new(run, plan)),
        Op::Degree(plan) => Box::new(expand::Degree::new(run, plan)),
        Op::Intersect(plan) => Box::new(intersect::Intersect::new(run, plan)),
        Op::ExpandVar(plan) => Box::new(expand_var::ExpandVar::new(run, plan)),
        Op::Reach(plan) => Box::new(reach::Reach::new(run, plan)),
        Op::Repeat(plan) => Box::new(repeat::Repeat::new(run, plan)),
        Op::Paths(plan) => Box::new(paths::Paths::new(run, plan)),
        Op::Select(plan) => Box::new(select::Select::new(run, plan)),
        Op::BuildPath(plan) => Box::new(build_path::BuildPath::new(plan)),
        Op::Filter(test) => Box::new(filter::Filter::new(run, test)),
        Op::Exists { negated, ops } => Box::new(exists::Exists::new(run, *negated, ops)),
        Op::Optional { ops, introduces } => Box::new(optional::Optional::new(run, ops, introduces)),
        Op::Project(items) => Box::new(project::Project::new(run, items)),
        Op::Unwind { list, slot } => Box::new(unwind::Unwind::new(run, list, *slot)),
        Op::Distinct(slots) => Box::new(page::Distinct::new(slots)),
        Op::Skip(count) => Box::new(page::Skip::new(run, count)),
        Op::Limit(count) => Box::new(page::Limit::new(run, count)),
        Op::Subquery { query, optional } => Box::new(subquery::Subquery::new(run, query, *optional)),
        Op::Procedure(plan) => Box::new(call::Call::new(run, plan)),
        Op::LoadCsv(plan) => Box::new(load_csv::LoadCsv::new(run, plan)),
    }
}
