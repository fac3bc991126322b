//! Grouping. Keys that are a node or a property held in a dictionary are grouped by number; the text is looked at once
//! for each group.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::graph::{Column, Data};
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::bound::{ExprKind, Slot};
use crate::query::eval::CompiledExpr;
use crate::query::functions::Accumulator;
use crate::query::plan::Scalar;
use crate::query::plan::op::{Aggregate, Call};
use crate::query::types::Kinds;
use crate::query::value::{self, RowKey};

use super::buffer::Buffer;
use super::flow::{Flow, GO_ON, flow};
use super::next::Sink;
use super::run::Run;

/// Groups in the making.
pub(super) struct Groups {
    keys: Vec<CompiledExpr>,
    packing: Option<Vec<Packing>>,
    calls: Vec<CallState>,
    slots: Vec<Slot>,
    /// Whether the rows of a group come one behind the other: a group is then closed when the next one opens.
    adjacent: bool,
    table: RefCell<Table>,
}

/// How one key goes into 32 bits. Zero is null.
#[derive(Clone, Copy)]
enum Packing {
    /// A node or relationship in a slot: its id.
    Entity(usize),
    /// A node's property in a dictionary: the code.
    Text(usize, crate::graph::KeyId),
}

struct CallState {
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

#[derive(Default)]
struct Table {
    packed: PackedGroups,
    by_value: FxHashMap<RowKey, u32>,
    keys: Vec<GroupKey>,
    accumulators: Vec<Accumulating>,
    last: Option<(u64, u32)>,
    closed: Option<Buffer>,
}

/// Groups by packed key: in a hash table, or once there are many of them among low keys, by the key itself.
#[derive(Default)]
struct PackedGroups {
    sparse: FxHashMap<u64, u32>,
    /// One more than the group; 0 for none.
    dense: Vec<u32>,
    highest: u64,
}

/// So many groups are worth a look at how low their keys are.
const MANY_GROUPS: usize = 1 << 10;
/// A dense table has at most so many places for each group.
const PLACES_PER_GROUP: u64 = 16;

impl PackedGroups {
    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        match self.dense.get(key as usize) {
            Some(0) => None,
            Some(group) => Some(group - 1),
            None => self.sparse.get(&key).copied(),
        }
    }

    fn insert(&mut self, key: u64, group: u32) {
        self.highest = self.highest.max(key);
        match self.dense.get_mut(key as usize) {
            Some(place) => *place = group + 1,
            None => {
                self.sparse.insert(key, group);
            }
        }
        let many = group as usize + 1;
        if many >= MANY_GROUPS && many.is_power_of_two() && self.highest < many as u64 * PLACES_PER_GROUP {
            self.dense.resize(self.highest as usize + 1, 0);
            for (key, group) in self.sparse.drain() {
                self.dense[key as usize] = group + 1;
            }
        }
    }
}

enum GroupKey {
    Packed(u64),
    Values(RowKey),
}

enum Accumulating {
    Count(u64),
    Collect(Vec<Value>),
    CountDistinct(FxHashSet<RowKey>),
    Other(Box<dyn Accumulator>),
    OtherDistinct(Box<dyn Accumulator>, FxHashSet<RowKey>),
}

/// Bytes that a group takes beside its keys, about.
const GROUP_BYTES: usize = 64;

impl Groups {
    pub fn new(run: &Run<'_>, plan: &Aggregate) -> Self {
        let keys = plan.keys.iter().map(|(_, scalar)| run.compile(scalar)).collect();
        let packing: Option<Vec<_>> = plan.keys.iter().map(|(_, scalar)| packing(run, scalar)).collect();
        let calls = plan.calls.iter().map(|call| CallState::new(run, call)).collect();
        let slots =
            plan.keys.iter().map(|(slot, _)| *slot).chain(plan.calls.iter().map(|call| call.call.slot)).collect();
        let packing = packing.filter(|packing| packing.len() <= 2 && !packing.is_empty());
        Self { keys, packing, calls, slots, adjacent: plan.adjacent, table: RefCell::default() }
    }

    pub fn reset(&self) {
        let mut table = self.table.borrow_mut();
        if !table.keys.is_empty() || table.closed.is_some() {
            *table = Table::default();
        }
    }

    /// Moves all open groups to the closed ones.
    fn close(&self, run: &Run<'_>, table: &mut Table) -> Flow {
        let rows = table.closed.get_or_insert_with(|| Buffer::new(self.slots.clone()));
        let mut accumulators = table.accumulators.drain(..);
        for key in table.keys.drain(..) {
            let mut values = self.unpack(run, key);
            for accumulator in accumulators.by_ref().take(self.calls.len()) {
                values.push(accumulator.finish(run)?);
            }
            rows.push_values(values);
        }
        GO_ON
    }

    /// One row for each group, in the order of first rows.
    pub fn finish(&self, run: &Run<'_>) -> Flow<Buffer> {
        let mut table = std::mem::take(&mut *self.table.borrow_mut());
        if table.keys.is_empty() && self.keys.is_empty() {
            table.open(GroupKey::Values(RowKey(SmallVec::new())), &self.calls);
        }
        self.close(run, &mut table)?;
        Flow::Continue(table.closed.unwrap_or_default())
    }

    fn unpack(&self, run: &Run<'_>, key: GroupKey) -> SmallVec<[Value; 4]> {
        match (key, &self.packing) {
            (GroupKey::Packed(key), Some(packing)) => {
                packing.iter().enumerate().map(|(at, packing)| packing.value(run, (key >> (32 * at)) as u32)).collect()
            }
            (GroupKey::Packed(_), None) => SmallVec::new(),
            (GroupKey::Values(values), _) => values.0.into_iter().collect(),
        }
    }

    /// The one open group, or a new one in its place.
    #[inline]
    fn adjacent_group(&self, run: &Run<'_>, packed: u64, table: &mut Table) -> Flow<u32> {
        if table.last != Some((packed, 0)) {
            self.close(run, table)?;
            run.session.keep(self.slots.len() * size_of::<Value>())?;
            table.open(GroupKey::Packed(packed), &self.calls);
            table.last = Some((packed, 0));
        }
        Flow::Continue(0)
    }

    fn group(&self, run: &Run<'_>, row: &mut [Value], table: &mut Table) -> Flow<u32> {
        if let Some(packing) = &self.packing {
            let packed = packing
                .iter()
                .enumerate()
                .try_fold(0u64, |packed, (at, packing)| Some(packed | u64::from(packing.pack(run, row)?) << (32 * at)));
            if let (Some(packed), true) = (packed, self.adjacent) {
                return self.adjacent_group(run, packed, table);
            }
            if let Some(packed) = packed {
                return table.packed_group(run, packed, &self.calls);
            }
        }
        let mut key = SmallVec::with_capacity(self.keys.len());
        for expr in &self.keys {
            key.push(run.value(expr, row)?);
        }
        table.value_group(run, RowKey(key), &self.calls)
    }
}

impl Sink for Groups {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let mut table = self.table.borrow_mut();
        let group = self.group(run, row, &mut table)? as usize;
        for (at, call) in self.calls.iter().enumerate() {
            let accumulator = &mut table.accumulators[group * self.calls.len() + at];
            call.add(run, row, weight, accumulator)?;
        }
        GO_ON
    }
}

impl Table {
    fn packed_group(&mut self, run: &Run<'_>, packed: u64, calls: &[CallState]) -> Flow<u32> {
        if let Some((key, group)) = self.last
            && key == packed
        {
            return Flow::Continue(group);
        }
        let group = match self.packed.get(packed) {
            Some(group) => group,
            None => {
                run.session.keep(GROUP_BYTES + calls.len() * size_of::<Accumulating>())?;
                let group = self.open(GroupKey::Packed(packed), calls);
                self.packed.insert(packed, group);
                group
            }
        };
        self.last = Some((packed, group));
        Flow::Continue(group)
    }

    fn value_group(&mut self, run: &Run<'_>, key: RowKey, calls: &[CallState]) -> Flow<u32> {
        if let Some(&group) = self.by_value.get(&key) {
            return Flow::Continue(group);
        }
        run.session.keep(GROUP_BYTES + value::bytes_of(&key.0) + calls.len() * size_of::<Accumulating>())?;
        let group = self.open(GroupKey::Values(key.clone()), calls);
        self.by_value.insert(key, group);
        Flow::Continue(group)
    }

    fn open(&mut self, key: GroupKey, calls: &[CallState]) -> u32 {
        let group = self.keys.len() as u32;
        self.keys.push(key);
        self.accumulators.extend(calls.iter().map(CallState::start));
        group
    }
}

/// How a key can be packed so that equal numbers and only those mean equal values.
fn packing(run: &Run<'_>, scalar: &Scalar) -> Option<Packing> {
    let bound = &run.session.plan.bound;
    let entity = |slot: Slot| bound.slots.get(slot.index()).is_some_and(|info| info.kinds.within(Kinds::ENTITY));
    match &scalar.expr.kind {
        ExprKind::Slot(slot) if entity(*slot) => Some(Packing::Entity(slot.index())),
        ExprKind::Property(of, key) => {
            let ExprKind::Slot(slot) = of.kind else { return None };
            let key = run.graph.key(&bound.keys[key.0 as usize])?;
            let is_text = matches!(run.graph.node_column(key).map(Column::data), Some(Data::Text(_)));
            (is_text && entity(slot)).then_some(Packing::Text(slot.index(), key))
        }
        _ => None,
    }
}

impl Packing {
    /// The key's number; none where the row does not hold what the packing is for.
    #[inline]
    fn pack(self, run: &Run<'_>, row: &[Value]) -> Option<u32> {
        match self {
            Self::Entity(slot) => match row[slot] {
                Value::Node(node) => Some((node.0 << 1) + 2),
                Value::Edge(edge) => Some((edge.0 << 1) + 3),
                _ => None,
            },
            Self::Text(slot, key) => {
                let Value::Node(node) = row[slot] else { return None };
                if !run.graph.has_node(node) {
                    return None;
                }
                let column = run.graph.node_column(key)?;
                let Data::Text(texts) = column.data() else { return None };
                Some(if column.has(node.0) { texts.codes[node.0 as usize] + 1 } else { 0 })
            }
        }
    }

    fn value(self, run: &Run<'_>, packed: u32) -> Value {
        match self {
            Self::Entity(_) if packed & 1 == 0 => Value::Node(NodeId((packed - 2) >> 1)),
            Self::Entity(_) => Value::Edge(EdgeId((packed - 3) >> 1)),
            Self::Text(_, key) => match run.graph.node_column(key).map(Column::data) {
                Some(Data::Text(texts)) if packed > 0 => Value::String(texts.words[packed as usize - 1].clone()),
                _ => Value::Null,
            },
        }
    }
}

impl CallState {
    fn new(run: &Run<'_>, call: &Call) -> Self {
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

    fn start(&self) -> Accumulating {
        match (self.plain, self.distinct) {
            (Plain::Count, false) => Accumulating::Count(0),
            (Plain::Count, true) => Accumulating::CountDistinct(FxHashSet::default()),
            (Plain::Collect, false) => Accumulating::Collect(Vec::new()),
            (Plain::Other, false) => Accumulating::Other((self.start)()),
            (_, true) => Accumulating::OtherDistinct((self.start)(), FxHashSet::default()),
        }
    }

    #[inline]
    fn add(&self, run: &Run<'_>, row: &mut [Value], weight: u64, to: &mut Accumulating) -> Flow {
        if let (Accumulating::Count(count), true) = (&mut *to, self.counts_rows) {
            *count = count.saturating_add(weight);
            return GO_ON;
        }
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

impl Accumulating {
    fn add(&mut self, run: &Run<'_>, args: SmallVec<[Value; 2]>, (weight, keeps): (u64, bool)) -> Flow {
        let is_null = args.iter().any(|arg| matches!(arg, Value::Null));
        match self {
            Self::Count(count) => *count = count.saturating_add(if is_null { 0 } else { weight }),
            Self::Collect(_) => {}
            Self::CountDistinct(seen) => {
                let bytes = size_of::<RowKey>() + value::bytes_of(&args);
                if !is_null && seen.insert(RowKey(args)) {
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
                if seen.insert(RowKey(args.clone())) {
                    run.session.keep(size_of::<RowKey>() + value::bytes_of(&args))?;
                    flow(accumulator.add(&args, run.functions()))?;
                }
            }
        }
        GO_ON
    }

    fn finish(self, run: &Run<'_>) -> Flow<Value> {
        match self {
            Self::Count(count) => Flow::Continue(Value::Int(count as i64)),
            Self::Collect(values) => Flow::Continue(value::list(values)),
            Self::CountDistinct(seen) => Flow::Continue(Value::Int(seen.len() as i64)),
            Self::Other(accumulator) | Self::OtherDistinct(accumulator, _) => flow(accumulator.finish(run.functions())),
        }
    }
}
