//! What can be completed: keywords, functions, and the names of the graph at hand.

use crate::graph::Graph;

/// Keywords that may begin or join clauses.
pub const KEYWORDS: &[&str] = &[
    "ALL",
    "AND",
    "AS",
    "ASC",
    "BY",
    "CALL",
    "CASE",
    "CONTAINS",
    "COUNT",
    "CREATE",
    "DELETE",
    "DESC",
    "DETACH",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS WITH",
    "EXISTS",
    "EXPLAIN",
    "FOREACH",
    "IN",
    "IS NOT NULL",
    "IS NULL",
    "LIMIT",
    "LOAD CSV",
    "MATCH",
    "MERGE",
    "NOT",
    "NULL",
    "ON CREATE SET",
    "ON MATCH SET",
    "OPTIONAL MATCH",
    "OR",
    "ORDER BY",
    "PROFILE",
    "REMOVE",
    "RETURN",
    "SET",
    "SHOW",
    "SKIP",
    "STARTS WITH",
    "THEN",
    "TRUE",
    "FALSE",
    "UNION",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "YIELD",
];

/// Names to complete with, sorted.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Node labels.
    pub labels: Vec<String>,
    /// Relationship types.
    pub types: Vec<String>,
    /// Property keys.
    pub keys: Vec<String>,
    /// Functions, with `(`.
    pub functions: Vec<String>,
    /// Names of nodes, for strings.
    pub names: Vec<String>,
}

/// Names of nodes that are offered inside quotes, at the most.
const MOST_NAMES: usize = 20_000;

impl Words {
    /// The names of `graph`.
    pub fn of(graph: &Graph, functions: &[&str]) -> Self {
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list.dedup();
            list
        };
        Self {
            labels: sorted(graph.label_names().iter().map(|n| n.to_string()).collect()),
            types: sorted(graph.rel_type_names().iter().map(|n| n.to_string()).collect()),
            keys: sorted(graph.key_names().iter().map(|n| n.to_string()).collect()),
            functions: sorted(functions.iter().map(|f| format!("{f}(")).collect()),
            names: sorted(names(graph)),
        }
    }
}

fn names(graph: &Graph) -> Vec<String> {
    let Some(key) = graph.key("name") else { return Vec::new() };
    let text = |value| match value {
        crate::model::value::Value::String(text) => Some(text.to_string()),
        _ => None,
    };
    graph.nodes().filter_map(|node| text(graph.node_property(node, key))).take(MOST_NAMES).collect()
}
