//! Time zones: fixed offsets, and named zones with their history from the bundled IANA database.
//!
//! The database that is compiled in is used, not the one of the machine, so that an answer is the same everywhere.

use std::sync::OnceLock;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::calendar::{self, CYCLE_DAYS, SECOND};
use crate::query::value::fault::{Fault, Result};

/// Largest distance from UTC, in seconds (18 hours, as in the reference implementation).
pub const MAX_OFFSET: i32 = 18 * 3600;

/// A rule that gives the distance from UTC.
#[derive(Clone, Debug)]
pub enum Zone {
    /// `+01:00`: seconds east of UTC.
    Offset(i32),
    /// `Europe/Berlin`
    Named(TimeZone),
}

/// A local date and time with the offset that holds then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Local day.
    pub days: i64,
    /// Local nanoseconds since midnight.
    pub nanos: i64,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self::Offset(0);

    /// The zone that `text` names: `Z`, `+01:00`, `Europe/Berlin`.
    ///
    /// # Errors
    /// Where it names none.
    pub fn parse(text: &str) -> Result<Self> {
        match parse_offset(text) {
            Some(("", offset)) => Ok(Self::Offset(offset)),
            _ => Self::named(text),
        }
    }

    /// The zone of that name.
    ///
    /// # Errors
    /// Where the database has none.
    pub fn named(name: &str) -> Result<Self> {
        static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
        let zone = DATABASE.get_or_init(TimeZoneDatabase::bundled).get(name);
        zone.map(Self::Named).map_err(|_| Fault::unreadable(format!("`{name}` is no time zone")))
    }

    /// The zone of a stored date-time.
    pub fn of(offset: i32, name: Option<&str>) -> Self {
        name.and_then(|name| Self::named(name).ok()).unwrap_or(Self::Offset(offset))
    }

    /// Its name, if it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Offset(_) => None,
            Self::Named(zone) => zone.iana_name(),
        }
    }

    /// The offset at a local time. A time that a clock skipped moves on by what was skipped; of a time that a clock
    /// showed twice the first is meant, unless the second has the offset preferred.
    pub fn at_local(&self, days: i64, nanos: i64, preferred: Option<i32>) -> Resolved {
        let plain = |offset| Resolved { days, nanos, offset };
        let zone = match self {
            Self::Offset(offset) => return plain(*offset),
            Self::Named(zone) => zone,
        };
        match zone.to_ambiguous_timestamp(library_time(days, nanos)).offset() {
            AmbiguousOffset::Unambiguous { offset } => plain(offset.seconds()),
            AmbiguousOffset::Fold { after, .. } if preferred == Some(after.seconds()) => plain(after.seconds()),
            AmbiguousOffset::Fold { before, .. } => plain(before.seconds()),
            AmbiguousOffset::Gap { before, after } => {
                let moved = nanos + i64::from(after.seconds() - before.seconds()) * SECOND;
                let days = days + moved.div_euclid(calendar::DAY);
                Resolved { days, nanos: moved.rem_euclid(calendar::DAY), offset: after.seconds() }
            }
        }
    }

    /// The local time at an instant, given as if UTC were local.
    pub fn at_instant(&self, days: i64, nanos: i64) -> Resolved {
        let offset = match self {
            Self::Offset(offset) => *offset,
            Self::Named(zone) => {
                let utc = library_time(days, nanos);
                TimeZone::UTC.to_timestamp(utc).map_or(0, |instant| zone.to_offset(instant).seconds())
            }
        };
        let moved = nanos + i64::from(offset) * SECOND;
        let days = days + moved.div_euclid(calendar::DAY);
        Resolved { days, nanos: moved.rem_euclid(calendar::DAY), offset }
    }
}

/// The years that the library's rules are asked for, a little inside its own bounds.
const LIBRARY_DAYS: std::ops::RangeInclusive<i64> =
    calendar::days_from_civil(-9998, 1, 1)..=calendar::days_from_civil(9998, 12, 31);

/// A date and time as the library has it. Beyond its years a day stands in that lies whole 400-year cycles nearer:
/// weekdays and leap years repeat after them, so the rule of the last known year (or the local mean time of the first)
/// goes on as it would.
fn library_time(days: i64, nanos: i64) -> DateTime {
    let over = (days - LIBRARY_DAYS.end()).max(0);
    let under = (LIBRARY_DAYS.start() - days).max(0);
    let cycles = (under + CYCLE_DAYS - 1) / CYCLE_DAYS - (over + CYCLE_DAYS - 1) / CYCLE_DAYS;
    let (year, month, day) = calendar::civil_from_days(days + cycles * CYCLE_DAYS);
    let seconds = nanos / SECOND;
    let time = ((seconds / 3600) as i8, (seconds / 60 % 60) as i8, (seconds % 60) as i8, (nanos % SECOND) as i32);
    DateTime::new(year as i16, month as i8, day as i8, time.0, time.1, time.2, time.3).unwrap_or_default()
}

/// Reads `Z`, `+01`, `+0100`, `+01:00`, `+01:00:30` off the front; gives the rest and the seconds east of UTC.
pub fn parse_offset(text: &str) -> Option<(&str, i32)> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return Some((rest, 0));
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (mut rest, hours) = two_digits(&text[1..])?;
    let mut seconds = hours * 3600;
    for unit in [60, 1] {
        let Some((next, part)) = two_digits(rest.strip_prefix(':').unwrap_or(rest)) else { break };
        if part >= 60 {
            return None;
        }
        seconds += part * unit;
        rest = next;
    }
    (seconds <= MAX_OFFSET).then_some((rest, sign * seconds))
}

fn two_digits(text: &str) -> Option<(&str, i32)> {
    let digits = text.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    Some((&text[2..], digits.parse().ok()?))
}

/// `Z`, `+01:00`, `+00:53:28`.
pub fn offset_text(offset: i32) -> String {
    if offset == 0 {
        return "Z".into();
    }
    let (sign, abs) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let text = format!("{sign}{:02}:{:02}", abs / 3600, abs / 60 % 60);
    if abs % 60 == 0 { text } else { format!("{text}:{:02}", abs % 60) }
}
