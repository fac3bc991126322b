//! `CALL kg.timeline(r)`: the life of a deal by date.

use super::Column;
use super::agree;
use super::said::{Said, distinct, map};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;
use crate::query::types::Kinds;
use crate::query::value;

/// What a row holds.
pub(super) const COLUMNS: &[Column] = &[
    ("date", Kinds::STRING.or(Kinds::NULL), "STRING?"),
    ("status", Kinds::STRING, "STRING"),
    ("sentence", Kinds::STRING, "STRING"),
    ("details", Kinds::MAP, "MAP"),
    ("attributed_to", Kinds::STRING.or(Kinds::NULL), "STRING?"),
    ("source", Kinds::INT, "INTEGER"),
    ("documents", Kinds::LIST, "LIST<STRING>"),
];

/// What claims give beside what the columns show.
const DETAILS: &[&str] =
    &["amount", "currency", "qualifier", "share", "capacity", "unit", "product", "role", "date", "since", "until"];

/// What was said of the relationship, by date, then by the step it is in the life of a deal; undated claims come last.
/// Copies of one report are one row, with the documents that print it.
pub(super) fn run(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let Some(Value::Edge(edge)) = args.first() else { return Ok(Vec::new()) };
    let claims = context.graph.evidence(*edge);
    let mut told: Vec<Vec<Said<'_>>> = Vec::new();
    for claim in claims.iter().map(Said) {
        match told.iter_mut().find(|known| is_copy(known[0], claim)) {
            Some(known) => known.push(claim),
            None => told.push(vec![claim]),
        }
    }
    told.sort_by_key(|claims| when(claims[0]));
    Ok(told.iter().map(|claims| row(claims)).collect())
}

/// Undated or not, date, step.
fn when(claim: Said<'_>) -> (bool, Option<&str>, Option<usize>) {
    (claim.date().is_none(), claim.date(), claim.text("status").and_then(agree::stage))
}

/// Whether a claim says in the same source what another says already.
fn is_copy(known: Said<'_>, claim: Said<'_>) -> bool {
    let same = |key: &str| value::equivalent(&known.value(key), &claim.value(key));
    known.source() == claim.source() && same("status") && DETAILS.iter().all(|key| same(key))
}

fn row(claims: &[Said<'_>]) -> Vec<Value> {
    let first = claims[0];
    let details: Vec<_> =
        DETAILS.iter().filter(|key| first.0.contains_key(**key)).map(|key| (*key, first.value(key))).collect();
    let earliest = claims.iter().filter_map(|claim| claim.date()).min();
    vec![
        earliest.map_or(Value::Null, value::string),
        first.value("status"),
        first.value("sentence"),
        map(details),
        first.value("attributed_to"),
        Value::Int(first.source()),
        distinct(claims.iter().filter_map(|claim| claim.text("document"))),
    ]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::graph::{Graph, Provenance};
    use crate::model::value::{EdgeId, Map};
    use crate::query::Engine;

    /// Claims: source, document, date, status, amount.
    struct Told(Vec<(i64, &'static str, &'static str, &'static str, i64)>);

    impl Provenance for Told {
        fn evidence(&self, _: EdgeId) -> Vec<Map> {
            let text = |text: &str| Value::String(text.into());
            let claim = |(source, document, date, status, amount): &(i64, &str, &str, &str, i64)| {
                let date = if date.is_empty() { Value::Null } else { text(date) };
                Map::from([
                    ("source".into(), Value::Int(*source)),
                    ("document".into(), text(document)),
                    ("document_date".into(), date),
                    ("status".into(), text(status)),
                    ("amount".into(), Value::Int(*amount)),
                    ("sentence".into(), text(&format!("Satz aus {document}."))),
                ])
            };
            self.0.iter().map(claim).collect()
        }
    }

    fn ask(told: Told, query: &str) -> Vec<String> {
        let mut engine = Engine::new(Graph::new());
        engine
            .run("CREATE (:Company {name: 'A'})-[:ACQUIRES {claims: 2}]->(:Company {name: 'B'})", &Map::new())
            .unwrap();
        engine.graph_mut().set_provenance(Arc::new(told));
        let rows = engine.run(query, &Map::new()).unwrap().rows;
        let text = |value: &Value| match value {
            Value::String(text) => text.to_string(),
            Value::Null => "-".into(),
            Value::Int(int) => int.to_string(),
            other => format!("{other:?}"),
        };
        rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_deal_is_told_by_date_and_copies_once() {
        let told = Told(vec![
            (2, "c", "2025-06-01", "actual", 5),
            (0, "a", "2025-01-10", "reported", 5),
            (0, "b", "2025-01-11", "reported", 5),
            (3, "d", "", "planned", 5),
            (4, "e", "2025-06-01", "planned", 5),
        ]);
        let query =
            "MATCH ()-[r]->() CALL kg.timeline(r) YIELD date, status, documents RETURN date, status, size(documents)";
        let told = ask(told, query);
        let expected = ["2025-01-10 reported 2", "2025-06-01 planned 1", "2025-06-01 actual 1", "- planned 1"];
        assert_eq!(told, expected);
    }

    #[test]
    fn sources_that_differ_stand_side_by_side() {
        let query = "CALL kg.conflicts() YIELD attribute, subject, object, values UNWIND values AS v
            RETURN attribute, subject.name, object.name, v.value, v.sources, v.documents[0]";
        let told = vec![
            (0, "a", "2025-01-10", "planned", 15),
            (0, "b", "2025-01-10", "planned", 15),
            (1, "c", "2025-03-01", "planned", 12),
        ];
        assert_eq!(ask(Told(told), query), ["amount A B 15 1 a", "amount A B 12 1 c"]);
        let one_source = vec![(0, "a", "2025-01-10", "planned", 15), (0, "b", "2025-01-10", "planned", 12)];
        assert!(ask(Told(one_source), query).is_empty());
        let on_the_way = vec![(0, "a", "2025-01-10", "planned", 5), (1, "b", "2025-06-10", "actual", 5)];
        assert!(ask(Told(on_the_way), query).is_empty());
        let denied = vec![(0, "a", "2025-01-10", "planned", 5), (1, "b", "2025-06-10", "denied", 5)];
        assert_eq!(ask(Told(denied), query), ["status A B planned 1 a", "status A B denied 1 b"]);
    }
}
