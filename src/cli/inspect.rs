//! `geflecht inspect INPUT --layer tokens|parse|mentions|claims`: any layer of the analysis.

use rayon::prelude::*;

use super::arguments::{InspectArguments, Layer};
use super::failure::Failure;
use super::output::{Output, complain};
use super::{Context, DONE, build, claims, open, query};
use crate::graph::Graph;
use crate::model::analysed::Analysed;
use crate::model::mention::MentionKind;
use crate::model::ontology::Ontology;
use crate::model::text::{Morph, NameTag, Token};
use crate::model::value::Value;
use crate::pipeline::Pipeline;
use crate::render::{self, EdgeView, Format, NodeView, Room, Sheet, Subgraph};
use crate::text::read::sources;

/// Analyses the inputs and prints the layer.
pub(super) fn run(arguments: InspectArguments, context: &Context) -> Result<u8, Failure> {
    let format = query::format(arguments.format.as_deref(), arguments.output.as_deref(), Format::Table)?;
    let mut out = Output::new(arguments.output.as_deref());
    let pipeline = open::pipeline(context)?;
    let code = if arguments.layer == Layer::Claims {
        let (store, report) = open::in_memory(sources(arguments.inputs), &pipeline, context)?;
        claims::write(&store, format, context, &mut out)?;
        build::code(&report)
    } else {
        let (documents, lost) = analyse(arguments.inputs, &pipeline);
        write(&documents, arguments.layer, format, pipeline.seeds().ontology(), context, &mut out)?;
        if lost { build::PARTLY } else { DONE }
    };
    out.finish()?;
    Ok(code)
}

/// The documents, analysed; whether any could not be read.
fn analyse(inputs: Vec<std::path::PathBuf>, pipeline: &Pipeline) -> (Vec<Analysed>, bool) {
    let (mut documents, mut lost) = (Vec::new(), false);
    let mut remark = |remark: &crate::text::read::Remark| {
        lost |= remark.kind.is_loss();
        complain(&format!("{remark} ({})\n", remark.kind.code()));
    };
    for source in sources(inputs) {
        match source {
            Err(told) => remark(&told),
            Ok(source) => {
                let reading = pipeline.read(source);
                reading.remarks.iter().for_each(&mut remark);
                documents.extend(reading.document);
            }
        }
    }
    let attempted: Vec<_> = documents.into_par_iter().map(|document| pipeline.attempt(document)).collect();
    let analysed = attempted.into_iter().filter_map(|attempt| attempt.map_err(|told| remark(&told)).ok()).collect();
    (analysed, lost)
}

fn write(
    documents: &[Analysed],
    layer: Layer,
    format: Format,
    ontology: &Ontology,
    context: &Context,
    out: &mut Output,
) -> Result<(), Failure> {
    if format.entry().graph {
        return Ok(render::graph(format, &drawn(documents, layer, ontology), out)?);
    }
    let (columns, rows) = match layer {
        Layer::Tokens => (TOKENS, words(documents, token_row)),
        Layer::Parse => (PARSE, words(documents, parse_row)),
        Layer::Mentions | Layer::Claims => (MENTIONS, mention_rows(documents, ontology)),
    };
    let columns: Vec<_> = columns.iter().map(|&name| name.to_owned()).collect();
    let sheet = Sheet { columns: &columns, rows: &rows, graph: &Graph::new() };
    Ok(render::rows(format, sheet, Room { width: context.terminal.width, rows: None }, out)?)
}

const TOKENS: &[&str] =
    &["document", "sentence", "token", "form", "lemma", "upos", "xpos", "morph", "name", "start", "end"];
const PARSE: &[&str] =
    &["document", "sentence", "token", "form", "lemma", "upos", "head", "head_form", "deprel", "name"];
const MENTIONS: &[&str] =
    &["document", "sentence", "text", "name", "type", "form", "value", "thing", "origin", "confidence", "start", "end"];

/// A word with where it stands: document, sentence, its number and its sentence's words.
type Place<'a> = (&'a Analysed, usize, usize, &'a [Token]);

fn words(documents: &[Analysed], row: fn(Place<'_>) -> Vec<Value>) -> Vec<Vec<Value>> {
    let sentences = documents.iter().flat_map(|d| d.sentences.iter().enumerate().map(move |(i, s)| (d, i, s)));
    sentences.flat_map(|(d, i, s)| (0..s.tokens.len()).map(move |t| row((d, i, t, &s.tokens)))).collect()
}

fn token_row((document, sentence, number, tokens): Place<'_>) -> Vec<Value> {
    let token = &tokens[number];
    let mut row =
        vec![text(&document.document.path), int(sentence), int(number), text(&token.form), text(&token.lemma)];
    row.extend([text(token.upos.as_str()), text(&token.xpos), text(&morph(&token.morph)), text(&name_tag(token.name))]);
    row.extend([int(token.span.start as usize), int(token.span.end as usize)]);
    row
}

fn parse_row((document, sentence, number, tokens): Place<'_>) -> Vec<Value> {
    let token = &tokens[number];
    let head = token.head.map(|head| head as usize);
    let mut row =
        vec![text(&document.document.path), int(sentence), int(number), text(&token.form), text(&token.lemma)];
    row.extend([text(token.upos.as_str()), head.map_or(Value::Null, int)]);
    row.extend([head.and_then(|head| tokens.get(head)).map_or(Value::Null, |head| text(&head.form))]);
    row.extend([text(token.deprel.as_str()), text(&name_tag(token.name))]);
    row
}

fn mention_rows(documents: &[Analysed], ontology: &Ontology) -> Vec<Vec<Value>> {
    let row = |d: &Analysed, m: &crate::model::mention::Mention| {
        let (label, form, value) = match &m.kind {
            MentionKind::Entity { label, form } => (text(&ontology.node_type(*label).name), form.as_str(), Value::Null),
            MentionKind::Quantity(quantity) => {
                let shown = serde_json::to_string(quantity).unwrap_or_default();
                (Value::Null, "value", text(&shown))
            }
        };
        let thing = m.entity.and_then(|ix| d.entities.get(ix as usize)).map_or(Value::Null, |e| text(&e.name));
        let confidence = Value::Float((f64::from(m.confidence) * 1000.0).round() / 1000.0);
        let (start, end) = (int(m.span.start as usize), int(m.span.end as usize));
        let mut row = vec![text(&d.document.path), int(m.sentence as usize), text(m.span.of(&d.document.text))];
        row.extend([text(&m.name), label, text(form), value, thing, text(m.origin), confidence, start, end]);
        row
    };
    documents.iter().flat_map(|d| d.mentions.iter().map(move |m| row(d, m))).collect()
}

/// Sentences as trees of words, or mentions hung on the things they stand for.
fn drawn(documents: &[Analysed], layer: Layer, ontology: &Ontology) -> Subgraph {
    let mut drawing = Subgraph::default();
    for document in documents {
        match layer {
            Layer::Mentions | Layer::Claims => draw_mentions(document, ontology, &mut drawing),
            Layer::Tokens | Layer::Parse => {
                document.sentences.iter().for_each(|sentence| draw_tree(&sentence.tokens, &mut drawing));
            }
        }
    }
    drawing
}

fn draw_tree(tokens: &[Token], drawing: &mut Subgraph) {
    let first = drawing.nodes.len() as u32;
    for (id, token) in (first..).zip(tokens) {
        add_node(id, token.upos.as_str(), &[("name", &token.form), ("lemma", &token.lemma)], drawing);
    }
    for (id, token) in (first..).zip(tokens) {
        if let Some(head) = token.head {
            add_edge(first + head, id, token.deprel.as_str(), drawing);
        }
    }
}

fn draw_mentions(document: &Analysed, ontology: &Ontology, drawing: &mut Subgraph) {
    let first = drawing.nodes.len() as u32;
    for (id, thing) in (first..).zip(&document.entities) {
        add_node(id, &ontology.node_type(thing.label).name, &[("name", &thing.name)], drawing);
    }
    for mention in &document.mentions {
        let id = drawing.nodes.len() as u32;
        add_node(
            id,
            "Mention",
            &[("name", mention.span.of(&document.document.text)), ("origin", mention.origin)],
            drawing,
        );
        if let Some(thing) = mention.entity {
            add_edge(id, first + thing, "STANDS_FOR", drawing);
        }
    }
}

fn add_node(id: u32, label: &str, properties: &[(&str, &str)], drawing: &mut Subgraph) {
    let properties = properties.iter().map(|(key, value)| ((*key).into(), text(value))).collect();
    drawing.nodes.push(NodeView { id, labels: vec![label.into()], properties });
}

fn add_edge(start: u32, end: u32, kind: &str, drawing: &mut Subgraph) {
    let id = drawing.edges.len() as u32;
    drawing.edges.push(EdgeView { id, kind: kind.into(), start, end, ..EdgeView::default() });
}

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn int(number: usize) -> Value {
    Value::Int(number as i64)
}

/// Features as CoNLL-U writes them.
fn morph(morph: &Morph) -> String {
    let features = [
        ("Case", morph.case.as_str()),
        ("Degree", morph.degree.as_str()),
        ("Gender", morph.gender.as_str()),
        ("Mood", morph.mood.as_str()),
        ("Number", morph.number.as_str()),
        ("Person", morph.person.as_str()),
        ("Tense", morph.tense.as_str()),
        ("VerbForm", morph.verb_form.as_str()),
    ];
    let set: Vec<_> =
        features.iter().filter(|(_, v)| *v != "_").map(|(name, value)| format!("{name}={value}")).collect();
    if set.is_empty() { "_".to_owned() } else { set.join("|") }
}

fn name_tag(tag: NameTag) -> String {
    match tag {
        NameTag::Outside => "O".to_owned(),
        NameTag::Begin(kind) => format!("B-{}", kind.as_str()),
        NameTag::Inside(kind) => format!("I-{}", kind.as_str()),
    }
}
