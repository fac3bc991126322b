//! Apposition: `Nvidia-Chef Jensen Huang`, `Lisa Su, Chefin von AMD`, `Wettbewerber wie Qualcomm` → an `is` edge from the
//! description to the name. Found in the words, and in the parse where the words do not tell.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{NodeIx, Role};
use super::Building;

/// Finds all of them.
pub fn find(b: &mut Building) {
    for mention in b.here.clone() {
        let head = b.mentions[mention as usize].head;
        if head < b.len() && b.is_name(head) && b.graph.node(head).mention == Some(mention) {
            before(b, head);
            behind(b, head);
            in_brackets(b, head);
        }
    }
    parsed(b);
    examples(b);
}

/// `Chiphersteller AMD`, `Autodesigner Henrik Fisker`: a noun right before a name. `NASA scientist`: none, in English
/// only where the noun follows an article or a name.
fn before(b: &mut Building, name: NodeIx) {
    let start = b.extent(name).start;
    let Some(mut at) = start.checked_sub(1) else { return };
    if matches!(b.token(at).form.as_str(), "\"" | "„" | "“" | "»" | "«" | "'" | "‚" | "‘" | "(") {
        let Some(next) = at.checked_sub(1) else { return };
        at = next;
    }
    if b.is_noun(at) && !is_value(b, at) {
        let noun = b.graph.at(at);
        b.graph.add(noun, Role::Is, name);
        b.tight.push((noun, name));
    }
}

/// Whether a token is part of a value.
fn is_value(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    b.mention(node).is_some() && !b.is_entity(node)
}

/// `Lisa Su, die Chefin von AMD,`: a noun phrase between commas behind a name.
fn behind(b: &mut Building, name: NodeIx) {
    let comma = b.extent(name).end;
    if comma >= b.len() || !matches!(b.token(comma).form.as_str(), "," | "(" | "–" | "-") {
        return;
    }
    let Some(noun) = (comma + 1..b.len()).take(8).find(|t| !may_open_phrase(b, *t)) else { return };
    if b.is_noun(noun) && !is_value(b, noun) && !starts_clause(b, noun) {
        let noun = b.graph.at(noun);
        b.graph.add(noun, Role::Is, name);
    }
}

/// `Robert Habeck (Grüne)`, `VNG (Leipzig)`: a name alone in brackets.
fn in_brackets(b: &mut Building, name: NodeIx) {
    let open = b.extent(name).end;
    if open + 1 >= b.len() || b.token(open).form != "(" {
        return;
    }
    let inner = b.graph.at(open + 1);
    let close = b.extent(inner).end;
    if b.is_name(inner) && close < b.len() && b.token(close).form == ")" {
        b.graph.add(name, Role::Bracket, inner);
    }
}

/// Whether a noun is the subject or object of a verb behind it, so that a new clause begins.
fn starts_clause(b: &Building, noun: u32) -> bool {
    matches!(b.token(noun).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Root)
}

/// Words that may stand between a comma and the noun of an apposition.
fn may_open_phrase(b: &Building, token: u32) -> bool {
    matches!(b.token(token).upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Num)
}

/// Appositions that the parse tells.
fn parsed(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        let (Deprel::Appos | Deprel::Flat | Deprel::FlatName, Some(head)) = (token.deprel, token.head) else {
            continue;
        };
        let (a, z) = (b.graph.at(head), b.graph.at(i));
        if a == z {
            continue;
        }
        match (b.is_name(a), b.is_name(z)) {
            (true, false) if b.is_noun(i) => b.graph.add(z, Role::Is, a),
            (false, true) if b.is_noun(head) => b.graph.add(a, Role::Is, z),
            _ => false,
        };
    }
}

/// `Wettbewerber wie Qualcomm`, `Firmen, darunter SAP`, `partners such as Oracle`.
fn examples(b: &mut Building) {
    for i in 1..b.len() {
        let word = b.token(i).form.to_lowercase();
        let opens = match word.as_str() {
            "wie" | "darunter" | "including" | "like" | "namens" | "namely" | "called" => true,
            "as" => b.token(i - 1).form.as_str().eq_ignore_ascii_case("such"),
            _ => false,
        };
        if opens {
            example(b, i);
        }
    }
}

/// Joins the noun before the word at `opener` to the name behind it.
fn example(b: &mut Building, opener: u32) {
    let behind = (opener + 1..b.len()).take(5).find(|t| b.is_name(b.graph.at(*t)));
    let before = (0..opener).rev().take(6).find(|t| b.is_noun(*t) || b.token(*t).upos == Upos::Verb);
    let (Some(name), Some(noun)) = (behind, before) else { return };
    let plain = (opener + 1..name)
        .all(|t| matches!(b.token(t).upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Adv | Upos::Adp));
    if plain && b.is_noun(noun) {
        let (noun, name) = (b.graph.at(noun), b.graph.at(name));
        b.graph.add(noun, Role::Is, name);
    }
}
