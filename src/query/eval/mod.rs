//! Evaluating expressions: bound → compiled → value.
//!
//! A [`CompiledExpr`] is made for one run of a statement: names are ids of the graph, parameters and whatever follows
//! from them are constants, and the forms that filters are made of (`n.x = 1`, `x IN [1, 2]`) have nodes of their own.
//! Rows are frames of values as the binder lays them out; locals of comprehensions are slots of the frame.

mod compile;
mod label;
mod list;
mod node;
mod property;
mod run;

use crate::graph::Graph;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::query::bound::{Bound, Expr};
use crate::query::context::{FnContext, Subqueries};
use crate::query::value::Result;

use node::Node;
pub use property::ColumnTest;

/// What an expression is compiled against.
#[derive(Clone, Copy)]
pub struct Environment<'a> {
    /// The statement that the expression is of.
    pub bound: &'a Bound,
    /// The values of [`Bound::params`].
    pub params: &'a [Value],
    /// Graph and time, for constants that are computed once.
    pub functions: &'a FnContext<'a>,
}

impl<'a> Environment<'a> {
    fn graph(&self) -> &'a Graph {
        self.functions.graph
    }
}

/// What evaluation looks at beside the row.
#[derive(Clone, Copy)]
pub struct EvalContext<'a> {
    /// Graph and time.
    pub functions: &'a FnContext<'a>,
    /// Who answers subqueries.
    pub subqueries: &'a dyn Subqueries,
}

/// An expression ready to be computed for many rows.
#[derive(Clone, Debug)]
pub struct CompiledExpr {
    root: Node,
    /// How deep its parts are nested.
    depth: usize,
    /// Where it stands in the text.
    at: Span,
}

/// Deeper expressions are computed on a stack of their own.
const SHALLOW: usize = 100;
/// Stack that one level of nesting takes, generously.
const FRAME_BYTES: usize = 2048;

impl CompiledExpr {
    /// Compiles a bound expression.
    pub fn new(expr: &Expr, environment: &Environment<'_>) -> Self {
        let root = compile::compile(expr, environment);
        let depth = root.depth();
        Self { root, depth, at: expr.at }
    }

    /// The value for a row; slots of locals in it are overwritten.
    ///
    /// # Errors
    /// Where an operator or function cannot take what it gets.
    #[inline]
    pub fn eval(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<Value> {
        if self.depth <= SHALLOW {
            return self.root.eval(row, context);
        }
        stacker::grow(self.depth * FRAME_BYTES, || self.root.eval(row, context))
    }

    /// The truth for a row, of an expression that a filter tests.
    ///
    /// # Errors
    /// As [`CompiledExpr::eval`], and where the value is neither a truth value nor null.
    #[inline]
    pub fn test(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<Option<bool>> {
        if self.depth <= SHALLOW {
            return self.root.truth(row, context);
        }
        stacker::grow(self.depth * FRAME_BYTES, || self.root.truth(row, context))
    }

    /// Whether the value for a row is null; a property is not read for that.
    ///
    /// # Errors
    /// As [`CompiledExpr::eval`].
    #[inline]
    pub fn is_null(&self, row: &mut [Value], context: &EvalContext<'_>) -> Result<bool> {
        if self.depth <= SHALLOW {
            return self.root.is_null(row, context);
        }
        Ok(matches!(self.eval(row, context)?, Value::Null))
    }

    /// Where it stands in the text, for faults of what its value is used for.
    pub fn at(&self) -> Span {
        self.at
    }

    /// The slot, if that is all it is.
    pub fn slot(&self) -> Option<usize> {
        match &self.root {
            Node::Slot(slot) => Some(*slot),
            _ => None,
        }
    }

    /// The value, if it is the same for every row and known already.
    pub fn constant(&self) -> Option<&Value> {
        match &self.root {
            Node::Const(value) => Some(value),
            _ => None,
        }
    }

    /// The test of one property against a constant that the expression is, if it is one.
    pub fn column_test(&self) -> Option<&ColumnTest> {
        match &self.root {
            Node::Column(test) => Some(test),
            _ => None,
        }
    }
}
