//! Values of one kind each in a set of its own: integers and nodes need no row of values.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::value::{self, RowKey, number};

/// Rows of arguments under equivalence.
#[derive(Default)]
pub(super) struct DistinctRows {
    ints: FxHashSet<i64>,
    nodes: FxHashSet<u32>,
    others: FxHashSet<RowKey>,
}

impl DistinctRows {
    /// Puts a row in; gives the bytes that it takes if it is new.
    pub fn insert(&mut self, row: SmallVec<[Value; 2]>) -> Option<usize> {
        match row.as_slice() {
            [Value::Int(int)] => self.ints.insert(*int).then_some(size_of::<i64>()),
            [Value::Node(node)] => self.nodes.insert(node.0).then_some(size_of::<u32>()),
            [Value::Float(float)] if let Some(int) = number::as_integer(*float) => {
                self.ints.insert(int).then_some(size_of::<i64>())
            }
            _ => {
                let bytes = size_of::<RowKey>() + value::bytes_of(&row);
                self.others.insert(RowKey(row)).then_some(bytes)
            }
        }
    }

    /// Takes in other rows.
    pub fn absorb(&mut self, other: Self) {
        self.ints.extend(other.ints);
        self.nodes.extend(other.nodes);
        self.others.extend(other.others);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ints.len() + self.nodes.len() + self.others.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_and_the_float_of_its_value_are_one() {
        let mut rows = DistinctRows::default();
        for value in [Value::Int(1), Value::Float(1.0), Value::Float(1.5), Value::Bool(true), Value::Float(-0.0)] {
            rows.insert(SmallVec::from_iter([value]));
        }
        assert_eq!(rows.len(), 4);
        assert!(rows.insert(SmallVec::from_iter([Value::Int(0)])).is_none());
    }
}
