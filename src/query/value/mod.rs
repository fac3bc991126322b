//! The algebra of values: equality, equivalence, order, arithmetic and access, each under its own name.
//!
//! openCypher has four relations over values (CIP2016-06-14 "Comparability, orderability, equivalence"), so `Value`
//! has no `PartialEq` of its own.

pub mod access;
#[cfg(test)]
pub mod arbitrary;
pub mod arithmetic;
pub mod fault;
pub mod key;
pub mod kind;
#[cfg(test)]
mod laws;
pub mod number;
pub mod order;
pub mod relation;
mod size;
pub mod text;

pub use fault::{EvalError, Fault, Result};
pub use key::{Key, RowKey, equivalent};
pub use order::{order, order_rows};
pub use relation::{Comparison, compare, contains, equals};

use std::sync::Arc;

use crate::model::temporal::Temporal;
use crate::model::value::Value;

/// A list value.
pub fn list(items: Vec<Value>) -> Value {
    Value::List(Arc::new(items))
}

/// A string value.
pub fn string(text: impl Into<Arc<str>>) -> Value {
    Value::String(text.into())
}

/// A temporal value.
pub fn temporal(temporal: Temporal) -> Value {
    Value::Temporal(Arc::new(temporal))
}

/// A three-valued truth as a value.
pub const fn truth(truth: Option<bool>) -> Value {
    match truth {
        Some(bool) => Value::Bool(bool),
        None => Value::Null,
    }
}

/// Longest list that an expression makes.
pub const MAX_LIST_LENGTH: usize = 10_000_000;

/// Longest string that an expression makes.
pub const MAX_TEXT_BYTES: usize = 256 << 20;

pub use size::{bytes, bytes_of};

/// The fault of a list that would grow over [`MAX_LIST_LENGTH`].
pub fn list_too_long() -> EvalError {
    Fault::Limit { what: "the length of a list", limit: "MAX_LIST_LENGTH", allowed: MAX_LIST_LENGTH }.into()
}

/// The fault of a string that would grow over [`MAX_TEXT_BYTES`].
pub fn text_too_long() -> EvalError {
    Fault::Limit { what: "the length of a string", limit: "MAX_TEXT_BYTES", allowed: MAX_TEXT_BYTES }.into()
}
