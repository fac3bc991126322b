//! What a claim carries beside its two ends: amount, share, capacity, dates, role, product.

mod near;
mod role;

use crate::model::claim::{Attributes, Scalar, Status};
use crate::model::mention::{DateBound, Form, MentionKind, Qualifier, Quantity};
use crate::model::text::{Case, Number, Upos};

use super::graph::{Labels, NodeIx, Role};
use super::normalise::Building;
use super::rule::{Bindings, Source};

pub use near::{dates_at, is_of_another_thing};
pub use role::all_of as offices_of;

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
            attributes.extend(named(b, node).map(|text| (name.to_owned(), Scalar::Text(text))));
        }
        _ if name == "role" && is_no_office(b, node) => {}
        _ if name == "product" => {
            let named = antecedent(b, node).filter(|node| is_goods(b, *node));
            attributes.extend(named.map(|node| (name.to_owned(), Scalar::Text(goods(b, node)))));
        }
        _ => drop(attributes.insert(name.into(), Scalar::Text(role::text(b, node)))),
    }
}

/// The name of a thing; of a pronoun what the sentence calls it elsewhere.
fn named(b: &Building, node: NodeIx) -> Option<String> {
    if b.form(node) != Some(Form::Pronoun) {
        return b.mention(node).map(|m| m.name.clone());
    }
    let same = |t: &u32| b.are_same(*t, node) && b.form(*t) != Some(Form::Pronoun);
    let name = (0..b.len()).find(same).and_then(|t| b.mention(t)).map(|m| m.name.clone());
    name.or_else(|| antecedent(b, node).filter(|n| *n != node && is_goods(b, *n)).map(|n| goods(b, n)))
}

/// Whether a noun is none of an office, unless a house stands before it: `Nordkap-Partner`.
fn is_no_office(b: &Building, node: NodeIx) -> bool {
    let held = b.graph.follow(node, Role::Compound).any(|part| b.is_entity(part));
    b.words.is_in("no-office", &b.graph.node(node).lemma) && !held
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
    if may("share") && is_whole(b, trigger) {
        attributes.entry("share".into()).or_insert(Scalar::Number(1.0));
    }
    if !may("qualifier") {
        attributes.remove("qualifier");
    }
    for quantity in near::dates(b, trigger) {
        put_date(quantity, attributes);
    }
    if let Some(goods) = of_goods(b, allowed, trigger, ends.0).filter(|_| !attributes.contains_key("product")) {
        attributes.insert("product".into(), goods);
    }
    if may("role")
        && b.graph.node(ends.0).labels.meets(b.words.person)
        && !attributes.contains_key("role")
        && let Some(office) = role::between(b, trigger, ends)
    {
        attributes.insert("role".into(), Scalar::Text(role::text(b, office)));
    }
}

/// `übernimmt X komplett`, `vollständige Übernahme`, `wholly owned`: what is bought or held is held by nobody else.
fn is_whole(b: &Building, trigger: NodeIx) -> bool {
    let node = b.graph.node(trigger);
    let holds = b.words.is_in("buys", &node.lemma) || b.words.is_in("holds", &node.lemma);
    let mut near = b.children[node.token as usize].iter();
    holds && near.any(|t| b.words.is_in("wholly", &b.graph.node(*t).lemma))
}

/// The noun that a relative pronoun stands for; other nodes stand for themselves, other pronouns for nothing.
fn antecedent(b: &Building, node: NodeIx) -> Option<NodeIx> {
    let token = b.graph.node(node).token;
    match b.token(token).xpos.as_str() {
        "PRELS" | "WDT" => {
            let noun = token.checked_sub(2).filter(|_| b.token(token - 1).form == ",")?;
            Some(b.graph.at(noun))
        }
        _ => (b.token(token).upos != Upos::Pron).then_some(node),
    }
}

/// What is delivered, where the relation may say it: the noun that the trigger is done to.
pub fn of_goods(b: &Building, allowed: &[String], trigger: NodeIx, supplier: NodeIx) -> Option<Scalar> {
    if !allowed.iter().any(|a| a == "product") {
        return None;
    }
    let own = b.graph.back(supplier, Role::Subject);
    let node = own.chain([trigger]).find_map(|verb| traded(b, verb));
    let node = node.or_else(|| before_supplier(b, supplier).filter(|node| is_goods(b, *node)));
    let node = node.or_else(|| opening_goods(b, b.graph.node(supplier).token));
    let text = node.map(|node| goods(b, node)).or_else(|| by_compound(&b.graph.node(trigger).lemma))?;
    Some(Scalar::Text(text))
}

/// `Batterielieferant` → `Batterien`, `Stromlieferant` → `Strom`.
fn by_compound(supplier: &str) -> Option<String> {
    let goods = ["lieferant", "lieferantin"].iter().find_map(|noun| supplier.strip_suffix(noun))?;
    let goods = goods.trim_end_matches('-');
    let vague = ["haupt", "groß", "zu", "auto", "automobil", "ab", "an", "mit", "vor", "unter"].contains(&goods);
    let mut letters = goods.chars();
    let first = letters.next().filter(|_| !vague && goods.len() > 2)?;
    let plural = if goods.ends_with('e') { "n" } else { "" };
    Some(format!("{}{}{plural}", first.to_uppercase(), letters.as_str()))
}

/// What a verb of trade is done to, or what another is equipped with.
fn traded(b: &Building, verb: NodeIx) -> Option<NodeIx> {
    let trades = b.words.is_in("supplies", &b.graph.node(verb).lemma);
    let equips = b.words.is_in("equips", &b.graph.node(verb).lemma);
    let edges = b.graph.out(verb).iter().filter(|(role, _)| match role.name() {
        "object" => trades,
        "mit" | "with" => equips,
        _ => false,
    });
    edges.map(|(_, node)| *node).find(|node| is_goods(b, *node))
}

/// `Die Ventile bezieht X von Y`: what stands before a verb of trade, whatever the parse makes of it.
fn opening_goods(b: &Building, here: u32) -> Option<NodeIx> {
    let verb = (1..b.len()).find(|t| {
        b.share_clause(*t, here) && b.token(*t).upos == Upos::Verb && b.words.is_in("supplies", &b.graph.node(*t).lemma)
    })?;
    let node = b.graph.at(verb - 1);
    let mut before =
        (0..verb - 1).rev().take_while(|t| b.share_clause(*t, verb)).skip_while(|t| b.token(*t).upos == Upos::Adj);
    let article = before.next().is_some_and(|t| b.token(t).upos == Upos::Det) && before.next().is_none();
    Some(node).filter(|node| article && is_goods(b, *node))
}

/// `…, die Ventile von X`, `its power modules from X`: the noun right before the supplier and `von`.
fn before_supplier(b: &Building, supplier: NodeIx) -> Option<NodeIx> {
    let start = b.extent(supplier).start;
    let preposition = start.checked_sub(1).filter(|t| matches!(b.token(*t).form.as_str(), "von" | "from"))?;
    let noun = preposition.checked_sub(1)?;
    let event = b.graph.node(noun).labels.meets(Labels::EVENT);
    let first = (0..noun).rev().find(|t| b.token(*t).upos != Upos::Noun)?;
    let opens = !matches!(b.token(first).upos, Upos::Propn | Upos::Num);
    (opens && !event).then(|| b.graph.at(noun))
}

/// Whether a noun may be goods: a product, or a common noun that stands for no thing of the document and no part of one.
fn is_goods(b: &Building, node: NodeIx) -> bool {
    let n = b.graph.node(node);
    let token = b.token(n.token);
    let product = b.is_entity(node) && n.labels.meets(b.words.product);
    let counted = matches!(b.mention(node).map(|m| &m.kind), Some(MentionKind::Quantity(Quantity::Count { .. })));
    let noun = token.upos == Upos::Noun && (b.mention(node).is_none() || counted);
    let vague = ["portion", "pact", "number", "time", "no-goods"].iter().any(|list| b.words.is_in(list, &n.lemma));
    product || noun && !vague
}

/// Goods as the text words them, in the nominative.
fn goods(b: &Building, node: NodeIx) -> String {
    let mention = b.mention(node).filter(|m| matches!(m.kind, MentionKind::Entity { .. }));
    if let Some(mention) = mention {
        return mention.name.clone();
    }
    let at = b.graph.node(node).token;
    let token = b.token(at);
    if token.form.starts_with(char::is_lowercase) {
        return english_compound(b, at);
    }
    let dative = token.morph.case == Case::Dat && token.morph.number == Number::Plur;
    match token.form.strip_suffix('n').filter(|stem| dative && (stem.ends_with("er") || stem.ends_with("el"))) {
        Some(stem) => stem.to_owned(),
        None => token.form.to_string(),
    }
}

/// `power modules`, `Satellite capacity`: an English noun, which is written small, with the nouns right before it.
fn english_compound(b: &Building, head: u32) -> String {
    let product = |t: u32| b.is_name(b.graph.at(t)) && b.graph.node(b.graph.at(t)).labels.meets(b.words.product);
    let common = |t: u32| b.token(t).upos == Upos::Noun && b.mention(b.graph.at(t)).is_none();
    let belongs = |t: &u32| common(*t) || product(*t);
    let mut first = (0..head).rev().take_while(belongs).last().unwrap_or(head);
    let glued = |t: u32| b.token(t - 1).span.end == b.token(t).span.start;
    // `six-cylinder engines`
    while first > 0 && glued(first) {
        first -= 1;
    }
    (first..=head).fold(String::new(), |words, t| {
        let gap = if t == first || glued(t) { "" } else { " " };
        words + gap + b.token(t).form.as_str()
    })
}

/// A sum or share as attributes.
pub fn of_quantity(quantity: &Quantity) -> Attributes {
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
            drop(attributes.remove("qualifier"));
            put_qualifier(*qualifier, attributes);
        }
        Quantity::Share { fraction, qualifier } => {
            number("share", *fraction);
            // A bound beside a sum is that of the sum.
            if !attributes.contains_key("amount") {
                put_qualifier(*qualifier, attributes);
            }
        }
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
