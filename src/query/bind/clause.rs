//! Clauses but for `RETURN`, which ends a query (see `query.rs`).

use super::Binder;
use super::fault::{already_bound, refuse, require};
use super::projection::Columns;
use super::scope::Origin;
use super::ty::Ty;
use crate::query::bound::{Clause, Slot};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, ClauseKind, Name};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// A clause; new variables are in scope behind it.
    pub(super) fn clause(&mut self, clause: &syntax::Clause) -> Result<Clause, QueryError> {
        match &clause.kind {
            ClauseKind::Match { optional, patterns, filter } => self.match_(*optional, patterns, filter.as_ref()),
            ClauseKind::Unwind { list, variable } => self.unwind(list, variable),
            ClauseKind::With(projection) => self.with(projection),
            ClauseKind::Create(patterns) => self.create(patterns),
            ClauseKind::Merge { pattern, actions } => self.merge(pattern, actions, clause.at),
            ClauseKind::Set(items) => self.set_items(items).map(Clause::Set),
            ClauseKind::Remove(items) => self.remove(items),
            ClauseKind::Delete { detach, targets } => self.delete(*detach, targets),
            ClauseKind::Foreach { variable, list, body } => self.foreach(variable, list, body),
            ClauseKind::Call(call) => self.call(call, clause.at),
            ClauseKind::CallSubquery(call) => self.call_subquery(call, clause.at),
            ClauseKind::LoadCsv { headers, source, variable, delimiter } => {
                self.load_csv(*headers, source, variable, delimiter.as_ref())
            }
            ClauseKind::Return(_) | ClauseKind::Finish => {
                refuse(Detail::InvalidClauseComposition, "RETURN can only be the last clause", clause.at)
            }
        }
    }

    fn unwind(&mut self, list: &syntax::Expr, variable: &Name) -> Result<Clause, QueryError> {
        let bound = self.value(list)?;
        let element = if bound.ty.kinds.within(Kinds::LIST | Kinds::NULL) { bound.ty.item() } else { Ty::ANY };
        let slot = self.declare_value(variable, element)?;
        Ok(Clause::Unwind { list: bound.expr, slot })
    }

    fn with(&mut self, projection: &syntax::Projection) -> Result<Clause, QueryError> {
        let (bound, _) = self.projection(projection, Columns::Aliased)?;
        Ok(Clause::Project(bound))
    }

    fn load_csv(
        &mut self,
        headers: bool,
        source: &syntax::Expr,
        variable: &Name,
        delimiter: Option<&syntax::Expr>,
    ) -> Result<Clause, QueryError> {
        let bound = self.value(source)?;
        require(&bound.ty, Kinds::STRING, source.at)?;
        let delimiter = delimiter.map(|expr| self.plain(expr)).transpose()?;
        let row = if headers { Ty::of(Kinds::MAP) } else { Ty::list(Ty::of(Kinds::STRING | Kinds::NULL)) };
        let slot = self.declare_value(variable, row)?;
        Ok(Clause::LoadCsv { headers, source: bound.expr, slot, delimiter })
    }

    /// A new variable that a clause names.
    pub(super) fn declare_value(&mut self, name: &Name, ty: Ty) -> Result<Slot, QueryError> {
        if self.scope.get(&name.text).is_some() {
            return Err(already_bound(name));
        }
        let slot = self.slot(&name.text, &ty);
        self.scope.add(&name.text, slot, ty, Origin::Clause);
        Ok(slot)
    }
}
