//! The weights of the program, and their file.

use super::weights::{Column, Hidden, Unit, Weights, WeightsError};
use super::*;

fn column(name: &str) -> Column {
    Column { name: name.into(), bias: -1.0, unit: 0.5, slope: 1.0, offset: 0.0, add: 0.6, drop: 0.1 }
}

fn sample() -> Weights {
    let unit = Unit { bias: -0.5, out: vec![1.0, -2.0] };
    let hidden = Hidden { scale: 0.1, units: vec![unit] };
    let rows = vec![(9, vec![4, -3, 1, 10]), (2, vec![1, 0, 0, -2])];
    Weights::new(vec![column("OWNS"), column("LEADS")], hidden, rows)
}

#[test]
fn the_weights_of_the_program_can_be_read() {
    if !EMBEDDED.is_empty() {
        Weights::from_bytes(EMBEDDED).unwrap();
    }
}

#[test]
fn weights_come_back_from_their_file() {
    assert_eq!(Weights::from_bytes(&sample().to_bytes()).unwrap(), sample());
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed() {
    let file = sample().to_bytes();
    for at in 0..file.len() {
        let mut bad = file.clone();
        bad[at] ^= 0x40;
        assert!(Weights::from_bytes(&bad).is_err(), "byte {at}");
        assert!(Weights::from_bytes(&file[..at]).is_err(), "length {at}");
    }
    assert_eq!(Weights::from_bytes(b"PK"), Err(WeightsError::Magic));
}

#[test]
fn sums_are_over_known_features_and_own_ones_count_for_all_relations() {
    let weights = sample();
    assert_eq!(weights.sums(&[9, 2, 77])[..4], [5, -3, 1, 8]);
    assert_eq!(weights.own(1, &weights.sums(&[9])), -2);
    let none = weights.sums(&[]);
    assert!((weights.probability(0, &none, 2) - 0.5).abs() < 1e-6);
    assert!(weights.probability(0, &none, 5) > weights.probability(0, &none, 4));
}

#[test]
fn a_hidden_unit_counts_where_its_sum_is_above_zero() {
    let weights = sample();
    let logit = |column, sums| {
        let p = weights.probability(column, sums, 0);
        (p / (1.0 - p)).ln()
    };
    let (above, below) = (weights.sums(&[9]), weights.sums(&[2]));
    assert!((logit(0, &above) - (-1.0 + 0.5 * 4.0 + 0.5)).abs() < 1e-4);
    assert!((logit(1, &above) - (-1.0 - 0.5 * 3.0 - 2.0 * 0.5)).abs() < 1e-4);
    assert!((logit(0, &below) - (-1.0 + 0.5)).abs() < 1e-4);
    assert!((weights.weight(0, 9, &above) - (0.5 * 4.0 + 1.0)).abs() < 1e-4);
    assert!((weights.weight(0, 9, &below) - 0.5 * 4.0).abs() < 1e-4);
}

#[test]
fn another_version_is_told() {
    let mut file = sample().to_bytes();
    file[8] = 2;
    assert_eq!(Weights::from_bytes(&file), Err(WeightsError::Version { found: 2 }));
}

#[test]
fn features_that_begin_alike_are_told_apart() {
    let known = [0x1234_5001, 0x1234_5002, 0x1234_5fff, 0x1234_6000, 0xffff_ffff, 0];
    let rows = known.iter().zip(1..).map(|(hash, weight)| (*hash, vec![weight, 0])).collect();
    let weights = Weights::new(vec![column("OWNS")], Hidden::default(), rows);
    for (hash, weight) in known.iter().zip(1..) {
        assert_eq!(weights.sums(&[*hash])[0], weight, "{hash:x}");
    }
    let unknown = [0x1234_5000, 0x1234_5003, 0x1234_6001, 1, 0xffff_fffe];
    assert_eq!(weights.sums(&unknown)[0], 0);
    let many: Vec<u32> = known.iter().chain(&unknown).copied().cycle().take(11 * 100).collect();
    assert_eq!(weights.sums(&many)[0], 100 * (1 + 2 + 3 + 4 + 5 + 6));
}

#[test]
fn types_decide_which_relations_are_looked_at() {
    let mut ontology = Ontology::default();
    let relation = |symmetric| crate::model::ontology::Relation {
        name: String::new(),
        domain: vec![TypeId(0)],
        range: vec![TypeId(1)],
        pairs: Vec::new(),
        symmetric,
        inverse: None,
        holds: String::new(),
        de: String::new(),
        en: String::new(),
        attributes: Vec::new(),
    };
    let kind = |name: &str| crate::model::ontology::NodeType {
        name: name.into(),
        is: String::new(),
        de: String::new(),
        en: String::new(),
    };
    ontology.types = vec![kind("A"), kind("B")];
    ontology.relations = vec![relation(false), relation(true)];
    let admitted = Admitted::new(&ontology);
    let of = |s, o, first| relations(admitted.between(TypeId(s), TypeId(o), first)).map(|r| r.0).collect::<Vec<_>>();
    assert_eq!(of(0, 1, true), [0, 1]);
    assert_eq!(of(0, 1, false), [0]);
    assert_eq!(of(1, 0, true), [1]);
    assert_eq!(of(1, 1, true), [0_u16; 0]);
}
