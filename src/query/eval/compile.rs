//! Bound → compiled: names become ids, constants are computed, common forms get nodes of their own.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::label::Labels;
use super::node::Node;
use super::property::{ColumnTest, PropertyKey};
use super::{Environment, EvalContext};
use crate::model::value::Value;
use crate::query::bound::{Expr, ExprKind, SubqueryRef};
use crate::query::context::{FnContext, Subqueries};
use crate::query::syntax::{CompareOp, TestOp};
use crate::query::value::{Fault, Key, Result};

/// Stack that must be left to go one level down, and the size of a new stretch of it.
const RED_ZONE: usize = 64 * 1024;
const STRETCH: usize = 1024 * 1024;

/// Compiles an expression and folds what is constant of it.
pub(super) fn compile(expr: &Expr, env: &Environment<'_>) -> Node {
    stacker::maybe_grow(RED_ZONE, STRETCH, || fold(translate(expr, env), env))
}

fn boxed(expr: &Expr, env: &Environment<'_>) -> Box<Node> {
    Box::new(compile(expr, env))
}

fn optional(expr: Option<&Expr>, env: &Environment<'_>) -> Option<Box<Node>> {
    expr.map(|expr| boxed(expr, env))
}

fn all(exprs: &[Expr], env: &Environment<'_>) -> Vec<Node> {
    exprs.iter().map(|expr| compile(expr, env)).collect()
}

fn entries(entries: &[(Arc<str>, Expr)], env: &Environment<'_>) -> Vec<(Arc<str>, Node)> {
    entries.iter().map(|(key, expr)| (key.clone(), compile(expr, env))).collect()
}

fn pairs<T: Copy>(rest: &[(T, Expr)], env: &Environment<'_>) -> Vec<(T, Node)> {
    rest.iter().map(|(op, expr)| (*op, compile(expr, env))).collect()
}

fn translate(expr: &Expr, env: &Environment<'_>) -> Node {
    let at = expr.at;
    match &expr.kind {
        ExprKind::Literal(value) => Node::Const(value.clone()),
        ExprKind::Parameter(param) => Node::Const(env.params.get(param.0 as usize).cloned().unwrap_or_default()),
        ExprKind::Slot(slot) => Node::Slot(slot.index()),
        ExprKind::List(items) => Node::List(all(items, env)),
        ExprKind::Map(items) => Node::Map(entries(items, env)),
        ExprKind::MapProjection { of, all, entries: items } => {
            Node::MapProjection { of: boxed(of, env), all: *all, entries: entries(items, env), at }
        }
        ExprKind::Or(parts) => Node::Or(all(parts, env), at),
        ExprKind::Xor(parts) => Node::Xor(all(parts, env), at),
        ExprKind::And(parts) => Node::And(all(parts, env), at),
        ExprKind::Not(part) => Node::Not(boxed(part, env), at),
        ExprKind::Compare(first, rest) => comparison(compile(first, env), pairs(rest, env)),
        ExprKind::Arithmetic(first, rest) => Node::Arithmetic(boxed(first, env), pairs(rest, env), at),
        ExprKind::Minus(part) => Node::Minus(boxed(part, env), at),
        ExprKind::Plus(part) => Node::Plus(boxed(part, env), at),
        ExprKind::Test(TestOp::In, a, b) => membership(compile(a, env), compile(b, env), at),
        ExprKind::Test(op, a, b) => Node::Test(*op, boxed(a, env), boxed(b, env), at),
        ExprKind::IsNull(part) => Node::IsNull(boxed(part, env), true),
        ExprKind::IsNotNull(part) => Node::IsNull(boxed(part, env), false),
        ExprKind::Property(of, key) => match compile(of, env) {
            Node::Slot(slot) => Node::SlotProperty(slot, PropertyKey::new(*key, env), at),
            of => Node::Property(Box::new(of), PropertyKey::new(*key, env), at),
        },
        ExprKind::Index(of, index) => Node::Index(boxed(of, env), boxed(index, env), at),
        ExprKind::Slice(of, from, to) => {
            Node::Slice(boxed(of, env), optional(from.as_deref(), env), optional(to.as_deref(), env), at)
        }
        ExprKind::HasLabels(of, test) => Node::Labels(boxed(of, env), Labels::new(Some(test), None, env), at),
        ExprKind::HasType(of, test) => Node::Labels(boxed(of, env), Labels::new(None, Some(test), env), at),
        ExprKind::HasLabelsOrType(of, labels, types) => {
            Node::Labels(boxed(of, env), Labels::new(Some(labels), Some(types), env), at)
        }
        ExprKind::Call(function, args) => Node::Call(function, all(args, env), at),
        ExprKind::Case { subject, branches, otherwise } => Node::Case {
            subject: optional(subject.as_deref(), env),
            branches: branches.iter().map(|(when, then)| (compile(when, env), compile(then, env))).collect(),
            otherwise: optional(otherwise.as_deref(), env),
        },
        ExprKind::Subquery(subquery) => Node::Subquery(*subquery),
        ExprKind::ListComprehension { .. } | ExprKind::Quantifier { .. } | ExprKind::Reduce { .. } => local(expr, env),
    }
}

/// The forms that have a local variable.
fn local(expr: &Expr, env: &Environment<'_>) -> Node {
    let at = expr.at;
    match &expr.kind {
        ExprKind::ListComprehension { slot, list, filter, map } => Node::Comprehension {
            slot: slot.index(),
            list: boxed(list, env),
            filter: optional(filter.as_deref(), env),
            map: optional(map.as_deref(), env),
            at,
        },
        ExprKind::Quantifier { kind, slot, list, filter } => {
            Node::Quantifier { kind: *kind, slot: slot.index(), list: boxed(list, env), filter: boxed(filter, env), at }
        }
        ExprKind::Reduce { accumulator, init, slot, list, body } => Node::Reduce {
            accumulator: accumulator.index(),
            init: boxed(init, env),
            slot: slot.index(),
            list: boxed(list, env),
            body: boxed(body, env),
            at,
        },
        _ => Node::Const(Value::Null),
    }
}

/// `a < b` or `a < b < c`; one property of a slot against a constant becomes a test of its column.
fn comparison(first: Node, mut rest: Vec<(CompareOp, Node)>) -> Node {
    if rest.len() != 1 {
        return Node::Chain(Box::new(first), rest);
    }
    let Some((op, second)) = rest.pop() else { return first };
    match (first, second) {
        (Node::SlotProperty(slot, key, at), Node::Const(value)) => {
            Node::Column(ColumnTest { slot, key, op, value, at })
        }
        (Node::Const(value), Node::SlotProperty(slot, key, at)) => {
            Node::Column(ColumnTest { slot, key, op: op.mirrored(), value, at })
        }
        (a, b) => Node::Compare(op, Box::new(a), Box::new(b)),
    }
}

/// Lists from this length on are looked up by hash.
const SET_FROM: usize = 8;

/// `a IN b`, by hash where b is long and holds only values for which equality and equivalence are the same.
fn membership(a: Node, b: Node, at: crate::model::span::Span) -> Node {
    let plain = |value: &Value| match value {
        Value::Bool(_) | Value::Int(_) | Value::String(_) => true,
        Value::Float(float) => !float.is_nan(),
        _ => false,
    };
    match b {
        Node::Const(Value::List(items)) if items.len() >= SET_FROM && items.iter().all(plain) => {
            let set: FxHashSet<Key> = items.iter().cloned().map(Key).collect();
            Node::InSet(Box::new(a), Arc::new(set))
        }
        b => Node::Test(TestOp::In, Box::new(a), Box::new(b), at),
    }
}

/// Constants have no subqueries to ask.
struct NoSubqueries;

impl Subqueries for NoSubqueries {
    fn answer(&self, _: SubqueryRef, _: &mut [Value], _: &FnContext<'_>) -> Result<Value> {
        Err(Fault::unreadable("no subquery can be asked here"))
    }
}

/// Computes a node whose parts are all constant. A fault stays for the run, which may never come to it.
fn fold(node: Node, env: &Environment<'_>) -> Node {
    let foldable = match &node {
        Node::Call(function, ..) => function.pure,
        Node::Const(_)
        | Node::Slot(_)
        | Node::Column(_)
        | Node::SlotProperty(..)
        | Node::Subquery(_)
        | Node::Comprehension { .. }
        | Node::Quantifier { .. }
        | Node::Reduce { .. } => false,
        _ => true,
    };
    if !foldable || !node.parts().into_iter().all(Node::is_const) {
        return node;
    }
    let context = EvalContext { functions: env.functions, subqueries: &NoSubqueries };
    match node.eval(&mut [], &context) {
        Ok(value) => Node::Const(value),
        Err(_) => node,
    }
}
