//! Cutting instants down to a unit: `date.truncate('month', d, {day: 5})`.

use super::calendar::{self, SECOND};
use super::construct::{self, Kind};
use super::instant::Parts;
use super::zone::Zone;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Value};
use crate::query::error::EvalError;
use crate::query::value::fault::{Fault, Result};
use crate::query::value::kind;

/// What is left of a day number.
type CutDate = fn(i64) -> i64;

/// Units of a date and the first day of each.
const DATE_UNITS: &[(&str, CutDate)] = &[
    ("millennium", |days| first_of_years(days, 1000)),
    ("century", |days| first_of_years(days, 100)),
    ("decade", |days| first_of_years(days, 10)),
    ("year", |days| first_of_years(days, 1)),
    ("weekYear", |days| calendar::week_year_start(calendar::week(days).0)),
    ("quarter", |days| {
        let (year, month, _) = calendar::civil_from_days(days);
        calendar::quarter_start(year, calendar::quarter_of(month))
    }),
    ("month", |days| days - calendar::civil_from_days(days).2 + 1),
    ("week", |days| days - calendar::weekday(days) + 1),
    ("day", |days| days),
];

/// Units of a time, in nanoseconds.
const TIME_UNITS: &[(&str, i64)] = &[
    ("day", calendar::DAY),
    ("hour", 3600 * SECOND),
    ("minute", 60 * SECOND),
    ("second", SECOND),
    ("millisecond", 1_000_000),
    ("microsecond", 1000),
];

fn first_of_years(days: i64, years: i64) -> i64 {
    calendar::days_from_civil(calendar::civil_from_days(days).0.div_euclid(years) * years, 1, 1)
}

/// `kind.truncate(unit, value, fields)`: all below the unit is cut off, then `fields` are put in. A `timezone` among
/// them replaces the zone and leaves the local time as it is.
///
/// # Errors
/// Where the unit is unknown or too small for the value, the value cannot be cut to that kind, or a field does not fit.
pub fn truncate(kind: Kind, unit: &str, value: &Value, fields: &Map, now: i64) -> Result<Temporal> {
    let Value::Temporal(temporal) = value else { return Err(unsuitable(kind, value)) };
    let parts = Parts::of(temporal);
    let (days, nanos) = cut(kind, unit, &parts).ok_or_else(|| unsuitable_unit(kind, unit, value))?;
    let zone = match fields.get("timezone") {
        Some(Value::String(text)) => Some(Zone::parse(text)?),
        Some(other) => return Err(Fault::unreadable(format!("`timezone` is a text, not {}", kind::name(other)))),
        None => parts.zone.map(|(zone, _)| zone),
    };
    let fields = with_kept_fraction(fields, unit, nanos);
    let days = days.filter(|_| kind.has_date()).map(|days| construct::date_part(&fields, Some(days))).transpose()?;
    let nanos = nanos.filter(|_| kind.has_time());
    let nanos = nanos.map(|nanos| construct::time_part(&fields, Some(nanos), true)).transpose()?;
    let zone = zone.map(|zone| match zone {
        Zone::Offset(offset) => (Zone::Offset(offset), offset),
        named => (named, 0),
    });
    construct::project(kind, Parts { days, nanos, zone }, now).ok_or_else(|| unsuitable(kind, value))
}

/// Day and time with all below the unit cut off; `None` where the unit does not divide them.
fn cut(kind: Kind, unit: &str, parts: &Parts) -> Option<(Option<i64>, Option<i64>)> {
    let date_unit = DATE_UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
    let time_unit = TIME_UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
    match (date_unit, time_unit, parts.days, parts.nanos) {
        (Some((_, first)), _, Some(days), _) => Some((Some(first(days)), Some(0))),
        (_, Some((_, size)), days, Some(nanos)) if kind != Kind::Date => Some((days, Some(nanos - nanos % size))),
        _ => None,
    }
}

fn unsuitable_unit(kind: Kind, unit: &str, value: &Value) -> EvalError {
    let known = |units: &[&str]| units.iter().any(|name| name.eq_ignore_ascii_case(unit));
    let dates: Vec<_> = DATE_UNITS.iter().map(|(name, _)| *name).collect();
    let times: Vec<_> = TIME_UNITS.iter().map(|(name, _)| *name).collect();
    if known(&dates) || known(&times) {
        return unsuitable(kind, value);
    }
    Fault::unreadable(format!("`{unit}` is no unit of time"))
}

fn unsuitable(kind: Kind, value: &Value) -> EvalError {
    Fault::Argument {
        function: kind.function(),
        expected: "an instant that the unit divides",
        found: kind::name(value),
    }
    .into()
}

/// After a cut to milli- or microseconds those stay; a smaller field is put behind them.
fn with_kept_fraction(fields: &Map, unit: &str, nanos: Option<i64>) -> Map {
    let mut fields = fields.clone();
    let below_milli = fields.contains_key("microsecond") || fields.contains_key("nanosecond");
    let Some(nanos) = nanos else { return fields };
    if unit.eq_ignore_ascii_case("millisecond") && below_milli {
        fields.entry("millisecond".into()).or_insert(Value::Int(nanos % SECOND / 1_000_000));
    }
    if unit.eq_ignore_ascii_case("microsecond") && fields.contains_key("nanosecond") {
        fields.entry("microsecond".into()).or_insert(Value::Int(nanos % SECOND / 1000));
    }
    fields
}
