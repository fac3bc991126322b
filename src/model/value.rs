//! The values of the query language and of node and edge properties (openCypher 9, "Values and types").

use std::collections::BTreeMap;
use std::sync::Arc;

use super::temporal::Temporal;

/// Index of a node; stable as long as the node lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// Index of a relationship; stable as long as the relationship lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeId(pub u32);

/// Any value an expression can have. `PartialEq` is not defined on purpose: openCypher has three relations
/// (equality, equivalence, order), which `query::value` gives under their own names.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true`
    Bool(bool),
    /// `42`
    Int(i64),
    /// `4.2`
    Float(f64),
    /// `'Nvidia'`
    String(Arc<str>),
    /// `[1, 2]`
    List(Arc<Vec<Value>>),
    /// `{a: 1}`
    Map(Arc<Map>),
    /// A node of the graph at hand.
    Node(NodeId),
    /// A relationship of the graph at hand.
    Edge(EdgeId),
    /// `p` in `MATCH p = (a)-[]->(b)`
    Path(Arc<Path>),
    /// `date('2026-01-01')`
    Temporal(Arc<Temporal>),
}

/// A map value, in the order of its keys.
pub type Map = BTreeMap<Arc<str>, Value>;

/// A walk: one node more than edges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// `nodes[i]` and `nodes[i + 1]` are the ends of `edges[i]`, in the order walked.
    pub nodes: Vec<NodeId>,
    /// The relationships walked, whichever way they point.
    pub edges: Vec<EdgeId>,
}
