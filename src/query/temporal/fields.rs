//! Properties of temporal values: `d.year`, `t.offsetSeconds`, `p.minutesOfHour`.

use super::calendar::{self, SECOND};
use super::instant::{self, Parts};
use super::zone::offset_text;
use crate::model::temporal::Temporal;
use crate::model::value::Value;
use crate::query::value::fault::{Fault, Result};
use crate::query::value::kind;

/// Every property of instants, for completion and suggestions.
pub const INSTANT_FIELDS: &[&str] = &[
    "year",
    "quarter",
    "month",
    "week",
    "weekYear",
    "day",
    "ordinalDay",
    "weekDay",
    "dayOfWeek",
    "dayOfQuarter",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
    "timezone",
    "offset",
    "offsetMinutes",
    "offsetSeconds",
    "epochSeconds",
    "epochMillis",
];

/// The value of `temporal.key`.
///
/// # Errors
/// Where this kind of temporal value has no such property, or its number does not fit.
pub fn field(temporal: &Temporal, key: &str) -> Result<Value> {
    if let Temporal::Duration { months, days, seconds, nanos } = temporal {
        return duration_field(*months, *days, *seconds, *nanos, key)?.ok_or_else(|| unknown(temporal, key));
    }
    let parts = Parts::of(temporal);
    let number = parts.days.and_then(|days| date_field(days, key));
    let number = number.or_else(|| parts.nanos.and_then(|nanos| time_field(nanos, key)));
    match number {
        Some(number) => Ok(Value::Int(number)),
        None => zone_field(&parts, key).ok_or_else(|| unknown(temporal, key)),
    }
}

fn unknown(temporal: &Temporal, key: &str) -> crate::query::error::EvalError {
    Fault::unreadable(format!("{} has no property `{key}`", kind::temporal_name(temporal)))
}

fn date_field(days: i64, key: &str) -> Option<i64> {
    let (year, month, day) = calendar::civil_from_days(days);
    let quarter = calendar::quarter_of(month);
    Some(match key {
        "year" => year,
        "quarter" => quarter,
        "month" => month,
        "week" => calendar::week(days).1,
        "weekYear" => calendar::week(days).0,
        "day" => day,
        "ordinalDay" => calendar::ordinal(days),
        "weekDay" | "dayOfWeek" => calendar::weekday(days),
        "dayOfQuarter" => days - calendar::quarter_start(year, quarter) + 1,
        _ => return None,
    })
}

fn time_field(nanos: i64, key: &str) -> Option<i64> {
    Some(match key {
        "hour" => nanos / (3600 * SECOND),
        "minute" => nanos / (60 * SECOND) % 60,
        "second" => nanos / SECOND % 60,
        "millisecond" => nanos % SECOND / 1_000_000,
        "microsecond" => nanos % SECOND / 1000,
        "nanosecond" => nanos % SECOND,
        _ => return None,
    })
}

fn zone_field(parts: &Parts, key: &str) -> Option<Value> {
    let (zone, offset) = parts.zone.as_ref()?;
    let text = |text: &str| Value::String(text.into());
    Some(match key {
        "timezone" => zone.name().map_or_else(|| text(&offset_text(*offset)), text),
        "offset" => text(&offset_text(*offset)),
        "offsetMinutes" => Value::Int(i64::from(offset / 60)),
        "offsetSeconds" => Value::Int(i64::from(*offset)),
        "epochSeconds" => epoch(parts, *offset, SECOND.into())?,
        "epochMillis" => epoch(parts, *offset, 1_000_000)?,
        _ => return None,
    })
}

/// Time since 1970-01-01 UTC in a unit of so many nanoseconds.
fn epoch(parts: &Parts, offset: i32, unit: i128) -> Option<Value> {
    let nanos = instant::utc(parts.days?, parts.nanos?, offset);
    Some(Value::Int(nanos.div_euclid(unit) as i64))
}

fn duration_field(months: i64, days: i64, seconds: i64, nanos: i32, key: &str) -> Result<Option<Value>> {
    let total = i128::from(seconds) * i128::from(SECOND) + i128::from(nanos);
    let nanos = i64::from(nanos);
    let number = match key {
        "years" => months / 12,
        "quarters" => months / 3,
        "months" => months,
        "weeks" => days / 7,
        "days" => days,
        "hours" => seconds / 3600,
        "minutes" => seconds / 60,
        "seconds" => seconds,
        "milliseconds" => fitting(total.div_euclid(1_000_000))?,
        "microseconds" => fitting(total.div_euclid(1000))?,
        "nanoseconds" => fitting(total)?,
        "quartersOfYear" => months / 3 % 4,
        "monthsOfQuarter" => months % 3,
        "monthsOfYear" => months % 12,
        "daysOfWeek" => days % 7,
        "minutesOfHour" => seconds / 60 % 60,
        "secondsOfMinute" => seconds % 60,
        "millisecondsOfSecond" => nanos / 1_000_000,
        "microsecondsOfSecond" => nanos / 1000,
        "nanosecondsOfSecond" => nanos,
        _ => return Ok(None),
    };
    Ok(Some(Value::Int(number)))
}

fn fitting(number: i128) -> Result<i64> {
    i64::try_from(number).map_err(|_| Fault::Overflow { operation: "duration" }.into())
}
