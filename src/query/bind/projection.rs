//! `WITH` and `RETURN`: columns, implicit grouping, what `ORDER BY` and `WHERE` see.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Binder;
use super::aggregate::aggregates;
use super::expression::Typed;
use super::fault::{fault, refuse};
use super::query::different_columns;
use super::scope::{Origin, Scope};
use super::ty::Ty;
use super::view::{Grouping, Key, View};
use crate::query::bound::{self, Expr, ExprKind, Item, Output, Projection, Slot, SortKey};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, At};

/// How the columns of a projection are named and where they go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Columns<'o> {
    /// `WITH`: every expression needs an alias, unless it is a variable.
    Aliased,
    /// `RETURN`: without alias the text is the name.
    Written,
    /// The same, into slots of their own: the first part of a `UNION`, a `CALL` subquery.
    Fresh,
    /// The same, into the slots of the first part.
    Same(&'o [Output]),
}

/// A column before it is bound.
struct Column {
    name: Arc<str>,
    expr: syntax::Expr,
    /// Whether it has a name of its own: an alias, or being a variable.
    named: bool,
    aggregates: bool,
}

impl Binder<'_> {
    /// Binds the projection; behind it only its columns are in scope (and what the query around shows).
    pub(super) fn projection(
        &mut self,
        projection: &syntax::Projection,
        columns: Columns<'_>,
    ) -> Result<(Projection, Vec<Output>), QueryError> {
        let list = self.columns(projection, columns)?;
        let groups = list.iter().any(|column| column.aggregates);
        let before = self.scope.clone();
        let mut grouping = Grouping::default();
        let items = self.items(&list, groups, columns, &mut grouping, projection.at)?;
        let after = self.scope_after(&items);
        let narrow = groups || projection.distinct;
        let order = self.behind(narrow, &mut grouping, &before, &after, |binder| binder.order(&projection.order))?;
        let (skip, limit) =
            (self.bound_of_rows(projection.skip.as_ref())?, self.bound_of_rows(projection.limit.as_ref())?);
        require_names(&list, columns)?;
        let filter =
            self.behind(narrow, &mut grouping, &before, &after, |binder| binder.filter(projection.filter.as_ref()))?;
        self.scope = after;
        let outputs = items.iter().map(|(item, _)| Output { name: item.name.clone(), slot: item.slot }).collect();
        let bound = Projection {
            returns: !matches!(columns, Columns::Aliased),
            grouping: groups.then(|| grouping.into_bound()),
            items: items.into_iter().map(|(item, _)| item).collect(),
            distinct: projection.distinct,
            order,
            skip,
            limit,
            filter,
        };
        Ok((bound, outputs))
    }

    /// The columns by name: `*` spelled out, names checked.
    fn columns(&self, projection: &syntax::Projection, columns: Columns<'_>) -> Result<Vec<Column>, QueryError> {
        let mut list = Vec::new();
        if projection.all {
            let visible = self.scope.visible();
            let own = visible.iter().filter(|v| v.origin == Origin::Clause);
            list.extend(own.map(|v| Column::variable(&v.name, projection.at)));
            if list.is_empty() && projection.items.is_empty() && !matches!(columns, Columns::Aliased) {
                let message = "there is no variable that * could stand for";
                return refuse(Detail::NoVariablesInScope, message, projection.at);
            }
        }
        list.extend(projection.items.iter().map(|item| self.column(item)));
        let mut seen: FxHashMap<&str, ()> = FxHashMap::default();
        for column in &list {
            if seen.insert(&column.name, ()).is_some() {
                let message = format!("two columns have the name {}", column.name);
                return refuse(Detail::ColumnNameConflict, message, column.expr.at);
            }
        }
        Ok(list)
    }

    fn column(&self, item: &syntax::ProjectionItem) -> Column {
        let (name, named) = match (&item.alias, &item.expr.kind) {
            (Some(alias), _) => (alias.text.as_str(), true),
            (None, syntax::ExprKind::Variable(name)) => (name.as_str(), true),
            (None, _) => (self.text_of(item.expr.at.0), false),
        };
        Column { name: name.into(), expr: item.expr.clone(), named, aggregates: aggregates(&item.expr) }
    }

    /// Binds the columns. Keys first where rows are grouped, so that items beside aggregates can use them.
    fn items(
        &mut self,
        list: &[Column],
        groups: bool,
        columns: Columns<'_>,
        grouping: &mut Grouping,
        at: At,
    ) -> Result<Vec<(Item, Ty)>, QueryError> {
        let mut bound: Vec<Option<(Item, Ty)>> = Vec::new();
        for column in list {
            let item = if column.aggregates { None } else { Some(self.item(column, groups, columns, grouping, at)?) };
            bound.push(item);
        }
        for (column, item) in list.iter().zip(&mut bound).filter(|(column, _)| column.aggregates) {
            *item = Some(self.aggregate_item(column, columns, grouping, at)?);
        }
        Ok(bound.into_iter().flatten().collect())
    }

    /// A column without aggregates; a grouping key if rows are grouped.
    fn item(
        &mut self,
        column: &Column,
        groups: bool,
        columns: Columns<'_>,
        grouping: &mut Grouping,
        at: At,
    ) -> Result<(Item, Ty), QueryError> {
        let Typed { expr, ty } = self.value(&column.expr)?;
        let slot = self.column_slot(column, &expr, &ty, columns, at)?;
        grouping.keys.push(Key { written: column.expr.clone(), slot, ty: ty.clone() });
        let read = if groups {
            let at = expr.at;
            grouping.values.push((slot, expr));
            Expr { kind: ExprKind::Slot(slot), at }
        } else {
            expr
        };
        Ok((Item { slot, expr: read, name: column.name.clone() }, ty))
    }

    /// A column with aggregates.
    fn aggregate_item(
        &mut self,
        column: &Column,
        columns: Columns<'_>,
        grouping: &mut Grouping,
        at: At,
    ) -> Result<(Item, Ty), QueryError> {
        let bound = self.viewed(View::Grouping, grouping, true, |binder| binder.value(&column.expr))?;
        let slot = self.column_slot(column, &bound.expr, &bound.ty, columns, at)?;
        grouping.projected.push(Key { written: column.expr.clone(), slot, ty: bound.ty.clone() });
        Ok((Item { slot, expr: bound.expr, name: column.name.clone() }, bound.ty))
    }

    /// Where a column goes. A variable that is passed on stays where it is.
    fn column_slot(
        &mut self,
        column: &Column,
        expr: &Expr,
        ty: &Ty,
        columns: Columns<'_>,
        at: At,
    ) -> Result<Slot, QueryError> {
        match (columns, &expr.kind) {
            (Columns::Same(outputs), _) => outputs
                .iter()
                .find(|output| output.name == column.name)
                .map(|output| output.slot)
                .ok_or_else(|| different_columns(at)),
            (Columns::Aliased | Columns::Written, ExprKind::Slot(slot)) => Ok(*slot),
            _ => Ok(self.slot(&column.name, ty)),
        }
    }

    fn scope_after(&self, items: &[(Item, Ty)]) -> Scope {
        let mut scope = self.scope.outer();
        for (item, ty) in items {
            scope.add(&item.name, item.slot, ty.clone(), Origin::Clause);
        }
        scope
    }

    /// Binds `ORDER BY` or `WHERE`: behind a grouping or `DISTINCT` only the columns are there, else what was before
    /// them as well.
    fn behind<T>(
        &mut self,
        narrow: bool,
        grouping: &mut Grouping,
        before: &Scope,
        after: &Scope,
        bind: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if narrow {
            self.scope = after.clone();
            return self.viewed(View::Projected, grouping, false, bind);
        }
        self.scope = before.clone();
        for v in after.visible() {
            self.scope.add(&v.name, v.slot, v.ty.clone(), v.origin);
        }
        bind(self)
    }

    /// Binds with a view of the grouping.
    fn viewed<T>(
        &mut self,
        view: fn(Grouping) -> View,
        grouping: &mut Grouping,
        aggregating: bool,
        bind: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        grouping.aggregating = aggregating;
        let outside = std::mem::replace(&mut self.view, view(std::mem::take(grouping)));
        let bound = bind(self);
        if let View::Grouping(inner) | View::Projected(inner) = std::mem::replace(&mut self.view, outside) {
            *grouping = inner;
        }
        bound
    }

    fn order(&mut self, items: &[syntax::SortItem]) -> Result<Vec<SortKey>, QueryError> {
        items
            .iter()
            .map(|item| {
                if let View::Projected(grouping) = &mut self.view {
                    grouping.aggregating = aggregates(&item.expr);
                }
                Ok(SortKey { expr: self.plain(&item.expr)?, descending: item.descending })
            })
            .collect()
    }
}

impl Column {
    fn variable(name: &Arc<str>, at: At) -> Self {
        let expr = syntax::Expr { kind: syntax::ExprKind::Variable(name.to_string()), at };
        Self { name: name.clone(), expr, named: true, aggregates: false }
    }
}

impl Grouping {
    fn into_bound(self) -> bound::Grouping {
        let aggregates = self.aggregates.into_iter().map(|(_, call)| call).collect();
        bound::Grouping { keys: self.values, aggregates }
    }
}

/// `WITH` wants a name for everything.
fn require_names(list: &[Column], columns: Columns<'_>) -> Result<(), QueryError> {
    match list.iter().find(|column| !column.named) {
        Some(column) if matches!(columns, Columns::Aliased) => {
            let message = "an expression in WITH needs a name";
            Err(fault(Detail::NoExpressionAlias, message, column.expr.at).expecting(vec!["AS name".into()]))
        }
        _ => Ok(()),
    }
}
