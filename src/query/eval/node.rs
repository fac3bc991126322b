//! The compiled form of an expression.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::label::Labels;
use super::property::{ColumnTest, PropertyKey};
use crate::model::span::Span;
use crate::model::value::Value;
use crate::query::bound::SubqueryRef;
use crate::query::functions::Function;
use crate::query::syntax::{ArithmeticOp, CompareOp, Quantifier, TestOp};
use crate::query::value::Key;

/// A node of a compiled expression. Faults carry the span of the node they arise in.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// `1`, `$p`, `1 + 2`
    Const(Value),
    /// `n`
    Slot(usize),
    /// `[1, x]`
    List(Vec<Node>),
    /// `{a: x}`
    Map(Vec<(Arc<str>, Node)>),
    /// `n {.*, a: x}`
    MapProjection { of: Box<Node>, all: bool, entries: Vec<(Arc<str>, Node)>, at: Span },
    /// `a OR b`
    Or(Vec<Node>, Span),
    /// `a XOR b`
    Xor(Vec<Node>, Span),
    /// `a AND b`
    And(Vec<Node>, Span),
    /// `NOT a`
    Not(Box<Node>, Span),
    /// `a < b`
    Compare(CompareOp, Box<Node>, Box<Node>),
    /// `a < b <= c`
    Chain(Box<Node>, Vec<(CompareOp, Node)>),
    /// `n.x = 1`
    Column(ColumnTest),
    /// `a + b - c`
    Arithmetic(Box<Node>, Vec<(ArithmeticOp, Node)>, Span),
    /// `-a`
    Minus(Box<Node>, Span),
    /// `+a`
    Plus(Box<Node>, Span),
    /// `a STARTS WITH b`, `a IN b`
    Test(TestOp, Box<Node>, Box<Node>, Span),
    /// `a IN [1, 2, 3]` with constants that are neither null nor containers
    InSet(Box<Node>, Arc<FxHashSet<Key>>),
    /// `a IS NULL` (true), `a IS NOT NULL` (false)
    IsNull(Box<Node>, bool),
    /// `n.x`
    SlotProperty(usize, PropertyKey, Span),
    /// `expr.x`
    Property(Box<Node>, PropertyKey, Span),
    /// `xs[0]`, `n['name']`
    Index(Box<Node>, Box<Node>, Span),
    /// `xs[1..3]`
    Slice(Box<Node>, Option<Box<Node>>, Option<Box<Node>>, Span),
    /// `n:A&B`, `r:OWNS`
    Labels(Box<Node>, Labels, Span),
    /// `size(xs)`
    Call(&'static Function, Vec<Node>, Span),
    /// `CASE …`
    Case { subject: Option<Box<Node>>, branches: Vec<(Node, Node)>, otherwise: Option<Box<Node>> },
    /// `[x IN xs WHERE … | …]`
    Comprehension { slot: usize, list: Box<Node>, filter: Option<Box<Node>>, map: Option<Box<Node>>, at: Span },
    /// `all(x IN xs WHERE …)`
    Quantifier { kind: Quantifier, slot: usize, list: Box<Node>, filter: Box<Node>, at: Span },
    /// `reduce(sum = 0, x IN xs | sum + x)`
    Reduce { accumulator: usize, init: Box<Node>, slot: usize, list: Box<Node>, body: Box<Node>, at: Span },
    /// `EXISTS { … }`
    Subquery(SubqueryRef),
}

impl Node {
    /// Whether it is a constant.
    pub fn is_const(&self) -> bool {
        matches!(self, Self::Const(_))
    }

    /// The direct parts.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Const(_) | Self::Slot(_) | Self::Column(_) | Self::SlotProperty(..) | Self::Subquery(_) => Vec::new(),
            Self::List(items)
            | Self::Or(items, _)
            | Self::Xor(items, _)
            | Self::And(items, _)
            | Self::Call(_, items, _) => items.iter().collect(),
            Self::Map(entries) => entries.iter().map(|(_, node)| node).collect(),
            Self::MapProjection { of, entries, .. } => {
                std::iter::once(&**of).chain(entries.iter().map(|(_, node)| node)).collect()
            }
            Self::Not(a, _)
            | Self::Minus(a, _)
            | Self::Plus(a, _)
            | Self::InSet(a, _)
            | Self::IsNull(a, _)
            | Self::Property(a, ..)
            | Self::Labels(a, ..) => vec![a],
            Self::Compare(_, a, b) | Self::Test(_, a, b, _) | Self::Index(a, b, _) => vec![a, b],
            Self::Chain(a, rest) => std::iter::once(&**a).chain(rest.iter().map(|(_, node)| node)).collect(),
            Self::Arithmetic(a, rest, _) => std::iter::once(&**a).chain(rest.iter().map(|(_, node)| node)).collect(),
            Self::Slice(a, from, to, _) => {
                std::iter::once(&**a).chain([from, to].into_iter().flatten().map(|node| &**node)).collect()
            }
            Self::Case { subject, branches, otherwise } => {
                let ends = subject.iter().chain(otherwise).map(|node| &**node);
                ends.chain(branches.iter().flat_map(|(when, then)| [when, then])).collect()
            }
            Self::Comprehension { list, filter, map, .. } => {
                std::iter::once(&**list).chain(filter.iter().chain(map).map(|node| &**node)).collect()
            }
            Self::Quantifier { list, filter, .. } => vec![list, filter],
            Self::Reduce { init, list, body, .. } => vec![init, list, body],
        }
    }

    /// Levels of nesting, this one included. Walks without recursion, as the nesting may be deep.
    pub fn depth(&self) -> usize {
        let mut deepest = 0;
        let mut stack = vec![(self, 1)];
        while let Some((node, depth)) = stack.pop() {
            deepest = deepest.max(depth);
            stack.extend(node.parts().into_iter().map(|part| (part, depth + 1)));
        }
        deepest
    }
}
