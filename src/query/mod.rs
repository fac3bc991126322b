//! The query language: text → syntax tree → bound → plan → rows.
