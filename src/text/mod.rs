//! Text analysis: documents read, sentences, tokens, tags, lemmas, dependencies.
//!
//! [`Analyzer`] takes a document apart: [`tokenise`] and [`sentences`] by rule, then for each sentence a small network
//! ([`net`]) gives tags, features, name tags and the tree ([`parse`]), and [`lemma`] the dictionary forms. The weights
//! stand in `models/`; [`train`] makes them.

pub mod abbreviations;
mod analyzer;
pub mod container;
pub mod error;
pub mod features;
pub mod hash;
pub mod labels;
pub mod lemma;
pub mod lexicon;
pub mod net;
pub mod parse;
pub mod read;
pub mod sentences;
pub mod table;
pub mod tokenise;
pub mod train;
pub mod zone;

pub use analyzer::{Analyzer, Buffers, LanguageModel};
pub use error::ModelError;
