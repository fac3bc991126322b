//! The filter of a match as parts joined by AND, each with the slots of the match that it waits for.

use std::collections::BTreeSet;

use crate::query::bound::{Expr, ExprKind, KeyRef, Pattern, Slot};
use crate::query::plan::lower::Lower;
use crate::query::plan::scalar::Scalar;
use crate::query::syntax::CompareOp;

/// One part of a filter.
#[derive(Clone, Debug)]
pub(super) struct Conjunct {
    pub scalar: Scalar,
    /// The slots of this match that it reads.
    pub needs: BTreeSet<Slot>,
    /// `n.x < y` with n of this match and y of elsewhere.
    pub comparison: Option<Comparison>,
}

/// `n.x < y`
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    pub node: Slot,
    pub key: KeyRef,
    pub op: CompareOp,
    pub operand: Scalar,
}

/// The parts of `filter`, of the inline filters and of the inline properties.
pub(super) fn of_pattern(
    lower: &Lower<'_>,
    pattern: &Pattern,
    filter: Option<&Expr>,
    introduces: &BTreeSet<Slot>,
) -> Vec<Conjunct> {
    let mut parts = Vec::new();
    for node in &pattern.nodes {
        parts.extend(node.properties.iter().map(|(key, value)| equality(node.slot, *key, value)));
        node.filter.iter().for_each(|filter| split(filter, &mut parts));
    }
    for edge in &pattern.edges {
        if edge.length.is_none() {
            parts.extend(edge.properties.iter().map(|(key, value)| equality(edge.slot, *key, value)));
        }
        edge.filter.iter().for_each(|filter| split(filter, &mut parts));
    }
    filter.iter().for_each(|filter| split(filter, &mut parts));
    parts.into_iter().map(|expr| conjunct(lower, expr, introduces)).collect()
}

/// `{x: 1}` as `n.x = 1`
fn equality(slot: Slot, key: KeyRef, value: &Expr) -> Expr {
    let at = value.at;
    let property = ExprKind::Property(Box::new(Expr { kind: ExprKind::Slot(slot), at }), key);
    Expr { kind: ExprKind::Compare(Box::new(Expr { kind: property, at }), vec![(CompareOp::Eq, value.clone())]), at }
}

/// `a AND b` → a, b; `1 < x < 3` → `1 < x`, `x < 3`
fn split(expr: &Expr, into: &mut Vec<Expr>) {
    match &expr.kind {
        ExprKind::And(parts) => parts.iter().for_each(|part| split(part, into)),
        ExprKind::Compare(first, rest) if rest.len() > 1 => {
            let mut left = first.as_ref();
            for (op, right) in rest {
                let kind = ExprKind::Compare(Box::new(left.clone()), vec![(*op, right.clone())]);
                into.push(Expr { kind, at: expr.at });
                left = right;
            }
        }
        _ => into.push(expr.clone()),
    }
}

fn conjunct(lower: &Lower<'_>, expr: Expr, introduces: &BTreeSet<Slot>) -> Conjunct {
    let comparison = comparison(lower, &expr);
    let scalar = Scalar::new(expr, &lower.bound.subqueries);
    let needs = scalar.reads.intersection(introduces).copied().collect();
    Conjunct { scalar, needs, comparison }
}

fn comparison(lower: &Lower<'_>, expr: &Expr) -> Option<Comparison> {
    let ExprKind::Compare(left, rest) = &expr.kind else { return None };
    let [(op, right)] = rest.as_slice() else { return None };
    let one_way = property(left).map(|(node, key)| (node, key, *op, right));
    let (node, key, op, operand) =
        one_way.or_else(|| property(right).map(|(n, key)| (n, key, op.mirrored(), &**left)))?;
    let operand = lower.scalar(operand);
    (!operand.reads.contains(&node)).then_some(Comparison { node, key, op, operand })
}

fn property(expr: &Expr) -> Option<(Slot, KeyRef)> {
    match &expr.kind {
        ExprKind::Property(of, key) => match of.kind {
            ExprKind::Slot(slot) => Some((slot, *key)),
            _ => None,
        },
        _ => None,
    }
}
