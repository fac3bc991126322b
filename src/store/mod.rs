//! The graph file: one SQLite database.
