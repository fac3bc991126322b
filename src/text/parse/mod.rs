//! Dependency parsing by transitions.
//!
//! The arc-hybrid system (Kuhlmann, Gómez-Rodríguez & Satta 2011) with the root at the end of the buffer
//! ([`system`]), what the scorer sees of a state ([`view`]), and the dynamic oracle it is trained with ([`oracle`]).

pub mod oracle;
pub mod system;
pub mod view;
