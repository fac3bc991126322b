//! Dates, times and durations (openCypher CIP2015-08-06 "Date and time"): reading, making, cutting, adding, printing.
//!
//! No clock is read here: the current time comes from the statement.

pub mod arithmetic;
pub mod between;
pub mod calendar;
pub mod construct;
pub mod duration;
pub mod fields;
pub mod instant;
pub mod parse;
pub mod print;
pub mod truncate;
pub mod zone;
