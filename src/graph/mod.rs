//! The property graph over petgraph, with columns of properties beside it and a compact adjacency for reading.
//!
//! petgraph owns which nodes and edges there are and how they hang together. Beside it stand, by index: label sets,
//! property columns, label membership, statistics and property indexes, which every write keeps exact; and the compact
//! adjacency, which is derived on first need and dropped by a write. A statement is a transaction: see [`Graph::commit`]
//! and [`Graph::rollback`]. Nothing here knows the query language, files of the store, or how a graph is printed.

mod access;
mod adjacency;
mod bits;
mod column;
mod columns;
mod index;
mod labels;
mod load;
mod names;
mod provenance;
mod restore;
mod schema;
mod statistics;
mod topology;
mod transaction;
mod walker;
mod write;

pub use access::Graph;
pub use adjacency::{Adjacency, Direction};
pub use bits::Bits;
pub use column::{Column, Data, Texts};
pub use index::{IndexKey, PropertyIndex};
pub use load::{LoadError, load_csv};
pub use names::{KeyId, LabelId, Names, RelTypeId};
pub use provenance::Provenance;
pub use restore::{Restore, RestoreError};
pub use statistics::Statistics;
pub use transaction::Delta;
pub use walker::{Types, Walker, Way};
pub use write::WriteError;
