//! The interactive session: a pure part (line in, reply out) and the terminal around it.

mod colour;
mod command;
mod complete;
mod session;
mod sources;
mod terminal;
mod words;

pub use session::{Reply, Session, Setup};
pub use terminal::{TerminalError, history_path, run};
