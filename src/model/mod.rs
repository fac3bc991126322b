//! The nouns every stage speaks of: documents, sentences, mentions, claims, values.
//!
//! No rule, no reading and no printing stands here, and nothing here imports another module of the crate.

pub mod analysed;
pub mod claim;
pub mod document;
pub mod mention;
pub mod ontology;
pub mod span;
pub mod temporal;
pub mod text;
pub mod value;
