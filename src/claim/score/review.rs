//! What the scorer makes of a sentence: claims of rules get their confidence or are dropped, others are added.

use crate::model::claim::{Claim, Predicate, Scalar, Status};
use crate::model::ontology::RelationId;

use super::super::assemble::Found;
use super::super::graph::{Labels, NodeIx, Role};
use super::super::{attribute, status};
use super::end_feature;
use super::feature::{self, Sink};
use super::pair::{self, Pair, Side};
use super::sight::Sight;
use super::weights::{Row, Weights};
use super::{PREFIX, Scorer, relations, veto};

/// The highest confidence that is given: no reading is certain.
const SUREST: f32 = 0.99;

/// How far above a thing a word may stand that speaks for its relation.
const ABOVE: usize = 3;

/// What the scorer thinks of the claims of one sentence.
#[derive(Debug, Default)]
struct Verdict {
    /// Probability of each claim of the rules, where it was scored.
    ruled: Vec<Option<f32>>,
    /// Column of each.
    columns: Vec<usize>,
    /// Claims that no rule found, the best pair for each.
    added: Vec<Added>,
}

#[derive(Debug)]
struct Added {
    groups: (usize, usize),
    relation: RelationId,
    probability: f32,
    claim: Claim,
}

/// Reviews the claims that rules found in a sentence.
pub fn review(found: &mut Found) {
    let scorer = &found.extractor.scorer;
    let Some(weights) = &scorer.weights else { return };
    if found.b.here.len() < 2 && found.claims.is_empty() && found.b.in_mind.is_none() {
        return;
    }
    let verdict = judge(found, scorer, weights);
    let mut at = 0;
    found.claims.retain_mut(|claim| {
        let (probability, column) = (verdict.ruled[at], verdict.columns[at]);
        at += 1;
        let Some(probability) = probability else { return true };
        claim.confidence = rounded(probability);
        probability >= weights.columns()[column].drop
    });
    found.claims.extend(verdict.added.into_iter().map(|a| a.claim));
}

/// A probability as a confidence: two digits.
fn rounded(probability: f32) -> f32 {
    (probability.min(SUREST) * 100.0).round() / 100.0
}

fn judge(found: &Found, scorer: &Scorer, weights: &Weights) -> Verdict {
    let sight = Sight::new(found);
    let count = found.claims.len();
    let mut verdict = Verdict { ruled: vec![None; count], columns: vec![0; count], added: Vec::new() };
    let (mut features, mut alone) = (Vec::new(), Alone::new(&sight, weights));
    pair::each(&sight, |pair| {
        let sums = alone.sums(pair, &mut features);
        let mut own = |relation| {
            features.clear();
            feature::by_words(pair, relation, &mut features);
            feature::by_rules(pair, relation, &mut features);
            weights.sums(&features)
        };
        let mut of_unsaid = None;
        for relation in relations(pair.admitted) {
            // What nothing says is said of no relation in another way than of the next.
            let own = match pair.unsaid(relation) {
                true => *of_unsaid.get_or_insert_with(|| own(relation)),
                false => own(relation),
            };
            let Some(probability) = scorer.probability(weights, &sums, &own, relation) else { continue };
            judge_one((scorer, weights), pair, relation, probability, &mut verdict);
        }
    });
    verdict
}

/// Sums over what is told of the sentence and of each end by itself, as subject and as object.
struct Alone<'a> {
    sight: &'a Sight<'a>,
    weights: &'a Weights,
    sentence: Option<Row>,
    ends: Vec<[Option<Row>; 2]>,
}

impl<'a> Alone<'a> {
    fn new(sight: &'a Sight<'a>, weights: &'a Weights) -> Self {
        Self { sight, weights, sentence: None, ends: vec![[None; 2]; sight.things.len()] }
    }

    /// The sums over a pair's features, for which `features` has room.
    fn sums(&mut self, pair: &Pair, features: &mut Vec<u32>) -> Row {
        let (sight, weights) = (self.sight, self.weights);
        let mut summed = |tell: &dyn Fn(&mut Vec<u32>)| {
            features.clear();
            tell(features);
            weights.sums(features)
        };
        if pair.near().is_some() {
            return summed(&|out| feature::common(pair, out));
        }
        let mut sums = summed(&|out| feature::of_both(pair, out));
        let sentence = self.sentence.get_or_insert_with(|| summed(&|out| end_feature::of_sentence(sight, out)));
        add_row(sentence, &mut sums);
        for (side, thing) in [pair.subject, pair.object].into_iter().enumerate() {
            let name = end_feature::SIDES[side];
            let end = &mut self.ends[thing.place][side];
            add_row(end.get_or_insert_with(|| summed(&|out| end_feature::of_end(sight, name, thing, out))), &mut sums);
        }
        sums
    }
}

fn add_row(row: &Row, sums: &mut Row) {
    sums.iter_mut().zip(row).for_each(|(sum, part)| *sum += part);
}

fn judge_one(
    (scorer, weights): (&Scorer, &Weights),
    pair: &Pair,
    relation: RelationId,
    probability: f32,
    verdict: &mut Verdict,
) {
    let Some(column) = scorer.columns.get(relation.0 as usize).copied().flatten() else { return };
    let mut ruled = false;
    for i in pair.claiming(relation) {
        ruled = true;
        verdict.columns[i] = column;
        verdict.ruled[i] = Some(verdict.ruled[i].map_or(probability, |p| p.max(probability)));
    }
    if !ruled && probability >= weights.columns()[column].add && !veto::forbids(pair, relation) {
        add(pair, relation, probability, verdict);
    }
}

/// Adds a claim, or puts it in the place of a less likely one that says the same.
fn add(pair: &Pair, relation: RelationId, probability: f32, verdict: &mut Verdict) {
    let groups = (pair.subject.group, pair.object.group);
    let known = verdict.added.iter_mut().find(|a| a.groups == groups && a.relation == relation);
    if known.as_ref().is_some_and(|a| a.probability >= probability) {
        return;
    }
    let claim = claim(pair, relation, probability);
    if pair.claims().any(|(ruled, _, side)| side == Side::Straight && tells_office_again(ruled, &claim)) {
        return;
    }
    let added = Added { groups, relation, probability, claim };
    match known {
        Some(place) => *place = added,
        None => verdict.added.push(added),
    }
}

/// Whether a rule claims the very office of a scored claim of the same two, as a relation of its own: who leads a house by
/// it does not work there beside.
fn tells_office_again(ruled: &Claim, scored: &Claim) -> bool {
    role(ruled).is_some_and(|office| role(scored) == Some(office))
}

fn role(claim: &Claim) -> Option<&Scalar> {
    match &claim.predicate {
        Predicate::Relation { attributes, .. } => attributes.get("role"),
        Predicate::Attribute { .. } => None,
    }
}

/// The claim of a pair, with status and attributes as a rule's would have them.
fn claim(pair: &Pair, relation: RelationId, probability: f32) -> Claim {
    let found = pair.sight.found;
    let kind = found.extractor.ontology.relation(relation);
    let ends = (pair.subject.node, pair.object.node);
    let trigger = trigger(pair, relation);
    let mut attributes = attribute::of_title(found.b, &kind.attributes, office(pair, relation));
    attribute::attach(found.b, &kind.attributes, trigger, ends, &mut attributes);
    for (name, value) in attribute::of_title(found.b, &kind.attributes, title(pair)) {
        attributes.entry(name).or_insert(value);
    }
    let status = status_of(pair, relation, trigger);
    let predicate = Predicate::Relation { relation, object: pair.object.mention, attributes };
    let name = format!("{PREFIX}{}", kind.name);
    let mut claim = found.claim(&name, pair.subject.mention, predicate, status, trigger, Some(pair.object.mention));
    claim.confidence = rounded(probability);
    claim
}

fn status_of(pair: &Pair, relation: RelationId, trigger: NodeIx) -> Status {
    let found = pair.sight.found;
    let name = found.extractor.ontology.relation(relation).name.as_str();
    if let Some(status) = status::of_leaver(found.b, name, pair.subject.node, pair.object.node) {
        return status;
    }
    if speaks(pair, relation, trigger) {
        return status::of(found.b, found.input, trigger, None);
    }
    status::on_the_way(found.b, found.input, trigger, &way(pair))
}

/// Whether a word speaks for a relation.
fn speaks(pair: &Pair, relation: RelationId, node: NodeIx) -> bool {
    pair.sight.speaks[node as usize] >> relation.0 & 1 == 1
}

/// The words that both things hang on, and those on the way between them.
fn way(pair: &Pair) -> Vec<NodeIx> {
    let graph = &pair.sight.found.b.graph;
    let both = super::graph_feature::governors(pair).map(|(node, ..)| node);
    let one = pair.near().into_iter().flat_map(|(_, near)| graph.reaching(near.node).iter().map(|(_, node)| *node));
    let above = both.chain(one);
    let inner = pair.path.iter().flat_map(|p| p.inner.iter().copied());
    above.chain(inner).filter(|n| pair.sight.found.b.graph.node(*n).mention.is_none()).collect()
}

/// The node that the statement hangs on: a word that speaks for the relation, on the way between the two or above one of
/// them; else a verb or noun on the way.
fn trigger(pair: &Pair, relation: RelationId) -> NodeIx {
    let graph = &pair.sight.found.b.graph;
    let nodes = way(pair);
    let speaks = |node: &NodeIx| speaks(pair, relation, *node);
    let verb = |node: &NodeIx| graph.node(*node).labels.meets(Labels::VERB);
    let best = nodes.iter().copied().find(|n| speaks(n));
    let best =
        best.or_else(|| [pair.object.node, pair.subject.node].into_iter().find_map(|end| above(pair, end, speaks)));
    let best = best.or_else(|| nodes.iter().copied().find(|n| verb(n))).or(nodes.first().copied());
    let end = pair.near().map_or(pair.object, |(_, near)| near);
    best.unwrap_or(graph.node(end.node).token)
}

/// The nearest word above a thing in the tree that `speaks`.
fn above(pair: &Pair, thing: NodeIx, speaks: impl Fn(&NodeIx) -> bool) -> Option<NodeIx> {
    let b = pair.sight.found.b;
    let mut at = b.graph.node(thing).token;
    for _ in 0..ABOVE {
        at = b.token(at).head?;
        let node = b.graph.at(at);
        if speaks(&node) && b.graph.node(node).mention.is_none() {
            return Some(node);
        }
    }
    None
}

/// Of several offices of a person the one that speaks for a relation: the second of `founder and chief executive`.
fn office(pair: &Pair, relation: RelationId) -> Option<NodeIx> {
    let graph = &pair.sight.found.b.graph;
    let named: Vec<NodeIx> = graph.back(pair.subject.node, Role::Is).collect();
    let others = |node: NodeIx| graph.follow(node, Role::Conj).chain(graph.back(node, Role::Conj)).collect::<Vec<_>>();
    let joined: Vec<NodeIx> = named.iter().flat_map(|node| others(*node)).collect();
    if joined.is_empty() || title(pair).is_none() {
        return None;
    }
    let common = |node: &NodeIx| graph.node(*node).mention.is_none() && speaks(pair, relation, *node);
    // `chairman` says less of other relations than `executive`.
    let spoken = |node: &NodeIx| pair.sight.speaks[*node as usize].count_ones();
    named.into_iter().chain(joined).filter(common).min_by_key(spoken)
}

/// The noun that says what a person is: `Chef` in `OpenAI-Chef Sam Altman`.
fn title(pair: &Pair) -> Option<NodeIx> {
    let b = pair.sight.found.b;
    if !b.graph.node(pair.subject.node).labels.meets(b.words.person) {
        return None;
    }
    let named = b.graph.back(pair.subject.node, Role::Is);
    let inner = pair.path.iter().flat_map(|p| p.inner.iter().copied());
    named.chain(inner).find(|n| !b.is_entity(*n) && b.words.is_relational(&b.graph.node(*n).lemma))
}

/// One feature of a scored pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The feature, with its parts.
    pub feature: String,
    /// What it weighs; above zero it speaks for the relation.
    pub weight: f32,
}

/// Features kept as text.
#[derive(Default)]
struct Texts(Vec<(u32, String)>);

impl Sink for Texts {
    fn put(&mut self, template: &'static str, parts: &[&str]) {
        let hash = feature::hash(template, parts);
        self.0.push((hash, format!("{template}({})", parts.join(", "))));
    }
}

/// The features of a claim's pair that weigh most, heaviest first.
pub fn reasons(found: &Found, claim: &Claim) -> Vec<Reason> {
    let Predicate::Relation { relation, object, .. } = claim.predicate else { return Vec::new() };
    let scorer = &found.extractor.scorer;
    let column = scorer.columns.get(relation.0 as usize).copied().flatten();
    let (Some(weights), Some(column)) = (&scorer.weights, column) else { return Vec::new() };
    let sight = Sight::new(found);
    let mut reasons = Vec::new();
    pair::each(&sight, |pair| {
        if (pair.subject.mention, pair.object.mention) == (claim.subject, object) {
            reasons = reasons_of(pair, relation, weights, column);
        }
    });
    reasons
}

fn reasons_of(pair: &Pair, relation: RelationId, weights: &Weights, column: usize) -> Vec<Reason> {
    let (mut common, mut own) = (Texts::default(), Texts::default());
    feature::common(pair, &mut common);
    feature::by_words(pair, relation, &mut own);
    feature::by_rules(pair, relation, &mut own);
    let sums = weights.sums(&common.0.iter().map(|(hash, _)| *hash).collect::<Vec<_>>());
    let of_pair = |(hash, feature)| Reason { feature, weight: weights.weight(column, hash, &sums) };
    let of_relation = |(hash, feature)| Reason { feature, weight: weights.own_weight(column, hash) };
    let mut reasons: Vec<Reason> = common.0.into_iter().map(of_pair).collect();
    reasons.extend(own.0.into_iter().map(of_relation));
    reasons.retain(|r| r.weight != 0.0);
    reasons.sort_by(|a, z| z.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&z.feature)));
    reasons.dedup();
    reasons
}
