//! `SHOW …`: a call of the procedure that lists the same.

use super::Binder;
use super::projection::Columns;
use super::query::Ending;
use crate::query::bound::Query;
use crate::query::error::QueryError;
use crate::query::syntax::{self, At, Clause, ClauseKind, ExprKind, Name, Projection, Show, ShowWhat};

impl Binder<'_> {
    /// `SHOW LABELS YIELD label WHERE … RETURN …`
    pub(super) fn show(&mut self, show: &Show) -> Result<Query, QueryError> {
        let name = Name { text: procedure(show.what).into(), at: show.at };
        if show.yields.is_none() {
            let filter = show.filter.clone();
            let yields = Some(syntax::Yield { all: true, items: Vec::new(), filter });
            let call = syntax::Call { optional: false, procedure: name, args: Some(Vec::new()), yields };
            return self.standalone_call(&call, show.at);
        }
        let clauses = vec![self.call_all(&name), with(show), returns(show)];
        let query = syntax::Query { first: syntax::SingleQuery { clauses, at: show.at }, rest: Vec::new() };
        self.query_into(&query, Ending::Return, Columns::Written)
    }

    /// `CALL p() YIELD` every column.
    fn call_all(&self, name: &Name) -> Clause {
        let columns = self.catalog.procedure(&name.text).map(|p| p.outputs.clone()).unwrap_or_default();
        let items = columns
            .into_iter()
            .map(|field| syntax::YieldItem { column: Name { text: field.name, at: name.at }, alias: None });
        let yields = Some(syntax::Yield { all: false, items: items.collect(), filter: None });
        let call = syntax::Call { optional: false, procedure: name.clone(), args: Some(Vec::new()), yields };
        Clause { kind: ClauseKind::Call(call), at: name.at }
    }
}

/// `YIELD …` is `WITH …` over the columns.
fn with(show: &Show) -> Clause {
    let projection = show.yields.clone().unwrap_or_else(|| everything(show.at));
    Clause { kind: ClauseKind::With(projection), at: show.at }
}

/// `RETURN …`; without it, what was yielded, in that order.
fn returns(show: &Show) -> Clause {
    let projection = match (&show.returns, &show.yields) {
        (Some(projection), _) => projection.clone(),
        (None, Some(yields)) if !yields.all => {
            let items = yields.items.iter().map(|item| {
                let name = item.alias.as_ref().map(|alias| ExprKind::Variable(alias.text.clone()));
                let kind = name.unwrap_or_else(|| item.expr.kind.clone());
                syntax::ProjectionItem { expr: syntax::Expr { kind, at: item.expr.at }, alias: None }
            });
            Projection { all: false, items: items.collect(), ..everything(show.at) }
        }
        _ => everything(show.at),
    };
    Clause { kind: ClauseKind::Return(projection), at: show.at }
}

/// `*`
fn everything(at: At) -> Projection {
    Projection {
        distinct: false,
        all: true,
        items: Vec::new(),
        order: Vec::new(),
        skip: None,
        limit: None,
        filter: None,
        at,
    }
}

/// The procedure that lists the same.
fn procedure(what: ShowWhat) -> &'static str {
    match what {
        ShowWhat::Labels => "db.labels",
        ShowWhat::Types => "db.relationshipTypes",
        ShowWhat::Keys => "db.propertyKeys",
        ShowWhat::Functions => "db.functions",
        ShowWhat::Procedures => "db.procedures",
        ShowWhat::Indexes => "db.indexes",
    }
}
