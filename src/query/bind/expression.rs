//! Expressions.

use std::sync::Arc;

use super::Binder;
use super::fault::{fault, refuse, require};
use super::scope::Origin;
use super::ty::Ty;
use super::view::{View, is_simple};
use crate::model::value::Value;
use crate::query::bound::{self, Expr, ExprKind};
use crate::query::error::{Detail, ErrorType, QueryError};
use crate::query::syntax::{self, At, Literal, MapItem, Name, Selector};
use crate::query::types::Kinds;

/// A bound expression with what is known of its value.
pub(super) struct Typed {
    pub expr: Expr,
    pub ty: Ty,
}

pub(super) type Bound = Result<Typed, QueryError>;

/// Stack that must be left to go one level down, and the size of a new stretch of it.
const RED_ZONE: usize = 96 << 10;
const STRETCH: usize = 1 << 20;

/// What a property can be read of.
const WITH_PROPERTIES: Kinds = Kinds(Kinds::MAP.0 | Kinds::NODE.0 | Kinds::EDGE.0 | Kinds::TEMPORAL.0);

impl Binder<'_> {
    /// An expression whose value is used as it is.
    pub(super) fn value(&mut self, expr: &syntax::Expr) -> Bound {
        let allowed = std::mem::replace(&mut self.patterns_allowed, false);
        let bound = self.expression(expr);
        self.patterns_allowed = allowed;
        bound
    }

    /// The same, without its type.
    pub(super) fn plain(&mut self, expr: &syntax::Expr) -> Result<Expr, QueryError> {
        self.value(expr).map(|typed| typed.expr)
    }

    /// An expression that decides: of `WHERE`, of a quantifier. Patterns may stand in it as truth values.
    pub(super) fn condition(&mut self, expr: &syntax::Expr) -> Result<Expr, QueryError> {
        let allowed = std::mem::replace(&mut self.patterns_allowed, true);
        let bound = self.truth(expr);
        self.patterns_allowed = allowed;
        bound
    }

    /// A truth value; patterns as truth values are allowed if they are allowed around it.
    pub(super) fn truth(&mut self, expr: &syntax::Expr) -> Result<Expr, QueryError> {
        let typed = self.expression(expr)?;
        require(&typed.ty, Kinds::BOOL, expr.at)?;
        Ok(typed.expr)
    }

    /// `WHERE …`, if there is one.
    pub(super) fn filter(&mut self, expr: Option<&syntax::Expr>) -> Result<Option<Expr>, QueryError> {
        expr.map(|expr| self.condition(expr)).transpose()
    }

    fn expression(&mut self, expr: &syntax::Expr) -> Bound {
        stacker::maybe_grow(RED_ZONE, STRETCH, || match self.projected(expr)? {
            Some(typed) => Ok(typed),
            None => self.by_kind(expr),
        })
    }

    /// What a projection has the value of already: a grouping key, a projected expression.
    fn projected(&mut self, expr: &syntax::Expr) -> Result<Option<Typed>, QueryError> {
        let key = match &self.view {
            View::Plain | View::Argument => None,
            View::Grouping(grouping) if is_simple(expr) => grouping.key(expr),
            View::Grouping(_) => None,
            View::Projected(grouping) => grouping.projection(expr),
        };
        let Some((slot, ty)) = key.map(|key| (key.slot, key.ty.clone())) else { return Ok(None) };
        if self.hides_key(expr) {
            return Ok(None);
        }
        self.note_read(slot);
        Ok(Some(Typed { expr: at(ExprKind::Slot(slot), expr.at), ty }))
    }

    /// Whether a variable in a key's text means something else here: a local one, or one that the projection renames.
    fn hides_key(&self, expr: &syntax::Expr) -> bool {
        expr.any(&|part| match &part.kind {
            syntax::ExprKind::Variable(name) => match (&self.view, self.scope.get(name)) {
                (_, Some(v)) if v.origin == Origin::Local => true,
                (View::Projected(grouping), Some(v)) => {
                    !grouping.keys.iter().any(|k| k.slot == v.slot && k.written == *part)
                }
                _ => false,
            },
            _ => false,
        })
    }

    fn by_kind(&mut self, expr: &syntax::Expr) -> Bound {
        use syntax::ExprKind as K;
        match &expr.kind {
            K::Or(_) | K::Xor(_) | K::And(_) | K::Not(_) => self.logic(expr),
            K::Pattern(pattern) if pattern.selector == Selector::All => self.pattern_predicate(pattern, expr.at),
            kind => {
                let allowed = std::mem::replace(&mut self.patterns_allowed, false);
                let bound = self.plain_kind(kind, expr);
                self.patterns_allowed = allowed;
                bound
            }
        }
    }

    /// Everything in which a pattern cannot stand as a truth value, but for the conditions inside.
    fn plain_kind(&mut self, kind: &syntax::ExprKind, expr: &syntax::Expr) -> Bound {
        use syntax::ExprKind as K;
        match kind {
            K::Literal(literal) => Ok(constant(literal, expr.at)),
            K::Parameter(name) => Ok(typed(ExprKind::Parameter(self.param(name)), Ty::ANY, expr.at)),
            K::Variable(name) => self.variable(name, expr),
            K::List(items) => self.list(items, expr.at),
            K::Map(entries) => self.map(entries, expr.at),
            K::MapProjection { of, items } => self.map_projection(of, items, expr.at),
            K::Compare(first, rest) => self.compare(first, rest, expr.at),
            K::Arithmetic(first, rest) => self.arithmetic(first, rest, expr.at),
            K::Minus(of) => self.sign(of, ExprKind::Minus, expr.at),
            K::Plus(of) => self.sign(of, ExprKind::Plus, expr.at),
            K::Test(op, a, b) => self.test(*op, a, b, expr.at),
            K::IsNull(of) => self.null_test(of, ExprKind::IsNull, expr.at),
            K::IsNotNull(of) => self.null_test(of, ExprKind::IsNotNull, expr.at),
            K::Property(of, key) => self.property(of, key, expr.at),
            K::Index(of, index) => self.index(of, index, expr.at),
            K::Slice(of, from, to) => self.slice(of, from.as_deref(), to.as_deref(), expr.at),
            K::HasLabels(of, test) => self.label_test(of, test, expr.at),
            K::Call { name, distinct, args } => self.call_function(name, *distinct, args, expr),
            K::CountStar => self.count_star(expr),
            K::Case { subject, branches, otherwise } => {
                self.case(subject.as_deref(), branches, otherwise.as_deref(), expr.at)
            }
            K::ListComprehension { .. } | K::Quantifier { .. } | K::Reduce { .. } => self.local(expr),
            K::PatternComprehension { pattern, filter, map } => {
                self.pattern_comprehension(pattern, filter.as_deref(), map, expr.at)
            }
            K::Pattern(pattern) => self.shortest(pattern, expr.at),
            K::Subquery(kind, query) => self.subquery(*kind, query, expr.at),
            K::Or(_) | K::Xor(_) | K::And(_) | K::Not(_) => self.logic(expr),
        }
    }

    fn variable(&mut self, name: &str, expr: &syntax::Expr) -> Bound {
        let Some(variable) = self.scope.get(name).cloned() else { return Err(self.missing(name, expr)) };
        let free = variable.origin != Origin::Clause;
        if matches!(self.view, View::Grouping(_)) && !free {
            return Err(ambiguous(name, expr.at));
        }
        self.note_read(variable.slot);
        Ok(typed(ExprKind::Slot(variable.slot), variable.ty, expr.at))
    }

    /// A variable that is not in scope. Beside an aggregate it may be a part of a projected expression: then it is not
    /// clear which value is meant.
    fn missing(&self, name: &str, expr: &syntax::Expr) -> QueryError {
        match &self.view {
            View::Projected(grouping) if grouping.aggregating && grouping.part_of_key(expr) => ambiguous(name, expr.at),
            _ => self.undefined(name, expr.at.0),
        }
    }

    /// Tells the subqueries around that they read a slot of the outside.
    pub(super) fn note_read(&mut self, slot: bound::Slot) {
        for (first, reads) in &mut self.reading {
            if slot.0 < *first {
                reads.insert(slot);
            }
        }
    }

    fn list(&mut self, items: &[syntax::Expr], span: At) -> Bound {
        let mut element = Ty::of(Kinds::NONE);
        let mut bound = Vec::with_capacity(items.len());
        for item in items {
            let item = self.value(item)?;
            element = element.or(item.ty);
            bound.push(item.expr);
        }
        Ok(typed(ExprKind::List(bound), Ty::list(element), span))
    }

    fn map(&mut self, entries: &[(Name, syntax::Expr)], span: At) -> Bound {
        let entries = entries.iter().map(|(key, value)| Ok((Arc::from(&*key.text), self.plain(value)?)));
        let entries = entries.collect::<Result<_, QueryError>>()?;
        Ok(typed(ExprKind::Map(entries), Ty::of(Kinds::MAP), span))
    }

    fn map_projection(&mut self, of: &syntax::Expr, items: &[MapItem], span: At) -> Bound {
        let subject = self.value(of)?;
        require(&subject.ty, Kinds::MAP | Kinds::ENTITY, of.at)?;
        let mut all = false;
        let mut entries: Vec<(Arc<str>, Expr)> = Vec::new();
        for item in items {
            match item {
                MapItem::All => all = true,
                MapItem::Property(key) => {
                    entries.push((key.text.as_str().into(), self.property(of, key, key.at)?.expr));
                }
                MapItem::Entry(key, value) => entries.push((key.text.as_str().into(), self.plain(value)?)),
                MapItem::Variable(name) => {
                    let variable = syntax::Expr { kind: syntax::ExprKind::Variable(name.text.clone()), at: name.at };
                    entries.push((name.text.as_str().into(), self.plain(&variable)?));
                }
            }
        }
        let of = Box::new(subject.expr);
        Ok(typed(ExprKind::MapProjection { of, all, entries }, Ty::of(Kinds::MAP | Kinds::NULL), span))
    }

    fn property(&mut self, of: &syntax::Expr, key: &Name, span: At) -> Bound {
        if let Some(missing) = self.missing_simple(of, key, span) {
            return Err(missing);
        }
        let subject = self.value(of)?;
        require(&subject.ty, WITH_PROPERTIES, of.at).map_err(|e| e.of_kind(ErrorType::TypeError))?;
        let entity = subject.ty.kinds.within(Kinds::ENTITY | Kinds::NULL);
        let key = if entity { self.known_key(key) } else { self.key(&key.text) };
        Ok(typed(ExprKind::Property(Box::new(subject.expr), key), Ty::ANY, span))
    }

    /// A property of a variable that is not in scope, if it is a part of a projected expression.
    fn missing_simple(&self, of: &syntax::Expr, key: &Name, span: At) -> Option<QueryError> {
        let View::Projected(grouping) = &self.view else { return None };
        let syntax::ExprKind::Variable(name) = &of.kind else { return None };
        let missing = grouping.aggregating && self.scope.get(name).is_none();
        let whole = syntax::Expr { kind: syntax::ExprKind::Property(Box::new(of.clone()), key.clone()), at: span };
        (missing && grouping.part_of_key(&whole)).then(|| ambiguous(self.text_of(span.0), span))
    }

    fn index(&mut self, of: &syntax::Expr, index: &syntax::Expr, span: At) -> Bound {
        let subject = self.value(of)?;
        let accepted = Kinds::LIST | Kinds::MAP | Kinds::ENTITY;
        require(&subject.ty, accepted, of.at).map_err(|e| e.of_kind(ErrorType::TypeError))?;
        let index = self.plain(index)?;
        let list = subject.ty.kinds.within(Kinds::LIST | Kinds::NULL);
        let ty = if list { subject.ty.item().nullable() } else { Ty::ANY };
        Ok(typed(ExprKind::Index(Box::new(subject.expr), Box::new(index)), ty, span))
    }

    fn slice(&mut self, of: &syntax::Expr, from: Option<&syntax::Expr>, to: Option<&syntax::Expr>, span: At) -> Bound {
        let subject = self.value(of)?;
        require(&subject.ty, Kinds::LIST, of.at)?;
        let from = from.map(|e| self.plain(e)).transpose()?.map(Box::new);
        let to = to.map(|e| self.plain(e)).transpose()?.map(Box::new);
        let ty = Ty { kinds: Kinds::LIST | Kinds::NULL, element: subject.ty.element };
        Ok(typed(ExprKind::Slice(Box::new(subject.expr), from, to), ty, span))
    }

    fn case(
        &mut self,
        subject: Option<&syntax::Expr>,
        branches: &[(syntax::Expr, syntax::Expr)],
        otherwise: Option<&syntax::Expr>,
        span: At,
    ) -> Bound {
        let decides = subject.is_none();
        let subject = subject.map(|e| self.plain(e)).transpose()?.map(Box::new);
        let mut ty = Ty::of(Kinds::NONE);
        let mut bound = Vec::with_capacity(branches.len());
        for (when, then) in branches {
            let when = if decides { self.condition(when)? } else { self.plain(when)? };
            let then = self.value(then)?;
            ty = ty.or(then.ty);
            bound.push((when, then.expr));
        }
        let otherwise = otherwise.map(|e| self.value(e)).transpose()?;
        ty = ty.or(otherwise.as_ref().map_or(Ty::of(Kinds::NULL), |e| e.ty.clone()));
        let otherwise = otherwise.map(|e| Box::new(e.expr));
        Ok(typed(ExprKind::Case { subject, branches: bound, otherwise }, ty, span))
    }

    /// `SKIP` and `LIMIT`: a number that no row decides.
    pub(super) fn bound_of_rows(&mut self, expr: Option<&syntax::Expr>) -> Result<Option<Expr>, QueryError> {
        let Some(expr) = expr else { return Ok(None) };
        if expr.any(&|part| matches!(part.kind, syntax::ExprKind::Variable(_))) {
            return refuse(Detail::NonConstantExpression, "a number of rows cannot depend on a variable", expr.at);
        }
        let typed = self.value(expr)?;
        require(&typed.ty, Kinds::INT, expr.at)?;
        match typed.expr.kind {
            ExprKind::Literal(Value::Int(n)) if n < 0 => {
                refuse(Detail::NegativeIntegerArgument, "a number of rows cannot be negative", expr.at)
            }
            _ => Ok(Some(typed.expr)),
        }
    }
}

fn ambiguous(name: &str, at: At) -> QueryError {
    let message = format!("{name} is neither aggregated nor a grouping key: which row's value is meant is not clear");
    fault(Detail::AmbiguousAggregationExpression, message, at)
}

/// An expression at a place.
pub(super) fn at(kind: ExprKind, at: At) -> Expr {
    Expr { kind, at: at.0 }
}

/// An expression with its type.
pub(super) fn typed(kind: ExprKind, ty: Ty, span: At) -> Typed {
    Typed { expr: at(kind, span), ty }
}

fn constant(literal: &Literal, span: At) -> Typed {
    let (value, kinds) = match literal {
        Literal::Null => (Value::Null, Kinds::NULL),
        Literal::Bool(b) => (Value::Bool(*b), Kinds::BOOL),
        Literal::Int(i) => (Value::Int(*i), Kinds::INT),
        Literal::Float(f) => (Value::Float(*f), Kinds::FLOAT),
        Literal::String(s) => (Value::String(s.as_str().into()), Kinds::STRING),
    };
    typed(ExprKind::Literal(value), Ty::of(kinds), span)
}
