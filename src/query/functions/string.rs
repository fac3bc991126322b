//! Functions of strings. Positions and lengths count characters, not bytes.

use unicode_normalization::UnicodeNormalization;

use super::{Example, Function, args};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::types::Kinds;
use crate::query::value::{self, Fault, MAX_TEXT_BYTES, Result};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("string", name, params, returns, eval)
}

const S: Kinds = Kinds::STRING;
const N: Kinds = Kinds::INT;

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("toUpper", &[S], S, |a, _| Ok(value::string(args::text("toUpper", &a[0])?.to_uppercase())))
        .doc("In capital letters.", Example("toUpper('Straße')", "'STRASSE'")),
    function("toLower", &[S], S, |a, _| Ok(value::string(args::text("toLower", &a[0])?.to_lowercase())))
        .doc("In small letters.", Example("toLower('ÄRGER')", "'ärger'")),
    function("upper", &[S], S, |a, _| Ok(value::string(args::text("upper", &a[0])?.to_uppercase())))
        .doc("Another name of `toUpper`.", Example("upper('a')", "'A'")),
    function("lower", &[S], S, |a, _| Ok(value::string(args::text("lower", &a[0])?.to_lowercase())))
        .doc("Another name of `toLower`.", Example("lower('A')", "'a'")),
    function("trim", &[S, S], S, |a, _| trim("trim", a, true, true)).optional(1).doc(
        "Without white space (or the characters of the second argument) at both ends.",
        Example("trim('  a b ')", "'a b'"),
    ),
    function("bTrim", &[S, S], S, |a, _| trim("bTrim", a, true, true))
        .optional(1)
        .doc("Another name of `trim`.", Example("bTrim('xxaxx', 'x')", "'a'")),
    function("lTrim", &[S, S], S, |a, _| trim("lTrim", a, true, false)).optional(1).doc(
        "Without white space (or the characters of the second argument) at the start.",
        Example("lTrim('  a ')", "'a '"),
    ),
    function("rTrim", &[S, S], S, |a, _| trim("rTrim", a, false, true)).optional(1).doc(
        "Without white space (or the characters of the second argument) at the end.",
        Example("rTrim('  a ')", "'  a'"),
    ),
    function("left", &[S, N], S, left).doc("The first so many characters.", Example("left('Geflecht', 2)", "'Ge'")),
    function("right", &[S, N], S, right).doc("The last so many characters.", Example("right('Geflecht', 2)", "'ht'")),
    function("substring", &[S, N, N], S, substring).optional(1).doc(
        "From a position, counted from 0, so many characters or to the end.",
        Example("substring('Geflecht', 2, 3)", "'fle'"),
    ),
    function("replace", &[S, S, S], S, replace).doc(
        "With every occurrence of the second argument replaced by the third.",
        Example("replace('banana', 'an', '-')", "'b--a'"),
    ),
    function("split", &[S, S.or(Kinds::LIST)], Kinds::LIST, split).doc(
        "The parts between the separators (a string, or a list of them).",
        Example("split('a,b,c', ',')", "['a', 'b', 'c']"),
    ),
    function("char_length", &[S], N, |a, _| Ok(Value::Int(args::text("char_length", &a[0])?.chars().count() as i64)))
        .doc("The number of characters.", Example("char_length('Größe')", "5")),
    function("character_length", &[S], N, |a, _| {
        Ok(Value::Int(args::text("character_length", &a[0])?.chars().count() as i64))
    })
    .doc("Another name of `char_length`.", Example("character_length('abc')", "3")),
    function("normalize", &[S, S], S, normalize).optional(1).doc(
        "In a Unicode normal form: `NFC` (the default), `NFD`, `NFKC`, `NFKD`.",
        Example("size(normalize('é', 'NFD'))", "2"),
    ),
];

fn trim(function: &'static str, args: &[Value], start: bool, end: bool) -> Result<Value> {
    let mut text: &str = args::text(function, &args[0])?;
    let cut = args.get(1).map(|cut| args::text(function, cut)).transpose()?;
    let dropped = |c: char| cut.map_or_else(|| c.is_whitespace(), |cut| cut.contains(c));
    if start {
        text = text.trim_start_matches(dropped);
    }
    if end {
        text = text.trim_end_matches(dropped);
    }
    Ok(value::string(text))
}

/// The byte at which the character of a position starts; the end for a position behind all.
fn byte_at(text: &str, position: usize) -> usize {
    text.char_indices().nth(position).map_or(text.len(), |(at, _)| at)
}

fn left(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let text = args::text("left", &args[0])?;
    let count = args::count("left", "the length of left()", &args[1])?;
    Ok(value::string(&text[..byte_at(text, count)]))
}

fn right(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let text = args::text("right", &args[0])?;
    let count = args::count("right", "the length of right()", &args[1])?;
    let skipped = text.chars().count().saturating_sub(count);
    Ok(value::string(&text[byte_at(text, skipped)..]))
}

fn substring(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let text = args::text("substring", &args[0])?;
    let start = args::count("substring", "the start of substring()", &args[1])?;
    let rest = &text[byte_at(text, start)..];
    let Some(length) = args.get(2) else { return Ok(value::string(rest)) };
    let length = args::count("substring", "the length of substring()", length)?;
    Ok(value::string(&rest[..byte_at(rest, length)]))
}

fn replace(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let (text, from) = (args::text("replace", &args[0])?, args::text("replace", &args[1])?);
    let to = args::text("replace", &args[2])?;
    let length = text.len() as u128 + text.matches(&**from).count() as u128 * to.len() as u128;
    if length > MAX_TEXT_BYTES as u128 {
        return Err(value::text_too_long());
    }
    Ok(value::string(text.replace(&**from, to)))
}

fn split(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let text = args::text("split", &args[0])?;
    let separators = match &args[1] {
        Value::List(items) => items.iter().map(|item| args::text("split", item)).collect::<Result<Vec<_>>>()?,
        one => vec![args::text("split", one)?],
    };
    let mut parts = Vec::new();
    let mut rest: &str = text;
    loop {
        let hits = separators.iter().filter_map(|s| next_cut(rest, s));
        let Some((at, length)) = hits.min_by_key(|(at, length)| (*at, usize::MAX - *length)) else { break };
        parts.push(value::string(&rest[..at]));
        if parts.len() > value::MAX_LIST_LENGTH {
            return Err(value::list_too_long());
        }
        rest = &rest[at + length..];
    }
    parts.push(value::string(rest));
    Ok(value::list(parts))
}

/// Where the next separator stands, and its length. An empty one stands behind every character but the last.
fn next_cut(text: &str, separator: &str) -> Option<(usize, usize)> {
    if separator.is_empty() {
        return text.char_indices().nth(1).map(|(at, _)| (at, 0));
    }
    text.find(separator).map(|at| (at, separator.len()))
}

fn normalize(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let text = args::text("normalize", &args[0])?;
    let form = args.get(1).map_or(Ok("NFC"), |form| args::text("normalize", form).map(|form| &**form))?;
    let normal: String = match form.to_uppercase().as_str() {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        "NFKC" => text.nfkc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => return Err(Fault::unreadable(format!("`{form}` is no Unicode normal form"))),
    };
    Ok(value::string(normal))
}
