//! Procedures that `CALL` finds by name.

mod kg;

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

/// Procedures by name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    procedures: BTreeMap<String, Arc<Procedure>>,
}

/// The groups of procedures that come with the engine.
const BUILT_IN: &[fn() -> Vec<Procedure>] = &[kg::procedures];

impl Registry {
    /// The procedures that come with the engine.
    pub fn built_in() -> Self {
        let mut registry = Self::default();
        BUILT_IN.iter().flat_map(|group| group()).for_each(|procedure| registry.add(procedure));
        registry
    }

    /// Adds one, in place of any of the same name.
    pub fn add(&mut self, procedure: Procedure) {
        self.procedures.insert(procedure.name.clone(), Arc::new(procedure));
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
