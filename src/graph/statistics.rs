//! Counts that the planner reads, kept exact by every write.

use rustc_hash::FxHashMap;

use super::adjacency::Direction;
use super::names::{LabelId, RelTypeId};

/// How many edges of a type there are, and how many of them hang on nodes with a label.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    by_type: Vec<u64>,
    by_end: FxHashMap<(LabelId, RelTypeId, Direction), u64>,
}

impl Statistics {
    /// How many edges of `kind` there are.
    pub fn edges_of(&self, kind: RelTypeId) -> u64 {
        self.by_type.get(kind.0 as usize).copied().unwrap_or(0)
    }

    /// How many edges of `kind` go out of (`Out`) or into (`In`) nodes with `label`.
    pub fn edges_at(&self, label: LabelId, kind: RelTypeId, direction: Direction) -> u64 {
        self.by_end.get(&(label, kind, direction)).copied().unwrap_or(0)
    }

    /// Whether every edge of `kind` ends (`In`) or starts (`Out`) at a node with `label`.
    pub fn all_at(&self, label: LabelId, kind: RelTypeId, direction: Direction) -> bool {
        self.edges_at(label, kind, direction) == self.edges_of(kind)
    }

    pub(super) fn edge_added(&mut self, kind: RelTypeId, source: &[LabelId], target: &[LabelId]) {
        *self.of_type(kind) += 1;
        self.end_added(kind, Direction::Out, source);
        self.end_added(kind, Direction::In, target);
    }

    pub(super) fn edge_removed(&mut self, kind: RelTypeId, source: &[LabelId], target: &[LabelId]) {
        *self.of_type(kind) -= 1;
        self.end_removed(kind, Direction::Out, source);
        self.end_removed(kind, Direction::In, target);
    }

    pub(super) fn end_added(&mut self, kind: RelTypeId, direction: Direction, labels: &[LabelId]) {
        for &label in labels {
            *self.by_end.entry((label, kind, direction)).or_default() += 1;
        }
    }

    pub(super) fn end_removed(&mut self, kind: RelTypeId, direction: Direction, labels: &[LabelId]) {
        for &label in labels {
            if let Some(count) = self.by_end.get_mut(&(label, kind, direction)) {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn of_type(&mut self, kind: RelTypeId) -> &mut u64 {
        let at = kind.0 as usize;
        if at >= self.by_type.len() {
            self.by_type.resize(at + 1, 0);
        }
        &mut self.by_type[at]
    }
}
