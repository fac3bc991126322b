//! Clauses.

use std::fmt::{Display, Formatter, Result};

use super::super::{
    Call, CallSubquery, Clause, ClauseKind, Imports, MergeAction, Name, Projection, ProjectionItem, RemoveItem,
    SetItem, SortItem, Yield, YieldItem,
};
use super::name::Dotted;
use super::{Joined, Maybe, word};

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        use ClauseKind as K;
        match &self.kind {
            K::Match { optional, patterns, filter } => {
                let optional = word(*optional, "OPTIONAL ");
                write!(f, "{optional}MATCH {}{}", Joined(patterns, ", "), Maybe(" WHERE ", filter.as_ref()))
            }
            K::Unwind { list, variable } => write!(f, "UNWIND {list} AS {variable}"),
            K::With(projection) => write!(f, "WITH {projection}"),
            K::Return(projection) => write!(f, "RETURN {projection}"),
            K::Finish => f.write_str("FINISH"),
            K::Create(patterns) => write!(f, "CREATE {}", Joined(patterns, ", ")),
            K::Merge { pattern, actions } => write!(f, "MERGE {pattern}{}", Joined(actions, "")),
            K::Set(items) => write!(f, "SET {}", Joined(items, ", ")),
            K::Remove(items) => write!(f, "REMOVE {}", Joined(items, ", ")),
            K::Delete { detach, targets } => write!(f, "{}DELETE {}", word(*detach, "DETACH "), Joined(targets, ", ")),
            K::Foreach { variable, list, body } => {
                write!(f, "FOREACH ({variable} IN {list} | {})", Joined(body, " "))
            }
            K::Call(call) => call.fmt(f),
            K::CallSubquery(call) => call.fmt(f),
            K::LoadCsv { headers, source, variable, delimiter } => {
                let headers = word(*headers, "WITH HEADERS ");
                let delimiter = Maybe(" FIELDTERMINATOR ", delimiter.as_ref());
                write!(f, "LOAD CSV {headers}FROM {source} AS {variable}{delimiter}")
            }
        }
    }
}

impl Display for Projection {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let star = word(self.all, if self.items.is_empty() { "*" } else { "*, " });
        write!(f, "{}{star}{}", word(self.distinct, "DISTINCT "), Joined(&self.items, ", "))?;
        if !self.order.is_empty() {
            write!(f, " ORDER BY {}", Joined(&self.order, ", "))?;
        }
        let (skip, limit) = (Maybe(" SKIP ", self.skip.as_ref()), Maybe(" LIMIT ", self.limit.as_ref()));
        write!(f, "{skip}{limit}{}", Maybe(" WHERE ", self.filter.as_ref()))
    }
}

impl Display for ProjectionItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.expr, Maybe(" AS ", self.alias.as_ref()))
    }
}

impl Display for SortItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.expr, word(self.descending, " DESC"))
    }
}

impl Display for MergeAction {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, " ON {} SET {}", if self.on_create { "CREATE" } else { "MATCH" }, Joined(&self.items, ", "))
    }
}

impl Display for SetItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Property { target, key, value } => write!(f, "{} = {value}", property(target, key)),
            Self::Replace { variable, value } => write!(f, "{variable} = {value}"),
            Self::Merge { variable, value } => write!(f, "{variable} += {value}"),
            Self::Labels { variable, labels } => write!(f, "{variable}:{}", Joined(labels, ":")),
        }
    }
}

impl Display for RemoveItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Property { target, key } => property(target, key).fmt(f),
            Self::Labels { variable, labels } => write!(f, "{variable}:{}", Joined(labels, ":")),
        }
    }
}

/// `a.x`
fn property(target: &super::super::Expr, key: &Name) -> super::super::Expr {
    let kind = super::super::ExprKind::Property(Box::new(target.clone()), key.clone());
    super::super::Expr { kind, at: target.at }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}CALL {}", word(self.optional, "OPTIONAL "), Dotted(&self.procedure))?;
        if let Some(args) = &self.args {
            write!(f, "({})", Joined(args, ", "))?;
        }
        Maybe(" YIELD ", self.yields.as_ref()).fmt(f)
    }
}

impl Display for Yield {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let star = word(self.all, "*");
        write!(f, "{star}{}{}", Joined(&self.items, ", "), Maybe(" WHERE ", self.filter.as_ref()))
    }
}

impl Display for YieldItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.column, Maybe(" AS ", self.alias.as_ref()))
    }
}

impl Display for CallSubquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let optional = word(self.optional, "OPTIONAL ");
        match &self.imports {
            Imports::Leading => write!(f, "{optional}CALL {{ {} }}", self.query),
            Imports::All => write!(f, "{optional}CALL (*) {{ {} }}", self.query),
            Imports::Listed(names) => write!(f, "{optional}CALL ({}) {{ {} }}", Joined(names, ", "), self.query),
        }
    }
}
