//! Patterns: paths become one graph of nodes and relationships, each variable once.

use rustc_hash::FxHashMap;

use super::Binder;
use super::fault::{already_bound, refuse, type_conflict};
use super::label::both;
use super::scope::{Origin, Variable};
use super::ty::Ty;
use crate::query::bound::{
    EdgePattern, Expr, KeyRef, Link, NodeIx, NodePattern, Path, Pattern, Quantified, Slot, Steps,
};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, Name, Selector};
use crate::query::types::Kinds;

/// What a pattern may do with names that are not in scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// They are new variables.
    Declare,
    /// They are new variables, which may be null afterwards.
    DeclareNullable,
    /// They are faults: `WHERE (a)-->(unknown)`.
    Refuse,
}

/// A pattern while it is bound.
pub(super) struct Shape<'p> {
    pub pattern: Pattern,
    /// Slots of variables and nameless things that are new.
    pub introduces: Vec<Slot>,
    names: Names,
    met: FxHashMap<&'p str, Met>,
    /// Nodes and relationships whose labels and properties are bound once all variables are known.
    open_nodes: Vec<(NodeIx, &'p syntax::NodePattern)>,
    open_edges: Vec<(usize, &'p syntax::EdgePattern)>,
}

/// What a name of the pattern stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Node(NodeIx),
    Edge,
    Path,
    Group,
}

impl<'p> Shape<'p> {
    pub fn new(names: Names) -> Self {
        Self {
            pattern: Pattern::default(),
            introduces: Vec::new(),
            names,
            met: FxHashMap::default(),
            open_nodes: Vec::new(),
            open_edges: Vec::new(),
        }
    }

    fn add_node(&mut self, slot: Slot, bound: bool) -> NodeIx {
        self.pattern.nodes.push(NodePattern { slot, bound, labels: None, properties: Vec::new(), filter: None });
        self.pattern.nodes.len() - 1
    }
}

impl Binder<'_> {
    /// Binds the paths of one clause together.
    pub(super) fn shape<'p>(
        &mut self,
        paths: impl IntoIterator<Item = &'p syntax::PathPattern>,
        names: Names,
    ) -> Result<Shape<'p>, QueryError> {
        let mut shape = Shape::new(names);
        for path in paths {
            self.path(path, &mut shape)?;
        }
        self.details(&mut shape)?;
        Ok(shape)
    }

    fn path<'p>(&mut self, path: &'p syntax::PathPattern, shape: &mut Shape<'p>) -> Result<(), QueryError> {
        if path.selector != Selector::All && path.steps.is_empty() {
            let message = "a shortest path runs over at least one relationship pattern or quantified part";
            return refuse(Detail::UnexpectedSyntax, message, path.at);
        }
        let start = self.node(&path.start, shape)?;
        let mut left = start;
        let mut steps = Vec::with_capacity(path.steps.len());
        for step in &path.steps {
            let (link, right) = self.step(step, left, shape)?;
            steps.push((link, right));
            left = right;
        }
        let slot = path.variable.as_ref().map(|name| self.path_variable(name, shape)).transpose()?;
        shape.pattern.paths.push(Path { slot, selector: path.selector, start, steps });
        Ok(())
    }

    fn step<'p>(
        &mut self,
        step: &'p syntax::Step,
        left: NodeIx,
        shape: &mut Shape<'p>,
    ) -> Result<(Link, NodeIx), QueryError> {
        match &step.link {
            syntax::Link::Edge(edge) => {
                let (slot, bound) = self.edge_slot(edge, shape)?;
                let right = self.node(&step.node, shape)?;
                let ix = shape.pattern.edges.len();
                shape.pattern.edges.push(empty_edge(slot, bound, left, right, edge));
                shape.open_edges.push((ix, edge));
                Ok((Link::Edge(ix), right))
            }
            syntax::Link::Quantified(part) => {
                let quantified = self.quantified(part, left, shape)?;
                let right = self.node(&step.node, shape)?;
                shape.pattern.quantified.push(Quantified { right, ..quantified });
                Ok((Link::Quantified(shape.pattern.quantified.len() - 1), right))
            }
        }
    }

    fn node<'p>(&mut self, node: &'p syntax::NodePattern, shape: &mut Shape<'p>) -> Result<NodeIx, QueryError> {
        let ix = match &node.variable {
            Some(name) => self.named_node(name, shape)?,
            None => {
                let slot = self.nameless(&Ty::NODE);
                shape.introduces.push(slot);
                shape.add_node(slot, false)
            }
        };
        shape.open_nodes.push((ix, node));
        Ok(ix)
    }

    fn named_node<'p>(&mut self, name: &'p Name, shape: &mut Shape<'p>) -> Result<NodeIx, QueryError> {
        if let Some(Met::Node(ix)) = shape.met.get(name.text.as_str()) {
            return Ok(*ix);
        }
        let ix = match self.earlier(name)? {
            Some(variable) if variable.ty.may_be(Kinds::NODE) && !shape.met.contains_key(name.text.as_str()) => {
                shape.add_node(variable.slot, true)
            }
            Some(variable) => return Err(type_conflict(name, &variable.ty, "a node")),
            None => {
                let slot = self.declare(name, Ty::NODE, shape)?;
                shape.add_node(slot, false)
            }
        };
        shape.met.insert(&name.text, Met::Node(ix));
        Ok(ix)
    }

    /// The slot of a relationship, and whether it is filled already.
    fn edge_slot<'p>(
        &mut self,
        edge: &'p syntax::EdgePattern,
        shape: &mut Shape<'p>,
    ) -> Result<(Slot, bool), QueryError> {
        let ty = if edge.length.is_some() { Ty::list(Ty::EDGE) } else { Ty::EDGE };
        let Some(name) = &edge.variable else {
            let slot = self.nameless(&ty);
            shape.introduces.push(slot);
            return Ok((slot, false));
        };
        if shape.met.get(name.text.as_str()) == Some(&Met::Edge) {
            let message = format!("{} stands for two relationships of one pattern, which always differ", name.text);
            return refuse(Detail::RelationshipUniquenessViolation, message, name.at);
        }
        let found = match self.earlier(name)? {
            Some(variable) if !shape.met.contains_key(name.text.as_str()) && fits_edge(&variable.ty, &ty) => {
                (variable.slot, true)
            }
            Some(variable) => return Err(type_conflict(name, &variable.ty, "a relationship")),
            None => (self.declare(name, ty, shape)?, false),
        };
        shape.met.insert(&name.text, Met::Edge);
        Ok(found)
    }

    fn path_variable<'p>(&mut self, name: &'p Name, shape: &mut Shape<'p>) -> Result<Slot, QueryError> {
        if self.scope.get(&name.text).is_some() {
            return Err(already_bound(name));
        }
        let slot = self.declare(name, Ty::PATH, shape)?;
        shape.met.insert(&name.text, Met::Path);
        Ok(slot)
    }

    /// A variable of an earlier clause (or of an earlier part of this pattern).
    fn earlier(&mut self, name: &Name) -> Result<Option<Variable>, QueryError> {
        let variable = self.scope.get(&name.text).cloned();
        if let Some(variable) = &variable {
            self.note_read(variable.slot);
        }
        Ok(variable)
    }

    /// A new variable of the pattern, if the pattern may have any.
    fn declare(&mut self, name: &Name, ty: Ty, shape: &mut Shape<'_>) -> Result<Slot, QueryError> {
        let ty = match shape.names {
            Names::Refuse => return Err(self.undefined(&name.text, name.at.0)),
            Names::Declare => ty,
            Names::DeclareNullable => ty.nullable(),
        };
        let slot = self.slot(&name.text, &ty);
        self.scope.add(&name.text, slot, ty, Origin::Clause);
        shape.introduces.push(slot);
        Ok(slot)
    }

    /// `((a)-->(b) WHERE …){1,3}`: its variables stand for one repetition inside, for the list of all outside.
    fn quantified<'p>(
        &mut self,
        part: &'p syntax::QuantifiedPath,
        left: NodeIx,
        shape: &mut Shape<'p>,
    ) -> Result<Quantified, QueryError> {
        if let Some(name) = &part.path.variable {
            return refuse(Detail::NotSupported, "a path inside a quantified part cannot be named", name.at);
        }
        for name in part.path.variables() {
            if self.scope.get(&name.text).is_some() {
                return Err(already_bound(name));
            }
        }
        let outside = self.scope.clone();
        let inner = self.shape([&part.path], Names::Declare)?;
        let filter = self.filter(part.filter.as_ref())?;
        let inside = std::mem::replace(&mut self.scope, outside);
        let mut groups = Vec::new();
        for name in part.path.variables() {
            let Some(variable) = inside.get(&name.text) else { continue };
            if shape.met.insert(&name.text, Met::Group).is_none() {
                groups.push((variable.slot, self.declare(name, Ty::list(variable.ty.clone()), shape)?));
            }
        }
        let inner = Box::new(inner.pattern);
        let times = Steps { min: part.min, max: part.max };
        Ok(Quantified { left, right: left, inner, filter, times, groups })
    }

    /// Labels, types, properties and conditions, now that all variables are known.
    fn details(&mut self, shape: &mut Shape<'_>) -> Result<(), QueryError> {
        for (ix, node) in std::mem::take(&mut shape.open_nodes) {
            let labels = node.labels.as_ref().map(|test| self.labels(test));
            let properties = self.wanted_properties(node.properties.as_ref())?;
            let filter = self.filter(node.filter.as_deref())?;
            let bound = &mut shape.pattern.nodes[ix];
            bound.labels = both(bound.labels.take(), labels);
            bound.properties.extend(properties);
            bound.filter = joined(bound.filter.take(), filter);
        }
        for (ix, edge) in std::mem::take(&mut shape.open_edges) {
            if let (Some(filter), Some(_)) = (&edge.filter, &edge.length) {
                let message = "a condition cannot stand inside a relationship of variable length";
                return refuse(Detail::InvalidRelationshipPattern, message, filter.at);
            }
            let types = edge.types.as_ref().map(|test| self.types(test));
            let properties = self.wanted_properties(edge.properties.as_ref())?;
            let filter = self.filter(edge.filter.as_deref())?;
            let bound = &mut shape.pattern.edges[ix];
            (bound.types, bound.properties, bound.filter) = (types, properties, filter);
        }
        Ok(())
    }

    /// `{x: 1}` of something looked for.
    fn wanted_properties(&mut self, properties: Option<&syntax::Expr>) -> Result<Vec<(KeyRef, Expr)>, QueryError> {
        match properties.map(|p| (&p.kind, p.at)) {
            None => Ok(Vec::new()),
            Some((syntax::ExprKind::Map(entries), _)) => {
                entries.iter().map(|(key, value)| Ok((self.known_key(key), self.plain(value)?))).collect()
            }
            Some((_, at)) => {
                let message = "a parameter cannot stand for all properties of something looked for";
                refuse(Detail::InvalidParameterUse, message, at)
                    .map_err(|e: QueryError| e.expecting(vec!["properties such as {name: $name}".into()]))
            }
        }
    }
}

impl syntax::PathPattern {
    /// The names of its nodes and relationships, in order.
    fn variables(&self) -> impl Iterator<Item = &Name> {
        let links = self.steps.iter().flat_map(|step| {
            let link = match &step.link {
                syntax::Link::Edge(edge) => edge.variable.as_ref(),
                syntax::Link::Quantified(_) => None,
            };
            link.into_iter().chain(step.node.variable.as_ref())
        });
        self.start.variable.iter().chain(links)
    }
}

/// Whether a value can stand where a relationship (or a list of them) of a pattern stands.
fn fits_edge(is: &Ty, wanted: &Ty) -> bool {
    is.may_be(wanted.kinds) && (wanted.element.is_none() || is.may_hold(Kinds::EDGE))
}

fn empty_edge(slot: Slot, bound: bool, left: NodeIx, right: NodeIx, edge: &syntax::EdgePattern) -> EdgePattern {
    let length = edge.length.map(|l| Steps { min: l.min.unwrap_or(1), max: l.max });
    let direction = edge.direction;
    EdgePattern { slot, bound, left, right, direction, types: None, properties: Vec::new(), filter: None, length }
}

/// Both conditions.
fn joined(a: Option<Expr>, b: Option<Expr>) -> Option<Expr> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let at = a.at;
            Some(Expr { kind: crate::query::bound::ExprKind::And(vec![a, b]), at })
        }
        (a, b) => a.or(b),
    }
}
