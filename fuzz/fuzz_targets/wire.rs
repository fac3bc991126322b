//! Any JSON as a value of the protocol: what can be read is written, and read again as the same value.
#![no_main]

use geflecht::graph::Graph;
use geflecht::query::{value, wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    let Ok(read) = wire::read(&json) else { return };
    let mut written = Vec::new();
    wire::write(&read, &Graph::new(), &mut written);
    let again = serde_json::from_slice(&written).expect("what is written is JSON");
    let again = wire::read(&again).expect("what is written can be read");
    assert!(value::equivalent(&again, &read), "{read:?} became {again:?}");
});
