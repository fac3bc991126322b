//! Function calls and aggregates.

use super::Binder;
use super::expression::{Bound, typed};
use super::fault::{fault, refuse, require, unknown_function, wrong_count};
use super::ty::Ty;
use super::view::View;
use crate::query::bound::{AggregateCall, ExprKind, Slot};
use crate::query::error::{Detail, QueryError};
use crate::query::functions::{self, Aggregate, Callable, Function};
use crate::query::syntax::{self, At, Name, Selector};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// `size(xs)`, `count(DISTINCT x)`
    pub(super) fn call_function(
        &mut self,
        name: &Name,
        distinct: bool,
        args: &[syntax::Expr],
        whole: &syntax::Expr,
    ) -> Bound {
        if let Some(bound) = self.pattern_call(name, args, whole.at) {
            return bound;
        }
        match functions::find(&name.text).ok_or_else(|| unknown_function(name))? {
            Callable::Scalar(_) if distinct => {
                let message = format!("DISTINCT belongs to aggregates, and {} is none", name.text);
                refuse(Detail::UnexpectedSyntax, message, whole.at)
            }
            Callable::Scalar(function) => self.scalar(function, args, whole.at),
            Callable::Aggregate(function) => {
                // No argument at all is `count(*)`, which is written with its star.
                let least = (function.params.len() - function.optional).max(1);
                check_count(function.name, least, Some(function.params.len().max(least)), args.len(), whole.at)?;
                self.aggregate(function, distinct, args, whole)
            }
        }
    }

    /// `exists((a)-->(b))`: the pattern is the truth value.
    fn pattern_call(&mut self, name: &Name, args: &[syntax::Expr], at: At) -> Option<Bound> {
        match args {
            [syntax::Expr { kind: syntax::ExprKind::Pattern(pattern), .. }]
                if name.text.eq_ignore_ascii_case("exists") && pattern.selector == Selector::All =>
            {
                self.patterns_allowed = true;
                Some(self.pattern_predicate(pattern, at))
            }
            _ => None,
        }
    }

    fn scalar(&mut self, function: &'static Function, args: &[syntax::Expr], at: At) -> Bound {
        let most = (!function.variadic).then_some(function.params.len());
        let least = function.params.len() - function.optional;
        check_count(function.name, least, most, args.len(), at)?;
        if !function.pure && matches!(self.view, View::Argument) {
            let message = format!("an aggregate cannot take {}: it differs from call to call", function.name);
            return refuse(Detail::NonConstantExpression, message, at);
        }
        let mut tys = Vec::with_capacity(args.len());
        let mut bound = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            let typed = self.value(arg)?;
            require(&typed.ty, param(function.params, i), arg.at)?;
            tys.push(typed.ty);
            bound.push(typed.expr);
        }
        Ok(typed(ExprKind::Call(function, bound), result(function, &tys), at))
    }

    /// `count(*)`
    pub(super) fn count_star(&mut self, whole: &syntax::Expr) -> Bound {
        match functions::find("count") {
            Some(Callable::Aggregate(count)) => self.aggregate(count, false, &[], whole),
            _ => Err(unknown_function(&Name { text: "count".into(), at: whole.at })),
        }
    }

    fn aggregate(
        &mut self,
        function: &'static Aggregate,
        distinct: bool,
        args: &[syntax::Expr],
        whole: &syntax::Expr,
    ) -> Bound {
        let ty = Ty::of(function.returns);
        match &self.view {
            View::Argument => return refuse(Detail::NestedAggregation, "an aggregate inside an aggregate", whole.at),
            View::Plain => return Err(misplaced(whole.at)),
            View::Grouping(grouping) if grouping.closed => return Err(misplaced(whole.at)),
            View::Grouping(grouping) | View::Projected(grouping) => {
                if let Some(slot) = grouping.aggregates.iter().find(|(e, _)| e == whole).map(|(_, call)| call.slot) {
                    return Ok(typed(ExprKind::Slot(slot), ty, whole.at));
                }
            }
        }
        let slot = self.nameless(&ty);
        let call = self.aggregate_call(function, distinct, args, slot, whole.at)?;
        match &mut self.view {
            View::Grouping(grouping) => grouping.aggregates.push((whole.clone(), call)),
            // Nothing aggregates after a projection: only its own aggregates can be spoken of.
            _ => return Err(misplaced(whole.at)),
        }
        Ok(typed(ExprKind::Slot(slot), ty, whole.at))
    }

    fn aggregate_call(
        &mut self,
        function: &'static Aggregate,
        distinct: bool,
        args: &[syntax::Expr],
        slot: Slot,
        at: At,
    ) -> Result<AggregateCall, QueryError> {
        let view = std::mem::replace(&mut self.view, View::Argument);
        let bound: Result<Vec<_>, QueryError> = args
            .iter()
            .enumerate()
            .map(|(i, arg)| {
                let typed = self.value(arg)?;
                require(&typed.ty, param(function.params, i), arg.at)?;
                Ok(typed.expr)
            })
            .collect();
        self.view = view;
        Ok(AggregateCall { slot, function, args: bound?, distinct, at: at.0 })
    }
}

/// Whether an expression calls an aggregate.
pub(super) fn aggregates(expr: &syntax::Expr) -> bool {
    expr.any(&|part| match &part.kind {
        syntax::ExprKind::CountStar => true,
        syntax::ExprKind::Call { name, .. } => matches!(functions::find(&name.text), Some(Callable::Aggregate(_))),
        _ => false,
    })
}

fn misplaced(at: At) -> QueryError {
    fault(Detail::InvalidAggregation, "an aggregate can only stand in WITH, in RETURN and in their ORDER BY", at)
}

/// What the argument of that number may be; the last parameter repeats.
fn param(params: &[Kinds], i: usize) -> Kinds {
    params.get(i).or(params.last()).copied().unwrap_or(Kinds::ANY)
}

fn check_count(name: &str, least: usize, most: Option<usize>, found: usize, at: At) -> Result<(), QueryError> {
    let fits = found >= least && most.is_none_or(|most| found <= most);
    if fits { Ok(()) } else { Err(wrong_count(name, least, most, found, at)) }
}

/// What a function gives; where the table cannot say it, what follows from the arguments.
fn result(function: &Function, args: &[Ty]) -> Ty {
    match (function.name, args) {
        ("head" | "last", [list]) => list.item().nullable(),
        ("tail" | "reverse", [list]) if list.kinds.within(Kinds::LIST) => list.clone(),
        ("coalesce", args) => args.iter().cloned().reduce(Ty::or).unwrap_or(Ty::ANY),
        ("nodes", _) => Ty::list(Ty::NODE).nullable(),
        ("relationships", _) => Ty::list(Ty::EDGE).nullable(),
        _ => Ty::of(function.returns),
    }
}
