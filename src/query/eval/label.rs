//! `n:A&!B`, `r:OWNS|SUPPLIES`: tests of labels and relationship types.

use std::sync::Arc;

use super::{Environment, property};
use crate::graph::{Graph, LabelId, RelTypeId};
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::bound::{LabelRef, NameTest, TypeRef};
use crate::query::value::{Fault, Result, kind};

/// A test of the labels of a node or the type of a relationship, whichever the value is.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    labels: Option<Test<LabelId>>,
    types: Option<Test<RelTypeId>>,
    /// Whether what is tested may have been deleted by the statement.
    checked: bool,
}

/// A test with names looked up. A name that the graph did not have when the statement began is looked up each time.
#[derive(Clone, Debug)]
enum Test<T> {
    Known(T),
    Unknown(Arc<str>),
    Any,
    Not(Box<Test<T>>),
    And(Vec<Test<T>>),
    Or(Vec<Test<T>>),
}

impl Labels {
    pub fn new(labels: Option<&NameTest<LabelRef>>, types: Option<&NameTest<TypeRef>>, env: &Environment<'_>) -> Self {
        let (bound, graph) = (env.bound, env.graph());
        let label = |at: &LabelRef| {
            let name = &bound.labels[at.0 as usize];
            graph.label(name).map_or_else(|| Test::Unknown(name.clone()), Test::Known)
        };
        let rel_type = |at: &TypeRef| {
            let name = &bound.types[at.0 as usize];
            graph.rel_type(name).map_or_else(|| Test::Unknown(name.clone()), Test::Known)
        };
        Self {
            labels: labels.map(|test| Test::new(test, &label)),
            types: types.map(|test| Test::new(test, &rel_type)),
            checked: bound.writes,
        }
    }

    /// Whether the test holds; null for null.
    ///
    /// # Errors
    /// Where the value has neither labels nor type, or was deleted.
    pub fn test(&self, value: &Value, graph: &Graph) -> Result<Option<bool>> {
        if self.checked {
            property::check_alive(value, graph)?;
        }
        match (value, &self.labels, &self.types) {
            (Value::Null, ..) => Ok(None),
            (Value::Node(node), Some(test), _) => Ok(Some(node_has(test, *node, graph))),
            (Value::Edge(edge), _, Some(test)) => Ok(Some(edge_has(test, *edge, graph))),
            (other, ..) => Err(Fault::Operand { operator: ":", found: kind::name(other).into() }.into()),
        }
    }
}

impl<T> Test<T> {
    fn new<R>(test: &NameTest<R>, look_up: &dyn Fn(&R) -> Self) -> Self {
        let all = |tests: &[NameTest<R>]| tests.iter().map(|test| Self::new(test, look_up)).collect();
        match test {
            NameTest::Is(name) => look_up(name),
            NameTest::Any => Self::Any,
            NameTest::Not(test) => Self::Not(Box::new(Self::new(test, look_up))),
            NameTest::And(tests) => Self::And(all(tests)),
            NameTest::Or(tests) => Self::Or(all(tests)),
        }
    }
}

fn node_has(test: &Test<LabelId>, node: NodeId, graph: &Graph) -> bool {
    match test {
        Test::Known(label) => graph.has_label(node, *label),
        Test::Unknown(name) => graph.label(name).is_some_and(|label| graph.has_label(node, label)),
        Test::Any => !graph.labels_of(node).is_empty(),
        Test::Not(test) => !node_has(test, node, graph),
        Test::And(tests) => tests.iter().all(|test| node_has(test, node, graph)),
        Test::Or(tests) => tests.iter().any(|test| node_has(test, node, graph)),
    }
}

fn edge_has(test: &Test<RelTypeId>, edge: EdgeId, graph: &Graph) -> bool {
    match test {
        Test::Known(kind) => graph.type_of(edge) == Some(*kind),
        Test::Unknown(name) => graph.rel_type(name).is_some_and(|kind| graph.type_of(edge) == Some(kind)),
        Test::Any => true,
        Test::Not(test) => !edge_has(test, edge, graph),
        Test::And(tests) => tests.iter().all(|test| edge_has(test, edge, graph)),
        Test::Or(tests) => tests.iter().any(|test| edge_has(test, edge, graph)),
    }
}
