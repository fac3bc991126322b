//! Expressions. Operators of one precedence stand in flat lists, so that the depth of the tree is the depth of the
//! brackets and not the length of the text.

use super::{At, LabelExpr, Name, PathPattern, Query};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Which, with its parts.
    pub kind: ExprKind,
    /// All of it.
    pub at: At,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `1`, `'a'`, `null`
    Literal(Literal),
    /// `$name`
    Parameter(String),
    /// `n`
    Variable(String),
    /// `[1, 2]`
    List(Vec<Expr>),
    /// `{a: 1}`
    Map(Vec<(Name, Expr)>),
    /// `n {.name, .*, x: 1, m}`
    MapProjection {
        /// `n`
        of: Box<Expr>,
        /// Inside the braces.
        items: Vec<MapItem>,
    },
    /// `a OR b OR c`
    Or(Vec<Expr>),
    /// `a XOR b`
    Xor(Vec<Expr>),
    /// `a AND b`
    And(Vec<Expr>),
    /// `NOT a`
    Not(Box<Expr>),
    /// `1 < x <= 3`: the operators one behind the other.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// `a + b - c`, `a * b / c`, `a ^ b`: operators of one precedence, from left to right.
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    /// `-a`
    Minus(Box<Expr>),
    /// `+a`
    Plus(Box<Expr>),
    /// `a STARTS WITH b`, `a IN b`
    Test(TestOp, Box<Expr>, Box<Expr>),
    /// `a IS NULL`
    IsNull(Box<Expr>),
    /// `a IS NOT NULL`
    IsNotNull(Box<Expr>),
    /// `n.name`
    Property(Box<Expr>, Name),
    /// `xs[0]`
    Index(Box<Expr>, Box<Expr>),
    /// `xs[1..3]`
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `n:Company`
    HasLabels(Box<Expr>, LabelExpr),
    /// `count(DISTINCT x)`, `date.truncate('day', d)`
    Call {
        /// The dotted name, as written.
        name: Name,
        /// `DISTINCT`
        distinct: bool,
        /// The arguments.
        args: Vec<Expr>,
    },
    /// `count(*)`
    CountStar,
    /// `CASE x WHEN 1 THEN 'a' ELSE 'b' END`
    Case {
        /// `x`
        subject: Option<Box<Expr>>,
        /// Each `WHEN … THEN …`.
        branches: Vec<(Expr, Expr)>,
        /// `ELSE …`
        otherwise: Option<Box<Expr>>,
    },
    /// `[x IN xs WHERE x > 1 | x * 2]`
    ListComprehension {
        /// `x`
        variable: Name,
        /// `xs`
        list: Box<Expr>,
        /// `x > 1`
        filter: Option<Box<Expr>>,
        /// `x * 2`
        map: Option<Box<Expr>>,
    },
    /// `[p = (a)-->(b) WHERE b.x > 1 | b.name]`
    PatternComprehension {
        /// `p = (a)-->(b)`
        pattern: Box<PathPattern>,
        /// `b.x > 1`
        filter: Option<Box<Expr>>,
        /// `b.name`
        map: Box<Expr>,
    },
    /// `all(x IN xs WHERE x > 1)`
    Quantifier {
        /// `all`
        kind: Quantifier,
        /// `x`
        variable: Name,
        /// `xs`
        list: Box<Expr>,
        /// `x > 1`; always true where absent.
        filter: Option<Box<Expr>>,
    },
    /// `reduce(sum = 0, x IN xs | sum + x)`
    Reduce {
        /// `sum`
        accumulator: Name,
        /// `0`
        init: Box<Expr>,
        /// `x`
        variable: Name,
        /// `xs`
        list: Box<Expr>,
        /// `sum + x`
        body: Box<Expr>,
    },
    /// `(a)-->(b)` where a truth value is wanted; `shortestPath((a)-[*]-(b))` where a path is.
    Pattern(Box<PathPattern>),
    /// `EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`
    Subquery(SubqueryKind, Box<Subquery>),
}

/// A literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `42`, `0x2A`, `0o52`
    Int(i64),
    /// `4.2e1`
    Float(f64),
    /// `'a\n'`, with the escapes undone.
    String(String),
}

/// One item of a map projection.
#[derive(Clone, Debug, PartialEq)]
pub enum MapItem {
    /// `.name`
    Property(Name),
    /// `.*`
    All,
    /// `x: 1`
    Entry(Name, Expr),
    /// `m`
    Variable(Name),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`
    Eq,
    /// `<>`, `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl CompareOp {
    /// The operator that says the same of operands that change sides.
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Eq | Self::Ne => self,
        }
    }

    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "<>",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `^`
    Pow,
}

impl ArithmeticOp {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Mod => "%",
            Self::Pow => "^",
        }
    }
}

/// A test of two values written with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TestOp {
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
    /// `IN`
    In,
}

impl TestOp {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
            Self::In => "IN",
        }
    }
}

/// How many of a list are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `all(…)`
    All,
    /// `any(…)`
    Any,
    /// `none(…)`
    None,
    /// `single(…)`
    Single,
}

impl Quantifier {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
            Self::Single => "single",
        }
    }
}

/// What is asked of a subquery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubqueryKind {
    /// `EXISTS { … }`
    Exists,
    /// `COUNT { … }`
    Count,
    /// `COLLECT { … }`
    Collect,
}

impl SubqueryKind {
    /// As it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Exists => "EXISTS",
            Self::Count => "COUNT",
            Self::Collect => "COLLECT",
        }
    }
}

/// Inside the braces of `EXISTS { … }`.
#[derive(Clone, Debug, PartialEq)]
pub enum Subquery {
    /// `(a)-->(b) WHERE b.x > 1`
    Pattern {
        /// The patterns between the commas.
        patterns: Vec<PathPattern>,
        /// `WHERE …`
        filter: Option<Expr>,
    },
    /// `MATCH (a)-->(b) RETURN b`
    Query(Query),
}
