//! Conversions between types. The plain forms fault on a type that they cannot take, the `OrNull` forms give null;
//! both give null for a string that says nothing of the kind.

use super::{Example, Function, args};
use crate::model::value::Value;
use crate::query::temporal::print;
use crate::query::types::Kinds;
use crate::query::value::{self, Fault, Result, number};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("type conversion", name, params, returns, eval)
}

const ANY: &[Kinds] = &[Kinds::ANY];
const LIST: &[Kinds] = &[Kinds::LIST];

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("toBoolean", ANY, Kinds::BOOL, |a, _| strict("toBoolean", to_boolean(&a[0]), &a[0])).doc(
        "A string (`true`, `false` in any case) or integer (0 is false) as a truth value.",
        Example("toBoolean('TRUE')", "true"),
    ),
    function("toBooleanOrNull", ANY, Kinds::BOOL, |a, _| lenient(to_boolean(&a[0])))
        .doc("As `toBoolean`, null for other types.", Example("toBooleanOrNull([])", "null")),
    function("toBooleanList", LIST, Kinds::LIST, |a, _| each("toBooleanList", &a[0], to_boolean))
        .doc("`toBooleanOrNull` of each element.", Example("toBooleanList(['true', 'x'])", "[true, null]")),
    function("toInteger", ANY, Kinds::INT, |a, _| strict("toInteger", to_integer(&a[0]), &a[0])).doc(
        "A number without its fraction, a string that says one, or a truth value (1, 0).",
        Example("toInteger('2.9')", "2"),
    ),
    function("toIntegerOrNull", ANY, Kinds::INT, |a, _| lenient(to_integer(&a[0])))
        .doc("As `toInteger`, null for other types.", Example("toIntegerOrNull({})", "null")),
    function("toIntegerList", LIST, Kinds::LIST, |a, _| each("toIntegerList", &a[0], to_integer))
        .doc("`toIntegerOrNull` of each element.", Example("toIntegerList([1.5, '2'])", "[1, 2]")),
    function("toFloat", ANY, Kinds::FLOAT, |a, _| strict("toFloat", to_float(&a[0]), &a[0]))
        .doc("A number, or a string that says one, as a float.", Example("toFloat('2')", "2.0")),
    function("toFloatOrNull", ANY, Kinds::FLOAT, |a, _| lenient(to_float(&a[0])))
        .doc("As `toFloat`, null for other types.", Example("toFloatOrNull(true)", "null")),
    function("toFloatList", LIST, Kinds::LIST, |a, _| each("toFloatList", &a[0], to_float))
        .doc("`toFloatOrNull` of each element.", Example("toFloatList([1, 'x'])", "[1.0, null]")),
    function("toString", ANY, Kinds::STRING, |a, _| strict("toString", to_string(&a[0]), &a[0]))
        .doc("A number, truth value or temporal value as text.", Example("toString(1.0)", "'1.0'")),
    function("toStringOrNull", ANY, Kinds::STRING, |a, _| lenient(to_string(&a[0])))
        .doc("As `toString`, null for other types.", Example("toStringOrNull([1])", "null")),
    function("toStringList", LIST, Kinds::LIST, |a, _| each("toStringList", &a[0], to_string))
        .doc("`toStringOrNull` of each element.", Example("toStringList([1, true])", "['1', 'true']")),
];

/// A converted value, or why there is none.
enum Converted {
    /// The value; null for a string that says nothing of the kind.
    Value(Value),
    /// The type does not convert.
    WrongType,
    /// The number has no integer.
    TooLarge,
}

fn strict(function: &'static str, converted: Converted, from: &Value) -> Result<Value> {
    match converted {
        Converted::Value(value) => Ok(value),
        Converted::WrongType => Err(args::unfit(function, "a value that converts", from)),
        Converted::TooLarge => Err(Fault::Overflow { operation: function }.into()),
    }
}

fn lenient(converted: Converted) -> Result<Value> {
    match converted {
        Converted::Value(value) => Ok(value),
        Converted::WrongType | Converted::TooLarge => Ok(Value::Null),
    }
}

fn each(function: &'static str, items: &Value, convert: fn(&Value) -> Converted) -> Result<Value> {
    let items = args::list(function, items)?.iter();
    items.map(|item| lenient(convert(item))).collect::<Result<_>>().map(value::list)
}

fn to_boolean(value: &Value) -> Converted {
    Converted::Value(match value {
        Value::Null => Value::Null,
        Value::Bool(bool) => Value::Bool(*bool),
        Value::Int(int) => Value::Bool(*int != 0),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Value::Bool(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Value::Bool(false),
        Value::String(_) => Value::Null,
        _ => return Converted::WrongType,
    })
}

fn to_integer(value: &Value) -> Converted {
    Converted::Value(match value {
        Value::Null => Value::Null,
        Value::Bool(bool) => Value::Int(i64::from(*bool)),
        Value::Int(int) => Value::Int(*int),
        Value::Float(float) => match number::truncate(*float) {
            Some(int) => Value::Int(int),
            None => return Converted::TooLarge,
        },
        Value::String(text) => {
            let text = text.trim();
            let float = || text.parse().ok().and_then(number::truncate);
            text.parse().ok().or_else(float).map_or(Value::Null, Value::Int)
        }
        _ => return Converted::WrongType,
    })
}

fn to_float(value: &Value) -> Converted {
    Converted::Value(match value {
        Value::Null => Value::Null,
        Value::Int(int) => Value::Float(*int as f64),
        Value::Float(float) => Value::Float(*float),
        Value::String(text) => text.trim().parse().map_or(Value::Null, Value::Float),
        _ => return Converted::WrongType,
    })
}

fn to_string(value: &Value) -> Converted {
    Converted::Value(match value {
        Value::Null => Value::Null,
        Value::Bool(bool) => value::string(bool.to_string()),
        Value::Int(int) => value::string(int.to_string()),
        Value::Float(float) => value::string(number::float_text(*float)),
        Value::String(text) => Value::String(text.clone()),
        Value::Temporal(temporal) => value::string(print::text(temporal)),
        _ => return Converted::WrongType,
    })
}
