//! Text analysis: documents read, sentences, tokens, tags, lemmas, dependencies.

pub mod read;
pub mod zone;
