//! A read-only hash table from words to small numbers, four bytes an entry, read in place from the model file.
//!
//! An entry holds 16 bits of the word's hash instead of the word, so one word in some tens of thousands that is not in
//! the table is taken for one that is; that is harmless for features and dictionaries of a statistical analysis.

use super::container::Bytes;
use super::error::ModelError;

/// Bytes per slot: 16 bits of hash (0: empty), 16 bits of value.
const SLOT: usize = 4;

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    bytes: Bytes,
}

/// Where a hash begins to look, and what it looks for.
fn place(hash: u64, slots: usize) -> (usize, u16) {
    let slot = ((hash >> 32) * slots as u64) >> 32;
    (slot as usize, (hash as u16).max(1))
}

impl Table {
    /// Opens the table in a section.
    pub fn new(bytes: Bytes, section: &'static str) -> Result<Self, ModelError> {
        if bytes.len().is_multiple_of(SLOT) { Ok(Self { bytes }) } else { Err(ModelError::Size(section)) }
    }

    /// The bytes of a table with these entries. Of two entries with one hash the first stays.
    pub fn build(entries: impl IntoIterator<Item = (u64, u16)>) -> Vec<u8> {
        let mut entries: Vec<(u64, u16)> = entries.into_iter().collect();
        entries.sort_by_key(|(hash, _)| *hash);
        entries.dedup_by_key(|(hash, _)| *hash);
        let slots = entries.len() + entries.len() / 3 + 1;
        let mut bytes = vec![0u8; slots * SLOT];
        for (hash, value) in entries {
            let (mut slot, mark) = place(hash, slots);
            while bytes[slot * SLOT..slot * SLOT + 2] != [0, 0] {
                slot = (slot + 1) % slots;
            }
            bytes[slot * SLOT..slot * SLOT + 2].copy_from_slice(&mark.to_le_bytes());
            bytes[slot * SLOT + 2..slot * SLOT + 4].copy_from_slice(&value.to_le_bytes());
        }
        bytes
    }

    /// The value of a hash.
    pub fn get(&self, hash: u64) -> Option<u16> {
        let slots = self.bytes.len() / SLOT;
        let (first, mark) = place(hash, slots);
        let chain = self.bytes.chunks_exact(SLOT).skip(first).chain(self.bytes.chunks_exact(SLOT));
        for slot in chain.take(slots) {
            match u16::from_le_bytes([slot[0], slot[1]]) {
                0 => return None,
                found if found == mark => return Some(u16::from_le_bytes([slot[2], slot[3]])),
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let key = |i: u16| hash::mix(1, u64::from(i));
        let table = Table::new(Table::build((0..1000).map(|i| (key(i), i))).into(), "t").unwrap();
        assert!((0..1000).filter(|i| table.get(key(*i)) == Some(*i)).count() >= 995);
        assert!((2000..3000).filter(|i| table.get(key(*i)).is_some()).count() < 5);
    }

    #[test]
    fn an_empty_table_holds_nothing() {
        assert_eq!(Table::default().get(7), None);
        assert_eq!(Table::new(Table::build([]).into(), "t").unwrap().get(7), None);
    }
}
