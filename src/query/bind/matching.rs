//! `MATCH`.

use super::Binder;
use super::path::Names;
use crate::query::bound::{Clause, Match};
use crate::query::error::QueryError;
use crate::query::syntax;

impl Binder<'_> {
    /// `MATCH …`, `OPTIONAL MATCH …`
    pub(super) fn match_(
        &mut self,
        optional: bool,
        patterns: &[syntax::PathPattern],
        filter: Option<&syntax::Expr>,
    ) -> Result<Clause, QueryError> {
        let names = if optional { Names::DeclareNullable } else { Names::Declare };
        let shape = self.shape(patterns, names)?;
        let filter = self.filter(filter)?;
        Ok(Clause::Match(Match { optional, pattern: shape.pattern, filter, introduces: shape.introduces }))
    }
}
