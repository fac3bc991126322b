//! Functions of any value: null tests, type names, random numbers, the time.

use super::{Example, Function, args};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::types::Kinds;
use crate::query::value::{self, Result, equals, kind};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("scalar", name, params, returns, eval)
}

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("coalesce", &[Kinds::ANY], Kinds::ANY, coalesce)
        .variadic()
        .takes_null()
        .doc("The first argument that is not null.", Example("coalesce(null, 2, 3)", "2")),
    function("exists", &[Kinds::ANY], Kinds::BOOL, |a, _| Ok(Value::Bool(!matches!(a[0], Value::Null))))
        .takes_null()
        .doc("Whether the argument is not null; `IS NOT NULL` says the same.", Example("exists({a: 1}.b)", "false")),
    function("nullIf", &[Kinds::ANY, Kinds::ANY], Kinds::ANY, null_if)
        .takes_null()
        .doc("Null where the two are equal, else the first.", Example("nullIf(4, 4)", "null")),
    function("isEmpty", &[Kinds::STRING.or(Kinds::LIST).or(Kinds::MAP)], Kinds::BOOL, is_empty)
        .doc("Whether a string, list or map has nothing in it.", Example("isEmpty([])", "true")),
    function("valueType", &[Kinds::ANY], Kinds::STRING, |a, _| Ok(value::string(kind::full_name(&a[0]))))
        .takes_null()
        .doc(
            "The type of a value, with the types inside a list.",
            Example("valueType([1, 'a'])", "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'"),
        ),
    function("rand", &[], Kinds::FLOAT, |_, c| Ok(Value::Float(c.random.unit())))
        .impure()
        .doc("A random number from 0 up to 1, a new one for each call.", Example("0 <= rand() < 1", "true")),
    function("randomUUID", &[], Kinds::STRING, random_uuid)
        .impure()
        .doc("A random UUID (version 4).", Example("size(randomUUID())", "36")),
    function("timestamp", &[], Kinds::INT, |_, c| Ok(Value::Int(c.now.div_euclid(1_000_000)))).doc(
        "Milliseconds since 1970-01-01 UTC, one reading for the whole statement.",
        Example("timestamp() > 0", "true"),
    ),
];

fn coalesce(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    Ok(args.iter().find(|arg| !matches!(arg, Value::Null)).cloned().unwrap_or_default())
}

fn null_if(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    Ok(if equals(&args[0], &args[1]) == Some(true) { Value::Null } else { args[0].clone() })
}

fn is_empty(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::String(text) => Ok(Value::Bool(text.is_empty())),
        Value::List(items) => Ok(Value::Bool(items.is_empty())),
        Value::Map(map) => Ok(Value::Bool(map.is_empty())),
        other => Err(args::unfit("isEmpty", "STRING, LIST or MAP", other)),
    }
}

fn random_uuid(_: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let high = context.random.bits() & !0xF000 | 0x4000;
    let low = context.random.bits() & !(0xC << 60) | 0x8 << 60;
    let (a, b, c) = (high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF);
    let (d, e) = (low >> 48, low & 0xFFFF_FFFF_FFFF);
    Ok(value::string(format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")))
}
