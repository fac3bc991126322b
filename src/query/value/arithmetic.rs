//! `+ - * / % ^` over values. Null makes null; an integer that overflows is a fault, never a wrap.

use std::sync::Arc;

use super::fault::{EvalError, Fault, Result};
use super::{MAX_LIST_LENGTH, MAX_TEXT_BYTES, kind, list_too_long, number, text_too_long};
use crate::model::temporal::Temporal;
use crate::model::value::Value;
use crate::query::syntax::ArithmeticOp as Op;
use crate::query::temporal::arithmetic as temporal;

/// The operator as written.
const fn written(operator: Op) -> &'static str {
    match operator {
        Op::Add => "+",
        Op::Sub => "-",
        Op::Mul => "*",
        Op::Div => "/",
        Op::Mod => "%",
        Op::Pow => "^",
    }
}

/// The value of `a op b`.
///
/// # Errors
/// On types that the operator does not join, on overflow, and on division of an integer by zero.
pub fn apply(operator: Op, a: &Value, b: &Value) -> Result<Value> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => integers(operator, *a, *b),
        (Value::Float(a), Value::Float(b)) => Ok(Value::Float(floats(operator, *a, *b))),
        (Value::Int(a), Value::Float(b)) => Ok(Value::Float(floats(operator, *a as f64, *b))),
        (Value::Float(a), Value::Int(b)) => Ok(Value::Float(floats(operator, *a, *b as f64))),
        (Value::List(_), _) | (_, Value::List(_)) if operator == Op::Add => concatenate(a, b),
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Temporal(_), _) | (_, Value::Temporal(_)) => temporals(operator, a, b),
        (Value::String(_), _) | (_, Value::String(_)) if operator == Op::Add => strings(a, b),
        _ => Err(mismatch(operator, a, b)),
    }
}

/// `-a`.
///
/// # Errors
/// On what is neither number nor duration, and on the smallest integer.
pub fn negate(a: &Value) -> Result<Value> {
    match a {
        Value::Null => Ok(Value::Null),
        Value::Int(int) => int.checked_neg().map(Value::Int).ok_or_else(|| Fault::Overflow { operation: "-" }.into()),
        Value::Float(float) => Ok(Value::Float(-float)),
        Value::Temporal(t) if matches!(**t, Temporal::Duration { .. }) => negate_duration(t),
        _ => Err(Fault::Operand { operator: "-", found: kind::name(a).into() }.into()),
    }
}

/// `+a`: the number itself.
///
/// # Errors
/// On what is neither number nor duration.
pub fn plus(a: &Value) -> Result<Value> {
    match a {
        Value::Null | Value::Int(_) | Value::Float(_) => Ok(a.clone()),
        Value::Temporal(t) if matches!(**t, Temporal::Duration { .. }) => Ok(a.clone()),
        _ => Err(Fault::Operand { operator: "+", found: kind::name(a).into() }.into()),
    }
}

fn integers(operator: Op, a: i64, b: i64) -> Result<Value> {
    let result = match operator {
        Op::Add => a.checked_add(b),
        Op::Sub => a.checked_sub(b),
        Op::Mul => a.checked_mul(b),
        Op::Div | Op::Mod if b == 0 => return Err(Fault::DivisionByZero.into()),
        Op::Div => a.checked_div(b),
        Op::Mod => Some(a.wrapping_rem(b)),
        Op::Pow => return Ok(Value::Float((a as f64).powf(b as f64))),
    };
    result.map(Value::Int).ok_or_else(|| Fault::Overflow { operation: written(operator) }.into())
}

fn floats(operator: Op, a: f64, b: f64) -> f64 {
    match operator {
        Op::Add => a + b,
        Op::Sub => a - b,
        Op::Mul => a * b,
        Op::Div => a / b,
        Op::Mod => a % b,
        Op::Pow => a.powf(b),
    }
}

/// List and list are joined; anything else is put before or behind the list. A null operand makes null.
fn concatenate(a: &Value, b: &Value) -> Result<Value> {
    let items = match (a, b) {
        (Value::Null, _) | (_, Value::Null) => return Ok(Value::Null),
        (Value::List(a), Value::List(b)) if a.len() + b.len() > MAX_LIST_LENGTH => return Err(list_too_long()),
        (Value::List(a), Value::List(b)) => a.iter().chain(b.iter()).cloned().collect(),
        (Value::List(a), item) => a.iter().chain([item]).cloned().collect(),
        (item, Value::List(b)) => [item].into_iter().chain(b.iter()).cloned().collect(),
        (a, b) => vec![a.clone(), b.clone()],
    };
    Ok(Value::List(Arc::new(items)))
}

/// A string takes a string, a number or a boolean behind or before it.
fn strings(a: &Value, b: &Value) -> Result<Value> {
    let (Some(left), Some(right)) = (joinable(a), joinable(b)) else {
        return Err(mismatch(Op::Add, a, b));
    };
    if left.len() + right.len() > MAX_TEXT_BYTES {
        return Err(text_too_long());
    }
    Ok(Value::String([&*left, &*right].concat().into()))
}

fn joinable(value: &Value) -> Option<std::borrow::Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.as_ref().into()),
        Value::Int(int) => Some(int.to_string().into()),
        Value::Float(float) => Some(number::float_text(*float).into()),
        Value::Bool(bool) => Some(bool.to_string().into()),
        _ => None,
    }
}

fn temporals(operator: Op, a: &Value, b: &Value) -> Result<Value> {
    let result = match (operator, a, b) {
        (Op::Add, Value::Temporal(a), Value::Temporal(b)) => temporal::add(a, b)?,
        (Op::Sub, Value::Temporal(a), Value::Temporal(b)) => temporal::subtract(a, b)?,
        (Op::Mul, Value::Temporal(a), Value::Int(b)) => temporal::multiply(a, *b)?,
        (Op::Mul, Value::Int(a), Value::Temporal(b)) => temporal::multiply(b, *a)?,
        (Op::Mul, Value::Temporal(a), Value::Float(b)) => temporal::scale(a, *b)?,
        (Op::Mul, Value::Float(a), Value::Temporal(b)) => temporal::scale(b, *a)?,
        (Op::Div, Value::Temporal(a), Value::Int(b)) => temporal::divide(a, *b)?,
        (Op::Div, Value::Temporal(a), Value::Float(b)) => temporal::scale(a, 1.0 / b)?,
        _ => None,
    };
    result.map(temporal_value).ok_or_else(|| mismatch(operator, a, b))
}

fn negate_duration(duration: &Temporal) -> Result<Value> {
    Ok(temporal::multiply(duration, -1)?.map_or(Value::Null, temporal_value))
}

fn temporal_value(temporal: Temporal) -> Value {
    Value::Temporal(Arc::new(temporal))
}

fn mismatch(operator: Op, a: &Value, b: &Value) -> EvalError {
    let found = format!("{} and {}", kind::name(a), kind::name(b));
    Fault::Operand { operator: written(operator), found }.into()
}
