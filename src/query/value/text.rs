//! Predicates over strings: `STARTS WITH`, `ENDS WITH`, `CONTAINS`, `=~`.

use std::cell::RefCell;

use regex::Regex;

use super::fault::{Fault, Result};
use crate::model::value::Value;

/// A predicate that takes two strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTest {
    /// `a STARTS WITH b`
    StartsWith,
    /// `a ENDS WITH b`
    EndsWith,
    /// `a CONTAINS b`
    Contains,
    /// `a =~ b`
    Matches,
}

/// Whether the predicate holds; null where an operand is not a string.
///
/// # Errors
/// Where the right side of `=~` is not a regular expression.
pub fn test(predicate: TextTest, a: &Value, b: &Value) -> Result<Option<bool>> {
    let (Value::String(a), Value::String(b)) = (a, b) else {
        return Ok(None);
    };
    Ok(Some(match predicate {
        TextTest::StartsWith => a.starts_with(&**b),
        TextTest::EndsWith => a.ends_with(&**b),
        TextTest::Contains => memchr::memmem::find(a.as_bytes(), b.as_bytes()).is_some(),
        TextTest::Matches => return matches(a, b).map(Some),
    }))
}

/// Largest compiled regular expression, in bytes.
pub const MAX_REGEX_BYTES: usize = 1 << 20;

thread_local! {
    /// The expression used last on this thread; a filter uses one for all its rows.
    static LAST: RefCell<Option<(Box<str>, Regex)>> = const { RefCell::new(None) };
}

/// Whether the whole of `text` matches, as `=~` wants.
fn matches(text: &str, pattern: &str) -> Result<bool> {
    LAST.with_borrow_mut(|last| match last {
        Some((known, regex)) if **known == *pattern => Ok(regex.is_match(text)),
        _ => {
            let regex = compile(pattern)?;
            let result = regex.is_match(text);
            *last = Some((pattern.into(), regex));
            Ok(result)
        }
    })
}

/// An expression that matches whole strings only.
///
/// # Errors
/// Where it is not a regular expression or grows over [`MAX_REGEX_BYTES`].
pub fn compile(pattern: &str) -> Result<Regex> {
    regex::RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(MAX_REGEX_BYTES)
        .build()
        .map_err(|error| Fault::unreadable(format!("not a regular expression: {error}")))
}
