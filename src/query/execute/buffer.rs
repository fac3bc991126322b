//! Rows kept between two stages: only the slots that a later stage reads.

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::value;

/// Kept rows, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer {
    slots: Vec<Slot>,
    values: Vec<Value>,
    rows: usize,
}

impl Buffer {
    pub fn new(slots: Vec<Slot>) -> Self {
        Self { slots, values: Vec::new(), rows: 0 }
    }

    pub fn len(&self) -> usize {
        self.rows
    }

    /// Keeps the slots of `row`; gives the bytes that they take.
    pub fn push(&mut self, row: &[Value]) -> usize {
        self.rows += 1;
        let from = self.values.len();
        self.values.extend(self.slots.iter().map(|slot| row[slot.index()].clone()));
        value::bytes_of(&self.values[from..])
    }

    /// Keeps values that stand in the order of the slots.
    pub fn push_values(&mut self, values: impl IntoIterator<Item = Value>) {
        self.rows += 1;
        self.values.extend(values);
    }

    /// The kept rows one after the other, each given away.
    pub fn into_rows(self) -> Rows {
        Rows { slots: self.slots, values: self.values.into_iter(), left: self.rows }
    }

    /// Puts a kept row back into the slots of `row`.
    pub fn load(&self, at: usize, row: &mut [Value]) {
        let width = self.slots.len();
        for (slot, value) in self.slots.iter().zip(&self.values[at * width..(at + 1) * width]) {
            row[slot.index()].clone_from(value);
        }
    }
}

/// Kept rows on their way back.
pub(super) struct Rows {
    slots: Vec<Slot>,
    values: std::vec::IntoIter<Value>,
    left: usize,
}

impl Rows {
    /// Moves the next row into the slots of `row`; tells whether there was one.
    pub fn next_into(&mut self, row: &mut [Value]) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        for (slot, value) in self.slots.iter().zip(&mut self.values) {
            row[slot.index()] = value;
        }
        true
    }
}
