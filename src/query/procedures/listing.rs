//! `db.*`: what there is, as `SHOW` lists it.

use std::sync::Arc;

use super::{Entry, Field, Procedure, ProcedureBody};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;
use crate::query::functions::{self, AGGREGATES};

type Rows = Result<Vec<Vec<Value>>, EvalError>;

/// The procedures that list something of the graph or of the language.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "db.labels",
        inputs: &[],
        outputs: &[("label", "STRING")],
        body: labels,
        doc: "The labels that nodes of the graph have.",
    },
    Entry {
        name: "db.relationshipTypes",
        inputs: &[],
        outputs: &[("relationshipType", "STRING")],
        body: types,
        doc: "The types that relationships of the graph have.",
    },
    Entry {
        name: "db.propertyKeys",
        inputs: &[],
        outputs: &[("propertyKey", "STRING")],
        body: keys,
        doc: "The property keys that the graph knows.",
    },
    Entry {
        name: "db.indexes",
        inputs: &[],
        outputs: &[("name", "STRING"), ("label", "STRING"), ("property", "STRING")],
        body: indexes,
        doc: "The property indexes.",
    },
    Entry {
        name: "db.functions",
        inputs: &[],
        outputs: &[("name", "STRING"), ("category", "STRING"), ("description", "STRING"), ("aggregating", "BOOLEAN")],
        body: all_functions,
        doc: "The functions of the language.",
    },
];

/// The name of the procedure that lists the procedures.
pub(super) const PROCEDURES: &str = "db.procedures";

/// The procedure that lists `procedures` and itself.
pub(super) fn of_procedures<'a>(procedures: impl Iterator<Item = &'a Procedure>) -> Procedure {
    let mut listing = Procedure {
        name: PROCEDURES.into(),
        inputs: Vec::new(),
        outputs: ["name", "signature", "description"].map(|name| Field::new(name, "STRING")).into(),
        body: ProcedureBody::Table(Vec::new()),
        doc: "The procedures that can be called.".into(),
    };
    let mut rows: Vec<(String, Vec<Value>)> = procedures.map(row_of).collect();
    rows.push(row_of(&listing));
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    listing.body = ProcedureBody::Table(rows.into_iter().map(|(_, row)| row).collect());
    listing
}

fn row_of(procedure: &Procedure) -> (String, Vec<Value>) {
    let row = [&procedure.name, &signature(procedure), &procedure.doc];
    (procedure.name.clone(), row.map(|text| string(text)).into())
}

/// `graph.pageRank(options :: MAP?) :: (node :: NODE, score :: FLOAT)`
fn signature(procedure: &Procedure) -> String {
    let fields = |fields: &[Field]| {
        let shown: Vec<_> = fields.iter().map(|field| format!("{} :: {}", field.name, field.shown)).collect();
        shown.join(", ")
    };
    format!("{}({}) :: ({})", procedure.name, fields(&procedure.inputs), fields(&procedure.outputs))
}

fn string(text: &str) -> Value {
    Value::String(text.into())
}

/// One column of names, sorted.
fn column(names: impl Iterator<Item = Arc<str>>) -> Vec<Vec<Value>> {
    let mut names: Vec<_> = names.collect();
    names.sort();
    names.into_iter().map(|name| vec![Value::String(name)]).collect()
}

fn labels(_: &[Value], context: &FnContext<'_>) -> Rows {
    let graph = context.graph;
    let used = |name: &&Arc<str>| graph.label(name).is_some_and(|label| graph.label_count(label) > 0);
    Ok(column(graph.label_names().iter().filter(used).cloned()))
}

fn types(_: &[Value], context: &FnContext<'_>) -> Rows {
    let graph = context.graph;
    let used = |name: &&Arc<str>| graph.rel_type(name).is_some_and(|kind| graph.statistics().edges_of(kind) > 0);
    Ok(column(graph.rel_type_names().iter().filter(used).cloned()))
}

fn keys(_: &[Value], context: &FnContext<'_>) -> Rows {
    Ok(column(context.graph.key_names().iter().cloned()))
}

fn indexes(_: &[Value], context: &FnContext<'_>) -> Rows {
    let graph = context.graph;
    let row = |(label, key)| {
        [&*graph.index_name(label, key), graph.label_name(label), graph.key_name(key)].map(string).to_vec()
    };
    Ok(graph.indexes().map(row).collect())
}

fn all_functions(_: &[Value], _: &FnContext<'_>) -> Rows {
    let scalar = functions::all().map(|f| (f.name, f.group, f.doc, false));
    let aggregates = AGGREGATES.iter().map(|f| (f.name, "aggregating", f.doc, true));
    let mut all: Vec<_> = scalar.chain(aggregates).collect();
    all.sort_by_key(|(name, ..)| *name);
    let row = |(name, group, doc, aggregating): (&str, &str, &str, bool)| {
        vec![string(name), string(group), string(doc), Value::Bool(aggregating)]
    };
    Ok(all.into_iter().map(row).collect())
}
