//! Temporal values as text, in the one form that reads back as the same value.

use std::fmt::Write;

use super::calendar::{self, SECOND};
use super::zone::offset_text;
use crate::model::temporal::Temporal;

/// ISO 8601 as short as it can be, seconds and fractions that are zero left out: `08:15`,
/// `2021-03-04T08:15:20.5+01:00[Europe/Berlin]`.
pub fn text(temporal: &Temporal) -> String {
    match temporal {
        Temporal::Date { days } => date_text(*days),
        Temporal::LocalTime { nanos } => time_text(*nanos),
        Temporal::Time { nanos, offset } => time_text(*nanos) + &offset_text(*offset),
        Temporal::LocalDateTime { days, nanos } => format!("{}T{}", date_text(*days), time_text(*nanos)),
        Temporal::DateTime { days, nanos, offset, zone } => {
            let text = format!("{}T{}{}", date_text(*days), time_text(*nanos), offset_text(*offset));
            zone.as_ref().map_or_else(|| text.clone(), |zone| format!("{text}[{zone}]"))
        }
        Temporal::Duration { months, days, seconds, nanos } => duration_text(*months, *days, *seconds, *nanos),
    }
}

fn date_text(days: i64) -> String {
    let (year, month, day) = calendar::civil_from_days(days);
    let sign = match year {
        ..0 => "-",
        0..=9999 => "",
        _ => "+",
    };
    format!("{sign}{:04}-{month:02}-{day:02}", year.abs())
}

fn time_text(nanos: i64) -> String {
    let seconds = nanos / SECOND;
    let mut text = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if nanos % (60 * SECOND) != 0 {
        let _ = write!(text, ":{:02}", seconds % 60);
        push_fraction(&mut text, nanos % SECOND);
    }
    text
}

/// `.5`, and nothing for 0.
fn push_fraction(text: &mut String, nanos: i64) {
    if nanos != 0 {
        let digits = format!("{nanos:09}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
}

/// Each part has its own sign, as parts of a duration may point different ways.
fn duration_text(months: i64, days: i64, seconds: i64, nanos: i32) -> String {
    let mut text = String::from("P");
    let mut part = |amount: i64, unit: char| {
        if amount != 0 {
            let _ = write!(text, "{amount}{unit}");
        }
    };
    part(months / 12, 'Y');
    part(months % 12, 'M');
    part(days, 'D');
    let total = i128::from(seconds) * i128::from(SECOND) + i128::from(nanos);
    if total != 0 || text.len() == 1 {
        push_time(&mut text, total);
    }
    text
}

fn push_time(text: &mut String, total: i128) {
    text.push('T');
    let whole = total / i128::from(SECOND);
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    let fraction = (total % i128::from(SECOND)).unsigned_abs() as i64;
    if hours != 0 {
        let _ = write!(text, "{hours}H");
    }
    if minutes != 0 {
        let _ = write!(text, "{minutes}M");
    }
    if seconds != 0 || fraction != 0 || total == 0 {
        let sign = if total < 0 && seconds == 0 { "-" } else { "" };
        let _ = write!(text, "{sign}{seconds}");
        push_fraction(text, fraction);
        text.push('S');
    }
}
