//! One run of a statement: its parameters, its time, what it may still use.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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
    /// What all parts of a shared run keep together; none where the run is whole.
    shared: Option<&'a AtomicUsize>,
    /// Rows from which on a run is worth sharing among threads.
    share_from: usize,
    steps: Cell<u32>,
}

/// What a part of a shared run is made from.
pub(super) struct Seed<'a> {
    plan: &'a Plan,
    params: &'a [Value],
    now: i64,
    limits: Limits,
    started: Instant,
    interrupt: &'a AtomicBool,
    shared: &'a AtomicUsize,
}

impl<'a> Seed<'a> {
    /// The session of a part.
    pub fn session(&self) -> Session<'a> {
        let whole = Session::new(self.plan, self.params, self.now, self.limits, self.interrupt);
        Session { started: self.started, shared: Some(self.shared), ..whole }
    }
}

/// Rows from which on a run is worth sharing among threads, unless told otherwise.
pub const SHARE_FROM: usize = 1 << 14;

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
            shared: None,
            share_from: SHARE_FROM,
            steps: Cell::new(STEPS_BETWEEN_CHECKS),
        }
    }

    /// Shares a run among threads from so many expected rows on.
    pub fn sharing_from(mut self, rows: usize) -> Self {
        self.share_from = rows;
        self
    }

    /// Whether a run of so many expected rows is to be shared among threads.
    pub(super) fn shares(&self, rows: f64) -> bool {
        self.shared.is_none() && self.profile.is_none() && self.plan.is_pure && rows >= self.share_from as f64
    }

    /// Whether this is a part of a shared run.
    pub(super) fn is_part(&self) -> bool {
        self.shared.is_some()
    }

    /// What parts are made from; they count in `shared` what they keep together with what is kept already.
    pub(super) fn seed<'s>(&'s self, shared: &'s AtomicUsize) -> Seed<'s> {
        shared.store(self.used(), Ordering::Relaxed);
        Seed {
            plan: self.plan,
            params: self.params,
            now: self.now,
            limits: self.limits,
            started: self.started,
            interrupt: self.interrupt,
            shared,
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
        let Some(limit) = self.limits.memory else { return GO_ON };
        let used = self.shared.map_or(used, |shared| shared.fetch_add(bytes, Ordering::Relaxed) + bytes);
        match limit {
            limit if used > limit => fail(exceeded(
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
        if let (Some(shared), Some(_)) = (self.shared, self.limits.memory) {
            shared.fetch_sub(bytes, Ordering::Relaxed);
        }
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
