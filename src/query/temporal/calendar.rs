//! The proleptic Gregorian calendar over day numbers (day 0 is 1970-01-01).
//!
//! The language wants years from -999,999,999 to 999,999,999; the date-time library ends at ±9999. One calendar for all
//! years, rather than two that must agree: the algorithms are those of Howard Hinnant, "chrono-Compatible Low-Level Date
//! Algorithms" (<https://howardhinnant.github.io/date_algorithms.html>). A test holds them against the library.

use crate::query::value::fault::{Fault, Result};

/// The first year.
pub const MIN_YEAR: i64 = -999_999_999;
/// The last year.
pub const MAX_YEAR: i64 = 999_999_999;
/// Days in 400 years: after them weekdays and leap years repeat.
pub const CYCLE_DAYS: i64 = 146_097;
/// Nanoseconds of a second.
pub const SECOND: i64 = 1_000_000_000;
/// Nanoseconds of a day.
pub const DAY: i64 = 86_400 * SECOND;

/// The day number of a date that exists.
pub const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * CYCLE_DAYS + day_of_era - 719_468
}

/// Year, month and day of a day number.
pub const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(CYCLE_DAYS);
    let day_of_era = days.rem_euclid(CYCLE_DAYS);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// Whether a year has 366 days.
pub const fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// Days of a month.
pub const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 1 for Monday to 7 for Sunday.
pub const fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// Day of the year, from 1.
pub const fn ordinal(days: i64) -> i64 {
    days - days_from_civil(civil_from_days(days).0, 1, 1) + 1
}

/// Quarter of a month, from 1.
pub const fn quarter_of(month: i64) -> i64 {
    (month - 1) / 3 + 1
}

/// First day of a quarter.
pub const fn quarter_start(year: i64, quarter: i64) -> i64 {
    days_from_civil(year, quarter * 3 - 2, 1)
}

/// ISO 8601 week-based year and week.
pub const fn week(days: i64) -> (i64, i64) {
    let thursday = days - weekday(days) + 4;
    let year = civil_from_days(thursday).0;
    (year, (thursday - days_from_civil(year, 1, 1)) / 7 + 1)
}

/// The Monday of week 1 of a week-based year.
pub const fn week_year_start(year: i64) -> i64 {
    let fourth = days_from_civil(year, 1, 4);
    fourth - weekday(fourth) + 1
}

/// The day number of a date, if there is such a date.
///
/// # Errors
/// Where year, month or day is out of range.
pub fn date(year: i64, month: i64, day: i64) -> Result<i64> {
    check("year", year, MIN_YEAR, MAX_YEAR)?;
    check("month", month, 1, 12)?;
    check("day", day, 1, days_in_month(year, month))?;
    Ok(days_from_civil(year, month, day))
}

/// The day number of an ISO 8601 week date.
///
/// # Errors
/// Where year, week or day is out of range.
pub fn week_date(year: i64, week: i64, day: i64) -> Result<i64> {
    check("year", year, MIN_YEAR, MAX_YEAR)?;
    let weeks = (week_year_start(year + 1) - week_year_start(year)) / 7;
    check("week", week, 1, weeks)?;
    check("dayOfWeek", day, 1, 7)?;
    in_range(week_year_start(year) + (week - 1) * 7 + day - 1)
}

/// The day number of an ordinal date.
///
/// # Errors
/// Where year or day is out of range.
pub fn ordinal_date(year: i64, day: i64) -> Result<i64> {
    check("year", year, MIN_YEAR, MAX_YEAR)?;
    check("ordinalDay", day, 1, 365 + i64::from(is_leap(year)))?;
    Ok(days_from_civil(year, 1, 1) + day - 1)
}

/// The day number of a day of a quarter.
///
/// # Errors
/// Where year, quarter or day is out of range.
pub fn quarter_date(year: i64, quarter: i64, day: i64) -> Result<i64> {
    check("year", year, MIN_YEAR, MAX_YEAR)?;
    check("quarter", quarter, 1, 4)?;
    let next = if quarter == 4 { days_from_civil(year + 1, 1, 1) } else { quarter_start(year, quarter + 1) };
    check("dayOfQuarter", day, 1, next - quarter_start(year, quarter))?;
    Ok(quarter_start(year, quarter) + day - 1)
}

/// The day so many months later; a day that the month does not have becomes its last.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn add_months(days: i64, months: i64) -> Result<i64> {
    let (year, month, day) = civil_from_days(days);
    let total = (year * 12 + month - 1).checked_add(months).ok_or_else(out_of_range)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    date(year, month, day.min(days_in_month(year, month)))
}

/// The day so many days later.
///
/// # Errors
/// Where the date leaves the range of years.
pub fn add_days(days: i64, more: i64) -> Result<i64> {
    days.checked_add(more).ok_or_else(out_of_range).and_then(in_range)
}

/// The day number itself, if it lies in the range of years.
///
/// # Errors
/// Where it does not.
pub fn in_range(days: i64) -> Result<i64> {
    const FIRST: i64 = days_from_civil(MIN_YEAR, 1, 1);
    const LAST: i64 = days_from_civil(MAX_YEAR, 12, 31);
    if (FIRST..=LAST).contains(&days) { Ok(days) } else { Err(out_of_range()) }
}

fn out_of_range() -> crate::query::error::EvalError {
    Fault::unreadable(format!("a date lies between the years {MIN_YEAR} and {MAX_YEAR}"))
}

/// Checks a part of a date or time.
///
/// # Errors
/// Where it lies outside `low..=high`.
pub fn check(part: &str, value: i64, low: i64, high: i64) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Fault::unreadable(format!("`{part}` is {value}; it goes from {low} to {high} here")))
}

#[cfg(test)]
mod tests {
    use jiff::civil;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_the_library_where_that_reaches(days in -4_300_000i64..2_900_000) {
            let date = civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days));
            let date = date.expect("the range above is the library's");
            let iso = date.iso_week_date();
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!((year, month, day), (date.year().into(), date.month().into(), date.day().into()));
            prop_assert_eq!(week(days), (iso.year().into(), iso.week().into()));
            prop_assert_eq!(weekday(days), i64::from(date.weekday().to_monday_one_offset()));
            prop_assert_eq!(ordinal(days), i64::from(date.day_of_year()));
        }

        #[test]
        fn every_spelling_of_a_day_is_that_day(days in -365_000_000_000i64..365_000_000_000) {
            let (year, month, day) = civil_from_days(days);
            let (week_year, week_number) = week(days);
            prop_assert_eq!(date(year, month, day).unwrap(), days);
            prop_assert_eq!(week_date(week_year, week_number, weekday(days)).unwrap(), days);
            prop_assert_eq!(ordinal_date(year, ordinal(days)).unwrap(), days);
        }
    }

    #[test]
    fn months_end_on_their_last_day() {
        let january = days_from_civil(2024, 1, 31);
        assert_eq!(add_months(january, 1).unwrap(), days_from_civil(2024, 2, 29));
        assert_eq!(add_months(january, -11).unwrap(), days_from_civil(2023, 2, 28));
        assert!(add_months(january, i64::MAX).is_err());
    }
}
