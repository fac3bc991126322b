//! Reading properties: of nodes and relationships from the columns of the graph, of maps and temporals from the value.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Environment;
use crate::graph::{Column, Data, Graph, KeyId};
use crate::model::span::Span;
use crate::model::value::Value;
use crate::query::bound::KeyRef;
use crate::query::syntax::CompareOp;
use crate::query::value::{Comparison, Fault, Result, access, compare, equals};

/// A property key: its name, and its id where the graph had one when the statement began.
#[derive(Clone, Debug)]
pub struct PropertyKey {
    /// As written.
    pub name: Arc<str>,
    /// In the graph. Without one the name is looked up for each row, as the statement itself may bring it in.
    pub id: Option<KeyId>,
    /// Whether what is read may have been deleted by the statement.
    checked: bool,
}

impl PropertyKey {
    pub(super) fn new(key: KeyRef, env: &Environment<'_>) -> Self {
        let name = env.bound.keys[key.0 as usize].clone();
        let id = env.graph().key(&name);
        Self { name, id, checked: env.bound.writes }
    }

    fn id(&self, graph: &Graph) -> Option<KeyId> {
        self.id.or_else(|| if self.checked { graph.key(&self.name) } else { None })
    }
}

/// `value.key`.
///
/// # Errors
/// Where the value has no properties or was deleted.
pub(super) fn read(value: &Value, key: &PropertyKey, graph: &Graph) -> Result<Value> {
    if !matches!(value, Value::Node(_) | Value::Edge(_)) {
        return access::property(value, &key.name);
    }
    if key.checked {
        check_alive(value, graph)?;
    }
    Ok(match (value, key.id(graph)) {
        (Value::Node(node), Some(id)) => graph.node_property(*node, id),
        (Value::Edge(edge), Some(id)) => graph.edge_property(*edge, id),
        _ => Value::Null,
    })
}

/// Whether `value.key` is null; the value of a column is not read for that.
///
/// # Errors
/// As [`read`].
pub(super) fn is_null(value: &Value, key: &PropertyKey, graph: &Graph) -> Result<bool> {
    Ok(match column(value, key, graph) {
        Some((column, ix)) => !column.has(ix),
        None => matches!(read(value, key, graph)?, Value::Null),
    })
}

/// Where the value of a property stands; none where it takes more to tell.
#[inline]
fn column<'g>(value: &Value, key: &PropertyKey, graph: &'g Graph) -> Option<(&'g Column, u32)> {
    match (value, key.id) {
        (Value::Node(node), Some(id)) if !key.checked => Some((graph.node_column(id)?, node.0)),
        (Value::Edge(edge), Some(id)) if !key.checked => Some((graph.edge_column(id)?, edge.0)),
        _ => None,
    }
}

/// `a.x op b.y` where both stand in columns of integers or both in columns of floats.
#[inline]
pub(super) fn compare_columns(
    op: CompareOp,
    (a, a_key): (&Value, &PropertyKey),
    (b, b_key): (&Value, &PropertyKey),
    graph: &Graph,
) -> Option<Option<bool>> {
    let ((a_column, a), (b_column, b)) = (column(a, a_key, graph)?, column(b, b_key, graph)?);
    let (at, bt) = (a as usize, b as usize);
    let known = a_column.has(a) && b_column.has(b);
    match (a_column.data(), b_column.data()) {
        (Data::Int(_), Data::Int(_)) | (Data::Float(_), Data::Float(_)) if !known => Some(None),
        (Data::Int(a), Data::Int(b)) => Some(Some(accepts(op, a[at].cmp(&b[bt])))),
        (Data::Float(a), Data::Float(b)) => {
            let order = a[at].partial_cmp(&b[bt]);
            Some(Some(order.map_or(op == CompareOp::Ne, |order| accepts(op, order))))
        }
        _ => None,
    }
}

/// `value[index]`, for any value.
///
/// # Errors
/// Where the value has no elements, or the index is not of the type it is read by.
pub(super) fn index(value: &Value, index: &Value, graph: &Graph) -> Result<Value> {
    if !matches!(value, Value::Node(_) | Value::Edge(_)) {
        return access::index(value, index);
    }
    check_alive(value, graph)?;
    let name = match index {
        Value::String(name) => name,
        Value::Null => return Ok(Value::Null),
        other => return Err(Fault::MapKey { found: crate::query::value::kind::name(other) }.into()),
    };
    Ok(match (value, graph.key(name)) {
        (Value::Node(node), Some(id)) => graph.node_property(*node, id),
        (Value::Edge(edge), Some(id)) => graph.edge_property(*edge, id),
        _ => Value::Null,
    })
}

/// Refuses a node or relationship that the running statement deleted.
///
/// # Errors
/// Where it is one.
pub(super) fn check_alive(value: &Value, graph: &Graph) -> Result<()> {
    match value {
        Value::Node(node) if !graph.has_node(*node) => Err(Fault::Deleted { what: "node" }.into()),
        Value::Edge(edge) if !graph.has_edge(*edge) => Err(Fault::Deleted { what: "relationship" }.into()),
        _ => Ok(()),
    }
}

/// `n.x = 1`: a property of a slot against a constant, as most filters have it.
#[derive(Clone, Debug)]
pub struct ColumnTest {
    /// Where the node, relationship or map stands.
    pub slot: usize,
    /// The property.
    pub key: PropertyKey,
    /// The relation, with the property on its left.
    pub op: CompareOp,
    /// The constant.
    pub value: Value,
    /// Where it stands in the text.
    pub at: Span,
}

impl ColumnTest {
    /// Whether it holds in a row.
    ///
    /// # Errors
    /// Where the slot holds what has no properties.
    #[inline]
    pub(super) fn test(&self, row: &[Value], graph: &Graph) -> Result<Option<bool>> {
        let of = &row[self.slot];
        let entry = match (of, self.key.id) {
            (Value::Node(node), Some(id)) if !self.key.checked => Some((graph.node_column(id), node.0)),
            (Value::Edge(edge), Some(id)) if !self.key.checked => Some((graph.edge_column(id), edge.0)),
            _ => None,
        };
        match entry {
            Some((None, _)) => Ok(None),
            Some((Some(column), ix)) => Ok(self.test_column(column, ix)),
            None => {
                let value = read(of, &self.key, graph).map_err(|error| error.at(self.at))?;
                Ok(holds(self.op, &value, &self.value))
            }
        }
    }

    /// Whether it holds for the value of a column, read in place.
    #[inline]
    pub fn test_column(&self, column: &Column, ix: u32) -> Option<bool> {
        if !column.has(ix) {
            return None;
        }
        let at = ix as usize;
        match (column.data(), &self.value) {
            (Data::Int(ints), Value::Int(constant)) => Some(accepts(self.op, ints[at].cmp(constant))),
            (Data::Float(floats), Value::Float(constant)) => Some(match floats[at].partial_cmp(constant) {
                Some(ordering) => accepts(self.op, ordering),
                None => self.op == CompareOp::Ne,
            }),
            (Data::Text(texts), Value::String(constant)) => {
                let text = &texts.words[texts.codes[at] as usize];
                Some(match self.op {
                    CompareOp::Eq => text == constant,
                    CompareOp::Ne => text != constant,
                    op => accepts(op, text.cmp(constant)),
                })
            }
            (Data::Mixed(values), constant) => holds(self.op, &values[at], constant),
            (_, constant) => holds(self.op, &column.get(ix), constant),
        }
    }
}

/// Whether an operator accepts an ordering.
pub(super) const fn accepts(op: CompareOp, ordering: Ordering) -> bool {
    match op {
        CompareOp::Eq => ordering.is_eq(),
        CompareOp::Ne => ordering.is_ne(),
        CompareOp::Lt => ordering.is_lt(),
        CompareOp::Le => ordering.is_le(),
        CompareOp::Gt => ordering.is_gt(),
        CompareOp::Ge => ordering.is_ge(),
    }
}

/// `a op b`, three-valued.
#[inline]
pub(super) fn holds(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match (op, a, b) {
        (_, Value::Int(a), Value::Int(b)) => Some(accepts(op, a.cmp(b))),
        (CompareOp::Eq, ..) => equals(a, b),
        (CompareOp::Ne, ..) => equals(a, b).map(|equal| !equal),
        _ => match compare(a, b) {
            Comparison::Ordered(ordering) => Some(accepts(op, ordering)),
            Comparison::Unordered => Some(false),
            Comparison::Unknown => None,
        },
    }
}
