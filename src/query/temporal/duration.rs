//! Durations: months, days and seconds apart, as a month and a day have no fixed length (CIP2015-08-06, "Durations").
//!
//! A fraction of a unit goes down into the next: a part of a month is that part of 30.436875 days, a part of a day that
//! part of 24 hours. Amounts are held as decimals, so that `0.1` means what it says.

use super::calendar::SECOND;
use super::instant::MONTH_SECONDS;
use super::parse;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Value};
use crate::query::error::EvalError;
use crate::query::value::fault::{Fault, Result};
use crate::query::value::kind;

/// One, as an amount with 18 decimal places.
const ONE: i128 = 1_000_000_000_000_000_000;
/// Nanoseconds of a day.
const DAY: i128 = super::calendar::DAY as i128;

/// Where the amount of a unit goes.
#[derive(Clone, Copy)]
enum Part {
    /// So many months.
    Months(i128),
    /// So many days.
    Days(i128),
    /// So many nanoseconds.
    Nanos(i128),
}

/// Keys of a map that makes a duration.
const UNITS: &[(&str, Part)] = &[
    ("years", Part::Months(12)),
    ("quarters", Part::Months(3)),
    ("months", Part::Months(1)),
    ("weeks", Part::Days(7)),
    ("days", Part::Days(1)),
    ("hours", Part::Nanos(3_600_000_000_000)),
    ("minutes", Part::Nanos(60_000_000_000)),
    ("seconds", Part::Nanos(1_000_000_000)),
    ("milliseconds", Part::Nanos(1_000_000)),
    ("microseconds", Part::Nanos(1000)),
    ("nanoseconds", Part::Nanos(1)),
];

/// Letters of the text form before and behind `T`, in their order.
const DATE_LETTERS: &[(char, Part)] =
    &[('Y', Part::Months(12)), ('M', Part::Months(1)), ('W', Part::Days(7)), ('D', Part::Days(1))];
const TIME_LETTERS: &[(char, Part)] =
    &[('H', Part::Nanos(3_600_000_000_000)), ('M', Part::Nanos(60_000_000_000)), ('S', Part::Nanos(1_000_000_000))];

/// Amounts with 18 decimal places, gathered.
#[derive(Default)]
struct Sum {
    months: i128,
    days: i128,
    nanos: i128,
}

impl Sum {
    /// Adds so much of a unit; `None` on overflow.
    fn add(&mut self, amount: i128, part: Part) -> Option<()> {
        match part {
            Part::Months(n) => self.months = self.months.checked_add(amount.checked_mul(n)?)?,
            Part::Days(n) => self.days = self.days.checked_add(amount.checked_mul(n)?)?,
            // Whole and fraction apart: their product with a unit would not fit.
            Part::Nanos(n) => {
                let nanos = (amount / ONE).checked_mul(n)? + amount % ONE * n / ONE;
                self.nanos = self.nanos.checked_add(nanos)?;
            }
        }
        Some(())
    }

    fn finish(self) -> Result<Temporal> {
        let month_part = self.months % ONE * i128::from(MONTH_SECONDS) / i128::from(SECOND);
        let day_part = self.days % ONE * 86_400 / i128::from(SECOND);
        let days = self.days / ONE + month_part / DAY;
        new(self.months / ONE, days, self.nanos + month_part % DAY + day_part)
    }
}

/// A duration of so many months, days and nanoseconds.
///
/// # Errors
/// Where a part does not fit 64 bits.
pub fn new(months: i128, days: i128, nanos: i128) -> Result<Temporal> {
    let seconds = nanos.div_euclid(i128::from(SECOND));
    let parts = (i64::try_from(months), i64::try_from(days), i64::try_from(seconds));
    let (Ok(months), Ok(days), Ok(seconds)) = parts else { return Err(overflow()) };
    Ok(Temporal::Duration { months, days, seconds, nanos: nanos.rem_euclid(i128::from(SECOND)) as i32 })
}

fn overflow() -> EvalError {
    Fault::Overflow { operation: "duration" }.into()
}

/// `{days: 1.5, hours: 2}`
///
/// # Errors
/// On a key that is no unit, a value that is no number, and on overflow.
pub fn from_map(map: &Map) -> Result<Temporal> {
    let mut sum = Sum::default();
    for (key, value) in map {
        let unit = UNITS.iter().find(|(name, _)| *name == &**key);
        let (_, part) = unit.ok_or_else(|| Fault::unreadable(format!("`{key}` is no unit of a duration")))?;
        let amount = match value {
            Value::Int(int) => i128::from(*int) * ONE,
            Value::Float(float) if float.is_finite() => decimal(&float.to_string()).ok_or_else(overflow)?,
            other => return Err(Fault::unreadable(format!("`{key}` is a number, not {}", kind::name(other)))),
        };
        sum.add(amount, *part).ok_or_else(overflow)?;
    }
    sum.finish()
}

/// `P1Y2M10DT2H30M`, `P5M1.5D`, `-P1D`, `P2012-02-02T14:37:21.545`
///
/// # Errors
/// Where the text is no duration.
pub fn parse(text: &str) -> Result<Temporal> {
    let fail = || Fault::unreadable(format!("`{text}` is no duration"));
    let (sign, body) = match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let body = body.strip_prefix('P').ok_or_else(fail)?;
    let (date, time) = match body.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (body, None),
    };
    let mut sum = Sum::default();
    let dated = date_amounts(date, time, &mut sum);
    if dated.is_none() {
        letters(date, DATE_LETTERS, sign, &mut sum).ok_or_else(fail)?;
        time.map_or(Some(()), |time| letters(time, TIME_LETTERS, sign, &mut sum)).ok_or_else(fail)?;
    }
    if body.is_empty() || time.is_some_and(str::is_empty) {
        return Err(fail());
    }
    sum.finish()
}

/// The form `2012-02-02T14:37:21.545`.
fn date_amounts(date: &str, time: Option<&str>, sum: &mut Sum) -> Option<()> {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
    let (years, months, days) = (parts.next()??, parts.next()??, parts.next()??);
    if date.len() != 10 || parts.next().is_some() {
        return None;
    }
    sum.months = (i128::from(years) * 12 + i128::from(months)) * ONE;
    sum.days = i128::from(days) * ONE;
    sum.nanos = time.map_or(Some(0), |time| parse::local_time(time).ok())?.into();
    Some(())
}

/// Amounts with their letters, each letter at most once and in order.
fn letters(mut text: &str, units: &[(char, Part)], sign: i128, sum: &mut Sum) -> Option<()> {
    let mut allowed = units;
    while !text.is_empty() {
        let end = text.find(|c: char| c.is_ascii_alphabetic())?;
        let amount = decimal(&text[..end])?;
        let letter = text[end..].chars().next()?;
        let at = allowed.iter().position(|(name, _)| *name == letter)?;
        sum.add(sign * amount, allowed[at].1)?;
        allowed = &allowed[at + 1..];
        text = &text[end + 1..];
    }
    Some(())
}

/// Most digits before the point; more fit no part of a duration.
const WHOLE_DIGITS: usize = 19;

/// A decimal number with 18 places; digits behind those are dropped.
fn decimal(text: &str) -> Option<i128> {
    let (sign, text) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > WHOLE_DIGITS {
        return None;
    }
    let fraction = &fraction[..fraction.len().min(18)];
    let scale = 10i128.pow(18 - fraction.len() as u32);
    Some(sign * (whole.parse::<i128>().ok()? * ONE + fraction.parse::<i128>().ok()? * scale))
}

/// The duration times a factor.
///
/// # Errors
/// On overflow, and where the factor is not finite.
pub fn scale(months: i64, days: i64, nanos: i128, factor: f64) -> Result<Temporal> {
    let whole = nanos.div_euclid(i128::from(SECOND));
    let part = nanos.rem_euclid(i128::from(SECOND));
    let product = |amount: f64| -> Result<i128> {
        let text = (amount * factor).to_string();
        decimal(&text).ok_or_else(overflow)
    };
    let mut sum = Sum { months: product(months as f64)?, days: product(days as f64)?, nanos: 0 };
    sum.add(product(whole as f64)?, Part::Nanos(SECOND.into())).ok_or_else(overflow)?;
    sum.add(product(part as f64)?, Part::Nanos(1)).ok_or_else(overflow)?;
    sum.finish()
}

/// The duration by a whole number.
///
/// # Errors
/// On overflow, and on division by zero.
pub fn divide(months: i64, days: i64, nanos: i128, by: i64) -> Result<Temporal> {
    if by == 0 {
        return Err(Fault::DivisionByZero.into());
    }
    let by = i128::from(by);
    Sum { months: i128::from(months) * ONE / by, days: i128::from(days) * ONE / by, nanos: nanos / by }.finish()
}
