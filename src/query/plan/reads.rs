//! The slots that an operator reads.

use std::collections::BTreeSet;

use crate::query::bound::Slot;

use super::op::{Hop, NodeTest, Op, QueryPlan, Sink, Source};
use super::scalar::Scalar;

/// Adds the slots that `op` reads.
pub(super) fn of_op(op: &Op, into: &mut BTreeSet<Slot>) {
    match op {
        Op::Scan(scan) => {
            tests(&scan.tests, into);
            match &scan.source {
                Source::Equal(_, _, value) => scalar(value, into),
                Source::Range(_, _, bounds) => bounds.iter().for_each(|(_, bound)| scalar(bound, into)),
                Source::Nothing | Source::All | Source::Label(_) => {}
            }
        }
        Op::CheckNode { slot, tests: all } => {
            into.insert(*slot);
            tests(all, into);
        }
        Op::Ends(ends) => into.extend(ends.differs.iter().chain([&ends.edge, &ends.left.0, &ends.right.0])),
        Op::Expand(expand) | Op::Degree(expand) => {
            hop(&expand.hop, into);
            tests(&expand.tests, into);
            into.extend(expand.into.then_some(expand.to));
        }
        Op::Intersect(meet) => {
            meet.hops.iter().for_each(|(one, _)| hop(one, into));
            tests(&meet.tests, into);
        }
        Op::ExpandVar(expand) | Op::Reach(expand) => of_expand_var(expand, into),
        Op::Paths(paths) => {
            of_expand_var(&paths.expand, into);
            paths.filters.iter().for_each(|filter| scalar(filter, into));
        }
        Op::Repeat(repeat) => {
            into.extend(repeat.differs.iter().chain([&repeat.from, &repeat.to]));
            into.extend(repeat.groups.iter().map(|(inner, _)| *inner));
            into.extend(repeat.inner_edges.iter().chain([&repeat.inner_to, &repeat.inner_from]));
            tests(&repeat.tests, into);
            repeat.ops.iter().for_each(|op| of_op(op, into));
        }
        Op::Select(select) => {
            into.extend(select.edges.iter().chain(&select.introduces).chain([&select.start, &select.end]));
            select.ops.iter().for_each(|op| of_op(op, into));
        }
        Op::BuildPath(path) => into.extend(path.edges.iter().chain([&path.start])),
        Op::Filter(test) => scalar(test, into),
        Op::Exists { ops, .. } | Op::Optional { ops, .. } => ops.iter().for_each(|op| of_op(op, into)),
        Op::Project(items) => items.iter().for_each(|(_, value)| scalar(value, into)),
        Op::Unwind { list, .. } => scalar(list, into),
        Op::Distinct(slots) => into.extend(slots),
        Op::Skip(count) | Op::Limit(count) => scalar(count, into),
        Op::Subquery { query, .. } => of_query(query, into),
        Op::Procedure(call) => call.args.iter().for_each(|arg| scalar(arg, into)),
        Op::LoadCsv(load) => {
            scalar(&load.source, into);
            load.delimiter.iter().for_each(|delimiter| scalar(delimiter, into));
        }
    }
}

fn of_expand_var(expand: &super::op::ExpandVar, into: &mut BTreeSet<Slot>) {
    hop(&expand.hop, into);
    tests(&expand.tests, into);
    expand.properties.iter().for_each(|(_, value)| scalar(value, into));
    into.extend(expand.into.then_some(expand.to));
    into.extend(expand.bound.then_some(expand.edges));
}

/// Adds the slots that the end of a stage reads; rows behind it have `outputs` read, if it hands its rows on.
pub(super) fn of_sink(sink: &Sink, into: &mut BTreeSet<Slot>) {
    match sink {
        Sink::Emit => {}
        Sink::Aggregate(aggregate) => {
            into.clear();
            aggregate.keys.iter().for_each(|(_, key)| scalar(key, into));
            let calls = aggregate.calls.iter().filter(|call| !call.counts_rows);
            calls.flat_map(|call| &call.args).for_each(|arg| scalar(arg, into));
        }
        Sink::Sort(sort) => {
            into.extend(&sort.keep);
            sort.keys.iter().for_each(|(key, _)| scalar(key, into));
        }
        Sink::Write { keep, .. } => into.extend(keep),
    }
}

fn of_query(query: &QueryPlan, into: &mut BTreeSet<Slot>) {
    into.extend(&query.outputs);
    for stage in query.branches.iter().flat_map(|branch| &branch.stages) {
        stage.ops.iter().for_each(|op| of_op(op, into));
        let mut sink = BTreeSet::new();
        of_sink(&stage.sink, &mut sink);
        into.extend(sink);
    }
}

fn scalar(scalar: &Scalar, into: &mut BTreeSet<Slot>) {
    into.extend(scalar.reads.iter());
}

fn hop(hop: &Hop, into: &mut BTreeSet<Slot>) {
    into.insert(hop.from);
    into.extend(&hop.differs);
}

fn tests(tests: &[NodeTest], into: &mut BTreeSet<Slot>) {
    for test in tests {
        if let NodeTest::Compare(_, _, operand) = test {
            scalar(operand, into);
        }
    }
}
