//! How many rows and neighbours to expect, from the statistics of the graph.

use crate::graph::{Data, Direction, Graph, KeyId, LabelId, Types, Way};
use crate::query::syntax::CompareOp;

use super::op::{Names, NodeTest};

/// Share of rows that an equality lets through where nothing better is known.
const EQUALITY: f64 = 0.05;
/// Share of rows that a comparison lets through.
const COMPARISON: f64 = 0.3;
/// Share of rows that a test of names other than one label lets through.
const NAME_TEST: f64 = 0.5;

/// How many nodes of the graph pass all tests.
pub(super) fn nodes(graph: &Graph, tests: &[NodeTest]) -> f64 {
    let all = graph.node_count() as f64;
    let labelled = tests.iter().filter_map(|test| match test {
        NodeTest::Label(label) => Some(graph.label_count(*label) as f64),
        _ => None,
    });
    let base = labelled.fold(all, f64::min);
    let rest = tests.iter().filter(|test| !matches!(test, NodeTest::Label(_)));
    rest.fold(base, |rows, test| rows * share(graph, test))
}

/// The share of nodes that pass a test.
pub(super) fn share(graph: &Graph, test: &NodeTest) -> f64 {
    match test {
        NodeTest::Label(label) => graph.label_count(*label) as f64 / (graph.node_count() as f64).max(1.0),
        NodeTest::Labels(Names::Is(None)) => 0.0,
        NodeTest::Labels(_) => NAME_TEST,
        NodeTest::Compare(key, CompareOp::Eq, _) => equality(graph, *key),
        NodeTest::Compare(_, CompareOp::Ne, _) => 1.0 - EQUALITY,
        NodeTest::Compare(..) => COMPARISON,
    }
}

fn equality(graph: &Graph, key: KeyId) -> f64 {
    match graph.node_column(key).map(crate::graph::Column::data) {
        Some(Data::Text(texts)) => 1.0 / texts.words.len().max(1) as f64,
        _ => EQUALITY,
    }
}

/// How many relationships of these types one node has that has one of `labels` (or any label).
pub(super) fn degree(graph: &Graph, types: &Types, way: Way, labels: &[LabelId]) -> f64 {
    match way {
        Way::Out => degree_one(graph, types, Direction::Out, labels),
        Way::In => degree_one(graph, types, Direction::In, labels),
        Way::Both => degree_one(graph, types, Direction::Out, labels) + degree_one(graph, types, Direction::In, labels),
    }
}

fn degree_one(graph: &Graph, types: &Types, direction: Direction, labels: &[LabelId]) -> f64 {
    let statistics = graph.statistics();
    let Types::Of(kinds) = types else {
        return graph.edge_count() as f64 / (graph.node_count() as f64).max(1.0);
    };
    let whole = kinds.iter().map(|kind| statistics.edges_of(*kind) as f64).sum::<f64>();
    let unlabelled = whole / (graph.node_count() as f64).max(1.0);
    let labelled = labels.iter().map(|label| {
        let edges: u64 = kinds.iter().map(|kind| statistics.edges_at(*label, *kind, direction)).sum();
        edges as f64 / (graph.label_count(*label) as f64).max(1.0)
    });
    labelled.reduce(f64::min).unwrap_or(unlabelled)
}

/// The share of relationships of these types whose far end passes `tests`.
pub(super) fn far_end(graph: &Graph, types: &Types, way: Way, tests: &[NodeTest]) -> f64 {
    tests.iter().map(|test| far_end_one(graph, types, way, test)).product()
}

fn far_end_one(graph: &Graph, types: &Types, way: Way, test: &NodeTest) -> f64 {
    let (NodeTest::Label(label), Types::Of(kinds)) = (test, types) else { return share(graph, test) };
    let end = match way {
        Way::Out => Direction::In,
        Way::In => Direction::Out,
        Way::Both => return share(graph, test),
    };
    let statistics = graph.statistics();
    let with: u64 = kinds.iter().map(|kind| statistics.edges_at(*label, *kind, end)).sum();
    let all: u64 = kinds.iter().map(|kind| statistics.edges_of(*kind)).sum();
    with as f64 / (all as f64).max(1.0)
}
