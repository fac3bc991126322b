//! Grouping.
//!
//! The states of all groups stand side by side, one column for each aggregate; keys are numbers where they can be
//! ([`pack`]), and groups are found by them ([`lookup`]).

mod call;
mod distinct;
mod lookup;
mod pack;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::Aggregate;
use crate::query::value::{self, RowKey};

use super::buffer::Buffer;
use super::flow::{Flow, GO_ON};
use super::next::Sink;
use super::run::Run;
use call::{CallState, States};
use lookup::Lookup;
use pack::Packing;

/// Groups in the making.
pub(super) struct Groups<'g> {
    keys: Vec<CompiledExpr>,
    packing: Option<Vec<Packing<'g>>>,
    /// A number above each packed key.
    bounds: SmallVec<[Option<usize>; 2]>,
    calls: Vec<CallState>,
    slots: Vec<Slot>,
    /// Whether the rows of a group come one behind the other.
    adjacent: bool,
    leading: Option<Leading>,
    table: RefCell<Table>,
}

/// Of which groups only those with the highest (or lowest) counts are wanted.
struct Leading {
    call: usize,
    descending: bool,
    wanted: usize,
}

#[derive(Default)]
struct Table {
    lookup: Lookup,
    /// The packed key of each group.
    packed: Vec<u64>,
    by_value: FxHashMap<RowKey, u32>,
    /// The groups whose keys are no numbers, in rising order.
    unpacked: Vec<(u32, RowKey)>,
    states: Vec<States>,
    last: Option<(u64, u32)>,
    /// Bytes kept for the one open group.
    open: usize,
}

/// The groups of a part of all rows.
#[derive(Default)]
pub(super) struct Part(Table);

/// The values of a group, keys first.
pub(super) type Group = SmallVec<[Value; 4]>;

/// Bytes that a group takes beside its keys, about.
const GROUP_BYTES: usize = 64;
/// Bytes that the state of an aggregate takes, about.
const STATE_BYTES: usize = 40;
/// More leading groups than these are not looked for.
const MOST_LEADING: usize = 1 << 14;

impl<'g> Groups<'g> {
    pub fn new(run: &Run<'g>, plan: &Aggregate) -> Self {
        let keys = plan.keys.iter().map(|(_, scalar)| run.compile(scalar)).collect();
        let packing: Option<Vec<_>> = plan.keys.iter().map(|(_, scalar)| pack::packing(run, scalar)).collect();
        let packing = packing.filter(|packing| packing.len() <= 2 && !packing.is_empty());
        let bounds = packing.iter().flatten().map(Packing::bound).collect();
        let calls = plan.calls.iter().map(|call| CallState::new(run, call)).collect();
        let slots =
            plan.keys.iter().map(|(slot, _)| *slot).chain(plan.calls.iter().map(|call| call.call.slot)).collect();
        let leading = leading(run, plan);
        Self { keys, packing, bounds, calls, slots, adjacent: plan.adjacent, leading, table: RefCell::default() }
    }

    pub fn reset(&self) {
        *self.table.borrow_mut() = Table::default();
    }

    /// Whether the rows of a group come one behind the other, so that only one need be open.
    pub fn are_in_order(&self) -> bool {
        self.adjacent && self.packing.is_some()
    }

    /// The slots of a group's values.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// One row for each group, in the order of first rows; of those that lead by a count, no fewer than are wanted.
    pub fn finish(&self, run: &Run<'_>) -> Flow<Buffer> {
        let mut table = std::mem::take(&mut *self.table.borrow_mut());
        if table.packed.is_empty() && self.keys.is_empty() {
            table.open(0, &self.calls);
        }
        let wanted = self.wanted(&table);
        let mut rows = Buffer::new(self.slots.clone());
        let mut unpacked = table.unpacked.into_iter().peekable();
        let mut columns: SmallVec<[_; 4]> = table.states.into_iter().map(States::finish).collect();
        for (group, packed) in table.packed.into_iter().enumerate() {
            let own = unpacked.next_if(|(own, _)| *own as usize == group);
            if wanted.as_ref().is_some_and(|wanted| !wanted(group)) {
                columns.iter_mut().for_each(call::Finished::skip);
                continue;
            }
            let mut values = own.map_or_else(|| self.unpack(packed), |(_, key)| key.0.into_iter().collect());
            for column in &mut columns {
                values.push(column.next(run)?);
            }
            rows.push_values(values);
        }
        Flow::Continue(rows)
    }

    /// Tells of a group whether it can be among the leading ones; none if all are wanted.
    fn wanted(&self, table: &Table) -> Option<impl Fn(usize) -> bool + use<>> {
        let leading = self.leading.as_ref()?;
        let States::Count(counts) = table.states.get(leading.call)? else { return None };
        if counts.len() <= leading.wanted {
            return None;
        }
        // Counts turned so that high ones lead.
        let turned = |count: u64| if leading.descending { count } else { !count };
        let mut best: BinaryHeap<Reverse<u64>> = BinaryHeap::with_capacity(leading.wanted);
        for count in counts.iter().map(|count| turned(*count)) {
            if best.len() < leading.wanted {
                best.push(Reverse(count));
            } else if let Some(mut least) = best.peek_mut()
                && count > least.0
            {
                *least = Reverse(count);
            }
        }
        let least = best.peek().map_or(u64::MAX, |least| least.0);
        let counts: Vec<bool> = counts.iter().map(|count| turned(*count) >= least).collect();
        Some(move |group: usize| counts[group])
    }

    fn unpack(&self, packed: u64) -> Group {
        let packing = self.packing.iter().flatten();
        packing.enumerate().map(|(at, packing)| packing.value((packed >> (32 * at)) as u32)).collect()
    }

    #[inline]
    fn pack(&self, run: &Run<'_>, row: &[Value]) -> Option<u64> {
        match self.packing.as_deref()? {
            [key] => key.pack(run.graph, row).map(u64::from),
            [first, second] => {
                let (first, second) = (first.pack(run.graph, row)?, second.pack(run.graph, row)?);
                Some(u64::from(first) | u64::from(second) << 32)
            }
            _ => None,
        }
    }

    #[inline]
    fn group(&self, run: &Run<'_>, row: &mut [Value], table: &mut Table) -> Flow<u32> {
        if let Some(packed) = self.pack(run, row) {
            return self.packed_group(run, packed, table);
        }
        self.computed_group(run, row, table)
    }

    fn computed_group(&self, run: &Run<'_>, row: &mut [Value], table: &mut Table) -> Flow<u32> {
        if self.keys.is_empty() {
            if table.packed.is_empty() {
                table.open(0, &self.calls);
            }
            return Flow::Continue(0);
        }
        let mut key = SmallVec::with_capacity(self.keys.len());
        for expr in &self.keys {
            key.push(run.value(expr, row)?);
        }
        // Another row may give the same value as a number.
        let packed = self.packing.as_ref().and_then(|packing| {
            let mut parts = packing.iter().zip(&key).enumerate();
            parts.try_fold(0, |sum, (at, (packing, value))| {
                Some(sum | u64::from(packing.pack_value(value)?) << (32 * at))
            })
        });
        match packed {
            Some(packed) => self.packed_group(run, packed, table),
            None => table.value_group(run, RowKey(key), &self.calls),
        }
    }

    #[inline]
    fn packed_group(&self, run: &Run<'_>, packed: u64, table: &mut Table) -> Flow<u32> {
        if let Some((key, group)) = table.last
            && key == packed
        {
            return Flow::Continue(group);
        }
        let group = match table.lookup.get(packed, &table.packed) {
            Some(group) => group,
            None => self.new_group(run, packed, table)?,
        };
        table.last = Some((packed, group));
        Flow::Continue(group)
    }

    fn new_group(&self, run: &Run<'_>, packed: u64, table: &mut Table) -> Flow<u32> {
        run.session.keep(GROUP_BYTES + self.calls.len() * STATE_BYTES)?;
        let group = table.open(packed, &self.calls);
        table.lookup.insert(packed, group, &table.packed);
        if let Some(bytes) = table.lookup.wants(table.packed.len(), &self.bounds)
            && run.session.fits(bytes).is_continue()
        {
            run.session.keep(bytes)?;
            table.lookup.tabulate(&self.bounds, &table.packed);
        }
        Flow::Continue(group)
    }

    /// The groups so far, to go into those of another.
    pub fn take_part(&self) -> Part {
        Part(std::mem::take(&mut *self.table.borrow_mut()))
    }

    /// Takes the groups of a later part of the same rows in.
    pub fn absorb(&self, run: &Run<'_>, part: Part) -> Flow {
        let mut table = self.table.borrow_mut();
        if table.packed.is_empty() {
            *table = part.0;
            return GO_ON;
        }
        let mut unpacked = part.0.unpacked.into_iter().peekable();
        let mut into = Vec::with_capacity(part.0.packed.len());
        for (group, packed) in part.0.packed.into_iter().enumerate() {
            into.push(match unpacked.next_if(|(own, _)| *own as usize == group) {
                Some((_, key)) => table.value_group(run, key, &self.calls)?,
                None if self.keys.is_empty() => 0,
                None => self.packed_group(run, packed, &mut table)?,
            });
        }
        table.states.iter_mut().zip(part.0.states).for_each(|(states, later)| states.absorb(later, &into));
        GO_ON
    }

    /// Takes a row of groups that come in order; gives the group that it closes.
    pub fn take_in_order(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow<Option<Group>> {
        let mut table = self.table.borrow_mut();
        let packed = self.pack(run, row).unwrap_or_default();
        let same = table.last.is_some_and(|(last, _)| last == packed);
        let closed = if same { None } else { self.close(run, &mut table)? };
        let before = run.session.used();
        if !same {
            run.session.keep(self.slots.len() * size_of::<Value>())?;
            table.open(packed, &self.calls);
            table.last = Some((packed, 0));
        }
        for (call, states) in self.calls.iter().zip(&mut table.states) {
            call.add(run, row, weight, (states, 0))?;
        }
        table.open += run.session.used() - before;
        Flow::Continue(closed)
    }

    /// The last of the groups that come in order.
    pub fn last_in_order(&self, run: &Run<'_>) -> Flow<Option<Group>> {
        self.close(run, &mut self.table.borrow_mut())
    }

    /// Closes the one open group.
    fn close(&self, run: &Run<'_>, table: &mut Table) -> Flow<Option<Group>> {
        let Some(packed) = table.packed.pop() else { return Flow::Continue(None) };
        run.session.release(std::mem::take(&mut table.open));
        let mut values = self.unpack(packed);
        for states in &mut table.states {
            values.push(states.pop(run)?);
        }
        table.last = None;
        Flow::Continue(Some(values))
    }
}

fn leading(run: &Run<'_>, plan: &Aggregate) -> Option<Leading> {
    let leading = plan.leading.as_ref()?;
    let count = |scalar| match run.compile(scalar).constant() {
        Some(Value::Int(count)) => usize::try_from(*count).ok(),
        _ => None,
    };
    let skip = leading.skip.as_ref().map_or(Some(0), count)?;
    let wanted = count(&leading.limit)?.checked_add(skip)?;
    let few = (1..=MOST_LEADING).contains(&wanted);
    few.then_some(Leading { call: leading.call, descending: leading.descending, wanted })
}

impl Sink for Groups<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let mut table = self.table.borrow_mut();
        let group = self.group(run, row, &mut table)? as usize;
        for (call, states) in self.calls.iter().zip(&mut table.states) {
            call.add(run, row, weight, (states, group))?;
        }
        GO_ON
    }
}

impl Table {
    fn value_group(&mut self, run: &Run<'_>, key: RowKey, calls: &[CallState]) -> Flow<u32> {
        if let Some(&group) = self.by_value.get(&key) {
            return Flow::Continue(group);
        }
        run.session.keep(GROUP_BYTES + value::bytes_of(&key.0) + calls.len() * STATE_BYTES)?;
        let group = self.open(0, calls);
        self.unpacked.push((group, key.clone()));
        self.by_value.insert(key, group);
        Flow::Continue(group)
    }

    fn open(&mut self, packed: u64, calls: &[CallState]) -> u32 {
        let group = self.packed.len() as u32;
        self.packed.push(packed);
        if self.states.is_empty() {
            self.states.extend(calls.iter().map(CallState::states));
        }
        calls.iter().zip(&mut self.states).for_each(|(call, states)| call.open(states));
        group
    }
}
