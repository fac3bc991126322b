//! The sentences that stand with the extraction rules, taken through the whole analysis: a rule must claim something in
//! each `EXAMPLE` and nothing in each `COUNTER`.

use geflecht::claim::{Extractor, Input};
use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;
use geflecht::text::read::Source;

/// The rules that claim something in a text.
fn rules_that_claim(pipeline: &Pipeline, extractor: &Extractor, text: &str) -> std::collections::BTreeSet<String> {
    let source = Source::Bytes { path: "-".into(), bytes: text.as_bytes().to_vec() };
    let document = pipeline.read(source).document.expect("a sentence is a document");
    let analysed = pipeline.analyse(document);
    extractor.rules_that_claim(&Input {
        document: &analysed.document,
        sentences: &analysed.sentences,
        mentions: &analysed.mentions,
        entities: &analysed.entities,
    })
}

#[test]
fn each_rule_finds_its_examples_and_not_its_counters() {
    let seeds = Seeds::built_in().expect("the seeds are sound");
    let extractor = Extractor::load(&seeds).expect("the rules are sound");
    let pipeline = Pipeline::new(seeds).expect("the models are sound");
    let mut faults = Vec::new();
    for rule in extractor.rules() {
        let mut check = |text: &str, wanted: bool| {
            if rules_that_claim(&pipeline, &extractor, text).contains(rule.name.as_ref()) != wanted {
                let what = if wanted { "finds nothing in" } else { "should find nothing in" };
                faults.push(format!("{}: {} {what}: {text}", rule.file, rule.name));
            }
        };
        rule.examples.iter().for_each(|text| check(text, true));
        rule.counters.iter().for_each(|text| check(text, false));
        if rule.examples.is_empty() {
            faults.push(format!("{}: {} has no example", rule.file, rule.name));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
