//! What evaluation needs beside the row: the graph, the statement's time, the subqueries.

use super::bound::SubqueryRef;
use super::error::EvalError;
use super::random::Random;
use crate::graph::Graph;
use crate::model::value::Value;

/// What a function may look at.
pub struct FnContext<'a> {
    /// The graph that nodes and relationships are of.
    pub graph: &'a Graph,
    /// The time of the statement: nanoseconds since 1970-01-01 UTC, read once when it starts.
    pub now: i64,
    /// Where `rand()` takes its numbers from.
    pub random: &'a Random,
}

/// Answers the subqueries of a statement; the executor is one.
pub trait Subqueries {
    /// The answer for the row in `frame` (its inner slots are overwritten): a truth value, a number, a list or the
    /// first value, as the subquery's kind asks.
    fn answer(&self, subquery: SubqueryRef, frame: &mut [Value], context: &FnContext<'_>) -> Result<Value, EvalError>;
}
