//! Forms with a local variable: list comprehension, quantifiers, `reduce`.

use std::sync::Arc;

use super::EvalContext;
use super::node::Node;
use crate::model::value::Value;
use crate::query::syntax::Quantifier;
use crate::query::value::{Fault, Result, bytes, kind, list};

/// The items of a list; `None` for null.
fn items(node: &Node, row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<Arc<Vec<Value>>>> {
    match node.eval(row, context)? {
        Value::Null => Ok(None),
        Value::List(items) => Ok(Some(items)),
        other => Err(Fault::Operand { operator: "IN", found: kind::name(&other).into() }.into()),
    }
}

/// `[x IN xs WHERE … | …]`
pub(super) fn comprehension(
    (slot, source): (usize, &Node),
    filter: Option<&Node>,
    map: Option<&Node>,
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Value> {
    let Some(items) = items(source, row, context)? else { return Ok(Value::Null) };
    let mut result = Vec::with_capacity(if filter.is_some() { 0 } else { items.len() });
    context.functions.budget.fits(items.len() * size_of::<Value>())?;
    for item in items.iter() {
        context.functions.budget.check()?;
        row[slot] = item.clone();
        if let Some(filter) = filter
            && filter.truth(row, context)? != Some(true)
        {
            continue;
        }
        result.push(match map {
            Some(map) => map.eval(row, context)?,
            None => item.clone(),
        });
    }
    Ok(list(result))
}

/// `all(x IN xs WHERE …)` and its kin. An unknown outcome for an item leaves the answer open only if no other decides.
pub(super) fn quantifier(
    quantifier: Quantifier,
    (slot, source): (usize, &Node),
    filter: &Node,
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Option<bool>> {
    let Some(items) = items(source, row, context)? else { return Ok(None) };
    let (mut hits, mut unknown) = (0, false);
    for item in items.iter() {
        context.functions.budget.check()?;
        row[slot] = item.clone();
        match (filter.truth(row, context)?, quantifier) {
            (None, _) => unknown = true,
            (Some(false), Quantifier::All) | (Some(true), Quantifier::None) => return Ok(Some(false)),
            (Some(true), Quantifier::Any) => return Ok(Some(true)),
            (Some(true), Quantifier::Single) if hits == 1 => return Ok(Some(false)),
            (Some(hit), _) => hits += usize::from(hit),
        }
    }
    let settled = match quantifier {
        Quantifier::All | Quantifier::None => true,
        Quantifier::Any => false,
        Quantifier::Single => hits == 1,
    };
    Ok(if unknown { None } else { Some(settled) })
}

/// Values nest no deeper than this; what walks them need not fear for its stack.
pub const MAX_VALUE_DEPTH: usize = 1000;
/// A fold looks this often how deep its value has become.
const DEPTH_CHECK_EVERY: usize = 64;

/// `reduce(sum = 0, x IN xs | sum + x)`
pub(super) fn reduce(
    (accumulator, init): (usize, &Node),
    (slot, source): (usize, &Node),
    body: &Node,
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Value> {
    let Some(items) = items(source, row, context)? else { return Ok(Value::Null) };
    let mut sum = init.eval(row, context)?;
    for (at, item) in items.iter().enumerate() {
        row[accumulator] = std::mem::take(&mut sum);
        row[slot] = item.clone();
        sum = body.eval(row, context)?;
        context.functions.budget.check()?;
        context.functions.budget.fits(bytes(&sum))?;
        if at % DEPTH_CHECK_EVERY == DEPTH_CHECK_EVERY - 1 {
            check_depth(&sum)?;
        }
    }
    Ok(sum)
}

fn check_depth(value: &Value) -> Result<()> {
    let mut stack = vec![(value, 1)];
    while let Some((value, depth)) = stack.pop() {
        if depth > MAX_VALUE_DEPTH {
            let limit = "MAX_VALUE_DEPTH";
            return Err(Fault::Limit { what: "the nesting of a value", limit, allowed: MAX_VALUE_DEPTH }.into());
        }
        match value {
            Value::List(items) => stack.extend(items.iter().filter(|v| nests(v)).map(|item| (item, depth + 1))),
            Value::Map(map) => stack.extend(map.values().filter(|v| nests(v)).map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

const fn nests(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_))
}
