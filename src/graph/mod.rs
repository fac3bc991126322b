//! The property graph over petgraph, with columns of properties beside it and a compact adjacency for reading.

/// The property graph.
#[derive(Debug, Default)]
pub struct Graph {}
