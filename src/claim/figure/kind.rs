//! What a value is a figure of, by the words around it.

use crate::model::mention::{MentionKind, Quantity};
use crate::model::text::Upos;

use super::super::graph::{Labels, NodeIx};
use super::super::normalise::Building;
use super::Figure;

/// How many words behind a value, and before it, the noun may stand that says what it is.
const BEHIND: u32 = 3;
const BEFORE: u32 = 8;

/// The figure that a value is.
pub fn of(b: &Building, node: NodeIx) -> Option<Figure> {
    let MentionKind::Quantity(quantity) = &b.mention(node)?.kind else { return None };
    match quantity {
        Quantity::Count { unit: Some(unit), number, .. } => {
            staff(b, node, &unit.to_lowercase(), *number).or_else(|| output(b, node))
        }
        Quantity::Power { .. } => power(b, node),
        Quantity::Money { amount, .. } if *amount >= SMALLEST => money(b, node),
        _ => None,
    }
    .filter(|_| !is_step(b, node))
}

/// Smaller sums are no figures of a company or project.
const SMALLEST: f64 = 1e5;

/// Fewer people are no staff, where only their number says so.
const FEWEST: f64 = 10.0;

/// `beschäftigt 540 Menschen`, `mit 410 Mitarbeitern`, `dort entstehen 600 Arbeitsplätze`.
fn staff(b: &Building, node: NodeIx, unit: &str, number: f64) -> Option<Figure> {
    if says(b, node, "staff-change").is_some() || is_part(b, node) || is_former(b, node) {
        return None;
    }
    let all = b.words.company | b.words.undertaking;
    if b.words.is_in("post", unit) {
        let word = says(b, node, "creates").or_else(|| says(b, node, "keeps"))?;
        return Some(Figure { node, word, name: "employees", owners: b.words.undertaking, plain: true });
    }
    if b.words.is_in("staff", unit) {
        let word = says(b, node, "works").unwrap_or(node);
        return Some(Figure { node, word, name: "employees", owners: all, plain: true });
    }
    if !b.words.is_in("people", unit) || number < FEWEST {
        return None;
    }
    let all_of_them = b.extent(node).start.checked_sub(1).filter(|t| is_definite(b, *t)).map(|_| node);
    if all_of_them.is_some() {
        return Some(Figure { node, word: node, name: "employees", owners: all, plain: true });
    }
    let word = says(b, node, "works").or_else(|| accompanies(b, node)).or_else(|| before(b, node, "staff-noun"))?;
    Some(Figure { node, word, name: "employees", owners: all, plain: b.words.is_in("employs", lemma(b, word)) })
}

/// `mit 410 Leuten`.
fn accompanies(b: &Building, node: NodeIx) -> Option<NodeIx> {
    let before = b.extent(node).start.checked_sub(1)?;
    matches!(b.token(before).lower().as_str(), "mit" | "with").then_some(node)
}

fn is_definite(b: &Building, token: u32) -> bool {
    matches!(b.token(token).lower().as_str(), "die" | "der" | "den" | "alle" | "allen" | "the" | "all")
}

/// `die 160 früheren Beschäftigten`.
fn is_former(b: &Building, node: NodeIx) -> bool {
    b.extent(node).any(|t| b.words.is_in("before-noun", lemma(b, t)))
}

/// `500 der 4.000 Stellen`: no more than a part.
fn is_part(b: &Building, node: NodeIx) -> bool {
    let end = b.extent(node).end;
    let article = end < b.len() && matches!(b.token(end).form.as_str(), "der" | "of" | "dieser" | "seiner" | "ihrer");
    article && (end + 1..b.len().min(end + 5)).any(|t| b.graph.at(t) != node && is_value(b, b.graph.at(t)))
}

/// `eine Kapazität von 300.000 Autos im Jahr`.
fn output(b: &Building, node: NodeIx) -> Option<Figure> {
    let word = noun(b, node, "capacity")?;
    Some(Figure { node, word, name: "capacity", owners: b.words.undertaking, plain: true })
}

/// Power that is not delivered, bought or let.
fn power(b: &Building, node: NodeIx) -> Option<Figure> {
    if says(b, node, "power-trade").is_some() {
        return None;
    }
    let word = noun(b, node, "capacity");
    let plain = word.is_some() || says(b, node, "yields").is_some();
    Some(Figure { node, word: word.unwrap_or(node), name: "capacity", owners: b.words.undertaking, plain })
}

fn money(b: &Building, node: NodeIx) -> Option<Figure> {
    by_noun(b, node).or_else(|| by_adjective(b, node)).or_else(|| by_verb(b, node)).or_else(|| of_head(b, node))
}

/// `um 200 Millionen gestiegen`: by how much, not how much.
fn is_step(b: &Building, node: NodeIx) -> bool {
    let start = b.extent(node).start;
    start > 0 && matches!(b.token(start - 1).lower().as_str(), "um" | "by" | "je" | "pro" | "per")
}

/// `Umsatz von …`, `bei … Umsatz`, `Kosten: …`.
fn by_noun(b: &Building, node: NodeIx) -> Option<Figure> {
    let company = b.words.firm;
    let kinds = [
        ("revenue", "revenue", company | b.words.undertaking),
        ("worth", "valuation", company),
        ("outlay", "volume", b.words.undertaking),
        ("assets", "volume", company | b.words.undertaking),
    ];
    let figure = kinds.into_iter().find_map(|(list, name, owners)| {
        let word = noun(b, node, list).filter(|word| !b.words.is_in("proceeds", lemma(b, *word)))?;
        Some(Figure { node, word, name, owners, plain: true })
    });
    figure.or_else(|| {
        let word = noun(b, node, "value-of").filter(|word| is_of_company(b, *word))?;
        Some(Figure { node, word, name: "valuation", owners: company, plain: true })
    })
}

/// `der Wert des Start-ups`.
fn is_of_company(b: &Building, noun: NodeIx) -> bool {
    let edges = b.graph.out(noun).iter().filter(|(role, _)| matches!(role.name(), "genitive" | "holder" | "of"));
    edges.into_iter().any(|(_, to)| b.graph.node(*to).labels.meets(b.words.firm))
}

/// `1,3 Milliarden wert`, `500 Millionen Euro teuer`.
fn by_adjective(b: &Building, node: NodeIx) -> Option<Figure> {
    let (company, undertaking) = (b.words.firm, b.words.undertaking);
    let end = b.extent(node).end;
    let word = b.graph.at((end < b.len()).then_some(end)?);
    let form = b.token(end).lower();
    let stem = form.trim_end_matches(['e', 'n', 'r', 's', 'm']);
    let figure = |name, owners| Some(Figure { node, word, name, owners, plain: true });
    match stem {
        "wert" | "worth" if says(b, node, "trade").is_none() && is_predicate(b, end) => figure("valuation", company),
        "teu" | "schw" => figure("volume", undertaking),
        _ => None,
    }
}

/// Whether a word closes its clause, verbs apart: `ist eine Milliarde wert`.
fn is_predicate(b: &Building, token: u32) -> bool {
    b.token(token).upos == Upos::Adj || (0..b.len()).any(|t| b.share_clause(t, token) && is_copula(b, t))
}

fn is_copula(b: &Building, token: u32) -> bool {
    matches!(lemma(b, token), "sein" | "be" | "is")
}

/// `setzte … um`, `wird mit … bewertet`, `kostet …`.
fn by_verb(b: &Building, node: NodeIx) -> Option<Figure> {
    if !is_alone(b, node) {
        return None;
    }
    let (company, undertaking) = (b.words.firm, b.words.undertaking);
    let kinds = [
        ("turns-over", "revenue", company | undertaking),
        ("appraises", "valuation", company),
        ("costs", "volume", undertaking),
        ("invests", "volume", undertaking),
    ];
    kinds.into_iter().find_map(|(list, name, owners)| {
        let word = says(b, node, list)?;
        let plain = list != "invests" || !has_target(b, word);
        Some(Figure { node, word, name, owners, plain })
    })
}

/// Whether a verb says in or for what a sum is spent; else it is for what the text speaks of.
fn has_target(b: &Building, verb: NodeIx) -> bool {
    let mut edges = b.graph.out(verb).iter();
    edges.any(|(role, to)| matches!(role.name(), "in" | "into" | "für" | "for" | "on") && !is_date(b, *to))
}

/// `a $2bn plant`, `das 10-Milliarden-Euro-Projekt`: a value that is part of the name of its thing.
fn of_head(b: &Building, node: NodeIx) -> Option<Figure> {
    let edges =
        b.graph.reaching(node).iter().filter(|(role, _)| matches!(role.name(), "number" | "modifier" | "compound"));
    let mut heads = edges.map(|(_, from)| *from);
    let word = heads.find(|from| b.graph.node(*from).labels.meets(b.words.undertaking))?;
    Some(Figure { node, word, name: "volume", owners: b.words.undertaking, plain: false })
}

/// The noun of that list which a value is said to be.
fn noun(b: &Building, node: NodeIx, list: &str) -> Option<NodeIx> {
    behind(b, node, list).or_else(|| before(b, node, list)).or_else(|| over_verb(b, node, list))
}

/// `410 Millionen Euro Umsatz`, `$80bn in annual sales`.
fn behind(b: &Building, node: NodeIx, list: &str) -> Option<NodeIx> {
    let end = b.extent(node).end;
    for token in end..b.len().min(end + BEHIND) {
        if b.words.is_in(list, lemma(b, token)) {
            return Some(b.graph.at(token));
        }
        let passes = matches!(b.token(token).form.as_str(), "an" | "in" | "of") || b.token(token).upos == Upos::Adj;
        if !passes {
            return None;
        }
    }
    None
}

/// `Umsatz von rund …`, `Umsatz – zuletzt …`, `Kosten: …`.
fn before(b: &Building, node: NodeIx, list: &str) -> Option<NodeIx> {
    let start = b.extent(node).start;
    for token in (start.saturating_sub(BEFORE)..start).rev() {
        if b.words.is_in(list, lemma(b, token)) {
            return Some(b.graph.at(token));
        }
        let t = b.token(token);
        let stops = matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Cconj)
            || matches!(t.form.as_str(), "." | ";" | ",")
            || is_value(b, b.graph.at(token)) && !is_date(b, b.graph.at(token));
        if stops && !is_date(b, b.graph.at(token)) {
            return None;
        }
    }
    None
}

/// `Der Umsatz ging um 14 Prozent auf … zurück`, `Die Kosten veranschlagt sie mit …`: the noun stands in the clause, and
/// no other sum.
fn over_verb(b: &Building, node: NodeIx, list: &str) -> Option<NodeIx> {
    let noun = says(b, node, list)?;
    let start = b.extent(node).start;
    let preposition = start.checked_sub(1).map(|t| b.token(t)).filter(|t| t.upos == Upos::Adp);
    let to = preposition.is_none_or(|t| matches!(t.lower().as_str(), "auf" | "bei" | "mit" | "to" | "at"));
    let before = b.graph.node(noun).token < start;
    let verb = (0..b.len()).any(|t| b.share_clause(t, start) && matches!(b.token(t).upos, Upos::Verb | Upos::Aux));
    (before && to && verb && is_alone(b, node)).then_some(noun)
}

/// Whether a value is the only one of its kind in its clause, steps and others' apart.
fn is_alone(b: &Building, node: NodeIx) -> bool {
    let labels = Labels::MONEY;
    let here = b.graph.node(node).token;
    let mut others = (0..b.len()).filter(|t| b.graph.at(*t) == *t && *t != node && b.share_clause(*t, here));
    !b.graph.node(node).labels.meets(labels)
        || !others.any(|t| b.graph.node(t).labels.meets(labels) && is_value(b, t) && !is_step(b, t))
}

/// A word of that list in the clause of a value.
fn says(b: &Building, node: NodeIx, list: &str) -> Option<NodeIx> {
    let here = b.graph.node(node).token;
    let own = b.extent(node);
    let mut words = (0..b.len()).filter(|t| !own.contains(t) && b.share_clause(*t, here));
    words.find(|t| b.mention(b.graph.at(*t)).is_none() && b.words.is_in(list, lemma(b, *t))).map(|t| b.graph.at(t))
}

fn lemma<'a>(b: &'a Building, node: NodeIx) -> &'a str {
    &b.graph.node(node).lemma
}

fn is_value(b: &Building, node: NodeIx) -> bool {
    matches!(b.mention(node).map(|m| &m.kind), Some(MentionKind::Quantity(_)))
}

fn is_date(b: &Building, node: NodeIx) -> bool {
    matches!(b.mention(node).map(|m| &m.kind), Some(MentionKind::Quantity(Quantity::Date { .. })))
}
