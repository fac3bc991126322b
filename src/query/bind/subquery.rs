//! Queries inside expressions: `EXISTS { … }`, patterns as truth values, pattern comprehensions, shortest paths.

use super::expression::{Bound, Typed, typed};
use super::fault::refuse;
use super::path::Names;
use super::query::Ending;
use super::scope::{Origin, Scope};
use super::ty::Ty;
use super::view::View;
use super::{Binder, view};
use crate::query::bound::{
    Branch, Clause, ExprKind, Item, Match, Output, Projection, Query, Subquery, SubqueryKind, SubqueryRef,
};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, At, PathPattern, Selector};

impl Binder<'_> {
    /// `EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`
    pub(super) fn subquery(&mut self, kind: syntax::SubqueryKind, query: &syntax::Subquery, at: At) -> Bound {
        let (kind, ending, ty) = match kind {
            syntax::SubqueryKind::Exists => (SubqueryKind::Exists, Ending::Anything, Ty::BOOL),
            syntax::SubqueryKind::Count => (SubqueryKind::Count, Ending::Anything, Ty::INT),
            syntax::SubqueryKind::Collect => (SubqueryKind::Collect, Ending::Return, Ty::list(Ty::ANY)),
        };
        let wrote = std::mem::take(&mut self.writes);
        let slot = self.inside(kind, |binder| match query {
            syntax::Subquery::Pattern { patterns, filter } => {
                let clause = binder.match_(false, patterns, filter.as_ref())?;
                Ok(only_clause(clause))
            }
            syntax::Subquery::Query(query) => binder.query(query, ending),
        })?;
        if std::mem::replace(&mut self.writes, wrote) {
            let message = "a query inside an expression cannot write";
            return refuse(Detail::InvalidClauseComposition, message, at);
        }
        let columns = self.subqueries[slot.0 as usize].query.outputs.len();
        if kind == SubqueryKind::Collect && columns != 1 {
            return refuse(Detail::InvalidClauseComposition, "COLLECT needs a RETURN of exactly one column", at);
        }
        Ok(typed(ExprKind::Subquery(slot), ty, at))
    }

    /// `(a)-->(b)` as a truth value: all its names are known, and it stands in a condition.
    pub(super) fn pattern_predicate(&mut self, pattern: &PathPattern, at: At) -> Bound {
        if !self.patterns_allowed {
            let message =
                "a pattern can only stand in a condition, as in WHERE (a)-->(b), or in EXISTS, COUNT and COLLECT";
            return refuse(Detail::UnexpectedSyntax, message, at);
        }
        let subquery = self.inside(SubqueryKind::Exists, |binder| {
            binder.pattern_clause(pattern, None, Names::Refuse).map(only_clause)
        })?;
        Ok(typed(ExprKind::Subquery(subquery), Ty::BOOL, at))
    }

    /// `[p = (a)-->(b) WHERE … | …]`
    pub(super) fn pattern_comprehension(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&syntax::Expr>,
        map: &syntax::Expr,
        at: At,
    ) -> Bound {
        let mut element = Ty::ANY;
        let subquery = self.inside(SubqueryKind::Collect, |binder| {
            let clause = binder.pattern_clause(pattern, filter, Names::Declare)?;
            let value = binder.value(map)?;
            element = value.ty.clone();
            Ok(binder.returning(clause, value))
        })?;
        Ok(typed(ExprKind::Subquery(subquery), Ty::list(element), at))
    }

    /// `shortestPath((a)-[*]-(b))` as a value: a path, or null; `allShortestPaths(…)`: a list of paths.
    pub(super) fn shortest(&mut self, pattern: &PathPattern, at: At) -> Bound {
        let (kind, ty) = match pattern.selector {
            Selector::ShortestPath => (SubqueryKind::First, Ty::PATH.nullable()),
            _ => (SubqueryKind::Collect, Ty::list(Ty::PATH)),
        };
        let subquery = self.inside(kind, |binder| {
            let mut clause = binder.pattern_clause(pattern, None, Names::Refuse)?;
            let slot = binder.nameless(&Ty::PATH);
            if let Clause::Match(part) = &mut clause {
                part.introduces.push(slot);
                part.pattern.paths.iter_mut().for_each(|path| path.slot = Some(slot));
            }
            Ok(binder.returning(clause, typed(ExprKind::Slot(slot), Ty::PATH, at)))
        })?;
        Ok(typed(ExprKind::Subquery(subquery), ty, at))
    }

    fn pattern_clause(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&syntax::Expr>,
        names: Names,
    ) -> Result<Clause, QueryError> {
        let shape = self.shape([pattern], names)?;
        let filter = self.filter(filter)?;
        Ok(Clause::Match(Match { optional: false, pattern: shape.pattern, filter, introduces: shape.introduces }))
    }

    /// The clause, and `RETURN` of one value.
    fn returning(&mut self, clause: Clause, value: Typed) -> Query {
        let slot = match value.expr.kind {
            ExprKind::Slot(slot) => slot,
            _ => self.nameless(&value.ty),
        };
        let item = Item { slot, expr: value.expr, name: "value".into() };
        let outputs = vec![Output { name: "value".into(), slot }];
        let clauses = vec![clause, Clause::Project(Projection::of(vec![item]))];
        Query { branches: vec![Branch { clauses, returns: true }], distinct: false, outputs }
    }

    /// Binds a query that sees the variables around it, and puts it into the table of subqueries.
    fn inside(
        &mut self,
        kind: SubqueryKind,
        bind: impl FnOnce(&mut Self) -> Result<Query, QueryError>,
    ) -> Result<SubqueryRef, QueryError> {
        let inner = self.visible_inside();
        let scope = std::mem::replace(&mut self.scope, inner);
        let view = std::mem::take(&mut self.view);
        let allowed = std::mem::replace(&mut self.patterns_allowed, false);
        self.reading.push((self.slots.len() as u32, Default::default()));
        let query = bind(self)?;
        let reads = self.reading.pop().map(|(_, reads)| reads.into_iter().collect()).unwrap_or_default();
        (self.scope, self.view, self.patterns_allowed) = (scope, view, allowed);
        self.subqueries.push(Subquery { kind, query, reads });
        Ok(SubqueryRef(self.subqueries.len() as u32 - 1))
    }

    /// The variables a query inside an expression sees: beside an aggregate only grouping keys.
    fn visible_inside(&self) -> Scope {
        let View::Grouping(grouping) = &self.view else { return self.scope.seen_from_inside() };
        let mut scope = Scope::default();
        for v in self.scope.visible() {
            let key = grouping.keys.iter().any(|key| key.slot == v.slot && view::is_simple(&key.written));
            if key || v.origin != Origin::Clause {
                scope.add(&v.name, v.slot, v.ty.clone(), Origin::Outer);
            }
        }
        scope
    }
}

fn only_clause(clause: Clause) -> Query {
    let branch = Branch { clauses: vec![clause], returns: false };
    Query { branches: vec![branch], distinct: false, outputs: Vec::new() }
}

impl Projection {
    /// `RETURN` of those items and nothing else.
    pub(super) fn of(items: Vec<Item>) -> Self {
        Self {
            returns: true,
            items,
            grouping: None,
            distinct: false,
            order: Vec::new(),
            skip: None,
            limit: None,
            filter: None,
        }
    }
}
