//! Functions of lists.

use super::{Example, Function, args};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::types::Kinds;
use crate::query::value::{self, Fault, MAX_LIST_LENGTH, Result};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("list", name, params, returns, eval)
}

const LIST: &[Kinds] = &[Kinds::LIST];

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("size", &[Kinds::LIST.or(Kinds::STRING).or(Kinds::MAP)], Kinds::INT, size)
        .doc("The number of elements of a list or map, or of characters of a string.", Example("size([1, 2, 3])", "3")),
    function("head", LIST, Kinds::ANY, |a, _| Ok(args::list("head", &a[0])?.first().cloned().unwrap_or_default()))
        .doc("The first element; null for an empty list.", Example("head([1, 2, 3])", "1")),
    function("last", LIST, Kinds::ANY, |a, _| Ok(args::list("last", &a[0])?.last().cloned().unwrap_or_default()))
        .doc("The last element; null for an empty list.", Example("last([1, 2, 3])", "3")),
    function("tail", LIST, Kinds::LIST, tail).doc("All elements but the first.", Example("tail([1, 2, 3])", "[2, 3]")),
    function("reverse", &[Kinds::LIST.or(Kinds::STRING)], Kinds::LIST.or(Kinds::STRING), reverse)
        .doc("A list or string from its end to its start.", Example("reverse([1, 2, 3])", "[3, 2, 1]")),
    function("range", &[Kinds::ANY, Kinds::ANY, Kinds::ANY], Kinds::LIST, range).optional(1).doc(
        "Integers from the first to the second, both included, in steps of the third (1).",
        Example("range(2, 8, 3)", "[2, 5, 8]"),
    ),
    function("coll.sort", LIST, Kinds::LIST, sort)
        .doc("The elements in ascending order.", Example("coll.sort([3, 'a', 1])", "['a', 1, 3]")),
    function("coll.distinct", LIST, Kinds::LIST, distinct)
        .doc("Each element once, in order of first appearance.", Example("coll.distinct([1, 2, 1.0])", "[1, 2]")),
    function("coll.max", LIST, Kinds::ANY, |a, _| extreme("coll.max", &a[0], std::cmp::Ordering::Greater)).doc(
        "The greatest element in the order of all values; nulls are passed over.",
        Example("coll.max([1, 3, 2])", "3"),
    ),
    function("coll.min", LIST, Kinds::ANY, |a, _| extreme("coll.min", &a[0], std::cmp::Ordering::Less)).doc(
        "The least element in the order of all values; nulls are passed over.",
        Example("coll.min([1, 3, 2])", "1"),
    ),
    function("coll.flatten", LIST, Kinds::LIST, flatten).doc(
        "The elements, with lists among them replaced by theirs.",
        Example("coll.flatten([1, [2, 3]])", "[1, 2, 3]"),
    ),
    function("coll.indexOf", &[Kinds::LIST, Kinds::ANY], Kinds::INT, index_of).doc(
        "The position of an element; -1 where it is not in the list.",
        Example("coll.indexOf(['a', 'b'], 'b')", "1"),
    ),
];

fn size(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let size = match &args[0] {
        Value::List(items) => items.len(),
        Value::String(text) => text.chars().count(),
        Value::Map(map) => map.len(),
        other => return Err(args::unfit("size", "LIST, STRING or MAP", other)),
    };
    Ok(Value::Int(size as i64))
}

fn tail(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    Ok(value::list(args::list("tail", &args[0])?.get(1..).unwrap_or_default().to_vec()))
}

fn reverse(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::List(items) => Ok(value::list(items.iter().rev().cloned().collect())),
        Value::String(text) => Ok(value::string(text.chars().rev().collect::<String>())),
        other => Err(args::unfit("reverse", "LIST or STRING", other)),
    }
}

/// The numbers of `range(…)`, which need not be there all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    start: i64,
    step: i64,
    /// How many there are.
    pub count: u128,
}

impl Numbers {
    /// The numbers by the arguments of `range(…)`.
    ///
    /// # Errors
    /// Where they are no integers, or the step is 0.
    pub fn new(args: &[Value]) -> Result<Self> {
        let bound = |arg: &Value| match arg {
            Value::Int(int) => Ok(*int),
            other => Err(Fault::RangeArgument { found: value::kind::name(other) }),
        };
        let (start, end) = (bound(&args[0])?, bound(&args[1])?);
        let step = args.get(2).map_or(Ok(1), bound)?;
        if step == 0 {
            return Err(Fault::OutOfRange { what: "the step of range()", value: "0".into() }.into());
        }
        let span = (i128::from(end) - i128::from(start)) / i128::from(step);
        let runs = (end >= start) == (step > 0) || start == end;
        Ok(Self { start, step, count: if runs { span.unsigned_abs() + 1 } else { 0 } })
    }

    /// The number at a place below [`Numbers::count`].
    pub fn at(self, place: u128) -> Value {
        Value::Int(self.start.wrapping_add((place as i64).wrapping_mul(self.step)))
    }
}

fn range(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let numbers = Numbers::new(args)?;
    if numbers.count > MAX_LIST_LENGTH as u128 {
        return Err(value::list_too_long());
    }
    context.budget.fits(numbers.count as usize * size_of::<Value>())?;
    Ok(value::list((0..numbers.count).map(|place| numbers.at(place)).collect()))
}

fn sort(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let mut items = args::list("coll.sort", &args[0])?.to_vec();
    items.sort_by(value::order);
    Ok(value::list(items))
}

fn distinct(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let mut seen = rustc_hash::FxHashSet::default();
    let items = args::list("coll.distinct", &args[0])?.iter();
    Ok(value::list(items.filter(|item| seen.insert(value::Key((*item).clone()))).cloned().collect()))
}

fn extreme(function: &'static str, items: &Value, wanted: std::cmp::Ordering) -> Result<Value> {
    let items = args::list(function, items)?.iter().filter(|item| !matches!(item, Value::Null));
    let best = items.reduce(|best, item| if value::order(item, best) == wanted { item } else { best });
    Ok(best.cloned().unwrap_or_default())
}

fn flatten(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let items = args::list("coll.flatten", &args[0])?;
    let length: usize = items.iter().map(|item| if let Value::List(inner) = item { inner.len() } else { 1 }).sum();
    if length > MAX_LIST_LENGTH {
        return Err(value::list_too_long());
    }
    let mut flat = Vec::with_capacity(length);
    for item in items.iter() {
        match item {
            Value::List(inner) => flat.extend_from_slice(inner),
            other => flat.push(other.clone()),
        }
    }
    Ok(value::list(flat))
}

fn index_of(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let items = args::list("coll.indexOf", &args[0])?;
    let at = items.iter().position(|item| value::equals(item, &args[1]) == Some(true));
    Ok(Value::Int(at.map_or(-1, |at| at as i64)))
}
