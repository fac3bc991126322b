//! The one test suite: a module per boundary, cases as files under `tests/cases/<boundary>/`.

mod case;
mod column;
mod corpus;
mod error;
mod expression;
mod functions;
mod house;
mod mention;
mod reading;
mod render;
mod resolve;
mod scripts;
mod transcript;
