//! Procedures that `CALL` finds by name.

mod arguments;
mod graph;
mod kg;
mod listing;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::FnContext;
use super::error::EvalError;
use super::types::Kinds;
use crate::model::value::Value;

/// A procedure.
#[derive(Debug)]
pub struct Procedure {
    /// `db.labels`
    pub name: String,
    /// What it takes.
    pub inputs: Vec<Field>,
    /// What each of its rows holds.
    pub outputs: Vec<Field>,
    /// What it does.
    pub body: ProcedureBody,
    /// One line for `SHOW PROCEDURES`.
    pub doc: String,
}

/// An argument or a column of a procedure.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it can be.
    pub kinds: Kinds,
    /// The type as shown: `INTEGER?`.
    pub shown: String,
}

/// What a procedure does.
pub enum ProcedureBody {
    /// Looks its arguments up: rows are input columns, then output columns; those whose inputs equal the arguments
    /// give their outputs.
    Table(Vec<Vec<Value>>),
    /// Computes all its rows.
    Native(NativeProcedure),
}

/// A computed procedure: arguments to rows.
pub type NativeProcedure = fn(&[Value], &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError>;

impl std::fmt::Debug for ProcedureBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Table(rows) => write!(f, "Table({} rows)", rows.len()),
            Self::Native(_) => f.write_str("Native"),
        }
    }
}

impl Procedure {
    /// How many of the last inputs a call may leave out: those of a computed procedure that are shown with `?`.
    pub fn optional(&self) -> usize {
        let left_out = self.inputs.iter().rev().take_while(|input| input.shown.ends_with('?'));
        if matches!(self.body, ProcedureBody::Native(_)) { left_out.count() } else { 0 }
    }
}

/// A computed procedure as the tables have it.
struct Entry {
    name: &'static str,
    /// Name and shown type of each input.
    inputs: &'static [(&'static str, &'static str)],
    /// Name and shown type of each column.
    outputs: &'static [(&'static str, &'static str)],
    body: NativeProcedure,
    doc: &'static str,
}

/// Types as they are shown, without `?`.
const TYPES: &[(&str, Kinds)] = &[
    ("INTEGER", Kinds::INT),
    ("FLOAT", Kinds::FLOAT),
    ("STRING", Kinds::STRING),
    ("BOOLEAN", Kinds::BOOL),
    ("LIST", Kinds::LIST),
    ("MAP", Kinds::MAP),
    ("NODE", Kinds::NODE),
    ("PATH", Kinds::PATH),
];

impl Field {
    /// A field by its name and its type as shown.
    pub fn new(name: &str, shown: &str) -> Self {
        let plain = shown.trim_end_matches('?');
        let kinds = TYPES.iter().find(|(known, _)| *known == plain).map_or(Kinds::ANY, |(_, kinds)| *kinds);
        let kinds = if shown.ends_with('?') { kinds.or(Kinds::NULL) } else { kinds };
        Self { name: name.into(), kinds, shown: shown.into() }
    }
}

impl From<&Entry> for Procedure {
    fn from(entry: &Entry) -> Self {
        let fields = |fields: &[(&str, &str)]| fields.iter().map(|(name, shown)| Field::new(name, shown)).collect();
        Self {
            name: entry.name.into(),
            inputs: fields(entry.inputs),
            outputs: fields(entry.outputs),
            body: ProcedureBody::Native(entry.body),
            doc: entry.doc.into(),
        }
    }
}

/// Procedures by name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    procedures: BTreeMap<String, Arc<Procedure>>,
}

impl Registry {
    /// The procedures that come with the engine: `db.*`, which list what there is, `graph.*`, which compute on the graph,
    /// `kg.*`, which ask for the evidence.
    pub fn built_in() -> Self {
        let mut registry = Self::default();
        kg::procedures().into_iter().for_each(|procedure| registry.put(procedure));
        listing::ENTRIES.iter().chain(graph::ENTRIES).for_each(|entry| registry.put(entry.into()));
        registry.list_all();
        registry
    }

    /// Adds one, in place of any of the same name.
    pub fn add(&mut self, procedure: Procedure) {
        self.put(procedure);
        self.list_all();
    }

    fn put(&mut self, procedure: Procedure) {
        self.procedures.insert(procedure.name.clone(), Arc::new(procedure));
    }

    /// Makes the procedure that lists the procedures anew.
    fn list_all(&mut self) {
        self.procedures.remove(listing::PROCEDURES);
        let listing = listing::of_procedures(self.procedures.values().map(Arc::as_ref));
        self.put(listing);
    }

    /// The one of that name.
    pub fn find(&self, name: &str) -> Option<Arc<Procedure>> {
        self.procedures.get(name).cloned()
    }

    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.procedures.values()
    }
}
