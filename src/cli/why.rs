//! `geflecht why GRAPH 'A' REL 'B'`: sentence, parse, rule and bindings behind an edge.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use super::arguments::EdgeArguments;
use super::failure::Failure;
use super::named;
use super::output::Output;
use super::{Context, DONE, claims, counted, open, query, tree};
use crate::graph::Graph;
use crate::model::claim::{Attributes, Claim, Predicate};
use crate::model::value::{EdgeId, Value};
use crate::pipeline::{Explained, Fit, Pipeline};
use crate::render::{self, Format, Room, Sheet};
use crate::store::{ClaimRow, EntityLink, Party, Store};

/// Tells what is behind the edge.
pub(super) fn run(arguments: EdgeArguments, context: &Context) -> Result<u8, Failure> {
    let format = asked_format(&arguments)?;
    let store = open::graph_file(&arguments.graph, context)?;
    let pipeline = open::pipeline(context)?;
    let entities = store.entities()?;
    let asked = Asked::of(&arguments, &entities, &pipeline, &store)?;
    tell_version(&pipeline, &store, context)?;
    let mut told = Vec::new();
    let mut documents: BTreeMap<i64, Explained<'_>> = BTreeMap::new();
    for edge in asked.edges(&arguments)? {
        for claim in store.claims_behind(edge)? {
            if let std::collections::btree_map::Entry::Vacant(place) = documents.entry(claim.document)
                && let Some(document) = store.document(claim.document)?
            {
                place.insert(pipeline.explain(document));
            }
            told.push(Told::of(claim, &documents));
        }
    }
    let mut out = Output::new(arguments.output.as_deref());
    match format {
        None => text(&asked, &told, &mut out)?,
        Some(format) => {
            let rows: Vec<_> = told.iter().map(row).collect();
            print(format, &COLUMNS, &rows, context, &mut out)?;
        }
    }
    out.finish()?;
    Ok(DONE)
}

/// The format that the user asks for; prose where none is named.
pub(super) fn asked_format(arguments: &EdgeArguments) -> Result<Option<Format>, Failure> {
    let named = arguments.format.is_some() || arguments.output.as_deref().and_then(Format::from_path).is_some();
    let format = query::format(arguments.format.as_deref(), arguments.output.as_deref(), Format::Table)?;
    if named && format.entry().graph {
        return Err(Failure::Usage(format!("--format {}: shows graphs; this is a list", format.entry().name)));
    }
    Ok(named.then_some(format))
}

/// Prints a list.
pub(super) fn print(
    format: Format,
    columns: &[&str],
    rows: &[Vec<Value>],
    context: &Context,
    out: &mut Output,
) -> Result<(), Failure> {
    let columns: Vec<_> = columns.iter().map(|name| (*name).to_owned()).collect();
    let width = if matches!(out, Output::Standard(_)) { context.terminal.width } else { None };
    let sheet = Sheet { columns: &columns, rows, graph: &Graph::new() };
    Ok(render::rows(format, sheet, Room { width, rows: None }, out)?)
}

/// Says so where the sentences are read by another version than the one that made the file.
pub(super) fn tell_version(pipeline: &Pipeline, store: &Store, context: &Context) -> Result<(), Failure> {
    if !pipeline.made(store)? {
        context.note("the graph was built by another version or with other seeds; build again to see it as it is now");
    }
    Ok(())
}

/// The edge that is asked for.
pub(super) struct Asked<'a> {
    /// Things of the first name.
    pub subjects: Vec<&'a Party>,
    /// The relation.
    pub relation: named::Typed<'a>,
    /// Things of the second name.
    pub objects: Vec<&'a Party>,
    /// Everything between them.
    pub links: Vec<EntityLink>,
}

impl<'a> Asked<'a> {
    /// Finds what the names mean.
    pub(super) fn of(
        arguments: &EdgeArguments,
        entities: &'a [Party],
        pipeline: &'a Pipeline,
        store: &Store,
    ) -> Result<Self, Failure> {
        let relation = named::relation(&arguments.relation, pipeline.seeds().ontology())?;
        let (mut subjects, mut objects) = (
            named::things(&arguments.subject, entities, pipeline.lexicon())?,
            named::things(&arguments.object, entities, pipeline.lexicon())?,
        );
        if relation.turned {
            std::mem::swap(&mut subjects, &mut objects);
        }
        let mut links = Vec::new();
        for subject in &subjects {
            for object in &objects {
                links.extend(store.links(subject.entity, object.entity)?);
            }
        }
        Ok(Self { subjects, relation, objects, links })
    }

    /// Whether a link is what is asked for.
    pub(super) fn is(&self, link: &EntityLink) -> bool {
        link.relation == self.relation.relation.name && (link.forward || self.relation.relation.symmetric)
    }

    /// The edges asked for.
    fn edges(&self, arguments: &EdgeArguments) -> Result<Vec<EdgeId>, Failure> {
        let found: Vec<_> = self.links.iter().filter(|link| self.is(link)).map(|link| link.edge).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let others: Vec<_> = self.links.iter().map(|link| self.written(&link.relation, link.forward)).collect();
        let (a, b) = (&arguments.subject, &arguments.object);
        let relation = &arguments.relation;
        Err(Failure::NoEdge {
            edge: self.written(&self.relation.relation.name, true),
            others,
            hint: format!("'{a}' {relation} '{b}'"),
        })
    }

    /// `(Nvidia)-[:INVESTS_IN]->(OpenAI)`
    pub(super) fn written(&self, relation: &str, forward: bool) -> String {
        let name = |parties: &[&Party]| parties.first().map(|party| party.name.clone()).unwrap_or_default();
        let (a, b) = (name(&self.subjects), name(&self.objects));
        if forward { format!("({a})-[:{relation}]->({b})") } else { format!("({b})-[:{relation}]->({a})") }
    }
}

/// A claim with what is behind it.
struct Told {
    claim: ClaimRow,
    fits: Vec<Fit>,
    parse: String,
}

impl Told {
    fn of(claim: ClaimRow, documents: &BTreeMap<i64, Explained<'_>>) -> Self {
        let explained = documents.get(&claim.document);
        let again = explained.and_then(|e| Some((e, e.claim(claim.number, &claim.rule, claim.span)?)));
        let fits = again.map(|(e, again)| e.fits(again)).unwrap_or_default();
        let parse = explained.and_then(|e| {
            let sentence = e.analysed.sentences.iter().find(|sentence| sentence.span == claim.span)?;
            Some(tree::draw(sentence, &again.map(|(e, again)| ends(e, again)).unwrap_or_default()))
        });
        Self { claim, fits, parse: parse.unwrap_or_default() }
    }

    /// What found it: `rule "…" (file)`, or the name of what is no rule.
    fn found_by(&self) -> String {
        match self.fits.first() {
            Some(fit) => format!("rule \"{}\" ({})", fit.rule, fit.file),
            None => self.claim.rule.clone(),
        }
    }

    fn bindings(&self) -> String {
        let bound = self.fits.first().map(|fit| fit.bindings.as_slice()).unwrap_or_default();
        bound.iter().map(|(name, words)| format!("{name} = {words}")).collect::<Vec<_>>().join(", ")
    }
}

/// The words of the claim's ends.
fn ends(explained: &Explained<'_>, claim: &Claim) -> Vec<Range<u32>> {
    let object = match &claim.predicate {
        Predicate::Relation { object, .. } => Some(*object),
        Predicate::Attribute { .. } => None,
    };
    let mention = |ix: u32| explained.analysed.mentions.get(ix as usize);
    let ends = std::iter::once(claim.subject).chain(object).filter_map(mention);
    ends.filter(|m| m.sentence == claim.evidence.sentence).map(|m| m.tokens.clone()).collect()
}

const COLUMNS: [&str; 11] = [
    "document",
    "publisher",
    "date",
    "status",
    "attributed_to",
    "attributes",
    "confidence",
    "found_by",
    "bindings",
    "sentence",
    "parse",
];

fn row(told: &Told) -> Vec<Value> {
    let text = |text: &str| Value::String(text.into());
    let maybe = |value: &Option<String>| value.as_deref().map_or(Value::Null, text);
    let claim = &told.claim;
    let attributes =
        claim.attributes.iter().map(|(key, value)| (Arc::from(key.as_str()), claims::scalar(value))).collect();
    vec![
        text(&claim.path),
        maybe(&claim.about[1]),
        maybe(&claim.about[2]),
        text(claim.status.as_str()),
        maybe(&claim.attributed_to),
        Value::Map(Arc::new(attributes)),
        Value::Float(claim.confidence),
        text(&told.found_by()),
        text(&told.bindings()),
        text(&claim.text),
        text(&told.parse),
    ]
}

fn text(asked: &Asked<'_>, told: &[Told], out: &mut Output) -> Result<(), Failure> {
    writeln!(out, "{}: {}", asked.written(&asked.relation.relation.name, true), counted(told.len() as u64, "claim"))?;
    for (number, told) in (1..).zip(told) {
        let claim = &told.claim;
        let place: Vec<_> =
            std::iter::once(claim.path.as_str()).chain(claim.about.iter().flatten().map(String::as_str)).collect();
        writeln!(out, "\n{number}. {}", place.join(" · "))?;
        writeln!(out, "   “{}”", one_line(&claim.text))?;
        writeln!(out, "   {}", said(claim))?;
        writeln!(out, "   found by {}, confidence {}", told.found_by(), claim.confidence)?;
        if !told.fits.is_empty() {
            writeln!(out, "   {}", told.bindings())?;
        }
        told.parse.lines().try_for_each(|line| writeln!(out, "     {line}"))?;
    }
    Ok(())
}

/// Status, source, attributes.
fn said(claim: &ClaimRow) -> String {
    let speaker = claim.attributed_to.as_ref().map(|speaker| format!(", says {speaker}")).unwrap_or_default();
    format!("{}{speaker}{}", claim.status.as_str(), listed(&claim.attributes))
}

fn listed(attributes: &Attributes) -> String {
    attributes
        .iter()
        .map(|(key, value)| format!(", {key} {}", render::literal::bare(&claims::scalar(value), &Graph::new())))
        .collect()
}

/// A text with every run of white space as one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
