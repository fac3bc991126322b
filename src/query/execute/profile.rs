//! `PROFILE`: rows and own time of each operator.
//!
//! There is one clock. Whoever has the row has the time: a meter stands before the first operator of a chain and behind
//! each, and hands the clock from the one to the next and back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::model::value::Value;

use super::flow::Flow;
use super::next::{Next, Operator};

/// What was measured of each part of the plan, by its address.
#[derive(Debug)]
pub struct Profile {
    measured: RefCell<FxHashMap<usize, Measured>>,
    /// Who has the clock, since when.
    holder: Cell<(usize, Instant)>,
}

/// What was measured of a part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Rows that left it.
    pub rows: u64,
    /// Time spent in it alone.
    pub time: Duration,
}

impl Default for Profile {
    fn default() -> Self {
        Self { measured: RefCell::default(), holder: Cell::new((0, Instant::now())) }
    }
}

impl Profile {
    /// What was measured of the part at that address.
    pub fn of(&self, part: usize) -> Measured {
        self.measured.borrow().get(&part).copied().unwrap_or_default()
    }

    /// Hands the clock to `part`; gives who had it.
    pub(super) fn hand_to(&self, part: usize) -> usize {
        let (holder, since) = self.holder.get();
        let now = Instant::now();
        self.measured.borrow_mut().entry(holder).or_default().time += now - since;
        self.holder.set((part, now));
        holder
    }

    /// Counts rows that left `part`.
    pub(super) fn count(&self, part: usize, rows: u64) {
        self.measured.borrow_mut().entry(part).or_default().rows += rows;
    }
}

/// The address of a part of a plan: what it is known by while the plan lives.
pub fn address<T>(part: &T) -> usize {
    std::ptr::from_ref(part) as usize
}

/// Who has the clock around a chain of operators: the operator that holds the chain.
pub(super) type Around = Rc<Cell<usize>>;

/// Hands the clock over between two operators of a chain, and counts the rows.
pub(super) struct Meter {
    /// The operator before it; none at the head of a chain.
    pub left: Option<usize>,
    /// The operator behind it; none at the end of a chain.
    pub right: Option<usize>,
    pub around: Around,
}

impl<'g> Operator<'g> for Meter {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Some(profile) = &next.run.session.profile else { return next.push(row, weight) };
        if let Some(left) = self.left {
            profile.count(left, weight);
        }
        let before = profile.hand_to(self.right.unwrap_or_else(|| self.around.get()));
        if self.left.is_none() {
            self.around.set(before);
        }
        let flow = next.push(row, weight);
        profile.hand_to(before);
        flow
    }
}
