//! `LOAD CSV`: local files only.

use std::fs::File;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use crate::model::value::{Map, Value};
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::LoadCsv as Plan;

use super::super::flow::{Flow, GO_ON, fail};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// A row for each record of a file.
pub(super) struct LoadCsv<'g> {
    plan: &'g Plan,
    source: CompiledExpr,
    delimiter: Option<CompiledExpr>,
}

impl<'g> LoadCsv<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let delimiter = plan.delimiter.as_ref().map(|delimiter| run.compile(delimiter));
        Self { plan, source: run.compile(&plan.source), delimiter }
    }

    fn delimiter(&self, run: &Run<'g>, row: &mut [Value]) -> Flow<u8> {
        let Some(delimiter) = &self.delimiter else { return Flow::Continue(b',') };
        match run.value(delimiter, row)? {
            Value::String(text) if text.len() == 1 => Flow::Continue(text.as_bytes()[0]),
            _ => fail(unreadable("FIELDTERMINATOR takes one character of ASCII".into())),
        }
    }
}

fn unreadable(message: String) -> EvalError {
    EvalError::new(ErrorType::DatabaseError, Detail::FileNotReadable, message)
}

/// The path behind a path or a `file:` address.
fn path_of(address: &str) -> Result<&str, EvalError> {
    match address.split_once("://") {
        None => Ok(address.strip_prefix("file:").unwrap_or(address)),
        Some(("file", path)) => Ok(path),
        Some((scheme, _)) => Err(unreadable(format!("LOAD CSV reads local files, not {scheme}://"))),
    }
}

fn list(record: &StringRecord) -> Value {
    Value::List(Arc::new(record.iter().map(cell).collect()))
}

fn cell(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text.into()) }
}

impl<'g> Operator<'g> for LoadCsv<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let address = match next.run.value(&self.source, row)? {
            Value::String(address) => address,
            _ => return fail(unreadable("LOAD CSV takes a path".into())),
        };
        let delimiter = self.delimiter(next.run, row)?;
        let path = super::super::flow::flow(path_of(&address))?;
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return fail(unreadable(format!("{path}: {error}"))),
        };
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(file);
        let mut header: Option<Vec<Arc<str>>> = None;
        for record in reader.records() {
            next.run.tick()?;
            let record = match record {
                Ok(record) => record,
                Err(error) => return fail(unreadable(format!("{path}: {error}"))),
            };
            if self.plan.headers && header.is_none() {
                header = Some(record.iter().map(Arc::from).collect());
                continue;
            }
            row[self.plan.slot.index()] = match &header {
                Some(names) => {
                    let map: Map = names.iter().cloned().zip(record.iter().map(cell)).collect();
                    Value::Map(Arc::new(map))
                }
                None => list(&record),
            };
            next.push(row, weight)?;
        }
        GO_ON
    }
}
