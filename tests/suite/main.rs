//! The one test suite: a module per boundary, cases as files under `tests/cases/<boundary>/`.

mod articles;
mod case;
mod clause;
mod cli;
mod column;
mod corpus;
mod crash;
mod error;
mod expression;
mod functions;
mod house;
mod limits;
mod manual;
mod mention;
mod naive;
mod procedures;
mod program;
mod reading;
mod rebuild;
mod render;
mod repl;
mod resolve;
mod scripts;
mod syntax;
mod transcript;
mod transcripts;
