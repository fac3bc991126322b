//! What word lists say of a form: inflection classes, distributional cluster, and whether it occurs in names.

use super::container::Container;
use super::error::ModelError;
use super::hash;
use super::table::Table;

/// Shortest end of a word that is looked up as a word of its own, in characters.
const SHORTEST_TAIL: usize = 3;

/// The word lists of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    classes: Table,
    clusters: Table,
    names: Table,
    paths: Vec<u32>,
}

/// What the lists say of one form; 0 where they say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Number of the set of inflected forms it can be: noun of that gender in that case, finite verb, …
    pub class: u16,
    /// The same of the longest end of the word that the list has (`…rechenzentrum`).
    pub tail: u16,
    /// Path of the word's Brown cluster (Brown et al. 1992), first branching in the lowest bit.
    pub cluster: u32,
    /// Bits: part of a company name, of a place name, …
    pub names: u16,
}

/// Names of the sections the lexicon stands in.
pub const SECTIONS: [&str; 4] = ["lexicon.classes", "lexicon.clusters", "lexicon.names", "lexicon.paths"];

impl Lexicon {
    /// Opens the lists of a model file.
    pub fn open(model: &Container) -> Result<Self, ModelError> {
        let table = |name| Table::new(model.section(name)?, name);
        let paths = model.section(SECTIONS[3])?;
        Ok(Self {
            classes: table(SECTIONS[0])?,
            clusters: table(SECTIONS[1])?,
            names: table(SECTIONS[2])?,
            paths: paths.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        })
    }

    /// What the lists say of a form (`lower` is the same in lower case).
    pub fn entry(&self, form: &str, lower: &str) -> Entry {
        let cluster = self.clusters.get(hash::word(form)).or_else(|| self.clusters.get(hash::word(lower)));
        Entry {
            class: self.class(form).or_else(|| self.class(lower)).unwrap_or(0),
            tail: self.tail(lower),
            cluster: cluster.and_then(|id| self.paths.get(id as usize).copied()).unwrap_or(0),
            names: self.names.get(hash::word(form)).unwrap_or(0),
        }
    }

    fn class(&self, form: &str) -> Option<u16> {
        self.classes.get(hash::word(form))
    }

    /// The class of the longest proper end of the word that the list has, as a noun or as it stands.
    fn tail(&self, lower: &str) -> u16 {
        let starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).take(super::tokenise::MAX_TOKEN).collect();
        let last = starts.len().saturating_sub(SHORTEST_TAIL - 1);
        for &at in starts.get(1..last).unwrap_or(&[]) {
            let tail = &lower[at..];
            if let Some(class) = self.classes.get(hash::capitalised(tail)).or_else(|| self.class(tail)) {
                return class;
            }
        }
        0
    }
}

/// The word with its first letter in upper case.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
