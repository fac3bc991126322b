//! Tests of labels and relationship types.

use super::Binder;
use super::expression::{Bound, typed};
use super::fault::require;
use super::ty::Ty;
use crate::query::bound::{ExprKind, LabelRef, NameTest, TypeRef};
use crate::query::syntax::{self, At, LabelExpr, Name};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// `n:Company`, `r:OWNS`
    pub(super) fn label_test(&mut self, of: &syntax::Expr, test: &LabelExpr, at: At) -> Bound {
        let subject = self.value(of)?;
        require(&subject.ty, Kinds::ENTITY, of.at)?;
        let expr = Box::new(subject.expr);
        let (node, edge) = (subject.ty.may_be_one(Kinds::NODE), subject.ty.may_be_one(Kinds::EDGE));
        let kind = match (node, edge) {
            (true, false) => ExprKind::HasLabels(expr, self.labels(test)),
            (false, true) => ExprKind::HasType(expr, self.types(test)),
            _ => {
                // It may be meant as either, so that the graph lacks it as one of them is no slip.
                let remarks = self.notes.len();
                let kind = ExprKind::HasLabelsOrType(expr, self.labels(test), self.types(test));
                self.notes.truncate(remarks);
                kind
            }
        };
        Ok(typed(kind, Ty::BOOL, at))
    }

    /// Labels that are looked for.
    pub(super) fn labels(&mut self, test: &LabelExpr) -> NameTest<LabelRef> {
        translate(test, &mut |name| self.known_label(name))
    }

    /// Relationship types that are looked for.
    pub(super) fn types(&mut self, test: &LabelExpr) -> NameTest<TypeRef> {
        translate(test, &mut |name| self.known_type(name))
    }
}

impl Ty {
    /// Whether the value can be of these kinds, null left aside.
    fn may_be_one(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != Kinds::NONE
    }
}

fn translate<T>(test: &LabelExpr, number: &mut impl FnMut(&Name) -> T) -> NameTest<T> {
    match test {
        LabelExpr::Name(name) => NameTest::Is(number(name)),
        LabelExpr::Any(_) => NameTest::Any,
        LabelExpr::Not(inner) => NameTest::Not(Box::new(translate(inner, number))),
        LabelExpr::And(all) => NameTest::And(all.iter().map(|t| translate(t, number)).collect()),
        LabelExpr::Or(all) => NameTest::Or(all.iter().map(|t| translate(t, number)).collect()),
    }
}

/// Both tests together.
pub(super) fn both<T>(a: Option<NameTest<T>>, b: Option<NameTest<T>>) -> Option<NameTest<T>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(NameTest::And(vec![a, b])),
        (a, b) => a.or(b),
    }
}
