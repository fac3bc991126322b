//! Taking arguments apart, with the fault that names function and type where one does not fit.

use std::sync::Arc;

use crate::model::value::{Map, Value};
use crate::query::error::EvalError;
use crate::query::value::{Fault, Result, kind};

/// The fault for an argument of a wrong type.
pub(super) fn unfit(function: &'static str, expected: &'static str, found: &Value) -> EvalError {
    Fault::Argument { function, expected, found: kind::name(found) }.into()
}

pub(super) fn int(function: &'static str, value: &Value) -> Result<i64> {
    match value {
        Value::Int(int) => Ok(*int),
        other => Err(unfit(function, "INTEGER", other)),
    }
}

/// A number as a float.
pub(super) fn float(function: &'static str, value: &Value) -> Result<f64> {
    match value {
        Value::Int(int) => Ok(*int as f64),
        Value::Float(float) => Ok(*float),
        other => Err(unfit(function, "a number", other)),
    }
}

pub(super) fn text<'v>(function: &'static str, value: &'v Value) -> Result<&'v Arc<str>> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(unfit(function, "STRING", other)),
    }
}

pub(super) fn list<'v>(function: &'static str, value: &'v Value) -> Result<&'v Arc<Vec<Value>>> {
    match value {
        Value::List(items) => Ok(items),
        other => Err(unfit(function, "LIST", other)),
    }
}

pub(super) fn map<'v>(function: &'static str, value: &'v Value) -> Result<&'v Map> {
    match value {
        Value::Map(map) => Ok(map),
        other => Err(unfit(function, "MAP", other)),
    }
}

/// A count that must not be negative.
pub(super) fn count(function: &'static str, what: &'static str, value: &Value) -> Result<usize> {
    let int = int(function, value)?;
    usize::try_from(int).map_err(|_| Fault::OutOfRange { what, value: int.to_string() }.into())
}
