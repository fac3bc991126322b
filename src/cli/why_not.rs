//! `geflecht why-not GRAPH 'A' REL 'B'`: the sentences that could have said it, the nearest rules, and what kept them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use super::arguments::EdgeArguments;
use super::failure::Failure;
use super::output::Output;
use super::why::{Asked, asked_format, one_line, print, tell_version};
use super::{Context, DONE, counted, open};
use crate::model::claim::{Claim, Predicate};
use crate::model::ontology::{Ontology, TypeId};
use crate::model::text::Zone;
use crate::model::value::Value;
use crate::pipeline::{Explained, Near, Pipeline};
use crate::store::{Party, Store};

/// Sentences that are told at the most; each costs an analysis of its document.
const MOST: usize = 10;

/// Tells why there is no such edge.
pub(super) fn run(arguments: EdgeArguments, context: &Context) -> Result<u8, Failure> {
    let format = asked_format(&arguments)?;
    let store = open::graph_file(&arguments.graph, context)?;
    let pipeline = open::pipeline(context)?;
    let entities = store.entities()?;
    let asked = Asked::of(&arguments, &entities, &pipeline, &store)?;
    tell_version(&pipeline, &store, context)?;
    let shared = Shared::of(&asked, &store)?;
    let (sentences, more) = sentences(&shared, &asked, &pipeline, &store)?;
    let mut out = Output::new(arguments.output.as_deref());
    match format {
        None => {
            head(&asked, &shared, sentences.len(), pipeline.seeds().ontology(), &mut out)?;
            sentences.iter().enumerate().try_for_each(|(ix, sentence)| tell(ix + 1, sentence, &asked, &mut out))?;
            if more {
                writeln!(out, "\nThere are more; the first {MOST} are told.")?;
            }
        }
        Some(format) => {
            print(format, &COLUMNS, &sentences.iter().flat_map(rows).collect::<Vec<_>>(), context, &mut out)?
        }
    }
    out.finish()?;
    Ok(DONE)
}

/// The documents that speak of both, each with the numbers of their things.
struct Shared {
    of_subject: usize,
    of_object: usize,
    both: Vec<(i64, BTreeSet<u32>, BTreeSet<u32>)>,
}

impl Shared {
    fn of(asked: &Asked<'_>, store: &Store) -> Result<Self, Failure> {
        let (subjects, mut objects) = (documents(&asked.subjects, store)?, documents(&asked.objects, store)?);
        let (of_subject, of_object) = (subjects.len(), objects.len());
        let mut both: Vec<_> = subjects
            .into_iter()
            .filter_map(|(id, (at, subjects))| objects.remove(&id).map(|(_, objects)| (at, (id, subjects, objects))))
            .collect();
        both.sort_by_key(|(at, _)| *at);
        Ok(Self { of_subject, of_object, both: both.into_iter().map(|(_, both)| both).collect() })
    }
}

/// Number of a document → its place in the order, and the things in it.
type Documents = BTreeMap<i64, (usize, BTreeSet<u32>)>;

fn documents(parties: &[&Party], store: &Store) -> Result<Documents, Failure> {
    let mut found = Documents::new();
    for party in parties {
        for (at, (document, thing)) in store.members(party.entity)?.into_iter().enumerate() {
            found.entry(document).or_insert((at, BTreeSet::new())).1.insert(thing);
        }
    }
    Ok(found)
}

/// A sentence that names both.
struct Candidate {
    path: String,
    text: String,
    boilerplate: bool,
    /// What was found in it between the two.
    found: Vec<String>,
    near: Vec<Near>,
}

fn sentences(
    shared: &Shared,
    asked: &Asked<'_>,
    pipeline: &Pipeline,
    store: &Store,
) -> Result<(Vec<Candidate>, bool), Failure> {
    let mut found = Vec::new();
    for (document, subjects, objects) in &shared.both {
        let Some(document) = store.document(*document)? else { continue };
        let explained = pipeline.explain(document);
        let with = |things: &BTreeSet<u32>| -> BTreeSet<u32> {
            let mentions = explained.analysed.mentions.iter();
            mentions.filter(|m| m.entity.is_some_and(|ix| things.contains(&ix))).map(|m| m.sentence).collect()
        };
        for sentence in with(subjects).intersection(&with(objects)) {
            if found.len() == MOST {
                return Ok((found, true));
            }
            found.push(candidate(&explained, *sentence, (subjects, objects), asked, pipeline));
        }
    }
    Ok((found, false))
}

fn candidate(
    explained: &Explained<'_>,
    sentence: u32,
    (subjects, objects): (&BTreeSet<u32>, &BTreeSet<u32>),
    asked: &Asked<'_>,
    pipeline: &Pipeline,
) -> Candidate {
    let analysed = &explained.analysed;
    let thing = |mention: u32| analysed.mentions.get(mention as usize).and_then(|m| m.entity);
    let between = |claim: &&Claim| {
        let Predicate::Relation { object, .. } = &claim.predicate else { return false };
        let (Some(a), Some(b)) = (thing(claim.subject), thing(*object)) else { return false };
        let joins = (subjects.contains(&a) && objects.contains(&b)) || (objects.contains(&a) && subjects.contains(&b));
        claim.evidence.sentence == sentence && joins
    };
    let name = |mention: u32| thing(mention).and_then(|ix| analysed.entities.get(ix as usize)).map(|e| e.name.clone());
    let shown = |claim: &Claim| match &claim.predicate {
        Predicate::Relation { relation, object, .. } => format!(
            "({})-[:{}]->({}), {}, found by {}",
            name(claim.subject).unwrap_or_default(),
            pipeline.seeds().ontology().relation(*relation).name,
            name(*object).unwrap_or_default(),
            claim.status.as_str(),
            claim.rule
        ),
        Predicate::Attribute { .. } => String::new(),
    };
    let body = &analysed.sentences[sentence as usize];
    Candidate {
        path: analysed.document.path.clone(),
        text: one_line(body.span.of(&analysed.document.text)),
        boilerplate: body.zone == Zone::Boilerplate,
        found: analysed.claims.iter().filter(between).map(shown).collect(),
        near: explained.near(sentence, asked.relation.id),
    }
}

fn head(
    asked: &Asked<'_>,
    shared: &Shared,
    sentences: usize,
    ontology: &Ontology,
    out: &mut Output,
) -> Result<(), Failure> {
    let relation = &asked.relation.relation;
    let edge = asked.written(&relation.name, true);
    match asked.links.iter().any(|link| asked.is(link)) {
        true => writeln!(out, "{edge} is in the graph; `why` tells what it rests on.")?,
        false => writeln!(out, "{edge} is not in the graph.")?,
    }
    for link in asked.links.iter().filter(|link| !asked.is(link)) {
        writeln!(out, "There is {}.", asked.written(&link.relation, link.forward))?;
    }
    let admits = |a: &Party, b: &Party| {
        ontology.type_id(&a.label).zip(ontology.type_id(&b.label)).is_some_and(|(a, b)| relation.admits(a, b))
    };
    if !asked.subjects.iter().any(|a| asked.objects.iter().any(|b| admits(a, b))) {
        let names = |types: &[TypeId]| {
            types.iter().map(|id| ontology.node_type(*id).name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let label = |parties: &[&Party]| parties.iter().map(|p| p.label.as_str()).collect::<Vec<_>>().join("/");
        writeln!(
            out,
            "{} joins {} to {}; these are {} and {}.",
            relation.name,
            names(&relation.domain),
            names(&relation.range),
            label(&asked.subjects),
            label(&asked.objects)
        )?;
    }
    let name = |parties: &[&Party]| parties.first().map(|party| party.name.clone()).unwrap_or_default();
    writeln!(
        out,
        "{} is spoken of in {}, {} in {}, both in {}; {} both.",
        name(&asked.subjects),
        counted(shared.of_subject as u64, "document"),
        name(&asked.objects),
        shared.of_object,
        shared.both.len(),
        if sentences == 1 { "1 sentence names".into() } else { format!("{sentences} sentences name") },
    )?;
    Ok(())
}

fn tell(number: usize, sentence: &Candidate, asked: &Asked<'_>, out: &mut Output) -> Result<(), Failure> {
    writeln!(out, "\n{number}. {}\n   “{}”", sentence.path, sentence.text)?;
    if sentence.boilerplate {
        writeln!(out, "   It is no running text (menu, comment form, credit), which yields no claims.")?;
    }
    sentence.found.iter().try_for_each(|found| writeln!(out, "   It says {found}."))?;
    if sentence.near.is_empty() {
        writeln!(out, "   No rule for {} hangs on any of its words.", asked.relation.relation.name)?;
    }
    for near in &sentence.near {
        let Near { rule, file, word, found: (found, of), missing } = near;
        match missing.as_str() {
            "" => writeln!(out, "   rule \"{rule}\" ({file}) at “{word}”: fits, but not these two")?,
            missing => {
                writeln!(out, "   rule \"{rule}\" ({file}) at “{word}”: {found} of {of} found, missing {missing}")?
            }
        }
    }
    Ok(())
}

const COLUMNS: [&str; 8] = ["document", "sentence", "rule", "file", "word", "found", "of", "missing"];

fn rows(sentence: &Candidate) -> Vec<Vec<Value>> {
    let text = |text: &str| Value::String(text.into());
    let place = || vec![text(&sentence.path), text(&sentence.text)];
    if sentence.near.is_empty() {
        let mut row = place();
        row.resize(COLUMNS.len(), Value::Null);
        return vec![row];
    }
    let near = |near: &Near| {
        let mut row = place();
        row.extend([text(&near.rule), text(&near.file), text(&near.word)]);
        row.extend([Value::Int(near.found.0 as i64), Value::Int(near.found.1 as i64), text(&near.missing)]);
        row
    };
    sentence.near.iter().map(near).collect()
}
