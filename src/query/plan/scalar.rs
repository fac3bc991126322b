//! Expressions of a plan: the bound form for rules to look into, and the slots it reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::query::bound::{Expr, ExprKind, Slot, Subquery};

/// An expression in a plan.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// What is computed.
    pub expr: Arc<Expr>,
    /// The slots that it reads, those of its own locals included.
    pub reads: Arc<BTreeSet<Slot>>,
}

impl Scalar {
    /// The expression with the slots it reads; `subqueries` are those of the statement.
    pub fn new(expr: Expr, subqueries: &[Subquery]) -> Self {
        let mut reads = BTreeSet::new();
        collect(&expr, subqueries, &mut reads);
        Self { expr: Arc::new(expr), reads: Arc::new(reads) }
    }

    /// Whether it has one value for all rows.
    pub fn is_constant(&self) -> bool {
        self.reads.is_empty()
    }

    /// The slot, if that is all it is.
    pub fn as_slot(&self) -> Option<Slot> {
        match self.expr.kind {
            ExprKind::Slot(slot) => Some(slot),
            _ => None,
        }
    }
}

/// Whether `expr` has the same value each time it is asked for the same row; its subqueries are not looked into.
pub fn is_pure(expr: &Expr) -> bool {
    let mut pure = !matches!(&expr.kind, ExprKind::Call(function, _) if !function.pure);
    each_part(expr, &mut |part| pure = pure && is_pure(part));
    pure
}

/// The slots that `expr` reads.
pub fn reads(expr: &Expr, subqueries: &[Subquery]) -> BTreeSet<Slot> {
    let mut into = BTreeSet::new();
    collect(expr, subqueries, &mut into);
    into
}

fn collect(expr: &Expr, subqueries: &[Subquery], into: &mut BTreeSet<Slot>) {
    match &expr.kind {
        ExprKind::Slot(slot) => drop(into.insert(*slot)),
        ExprKind::Subquery(at) => into.extend(subqueries[at.0 as usize].reads.iter().copied()),
        _ => each_part(expr, &mut |part| collect(part, subqueries, into)),
    }
}

/// Calls `visit` with every direct part of `expr`.
pub fn each_part(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) | ExprKind::Subquery(_) => {}
        ExprKind::List(parts)
        | ExprKind::Or(parts)
        | ExprKind::Xor(parts)
        | ExprKind::And(parts)
        | ExprKind::Call(_, parts) => parts.iter().for_each(visit),
        ExprKind::Map(entries) => entries.iter().for_each(|(_, part)| visit(part)),
        ExprKind::MapProjection { of, entries, .. } => {
            visit(of);
            entries.iter().for_each(|(_, part)| visit(part));
        }
        ExprKind::Compare(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, part)| visit(part));
        }
        ExprKind::Arithmetic(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, part)| visit(part));
        }
        ExprKind::Not(part)
        | ExprKind::Minus(part)
        | ExprKind::Plus(part)
        | ExprKind::IsNull(part)
        | ExprKind::IsNotNull(part)
        | ExprKind::Property(part, _)
        | ExprKind::HasLabels(part, _)
        | ExprKind::HasType(part, _)
        | ExprKind::HasLabelsOrType(part, ..) => visit(part),
        ExprKind::Test(_, a, b) | ExprKind::Index(a, b) => [a, b].into_iter().for_each(|part| visit(part)),
        ExprKind::Slice(of, from, to) => {
            [Some(of), from.as_ref(), to.as_ref()].into_iter().flatten().for_each(|p| visit(p))
        }
        ExprKind::Case { subject, branches, otherwise } => {
            subject.iter().chain(otherwise).for_each(|part| visit(part));
            branches.iter().for_each(|(when, then)| [when, then].into_iter().for_each(&mut *visit));
        }
        ExprKind::ListComprehension { list, filter, map, .. } => {
            visit(list);
            filter.iter().chain(map).for_each(|part| visit(part));
        }
        ExprKind::Quantifier { list, filter, .. } => [list, filter].into_iter().for_each(|part| visit(part)),
        ExprKind::Reduce { init, list, body, .. } => [init, list, body].into_iter().for_each(|part| visit(part)),
    }
}
