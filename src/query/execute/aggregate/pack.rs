//! Keys as numbers: a node, or a property that a column holds by code or as a small integer, is grouped by 32 bits. The
//! value is looked at once for each group.

use crate::graph::{Column, Data, Graph, Texts};
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::bound::{ExprKind, Slot};
use crate::query::plan::Scalar;
use crate::query::types::Kinds;

use super::super::run::Run;

/// How one key goes into 32 bits, so that equal numbers and only those mean equivalent values. Zero is null.
pub(super) enum Packing<'g> {
    /// A node or relationship in a slot: its id. With it a number above all ids, where there is a low one.
    Entity(usize, Option<usize>),
    /// A property in a dictionary: the code.
    Text(Source<'g>, &'g Texts),
    /// A property of a node that is a small integer: the integer.
    Int(Source<'g>, &'g [i64]),
}

/// A column and the slot of the node to look up.
pub(super) struct Source<'g> {
    slot: usize,
    column: &'g Column,
    /// Whether the node may have been deleted by the statement.
    checked: bool,
}

/// Integers from here on are no small ones.
const INT_BOUND: i64 = 1 << 31;

/// How a key is packed, if it can be.
pub(super) fn packing<'g>(run: &Run<'g>, scalar: &Scalar) -> Option<Packing<'g>> {
    let bound = &run.session.plan.bound;
    let within = |slot: Slot, kinds: Kinds| {
        bound.slots.get(slot.index()).is_some_and(|info| info.kinds.within(kinds | Kinds::NULL))
    };
    match &scalar.expr.kind {
        ExprKind::Slot(slot) if within(*slot, Kinds::ENTITY) => {
            let bound = within(*slot, Kinds::NODE).then(|| 2 * run.graph.node_bound() + 2);
            Some(Packing::Entity(slot.index(), bound))
        }
        ExprKind::Property(of, key) => {
            let ExprKind::Slot(slot) = of.kind else { return None };
            let column = run.graph.node_column(run.graph.key(&bound.keys[key.0 as usize])?)?;
            let source = Source { slot: slot.index(), column, checked: bound.writes };
            match column.data() {
                Data::Text(texts) => Some(Packing::Text(source, texts)),
                Data::Int(ints) if within(slot, Kinds::NODE) => Some(Packing::Int(source, ints)),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Source<'_> {
    /// The place in the column; none where the row holds no node that is there.
    #[inline]
    fn place(&self, graph: &Graph, row: &[Value]) -> Option<Option<usize>> {
        let Value::Node(node) = row[self.slot] else { return None };
        if self.checked && !graph.has_node(node) {
            return None;
        }
        Some(self.column.has(node.0).then_some(node.0 as usize))
    }
}

impl Packing<'_> {
    /// The number of the row's key; none where it has to be computed.
    #[inline]
    pub fn pack(&self, graph: &Graph, row: &[Value]) -> Option<u32> {
        match self {
            Self::Entity(slot, _) => entity(&row[*slot]),
            Self::Text(source, texts) => Some(source.place(graph, row)?.map_or(0, |at| texts.codes[at] + 1)),
            Self::Int(source, ints) => match source.place(graph, row)? {
                Some(at) => small(ints[at]),
                None => Some(0),
            },
        }
    }

    /// The number of a value that was computed; none if it has no number.
    pub fn pack_value(&self, value: &Value) -> Option<u32> {
        match (self, value) {
            (_, Value::Null) => Some(0),
            (Self::Entity(..), value) => entity(value),
            (Self::Text(_, texts), Value::String(text)) => texts.lookup(text).map(|code| code + 1),
            (Self::Int(..), Value::Int(int)) => small(*int),
            _ => None,
        }
    }

    /// The value behind a number.
    pub fn value(&self, packed: u32) -> Value {
        match (self, packed) {
            (_, 0) => Value::Null,
            (Self::Entity(..), packed) if packed & 1 == 0 => Value::Node(NodeId((packed - 2) >> 1)),
            (Self::Entity(..), packed) => Value::Edge(EdgeId((packed - 3) >> 1)),
            (Self::Text(_, texts), packed) => Value::String(texts.words[packed as usize - 1].clone()),
            (Self::Int(..), packed) => Value::Int(i64::from(packed) - 1),
        }
    }

    /// A number above all others, where there is a low one.
    pub fn bound(&self) -> Option<usize> {
        match self {
            Self::Entity(_, bound) => *bound,
            Self::Text(_, texts) => Some(texts.words.len() + 1),
            Self::Int(..) => None,
        }
    }
}

#[inline]
fn entity(value: &Value) -> Option<u32> {
    match value {
        Value::Node(node) => Some((node.0 << 1) + 2),
        Value::Edge(edge) => Some((edge.0 << 1) + 3),
        Value::Null => Some(0),
        _ => None,
    }
}

#[inline]
fn small(int: i64) -> Option<u32> {
    (0..INT_BOUND).contains(&int).then_some(int as u32 + 1)
}
