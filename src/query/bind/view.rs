//! How an expression sees the variables: plainly, while rows are grouped, or after a projection.

use crate::query::bound::{self, AggregateCall, Slot};
use crate::query::syntax::{Expr, ExprKind};

use super::ty::Ty;

/// How an expression sees the variables in scope.
#[derive(Debug, Default)]
pub(super) enum View {
    /// All of them; aggregates are refused. So everywhere but in projections.
    #[default]
    Plain,
    /// Arguments of an aggregate: no aggregates inside, nothing that differs from call to call.
    Argument,
    /// An item with aggregates: outside of them only grouping keys may be used.
    Grouping(Grouping),
    /// `ORDER BY` and `WHERE` behind a projection that groups or is distinct: only what was projected is there.
    Projected(Grouping),
}

/// The keys and aggregates of a projection, as written and where their values are.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    /// What was projected without aggregates.
    pub keys: Vec<Key>,
    /// What was projected with aggregates.
    pub projected: Vec<Key>,
    /// Where rows are grouped: the value of each key on an incoming row.
    pub values: Vec<(Slot, bound::Expr)>,
    /// The aggregates met so far.
    pub aggregates: Vec<(Expr, AggregateCall)>,
    /// Whether the expression being bound aggregates.
    pub aggregating: bool,
    /// Inside a comprehension, where an aggregate has no place.
    pub closed: bool,
}

/// Something projected.
#[derive(Debug)]
pub(super) struct Key {
    pub written: Expr,
    pub slot: Slot,
    pub ty: Ty,
}

impl Grouping {
    /// The key that is written like `expr`.
    pub fn key(&self, expr: &Expr) -> Option<&Key> {
        self.keys.iter().find(|key| key.written == *expr)
    }

    /// The projected expression that is written like `expr`.
    pub fn projection(&self, expr: &Expr) -> Option<&Key> {
        self.key(expr).or_else(|| self.projected.iter().find(|key| key.written == *expr))
    }

    /// Whether `expr` is a part of some key.
    pub fn part_of_key(&self, expr: &Expr) -> bool {
        self.keys.iter().any(|key| key.written.any(&|part| part == expr))
    }
}

/// A variable or a property of one: what may stand beside an aggregate if it is a grouping key.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Property(of, _) => is_simple(of),
        _ => false,
    }
}
