//! Tests of a node, made ready so that each reads a bitmap or a typed column.

use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::graph::{Bits, Column, Data, KeyId, LabelId};
use crate::model::value::{NodeId, Value};
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::{Names, NodeTest};
use crate::query::syntax::CompareOp;
use crate::query::value;

use super::super::flow::Flow;
use super::super::run::Run;

/// All tests of one node.
pub(super) struct NodeTests<'g>(Vec<Test<'g>>);

enum Test<'g> {
    Never,
    Label(&'g Bits),
    Labels(Names<LabelId>),
    Int(&'g Column, &'g [i64], CompareOp, i64),
    Float(&'g Column, &'g [f64], CompareOp, f64),
    Code(&'g Column, &'g [u32], u32),
    Constant(&'g Column, CompareOp, Value),
    Computed(KeyId, CompareOp, Arc<CompiledExpr>),
}

impl<'g> NodeTests<'g> {
    pub fn new(run: &Run<'g>, tests: &[NodeTest]) -> Self {
        Self(tests.iter().map(|test| ready(run, test)).collect())
    }

    /// Whether `node` passes all.
    #[inline]
    pub fn pass(&self, run: &Run<'g>, node: NodeId, row: &mut [Value]) -> Flow<bool> {
        for test in &self.0 {
            if !test.pass(run, node, row)? {
                return ControlFlow::Continue(false);
            }
        }
        ControlFlow::Continue(true)
    }
}

fn ready<'g>(run: &Run<'g>, test: &NodeTest) -> Test<'g> {
    match test {
        NodeTest::Label(label) => run.graph.labelled(*label).map_or(Test::Never, Test::Label),
        NodeTest::Labels(Names::Is(None)) => Test::Never,
        NodeTest::Labels(names) => Test::Labels(names.clone()),
        NodeTest::Compare(key, op, operand) => {
            let operand = run.compile(operand);
            match operand.constant() {
                Some(constant) => constant_test(run, *key, *op, constant),
                None => Test::Computed(*key, *op, Arc::new(operand)),
            }
        }
    }
}

fn constant_test<'g>(run: &Run<'g>, key: KeyId, op: CompareOp, constant: &Value) -> Test<'g> {
    let Some(column) = run.graph.node_column(key) else { return Test::Never };
    match (column.data(), constant) {
        (_, Value::Null) => Test::Never,
        (Data::Int(all), Value::Int(x)) => Test::Int(column, all, op, *x),
        (Data::Float(all), Value::Float(x)) => Test::Float(column, all, op, *x),
        (Data::Text(texts), Value::String(x)) if op == CompareOp::Eq => {
            texts.lookup(x).map_or(Test::Never, |code| Test::Code(column, &texts.codes, code))
        }
        _ => Test::Constant(column, op, constant.clone()),
    }
}

impl Test<'_> {
    #[inline]
    fn pass(&self, run: &Run<'_>, node: NodeId, row: &mut [Value]) -> Flow<bool> {
        let at = node.0 as usize;
        ControlFlow::Continue(match self {
            Self::Never => false,
            Self::Label(members) => members.contains(node.0),
            Self::Labels(names) => {
                names.holds(&|label| run.graph.has_label(node, label), !run.graph.labels_of(node).is_empty())
            }
            Self::Int(column, all, op, x) => column.has(node.0) && ordered(*op, all[at].cmp(x)),
            Self::Float(column, all, op, x) => {
                column.has(node.0) && all[at].partial_cmp(x).map_or(*op == CompareOp::Ne, |order| ordered(*op, order))
            }
            Self::Code(column, codes, code) => column.has(node.0) && codes[at] == *code,
            Self::Constant(column, op, x) => holds(*op, &column.get(node.0), x),
            Self::Computed(key, op, operand) => {
                let operand = run.value(operand, row)?;
                holds(*op, &run.graph.node_property(node, *key), &operand)
            }
        })
    }
}

/// Whether a comparison holds for what an ordering says.
#[inline]
const fn ordered(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

/// Whether a comparison is true; false and null are one to a filter.
pub(super) fn holds(op: CompareOp, a: &Value, b: &Value) -> bool {
    match op {
        CompareOp::Eq => value::equals(a, b) == Some(true),
        CompareOp::Ne => value::equals(a, b) == Some(false),
        _ => value::compare(a, b).is(|order| ordered(op, order)) == Some(true),
    }
}
