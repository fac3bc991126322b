//! The training loop: labels from the data, batches in random order, a rate that rises and falls.

use std::collections::BTreeMap;

use super::encoder::{encode, encode_back};
use super::example::Example;
use super::network::{Network, Sizes};
use super::param::Random;
use super::substitute::Pool;
use super::{heads, parser};
use crate::text::features::{LISTED, Rows, rows, unlisted};
use crate::text::labels::{Labels, Tag};
use crate::text::lexicon::Lexicon;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Sizes of the layers.
    pub sizes: Sizes,
    /// Passes over the data.
    pub epochs: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Sentences per step.
    pub batch: usize,
    /// Seed of all randomness.
    pub seed: u64,
    /// Weight of the names' loss.
    pub names: f32,
    /// Tags and feature sets seen less often are no labels.
    pub rarest: usize,
}

impl Default for Plan {
    fn default() -> Self {
        let sizes = Sizes { embedding: 48, hidden: 64, parser: 96 };
        Self { sizes, epochs: 15, rate: 0.002, batch: 6, seed: 1, names: 1.0, rarest: 4 }
    }
}

/// Steps until the rate is at its highest.
const WARM_UP: f32 = 200.0;
/// Scale of a batch's gradient, per word.
const GRADIENT: f32 = 10.0;
/// Chance that a sentence hides which corpus it is from.
const HIDE_SOURCE: f32 = 0.3;
/// Chances that a sentence, and a word, hide the lists of names that they stand in.
const HIDE_LISTS: f32 = 0.3;
const HIDE_LISTED: f32 = 0.15;
/// Chance that the parser follows its own choice, once it has learned something.
const EXPLORE: f32 = 0.8;
/// Share of the steps after which weights are averaged, every how many steps, and the decay of the average each time.
const AVERAGED_FROM: f32 = 0.6;
const AVERAGED_EVERY: usize = 20;
const AVERAGE: f32 = 0.98;
/// Longest sentence learned from.
const LONGEST: usize = 150;

/// How an epoch went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// Number of the epoch, from 0.
    pub epoch: usize,
    /// Share of the parser's choices that were wrong.
    pub wrong: f64,
}

/// The labels that the examples use, the commonest first, and the examples' words numbered by them.
pub fn label(examples: &mut [Example], rarest: usize) -> Labels {
    let words = || examples.iter().flat_map(|e| &e.words);
    let tags = frequent(words().filter(|w| !w.xpos.is_empty()).map(|w| (w.upos, w.xpos.clone())), rarest);
    let morphs = frequent(words().filter_map(|w| w.morph.map(|m| super::super::labels::write_morph(&m))), rarest);
    let relations = frequent(words().map(|w| w.relation), 1);
    let by_text: BTreeMap<String, _> =
        words().filter_map(|w| w.morph.map(|m| (super::super::labels::write_morph(&m), m))).collect();
    let labels = Labels { tags, morphs: morphs.iter().map(|m| by_text[m]).collect(), relations };
    number(examples, &labels);
    labels
}

/// The values that occur at least so often, the commonest first.
fn frequent<T: Ord + Clone>(values: impl Iterator<Item = T>, rarest: usize) -> Vec<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let mut counts: Vec<(T, usize)> = counts.into_iter().filter(|(_, n)| *n >= rarest).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().map(|(v, _)| v).collect()
}

/// Numbers the words of examples by labels.
pub fn number(examples: &mut [Example], labels: &Labels) {
    let tags: BTreeMap<&Tag, u16> = labels.tags.iter().zip(0..).collect();
    for word in examples.iter_mut().flat_map(|e| &mut e.words) {
        word.tag = tags.get(&(word.upos, word.xpos.clone())).copied();
        word.features = word.morph.and_then(|m| labels.morphs.iter().position(|l| *l == m)).map(|i| i as u16);
        word.label = labels.relations.iter().position(|r| *r == word.relation).unwrap_or(0) as u16;
    }
}

/// What a training run works with.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// What the network's outputs stand for.
    pub labels: &'a Labels,
    /// The word lists.
    pub lexicon: &'a Lexicon,
    /// Names to put in place of others.
    pub pool: &'a Pool,
}

/// Trains a network. `report` is called after each epoch with the network as it stands.
pub fn train(
    examples: &mut Vec<Example>,
    material: Material,
    plan: &Plan,
    mut report: impl FnMut(&Network, Report),
) -> Network {
    examples.retain(|e| !e.forms.is_empty() && e.forms.len() <= LONGEST);
    examples.iter_mut().for_each(|example| find_rows(example, material.lexicon));
    let mut net = Network::new(plan.sizes, material.labels, plan.seed);
    let mut random = Random::new(plan.seed ^ 0x5eed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let steps = plan.epochs * examples.len().div_ceil(plan.batch);
    let mut step = 0;
    for epoch in 0..plan.epochs {
        random.shuffle(&mut order);
        let mut count = parser::Count::default();
        for batch in order.chunks(plan.batch) {
            let explore = if epoch == 0 { 0.0 } else { EXPLORE };
            let mut words = 0;
            for example in batch.iter().map(|i| &examples[*i]) {
                words += learn(&mut net, material, example, plan, explore, &mut random, &mut count);
            }
            step += 1;
            advance(&mut net, plan, step, steps, words);
        }
        report(&net, Report { epoch, wrong: count.wrong as f64 / count.steps.max(1) as f64 });
    }
    net
}

/// Moves all weights along their gradients.
fn advance(net: &mut Network, plan: &Plan, step: usize, steps: usize, words: usize) {
    let done = step as f32 / steps as f32;
    let rate = plan.rate * (step as f32 / WARM_UP).min(1.0) * (1.0 - done).max(0.01);
    for param in net.all() {
        param.step(rate, GRADIENT / words.max(1) as f32);
        if done > AVERAGED_FROM && step.is_multiple_of(AVERAGED_EVERY) {
            param.remember(AVERAGE);
        }
    }
}

/// Looks up the rows of the example's words.
fn find_rows(example: &mut Example, lexicon: &Lexicon) {
    example.rows = example.forms.iter().enumerate().map(|(i, form)| rows(form, i == 0, lexicon)).collect();
}

/// Rows without what lists of names say: now and then for a whole sentence, now and then for a word, so that names in no
/// list are found as well.
fn hide_lists(rows: &[Rows], random: &mut Random) -> Vec<Rows> {
    let whole = random.unit() < HIDE_LISTS;
    let mut rows = rows.to_vec();
    for row in &mut rows {
        if whole || random.unit() < HIDE_LISTED {
            row[LISTED] = unlisted();
        }
    }
    rows
}

/// Adds the gradients of a sentence, perhaps with other names in it; tells how many words it has.
fn learn(
    net: &mut Network,
    material: Material,
    example: &Example,
    plan: &Plan,
    explore: f32,
    random: &mut Random,
    count: &mut parser::Count,
) -> usize {
    let changed = material.pool.replace(example, random).map(|mut example| {
        find_rows(&mut example, material.lexicon);
        example
    });
    let example = changed.as_ref().unwrap_or(example);
    let source = if random.unit() < HIDE_SOURCE { 0 } else { example.source };
    let encoded = encode(net, &hide_lists(&example.rows, random), source, random);
    let mut d = vec![0f32; encoded.output.len()];
    if !example.words.is_empty() {
        heads::tag(net, material.labels, example, &encoded, &mut d);
        let parsed = parser::parse(net, example, &encoded, explore, random, &mut d);
        count.steps += parsed.steps;
        count.wrong += parsed.wrong;
    }
    if !example.names.is_empty() {
        heads::names(net, example, &encoded, source, plan.names, &mut d);
    }
    encode_back(net, &encoded, d);
    example.forms.len()
}
