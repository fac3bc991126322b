//! Clauses.

use super::{At, Expr, Name, PathPattern, Query};

/// One clause of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Which, with its parts.
    pub kind: ClauseKind,
    /// All of it.
    pub at: At,
}

/// One clause of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// `MATCH (a)-->(b) WHERE a.x = 1`, `OPTIONAL MATCH …`
    Match {
        /// `OPTIONAL`
        optional: bool,
        /// The patterns between the commas.
        patterns: Vec<PathPattern>,
        /// `WHERE …`
        filter: Option<Expr>,
    },
    /// `UNWIND [1, 2] AS x`
    Unwind {
        /// The list.
        list: Expr,
        /// The variable.
        variable: Name,
    },
    /// `WITH …`
    With(Projection),
    /// `RETURN …`
    Return(Projection),
    /// `FINISH`: the query gives no rows.
    Finish,
    /// `CREATE (a:A)-[:T]->(b)`
    Create(Vec<PathPattern>),
    /// `MERGE (a:A) ON CREATE SET a.x = 1 ON MATCH SET a.y = 2`
    Merge {
        /// What is to be there.
        pattern: PathPattern,
        /// The actions, in order.
        actions: Vec<MergeAction>,
    },
    /// `SET a.x = 1, a:B, a += {y: 2}`
    Set(Vec<SetItem>),
    /// `REMOVE a.x, a:B`
    Remove(Vec<RemoveItem>),
    /// `DELETE a, r`, `DETACH DELETE a`
    Delete {
        /// `DETACH`
        detach: bool,
        /// What is deleted.
        targets: Vec<Expr>,
    },
    /// `FOREACH (x IN [1, 2] | CREATE ({x: x}))`
    Foreach {
        /// The variable.
        variable: Name,
        /// The list.
        list: Expr,
        /// The writing clauses run for each item.
        body: Vec<Clause>,
    },
    /// `CALL db.labels() YIELD label AS l WHERE l <> 'A'`
    Call(Call),
    /// `CALL (a, b) { … }`, `CALL { WITH a … }`
    CallSubquery(CallSubquery),
    /// `LOAD CSV WITH HEADERS FROM 'file.csv' AS row FIELDTERMINATOR ';'`
    LoadCsv {
        /// `WITH HEADERS`: rows are maps, else lists.
        headers: bool,
        /// Where from.
        source: Expr,
        /// The variable of a row.
        variable: Name,
        /// `FIELDTERMINATOR ';'`
        delimiter: Option<Expr>,
    },
}

/// What stands behind `WITH`, `RETURN` or `YIELD`.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// `DISTINCT`
    pub distinct: bool,
    /// `*` first: every variable in scope.
    pub all: bool,
    /// `a.x AS x, count(*)`
    pub items: Vec<ProjectionItem>,
    /// `ORDER BY …`
    pub order: Vec<SortItem>,
    /// `SKIP 1`
    pub skip: Option<Expr>,
    /// `LIMIT 2`
    pub limit: Option<Expr>,
    /// `WHERE …`; behind `WITH` and `YIELD` only.
    pub filter: Option<Expr>,
    /// All of it.
    pub at: At,
}

/// `a.x AS x`
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionItem {
    /// What is projected. Without alias its text (by its position) names the column.
    pub expr: Expr,
    /// `AS x`
    pub alias: Option<Name>,
}

/// `a.x DESC`
#[derive(Clone, Debug, PartialEq)]
pub struct SortItem {
    /// What is sorted by.
    pub expr: Expr,
    /// `DESC`, `DESCENDING`
    pub descending: bool,
}

/// `ON CREATE SET …`, `ON MATCH SET …`
#[derive(Clone, Debug, PartialEq)]
pub struct MergeAction {
    /// `ON CREATE`, not `ON MATCH`.
    pub on_create: bool,
    /// What is set.
    pub items: Vec<SetItem>,
}

/// One item of `SET`.
#[derive(Clone, Debug, PartialEq)]
pub enum SetItem {
    /// `a.x = 1`
    Property {
        /// `a`, `(CASE … END)`
        target: Expr,
        /// `x`
        key: Name,
        /// `1`
        value: Expr,
    },
    /// `a = {x: 1}`
    Replace {
        /// `a`
        variable: Name,
        /// `{x: 1}`
        value: Expr,
    },
    /// `a += {x: 1}`
    Merge {
        /// `a`
        variable: Name,
        /// `{x: 1}`
        value: Expr,
    },
    /// `a:B:C`
    Labels {
        /// `a`
        variable: Name,
        /// `B`, `C`
        labels: Vec<Name>,
    },
}

/// One item of `REMOVE`.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoveItem {
    /// `a.x`
    Property {
        /// `a`
        target: Expr,
        /// `x`
        key: Name,
    },
    /// `a:B:C`
    Labels {
        /// `a`
        variable: Name,
        /// `B`, `C`
        labels: Vec<Name>,
    },
}

/// `CALL db.labels() YIELD label AS l WHERE l <> 'A'`
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// `OPTIONAL CALL`
    pub optional: bool,
    /// `db.labels`
    pub procedure: Name,
    /// The arguments; `None` without parentheses: they are taken from the parameters.
    pub args: Option<Vec<Expr>>,
    /// `YIELD …`
    pub yields: Option<Yield>,
}

/// `YIELD *`, `YIELD a AS b WHERE …`
#[derive(Clone, Debug, PartialEq)]
pub struct Yield {
    /// `*`
    pub all: bool,
    /// Output column and its new name.
    pub items: Vec<YieldItem>,
    /// `WHERE …`
    pub filter: Option<Expr>,
}

/// `a AS b`
#[derive(Clone, Debug, PartialEq)]
pub struct YieldItem {
    /// The procedure's output column.
    pub column: Name,
    /// `AS b`
    pub alias: Option<Name>,
}

/// `CALL (a, b) { … }`, `OPTIONAL CALL (*) { … }`, `CALL { WITH a … }`
#[derive(Clone, Debug, PartialEq)]
pub struct CallSubquery {
    /// `OPTIONAL CALL`
    pub optional: bool,
    /// What it may see of the outside.
    pub imports: Imports,
    /// Inside the braces.
    pub query: Query,
}

/// What a `CALL` subquery sees of the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Imports {
    /// `CALL { … }`: only what a leading `WITH a, b` of each part names.
    Leading,
    /// `CALL (a, b) { … }`, `CALL () { … }`
    Listed(Vec<Name>),
    /// `CALL (*) { … }`
    All,
}
