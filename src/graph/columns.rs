//! The columns of all property keys, of nodes or of edges.

use crate::model::value::Value;

use super::column::Column;
use super::names::KeyId;

/// Columns by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    columns: Vec<Column>,
}

impl Columns {
    /// The value of `key` at `ix`, or null.
    #[inline]
    pub fn get(&self, key: KeyId, ix: u32) -> Value {
        self.columns.get(key.0 as usize).map_or(Value::Null, |column| column.get(ix))
    }

    /// The column of `key`, if any value was ever put in.
    pub fn column(&self, key: KeyId) -> Option<&Column> {
        self.columns.get(key.0 as usize)
    }

    /// Puts `value` (null takes away) and gives what was there.
    pub fn set(&mut self, key: KeyId, ix: u32, value: Value) -> Value {
        self.column_mut(key).set(ix, value)
    }

    /// Replaces a whole column.
    pub fn install(&mut self, key: KeyId, column: Column) {
        *self.column_mut(key) = column;
    }

    fn column_mut(&mut self, key: KeyId) -> &mut Column {
        let at = key.0 as usize;
        if at >= self.columns.len() {
            self.columns.resize_with(at + 1, Column::default);
        }
        &mut self.columns[at]
    }

    /// Keys and values at `ix`, in the order of the keys' numbers.
    pub fn entries(&self, ix: u32) -> impl Iterator<Item = (KeyId, Value)> + '_ {
        let with_value = self.columns.iter().enumerate().filter(move |(_, column)| column.has(ix));
        with_value.map(move |(key, column)| (KeyId(key as u32), column.get(ix)))
    }

    /// Takes all values at `ix` away.
    pub fn clear(&mut self, ix: u32) {
        for column in &mut self.columns {
            column.set(ix, Value::Null);
        }
    }
}
