//! Literals: numbers and strings.

use super::parts::{Pair, Parts, at};
use super::{Builder, Rule};
use crate::query::error::{Detail, QueryError, Stage};
use crate::query::syntax::{At, Literal};

impl Builder {
    /// `literal`; `negative` if a minus stands directly before it and is to be taken into a number.
    pub(super) fn literal(&mut self, pair: Pair<'_>, negative: bool) -> Result<Literal, QueryError> {
        let at = at(&pair);
        let inner = Parts::of(pair).one()?;
        match inner.as_rule() {
            Rule::kw_true => Ok(Literal::Bool(true)),
            Rule::kw_false => Ok(Literal::Bool(false)),
            Rule::kw_null => Ok(Literal::Null),
            Rule::number => number(inner.as_str(), negative, at),
            _ => unescape(inner.as_str(), at).map(Literal::String),
        }
    }
}

/// Whether a literal is a number, by its first character.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// `42`, `0x2A`, `0o52`, `4.2e1`
fn number(text: &str, negative: bool, at: At) -> Result<Literal, QueryError> {
    let lower = text.to_ascii_lowercase();
    let radix = [("0x", 16), ("0o", 8)].into_iter().find_map(|(p, r)| Some((lower.strip_prefix(p)?, r)));
    match radix {
        Some((digits, radix)) => integer(digits, radix, negative, at),
        None if lower.bytes().all(|b| b.is_ascii_digit()) => integer(&lower, 10, negative, at),
        None => float(&lower, negative, at),
    }
}

fn integer(digits: &str, radix: u32, negative: bool, at: At) -> Result<Literal, QueryError> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(bad_number(at));
    }
    let sign = if negative { "-" } else { "" };
    i64::from_str_radix(&format!("{sign}{digits}"), radix).map(Literal::Int).map_err(|_| {
        let message = "this integer does not fit into 64 bits";
        QueryError::syntax(Stage::Parse, Detail::IntegerOverflow, message, at.0)
    })
}

fn float(text: &str, negative: bool, at: At) -> Result<Literal, QueryError> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b".e+-".contains(&b)) {
        return Err(bad_number(at));
    }
    let value: f64 = text.parse().map_err(|_| bad_number(at))?;
    if value.is_infinite() {
        let message = "this number is beyond the range of floats";
        return Err(QueryError::syntax(Stage::Parse, Detail::FloatingPointOverflow, message, at.0));
    }
    Ok(Literal::Float(if negative { -value } else { value }))
}

fn bad_number(at: At) -> QueryError {
    QueryError::syntax(Stage::Parse, Detail::InvalidNumberLiteral, "this is not a number", at.0)
        .expecting(vec!["a number such as 42, 0x2A, 0o52, 4.2 or 1.5e3".into()])
}

/// `'a\n'` → a and a line feed.
pub(super) fn unescape(quoted: &str, at: At) -> Result<String, QueryError> {
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or("");
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        let (c, behind) = escape(&rest[backslash + 1..], at)?;
        text.push(c);
        rest = behind;
    }
    text.push_str(rest);
    Ok(text)
}

/// What one letter behind a backslash means.
const ESCAPES: &[(char, char)] = &[
    ('n', '\n'),
    ('t', '\t'),
    ('r', '\r'),
    ('b', '\u{8}'),
    ('f', '\u{c}'),
    ('0', '\0'),
    ('\\', '\\'),
    ('\'', '\''),
    ('"', '"'),
    ('`', '`'),
];

/// The character that stands behind a backslash, and the text behind it.
fn escape(text: &str, at: At) -> Result<(char, &str), QueryError> {
    let letter = text.chars().next().unwrap_or(' ');
    let behind = &text[letter.len_utf8().min(text.len())..];
    match letter {
        'u' | 'U' => unicode(behind, if letter == 'u' { 4 } else { 8 }, at),
        _ => match ESCAPES.iter().find(|(from, _)| *from == letter) {
            Some((_, to)) => Ok((*to, behind)),
            None => {
                let message = format!("\\{letter} is no escape; a backslash itself is written \\\\");
                Err(QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, at.0))
            }
        },
    }
}

/// `00e9` behind `\u`. Two halves of a surrogate pair make one character.
fn unicode(text: &str, length: usize, at: At) -> Result<(char, &str), QueryError> {
    let fault = || {
        let message = format!("behind \\u or \\U there must be {length} hexadecimal digits of a character");
        QueryError::syntax(Stage::Parse, Detail::InvalidUnicodeLiteral, message, at.0)
    };
    let (code, behind) = hexadecimal(text, length).ok_or_else(fault)?;
    if (0xD800..0xDC00).contains(&code) {
        let (low, behind) = behind.strip_prefix("\\u").and_then(|t| hexadecimal(t, 4)).ok_or_else(fault)?;
        let pair = 0x10000 + ((code - 0xD800) << 10) + low.checked_sub(0xDC00).ok_or_else(fault)?;
        return Ok((char::from_u32(pair).ok_or_else(fault)?, behind));
    }
    Ok((char::from_u32(code).ok_or_else(fault)?, behind))
}

fn hexadecimal(text: &str, length: usize) -> Option<(u32, &str)> {
    let digits = text.get(..length)?;
    let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
    Some((u32::from_str_radix(digits, 16).ok().filter(|_| all)?, &text[length..]))
}
