//! What the binder asks of the graph at hand: the names it knows.

use std::sync::Arc;

use super::procedures::Procedure;

/// The names a statement can be checked against.
pub trait Catalog {
    /// Labels of nodes, sorted.
    fn labels(&self) -> Vec<Arc<str>>;
    /// Types of relationships, sorted.
    fn types(&self) -> Vec<Arc<str>>;
    /// Property keys, sorted.
    fn keys(&self) -> Vec<Arc<str>>;
    /// The procedure of that name.
    fn procedure(&self, name: &str) -> Option<Arc<Procedure>>;
    /// Names of procedures, sorted.
    fn procedures(&self) -> Vec<String>;
}
