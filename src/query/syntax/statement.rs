//! Whole statements.

use super::{At, Clause, Expr, Name, Projection};

/// One statement, without its `;`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// `EXPLAIN`, `PROFILE` or nothing before it.
    pub mode: Mode,
    /// The statement itself.
    pub body: Body,
}

/// What is asked of the statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// `MATCH …`: run it.
    #[default]
    Run,
    /// `EXPLAIN MATCH …`: show the plan, run nothing.
    Explain,
    /// `PROFILE MATCH …`: run it, show the plan with rows and time of each operator.
    Profile,
}

/// The statement itself. There is one per statement, so the size of its largest variant does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `MATCH … RETURN … UNION …`
    Query(Query),
    /// `CREATE INDEX …`, `DROP INDEX …`
    Index(IndexCommand),
    /// `SHOW LABELS`, `SHOW FUNCTIONS YIELD name WHERE …`
    Show(Show),
}

/// `a UNION b UNION ALL c`
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The part before the first `UNION`.
    pub first: SingleQuery,
    /// Each `UNION` with the part behind it.
    pub rest: Vec<Union>,
}

/// `UNION ALL RETURN 1`
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// `UNION ALL`: duplicates stay.
    pub all: bool,
    /// The part behind it.
    pub query: SingleQuery,
    /// Where the word `UNION` stands.
    pub at: At,
}

/// Clauses one behind the other: `MATCH … WITH … RETURN …`.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleQuery {
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// All of it.
    pub at: At,
}

/// `CREATE INDEX …`, `DROP INDEX …`
#[derive(Clone, Debug, PartialEq)]
pub enum IndexCommand {
    /// `CREATE INDEX name IF NOT EXISTS FOR (n:Company) ON (n.name)`, `CREATE INDEX ON :Company(name)`
    Create {
        /// The index's own name, where given.
        name: Option<Name>,
        /// Of nodes or of relationships.
        of: IndexOf,
        /// The label or relationship type.
        label: Name,
        /// The properties.
        keys: Vec<Name>,
        /// `IF NOT EXISTS`
        if_not_exists: bool,
    },
    /// `DROP INDEX name IF EXISTS`
    Drop {
        /// Which.
        name: Name,
        /// `IF EXISTS`
        if_exists: bool,
    },
    /// `DROP INDEX ON :Company(name)`
    DropOn {
        /// The label.
        label: Name,
        /// The properties.
        keys: Vec<Name>,
    },
}

/// What an index is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IndexOf {
    /// `FOR (n:Company)`
    Nodes,
    /// `FOR ()-[r:OWNS]-()`
    Edges,
}

/// `SHOW LABELS YIELD label WHERE label STARTS WITH 'C' RETURN label`
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// What is listed.
    pub what: ShowWhat,
    /// `YIELD … [WHERE …]`, as a projection over the listing's columns.
    pub yields: Option<Projection>,
    /// `WHERE …` without `YIELD`.
    pub filter: Option<Expr>,
    /// `RETURN …` behind `YIELD`.
    pub returns: Option<Projection>,
    /// All of it.
    pub at: At,
}

/// What `SHOW` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShowWhat {
    /// `SHOW LABELS`
    Labels,
    /// `SHOW RELATIONSHIP TYPES`, `SHOW TYPES`
    Types,
    /// `SHOW PROPERTY KEYS`
    Keys,
    /// `SHOW FUNCTIONS`
    Functions,
    /// `SHOW PROCEDURES`
    Procedures,
    /// `SHOW INDEXES`
    Indexes,
}
