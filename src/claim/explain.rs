//! Why a claim was found, and why another was not: rules with their bindings, and how far the nearest rules came.

use std::collections::BTreeSet;

use crate::model::claim::{Claim, Predicate};
use crate::model::ontology::RelationId;

use super::assemble;
use super::normalise::Building;
use super::rule::{self, Bindings, Rule, Step, Template, Way};
use super::{Extractor, Input, score};

/// A rule that fits a sentence, with what its variables are bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The rule.
    pub rule: String,
    /// The file it stands in.
    pub file: String,
    /// Variable and words, in the order of the rule.
    pub bindings: Vec<(String, String)>,
}

/// A rule that might have found a relation in a sentence, and what kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The rule.
    pub rule: String,
    /// The file it stands in.
    pub file: String,
    /// The word it hangs on.
    pub word: String,
    /// How many of its edges were found, and how many there are.
    pub found: (usize, usize),
    /// What was missing, as the rule writes it; empty where everything fits.
    pub missing: String,
}

/// At most this many near rules are told.
const TOLD: usize = 8;

impl Extractor {
    /// The rules behind a claim, with their bindings.
    pub fn why(&self, input: &Input, claim: &Claim) -> Vec<Fit> {
        let Some(b) = self.sentence_graph(input, claim.evidence.sentence) else { return Vec::new() };
        let mut fits = Vec::new();
        assemble::fits(self, &b, |rule, bound| {
            if rule.name.as_ref() == claim.rule && binds_subject(&b, rule, bound, claim) {
                fits.push(fit(&b, rule, bound));
            }
        });
        fits.extend(self.by_scorer(input, claim));
        fits
    }

    /// The scorer's strongest features, where it found the claim.
    fn by_scorer(&self, input: &Input, claim: &Claim) -> Option<Fit> {
        score::is_scored(claim).then(|| {
            let reasons = self.reasons(input, claim).into_iter().take(TOLD);
            let bindings = reasons.map(|r| (r.feature, format!("{:+.2}", r.weight))).collect();
            Fit { rule: claim.rule.clone(), file: score::FILE.to_owned(), bindings }
        })
    }

    /// The names of all rules that claim something in a document, in the order of the alphabet: two rules may say the
    /// same, and [`Extractor::extract`] keeps one claim of them.
    pub fn rules_that_claim(&self, input: &Input) -> BTreeSet<String> {
        let sentences = 0..input.sentences.len() as u32;
        let graphs = sentences.filter_map(|s| Some((s, self.sentence_graph(input, s)?)));
        graphs.flat_map(|(s, b)| assemble::claiming(self, input, &b, s)).collect()
    }

    /// The rules that come nearest to finding `relation` in a sentence, and what they miss.
    pub fn why_not(&self, input: &Input, sentence: u32, relation: RelationId) -> Vec<Near> {
        let Some(b) = self.sentence_graph(input, sentence) else { return Vec::new() };
        let mut near = Vec::new();
        for (ix, node) in assemble::candidates(self, &b) {
            let rule = &self.rules.rules[ix as usize];
            if rule.claims.iter().any(|c| matches!(c, Template::Relation { relation: r, .. } if *r == relation)) {
                near.extend(rule::progress(&b, rule, node).map(|p| self.near(&b, rule, &p)));
            }
        }
        near.sort_by_key(|n| std::cmp::Reverse(n.found.0 * 100 / n.found.1.max(1)));
        near.dedup();
        near.truncate(TOLD);
        near
    }

    fn near(&self, b: &Building, rule: &Rule, progress: &rule::Progress) -> Near {
        let missing = match rule.steps.get(progress.steps) {
            Some(step) => step_text(rule, step),
            None if progress.filtered => "WHERE".to_owned(),
            None => String::new(),
        };
        let word = b.token(b.graph.node(progress.anchor).token).form.to_string();
        let found = (progress.steps, progress.of);
        Near { rule: rule.name.to_string(), file: rule.file.to_string(), word, found, missing }
    }
}

/// Whether a fit is about the subject and object of a claim.
fn binds_subject(b: &Building, rule: &Rule, bound: &Bindings, claim: &Claim) -> bool {
    let mention = |slot: u8| bound[slot as usize].and_then(|n| b.graph.node(n).mention);
    rule.claims.iter().any(|template| match (template, &claim.predicate) {
        (Template::Relation { subject, object, .. }, Predicate::Relation { object: o, .. }) => {
            mention(*subject) == Some(claim.subject) && mention(*object) == Some(*o)
        }
        (Template::Attribute { subject, .. }, Predicate::Attribute { .. }) => mention(*subject) == Some(claim.subject),
        _ => false,
    })
}

/// A fit in words; variables without a name are left out.
fn fit(b: &Building, rule: &Rule, bound: &Bindings) -> Fit {
    let named = rule.slots.iter().enumerate().filter(|(_, name)| !name.starts_with(' '));
    let bindings = named.filter_map(|(i, name)| Some((name.clone(), words(b, (*bound.get(i)?)?)))).collect();
    Fit { rule: rule.name.to_string(), file: rule.file.to_string(), bindings }
}

/// The words of a node.
fn words(b: &Building, node: u32) -> String {
    match b.mention(node) {
        Some(mention) => mention.name.clone(),
        None => b.token(b.graph.node(node).token).form.to_string(),
    }
}

/// An edge as the rule writes it: `(v)-[:in]->(what)`.
fn step_text(rule: &Rule, step: &Step) -> String {
    let name = |slot: u8| {
        rule.slots.get(slot as usize).map_or("", |s| s.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()))
    };
    let roles: Vec<&str> = step.roles.iter().map(|r| r.name()).collect();
    let (left, right) = match step.way {
        Way::Out => ("-", "->"),
        Way::In => ("<-", "-"),
        Way::Either => ("-", "-"),
    };
    format!("({}){left}[:{}]{right}({})", name(step.from), roles.join("|"), name(step.to))
}
