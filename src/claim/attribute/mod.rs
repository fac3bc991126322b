//! What a claim carries beside its two ends: amount, share, capacity, dates, role, product.

mod near;
mod role;

use crate::model::claim::{Attributes, Scalar, Status};
use crate::model::mention::{DateBound, MentionKind, Qualifier, Quantity};

use super::graph::NodeIx;
use super::normalise::Building;
use super::rule::{Bindings, Source};

pub use near::{dates_at, is_of_another_thing};

/// The attributes that a rule names itself.
pub fn given(b: &Building, bound: &Bindings, sources: &[(String, Source)]) -> Attributes {
    let mut attributes = Attributes::new();
    for (name, source) in sources {
        match source {
            Source::Text(text) => drop(attributes.insert(name.clone(), Scalar::Text(text.clone()))),
            Source::Number(number) => drop(attributes.insert(name.clone(), Scalar::Number(*number))),
            Source::Slot(slot) => {
                if let Some(node) = bound.get(*slot as usize).copied().flatten() {
                    of_node(b, name, node, &mut attributes);
                }
            }
        }
    }
    attributes
}

/// The value of a bound node under a name: a quantity with its unit, a role or product as text.
fn of_node(b: &Building, name: &str, node: NodeIx, attributes: &mut Attributes) {
    let Some(node) = counted(b, node) else { return };
    match b.mention(node).map(|m| &m.kind) {
        Some(MentionKind::Quantity(quantity)) => put(quantity, attributes),
        Some(MentionKind::Entity { .. }) if name != "role" => {
            let text = b.mention(node).map(|m| m.name.clone()).unwrap_or_default();
            attributes.insert(name.into(), Scalar::Text(text));
        }
        _ if name == "role" && b.words.is_in("no-office", &b.graph.node(node).lemma) => {}
        _ => drop(attributes.insert(name.into(), Scalar::Text(role::text(b, node)))),
    }
}

/// What a noun of number counts: the chips of `Millionen von Chips`; other nouns stand for themselves. `None` where the
/// text does not say what is counted.
fn counted(b: &Building, node: NodeIx) -> Option<NodeIx> {
    if b.mention(node).is_some() || !b.words.is_in("number", &b.graph.node(node).lemma) {
        return Some(node);
    }
    let of = b.graph.out(node).iter().filter(|(role, _)| matches!(role.name(), "von" | "of" | "genitive"));
    of.map(|(_, counted)| *counted).next()
}

/// The role that a person's title gives, where the relation may carry one.
pub fn of_title(b: &Building, allowed: &[String], title: Option<NodeIx>) -> Attributes {
    let mut attributes = Attributes::new();
    if let Some(node) = title.filter(|_| allowed.iter().any(|a| a == "role")) {
        attributes.insert("role".into(), Scalar::Text(role::text(b, node)));
    }
    attributes
}

/// Takes the `status` that a rule states out of its attributes.
pub fn take_status(attributes: &mut Attributes) -> Option<Status> {
    let Scalar::Text(text) = attributes.remove("status")? else { return None };
    let all = [Status::Denied, Status::Reported, Status::Negotiated, Status::Planned, Status::Ended, Status::Actual];
    all.into_iter().find(|s| s.as_str() == text)
}

/// Adds the values near the trigger that the relation may carry.
pub fn attach(b: &Building, allowed: &[String], trigger: NodeIx, ends: (NodeIx, NodeIx), attributes: &mut Attributes) {
    let may = |name: &str| allowed.iter().any(|a| a == name);
    for (name, kind) in [("amount", near::Kind::Money), ("share", near::Kind::Share), ("capacity", near::Kind::Power)] {
        if may(name)
            && !attributes.contains_key(name)
            && let Some(quantity) = near::quantity(b, kind, trigger, ends)
        {
            put(quantity, attributes);
        }
    }
    for quantity in near::dates(b, trigger) {
        put_date(quantity, attributes);
    }
    if may("role")
        && !attributes.contains_key("role")
        && let Some(office) = role::between(b, trigger, ends)
    {
        attributes.insert("role".into(), Scalar::Text(role::text(b, office)));
    }
}

/// A sum as attributes.
pub fn of_money(quantity: &Quantity) -> Attributes {
    let mut attributes = Attributes::new();
    put(quantity, &mut attributes);
    attributes
}

/// A quantity as attributes.
fn put(quantity: &Quantity, attributes: &mut Attributes) {
    let mut number = |name: &str, value: f64| drop(attributes.insert(name.into(), Scalar::Number(value)));
    match quantity {
        Quantity::Money { amount, currency, qualifier } => {
            number("amount", *amount);
            attributes.insert("currency".into(), Scalar::Text(currency.clone()));
            put_qualifier(*qualifier, attributes);
        }
        Quantity::Share { fraction, .. } => number("share", *fraction),
        Quantity::Power { watts, .. } => {
            number("capacity", *watts);
            attributes.insert("unit".into(), Scalar::Text("W".into()));
        }
        Quantity::Count { number: count, .. } => number("count", *count),
        Quantity::Date { .. } => put_date(quantity, attributes),
    }
}

fn put_date(quantity: &Quantity, attributes: &mut Attributes) {
    if let Quantity::Date { value, bound } = quantity {
        let name = match bound {
            DateBound::On => "date",
            DateBound::Since => "since",
            DateBound::Until => "until",
        };
        attributes.entry(name.into()).or_insert_with(|| Scalar::Text(value.clone()));
    }
}

fn put_qualifier(qualifier: Option<Qualifier>, attributes: &mut Attributes) {
    if let Some(qualifier) = qualifier {
        attributes.insert("qualifier".into(), Scalar::Text(qualifier_name(qualifier).into()));
    }
}

/// A bound as claims write it.
fn qualifier_name(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::UpTo => "up_to",
        Qualifier::AtLeast => "at_least",
        Qualifier::About => "about",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
    }
}

/// The value of a node as a property of a thing, with currency, unit and bound.
pub fn value(b: &Building, node: NodeIx) -> Option<(Scalar, Attributes)> {
    let mention = b.mention(node)?;
    let MentionKind::Quantity(quantity) = &mention.kind else {
        return Some((Scalar::Text(mention.name.clone()), Attributes::new()));
    };
    let mut attributes = Attributes::new();
    let (number, qualifier) = match quantity {
        Quantity::Money { amount, currency, qualifier } => {
            attributes.insert("currency".into(), Scalar::Text(currency.clone()));
            (*amount, *qualifier)
        }
        Quantity::Share { fraction, qualifier } => (*fraction, *qualifier),
        Quantity::Power { watts, qualifier } => {
            attributes.insert("unit".into(), Scalar::Text("W".into()));
            (*watts, *qualifier)
        }
        Quantity::Count { number, unit, qualifier } => {
            attributes.extend(unit.iter().map(|u| ("unit".to_owned(), Scalar::Text(u.clone()))));
            (*number, *qualifier)
        }
        Quantity::Date { value, .. } => return Some((Scalar::Text(value.clone()), attributes)),
    };
    put_qualifier(qualifier, &mut attributes);
    Some((Scalar::Number(number), attributes))
}
