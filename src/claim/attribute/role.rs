//! The words of a role or product: `stellvertretender Aufsichtsratsvorsitzender`, `chief executive`.

use crate::model::mention::Form;
use crate::model::text::{Case, Upos};

use super::super::graph::{NodeIx, Role};
use super::super::normalise::Building;

/// The words of a noun with what belongs to its title; the name before the hyphen of a compound is left out.
pub fn text(b: &Building, node: NodeIx) -> String {
    let token = b.graph.node(node).token;
    let mut words = vec![head(b, node, token)];
    let mut at = token;
    while let Some(before) = at.checked_sub(1).filter(|t| belongs_before(b, *t)) {
        let word = nominative(b, before, &words[words.len() - 1]);
        words.insert(0, word);
        at = before;
    }
    words.extend(tail(b, token));
    words.extend(field(b, token));
    words.extend(charge(b, token));
    if let Some(body) = body(b, token) {
        words.push(body);
    }
    words.join(" ")
}

/// An adjective before an office as it stands before the nominative: `stellvertretender Minister`.
fn nominative(b: &Building, token: u32, office: &str) -> String {
    let t = b.token(token);
    let declined = t.xpos == "ADJA" && !t.lemma.is_empty() && t.form.starts_with(t.lemma.as_str());
    if !declined || office.is_empty() {
        return t.form.to_string();
    }
    let woman = office.ends_with("in") || office.ends_with("ende");
    format!("{}{}", t.lemma, if woman { "e" } else { "er" })
}

/// The noun that says which office someone has there: it is said of the person and belongs to the other end, or to nobody
/// else; `als Interimschef` before what the person is called by otherwise.
pub fn between(b: &Building, trigger: NodeIx, (person, place): (NodeIx, NodeIx)) -> Option<NodeIx> {
    let as_office = b.graph.out(trigger).iter().filter(|(role, _)| matches!(role.name(), "als" | "as"));
    let as_office = as_office.map(|(_, n)| *n).find(|n| is_office(b, *n));
    let said = b.graph.back(person, Role::Is).filter(|n| is_office(b, *n));
    let said = as_office.or_else(|| said.into_iter().find(|n| belongs(b, *n, place)));
    let said = said.or_else(|| (0..b.len()).find(|n| is_free_office(b, *n, trigger, place)));
    said.or_else(|| beside(b, person, place))
}

/// The offices that a sentence says someone holds, in its words, with the nodes that they belong to.
pub fn all_of(b: &Building, person: NodeIx) -> Vec<(String, Vec<NodeIx>)> {
    let offices = b.graph.back(person, Role::Is).filter(|n| is_office(b, *n));
    let holders = |n: NodeIx| b.graph.follow(n, Role::Holder).filter(|h| b.is_entity(*h)).collect();
    offices.map(|n| (text(b, n), holders(n))).collect()
}

/// The noun right before a person's name or behind the comma after it, whatever it is: `Handelsprofessor Gerd Hein`,
/// `Beate Lind, Strategin bei …`.
fn beside(b: &Building, person: NodeIx, place: NodeIx) -> Option<NodeIx> {
    if !b.is_name(person) {
        return None;
    }
    let extent = b.extent(person);
    let before = extent.start.checked_sub(1);
    let comma = extent.end + 1 < b.len() && b.token(extent.end).form == ",";
    let mut behind = extent.end + 1;
    while comma && behind < b.len() && matches!(b.token(behind).upos, Upos::Det | Upos::Adj | Upos::Adv) {
        behind += 1;
    }
    // `a fund manager`: the last of an English compound.
    let small =
        |t: u32| t < b.len() && b.token(t).upos == Upos::Noun && b.token(t).form.starts_with(char::is_lowercase);
    while comma && small(behind) && small(behind + 1) {
        behind += 1;
    }
    let behind = Some(behind).filter(|t| comma && *t + 1 < b.len() && leads_on(b, *t + 1, place));
    let before = before.map(|t| b.graph.at(t)).filter(|n| is_calling(b, *n) && belongs(b, *n, place));
    // Right before the house a noun like `Investor` that else is a company says what the person does there.
    let behind = behind.map(|t| b.graph.at(t)).filter(|n| is_calling(b, *n) || b.form(*n) == Some(Form::Description));
    before.or(behind)
}

/// Whether a house is named right behind a noun: `bei X`, `der X`, `at X`.
fn leads_on(b: &Building, token: u32, place: NodeIx) -> bool {
    let start = b.extent(place).start;
    start >= token
        && start - token <= 4
        && b.share_clause(token, start)
        && (token..start).all(|t| !matches!(b.token(t).upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Cconj))
}

/// Whether a node is a common noun that may say what someone does: no kin, origin or bare person.
fn is_calling(b: &Building, node: NodeIx) -> bool {
    let token = b.graph.node(node).token;
    let lemma = &b.graph.node(node).lemma;
    b.token(token).upos == Upos::Noun
        && !b.is_name(node)
        && b.mention(node).is_none_or(|_| b.graph.node(node).labels.meets(b.words.person))
        && !b.words.is_in("no-office", lemma)
        && !b.words.is_in("no-calling", lemma)
        && !b.words.is_in("time", lemma)
}

/// Whether a noun is an office at a thing that the parse gives to nobody: `und ist seit 2021 Aufsichtsrat bei X`.
fn is_free_office(b: &Building, node: NodeIx, trigger: NodeIx, place: NodeIx) -> bool {
    b.graph.at(node) == node
        && is_office(b, node)
        && b.graph.follow(node, Role::Is).next().is_none()
        && b.share_clause(b.graph.node(node).token, b.graph.node(place).token)
        && (node == trigger || b.graph.follow(node, Role::Holder).any(|n| n == place))
}

/// Whether a node is a noun that says an office.
fn is_office(b: &Building, node: NodeIx) -> bool {
    let lemma = &b.graph.node(node).lemma;
    !b.is_name(node) && b.words.is_in("office", lemma) && !b.words.is_in("no-office", lemma)
}

/// Whether an office belongs to a thing, or at least to no other.
fn belongs(b: &Building, office: NodeIx, place: NodeIx) -> bool {
    let mut holders = b.graph.follow(office, Role::Holder).filter(|n| b.is_entity(*n)).peekable();
    holders.peek().is_none() || holders.any(|n| n == place || b.are_same(n, place))
}

/// The field right behind a title: `Leiterin Verfahrenstechnik`, `Vorstand Vertrieb`.
fn field(b: &Building, token: u32) -> Option<String> {
    let titled = b.words.is_in("title-of-field", &b.graph.node(token).lemma);
    let next = Some(token + 1).filter(|t| titled && *t < b.len())?;
    let noun = b.token(next).upos == Upos::Noun && b.mention(b.graph.at(next)).is_none();
    noun.then(|| b.token(next).form.to_string())
}

/// What an English title is in charge of: `head of infrastructure`.
fn charge(b: &Building, token: u32) -> Vec<String> {
    let titled = b.words.is_in("title-of", &b.graph.node(token).lemma);
    let of = Some(token + 1).filter(|t| titled && *t < b.len() && b.token(*t).form == "of");
    let common = |t: &u32| matches!(b.token(*t).upos, Upos::Noun | Upos::Adj) && b.mention(b.graph.at(*t)).is_none();
    let words: Vec<u32> = of.into_iter().flat_map(|of| (of + 1..b.len()).take_while(common)).collect();
    let closed = words.last().is_some_and(|t| b.token(*t).upos == Upos::Noun);
    of.into_iter().chain(words).filter(|_| closed).map(|t| b.token(t).form.to_string()).collect()
}

/// Words behind a title that go on with it: `Executive` behind `Chief`.
fn tail(b: &Building, token: u32) -> Vec<String> {
    let follows = |list: &str, t: u32| b.words.is_in(list, &b.token(t).lower());
    let goes_on = |t: &u32| follows("title-tail", *t) && (follows("title", *t - 1) || follows("title-tail", *t - 1));
    (token + 1..b.len()).take_while(goes_on).map(|t| b.token(t).form.to_string()).collect()
}

/// The noun itself, in its dictionary form where it is inflected.
fn head(b: &Building, node: NodeIx, token: u32) -> String {
    let t = b.token(token);
    let plain = t.morph.case == Case::Nom || t.xpos.starts_with("NN") && t.lemma.is_empty() || t.lemma.contains('|');
    let word = if plain { &t.form } else { &t.lemma };
    // Of a part `Nordkap` in `Ex-Nordkap-Chefin` all that stands up to its end is left out.
    let part = b.graph.follow(node, Role::Compound).find_map(|n| b.mention(n));
    let part = part.and_then(|m| m.span.end.checked_sub(t.span.start));
    let shared =
        |end: u32| !is_masculine(b, token) && t.form.get(..end as usize).is_some_and(|part| word.starts_with(part));
    match part.and_then(|end| if shared(end) { word.get(end as usize..) } else { t.form.get(end as usize..) }) {
        Some(rest) if t.form.contains(['-', '‑', '–']) => {
            let rest = rest.trim_start_matches(['-', '‑', '–']);
            if is_masculine(b, token) { masculine(rest) } else { rest.to_owned() }
        }
        _ if is_masculine(b, token) => masculine(&t.form),
        _ => word.to_string(),
    }
}

/// `dem Vorsitzenden`, `ihren Vorsitzenden`: an adjective made a noun, of a man by its article.
fn is_masculine(b: &Building, token: u32) -> bool {
    let form = &b.token(token).form;
    let mut before = (0..token).rev().skip_while(|t| b.token(*t).upos == Upos::Adj);
    let article = before.next().map(|t| b.token(t).lower()).unwrap_or_default();
    let of_man = ["den", "dem", "des"].contains(&article.as_str())
        || ["en", "em", "es"].iter().any(|ending| {
            article.strip_suffix(ending).is_some_and(|stem| ["ihr", "sein", "ein", "dess", "unser"].contains(&stem))
        });
    of_man && form.ends_with("enden")
}

/// `Vorsitzenden` → `Vorsitzender`.
fn masculine(form: &str) -> String {
    form.strip_suffix('n').map_or_else(|| form.to_owned(), |stem| format!("{stem}r"))
}

/// Words before the noun that are part of the title: `stellvertretender`, `chief` before `executive`.
fn belongs_before(b: &Building, token: u32) -> bool {
    let t = b.token(token);
    let english_noun = matches!(t.xpos.as_str(), "NN" | "NNS" | "JJ")
        && t.upos != Upos::Propn
        && t.form.starts_with(char::is_lowercase)
        && !b.is_entity(b.graph.at(token));
    english_noun
        && (t.upos == Upos::Noun
            || t.form == "chief"
            || t.form == "co-chief"
            || t.form == "vice"
            || t.form == "managing")
        || b.words.is_in("title", &b.graph.node(token).lemma)
}

/// `des Vorstands` behind `Vorsitzender`.
fn body(b: &Building, token: u32) -> Option<String> {
    let (article, noun) = (token + 1, token + 2);
    if noun >= b.len() || b.token(article).upos != Upos::Det {
        return None;
    }
    b.words
        .is_in("body", &b.graph.node(noun).lemma)
        .then(|| format!("{} {}", b.token(article).form, b.token(noun).form))
}
