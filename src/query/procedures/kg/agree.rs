//! Whether two values of one attribute can both be true: a rounded sum and the exact one, a year and a day in it, an
//! upper bound and what lies below.

use crate::model::value::Value;

use super::said::{Said, number};

/// How far apart two values may be where one of them is said to be about right.
const ABOUT: f64 = 0.05;

/// Numbers that differ by less are one number written in two ways.
const SAME: f64 = 1e-6;

/// Significant digits from which on a number may be another one rounded; `5` is not `4.6` rounded, but `12` is `11.9`.
const FEWEST_DIGITS: u32 = 2;

/// Sums, shares and powers, with currency, unit and bound as the claims give them.
pub(super) fn numbers(key: &str, a: Said<'_>, b: Said<'_>) -> bool {
    let comparable = ["currency", "unit"].iter().all(|key| match (a.text(key), b.text(key)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    });
    let (Some(x), Some(y)) = (number(&a.value(key)), number(&b.value(key))) else { return true };
    !comparable || (x - y).abs() <= SAME * x.abs().max(y.abs()) || fits(x, a, y) || fits(y, b, x)
}

/// Whether `x` with its bound allows for `y`.
fn fits(x: f64, said: Said<'_>, y: f64) -> bool {
    match said.text("qualifier") {
        Some("up_to" | "under") => y <= x,
        Some("at_least" | "over") => y >= x,
        Some("about") => (x - y).abs() <= ABOUT * x.abs().max(y.abs()),
        _ => is_rounded(x, y),
    }
}

/// Whether `x` is `y` rounded to the digits that `x` has.
fn is_rounded(x: f64, y: f64) -> bool {
    if x <= 0.0 || y <= 0.0 {
        return false;
    }
    let top = x.log10().floor();
    let digits = (1..=12).find(|digits| {
        let step = 10f64.powf(top - f64::from(digits - 1));
        ((x / step).round() * step - x).abs() <= SAME * x
    });
    digits.is_some_and(|digits: u32| {
        let step = 10f64.powf(top - f64::from(digits - 1));
        digits >= FEWEST_DIGITS && ((y / step).round() * step - x).abs() <= SAME * x
    })
}

/// Days and periods: one within the other.
pub(super) fn dates(key: &str, a: Said<'_>, b: Said<'_>) -> bool {
    let Some((a, b)) = a.text(key).zip(b.text(key)) else { return true };
    match period(a).zip(period(b)) {
        Some(((a_from, a_to), (b_from, b_to))) => {
            (a_from <= b_from && b_to <= a_to) || (b_from <= a_from && a_to <= b_to)
        }
        None => a == b,
    }
}

/// First and last day of `2026`, `2026-H2`, `2026-Q1`, `2025-07`, `2025-07-22`, each month taken as 31 days long.
fn period(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('-');
    let year: u32 = parts.next()?.parse().ok()?;
    let (from, to) = match parts.next() {
        None => (1, 12),
        Some(part) => match part.split_at_checked(1)? {
            ("H", half) => part_of_year(half, 6)?,
            ("Q", quarter) => part_of_year(quarter, 3)?,
            _ => part.parse().ok().map(|month| (month, month))?,
        },
    };
    let (first, last) = match parts.next() {
        None => (1, 31),
        Some(day) => day.parse().ok().map(|day| (day, day))?,
    };
    let day = |month: u32, day: u32| (year * 12 + month) * 31 + day;
    Some((day(from, first), day(to, last)))
}

fn part_of_year(number: &str, months: u32) -> Option<(u32, u32)> {
    let number: u32 = number.parse().ok().filter(|number| (1..=12 / months).contains(number))?;
    Some(((number - 1) * months + 1, number * months))
}

/// In the order of a deal's life. What is denied has no place in it.
const LIFE: &[&str] = &["reported", "negotiated", "planned", "actual", "ended"];

/// The place of a status in the life of a deal.
pub(super) fn stage(status: &str) -> Option<usize> {
    LIFE.iter().position(|known| *known == status)
}

/// Status: the same, or a later step said at a later date.
pub(super) fn status(key: &str, a: Said<'_>, b: Said<'_>) -> bool {
    let (Some(x), Some(y)) = (a.text(key), b.text(key)) else { return true };
    if x == y {
        return true;
    }
    let (Some(before), Some(after)) = (stage(x), stage(y)) else { return false };
    let (Some(first), Some(second)) = (a.text("document_date"), b.text("document_date")) else { return false };
    if before < after { first < second } else { second < first }
}

/// Values that are the same or not.
pub(super) fn same(key: &str, a: Said<'_>, b: Said<'_>) -> bool {
    match (a.value(key), b.value(key)) {
        (Value::String(a), Value::String(b)) => a == b,
        (a, b) => number(&a).zip(number(&b)).is_none_or(|(a, b)| (a - b).abs() <= SAME * a.abs().max(b.abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Map;

    type Agree = fn(&str, Said<'_>, Said<'_>) -> bool;

    fn claim(text: &str) -> Map {
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap();
            let value = value.parse().map_or_else(|_| Value::String(value.into()), Value::Float);
            (key.into(), value)
        };
        text.split(' ').map(pair).collect()
    }

    fn agree(with: Agree, key: &str, a: &str, b: &str) -> bool {
        let (a, b) = (claim(a), claim(b));
        let (one, other) = (with(key, Said(&a), Said(&b)), with(key, Said(&b), Said(&a)));
        assert_eq!(one, other, "it holds both ways");
        one
    }

    #[test]
    fn sums_agree_where_bounds_and_rounding_allow() {
        let amount = |a, b| agree(numbers, "amount", a, b);
        assert!(amount("amount=12e9", "amount=11.9e9"));
        assert!(!amount("amount=5e9", "amount=4.6e9"));
        assert!(!amount("amount=15e9", "amount=12e9"));
        assert!(amount("amount=100e9 qualifier=up_to", "amount=10e9"));
        assert!(!amount("amount=100e9 qualifier=up_to", "amount=110e9"));
        assert!(amount("amount=100e9 qualifier=about", "amount=104e9"));
        assert!(amount("amount=3e9 currency=EUR", "amount=5e9 currency=USD"));
    }

    #[test]
    fn a_day_agrees_with_its_year() {
        let date = |a: &str, b: &str| agree(dates, "date", &format!("date={a}"), &format!("date={b}"));
        assert!(date("2026-H2", "2026-09"));
        assert!(date("2026-Q1", "2026-03-31"));
        assert!(!date("2026-H1", "2026-09"));
    }

    #[test]
    fn a_later_step_at_a_later_date_is_no_contradiction() {
        let status = |a, b| agree(status, "status", a, b);
        assert!(status("status=planned document_date=2025-01-01", "status=actual document_date=2025-06-01"));
        assert!(!status("status=actual document_date=2025-01-01", "status=planned document_date=2025-06-01"));
        assert!(!status("status=denied document_date=2025-01-01", "status=planned document_date=2025-06-01"));
        assert!(!status("status=planned", "status=actual"));
    }
}
