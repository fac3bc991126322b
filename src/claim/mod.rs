//! From parsed sentences with mentions to claims: who invests in, acquires, supplies, leads … whom.
//!
//! [`normalise`] makes a small graph of a sentence, [`rule`] finds patterns in it, [`status`] and [`attribute`] add what
//! the text says of each claim: whether it is done, how much, since when, who says so. Rules are data
//! (`seeds/rules/*.rules`) in the syntax of the query language.

pub mod attribute;
pub mod explain;
pub mod graph;
pub mod home;
pub mod normalise;
pub mod pact;
pub mod rule;
pub mod salience;
pub mod score;
pub mod status;
pub mod words;

mod assemble;
mod bridging;
mod deal;
mod figure;
mod kin;
mod office;
mod settle;
mod stake;

use crate::model::claim::{Claim, LocalEntity};
use crate::model::document::Document;
use crate::model::mention::{Mention, MentionIx};
use crate::model::ontology::Ontology;
use crate::model::text::{Sentence, Zone};
use crate::seeds::{Seeds, SeedsError};

use graph::Labels;
use normalise::Building;
use rule::Rules;
use words::Words;

/// Sentences longer than this yield no claims: they are tables and lists.
const MAX_TOKENS: usize = 400;

/// What earlier stages found in one document.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// Its things.
    pub entities: &'a [LocalEntity],
}

/// What a document leaves in mind from sentence to sentence.
struct Memory {
    salience: salience::Salience,
    home: home::Home,
    pacts: pact::Pacts,
}

/// Finds claims by rules.
#[derive(Clone, Debug)]
pub struct Extractor {
    rules: Rules,
    words: Words,
    ontology: Ontology,
    scorer: score::Scorer,
}

impl Extractor {
    /// An extractor with the rules of these seeds.
    ///
    /// # Errors
    /// Every fault of every rule file, with its place.
    pub fn load(seeds: &Seeds) -> Result<Self, SeedsError> {
        let ontology = seeds.ontology().clone();
        let mut faults = Vec::new();
        let words = seeds.file(words::FILE).map_or_else(|| Ok(Words::default()), Words::load);
        let rules = Rules::load(seeds.files("rules/", ".rules"), &ontology);
        let rules = rules.unwrap_or_else(|mut found| {
            faults.append(&mut found);
            Rules::default()
        });
        let mut words = words.unwrap_or_else(|mut found| {
            faults.append(&mut found);
            Words::default()
        });
        if !faults.is_empty() {
            return Err(faults.into());
        }
        words.learn_triggers(rules.triggers());
        if let Some(file) = seeds.file(words::LANDS) {
            words.learn_lands(file);
        }
        let label = |name| Labels::named(name, &ontology).unwrap_or_default();
        words.company = label("Company") | label("Organization");
        words.firm = label("Company");
        words.person = label("Person");
        words.place = label("Place");
        words.product = label("Product");
        words.undertaking = label("Site") | label("Project");
        let scorer = score::Scorer::load(&ontology, &rules);
        Ok(Self { rules, words, ontology, scorer })
    }

    /// The same extractor without the learned scorer.
    pub fn rules_alone(mut self) -> Self {
        self.scorer = score::Scorer::new(&self.ontology, &self.rules, None);
        self
    }

    /// The claims of a document, in the order of its sentences.
    pub fn extract(&self, input: &Input) -> Vec<Claim> {
        let (mut claims, mut bridged) = (Vec::new(), bridging::Bridged::default());
        let mut deals = deal::Deals::default();
        let mut offices = office::Offices::default();
        let mut stakes = stake::Stakes::default();
        self.each_sentence(input, |b, ix| {
            bridged.note(b);
            deals.note(b, input, ix);
            offices.note(b, ix);
            stakes.note(b, ix);
            claims.extend(assemble::claims(self, input, b, ix));
        });
        bridged.drop_contradicted(&mut claims, input, &self.ontology);
        kin::add(&mut claims, input, &self.ontology, &self.words);
        deals.complete(&mut claims, input, &self.ontology);
        stakes.complete(&mut claims, input, &self.ontology);
        settle::complete(&mut claims, input, &self.ontology);
        offices.complete(&mut claims, input, &self.ontology);
        claims
    }

    /// Calls `take` with the graph and number of every sentence that can hold a claim.
    fn each_sentence(&self, input: &Input, mut take: impl FnMut(&Building, u32)) {
        let by_sentence = self.mentions_by_sentence(input);
        let memory = self.memory(input);
        for (ix, here) in (0u32..).zip(by_sentence) {
            if self.is_readable(input, ix, &here) {
                take(&self.build(input, ix, here, &memory), ix);
            }
        }
    }

    /// The rules, in the order of files and lines.
    pub fn rules(&self) -> &[rule::Rule] {
        &self.rules.rules
    }

    /// The graph of one sentence, as rules see it; `None` where there is no such sentence.
    pub fn sentence_graph<'a>(&'a self, input: &Input<'a>, sentence: u32) -> Option<Building<'a>> {
        let here = self.mentions_by_sentence(input).into_iter().nth(sentence as usize)?;
        Some(self.build(input, sentence, here, &self.memory(input)))
    }

    /// What one sentence of a document leaves in mind for others.
    fn memory(&self, input: &Input) -> Memory {
        let kinds = salience::Kinds {
            companies: self.words.company,
            bodies: Labels::named("Organization", &self.ontology).unwrap_or_default(),
            undertakings: self.words.undertaking,
            ventures: Labels::named("Project", &self.ontology).unwrap_or_default(),
        };
        let salience = salience::Salience::new(input, kinds, &self.words);
        let home = home::Home::new(input, self.words.place, &self.words);
        Memory { salience, home, pacts: pact::Pacts::new(input, &self.words) }
    }

    fn build<'a>(&'a self, input: &Input<'a>, ix: u32, here: Vec<MentionIx>, memory: &Memory) -> Building<'a> {
        let sentence = &input.sentences[ix as usize];
        let salient = memory.salience.before(ix);
        let context = normalise::Context { salient, home: memory.home, pacts: memory.pacts.near(ix) };
        normalise::graph(sentence, input.mentions, here, &self.words, context)
    }

    /// Whether a sentence can hold a claim.
    fn is_readable(&self, input: &Input, ix: u32, here: &[MentionIx]) -> bool {
        let sentence = &input.sentences[ix as usize];
        sentence.zone != Zone::Boilerplate && !here.is_empty() && sentence.tokens.len() <= MAX_TOKENS
    }

    /// The mentions of each sentence, in order of their tokens.
    fn mentions_by_sentence(&self, input: &Input) -> Vec<Vec<MentionIx>> {
        let mut lists = vec![Vec::new(); input.sentences.len()];
        for (ix, mention) in (0u32..).zip(input.mentions) {
            if let Some(list) = lists.get_mut(mention.sentence as usize) {
                list.push(ix);
            }
        }
        for list in &mut lists {
            list.sort_by_key(|m| (input.mentions[*m as usize].tokens.start, *m));
        }
        lists
    }
}

#[cfg(test)]
mod tests;
