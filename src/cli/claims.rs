//! `geflecht claims GRAPH|INPUT...`: every claim with its evidence.

use std::io::Write;
use std::sync::Arc;

use serde_json::{Map as Object, Value as Json, json};

use super::arguments::ClaimsArguments;
use super::failure::Failure;
use super::output::Output;
use super::{Context, DONE, build, open, query};
use crate::graph::Graph;
use crate::model::claim::Scalar;
use crate::model::value::Value;
use crate::render::{self, Format, Room, Sheet};
use crate::store::{ClaimRow, Party, Said, Store};

/// Lists the claims: JSON Lines unless another format is asked for.
pub(super) fn run(arguments: ClaimsArguments, context: &Context) -> Result<u8, Failure> {
    let default = if context.terminal.width.is_some() { Format::Table } else { Format::Jsonl };
    let format = query::format(arguments.format.as_deref(), arguments.output.as_deref(), default)?;
    let (store, report) = open::file_or_articles(&arguments.inputs, context)?;
    let mut out = Output::new(arguments.output.as_deref());
    write(&store, format, context, &mut out)?;
    out.finish()?;
    Ok(report.map_or(DONE, |report| build::code(&report)))
}

/// Writes every claim of the store.
pub(super) fn write(store: &Store, format: Format, context: &Context, out: &mut Output) -> Result<(), Failure> {
    match format {
        Format::Jsonl => store.claims(|claim| {
            serde_json::to_writer(&mut *out, &line(&claim)).map_err(crate::render::RenderError::from)?;
            Ok(out.write_all(b"\n")?)
        }),
        format if format.entry().graph => Ok(render::graph(format, &render::Subgraph::of_graph(&store.load()?), out)?),
        format => {
            let mut rows = Vec::new();
            store.claims(|claim| {
                rows.push(row(&claim));
                Ok::<(), Failure>(())
            })?;
            let columns = COLUMNS.map(str::to_owned);
            let sheet = Sheet { columns: &columns, rows: &rows, graph: &Graph::new() };
            Ok(render::rows(format, sheet, Room { width: context.terminal.width, rows: None }, out)?)
        }
    }
}

/// A claim as one JSON object.
fn line(claim: &ClaimRow) -> Json {
    let mut object = Object::new();
    let mut put = |key: &str, value: Json| drop(object.insert(key.to_owned(), value));
    put("document", json!(claim.path));
    put("subject", party(&claim.subject));
    match &claim.said {
        Said::Relation { relation, object } => {
            put("relation", json!(relation));
            put("object", party(object));
            put("attributes", json!(claim.attributes));
        }
        Said::Attribute { name, value } => {
            put("attribute", json!(name));
            put("value", json!(value));
            claim.attributes.iter().for_each(|(key, value)| put(key, json!(value)));
        }
    }
    put("status", json!(claim.status));
    put("attributed_to", json!(claim.attributed_to));
    put("confidence", json!(claim.confidence));
    put("rule", json!(claim.rule));
    let (start, end) = (claim.span.start, claim.span.end);
    put("evidence", json!({"sentence": claim.text, "number": claim.sentence, "start": start, "end": end}));
    Json::Object(object)
}

fn party(party: &Party) -> Json {
    json!({"name": party.name, "type": party.label, "aliases": party.aliases})
}

const COLUMNS: [&str; 8] = ["document", "subject", "claim", "object", "status", "attributes", "rule", "sentence"];

fn row(claim: &ClaimRow) -> Vec<Value> {
    let text = |text: &str| Value::String(text.into());
    let (what, object) = match &claim.said {
        Said::Relation { relation, object } => (text(relation), text(&object.name)),
        Said::Attribute { name, value } => (text(name), scalar(value)),
    };
    let attributes = claim.attributes.iter().map(|(key, value)| (Arc::from(key.as_str()), scalar(value))).collect();
    vec![
        text(&claim.path),
        text(&claim.subject.name),
        what,
        object,
        text(claim.status.as_str()),
        Value::Map(Arc::new(attributes)),
        text(&claim.rule),
        text(&claim.text),
    ]
}

/// A plain value as the query language has it.
pub(super) fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Text(value) => Value::String(value.as_str().into()),
        Scalar::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Int(*number as i64),
        Scalar::Number(number) => Value::Float(*number),
    }
}
