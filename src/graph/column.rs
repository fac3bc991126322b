//! One property of all nodes (or edges), in the narrowest form that holds its values.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::value::Value;

use super::bits::Bits;

/// A column stays sparse until one in this many indexes below its highest is filled.
const DENSE_FROM: usize = 8;
/// Columns whose indexes all lie below this are dense from the start.
const ALWAYS_DENSE_BELOW: usize = 256;

/// The values of one property key, by node or edge index.
#[derive(Clone, Debug, Default)]
pub struct Column {
    valid: Bits,
    data: Data,
}

/// How the values are held. Where `valid` has no bit the slot means nothing.
#[derive(Clone, Debug)]
pub enum Data {
    /// Few values, of any type.
    Sparse(FxHashMap<u32, Value>),
    /// Integers.
    Int(Vec<i64>),
    /// Floats.
    Float(Vec<f64>),
    /// Booleans.
    Bool(Bits),
    /// Strings, each distinct one once.
    Text(Texts),
    /// Anything else, or several types.
    Mixed(Vec<Value>),
}

impl Default for Data {
    fn default() -> Self {
        Self::Sparse(FxHashMap::default())
    }
}

/// Strings by code.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Code of each slot.
    pub codes: Vec<u32>,
    /// Text of each code.
    pub words: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
}

impl Texts {
    fn code(&mut self, text: &Arc<str>) -> u32 {
        if let Some(&code) = self.ids.get(text) {
            return code;
        }
        let code = self.words.len() as u32;
        self.words.push(text.clone());
        self.ids.insert(text.clone(), code);
        code
    }

    /// The code of `text`, if any slot ever held it.
    pub fn lookup(&self, text: &str) -> Option<u32> {
        self.ids.get(text).copied()
    }
}

impl Column {
    /// The value at `ix`, or null.
    #[inline]
    pub fn get(&self, ix: u32) -> Value {
        if !self.valid.contains(ix) {
            return Value::Null;
        }
        let at = ix as usize;
        match &self.data {
            Data::Sparse(map) => map.get(&ix).cloned().unwrap_or_default(),
            Data::Int(v) => Value::Int(v[at]),
            Data::Float(v) => Value::Float(v[at]),
            Data::Bool(v) => Value::Bool(v.contains(ix)),
            Data::Text(v) => Value::String(v.words[v.codes[at] as usize].clone()),
            Data::Mixed(v) => v[at].clone(),
        }
    }

    /// The raw form, for kernels that read it whole; look at [`Column::has`] first.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// Whether there is a value at `ix`.
    #[inline]
    pub fn has(&self, ix: u32) -> bool {
        self.valid.contains(ix)
    }

    /// Which of the 64 indexes from `64 * word` on have a value, one bit each.
    #[inline]
    pub fn has_word(&self, word: usize) -> u64 {
        self.valid.words().get(word).copied().unwrap_or(0)
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.valid.count()
    }

    /// Puts `value` at `ix`; null takes the value away. Gives what was there.
    pub fn set(&mut self, ix: u32, value: Value) -> Value {
        let old = self.get(ix);
        if matches!(value, Value::Null) {
            self.clear(ix);
        } else {
            self.put(ix, value);
        }
        old
    }

    fn clear(&mut self, ix: u32) {
        if self.valid.remove(ix) {
            match &mut self.data {
                Data::Sparse(map) => drop(map.remove(&ix)),
                Data::Mixed(v) => v[ix as usize] = Value::Null,
                _ => {}
            }
        }
    }

    fn put(&mut self, ix: u32, value: Value) {
        self.valid.insert(ix);
        if let Data::Sparse(map) = &mut self.data {
            map.insert(ix, value);
            self.densify(ix);
        } else if let Some(value) = self.put_typed(ix, value) {
            self.widen();
            self.put_typed(ix, value);
        }
    }

    /// Stores `value` if the form can hold it, else gives it back.
    fn put_typed(&mut self, ix: u32, value: Value) -> Option<Value> {
        let at = ix as usize;
        match (&mut self.data, value) {
            (Data::Int(v), Value::Int(x)) => *slot(v, at) = x,
            (Data::Float(v), Value::Float(x)) => *slot(v, at) = x,
            (Data::Bool(v), Value::Bool(x)) => drop(if x { v.insert(ix) } else { v.remove(ix) }),
            (Data::Text(v), Value::String(x)) => {
                let code = v.code(&x);
                *slot(&mut v.codes, at) = code;
            }
            (Data::Mixed(v), value) => *slot(v, at) = value,
            (_, value) => return Some(value),
        }
        None
    }

    /// Leaves the sparse form once enough is filled.
    fn densify(&mut self, highest: u32) {
        let highest = highest as usize;
        if highest >= ALWAYS_DENSE_BELOW && self.valid.count() * DENSE_FROM < highest {
            return;
        }
        let Data::Sparse(map) = std::mem::take(&mut self.data) else { return };
        let mut entries: Vec<_> = map.into_iter().collect();
        entries.sort_unstable_by_key(|(ix, _)| *ix);
        self.data = entries.first().map_or_else(Data::default, |(_, value)| Data::for_value(value));
        for (ix, value) in entries {
            self.put(ix, value);
        }
    }

    /// Turns a typed form into one that holds any value.
    fn widen(&mut self) {
        let all = (0..self.bound()).map(|ix| self.get(ix as u32)).collect();
        self.data = Data::Mixed(all);
    }

    fn bound(&self) -> usize {
        match &self.data {
            Data::Int(v) => v.len(),
            Data::Float(v) => v.len(),
            Data::Text(v) => v.codes.len(),
            Data::Mixed(v) => v.len(),
            Data::Bool(_) | Data::Sparse(_) => self.valid.iter().last().map_or(0, |ix| ix as usize + 1),
        }
    }
}

impl Data {
    fn for_value(value: &Value) -> Self {
        match value {
            Value::Int(_) => Self::Int(Vec::new()),
            Value::Float(_) => Self::Float(Vec::new()),
            Value::Bool(_) => Self::Bool(Bits::default()),
            Value::String(_) => Self::Text(Texts::default()),
            _ => Self::Mixed(Vec::new()),
        }
    }
}

/// The slot at `at`, with the vector grown to hold it.
fn slot<T: Clone + Default>(v: &mut Vec<T>, at: usize) -> &mut T {
    if at >= v.len() {
        v.resize(at + 1, T::default());
    }
    &mut v[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(column: &Column, ixs: &[u32]) -> String {
        ixs.iter().map(|&ix| format!("{:?} ", column.get(ix))).collect()
    }

    #[test]
    fn a_column_widens_when_a_second_type_comes_in() {
        let mut column = Column::default();
        column.set(0, Value::Int(7));
        column.set(2, Value::Bool(true));
        column.set(3, Value::Float(0.5));
        assert_eq!(shown(&column, &[0, 1, 2, 3, 9]), "Int(7) Null Bool(true) Float(0.5) Null ");
        assert!(matches!(column.data(), Data::Mixed(_)));
    }

    #[test]
    fn far_indexes_stay_sparse_until_filled() {
        let mut column = Column::default();
        column.set(1_000_000, Value::Int(1));
        assert!(matches!(column.data(), Data::Sparse(_)));
        column.set(1_000_000, Value::Null);
        assert_eq!((column.count(), shown(&column, &[1_000_000])), (0, "Null ".into()));
    }

    #[test]
    fn setting_gives_what_was_there() {
        let mut column = Column::default();
        column.set(0, Value::String("a".into()));
        let old = column.set(0, Value::String("b".into()));
        assert_eq!(format!("{old:?}"), "String(\"a\")");
        assert_eq!(shown(&column, &[0]), "String(\"b\") ");
    }
}
