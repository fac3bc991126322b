//! Names and indexes: what labels, types and keys a graph knows.

use std::sync::Arc;

use crate::model::value::{NodeId, Value};

use super::access::Graph;
use super::bits::Bits;
use super::index::PropertyIndex;
use super::names::{KeyId, LabelId, Names, RelTypeId};
use super::transaction::Change;

impl Graph {
    /// The label of that name, if the graph knows it.
    pub fn label(&self, name: &str) -> Option<LabelId> {
        self.labels.get(name).map(LabelId)
    }

    /// The relationship type of that name; `invests-in` and `investsIn` find `INVESTS_IN` unless there is an exact match.
    pub fn rel_type(&self, name: &str) -> Option<RelTypeId> {
        self.types.get_loosely(name).map(RelTypeId)
    }

    /// The property key of that name, if the graph knows it.
    pub fn key(&self, name: &str) -> Option<KeyId> {
        self.keys.get(name).map(KeyId)
    }

    /// The label of that name, made known now if it is not.
    pub fn intern_label(&mut self, name: &str) -> LabelId {
        let id = LabelId(self.labels.intern(name));
        if id.0 as usize >= self.members.len() {
            self.members.resize_with(id.0 as usize + 1, Bits::default);
            self.schema_version += 1;
        }
        id
    }

    /// The relationship type of exactly that name, made known now if it is not.
    pub fn intern_rel_type(&mut self, name: &str) -> RelTypeId {
        let before = self.types.len();
        let id = RelTypeId(self.types.intern(name));
        if self.types.len() > before {
            self.adjacencies.reserve(self.types.len());
            self.schema_version += 1;
        }
        id
    }

    /// The property key of that name, made known now if it is not.
    pub fn intern_key(&mut self, name: &str) -> KeyId {
        let before = self.keys.len();
        let id = KeyId(self.keys.intern(name));
        self.schema_version += u64::from(self.keys.len() > before);
        id
    }

    /// How many labels, types and keys are known, for [`Graph::forget_names`].
    pub fn known_names(&self) -> [usize; 3] {
        [self.labels.len(), self.types.len(), self.keys.len()]
    }

    /// Forgets the names that have come since there were so many; nothing may have been written with them.
    pub fn forget_names(&mut self, [labels, types, keys]: [usize; 3]) {
        self.labels.truncate(labels);
        self.members.truncate(labels);
        self.types.truncate(types);
        self.keys.truncate(keys);
    }

    /// The name of a label of this graph.
    pub fn label_name(&self, label: LabelId) -> &Arc<str> {
        self.labels.name(label.0)
    }

    /// The name of a relationship type of this graph.
    pub fn rel_type_name(&self, kind: RelTypeId) -> &Arc<str> {
        self.types.name(kind.0)
    }

    /// The name of a property key of this graph.
    pub fn key_name(&self, key: KeyId) -> &Arc<str> {
        self.keys.name(key.0)
    }

    /// All label names ever used; [`Graph::label_count`] tells which are in use.
    pub fn label_names(&self) -> &Names {
        &self.labels
    }

    /// All relationship type names ever used; [`Graph::statistics`] tells which are in use.
    pub fn rel_type_names(&self) -> &Names {
        &self.types
    }

    /// All property keys ever used.
    pub fn key_names(&self) -> &Names {
        &self.keys
    }

    /// The index of (label, key), if there is one.
    pub fn index(&self, label: LabelId, key: KeyId) -> Option<&PropertyIndex> {
        self.indexes.get(&(label, key))
    }

    /// All (label, key) that have an index.
    pub fn indexes(&self) -> impl Iterator<Item = (LabelId, KeyId)> + '_ {
        self.indexes.keys().copied()
    }

    /// Builds an index; tells whether it is new.
    pub fn create_index(&mut self, label: LabelId, key: KeyId) -> bool {
        if self.indexes.contains_key(&(label, key)) {
            return false;
        }
        let mut index = PropertyIndex::default();
        if let (Some(column), Some(members)) = (self.node_columns.column(key), self.members.get(label.0 as usize)) {
            members.iter().for_each(|node| index.insert(&column.get(node), node));
        }
        self.indexes.insert((label, key), index);
        self.log.push(Change::IndexCreated(label, key));
        self.schema_version += 1;
        true
    }

    /// Gives an index a name of its own.
    pub fn name_index(&mut self, label: LabelId, key: KeyId, name: &str) {
        if let Some(index) = self.indexes.get_mut(&(label, key)) {
            index.name = Some(name.into());
        }
    }

    /// The name of an index: its own, or else `LABEL_KEY` in lower case.
    pub fn index_name(&self, label: LabelId, key: KeyId) -> Arc<str> {
        let own = self.index(label, key).and_then(|index| index.name.clone());
        own.unwrap_or_else(|| format!("{}_{}", self.label_name(label), self.key_name(key)).to_lowercase().into())
    }

    /// The name that an index was given, if it was.
    pub fn own_index_name(&self, label: LabelId, key: KeyId) -> Option<&str> {
        self.index(label, key)?.name.as_deref()
    }

    /// Drops an index; tells whether there was one.
    pub fn drop_index(&mut self, label: LabelId, key: KeyId) -> bool {
        let Some(index) = self.indexes.remove(&(label, key)) else { return false };
        self.log.push(Change::IndexDropped(label, key, Box::new(index)));
        self.schema_version += 1;
        true
    }

    /// Puts `node` into (or takes it out of) the indexes of `label`.
    pub(super) fn index_label(&mut self, node: NodeId, label: LabelId, present: bool) {
        for ((_, key), index) in self.indexes.range_mut((label, KeyId(0))..=(label, KeyId(u32::MAX))) {
            let value = self.node_columns.get(*key, node.0);
            if present { index.insert(&value, node.0) } else { index.remove(&value, node.0) }
        }
    }

    /// Tells the indexes that hold `node` of a changed property.
    pub(super) fn index_property(&mut self, node: NodeId, key: KeyId, (old, new): (&Value, &Value)) {
        if self.indexes.is_empty() {
            return;
        }
        for ((label, index_key), index) in &mut self.indexes {
            if *index_key == key && self.members[label.0 as usize].contains(node.0) {
                index.remove(old, node.0);
                index.insert(new, node.0);
            }
        }
    }
}
