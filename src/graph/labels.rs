//! Label sets as small numbers: most nodes share a few.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::names::LabelId;

type Set = SmallVec<[LabelId; 2]>;

/// The distinct label sets of a graph; number 0 is the empty one.
#[derive(Clone, Debug)]
pub(super) struct LabelSets {
    sets: Vec<Set>,
    ids: FxHashMap<Set, u32>,
}

impl Default for LabelSets {
    fn default() -> Self {
        let mut sets = Self { sets: Vec::new(), ids: FxHashMap::default() };
        sets.intern(&[]);
        sets
    }
}

impl LabelSets {
    /// The number of the set of `labels`, whichever order they come in.
    pub fn intern(&mut self, labels: &[LabelId]) -> u32 {
        let mut set: Set = labels.into();
        set.sort_unstable();
        set.dedup();
        if let Some(&id) = self.ids.get(&set) {
            return id;
        }
        let id = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.ids.insert(set, id);
        id
    }

    /// The labels behind a number, in rising order.
    pub fn labels(&self, id: u32) -> &[LabelId] {
        &self.sets[id as usize]
    }

    /// The number of the set with `label` added.
    pub fn with(&mut self, id: u32, label: LabelId) -> u32 {
        let mut labels: Vec<_> = self.labels(id).to_vec();
        labels.push(label);
        self.intern(&labels)
    }

    /// The number of the set with `label` taken away.
    pub fn without(&mut self, id: u32, label: LabelId) -> u32 {
        let labels: Vec<_> = self.labels(id).iter().copied().filter(|&l| l != label).collect();
        self.intern(&labels)
    }
}
