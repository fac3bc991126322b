//! `CREATE` and `MERGE`.

use super::Binder;
use super::fault::{already_bound, fault, refuse, type_conflict};
use super::path::Names;
use super::scope::Origin;
use super::ty::Ty;
use crate::query::bound::{
    Clause, Create, CreateItem, CreatePath, LabelRef, Link, Merge, NameTest, Pattern, Properties, SetItem, Slot,
    TypeRef,
};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{
    self, At, Direction, EdgePattern, LabelExpr, MergeAction, Name, NodePattern, PathPattern, Selector,
};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// `CREATE …`
    pub(super) fn create(&mut self, patterns: &[PathPattern]) -> Result<Clause, QueryError> {
        self.writes = true;
        let mut create = Create::default();
        for path in patterns {
            self.create_path(path, &mut create)?;
        }
        Ok(Clause::Create(create))
    }

    fn create_path(&mut self, path: &PathPattern, create: &mut Create) -> Result<(), QueryError> {
        plain_path(path, "CREATE")?;
        let alone = path.steps.is_empty();
        let mut nodes = vec![self.create_node(&path.start, alone, create)?];
        let mut edges = Vec::new();
        for step in &path.steps {
            let syntax::Link::Edge(edge) = &step.link else { continue };
            let left = nodes.last().copied().unwrap_or(Slot(0));
            self.new_edge_rules(edge)?;
            if edge.direction == Direction::Both {
                let message = "a new relationship needs one direction: --> or <--";
                return refuse(Detail::RequiresDirectedRelationship, message, edge.at);
            }
            let right = self.create_node(&step.node, false, create)?;
            nodes.push(right);
            edges.push(self.create_edge(edge, left, right, create)?);
        }
        if let Some(name) = &path.variable {
            let slot = self.declare_new(name, Ty::PATH)?;
            create.paths.push(CreatePath { slot, nodes, edges });
        }
        Ok(())
    }

    /// A node to be made, or one that is there already and only gets a relationship.
    fn create_node(&mut self, node: &NodePattern, alone: bool, create: &mut Create) -> Result<Slot, QueryError> {
        if let Some(filter) = &node.filter {
            return refuse(Detail::UnexpectedSyntax, "a condition has no place in CREATE", filter.at);
        }
        if let Some(slot) = self.reused_node(node, alone)? {
            return Ok(slot);
        }
        let labels = self.new_labels(node.labels.as_ref())?;
        let properties = self.new_properties(node.properties.as_ref())?;
        let slot = match &node.variable {
            Some(name) => self.declare_new(name, Ty::NODE)?,
            None => self.nameless(&Ty::NODE),
        };
        create.items.push(CreateItem::Node { slot, labels, properties });
        Ok(slot)
    }

    /// The node of that name, if it is there and nothing is said of it anew.
    fn reused_node(&mut self, node: &NodePattern, alone: bool) -> Result<Option<Slot>, QueryError> {
        let Some(name) = &node.variable else { return Ok(None) };
        let Some(variable) = self.scope.get(&name.text).cloned() else { return Ok(None) };
        if alone || node.labels.is_some() || node.properties.is_some() {
            return Err(already_bound(name));
        }
        if !variable.ty.may_be(Kinds::NODE) {
            return Err(type_conflict(name, &variable.ty, "a node"));
        }
        self.note_read(variable.slot);
        Ok(Some(variable.slot))
    }

    fn create_edge(
        &mut self,
        edge: &EdgePattern,
        left: Slot,
        right: Slot,
        create: &mut Create,
    ) -> Result<Slot, QueryError> {
        let kind = self.new_type_of(edge)?;
        let properties = self.new_properties(edge.properties.as_ref())?;
        let slot = match &edge.variable {
            Some(name) => self.declare_new(name, Ty::EDGE)?,
            None => self.nameless(&Ty::EDGE),
        };
        let (from, to) = if edge.direction == Direction::In { (right, left) } else { (left, right) };
        create.items.push(CreateItem::Edge { slot, from, to, kind, properties, at: edge.at.0 });
        Ok(slot)
    }

    fn new_type_of(&mut self, edge: &EdgePattern) -> Result<TypeRef, QueryError> {
        match &edge.types {
            Some(LabelExpr::Name(name)) => Ok(self.new_type(name)),
            _ => Err(no_single_type(edge.at)),
        }
    }

    /// A variable that must be new.
    fn declare_new(&mut self, name: &Name, ty: Ty) -> Result<Slot, QueryError> {
        if self.scope.get(&name.text).is_some() {
            return Err(already_bound(name));
        }
        let slot = self.slot(&name.text, &ty);
        self.scope.add(&name.text, slot, ty, Origin::Clause);
        Ok(slot)
    }

    fn new_labels(&mut self, labels: Option<&LabelExpr>) -> Result<Vec<LabelRef>, QueryError> {
        let mut all = Vec::new();
        if let Some(labels) = labels {
            for name in plain_labels(labels).ok_or_else(|| odd_labels(labels))? {
                all.push(self.new_label(name));
            }
        }
        Ok(all)
    }

    fn new_properties(&mut self, properties: Option<&syntax::Expr>) -> Result<Properties, QueryError> {
        match properties {
            None => Ok(Properties::Listed(Vec::new())),
            Some(syntax::Expr { kind: syntax::ExprKind::Map(entries), .. }) => {
                let entries = entries.iter().map(|(key, value)| Ok((self.key(&key.text), self.plain(value)?)));
                entries.collect::<Result<_, QueryError>>().map(Properties::Listed)
            }
            Some(other) => self.plain(other).map(Properties::Map),
        }
    }

    /// `MERGE …`
    pub(super) fn merge(&mut self, path: &PathPattern, actions: &[MergeAction], at: At) -> Result<Clause, QueryError> {
        self.writes = true;
        plain_path(path, "MERGE")?;
        self.merge_rules(path)?;
        // That the graph lacks a name is no slip here: MERGE makes what is missing.
        let remarks = self.notes.len();
        let shape = self.shape([path], Names::Declare)?;
        self.notes.truncate(remarks);
        let create = self.made_by(&shape.pattern, path)?;
        let (mut on_create, mut on_match): (Vec<SetItem>, Vec<SetItem>) = Default::default();
        for action in actions {
            let items = self.set_items(&action.items)?;
            if action.on_create { on_create.extend(items) } else { on_match.extend(items) }
        }
        Ok(Clause::Merge(Merge { pattern: shape.pattern, create, on_create, on_match, at: at.0 }))
    }

    /// What is known already gets no new labels or properties, and there is something to make.
    fn merge_rules(&self, path: &PathPattern) -> Result<(), QueryError> {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|step| &step.node));
        for node in nodes {
            let Some(name) = node.variable.as_ref().filter(|name| self.scope.get(&name.text).is_some()) else {
                continue;
            };
            if path.steps.is_empty() || node.labels.is_some() || node.properties.is_some() {
                return Err(already_bound(name));
            }
        }
        for step in &path.steps {
            let syntax::Link::Edge(edge) = &step.link else { continue };
            self.new_edge_rules(edge)?;
        }
        Ok(())
    }

    /// What holds for every relationship that may be made.
    fn new_edge_rules(&self, edge: &EdgePattern) -> Result<(), QueryError> {
        if let Some(name) = edge.variable.as_ref().filter(|name| self.scope.get(&name.text).is_some()) {
            return Err(already_bound(name));
        }
        if let Some(filter) = &edge.filter {
            return refuse(Detail::UnexpectedSyntax, "a condition has no place in what is to be made", filter.at);
        }
        if edge.length.is_some() {
            let message = "a relationship of variable length cannot be made";
            return refuse(Detail::CreatingVarLength, message, edge.at);
        }
        match edge.types {
            Some(LabelExpr::Name(_)) => Ok(()),
            _ => Err(no_single_type(edge.at)),
        }
    }

    /// What `MERGE` makes if it finds nothing: the same things in the same slots.
    fn made_by(&mut self, pattern: &Pattern, path: &PathPattern) -> Result<Create, QueryError> {
        let mut create = Create::default();
        for (node, written) in pattern.nodes.iter().zip(path.nodes_once()) {
            if !node.bound {
                let labels = node.labels.as_ref().map_or(Some(Vec::new()), listed);
                let labels = labels.ok_or_else(|| fault(Detail::UnexpectedSyntax, ODD_LABELS, written.at))?;
                let properties = Properties::Listed(node.properties.clone());
                create.items.push(CreateItem::Node { slot: node.slot, labels, properties });
            }
        }
        for edge in &pattern.edges {
            let Some(NameTest::Is(kind)) = edge.types else { return Err(no_single_type(path.at)) };
            let (left, right) = (pattern.nodes[edge.left].slot, pattern.nodes[edge.right].slot);
            let (from, to) = if edge.direction == Direction::In { (right, left) } else { (left, right) };
            let properties = Properties::Listed(edge.properties.clone());
            create.items.push(CreateItem::Edge { slot: edge.slot, from, to, kind, properties, at: path.at.0 });
        }
        create.paths = pattern.paths.iter().filter_map(|path| created_path(path, pattern)).collect();
        Ok(create)
    }
}

impl PathPattern {
    /// Its nodes, each variable once.
    fn nodes_once(&self) -> impl Iterator<Item = &NodePattern> {
        let all: Vec<&NodePattern> =
            std::iter::once(&self.start).chain(self.steps.iter().map(|step| &step.node)).collect();
        let first = move |i: usize, all: &[&NodePattern]| {
            let name = all[i].variable.as_ref();
            name.is_none() || all[..i].iter().all(|node| node.variable.as_ref() != name)
        };
        (0..all.len()).filter(|i| first(*i, &all)).map(|i| all[i]).collect::<Vec<_>>().into_iter()
    }
}

/// A path with a name, over slots.
fn created_path(path: &crate::query::bound::Path, pattern: &Pattern) -> Option<CreatePath> {
    let slot = path.slot?;
    let mut nodes = vec![pattern.nodes[path.start].slot];
    let mut edges = Vec::new();
    for (link, node) in &path.steps {
        nodes.push(pattern.nodes[*node].slot);
        if let Link::Edge(edge) = link {
            edges.push(pattern.edges[*edge].slot);
        }
    }
    Some(CreatePath { slot, nodes, edges })
}

/// Nothing but nodes and relationships can be made.
fn plain_path(path: &PathPattern, clause: &str) -> Result<(), QueryError> {
    let quantified = path.steps.iter().any(|step| matches!(step.link, syntax::Link::Quantified(_)));
    if quantified || path.selector != Selector::All {
        let message = format!("{clause} takes nodes and single relationships only");
        return refuse(Detail::UnexpectedSyntax, message, path.at);
    }
    Ok(())
}

fn no_single_type(at: At) -> QueryError {
    fault(Detail::NoSingleRelationshipType, "a new relationship needs exactly one type", at)
        .expecting(vec!["a type such as :OWNS".into()])
}

const ODD_LABELS: &str = "labels to be put on a node are listed as :A:B";

fn odd_labels(labels: &LabelExpr) -> QueryError {
    fault(Detail::UnexpectedSyntax, ODD_LABELS, labels.at())
}

/// `:A:B` as a list; `None` for anything with `|`, `!` or `%`.
fn plain_labels(labels: &LabelExpr) -> Option<Vec<&Name>> {
    match labels {
        LabelExpr::Name(name) => Some(vec![name]),
        LabelExpr::And(all) => {
            all.iter().map(plain_labels).collect::<Option<Vec<_>>>().map(|lists| lists.into_iter().flatten().collect())
        }
        LabelExpr::Any(_) | LabelExpr::Not(_) | LabelExpr::Or(_) => None,
    }
}

/// The same for bound labels.
fn listed(test: &NameTest<LabelRef>) -> Option<Vec<LabelRef>> {
    match test {
        NameTest::Is(label) => Some(vec![*label]),
        NameTest::And(all) => {
            all.iter().map(listed).collect::<Option<Vec<_>>>().map(|lists| lists.into_iter().flatten().collect())
        }
        NameTest::Any | NameTest::Not(_) | NameTest::Or(_) => None,
    }
}

impl LabelExpr {
    /// Where its first name stands.
    fn at(&self) -> At {
        match self {
            Self::Name(name) => name.at,
            Self::Any(at) => *at,
            Self::Not(inner) => inner.at(),
            Self::And(all) | Self::Or(all) => all.first().map(Self::at).unwrap_or_default(),
        }
    }
}
