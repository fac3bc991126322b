//! Geflecht turns news articles into a knowledge graph of who invests in, supplies, chairs, owns and builds what, and
//! answers questions about it in an openCypher-compatible language.
//!
//! `ARCHITECTURE.md` tells where the data flows and who may import whom.

pub mod claim;
pub mod cli;
pub mod graph;
pub mod mention;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod repl;
pub mod resolve;
pub mod seeds;
pub mod store;
pub mod text;
