//! `MATCH`: a pattern → operators, in an order chosen by statistics.
//!
//! [`conjuncts`] cuts the filter into parts, [`order`] chooses the steps, [`emit`] turns each step into an operator with
//! the tests that can be made there.

mod conjuncts;
mod emit;
mod order;
mod shape;

use std::collections::BTreeSet;

use crate::query::bound::{Expr, Pattern, Slot};

use super::lower::Lower;
use super::op::Op;

/// The operators that find all assignments of `pattern` which pass `filter`, given a row with its bound slots.
pub(super) fn lower(lower: &Lower<'_>, pattern: &Pattern, filter: Option<&Expr>, introduces: &[Slot]) -> Vec<Op> {
    let introduces: BTreeSet<Slot> = introduces.iter().copied().collect();
    let conjuncts = conjuncts::of_pattern(lower, pattern, filter, &introduces);
    let shape = shape::Shape::new(lower, pattern, &conjuncts);
    let steps = order::choose(&shape);
    emit::Emit::new(lower, pattern, shape, conjuncts).run(&steps)
}
