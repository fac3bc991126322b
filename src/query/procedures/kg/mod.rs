//! `kg.*`: procedures over the claims that a graph was made of.

mod agree;
mod conflicts;
mod said;
mod timeline;

use super::{Field, NativeProcedure, Procedure, ProcedureBody};
use crate::query::types::Kinds;

/// Column: name, kinds, the type as shown.
type Column = (&'static str, Kinds, &'static str);

/// `kg.conflicts`, `kg.timeline`.
pub(super) fn procedures() -> Vec<Procedure> {
    vec![
        procedure(
            "kg.conflicts",
            &[],
            conflicts::COLUMNS,
            conflicts::run,
            "Amounts, shares, dates, status and places in which independent sources differ.",
        ),
        procedure(
            "kg.timeline",
            &[("relationship", Kinds::EDGE.or(Kinds::NULL), "RELATIONSHIP?")],
            timeline::COLUMNS,
            timeline::run,
            "What was said of a relationship, by date: reported, negotiated, planned, actual, ended.",
        ),
    ]
}

fn procedure(name: &str, inputs: &[Column], outputs: &[Column], native: NativeProcedure, doc: &str) -> Procedure {
    let field = |(name, kinds, shown): &Column| Field { name: (*name).into(), kinds: *kinds, shown: (*shown).into() };
    Procedure {
        name: name.into(),
        inputs: inputs.iter().map(field).collect(),
        outputs: outputs.iter().map(field).collect(),
        body: ProcedureBody::Native(native),
        doc: doc.into(),
    }
}
