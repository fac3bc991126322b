//! Expressions with variables of their own: `[x IN xs | x]`, `all(x IN xs WHERE x)`, `reduce(a = 0, x IN xs | a + x)`.

use super::Binder;
use super::expression::{Bound, typed};
use super::fault::require;
use super::scope::Origin;
use super::ty::Ty;
use super::view::View;
use crate::query::bound::{Expr, ExprKind, Slot};
use crate::query::error::QueryError;
use crate::query::syntax::{self, At, Name};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// An expression that makes variables for its inside.
    pub(super) fn local(&mut self, expr: &syntax::Expr) -> Bound {
        use syntax::ExprKind as K;
        match &expr.kind {
            K::ListComprehension { variable, list, filter, map } => {
                self.list_comprehension(variable, list, filter.as_deref(), map.as_deref(), expr.at)
            }
            K::Quantifier { kind, variable, list, filter } => {
                self.quantifier(*kind, variable, list, filter.as_deref(), expr.at)
            }
            K::Reduce { accumulator, init, variable, list, body } => {
                self.reduce((accumulator, init), (variable, list), body, expr.at)
            }
            _ => self.value(expr),
        }
    }

    fn list_comprehension(
        &mut self,
        variable: &Name,
        list: &syntax::Expr,
        filter: Option<&syntax::Expr>,
        map: Option<&syntax::Expr>,
        at: At,
    ) -> Bound {
        let (list, item) = self.elements(list)?;
        let ((filter, map), slot) = self.with_local(variable, item.clone(), |binder| {
            let filter = binder.filter(filter)?.map(Box::new);
            Ok((filter, map.map(|e| binder.value(e)).transpose()?))
        })?;
        let element = map.as_ref().map_or(item, |map| map.ty.clone());
        let map = map.map(|map| Box::new(map.expr));
        let kind = ExprKind::ListComprehension { slot, list, filter, map };
        Ok(typed(kind, Ty::list(element).nullable(), at))
    }

    fn quantifier(
        &mut self,
        kind: syntax::Quantifier,
        variable: &Name,
        list: &syntax::Expr,
        filter: Option<&syntax::Expr>,
        at: At,
    ) -> Bound {
        let (list, item) = self.elements(list)?;
        let always = syntax::Expr { kind: syntax::ExprKind::Literal(syntax::Literal::Bool(true)), at };
        let filter = filter.unwrap_or(&always);
        let (filter, slot) = self.with_local(variable, item, |binder| binder.condition(filter).map(Box::new))?;
        Ok(typed(ExprKind::Quantifier { kind, slot, list, filter }, Ty::BOOL, at))
    }

    fn reduce(
        &mut self,
        (accumulator, init): (&Name, &syntax::Expr),
        (variable, list): (&Name, &syntax::Expr),
        body: &syntax::Expr,
        at: At,
    ) -> Bound {
        let init = Box::new(self.plain(init)?);
        let (list, item) = self.elements(list)?;
        let ((body, slot), accumulator) = self.with_local(accumulator, Ty::ANY, |binder| {
            binder.with_local(variable, item, |binder| binder.plain(body).map(Box::new))
        })?;
        Ok(typed(ExprKind::Reduce { accumulator, init, slot, list, body }, Ty::ANY, at))
    }

    /// A list, and what its elements can be.
    fn elements(&mut self, list: &syntax::Expr) -> Result<(Box<Expr>, Ty), QueryError> {
        let bound = self.value(list)?;
        require(&bound.ty, Kinds::LIST, list.at)?;
        Ok((Box::new(bound.expr), bound.ty.item()))
    }

    /// Binds with a variable that is seen only inside. Aggregates have no place there.
    fn with_local<T>(
        &mut self,
        name: &Name,
        ty: Ty,
        bind: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<(T, Slot), QueryError> {
        let slot = self.slot(&name.text, &ty);
        self.scope.add(&name.text, slot, ty, Origin::Local);
        let closed = self.close_view();
        let bound = bind(self);
        self.open_view(closed);
        self.scope.pop();
        Ok((bound?, slot))
    }

    /// Forbids aggregates until [`Binder::open_view`]; says whether they were allowed.
    fn close_view(&mut self) -> bool {
        match &mut self.view {
            View::Grouping(grouping) | View::Projected(grouping) => std::mem::replace(&mut grouping.closed, true),
            View::Plain | View::Argument => false,
        }
    }

    fn open_view(&mut self, closed: bool) {
        if let View::Grouping(grouping) | View::Projected(grouping) = &mut self.view {
            grouping.closed = closed;
        }
    }
}
