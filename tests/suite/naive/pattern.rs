//! Patterns: every relationship of the graph is tried for every link.

use std::sync::Arc;

use geflecht::graph::Graph;
use geflecht::model::value::{EdgeId, NodeId, Path as PathValue, Value};
use geflecht::query::bound::{Direction, EdgePattern, Link, NameTest, Path, Pattern, Quantified, Selector, Steps};
use geflecht::query::value::{equals, list};

use super::{Frame, Naive, Result, node_in, with};

/// A match in the making.
#[derive(Clone)]
struct State {
    row: Frame,
    /// The node of the graph for each node of the pattern.
    nodes: Vec<Option<NodeId>>,
    /// Every relationship used so far.
    used: Vec<EdgeId>,
    /// The relationships of the path at hand, from its start.
    walked: Vec<EdgeId>,
}

/// Whether a test of names holds.
pub fn named<T: Copy>(test: &NameTest<T>, has: &impl Fn(T) -> bool, any: bool) -> bool {
    match test {
        NameTest::Is(name) => has(*name),
        NameTest::Any => any,
        NameTest::Not(part) => !named(part, has, any),
        NameTest::And(parts) => parts.iter().all(|part| named(part, has, any)),
        NameTest::Or(parts) => parts.iter().any(|part| named(part, has, any)),
    }
}

/// Where one step over `edge` from `node` leads.
fn across(graph: &Graph, edge: EdgeId, node: NodeId, direction: Direction) -> Option<NodeId> {
    let (source, target) = graph.ends(edge)?;
    match direction {
        Direction::Out => (source == node).then_some(target),
        Direction::In => (target == node).then_some(source),
        Direction::Both if source == node => Some(target),
        Direction::Both => (target == node).then_some(source),
    }
}

impl Naive<'_> {
    /// Every way to fit the pattern, as rows.
    pub fn matches(&self, pattern: &Pattern, row: &Frame) -> Result<Vec<Frame>> {
        Ok(self.fits(pattern, row, &[], None)?.into_iter().map(|state| state.row).collect())
    }

    /// Every way to fit the pattern without the relationships `used`; `start` is where its first path starts.
    fn fits(&self, pattern: &Pattern, row: &Frame, used: &[EdgeId], start: Option<NodeId>) -> Result<Vec<State>> {
        let nodes = vec![None; pattern.nodes.len()];
        let mut states = vec![State { row: row.clone(), nodes, used: used.to_vec(), walked: Vec::new() }];
        for (at, path) in pattern.paths.iter().enumerate() {
            let mut longer = Vec::new();
            for state in states {
                let begun = State { walked: Vec::new(), ..state };
                let first = if at == 0 { start } else { None };
                let found = self.path(pattern, path, begun, first)?;
                longer.extend(select(path.selector, pattern, path, found));
            }
            states = longer;
        }
        let mut fitting = Vec::new();
        for state in states {
            if self.fits_all_tests(pattern, &state.row)? {
                fitting.push(state);
            }
        }
        Ok(fitting)
    }

    fn path(&self, pattern: &Pattern, path: &Path, state: State, start: Option<NodeId>) -> Result<Vec<State>> {
        let candidates: Vec<NodeId> = start.map_or_else(|| self.graph.nodes().collect(), |start| vec![start]);
        let mut states = Vec::new();
        for node in candidates {
            states.extend(self.put(pattern, &state, path.start, node));
        }
        let mut here = path.start;
        for (link, far) in &path.steps {
            let mut longer = Vec::new();
            for state in states {
                self.step()?;
                longer.extend(match link {
                    Link::Edge(at) => self.edge(pattern, &pattern.edges[*at], (here, *far), &state)?,
                    Link::Quantified(at) => self.repeat(pattern, &pattern.quantified[*at], (here, *far), &state)?,
                });
            }
            states = longer;
            here = *far;
        }
        let mut whole = Vec::new();
        for mut state in states {
            if let (Some(slot), Some(first)) = (path.slot, state.nodes[path.start]) {
                state.row = with(&state.row, slot, self.path_value(first, &state.walked));
            }
            if path.selector == Selector::All || self.fits_path_tests(pattern, path, &state.row)? {
                whole.push(state);
            }
        }
        Ok(whole)
    }

    fn path_value(&self, start: NodeId, edges: &[EdgeId]) -> Value {
        let mut nodes = vec![start];
        for edge in edges {
            let here = nodes[nodes.len() - 1];
            nodes.extend(across(self.graph, *edge, here, Direction::Both));
        }
        Value::Path(Arc::new(PathValue { nodes, edges: edges.to_vec() }))
    }

    /// The state with `node` for a node of the pattern, if it can be that one.
    fn put(&self, pattern: &Pattern, state: &State, at: usize, node: NodeId) -> Option<State> {
        let wanted = &pattern.nodes[at];
        let taken = state.nodes[at].is_some_and(|other| other != node);
        let other_bound = wanted.bound && node_in(&state.row, wanted.slot) != Some(node);
        if taken || other_bound {
            return None;
        }
        let mut state = State { row: with(&state.row, wanted.slot, Value::Node(node)), ..state.clone() };
        state.nodes[at] = Some(node);
        Some(state)
    }

    fn edge(
        &self,
        pattern: &Pattern,
        wanted: &EdgePattern,
        (here, far): (usize, usize),
        state: &State,
    ) -> Result<Vec<State>> {
        let Some(start) = state.nodes[here] else { return Ok(Vec::new()) };
        let steps = wanted.length.unwrap_or(Steps { min: 1, max: Some(1) });
        let mut found = Vec::new();
        for (end, trail) in self.trails(wanted, start, steps, &state.used)? {
            let value = match (wanted.length, trail.first()) {
                (None, Some(edge)) => Value::Edge(*edge),
                _ => list(trail.iter().map(|edge| Value::Edge(*edge)).collect()),
            };
            if wanted.bound && equals(&state.row[wanted.slot.index()], &value) != Some(true) {
                continue;
            }
            let Some(mut next) = self.put(pattern, state, far, end) else { continue };
            next.row = with(&next.row, wanted.slot, value);
            next.used.extend(&trail);
            next.walked.extend(&trail);
            found.push(next);
        }
        Ok(found)
    }

    /// All trails over unused relationships of fitting type and direction, with their ends.
    fn trails(
        &self,
        wanted: &EdgePattern,
        start: NodeId,
        steps: Steps,
        used: &[EdgeId],
    ) -> Result<Vec<(NodeId, Vec<EdgeId>)>> {
        let mut found = Vec::new();
        let mut open = vec![(start, Vec::new())];
        while let Some((node, trail)) = open.pop() {
            self.step()?;
            if steps.max.is_none_or(|max| trail.len() < max as usize) {
                for edge in self.graph.edges() {
                    let Some(next) = across(self.graph, edge, node, wanted.direction) else { continue };
                    if trail.contains(&edge) || used.contains(&edge) || !self.has_type(wanted, edge) {
                        continue;
                    }
                    let mut longer = trail.clone();
                    longer.push(edge);
                    open.push((next, longer));
                }
            }
            if trail.len() >= steps.min as usize {
                found.push((node, trail));
            }
        }
        Ok(found)
    }

    fn has_type(&self, wanted: &EdgePattern, edge: EdgeId) -> bool {
        let Some(test) = &wanted.types else { return true };
        let kind = self.graph.type_of(edge);
        named(test, &|name| self.graph.rel_type(&self.bound.types[name.0 as usize]) == kind && kind.is_some(), true)
    }

    fn repeat(
        &self,
        pattern: &Pattern,
        part: &Quantified,
        (here, far): (usize, usize),
        state: &State,
    ) -> Result<Vec<State>> {
        let Some(start) = state.nodes[here] else { return Ok(Vec::new()) };
        let Some(path) = part.inner.paths.first() else { return Ok(Vec::new()) };
        let last = path.steps.last().map_or(path.start, |(_, node)| *node);
        let empty = State { row: state.row.clone(), ..state.clone() };
        let mut open = vec![(start, empty, Vec::<Frame>::new())];
        let mut found = Vec::new();
        while let Some((node, state, laps)) = open.pop() {
            self.step()?;
            if part.times.max.is_none_or(|max| laps.len() < max as usize) {
                for lap in self.fits(&part.inner, &state.row, &state.used, Some(node))? {
                    if !part.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, &lap.row))? {
                        continue;
                    }
                    let Some(end) = lap.nodes[last] else { continue };
                    let mut next = State { used: lap.used.clone(), ..state.clone() };
                    next.walked.extend(&lap.walked);
                    let mut more = laps.clone();
                    more.push(lap.row);
                    open.push((end, next, more));
                }
            }
            if laps.len() >= part.times.min as usize {
                let grouped = part.groups.iter().fold(state.row.clone(), |row, (inner, outer)| {
                    with(&row, *outer, list(laps.iter().map(|lap| lap[inner.index()].clone()).collect()))
                });
                let state = State { row: grouped, ..state };
                found.extend(self.put(pattern, &state, far, node));
            }
        }
        Ok(found)
    }

    fn fits_all_tests(&self, pattern: &Pattern, row: &Frame) -> Result<bool> {
        for at in 0..pattern.nodes.len() {
            if !self.fits_node(pattern, at, row)? {
                return Ok(false);
            }
        }
        for edge in &pattern.edges {
            if !self.fits_edge(edge, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn fits_path_tests(&self, pattern: &Pattern, path: &Path, row: &Frame) -> Result<bool> {
        let mut fits = self.fits_node(pattern, path.start, row)?;
        for (link, node) in &path.steps {
            fits &= self.fits_node(pattern, *node, row)?;
            if let Link::Edge(at) = link {
                fits &= self.fits_edge(&pattern.edges[*at], row)?;
            }
        }
        Ok(fits)
    }

    fn fits_node(&self, pattern: &Pattern, at: usize, row: &Frame) -> Result<bool> {
        let wanted = &pattern.nodes[at];
        let Some(node) = node_in(row, wanted.slot) else { return Ok(false) };
        let labels = wanted.labels.as_ref().is_none_or(|labels| self.has_labels(node, labels));
        let filter = wanted.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, row))?;
        Ok(labels && filter && self.has_properties(&Value::Node(node), &wanted.properties, row)?)
    }

    /// Whether the node has labels that pass the test.
    pub fn has_labels(&self, node: NodeId, test: &NameTest<geflecht::query::bound::LabelRef>) -> bool {
        let label = |name: geflecht::query::bound::LabelRef| self.graph.label(&self.bound.labels[name.0 as usize]);
        let has = |name| label(name).is_some_and(|label| self.graph.has_label(node, label));
        named(test, &has, !self.graph.labels_of(node).is_empty())
    }

    fn fits_edge(&self, wanted: &EdgePattern, row: &Frame) -> Result<bool> {
        let edges = match &row[wanted.slot.index()] {
            Value::List(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        for edge in &edges {
            if !self.has_properties(edge, &wanted.properties, row)? {
                return Ok(false);
            }
        }
        wanted.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, row))
    }

    fn has_properties(
        &self,
        of: &Value,
        wanted: &[(geflecht::query::bound::KeyRef, geflecht::query::bound::Expr)],
        row: &Frame,
    ) -> Result<bool> {
        for (key, value) in wanted {
            let has = self.property(of, &self.bound.keys[key.0 as usize])?;
            if equals(&has, &self.value(value, row)?) != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Of all paths between the same two ends, those that the selector wants.
fn select(selector: Selector, pattern: &Pattern, path: &Path, mut states: Vec<State>) -> Vec<State> {
    states.sort_by_key(|state| state.walked.len());
    let last = path.steps.last().map_or(path.start, |(_, node)| *node);
    let ends = |state: &State| {
        (node_in(&state.row, pattern.nodes[path.start].slot), node_in(&state.row, pattern.nodes[last].slot))
    };
    let mut kept: Vec<State> = Vec::new();
    for state in states {
        let before: Vec<usize> =
            kept.iter().filter(|other| ends(other) == ends(&state)).map(|other| other.walked.len()).collect();
        let mut lengths = before.clone();
        lengths.push(state.walked.len());
        lengths.dedup();
        let wanted = match selector {
            Selector::All => true,
            Selector::ShortestPath => before.is_empty(),
            Selector::Shortest(count) | Selector::Any(count) => before.len() < count as usize,
            Selector::AllShortestPaths => lengths.len() <= 1,
            Selector::ShortestGroups(groups) => lengths.len() <= groups as usize,
        };
        if wanted {
            kept.push(state);
        }
    }
    kept
}
