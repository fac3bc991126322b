//! What comes of a build depends on the documents alone: not on threads, on the order of reading, or on earlier builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use geflecht::pipeline::{Missing, Pipeline, Quiet};
use geflecht::render::{self, Format, Subgraph};
use geflecht::seeds::Seeds;
use geflecht::store::{Store, StoreError};
use geflecht::text::read::sources;

use super::articles::{self, Numbers};
use super::program;

/// Claims, sorted, and the whole graph with its evidence.
fn contents(store: &Store) -> (Vec<String>, String) {
    let mut claims = Vec::new();
    let list = |claim: geflecht::store::ClaimRow| {
        claims.push(format!(
            "{} {:?} {:?} {:?} {:?}",
            claim.path, claim.subject, claim.said, claim.attributes, claim.status
        ));
        Ok::<_, StoreError>(())
    };
    store.claims(list).expect("the claims can be read");
    claims.sort();
    let mut page = Vec::new();
    let graph = Subgraph::of_graph(&store.load().expect("the graph can be loaded"));
    for format in [Format::Graphml, Format::Jsonl] {
        render::graph(format, &graph, &mut page).expect("the graph can be written");
    }
    (claims, String::from_utf8(page).expect("it is UTF-8"))
}

fn build(pipeline: &Pipeline, inputs: &[PathBuf], store: &Store) {
    pipeline.build(sources(inputs.iter().cloned()), Missing::Drop, store, &Quiet).expect("it can be built");
}

#[test]
fn threads_and_order_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write(&folder.join("articles"), 0..12);
    let names: Vec<String> = (0..12).map(|number| format!("articles/{number:04}.txt")).collect();
    let mut seen = BTreeMap::new();
    for (jobs, backwards) in [("1", false), ("2", true), ("8", false), ("8", true)] {
        let graph = format!("{jobs}{backwards}.kg");
        let mut arguments: Vec<&str> = vec!["build", "-o", &graph, "--jobs", jobs, "--quiet"];
        let first = arguments.len();
        arguments.extend(names.iter().map(String::as_str));
        if backwards {
            arguments[first..].reverse();
        }
        program::output(folder, &arguments);
        let mut claims: Vec<_> = program::output(folder, &["claims", &graph]).lines().map(str::to_owned).collect();
        claims.sort();
        let exports = ["dot", "graphml", "html", "jsonl"]
            .map(|format| program::output(folder, &["export", &graph, "--format", format]));
        seen.entry((claims, exports)).or_insert_with(Vec::new).push(graph);
    }
    assert_eq!(seen.len(), 1, "{:?}", seen.values());
    assert!(seen.keys().all(|(claims, _)| claims.len() > 12));
}

#[test]
fn a_build_brought_up_to_date_equals_a_fresh_one() {
    let pipeline = Pipeline::new(Seeds::built_in().expect("the seeds are sound")).expect("the stages load");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (articles, file) = (folder.path().join("articles"), folder.path().join("a.kg"));
    articles::write(&articles, 0..5);
    let mut numbers = Numbers(3);
    for step in 0..8 {
        edit(&articles, &mut numbers);
        let store = Store::create(&file).expect("the file opens");
        build(&pipeline, std::slice::from_ref(&articles), &store);
        let fresh = Store::in_memory().expect("there is memory");
        build(&pipeline, std::slice::from_ref(&articles), &fresh);
        assert_eq!(contents(&store), contents(&fresh), "after edit {step}");
    }
}

/// One change as a user makes it: a new article, one rewritten, one gone, one renamed, one copied.
fn edit(folder: &Path, numbers: &mut Numbers) {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let mut files: Vec<_> = entries.collect();
    files.sort();
    let (one, number) = (files[numbers.below(files.len())].clone(), numbers.below(500));
    let new = folder.join(format!("{number:04}-new.txt"));
    let done = match numbers.below(5) {
        0 => fs::write(&new, articles::article(number)),
        1 => fs::write(&one, articles::article(number)),
        2 if files.len() > 3 => fs::remove_file(&one),
        3 => fs::rename(&one, &new),
        _ => fs::copy(&one, &new).map(drop),
    };
    done.expect("the folder can be changed");
}

#[test]
fn only_what_changed_is_analysed_again() {
    let pipeline = Pipeline::new(Seeds::built_in().expect("the seeds are sound")).expect("the stages load");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let articles = folder.path().join("articles");
    articles::write(&articles, 0..5);
    let store = Store::in_memory().expect("there is memory");
    let run = || pipeline.build(sources([&articles]), Missing::Drop, &store, &Quiet).expect("it can be built");
    let report = run();
    assert_eq!((report.documents, report.unchanged, report.dropped), (5, 0, 0));
    fs::write(articles.join("0001.txt"), articles::article(77)).expect("it can be changed");
    fs::remove_file(articles.join("0004.txt")).expect("it can be removed");
    articles::write(&articles, [9]);
    let report = run();
    assert_eq!((report.documents, report.unchanged, report.dropped), (5, 3, 1));
    let paths: Vec<_> = store.documents().expect("they can be listed").into_keys().collect();
    assert_eq!(paths.len(), 5);
    assert!(
        paths.iter().any(|path| path.ends_with("0009.txt")) && !paths.iter().any(|path| path.ends_with("0004.txt"))
    );
}
