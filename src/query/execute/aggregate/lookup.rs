//! From packed key to group: by hash at first; once there are many groups, by tables as long as the keys are high.
//!
//! Of two keys the first often stays the same for many rows (the start node of a pattern). The table then holds the
//! groups of that one first key by second key, and is filled anew when the first key changes.

use rustc_hash::FxHashMap;

/// Groups by packed key.
#[derive(Default)]
pub(super) enum Lookup {
    /// Nothing yet.
    #[default]
    Empty,
    /// Any keys.
    Hash(FxHashMap<u64, u32>),
    /// Any keys, tables having been tried.
    Spread(FxHashMap<u64, u32>),
    /// One low key: one more than the group by key, 0 for none.
    Dense(Vec<u32>),
    /// Two low keys.
    Pairs(Pairs),
}

/// So many groups are worth a table.
const MANY_GROUPS: usize = 1 << 10;
/// A table of so many places is never too long.
const FEW_PLACES: usize = 1 << 21;
/// A longer table has at most so many places for each group.
const PLACES_PER_GROUP: usize = 16;

impl Lookup {
    /// The group of `key`; `keys` are the keys of all groups.
    #[inline]
    pub fn get(&mut self, key: u64, keys: &[u64]) -> Option<u32> {
        match self {
            Self::Empty => None,
            Self::Hash(groups) | Self::Spread(groups) => groups.get(&key).copied(),
            Self::Dense(groups) => groups.get(key as usize)?.checked_sub(1),
            Self::Pairs(pairs) => {
                let found = pairs.get(key, keys);
                if pairs.is_slow() {
                    self.spread(keys);
                }
                found
            }
        }
    }

    /// Remembers the group of a key that [`Lookup::get`] has just not found.
    pub fn insert(&mut self, key: u64, group: u32, keys: &[u64]) {
        match self {
            Self::Empty => *self = Self::Hash(FxHashMap::from_iter([(key, group)])),
            Self::Hash(groups) | Self::Spread(groups) => drop(groups.insert(key, group)),
            Self::Dense(groups) => match groups.get_mut(key as usize) {
                Some(place) => *place = group + 1,
                None => {
                    self.spread(keys);
                    self.insert(key, group, keys);
                }
            },
            Self::Pairs(pairs) => {
                if !pairs.insert(key, group) {
                    self.spread(keys);
                    self.insert(key, group, keys);
                }
            }
        }
    }

    /// The bytes of tables that would serve better from now on than hashing, where keys lie below `bounds`.
    pub fn wants(&self, groups: usize, bounds: &[Option<usize>]) -> Option<usize> {
        if !matches!(self, Self::Hash(_)) || groups < MANY_GROUPS || !groups.is_power_of_two() {
            return None;
        }
        let places = bounds.iter().copied().sum::<Option<usize>>()?;
        (places <= FEW_PLACES.max(groups * PLACES_PER_GROUP)).then_some(places * size_of::<u32>())
    }

    /// Changes over to tables.
    pub fn tabulate(&mut self, bounds: &[Option<usize>], keys: &[u64]) {
        let Self::Hash(groups) = self else { return };
        let mut all: Vec<(u64, u32)> = groups.drain().collect();
        all.sort_unstable_by_key(|(_, group)| *group);
        *self = match bounds {
            [Some(bound)] => Self::Dense(vec![0; *bound]),
            [Some(first), Some(second)] => Self::Pairs(Pairs::new(*first, *second)),
            _ => Self::Hash(FxHashMap::default()),
        };
        for (key, group) in all {
            self.get(key, keys);
            self.insert(key, group, keys);
        }
    }

    /// Changes back to hashing, for good.
    fn spread(&mut self, keys: &[u64]) {
        let found: FxHashMap<u64, u32> = match self {
            Self::Dense(groups) => {
                let found = groups.iter().enumerate().filter(|(_, group)| **group > 0);
                found.map(|(key, group)| (key as u64, group - 1)).collect()
            }
            Self::Pairs(pairs) => pairs.groups().map(|group| (keys[group as usize], group)).collect(),
            Self::Empty | Self::Hash(_) | Self::Spread(_) => return,
        };
        *self = Self::Spread(found);
    }
}

/// The groups of two keys, those of one first key chained, latest first.
pub(super) struct Pairs {
    /// The first key whose groups stand in `by_second`.
    first: u64,
    /// By first key: one more than its latest group.
    latest: Vec<u32>,
    /// By group: one more than the group before it with the same first key.
    before: Vec<u32>,
    /// By second key: one more than the group.
    by_second: Vec<u32>,
    /// Places filled and emptied, and what was asked for.
    moved: usize,
    asked: usize,
}

/// Work that tables may cost beyond what is asked of them.
const PATIENCE: usize = 1 << 16;

impl Pairs {
    fn new(first: usize, second: usize) -> Self {
        let tables = (vec![0; first], vec![0; second]);
        Self { first: u64::MAX, latest: tables.0, before: Vec::new(), by_second: tables.1, moved: 0, asked: 0 }
    }

    #[inline]
    fn get(&mut self, key: u64, keys: &[u64]) -> Option<u32> {
        self.asked += 1;
        if key & FIRST != self.first {
            self.turn(key & FIRST, keys);
        }
        self.by_second.get((key >> 32) as usize)?.checked_sub(1)
    }

    /// Fills the table for another first key.
    fn turn(&mut self, first: u64, keys: &[u64]) {
        for (first, empty) in [(self.first, true), (first, false)] {
            let mut at = self.latest.get(first as usize).copied().unwrap_or(0);
            while let Some(group) = at.checked_sub(1) {
                self.by_second[(keys[group as usize] >> 32) as usize] = if empty { 0 } else { at };
                at = self.before[group as usize];
                self.moved += 1;
            }
        }
        self.first = first;
    }

    /// Remembers a group of the first key at hand; tells whether there is room for it.
    fn insert(&mut self, key: u64, group: u32) -> bool {
        let (first, second) = ((key & FIRST) as usize, (key >> 32) as usize);
        if first >= self.latest.len() || second >= self.by_second.len() {
            return false;
        }
        if self.before.len() <= group as usize {
            self.before.resize(group as usize + 1, 0);
        }
        self.before[group as usize] = std::mem::replace(&mut self.latest[first], group + 1);
        self.by_second[second] = group + 1;
        true
    }

    /// Whether the first key changes so often that hashing is better.
    fn is_slow(&self) -> bool {
        self.moved > 4 * self.asked + PATIENCE
    }

    fn groups(&self) -> impl Iterator<Item = u32> + '_ {
        self.latest.iter().flat_map(|latest| {
            let before = |group: &u32| self.before[*group as usize].checked_sub(1);
            std::iter::successors(latest.checked_sub(1), before)
        })
    }
}

/// The bits of the first key.
const FIRST: u64 = u32::MAX as u64;

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of keys in the order of their first rows, through a lookup that may change its form.
    fn group(keys: &[u64], bounds: &[Option<usize>]) -> (Vec<u32>, Lookup) {
        let (mut lookup, mut of_groups, mut found) = (Lookup::default(), Vec::new(), Vec::new());
        for &key in keys {
            let group = lookup.get(key, &of_groups).unwrap_or_else(|| {
                let group = of_groups.len() as u32;
                of_groups.push(key);
                lookup.insert(key, group, &of_groups);
                if lookup.wants(of_groups.len(), bounds).is_some() {
                    lookup.tabulate(bounds, &of_groups);
                }
                group
            });
            found.push(group);
        }
        (found, lookup)
    }

    fn by_hash(keys: &[u64]) -> Vec<u32> {
        group(keys, &[None]).0
    }

    #[test]
    fn tables_of_pairs_give_the_groups_that_hashing_gives() {
        let keys: Vec<u64> = (0..40_000u64).map(|at| (at / 50 % 300) | (at * at % 97) << 32).collect();
        let (found, lookup) = group(&keys, &[Some(300), Some(97)]);
        assert_eq!(found, by_hash(&keys));
        assert!(matches!(lookup, Lookup::Pairs(_)));
    }

    #[test]
    fn a_first_key_that_changes_with_every_row_is_hashed() {
        let keys: Vec<u64> = (0..400_000u64).map(|at| (at % 3) | (at / 3 % 5000) << 32).collect();
        let (found, lookup) = group(&keys, &[Some(3), Some(5000)]);
        assert_eq!(found, by_hash(&keys));
        assert!(matches!(lookup, Lookup::Spread(_)));
    }

    #[test]
    fn a_key_above_the_bound_is_hashed() {
        let keys: Vec<u64> = (0..3000u64).chain([9999, 5]).collect();
        let (found, lookup) = group(&keys, &[Some(3000)]);
        assert_eq!(found, by_hash(&keys));
        assert!(matches!(lookup, Lookup::Spread(_)));
    }
}
