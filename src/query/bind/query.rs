//! Queries: the order of clauses, `UNION`.

use super::Binder;
use super::fault::{fault, refuse};
use super::projection::Columns;
use crate::query::bound::{Branch, Clause, Output, Query};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, At, ClauseKind, SingleQuery};

/// How a query may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// In `RETURN`, or in a clause that writes or calls: a statement.
    Effect,
    /// In `RETURN`.
    Return,
    /// In any clause that makes sense alone: inside `EXISTS`.
    Anything,
}

impl Binder<'_> {
    /// A whole statement.
    pub(super) fn statement(&mut self, query: &syntax::Query) -> Result<Query, QueryError> {
        if let ([clause], []) = (query.first.clauses.as_slice(), query.rest.as_slice())
            && let ClauseKind::Call(call) = &clause.kind
        {
            return self.standalone_call(call, clause.at);
        }
        self.query(query, Ending::Effect)
    }

    /// `a UNION b`; each part starts with the scope at hand.
    pub(super) fn query(&mut self, query: &syntax::Query, ending: Ending) -> Result<Query, QueryError> {
        let own = if query.rest.is_empty() { Columns::Written } else { Columns::Fresh };
        self.query_into(query, ending, own)
    }

    /// The same, where the caller says what slots the result has.
    pub(super) fn query_into(
        &mut self,
        query: &syntax::Query,
        ending: Ending,
        columns: Columns<'_>,
    ) -> Result<Query, QueryError> {
        let distinct = query.rest.first().is_some_and(|union| !union.all);
        let start = self.scope.clone();
        let (branch, outputs) = self.single(&query.first, ending, columns)?;
        let mut branches = vec![branch];
        for union in &query.rest {
            if union.all == distinct {
                let message = "UNION and UNION ALL cannot be mixed in one statement";
                return refuse(Detail::InvalidClauseComposition, message, union.at);
            }
            self.scope = start.clone();
            let (branch, same) = self.single(&union.query, ending, Columns::Same(&outputs))?;
            if same.len() != outputs.len() {
                return Err(different_columns(union.at));
            }
            branches.push(branch);
        }
        Ok(Query { branches, distinct, outputs })
    }

    /// Clauses one behind the other; the columns of the last, if it is `RETURN`.
    fn single(
        &mut self,
        query: &SingleQuery,
        ending: Ending,
        columns: Columns<'_>,
    ) -> Result<(Branch, Vec<Output>), QueryError> {
        let Some((last, before)) = query.clauses.split_last() else {
            return refuse(Detail::UnexpectedSyntax, "a query needs a clause", query.at);
        };
        let mut clauses: Vec<Clause> = Vec::with_capacity(query.clauses.len());
        for clause in before {
            self.clause_into(clause, &mut clauses)?;
        }
        match &last.kind {
            ClauseKind::Return(projection) => {
                let (bound, outputs) = self.projection(projection, columns)?;
                clauses.push(Clause::Project(bound));
                Ok((Branch { clauses, returns: true }, outputs))
            }
            kind => {
                check_ending(kind, ending, last.at)?;
                if !matches!(kind, ClauseKind::Finish) {
                    self.clause_into(last, &mut clauses)?;
                }
                Ok((Branch { clauses, returns: false }, Vec::new()))
            }
        }
    }

    /// A clause, and the filter behind it that `CALL … YIELD … WHERE …` is.
    fn clause_into(&mut self, clause: &syntax::Clause, to: &mut Vec<Clause>) -> Result<(), QueryError> {
        to.push(self.clause(clause)?);
        if let ClauseKind::Call(call) = &clause.kind {
            let filter = call.yields.as_ref().and_then(|yields| yields.filter.as_ref());
            to.extend(self.filter(filter)?.map(Clause::Filter));
        }
        Ok(())
    }
}

/// Parts of a `UNION` with different columns.
pub(super) fn different_columns(at: At) -> QueryError {
    fault(Detail::DifferentColumnsInUnion, "the parts of a UNION must return the same columns", at)
}

/// Whether a query may end in a clause that is not `RETURN`.
fn check_ending(kind: &ClauseKind, ending: Ending, at: At) -> Result<(), QueryError> {
    let writes = matches!(
        kind,
        ClauseKind::Create(_)
            | ClauseKind::Merge { .. }
            | ClauseKind::Set(_)
            | ClauseKind::Remove(_)
            | ClauseKind::Delete { .. }
            | ClauseKind::Foreach { .. }
            | ClauseKind::Finish
            | ClauseKind::Call(_)
            | ClauseKind::CallSubquery(_)
    );
    let reads = matches!(kind, ClauseKind::Match { .. } | ClauseKind::Unwind { .. } | ClauseKind::LoadCsv { .. });
    let fits = match ending {
        Ending::Effect => writes,
        Ending::Return => false,
        Ending::Anything => writes || reads,
    };
    if fits {
        return Ok(());
    }
    let message = "a query cannot end here: RETURN, or a clause that writes, is missing";
    Err(fault(Detail::InvalidClauseComposition, message, at).expecting(vec!["RETURN".into()]))
}
