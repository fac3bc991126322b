//! Names of the graph that a statement uses: each kind numbered in order of first use.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Binder;
use crate::model::span::Span;
use crate::query::bound::{KeyRef, LabelRef, Note, ParamRef, TypeRef};
use crate::query::suggest::suggest;
use crate::query::syntax::Name;
use crate::query::syntax::parse::canonical_type;

/// A numbered list of names.
#[derive(Default)]
pub(super) struct Table {
    pub all: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
}

impl Table {
    /// The number of a name, and whether it is new.
    fn number(&mut self, name: &str) -> (u32, bool) {
        if let Some(number) = self.numbers.get(name) {
            return (*number, false);
        }
        let name: Arc<str> = name.into();
        let number = self.all.len() as u32;
        self.numbers.insert(Arc::clone(&name), number);
        self.all.push(name);
        (number, true)
    }
}

/// The names of a statement.
#[derive(Default)]
pub(super) struct Names {
    pub keys: Table,
    pub labels: Table,
    pub types: Table,
    pub params: Table,
}

impl Binder<'_> {
    /// A property key that is not looked for on something of the graph.
    pub(super) fn key(&mut self, name: &str) -> KeyRef {
        KeyRef(self.names.keys.number(name).0)
    }

    /// A property key of a node or relationship; a remark is made if the graph has no such key.
    pub(super) fn known_key(&mut self, name: &Name) -> KeyRef {
        let (number, new) = self.names.keys.number(&name.text);
        if new {
            let known = self.catalog.keys();
            self.remark("property", name, &known);
        }
        KeyRef(number)
    }

    /// A label that is looked for.
    pub(super) fn known_label(&mut self, name: &Name) -> LabelRef {
        let (number, new) = self.names.labels.number(&name.text);
        if new && !self.created.contains(name.text.as_str()) {
            let known = self.catalog.labels();
            self.remark("label", name, &known);
        }
        LabelRef(number)
    }

    /// A label that is put on a node.
    pub(super) fn new_label(&mut self, name: &Name) -> LabelRef {
        self.created.insert(name.text.as_str().into());
        LabelRef(self.names.labels.number(&name.text).0)
    }

    /// A relationship type that is looked for. The exact name wins; else `investsIn` and `invests-in` find `INVESTS_IN`.
    pub(super) fn known_type(&mut self, name: &Name) -> TypeRef {
        let known = self.catalog.types();
        let exists = |text: &str| self.created.contains(text) || known.iter().any(|t| &**t == text);
        let canonical = canonical_type(&name.text);
        let text = if !exists(&name.text) && exists(&canonical) { &canonical } else { &name.text };
        let (number, new) = self.names.types.number(text);
        if new && !exists(text) {
            self.remark("relationship type", name, &known);
        }
        TypeRef(number)
    }

    /// A relationship type that is made, as written.
    pub(super) fn new_type(&mut self, name: &Name) -> TypeRef {
        self.created.insert(name.text.as_str().into());
        TypeRef(self.names.types.number(&name.text).0)
    }

    /// `$name`
    pub(super) fn param(&mut self, name: &str) -> ParamRef {
        ParamRef(self.names.params.number(name).0)
    }

    /// Says that the graph does not know a name.
    fn remark(&mut self, what: &str, name: &Name, known: &[Arc<str>]) {
        if known.iter().any(|k| **k == *name.text) {
            return;
        }
        let suggestions = suggest(&name.text, known.iter().map(|k| &**k));
        let message = format!("nothing in the graph has the {what} {}", name.text);
        self.notes.push(Note { message, span: name.at.0, suggestions });
    }

    /// The written text of a span.
    pub(super) fn text_of(&self, span: Span) -> &str {
        span.of(self.text)
    }
}
