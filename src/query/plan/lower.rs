//! Clauses → stages. Each clause adds streaming operators to the current stage or ends it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Direction, Graph, LabelId, RelTypeId};
use crate::query::bound::{self, Bound, Branch, Clause, Expr, Query, Slot, Subquery};

use super::matching;
use super::names::Resolved;
use super::op::{BranchPlan, CallProcedure, LoadCsv, Op, QueryPlan, Sink, Stage, SubqueryPlan};
use super::projection;
use super::scalar::{self, Scalar};
use super::writing::{self, WriteOp};

/// What lowering looks things up in.
pub(super) struct Lower<'a> {
    pub bound: &'a Bound,
    pub graph: &'a Graph,
    pub names: Resolved,
    implied: RefCell<BTreeSet<(LabelId, RelTypeId, Direction)>>,
    impure: Cell<bool>,
    /// Slots of the plan's own, behind those of the binder: inner node of a quantified part → all it walked.
    walked: RefCell<BTreeMap<Slot, Slot>>,
}

/// A branch in the making.
pub(super) struct Building {
    stages: Vec<Stage>,
    /// The operators of the stage at hand.
    pub ops: Vec<Op>,
    /// The slots that hold something a later clause may read.
    pub scope: BTreeSet<Slot>,
}

impl Building {
    /// Ends the stage at hand.
    pub fn finish(&mut self, sink: Sink) {
        self.stages.push(Stage { ops: std::mem::take(&mut self.ops), sink });
    }
}

impl<'a> Lower<'a> {
    pub fn new(bound: &'a Bound, graph: &'a Graph) -> Self {
        let names = Resolved::new(bound, graph);
        Self { bound, graph, names, implied: RefCell::default(), impure: Cell::new(false), walked: RefCell::default() }
    }

    /// The slot for the relationships that a quantified part walks, in one list.
    pub fn walked_slot(&self, part: &bound::Quantified) -> Slot {
        let mut walked = self.walked.borrow_mut();
        let next = Slot((self.bound.width() + walked.len()) as u32);
        let of = part.inner.nodes.first().map_or(next, |node| node.slot);
        *walked.entry(of).or_insert(next)
    }

    /// How many slots a frame has.
    pub fn width(&self) -> usize {
        self.bound.width() + self.walked.borrow().len()
    }

    pub fn into_implied(self) -> Vec<(LabelId, RelTypeId, Direction)> {
        self.implied.into_inner().into_iter().collect()
    }

    pub fn scalar(&self, expr: &Expr) -> Scalar {
        if !scalar::is_pure(expr) {
            self.impure.set(true);
        }
        Scalar::new(expr.clone(), &self.bound.subqueries)
    }

    /// Whether no expression so far gives another value each time it is asked.
    pub fn is_pure(&self) -> bool {
        !self.impure.get()
    }

    pub fn scalars(&self, exprs: &[Expr]) -> Vec<Scalar> {
        exprs.iter().map(|expr| self.scalar(expr)).collect()
    }

    /// Whether every relationship of `kind` has `label` at that end, as long as the statement itself changes nothing;
    /// the plan remembers that it relied on it.
    pub fn implies(&self, kind: RelTypeId, end: Direction, label: LabelId) -> bool {
        let holds = !self.bound.writes && self.graph.statistics().all_at(label, kind, end);
        if holds {
            self.implied.borrow_mut().insert((label, kind, end));
        }
        holds
    }

    pub fn subquery(&self, subquery: &Subquery) -> SubqueryPlan {
        SubqueryPlan { kind: subquery.kind, query: self.query(&subquery.query) }
    }

    pub fn query(&self, query: &Query) -> QueryPlan {
        let branches = query.branches.iter().map(|branch| self.branch(branch)).collect();
        let outputs = query.outputs.iter().map(|output| output.slot).collect();
        QueryPlan { branches, distinct: query.distinct, outputs, writes: query.branches.iter().any(branch_writes) }
    }

    fn branch(&self, branch: &Branch) -> BranchPlan {
        let mut building = Building { stages: Vec::new(), ops: Vec::new(), scope: BTreeSet::new() };
        branch.clauses.iter().for_each(|clause| self.clause(clause, &mut building));
        building.finish(Sink::Emit);
        BranchPlan { stages: building.stages, returns: branch.returns }
    }

    fn clause(&self, clause: &Clause, to: &mut Building) {
        match clause {
            Clause::Match(clause) => self.match_clause(clause, to),
            Clause::Unwind { list, slot } => {
                to.ops.push(Op::Unwind { list: self.scalar(list), slot: *slot });
                to.scope.insert(*slot);
            }
            Clause::Project(clause) => projection::lower(self, clause, to),
            Clause::Filter(expr) => to.ops.push(Op::Filter(self.scalar(expr))),
            Clause::Call(clause) => self.call(clause, to),
            Clause::Subquery(clause) => self.call_subquery(clause, to),
            Clause::LoadCsv { headers, source, slot, delimiter } => {
                let (source, delimiter) = (self.scalar(source), delimiter.as_ref().map(|d| self.scalar(d)));
                to.ops.push(Op::LoadCsv(LoadCsv { headers: *headers, source, slot: *slot, delimiter }));
                to.scope.insert(*slot);
            }
            writing => self.write(writing, to),
        }
    }

    fn match_clause(&self, clause: &bound::Match, to: &mut Building) {
        let ops = matching::lower(self, &clause.pattern, clause.filter.as_ref(), &clause.introduces);
        if clause.optional {
            to.ops.push(Op::Optional { ops, introduces: clause.introduces.clone() });
        } else {
            to.ops.extend(ops);
        }
        to.scope.extend(&clause.introduces);
    }

    fn call(&self, call: &bound::Call, to: &mut Building) {
        to.scope.extend(call.yields.iter().map(|(_, slot)| *slot));
        to.ops.push(Op::Procedure(CallProcedure {
            procedure: call.procedure.clone(),
            args: self.scalars(&call.args),
            yields: call.yields.clone(),
            optional: call.optional,
            at: call.at,
        }));
    }

    fn call_subquery(&self, call: &bound::CallSubquery, to: &mut Building) {
        let query = self.query(&call.query);
        let outputs: Vec<_> = query.outputs.clone();
        if query.writes {
            let keep = to.scope.iter().copied().collect();
            let clause = WriteOp::Subquery { query, optional: call.optional };
            to.finish(Sink::Write { keep, clause });
        } else {
            to.ops.push(Op::Subquery { query, optional: call.optional });
        }
        to.scope.extend(outputs);
    }

    fn write(&self, clause: &Clause, to: &mut Building) {
        let Some(op) = self.write_op(clause) else { return };
        let keep = to.scope.iter().copied().collect();
        to.finish(Sink::Write { keep, clause: op });
        to.scope.extend(filled_by(clause));
    }

    fn write_op(&self, clause: &Clause) -> Option<WriteOp> {
        Some(match clause {
            Clause::Create(create) => WriteOp::Create(self.create(create)),
            Clause::Merge(merge) => WriteOp::Merge(Box::new(self.merge(merge))),
            Clause::Set(items) => WriteOp::Set(items.iter().filter_map(|item| self.set(item)).collect()),
            Clause::Remove(items) => WriteOp::Set(items.iter().filter_map(|item| self.remove(item)).collect()),
            Clause::Delete { detach, targets } => WriteOp::Delete { detach: *detach, targets: self.scalars(targets) },
            Clause::Foreach { slot, list, body } => {
                let body = body.iter().filter_map(|clause| self.write_op(clause)).collect();
                WriteOp::Foreach { slot: *slot, list: self.scalar(list), body }
            }
            _ => return None,
        })
    }

    fn create(&self, create: &bound::Create) -> writing::Create {
        let items = create.items.iter().filter_map(|item| self.create_item(item)).collect();
        let paths = create.paths.iter().map(|path| (path.slot, path.nodes.clone(), path.edges.clone())).collect();
        writing::Create { items, paths }
    }

    /// Names of a writing statement are declared, so each is found.
    fn create_item(&self, item: &bound::CreateItem) -> Option<writing::CreateItem> {
        Some(match item {
            bound::CreateItem::Node { slot, labels, properties } => writing::CreateItem::Node {
                slot: *slot,
                labels: labels.iter().filter_map(|label| self.names.label(*label)).collect(),
                properties: self.properties(properties),
            },
            bound::CreateItem::Edge { slot, from, to, kind, properties, at } => writing::CreateItem::Edge {
                slot: *slot,
                ends: (*from, *to),
                kind: self.names.rel_type(*kind)?,
                properties: self.properties(properties),
                at: *at,
            },
        })
    }

    fn properties(&self, properties: &bound::Properties) -> writing::Properties {
        match properties {
            bound::Properties::Listed(entries) => {
                let resolved =
                    entries.iter().filter_map(|(key, expr)| Some((self.names.key(*key)?, self.scalar(expr))));
                writing::Properties::Listed(resolved.collect())
            }
            bound::Properties::Map(expr) => writing::Properties::Map(self.scalar(expr)),
        }
    }

    fn merge(&self, merge: &bound::Merge) -> writing::Merge {
        let create = self.create(&merge.create);
        let introduces: Vec<_> = filled_by_merge(merge);
        let pattern = &merge.pattern;
        let node_values = pattern.nodes.iter().flat_map(|node| &node.properties);
        let values = node_values.chain(pattern.edges.iter().flat_map(|edge| &edge.properties));
        writing::Merge {
            find: matching::lower(self, pattern, None, &introduces),
            not_null: values.map(|(_, expr)| self.scalar(expr)).collect(),
            introduces,
            create,
            on_create: merge.on_create.iter().filter_map(|item| self.set(item)).collect(),
            on_match: merge.on_match.iter().filter_map(|item| self.set(item)).collect(),
            at: merge.at,
        }
    }

    fn set(&self, item: &bound::SetItem) -> Option<writing::SetOp> {
        Some(match item {
            bound::SetItem::Property { target, key, value } => writing::SetOp::Property {
                target: self.scalar(target),
                key: self.names.key(*key)?,
                value: Some(self.scalar(value)),
            },
            bound::SetItem::Replace { slot, value } => {
                writing::SetOp::Map { slot: *slot, value: self.scalar(value), merge: false }
            }
            bound::SetItem::Merge { slot, value } => {
                writing::SetOp::Map { slot: *slot, value: self.scalar(value), merge: true }
            }
            bound::SetItem::Labels { slot, labels } => self.labels(*slot, labels, false),
        })
    }

    fn remove(&self, item: &bound::RemoveItem) -> Option<writing::SetOp> {
        Some(match item {
            bound::RemoveItem::Property { target, key } => {
                writing::SetOp::Property { target: self.scalar(target), key: self.names.key(*key)?, value: None }
            }
            bound::RemoveItem::Labels { slot, labels } => self.labels(*slot, labels, true),
        })
    }

    fn labels(&self, slot: Slot, labels: &[bound::LabelRef], remove: bool) -> writing::SetOp {
        let labels = labels.iter().filter_map(|label| self.names.label(*label)).collect();
        writing::SetOp::Labels { slot, labels, remove }
    }
}

/// The slots that a writing clause fills.
fn filled_by(clause: &Clause) -> Vec<Slot> {
    match clause {
        Clause::Create(create) => filled_by_create(create),
        Clause::Merge(merge) => filled_by_merge(merge),
        _ => Vec::new(),
    }
}

fn filled_by_create(create: &bound::Create) -> Vec<Slot> {
    let items = create.items.iter().map(|item| match item {
        bound::CreateItem::Node { slot, .. } | bound::CreateItem::Edge { slot, .. } => *slot,
    });
    items.chain(create.paths.iter().map(|path| path.slot)).collect()
}

fn filled_by_merge(merge: &bound::Merge) -> Vec<Slot> {
    let pattern = &merge.pattern;
    let nodes = pattern.nodes.iter().filter(|node| !node.bound).map(|node| node.slot);
    let edges = pattern.edges.iter().filter(|edge| !edge.bound).map(|edge| edge.slot);
    nodes.chain(edges).chain(pattern.paths.iter().filter_map(|path| path.slot)).collect()
}

fn branch_writes(branch: &Branch) -> bool {
    branch.clauses.iter().any(|clause| match clause {
        Clause::Create(_) | Clause::Merge(_) | Clause::Set(_) | Clause::Remove(_) => true,
        Clause::Delete { .. } | Clause::Foreach { .. } => true,
        Clause::Subquery(call) => call.query.branches.iter().any(branch_writes),
        _ => false,
    })
}
