//! Precedence: from weak to strong OR, XOR, AND, NOT, comparison, tests (`IN`, `STARTS WITH`, `IS NULL`, …), `+ -`,
//! `* / %`, `^`, sign. Operators of one level read from left to right.

use super::parts::{Pair, Parts, at};
use super::{Builder, Rule, fault};
use crate::query::error::QueryError;
use crate::query::syntax::{ArithmeticOp, At, CompareOp, Expr, ExprKind, Name, TestOp};

/// The arithmetic levels, weak to strong.
const LEVELS: &[&[(Rule, ArithmeticOp)]] = &[
    &[(Rule::add, ArithmeticOp::Add), (Rule::sub, ArithmeticOp::Sub)],
    &[(Rule::mul, ArithmeticOp::Mul), (Rule::div, ArithmeticOp::Div), (Rule::modulo, ArithmeticOp::Mod)],
    &[(Rule::pow, ArithmeticOp::Pow)],
];

const COMPARISONS: &[(Rule, CompareOp)] = &[
    (Rule::equal, CompareOp::Eq),
    (Rule::not_equal, CompareOp::Ne),
    (Rule::less, CompareOp::Lt),
    (Rule::less_equal, CompareOp::Le),
    (Rule::greater, CompareOp::Gt),
    (Rule::greater_equal, CompareOp::Ge),
];

const TESTS: &[(Rule, TestOp)] = &[
    (Rule::starts_with, TestOp::StartsWith),
    (Rule::ends_with, TestOp::EndsWith),
    (Rule::kw_contains, TestOp::Contains),
    (Rule::matches, TestOp::Matches),
    (Rule::kw_in, TestOp::In),
];

type Built = Result<Expr, QueryError>;

impl Builder {
    /// `expression`
    pub(super) fn expression(&mut self, pair: Pair<'_>) -> Built {
        self.logic(None, &mut Parts::of(pair))
    }

    /// `a OR b XOR c AND NOT d`: all that is left of `parts`, behind `head` where that is built already.
    fn logic(&mut self, head: Option<Expr>, parts: &mut Parts<'_>) -> Built {
        let mut or = Vec::new();
        let mut head = head;
        loop {
            or.push(self.exclusive(head.take(), parts)?);
            if !parts.flag(Rule::kw_or) {
                return Ok(joined(or, ExprKind::Or));
            }
        }
    }

    /// `a XOR b AND c`
    fn exclusive(&mut self, mut head: Option<Expr>, parts: &mut Parts<'_>) -> Built {
        let mut xor = Vec::new();
        loop {
            xor.push(self.conjunction(head.take(), parts)?);
            if !parts.flag(Rule::kw_xor) {
                return Ok(joined(xor, ExprKind::Xor));
            }
        }
    }

    /// `a AND NOT b`
    fn conjunction(&mut self, head: Option<Expr>, parts: &mut Parts<'_>) -> Built {
        let first = match head {
            Some(head) => head,
            None => self.negation(parts)?,
        };
        let mut and = vec![first];
        while parts.flag(Rule::kw_and) {
            and.push(self.negation(parts)?);
        }
        Ok(joined(and, ExprKind::And))
    }

    /// `NOT NOT a = b`
    fn negation(&mut self, parts: &mut Parts<'_>) -> Built {
        let mut words: Vec<At> = Vec::new();
        while let Some(word) = parts.eat(Rule::kw_not) {
            words.push(at(&word));
        }
        let pair = parts.need(Rule::comparison)?;
        let whole = at(&pair);
        self.within(words.len(), whole, |builder| {
            let inner = builder.comparison(&mut Parts::of(pair))?;
            Ok(words.iter().rev().fold(inner, |inner, word| {
                let at = At(word.0.join(inner.at.0));
                Expr { kind: ExprKind::Not(Box::new(inner)), at }
            }))
        })
    }

    /// `a < b <= c`
    fn comparison(&mut self, parts: &mut Parts<'_>) -> Built {
        let first = self.tested(parts)?;
        let mut rest = Vec::new();
        while let Some(op) = eat_operator(parts, COMPARISONS) {
            rest.push((op, self.tested(parts)?));
        }
        let Some((_, last)) = rest.last() else { return Ok(first) };
        let at = At(first.at.0.join(last.at.0));
        Ok(Expr { kind: ExprKind::Compare(Box::new(first), rest), at })
    }

    /// `a + b IN c`, `a IS NULL`
    fn tested(&mut self, parts: &mut Parts<'_>) -> Built {
        let levels = parts.tests_ahead();
        self.within(levels, At::default(), |builder| {
            let mut expr = builder.arithmetic(parts, 0)?;
            while let Some(rule) = parts.peek() {
                expr = match rule {
                    Rule::is_null | Rule::is_not_null => null_test(expr, parts.one()?),
                    _ => match eat_operator(parts, TESTS) {
                        Some(op) => test(op, expr, builder.arithmetic(parts, 0)?),
                        None => break,
                    },
                };
            }
            Ok(expr)
        })
    }

    /// `a + b * c ^ d`, from `level` on.
    fn arithmetic(&mut self, parts: &mut Parts<'_>, level: usize) -> Built {
        let Some(operators) = LEVELS.get(level) else {
            let operand = parts.need(Rule::operand)?;
            return self.operand(operand);
        };
        let first = self.arithmetic(parts, level + 1)?;
        let mut rest = Vec::new();
        while let Some(op) = eat_operator(parts, operators) {
            rest.push((op, self.arithmetic(parts, level + 1)?));
        }
        let Some((_, last)) = rest.last() else { return Ok(first) };
        let at = At(first.at.0.join(last.at.0));
        Ok(Expr { kind: ExprKind::Arithmetic(Box::new(first), rest), at })
    }

    /// `x IN xs` at the start of an expression: the variable, and the rest of the expression read as the list. That is
    /// how a list comprehension begins.
    pub(super) fn element_of(&mut self, pair: Pair<'_>) -> Result<(Name, Expr), QueryError> {
        let whole = at(&pair);
        let mut parts = Parts::of(pair);
        let mut first = Parts::of(parts.need(Rule::comparison)?);
        let variable = first.one()?;
        let name = Parts::of(variable).name()?;
        first.need(Rule::kw_in)?;
        let head = self.comparison(&mut first)?;
        let list = self.logic(Some(head), &mut parts)?;
        if parts.peek().is_some() {
            return Err(fault::shape(whole));
        }
        Ok((name, list))
    }
}

impl Parts<'_> {
    /// How many tests follow before the next comparison: each makes the tree one level deeper.
    fn tests_ahead(&self) -> usize {
        let weaker = |rule: Rule| COMPARISONS.iter().any(|(r, _)| *r == rule);
        let test =
            |rule: Rule| matches!(rule, Rule::is_null | Rule::is_not_null) || TESTS.iter().any(|(r, _)| *r == rule);
        self.rules().take_while(|rule| !weaker(*rule)).filter(|rule| test(*rule)).count()
    }
}

/// One operand stands for itself, several are joined.
fn joined(mut operands: Vec<Expr>, join: fn(Vec<Expr>) -> ExprKind) -> Expr {
    if operands.len() == 1
        && let Some(only) = operands.pop()
    {
        return only;
    }
    let at = spanning(&operands);
    Expr { kind: join(operands), at }
}

/// The next operator, if it is in the table.
fn eat_operator<T: Copy>(parts: &mut Parts<'_>, table: &[(Rule, T)]) -> Option<T> {
    let next = parts.peek()?;
    let (rule, op) = table.iter().find(|(rule, _)| *rule == next)?;
    parts.flag(*rule).then_some(*op)
}

/// From the first to the last.
fn spanning(all: &[Expr]) -> At {
    let span = all.iter().map(|e| e.at.0).reduce(|a, b| a.join(b));
    At(span.unwrap_or_default())
}

fn null_test(of: Expr, word: Pair<'_>) -> Expr {
    let at = At(of.at.0.join(at(&word).0));
    let kind = match word.as_rule() {
        Rule::is_null => ExprKind::IsNull(Box::new(of)),
        _ => ExprKind::IsNotNull(Box::new(of)),
    };
    Expr { kind, at }
}

fn test(op: TestOp, left: Expr, right: Expr) -> Expr {
    let at = At(left.at.0.join(right.at.0));
    Expr { kind: ExprKind::Test(op, Box::new(left), Box::new(right)), at }
}
