//! Shows the graph that rules match on, for writing and mending them: `cargo run --example sentence_graph < text.txt`.
//!
//! Each sentence is printed word by word (number, form, lemma, tag, head, relation, mention), then edge by edge, then
//! with the claims that rules find in it.

#![allow(clippy::print_stdout)] // an example prints

use std::io::Read;

use geflecht::claim::{Extractor, Input};
use geflecht::model::claim::Predicate;
use geflecht::model::document::{Document, Language};
use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let seeds = match std::env::args().nth(1) {
        Some(folder) => Seeds::with_folder(folder.as_ref())?,
        None => Seeds::built_in()?,
    };
    let language = if std::env::args().nth(2).as_deref() == Some("en") { Language::En } else { Language::De };
    let (extractor, pipeline) = (Extractor::load(&seeds)?, Pipeline::new(seeds)?);
    let document =
        Document { path: "-".into(), hash: String::new(), title: None, publisher: None, date: None, language, text };
    let analysed = pipeline.analyse(document);
    let (sentences, mentions, entities) = (&analysed.sentences, &analysed.mentions, &analysed.entities);
    let input = Input { document: &analysed.document, sentences, mentions, entities };
    for number in 0..sentences.len() as u32 {
        show(&extractor, &input, number);
    }
    for claim in &analysed.claims {
        let name = |m: u32| &mentions[m as usize].name;
        if let Predicate::Relation { relation, object, attributes } = &claim.predicate {
            let relation = &pipeline.seeds().ontology().relation(*relation).name;
            println!(
                "= {} {relation} {} {:?} [{}] {attributes:?}",
                name(claim.subject),
                name(*object),
                claim.status,
                claim.rule
            );
        } else {
            println!("= {} {:?} [{}]", name(claim.subject), claim.predicate, claim.rule);
        }
    }
    Ok(())
}

/// Prints one sentence.
fn show(extractor: &Extractor, input: &Input, number: u32) {
    let Some(building) = extractor.sentence_graph(input, number) else { return };
    let tokens = &building.sentence.tokens;
    for (i, token) in (0u32..).zip(tokens) {
        let head = token.head.map_or("-".into(), |h| h.to_string());
        let mention = building.mention(building.graph.at(i)).map_or(String::new(), |m| {
            let entity = m.entity.and_then(|e| input.entities.get(e as usize)).map_or("?", |e| e.name.as_str());
            format!("{} {:?} → {entity}", m.name, m.kind)
        });
        println!(
            "{i:3} {:20} {:18} {:6} {head:>3} {:12} {mention}",
            token.form,
            token.lemma,
            token.xpos,
            token.deprel.as_str()
        );
    }
    for node in 0..building.graph.len() {
        let edges = building
            .graph
            .out(node)
            .iter()
            .map(|(role, to)| format!("{}→{to}:{}", role.name(), building.graph.node(*to).lemma));
        let edges: Vec<String> = edges.collect();
        if !edges.is_empty() {
            println!("    {node}:{} {}", building.graph.node(node).lemma, edges.join(" "));
        }
    }
}
