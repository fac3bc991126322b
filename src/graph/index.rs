//! Property indexes: nodes of a label by the value of one key, for equality and for ranges.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::model::value::Value;

/// A value that an index can order. Other values (lists, temporals, NaN) are not found through it.
#[derive(Clone, Debug)]
pub enum IndexKey {
    /// A boolean.
    Bool(bool),
    /// An integer; equal to the float of the same value.
    Int(i64),
    /// A float that is not NaN.
    Float(f64),
    /// A string.
    Text(Arc<str>),
}

impl IndexKey {
    /// The key of `value`, if an index can hold it.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(x) => Some(Self::Bool(*x)),
            Value::Int(x) => Some(Self::Int(*x)),
            Value::Float(x) if !x.is_nan() => Some(Self::Float(*x)),
            Value::String(x) => Some(Self::Text(x.clone())),
            _ => None,
        }
    }

    const fn class(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Int(_) | Self::Float(_) => 1,
            Self::Text(_) => 2,
        }
    }
}

impl Ord for IndexKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            (Self::Int(a), Self::Float(b)) => int_against_float(*a, *b),
            (Self::Float(a), Self::Int(b)) => int_against_float(*b, *a).reverse(),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => self.class().cmp(&other.class()),
        }
    }
}

/// Compares without rounding the integer to a float.
fn int_against_float(int: i64, float: f64) -> Ordering {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if float >= LIMIT {
        return Ordering::Less;
    }
    if float < -LIMIT {
        return Ordering::Greater;
    }
    let whole = float.trunc();
    int.cmp(&(whole as i64)).then(whole.partial_cmp(&float).unwrap_or(Ordering::Equal))
}

impl PartialOrd for IndexKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for IndexKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for IndexKey {}

/// The index of one (label, key).
#[derive(Clone, Debug, Default)]
pub struct PropertyIndex {
    entries: BTreeMap<IndexKey, SmallVec<[u32; 2]>>,
    nodes: usize,
    /// Its own name, where it was given one.
    pub(super) name: Option<Arc<str>>,
}

impl PropertyIndex {
    /// The nodes whose value equals `value`, in rising order; none where the index cannot say.
    pub fn equal(&self, value: &Value) -> Option<&[u32]> {
        let key = IndexKey::of(value)?;
        Some(self.entries.get(&key).map_or(&[], |nodes| nodes.as_slice()))
    }

    /// The nodes whose value lies between the bounds and is of their type, by rising value.
    pub fn range(&self, low: Bound<IndexKey>, high: Bound<IndexKey>) -> Vec<u32> {
        let class = [&low, &high].into_iter().find_map(|bound| match bound {
            Bound::Included(key) | Bound::Excluded(key) => Some(key.class()),
            Bound::Unbounded => None,
        });
        if is_empty(&low, &high) {
            return Vec::new();
        }
        let within = self.entries.range((low, high));
        let typed = within.filter(|(key, _)| class.is_none_or(|class| key.class() == class));
        typed.flat_map(|(_, nodes)| nodes.iter().copied()).collect()
    }

    /// How many nodes one value has on average, at least one.
    pub fn nodes_per_value(&self) -> f64 {
        (self.nodes as f64 / self.entries.len().max(1) as f64).max(1.0)
    }

    pub(super) fn insert(&mut self, value: &Value, node: u32) {
        let Some(key) = IndexKey::of(value) else { return };
        let nodes = self.entries.entry(key).or_default();
        if let Err(at) = nodes.binary_search(&node) {
            nodes.insert(at, node);
            self.nodes += 1;
        }
    }

    pub(super) fn remove(&mut self, value: &Value, node: u32) {
        let Some(key) = IndexKey::of(value) else { return };
        let Some(nodes) = self.entries.get_mut(&key) else { return };
        if let Ok(at) = nodes.binary_search(&node) {
            nodes.remove(at);
            self.nodes -= 1;
        }
        if nodes.is_empty() {
            self.entries.remove(&key);
        }
    }
}

/// Whether nothing can lie between (`BTreeMap::range` panics on such bounds).
fn is_empty(low: &Bound<IndexKey>, high: &Bound<IndexKey>) -> bool {
    use Bound::{Excluded, Included};
    match (low, high) {
        (Included(a), Included(b)) => a > b,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a >= b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_types_stand_on_one_line() {
        let mut index = PropertyIndex::default();
        for (node, value) in [Value::Int(1), Value::Float(1.0), Value::Float(1.5), Value::Int(2)].iter().enumerate() {
            index.insert(value, node as u32);
        }
        assert_eq!(index.equal(&Value::Int(1)), Some([0, 1].as_slice()));
        assert_eq!(index.range(Bound::Excluded(IndexKey::Int(1)), Bound::Unbounded), [2, 3]);
        assert!(index.range(Bound::Excluded(IndexKey::Int(2)), Bound::Excluded(IndexKey::Int(2))).is_empty());
    }

    #[test]
    fn a_large_integer_is_not_rounded() {
        let big = i64::MAX;
        assert!(IndexKey::Int(big) < IndexKey::Float(big as f64));
    }
}
