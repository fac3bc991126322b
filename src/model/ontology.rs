//! What nodes and edges may be: the ontology as loaded from `seeds/ontology.toml`.

use serde::{Deserialize, Serialize};

/// Index of a node type in [`Ontology::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeId(pub u16);

/// Index of a relation in [`Ontology::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelationId(pub u16);

/// Node types and relations, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ontology {
    /// The node types.
    pub types: Vec<NodeType>,
    /// The relations.
    pub relations: Vec<Relation>,
}

/// A node type: `Company`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeType {
    /// The label in the graph.
    pub name: String,
    /// What it is, in one sentence.
    pub is: String,
    /// How German speaks of it: `Unternehmen`.
    pub de: String,
    /// How English speaks of it: `company`.
    pub en: String,
}

/// A relation: `INVESTS_IN`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The edge type in the graph.
    pub name: String,
    /// Types its subject may have.
    pub domain: Vec<TypeId>,
    /// Types its object may have.
    pub range: Vec<TypeId>,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// How it reads from object to subject: `HAS_INVESTOR`.
    pub inverse: Option<String>,
    /// How German says it: `investiert in`.
    pub de: String,
    /// How English says it: `invests in`.
    pub en: String,
    /// Attributes that a claim of it may carry beside status, date and attribution.
    pub attributes: Vec<String>,
}

impl Ontology {
    /// The type of that name.
    pub fn type_id(&self, name: &str) -> Option<TypeId> {
        self.types.iter().position(|t| t.name == name).map(|i| TypeId(i as u16))
    }

    /// The relation of that name.
    pub fn relation_id(&self, name: &str) -> Option<RelationId> {
        self.relations.iter().position(|r| r.name == name).map(|i| RelationId(i as u16))
    }

    /// The type behind an index that this ontology gave.
    pub fn node_type(&self, id: TypeId) -> &NodeType {
        &self.types[id.0 as usize]
    }

    /// The relation behind an index that this ontology gave.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }
}
