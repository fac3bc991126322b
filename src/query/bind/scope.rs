//! The variables in scope.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::ty::Ty;
use crate::query::bound::Slot;

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: Arc<str>,
    pub slot: Slot,
    pub ty: Ty,
    pub origin: Origin,
}

/// Where a variable comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A clause of this query.
    Clause,
    /// The expression around: `x` in `[x IN xs | x]`.
    Local,
    /// The query around: it stays in scope behind `WITH`, and is the same for all rows.
    Outer,
}

/// Variables by name; a later one hides an earlier one of the same name.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    variables: Vec<Variable>,
    index: FxHashMap<Arc<str>, usize>,
}

impl Scope {
    /// The variable of that name.
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.index.get(name).map(|i| &self.variables[*i])
    }

    /// Adds a variable.
    pub fn add(&mut self, name: &str, slot: Slot, ty: Ty, origin: Origin) {
        let name: Arc<str> = name.into();
        self.index.insert(Arc::clone(&name), self.variables.len());
        self.variables.push(Variable { name, slot, ty, origin });
    }

    /// Takes the variable added last off again; one that it hid is seen again.
    pub fn pop(&mut self) {
        let Some(last) = self.variables.pop() else { return };
        match self.variables.iter().rposition(|v| v.name == last.name) {
            Some(i) => self.index.insert(last.name, i),
            None => self.index.remove(&last.name),
        };
    }

    /// The visible variables, by name.
    pub fn visible(&self) -> Vec<&Variable> {
        let mut all: Vec<&Variable> = self.index.values().map(|i| &self.variables[*i]).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Only the variables of the query around.
    pub fn outer(&self) -> Self {
        let mut scope = Self::default();
        for v in self.visible().into_iter().filter(|v| v.origin == Origin::Outer) {
            scope.add(&v.name, v.slot, v.ty.clone(), Origin::Outer);
        }
        scope
    }

    /// The same variables, seen from a query inside.
    pub fn seen_from_inside(&self) -> Self {
        let mut scope = self.clone();
        scope.variables.iter_mut().for_each(|v| v.origin = Origin::Outer);
        scope
    }
}
