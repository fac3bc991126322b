//! Word lists: a TOML file of keys, each with an array of words or phrases.

use std::collections::BTreeMap;

use super::fault::SeedsError;
use super::files::SeedFile;
use super::table;

/// The lists of one file, by key; words in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordLists(BTreeMap<String, Vec<String>>);

impl WordLists {
    /// The words under `key`; none where the file has no such key.
    pub fn get(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every key with its words, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(key, words)| (key.as_str(), words.as_slice()))
    }
}

/// Reads a file of word lists, telling every fault at once.
pub(super) fn load(file: &SeedFile) -> Result<WordLists, SeedsError> {
    let mut faults = Vec::new();
    let mut lists = BTreeMap::new();
    for (key, value) in table::parse(file, &mut faults).get_ref() {
        let words = table::strings(file, key.get_ref(), value, &mut faults);
        lists.insert(key.get_ref().to_string(), words.into_iter().map(|(word, _)| word).collect());
    }
    if faults.is_empty() { Ok(WordLists(lists)) } else { Err(faults.into()) }
}
