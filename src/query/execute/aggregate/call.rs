//! The aggregates of a grouping, each with the states of all groups side by side.

use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::eval::CompiledExpr;
use crate::query::functions::Accumulator;
use crate::query::plan::op::Call;
use crate::query::value;

use super::super::flow::{Flow, GO_ON, flow};
use super::super::run::Run;
use super::distinct::DistinctRows;

/// One aggregate, ready to run.
pub(super) struct CallState {
    args: Vec<CompiledExpr>,
    start: fn() -> Box<dyn Accumulator>,
    distinct: bool,
    /// `count` that needs no value.
    counts_rows: bool,
    /// Whether the accumulator keeps the values.
    keeps: bool,
    plain: Plain,
}

/// The aggregates that need no accumulator of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Count,
    Collect,
    Other,
}

/// The states of one aggregate, by group.
pub(super) enum States {
    /// `count(x)`
    Count(Vec<u64>),
    /// Any other.
    Any(Vec<Accumulating>),
}

/// The state of one aggregate and group.
pub(super) enum Accumulating {
    Collect(Vec<Value>),
    CountDistinct(DistinctRows),
    Other(Box<dyn Accumulator>),
    OtherDistinct(Box<dyn Accumulator>, DistinctRows),
}

impl CallState {
    pub fn new(run: &Run<'_>, call: &Call) -> Self {
        Self {
            args: run.compile_all(&call.args),
            start: call.call.function.start,
            distinct: call.call.distinct,
            counts_rows: call.counts_rows,
            keeps: call.call.function.name.starts_with("percentile"),
            plain: match call.call.function.name {
                "count" => Plain::Count,
                "collect" => Plain::Collect,
                _ => Plain::Other,
            },
        }
    }

    /// No states yet.
    pub fn states(&self) -> States {
        match (self.plain, self.distinct) {
            (Plain::Count, false) => States::Count(Vec::new()),
            _ => States::Any(Vec::new()),
        }
    }

    /// Adds the state of a new group.
    pub fn open(&self, states: &mut States) {
        match states {
            States::Count(counts) => counts.push(0),
            States::Any(all) => all.push(self.start()),
        }
    }

    fn start(&self) -> Accumulating {
        match (self.plain, self.distinct) {
            (Plain::Count, _) => Accumulating::CountDistinct(DistinctRows::default()),
            (Plain::Collect, false) => Accumulating::Collect(Vec::new()),
            (Plain::Other, false) => Accumulating::Other((self.start)()),
            (_, true) => Accumulating::OtherDistinct((self.start)(), DistinctRows::default()),
        }
    }

    /// Takes a row into a group.
    #[inline]
    pub fn add(&self, run: &Run<'_>, row: &mut [Value], weight: u64, (states, group): (&mut States, usize)) -> Flow {
        match states {
            States::Count(counts) => {
                if self.counts_rows || self.has_value(run, row)? {
                    counts[group] = counts[group].saturating_add(weight);
                }
                GO_ON
            }
            States::Any(all) => self.accumulate(run, row, weight, &mut all[group]),
        }
    }

    /// Whether no argument is null.
    fn has_value(&self, run: &Run<'_>, row: &mut [Value]) -> Flow<bool> {
        for arg in &self.args {
            if run.is_null(arg, row)? {
                return Flow::Continue(false);
            }
        }
        Flow::Continue(true)
    }

    fn accumulate(&self, run: &Run<'_>, row: &mut [Value], weight: u64, to: &mut Accumulating) -> Flow {
        if let (Accumulating::Collect(values), [arg]) = (&mut *to, self.args.as_slice()) {
            let value = run.value(arg, row)?;
            return collect(run, values, value, weight);
        }
        let mut args: SmallVec<[Value; 2]> = SmallVec::new();
        for arg in &self.args {
            args.push(run.value(arg, row)?);
        }
        to.add(run, args, (weight, self.keeps))
    }
}

/// A value as often as its row stands for, unless it is null.
fn collect(run: &Run<'_>, values: &mut Vec<Value>, value: Value, weight: u64) -> Flow {
    if matches!(value, Value::Null) {
        return GO_ON;
    }
    run.session.keep(value::bytes(&value).saturating_mul(weight as usize))?;
    for _ in 1..weight {
        values.push(value.clone());
    }
    values.push(value);
    GO_ON
}

impl States {
    /// The values of all groups, one by one.
    pub fn finish(self) -> Finished {
        match self {
            Self::Count(counts) => Finished::Count(counts.into_iter()),
            Self::Any(all) => Finished::Any(all.into_iter()),
        }
    }

    /// Takes in the states of later rows; `into` tells the group here of each group there.
    pub fn absorb(&mut self, later: Self, into: &[u32]) {
        match (self, later) {
            (Self::Count(counts), Self::Count(later)) => {
                for (group, count) in into.iter().zip(later) {
                    counts[*group as usize] = counts[*group as usize].saturating_add(count);
                }
            }
            (Self::Any(all), Self::Any(later)) => {
                into.iter().zip(later).for_each(|(group, later)| all[*group as usize].absorb(later));
            }
            _ => {}
        }
    }

    /// Takes the last group away; gives its value.
    pub fn pop(&mut self, run: &Run<'_>) -> Flow<Value> {
        match self {
            Self::Count(counts) => Flow::Continue(Value::Int(counts.pop().unwrap_or_default() as i64)),
            Self::Any(all) => all.pop().map_or(Flow::Continue(Value::Null), |state| state.finish(run)),
        }
    }
}

/// The values of groups to come.
pub(super) enum Finished {
    Count(std::vec::IntoIter<u64>),
    Any(std::vec::IntoIter<Accumulating>),
}

impl Finished {
    /// Passes over the next group.
    pub fn skip(&mut self) {
        match self {
            Self::Count(counts) => drop(counts.next()),
            Self::Any(all) => drop(all.next()),
        }
    }

    /// The value of the next group.
    pub fn next(&mut self, run: &Run<'_>) -> Flow<Value> {
        match self {
            Self::Count(counts) => Flow::Continue(Value::Int(counts.next().unwrap_or_default() as i64)),
            Self::Any(all) => all.next().map_or(Flow::Continue(Value::Null), |state| state.finish(run)),
        }
    }
}

impl Accumulating {
    fn add(&mut self, run: &Run<'_>, args: SmallVec<[Value; 2]>, (weight, keeps): (u64, bool)) -> Flow {
        match self {
            Self::Collect(_) => {}
            Self::CountDistinct(seen) => {
                let is_null = args.iter().any(|arg| matches!(arg, Value::Null));
                if !is_null && let Some(bytes) = seen.insert(args) {
                    run.session.keep(bytes)?;
                }
            }
            Self::Other(accumulator) => {
                for _ in 0..weight {
                    run.tick()?;
                    if keeps {
                        run.session.keep(value::bytes_of(&args))?;
                    }
                    flow(accumulator.add(&args, run.functions()))?;
                }
            }
            Self::OtherDistinct(accumulator, seen) => {
                if let Some(bytes) = seen.insert(args.clone()) {
                    run.session.keep(bytes)?;
                    flow(accumulator.add(&args, run.functions()))?;
                }
            }
        }
        GO_ON
    }

    /// Takes in the state of later rows, of the aggregates that [`super::super::share`] lets through.
    fn absorb(&mut self, later: Self) {
        match (self, later) {
            (Self::Collect(values), Self::Collect(later)) => values.extend(later),
            (Self::CountDistinct(seen), Self::CountDistinct(later)) => seen.absorb(later),
            _ => {}
        }
    }

    fn finish(self, run: &Run<'_>) -> Flow<Value> {
        match self {
            Self::Collect(values) => Flow::Continue(value::list(values)),
            Self::CountDistinct(seen) => Flow::Continue(Value::Int(seen.len() as i64)),
            Self::Other(accumulator) | Self::OtherDistinct(accumulator, _) => flow(accumulator.finish(run.functions())),
        }
    }
}
