//! One run of a statement: its parameters, its time, what it may still use.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::model::value::Value;
use crate::query::Limits;
use crate::query::context::{Budget, Stop};
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::plan::Plan;
use crate::query::random::Random;

use super::flow::{Flow, GO_ON, fail, result};
use super::profile::Profile;

/// What is the same for a whole run.
pub struct Session<'a> {
    /// What is run.
    pub(super) plan: &'a Plan,
    /// Values of the statement's parameters.
    pub(super) params: &'a [Value],
    /// Nanoseconds since 1970-01-01 UTC when it started.
    pub(super) now: i64,
    /// Where `rand()` takes its numbers from.
    pub(super) random: Random,
    /// Rows and times of operators, if asked for.
    pub(super) profile: Option<Profile>,
    limits: Limits,
    started: Instant,
    interrupt: &'a AtomicBool,
    used: Cell<usize>,
    steps: Cell<u32>,
}

/// Steps between two looks at clock and interrupt.
const STEPS_BETWEEN_CHECKS: u32 = 4096;

impl<'a> Session<'a> {
    /// A run of `plan` with these values of its parameters.
    pub fn new(plan: &'a Plan, params: &'a [Value], now: i64, limits: Limits, interrupt: &'a AtomicBool) -> Self {
        Self {
            plan,
            params,
            now,
            random: Random::new(now as u64),
            profile: None,
            limits,
            started: Instant::now(),
            interrupt,
            used: Cell::new(0),
            steps: Cell::new(STEPS_BETWEEN_CHECKS),
        }
    }

    /// Measures rows and times of operators.
    pub fn with_profile(mut self) -> Self {
        self.profile = Some(Profile::default());
        self
    }

    /// Rows and own time of the part of the plan at that address, as `PROFILE` shows them.
    pub fn measured(&self, part: usize) -> String {
        let measured = self.profile.as_ref().map(|profile| profile.of(part)).unwrap_or_default();
        format!("[{} rows, {:.3} ms]", measured.rows, measured.time.as_secs_f64() * 1e3)
    }

    /// Counts one step of work; now and then looks at clock and interrupt.
    #[inline]
    pub(super) fn tick(&self) -> Flow {
        let left = self.steps.get() - 1;
        self.steps.set(left);
        if left == 0 { self.check() } else { GO_ON }
    }

    #[cold]
    fn check(&self) -> Flow {
        self.steps.set(STEPS_BETWEEN_CHECKS);
        if self.interrupt.load(Ordering::Relaxed) {
            return fail(exceeded(Detail::Interrupted, "the statement was interrupted"));
        }
        match self.limits.time {
            Some(limit) if self.started.elapsed() > limit => {
                fail(exceeded(Detail::TimeLimit, format!("the statement ran longer than the limit `time` = {limit:?}")))
            }
            _ => GO_ON,
        }
    }

    /// Counts `bytes` that an operator keeps.
    #[inline]
    pub(super) fn keep(&self, bytes: usize) -> Flow {
        let used = self.used.get() + bytes;
        self.used.set(used);
        match self.limits.memory {
            Some(limit) if used > limit => fail(exceeded(
                Detail::MemoryLimit,
                format!("the statement keeps more than the limit `memory` = {limit} bytes"),
            )),
            _ => GO_ON,
        }
    }

    /// Bytes that operators keep now.
    pub(super) fn used(&self) -> usize {
        self.used.get()
    }

    /// Counts so many steps of work, few enough that none of them takes long.
    #[inline]
    pub(super) fn ticks(&self, steps: u32) -> Flow {
        if self.steps.get() <= steps {
            return self.check();
        }
        self.steps.set(self.steps.get() - steps);
        GO_ON
    }

    /// Takes back what was counted for something that is gone.
    #[inline]
    pub(super) fn release(&self, bytes: usize) {
        self.used.set(self.used.get().saturating_sub(bytes));
    }

    /// Whether `bytes` more could be kept.
    pub(super) fn fits(&self, bytes: usize) -> Flow {
        self.keep(bytes)?;
        self.release(bytes);
        GO_ON
    }

    /// Whether a result may have so many rows.
    pub(super) fn rows(&self, rows: usize) -> Flow {
        match self.limits.rows {
            Some(limit) if rows > limit => {
                fail(exceeded(Detail::RowLimit, format!("the result has more rows than the limit `rows` = {limit}")))
            }
            _ => GO_ON,
        }
    }
}

impl Budget for Session<'_> {
    fn keep(&self, bytes: usize) -> Result<(), EvalError> {
        result(Session::keep(self, bytes))
    }

    fn fits(&self, bytes: usize) -> Result<(), EvalError> {
        result(Session::fits(self, bytes))
    }

    fn check(&self) -> Result<(), EvalError> {
        result(self.tick())
    }

    fn check_now(&self) -> Result<(), EvalError> {
        result(Session::check(self))
    }

    fn stop(&self) -> Stop<'_> {
        Stop::new(self.interrupt, self.limits.time.map(|time| self.started + time))
    }
}

fn exceeded(detail: Detail, message: impl Into<String>) -> EvalError {
    EvalError::new(ErrorType::ResourceError, detail, message)
}
