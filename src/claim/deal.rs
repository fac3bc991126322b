//! What a text says of a deal in sentences that do not name its parties: what it costs (`Der Kaufpreis beträgt …`,
//! `Dafür gibt der Konzern … aus`, `Der Vertrag hat einen Wert von …`) and that it is still to come (`Die Kartellbehörden müssen noch zustimmen`, `The deal is
//! expected to close in May`).
//!
//! A headline tells in the present tense what the text below announces; where the text says more, the text counts.

use crate::model::claim::{Attributes, Claim, Evidence, Predicate, Status};
use crate::model::mention::{MentionKind, Quantity};
use crate::model::ontology::{Ontology, RelationId};
use crate::model::text::{Tense, Upos};

use super::bridging::{Parties, parties};
use super::graph::NodeIx;
use super::normalise::{Building, clause};
use super::{Input, attribute, status};

/// What a claim that takes its sum from a sentence without parties is said to be found by.
const FINDER: &str = "price of the deal";

/// What a company may lay out money for, told a sentence before.
const OUTLAYS: [&str; 2] = ["INVESTS_IN", "BUILDS"];

/// What a contract may be worth money for.
const CONTRACTS: [&str; 1] = ["SUPPLIES"];

/// How many sentences behind it an outlay may be told.
const NEXT: u32 = 3;

/// How many sentences behind the deal its price may be told, and how many before it.
const BEHIND: u32 = 6;
const BEFORE: u32 = 2;

/// Smaller sums are prices of shares.
const SMALLEST: f64 = 1e5;

/// Relations that a headline tells as done while they are only announced.
const ANNOUNCED: [&str; 5] = ["ACQUIRES", "BUILDS", "FOUNDS", "INVESTS_IN", "PARTNERS_WITH"];

/// What the sentences of a document say of its deals.
#[derive(Clone, Debug, Default)]
pub struct Deals {
    sums: Vec<Sum>,
    pending: bool,
    /// Whether a sentence tells when something that is built is to be begun or finished.
    rising: bool,
    /// The last sentence that spoke of a deal.
    last: Option<u32>,
    /// Sentences told in the present tense.
    present: Vec<u32>,
}

/// A sum that a sentence gives without saying of what.
#[derive(Clone, Debug)]
struct Sum {
    evidence: Evidence,
    sum: Attributes,
    /// What the sentence says of it, where it is not simply so.
    status: Status,
    of: Payment,
}

/// What a sum is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Payment {
    /// A company or stake: its price.
    Price,
    /// What was told before: `dafür`.
    Outlay,
    /// Goods: what a contract is worth.
    Contract,
}

impl Payment {
    /// The relations that such a sum may be that of, and how many sentences behind and before them it may be told.
    fn scope(self) -> (&'static [&'static str], (u32, u32)) {
        match self {
            Self::Price => (&["ACQUIRES"], (BEHIND, BEFORE)),
            Self::Outlay => (&OUTLAYS, (NEXT, 0)),
            Self::Contract => (&CONTRACTS, (NEXT, 1)),
        }
    }
}

impl Deals {
    /// Takes note of a sentence.
    pub fn note(&mut self, b: &Building, input: &Input, sentence: u32) {
        self.sums.extend(sum(b, input, sentence));
        let deal = (0..b.len()).any(|t| b.words.is_in("deal", &b.graph.node(t).lemma));
        let goes_on = self.last.is_some_and(|last| last + 1 == sentence) && b.words.is_in("it", &opening(b));
        self.pending |= (deal || goes_on) && is_pending(b);
        self.rising |= is_rising(b);
        if deal {
            self.last = Some(sentence);
        }
        if is_present(b) {
            self.present.push(sentence);
        }
    }

    /// Adds prices to deals that have none, and puts off what is told as done but still to come.
    pub fn complete(&self, claims: &mut Vec<Claim>, input: &Input, ontology: &Ontology) {
        let Some(acquires) = ontology.relation_id("ACQUIRES") else { return };
        for sum in &self.sums {
            let (names, reach) = sum.of.scope();
            let relations = ontology.relation_ids(names);
            let deals = deals_of(claims, input, &relations, sum.evidence.sentence, reach);
            let summed: Vec<Claim> = deals.into_iter().map(|deal| with_sum(deal, sum)).collect();
            claims.extend(summed);
        }
        self.put_off(claims, input, ontology, acquires);
    }

    fn put_off(&self, claims: &mut [Claim], input: &Input, ontology: &Ontology, acquires: RelationId) {
        let builds = ontology.relation_id("BUILDS");
        let announced = ontology.relation_ids(&ANNOUNCED);
        let ahead: Vec<(Parties, Status)> = claims
            .iter()
            .filter(|c| matches!(c.status, Status::Planned | Status::Negotiated))
            .filter_map(|c| Some((parties(c, input)?, c.status)))
            .collect();
        for claim in claims {
            let Some(said) = parties(claim, input).filter(|said| announced.contains(&said.relation)) else {
                continue;
            };
            if claim.status != Status::Actual || !self.present.contains(&claim.evidence.sentence) {
                continue;
            }
            let elsewhere = ahead.iter().find(|(other, _)| *other == said).map(|(_, status)| *status);
            // `X baut ein Werk`, says the headline of what X is to build by the text.
            let headline = claim.evidence.sentence == 0 && Some(said.relation) == builds;
            let builder = |other: &Parties| other.relation == said.relation && other.subject == said.subject;
            let elsewhere = elsewhere.or_else(|| {
                let told = ahead.iter().find(|(other, _)| headline && said.subject.is_some() && builder(other));
                told.map(|(_, status)| *status)
            });
            let open = self.pending && said.relation == acquires || self.rising && Some(said.relation) == builds;
            let pending = open.then_some(Status::Planned);
            claim.status = elsewhere.or(pending).unwrap_or(claim.status);
        }
    }
}

/// The deals that a sum told in a sentence is that of: those last spoken of before it, else those spoken of next, within
/// `reach`, where the text gives them no sum.
fn deals_of<'a>(
    claims: &'a [Claim],
    input: &Input,
    relations: &[RelationId],
    sentence: u32,
    (behind, before): (u32, u32),
) -> Vec<&'a Claim> {
    let deals: Vec<&Claim> = claims
        .iter()
        .filter(|c| c.status != Status::Denied)
        .filter(|c| parties(c, input).is_some_and(|said| relations.contains(&said.relation)))
        .collect();
    let at = |c: &&Claim| c.evidence.sentence;
    let last = deals.iter().map(at).filter(|at| *at <= sentence && at + behind >= sentence).max();
    let next = || deals.iter().map(at).filter(|at| *at > sentence && *at <= sentence + before).min();
    let Some(place) = last.or_else(next) else { return Vec::new() };
    let summed: Vec<_> = deals.iter().filter(|c| has_sum(c)).filter_map(|c| parties(c, input)).collect();
    let open = |c: &&Claim| parties(c, input).is_some_and(|said| !summed.contains(&said));
    deals.into_iter().filter(|c| c.evidence.sentence == place).filter(open).collect()
}

fn has_sum(claim: &Claim) -> bool {
    matches!(&claim.predicate, Predicate::Relation { attributes, .. } if attributes.contains_key("amount"))
}

/// The claim of a deal as the sentence with its price says it.
fn with_sum(deal: &Claim, sum: &Sum) -> Claim {
    let mut claim = deal.clone();
    if let Predicate::Relation { attributes, .. } = &mut claim.predicate {
        attributes.extend(sum.sum.clone());
    }
    // What is not told or no longer valid of a sum does not make its deal so.
    if !matches!(sum.status, Status::Actual | Status::Denied | Status::Ended) {
        claim.status = sum.status;
    }
    claim.rule = FINDER.to_owned();
    claim.evidence = sum.evidence.clone();
    claim
}

/// The sum that a sentence gives as the price of a deal, as laid out for one or as the worth of a contract.
fn sum(b: &Building, input: &Input, sentence: u32) -> Option<Sum> {
    let sums: Vec<NodeIx> = (0..b.len()).filter(|n| b.graph.at(*n) == *n && is_sum(b, *n)).collect();
    let alone = sums.len() == 1;
    let (node, of) = sums.into_iter().find_map(|node| Some((node, payment(b, node, alone)?)))?;
    let MentionKind::Quantity(quantity) = &b.mention(node)?.kind else { return None };
    let verb = b.clause_verb(b.graph.node(node).token).filter(|t| b.token(*t).upos == Upos::Verb);
    let status = verb.map(|verb| status::of(b, input, b.graph.at(verb), None)).unwrap_or_default();
    let evidence = Evidence { sentence, span: b.sentence.span };
    Some(Sum { evidence, sum: attribute::of_quantity(quantity), status, of })
}

/// What a sum is paid for, as far as the sentence says; `alone`: it has no other sum.
fn payment(b: &Building, node: NodeIx, alone: bool) -> Option<Payment> {
    // `Der Preis wurde nicht genannt, Insider sprechen von …`
    let priced = alone && (0..b.len()).any(|t| b.words.is_in("price", &b.graph.node(t).lemma));
    if is_price(b, node) || priced && !attribute::is_of_another_thing(b, node) {
        return Some(Payment::Price);
    }
    let named = alone && (0..b.len()).any(|t| b.words.is_in("contract-value", &b.graph.node(t).lemma));
    let worth = named || has(b, node, "contract") && has(b, node, "valued");
    let contract = worth.then_some(Payment::Contract);
    contract.or_else(|| has(b, node, "therefor").then_some(Payment::Outlay))
}

/// Whether a node is a sum of money that may be the price of a company.
fn is_sum(b: &Building, node: NodeIx) -> bool {
    let kind = b.mention(node).map(|m| &m.kind);
    matches!(kind, Some(MentionKind::Quantity(Quantity::Money { amount, .. })) if *amount >= SMALLEST)
}

/// The first word of a sentence.
fn opening(b: &Building) -> String {
    b.token(0).lower().to_string()
}

/// Whether the clause of a sum says that it is the price of a deal, or the sentence is no more than `for $3bn`.
fn is_price(b: &Building, node: NodeIx) -> bool {
    let deal = has(b, node, "deal");
    let stake = has(b, node, "portion") && has(b, node, "pays");
    let paid = has(b, node, "price") || stake || deal && (has(b, node, "weak-price") || has(b, node, "valued"));
    let verb = (0..b.len()).any(|t| matches!(b.token(t).upos, Upos::Verb | Upos::Aux));
    let first = matches!(b.token(0).form.as_str(), "Für" | "For") && b.extent(node).start <= 2;
    !attribute::is_of_another_thing(b, node) && (paid || first && !verb)
}

/// Whether a word of that list stands in the clause of a node.
fn has(b: &Building, node: NodeIx, list: &str) -> bool {
    let here = b.graph.node(node).token;
    (0..b.len()).any(|t| b.share_clause(t, here) && b.words.is_in(list, &b.graph.node(t).lemma))
}

/// Whether a sentence says that something is still to be closed or approved.
fn is_pending(b: &Building) -> bool {
    let ends = |t: &u32| {
        let lemma = &b.graph.node(*t).lemma;
        b.words.is_in("completion", lemma) || b.words.is_in("approval", lemma)
    };
    (0..b.len()).filter(ends).any(|t| has(b, t, "open"))
}

/// `Die Inbetriebnahme ist für 2027 geplant`, `Baubeginn soll im Herbst sein`.
fn is_rising(b: &Building) -> bool {
    let begins = |t: &u32| b.words.is_in("stage-of-building", &b.graph.node(*t).lemma);
    let planned = |t: u32| b.words.status(&b.graph.node(t).lemma) == Some(Status::Planned);
    (0..b.len()).filter(begins).any(|t| (0..b.len()).any(|other| b.share_clause(t, other) && planned(other)))
}

/// Whether a sentence is told in the present tense, without an auxiliary of the past.
fn is_present(b: &Building) -> bool {
    let finite = || b.sentence.tokens.iter().filter(|t| clause::is_finite(t));
    let past = finite().any(|t| t.morph.tense == Tense::Past || t.upos == Upos::Aux);
    !past && finite().any(|t| t.upos == Upos::Verb)
}
