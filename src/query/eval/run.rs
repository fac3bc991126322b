//! Compiled expression and row → value.

use std::sync::Arc;

use smallvec::SmallVec;

use super::node::Node;
use super::property::{self, holds};
use super::{EvalContext, list};
use crate::graph::Graph;
use crate::model::value::{Map, Value};
use crate::query::functions::Function;
use crate::query::syntax::{CompareOp, TestOp};
use crate::query::value::text::{self, TextTest};
use crate::query::value::{self, Fault, Result, access, arithmetic, kind, truth};

impl Node {
    /// The value.
    pub(super) fn eval(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<Value> {
        let graph = context.functions.graph;
        match self {
            Self::Const(value) => Ok(value.clone()),
            Self::Slot(slot) => Ok(row[*slot].clone()),
            Self::SlotProperty(slot, key, at) => property::read(&row[*slot], key, graph).map_err(|e| e.at(*at)),
            Self::Property(of, key, at) => {
                let of = of.eval(row, context)?;
                property::read(&of, key, graph).map_err(|e| e.at(*at))
            }
            Self::List(items) => {
                items.iter().map(|item| item.eval(row, context)).collect::<Result<_>>().map(value::list)
            }
            Self::Map(entries) => Ok(Value::Map(Arc::new(map(entries, Map::new(), row, context)?))),
            Self::MapProjection { of, all, entries, at } => {
                project((of, *all), entries, row, context).map_err(|e| e.at(*at))
            }
            Self::Arithmetic(first, rest, at) => {
                let mut sum = first.eval(row, context)?;
                for (op, operand) in rest {
                    let operand = operand.eval(row, context)?;
                    sum = arithmetic::apply(*op, &sum, &operand).map_err(|e| e.at(*at))?;
                }
                Ok(sum)
            }
            Self::Minus(part, at) => arithmetic::negate(&part.eval(row, context)?).map_err(|e| e.at(*at)),
            Self::Plus(part, at) => arithmetic::plus(&part.eval(row, context)?).map_err(|e| e.at(*at)),
            Self::Index(of, index, at) => {
                let (of, index) = (of.eval(row, context)?, index.eval(row, context)?);
                property::index(&of, &index, graph).map_err(|e| e.at(*at))
            }
            Self::Slice(of, from, to, at) => {
                let of = of.eval(row, context)?;
                let from = from.as_ref().map(|node| node.eval(row, context)).transpose()?;
                let to = to.as_ref().map(|node| node.eval(row, context)).transpose()?;
                access::slice(&of, from.as_ref(), to.as_ref()).map_err(|e| e.at(*at))
            }
            Self::Call(function, args, at) => call(function, args, row, context).map_err(|e| e.at(*at)),
            Self::Case { subject, branches, otherwise } => {
                case((subject.as_deref(), otherwise.as_deref()), branches, row, context)
            }
            Self::Comprehension { slot, list, filter, map, at } => {
                list::comprehension((*slot, list), filter.as_deref(), map.as_deref(), row, context)
                    .map_err(|e| e.at(*at))
            }
            Self::Reduce { accumulator, init, slot, list, body, at } => {
                list::reduce((*accumulator, init), (*slot, list), body, row, context).map_err(|e| e.at(*at))
            }
            Self::Subquery(subquery) => context.subqueries.answer(*subquery, row, context.functions),
            _ => self.truth(row, context).map(truth),
        }
    }

    /// The truth, of an expression that has one.
    pub(super) fn truth(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<bool>> {
        let graph = context.functions.graph;
        match self {
            Self::Column(test) => test.test(row, graph),
            Self::And(parts, at) => junction(false, parts, row, context).map_err(|e| e.at(*at)),
            Self::Or(parts, at) => junction(true, parts, row, context).map_err(|e| e.at(*at)),
            Self::Xor(parts, at) => exclusive(parts, row, context).map_err(|e| e.at(*at)),
            Self::Not(part, at) => Ok(part.truth(row, context).map_err(|e| e.at(*at))?.map(|truth| !truth)),
            Self::Compare(op, a, b) => compare(*op, a, b, row, context),
            Self::Chain(first, rest) => chain(first, rest, row, context),
            Self::Test(op, a, b, at) => {
                let (a, b) = (a.eval(row, context)?, b.eval(row, context)?);
                test(*op, &a, &b).map_err(|e| e.at(*at))
            }
            Self::InSet(needle, set) => {
                let needle = value::Key(needle.eval(row, context)?);
                Ok((!matches!(needle.0, Value::Null)).then(|| set.contains(&needle)))
            }
            Self::IsNull(part, wanted) => Ok(Some(part.is_null(row, context)? == *wanted)),
            Self::Labels(of, labels, at) => {
                let of = of.eval(row, context)?;
                labels.test(&of, graph).map_err(|e| e.at(*at))
            }
            Self::Quantifier { kind, slot, list, filter, at } => {
                list::quantifier(*kind, (*slot, list), filter, row, context).map_err(|e| e.at(*at))
            }
            _ => as_truth(&self.eval(row, context)?),
        }
    }

    pub(super) fn is_null(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<bool> {
        match self {
            Self::Slot(slot) => Ok(matches!(row[*slot], Value::Null)),
            Self::SlotProperty(slot, key, at) => {
                property::is_null(&row[*slot], key, context.functions.graph).map_err(|e| e.at(*at))
            }
            other => Ok(matches!(other.eval(row, context)?, Value::Null)),
        }
    }
}

fn as_truth(value: &Value) -> Result<Option<bool>> {
    match value {
        Value::Bool(bool) => Ok(Some(*bool)),
        Value::Null => Ok(None),
        other => Err(Fault::Operand { operator: "AND, OR, XOR, NOT, WHERE", found: kind::name(other).into() }.into()),
    }
}

/// AND and OR: one part that is `decisive` decides; else an unknown part leaves it open.
fn junction(decisive: bool, parts: &[Node], row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<bool>> {
    let mut result = Some(!decisive);
    for part in parts {
        match part.truth(row, context)? {
            Some(truth) if truth == decisive => return Ok(Some(decisive)),
            Some(_) => {}
            None => result = None,
        }
    }
    Ok(result)
}

fn exclusive(parts: &[Node], row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<bool>> {
    let mut result = Some(false);
    for part in parts {
        let truth = part.truth(row, context)?;
        result = result.zip(truth).map(|(a, b)| a != b);
    }
    Ok(result)
}

/// Constants and slots are compared where they are.
fn compare(op: CompareOp, a: &Node, b: &Node, row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<bool>> {
    let graph = context.functions.graph;
    match (a, b) {
        (Node::Slot(a), Node::Slot(b)) => Ok(holds(op, &row[*a], &row[*b])),
        (Node::SlotProperty(a, a_key, _), Node::SlotProperty(b, b_key, _))
            if let Some(truth) = property::compare_columns(op, (&row[*a], a_key), (&row[*b], b_key), graph) =>
        {
            Ok(truth)
        }
        (Node::Slot(a), Node::Const(b)) => Ok(holds(op, &row[*a], b)),
        (a, Node::Const(b)) => Ok(holds(op, &a.eval(row, context)?, b)),
        (a, Node::Slot(b)) => {
            let a = a.eval(row, context)?;
            Ok(holds(op, &a, &row[*b]))
        }
        (a, b) => {
            let a = a.eval(row, context)?;
            Ok(holds(op, &a, &b.eval(row, context)?))
        }
    }
}

/// `1 < x <= 3`: each pair, joined by AND; every operand is computed once.
fn chain(
    first: &Node,
    rest: &[(CompareOp, Node)],
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Option<bool>> {
    let mut left = first.eval(row, context)?;
    let mut result = Some(true);
    for (op, right) in rest {
        let right = right.eval(row, context)?;
        match holds(*op, &left, &right) {
            Some(false) => return Ok(Some(false)),
            Some(true) => {}
            None => result = None,
        }
        left = right;
    }
    Ok(result)
}

fn test(op: TestOp, a: &Value, b: &Value) -> Result<Option<bool>> {
    let predicate = match op {
        TestOp::StartsWith => TextTest::StartsWith,
        TestOp::EndsWith => TextTest::EndsWith,
        TestOp::Contains => TextTest::Contains,
        TestOp::Matches => TextTest::Matches,
        TestOp::In => {
            return match b {
                Value::List(items) => Ok(value::contains(items, a)),
                Value::Null => Ok(None),
                other => Err(Fault::Operand { operator: "IN", found: kind::name(other).into() }.into()),
            };
        }
    };
    text::test(predicate, a, b)
}

/// Most calls have few arguments; they need no heap.
type Args = SmallVec<[Value; 4]>;

fn call(function: &'static Function, args: &[Node], row: &mut [Value], context: &EvalContext<'_>) -> Result<Value> {
    let mut values = Args::with_capacity(args.len());
    for arg in args {
        values.push(arg.eval(row, context)?);
    }
    function.call(&values, context.functions)
}

fn case(
    (subject, otherwise): (Option<&Node>, Option<&Node>),
    branches: &[(Node, Node)],
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Value> {
    let subject = subject.map(|node| node.eval(row, context)).transpose()?;
    for (when, then) in branches {
        let hit = match &subject {
            Some(subject) => value::equals(subject, &when.eval(row, context)?),
            None => when.truth(row, context)?,
        };
        if hit == Some(true) {
            return then.eval(row, context);
        }
    }
    otherwise.map_or(Ok(Value::Null), |node| node.eval(row, context))
}

fn map(entries: &[(Arc<str>, Node)], mut map: Map, row: &mut [Value], context: &EvalContext<'_>) -> Result<Map> {
    for (key, node) in entries {
        map.insert(key.clone(), node.eval(row, context)?);
    }
    Ok(map)
}

fn project(
    (of, all): (&Node, bool),
    entries: &[(Arc<str>, Node)],
    row: &mut [Value],
    context: &EvalContext<'_>,
) -> Result<Value> {
    let of = of.eval(row, context)?;
    let base = match &of {
        Value::Null => return Ok(Value::Null),
        other => properties(other, context.functions.graph)?,
    };
    let base = if all { base } else { Map::new() };
    Ok(Value::Map(Arc::new(map(entries, base, row, context)?)))
}

/// All properties of a node, relationship or map.
fn properties(value: &Value, graph: &Graph) -> Result<Map> {
    property::check_alive(value, graph)?;
    match value {
        Value::Node(node) => Ok(graph.node_map(*node)),
        Value::Edge(edge) => Ok(graph.edge_map(*edge)),
        Value::Map(map) => Ok((**map).clone()),
        other => Err(Fault::Container { found: kind::name(other) }.into()),
    }
}
