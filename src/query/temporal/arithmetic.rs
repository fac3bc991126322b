//! `+`, `-`, `*` and `/` with temporal values.

use super::calendar::{self, DAY, SECOND};
use super::instant;
use super::zone::Zone;
use super::{duration, instant::split};
use crate::model::temporal::Temporal;
use crate::query::value::fault::{Fault, Result};

/// A duration with its time as one count of nanoseconds.
#[derive(Clone, Copy)]
struct Amount {
    months: i64,
    days: i64,
    nanos: i128,
}

impl Amount {
    fn of(temporal: &Temporal) -> Option<Self> {
        match temporal {
            Temporal::Duration { months, days, seconds, nanos } => {
                let nanos = i128::from(*seconds) * i128::from(SECOND) + i128::from(*nanos);
                Some(Self { months: *months, days: *days, nanos })
            }
            _ => None,
        }
    }

    fn negated(self) -> Option<Self> {
        Some(Self { months: self.months.checked_neg()?, days: self.days.checked_neg()?, nanos: -self.nanos })
    }
}

/// `a + b`; `None` where neither is a duration.
///
/// # Errors
/// On overflow, and where a date leaves the range of years.
pub fn add(a: &Temporal, b: &Temporal) -> Result<Option<Temporal>> {
    match (Amount::of(a), Amount::of(b)) {
        (Some(x), Some(y)) => sum(x, y).map(Some),
        (Some(x), None) => shift(b, x).map(Some),
        (None, Some(y)) => shift(a, y).map(Some),
        (None, None) => Ok(None),
    }
}

/// `a - b`; `None` where b is no duration.
///
/// # Errors
/// On overflow, and where a date leaves the range of years.
pub fn subtract(a: &Temporal, b: &Temporal) -> Result<Option<Temporal>> {
    let Some(amount) = Amount::of(b) else { return Ok(None) };
    let amount = amount.negated().ok_or(Fault::Overflow { operation: "-" })?;
    match Amount::of(a) {
        Some(x) => sum(x, amount).map(Some),
        None => shift(a, amount).map(Some),
    }
}

/// `a * n`; `None` where a is no duration.
///
/// # Errors
/// On overflow.
pub fn multiply(a: &Temporal, n: i64) -> Result<Option<Temporal>> {
    let Some(x) = Amount::of(a) else { return Ok(None) };
    let n = i128::from(n);
    let nanos = x.nanos.checked_mul(n).ok_or(Fault::Overflow { operation: "*" })?;
    duration::new(i128::from(x.months) * n, i128::from(x.days) * n, nanos).map(Some)
}

/// `a / n`; `None` where a is no duration.
///
/// # Errors
/// Where n is 0.
pub fn divide(a: &Temporal, n: i64) -> Result<Option<Temporal>> {
    let Some(x) = Amount::of(a) else { return Ok(None) };
    duration::divide(x.months, x.days, x.nanos, n).map(Some)
}

/// `a * 1.5`; `None` where a is no duration.
///
/// # Errors
/// On overflow.
pub fn scale(a: &Temporal, factor: f64) -> Result<Option<Temporal>> {
    let Some(x) = Amount::of(a) else { return Ok(None) };
    duration::scale(x.months, x.days, x.nanos, factor).map(Some)
}

fn sum(a: Amount, b: Amount) -> Result<Temporal> {
    let months = i128::from(a.months) + i128::from(b.months);
    let days = i128::from(a.days) + i128::from(b.days);
    duration::new(months, days, a.nanos + b.nanos)
}

/// An instant moved: months first, then days, both by the calendar; then the time, by the clock.
fn shift(temporal: &Temporal, by: Amount) -> Result<Temporal> {
    match temporal {
        Temporal::Date { days } => {
            let whole_days = (by.nanos / i128::from(DAY)) as i64;
            Ok(Temporal::Date { days: calendar::add_days(move_date(*days, by)?, whole_days)? })
        }
        Temporal::LocalTime { nanos } => Ok(Temporal::LocalTime { nanos: turn(*nanos, by) }),
        Temporal::Time { nanos, offset } => Ok(Temporal::Time { nanos: turn(*nanos, by), offset: *offset }),
        Temporal::LocalDateTime { days, nanos } => {
            let (days, nanos) = split(instant::joined(move_date(*days, by)?, *nanos) + by.nanos)?;
            Ok(Temporal::LocalDateTime { days, nanos })
        }
        Temporal::DateTime { days, nanos, offset, zone } => {
            let zone = Zone::of(*offset, zone.as_deref());
            let local = zone.at_local(move_date(*days, by)?, *nanos, Some(*offset));
            let (days, nanos) = split(instant::utc(local.days, local.nanos, local.offset) + by.nanos)?;
            instant::at_instant(days, nanos, &zone)
        }
        Temporal::Duration { .. } => Ok(temporal.clone()),
    }
}

fn move_date(days: i64, by: Amount) -> Result<i64> {
    calendar::add_days(calendar::add_months(days, by.months)?, by.days)
}

/// A time of day goes round.
fn turn(nanos: i64, by: Amount) -> i64 {
    (i128::from(nanos) + by.nanos).rem_euclid(i128::from(DAY)) as i64
}
