//! What evaluation needs beside the row: the graph, the statement's time, the subqueries.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;

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
    /// What the statement may still use.
    pub budget: &'a dyn Budget,
}

/// What a statement may still use of time and memory.
pub trait Budget {
    /// Counts `bytes` that are kept.
    ///
    /// # Errors
    /// Where they are more than the limit.
    fn keep(&self, bytes: usize) -> Result<(), EvalError>;
    /// Whether a value of so many bytes, which is not kept, is within the limit.
    ///
    /// # Errors
    /// Where it is not.
    fn fits(&self, bytes: usize) -> Result<(), EvalError>;
    /// Counts one step of work; now and then looks at clock and interrupt.
    ///
    /// # Errors
    /// Where the statement is to end.
    fn check(&self) -> Result<(), EvalError>;
    /// Looks at clock and interrupt at once.
    ///
    /// # Errors
    /// Where the statement is to end.
    fn check_now(&self) -> Result<(), EvalError>;
    /// Tells other code when to end.
    fn stop(&self) -> Stop<'_>;
}

/// Tells code that knows nothing of statements when to end.
#[derive(Debug)]
pub struct Stop<'a> {
    interrupt: &'a AtomicBool,
    deadline: Option<Instant>,
    asked: AtomicU32,
}

/// Questions between two looks at the clock.
const ASKED_BETWEEN_LOOKS: u32 = 1024;

impl<'a> Stop<'a> {
    /// To end at `deadline`, or once `interrupt` is true.
    pub fn new(interrupt: &'a AtomicBool, deadline: Option<Instant>) -> Self {
        Self { interrupt, deadline, asked: AtomicU32::new(0) }
    }

    /// Whether it is time to end. Looks at the clock now and then, and once it is time, always.
    pub fn is_due(&self) -> bool {
        if self.interrupt.load(Ordering::Relaxed) {
            return true;
        }
        let Some(deadline) = self.deadline else { return false };
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if !asked.is_multiple_of(ASKED_BETWEEN_LOOKS) {
            return false;
        }
        let due = Instant::now() > deadline;
        if due {
            self.asked.store(0, Ordering::Relaxed);
        }
        due
    }
}

/// No limit, for expressions outside a statement.
#[derive(Debug)]
pub struct Unlimited;

static NEVER: AtomicBool = AtomicBool::new(false);

impl Budget for Unlimited {
    fn keep(&self, _: usize) -> Result<(), EvalError> {
        Ok(())
    }

    fn fits(&self, _: usize) -> Result<(), EvalError> {
        Ok(())
    }

    fn check(&self) -> Result<(), EvalError> {
        Ok(())
    }

    fn check_now(&self) -> Result<(), EvalError> {
        Ok(())
    }

    fn stop(&self) -> Stop<'_> {
        Stop::new(&NEVER, None)
    }
}

/// Answers the subqueries of a statement; the executor is one.
pub trait Subqueries {
    /// The answer for the row in `frame` (its inner slots are overwritten): a truth value, a number, a list or the
    /// first value, as the subquery's kind asks.
    fn answer(&self, subquery: SubqueryRef, frame: &mut [Value], context: &FnContext<'_>) -> Result<Value, EvalError>;
}
