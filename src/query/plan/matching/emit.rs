//! Steps → operators, each with the tests and filters that can be made there.

use std::collections::BTreeSet;

use crate::graph::{KeyId, LabelId, Types};
use crate::query::bound::{KeyRef, Link, NodeIx, Pattern, Selector, Slot};
use crate::query::plan::lower::Lower;
use crate::query::plan::op::{
    BuildPath, Ends, Expand, ExpandVar, Hop, Intersect, Names, NodeTest, Op, Paths, Repeat, Scan, Select, Source,
};
use crate::query::plan::scalar::Scalar;
use crate::query::syntax::CompareOp;

use super::conjuncts::Conjunct;
use super::order::Step;
use super::shape::{LinkKind, Shape};

/// The state of emission.
pub(super) struct Emit<'a> {
    lower: &'a Lower<'a>,
    pattern: &'a Pattern,
    shape: Shape,
    waiting: Vec<Conjunct>,
    known: BTreeSet<Slot>,
    walked: Vec<(Slot, Types)>,
    built: BTreeSet<usize>,
    ops: Vec<Op>,
}

impl<'a> Emit<'a> {
    pub fn new(lower: &'a Lower<'a>, pattern: &'a Pattern, shape: Shape, conjuncts: Vec<Conjunct>) -> Self {
        let (known, walked, built) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
        Self { lower, pattern, shape, waiting: conjuncts, known, walked, built, ops: Vec::new() }
    }

    pub fn run(mut self, steps: &[Step]) -> Vec<Op> {
        self.filters();
        for step in steps {
            self.step(step);
            self.paths();
            self.filters();
        }
        self.paths();
        self.known.extend(self.pattern.paths.iter().filter_map(|path| path.slot));
        self.filters();
        let left = std::mem::take(&mut self.waiting);
        self.ops.extend(left.into_iter().map(|conjunct| Op::Filter(conjunct.scalar)));
        self.ops
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Check(node) => {
                let tests = self.tests(*node, None);
                self.ops.push(Op::CheckNode { slot: self.slot(*node), tests });
            }
            Step::Ends(link) => self.ends(*link),
            Step::Scan(node, rows) => self.scan(*node, *rows),
            Step::Walk { link, to_right, rows } => self.walk(*link, *to_right, false, *rows),
            Step::Close { link, to_right, rows } => self.walk(*link, *to_right, true, *rows),
            Step::Meet { node, links, rows } => self.meet(*node, links, *rows),
        }
    }

    fn slot(&self, node: NodeIx) -> Slot {
        self.shape.nodes[node].slot
    }

    /// Puts every filter that waits for nothing more.
    fn filters(&mut self) {
        let known = &self.known;
        let (ready, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(|c| c.needs.is_subset(known));
        self.waiting = waiting;
        self.ops.extend(ready.into_iter().map(|conjunct: Conjunct| Op::Filter(conjunct.scalar)));
    }

    /// Puts every named path whose parts are all there.
    fn paths(&mut self) {
        for (at, path) in self.pattern.paths.iter().enumerate() {
            let Some(slot) = path.slot else { continue };
            if path.selector != Selector::All && self.is_plain_path(at) || self.built.contains(&at) {
                continue;
            }
            let edges: Vec<Slot> = path.steps.iter().map(|(link, _)| self.link_slot(*link)).collect();
            let start = self.slot(path.start);
            if self.known.contains(&start) && edges.iter().all(|edge| self.known.contains(edge)) {
                self.ops.push(Op::BuildPath(BuildPath { slot, start, edges }));
                self.known.insert(slot);
                self.built.insert(at);
            }
        }
    }

    fn link_slot(&self, link: Link) -> Slot {
        match link {
            Link::Edge(at) => self.pattern.edges[at].slot,
            Link::Quantified(at) => self.lower.walked_slot(&self.pattern.quantified[at]),
        }
    }

    /// The tests of a node that is bound now; `via` is the link that leads there and whether from left to right. Takes
    /// the comparisons out of the waiting filters.
    fn tests(&mut self, node: NodeIx, via: Option<(usize, bool)>) -> Vec<NodeTest> {
        let slot = self.slot(node);
        self.known.insert(slot);
        let mut tests: Vec<NodeTest> = Vec::new();
        for test in &self.shape.nodes[node].labels {
            let implied = match (test, via) {
                (NodeTest::Label(label), Some((link, to_right))) => self.implied(link, to_right, *label),
                _ => false,
            };
            if !implied {
                tests.push(test.clone());
            }
        }
        tests.extend(self.comparisons(slot));
        tests
    }

    fn implied(&self, link: usize, to_right: bool, label: LabelId) -> bool {
        let link = &self.shape.links[link];
        let at_least_one = match link.kind {
            LinkKind::Edge(_) => true,
            LinkKind::Var(at) => self.pattern.edges[at].length.is_some_and(|steps| steps.min > 0),
            LinkKind::Quantified(_) | LinkKind::Path(_) => false,
        };
        at_least_one && link.implies(self.lower, to_right, label)
    }

    fn comparisons(&mut self, slot: Slot) -> Vec<NodeTest> {
        let (known, lower) = (&self.known, self.lower);
        let mut tests = Vec::new();
        self.waiting.retain(|conjunct| {
            let here = conjunct.comparison.as_ref().filter(|c| c.node == slot && conjunct.needs.is_subset(known));
            let Some(comparison) = here else { return true };
            tests.push(match lower.names.key(comparison.key) {
                Some(key) => NodeTest::Compare(key, comparison.op, comparison.operand.clone()),
                None => NodeTest::Labels(Names::Is(None)),
            });
            false
        });
        tests
    }

    fn scan(&mut self, node: NodeIx, rows: f64) {
        let mut tests = self.tests(node, None);
        let source = self.source(&mut tests);
        self.ops.push(Op::Scan(Scan { slot: self.slot(node), source, tests, rows }));
    }

    /// The narrowest source for a node with these tests; takes the test out that the source makes.
    fn source(&self, tests: &mut Vec<NodeTest>) -> Source {
        let graph = self.lower.graph;
        if tests.iter().any(|test| matches!(test, NodeTest::Labels(Names::Is(None)))) {
            return Source::Nothing;
        }
        let label_of = |test: &NodeTest| match test {
            NodeTest::Label(label) => Some(*label),
            _ => None,
        };
        let labels: Vec<LabelId> = tests.iter().filter_map(label_of).collect();
        let indexed = |key: KeyId| labels.iter().copied().find(|label| graph.index(*label, key).is_some());
        if let Some(source) = equal_source(tests, indexed).or_else(|| range_source(tests, indexed)) {
            return source;
        }
        let Some(label) = labels.into_iter().min_by_key(|label| graph.label_count(*label)) else { return Source::All };
        tests.retain(|test| label_of(test) != Some(label));
        Source::Label(label)
    }

    fn hop(&mut self, link: usize, to_right: bool) -> Hop {
        let shape = &self.shape.links[link];
        let (from, way, degree) = if to_right {
            (shape.left, shape.way, shape.degree.0)
        } else {
            (shape.right, shape.way.flipped(), shape.degree.1)
        };
        let differs = self.walked.iter().filter(|(_, types)| shape.overlaps(types)).map(|(slot, _)| *slot).collect();
        Hop { from: self.slot(from), types: shape.types.clone(), way, differs, degree }
    }

    fn note_walked(&mut self, link: usize, slot: Slot) {
        self.walked.push((slot, self.shape.links[link].types.clone()));
        self.known.insert(slot);
    }

    fn ends(&mut self, link: usize) {
        let hop = self.hop(link, true);
        let shape = &self.shape.links[link];
        let LinkKind::Edge(at) = shape.kind else { return };
        let (left, right, edge) = (shape.left, shape.right, self.pattern.edges[at].slot);
        let is_known = |node: NodeIx| self.known.contains(&self.slot(node));
        let (left_known, right_known) = (is_known(left), is_known(right) || left == right);
        self.ops.push(Op::Ends(Ends {
            edge,
            types: hop.types,
            left: (self.slot(left), left_known),
            right: (self.slot(right), right_known),
            way: hop.way,
            differs: hop.differs,
        }));
        self.note_walked(link, edge);
        for (node, known) in [(left, left_known), (right, right_known)] {
            if !known {
                let tests = self.tests(node, None);
                self.ops.push(Op::CheckNode { slot: self.slot(node), tests });
            }
        }
    }

    fn walk(&mut self, link: usize, to_right: bool, into: bool, rows: f64) {
        let hop = self.hop(link, to_right);
        let shape = &self.shape.links[link];
        let far = if to_right { shape.right } else { shape.left };
        let kind = shape.kind;
        let tests = if into { Vec::new() } else { self.tests(far, Some((link, to_right))) };
        let to = self.slot(far);
        match kind {
            LinkKind::Edge(at) => {
                let edge = self.pattern.edges[at].slot;
                self.ops.push(Op::Expand(Expand { hop, edge: Some(edge), to, into, tests, rows }));
                self.note_walked(link, edge);
            }
            LinkKind::Var(at) => {
                let expand = self.expand_var(at, hop, (to, into, to_right), tests, rows);
                self.ops.push(Op::ExpandVar(expand));
                self.note_walked(link, self.pattern.edges[at].slot);
            }
            LinkKind::Quantified(at) => self.repeat(link, at, hop, (to, into, to_right), tests),
            LinkKind::Path(at) => self.select(link, at, hop, (to, into, to_right), tests),
        }
    }

    fn expand_var(
        &self,
        at: usize,
        hop: Hop,
        (to, into, to_right): (Slot, bool, bool),
        tests: Vec<NodeTest>,
        rows: f64,
    ) -> ExpandVar {
        let edge = &self.pattern.edges[at];
        let steps = edge.length.unwrap_or(crate::query::bound::Steps { min: 1, max: Some(1) });
        ExpandVar {
            hop,
            edges: edge.slot,
            bound: edge.bound,
            keep_edges: true,
            reversed: !to_right,
            to,
            into,
            tests,
            properties: self.properties(&edge.properties),
            steps,
            rows,
        }
    }

    /// Properties that relationships must have; a key that the graph lacks compares with nothing.
    fn properties(&self, properties: &[(KeyRef, crate::query::bound::Expr)]) -> Vec<(KeyId, Scalar)> {
        let unknown = KeyId(u32::MAX);
        let resolved = properties
            .iter()
            .map(|(key, value)| (self.lower.names.key(*key).unwrap_or(unknown), self.lower.scalar(value)));
        resolved.collect()
    }

    fn meet(&mut self, node: NodeIx, links: &[usize], rows: f64) {
        let mut hops = Vec::new();
        for &link in links {
            let LinkKind::Edge(at) = self.shape.links[link].kind else { continue };
            let to_right = self.shape.links[link].right == node;
            let edge = self.pattern.edges[at].slot;
            hops.push((self.hop(link, to_right), edge));
            self.note_walked(link, edge);
        }
        let to_right = self.shape.links[links[0]].right == node;
        let tests = self.tests(node, Some((links[0], to_right)));
        self.ops.push(Op::Intersect(Intersect { to: self.slot(node), hops, tests, rows }));
    }

    /// A quantified part: one repetition is a match of its own that starts at a bound node.
    fn repeat(
        &mut self,
        link: usize,
        at: usize,
        hop: Hop,
        (to, into, to_right): (Slot, bool, bool),
        tests: Vec<NodeTest>,
    ) {
        let part = &self.pattern.quantified[at];
        let walked = self.lower.walked_slot(part);
        let Some(path) = part.inner.paths.first() else { return };
        let end = path.steps.last().map_or(path.start, |(_, node)| *node);
        let (first, last) = if to_right { (path.start, end) } else { (end, path.start) };
        let mut inner = (*part.inner).clone();
        inner.nodes[first].bound = true;
        let mut introduces: Vec<Slot> = inner.nodes.iter().filter(|node| !node.bound).map(|node| node.slot).collect();
        introduces.extend(inner.edges.iter().filter(|edge| !edge.bound).map(|edge| edge.slot));
        introduces.push(inner.nodes[first].slot);
        let inner_edges = path.steps.iter().map(|(link, _)| match link {
            Link::Edge(at) => inner.edges[*at].slot,
            Link::Quantified(at) => self.lower.walked_slot(&inner.quantified[*at]),
        });
        let repeat = Repeat {
            from: hop.from,
            to,
            into,
            tests,
            inner_from: inner.nodes[first].slot,
            inner_to: inner.nodes[last].slot,
            inner_edges: inner_edges.collect(),
            ops: super::lower(self.lower, &inner, part.filter.as_ref(), &introduces),
            groups: part.groups.clone(),
            times: part.times,
            reversed: !to_right,
            differs: hop.differs,
            walked,
        };
        self.known.extend(part.groups.iter().map(|(_, slot)| *slot));
        self.ops.push(Op::Repeat(Box::new(repeat)));
        self.note_walked(link, walked);
    }

    /// Whether a path with a selector is one link of relationships.
    fn is_plain_path(&self, at: usize) -> bool {
        matches!(self.pattern.paths[at].steps.as_slice(), [(Link::Edge(_), _)])
    }

    fn select(
        &mut self,
        link: usize,
        at: usize,
        hop: Hop,
        (to, into, to_right): (Slot, bool, bool),
        tests: Vec<NodeTest>,
    ) {
        let path = &self.pattern.paths[at];
        if let [(Link::Edge(edge), _)] = path.steps.as_slice() {
            let expand = self.expand_var(*edge, hop, (to, into, to_right), tests, 1.0);
            let single = self.pattern.edges[*edge].length.is_none();
            self.known.extend(path.slot);
            self.note_walked(link, expand.edges);
            let filters = self.path_filters(&[Some(expand.edges), path.slot]);
            self.ops.push(Op::Paths(Box::new(Paths {
                selector: path.selector,
                expand,
                single,
                path: path.slot,
                filters,
            })));
        } else {
            self.select_general(link, at, (to, into), tests);
        }
    }

    /// Takes the filters that read the path or its relationships: they decide which paths count.
    fn path_filters(&mut self, slots: &[Option<Slot>]) -> Vec<Scalar> {
        let known = &self.known;
        let (ready, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|c: &Conjunct| {
                c.needs.is_subset(known) && slots.iter().flatten().any(|slot| c.scalar.reads.contains(slot))
            });
        self.waiting = waiting;
        ready.into_iter().map(|conjunct| conjunct.scalar).collect()
    }

    /// Finds all paths of a longer pattern as a match of their own, for the shortest to be kept.
    fn select_general(&mut self, link: usize, at: usize, (to, into): (Slot, bool), tests: Vec<NodeTest>) {
        let path = &self.pattern.paths[at];
        let (start, end) = (self.shape.links[link].left, self.shape.links[link].right);
        let mut inner = self.pattern.clone();
        inner.paths = vec![path.clone()];
        inner.paths[0].selector = Selector::All;
        for node in &mut inner.nodes {
            node.bound |= self.known.contains(&node.slot) && (into || node.slot != to);
        }
        let filled: Vec<Slot> = inner.nodes.iter().filter(|node| node.bound).map(|node| node.slot).collect();
        let slots = path_slots(self.lower, &inner);
        let introduces: Vec<Slot> = slots.into_iter().filter(|slot| !filled.contains(slot)).collect();
        keep_used(&mut inner);
        let ops = super::lower(self.lower, &inner, None, &introduces);
        let edges: Vec<Slot> = path.steps.iter().map(|(link, _)| self.link_slot(*link)).collect();
        self.known.extend(&introduces);
        edges.iter().for_each(|edge| self.note_walked(link, *edge));
        self.built.insert(at);
        let (start, end) = (self.slot(start), self.slot(end));
        self.ops.push(Op::Select(Box::new(Select { selector: path.selector, ops, start, end, edges, introduces })));
        self.ops.push(Op::CheckNode { slot: to, tests });
    }
}

/// Every slot that the one path of a pattern fills.
fn path_slots(lower: &Lower<'_>, pattern: &Pattern) -> BTreeSet<Slot> {
    let mut slots = BTreeSet::new();
    let Some(path) = pattern.paths.first() else { return slots };
    slots.extend(path.slot);
    slots.insert(pattern.nodes[path.start].slot);
    for (link, node) in &path.steps {
        slots.insert(pattern.nodes[*node].slot);
        match link {
            Link::Edge(at) => drop(slots.insert(pattern.edges[*at].slot)),
            Link::Quantified(at) => {
                slots.insert(lower.walked_slot(&pattern.quantified[*at]));
                slots.extend(pattern.quantified[*at].groups.iter().map(|(_, slot)| *slot));
            }
        }
    }
    slots
}

/// Drops the nodes that the one path of a pattern does not touch, and numbers the rest anew.
fn keep_used(pattern: &mut Pattern) {
    let Some(path) = pattern.paths.first_mut() else { return };
    let used: BTreeSet<NodeIx> = path.steps.iter().map(|(_, node)| *node).chain([path.start]).collect();
    let place = |node: &mut NodeIx| *node = used.iter().position(|other| other == node).unwrap_or(0);
    place(&mut path.start);
    path.steps.iter_mut().for_each(|(_, node)| place(node));
    for edge in &mut pattern.edges {
        place(&mut edge.left);
        place(&mut edge.right);
    }
    for part in &mut pattern.quantified {
        place(&mut part.left);
        place(&mut part.right);
    }
    let nodes = std::mem::take(&mut pattern.nodes);
    pattern.nodes = nodes.into_iter().enumerate().filter(|(at, _)| used.contains(at)).map(|(_, node)| node).collect();
}

fn equal_source(tests: &mut Vec<NodeTest>, indexed: impl Fn(KeyId) -> Option<LabelId>) -> Option<Source> {
    let (at, label) = tests.iter().enumerate().find_map(|(at, test)| match test {
        NodeTest::Compare(key, CompareOp::Eq, _) => indexed(*key).map(|label| (at, label)),
        _ => None,
    })?;
    let NodeTest::Compare(key, _, operand) = tests.remove(at) else { return None };
    tests.retain(|test| !matches!(test, NodeTest::Label(other) if *other == label));
    Some(Source::Equal(label, key, operand))
}

fn range_source(tests: &[NodeTest], indexed: impl Fn(KeyId) -> Option<LabelId>) -> Option<Source> {
    let is_range = |op: CompareOp| !matches!(op, CompareOp::Eq | CompareOp::Ne);
    let (key, label) = tests.iter().find_map(|test| match test {
        NodeTest::Compare(key, op, operand) if is_range(*op) && operand.is_constant() => {
            indexed(*key).map(|label| (*key, label))
        }
        _ => None,
    })?;
    let bounds = tests.iter().filter_map(|test| match test {
        NodeTest::Compare(other, op, operand) if *other == key && is_range(*op) && operand.is_constant() => {
            Some((*op, operand.clone()))
        }
        _ => None,
    });
    Some(Source::Range(label, key, bounds.collect()))
}
