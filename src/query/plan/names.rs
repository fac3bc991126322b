//! Names of a statement as numbers of the graph.

use smallvec::SmallVec;

use crate::graph::{Graph, KeyId, LabelId, RelTypeId, Types};
use crate::query::bound::{Bound, KeyRef, LabelRef, NameTest, TypeRef};

use super::op::Names;

/// Makes the names of a writing statement known to the graph.
pub fn declare(bound: &Bound, graph: &mut Graph) {
    for name in &bound.labels {
        graph.intern_label(name);
    }
    for name in &bound.keys {
        graph.intern_key(name);
    }
    for name in &bound.types {
        if graph.rel_type_names().get(name).is_none() {
            graph.intern_rel_type(name);
        }
    }
}

/// The numbers behind the names of one statement.
#[derive(Debug)]
pub(super) struct Resolved {
    labels: Vec<Option<LabelId>>,
    types: Vec<Option<RelTypeId>>,
    keys: Vec<Option<KeyId>>,
    all_types: usize,
}

impl Resolved {
    pub fn new(bound: &Bound, graph: &Graph) -> Self {
        Self {
            labels: bound.labels.iter().map(|name| graph.label(name)).collect(),
            types: bound.types.iter().map(|name| graph.rel_type(name)).collect(),
            keys: bound.keys.iter().map(|name| graph.key(name)).collect(),
            all_types: graph.rel_type_names().len(),
        }
    }

    pub fn label(&self, label: LabelRef) -> Option<LabelId> {
        self.labels[label.0 as usize]
    }

    pub fn rel_type(&self, kind: TypeRef) -> Option<RelTypeId> {
        self.types[kind.0 as usize]
    }

    pub fn key(&self, key: KeyRef) -> Option<KeyId> {
        self.keys[key.0 as usize]
    }

    pub fn labels(&self, test: &NameTest<LabelRef>) -> Names<LabelId> {
        resolve(test, &|label| self.label(label))
    }

    /// The types that pass the test.
    pub fn types(&self, test: Option<&NameTest<TypeRef>>) -> Types {
        let Some(test) = test else { return Types::Any };
        let names = resolve(test, &|kind| self.rel_type(kind));
        if names == Names::Any {
            return Types::Any;
        }
        let all = (0..self.all_types as u32).map(RelTypeId);
        let passing: SmallVec<[RelTypeId; 2]> = all.filter(|kind| names.holds(&|name| name == *kind, true)).collect();
        Types::Of(passing)
    }
}

fn resolve<R: Copy, T: Copy>(test: &NameTest<R>, find: &impl Fn(R) -> Option<T>) -> Names<T> {
    match test {
        NameTest::Is(name) => Names::Is(find(*name)),
        NameTest::Any => Names::Any,
        NameTest::Not(inner) => Names::Not(Box::new(resolve(inner, find))),
        NameTest::And(parts) => Names::And(parts.iter().map(|part| resolve(part, find)).collect()),
        NameTest::Or(parts) => Names::Or(parts.iter().map(|part| resolve(part, find)).collect()),
    }
}
