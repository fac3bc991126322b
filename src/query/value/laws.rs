//! The laws that the relations over values keep, for all values.

use std::hash::{BuildHasher, BuildHasherDefault};

use proptest::prelude::*;
use rustc_hash::FxHasher;

use super::arbitrary::{temporals, values};
use super::{Comparison, Key, arithmetic, compare, equals, equivalent, order, temporal};
use crate::model::value::Value;
use crate::query::syntax::ArithmeticOp;
use crate::query::temporal::{between, construct, duration, fields, print};

fn hash(value: &Value) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(Key(value.clone()))
}

/// Whether there is anything in it for which `=` is not true of itself.
fn has_unknowns(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Float(float) => float.is_nan(),
        Value::List(items) => items.iter().any(has_unknowns),
        Value::Map(map) => map.values().any(has_unknowns),
        _ => false,
    }
}

const OPERATORS: [ArithmeticOp; 6] =
    [ArithmeticOp::Add, ArithmeticOp::Sub, ArithmeticOp::Mul, ArithmeticOp::Div, ArithmeticOp::Mod, ArithmeticOp::Pow];

proptest! {
    #[test]
    fn order_is_total(a in values(), b in values(), c in values()) {
        prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
        prop_assert!(order(&a, &a).is_eq());
        if order(&a, &b).is_le() && order(&b, &c).is_le() {
            prop_assert!(order(&a, &c).is_le());
        }
    }

    #[test]
    fn equivalence_is_a_tie_in_the_order_and_hashes_alike(a in values(), b in values()) {
        prop_assert_eq!(equivalent(&a, &b), order(&a, &b).is_eq());
        if equivalent(&a, &b) {
            prop_assert_eq!(hash(&a), hash(&b));
        }
    }

    #[test]
    fn equality_implies_equivalence(a in values(), b in values()) {
        prop_assert_eq!(equals(&a, &b), equals(&b, &a));
        if equals(&a, &b) == Some(true) {
            prop_assert!(equivalent(&a, &b));
        }
        if equivalent(&a, &b) && !has_unknowns(&a) {
            prop_assert_eq!(equals(&a, &b), Some(true));
        }
    }

    #[test]
    fn what_compares_is_ordered_the_same_way(a in values(), b in values()) {
        let nested = |value: &Value| matches!(value, Value::List(_));
        if let Comparison::Ordered(ordering) = compare(&a, &b)
            && !nested(&a)
        {
            prop_assert_eq!(ordering, order(&a, &b));
        }
    }

    #[test]
    fn no_operator_panics(a in values(), b in values()) {
        for operator in OPERATORS {
            let _ = arithmetic::apply(operator, &a, &b);
        }
        let _ = (arithmetic::negate(&a), super::access::index(&a, &b), super::access::slice(&a, Some(&b), None));
    }

    #[test]
    fn temporal_values_read_back_as_they_print(value in temporals()) {
        let text = print::text(&value);
        let back = match super::kind::temporal_name(&value) {
            "DURATION" => duration::parse(&text),
            name => construct::construct(kind_of(name), &super::string(text.as_str()), 0),
        };
        prop_assert_eq!(back.map_err(|error| format!("{text}: {error}")), Ok(value));
    }

    #[test]
    fn going_from_one_instant_by_the_time_between_gets_to_the_other(a in temporals(), b in temporals()) {
        for unit in [between::Unit::Mixed, between::Unit::Seconds] {
            if std::mem::discriminant(&a) != std::mem::discriminant(&b) || kind_is_zoned(&a) {
                continue;
            }
            if let Ok(Some(span)) = between::between(unit, &a, &b) {
                let there = arithmetic::apply(ArithmeticOp::Add, &temporal(a.clone()), &temporal(span)).unwrap();
                prop_assert_eq!(order(&there, &temporal(b.clone())), std::cmp::Ordering::Equal);
            }
        }
    }

    #[test]
    fn every_property_of_an_instant_is_there_or_named_as_missing(value in temporals()) {
        for key in fields::INSTANT_FIELDS {
            let _ = fields::field(&value, key);
        }
    }
}

fn kind_of(name: &str) -> construct::Kind {
    match name {
        "DATE" => construct::Kind::Date,
        "LOCAL TIME" => construct::Kind::LocalTime,
        "ZONED TIME" => construct::Kind::Time,
        "LOCAL DATETIME" => construct::Kind::LocalDateTime,
        _ => construct::Kind::DateTime,
    }
}

fn kind_is_zoned(value: &crate::model::temporal::Temporal) -> bool {
    super::kind::temporal_name(value).starts_with("ZONED")
}
