//! Keeping the shortest of the paths that a longer pattern finds, for each pair of ends.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::model::value::Value;
use crate::query::bound::Selector;
use crate::query::plan::op::Select as Plan;
use crate::query::value;

use super::super::flow::{Flow, GO_ON, settle};
use super::super::live::live_ops;
use super::super::next::{Live, Next, Operator, Sink};
use super::super::run::Run;

/// Keeps the shortest of the paths that a pattern finds.
pub(super) struct Select<'g> {
    plan: &'g Plan,
    ops: Vec<Live<'g>>,
}

impl<'g> Select<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        Self { plan, ops: live_ops(run, &plan.ops) }
    }
}

/// Ends → length and values of each path found.
type Found = BTreeMap<(u32, u32), Vec<(usize, Vec<Value>)>>;

struct Gather<'a> {
    plan: &'a Plan,
    found: RefCell<Found>,
}

impl Sink for Gather<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], _: u64) -> Flow {
        let id = |slot: crate::query::bound::Slot| if let Value::Node(node) = row[slot.index()] { node.0 } else { 0 };
        let length = self.plan.edges.iter().map(|slot| match &row[slot.index()] {
            Value::List(items) => items.len(),
            _ => 1,
        });
        let values: Vec<Value> = self.plan.introduces.iter().map(|slot| row[slot.index()].clone()).collect();
        run.session.keep(value::bytes_of(&values))?;
        let ends = (id(self.plan.start), id(self.plan.end));
        self.found.borrow_mut().entry(ends).or_default().push((length.sum(), values));
        GO_ON
    }
}

/// How many of the paths, sorted by length, are wanted.
pub(super) fn wanted(selector: Selector, lengths: impl Iterator<Item = usize>) -> usize {
    let groups = match selector {
        Selector::All => return usize::MAX,
        Selector::ShortestPath => return 1,
        Selector::Shortest(count) | Selector::Any(count) => return count as usize,
        Selector::AllShortestPaths => 1,
        Selector::ShortestGroups(groups) => groups as usize,
    };
    let (mut seen, mut last, mut wanted) = (0, None, 0);
    for length in lengths {
        if last != Some(length) {
            seen += 1;
            last = Some(length);
        }
        if seen > groups {
            break;
        }
        wanted += 1;
    }
    wanted
}

impl<'g> Operator<'g> for Select<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let gather = Gather { plan: self.plan, found: RefCell::default() };
        settle(next.inner(&self.ops, &gather).push(row, 1))?;
        for (_, mut paths) in gather.found.into_inner() {
            paths.sort_by_key(|(length, _)| *length);
            let wanted = wanted(self.plan.selector, paths.iter().map(|(length, _)| *length));
            for (_, values) in paths.into_iter().take(wanted) {
                for (slot, value) in self.plan.introduces.iter().zip(values) {
                    row[slot.index()] = value;
                }
                next.push(row, weight)?;
            }
        }
        GO_ON
    }
}
