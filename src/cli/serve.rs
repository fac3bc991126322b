//! `geflecht serve --stdio`: the engine as JSON Lines, one request and one answer a line.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::time::Instant;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::graph::{Graph, load_csv};
use crate::model::value::Map;
use crate::query::procedures::{Field, Procedure, ProcedureBody};
use crate::query::types::Kinds;
use crate::query::{Engine, wire};

/// A request, as one line has it.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
enum Request {
    /// An empty graph and no procedures.
    Reset,
    /// One statement.
    Query {
        text: String,
        #[serde(default)]
        params: serde_json::Map<String, Json>,
    },
    /// A procedure that looks its rows up.
    Procedure(TableProcedure),
    /// Another graph, out of two CSV files.
    Load { nodes: PathBuf, edges: PathBuf },
    /// The end.
    Quit,
}

#[derive(Debug, Deserialize)]
struct TableProcedure {
    name: String,
    inputs: Vec<WireField>,
    outputs: Vec<WireField>,
    rows: Vec<Vec<Json>>,
}

#[derive(Debug, Deserialize)]
struct WireField {
    name: String,
    #[serde(rename = "type")]
    shown: String,
}

/// Answers requests until the end of the input, or `quit`.
///
/// # Errors
/// Where the input cannot be read or the output not be written.
pub fn serve(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut engine = Engine::new(Graph::new());
    let mut answer = Vec::new();
    for line in input.lines() {
        answer.clear();
        let goes_on = respond(&mut engine, &line?, &mut answer);
        answer.push(b'\n');
        output.write_all(&answer)?;
        output.flush()?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// Answers one request; tells whether there may be more.
fn respond(engine: &mut Engine, line: &str, answer: &mut Vec<u8>) -> bool {
    let request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => {
            refuse(&format!("no request: {error}"), answer);
            return true;
        }
    };
    match request {
        Request::Reset => {
            *engine = Engine::new(Graph::new());
            answer.extend_from_slice(b"{\"ok\":true}");
        }
        Request::Query { text, params } => query(engine, &text, &params, answer),
        Request::Procedure(procedure) => match table(procedure) {
            Ok(procedure) => {
                engine.procedures_mut().add(procedure);
                answer.extend_from_slice(b"{\"ok\":true}");
            }
            Err(error) => refuse(&error.to_string(), answer),
        },
        Request::Load { nodes, edges } => load(engine, (&nodes, &edges), answer),
        Request::Quit => {
            answer.extend_from_slice(b"{\"ok\":true}");
            return false;
        }
    }
    true
}

fn query(engine: &mut Engine, text: &str, params: &serde_json::Map<String, Json>, answer: &mut Vec<u8>) {
    let started = Instant::now();
    let params: Map = match wire::read_map(params) {
        Ok(params) => params,
        Err(error) => return refuse(&error.to_string(), answer),
    };
    match engine.run(text, &params) {
        Ok(rows) => wire::write_rows(&rows, engine.graph(), started.elapsed().as_secs_f64() * 1e3, answer),
        Err(error) => wire::write_error(&error, answer),
    }
}

/// The label and key that have an index after a load.
const LOADED_INDEX: (&str, &str) = ("Company", "name");

fn load(engine: &mut Engine, (nodes, edges): (&PathBuf, &PathBuf), answer: &mut Vec<u8>) {
    let started = Instant::now();
    let mut graph = match load_csv(nodes, edges) {
        Ok(graph) => graph,
        Err(error) => return refuse(&error.to_string(), answer),
    };
    let (label, key) = (graph.intern_label(LOADED_INDEX.0), graph.intern_key(LOADED_INDEX.1));
    graph.create_index(label, key);
    graph.commit();
    *engine = Engine::new(graph);
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    answer.extend_from_slice(format!("{{\"ok\":true,\"ms\":{milliseconds:.3},\"pids\":[]}}").as_bytes());
}

/// An answer to what is no request, or none that can be met.
fn refuse(message: &str, answer: &mut Vec<u8>) {
    let message = Json::from(message);
    let text = format!(
        "{{\"error\":{{\"type\":\"ArgumentError\",\"phase\":\"compile time\",\"detail\":\"InvalidArgumentValue\",\"message\":{message}}}}}"
    );
    answer.extend_from_slice(text.as_bytes());
}

fn table(procedure: TableProcedure) -> Result<Procedure, wire::WireError> {
    let fields = |fields: Vec<WireField>| fields.into_iter().map(field).collect();
    let rows = procedure.rows.iter().map(|row| row.iter().map(wire::read).collect());
    Ok(Procedure {
        name: procedure.name,
        inputs: fields(procedure.inputs),
        outputs: fields(procedure.outputs),
        body: ProcedureBody::Table(rows.collect::<Result<_, _>>()?),
        doc: String::new(),
    })
}

/// Types by the names that requests use.
const TYPES: &[(&str, Kinds)] = &[
    ("BOOLEAN", Kinds::BOOL),
    ("INTEGER", Kinds::INT),
    ("FLOAT", Kinds::FLOAT.or(Kinds::INT)),
    ("NUMBER", Kinds::NUMBER),
    ("STRING", Kinds::STRING),
    ("MAP", Kinds::MAP),
    ("NODE", Kinds::NODE),
    ("RELATIONSHIP", Kinds::EDGE),
    ("PATH", Kinds::PATH),
];

fn field(field: WireField) -> Field {
    let name = field.shown.trim_end_matches('?');
    let kinds = TYPES.iter().find(|(known, _)| *known == name).map_or(Kinds::ANY, |(_, kinds)| *kinds);
    Field { name: field.name, kinds: kinds.or(Kinds::NULL), shown: field.shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(lines: &str) -> Vec<String> {
        let mut output = Vec::new();
        serve(lines.as_bytes(), &mut output).unwrap();
        String::from_utf8(output).unwrap().lines().map(Into::into).collect()
    }

    #[test]
    fn every_line_gets_one_answer() {
        let answers = talk("{\"op\":\"reset\"}\nnonsense\n{\"op\":\"quit\"}\n{\"op\":\"reset\"}\n");
        assert_eq!(answers.len(), 3);
        assert_eq!((&*answers[0], &*answers[2]), ("{\"ok\":true}", "{\"ok\":true}"));
        assert!(answers[1].starts_with("{\"error\":"), "{}", answers[1]);
    }
}
