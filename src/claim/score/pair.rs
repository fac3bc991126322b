//! Pairs of things that some relation may join, with their features.

use smallvec::SmallVec;

use crate::model::claim::{Claim, Predicate};
use crate::model::mention::MentionIx;
use crate::model::ontology::RelationId;

use super::super::assemble::Found;
use super::feature::{self, Sink};
use super::relations;
use super::sight::{Path, Sight, Thing};

/// A pair of things in one sentence, seen from subject to object.
pub struct Pair<'a> {
    /// The sentence.
    pub sight: &'a Sight<'a>,
    /// Who does or has.
    pub subject: &'a Thing,
    /// The other.
    pub object: &'a Thing,
    /// The way between them.
    pub path: Option<Path>,
    /// The relations that the types allow, as bits.
    pub admitted: u64,
    touching: SmallVec<[Touch; 4]>,
}

/// A claim of a rule that touches a pair: which of the sentence, its relation, and how.
type Touch = (usize, RelationId, Side);

/// A pair as it is learnt from.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The sentence.
    pub sentence: u32,
    /// Mention of the subject.
    pub subject: MentionIx,
    /// Mention of the object.
    pub object: MentionIx,
    /// Features of the pair, as hashes.
    pub common: Vec<u32>,
    /// The relations it may have.
    pub options: Vec<Choice>,
}

/// One relation that a pair may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The relation.
    pub relation: RelationId,
    /// What the words of the sentence say of it, as hashes.
    pub words: Vec<u32>,
    /// What the rules say of it, as hashes.
    pub rules: Vec<u32>,
    /// Whether a rule claims it.
    pub ruled: bool,
}

/// Calls `take` for every pair that some relation may join.
pub fn each<'a>(sight: &'a Sight<'a>, mut take: impl FnMut(&Pair<'a>)) {
    let admitted = &sight.found.extractor.scorer.admitted;
    for (i, subject) in sight.things.iter().enumerate() {
        let mut ways = None;
        for (j, object) in sight.things.iter().enumerate() {
            let bits = admitted.between(subject.label, object.label, i < j);
            if bits == 0 || subject.group == object.group {
                continue;
            }
            let ways = ways.get_or_insert_with(|| sight.ways(subject.node));
            take(&Pair::new(sight, subject, object, ways.to(object.node), bits));
        }
    }
    if let Some(far) = &sight.in_mind {
        each_with(sight, far, take);
    }
}

/// Calls `take` for every pair of a thing of the sentence with the company in mind.
fn each_with<'a>(sight: &'a Sight<'a>, far: &'a Thing, mut take: impl FnMut(&Pair<'a>)) {
    let admitted = &sight.found.extractor.scorer.admitted;
    for near in &sight.things {
        for (subject, object, first) in [(far, near, true), (near, far, false)] {
            let bits = admitted.between(subject.label, object.label, first);
            if bits != 0 {
                take(&Pair::new(sight, subject, object, None, bits));
            }
        }
    }
}

/// Every pair of a sentence, with its features.
pub fn samples(found: &Found) -> Vec<Sample> {
    let sight = Sight::new(found);
    let mut samples = Vec::new();
    each(&sight, |pair| samples.push(sample(pair)));
    samples
}

fn sample(pair: &Pair) -> Sample {
    let mut common = Vec::new();
    feature::common(pair, &mut common);
    let options = relations(pair.admitted).map(|relation| {
        let (mut words, mut rules) = (Vec::new(), Vec::new());
        feature::by_words(pair, relation, &mut words);
        feature::by_rules(pair, relation, &mut rules);
        Choice { relation, words, rules, ruled: pair.ruled(relation) }
    });
    Sample {
        sentence: pair.sight.found.sentence,
        subject: pair.subject.mention,
        object: pair.object.mention,
        common,
        options: options.collect(),
    }
}

/// What a rule claims of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The same subject and object.
    Straight,
    /// Subject and object changed.
    Turned,
    /// The same subject, another object.
    Subject,
    /// The same object, another subject.
    Object,
}

impl<'a> Pair<'a> {
    fn new(sight: &'a Sight<'a>, subject: &'a Thing, object: &'a Thing, path: Option<Path>, admitted: u64) -> Self {
        let mut pair = Self { sight, subject, object, path, admitted, touching: SmallVec::new() };
        let claims = sight.found.claims.iter().enumerate();
        pair.touching = claims.filter_map(|(at, claim)| pair.touch(claim).map(|(r, side)| (at, r, side))).collect();
        pair
    }
}

impl Pair<'_> {
    /// The claims of rules that touch the pair, and how.
    pub fn claims(&self) -> impl Iterator<Item = (&Claim, RelationId, Side)> {
        self.touching.iter().map(|(at, relation, side)| (&self.sight.found.claims[*at], *relation, *side))
    }

    /// The numbers of the claims of rules that say this relation of the pair.
    pub fn claiming(&self, relation: RelationId) -> impl Iterator<Item = usize> {
        let symmetric = self.sight.found.extractor.ontology.relation(relation).symmetric;
        let says = move |side| side == Side::Straight || symmetric && side == Side::Turned;
        self.touching.iter().filter(move |(_, r, side)| *r == relation && says(*side)).map(|(at, ..)| *at)
    }

    /// How a claim touches the pair, if it does.
    fn touch(&self, claim: &Claim) -> Option<(RelationId, Side)> {
        let Predicate::Relation { relation, object, .. } = &claim.predicate else { return None };
        Some((*relation, self.side(claim.subject, *object)?))
    }

    fn side(&self, subject: MentionIx, object: MentionIx) -> Option<Side> {
        let same = |thing: &Thing, mention| self.sight.found.same(thing.mention, mention);
        match (same(self.subject, subject), same(self.object, object)) {
            (true, true) => Some(Side::Straight),
            (true, false) => Some(Side::Subject),
            (false, true) => Some(Side::Object),
            (false, false) => (same(self.subject, object) && same(self.object, subject)).then_some(Side::Turned),
        }
    }

    /// Whether no word of the sentence speaks for a relation, and no rule claims it of anything in the pair.
    pub fn unsaid(&self, relation: RelationId) -> bool {
        self.sight.spoken >> relation.0 & 1 == 0 && self.touching.iter().all(|(_, r, _)| *r != relation)
    }

    /// Whether a rule claims the relation of the pair.
    pub fn ruled(&self, relation: RelationId) -> bool {
        self.claiming(relation).next().is_some()
    }

    /// The end that stands in the sentence and its side, where the other is only in mind.
    pub fn near(&self) -> Option<(&'static str, &Thing)> {
        let far = self.sight.in_mind.as_ref()?.node;
        match (self.subject.node == far, self.object.node == far) {
            (true, _) => Some(("o", self.object)),
            (_, true) => Some(("s", self.subject)),
            _ => None,
        }
    }

    /// Whether the subject stands first.
    pub fn forward(&self) -> bool {
        (self.subject.extent.start, self.subject.node) < (self.object.extent.start, self.object.node)
    }

    /// Subject and object in the order of the text.
    pub fn in_order(&self) -> (&Thing, &Thing) {
        if self.forward() { (self.subject, self.object) } else { (self.object, self.subject) }
    }
}

/// Features as hashes, put straight into a list.
impl Sink for Vec<u32> {
    fn put(&mut self, template: &'static str, parts: &[&str]) {
        self.push(feature::hash(template, parts));
    }
}
