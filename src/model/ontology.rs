//! What nodes and edges may be: the ontology as loaded from `seeds/ontology.toml`.

use serde::{Deserialize, Serialize};

/// Index of a node type in [`Ontology::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeId(pub u16);

/// Index of a relation in [`Ontology::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelationId(pub u16);

/// Node types, relations and attributes, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ontology {
    /// The node types.
    pub types: Vec<NodeType>,
    /// The relations.
    pub relations: Vec<Relation>,
    /// The attributes of nodes and claims.
    pub attributes: Vec<Attribute>,
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
    /// The pairs of types it may join, where not every type of the domain goes with every type of the range (a site is
    /// part of a project, a place is not); empty where it does.
    pub pairs: Vec<(TypeId, TypeId)>,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// How it reads from object to subject: `HAS_INVESTOR`.
    pub inverse: Option<String>,
    /// When it holds: the text says that the subject …
    pub holds: String,
    /// How German says it: `investiert in`.
    pub de: String,
    /// How English says it: `invests in`.
    pub en: String,
    /// Attributes that a claim of it may carry beside status, dates and attribution.
    pub attributes: Vec<String>,
}

impl Relation {
    /// Whether it may join a subject and an object of these types.
    pub fn admits(&self, subject: TypeId, object: TypeId) -> bool {
        if self.pairs.is_empty() {
            self.domain.contains(&subject) && self.range.contains(&object)
        } else {
            self.pairs.contains(&(subject, object))
        }
    }
}

/// An attribute of a node or of a claim: `valuation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// The property's name.
    pub name: String,
    /// Whether nodes have it or claims.
    pub on: Bearer,
    /// What kind of value it has.
    pub value: AttributeKind,
    /// What it says, in one sentence.
    pub is: String,
}

/// What bears an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bearer {
    /// `on = "node"`
    Node,
    /// `on = "claim"`
    Claim,
}

/// The kind of value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeKind {
    /// `value = "text"`
    Text,
    /// `value = "number"`
    Number,
    /// `value = "money"`: a number in the plain unit, with a currency beside it.
    Money,
    /// `value = "share"`: a fraction.
    Share,
    /// `value = "power"`: a number of watts.
    Power,
    /// `value = "date"`: ISO 8601, as coarse as known.
    Date,
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

    /// The relations of those names, in that order; names that the ontology does not have are left out.
    pub fn relation_ids(&self, names: &[&str]) -> Vec<RelationId> {
        names.iter().filter_map(|name| self.relation_id(name)).collect()
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
