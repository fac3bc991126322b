//! Temporal values (openCypher 9, CIP2015-08-06 "Date and time").

use serde::{Deserialize, Serialize};

/// A temporal instant or a duration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Temporal {
    /// `date('2021-03-04')`, as days since 1970-01-01 in the proleptic Gregorian calendar.
    Date {
        /// Days since 1970-01-01.
        days: i64,
    },
    /// `localtime('08:15:20.000000125')`
    LocalTime {
        /// Nanoseconds since midnight.
        nanos: i64,
    },
    /// `time('08:15:20+01:00')`
    Time {
        /// Local nanoseconds since midnight.
        nanos: i64,
        /// Offset from UTC in seconds, east positive.
        offset: i32,
    },
    /// `localdatetime('2021-03-04T08:15')`
    LocalDateTime {
        /// Days since 1970-01-01.
        days: i64,
        /// Nanoseconds since midnight.
        nanos: i64,
    },
    /// `datetime('2021-03-04T08:15+01:00[Europe/Berlin]')`
    DateTime {
        /// Local days since 1970-01-01.
        days: i64,
        /// Local nanoseconds since midnight.
        nanos: i64,
        /// Offset from UTC in seconds, east positive.
        offset: i32,
        /// IANA time zone, where one was named.
        zone: Option<Box<str>>,
    },
    /// `duration('P1Y2M10DT2H30M')`
    Duration {
        /// Months.
        months: i64,
        /// Days.
        days: i64,
        /// Whole seconds; the sign is free of that of months and days.
        seconds: i64,
        /// Nanoseconds of the second, 0 to 999,999,999.
        nanos: i32,
    },
}
