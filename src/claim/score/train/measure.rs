//! Precision, recall and F1 of rules, scorer and both over held-out documents; the thresholds that serve them best.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::model::ontology::{Ontology, RelationId};

use super::Document;
use super::calibrate::Calibration;
use super::learn::Example;
use super::mixture::Mixture;

/// What a model that did not see a document says of its statements.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The kind of text.
    pub kind: String,
    /// How many facts have to be found.
    pub must: usize,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// A statement that a document's pairs can make.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Column of its relation.
    pub column: usize,
    /// The facts it meets and that have to be found.
    pub facts: FxHashSet<usize>,
    /// Whether it is right without being asked for.
    pub may: bool,
    /// Highest sum where a rule claims it; after calibration a probability.
    pub both_ruled: f32,
    /// Highest sum where no rule does; after calibration a probability.
    pub both: f32,
    /// Highest sum without what rules say; after calibration a probability.
    pub alone: f32,
    /// Whether a rule claims it.
    pub ruled: bool,
    /// Its words, for lists of errors.
    pub text: String,
}

impl Statement {
    /// Whether it meets any fact.
    pub fn right(&self) -> bool {
        self.may || !self.facts.is_empty()
    }
}

/// How many claims, how many of them right; how many facts, how many of them found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub claims: usize,
    pub right: usize,
    pub must: usize,
    pub found: usize,
}

impl Counts {
    /// Both together.
    pub fn plus(self, other: &Self) -> Self {
        Self {
            claims: self.claims + other.claims,
            right: self.right + other.right,
            must: self.must + other.must,
            found: self.found + other.found,
        }
    }

    /// The share of claims that are right.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.claims.max(1) as f64
    }

    /// The share of facts that are found.
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.must.max(1) as f64
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        write!(
            f,
            "P {p:.3} R {r:.3} F1 {f1:.3} ({}/{} claims, {}/{} facts)",
            self.right, self.claims, self.found, self.must
        )
    }
}

impl Outcome {
    /// What a model says of a document.
    pub fn new(document: &Document, examples: &[Example], model: &Mixture) -> Self {
        let statement = |(s, relation, o): &(String, RelationId, String)| Statement {
            column: relation.0 as usize,
            facts: FxHashSet::default(),
            may: false,
            both_ruled: f32::NEG_INFINITY,
            both: f32::NEG_INFINITY,
            alone: f32::NEG_INFINITY,
            ruled: false,
            text: format!("{s} → {o}"),
        };
        let mut outcome = Self {
            kind: document.kind.clone(),
            must: document.must,
            statements: document.statements.iter().map(statement).collect(),
        };
        for item in document.items.iter().flatten() {
            let statement = &mut outcome.statements[item.statement];
            statement.facts.extend(&item.facts);
            statement.may |= item.may;
            statement.ruled |= item.ruled;
        }
        outcome.predict(document, examples, model);
        outcome
    }

    /// Takes in what a model says.
    fn predict(&mut self, document: &Document, examples: &[Example], model: &Mixture) {
        for (items, example) in document.items.iter().zip(examples) {
            let sums = model.sums(&example.common);
            for (item, target) in items.iter().zip(&example.targets) {
                let alone = sums[target.column] + model.own(target.column, &target.words);
                let both = alone + model.own(target.column, &target.rules);
                let statement = &mut self.statements[item.statement];
                statement.alone = statement.alone.max(alone);
                let place = if item.ruled { &mut statement.both_ruled } else { &mut statement.both };
                *place = place.max(both);
            }
        }
    }

    /// Makes sums probabilities.
    pub fn calibrate(&mut self, calibration: &Calibration) {
        for s in &mut self.statements {
            for sum in [&mut s.both_ruled, &mut s.both, &mut s.alone] {
                *sum = calibration.probability(s.column, *sum);
            }
        }
    }

    /// The counts where `keep` says which statements are claimed.
    pub fn count(&self, keep: impl Fn(&Statement) -> bool) -> Counts {
        let kept: Vec<&Statement> = self.statements.iter().filter(|s| keep(s)).collect();
        let found: FxHashSet<usize> = kept.iter().flat_map(|s| s.facts.iter().copied()).collect();
        Counts {
            claims: kept.len(),
            right: kept.iter().filter(|s| s.right()).count(),
            must: self.must,
            found: found.len(),
        }
    }
}

/// From which probability on a statement is claimed, for each relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// Where no rule claims it.
    pub add: Vec<f32>,
    /// Where a rule claims it.
    pub drop: Vec<f32>,
}

impl Thresholds {
    /// Whether a statement is claimed.
    pub fn keep(&self, s: &Statement) -> bool {
        s.both >= self.add[s.column] || s.ruled && s.both_ruled >= self.drop[s.column]
    }
}

/// Counts over all outcomes.
fn over<'a>(outcomes: impl Iterator<Item = &'a Outcome>, keep: impl Fn(&Statement) -> bool) -> Counts {
    outcomes.fold(Counts::default(), |sum, o| sum.plus(&o.count(&keep)))
}

/// How good counts are: F1, but first of all the precision asked for.
fn merit(counts: &Counts, precision: f64) -> f64 {
    counts.f1() - 4.0 * (precision - counts.precision()).max(0.0)
}

/// The thresholds of best F1 that keep the precision. `adds` gives those of each relation at one common probability: that
/// of statements that no rule claims, which are less often right than claimed ones of the same sum. `add` is this
/// probability where it is not to be searched for.
pub fn thresholds<'a>(
    outcomes: impl Iterator<Item = &'a Outcome> + Clone,
    precision: f64,
    add: Option<f32>,
    adds: impl Fn(f32) -> Vec<f32>,
) -> Thresholds {
    let grid = |from: u32, to: u32| (from..=to).map(|n| n as f32 * 0.02);
    let trials = add.map_or_else(|| grid(10, 45).collect(), |add| vec![add]);
    let mut best: Option<(f64, Thresholds)> = None;
    for add in trials.iter().map(|add| adds(*add)) {
        for drop in grid(0, 25) {
            let trial = Thresholds { drop: vec![drop; add.len()], add: add.clone() };
            let merit = merit(&over(outcomes.clone(), |s| trial.keep(s)), precision);
            if best.as_ref().is_none_or(|(m, _)| merit > *m) {
                best = Some((merit, trial));
            }
        }
    }
    best.map(|(_, thresholds)| thresholds).unwrap_or_default()
}

/// The best counts of the scorer without rules.
fn best_alone<'a>(outcomes: impl Iterator<Item = &'a Outcome> + Clone) -> Counts {
    let counts = (5..48).map(|n| n as f32 * 0.02).map(|t| over(outcomes.clone(), |s| s.alone >= t));
    counts.fold(Counts::default(), |best, c| if c.f1() > best.f1() { c } else { best })
}

/// What held-out documents showed: for each kind of text, and for each relation of the main kind.
pub fn report(
    outcomes: &[Outcome],
    thresholds: &Thresholds,
    ontology: &Ontology,
    is_main: impl Fn(&Outcome) -> bool,
) -> Vec<String> {
    let kinds: BTreeMap<&str, ()> = outcomes.iter().map(|o| (o.kind.as_str(), ())).collect();
    let drop = thresholds.drop.first().copied().unwrap_or_default();
    let mut lines = vec![format!("rules' claims dropped below {drop:.2}")];
    for kind in kinds.keys() {
        let of = || outcomes.iter().filter(|o| o.kind == *kind);
        lines.push(format!("{kind}: rules  {}", over(of(), |s| s.ruled)));
        lines.push(format!("{kind}: scorer {}", best_alone(of())));
        lines.push(format!("{kind}: both   {}", over(of(), |s| thresholds.keep(s))));
    }
    let of = || outcomes.iter().filter(|o| is_main(o));
    for (column, relation) in ontology.relations.iter().enumerate() {
        let this = |s: &Statement| s.column == column;
        let reach = over(of(), this);
        lines.push(format!(
            "  {:14} add from {:.2}; rules {}; both {}; {} reachable",
            relation.name,
            thresholds.add[column],
            short(&over(of(), |s| this(s) && s.ruled)),
            short(&over(of(), |s| this(s) && thresholds.keep(s))),
            reach.found
        ));
    }
    lines.extend(reliability(of()));
    lines
}

fn short(counts: &Counts) -> String {
    format!("{:3}/{:3} right, {:3} found", counts.right, counts.claims, counts.found)
}

/// What share of statements is right, by probability.
fn reliability<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Vec<String> {
    let mut bins = [(0.0_f64, 0_usize, 0_usize); 10];
    for s in outcomes.flat_map(|o| &o.statements) {
        let p = s.both.max(s.both_ruled);
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + f64::from(p), bin.1 + usize::from(s.right()), bin.2 + 1);
    }
    let lines = bins.iter().filter(|b| b.2 > 0);
    lines
        .map(|(sum, right, all)| {
            format!("  said {:.2} right {:.2} of {all}", sum / *all as f64, *right as f64 / *all as f64)
        })
        .collect()
}
