//! Property values as JSON, so that any SQLite tool can read them.
//!
//! null, booleans, numbers, strings, lists and maps are what they are in JSON; a float always has a point or an exponent.
//! What JSON has not is an object with one key: `{"$float": "NaN"}`, `{"$temporal": …}`; a map with a key that begins
//! with `$` is `{"$map": {…}}`.

use std::sync::Arc;

use serde_json::{Map as Object, Number, Value as Json, json};

use super::error::StoreError;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Value};

/// A map of properties as a JSON object, in the order of the keys.
pub(super) fn write_map(map: &Map) -> String {
    Json::Object(object(map)).to_string()
}

/// A list of texts as a JSON array.
pub(super) fn write_texts<T: AsRef<str>>(texts: &[T]) -> String {
    Json::Array(texts.iter().map(|text| Json::from(text.as_ref())).collect()).to_string()
}

/// A JSON object as a map of properties.
///
/// # Errors
/// Text that is no JSON object, or holds what no property is.
pub(super) fn read_map(text: &str) -> Result<Map, StoreError> {
    match serde_json::from_str(text) {
        Ok(Json::Object(object)) => map(&object),
        Ok(_) => Err(StoreError::Value(format!("no object: {text}"))),
        Err(error) => Err(StoreError::Value(error.to_string())),
    }
}

/// A JSON array of strings.
///
/// # Errors
/// Text that is none.
pub(super) fn read_texts(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Value(error.to_string()))
}

fn object(map: &Map) -> Object<String, Json> {
    map.iter().map(|(key, value)| (key.to_string(), write(value))).collect()
}

fn write(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::from(*value),
        Value::Int(value) => Json::from(*value),
        Value::Float(value) => {
            Number::from_f64(*value).map_or_else(|| json!({"$float": value.to_string()}), Json::Number)
        }
        Value::String(text) => Json::from(&**text),
        Value::List(items) => Json::Array(items.iter().map(write).collect()),
        Value::Map(map) if map.keys().any(|key| key.starts_with('$')) => json!({"$map": object(map)}),
        Value::Map(map) => Json::Object(object(map)),
        Value::Temporal(value) => json!({"$temporal": &**value}),
        Value::Null | Value::Node(_) | Value::Edge(_) | Value::Path(_) => Json::Null,
    }
}

fn map(object: &Object<String, Json>) -> Result<Map, StoreError> {
    object.iter().map(|(key, value)| Ok((Arc::from(key.as_str()), read(value)?))).collect()
}

fn read(json: &Json) -> Result<Value, StoreError> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => number_value(number),
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => Value::List(Arc::new(items.iter().map(read).collect::<Result<_, _>>()?)),
        Json::Object(object) => read_object(object)?,
    })
}

fn number_value(number: &Number) -> Value {
    number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
}

fn read_object(object: &Object<String, Json>) -> Result<Value, StoreError> {
    let bad = || StoreError::Value(Json::Object(object.clone()).to_string());
    let special = object.iter().next().filter(|(key, _)| object.len() == 1 && key.starts_with('$'));
    Ok(match special.map(|(key, value)| (key.as_str(), value)) {
        Some(("$float", Json::String(text))) => Value::Float(text.parse().map_err(|_| bad())?),
        Some(("$temporal", value)) => {
            let temporal: Temporal = serde_json::from_value(value.clone()).map_err(|_| bad())?;
            Value::Temporal(Arc::new(temporal))
        }
        Some(("$map", Json::Object(inner))) => Value::Map(Arc::new(map(inner)?)),
        _ => Value::Map(Arc::new(map(object)?)),
    })
}
