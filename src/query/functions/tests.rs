//! What holds for every entry of the table.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{AGGREGATES, Callable, all, find, names};
use crate::graph::Graph;
use crate::model::value::Value;
use crate::query::context::{FnContext, Unlimited};
use crate::query::random::Random;
use crate::query::value::arbitrary::values;

/// Runs something in a small graph at a fixed time.
fn in_context<T>(run: impl FnOnce(&FnContext<'_>) -> T) -> T {
    let mut graph = Graph::new();
    let (label, kind) = (graph.intern_label("A"), graph.intern_rel_type("T"));
    let node = graph.create_node(&[label]);
    graph.create_edge(node, node, kind);
    let random = Random::new(7);
    run(&FnContext { graph: &graph, now: 1_750_000_000_123_456_789, random: &random, budget: &Unlimited })
}

#[test]
fn names_are_unique_whatever_the_case() {
    let mut seen = BTreeSet::new();
    for name in names() {
        assert!(seen.insert(name.to_lowercase()), "{name} is there twice");
    }
}

#[test]
fn names_are_found_whatever_the_case() {
    assert!(matches!(find("TOUPPER"), Some(Callable::Scalar(f)) if f.name == "toUpper"));
    assert!(matches!(find("Count"), Some(Callable::Aggregate(f)) if f.name == "count"));
    assert!(find("nothing").is_none());
}

#[test]
fn every_entry_is_documented() {
    for function in all() {
        assert!(function.doc.ends_with('.') && !function.example.0.is_empty(), "{}", function.name);
        assert!(function.optional <= function.params.len(), "{}", function.name);
    }
}

#[test]
fn null_makes_null_unless_the_entry_says_otherwise() {
    in_context(|context| {
        for function in all().filter(|function| !function.takes_null && !function.params.is_empty()) {
            let args = vec![Value::Null; function.params.len()];
            assert!(matches!(function.call(&args, context), Ok(Value::Null)), "{}", function.name);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_function_panics(args in prop::collection::vec(values(), 4)) {
        in_context(|context| {
            for function in all() {
                let most = function.params.len() + usize::from(function.variadic);
                for count in function.params.len() - function.optional..=most.min(args.len()) {
                    let _ = function.call(&args[..count], context);
                }
            }
        });
    }

    #[test]
    fn no_aggregate_panics(rows in prop::collection::vec((values(), values()), 0..5)) {
        in_context(|context| {
            for aggregate in AGGREGATES {
                for distinct in [false, true] {
                    let mut accumulator = aggregate.accumulator(distinct);
                    for (value, share) in &rows {
                        let args = [value.clone(), share.clone()];
                        let _ = accumulator.add(&args[..aggregate.params.len()], context);
                    }
                    let _ = accumulator.finish(context);
                }
            }
        });
    }
}
