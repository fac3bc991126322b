//! A pattern as the planner sees it: nodes with the rows they stand for, links with their ends and their fan-out.

use std::collections::BTreeSet;

use crate::graph::{Direction, LabelId, RelTypeId, Types, Way};
use crate::query::bound::{self, Link, NameTest, NodeIx, Pattern, Selector, Slot, Steps};
use crate::query::plan::estimate;
use crate::query::plan::lower::Lower;
use crate::query::plan::op::{Names, NodeTest};

use super::conjuncts::Conjunct;

/// A pattern with figures.
pub(super) struct Shape {
    pub nodes: Vec<NodeShape>,
    pub links: Vec<LinkShape>,
}

/// A node of a pattern.
pub(super) struct NodeShape {
    pub slot: Slot,
    /// Whether an earlier clause filled the slot.
    pub bound: bool,
    /// Label tests, as written.
    pub labels: Vec<NodeTest>,
    /// How many nodes fit.
    pub rows: f64,
    /// What share of nodes with the right labels fit.
    pub share: f64,
}

/// What kind of link it is, with the index into the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// One relationship.
    Edge(usize),
    /// A variable number of them.
    Var(usize),
    /// A quantified part.
    Quantified(usize),
    /// A path with a selector: index of the path.
    Path(usize),
}

/// A link of a pattern.
pub(super) struct LinkShape {
    pub kind: LinkKind,
    pub left: NodeIx,
    pub right: NodeIx,
    /// Nodes between the two that it binds, too.
    pub between: Vec<NodeIx>,
    pub types: Types,
    /// From left to right.
    pub way: Way,
    /// Whether an earlier clause filled the relationship.
    pub bound: bool,
    /// Rows for each row, from left to right and from right to left, with the tests of the far node.
    pub fan_out: (f64, f64),
    /// Relationships of one node, from the left and from the right.
    pub degree: (f64, f64),
}

impl Shape {
    pub fn new(lower: &Lower<'_>, pattern: &Pattern, conjuncts: &[Conjunct]) -> Self {
        let nodes: Vec<_> = pattern.nodes.iter().map(|node| node_shape(lower, node, conjuncts)).collect();
        let mut links = Vec::new();
        for (at, path) in pattern.paths.iter().enumerate() {
            if path.selector == Selector::All {
                let mut left = path.start;
                for (link, right) in &path.steps {
                    links.push(link_shape(lower, pattern, &nodes, (*link, left, *right)));
                    left = *right;
                }
            } else if let Some((_, end)) = path.steps.last() {
                links.push(path_shape(lower, pattern, &nodes, (at, path.start, *end)));
            }
        }
        Self { nodes, links }
    }
}

fn node_shape(lower: &Lower<'_>, node: &bound::NodePattern, conjuncts: &[Conjunct]) -> NodeShape {
    let labels = label_tests(lower, node.labels.as_ref());
    let mut rows = estimate::nodes(lower.graph, &labels);
    let mut share = 1.0;
    for comparison in conjuncts.iter().filter_map(|c| c.comparison.as_ref()).filter(|c| c.node == node.slot) {
        let Some(key) = lower.names.key(comparison.key) else { continue };
        let test = NodeTest::Compare(key, comparison.op, comparison.operand.clone());
        share *= estimate::share(lower.graph, &test);
    }
    rows *= share;
    NodeShape { slot: node.slot, bound: node.bound, labels, rows, share }
}

/// The tests behind `:A&B`, one for each label where they are joined by AND.
fn label_tests(lower: &Lower<'_>, test: Option<&NameTest<bound::LabelRef>>) -> Vec<NodeTest> {
    let parts = match test {
        None => return Vec::new(),
        Some(NameTest::And(parts)) => parts.iter().collect(),
        Some(test) => vec![test],
    };
    let resolved = parts.into_iter().map(|part| match lower.names.labels(part) {
        Names::Is(Some(label)) => NodeTest::Label(label),
        other => NodeTest::Labels(other),
    });
    resolved.collect()
}

pub(super) const fn way_of(direction: bound::Direction) -> Way {
    match direction {
        bound::Direction::Out => Way::Out,
        bound::Direction::In => Way::In,
        bound::Direction::Both => Way::Both,
    }
}

fn labels_in(node: &NodeShape) -> Vec<LabelId> {
    let labels = node.labels.iter().filter_map(|test| match test {
        NodeTest::Label(label) => Some(*label),
        _ => None,
    });
    labels.collect()
}

fn link_shape(
    lower: &Lower<'_>,
    pattern: &Pattern,
    nodes: &[NodeShape],
    (link, left, right): (Link, NodeIx, NodeIx),
) -> LinkShape {
    match link {
        Link::Edge(at) => {
            let edge = &pattern.edges[at];
            let (types, way) = (lower.names.types(edge.types.as_ref()), way_of(edge.direction));
            let kind = if edge.length.is_some() { LinkKind::Var(at) } else { LinkKind::Edge(at) };
            let (left, right) = (edge.left, edge.right);
            figured(lower, nodes, Plain { kind, left, right, types, way, bound: edge.bound, steps: edge.length })
        }
        Link::Quantified(at) => {
            let part = &pattern.quantified[at];
            let (types, way) = (Types::Any, Way::Both);
            let kind = LinkKind::Quantified(at);
            figured(lower, nodes, Plain { kind, left, right, types, way, bound: false, steps: Some(part.times) })
        }
    }
}

fn path_shape(
    lower: &Lower<'_>,
    pattern: &Pattern,
    nodes: &[NodeShape],
    (at, left, right): (usize, NodeIx, NodeIx),
) -> LinkShape {
    let edge = pattern.paths[at].steps.iter().find_map(|(link, _)| match link {
        Link::Edge(edge) => Some(&pattern.edges[*edge]),
        Link::Quantified(_) => None,
    });
    let types = edge.map_or(Types::Any, |edge| lower.names.types(edge.types.as_ref()));
    let way = edge.map_or(Way::Both, |edge| way_of(edge.direction));
    let steps = Some(Steps { min: 1, max: None });
    let mut link =
        figured(lower, nodes, Plain { kind: LinkKind::Path(at), left, right, types, way, bound: false, steps });
    link.between = pattern.paths[at].steps.iter().map(|(_, node)| *node).filter(|node| *node != right).collect();
    link
}

/// A link before its figures.
struct Plain {
    kind: LinkKind,
    left: NodeIx,
    right: NodeIx,
    types: Types,
    way: Way,
    bound: bool,
    steps: Option<Steps>,
}

/// Steps that the estimate of an open-ended length counts.
const USUAL_STEPS: u32 = 4;

fn figured(lower: &Lower<'_>, nodes: &[NodeShape], link: Plain) -> LinkShape {
    let (left, right) = (&nodes[link.left], &nodes[link.right]);
    let degree = (
        estimate::degree(lower.graph, &link.types, link.way, &labels_in(left)),
        estimate::degree(lower.graph, &link.types, link.way.flipped(), &labels_in(right)),
    );
    let power = link.steps.map_or(1, |steps| steps.max.unwrap_or(USUAL_STEPS).clamp(1, USUAL_STEPS)) as i32;
    let to = |way: Way, degree: f64, far: &NodeShape| {
        let fitting = estimate::far_end(lower.graph, &link.types, way, &far.labels) * far.share;
        degree.max(0.01).powi(power) * fitting
    };
    let fan_out = (to(link.way, degree.0, right), to(link.way.flipped(), degree.1, left));
    LinkShape {
        kind: link.kind,
        left: link.left,
        right: link.right,
        between: Vec::new(),
        types: link.types,
        way: link.way,
        bound: link.bound,
        fan_out,
        degree,
    }
}

impl LinkShape {
    /// Whether any relationship could be in both links.
    pub fn overlaps(&self, types: &Types) -> bool {
        match (&self.types, types) {
            (Types::Of(a), Types::Of(b)) => a.iter().any(|kind| b.contains(kind)),
            _ => true,
        }
    }

    /// Whether every node that one step reaches from the left (`to_right`) or the right has the label anyway.
    pub fn implies(&self, lower: &Lower<'_>, to_right: bool, label: LabelId) -> bool {
        let Types::Of(kinds) = &self.types else { return false };
        let end = match if to_right { self.way } else { self.way.flipped() } {
            Way::Out => Direction::In,
            Way::In => Direction::Out,
            Way::Both => return false,
        };
        kinds.iter().all(|kind: &RelTypeId| lower.implies(*kind, end, label))
    }
}

/// Nodes known to a set of steps.
pub(super) type Known = BTreeSet<NodeIx>;
