//! The part of a graph that is to be drawn: nodes and edges with their properties, each once, in the order met.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Sheet;
use crate::graph::Graph;
use crate::model::value::{EdgeId, Map, NodeId, Value};

/// A node as printers see it.
#[derive(Clone, Debug, Default)]
pub struct NodeView {
    /// Its id in the graph.
    pub id: u32,
    /// Its labels, in the graph's order.
    pub labels: Vec<Arc<str>>,
    /// Its properties.
    pub properties: Map,
}

/// A relationship as printers see it.
#[derive(Clone, Debug, Default)]
pub struct EdgeView {
    /// Its id in the graph.
    pub id: u32,
    /// Its type.
    pub kind: Arc<str>,
    /// Id of the node it leaves.
    pub start: u32,
    /// Id of the node it enters.
    pub end: u32,
    /// Its properties.
    pub properties: Map,
    /// The claims behind it, as maps; empty where the graph keeps none.
    pub evidence: Vec<Map>,
}

/// What a printer asks of the graph behind the ids in a row.
pub trait Lookup {
    /// The node; an empty one where it has been deleted.
    fn node(&self, id: NodeId) -> NodeView;
    /// The relationship; an empty one where it has been deleted.
    fn edge(&self, id: EdgeId) -> EdgeView;
}

/// Nodes and edges to draw.
#[derive(Clone, Debug, Default)]
pub struct Subgraph {
    /// The nodes; every edge has both its ends here.
    pub nodes: Vec<NodeView>,
    /// The edges.
    pub edges: Vec<EdgeView>,
}

impl NodeView {
    /// What to write on the node: `name`, else `title` or `id`, else its label and number.
    pub fn caption(&self) -> String {
        let named = ["name", "title", "id"].iter().find_map(|key| match self.properties.get(*key) {
            Some(Value::String(text)) => Some(text.to_string()),
            Some(Value::Int(number)) => Some(number.to_string()),
            _ => None,
        });
        named.unwrap_or_else(|| format!("{} {}", self.labels.first().map_or("node", |l| l), self.id))
    }
}

impl Subgraph {
    /// The whole graph, by rising id.
    pub fn of_graph(graph: &Graph) -> Self {
        Self {
            nodes: graph.nodes().map(|id| graph.node(id)).collect(),
            edges: graph.edges().map(|id| graph.edge(id)).collect(),
        }
    }

    /// Every node and edge in the rows, inside lists, maps and paths too, each once, ends of edges included.
    pub fn of_rows(sheet: Sheet<'_>) -> Self {
        let mut gather = Gather::new(sheet.graph);
        sheet.rows.iter().flatten().for_each(|value| gather.value(value));
        gather.found
    }

    /// The edges as rows: subject, relation, object, properties.
    pub fn as_rows(&self) -> (Vec<String>, Vec<Vec<Value>>) {
        let names: BTreeMap<u32, String> = self.nodes.iter().map(|n| (n.id, n.caption())).collect();
        let name = |id: u32| Value::String(names.get(&id).map_or("", String::as_str).into());
        let line = |e: &EdgeView| {
            vec![name(e.start), Value::String(e.kind.clone()), name(e.end), Value::Map(Arc::new(e.properties.clone()))]
        };
        let columns = ["subject", "relation", "object", "properties"].map(str::to_owned).to_vec();
        (columns, self.edges.iter().map(line).collect())
    }
}

impl Lookup for Subgraph {
    fn node(&self, id: NodeId) -> NodeView {
        self.nodes.iter().find(|n| n.id == id.0).cloned().unwrap_or_default()
    }

    fn edge(&self, id: EdgeId) -> EdgeView {
        self.edges.iter().find(|e| e.id == id.0).cloned().unwrap_or_default()
    }
}

/// Collects what rows hold.
struct Gather<'a> {
    graph: &'a dyn Lookup,
    found: Subgraph,
    nodes: BTreeMap<u32, ()>,
    edges: BTreeMap<u32, ()>,
}

impl<'a> Gather<'a> {
    fn new(graph: &'a dyn Lookup) -> Self {
        Self { graph, found: Subgraph::default(), nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Node(id) => self.node(*id),
            Value::Edge(id) => self.edge(*id),
            Value::Path(path) => {
                path.nodes.iter().for_each(|id| self.node(*id));
                path.edges.iter().for_each(|id| self.edge(*id));
            }
            Value::List(items) => items.iter().for_each(|item| self.value(item)),
            Value::Map(map) => map.values().for_each(|item| self.value(item)),
            _ => {}
        }
    }

    fn node(&mut self, id: NodeId) {
        if self.nodes.insert(id.0, ()).is_none() {
            self.found.nodes.push(self.graph.node(id));
        }
    }

    fn edge(&mut self, id: EdgeId) {
        if self.edges.insert(id.0, ()).is_none() {
            let edge = self.graph.edge(id);
            self.node(NodeId(edge.start));
            self.node(NodeId(edge.end));
            self.found.edges.push(edge);
        }
    }
}

impl Lookup for Graph {
    fn node(&self, id: NodeId) -> NodeView {
        let labels = self.labels_of(id).iter().map(|l| self.label_name(*l).clone()).collect();
        NodeView { id: id.0, labels, properties: self.node_map(id) }
    }

    fn edge(&self, id: EdgeId) -> EdgeView {
        let (Some(kind), Some((start, end))) = (self.type_of(id), self.ends(id)) else {
            return EdgeView { id: id.0, ..EdgeView::default() };
        };
        let kind = self.rel_type_name(kind).clone();
        EdgeView {
            id: id.0,
            kind,
            start: start.0,
            end: end.0,
            properties: self.edge_map(id),
            evidence: self.evidence(id),
        }
    }
}
