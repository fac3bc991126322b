//! Reads `ontology.toml`: written tables → types, relations and attributes with names resolved.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, SeedsError};
use super::files::SeedFile;
use super::table::{self, Fields, Placed};
use crate::model::ontology::{Attribute, AttributeKind, Bearer, NodeType, Ontology, Relation, TypeId};

/// The sections of the file.
const SECTIONS: [&str; 3] = ["type", "relation", "attribute"];

/// Reads the ontology.
///
/// # Errors
/// Every fault of the file, in the order found: syntax, keys that are missing, unknown or of the wrong kind, names that
/// are given twice or not at all.
pub(super) fn load(file: &SeedFile) -> Result<Ontology, SeedsError> {
    let mut faults = Vec::new();
    let top = table::parse(file, &mut faults);
    let mut loader = Loader { file, ontology: Ontology::default(), faults };
    loader.sections(top.get_ref());
    for table in tables(top.get_ref(), "type") {
        loader.node_type(table);
    }
    for table in tables(top.get_ref(), "attribute") {
        loader.attribute(table);
    }
    for table in tables(top.get_ref(), "relation") {
        loader.relation(table);
    }
    if loader.faults.is_empty() {
        Ok(loader.ontology)
    } else {
        loader.faults.sort_by_key(|fault| fault.span.start);
        Err(loader.faults.into())
    }
}

type Section<'a, 'f> = (&'a DeTable<'f>, std::ops::Range<usize>);

/// The tables of an array of tables.
fn tables<'a, 'f>(top: &'a DeTable<'f>, name: &str) -> Vec<Section<'a, 'f>> {
    let table = |item: &'a Spanned<DeValue<'f>>| item.get_ref().as_table().map(|t| (t, item.span()));
    let array = top.get(name).and_then(|value| value.get_ref().as_array());
    array.map(|items| items.iter().filter_map(table).collect()).unwrap_or_default()
}

struct Loader<'f> {
    file: &'f SeedFile,
    ontology: Ontology,
    faults: Vec<Fault>,
}

impl<'f> Loader<'f> {
    fn fault(&mut self, span: std::ops::Range<usize>, code: &'static str, message: String, help: Option<String>) {
        self.faults.push(self.file.fault(span, code, message).help(help));
    }

    fn sections(&mut self, top: &DeTable<'f>) {
        for (key, value) in top {
            let name = key.get_ref();
            if !SECTIONS.contains(&name.as_ref()) {
                let help = Some(format!("sections are {}", SECTIONS.map(|s| format!("[[{s}]]")).join(", ")));
                self.fault(key.span(), "SE006", format!("`{name}` is no section of the ontology"), help);
            } else if value.get_ref().as_array().is_none_or(|items| items.iter().any(|i| !i.get_ref().is_table())) {
                self.fault(value.span(), "SE004", format!("`{name}` is written as [[{name}]]"), None);
            }
        }
    }

    fn node_type(&mut self, (table, span): Section<'_, 'f>) {
        let mut fields = Fields::new(self.file, table, span);
        let name = fields.string("name", &mut self.faults);
        let node_type = NodeType {
            name: name.0.clone(),
            is: fields.string("is", &mut self.faults).0,
            de: fields.string("de", &mut self.faults).0,
            en: fields.string("en", &mut self.faults).0,
        };
        fields.finish(&mut self.faults);
        self.check_name(&name, self.ontology.type_id(&name.0).is_some());
        self.ontology.types.push(node_type);
    }

    fn attribute(&mut self, (table, span): Section<'_, 'f>) {
        let mut fields = Fields::new(self.file, table, span);
        let name = fields.string("name", &mut self.faults).0;
        let on = fields.string("on", &mut self.faults);
        let value = fields.string("value", &mut self.faults);
        let is = fields.string("is", &mut self.faults).0;
        fields.finish(&mut self.faults);
        let on = self.choice(&on, &[("node", Bearer::Node), ("claim", Bearer::Claim)]);
        let value = self.choice(&value, KINDS);
        if let (Some(on), Some(value)) = (on, value) {
            self.ontology.attributes.push(Attribute { name, on, value, is });
        }
    }

    fn relation(&mut self, (table, span): Section<'_, 'f>) {
        let mut fields = Fields::new(self.file, table, span.clone());
        let name = fields.string("name", &mut self.faults);
        let (from, to) = (fields.strings("from", &mut self.faults), fields.strings("to", &mut self.faults));
        let pairs = fields.pairs("pairs", &mut self.faults);
        let attributes = fields.strings("attributes", &mut self.faults);
        let mut relation = Relation {
            name: name.0.clone(),
            domain: Vec::new(),
            range: Vec::new(),
            pairs: Vec::new(),
            symmetric: fields.boolean("symmetric", &mut self.faults),
            inverse: fields.optional_string("inverse", &mut self.faults).map(|(text, _)| text),
            holds: fields.string("holds", &mut self.faults).0,
            de: fields.string("de", &mut self.faults).0,
            en: fields.string("en", &mut self.faults).0,
            attributes: attributes.iter().map(|(text, _)| text.clone()).collect(),
        };
        fields.finish(&mut self.faults);
        self.check_name(&name, self.ontology.relation_id(&name.0).is_some());
        self.check_attributes(&attributes);
        if pairs.is_empty() {
            relation.domain = self.types(&from);
            relation.range = self.types(&to);
        } else {
            relation.pairs = self.type_pairs(&pairs);
            relation.domain = distinct(relation.pairs.iter().map(|pair| pair.0));
            relation.range = distinct(relation.pairs.iter().map(|pair| pair.1));
        }
        if relation.domain.is_empty() || relation.range.is_empty() {
            self.fault(span, "SE005", format!("`{}` needs `from` and `to`, or `pairs`", name.0), None);
        }
        self.ontology.relations.push(relation);
    }

    fn check_name(&mut self, (name, span): &Placed, taken: bool) {
        if taken && !name.is_empty() {
            self.fault(span.clone(), "SE007", format!("`{name}` is given twice"), None);
        }
    }

    fn check_attributes(&mut self, attributes: &[Placed]) {
        for (name, span) in attributes {
            if !self.ontology.attributes.iter().any(|a| a.on == Bearer::Claim && a.name == *name) {
                self.fault(span.clone(), "SE008", format!("`{name}` is no attribute of claims"), None);
            }
        }
    }

    fn types(&mut self, names: &[Placed]) -> Vec<TypeId> {
        names.iter().filter_map(|name| self.type_of(name)).collect()
    }

    fn type_pairs(&mut self, pairs: &[(Placed, Placed)]) -> Vec<(TypeId, TypeId)> {
        pairs.iter().filter_map(|(from, to)| Some((self.type_of(from)?, self.type_of(to)?))).collect()
    }

    fn type_of(&mut self, (name, span): &Placed) -> Option<TypeId> {
        let id = self.ontology.type_id(name);
        if id.is_none() {
            let known: Vec<_> = self.ontology.types.iter().map(|t| t.name.as_str()).collect();
            let help = Some(format!("types are {}", known.join(", ")));
            self.fault(span.clone(), "SE008", format!("`{name}` is no type"), help);
        }
        id
    }

    fn choice<T: Copy>(&mut self, (text, span): &Placed, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| name == text).map(|(_, value)| *value);
        if found.is_none() && !text.is_empty() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            let help = Some(format!("one of {}", names.join(", ")));
            self.fault(span.clone(), "SE008", format!("`{text}` is not known here"), help);
        }
        found
    }
}

const KINDS: &[(&str, AttributeKind)] = &[
    ("text", AttributeKind::Text),
    ("number", AttributeKind::Number),
    ("money", AttributeKind::Money),
    ("share", AttributeKind::Share),
    ("power", AttributeKind::Power),
    ("date", AttributeKind::Date),
];

fn distinct(ids: impl Iterator<Item = TypeId>) -> Vec<TypeId> {
    ids.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
