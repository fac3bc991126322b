//! Patterns: `p = (a:A)-[r:T*1..3 {x: 1}]->(b)`.

use super::{At, Expr, Name};

/// One path of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPattern {
    /// `p =`
    pub variable: Option<Name>,
    /// Which of the paths that fit are wanted.
    pub selector: Selector,
    /// The first node.
    pub start: NodePattern,
    /// What follows it.
    pub steps: Vec<Step>,
    /// All of it.
    pub at: At,
}

/// Which of the paths that fit are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Selector {
    /// `(a)-[*]->(b)`: every one.
    #[default]
    All,
    /// `shortestPath((a)-[*]->(b))`, `ANY SHORTEST (a)-->+(b)`: one of the shortest.
    ShortestPath,
    /// `allShortestPaths((a)-[*]->(b))`, `ALL SHORTEST (a)-->+(b)`: all of the least length.
    AllShortestPaths,
    /// `SHORTEST 3 (a)-->+(b)`: the three shortest.
    Shortest(u32),
    /// `SHORTEST 2 GROUPS (a)-->+(b)`: all of the two least lengths.
    ShortestGroups(u32),
    /// `ANY 2 (a)-->+(b)`: any two.
    Any(u32),
}

/// A link and the node behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `-[r:T]->`, or `((a)-[:T]->(b)){1,3}`
    pub link: Link,
    /// The node behind it; an empty one where the text has none (around a quantified part).
    pub node: NodePattern,
}

/// What joins two nodes.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// `-[r:T]->`
    Edge(EdgePattern),
    /// `((a)-[:T]->(b) WHERE a.x < b.x){1,3}`
    Quantified(Box<QuantifiedPath>),
}

/// `(n:Company {name: 'OpenAI'} WHERE n.x > 1)`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodePattern {
    /// `n`
    pub variable: Option<Name>,
    /// `:Company`
    pub labels: Option<LabelExpr>,
    /// `{name: 'OpenAI'}`, or a parameter.
    pub properties: Option<Expr>,
    /// `WHERE n.x > 1` inside the parentheses.
    pub filter: Option<Box<Expr>>,
    /// All of it.
    pub at: At,
}

/// `-[r:OWNS|FOUNDED*1..3 {since: 2020} WHERE r.x > 1]->`
#[derive(Clone, Debug, PartialEq)]
pub struct EdgePattern {
    /// `r`
    pub variable: Option<Name>,
    /// `:OWNS|FOUNDED`
    pub types: Option<LabelExpr>,
    /// `*1..3`
    pub length: Option<Length>,
    /// `{since: 2020}`, or a parameter.
    pub properties: Option<Expr>,
    /// `WHERE r.x > 1` inside the brackets.
    pub filter: Option<Box<Expr>>,
    /// Which way it points.
    pub direction: Direction,
    /// All of it.
    pub at: At,
}

/// Which way a relationship points, seen from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `-->`
    Out,
    /// `<--`
    In,
    /// `--`, `<-->`
    Both,
}

/// `*`, `*2`, `*1..`, `*..3`, `*1..3`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// The least number of steps; 1 where not given.
    pub min: Option<u32>,
    /// The greatest number of steps; no bound where not given.
    pub max: Option<u32>,
    /// `*2`: both bounds by one number.
    pub exact: bool,
}

/// `((a)-[:T]->(b) WHERE a.x < b.x){1,3}`
#[derive(Clone, Debug, PartialEq)]
pub struct QuantifiedPath {
    /// Inside the parentheses.
    pub path: PathPattern,
    /// `WHERE …`
    pub filter: Option<Expr>,
    /// The least number of repetitions: `{1,3}` → 1, `*` → 0, `+` → 1.
    pub min: u32,
    /// The greatest number of repetitions; no bound for `*`, `+`, `{1,}`.
    pub max: Option<u32>,
    /// All of it.
    pub at: At,
}

/// `A|B`, `A&!B`, `%`; the same form serves labels and relationship types.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExpr {
    /// `A`
    Name(Name),
    /// `%`: any label at all.
    Any(At),
    /// `!A`
    Not(Box<LabelExpr>),
    /// `A&B`, `A:B`
    And(Vec<LabelExpr>),
    /// `A|B`, `A|:B`
    Or(Vec<LabelExpr>),
}
