//! Paths between two nodes in order of length: `shortestPath`, `allShortestPaths`, `SHORTEST k`.
//!
//! One shortest path between bound ends is sought from both ends at once. All else goes breadth first over trails.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::graph::{Walker, Way};
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::bound::Selector;
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::Paths as Plan;

use super::super::flow::{Flow, GO_ON, Stop};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::build_path;
use super::expand_var::{EdgeTests, Wanted, has_properties};
use super::node_test::NodeTests;
use super::walk::{edge_list, is_walked};

/// Looks for paths in order of length.
pub(super) struct Paths<'g> {
    plan: &'g Plan,
    forward: Walker<'g>,
    backward: Walker<'g>,
    tests: NodeTests<'g>,
    properties: EdgeTests,
    filters: Vec<CompiledExpr>,
}

/// A trail as a chain of steps from its end back to its start.
struct Trail {
    node: NodeId,
    length: usize,
    first: Option<EdgeId>,
    last: Option<(EdgeId, Rc<Trail>)>,
}

/// Bytes that a trail in the queue takes.
const TRAIL_BYTES: usize = size_of::<Trail>() + 16;

impl Trail {
    fn has(&self, edge: EdgeId) -> bool {
        let mut trail = self;
        while let Some((last, before)) = &trail.last {
            if *last == edge {
                return true;
            }
            trail = before;
        }
        false
    }

    fn edges(&self) -> Vec<EdgeId> {
        let mut edges = Vec::with_capacity(self.length);
        let mut trail = self;
        while let Some((last, before)) = &trail.last {
            edges.push(*last);
            trail = before;
        }
        edges.reverse();
        edges
    }
}

/// How a node was first reached in a search: over which edge, from where, in how many steps.
type Reached = FxHashMap<u32, (Option<EdgeId>, NodeId, u32)>;

impl<'g> Paths<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let hop = &plan.expand.hop;
        let work = 64;
        Self {
            plan,
            forward: run.walker(&hop.types, hop.way, work),
            backward: run.walker(&hop.types, hop.way.flipped(), work),
            tests: NodeTests::new(run, &plan.expand.tests),
            properties: EdgeTests::new(run, &plan.expand.properties),
            filters: run.compile_all(&plan.filters),
        }
    }

    /// Puts a path into the row if all filters hold of it, and hands it on; tells whether it counted.
    fn emit(
        &self,
        from: NodeId,
        edges: &[EdgeId],
        (row, weight): (&mut [Value], u64),
        next: Next<'_, 'g>,
    ) -> Flow<bool> {
        let expand = &self.plan.expand;
        let along: Vec<EdgeId> = if expand.reversed { edges.iter().rev().copied().collect() } else { edges.to_vec() };
        let Some(mut path) = build_path::walk(next.run.graph, from, edges.to_vec()) else {
            return ControlFlow::Continue(false);
        };
        row[expand.edges.index()] = match along.first() {
            Some(edge) if self.plan.single => Value::Edge(*edge),
            _ => edge_list(along.iter().copied()),
        };
        if let Some(slot) = self.plan.path {
            if expand.reversed {
                path.nodes.reverse();
                path.edges.reverse();
            }
            row[slot.index()] = Value::Path(Arc::new(path));
        }
        for filter in &self.filters {
            if !next.run.test(filter, row)? {
                return ControlFlow::Continue(false);
            }
        }
        next.push(row, weight)?;
        ControlFlow::Continue(true)
    }

    /// Whether one search from both ends answers.
    fn is_two_sided(&self) -> bool {
        let expand = &self.plan.expand;
        let one = matches!(self.plan.selector, Selector::ShortestPath | Selector::Shortest(1) | Selector::Any(1));
        one && expand.into && expand.steps.min <= 1 && self.filters.is_empty()
    }

    fn two_sided(&self, (from, to): (NodeId, NodeId), (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let wanted = self.properties.values(next.run, row)?;
        if let Some(edges) = self.meet(from, to, (row, &wanted), next)? {
            self.emit(from, &edges, (row, weight), next)?;
        }
        GO_ON
    }

    /// The edges of one shortest path between different nodes: the smaller frontier takes the next step.
    fn meet(
        &self,
        from: NodeId,
        to: NodeId,
        (row, wanted): (&[Value], &Wanted),
        next: Next<'_, 'g>,
    ) -> Flow<Option<Vec<EdgeId>>> {
        let max = self.plan.expand.steps.max.unwrap_or(u32::MAX);
        let mut reached: [Reached; 2] = [FxHashMap::default(), FxHashMap::default()];
        reached[0].insert(from.0, (None, from, 0));
        reached[1].insert(to.0, (None, to, 0));
        let mut frontiers = [vec![from], vec![to]];
        let mut depth = [0u32, 0];
        while depth[0] + depth[1] < max && frontiers.iter().all(|frontier| !frontier.is_empty()) {
            let side = usize::from(frontiers[1].len() < frontiers[0].len());
            depth[side] += 1;
            let walker = if side == 0 { &self.forward } else { &self.backward };
            let mut fresh = Vec::new();
            let mut met = None;
            for &node in &frontiers[side] {
                let step = walker.visit(node, |edge, other| {
                    if let ControlFlow::Break(stop) = next.run.tick() {
                        return ControlFlow::Break(Some(stop));
                    }
                    if is_walked(row, &self.plan.expand.hop.differs, edge) || !has_properties(next.run, edge, wanted) {
                        return ControlFlow::Continue(());
                    }
                    if reached[side].contains_key(&other.0) {
                        return ControlFlow::Continue(());
                    }
                    reached[side].insert(other.0, (Some(edge), node, depth[side]));
                    if reached[1 - side].contains_key(&other.0) {
                        met = Some(other);
                        return ControlFlow::Break(None::<Stop>);
                    }
                    fresh.push(other);
                    ControlFlow::Continue(())
                });
                match step {
                    ControlFlow::Break(Some(stop)) => return ControlFlow::Break(stop),
                    ControlFlow::Break(None) => break,
                    ControlFlow::Continue(()) => {}
                }
            }
            if let Some(node) = met {
                return ControlFlow::Continue(Some(join(&reached, node)));
            }
            frontiers[side] = fresh;
        }
        ControlFlow::Continue(None)
    }

    /// All trails by rising length, until enough were found for the ends.
    fn one_sided(&self, from: NodeId, (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let wanted = self.properties.values(next.run, row)?;
        let steps = self.plan.expand.steps;
        let target = match (self.plan.expand.into, &row[self.plan.expand.to.index()]) {
            (true, Value::Node(node)) => Some(*node),
            (true, _) => return GO_ON,
            (false, _) => None,
        };
        let mut tally = Tally::new(self.plan.selector);
        let mut shortest = Shortest::new(self.plan, target.is_none_or(|target| target == from));
        let only_shortest = self.only_shortest();
        let mut kept = 0;
        let mut queue = VecDeque::from([Rc::new(Trail { node: from, length: 0, first: None, last: None })]);
        while let Some(trail) = queue.pop_front() {
            next.run.tick()?;
            if target.is_some_and(|target| tally.is_full(target, trail.length)) {
                break;
            }
            if trail.length >= steps.min as usize && target.is_none_or(|target| target == trail.node) {
                self.offer(&trail, from, &mut tally, (row, weight), next)?;
            }
            if steps.max.is_some_and(|max| trail.length >= max as usize) {
                continue;
            }
            self.forward.visit(trail.node, |edge, other| {
                next.run.tick()?;
                let differs = &self.plan.expand.hop.differs;
                if trail.has(edge) || is_walked(row, differs, edge) || !has_properties(next.run, edge, &wanted) {
                    return GO_ON;
                }
                let length = trail.length + 1;
                let first = trail.first.unwrap_or(edge);
                if only_shortest && shortest.is_beaten(other, first, length) {
                    return GO_ON;
                }
                next.run.session.keep(TRAIL_BYTES)?;
                kept += TRAIL_BYTES;
                let last = Some((edge, trail.clone()));
                queue.push_back(Rc::new(Trail { node: other, length, first: Some(first), last }));
                GO_ON
            })?;
        }
        next.run.session.release(kept);
        GO_ON
    }

    /// Whether a trail that is longer than another to the same node can be dropped.
    fn only_shortest(&self) -> bool {
        let kind =
            matches!(self.plan.selector, Selector::ShortestPath | Selector::AllShortestPaths | Selector::Shortest(1));
        kind && self.filters.is_empty() && self.plan.expand.steps.min <= 1
    }

    fn offer(
        &self,
        trail: &Trail,
        from: NodeId,
        tally: &mut Tally,
        (row, weight): (&mut [Value], u64),
        next: Next<'_, 'g>,
    ) -> Flow {
        let node = trail.node;
        if tally.is_full(node, trail.length) {
            return GO_ON;
        }
        let to = self.plan.expand.to.index();
        if !self.plan.expand.into {
            if !self.tests.pass(next.run, node, row)? {
                return GO_ON;
            }
            row[to] = Value::Node(node);
        }
        if self.emit(from, &trail.edges(), (row, weight), next)? {
            tally.add(node, trail.length);
        }
        GO_ON
    }
}

/// The least lengths at which nodes were reached, by which longer trails are dropped.
///
/// A trail back to where it started may not return over its first edge. So where an edge can be walked both ways and
/// such a trail counts, lengths are kept for each first edge; two of them are enough to close one shortest trail.
struct Shortest {
    by_first_edge: bool,
    all: bool,
    least: FxHashMap<u32, SmallVec<[(EdgeId, usize); 2]>>,
}

impl Shortest {
    fn new(plan: &Plan, may_close: bool) -> Self {
        let by_first_edge = may_close && plan.expand.hop.way == Way::Both && plan.expand.steps.min > 0;
        let all = plan.selector == Selector::AllShortestPaths;
        Self { by_first_edge, all, least: FxHashMap::default() }
    }

    /// Whether a trail of that length to `node` can be dropped; notes it if not.
    fn is_beaten(&mut self, node: NodeId, first: EdgeId, length: usize) -> bool {
        let known = self.least.entry(node.0).or_default();
        let same = known.iter().find(|(edge, _)| *edge == first || !self.by_first_edge);
        if let Some((_, least)) = same {
            return *least < length;
        }
        if known.len() == 2 && !self.all {
            return true;
        }
        known.push((first, length));
        false
    }
}

/// The edges from one start over the meeting node to the other.
fn join(reached: &[Reached; 2], meeting: NodeId) -> Vec<EdgeId> {
    let chain = |side: usize| {
        let mut edges = Vec::new();
        let mut node = meeting;
        while let Some((Some(edge), before, _)) = reached[side].get(&node.0) {
            edges.push(*edge);
            node = *before;
        }
        edges
    };
    let mut edges = chain(0);
    edges.reverse();
    edges.extend(chain(1));
    edges
}

/// How many paths were found for each end.
struct Tally {
    selector: Selector,
    found: FxHashMap<u32, (usize, usize, usize)>,
}

impl Tally {
    fn new(selector: Selector) -> Self {
        Self { selector, found: FxHashMap::default() }
    }

    /// Whether no further path of that length is wanted for `end`.
    fn is_full(&self, end: NodeId, length: usize) -> bool {
        let Some(&(paths, groups, last)) = self.found.get(&end.0) else { return false };
        let new_group = usize::from(length != last);
        match self.selector {
            Selector::All => false,
            Selector::ShortestPath => paths >= 1,
            Selector::Shortest(count) | Selector::Any(count) => paths >= count as usize,
            Selector::AllShortestPaths => groups + new_group > 1,
            Selector::ShortestGroups(count) => groups + new_group > count as usize,
        }
    }

    fn add(&mut self, end: NodeId, length: usize) {
        let (paths, groups, last) = self.found.entry(end.0).or_insert((0, 0, usize::MAX));
        *paths += 1;
        *groups += usize::from(*last != length);
        *last = length;
    }
}

impl<'g> Operator<'g> for Paths<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.expand.hop.from.index()] else { return GO_ON };
        match row[self.plan.expand.to.index()] {
            Value::Node(to) if self.is_two_sided() && from != to => self.two_sided((from, to), (row, weight), next),
            _ => self.one_sided(from, (row, weight), next),
        }
    }
}
