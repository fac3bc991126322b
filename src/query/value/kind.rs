//! Names of the types that values have, as messages and `valueType()` write them.

use crate::model::temporal::Temporal;
use crate::model::value::Value;

/// The type of a value: `INTEGER`, `ZONED DATETIME`, … (names of ISO/IEC 39075 where openCypher 9 has the type).
pub fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NULL",
        Value::Bool(_) => "BOOLEAN",
        Value::Int(_) => "INTEGER",
        Value::Float(_) => "FLOAT",
        Value::String(_) => "STRING",
        Value::List(_) => "LIST",
        Value::Map(_) => "MAP",
        Value::Node(_) => "NODE",
        Value::Edge(_) => "RELATIONSHIP",
        Value::Path(_) => "PATH",
        Value::Temporal(temporal) => temporal_name(temporal),
    }
}

/// The type of a temporal value.
pub const fn temporal_name(temporal: &Temporal) -> &'static str {
    match temporal {
        Temporal::Date { .. } => "DATE",
        Temporal::LocalTime { .. } => "LOCAL TIME",
        Temporal::Time { .. } => "ZONED TIME",
        Temporal::LocalDateTime { .. } => "LOCAL DATETIME",
        Temporal::DateTime { .. } => "ZONED DATETIME",
        Temporal::Duration { .. } => "DURATION",
    }
}
