//! `CALL kg.conflicts()`: where independent sources contradict each other, side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::Column;
use super::agree;
use super::said::{Said, distinct, map, number};
use crate::graph::{Direction, Graph};
use crate::model::value::{EdgeId, Map, NodeId, Value};
use crate::query::context::FnContext;
use crate::query::error::EvalError;
use crate::query::types::Kinds;
use crate::query::value;

/// What a row holds.
pub(super) const COLUMNS: &[Column] = &[
    ("attribute", Kinds::STRING, "STRING"),
    ("subject", Kinds::NODE, "NODE"),
    ("relationship", Kinds::EDGE.or(Kinds::NULL), "RELATIONSHIP?"),
    ("object", Kinds::NODE.or(Kinds::NULL), "NODE?"),
    ("values", Kinds::LIST, "LIST<MAP>"),
];

/// Whether two claims can both be right about the attribute of that key.
type Agree = fn(&str, Said<'_>, Said<'_>) -> bool;

/// Attributes of a relationship that sources may differ in.
const DISPUTED: &[(&str, Agree)] = &[
    ("amount", agree::numbers),
    ("share", agree::numbers),
    ("capacity", agree::numbers),
    ("date", agree::dates),
    ("since", agree::dates),
    ("until", agree::dates),
    ("status", agree::status),
];

/// What is shown beside a value.
const BESIDE: &[&str] = &["currency", "unit", "qualifier"];

/// A facility stands in one place; a company may have many.
const FACILITY: &str = "Site";
const LOCATED: &str = "LOCATED_IN";
const PART: &str = "PART_OF";

/// Places above a place that are followed: address, city, district, state, country, continent.
const HEIGHT: usize = 6;

/// All conflicts: of relationships in their order, then of nodes' attributes, then of places.
pub(super) fn run(_: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let graph = context.graph;
    let mut rows = Vec::new();
    for edge in contested(graph) {
        let claims = graph.evidence(edge);
        let Some((subject, object)) = graph.ends(edge) else { continue };
        let ends = [Value::Node(subject), Value::Edge(edge), Value::Node(object)];
        for (key, agree) in DISPUTED {
            rows.extend(conflict(key, *agree, &claims).map(|values| row(key, ends.clone(), values)));
        }
    }
    of_nodes(graph, &mut rows);
    of_places(graph, &mut rows);
    Ok(rows)
}

/// Relationships with more than one claim behind them.
fn contested(graph: &Graph) -> impl Iterator<Item = EdgeId> + '_ {
    let claims = graph.key("claims");
    let several = move |edge: &EdgeId| {
        claims.is_some_and(|key| number(&graph.edge_property(*edge, key)).is_some_and(|count| count > 1.0))
    };
    graph.edges().filter(several)
}

fn row(attribute: &str, [subject, relationship, object]: [Value; 3], values: Value) -> Vec<Value> {
    vec![value::string(attribute), subject, relationship, object, values]
}

/// `valuation`, `volume` and the like.
fn of_nodes(graph: &Graph, rows: &mut Vec<Vec<Value>>) {
    let mut claims: BTreeMap<(NodeId, String), Vec<Map>> = BTreeMap::new();
    for (node, claim) in graph.attribute_claims() {
        if let Some(name) = Said(&claim).text("attribute").map(str::to_owned)
            && graph.has_node(node)
        {
            claims.entry((node, name)).or_default().push(claim);
        }
    }
    for ((node, name), claims) in claims {
        let agree: Agree =
            if claims.iter().all(|c| number(&Said(c).value("value")).is_some()) { agree::numbers } else { agree::same };
        let found = conflict("value", agree, &claims);
        rows.extend(found.map(|values| row(&name, [Value::Node(node), Value::Null, Value::Null], values)));
    }
}

/// Facilities that sources put into places of which none lies in the other.
fn of_places(graph: &Graph, rows: &mut Vec<Vec<Value>>) {
    let (Some(facility), Some(located)) = (graph.label(FACILITY), graph.rel_type(LOCATED)) else { return };
    for site in graph.nodes().filter(|node| graph.has_label(*node, facility)) {
        let mut places: Vec<(EdgeId, NodeId)> = graph
            .incident(site, Direction::Out)
            .filter(|(kind, _, _)| *kind == located)
            .map(|(_, edge, place)| (edge, place))
            .collect();
        if places.len() < 2 {
            continue;
        }
        places.sort_unstable();
        let claims = places.iter().flat_map(|(edge, _)| graph.evidence(*edge)).collect::<Vec<_>>();
        let above: BTreeMap<String, BTreeSet<String>> =
            places.iter().map(|(_, place)| (name(graph, *place), names_above(graph, *place))).collect();
        let apart = |a: &str, b: &str| {
            let within = |x: &str, y: &str| above.get(x).is_some_and(|above| above.contains(y));
            a != b && !within(a, b) && !within(b, a)
        };
        let agree = |a: Said<'_>, b: Said<'_>| a.text("object").zip(b.text("object")).is_none_or(|(a, b)| !apart(a, b));
        let found = differing("object", agree, &claims);
        rows.extend(found.map(|values| row("place", [Value::Node(site), Value::Null, Value::Null], values)));
    }
}

fn name(graph: &Graph, node: NodeId) -> String {
    match graph.key("name").map(|key| graph.node_property(node, key)) {
        Some(Value::String(name)) => name.to_string(),
        _ => String::new(),
    }
}

/// The names of what a place is part of.
fn names_above(graph: &Graph, place: NodeId) -> BTreeSet<String> {
    let part = graph.rel_type(PART);
    let (mut found, mut edge) = (BTreeSet::new(), vec![place]);
    for _ in 0..HEIGHT {
        let up = edge.iter().flat_map(|node| graph.incident(*node, Direction::Out));
        edge = up.filter(|(kind, _, _)| Some(*kind) == part).map(|(_, _, above)| above).collect();
        found.extend(edge.iter().map(|above| name(graph, *above)));
    }
    found
}

fn conflict(key: &str, agree: Agree, claims: &[Map]) -> Option<Value> {
    differing(key, |a, b| agree(key, a, b), claims)
}

/// One value with the claims that give it.
struct Side<'m> {
    claims: Vec<Said<'m>>,
    sources: BTreeSet<i64>,
}

/// The different values under `key`, each with its sources, if two sources contradict each other there. A source that
/// gives both of two values does not contradict itself.
fn differing(key: &str, agree: impl Fn(Said<'_>, Said<'_>) -> bool, claims: &[Map]) -> Option<Value> {
    let mut sides: Vec<Side<'_>> = Vec::new();
    let said = claims.iter().map(Said).filter(|claim| claim.0.get(key).is_some_and(|v| !matches!(v, Value::Null)));
    for claim in said {
        let alike = |side: &&mut Side<'_>| shown_alike(key, side.claims[0], claim);
        match sides.iter_mut().find(alike) {
            Some(side) => {
                side.claims.push(claim);
                side.sources.insert(claim.source());
            }
            None => sides.push(Side { claims: vec![claim], sources: [claim.source()].into() }),
        }
    }
    let clash = |a: &Side<'_>, b: &Side<'_>| {
        a.sources.is_disjoint(&b.sources) && !a.claims.iter().any(|a| b.claims.iter().any(|b| agree(*a, *b)))
    };
    let clashes = (1..sides.len()).any(|i| sides[..i].iter().any(|other| clash(other, &sides[i])));
    clashes.then(|| value::list(sides.iter().map(|side| shown(key, side)).collect()))
}

/// Whether two claims give the same value with the same words beside it.
fn shown_alike(key: &str, a: Said<'_>, b: Said<'_>) -> bool {
    std::iter::once(&key).chain(BESIDE).all(|key| value::equivalent(&a.value(key), &b.value(key)))
}

fn shown(key: &str, side: &Side<'_>) -> Value {
    let first = side.claims[0];
    let texts = |key: &'static str| distinct(side.claims.iter().filter_map(move |claim| claim.text(key)));
    let date = side.claims.iter().filter_map(|claim| claim.text("document_date")).min();
    let mut entries = vec![
        ("value", first.value(key)),
        ("sources", Value::Int(side.sources.len() as i64)),
        ("date", date.map_or(Value::Null, value::string)),
        ("documents", texts("document")),
        ("publishers", texts("publisher")),
        ("sentences", texts("sentence")),
    ];
    entries.extend(BESIDE.iter().filter(|key| first.0.contains_key(**key)).map(|key| (*key, first.value(key))));
    map(entries)
}
