//! Syntax tree → bound form: names become slots, and every rule of scope, aggregation, patterns and types is checked.
//!
//! One file per clause or concern. The rules are those of openCypher 9; the error codes those of its compatibility kit.
//! Nothing is evaluated here, and the graph is asked for nothing but names.

mod aggregate;
mod call;
mod clause;
mod create;
mod expression;
mod fault;
mod label;
mod local;
mod matching;
mod names;
mod operator;
mod path;
mod projection;
mod query;
mod scope;
mod show;
mod subquery;
mod ty;
mod view;
mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::bound::{Body, Bound, Note, Slot, SlotInfo, Subquery};
use super::catalog::Catalog;
use super::error::QueryError;
use super::syntax::{self, Statement};
use names::Names;
use scope::Scope;
use ty::Ty;
use view::View;

/// Binds a statement. `text` is what it was parsed from (unaliased columns are named by it), `catalog` what the graph
/// at hand knows.
///
/// # Errors
/// Every fault that can be found before the statement runs, with the type and code of the compatibility kit.
pub fn bind(statement: &Statement, text: &str, catalog: &dyn Catalog) -> Result<Bound, QueryError> {
    let mut binder = Binder::new(text, catalog);
    let body = match &statement.body {
        syntax::Body::Query(query) => Body::Query(binder.statement(query)?),
        syntax::Body::Index(command) => Body::Index(command.clone()),
        syntax::Body::Show(show) => Body::Query(binder.show(show)?),
    };
    Ok(binder.finish(statement.mode, body))
}

/// What is known while a statement is bound.
struct Binder<'a> {
    text: &'a str,
    catalog: &'a dyn Catalog,
    slots: Vec<SlotInfo>,
    names: Names,
    subqueries: Vec<Subquery>,
    notes: Vec<Note>,
    writes: bool,
    /// Relationship types and labels that the statement makes itself.
    created: FxHashSet<Arc<str>>,
    /// The variables in scope.
    scope: Scope,
    /// Which of them an expression may use, and how.
    view: View,
    /// Whether `(a)-->(b)` may stand here as a truth value.
    patterns_allowed: bool,
    /// The subqueries being bound, outermost first: the first slot of each, and what it reads of the outside.
    reading: Vec<(u32, BTreeSet<Slot>)>,
}

impl<'a> Binder<'a> {
    fn new(text: &'a str, catalog: &'a dyn Catalog) -> Self {
        Self {
            text,
            catalog,
            slots: Vec::new(),
            names: Names::default(),
            subqueries: Vec::new(),
            notes: Vec::new(),
            writes: false,
            created: FxHashSet::default(),
            scope: Scope::default(),
            view: View::Plain,
            patterns_allowed: false,
            reading: Vec::new(),
        }
    }

    fn finish(self, mode: syntax::Mode, body: Body) -> Bound {
        Bound {
            mode,
            writes: self.writes || matches!(body, Body::Index(_)),
            body,
            slots: self.slots,
            keys: self.names.keys.all,
            labels: self.names.labels.all,
            types: self.names.types.all,
            params: self.names.params.all,
            subqueries: self.subqueries,
            notes: self.notes,
        }
    }

    /// A new slot for a variable.
    fn slot(&mut self, name: &str, ty: &Ty) -> Slot {
        let slot = Slot(self.slots.len() as u32);
        self.slots.push(SlotInfo { name: name.into(), kinds: ty.kinds });
        slot
    }

    /// A new slot for something without a name.
    fn nameless(&mut self, ty: &Ty) -> Slot {
        let name = format!("anon_{}", self.slots.len());
        self.slot(&name, ty)
    }

    /// Runs `bind` and puts the scope back as it was.
    fn scoped<T>(&mut self, bind: impl FnOnce(&mut Self) -> T) -> T {
        let scope = self.scope.clone();
        let result = bind(self);
        self.scope = scope;
        result
    }
}
