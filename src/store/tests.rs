//! The graph file, opened and closed.

use std::fs;

use super::*;
use crate::model::analysed::{Analysed, Entity};
use crate::model::claim::{Claim, Evidence, LocalEntity, Predicate, Scalar, Status};
use crate::model::document::{Document, Language};
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::ontology::{NodeType, Ontology, Relation, RelationId, TypeId};
use crate::model::span::Span;
use crate::model::temporal::Temporal;
use crate::model::text::Sentence;
use crate::model::value::{EdgeId, Map, Value};

fn ontology() -> Ontology {
    let node_type = NodeType { name: "Company".into(), is: String::new(), de: String::new(), en: String::new() };
    let relation = Relation {
        name: "OWNS".into(),
        domain: vec![TypeId(0)],
        range: vec![TypeId(0)],
        pairs: Vec::new(),
        symmetric: false,
        inverse: None,
        holds: String::new(),
        de: String::new(),
        en: String::new(),
        attributes: Vec::new(),
    };
    Ontology { types: vec![node_type], relations: vec![relation], attributes: Vec::new() }
}

/// A document that says that the first company owns the second.
fn article(path: &str, owner: &str, owned: &str) -> Analysed {
    let text = format!("{owner} besitzt {owned}.");
    let span = |name: &str| {
        let start = text.find(name).unwrap() as u32;
        Span::new(start, start + name.len() as u32)
    };
    let mention = |name: &str, entity| Mention {
        sentence: 0,
        tokens: 0..1,
        head: 0,
        span: span(name),
        kind: MentionKind::Entity { label: TypeId(0), form: Form::Name },
        name: name.to_owned(),
        entity: Some(entity),
        origin: "test",
        confidence: 1.0,
    };
    let thing = |name: &str, ix| LocalEntity {
        label: TypeId(0),
        name: name.to_owned(),
        aliases: Vec::new(),
        mentions: vec![ix],
    };
    let whole = Span::new(0, text.len() as u32);
    let claim = Claim {
        subject: 0,
        predicate: Predicate::Relation {
            relation: RelationId(0),
            object: 1,
            attributes: [("share".to_owned(), Scalar::Number(0.5))].into(),
        },
        status: Status::Planned,
        attributed_to: None,
        rule: "test".into(),
        evidence: Evidence { sentence: 0, span: whole },
        confidence: 0.9,
    };
    Analysed {
        sentences: vec![Sentence { span: whole, ..Sentence::default() }],
        mentions: vec![mention(owner, 0), mention(owned, 1)],
        entities: vec![thing(owner, 0), thing(owned, 1)],
        claims: vec![claim],
        document: Document {
            path: path.to_owned(),
            hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
            title: None,
            publisher: Some("Küstenblatt".into()),
            date: None,
            language: Language::De,
            text,
        },
    }
}

fn put(store: &Store, articles: Vec<Analysed>) {
    let standing = |(position, analysed)| Standing { analysed, position, signature: None };
    store.put(&(0..).zip(articles).map(standing).collect::<Vec<_>>(), &ontology()).unwrap();
}

/// Makes every thing an entity of its own and every claim an edge.
fn assemble(store: &Store) {
    let locals = store.things(&ontology()).unwrap();
    let mut entities = Vec::new();
    for (document, local) in (0u32..).zip(&locals) {
        for (number, thing) in (0u32..).zip(&local.things) {
            let (label, name) = (thing.label, thing.name.clone());
            entities.push(Entity { label, name, aliases: Vec::new(), members: vec![(document, number)] });
        }
    }
    let revision = store.revision().unwrap();
    assert!(store.put_entities(revision, &entities, &locals, &[], &ontology()).unwrap());
    let named = |name: &str| Map::from([("name".into(), Value::String(name.into()))]);
    let row = |(entity, e): (i64, &Entity)| NodeRow { entity, label: "Company", properties: named(&e.name) };
    let make = |remake: &Remake<'_>| {
        remake.claims(&[], |claim| {
            let Said::Relation { relation, object } = claim.said else { return Ok(()) };
            let (subject, object, claims) = (claim.subject.entity, object.entity, vec![claim.id]);
            remake.edge(&EdgeRow { subject, object, relation, properties: Map::new(), claims })
        })?;
        (0..).zip(&entities).map(row).try_for_each(|node| remake.node(&node))
    };
    assert!(store.remake::<StoreError>(revision, make).unwrap());
}

/// Nodes and edges as text.
fn picture(graph: &crate::graph::Graph) -> Vec<String> {
    let nodes = graph.nodes().map(|n| format!("{} {:?} {:?}", n.0, graph.labels_of(n).len(), graph.node_map(n)));
    let edges = graph.edges().map(|e| format!("{} {:?} {:?}", e.0, graph.ends(e), graph.edge_map(e)));
    nodes.chain(edges).collect()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kg");
    (folder, path)
}

#[test]
fn what_is_put_comes_back_after_closing() {
    let (_folder, path) = folder();
    let store = Store::create(&path).unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    let before = picture(&store.load().unwrap());
    drop(store);
    let store = Store::open(&path).unwrap();
    let graph = store.load().unwrap();
    assert_eq!(picture(&graph), before);
    assert_eq!(store.counts().unwrap(), Counts { documents: 1, sentences: 1, claims: 1, nodes: 2, edges: 1 });
    let evidence = graph.evidence(EdgeId(0));
    let shown: Vec<_> =
        ["sentence", "publisher", "status", "share"].iter().map(|key| format!("{:?}", evidence[0][*key])).collect();
    assert_eq!(
        shown,
        [r#"String("Nordwerft besitzt Südwerft.")"#, r#"String("Küstenblatt")"#, r#"String("planned")"#, "Float(0.5)"]
    );
}

#[test]
fn unchanged_documents_are_known_and_dropped_ones_take_their_claims_along() {
    let store = Store::in_memory().unwrap();
    let (first, second) = (article("a.txt", "Nordwerft", "Südwerft"), article("b.txt", "Ostwerft", "Westwerft"));
    let document = first.document.clone();
    put(&store, vec![first, second]);
    assemble(&store);
    assert!(!store.is_stale().unwrap());
    let known = store.documents().unwrap();
    assert!(known["a.txt"].is(&document));
    assert!(!known["a.txt"].is(&Document { date: Some("2025-01-01".into()), ..document }));
    store.arrange(&[known["a.txt"].id], &[(known["b.txt"].id, 0)]).unwrap();
    assert!(store.is_stale().unwrap());
    assert_eq!(store.counts().unwrap().claims, 1);
    assert_eq!(store.documents().unwrap().len(), 1);
}

#[test]
fn a_document_put_again_takes_the_place_of_the_old_one() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    put(&store, vec![article("a.txt", "Ostwerft", "Westwerft")]);
    let mut subjects = Vec::new();
    assemble(&store);
    store
        .claims(|claim| {
            subjects.push(claim.subject.name);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(subjects, ["Ostwerft"]);
}

#[test]
fn another_version_of_the_analysis_forgets_all_documents() {
    let store = Store::in_memory().unwrap();
    assert!(!store.begin("one").unwrap());
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assert!(!store.begin("one").unwrap());
    assert_eq!(store.documents().unwrap().len(), 1);
    assert!(store.begin("two").unwrap());
    assert_eq!(store.counts().unwrap().claims, 0);
}

/// Writes through the graph as a statement does.
fn write(store: &Store) -> crate::graph::Graph {
    let mut graph = store.load().unwrap();
    let (label, key, kind) = (graph.intern_label("Note"), graph.intern_key("when"), graph.intern_rel_type("ABOUT"));
    let note = graph.create_node(&[label]);
    graph.set_node_property(note, key, Value::Temporal(Arc::new(Temporal::Date { days: 20_000 })));
    let about = graph.nodes().next().unwrap();
    let edge = graph.create_edge(note, about, kind);
    graph.set_edge_property(edge, key, Value::Float(f64::INFINITY));
    graph.create_index(label, key);
    graph.name_index(label, key, "by_key");
    store.keep(&mut graph).unwrap();
    graph
}

#[test]
fn a_file_made_before_indexes_had_names_takes_them() {
    let (_folder, path) = folder();
    let store = Store::create(&path).unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    store.lock().execute_batch("ALTER TABLE property_index DROP COLUMN name").unwrap();
    assert_eq!(store.load().unwrap().indexes().count(), 0);
    write(&store);
    assert_eq!(store.load().unwrap().indexes().count(), 1);
}

#[test]
fn what_statements_write_is_durable_and_survives_the_next_build() {
    let (_folder, path) = folder();
    let store = Store::create(&path).unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    let graph = write(&store);
    let written = picture(&graph);
    let again = Store::open(&path).unwrap();
    assert_eq!(picture(&again.load().unwrap()), written);
    let loaded = again.load().unwrap();
    let names: Vec<_> = loaded.indexes().map(|(label, key)| loaded.index_name(label, key)).collect();
    assert_eq!(names, ["by_key".into()]);
    put(&store, vec![article("0.txt", "Ostwerft", "Westwerft")]);
    assemble(&store);
    let graph = store.load().unwrap();
    let kind = graph.rel_type("ABOUT").unwrap();
    let edge = graph.edges().find(|e| graph.type_of(*e) == Some(kind)).unwrap();
    let (_, about) = graph.ends(edge).unwrap();
    assert_eq!(format!("{:?}", graph.node_map(about)["name"]), r#"String("Nordwerft")"#);
}

#[test]
fn deleted_things_stay_deleted() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    let mut graph = store.load().unwrap();
    let node = graph.nodes().next().unwrap();
    graph.detach_delete_node(node);
    store.keep(&mut graph).unwrap();
    assert_eq!(picture(&store.load().unwrap()), picture(&graph));
    assert_eq!(store.counts().unwrap().edges, 0);
}

#[test]
fn no_graph_is_made_of_claims_that_have_changed_meanwhile() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    let (graph, revision) = (picture(&store.load().unwrap()), store.revision().unwrap());
    put(&store, vec![article("b.txt", "Ostwerft", "Westwerft")]);
    assert!(!store.put_entities(revision, &[], &[], &[], &ontology()).unwrap());
    assert!(!store.remake::<StoreError>(revision, |_| Ok(())).unwrap());
    assert!(store.is_stale().unwrap());
    assert_eq!(picture(&store.load().unwrap()), graph);
    assemble(&store);
    assert!(!store.is_stale().unwrap());
}

#[test]
fn the_snapshot_is_the_graph_and_is_left_alone_when_stale() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft"), article("b.txt", "Ostwerft", "Westwerft")]);
    assemble(&store);
    let graph = write(&store);
    store.transaction(|connection| snapshot::write(connection, &graph)).unwrap();
    let quick = snapshot::read(&store.lock()).unwrap().expect("it is up to date");
    assert_eq!(picture(&quick), picture(&graph));
    store.transaction(schema::next_generation).unwrap();
    assert!(snapshot::read(&store.lock()).unwrap().is_none());
}

#[test]
fn a_damaged_snapshot_counts_as_absent() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    let graph = store.load().unwrap();
    for cut in 0..60 {
        store.transaction(|connection| snapshot::write(connection, &graph)).unwrap();
        let cut_off = "UPDATE snapshot SET content = substr(content, 1, max(0, length(content) - ?1))";
        store.lock().execute(cut_off, [cut]).unwrap();
        let read = snapshot::read(&store.lock()).unwrap();
        assert!(read.is_none() || cut == 0, "cut by {cut}");
        assert_eq!(picture(&store.load().unwrap()), picture(&graph));
    }
}

#[test]
fn files_of_others_are_refused_and_left_as_they_are() {
    let (_folder, path) = folder();
    fs::write(&path, "Dies ist ein Brief.").unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Foreign(_))));
    assert!(matches!(Store::create(&path), Err(StoreError::Foreign(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "Dies ist ein Brief.");
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::create(&path), Err(StoreError::Foreign(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(matches!(Store::open(path.parent().unwrap()), Err(StoreError::Missing(_))));
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let (_folder, path) = folder();
    drop(Store::create(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 99, .. })));
}

#[test]
fn a_file_cut_off_or_overwritten_is_an_error_and_no_panic() {
    let (_folder, path) = folder();
    let store = Store::create(&path).unwrap();
    put(&store, (0..50).map(|n| article(&format!("{n}.txt"), &format!("Werft {n}"), &format!("Dock {n}"))).collect());
    assemble(&store);
    drop(store);
    let whole = fs::read(&path).unwrap();
    for step in 1..12 {
        let mut bytes = whole.clone();
        if step % 2 == 0 {
            bytes.truncate(whole.len() * step / 12);
        } else {
            let from = (whole.len() * step / 12).max(200);
            let to = (from + 3000).min(bytes.len());
            bytes[from..to].fill(0xa5);
        }
        fs::write(&path, &bytes).unwrap();
        // Damage in pages that loading never reads may go unseen; what is read must be refused or right.
        if let Ok(graph) = Store::open(&path).and_then(|store| store.load()) {
            assert!(graph.node_count() <= 100);
        }
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(Store::open(&path).and_then(|store| store.load()).is_err());
}

#[test]
fn aliases_are_kept_and_make_the_graph_stale() {
    let store = Store::in_memory().unwrap();
    put(&store, vec![article("a.txt", "Nordwerft", "Südwerft")]);
    assemble(&store);
    store.set_aliases("Nordwerft AG = Nordwerft").unwrap();
    assert!(store.is_stale().unwrap());
    assemble(&store);
    store.set_aliases("Nordwerft AG = Nordwerft").unwrap();
    assert!(!store.is_stale().unwrap());
}
