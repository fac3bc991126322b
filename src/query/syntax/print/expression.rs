//! Expressions, with brackets where precedence asks for them.

use std::fmt::{Display, Formatter, Result};

use super::super::{ArithmeticOp, CompareOp, Expr, ExprKind, Literal, MapItem, Name, Subquery};
use super::name::{Dotted, Ident, Quoted};
use super::pattern::Test;
use super::{Joined, Maybe, word};

/// How strong an operator binds, weak to strong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    Xor,
    And,
    Not,
    Compare,
    Test,
    Add,
    Mul,
    Pow,
    Sign,
    Suffix,
    Atom,
}

impl Level {
    /// The next stronger level.
    fn above(self) -> Self {
        match self {
            Self::Or => Self::Xor,
            Self::Xor => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::Test,
            Self::Test => Self::Add,
            Self::Add => Self::Mul,
            Self::Mul => Self::Pow,
            Self::Pow => Self::Sign,
            Self::Sign => Self::Suffix,
            Self::Suffix | Self::Atom => Self::Atom,
        }
    }

    fn of(expr: &Expr) -> Self {
        match &expr.kind {
            ExprKind::Or(_) => Self::Or,
            ExprKind::Xor(_) => Self::Xor,
            ExprKind::And(_) => Self::And,
            // A pattern is an atom, but `(a)-->(b) - -(c)` would read on.
            ExprKind::Not(_) | ExprKind::Pattern(_) => Self::Not,
            ExprKind::Compare(..) => Self::Compare,
            ExprKind::Test(..) | ExprKind::IsNull(_) | ExprKind::IsNotNull(_) => Self::Test,
            ExprKind::Arithmetic(_, rest) => rest.first().map_or(Self::Add, |(op, _)| Self::of_operator(*op)),
            ExprKind::Minus(_) | ExprKind::Plus(_) | ExprKind::HasLabels(..) => Self::Sign,
            ExprKind::Literal(Literal::Int(i)) if *i < 0 => Self::Sign,
            ExprKind::Literal(Literal::Float(x)) if x.is_sign_negative() => Self::Sign,
            ExprKind::Property(..) | ExprKind::Index(..) | ExprKind::Slice(..) => Self::Suffix,
            _ => Self::Atom,
        }
    }

    fn of_operator(op: ArithmeticOp) -> Self {
        match op {
            ArithmeticOp::Add | ArithmeticOp::Sub => Self::Add,
            ArithmeticOp::Mul | ArithmeticOp::Div | ArithmeticOp::Mod => Self::Mul,
            ArithmeticOp::Pow => Self::Pow,
        }
    }
}

/// An expression where only a binding of that strength may stand; weaker ones get brackets.
struct At<'e>(&'e Expr, Level);

impl Display for At<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if Level::of(self.0) < self.1 { write!(f, "({})", self.0) } else { self.0.fmt(f) }
    }
}

/// Operands joined by a word.
fn words(f: &mut Formatter<'_>, operands: &[Expr], word: &'static str, level: Level) -> Result {
    let operands: Vec<At<'_>> = operands.iter().map(|e| At(e, level.above())).collect();
    Joined(&operands, word).fmt(f)
}

/// Operands with operators between them.
fn chain<T: Copy>(
    f: &mut Formatter<'_>,
    first: &Expr,
    rest: &[(T, Expr)],
    level: Level,
    text: fn(T) -> &'static str,
) -> Result {
    At(first, level).fmt(f)?;
    rest.iter().try_for_each(|(op, expr)| write!(f, " {} {}", text(*op), At(expr, level)))
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        use ExprKind as K;
        match &self.kind {
            K::Literal(literal) => literal.fmt(f),
            K::Parameter(name) if is_number(name) => write!(f, "${name}"),
            K::Parameter(name) => write!(f, "${}", Ident(name)),
            K::Variable(name) => Ident(name).fmt(f),
            K::List(items) => list(f, items),
            K::Map(entries) => map(f, entries),
            K::MapProjection { of, items } => write!(f, "{of} {{{}}}", Joined(items, ", ")),
            K::Or(all) => words(f, all, " OR ", Level::Or),
            K::Xor(all) => words(f, all, " XOR ", Level::Xor),
            K::And(all) => words(f, all, " AND ", Level::And),
            K::Not(of) => write!(f, "NOT {}", At(of, Level::Not)),
            K::Compare(first, rest) => chain(f, first, rest, Level::Test, CompareOp::text),
            K::Arithmetic(first, rest) => chain(f, first, rest, Level::of(self).above(), ArithmeticOp::text),
            K::Minus(of) => sign(f, "-", of),
            K::Plus(of) => sign(f, "+", of),
            K::Test(op, a, b) => write!(f, "{} {} {}", At(a, Level::Test), op.text(), At(b, Level::Add)),
            K::IsNull(of) => write!(f, "{} IS NULL", At(of, Level::Test)),
            K::IsNotNull(of) => write!(f, "{} IS NOT NULL", At(of, Level::Test)),
            K::Property(of, key) => write!(f, "{}.{key}", At(of, Level::Suffix)),
            K::Index(of, index) => write!(f, "{}[{index}]", At(of, Level::Suffix)),
            K::Slice(of, from, to) => {
                write!(f, "{}[{}..{}]", At(of, Level::Suffix), Maybe("", from.as_deref()), Maybe("", to.as_deref()))
            }
            K::HasLabels(of, labels) => write!(f, "{}:{}", At(of, Level::Suffix), Test(labels)),
            K::Call { name, distinct, args } => {
                write!(f, "{}({}{})", Dotted(name), word(*distinct, "DISTINCT "), Joined(args, ", "))
            }
            K::CountStar => f.write_str("count(*)"),
            K::Case { subject, branches, otherwise } => case(f, subject.as_deref(), branches, otherwise.as_deref()),
            _ => self.fmt_inner(f),
        }
    }
}

impl Expr {
    /// Expressions that have variables or clauses of their own.
    fn fmt_inner(&self, f: &mut Formatter<'_>) -> Result {
        use ExprKind as K;
        match &self.kind {
            K::ListComprehension { variable, list, filter, map } => {
                let tail = (Maybe(" WHERE ", filter.as_deref()), Maybe(" | ", map.as_deref()));
                write!(f, "[{variable} IN {}{}{}]", At(list, Level::Add), tail.0, tail.1)
            }
            K::PatternComprehension { pattern, filter, map } => {
                write!(f, "[{pattern}{} | {map}]", Maybe(" WHERE ", filter.as_deref()))
            }
            K::Quantifier { kind, variable, list, filter } => {
                write!(f, "{}({variable} IN {list}{})", kind.text(), Maybe(" WHERE ", filter.as_deref()))
            }
            K::Reduce { accumulator, init, variable, list, body } => {
                write!(f, "reduce({accumulator} = {init}, {variable} IN {list} | {body})")
            }
            K::Pattern(pattern) => pattern.fmt(f),
            K::Subquery(kind, query) => write!(f, "{} {{ {query} }}", kind.text()),
            _ => Ok(()),
        }
    }
}

/// Whether a parameter is named by a number: `$1`.
fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

/// `[a, b]`. A single item that reads `x IN …` would be taken for a comprehension.
fn list(f: &mut Formatter<'_>, items: &[Expr]) -> Result {
    match items {
        [only] => write!(f, "[{}]", At(only, Level::Add)),
        items => write!(f, "[{}]", Joined(items, ", ")),
    }
}

fn map(f: &mut Formatter<'_>, entries: &[(Name, Expr)]) -> Result {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    write!(f, "{{{}}}", Joined(&entries, ", "))
}

/// `-a`. A bare number would take the sign into itself.
fn sign(f: &mut Formatter<'_>, sign: &'static str, of: &Expr) -> Result {
    match of.kind {
        ExprKind::Literal(Literal::Int(_) | Literal::Float(_)) if sign == "-" => write!(f, "-({of})"),
        _ => write!(f, "{sign} {}", At(of, Level::Sign)),
    }
}

fn case(f: &mut Formatter<'_>, subject: Option<&Expr>, branches: &[(Expr, Expr)], otherwise: Option<&Expr>) -> Result {
    write!(f, "CASE{}", Maybe(" ", subject))?;
    branches.iter().try_for_each(|(when, then)| write!(f, " WHEN {when} THEN {then}"))?;
    write!(f, "{} END", Maybe(" ELSE ", otherwise))
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(b) => b.fmt(f),
            Self::Int(i) => i.fmt(f),
            Self::Float(x) => write!(f, "{x:?}"),
            Self::String(s) => Quoted(s).fmt(f),
        }
    }
}

impl Display for MapItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Property(key) => write!(f, ".{key}"),
            Self::All => f.write_str(".*"),
            Self::Entry(key, value) => write!(f, "{key}: {value}"),
            Self::Variable(name) => name.fmt(f),
        }
    }
}

impl Display for Subquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Pattern { patterns, filter } => {
                write!(f, "{}{}", Joined(patterns, ", "), Maybe(" WHERE ", filter.as_ref()))
            }
            Self::Query(query) => query.fmt(f),
        }
    }
}
