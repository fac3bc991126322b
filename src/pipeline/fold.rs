//! What many claims say together: the properties of an edge, the attributes of a node.
//!
//! Nothing is averaged: of each group of values that belong together (amount with currency and bound), the one that most
//! documents give is taken, then the one of the strongest status, then the first. The others stay in the claims.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::analysed::Entity;
use crate::model::claim::{Attributes, Scalar, Status};
use crate::model::ontology::{AttributeKind, Bearer, Ontology};
use crate::model::value::{Map, Value};
use crate::resolve::Link;
use crate::store::ClaimRow;

/// Attributes that stand and fall together; any other is a group of its own.
const GROUPS: &[&[&str]] = &[&["amount", "currency", "qualifier"], &["capacity", "unit"]];

/// The claims of one edge.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    claims: Vec<i64>,
    documents: BTreeSet<i64>,
    sources: BTreeSet<u32>,
    status: Option<Status>,
    dates: BTreeSet<String>,
    speakers: Vec<String>,
    /// Chance that every document errs.
    doubt: BTreeMap<i64, f64>,
    choices: BTreeMap<&'static str, Choices>,
    others: BTreeMap<String, Choices>,
}

/// Values that claims give for one group of attributes, in the order met.
#[derive(Clone, Debug, Default)]
struct Choices(Vec<Choice>);

#[derive(Clone, Debug)]
struct Choice {
    values: Attributes,
    documents: BTreeSet<i64>,
    status: Status,
}

impl Choices {
    fn add(&mut self, values: Attributes, document: i64, status: Status) {
        match self.0.iter_mut().find(|choice| choice.values == values) {
            Some(choice) => {
                choice.documents.insert(document);
                choice.status = choice.status.max(status);
            }
            None => self.0.push(Choice { values, documents: [document].into(), status }),
        }
    }

    fn best(&self) -> Option<&Attributes> {
        let rank = |choice: &Choice| (choice.documents.len(), choice.status, choice.values.len());
        let best = self.0.iter().rev().max_by_key(|choice| rank(choice));
        best.map(|choice| &choice.values)
    }
}

impl Fold {
    /// Adds a claim.
    pub(super) fn add(&mut self, claim: &ClaimRow) {
        self.claims.push(claim.id);
        self.documents.insert(claim.document);
        self.sources.insert(claim.source);
        self.status = self.status.max(Some(claim.status));
        self.dates.extend(claim.about[2].clone());
        if let Some(speaker) = claim.attributed_to.as_ref().filter(|speaker| !self.speakers.contains(speaker)) {
            self.speakers.push(speaker.clone());
        }
        let doubt = self.doubt.entry(claim.document).or_insert(1.0);
        *doubt = doubt.min(1.0 - claim.confidence.clamp(0.0, 1.0));
        self.choose(claim);
    }

    fn choose(&mut self, claim: &ClaimRow) {
        let mut rest = claim.attributes.clone();
        for group in GROUPS {
            let values: Attributes = group.iter().filter_map(|key| rest.remove_entry(*key)).collect();
            if values.contains_key(group[0]) {
                self.choices.entry(group[0]).or_default().add(values, claim.document, claim.status);
            }
        }
        for (key, value) in rest {
            let choices = self.others.entry(key.clone()).or_default();
            choices.add([(key, value)].into(), claim.document, claim.status);
        }
    }

    /// Numbers of the claims, in the order added.
    pub(super) fn claims(&self) -> &[i64] {
        &self.claims
    }

    /// The properties of the edge.
    pub(super) fn properties(&self, ontology: &Ontology) -> Map {
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| drop(map.insert(Arc::from(key), value));
        for (key, value) in self.choices.values().chain(self.others.values()).filter_map(Choices::best).flatten() {
            put(key, typed(key, value, Bearer::Claim, ontology));
        }
        put("claims", count(self.claims.len()));
        put("documents", count(self.documents.len()));
        put("sources", count(self.sources.len()));
        put("status", text(self.status.unwrap_or_default().as_str()));
        let doubt: f64 = self.doubt.values().product();
        put("confidence", Value::Float(((1.0 - doubt) * 1000.0).round() / 1000.0));
        for (key, date) in [("first_date", self.dates.first()), ("last_date", self.dates.last())] {
            put(key, date.map_or(Value::Null, |date| text(date)));
        }
        if !self.speakers.is_empty() {
            put("attributed_to", list(&self.speakers));
        }
        map.retain(|_, value| !matches!(value, Value::Null));
        map
    }
}

/// The claims that speak of one entity.
#[derive(Clone, Debug, Default)]
pub(super) struct NodeFold {
    /// With repeats: a short list takes less room than a set.
    documents: Vec<i64>,
    attributes: BTreeMap<String, Choices>,
}

impl NodeFold {
    /// Notes that a claim speaks of the entity.
    pub(super) fn note(&mut self, claim: &ClaimRow) {
        if self.documents.last() != Some(&claim.document) {
            self.documents.push(claim.document);
        }
    }

    /// Adds an attribute that a claim gives.
    pub(super) fn attribute(&mut self, name: &str, value: &Scalar, claim: &ClaimRow) {
        let mut values: Attributes = [(name.to_owned(), value.clone())].into();
        for key in ["currency", "unit"] {
            values.extend(claim.attributes.get_key_value(key).map(|(key, value)| (key.clone(), value.clone())));
        }
        self.attributes.entry(name.to_owned()).or_default().add(values, claim.document, claim.status);
    }

    /// The properties of the node.
    pub(super) fn properties(&self, entity: &Entity, link: Option<&Link>, ontology: &Ontology) -> Map {
        let mut map = Map::new();
        for (key, value) in self.attributes.values().filter_map(Choices::best).flatten() {
            map.entry(Arc::from(key.as_str())).or_insert_with(|| typed(key, value, Bearer::Node, ontology));
        }
        let mut put = |key: &str, value: Value| drop(map.insert(Arc::from(key), value));
        put("name", text(&entity.name));
        put("aliases", list(&entity.aliases));
        put("documents", count(self.documents.iter().collect::<BTreeSet<_>>().len()));
        if let Some(item) = link.and_then(|link| link.wikidata.as_deref()) {
            put("wikidata", text(item));
        }
        if let Some(lei) = link.and_then(|link| link.lei.as_deref()) {
            put("lei", text(lei));
        }
        map
    }
}

/// A value as its attribute's kind has it: shares are always floats, whole sums and counts integers.
fn typed(key: &str, value: &Scalar, bearer: Bearer, ontology: &Ontology) -> Value {
    let kind = ontology.attributes.iter().find(|a| a.name == key && a.on == bearer).map(|a| a.value);
    match value {
        Scalar::Text(value) => text(value),
        Scalar::Number(number) if kind == Some(AttributeKind::Share) => Value::Float(*number),
        Scalar::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Int(*number as i64),
        Scalar::Number(number) => Value::Float(*number),
    }
}

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn count(number: usize) -> Value {
    Value::Int(number as i64)
}

fn list(texts: &[String]) -> Value {
    Value::List(Arc::new(texts.iter().map(|item| text(item)).collect()))
}
