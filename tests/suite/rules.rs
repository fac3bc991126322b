//! The sentences that stand with the extraction rules, taken through the whole analysis: a rule must claim something in
//! its `EXAMPLE` sentences and nothing in its `COUNTER` sentences.

use std::collections::BTreeSet;

use geflecht::claim::{Extractor, Input};
use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;
use geflecht::text::read::Source;

/// Models are trained anew now and then, and each reads some sentence wrongly: of so many examples one may be missed.
const ONE_IN: usize = 20;

struct Check {
    pipeline: Pipeline,
    extractor: Extractor,
}

impl Check {
    fn new() -> Self {
        let seeds = Seeds::built_in().expect("the seeds are sound");
        let extractor = Extractor::load(&seeds).expect("the rules are sound");
        Self { extractor, pipeline: Pipeline::new(seeds).expect("the models are sound") }
    }

    /// The rules that claim something in a text.
    fn rules_that_claim(&self, text: &str) -> BTreeSet<String> {
        let source = Source::Bytes { path: "-".into(), bytes: text.as_bytes().to_vec() };
        let document = self.pipeline.read(source).document.expect("a sentence is a document");
        let analysed = self.pipeline.analyse(document);
        self.extractor.rules_that_claim(&Input {
            document: &analysed.document,
            sentences: &analysed.sentences,
            mentions: &analysed.mentions,
            entities: &analysed.entities,
        })
    }

    /// The sentences in which the rule named before each claims something (`claims`), or those in which it claims nothing.
    fn sentences<'a>(&self, all: impl Iterator<Item = (&'a str, &'a str)>, claims: bool) -> Vec<String> {
        let chosen = all.filter(|(rule, text)| self.rules_that_claim(text).contains(*rule) == claims);
        chosen.map(|(rule, text)| format!("{rule}: {text}")).collect()
    }
}

#[test]
fn each_rule_has_examples_which_it_finds_and_counters_which_it_does_not() {
    let check = Check::new();
    let rules = check.extractor.rules();
    let without: Vec<_> = rules.iter().filter(|r| r.examples.is_empty()).map(|r| &r.name).collect();
    assert!(without.is_empty(), "no EXAMPLE with {without:?}");

    let examples = rules.iter().flat_map(|r| r.examples.iter().map(|text| (r.name.as_ref(), text.as_str())));
    let count = examples.clone().count();
    let missed = check.sentences(examples, false);
    assert!(missed.len() * ONE_IN <= count, "{} of {count} missed\n{}", missed.len(), missed.join("\n"));

    let counters = rules.iter().flat_map(|r| r.counters.iter().map(|text| (r.name.as_ref(), text.as_str())));
    let wrong = check.sentences(counters, true);
    assert!(wrong.is_empty(), "found in a COUNTER\n{}", wrong.join("\n"));
}
