//! `CALL` of procedures and of subqueries.

use std::sync::Arc;

use super::Binder;
use super::fault::{already_bound, fault, refuse, require, wrong_count};
use super::projection::Columns;
use super::query::Ending;
use super::scope::{Origin, Scope};
use super::ty::Ty;
use crate::model::value::Value;
use crate::query::bound::{Branch, Call, CallSubquery, Clause, Expr, ExprKind, Output, Query, Slot};
use crate::query::error::{Detail, ErrorType, QueryError};
use crate::query::procedures::{Field, Procedure};
use crate::query::suggest::suggest;
use crate::query::syntax::{self, At, ClauseKind, Imports, Name, Yield};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// `CALL p(1) YIELD a` as one clause among others.
    pub(super) fn call(&mut self, call: &syntax::Call, at: At) -> Result<Clause, QueryError> {
        let procedure = self.procedure(&call.procedure)?;
        let args = match &call.args {
            Some(args) => self.arguments(&procedure, args, at)?,
            None if procedure.inputs.is_empty() => Vec::new(),
            None => {
                let message = "inside a query the arguments of a procedure are written in parentheses";
                return refuse(Detail::InvalidArgumentPassingMode, message, call.procedure.at);
            }
        };
        if let Some(Yield { all: true, .. }) = call.yields {
            let message = "inside a query YIELD names each column";
            return refuse(Detail::UnexpectedSyntax, message, at);
        }
        let yields = match &call.yields {
            Some(yields) => self.yields(&procedure, yields)?,
            None => Vec::new(),
        };
        self.call_clause(call, procedure, args, yields, at)
    }

    fn call_clause(
        &mut self,
        call: &syntax::Call,
        procedure: Arc<Procedure>,
        args: Vec<Expr>,
        yields: Vec<(usize, Slot)>,
        at: At,
    ) -> Result<Clause, QueryError> {
        Ok(Clause::Call(Call { optional: call.optional, procedure, args, yields, at: at.0 }))
    }

    /// `CALL p` as a whole statement: arguments may come from parameters, all columns are the result.
    pub(super) fn standalone_call(&mut self, call: &syntax::Call, at: At) -> Result<Query, QueryError> {
        let procedure = self.procedure(&call.procedure)?;
        let args = match &call.args {
            Some(args) => self.arguments(&procedure, args, at)?,
            None if procedure.optional() > 0 => self.arguments(&procedure, &[], at)?,
            None => procedure.inputs.iter().map(|input| self.implicit_argument(input, at)).collect(),
        };
        let (yields, names) = match &call.yields {
            Some(yields) if !yields.all => {
                let bound = self.yields(&procedure, yields)?;
                let names = yields.items.iter().map(|i| i.alias.as_ref().unwrap_or(&i.column).text.as_str().into());
                (bound, names.collect::<Vec<Arc<str>>>())
            }
            _ => self.all_columns(&procedure),
        };
        let filter = call.yields.as_ref().and_then(|yields| yields.filter.as_ref());
        let filter = self.filter(filter)?;
        let outputs: Vec<Output> =
            names.into_iter().zip(&yields).map(|(name, (_, slot))| Output { name, slot: *slot }).collect();
        let mut clauses = vec![self.call_clause(call, procedure, args, yields, at)?];
        clauses.extend(filter.map(Clause::Filter));
        let returns = !outputs.is_empty();
        Ok(Query { branches: vec![Branch { clauses, returns }], distinct: false, outputs })
    }

    fn procedure(&self, name: &Name) -> Result<Arc<Procedure>, QueryError> {
        self.catalog.procedure(&name.text).ok_or_else(|| {
            let known = self.catalog.procedures();
            fault(Detail::ProcedureNotFound, format!("there is no procedure {}", name.text), name.at)
                .of_kind(ErrorType::ProcedureError)
                .suggesting(suggest(&name.text, known.iter().map(String::as_str)))
        })
    }

    fn arguments(&mut self, procedure: &Procedure, args: &[syntax::Expr], at: At) -> Result<Vec<Expr>, QueryError> {
        let wanted = procedure.inputs.len();
        let least = wanted - procedure.optional();
        if args.len() > wanted || args.len() < least {
            return Err(wrong_count(&procedure.name, least, Some(wanted), args.len(), at));
        }
        let mut bound = Vec::with_capacity(wanted);
        for (arg, input) in args.iter().zip(&procedure.inputs) {
            let typed = self.value(arg)?;
            require(&typed.ty, accepted(input.kinds), arg.at)?;
            bound.push(typed.expr);
        }
        bound.resize_with(wanted, || Expr { kind: ExprKind::Literal(Value::Null), at: at.0 });
        Ok(bound)
    }

    /// The parameter that has the name of an input.
    fn implicit_argument(&mut self, input: &Field, at: At) -> Expr {
        Expr { kind: ExprKind::Parameter(self.param(&input.name)), at: at.0 }
    }

    /// The columns that are asked for, as new variables.
    fn yields(&mut self, procedure: &Procedure, yields: &Yield) -> Result<Vec<(usize, Slot)>, QueryError> {
        let mut bound = Vec::with_capacity(yields.items.len());
        for item in &yields.items {
            let Some(i) = procedure.outputs.iter().position(|field| field.name == item.column.text) else {
                let message = format!("{} has no column {}", procedure.name, item.column.text);
                let known = procedure.outputs.iter().map(|field| field.name.as_str());
                return Err(fault(Detail::UndefinedVariable, message, item.column.at)
                    .suggesting(suggest(&item.column.text, known)));
            };
            let name = item.alias.as_ref().unwrap_or(&item.column);
            let slot = self.declare_value(name, Ty::of(procedure.outputs[i].kinds).nullable())?;
            bound.push((i, slot));
        }
        Ok(bound)
    }

    /// All columns, as new variables, with their names.
    pub(super) fn all_columns(&mut self, procedure: &Procedure) -> (Vec<(usize, Slot)>, Vec<Arc<str>>) {
        let mut yields = Vec::new();
        for (i, field) in procedure.outputs.iter().enumerate() {
            let ty = Ty::of(field.kinds).nullable();
            let slot = self.slot(&field.name, &ty);
            self.scope.add(&field.name, slot, ty, Origin::Clause);
            yields.push((i, slot));
        }
        (yields, procedure.outputs.iter().map(|field| field.name.as_str().into()).collect())
    }

    /// `CALL (a) { … }`: what it returns is new in the rows around it.
    pub(super) fn call_subquery(&mut self, call: &syntax::CallSubquery, at: At) -> Result<Clause, QueryError> {
        let outside = self.scope.clone();
        let query = match &call.imports {
            Imports::Leading => self.leading(call)?,
            imports => {
                self.scope = self.imported(imports)?;
                self.query_into(&call.query, Ending::Effect, Columns::Fresh)?
            }
        };
        self.scope = outside;
        for output in &query.outputs {
            if self.scope.get(&output.name).is_some() {
                return Err(already_bound(&Name { text: output.name.to_string(), at }));
            }
            let ty = Ty::of(self.slots[output.slot.index()].kinds);
            let ty = if call.optional { ty.nullable() } else { ty };
            self.scope.add(&output.name, output.slot, ty, Origin::Clause);
        }
        Ok(Clause::Subquery(CallSubquery { optional: call.optional, query }))
    }

    /// `(a, b)`, `(*)`
    fn imported(&self, imports: &Imports) -> Result<Scope, QueryError> {
        let Imports::Listed(names) = imports else { return Ok(self.scope.seen_from_inside()) };
        let mut scope = Scope::default();
        for name in names {
            let Some(v) = self.scope.get(&name.text) else { return Err(self.undefined(&name.text, name.at.0)) };
            scope.add(&v.name, v.slot, v.ty.clone(), Origin::Outer);
        }
        Ok(scope)
    }

    /// `CALL { WITH a … }`: a leading `WITH` of each part takes variables of the outside, nothing else sees them.
    fn leading(&mut self, call: &syntax::CallSubquery) -> Result<Query, QueryError> {
        let parts = std::iter::once(&call.query.first).chain(call.query.rest.iter().map(|union| &union.query));
        let imports =
            parts.clone().all(|part| matches!(part.clauses.first().map(|c| &c.kind), Some(ClauseKind::With(_))));
        if !imports {
            self.scope = Scope::default();
        }
        self.query_into(&call.query, Ending::Effect, Columns::Fresh)
    }
}

/// What an input of those kinds takes: an integer where a float is asked for.
fn accepted(kinds: Kinds) -> Kinds {
    if kinds & Kinds::FLOAT == Kinds::NONE { kinds } else { kinds | Kinds::INT }
}
