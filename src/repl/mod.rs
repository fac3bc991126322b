//! The interactive session: a pure part (line in, reply out) and the terminal around it.
