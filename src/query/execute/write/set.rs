//! `SET` and `REMOVE`.

use std::sync::Arc;

use crate::graph::{KeyId, LabelId};
use crate::model::value::{Map, Value};
use crate::query::bound::Slot;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::writing::SetOp;

use super::property::Entity;
use super::{Writer, Written};

/// An item of `SET` or `REMOVE` made ready to run.
pub(super) enum SetItem<'p> {
    Property(CompiledExpr, KeyId, Option<CompiledExpr>),
    Map(Slot, CompiledExpr, bool),
    Labels(Slot, &'p [LabelId], bool),
}

pub(super) fn ready<'p>(writer: &Writer<'_, '_>, items: &'p [SetOp]) -> Vec<SetItem<'p>> {
    let item = |item: &'p SetOp| match item {
        SetOp::Property { target, key, value } => {
            SetItem::Property(writer.compile(target), *key, value.as_ref().map(|value| writer.compile(value)))
        }
        SetOp::Map { slot, value, merge } => SetItem::Map(*slot, writer.compile(value), *merge),
        SetOp::Labels { slot, labels, remove } => SetItem::Labels(*slot, labels, *remove),
    };
    items.iter().map(item).collect()
}

/// Does all items for one row, one behind the other.
pub(super) fn apply(items: &[SetItem<'_>], writer: &mut Writer<'_, '_>, row: &mut [Value]) -> Written {
    for item in items {
        match item {
            SetItem::Property(target, key, value) => property(writer, (target, *key, value.as_ref()), row)?,
            SetItem::Map(slot, value, merge) => map(writer, (*slot, value, *merge), row)?,
            SetItem::Labels(slot, labels, remove) => change_labels(writer, &row[slot.index()], labels, *remove),
        }
    }
    Ok(())
}

fn property(
    writer: &mut Writer<'_, '_>,
    (target, key, value): (&CompiledExpr, KeyId, Option<&CompiledExpr>),
    row: &mut [Value],
) -> Written {
    let found = writer.value(target, row)?;
    let Some(entity) = Entity::of(&found).map_err(|error| error.at(target.at()))? else { return Ok(()) };
    let Some(expr) = value else { return writer.set_property(entity, key, Value::Null) };
    let value = writer.value(expr, row)?;
    writer.set_property(entity, key, value).map_err(|error| error.at(expr.at()))
}

fn map(writer: &mut Writer<'_, '_>, (slot, expr, merge): (Slot, &CompiledExpr, bool), row: &mut [Value]) -> Written {
    let Some(entity) = Entity::of(&row[slot.index()])? else { return Ok(()) };
    let map: Arc<Map> = match writer.value(expr, row)? {
        Value::Map(map) => map,
        Value::Node(node) => Arc::new(writer.graph.node_map(node)),
        Value::Edge(edge) => Arc::new(writer.graph.edge_map(edge)),
        Value::Null if merge => return Ok(()),
        Value::Null => Arc::default(),
        _ => {
            let message = "properties are set from a map, a node or a relationship";
            return Err(EvalError::new(ErrorType::TypeError, Detail::InvalidArgumentType, message).at(expr.at()));
        }
    };
    writer.set_map(entity, &map, merge).map_err(|error| error.at(expr.at()))
}

fn change_labels(writer: &mut Writer<'_, '_>, target: &Value, labels: &[LabelId], remove: bool) {
    let Value::Node(node) = *target else { return };
    for label in labels {
        if remove {
            writer.stats.labels_removed += usize::from(writer.graph.remove_label(node, *label));
        } else {
            writer.stats.labels_added += usize::from(writer.graph.add_label(node, *label));
        }
    }
}
