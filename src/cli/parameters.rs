//! `-p name=value`: parameters of statements.

use std::sync::Arc;

use serde_json::Value as Json;

use super::failure::Failure;
use crate::model::value::{Map, Value};

/// The parameters as typed: each value is JSON where it reads as JSON, else text.
pub(super) fn parse(typed: &[String]) -> Result<Map, Failure> {
    typed.iter().map(|text| one(text)).collect()
}

fn one(text: &str) -> Result<(Arc<str>, Value), Failure> {
    let pair = text.split_once('=').map(|(name, value)| (name.trim().trim_start_matches('$'), value));
    let Some((name, text)) = pair.filter(|(name, _)| !name.is_empty()) else {
        return Err(Failure::Usage(format!("-p {text}: write name=value, for example -p who=OpenAI")));
    };
    let value =
        serde_json::from_str::<Json>(text).map_or_else(|_| Value::String(unquoted(text).into()), |json| value(&json));
    Ok((name.into(), value))
}

/// Text without the single quotes that the language would have around it.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text)
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
        }
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => Value::List(Arc::new(items.iter().map(value).collect())),
        Json::Object(object) => {
            Value::Map(Arc::new(object.iter().map(|(key, item)| (Arc::from(key.as_str()), value(item))).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let (name, value) = one(text).unwrap();
        format!("{name} {value:?}")
    }

    #[test]
    fn values_are_json_or_text() {
        assert_eq!(shown("n=5"), "n Int(5)");
        assert_eq!(shown("x=2.0"), "x Float(2.0)");
        assert_eq!(shown("who=OpenAI"), "who String(\"OpenAI\")");
        assert_eq!(shown("$who='Sam Altman'"), "who String(\"Sam Altman\")");
        assert_eq!(shown("l=[1,null]"), "l List([Int(1), Null])");
        assert_eq!(shown("a=b=c"), "a String(\"b=c\")");
    }

    #[test]
    fn a_parameter_needs_a_name() {
        assert!(matches!(one("=5"), Err(Failure::Usage(_))));
        assert!(matches!(one("five"), Err(Failure::Usage(_))));
    }
}
