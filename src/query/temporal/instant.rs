//! Temporal values as points on a line: what they have in common, how they order.

use std::cmp::Ordering;

use super::calendar::{self, DAY, SECOND};
use super::zone::Zone;
use crate::model::temporal::Temporal;
use crate::query::value::fault::Result;

/// The parts that a temporal value has.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Local day.
    pub days: Option<i64>,
    /// Local nanoseconds since midnight.
    pub nanos: Option<i64>,
    /// Zone, with the offset that holds.
    pub zone: Option<(Zone, i32)>,
}

impl Parts {
    /// The parts of a value; a duration has none.
    pub fn of(temporal: &Temporal) -> Self {
        let (days, nanos, zone) = match temporal {
            Temporal::Date { days } => (Some(*days), None, None),
            Temporal::LocalTime { nanos } => (None, Some(*nanos), None),
            Temporal::Time { nanos, offset } => (None, Some(*nanos), Some((Zone::Offset(*offset), *offset))),
            Temporal::LocalDateTime { days, nanos } => (Some(*days), Some(*nanos), None),
            Temporal::DateTime { days, nanos, offset, zone } => {
                (Some(*days), Some(*nanos), Some((Zone::of(*offset, zone.as_deref()), *offset)))
            }
            Temporal::Duration { .. } => (None, None, None),
        };
        Self { days, nanos, zone }
    }
}

/// The zoned date-time at a local time.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn at_local(days: i64, nanos: i64, zone: &Zone, preferred: Option<i32>) -> Result<Temporal> {
    let resolved = zone.at_local(days, nanos, preferred);
    zoned(resolved, zone)
}

/// The zoned date-time at an instant, given as if UTC were local.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn at_instant(days: i64, nanos: i64, zone: &Zone) -> Result<Temporal> {
    zoned(zone.at_instant(days, nanos), zone)
}

fn zoned(resolved: super::zone::Resolved, zone: &Zone) -> Result<Temporal> {
    let days = calendar::in_range(resolved.days)?;
    let name = zone.name().map(Into::into);
    Ok(Temporal::DateTime { days, nanos: resolved.nanos, offset: resolved.offset, zone: name })
}

/// A count of nanoseconds as days and nanoseconds of the day.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn split(nanos: i128) -> Result<(i64, i64)> {
    let day = i128::from(DAY);
    let days = i64::try_from(nanos.div_euclid(day)).unwrap_or(i64::MAX);
    Ok((calendar::in_range(days)?, nanos.rem_euclid(day) as i64))
}

/// Days and nanoseconds as one count of nanoseconds.
pub const fn joined(days: i64, nanos: i64) -> i128 {
    days as i128 * DAY as i128 + nanos as i128
}

/// Nanoseconds since 1970-01-01 UTC of a local time at an offset.
pub const fn utc(days: i64, nanos: i64, offset: i32) -> i128 {
    joined(days, nanos) - offset as i128 * SECOND as i128
}

/// Seconds of a month on average: 365.2425 days by 12.
pub const MONTH_SECONDS: i64 = 2_629_746;

/// The order of two values of one type. Zoned values order by instant, then by offset and name; durations by their
/// length with months of average length, then by months and days.
pub fn order(a: &Temporal, b: &Temporal) -> Ordering {
    match (a, b) {
        (Temporal::Date { days: a }, Temporal::Date { days: b }) => a.cmp(b),
        (Temporal::LocalTime { nanos: a }, Temporal::LocalTime { nanos: b }) => a.cmp(b),
        (Temporal::Time { nanos: a, offset: x }, Temporal::Time { nanos: b, offset: y }) => {
            utc(0, *a, *x).cmp(&utc(0, *b, *y)).then(x.cmp(y))
        }
        (Temporal::LocalDateTime { days: a, nanos: x }, Temporal::LocalDateTime { days: b, nanos: y }) => {
            (a, x).cmp(&(b, y))
        }
        (
            Temporal::DateTime { days: a, nanos: x, offset: o, zone: v },
            Temporal::DateTime { days: b, nanos: y, offset: p, zone: w },
        ) => utc(*a, *x, *o).cmp(&utc(*b, *y, *p)).then(o.cmp(p)).then_with(|| v.cmp(w)),
        (
            Temporal::Duration { months: a, days: c, seconds: e, nanos: x },
            Temporal::Duration { months: b, days: d, seconds: f, nanos: y },
        ) => {
            let (left, right) = (length(*a, *c, *e), length(*b, *d, *f));
            left.cmp(&right).then(x.cmp(y)).then(a.cmp(b)).then(c.cmp(d))
        }
        _ => Ordering::Equal,
    }
}

const fn length(months: i64, days: i64, seconds: i64) -> i128 {
    months as i128 * MONTH_SECONDS as i128 + days as i128 * 86_400 + seconds as i128
}
