//! The time from one instant to another: `duration.between`, `inMonths`, `inDays`, `inSeconds`.
//!
//! What one of the two lacks it takes from the other: a time of day the date, a local time the zone; a date without time
//! is its midnight. Without any date only the clock counts.

use super::calendar::{self, DAY};
use super::duration;
use super::instant::{self, Parts};
use super::zone::Zone;
use crate::model::temporal::Temporal;
use crate::query::value::fault::Result;

/// What the result counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `duration.between`: months, then days, then seconds.
    Mixed,
    /// `duration.inMonths`
    Months,
    /// `duration.inDays`
    Days,
    /// `duration.inSeconds`
    Seconds,
}

/// The duration from `a` to `b`; `None` where one of them is a duration.
///
/// # Errors
/// Where a part of the result does not fit.
pub fn between(unit: Unit, a: &Temporal, b: &Temporal) -> Result<Option<Temporal>> {
    if matches!(a, Temporal::Duration { .. }) || matches!(b, Temporal::Duration { .. }) {
        return Ok(None);
    }
    let (from, to) = (Parts::of(a), Parts::of(b));
    let dated = from.days.is_some() && to.days.is_some();
    let (from, to) = Ends::align(from, to);
    let (months, days, nanos) = match unit {
        Unit::Mixed if dated => from.mixed(&to)?,
        Unit::Mixed | Unit::Seconds => (0, 0, to.utc() - from.utc()),
        Unit::Months if dated => (from.months_to(&to).into(), 0, 0),
        Unit::Days if dated => (0, (to.local() - from.local()) / i128::from(DAY), 0),
        Unit::Months | Unit::Days => (0, 0, 0),
    };
    duration::new(months, days, nanos).map(Some)
}

/// One end of the stretch, whole.
struct Ends {
    days: i64,
    nanos: i64,
    /// Where the ends have a zone: both are seen in that of the first.
    zone: Option<(Zone, i32)>,
}

impl Ends {
    fn align(from: Parts, to: Parts) -> (Self, Self) {
        let day = (from.days.or(to.days).unwrap_or(0), to.days.or(from.days).unwrap_or(0));
        let (from_zone, to_zone) = match (from.zone, to.zone) {
            (None, Some(zone)) => (Some(zone.0.clone()), Some(zone)),
            (from, to) => (from.map(|zone| zone.0), to),
        };
        let a = Self::new(day.0, from.nanos.unwrap_or(0), from_zone.clone());
        let b = match to_zone {
            // Seen in the zone of the first, so that months and days are counted on one calendar.
            Some((_, offset)) => {
                let utc = instant::utc(day.1, to.nanos.unwrap_or(0), offset);
                Self::at(utc, from_zone.unwrap_or(Zone::UTC))
            }
            None => Self::new(day.1, to.nanos.unwrap_or(0), from_zone),
        };
        (a, b)
    }

    fn new(days: i64, nanos: i64, zone: Option<Zone>) -> Self {
        match zone {
            None => Self { days, nanos, zone: None },
            Some(zone) => {
                let local = zone.at_local(days, nanos, None);
                Self { days: local.days, nanos: local.nanos, zone: Some((zone, local.offset)) }
            }
        }
    }

    fn at(utc: i128, zone: Zone) -> Self {
        let day = i128::from(DAY);
        let local = zone.at_instant(utc.div_euclid(day) as i64, utc.rem_euclid(day) as i64);
        Self { days: local.days, nanos: local.nanos, zone: Some((zone, local.offset)) }
    }

    const fn local(&self) -> i128 {
        instant::joined(self.days, self.nanos)
    }

    fn utc(&self) -> i128 {
        instant::utc(self.days, self.nanos, self.zone.as_ref().map_or(0, |zone| zone.1))
    }

    /// Whole months by the calendar, towards zero.
    fn months_to(&self, to: &Self) -> i64 {
        let end = match to.days.cmp(&self.days) {
            std::cmp::Ordering::Greater if to.nanos < self.nanos => to.days - 1,
            std::cmp::Ordering::Less if to.nanos > self.nanos => to.days + 1,
            _ => to.days,
        };
        let packed = |days| {
            let (year, month, day) = calendar::civil_from_days(days);
            (year * 12 + month - 1) * 32 + day
        };
        (packed(end) - packed(self.days)) / 32
    }

    /// Months, then the days that are left, then the nanoseconds.
    fn mixed(&self, to: &Self) -> Result<(i128, i128, i128)> {
        let months = self.months_to(to);
        let moved = calendar::add_months(self.days, months)?;
        let days = (to.local() - instant::joined(moved, self.nanos)) / i128::from(DAY);
        let rest = Self::new(moved + days as i64, self.nanos, self.zone.as_ref().map(|zone| zone.0.clone()));
        Ok((months.into(), days, to.utc() - rest.utc()))
    }
}
