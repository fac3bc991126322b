//! Operators, with the types they take.

use super::Binder;
use super::expression::{Bound, typed};
use super::fault::require;
use super::ty::Ty;
use crate::query::bound::{Expr, ExprKind, Note};
use crate::query::error::QueryError;
use crate::query::syntax::{self, ArithmeticOp, At, CompareOp, Literal, TestOp};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// `a OR b`, `a XOR b`, `a AND b`, `NOT a`
    pub(super) fn logic(&mut self, expr: &syntax::Expr) -> Bound {
        use syntax::ExprKind as K;
        let kind = match &expr.kind {
            K::Or(all) => ExprKind::Or(self.truths(all)?),
            K::Xor(all) => ExprKind::Xor(self.truths(all)?),
            K::And(all) => ExprKind::And(self.truths(all)?),
            K::Not(of) => ExprKind::Not(Box::new(self.truth(of)?)),
            _ => return self.value(expr),
        };
        Ok(typed(kind, Ty::BOOL, expr.at))
    }

    fn truths(&mut self, all: &[syntax::Expr]) -> Result<Vec<Expr>, QueryError> {
        all.iter().map(|expr| self.truth(expr)).collect()
    }

    /// `a < b`: values of any kinds can be compared. With a bare `null` it is a slip.
    pub(super) fn compare(&mut self, first: &syntax::Expr, rest: &[(CompareOp, syntax::Expr)], at: At) -> Bound {
        let null = syntax::ExprKind::Literal(Literal::Null);
        if [first].into_iter().chain(rest.iter().map(|(_, expr)| expr)).any(|expr| expr.kind == null) {
            let message = "a comparison with null is neither true nor false; IS NULL asks whether there is a value";
            self.notes.push(Note { message: message.to_owned(), span: at.0, suggestions: Vec::new() });
        }
        let first = Box::new(self.plain(first)?);
        let rest = rest.iter().map(|(op, expr)| Ok((*op, self.plain(expr)?))).collect::<Result<_, QueryError>>()?;
        Ok(typed(ExprKind::Compare(first, rest), Ty::BOOL, at))
    }

    /// `a + b - c`
    pub(super) fn arithmetic(&mut self, first: &syntax::Expr, rest: &[(ArithmeticOp, syntax::Expr)], at: At) -> Bound {
        let head = self.value(first)?;
        let mut ty = head.ty;
        let mut bound = Vec::with_capacity(rest.len());
        for (i, (op, expr)) in rest.iter().enumerate() {
            let right = self.value(expr)?;
            require(&ty, operands(*op), if i == 0 { first.at } else { at })?;
            require(&right.ty, operands(*op), expr.at)?;
            ty = result(*op, &ty, &right.ty);
            bound.push((*op, right.expr));
        }
        Ok(typed(ExprKind::Arithmetic(Box::new(head.expr), bound), ty, at))
    }

    /// `-a`, `+a`
    pub(super) fn sign(&mut self, of: &syntax::Expr, kind: fn(Box<Expr>) -> ExprKind, at: At) -> Bound {
        let inner = self.value(of)?;
        require(&inner.ty, Kinds::NUMBER | Kinds::DURATION, of.at)?;
        Ok(typed(kind(Box::new(inner.expr)), inner.ty, at))
    }

    /// `a STARTS WITH b`, `a IN b`
    pub(super) fn test(&mut self, op: TestOp, a: &syntax::Expr, b: &syntax::Expr, at: At) -> Bound {
        let left = self.plain(a)?;
        let right = self.value(b)?;
        if op == TestOp::In {
            require(&right.ty, Kinds::LIST, b.at)?;
        }
        Ok(typed(ExprKind::Test(op, Box::new(left), Box::new(right.expr)), Ty::BOOL, at))
    }

    /// `a IS NULL`
    pub(super) fn null_test(&mut self, of: &syntax::Expr, kind: fn(Box<Expr>) -> ExprKind, at: At) -> Bound {
        let inner = self.plain(of)?;
        Ok(typed(kind(Box::new(inner)), Ty::of(Kinds::BOOL), at))
    }
}

/// What an operator takes on either side. `+` joins so much that only the run decides.
fn operands(op: ArithmeticOp) -> Kinds {
    match op {
        ArithmeticOp::Add => Kinds::ANY,
        ArithmeticOp::Sub => Kinds::NUMBER | Kinds::TEMPORAL,
        ArithmeticOp::Mul | ArithmeticOp::Div => Kinds::NUMBER | Kinds::DURATION,
        ArithmeticOp::Mod | ArithmeticOp::Pow => Kinds::NUMBER,
    }
}

/// What an operator gives for such operands.
fn result(op: ArithmeticOp, left: &Ty, right: &Ty) -> Ty {
    let both = left.kinds | right.kinds;
    if both.within(Kinds::INT) && op != ArithmeticOp::Pow {
        return Ty::INT;
    }
    if both.within(Kinds::NUMBER) {
        let float = left.kinds == Kinds::FLOAT || right.kinds == Kinds::FLOAT || op == ArithmeticOp::Pow;
        return Ty::of(if float { Kinds::FLOAT } else { Kinds::NUMBER });
    }
    let list = left.kinds == Kinds::LIST || right.kinds == Kinds::LIST;
    if op == ArithmeticOp::Add && list { Ty::of(Kinds::LIST | Kinds::NULL) } else { Ty::ANY }
}
