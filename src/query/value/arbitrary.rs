//! Arbitrary values for property tests, extremes among them.

use std::sync::Arc;

use proptest::prelude::*;

use crate::model::temporal::Temporal;
use crate::model::value::{EdgeId, NodeId, Path, Value};
use crate::query::temporal::calendar::{self, DAY};
use crate::query::temporal::instant;
use crate::query::temporal::zone::Zone;
use crate::query::value::{list, temporal};

fn ints() -> impl Strategy<Value = i64> {
    prop_oneof![-3i64..4, Just(i64::MIN), Just(i64::MAX), Just(1 << 53), Just((1 << 53) + 1), Just(1_000_000_000_000)]
}

fn floats() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-3i64..4).prop_map(|int| int as f64),
        prop::num::f64::ANY,
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(-0.0),
        Just(9_223_372_036_854_775_808.0),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-cäß\\\\+(\\[]{0,3}",
        "[-+]?[0-9]{1,9}(-[0-9]{2}(-[0-9]{2})?)?",
        "-?P[0-9.]{1,4}[YMWD](T[0-9.]{1,4}[HMS])?",
        "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2})?",
        "20[0-9]{2}-W[0-9]{2}T[0-9]{2}(\\[Europe/Berlin\\])?",
        Just("month".to_owned()),
        Just("NFD".to_owned()),
        Just("HALF_EVEN".to_owned()),
    ]
}

/// Every kind of temporal value, over the whole range of years.
pub fn temporals() -> impl Strategy<Value = Temporal> {
    let days = prop_oneof![
        -10i64..10,
        -800_000i64..800_000,
        Just(calendar::days_from_civil(calendar::MIN_YEAR, 1, 1)),
        Just(calendar::days_from_civil(calendar::MAX_YEAR, 12, 31)),
    ];
    let nanos = prop_oneof![Just(0), 0..DAY, Just(DAY - 1)];
    let zone = prop_oneof![Just(None), Just(Some("Europe/Berlin")), Just(Some("America/St_Johns"))];
    let offset = prop_oneof![Just(0), -64_800i32..=64_800];
    (days, nanos, offset, zone, 0..6, (ints(), ints(), ints(), 0..1_000_000_000)).prop_map(
        |(days, nanos, offset, zone, kind, length)| match kind {
            0 => Temporal::Date { days },
            1 => Temporal::LocalTime { nanos },
            2 => Temporal::Time { nanos, offset },
            3 => Temporal::LocalDateTime { days, nanos },
            4 => {
                let zone = zone.map_or(Zone::Offset(offset), |zone| Zone::named(zone).expect("it exists"));
                instant::at_local(days, nanos, &zone, None).expect("a skipped hour is never at the end of time")
            }
            _ => Temporal::Duration { months: length.0, days: length.1, seconds: length.2, nanos: length.3 },
        },
    )
}

/// Every kind of value.
pub fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        ints().prop_map(Value::Int),
        floats().prop_map(Value::Float),
        texts().prop_map(|text| Value::String(text.into())),
        (0u32..3).prop_map(|id| Value::Node(NodeId(id))),
        (0u32..3).prop_map(|id| Value::Edge(EdgeId(id))),
        (0u32..2, 0u32..2).prop_map(|(node, edge)| {
            Value::Path(Arc::new(Path { nodes: vec![NodeId(node), NodeId(1)], edges: vec![EdgeId(edge)] }))
        }),
        temporals().prop_map(temporal),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        let key = prop_oneof![
            Just("a"),
            Just("year"),
            Just("month"),
            Just("hour"),
            Just("days"),
            Just("timezone"),
            Just("date"),
            Just("nanosecond"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(list),
            prop::collection::btree_map(key.prop_map(Arc::from), inner, 0..3).prop_map(|map| Value::Map(Arc::new(map))),
        ]
    })
}
