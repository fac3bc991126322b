//! Which relations a word speaks for, as the rules have it: every word that a rule asks for, and what it claims.

use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::super::rule::{Rule, Rules, Slot, Template};
use super::super::words::{self, Ends};
use super::MAX_RELATIONS;

/// Word, or ending of a compound → relations, as bits.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    words: FxHashMap<CompactString, u64>,
    endings: FxHashMap<CompactString, u64>,
    ends: Ends,
}

impl Triggers {
    /// The words of these rules.
    pub fn new(rules: &Rules) -> Self {
        let mut triggers = Self::default();
        for rule in &rules.rules {
            let bits = claimed(rule);
            for set in matched(rule).filter_map(|slot| rule.tests[slot as usize].lemma.as_ref()) {
                set.words().for_each(|w| *triggers.words.entry(w.clone()).or_default() |= bits);
                for ending in set.endings() {
                    *triggers.endings.entry(ending.clone()).or_default() |= bits;
                    triggers.ends.add(ending);
                }
            }
        }
        triggers
    }

    /// The relations that a lemma speaks for.
    pub fn of(&self, lemma: &str) -> u64 {
        let whole = self.words.get(lemma).copied().unwrap_or(0);
        if !self.ends.admit(lemma) {
            return whole;
        }
        words::endings(lemma).filter_map(|e| self.endings.get(e)).fold(whole, |all, bits| all | bits)
    }
}

/// The variables that a rule binds where it matches; what its conditions say of others may stand behind a `NOT`.
fn matched(rule: &Rule) -> impl Iterator<Item = Slot> {
    let steps = rule.steps.iter().chain(rule.optional.iter().flatten());
    let slots: BTreeSet<Slot> = steps.flat_map(|step| [step.from, step.to]).chain([rule.anchor.slot()]).collect();
    slots.into_iter()
}

/// The relations that a rule claims, as bits.
fn claimed(rule: &Rule) -> u64 {
    let bit = |template: &Template| match template {
        Template::Relation { relation, .. } if (relation.0 as usize) < MAX_RELATIONS => 1 << relation.0,
        _ => 0,
    };
    rule.claims.iter().fold(0, |all, template| all | bit(template))
}
