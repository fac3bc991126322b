//! The plan as text: one operator a line, in the order that rows run through; what a line holds inside is indented.

use std::fmt::Write;

use crate::graph::{Graph, Types, Way};
use crate::query::bound::{Slot, Steps};

use super::op::{Aggregate, ExpandVar, Hop, NodeTest, Op, Scan, Sort, Source};
use super::writing::WriteOp;
use super::{Plan, PlanBody, QueryPlan, Scalar, Sink, Stage};

/// The plan as text; `text` is the statement that it was made from, `note` what stands behind each operator, by its
/// address.
pub fn explain(plan: &Plan, graph: &Graph, text: &str, note: &dyn Fn(usize) -> String) -> String {
    let mut printer = Printer { plan, graph, text, note, out: String::new(), depth: 0 };
    match &plan.body {
        PlanBody::Query(query) => printer.query(query),
        PlanBody::Index(_) => printer.line("index command", ""),
    }
    for (at, subquery) in plan.subqueries.iter().enumerate() {
        printer.line(&format!("subquery {at}: {:?}", subquery.kind).to_lowercase(), "");
        printer.inside(|printer| printer.query(&subquery.query));
    }
    printer.out
}

fn address<T>(part: &T) -> usize {
    std::ptr::from_ref(part) as usize
}

struct Printer<'a> {
    plan: &'a Plan,
    graph: &'a Graph,
    text: &'a str,
    note: &'a dyn Fn(usize) -> String,
    out: String,
    depth: usize,
}

impl Printer<'_> {
    fn line(&mut self, line: &str, note: &str) {
        let indent = "  ".repeat(self.depth);
        let gap = if note.is_empty() { "" } else { "  " };
        let _ = writeln!(self.out, "{indent}{line}{gap}{note}");
    }

    fn inside(&mut self, print: impl FnOnce(&mut Self)) {
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    fn query(&mut self, query: &QueryPlan) {
        for (at, branch) in query.branches.iter().enumerate() {
            if at > 0 {
                self.line(if query.distinct { "union" } else { "union all" }, "");
            }
            branch.stages.iter().for_each(|stage| self.stage(stage));
        }
    }

    fn stage(&mut self, stage: &Stage) {
        stage.ops.iter().for_each(|op| self.op(op));
        match &stage.sink {
            Sink::Emit => {}
            Sink::Aggregate(aggregate) => {
                let line = self.aggregate(aggregate);
                self.line(&line, &(self.note)(address(&stage.sink)));
            }
            Sink::Sort(sort) => {
                let line = self.sort(sort);
                self.line(&line, &(self.note)(address(&stage.sink)));
            }
            Sink::Write { clause, .. } => self.write(clause),
        }
    }

    fn op(&mut self, op: &Op) {
        let (line, inner): (String, &[Op]) = match op {
            Op::Exists { negated, ops } => ((if *negated { "not exists" } else { "exists" }).into(), ops),
            Op::Optional { ops, .. } => ("optional".into(), ops),
            Op::Repeat(repeat) => {
                (format!("repeat {} from ({})", steps(repeat.times), self.name(repeat.from)), &repeat.ops)
            }
            Op::Select(select) => (format!("select {:?} to ({})", select.selector, self.name(select.end)), &select.ops),
            other => (self.leaf(other), &[]),
        };
        let note = (self.note)(address(op));
        self.line(&line, &note);
        self.inside(|printer| {
            inner.iter().for_each(|op| printer.op(op));
            if let Op::Subquery { query, .. } = op {
                printer.query(query);
            }
        });
    }

    fn leaf(&self, op: &Op) -> String {
        match op {
            Op::Scan(scan) => self.scan(scan),
            Op::CheckNode { slot, tests } => format!("node ({}){}", self.name(*slot), self.tests(*slot, tests)),
            Op::Ends(ends) => {
                format!(
                    "ends of [{}]: ({}), ({})",
                    self.name(ends.edge),
                    self.name(ends.left.0),
                    self.name(ends.right.0)
                )
            }
            Op::Expand(expand) => {
                let verb = if expand.into { "expand into" } else { "expand" };
                format!("{verb} {}{}", self.hop(&expand.hop, "", expand.to), self.tests(expand.to, &expand.tests))
            }
            Op::Degree(expand) => {
                format!("degree {}{}", self.hop(&expand.hop, "", expand.to), self.tests(expand.to, &expand.tests))
            }
            Op::Intersect(meet) => {
                let hops: Vec<_> = meet.hops.iter().map(|(hop, _)| self.hop(hop, "", meet.to)).collect();
                format!("intersect {}{}", hops.join(" and "), self.tests(meet.to, &meet.tests))
            }
            Op::ExpandVar(expand) => self.expand_var("expand", expand),
            Op::Reach(expand) => self.expand_var("reach", expand),
            Op::Paths(paths) => self.expand_var(&format!("paths {:?}", paths.selector), &paths.expand),
            Op::BuildPath(path) => format!("path {}", self.name(path.slot)),
            Op::Filter(test) => format!("filter {}", self.source(test)),
            Op::Project(items) => format!("project {}", self.named(items)),
            Op::Unwind { list, slot } => format!("unwind {} as {}", self.source(list), self.name(*slot)),
            Op::Distinct(slots) => {
                let names: Vec<_> = slots.iter().map(|slot| self.name(*slot)).collect();
                format!("distinct {}", names.join(", "))
            }
            Op::Skip(count) => format!("skip {}", self.source(count)),
            Op::Limit(count) => format!("limit {}", self.source(count)),
            Op::Procedure(call) => format!("call {}", call.procedure.name),
            Op::LoadCsv(load) => format!("load csv as {}", self.name(load.slot)),
            Op::Subquery { optional, .. } => (if *optional { "optional call" } else { "call" }).into(),
            Op::Exists { .. } | Op::Optional { .. } | Op::Repeat(_) | Op::Select(_) => String::new(),
        }
    }

    fn name(&self, slot: Slot) -> String {
        let known = self.plan.bound.slots.get(slot.index());
        known.map_or_else(|| format!("_{}", slot.0), |info| info.name.to_string())
    }

    fn source(&self, scalar: &Scalar) -> String {
        scalar.expr.at.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn named(&self, items: &[(Slot, Scalar)]) -> String {
        let items = items.iter().map(|(slot, scalar)| format!("{} as {}", self.source(scalar), self.name(*slot)));
        items.collect::<Vec<_>>().join(", ")
    }

    fn scan(&self, scan: &Scan) -> String {
        let name = self.name(scan.slot);
        let source = match &scan.source {
            Source::Nothing => "nothing".into(),
            Source::All => "all nodes".into(),
            Source::Label(label) => format!(":{}", self.graph.label_name(*label)),
            Source::Equal(label, key, value) => {
                let (label, key) = (self.graph.label_name(*label), self.graph.key_name(*key));
                format!("index :{label}({key}) = {}", self.source(value))
            }
            Source::Range(label, key, _) => {
                format!("index range :{}({})", self.graph.label_name(*label), self.graph.key_name(*key))
            }
        };
        format!("scan ({name}) {source}{}", self.tests(scan.slot, &scan.tests))
    }

    fn tests(&self, slot: Slot, tests: &[NodeTest]) -> String {
        let shown: Vec<_> = tests.iter().map(|test| self.test(slot, test)).collect();
        if shown.is_empty() { String::new() } else { format!(" where {}", shown.join(" and ")) }
    }

    fn test(&self, slot: Slot, test: &NodeTest) -> String {
        match test {
            NodeTest::Label(label) => format!("{}:{}", self.name(slot), self.graph.label_name(*label)),
            NodeTest::Labels(_) => format!("labels of {}", self.name(slot)),
            NodeTest::Compare(key, op, operand) => {
                format!("{}.{} {} {}", self.name(slot), self.graph.key_name(*key), op.text(), self.source(operand))
            }
        }
    }

    fn hop(&self, hop: &Hop, length: &str, to: Slot) -> String {
        let types = match &hop.types {
            Types::Any => String::new(),
            Types::Of(kinds) => {
                let names: Vec<&str> = kinds.iter().map(|kind| &**self.graph.rel_type_name(*kind)).collect();
                format!(":{}", names.join("|"))
            }
        };
        let (left, right) = match hop.way {
            Way::Out => ("-", "->"),
            Way::In => ("<-", "-"),
            Way::Both => ("-", "-"),
        };
        format!("({}){left}[{types}{length}]{right}({})", self.name(hop.from), self.name(to))
    }

    fn expand_var(&self, verb: &str, expand: &ExpandVar) -> String {
        let verb = if expand.into { format!("{verb} into") } else { verb.into() };
        let hop = self.hop(&expand.hop, &steps(expand.steps), expand.to);
        format!("{verb} {hop}{}", self.tests(expand.to, &expand.tests))
    }

    fn aggregate(&self, aggregate: &Aggregate) -> String {
        let calls = aggregate.calls.iter().map(|call| call.call.at.of(self.text)).collect::<Vec<_>>().join(", ");
        if aggregate.keys.is_empty() {
            return format!("aggregate {calls}");
        }
        let verb = if aggregate.adjacent { "aggregate in order" } else { "aggregate" };
        let calls = if calls.is_empty() { calls } else { format!(" {calls}") };
        let leading = if aggregate.leading.is_some() { ", leading only" } else { "" };
        format!("{verb}{calls} by {}{leading}", self.named(&aggregate.keys))
    }

    fn sort(&self, sort: &Sort) -> String {
        let key = |(key, down): &(Scalar, bool)| format!("{}{}", self.source(key), if *down { " desc" } else { "" });
        let keys = sort.keys.iter().map(key).collect::<Vec<_>>().join(", ");
        let part = |word: &str, count: &Option<Scalar>| {
            count.as_ref().map_or(String::new(), |count| format!(" {word} {}", self.source(count)))
        };
        let verb = if sort.limit.is_some() { "top" } else { "sort" };
        format!("{verb} by {keys}{}{}", part("skip", &sort.skip), part("limit", &sort.limit))
    }

    fn write(&mut self, clause: &WriteOp) {
        let line = match clause {
            WriteOp::Create(_) => "create",
            WriteOp::Merge(_) => "merge",
            WriteOp::Set(_) => "set",
            WriteOp::Delete { detach: true, .. } => "detach delete",
            WriteOp::Delete { .. } => "delete",
            WriteOp::Foreach { .. } => "foreach",
            WriteOp::Subquery { .. } => "call",
        };
        self.line(line, "");
        self.inside(|printer| match clause {
            WriteOp::Merge(merge) => merge.find.iter().for_each(|op| printer.op(op)),
            WriteOp::Foreach { body, .. } => body.iter().for_each(|clause| printer.write(clause)),
            WriteOp::Subquery { query, .. } => printer.query(query),
            _ => {}
        });
    }
}

fn steps(steps: Steps) -> String {
    match steps.max {
        Some(max) => format!("*{}..{max}", steps.min),
        None => format!("*{}..", steps.min),
    }
}
