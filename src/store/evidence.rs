//! `evidence(r)`: the claims behind an edge, out of the file; and those that give nodes their attributes.

use std::sync::Arc;

use rusqlite::Connection;

use super::Store;
use super::error::StoreError;
use super::listing::{self, ClaimRow, Said};
use crate::graph::Provenance;
use crate::model::claim::Scalar;
use crate::model::value::{EdgeId, Map, NodeId, Value};

impl Provenance for Store {
    fn evidence(&self, edge: EdgeId) -> Vec<Map> {
        // An answer without evidence is better than none: a damaged file is told when it is opened.
        claims_of(&self.lock(), edge).unwrap_or_default().into_iter().map(map_of).collect()
    }

    fn attributes(&self) -> Vec<(NodeId, Map)> {
        attributes(&self.lock()).unwrap_or_default()
    }
}

fn attributes(connection: &Connection) -> Result<Vec<(NodeId, Map)>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "{} WHERE c.relation IS NULL AND se.node IS NOT NULL ORDER BY se.node, d.date IS NULL, d.date, d.path, c.number",
        listing::SELECT
    ))?;
    let mut rows = statement.query([])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        let node: u32 = row.get(listing::NODE)?;
        claims.push((NodeId(node), map_of(listing::claim(row)?)));
    }
    Ok(claims)
}

/// The claims behind an edge, oldest document first.
pub(super) fn claims_of(connection: &Connection, edge: EdgeId) -> Result<Vec<ClaimRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "{} JOIN edge_claim ec ON ec.claim = c.id WHERE ec.edge = ?1 ORDER BY d.date IS NULL, d.date, d.path, c.number",
        listing::SELECT
    ))?;
    let mut rows = statement.query([edge.0])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        claims.push(listing::claim(row)?);
    }
    Ok(claims)
}

/// A claim as a map of the query language; attributes stand beside the rest.
fn map_of(claim: ClaimRow) -> Map {
    let mut map: Map = claim.attributes.iter().map(|(key, value)| (Arc::from(key.as_str()), scalar(value))).collect();
    let mut put = |key: &str, value: Value| drop(map.insert(Arc::from(key), value));
    let [title, publisher, date] = &claim.about;
    put("document", text(&claim.path));
    for (key, value) in [("title", title), ("publisher", publisher), ("document_date", date)] {
        put(key, value.as_deref().map_or(Value::Null, text));
    }
    put("subject", text(&claim.subject.name));
    match &claim.said {
        Said::Relation { relation, object } => {
            put("relation", text(relation));
            put("object", text(&object.name));
        }
        Said::Attribute { name, value } => {
            put("attribute", text(name));
            put("value", scalar(value));
        }
    }
    put("source", Value::Int(claim.source.into()));
    put("status", text(claim.status.as_str()));
    put("attributed_to", claim.attributed_to.as_deref().map_or(Value::Null, text));
    put("rule", text(&claim.rule));
    put("confidence", Value::Float(claim.confidence));
    put("sentence", text(&claim.text));
    put("start", Value::Int(claim.span.start.into()));
    put("end", Value::Int(claim.span.end.into()));
    map
}

fn text(text: &str) -> Value {
    Value::String(text.into())
}

/// Whole numbers that a float holds exactly become integers; fractions stay floats.
fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Text(value) => text(value),
        Scalar::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Int(*number as i64),
        Scalar::Number(number) => Value::Float(*number),
    }
}
