//! The graph file, opened and closed.
