//! Patterns: paths, nodes, relationships, label expressions.

use super::expression::parameter;
use super::parts::{Pair, Parts, at, name};
use super::{Builder, Rule, fault};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{
    At, Direction, EdgePattern, Expr, ExprKind, LabelExpr, Length, Link, NodePattern, PathPattern, QuantifiedPath,
    Selector, Step,
};

impl Builder {
    /// `path_list`
    pub(super) fn path_list(&mut self, pair: Pair<'_>) -> Result<Vec<PathPattern>, QueryError> {
        Parts::of(pair).map(|path| self.path(path)).collect()
    }

    /// `path`: `p = SHORTEST 2 (a)-->+(b)`
    pub(super) fn path(&mut self, pair: Pair<'_>) -> Result<PathPattern, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let variable = parts.eat(Rule::variable).map(name);
        let selector = parts.eat(Rule::selector).map(|pair| self.selector(pair)).transpose()?;
        let path = match parts.eat(Rule::shortest) {
            Some(shortest) => self.path_of(shortest)?,
            None => self.chain(parts.need(Rule::chain)?)?,
        };
        let selector = selector.unwrap_or(path.selector);
        Ok(PathPattern { variable, selector, at, ..path })
    }

    /// `shortestPath((a)-[*]-(b))`, or `(a)-->(b)` as an expression
    pub(super) fn path_of(&mut self, pair: Pair<'_>) -> Result<PathPattern, QueryError> {
        if pair.as_rule() == Rule::pattern {
            return self.chain(pair);
        }
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let selector = match parts.one()?.as_rule() {
            Rule::shortest_path => Selector::ShortestPath,
            _ => Selector::AllShortestPaths,
        };
        let path = self.chain(parts.need(Rule::chain)?)?;
        Ok(PathPattern { selector, at, ..path })
    }

    fn selector(&mut self, pair: Pair<'_>) -> Result<Selector, QueryError> {
        let whole = at(&pair);
        let parts: Vec<Pair<'_>> = Parts::of(pair).collect();
        let has = |rule| parts.iter().any(|p| p.as_rule() == rule);
        let number = parts.iter().find(|p| p.as_rule() == Rule::integer);
        let k = number.map(|p| self.bound(p.clone())).transpose()?.unwrap_or(1);
        if k == 0 {
            return self.fault(Detail::UnexpectedSyntax, "the number of paths must be at least 1", whole);
        }
        Ok(match (has(Rule::kw_all), has(Rule::kw_any), has(Rule::kw_shortest)) {
            (true, _, true) => Selector::AllShortestPaths,
            (true, _, _) => Selector::All,
            (_, true, true) => Selector::ShortestPath,
            (_, true, _) => Selector::Any(k),
            _ if has(Rule::kw_groups) => Selector::ShortestGroups(k),
            _ => Selector::Shortest(k),
        })
    }

    /// `chain`: nodes, relationships and quantified parts in turn
    fn chain(&mut self, pair: Pair<'_>) -> Result<PathPattern, QueryError> {
        let whole = at(&pair);
        let mut chain = Chain::default();
        let mut parts = Parts::of(pair);
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::node => {
                    let node = self.node(part)?;
                    chain.node(node, self)?;
                }
                Rule::edge => {
                    let quantifier = parts.eat(Rule::quantifier);
                    let link = self.edge(part, quantifier)?;
                    chain.link(link);
                }
                _ => self.group(part, &mut chain)?,
            }
        }
        chain.finish(whole)
    }

    /// `group`: `((a)-->(b)){1,3}`; without quantifier the brackets mean nothing.
    fn group(&mut self, pair: Pair<'_>, chain: &mut Chain) -> Result<(), QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let variable = parts.eat(Rule::variable).map(name);
        let path = self.chain(parts.need(Rule::chain)?)?;
        let path = PathPattern { variable, ..path };
        let filter = self.optional_where(&mut parts)?;
        match parts.eat(Rule::quantifier) {
            Some(quantifier) => {
                let (min, max) = self.quantifier(quantifier)?;
                chain.link(Link::Quantified(Box::new(QuantifiedPath { path, filter, min, max, at })));
                Ok(())
            }
            None if filter.is_none() && path.variable.is_none() && chain.is_empty() => {
                chain.take_over(path);
                Ok(())
            }
            None => self.fault(Detail::UnexpectedSyntax, "a quantifier such as {1,3} is missing behind this part", at),
        }
    }

    /// `{1,3}`, `{2}`, `+`, `*`
    fn quantifier(&mut self, pair: Pair<'_>) -> Result<(u32, Option<u32>), QueryError> {
        let whole = at(&pair);
        let (mut min, mut max, mut bounded) = (0, None, true);
        for part in Parts::of(pair) {
            match part.as_rule() {
                Rule::integer => {
                    min = self.bound(part)?;
                    max = Some(min);
                    bounded = false;
                }
                Rule::low => min = self.bound(part)?,
                Rule::high => max = Some(self.bound(part)?),
                Rule::plus => min = 1,
                _ => {}
            }
        }
        if bounded && max.is_some_and(|max| max < min) {
            return self.fault(Detail::UnexpectedSyntax, "the upper bound is below the lower bound", whole);
        }
        Ok((min, max))
    }

    /// A bound of a length.
    fn bound(&mut self, pair: Pair<'_>) -> Result<u32, QueryError> {
        let at = at(&pair);
        let number = pair.as_str().trim().parse();
        number.or_else(|_| self.fault(Detail::IntegerOverflow, "this bound is too large", at))
    }

    fn node(&mut self, pair: Pair<'_>) -> Result<NodePattern, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        Ok(NodePattern {
            variable: parts.eat(Rule::variable).map(name),
            labels: parts.eat(Rule::labels).map(|pair| self.labels(pair)).transpose()?,
            properties: self.properties(&mut parts)?,
            filter: self.optional_where(&mut parts)?.map(Box::new),
            at,
        })
    }

    fn edge(&mut self, pair: Pair<'_>, quantifier: Option<Pair<'_>>) -> Result<Link, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let left = parts.flag(Rule::left_tip);
        let detail = parts.eat(Rule::edge_detail);
        let direction = match (left, parts.flag(Rule::right_tip)) {
            (true, false) => Direction::In,
            (false, true) => Direction::Out,
            _ => Direction::Both,
        };
        let bare = EdgePattern { direction, at, ..EdgePattern::bare() };
        let edge = match detail {
            Some(detail) => self.edge_detail(detail, bare)?,
            None => bare,
        };
        match quantifier {
            Some(quantifier) => self.quantified_edge(edge, quantifier),
            None => Ok(Link::Edge(edge)),
        }
    }

    fn edge_detail(&mut self, pair: Pair<'_>, bare: EdgePattern) -> Result<EdgePattern, QueryError> {
        let mut parts = Parts::of(pair);
        let variable = parts.eat(Rule::variable).map(name);
        let types = parts.eat(Rule::types).map(|pair| self.labels(pair)).transpose()?;
        if let Some(bad) = parts.eat(Rule::bad_length) {
            let message = "a length is written *, *2, *1.., *..3 or *1..3";
            return self.fault(Detail::InvalidRelationshipPattern, message, at(&bad));
        }
        let length = parts.eat(Rule::length).map(|pair| self.length(pair)).transpose()?;
        let properties = self.properties(&mut parts)?;
        let filter = self.optional_where(&mut parts)?.map(Box::new);
        Ok(EdgePattern { variable, types, length, properties, filter, ..bare })
    }

    /// `-[:T]->{1,3}` says the same as `-[:T*1..3]->`; with a condition inside it is a quantified part of its own.
    fn quantified_edge(&mut self, edge: EdgePattern, quantifier: Pair<'_>) -> Result<Link, QueryError> {
        let at = At(edge.at.0.join(at(&quantifier).0));
        let (min, max) = self.quantifier(quantifier)?;
        if edge.length.is_some() {
            let message = "a relationship has either a length or a quantifier";
            return self.fault(Detail::InvalidRelationshipPattern, message, at);
        }
        if edge.filter.is_none() {
            let length = Some(Length { min: Some(min), max, exact: max == Some(min) });
            return Ok(Link::Edge(EdgePattern { length, at, ..edge }));
        }
        let step = Step { link: Link::Edge(edge), node: NodePattern::default() };
        let path = PathPattern {
            variable: None,
            selector: Selector::All,
            start: NodePattern::default(),
            steps: vec![step],
            at,
        };
        Ok(Link::Quantified(Box::new(QuantifiedPath { path, filter: None, min, max, at })))
    }

    fn length(&mut self, pair: Pair<'_>) -> Result<Length, QueryError> {
        let mut parts = Parts::of(pair);
        let min = parts.eat(Rule::integer).map(|pair| self.bound(pair)).transpose()?;
        let range = parts.flag(Rule::dots);
        let max = parts.eat(Rule::integer).map(|pair| self.bound(pair)).transpose()?;
        let exact = min.is_some() && !range;
        Ok(Length { min, max: if exact { min } else { max }, exact })
    }

    fn properties(&mut self, parts: &mut Parts<'_>) -> Result<Option<Expr>, QueryError> {
        let Some(pair) = parts.eat(Rule::properties) else { return Ok(None) };
        let inner = Parts::of(pair).one()?;
        let at = at(&inner);
        let kind = match inner.as_rule() {
            Rule::map => self.map(inner)?,
            _ => ExprKind::Parameter(parameter(inner)),
        };
        Ok(Some(Expr { kind, at }))
    }

    /// `labels`, `types` or `label_test`
    pub(super) fn labels(&mut self, pair: Pair<'_>) -> Result<LabelExpr, QueryError> {
        let inner = Parts::of(pair).one()?;
        self.label(inner)
    }

    fn label(&mut self, pair: Pair<'_>) -> Result<LabelExpr, QueryError> {
        match pair.as_rule() {
            Rule::label_or | Rule::type_or | Rule::test_or => self.label_list(pair, LabelExpr::Or),
            Rule::label_and | Rule::type_and => self.label_list(pair, LabelExpr::And),
            Rule::label_not | Rule::type_not => self.label_not(pair),
            Rule::any_label => Ok(LabelExpr::Any(at(&pair))),
            _ => Ok(LabelExpr::Name(name(pair))),
        }
    }

    fn label_list(&mut self, pair: Pair<'_>, join: fn(Vec<LabelExpr>) -> LabelExpr) -> Result<LabelExpr, QueryError> {
        let mut all = Parts::of(pair).map(|part| self.label(part)).collect::<Result<Vec<_>, _>>()?;
        Ok(if all.len() == 1 { all.remove(0) } else { join(all) })
    }

    fn label_not(&mut self, pair: Pair<'_>) -> Result<LabelExpr, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let bangs = std::iter::from_fn(|| parts.eat(Rule::bang)).count();
        self.within(bangs, at, |builder| {
            let inner = builder.label(parts.one()?)?;
            Ok((0..bangs).fold(inner, |inner, _| LabelExpr::Not(Box::new(inner))))
        })
    }
}

/// A path under construction.
#[derive(Default)]
struct Chain {
    start: Option<NodePattern>,
    steps: Vec<Step>,
    /// A link that has no node behind it yet.
    open: Option<Link>,
}

impl Chain {
    fn is_empty(&self) -> bool {
        self.start.is_none() && self.open.is_none()
    }

    fn node(&mut self, node: NodePattern, builder: &Builder) -> Result<(), QueryError> {
        match (self.open.take(), &self.start) {
            (Some(link), _) => self.steps.push(Step { link, node }),
            (None, None) => self.start = Some(node),
            (None, Some(_)) => {
                let message = "between two nodes a relationship such as --> is missing, or a comma";
                return builder.fault(Detail::UnexpectedSyntax, message, node.at);
            }
        }
        Ok(())
    }

    /// A link; where the text has no node before it, an empty one is put there.
    fn link(&mut self, link: Link) {
        self.close();
        self.start.get_or_insert_default();
        self.open = Some(link);
    }

    fn close(&mut self) {
        if let Some(link) = self.open.take() {
            self.start.get_or_insert_default();
            self.steps.push(Step { link, node: NodePattern::default() });
        }
    }

    fn take_over(&mut self, path: PathPattern) {
        self.start = Some(path.start);
        self.steps = path.steps;
    }

    fn finish(mut self, at: At) -> Result<PathPattern, QueryError> {
        self.close();
        let start = self.start.ok_or_else(|| fault::shape(at))?;
        Ok(PathPattern { variable: None, selector: Selector::All, start, steps: self.steps, at })
    }
}

impl EdgePattern {
    /// `--`
    fn bare() -> Self {
        Self {
            variable: None,
            types: None,
            length: None,
            properties: None,
            filter: None,
            direction: Direction::Both,
            at: At::default(),
        }
    }
}
