//! The written form of rule files: what the text says, before any name is looked up.

use std::ops::Range;

use crate::query::syntax::{Direction, LabelExpr, Name};

/// One file.
#[derive(Clone, Debug, Default)]
pub struct RuleFile {
    /// `LET $buy = ['kaufen', 'erwerben']`
    pub lists: Vec<(Name, Vec<String>)>,
    /// `RULE 'x' MATCH … CLAIM …`
    pub rules: Vec<WrittenRule>,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct WrittenRule {
    /// Its name.
    pub name: Name,
    /// `MATCH`, `OPTIONAL MATCH`.
    pub matches: Vec<Match>,
    /// `CLAIM …`
    pub claims: Vec<Path>,
    /// `EXAMPLE '…'`
    pub examples: Vec<String>,
    /// `COUNTER '…'`
    pub counters: Vec<String>,
}

/// `OPTIONAL MATCH (a)-[:subject]->(b) WHERE …`
#[derive(Clone, Debug)]
pub struct Match {
    /// `OPTIONAL`
    pub optional: bool,
    /// The paths between the commas.
    pub paths: Vec<Path>,
    /// `WHERE …`
    pub filter: Option<Expr>,
}

/// `(a)-[:subject]->(b)<-[:object]-(c)`
#[derive(Clone, Debug)]
pub struct Path {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges between them.
    pub edges: Vec<Edge>,
}

/// `(v:Verb {lemma: 'kaufen'})`
#[derive(Clone, Debug)]
pub struct Node {
    /// `v`
    pub variable: Option<Name>,
    /// `:Verb`
    pub labels: Option<LabelExpr>,
    /// `{lemma: 'kaufen'}`
    pub properties: Vec<(Name, Value)>,
    /// All of it.
    pub at: Range<usize>,
}

/// `-[:subject|object]->`
#[derive(Clone, Debug)]
pub struct Edge {
    /// `subject`, `object`
    pub types: Vec<Name>,
    /// Which way it points.
    pub direction: Direction,
    /// `{amount: sum}`
    pub properties: Vec<(Name, Value)>,
}

/// A value of a property or comparison.
#[derive(Clone, Debug)]
pub enum Value {
    /// `'a'`
    Text(String),
    /// `1.5`
    Number(f64),
    /// `$buy`
    Parameter(Name),
    /// `['a', 'b']`
    List(Vec<String>),
    /// `x`
    Variable(Name),
    /// `x.lemma`
    Property(Name, Name),
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Expr {
    /// `a OR b`
    Or(Vec<Expr>),
    /// `a AND b`
    And(Vec<Expr>),
    /// `NOT a`
    Not(Box<Expr>),
    /// `(a)-[:in]->(:Place)`
    Path(Path),
    /// `a.lemma IN $buy`
    Compare(Value, Compare, Value, Range<usize>),
    /// `a:Company`
    Labels(Name, LabelExpr),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Compare {
    In,
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
}
