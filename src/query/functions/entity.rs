//! Functions of nodes, relationships and paths.

use std::sync::Arc;

use super::{Example, Function, args};
use crate::graph::Graph;
use crate::model::value::{EdgeId, Value};
use crate::query::context::FnContext;
use crate::query::types::Kinds;
use crate::query::value::{self, Fault, Result};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("graph", name, params, returns, eval)
}

const WITH_KEYS: Kinds = Kinds::ENTITY.or(Kinds::MAP);

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    function("id", &[Kinds::ENTITY], Kinds::INT, id)
        .doc("The number of a node or relationship.", Example("id(a)", "0")),
    function("elementId", &[Kinds::ENTITY], Kinds::STRING, element_id)
        .doc("The id of a node or relationship as text.", Example("elementId(a)", "'n0'")),
    function("labels", &[Kinds::NODE], Kinds::LIST, labels)
        .doc("The labels of a node.", Example("labels(a)", "['Company']")),
    function("type", &[Kinds::EDGE], Kinds::STRING, rel_type)
        .doc("The type of a relationship.", Example("type(r)", "'OWNS'")),
    function("startNode", &[Kinds::EDGE], Kinds::NODE, |a, c| Ok(Value::Node(ends("startNode", a, c.graph)?.0)))
        .doc("The node that a relationship starts at.", Example("startNode(r) = a", "true")),
    function("endNode", &[Kinds::EDGE], Kinds::NODE, |a, c| Ok(Value::Node(ends("endNode", a, c.graph)?.1)))
        .doc("The node that a relationship ends at.", Example("endNode(r) = b", "true")),
    function("properties", &[WITH_KEYS], Kinds::MAP, properties)
        .doc("All properties of a node or relationship, as a map.", Example("properties(r)", "{share: 0.5}")),
    function("keys", &[WITH_KEYS], Kinds::LIST, keys)
        .doc("The property keys of a node, relationship or map.", Example("keys(b)", "['name']")),
    function("nodes", &[Kinds::PATH], Kinds::LIST, nodes)
        .doc("The nodes of a path, in its order.", Example("nodes(p) = [a, b]", "true")),
    function("relationships", &[Kinds::PATH], Kinds::LIST, relationships)
        .doc("The relationships of a path, in its order.", Example("relationships(p) = [r]", "true")),
    function("length", &[Kinds::PATH], Kinds::INT, length)
        .doc("The number of relationships of a path.", Example("length(p)", "1")),
    function("evidence", &[Kinds::EDGE], Kinds::LIST, evidence)
        .doc("The claims that a relationship rests on, as maps.", Example("evidence(r)", "[]")),
];

/// The relationship, if it is one that is there or was when the statement began.
fn edge(function: &'static str, value: &Value) -> Result<EdgeId> {
    match value {
        Value::Edge(edge) => Ok(*edge),
        other => Err(args::unfit(function, "RELATIONSHIP", other)),
    }
}

/// Refuses what the running statement deleted.
fn alive<'v>(value: &'v Value, graph: &Graph) -> Result<&'v Value> {
    match value {
        Value::Node(node) if !graph.has_node(*node) => Err(Fault::Deleted { what: "node" }.into()),
        Value::Edge(edge) if !graph.has_edge(*edge) => Err(Fault::Deleted { what: "relationship" }.into()),
        other => Ok(other),
    }
}

fn id(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Node(node) => Ok(Value::Int(node.0.into())),
        Value::Edge(edge) => Ok(Value::Int(edge.0.into())),
        other => Err(args::unfit("id", "NODE or RELATIONSHIP", other)),
    }
}

fn element_id(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Node(node) => Ok(value::string(format!("n{}", node.0))),
        Value::Edge(edge) => Ok(value::string(format!("r{}", edge.0))),
        other => Err(args::unfit("elementId", "NODE or RELATIONSHIP", other)),
    }
}

fn labels(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    match alive(&args[0], context.graph)? {
        Value::Node(node) => {
            let labels = context.graph.labels_of(*node).iter();
            Ok(value::list(labels.map(|&label| Value::String(context.graph.label_name(label).clone())).collect()))
        }
        other => Err(args::unfit("labels", "NODE", other)),
    }
}

fn rel_type(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let kind = context.graph.type_of(edge("type", &args[0])?);
    let kind = kind.ok_or(Fault::Deleted { what: "relationship" })?;
    Ok(Value::String(context.graph.rel_type_name(kind).clone()))
}

fn ends(
    function: &'static str,
    args: &[Value],
    graph: &Graph,
) -> Result<(crate::model::value::NodeId, crate::model::value::NodeId)> {
    let ends = graph.ends(edge(function, &args[0])?);
    ends.ok_or_else(|| Fault::Deleted { what: "relationship" }.into())
}

fn properties(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    Ok(Value::Map(match alive(&args[0], context.graph)? {
        Value::Node(node) => Arc::new(context.graph.node_map(*node)),
        Value::Edge(edge) => Arc::new(context.graph.edge_map(*edge)),
        Value::Map(map) => map.clone(),
        other => return Err(args::unfit("properties", "NODE, RELATIONSHIP or MAP", other)),
    }))
}

fn keys(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let graph = context.graph;
    let name = |key| Value::String(graph.key_name(key).clone());
    Ok(value::list(match alive(&args[0], graph)? {
        Value::Node(node) => graph.node_properties(*node).map(|(key, _)| name(key)).collect(),
        Value::Edge(edge) => graph.edge_properties(*edge).map(|(key, _)| name(key)).collect(),
        Value::Map(map) => map.keys().cloned().map(Value::String).collect(),
        other => return Err(args::unfit("keys", "NODE, RELATIONSHIP or MAP", other)),
    }))
}

fn nodes(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Path(path) => Ok(value::list(path.nodes.iter().copied().map(Value::Node).collect())),
        other => Err(args::unfit("nodes", "PATH", other)),
    }
}

fn relationships(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Path(path) => Ok(value::list(path.edges.iter().copied().map(Value::Edge).collect())),
        other => Err(args::unfit("relationships", "PATH", other)),
    }
}

fn length(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::Path(path) => Ok(Value::Int(path.edges.len() as i64)),
        other => Err(args::unfit("length", "PATH", other)),
    }
}

fn evidence(args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let claims = context.graph.evidence(edge("evidence", &args[0])?);
    Ok(value::list(claims.into_iter().map(|claim| Value::Map(Arc::new(claim))).collect()))
}
