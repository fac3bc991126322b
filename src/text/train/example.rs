//! One sentence to learn from. Each kind of knowledge may be missing: trees without names, names without trees.

use compact_str::CompactString;

use crate::model::text::{Morph, Upos};
use crate::text::features::Rows;

/// A sentence with what is known about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// The words.
    pub forms: Vec<CompactString>,
    /// Which corpus it is from; 0 for one that is not told apart.
    pub source: usize,
    /// Tags, features, lemmas and tree, one per word, or nothing.
    pub words: Vec<Word>,
    /// For each word the name tags it may have, one bit per column; all bits where nothing is known. Or nothing.
    pub names: Vec<u32>,
    /// Rows of the embedding table, once the lexicon is known.
    pub rows: Vec<Rows>,
}

/// What a treebank says of a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// Its dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Tag of the language; empty where the treebank uses another set.
    pub xpos: CompactString,
    /// Features; `None` where the treebank has none.
    pub morph: Option<Morph>,
    /// Number of its head, counted from 1; one more than the number of words for the root.
    pub head: u16,
    /// Relation to the head, as the treebank writes it.
    pub relation: crate::model::text::Deprel,
    /// Number of its tag among the labels.
    pub tag: Option<u16>,
    /// Number of its features among the labels.
    pub features: Option<u16>,
    /// Number of the relation among the labels.
    pub label: u16,
}

impl Example {
    /// Heads as the oracle wants them: index 0 is no word.
    pub fn heads(&self) -> Vec<u16> {
        std::iter::once(0).chain(self.words.iter().map(|w| w.head)).chain([0]).collect()
    }
}
