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
use crate::query::value::{Key, RowKey};

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
    counts: bool,
}

#[derive(Default)]
struct Table {
    packed: FxHashMap<u64, u32>,
    by_value: FxHashMap<RowKey, u32>,
    keys: Vec<GroupKey>,
    accumulators: Vec<Accumulating>,
    last: Option<(u64, u32)>,
}

enum GroupKey {
    Packed(u64),
    Values(RowKey),
}

enum Accumulating {
    Count(u64),
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
        Self { keys, packing, calls, slots, table: RefCell::default() }
    }

    pub fn reset(&self) {
        let mut table = self.table.borrow_mut();
        if !table.keys.is_empty() {
            *table = Table::default();
        }
    }

    /// One row for each group, in the order of first rows.
    pub fn finish(&self, run: &Run<'_>) -> Flow<Buffer> {
        let mut table = std::mem::take(&mut *self.table.borrow_mut());
        if table.keys.is_empty() && self.keys.is_empty() {
            table.open(GroupKey::Values(RowKey(SmallVec::new())), &self.calls);
        }
        let mut rows = Buffer::new(self.slots.clone());
        let mut accumulators = table.accumulators.into_iter();
        for key in table.keys {
            let mut values = self.unpack(run, key);
            for _ in &self.calls {
                let Some(accumulator) = accumulators.next() else { break };
                values.push(accumulator.finish(run)?);
            }
            rows.push_values(values);
        }
        Flow::Continue(rows)
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

    fn group(&self, run: &Run<'_>, row: &mut [Value], table: &mut Table) -> Flow<u32> {
        if let Some(packing) = &self.packing {
            let packed = packing
                .iter()
                .enumerate()
                .try_fold(0u64, |packed, (at, packing)| Some(packed | u64::from(packing.pack(run, row)?) << (32 * at)));
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
        let group = match self.packed.get(&packed) {
            Some(&group) => group,
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
        run.session.keep(GROUP_BYTES + key.0.len() * size_of::<Value>() + calls.len() * size_of::<Accumulating>())?;
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
            counts: call.call.function.name == "count",
        }
    }

    fn start(&self) -> Accumulating {
        match (self.counts, self.distinct) {
            (true, false) => Accumulating::Count(0),
            (true, true) => Accumulating::CountDistinct(FxHashSet::default()),
            (false, false) => Accumulating::Other((self.start)()),
            (false, true) => Accumulating::OtherDistinct((self.start)(), FxHashSet::default()),
        }
    }

    #[inline]
    fn add(&self, run: &Run<'_>, row: &mut [Value], weight: u64, to: &mut Accumulating) -> Flow {
        if let (Accumulating::Count(count), true) = (&mut *to, self.counts_rows) {
            *count = count.saturating_add(weight);
            return GO_ON;
        }
        let mut args: SmallVec<[Value; 2]> = SmallVec::new();
        for arg in &self.args {
            args.push(run.value(arg, row)?);
        }
        to.add(run, args, weight)
    }
}

impl Accumulating {
    fn add(&mut self, run: &Run<'_>, args: SmallVec<[Value; 2]>, weight: u64) -> Flow {
        let is_null = args.iter().any(|arg| matches!(arg, Value::Null));
        match self {
            Self::Count(count) => *count = count.saturating_add(if is_null { 0 } else { weight }),
            Self::CountDistinct(seen) => {
                if !is_null && seen.insert(RowKey(args)) {
                    run.session.keep(size_of::<Key>() * 2)?;
                }
            }
            Self::Other(accumulator) => {
                for _ in 0..weight {
                    run.session.keep(args.len() * size_of::<Value>())?;
                    flow(accumulator.add(&args, run.functions()))?;
                }
            }
            Self::OtherDistinct(accumulator, seen) => {
                if seen.insert(RowKey(args.clone())) {
                    run.session.keep(size_of::<Key>() * 2)?;
                    flow(accumulator.add(&args, run.functions()))?;
                }
            }
        }
        GO_ON
    }

    fn finish(self, run: &Run<'_>) -> Flow<Value> {
        match self {
            Self::Count(count) => Flow::Continue(Value::Int(count as i64)),
            Self::CountDistinct(seen) => Flow::Continue(Value::Int(seen.len() as i64)),
            Self::Other(accumulator) | Self::OtherDistinct(accumulator, _) => flow(accumulator.finish(run.functions())),
        }
    }
}
