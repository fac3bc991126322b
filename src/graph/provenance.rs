//! Where an edge comes from: the claims behind it, as `evidence(r)` gives them.

use crate::model::value::{EdgeId, Map};

/// Gives the claims behind an edge.
pub trait Provenance: Send + Sync {
    /// The claims of `edge` as maps, in a fixed order; empty where none is known.
    fn evidence(&self, edge: EdgeId) -> Vec<Map>;
}
