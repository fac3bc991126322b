//! Names as small numbers: labels, relationship types and property keys.

use std::sync::Arc;

use rustc_hash::FxHashMap;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl From<u32> for $name { fn from(ix: u32) -> Self { Self(ix) } }
        impl From<$name> for u32 { fn from(id: $name) -> Self { id.0 } }
    };
}
id! { /// A node label of one graph.
LabelId }
id! { /// A relationship type of one graph.
RelTypeId }
id! { /// A property key of one graph.
KeyId }

/// Names of one kind, numbered in order of first use.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, u32>,
}

impl Names {
    /// The number of `name`, given to it now if it has none.
    pub fn intern(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.all.len() as u32;
        let name: Arc<str> = name.into();
        self.all.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// The number of `name`, if it has one.
    pub fn get(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    /// The number of the first name that reads like `name` when case, `_` and `-` are left aside: `investsIn` finds
    /// `INVESTS_IN`. The exact name wins.
    pub fn get_loosely(&self, name: &str) -> Option<u32> {
        self.get(name).or_else(|| {
            let folded = fold(name);
            self.all.iter().position(|other| fold(other) == folded).map(|ix| ix as u32)
        })
    }

    /// The name behind a number that this table gave.
    pub fn name(&self, id: u32) -> &Arc<str> {
        &self.all[id as usize]
    }

    /// Forgets the names from number `len` on.
    pub(super) fn truncate(&mut self, len: usize) {
        for name in self.all.drain(len.min(self.all.len())..) {
            self.ids.remove(&name);
        }
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no name yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All names, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.all.iter()
    }
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_type_are_one() {
        let mut names = Names::default();
        let id = names.intern("INVESTS_IN");
        names.intern("OWNS");
        assert_eq!(names.get_loosely("invests-in"), Some(id));
        assert_eq!(names.get_loosely("investsIn"), Some(id));
        assert_eq!(names.get_loosely("invests"), None);
    }
}
