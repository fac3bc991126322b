//! The weights of the program, and their file.

use super::weights::{Column, Weights, WeightsError};
use super::*;

fn column(name: &str) -> Column {
    Column { name: name.into(), bias: -1.0, unit: 0.5, slope: 1.0, offset: 0.0, add: 0.6, drop: 0.1 }
}

fn sample() -> Weights {
    Weights::new(vec![column("OWNS"), column("LEADS")], vec![(9, vec![4, -3, 1]), (2, vec![1, 0, 0])])
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
    assert_eq!(weights.sums(&[9, 2, 77])[..2], [5, -3]);
    assert_eq!(weights.own(1, &[9]), -2);
    assert!((weights.probability(0, 2) - 0.5).abs() < 1e-6);
    assert!(weights.probability(0, 5) > weights.probability(0, 4));
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
