//! Where an edge comes from: the claims behind it, as `evidence(r)` gives them; and what is said of a node itself.

use crate::model::value::{EdgeId, Map, NodeId};

/// Gives the claims behind an edge.
pub trait Provenance: Send + Sync {
    /// The claims of `edge` as maps, in a fixed order; empty where none is known.
    fn evidence(&self, edge: EdgeId) -> Vec<Map>;

    /// The claims that give nodes their attributes, those of one node together; none where none is known.
    fn attributes(&self) -> Vec<(NodeId, Map)> {
        Vec::new()
    }
}
