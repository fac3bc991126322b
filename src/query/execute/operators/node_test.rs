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

impl NodeTests<'_> {
    /// Those of 64 nodes, one bit each from `64 * word` on, that pass what is read from bitmaps and typed columns.
    #[inline]
    pub fn mask(&self, word: usize, nodes: u64) -> u64 {
        self.0.iter().fold(nodes, |nodes, test| if nodes == 0 { 0 } else { test.mask(word, nodes).unwrap_or(nodes) })
    }

    /// Whether `node`, which is in the mask, passes the other tests.
    #[inline]
    pub fn pass_rest(&self, run: &Run<'_>, node: NodeId, row: &mut [Value]) -> Flow<bool> {
        for test in self.0.iter().filter(|test| !test.has_mask()) {
            if !test.pass(run, node, row)? {
                return ControlFlow::Continue(false);
            }
        }
        ControlFlow::Continue(true)
    }
}

/// Fewer nodes than these are tested one by one.
const FEW: u32 = 12;

/// The nodes among 64 whose value passes.
#[inline]
fn masked<T>(column: &Column, values: &[T], (word, nodes): (usize, u64), pass: impl Fn(&T) -> bool) -> u64 {
    let nodes = nodes & column.has_word(word);
    let (base, mut found) = (word * 64, 0);
    if nodes.count_ones() >= FEW {
        let end = values.len().min(base + 64);
        for (at, value) in values[base.min(end)..end].iter().enumerate() {
            found |= u64::from(pass(value)) << at;
        }
        return found & nodes;
    }
    let mut rest = nodes;
    while rest != 0 {
        let at = rest.trailing_zeros();
        found |= u64::from(pass(&values[base + at as usize])) << at;
        rest &= rest - 1;
    }
    found
}

/// The same for a comparison; the operator is looked at once for all of them.
#[inline]
fn compared<T: PartialOrd>(column: &Column, values: &[T], at: (usize, u64), op: CompareOp, x: &T) -> u64 {
    match op {
        CompareOp::Eq => masked(column, values, at, |value| value == x),
        CompareOp::Ne => masked(column, values, at, |value| value != x),
        CompareOp::Lt => masked(column, values, at, |value| value < x),
        CompareOp::Le => masked(column, values, at, |value| value <= x),
        CompareOp::Gt => masked(column, values, at, |value| value > x),
        CompareOp::Ge => masked(column, values, at, |value| value >= x),
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
    const fn has_mask(&self) -> bool {
        matches!(self, Self::Never | Self::Label(_) | Self::Int(..) | Self::Float(..) | Self::Code(..))
    }

    /// The nodes among 64 that pass; none where each has to be looked at by itself.
    #[inline]
    fn mask(&self, word: usize, nodes: u64) -> Option<u64> {
        match self {
            Self::Never => Some(0),
            Self::Label(members) => Some(nodes & members.words().get(word).copied().unwrap_or(0)),
            Self::Int(column, all, op, x) => Some(compared(column, all, (word, nodes), *op, x)),
            Self::Float(column, all, op, x) => Some(compared(column, all, (word, nodes), *op, x)),
            Self::Code(column, codes, code) => Some(masked(column, codes, (word, nodes), |other| other == code)),
            Self::Labels(_) | Self::Constant(..) | Self::Computed(..) => None,
        }
    }

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
