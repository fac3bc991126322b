//! Making instants: `date(x)`, `time(x)`, … from text, from maps of parts, and from other instants.
//!
//! A map may take parts from other values (`date`, `time`, `datetime`) and put its own over them. Dates are given in one
//! of four ways (calendar, week, quarter, ordinal); what a map leaves out of its way comes from the base, else is 1.

use super::calendar::{self, DAY, SECOND};
use super::instant::{self, Parts};
use super::parse;
use super::zone::Zone;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Value};
use crate::query::error::EvalError;
use crate::query::value::fault::{Fault, Result};
use crate::query::value::kind;

/// An instant type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `date()`
    Date,
    /// `localtime()`
    LocalTime,
    /// `time()`
    Time,
    /// `localdatetime()`
    LocalDateTime,
    /// `datetime()`
    DateTime,
}

impl Kind {
    /// The function that makes it.
    pub const fn function(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::LocalTime => "localtime",
            Self::Time => "time",
            Self::LocalDateTime => "localdatetime",
            Self::DateTime => "datetime",
        }
    }

    /// Whether it has a date.
    pub const fn has_date(self) -> bool {
        matches!(self, Self::Date | Self::LocalDateTime | Self::DateTime)
    }

    /// Whether it has a time.
    pub const fn has_time(self) -> bool {
        !matches!(self, Self::Date)
    }

    const fn has_zone(self) -> bool {
        matches!(self, Self::Time | Self::DateTime)
    }
}

/// `date(x)`, … for any argument but null.
///
/// # Errors
/// Where the argument does not make an instant of that kind.
pub fn construct(kind: Kind, value: &Value, now: i64) -> Result<Temporal> {
    match value {
        Value::String(text) => from_text(kind, text),
        Value::Map(map) => from_map(kind, map, now),
        Value::Temporal(temporal) => {
            project(kind, Parts::of(temporal), now).ok_or_else(|| unsuitable(kind, kind::name(value)))
        }
        other => Err(unsuitable(kind, kind::name(other))),
    }
}

fn unsuitable(kind: Kind, found: &'static str) -> EvalError {
    Fault::Argument { function: kind.function(), expected: "a text, a map or an instant that holds one", found }.into()
}

fn from_text(kind: Kind, text: &str) -> Result<Temporal> {
    match kind {
        Kind::Date => parse::date(text).map(|days| Temporal::Date { days }),
        Kind::LocalTime => parse::local_time(text).map(|nanos| Temporal::LocalTime { nanos }),
        Kind::Time => parse::time(text),
        Kind::LocalDateTime => {
            parse::local_date_time(text).map(|(days, nanos)| Temporal::LocalDateTime { days, nanos })
        }
        Kind::DateTime => parse::date_time(text),
    }
}

/// The current instant of a kind in a zone; `now` is nanoseconds since 1970-01-01 UTC.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn current(kind: Kind, zone: &Zone, now: i64) -> Result<Temporal> {
    let local = zone.at_instant(now.div_euclid(DAY), now.rem_euclid(DAY));
    let parts = Parts { days: Some(local.days), nanos: Some(local.nanos), zone: Some((zone.clone(), local.offset)) };
    project(kind, parts, now).ok_or_else(|| unsuitable(kind, "NULL"))
}

/// What of the parts makes an instant of that kind. A missing time is midnight where there is a date, a missing zone UTC.
pub fn project(kind: Kind, parts: Parts, now: i64) -> Option<Temporal> {
    let Parts { days, nanos, zone } = parts;
    let (zone, offset) = zone.map_or((Zone::UTC, 0), |zone| zone);
    Some(match kind {
        Kind::Date => Temporal::Date { days: days? },
        Kind::LocalTime => Temporal::LocalTime { nanos: nanos? },
        Kind::Time => Temporal::Time { nanos: nanos?, offset: time_offset(&zone, offset, days, nanos?, now) },
        Kind::LocalDateTime => Temporal::LocalDateTime { days: days?, nanos: nanos.unwrap_or(0) },
        Kind::DateTime => instant::at_local(days?, nanos.unwrap_or(0), &zone, Some(offset)).ok()?,
    })
}

/// A time has an offset but no zone: that of its date, or of today.
fn time_offset(zone: &Zone, offset: i32, days: Option<i64>, nanos: i64, now: i64) -> i32 {
    match (zone, days) {
        (Zone::Offset(_), _) => offset,
        (zone, Some(days)) => zone.at_local(days, nanos, Some(offset)).offset,
        (zone, None) => zone.at_instant(now.div_euclid(DAY), now.rem_euclid(DAY)).offset,
    }
}

const DATE_KEYS: &[&str] =
    &["date", "year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"];
const TIME_KEYS: &[&str] = &["time", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];
const EPOCH_KEYS: &[&str] = &["epochSeconds", "epochMillis"];

/// `date({year: 2031, month: 2})`, …
///
/// # Errors
/// On unknown keys, parts out of range, parts that do not go together and parts that are missing.
fn from_map(kind: Kind, map: &Map, now: i64) -> Result<Temporal> {
    check_keys(kind, map)?;
    let zone = named_zone(map)?;
    if map.keys().all(|key| &**key == "timezone") && zone.is_some() {
        return current(kind, &zone.unwrap_or(Zone::UTC), now);
    }
    let base = base(map)?;
    let base_zone = base.zone.clone();
    let days = if kind.has_date() { Some(date_part(map, base.days)?) } else { base.days };
    let nanos = if kind.has_time() { Some(time_part(map, base.nanos, kind.has_date())?) } else { base.nanos };
    let parts = match (base_zone, zone) {
        (Some(from), Some(to)) if kind.has_zone() => converted(days, nanos.unwrap_or(0), &from, to),
        (None, Some(zone)) => Parts { days, nanos, zone: Some(attached(zone, days, nanos, now)) },
        (zone, _) => Parts { days, nanos, zone },
    };
    project(kind, parts, now).ok_or_else(|| Fault::unreadable("the parts make no instant"))
}

fn attached(zone: Zone, days: Option<i64>, nanos: Option<i64>, now: i64) -> (Zone, i32) {
    let (day, nanos) = (days.unwrap_or_else(|| now.div_euclid(DAY)), nanos.unwrap_or(0));
    let offset = zone.at_local(day, nanos, None).offset;
    (zone, offset)
}

/// The same instant in another zone.
fn converted(days: Option<i64>, nanos: i64, from: &(Zone, i32), to: Zone) -> Parts {
    let local = from.0.at_local(days.unwrap_or(0), nanos, Some(from.1));
    let offset = if days.is_some() { local.offset } else { from.1 };
    let utc = instant::utc(local.days, local.nanos, offset);
    let day = i128::from(DAY);
    let there = to.at_instant(utc.div_euclid(day) as i64, utc.rem_euclid(day) as i64);
    Parts { days: days.map(|_| there.days), nanos: Some(there.nanos), zone: Some((to, there.offset)) }
}

fn check_keys(kind: Kind, map: &Map) -> Result<()> {
    let known = |key: &str| {
        let dates = kind.has_date() && DATE_KEYS.contains(&key);
        let times = kind.has_time() && TIME_KEYS.contains(&key);
        let epochs = kind.has_date() && kind.has_time() && EPOCH_KEYS.contains(&key);
        dates || times || epochs || matches!(key, "datetime" | "timezone")
    };
    match map.keys().find(|key| !known(key)) {
        Some(key) => Err(Fault::unreadable(format!("{}() knows no part `{key}`", kind.function()))),
        None => Ok(()),
    }
}

fn named_zone(map: &Map) -> Result<Option<Zone>> {
    match map.get("timezone") {
        None => Ok(None),
        Some(Value::String(text)) => Zone::parse(text).map(Some),
        Some(other) => Err(Fault::unreadable(format!("`timezone` is a text, not {}", kind::name(other)))),
    }
}

/// What the map takes from other values: of `date` the date, of `time` time and zone, of `datetime` all.
fn base(map: &Map) -> Result<Parts> {
    let mut parts = Parts::default();
    if let Some(instant) = epoch(map)? {
        (parts.days, parts.nanos, parts.zone) = (Some(instant.0), Some(instant.1), Some((Zone::UTC, 0)));
    }
    for key in ["datetime", "date", "time"] {
        let Some(value) = map.get(key) else { continue };
        let Value::Temporal(temporal) = value else {
            return Err(Fault::unreadable(format!("`{key}` is a temporal value, not {}", kind::name(value))));
        };
        let from = Parts::of(temporal);
        if (key != "time" && from.days.is_none()) || (key == "time" && from.nanos.is_none()) {
            return Err(Fault::unreadable(format!("{} has no `{key}`", kind::temporal_name(temporal))));
        }
        if key != "time" {
            parts.days = from.days;
        }
        if key != "date" {
            (parts.nanos, parts.zone) = (from.nanos, from.zone);
        }
    }
    Ok(parts)
}

/// `epochSeconds`, `epochMillis` as a day and nanoseconds.
fn epoch(map: &Map) -> Result<Option<(i64, i64)>> {
    let unit = if map.contains_key("epochSeconds") { SECOND } else { 1_000_000 };
    let Some(count) = part(map, "epochSeconds")?.or(part(map, "epochMillis")?) else { return Ok(None) };
    instant::split(i128::from(count) * i128::from(unit)).map(Some)
}

/// An integer of the map.
fn part(map: &Map, key: &str) -> Result<Option<i64>> {
    match map.get(key) {
        None => Ok(None),
        Some(Value::Int(int)) => Ok(Some(*int)),
        Some(other) => Err(Fault::unreadable(format!("`{key}` is an integer, not {}", kind::name(other)))),
    }
}

/// A part of the map, else of the base, else `default`.
fn or_base(map: &Map, key: &str, base: Option<i64>, default: i64) -> Result<i64> {
    Ok(part(map, key)?.or(base).unwrap_or(default))
}

/// A way of giving a date: the parts that belong to it, each with the greater part that it is of.
struct Way {
    parts: &'static [(&'static str, &'static str)],
    make: fn(&Map, Option<i64>) -> Result<i64>,
}

/// The ways; the first also stands where only a year is given.
const WAYS: &[Way] = &[
    Way { parts: &[("month", "year"), ("day", "month")], make: calendar_date },
    Way { parts: &[("week", "year"), ("dayOfWeek", "week")], make: week_date },
    Way { parts: &[("quarter", "year"), ("dayOfQuarter", "quarter")], make: quarter_date },
    Way { parts: &[("ordinalDay", "year")], make: ordinal_date },
];

/// The day that the map names, over that of the base.
///
/// # Errors
/// On parts out of range, of two ways at once, or without the greater part that they are of.
pub fn date_part(map: &Map, base: Option<i64>) -> Result<i64> {
    let mut used = WAYS.iter().filter(|way| way.parts.iter().any(|(part, _)| map.contains_key(*part)));
    let way = used.next().unwrap_or(&WAYS[0]);
    if used.next().is_some() {
        return Err(Fault::unreadable("parts of a calendar, week, quarter and ordinal date do not mix"));
    }
    if base.is_none() {
        let missing = way.parts.iter().find(|(part, of)| map.contains_key(*part) && !map.contains_key(*of));
        if let Some((part, of)) = missing {
            return Err(Fault::unreadable(format!("`{part}` needs `{of}`")));
        }
        if !map.contains_key("year") {
            return Err(Fault::unreadable("a date needs `year`"));
        }
    }
    (way.make)(map, base)
}

fn calendar_date(map: &Map, base: Option<i64>) -> Result<i64> {
    let civil = base.map(calendar::civil_from_days);
    let year = or_base(map, "year", civil.map(|civil| civil.0), 0)?;
    let month = or_base(map, "month", civil.map(|civil| civil.1), 1)?;
    calendar::date(year, month, or_base(map, "day", civil.map(|civil| civil.2), 1)?)
}

fn week_date(map: &Map, base: Option<i64>) -> Result<i64> {
    let week = base.map(calendar::week);
    let year = or_base(map, "year", week.map(|week| week.0), 0)?;
    let number = or_base(map, "week", week.map(|week| week.1), 1)?;
    calendar::week_date(year, number, or_base(map, "dayOfWeek", base.map(calendar::weekday), 1)?)
}

fn quarter_date(map: &Map, base: Option<i64>) -> Result<i64> {
    let parts = base.map(|days| {
        let (year, month, _) = calendar::civil_from_days(days);
        let quarter = calendar::quarter_of(month);
        (year, quarter, days - calendar::quarter_start(year, quarter) + 1)
    });
    let year = or_base(map, "year", parts.map(|parts| parts.0), 0)?;
    let quarter = or_base(map, "quarter", parts.map(|parts| parts.1), 1)?;
    calendar::quarter_date(year, quarter, or_base(map, "dayOfQuarter", parts.map(|parts| parts.2), 1)?)
}

fn ordinal_date(map: &Map, base: Option<i64>) -> Result<i64> {
    let year = or_base(map, "year", base.map(|days| calendar::civil_from_days(days).0), 0)?;
    calendar::ordinal_date(year, or_base(map, "ordinalDay", None, 1)?)
}

/// The time that the map names, over that of the base; without any it is midnight, where that may be.
///
/// # Errors
/// On parts out of range, or without the greater part that they are of.
pub fn time_part(map: &Map, base: Option<i64>, may_lack: bool) -> Result<i64> {
    if base.is_none() {
        check_time_parts(map, may_lack)?;
    }
    let whole = base.map(|nanos| nanos / SECOND);
    let hour = or_base(map, "hour", whole.map(|s| s / 3600), 0)?;
    let minute = or_base(map, "minute", whole.map(|s| s / 60 % 60), 0)?;
    let second = or_base(map, "second", whole.map(|s| s % 60), 0)?;
    calendar::check("hour", hour, 0, 23)?;
    calendar::check("minute", minute, 0, 59)?;
    calendar::check("second", second, 0, 59)?;
    let fraction = fraction(map)?.or(base.map(|nanos| nanos % SECOND)).unwrap_or(0);
    Ok((hour * 3600 + minute * 60 + second) * SECOND + fraction)
}

/// Without a base a part needs all greater ones.
fn check_time_parts(map: &Map, may_lack: bool) -> Result<()> {
    let units = ["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];
    let given = |key: &str| map.contains_key(key);
    let missing = units[..3].iter().position(|unit| !given(unit)).unwrap_or(3);
    match units[missing..].iter().find(|unit| given(unit)) {
        Some(part) if missing < 3 => Err(Fault::unreadable(format!("`{part}` needs `{}`", units[missing]))),
        _ if missing == 0 && !may_lack => Err(Fault::unreadable("a time needs `hour`")),
        _ => Ok(()),
    }
}

/// Nanoseconds of the second, where the map has any part of them. A part counts up to the next greater one given.
fn fraction(map: &Map) -> Result<Option<i64>> {
    let mut sum = None;
    let mut room = SECOND;
    for (key, unit) in [("millisecond", 1_000_000), ("microsecond", 1000), ("nanosecond", 1)] {
        let Some(count) = part(map, key)? else { continue };
        calendar::check(key, count, 0, room / unit - 1)?;
        sum = Some(sum.unwrap_or(0) + count * unit);
        room = unit;
    }
    Ok(sum)
}
