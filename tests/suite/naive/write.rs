//! Writing clauses: row by row, one clause behind the other, on a graph of one's own.

use geflecht::graph::Graph;
use geflecht::model::value::{NodeId, Value};
use geflecht::query::bound::{
    Bound, Branch, Clause, Create, CreateItem, Expr, KeyRef, LabelRef, Merge, Properties, RemoveItem, SetItem,
};

use super::{Fault, Frame, Naive, Result, with};

/// A statement that writes.
pub struct Writing<'a> {
    pub bound: &'a Bound,
    pub graph: Graph,
}

impl Writing<'_> {
    /// The rows of a branch; the graph is changed.
    pub fn branch(&mut self, branch: &Branch) -> Result<Vec<Frame>> {
        let empty = vec![Value::Null; self.bound.width()];
        let mut rows = vec![empty.clone()];
        for clause in &branch.clauses {
            rows = match clause {
                Clause::Create(_) | Clause::Merge(_) | Clause::Set(_) | Clause::Remove(_) | Clause::Delete { .. } => {
                    let mut after = Vec::new();
                    for row in rows {
                        after.extend(self.write(clause, row)?);
                    }
                    after
                }
                Clause::Foreach { slot, list, body } => {
                    for row in &rows {
                        let Value::List(items) = self.value(list, row)? else { continue };
                        for item in items.iter() {
                            let row = with(row, *slot, item.clone());
                            body.iter().try_for_each(|clause| self.write(clause, row.clone()).map(|_| ()))?;
                        }
                    }
                    rows
                }
                reading => Naive::new(self.bound, &self.graph).clause(reading, rows, &empty)?,
            };
        }
        Ok(rows)
    }

    fn value(&self, expr: &Expr, row: &Frame) -> Result<Value> {
        Naive::new(self.bound, &self.graph).value(expr, row)
    }

    fn write(&mut self, clause: &Clause, row: Frame) -> Result<Vec<Frame>> {
        match clause {
            Clause::Create(create) => Ok(vec![self.create(create, row)?]),
            Clause::Merge(merge) => self.merge(merge, row),
            Clause::Set(items) => {
                items.iter().try_for_each(|item| self.set(item, &row))?;
                Ok(vec![row])
            }
            Clause::Remove(items) => {
                items.iter().try_for_each(|item| self.remove(item, &row))?;
                Ok(vec![row])
            }
            Clause::Delete { detach, targets } => {
                for target in targets {
                    self.delete(&self.value(target, &row)?, *detach)?;
                }
                Ok(vec![row])
            }
            _ => Err(Fault::GivenUp),
        }
    }

    fn create(&mut self, create: &Create, mut row: Frame) -> Result<Frame> {
        for item in &create.items {
            let (slot, made, properties) = match item {
                CreateItem::Node { slot, labels, properties } => {
                    let labels: Vec<_> = labels.iter().map(|label| self.label(*label)).collect();
                    (*slot, Value::Node(self.graph.create_node(&labels)), properties)
                }
                CreateItem::Edge { slot, from, to, kind, properties, .. } => {
                    let kind = self.graph.intern_rel_type(&self.bound.types[kind.0 as usize]);
                    let (Value::Node(from), Value::Node(to)) = (&row[from.index()], &row[to.index()]) else {
                        return Err(Fault::GivenUp);
                    };
                    (*slot, Value::Edge(self.graph.create_edge(*from, *to, kind)), properties)
                }
            };
            let Properties::Listed(properties) = properties else { return Err(Fault::GivenUp) };
            for (key, value) in properties {
                let value = self.value(value, &row)?;
                self.put(&made, &self.bound.keys[key.0 as usize].clone(), value);
            }
            row = with(&row, slot, made);
        }
        Ok(row)
    }

    fn label(&mut self, label: LabelRef) -> geflecht::graph::LabelId {
        self.graph.intern_label(&self.bound.labels[label.0 as usize])
    }

    fn put(&mut self, on: &Value, key: &str, value: Value) {
        let key = self.graph.intern_key(key);
        match on {
            Value::Node(node) => self.graph.set_node_property(*node, key, value),
            Value::Edge(edge) => self.graph.set_edge_property(*edge, key, value),
            _ => {}
        }
    }

    fn merge(&mut self, merge: &Merge, row: Frame) -> Result<Vec<Frame>> {
        let found = Naive::new(self.bound, &self.graph).matches(&merge.pattern, &row)?;
        let (rows, items) = if found.is_empty() {
            (vec![self.create(&merge.create, row)?], &merge.on_create)
        } else {
            (found, &merge.on_match)
        };
        for row in &rows {
            items.iter().try_for_each(|item| self.set(item, row))?;
        }
        Ok(rows)
    }

    fn set(&mut self, item: &SetItem, row: &Frame) -> Result<()> {
        match item {
            SetItem::Property { target, key, value } => self.set_property(target, *key, Some(value), row)?,
            SetItem::Replace { slot, value } | SetItem::Merge { slot, value } => {
                let Value::Map(map) = self.value(value, row)? else { return Err(Fault::GivenUp) };
                let on = row[slot.index()].clone();
                let old = match &on {
                    Value::Node(node) => self.graph.node_map(*node),
                    Value::Edge(edge) => self.graph.edge_map(*edge),
                    _ => return Ok(()),
                };
                if matches!(item, SetItem::Replace { .. }) {
                    old.keys().for_each(|key| self.put(&on, key, Value::Null));
                }
                map.iter().for_each(|(key, value)| self.put(&on, key, value.clone()));
            }
            SetItem::Labels { slot, labels } => {
                for label in labels {
                    let label = self.label(*label);
                    if let Value::Node(node) = row[slot.index()] {
                        self.graph.add_label(node, label);
                    }
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, item: &RemoveItem, row: &Frame) -> Result<()> {
        match item {
            RemoveItem::Property { target, key } => self.set_property(target, *key, None, row)?,
            RemoveItem::Labels { slot, labels } => {
                for label in labels {
                    let label = self.label(*label);
                    if let Value::Node(node) = row[slot.index()] {
                        self.graph.remove_label(node, label);
                    }
                }
            }
        }
        Ok(())
    }

    fn set_property(&mut self, target: &Expr, key: KeyRef, value: Option<&Expr>, row: &Frame) -> Result<()> {
        let on = self.value(target, row)?;
        let value = value.map_or(Ok(Value::Null), |value| self.value(value, row))?;
        self.put(&on, &self.bound.keys[key.0 as usize].clone(), value);
        Ok(())
    }

    fn delete(&mut self, target: &Value, detach: bool) -> Result<()> {
        match target {
            Value::Edge(edge) if self.graph.has_edge(*edge) => self.graph.delete_edge(*edge),
            Value::Node(node) if self.graph.has_node(*node) && detach => self.graph.detach_delete_node(*node),
            Value::Node(node) if self.graph.has_node(*node) => {
                self.graph.delete_node(*node).map_err(|_| Fault::GivenUp)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// A graph as sorted lines, its nodes told apart by what they hold.
pub fn dump(graph: &Graph) -> Vec<String> {
    let node = |node: NodeId| {
        let mut labels: Vec<&str> = graph.labels_of(node).iter().map(|label| &**graph.label_name(*label)).collect();
        labels.sort_unstable();
        format!("({labels:?} {:?})", graph.node_map(node))
    };
    let edge = |edge| {
        let (from, to) = graph.ends(edge).expect("an edge has ends");
        let kind = graph.type_of(edge).map(|kind| graph.rel_type_name(kind).clone());
        format!("{}-[{kind:?} {:?}]->{}", node(from), graph.edge_map(edge), node(to))
    };
    let mut lines: Vec<String> = graph.nodes().map(node).chain(graph.edges().map(edge)).collect();
    lines.sort();
    lines
}
