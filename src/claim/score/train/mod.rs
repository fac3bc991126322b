//! Training of the scorer: from documents with marked facts to weights.
//!
//! Facts are marked for documents, not sentences. A pair of things in a sentence is taken to state a fact where the names
//! fit (distant supervision, Mintz et al. 2009); of several such pairs the one that the weights so far like best counts,
//! in rounds (multiple-instance learning, as in Riedel, Yao and McCallum 2010).

pub mod blocks;
mod calibrate;
pub mod gold;
pub mod hidden;
pub mod learn;
pub mod marked;
pub mod measure;
pub mod mixture;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::mention::MentionIx;
use crate::model::ontology::{Ontology, RelationId};

use super::super::{Extractor, Input};
use super::feature;
use super::pair::Sample;
use super::weights::{Column, Hidden, MAX_COLUMNS, Unit, Weights};
use calibrate::Calibration;
use gold::{Fact, Names};
use hidden::Net;
use learn::{Example, Model, Target};
use measure::Outcome;
use mixture::{Mixture, SHARE};

/// A document with what its pairs are to the facts that are marked in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What kind of text it is of, with the source behind a hyphen: `news`, `news-agency`. Measured apart.
    pub kind: String,
    /// Its pairs.
    pub samples: Vec<Sample>,
    /// What each choice of each pair is, in their order.
    pub items: Vec<Vec<Item>>,
    /// How many facts have to be found.
    pub must: usize,
    /// The statements that its pairs can make: subject, relation, object.
    pub statements: Vec<(String, RelationId, String)>,
}

/// What one relation of one pair is to the facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Which statement it makes.
    pub statement: usize,
    /// The facts that it meets and that have to be found.
    pub facts: Vec<usize>,
    /// Whether it is right without being asked for.
    pub may: bool,
    /// Whether a rule claims it.
    pub ruled: bool,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How to learn linear weights.
    pub learn: learn::Plan,
    /// How to learn the hidden layer.
    pub hidden: hidden::Plan,
    /// Rounds in which pairs are chosen anew.
    pub rounds: usize,
    /// Weight of what is right without being asked for.
    pub may: f32,
    /// Features in fewer documents than this are not learnt.
    pub rarest: usize,
    /// Parts for cross-validation.
    pub folds: usize,
    /// Precision that the thresholds have to keep.
    pub precision: f64,
    /// The probability from which on a pair becomes a claim that no rule found; the best one if left out. Rules do
    /// better on texts that their author read than on others, so the best one there may be too strict elsewhere.
    pub add: Option<f32>,
}

/// The kind of text without its source: `news` of `news-agency`.
fn family(kind: &str) -> &str {
    kind.split('-').next().unwrap_or(kind)
}

impl Document {
    /// The pairs of a document that was analysed, laid beside its facts.
    pub fn new(extractor: &Extractor, input: &Input, facts: &[Fact], names: &Names, kind: &str) -> Self {
        let mut document = Self { kind: kind.to_owned(), samples: extractor.pairs(input), ..Self::default() };
        let mut known = FxHashMap::default();
        let numbers = numbers(facts, &mut document.must);
        for sample in &document.samples {
            let ends = [sample.subject, sample.object].map(|m| name(input, m));
            let canonical = [sample.subject, sample.object].map(|m| canonical(input, names, m));
            let items = sample.options.iter().map(|choice| {
                let key = (ends[0].clone(), choice.relation, ends[1].clone());
                let statement = *known.entry(key.clone()).or_insert_with(|| {
                    document.statements.push(key);
                    document.statements.len() - 1
                });
                let relation = extractor.ontology.relation(choice.relation);
                let met =
                    (0..facts.len()).filter(|f| meets(&facts[*f], &canonical, &relation.name, relation.symmetric));
                let (must, may): (Vec<_>, Vec<_>) = met.partition(|f| facts[*f].must);
                let facts = must.into_iter().map(|f| numbers[f]).collect();
                Item { statement, facts, may: !may.is_empty(), ruled: choice.ruled }
            });
            document.items.push(items.collect());
        }
        document
    }
}

/// The number of each fact among those that have to be found.
fn numbers(facts: &[Fact], must: &mut usize) -> Vec<usize> {
    let number = |fact: &Fact| {
        *must += usize::from(fact.must);
        must.saturating_sub(1)
    };
    facts.iter().map(number).collect()
}

/// The name of what a mention stands for.
fn name(input: &Input, mention: MentionIx) -> String {
    let mention = &input.mentions[mention as usize];
    let entity = mention.entity.and_then(|e| input.entities.get(e as usize));
    entity.map_or_else(|| mention.name.clone(), |e| e.name.clone())
}

/// The canonical names of what a mention stands for.
fn canonical(input: &Input, names: &Names, mention: MentionIx) -> Vec<String> {
    let mention = &input.mentions[mention as usize];
    match mention.entity.and_then(|e| input.entities.get(e as usize)) {
        Some(entity) => names.resolve(&entity.name, &entity.aliases),
        None => names.resolve(&mention.name, []),
    }
}

fn meets(fact: &Fact, [subject, object]: &[Vec<String>; 2], relation: &str, symmetric: bool) -> bool {
    fact.ways.iter().filter(|way| way.relations.iter().any(|r| r == relation)).any(|way| {
        let straight = subject.contains(&way.subject) && object.contains(&way.object);
        straight || symmetric && subject.contains(&way.object) && object.contains(&way.subject)
    })
}

/// Documents as examples, with features numbered.
struct Examples {
    columns: Vec<String>,
    features: Vec<u32>,
    /// The pairs of each document.
    documents: Vec<Vec<Example>>,
}

impl Examples {
    fn new(documents: &[Document], ontology: &Ontology, rarest: usize) -> Self {
        let columns = ontology.relations.iter().map(|r| r.name.clone()).collect();
        let features = frequent(documents, rarest);
        let numbers: FxHashMap<u32, u32> = features.iter().copied().zip(0..).collect();
        let number = |hashes: &[u32]| -> Vec<u32> {
            let mut found: Vec<u32> = hashes.iter().filter_map(|h| numbers.get(h).copied()).collect();
            found.sort_unstable();
            found
        };
        let example = |document: &Document, sample: &Sample| {
            let mut common = number(&sample.common);
            common.extend(number(&[kind_feature(&document.kind)]));
            let targets = sample.options.iter().map(|choice| Target {
                column: choice.relation.0 as usize,
                words: number(&choice.words),
                rules: number(&choice.rules),
                holds: false,
                weight: 0.0,
            });
            Example { common, targets: targets.collect() }
        };
        let documents = documents.iter().map(|d| d.samples.iter().map(|s| example(d, s)).collect()).collect();
        Self { columns, features, documents }
    }
}

/// Marks the kind of text in training, so that how dense facts are in it is not taken for what words say.
fn kind_feature(kind: &str) -> u32 {
    feature::hash("kind-of-text", &[family(kind)])
}

/// The features that so many documents have, in rising order.
fn frequent(documents: &[Document], rarest: usize) -> Vec<u32> {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for document in documents {
        let mut here: FxHashSet<u32> = FxHashSet::default();
        for sample in &document.samples {
            here.extend(&sample.common);
            sample.options.iter().for_each(|c| here.extend(c.words.iter().chain(&c.rules)));
        }
        here.insert(kind_feature(&document.kind));
        here.into_iter().for_each(|h| *counts.entry(h).or_default() += 1);
    }
    let mut features: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= rarest).map(|(h, _)| h).collect();
    features.sort_unstable();
    features
}

/// What training gave.
pub struct Trained {
    /// The weights, with thresholds.
    pub weights: Weights,
    /// What cross-validation says, in lines.
    pub report: Vec<String>,
}

/// Trains: measures by cross-validation, finds calibration and thresholds by it, learns from everything.
/// `main_kind` is the kind of text that thresholds are made for.
pub fn train(documents: &[Document], ontology: &Ontology, plan: &Plan, main_kind: &str) -> Trained {
    let examples = Examples::new(documents, ontology, plan.rarest);
    let mut report = sizes(documents, &examples);
    let folds = (0..plan.folds).into_par_iter().map(|fold| {
        let model = learn_on(documents, &examples, plan, |d| d % plan.folds != fold);
        let outside = (0..documents.len()).filter(|d| d % plan.folds == fold);
        outside.map(|d| (d, Outcome::new(&documents[d], &examples.documents[d], &model))).collect::<Vec<_>>()
    });
    let mut outcomes: Vec<(usize, Outcome)> = folds.flatten().collect();
    outcomes.sort_by_key(|(d, _)| *d);
    let mut outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, o)| o).collect();
    let is_main = |o: &&Outcome| family(&o.kind) == main_kind;
    let main: Vec<&Outcome> = outcomes.iter().filter(is_main).collect();
    let calibration = calibrate::fit(&main, examples.columns.len(), |_| true);
    let added = calibrate::fit(&main, examples.columns.len(), |s| !s.ruled);
    outcomes.iter_mut().for_each(|o| o.calibrate(&calibration));
    let main = outcomes.iter().filter(is_main);
    let thresholds = measure::thresholds(main, plan.precision, plan.add, |add| calibration.of_other(&added, add));
    report.extend(measure::report(&outcomes, &thresholds, ontology, |o| family(&o.kind) == main_kind));
    let model = learn_on(documents, &examples, plan, |_| true);
    Trained { weights: pack(&examples, &model, &calibration, &thresholds, main_kind), report }
}

/// How much there is to learn from, and how many facts some pair could state.
fn sizes(documents: &[Document], examples: &Examples) -> Vec<String> {
    let pairs: usize = examples.documents.iter().map(Vec::len).sum();
    let mut lines = vec![format!("{} documents, {pairs} pairs, {} features", documents.len(), examples.features.len())];
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for document in documents {
        let kind = kinds.entry(&document.kind).or_default();
        *kind = (kind.0 + reachable(document).len(), kind.1 + document.must);
    }
    lines.extend(kinds.iter().map(|(kind, (near, all))| format!("{kind}: {near} of {all} facts within one sentence")));
    lines
}

/// The facts that some pair could state.
pub fn reachable(document: &Document) -> FxHashSet<usize> {
    document.items.iter().flatten().flat_map(|item| item.facts.iter().copied()).collect()
}

/// Learns from some of the documents, in rounds.
fn learn_on(documents: &[Document], examples: &Examples, plan: &Plan, inside: impl Fn(usize) -> bool) -> Mixture {
    let mut chosen = Vec::new();
    let mut model = Model::new(examples.features.len(), examples.columns.len());
    let rounds = plan.rounds.max(1);
    for round in 0..rounds {
        chosen.clear();
        for d in (0..documents.len()).filter(|d| inside(*d)) {
            let mut own = examples.documents[d].clone();
            label(&documents[d], &mut own, (round > 0).then_some(&model), plan);
            chosen.append(&mut own);
        }
        // Rounds before the last one only choose.
        let steps = if round + 1 < rounds { plan.learn.steps / 2 } else { plan.learn.steps };
        model.learn(&chosen, &learn::Plan { steps, ..plan.learn });
    }
    let sizes = (examples.features.len(), examples.columns.len());
    let units = plan.hidden.units.min(MAX_COLUMNS - sizes.1);
    Mixture { hidden: Net::learn(&chosen, sizes, &hidden::Plan { units, ..plan.hidden }), linear: model }
}

/// What may state one fact: sum, pair and choice.
type Bag = Vec<(f32, usize, usize)>;

/// Says of each choice of a document whether it holds and how much it counts.
fn label(document: &Document, examples: &mut [Example], model: Option<&Model>, plan: &Plan) {
    let mut bags: FxHashMap<(bool, usize), Bag> = FxHashMap::default();
    for (i, (items, example)) in document.items.iter().zip(examples.iter_mut()).enumerate() {
        let sums = model.map(|m| m.sums(&example.common));
        for (k, (item, target)) in items.iter().zip(&mut example.targets).enumerate() {
            target.holds = item.may || !item.facts.is_empty();
            target.weight = if target.holds { 0.0 } else { 1.0 };
            let score = match (model, &sums) {
                (Some(m), Some(sums)) => {
                    sums[target.column] + m.own(target.column, &target.words) + m.own(target.column, &target.rules)
                }
                _ => 0.0,
            };
            item.facts.iter().for_each(|f| bags.entry((true, *f)).or_default().push((score, i, k)));
            if item.may && item.facts.is_empty() {
                bags.entry((false, item.statement)).or_default().push((score, i, k));
            }
        }
    }
    for ((must, _), bag) in bags {
        let full = if must { 1.0 } else { plan.may };
        let best = bag.iter().map(|b| b.0).fold(f32::MIN, f32::max);
        for (score, i, k) in &bag {
            let weight = match model {
                None => full / bag.len() as f32,
                Some(_) if *score == best => full,
                Some(_) if *score > 0.0 => full * 0.5,
                Some(_) => 0.0,
            };
            let target = &mut examples[*i].targets[*k];
            target.weight = target.weight.max(weight);
        }
    }
}

/// Weights beyond this are cut off when they are made integers.
const HEAVIEST: f32 = 3.0;

/// What one integer weighs, so that the heaviest of the weights still fits.
fn unit_of<'a>(weights: impl Iterator<Item = &'a f32>) -> f32 {
    let heaviest = weights.fold(0.0_f32, |max, w| max.max(w.abs())).min(HEAVIEST);
    (heaviest / 127.0).max(f32::MIN_POSITIVE)
}

/// Puts weights, calibration and thresholds into their file form. At work no feature tells the kind of text: what the one
/// of the main kind weighs goes into the biases, as calibration and thresholds were made with it.
fn pack(
    examples: &Examples,
    model: &Mixture,
    calibration: &Calibration,
    thresholds: &measure::Thresholds,
    main_kind: &str,
) -> Weights {
    let rows: Vec<Vec<f32>> = (0..examples.features.len()).map(|f| model.row(f)).collect();
    let unit = unit_of(rows.iter().flatten());
    let scale = unit_of((0..rows.len()).flat_map(|f| model.hidden.row(f)));
    let kind = examples.features.binary_search(&kind_feature(main_kind)).ok();
    let columns = examples.columns.iter().enumerate().map(|(c, name)| Column {
        name: name.clone(),
        bias: model.bias(c, kind),
        unit,
        slope: calibration.slope,
        offset: calibration.offsets[c],
        add: thresholds.add[c],
        drop: thresholds.drop[c],
    });
    let of_kind = |unit: usize| kind.map_or(0.0, |f| model.hidden.row(f)[unit]);
    let units = model
        .hidden
        .units()
        .enumerate()
        .map(|(u, (bias, out))| Unit { bias: bias + of_kind(u), out: out.iter().map(|w| SHARE * w).collect() });
    let hidden = Hidden { scale, units: units.collect() };
    let integer = |w: &f32, unit: f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
    let integers = |f: usize| -> Vec<i8> {
        let linear = rows[f].iter().map(|w| integer(w, unit));
        linear.chain(model.hidden.row(f).iter().map(|w| integer(w, scale))).collect()
    };
    let kinds = |f: &usize| Some(*f) != kind;
    let features = (0..rows.len()).filter(kinds).map(|f| (examples.features[f], integers(f)));
    Weights::new(columns.collect(), hidden, features.filter(|(_, row)| row.iter().any(|w| *w != 0)).collect())
}
