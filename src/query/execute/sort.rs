//! Sorting, or with a limit keeping the best rows only.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::ControlFlow;

use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::Sort;
use crate::query::value;

use super::buffer::Buffer;
use super::flow::{Flow, GO_ON};
use super::next::Sink;
use super::operators::count_of;
use super::run::Run;

/// Rows to be sorted.
pub(super) struct Sorter {
    keys: Vec<(CompiledExpr, bool)>,
    keep: Vec<Slot>,
    skip: Option<CompiledExpr>,
    limit: Option<CompiledExpr>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    rows: Vec<Entry>,
    /// How many rows of the sorted whole are wanted; none before the first row.
    wanted: Option<usize>,
    /// The keys of the last row that could be wanted, once there are enough.
    worst: Option<Keys>,
}

type Keys = SmallVec<[Value; 2]>;

struct Entry {
    keys: Keys,
    values: Box<[Value]>,
}

impl Entry {
    fn bytes(keys: &[Value], values: &[Value]) -> usize {
        size_of::<Self>() + value::bytes_of(keys) + value::bytes_of(values)
    }
}

/// Limits above this are no reason to cut while rows come in.
const MAX_CUT: usize = 1 << 16;

impl Sorter {
    pub fn new(run: &Run<'_>, plan: &Sort) -> Self {
        let keys = plan.keys.iter().map(|(key, descending)| (run.compile(key), *descending)).collect();
        let skip = plan.skip.as_ref().map(|skip| run.compile(skip));
        let limit = plan.limit.as_ref().map(|limit| run.compile(limit));
        Self { keys, keep: plan.keep.clone(), skip, limit, state: RefCell::default() }
    }

    pub fn reset(&self) {
        *self.state.borrow_mut() = State::default();
    }

    /// The rows in order.
    pub fn finish(&self, run: &Run<'_>, row: &mut [Value]) -> Flow<Buffer> {
        let skip = self.skip.as_ref().map_or(Flow::Continue(0), |skip| count_of(run, skip, row))?;
        let limit = self.limit.as_ref().map_or(Flow::Continue(usize::MAX), |limit| count_of(run, limit, row))?;
        let mut state = std::mem::take(&mut *self.state.borrow_mut());
        state.rows.sort_by(|a, b| self.compare(&a.keys, &b.keys));
        let mut rows = Buffer::new(self.keep.clone());
        for entry in state.rows.into_iter().skip(skip).take(limit) {
            rows.push_values(entry.values);
        }
        Flow::Continue(rows)
    }

    fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
        for ((a, b), (_, descending)) in a.iter().zip(b).zip(&self.keys) {
            let order = value::order(a, b);
            if order.is_ne() {
                return if *descending { order.reverse() } else { order };
            }
        }
        Ordering::Equal
    }

    /// Keeps the best rows and remembers the worst of them.
    fn cut(&self, run: &Run<'_>, state: &mut State, wanted: usize) {
        if state.rows.len() >= wanted.saturating_mul(2).max(64) {
            state.rows.sort_by(|a, b| self.compare(&a.keys, &b.keys));
            let cut = state.rows.drain(wanted..).map(|entry| Entry::bytes(&entry.keys, &entry.values));
            run.session.release(cut.sum());
            state.worst = state.rows.last().map(|entry| entry.keys.clone());
        }
    }

    fn wanted(&self, run: &Run<'_>, row: &mut [Value]) -> Flow<usize> {
        let Some(limit) = &self.limit else { return ControlFlow::Continue(usize::MAX) };
        let skip = self.skip.as_ref().map_or(Flow::Continue(0), |skip| count_of(run, skip, row))?;
        ControlFlow::Continue(count_of(run, limit, row)?.saturating_add(skip))
    }

    /// Whether the row comes behind all that are wanted; its keys are left in `keys`.
    fn is_behind(&self, run: &Run<'_>, row: &mut [Value], worst: Option<&Keys>, keys: &mut Keys) -> Flow<bool> {
        let mut undecided = worst.is_some();
        for (at, (expr, descending)) in self.keys.iter().enumerate() {
            // A key that stands in the row is not copied before the row is known to be kept.
            let own = if expr.slot().is_some() { None } else { Some(run.value(expr, row)?) };
            let key = own.as_ref().or(expr.slot().map(|slot| &row[slot])).unwrap_or(&Value::Null);
            if let (true, Some(worst)) = (undecided, worst) {
                let order = value::order(key, &worst[at]);
                let order = if *descending { order.reverse() } else { order };
                if order.is_gt() || (order.is_eq() && at + 1 == self.keys.len()) {
                    return ControlFlow::Continue(true);
                }
                undecided = order.is_eq();
            }
            keys.push(own.unwrap_or_else(|| expr.slot().map_or(Value::Null, |slot| row[slot].clone())));
        }
        ControlFlow::Continue(false)
    }
}

impl Sink for Sorter {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let mut state = self.state.borrow_mut();
        let wanted = match state.wanted {
            Some(wanted) => wanted,
            None => self.wanted(run, row)?,
        };
        state.wanted = Some(wanted);
        if wanted == 0 {
            return GO_ON;
        }
        for _ in 0..weight {
            let mut keys = Keys::new();
            if self.is_behind(run, row, state.worst.as_ref(), &mut keys)? {
                return GO_ON;
            }
            let values: Box<[Value]> = self.keep.iter().map(|slot| row[slot.index()].clone()).collect();
            run.session.keep(Entry::bytes(&keys, &values))?;
            state.rows.push(Entry { keys, values });
            if wanted <= MAX_CUT {
                self.cut(run, &mut state, wanted);
            }
        }
        GO_ON
    }
}
