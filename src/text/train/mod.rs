//! The trainer: reads treebanks, name corpora and word lists, and writes model files.
//!
//! Deterministic: the same data, plan and program give the same bytes. Backpropagation is written out by hand in
//! [`encoder`], [`heads`] and [`parser`]; `examples/train.rs` is its command line.

pub mod encoder;
pub mod example;
pub mod heads;
pub mod lemmas;
pub mod listed;
pub mod measure;
pub mod name_data;
pub mod name_lists;
pub mod network;
pub mod param;
pub mod parser;
pub mod save;
pub mod substitute;
pub mod teach;
pub mod trainer;
pub mod treebank;
pub mod wordlists;
