//! Expressions, by the words of openCypher 9.

use std::sync::Arc;

use geflecht::model::value::{Map, Value};
use geflecht::query::bound::{Expr, ExprKind, LabelRef, NameTest, Slot, SubqueryKind, TypeRef};
use geflecht::query::syntax::{CompareOp, Quantifier, TestOp};
use geflecht::query::value::text::{self, TextTest};
use geflecht::query::value::{self, Comparison, access, arithmetic, compare, contains, equals, truth};

use super::pattern::named;
use super::{Fault, Frame, Naive, Result, with};

/// A truth value, of a value that has one.
fn as_truth(value: &Value) -> Result<Option<bool>> {
    match value {
        Value::Bool(bool) => Ok(Some(*bool)),
        Value::Null => Ok(None),
        _ => Err(Fault::GivenUp),
    }
}

/// AND of truth values; OR is the same upside down.
fn all_of(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    if parts.contains(&None) { None } else { Some(true) }
}

fn any_of(parts: &[Option<bool>]) -> Option<bool> {
    let upside_down: Vec<_> = parts.iter().map(|part| part.map(|truth| !truth)).collect();
    all_of(&upside_down).map(|truth| !truth)
}

fn relation(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    let ordered = |accept: fn(std::cmp::Ordering) -> bool| match compare(a, b) {
        Comparison::Ordered(ordering) => Some(accept(ordering)),
        Comparison::Unordered => Some(false),
        Comparison::Unknown => None,
    };
    match op {
        CompareOp::Eq => equals(a, b),
        CompareOp::Ne => equals(a, b).map(|equal| !equal),
        CompareOp::Lt => ordered(std::cmp::Ordering::is_lt),
        CompareOp::Le => ordered(std::cmp::Ordering::is_le),
        CompareOp::Gt => ordered(std::cmp::Ordering::is_gt),
        CompareOp::Ge => ordered(std::cmp::Ordering::is_ge),
    }
}

impl Naive<'_> {
    /// Whether a test is true.
    pub fn holds(&self, test: &Expr, row: &Frame) -> Result<bool> {
        Ok(as_truth(&self.value(test, row)?)? == Some(true))
    }

    fn values(&self, parts: &[Expr], row: &Frame) -> Result<Vec<Value>> {
        parts.iter().map(|part| self.value(part, row)).collect()
    }

    fn truths(&self, parts: &[Expr], row: &Frame) -> Result<Vec<Option<bool>>> {
        parts.iter().map(|part| as_truth(&self.value(part, row)?)).collect()
    }

    /// The value of an expression in a row.
    pub fn value(&self, expr: &Expr, row: &Frame) -> Result<Value> {
        Ok(match &expr.kind {
            ExprKind::Literal(value) => value.clone(),
            ExprKind::Parameter(_) => return Err(Fault::GivenUp),
            ExprKind::Slot(slot) => row[slot.index()].clone(),
            ExprKind::List(parts) => value::list(self.values(parts, row)?),
            ExprKind::Map(entries) => self.map(Map::new(), entries, row)?,
            ExprKind::MapProjection { of, all, entries } => {
                let of = self.value(of, row)?;
                if matches!(of, Value::Null) {
                    return Ok(Value::Null);
                }
                let base = if *all { self.properties(&of)? } else { Map::new() };
                self.map(base, entries, row)?
            }
            ExprKind::Or(parts) => truth(any_of(&self.truths(parts, row)?)),
            ExprKind::And(parts) => truth(all_of(&self.truths(parts, row)?)),
            ExprKind::Xor(parts) => {
                let parts = self.truths(parts, row)?;
                let known: Option<Vec<bool>> = parts.into_iter().collect();
                truth(known.map(|known| known.iter().filter(|part| **part).count() % 2 == 1))
            }
            ExprKind::Not(part) => truth(as_truth(&self.value(part, row)?)?.map(|truth| !truth)),
            ExprKind::Compare(first, rest) => {
                let mut left = self.value(first, row)?;
                let mut parts = Vec::new();
                for (op, right) in rest {
                    let right = self.value(right, row)?;
                    parts.push(relation(*op, &left, &right));
                    left = right;
                }
                truth(all_of(&parts))
            }
            ExprKind::Arithmetic(first, rest) => {
                let mut left = self.value(first, row)?;
                for (op, right) in rest {
                    left = arithmetic::apply(*op, &left, &self.value(right, row)?)?;
                }
                left
            }
            ExprKind::Minus(part) => arithmetic::negate(&self.value(part, row)?)?,
            ExprKind::Plus(part) => arithmetic::plus(&self.value(part, row)?)?,
            ExprKind::Test(op, a, b) => truth(self.test(*op, &self.value(a, row)?, &self.value(b, row)?)?),
            ExprKind::IsNull(part) => Value::Bool(matches!(self.value(part, row)?, Value::Null)),
            ExprKind::IsNotNull(part) => Value::Bool(!matches!(self.value(part, row)?, Value::Null)),
            ExprKind::Property(of, key) => self.property(&self.value(of, row)?, &self.bound.keys[key.0 as usize])?,
            ExprKind::Index(of, at) => match (self.value(of, row)?, self.value(at, row)?) {
                (of @ (Value::Node(_) | Value::Edge(_)), Value::String(key)) => self.property(&of, &key)?,
                (of, at) => access::index(&of, &at)?,
            },
            ExprKind::Slice(of, from, to) => {
                let bound = |bound: &Option<Box<Expr>>| bound.as_ref().map(|b| self.value(b, row)).transpose();
                access::slice(&self.value(of, row)?, bound(from)?.as_ref(), bound(to)?.as_ref())?
            }
            ExprKind::HasLabels(of, labels) => self.named(&self.value(of, row)?, Some(labels), None),
            ExprKind::HasType(of, types) => self.named(&self.value(of, row)?, None, Some(types)),
            ExprKind::HasLabelsOrType(of, labels, types) => {
                self.named(&self.value(of, row)?, Some(labels), Some(types))
            }
            ExprKind::Call(function, args) => function.call(&self.values(args, row)?, &self.context())?,
            ExprKind::Case { subject, branches, otherwise } => {
                let subject = subject.as_ref().map(|subject| self.value(subject, row)).transpose()?;
                for (when, then) in branches {
                    let when = self.value(when, row)?;
                    let hit = subject.as_ref().map_or_else(|| as_truth(&when), |subject| Ok(equals(subject, &when)))?;
                    if hit == Some(true) {
                        return self.value(then, row);
                    }
                }
                otherwise.as_ref().map_or(Ok(Value::Null), |otherwise| self.value(otherwise, row))?
            }
            ExprKind::ListComprehension { slot, list, filter, map } => {
                let Value::List(items) = self.value(list, row)? else { return Ok(Value::Null) };
                let mut kept = Vec::new();
                for item in items.iter() {
                    let row = with(row, *slot, item.clone());
                    if filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, &row))? {
                        kept.push(map.as_ref().map_or(Ok(item.clone()), |map| self.value(map, &row))?);
                    }
                }
                value::list(kept)
            }
            ExprKind::Quantifier { kind, slot, list, filter } => self.quantifier(*kind, *slot, (list, filter), row)?,
            ExprKind::Reduce { accumulator, init, slot, list, body } => {
                let mut sum = self.value(init, row)?;
                let Value::List(items) = self.value(list, row)? else { return Ok(Value::Null) };
                for item in items.iter() {
                    sum = self.value(body, &with(&with(row, *accumulator, sum), *slot, item.clone()))?;
                }
                sum
            }
            ExprKind::Subquery(at) => {
                let subquery = &self.bound.subqueries[at.0 as usize];
                let rows = self.query(&subquery.query, row, true)?;
                let value = |row: &Frame| row[subquery.query.outputs[0].slot.index()].clone();
                match subquery.kind {
                    SubqueryKind::Exists => Value::Bool(!rows.is_empty()),
                    SubqueryKind::Count => Value::Int(rows.len() as i64),
                    SubqueryKind::Collect => value::list(rows.iter().map(value).collect()),
                    SubqueryKind::First => rows.first().map(value).unwrap_or_default(),
                }
            }
        })
    }

    fn map(&self, mut map: Map, entries: &[(Arc<str>, Expr)], row: &Frame) -> Result<Value> {
        for (key, value) in entries {
            map.insert(key.clone(), self.value(value, row)?);
        }
        Ok(Value::Map(Arc::new(map)))
    }

    fn properties(&self, of: &Value) -> Result<Map> {
        match of {
            Value::Node(node) => Ok(self.graph.node_map(*node)),
            Value::Edge(edge) => Ok(self.graph.edge_map(*edge)),
            Value::Map(map) => Ok((**map).clone()),
            _ => Err(Fault::GivenUp),
        }
    }

    /// A property of whatever has properties.
    pub fn property(&self, of: &Value, key: &str) -> Result<Value> {
        match of {
            Value::Node(_) | Value::Edge(_) => Ok(self.properties(of)?.get(key).cloned().unwrap_or_default()),
            other => Ok(access::property(other, key)?),
        }
    }

    fn test(&self, op: TestOp, a: &Value, b: &Value) -> Result<Option<bool>> {
        let predicate = match op {
            TestOp::StartsWith => TextTest::StartsWith,
            TestOp::EndsWith => TextTest::EndsWith,
            TestOp::Contains => TextTest::Contains,
            TestOp::Matches => TextTest::Matches,
            TestOp::In => {
                return match b {
                    Value::List(items) => Ok(contains(items, a)),
                    Value::Null => Ok(None),
                    _ => Err(Fault::GivenUp),
                };
            }
        };
        Ok(text::test(predicate, a, b)?)
    }

    fn named(&self, of: &Value, labels: Option<&NameTest<LabelRef>>, types: Option<&NameTest<TypeRef>>) -> Value {
        match (of, labels, types) {
            (Value::Node(node), Some(labels), _) => Value::Bool(self.has_labels(*node, labels)),
            (Value::Edge(edge), _, Some(types)) => {
                let kind = self.graph.type_of(*edge);
                let has = |name: TypeRef| self.graph.rel_type(&self.bound.types[name.0 as usize]) == kind;
                Value::Bool(named(types, &has, true))
            }
            _ => Value::Null,
        }
    }

    fn quantifier(&self, kind: Quantifier, slot: Slot, (list, filter): (&Expr, &Expr), row: &Frame) -> Result<Value> {
        let Value::List(items) = self.value(list, row)? else { return Ok(Value::Null) };
        let mut parts = Vec::new();
        for item in items.iter() {
            parts.push(as_truth(&self.value(filter, &with(row, slot, item.clone()))?)?);
        }
        Ok(truth(match kind {
            Quantifier::All => all_of(&parts),
            Quantifier::Any => any_of(&parts),
            Quantifier::None => any_of(&parts).map(|any| !any),
            Quantifier::Single => {
                let sure = parts.iter().filter(|part| **part == Some(true)).count();
                let open = parts.contains(&None);
                if sure > 1 || !open { Some(sure == 1) } else { None }
            }
        }))
    }
}
