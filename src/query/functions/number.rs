//! Functions of numbers: rounding, powers, logarithms, trigonometry.

use super::{Example, Function, args};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::types::Kinds;
use crate::query::value::{Fault, Result};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("mathematical", name, params, returns, eval)
}

const N: Kinds = Kinds::NUMBER;
const F: Kinds = Kinds::FLOAT;

/// A function of one number that is one of the floats' own.
macro_rules! of_float {
    ($name:literal, $f:expr, $doc:literal, $example:literal, $result:literal) => {
        function($name, &[N], F, |a, _| {
            let f: fn(f64) -> f64 = $f;
            Ok(Value::Float(f(args::float($name, &a[0])?)))
        })
        .doc($doc, Example($example, $result))
    };
}

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("abs", &[N], N, abs).doc("The distance from zero.", Example("abs(-3)", "3")),
    function("sign", &[N], Kinds::INT, sign).doc("-1, 0 or 1.", Example("sign(-0.1)", "-1")),
    function("isNaN", &[N], Kinds::BOOL, |a, _| Ok(Value::Bool(args::float("isNaN", &a[0])?.is_nan())))
        .doc("Whether a float is not a number.", Example("isNaN(0.0 / 0.0)", "true")),
    of_float!("ceil", f64::ceil, "The next whole number above.", "ceil(0.1)", "1.0"),
    of_float!("floor", f64::floor, "The next whole number below.", "floor(0.9)", "0.0"),
    function("round", &[N, Kinds::INT, Kinds::STRING], F, round)
        .optional(2)
        .doc(
            "To the nearest whole number, ties up; or to so many decimal places, by a mode: `UP`, `DOWN`, `CEILING`, `FLOOR`, `HALF_UP` (the default), `HALF_DOWN`, `HALF_EVEN`.",
            Example("round(3.14159, 2)", "3.14"),
        ),
    of_float!("sqrt", f64::sqrt, "The square root; NaN below zero.", "sqrt(256)", "16.0"),
    of_float!("cbrt", f64::cbrt, "The cube root.", "cbrt(27)", "3.0"),
    of_float!("exp", f64::exp, "e to the power of the argument.", "exp(0)", "1.0"),
    of_float!("log", f64::ln, "The natural logarithm.", "log(1)", "0.0"),
    of_float!("ln", f64::ln, "Another name of `log`.", "ln(1)", "0.0"),
    of_float!("log10", f64::log10, "The logarithm to base 10.", "log10(1000)", "3.0"),
    of_float!("sin", f64::sin, "The sine of an angle in radians.", "sin(0)", "0.0"),
    of_float!("cos", f64::cos, "The cosine.", "cos(0)", "1.0"),
    of_float!("tan", f64::tan, "The tangent.", "tan(0)", "0.0"),
    of_float!("cot", |x| 1.0 / x.tan(), "The cotangent.", "round(cot(pi() / 4), 9)", "1.0"),
    of_float!("asin", f64::asin, "The angle with this sine.", "asin(0)", "0.0"),
    of_float!("acos", f64::acos, "The angle with this cosine.", "acos(1)", "0.0"),
    of_float!("atan", f64::atan, "The angle with this tangent.", "atan(0)", "0.0"),
    function("atan2", &[N, N], F, |a, _| {
        Ok(Value::Float(args::float("atan2", &a[0])?.atan2(args::float("atan2", &a[1])?)))
    })
    .doc("The angle of the point with these y and x.", Example("atan2(0, 1)", "0.0")),
    of_float!("sinh", f64::sinh, "The hyperbolic sine.", "sinh(0)", "0.0"),
    of_float!("cosh", f64::cosh, "The hyperbolic cosine.", "cosh(0)", "1.0"),
    of_float!("tanh", f64::tanh, "The hyperbolic tangent.", "tanh(0)", "0.0"),
    of_float!("coth", |x| 1.0 / x.tanh(), "The hyperbolic cotangent.", "coth(100)", "1.0"),
    of_float!("haversin", |x| (x / 2.0).sin().powi(2), "Half the versine.", "haversin(0)", "0.0"),
    of_float!("degrees", f64::to_degrees, "Radians as degrees.", "degrees(pi())", "180.0"),
    of_float!("radians", f64::to_radians, "Degrees as radians.", "radians(0)", "0.0"),
    function("pi", &[], F, |_, _| Ok(Value::Float(std::f64::consts::PI)))
        .doc("The circle constant.", Example("round(pi(), 4)", "3.1416")),
    function("e", &[], F, |_, _| Ok(Value::Float(std::f64::consts::E)))
        .doc("The base of the natural logarithm.", Example("round(e(), 4)", "2.7183")),
];

fn abs(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Int(int) => int.checked_abs().map(Value::Int).ok_or_else(|| Fault::Overflow { operation: "abs" }.into()),
        Value::Float(float) => Ok(Value::Float(float.abs())),
        other => Err(args::unfit("abs", "a number", other)),
    }
}

fn sign(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let sign = match &args[0] {
        Value::Int(int) => int.signum(),
        Value::Float(float) => i64::from(*float > 0.0) - i64::from(*float < 0.0),
        other => return Err(args::unfit("sign", "a number", other)),
    };
    Ok(Value::Int(sign))
}

/// Most decimal places that are told apart: no float has more digits that mean anything.
const MAX_PLACES: i64 = 324;

fn round(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let number = args::float("round", &args[0])?;
    let Some(places) = args.get(1) else {
        let floor = number.floor();
        return Ok(Value::Float(if number - floor >= 0.5 { floor + 1.0 } else { floor }));
    };
    let places = args::int("round", places)?.clamp(0, MAX_PLACES) as usize;
    let mode = args.get(2).map_or(Ok("HALF_UP"), |mode| args::text("round", mode).map(|mode| &**mode))?;
    if !number.is_finite() {
        return Ok(Value::Float(number));
    }
    let rounded = round_decimal(number, places, mode);
    rounded.map(Value::Float).ok_or_else(|| Fault::unreadable(format!("round() knows no mode `{mode}`")))
}

/// Rounds the decimal text of a float, so that 1.005 is what it says; `None` where the mode is unknown.
fn round_decimal(number: f64, places: usize, mode: &str) -> Option<f64> {
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let negative = number < 0.0;
    let (kept, dropped) = fraction.split_at(places.min(fraction.len()));
    let truncated: f64 = format!("{whole}.{kept}0").parse().ok()?;
    let first = dropped.bytes().next().unwrap_or(b'0');
    let rest = dropped.bytes().skip(1).any(|digit| digit != b'0');
    let any = first != b'0' || rest;
    let last_is_odd = kept.bytes().last().or(whole.bytes().last()).is_some_and(|digit| digit % 2 == 1);
    let away = match mode.to_uppercase().as_str() {
        "UP" => any,
        "DOWN" => false,
        "CEILING" => any && !negative,
        "FLOOR" => any && negative,
        "HALF_UP" => first >= b'5',
        "HALF_DOWN" => first > b'5' || (first == b'5' && rest),
        "HALF_EVEN" => first > b'5' || (first == b'5' && (rest || last_is_odd)),
        _ => return None,
    };
    let step: f64 = if away { format!("1e-{places}").parse().ok()? } else { 0.0 };
    let sum: f64 = format!("{:.places$}", truncated + step).parse().ok()?;
    Some(if negative { -sum } else { sum })
}
