//! `PROFILE`: rows and time of each operator.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::model::value::Value;
use crate::query::plan::Op;

use super::flow::Flow;
use super::next::{Next, Operator};

/// What was measured behind each operator, by the address of its plan.
#[derive(Debug, Default)]
pub struct Profile {
    measured: RefCell<FxHashMap<usize, Measured>>,
}

/// What left an operator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Rows.
    pub rows: u64,
    /// Time spent on them by everything behind the operator.
    pub behind: Duration,
}

impl Profile {
    /// What left the operator.
    pub fn of(&self, op: &Op) -> Measured {
        self.measured.borrow().get(&address(op)).copied().unwrap_or_default()
    }
}

fn address(op: &Op) -> usize {
    std::ptr::from_ref(op) as usize
}

/// Counts the rows that leave an operator, and the time spent behind it.
pub(super) struct Meter {
    op: usize,
}

impl Meter {
    pub fn new(op: &Op) -> Self {
        Self { op: address(op) }
    }
}

impl<'g> Operator<'g> for Meter {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let before = Instant::now();
        let flow = next.push(row, weight);
        if let Some(profile) = &next.run.session.profile {
            let mut measured = profile.measured.borrow_mut();
            let entry = measured.entry(self.op).or_default();
            entry.rows += 1;
            entry.behind += before.elapsed();
        }
        flow
    }
}
