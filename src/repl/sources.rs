//! `:sources`: the sentences that the last result rests on.

use super::session::{Reply, Session};
use crate::model::value::{Map, Value};
use crate::render::{Sheet, Subgraph};

/// The sentences behind every relationship of the last result, each under its edge.
pub fn run(session: &mut Session, _: &str) -> Reply {
    let Some(rows) = &session.last else {
        return Reply::fault("there is no result yet\n");
    };
    let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: session.engine.graph() };
    let found = Subgraph::of_rows(sheet);
    if found.edges.is_empty() {
        return Reply::fault("the last result holds no relationship; RETURN r, or a path\n");
    }
    let caption = |id| found.nodes.iter().find(|n| n.id == id).map(|n| n.caption()).unwrap_or_default();
    let mut text = String::new();
    for edge in &found.edges {
        text.push_str(&format!("({})-[:{}]->({})\n", caption(edge.start), edge.kind, caption(edge.end)));
        edge.evidence.iter().for_each(|claim| text.push_str(&quote(claim)));
        if edge.evidence.is_empty() {
            text.push_str("  no sentence: not made from an article\n");
        }
    }
    Reply::say(text)
}

/// Keys of a claim that tell where it stands, in the order told.
const WHERE: &[&str] = &["title", "publisher", "document_date", "document", "status", "attributed_to", "rule"];

fn quote(claim: &Map) -> String {
    let word = |key: &str| match claim.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.to_string()),
        _ => None,
    };
    let sentence = word("sentence").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let place: Vec<_> = WHERE.iter().filter_map(|key| word(key)).collect();
    format!("  “{sentence}”\n    {}\n", place.join(" · "))
}
