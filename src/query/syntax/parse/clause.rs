//! Queries and their clauses.

use super::expression::dotted;
use super::parts::{Pair, Parts, at, name};
use super::{Builder, Rule};
use crate::query::error::Detail;
use crate::query::error::QueryError;
use crate::query::syntax::{
    Call, CallSubquery, Clause, ClauseKind, Expr, ExprKind, Imports, MergeAction, Name, Projection, ProjectionItem,
    Query, RemoveItem, SetItem, SingleQuery, SortItem, Union, Yield, YieldItem,
};

type Kind = Result<ClauseKind, QueryError>;

impl Builder {
    /// `query`
    pub(super) fn query(&mut self, pair: Pair<'_>) -> Result<Query, QueryError> {
        let mut parts = Parts::of(pair);
        let first = self.single_query(parts.need(Rule::single_query)?)?;
        let mut rest = Vec::new();
        while let Some(word) = parts.eat(Rule::union) {
            let at = at(&word);
            let all = Parts::of(word).any(|part| part.as_rule() == Rule::kw_all);
            rest.push(Union { all, query: self.single_query(parts.need(Rule::single_query)?)?, at });
        }
        Ok(Query { first, rest })
    }

    fn single_query(&mut self, pair: Pair<'_>) -> Result<SingleQuery, QueryError> {
        let at = at(&pair);
        let clauses = Parts::of(pair).map(|clause| self.clause(clause)).collect::<Result<_, _>>()?;
        Ok(SingleQuery { clauses, at })
    }

    fn clause(&mut self, pair: Pair<'_>) -> Result<Clause, QueryError> {
        let at = at(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        let kind = match rule {
            Rule::match_ => self.match_(&mut parts)?,
            Rule::unwind => self.unwind(&mut parts)?,
            Rule::with => ClauseKind::With(self.with(&mut parts)?),
            Rule::return_ => ClauseKind::Return(self.return_(&mut parts)?),
            Rule::finish => ClauseKind::Finish,
            Rule::create => self.create(&mut parts)?,
            Rule::merge => self.merge(&mut parts)?,
            Rule::set => ClauseKind::Set(self.set(&mut parts)?),
            Rule::remove => self.remove(&mut parts)?,
            Rule::delete => self.delete(&mut parts)?,
            Rule::foreach => self.foreach(&mut parts)?,
            Rule::call => self.call(&mut parts)?,
            Rule::call_subquery => self.call_subquery(&mut parts)?,
            _ => self.load_csv(&mut parts)?,
        };
        Ok(Clause { kind, at })
    }

    fn match_(&mut self, parts: &mut Parts<'_>) -> Kind {
        let optional = parts.flag(Rule::kw_optional);
        parts.need(Rule::kw_match)?;
        let patterns = self.path_list(parts.need(Rule::path_list)?)?;
        Ok(ClauseKind::Match { optional, patterns, filter: self.optional_where(parts)? })
    }

    fn unwind(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_unwind)?;
        let list = self.next_expression(parts)?;
        parts.need(Rule::kw_as)?;
        Ok(ClauseKind::Unwind { list, variable: parts.name()? })
    }

    fn with(&mut self, parts: &mut Parts<'_>) -> Result<Projection, QueryError> {
        parts.need(Rule::kw_with)?;
        let projection = self.projection(parts.need(Rule::projection)?)?;
        Ok(Projection { filter: self.optional_where(parts)?, ..projection })
    }

    /// `RETURN …`
    pub(super) fn return_(&mut self, parts: &mut Parts<'_>) -> Result<Projection, QueryError> {
        parts.need(Rule::kw_return)?;
        self.projection(parts.need(Rule::projection)?)
    }

    /// `projection`
    pub(super) fn projection(&mut self, pair: Pair<'_>) -> Result<Projection, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        let distinct = parts.flag(Rule::kw_distinct);
        let all = parts.flag(Rule::star);
        let mut items = Vec::new();
        while let Some(item) = parts.eat(Rule::projection_item) {
            items.push(self.projection_item(item)?);
        }
        let order = parts.eat(Rule::order).map(|pair| self.order(pair)).transpose()?.unwrap_or_default();
        let skip = self.bounded(&mut parts, Rule::skip_)?;
        let limit = self.bounded(&mut parts, Rule::limit)?;
        Ok(Projection { distinct, all, items, order, skip, limit, filter: None, at })
    }

    fn projection_item(&mut self, pair: Pair<'_>) -> Result<ProjectionItem, QueryError> {
        let mut parts = Parts::of(pair);
        let expr = self.next_expression(&mut parts)?;
        Ok(ProjectionItem { expr, alias: alias(&mut parts)? })
    }

    fn order(&mut self, pair: Pair<'_>) -> Result<Vec<SortItem>, QueryError> {
        let items = Parts::of(pair).filter(|part| part.as_rule() == Rule::sort_item);
        items
            .map(|item| {
                let mut parts = Parts::of(item);
                Ok(SortItem { expr: self.next_expression(&mut parts)?, descending: parts.flag(Rule::descending) })
            })
            .collect()
    }

    /// `SKIP 1`, `LIMIT 2`
    fn bounded(&mut self, parts: &mut Parts<'_>, rule: Rule) -> Result<Option<Expr>, QueryError> {
        let Some(pair) = parts.eat(rule) else { return Ok(None) };
        let mut inner = Parts::of(pair);
        inner.one()?;
        self.next_expression(&mut inner).map(Some)
    }

    fn create(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_create)?;
        Ok(ClauseKind::Create(self.path_list(parts.need(Rule::path_list)?)?))
    }

    fn merge(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_merge)?;
        let pattern = self.path(parts.need(Rule::path)?)?;
        let mut actions = Vec::new();
        while let Some(action) = parts.eat(Rule::merge_action) {
            let mut inner = Parts::of(action);
            inner.need(Rule::kw_on)?;
            let on_create = inner.one()?.as_rule() == Rule::kw_create;
            let items = self.set(&mut Parts::of(inner.need(Rule::set)?))?;
            actions.push(MergeAction { on_create, items });
        }
        Ok(ClauseKind::Merge { pattern, actions })
    }

    fn set(&mut self, parts: &mut Parts<'_>) -> Result<Vec<SetItem>, QueryError> {
        parts.need(Rule::kw_set)?;
        parts.map(|item| self.set_item(Parts::of(item).one()?)).collect()
    }

    fn set_item(&mut self, pair: Pair<'_>) -> Result<SetItem, QueryError> {
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        if rule == Rule::set_property {
            let (target, key) = self.target(parts.need(Rule::target)?)?;
            return Ok(SetItem::Property { target, key, value: self.next_expression(&mut parts)? });
        }
        let variable = parts.name()?;
        Ok(match rule {
            Rule::set_labels => SetItem::Labels { variable, labels: new_labels(&mut parts)? },
            Rule::set_merge => SetItem::Merge { variable, value: self.next_expression(&mut parts)? },
            _ => SetItem::Replace { variable, value: self.next_expression(&mut parts)? },
        })
    }

    /// `target`: `a.x`, `(a).x`, `list[0].x`
    fn target(&mut self, pair: Pair<'_>) -> Result<(Expr, Name), QueryError> {
        let whole = at(&pair);
        let mut parts = Parts::of(pair);
        let mut expr = self.atom(parts.one()?)?;
        for suffix in parts {
            expr = self.suffix(expr, suffix)?;
        }
        match expr.kind {
            ExprKind::Property(target, key) => Ok((*target, key)),
            _ => {
                let fault = self.fault(Detail::UnexpectedSyntax, "only a property or labels can stand here", whole);
                fault.map_err(|e: QueryError| e.expecting(vec!["a property such as n.name".into()]))
            }
        }
    }

    fn remove(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_remove)?;
        let items = parts.map(|item| self.remove_item(Parts::of(item).one()?)).collect::<Result<_, _>>()?;
        Ok(ClauseKind::Remove(items))
    }

    fn remove_item(&mut self, pair: Pair<'_>) -> Result<RemoveItem, QueryError> {
        if pair.as_rule() == Rule::target {
            let (target, key) = self.target(pair)?;
            return Ok(RemoveItem::Property { target, key });
        }
        let mut parts = Parts::of(pair);
        Ok(RemoveItem::Labels { variable: parts.name()?, labels: new_labels(&mut parts)? })
    }

    fn delete(&mut self, parts: &mut Parts<'_>) -> Kind {
        let detach = parts.flag(Rule::kw_detach);
        parts.need(Rule::kw_delete)?;
        Ok(ClauseKind::Delete { detach, targets: self.expressions(parts)? })
    }

    fn foreach(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_foreach)?;
        let variable = parts.name()?;
        parts.need(Rule::kw_in)?;
        let list = self.next_expression(parts)?;
        let body = parts.map(|clause| self.clause(clause)).collect::<Result<_, _>>()?;
        Ok(ClauseKind::Foreach { variable, list, body })
    }

    fn call(&mut self, parts: &mut Parts<'_>) -> Kind {
        let optional = parts.flag(Rule::kw_optional);
        parts.need(Rule::kw_call)?;
        let procedure = dotted(parts.need(Rule::dotted_name)?);
        let args = parts.eat(Rule::arguments).map(|pair| self.expressions(&mut Parts::of(pair))).transpose()?;
        let yields = parts.eat(Rule::yield_).map(|pair| self.yields(pair)).transpose()?;
        Ok(ClauseKind::Call(Call { optional, procedure, args, yields }))
    }

    fn yields(&mut self, pair: Pair<'_>) -> Result<Yield, QueryError> {
        let mut parts = Parts::of(pair);
        parts.need(Rule::kw_yield)?;
        let all = parts.flag(Rule::star);
        let mut items = Vec::new();
        while let Some(item) = parts.eat(Rule::yield_item) {
            let mut inner = Parts::of(item);
            items.push(YieldItem { column: inner.name()?, alias: alias(&mut inner)? });
        }
        Ok(Yield { all, items, filter: self.optional_where(&mut parts)? })
    }

    fn call_subquery(&mut self, parts: &mut Parts<'_>) -> Kind {
        let optional = parts.flag(Rule::kw_optional);
        parts.need(Rule::kw_call)?;
        let imports = parts.eat(Rule::imports).map_or(Imports::Leading, imports);
        let query = self.query(parts.need(Rule::query)?)?;
        Ok(ClauseKind::CallSubquery(CallSubquery { optional, imports, query }))
    }

    fn load_csv(&mut self, parts: &mut Parts<'_>) -> Kind {
        parts.need(Rule::kw_load)?;
        parts.need(Rule::kw_csv)?;
        let headers = parts.flag(Rule::kw_with) && parts.flag(Rule::kw_headers);
        parts.need(Rule::kw_from)?;
        let source = self.next_expression(parts)?;
        parts.need(Rule::kw_as)?;
        let variable = parts.name()?;
        parts.flag(Rule::kw_fieldterminator);
        Ok(ClauseKind::LoadCsv { headers, source, variable, delimiter: self.optional_expression(parts)? })
    }
}

/// `AS x`
fn alias(parts: &mut Parts<'_>) -> Result<Option<Name>, QueryError> {
    if parts.flag(Rule::kw_as) { parts.name().map(Some) } else { Ok(None) }
}

/// `:A:B`
fn new_labels(parts: &mut Parts<'_>) -> Result<Vec<Name>, QueryError> {
    Ok(Parts::of(parts.need(Rule::new_labels)?).names())
}

/// `(a, b)`, `(*)`
fn imports(pair: Pair<'_>) -> Imports {
    let mut parts = Parts::of(pair);
    if parts.flag(Rule::star) { Imports::All } else { Imports::Listed(parts.map(name).collect()) }
}
