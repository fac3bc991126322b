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

/// Types inside a list are named in this order.
const INNER_ORDER: &[&str] = &["BOOLEAN", "STRING", "INTEGER", "FLOAT"];

/// The type with what is known of nulls and of the elements of lists: `LIST<INTEGER NOT NULL> NOT NULL`.
pub fn full_name(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::List(items) => format!("LIST<{}> NOT NULL", inner_names(items)),
        other => format!("{} NOT NULL", name(other)),
    }
}

fn inner_names(items: &[Value]) -> String {
    let place = |name: &str| INNER_ORDER.iter().position(|first| name.starts_with(first)).unwrap_or(INNER_ORDER.len());
    let has_null = items.iter().any(|item| matches!(item, Value::Null));
    let names = items.iter().filter(|item| !matches!(item, Value::Null)).map(full_name);
    let names: std::collections::BTreeSet<(usize, String)> = names.map(|name| (place(&name), name)).collect();
    let shown = |name: String| if has_null { name.trim_end_matches(" NOT NULL").to_owned() } else { name };
    let names: Vec<String> = names.into_iter().map(|(_, name)| shown(name)).collect();
    match (names.is_empty(), has_null) {
        (true, true) => "NULL".into(),
        (true, false) => "NOTHING".into(),
        _ => names.join(" | "),
    }
}
