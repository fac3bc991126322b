//! Reading dates and times in every form of ISO 8601 that openCypher takes (CIP2015-08-06, "Parsing").

use super::calendar::{self, SECOND};
use super::instant;
use super::zone::{self, Zone};
use crate::model::temporal::Temporal;
use crate::query::value::fault::{Fault, Result};

/// Most digits of a signed year.
const YEAR_DIGITS: usize = 9;

/// `2015-07-21`, `20150721`, `2015-07`, `2015-W30-2`, `2015-Q3-45`, `2015-202`, `2015`, … → day number.
///
/// # Errors
/// Where the text is no date.
pub fn date(text: &str) -> Result<i64> {
    let date = date_form(text).ok_or_else(|| unreadable("date", text))?;
    date.days().map_err(|error| Fault::unreadable(format!("`{text}` is no date: {error}")))
}

/// A date as it is spelt.
enum DateForm {
    Calendar(i64, i64, i64),
    Week(i64, i64, i64),
    Quarter(i64, i64, i64),
    Ordinal(i64, i64),
}

impl DateForm {
    fn days(&self) -> Result<i64> {
        match *self {
            Self::Calendar(year, month, day) => calendar::date(year, month, day),
            Self::Week(year, week, day) => calendar::week_date(year, week, day),
            Self::Quarter(year, quarter, day) => calendar::quarter_date(year, quarter, day),
            Self::Ordinal(year, day) => calendar::ordinal_date(year, day),
        }
    }
}

fn date_form(text: &str) -> Option<DateForm> {
    let (year, rest) = year(text)?;
    let (extended, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    if rest.is_empty() {
        return (!extended).then_some(DateForm::Calendar(year, 1, 1));
    }
    if let Some(rest) = rest.strip_prefix('W') {
        let (week, day) = two_parts(rest, extended, 2, 1)?;
        return Some(DateForm::Week(year, week, day));
    }
    if let Some(rest) = rest.strip_prefix('Q') {
        let (quarter, day) = two_parts(rest, extended, 1, 2)?;
        return Some(DateForm::Quarter(year, quarter, day));
    }
    if rest.len() == 3 {
        return Some(DateForm::Ordinal(year, number(rest)?));
    }
    let (month, day) = two_parts(rest, extended, 2, 2)?;
    Some(DateForm::Calendar(year, month, day))
}

/// Four digits, or a sign and up to nine.
fn year(text: &str) -> Option<(i64, &str)> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return Some((number(text.get(..4)?)?, &text[4..])),
    };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let year = number(digits.get(..length)?).filter(|_| length <= YEAR_DIGITS)?;
    Some((sign * year, &digits[length..]))
}

/// A part of `first` digits, and behind a hyphen where the form is extended one of `second` digits, else 1.
fn two_parts(text: &str, extended: bool, first: usize, second: usize) -> Option<(i64, i64)> {
    let a = number(text.get(..first)?)?;
    let rest = &text[first..];
    if rest.is_empty() {
        return Some((a, 1));
    }
    let rest = if extended { rest.strip_prefix('-')? } else { rest };
    (rest.len() == second).then(|| number(rest)).flatten().map(|b| (a, b))
}

fn number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// `21:40:32.142`, `214032.142`, `21:40`, `2140`, `21` → nanoseconds since midnight.
///
/// # Errors
/// Where the text is no time without zone.
pub fn local_time(text: &str) -> Result<i64> {
    match clock(text) {
        Some((nanos, "")) => Ok(nanos),
        _ => Err(unreadable("local time", text)),
    }
}

/// A time, and behind it `Z`, `+01:00`, … or nothing for UTC.
///
/// # Errors
/// Where the text is no time.
pub fn time(text: &str) -> Result<Temporal> {
    let (nanos, rest) = clock(text).ok_or_else(|| unreadable("time", text))?;
    let offset = match rest {
        "" => 0,
        rest => match zone::parse_offset(rest) {
            Some(("", offset)) => offset,
            _ => return Err(unreadable("time", text)),
        },
    };
    Ok(Temporal::Time { nanos, offset })
}

/// A date, `T` and a time; or a date alone, for midnight.
///
/// # Errors
/// Where the text is no date and time without zone.
pub fn local_date_time(text: &str) -> Result<(i64, i64)> {
    match text.split_once('T') {
        Some((day, clock)) => Ok((date(day)?, local_time(clock)?)),
        None => Ok((date(text)?, 0)),
    }
}

/// A date, `T`, a time, and behind it an offset, a zone in brackets, both, or nothing for UTC.
///
/// # Errors
/// Where the text is no date and time, or its offset is none that its zone has then.
pub fn date_time(text: &str) -> Result<Temporal> {
    let fail = || unreadable("date and time", text);
    let Some((day, rest)) = text.split_once('T') else {
        return instant::at_local(date(text)?, 0, &Zone::UTC, None);
    };
    let (nanos, rest) = clock(rest).ok_or_else(fail)?;
    let (rest, offset) = match zone::parse_offset(rest) {
        Some((rest, offset)) => (rest, Some(offset)),
        None => (rest, None),
    };
    let zone = match rest.strip_prefix('[').map(|rest| rest.strip_suffix(']')) {
        Some(Some(name)) => Zone::named(name)?,
        None if rest.is_empty() => Zone::Offset(offset.unwrap_or(0)),
        _ => return Err(fail()),
    };
    let resolved = zone.at_local(date(day)?, nanos, offset);
    if offset.is_some_and(|offset| offset != resolved.offset) {
        return Err(Fault::unreadable(format!("`{text}`: the zone does not have this offset then")));
    }
    instant::at_local(date(day)?, nanos, &zone, offset)
}

/// Reads a time off the front: nanoseconds since midnight, and the rest.
fn clock(text: &str) -> Option<(i64, &str)> {
    let extended = text.as_bytes().get(2) == Some(&b':');
    let mut parts = [0; 3];
    let mut rest = text;
    let mut read = 0;
    while read < 3 {
        let digits = if extended && read > 0 { rest.strip_prefix(':') } else { Some(rest) };
        let Some(part) = digits.and_then(|digits| number(digits.get(..2)?)) else { break };
        (parts[read], rest) = (part, &digits?[2..]);
        read += 1;
    }
    let [hours, minutes, seconds] = parts;
    if read == 0 || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let (fraction, rest) = if read == 3 { fraction(rest)? } else { (0, rest) };
    Some(((hours * 3600 + minutes * 60 + seconds) * SECOND + fraction, rest))
}

/// Reads `.142` off the front as nanoseconds: nothing, or one to nine digits.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix(['.', ',']) else {
        return Some((0, text));
    };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=9).contains(&length) {
        return None;
    }
    let nanos = number(&digits[..length])? * 10i64.pow(9 - length as u32);
    Some((nanos, &digits[length..]))
}

fn unreadable(what: &str, text: &str) -> crate::query::error::EvalError {
    Fault::unreadable(format!("`{text}` is no {what}"))
}
