//! A claim as `evidence(r)` gives it, read by its keys.

use std::sync::Arc;

use crate::model::value::{Map, Value};
use crate::query::value;

/// One claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'m>(pub &'m Map);

impl<'m> Said<'m> {
    /// The text under a key.
    pub(super) fn text(self, key: &str) -> Option<&'m str> {
        match self.0.get(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The value under a key, or null.
    pub(super) fn value(self, key: &str) -> Value {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// The number of the independent source; documents that are copies of each other share it.
    pub(super) fn source(self) -> i64 {
        match self.0.get("source") {
            Some(Value::Int(source)) => *source,
            _ => -1,
        }
    }

    /// When it was said: the date of the document, else the date that the claim itself gives.
    pub(super) fn date(self) -> Option<&'m str> {
        ["document_date", "date", "since", "until"].into_iter().find_map(|key| self.text(key))
    }
}

/// The number that a value is, if it is one.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(int) => Some(*int as f64),
        Value::Float(float) => Some(*float),
        _ => None,
    }
}

/// Texts as a list, each once, in the order met.
pub(super) fn distinct<'t>(texts: impl IntoIterator<Item = &'t str>) -> Value {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    value::list(seen.into_iter().map(value::string).collect())
}

/// A map of these entries.
pub(super) fn map(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Map(Arc::new(entries.into_iter().map(|(key, value)| (Arc::from(key), value)).collect()))
}
