//! Features of the sentence's graph: the way between two things, what governs both, what each is called and hangs on.

use smallvec::SmallVec;

use crate::model::text::Deprel;

use super::super::graph::{Labels, NodeIx, Role};
use super::feature::{self, Sink, first, last, types};
use super::pair::Pair;
use super::sight::{Hop, Path};

/// All of them.
pub fn all(pair: &Pair, out: &mut impl Sink) {
    match &pair.path {
        Some(path) => way(pair, path, out),
        None => out.put("no-way", &[]),
    }
    above(pair, out);
    beside(pair, out);
    tree(pair, out);
}

/// Bytes that the text of a way mostly fits.
const ROOM: usize = 96;

/// An edge as text.
fn hop((role, along): Hop) -> (&'static str, &'static str) {
    (role.name(), if along { ">" } else { "<" })
}

/// The word of a node: a type for a name, a lemma otherwise.
pub fn word<'a>(pair: &Pair<'a>, node: NodeIx) -> &'a str {
    let found = pair.sight.found;
    let inner = found.b.graph.node(node);
    if inner.mention.is_some() && node < found.b.len() { feature::word(pair, node) } else { &inner.lemma }
}

/// The roles along a way.
pub fn roles(path: &Path) -> String {
    path.hops.iter().flat_map(|h| <[&str; 2]>::from(hop(*h))).collect()
}

fn way(pair: &Pair, path: &Path, out: &mut impl Sink) {
    let (s, o) = types(pair);
    out.put("length", &[feature::size(path.hops.len() as u32)]);
    let (mut roles, mut words) = (String::with_capacity(ROOM), String::with_capacity(ROOM));
    for (i, step) in path.hops.iter().enumerate() {
        let (role, along) = hop(*step);
        for text in [&mut roles, &mut words] {
            text.push_str(role);
            text.push_str(along);
        }
        if let Some(node) = path.inner.get(i) {
            words.push_str(word(pair, *node));
        }
    }
    out.put("way", &[&words]);
    out.put("way-roles", &[&roles]);
    out.put("way-types", &[&roles, s, o]);
    let ends = [path.hops.first(), path.hops.last()].map(|h| h.map_or(("", ""), |h| hop(*h)));
    for node in &path.inner {
        let word = word(pair, *node);
        out.put("on-way", &[word]);
        out.put("on-way-ends", &[word, ends[0].0, ends[0].1, ends[1].0, ends[1].1]);
        out.put("on-way-types", &[word, s, o, feature::order(pair)]);
        if word.chars().count() > 6 {
            out.put("on-way-begin", &[first(word, 5)]);
            out.put("on-way-end", &[last(word, 5)]);
        }
        if let Some(status) = pair.sight.found.b.words.status(word) {
            out.put("on-way-status", &[status.as_str()]);
        }
    }
}

/// The nodes that both hang on, with the roles of the two.
pub fn governors<'a>(pair: &'a Pair) -> impl Iterator<Item = (NodeIx, Role, Role)> + 'a {
    let graph = &pair.sight.found.b.graph;
    let of_subject = graph.reaching(pair.subject.node).iter();
    of_subject.flat_map(move |(s, node)| {
        let of_object = graph.out(*node).iter().filter(|(_, to)| *to == pair.object.node);
        of_object.map(|(o, _)| (*node, *s, *o))
    })
}

fn above(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let mut any = false;
    for (node, a, z) in governors(pair) {
        any = true;
        let word = word(pair, node);
        out.put("above", &[word, a.name(), z.name()]);
        out.put("above-word", &[word]);
        out.put("above-roles", &[a.name(), z.name(), s, o]);
        out.put("above-end", &[last(word, 6), a.name(), z.name()]);
        let passive = pair.sight.found.b.graph.node(node).labels.meets(Labels::PASSIVE);
        if passive {
            out.put("above-passive", &[]);
        }
    }
    if !any {
        out.put("above-none", &[]);
    }
}

/// What hangs on or governs each of the two by itself.
fn beside(pair: &Pair, out: &mut impl Sink) {
    let graph = &pair.sight.found.b.graph;
    let (s, o) = types(pair);
    under_both(pair, out);
    for (side, thing, other) in [("s", pair.subject, pair.object), ("o", pair.object, pair.subject)] {
        for (role, node) in graph.reaching(thing.node).iter().filter(|(_, n)| *n != other.node).take(6) {
            let word = word(pair, *node);
            out.put("under", &[side, role.name(), word]);
            out.put("under-types", &[side, role.name(), word, s, o]);
            out.put("under-role", &[side, role.name(), s, o]);
            if *role == Role::Is {
                out.put("is-types", &[side, word, s, o]);
                out.put("is", &[side, last(word, 5)]);
                if graph.out(*node).iter().any(|(_, n)| *n == other.node) {
                    out.put("is-of", &[side, word]);
                    out.put("is-of-end", &[side, last(word, 4)]);
                }
            }
        }
        for (role, node) in graph.out(thing.node).iter().filter(|(_, n)| *n != other.node).take(4) {
            out.put("over", &[side, role.name(), word(pair, *node)]);
        }
    }
}

/// Whether one word governs two nodes in the same way, as it does those of a row.
pub fn together(pair: &Pair, a: NodeIx, z: NodeIx) -> bool {
    let graph = &pair.sight.found.b.graph;
    graph.reaching(a).iter().any(|edge| graph.reaching(z).contains(edge))
}

/// What governs the one and what governs the other.
fn under_both(pair: &Pair, out: &mut impl Sink) {
    let graph = &pair.sight.found.b.graph;
    let (s, o) = types(pair);
    for (a, above_s) in graph.reaching(pair.subject.node).iter().take(2) {
        for (z, above_o) in graph.reaching(pair.object.node).iter().take(2) {
            let (word_s, word_o) = (word(pair, *above_s), word(pair, *above_o));
            out.put("under-both", &[a.name(), word_s, z.name(), word_o]);
            let nodes = match above_s == above_o {
                true => "the same",
                false if word_s == word_o => "alike",
                false => "others",
            };
            out.put("under-roles", &[a.name(), z.name(), nodes, s, o]);
        }
    }
}

/// The way through the tree as it was parsed: relations up from the subject and down to the object.
fn tree(pair: &Pair, out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let up = |token: u32| {
        let mut chain: SmallVec<[u32; 12]> = SmallVec::from_elem(token, 1);
        while let Some(head) = chain.last().and_then(|t| b.token(*t).head).filter(|_| chain.len() < 12) {
            chain.push(head);
        }
        chain
    };
    let token = |node: NodeIx| b.graph.node(node).token.min(b.len().saturating_sub(1));
    let (s, o) = types(pair);
    let clause = b.share_clause(token(pair.subject.node), token(pair.object.node));
    out.put("one-clause", &[if clause { "yes" } else { "no" }, s, o, feature::order(pair)]);
    let (from, to) = (up(token(pair.subject.node)), up(token(pair.object.node)));
    let Some(top) = from.iter().position(|t| to.contains(t)) else { return };
    let down = to.iter().position(|t| *t == from[top]).unwrap_or(0);
    if top + down > 7 {
        return out.put("tree", &["far"]);
    }
    let mut text = String::with_capacity(ROOM);
    from[..top].iter().for_each(|t| text.extend([b.token(*t).deprel.as_str(), "<"]));
    let meeting = text.len();
    to[..down].iter().rev().for_each(|t| text.extend([">", b.token(*t).deprel.as_str()]));
    out.put("tree", &[&text, s, o]);
    text.insert_str(meeting, word(pair, b.graph.at(from[top])));
    out.put("tree-top", &[&text]);
    clauses(pair, &from[..top], &to[..down], out);
}

/// How many borders of clauses the way crosses.
fn clauses(pair: &Pair, up: &[u32], down: &[u32], out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let borders = up.iter().chain(down).filter(|t| {
        matches!(
            b.token(**t).deprel,
            Deprel::Ccomp
                | Deprel::Advcl
                | Deprel::AclRelcl
                | Deprel::Parataxis
                | Deprel::Csubj
                | Deprel::Xcomp
                | Deprel::Conj
        )
    });
    out.put("borders", &[feature::size(borders.count() as u32)]);
}
