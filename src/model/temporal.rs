//! Temporal values (openCypher 9, CIP2015-08-06 "Date and time").

use serde::{Deserialize, Serialize};

/// A temporal instant or a duration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Temporal {
    /// `date('1984-10-11')`, as days since 1970-01-01 in the proleptic Gregorian calendar.
    Date {
        /// Days since 1970-01-01.
        days: i64,
    },
    /// `localtime('12:31:14.645876123')`
    LocalTime {
        /// Nanoseconds since midnight.
        nanos: i64,
    },
    /// `time('12:31:14+01:00')`
    Time {
        /// Local nanoseconds since midnight.
        nanos: i64,
        /// Offset from UTC in seconds, east positive.
        offset: i32,
    },
    /// `localdatetime('1984-10-11T12:31')`
    LocalDateTime {
        /// Days since 1970-01-01.
        days: i64,
        /// Nanoseconds since midnight.
        nanos: i64,
    },
    /// `datetime('1984-10-11T12:31+01:00[Europe/Stockholm]')`
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
