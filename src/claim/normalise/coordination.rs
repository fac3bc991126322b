//! Coordination: what is said of the first of `X, Y und Z` is said of each.
//!
//! Lists of names are found by their words (names parted by commas, the last by `und`), which is safer than any parse;
//! other lists by the dependency `conj`.

use crate::model::mention::MentionKind;
use crate::model::text::{Deprel, Number, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, clause};

/// Finds who is joined to whom.
pub fn find(b: &mut Building) {
    lists_of_names(b);
    besides(b);
    pairs_of_nouns(b);
    for i in 0..b.len() {
        let token = b.token(i);
        let (Deprel::Conj, Some(head)) = (token.deprel, token.head) else { continue };
        let (first, member) = (b.graph.at(head), b.graph.at(i));
        if first != member && alike(b, first, member) && !is_parted_by_verb(b, head, i) {
            join(b, first, member);
        }
    }
}

/// Whether the finite verb of their clause stands between two names: `An X ist Y beteiligt` is no list.
fn is_parted_by_verb(b: &Building, first: u32, member: u32) -> bool {
    let same = |t: u32| b.share_clause(t, first) && b.share_clause(t, member);
    b.is_name(b.graph.at(first)) && (first + 1..member).any(|t| same(t) && clause::is_finite(b.token(t)))
}

/// Notes that `member` is joined to `first`.
fn join(b: &mut Building, first: NodeIx, member: NodeIx) {
    if !b.joined.contains(&(first, member)) && !b.joined.contains(&(member, first)) {
        b.joined.push((first, member));
        b.graph.add(first, Role::Conj, member);
    }
}

/// Whether two nodes may be members of one list.
fn alike(b: &Building, first: NodeIx, member: NodeIx) -> bool {
    let (a, z) = (b.graph.node(first), b.graph.node(member));
    let verbs = a.labels.meets(Labels::VERB) == z.labels.meets(Labels::VERB);
    let kinds = match (b.mention(first), b.mention(member)) {
        (Some(x), Some(y)) => same_kind(&x.kind, &y.kind),
        _ => b.is_name(first) == b.is_name(member),
    };
    if is_seat(b, first, member) {
        return false;
    }
    let described = b.is_name(first) != b.is_name(member) && (b.is_noun(a.token) || b.is_noun(z.token));
    verbs && kinds && !described
}

/// `Optosens, Freiburg,`: a place behind a comma is no second member of a list that begins with a house.
fn is_seat(b: &Building, first: NodeIx, member: NodeIx) -> bool {
    let place = |n: NodeIx| b.graph.node(n).labels.meets(b.words.place);
    let comma = b.extent(member).start.checked_sub(1).is_some_and(|t| b.token(t).form == ",");
    comma && b.is_name(first) && b.is_name(member) && place(member) && !place(first)
}

/// Whether two mentions are both things or values of one kind.
fn same_kind(a: &MentionKind, b: &MentionKind) -> bool {
    match (a, b) {
        (MentionKind::Entity { .. }, MentionKind::Entity { .. }) => true,
        (MentionKind::Quantity(x), MentionKind::Quantity(y)) => std::mem::discriminant(x) == std::mem::discriminant(y),
        _ => false,
    }
}

/// `Bosch, Siemens und ABB`: names of one type with nothing but separators between them.
fn lists_of_names(b: &mut Building) {
    let nodes: Vec<NodeIx> = b.here.iter().filter_map(|m| name_node(b, *m)).collect();
    let mut start = 0;
    while start < nodes.len() {
        let mut end = start;
        let mut closed = false;
        while end + 1 < nodes.len() {
            match separator(b, nodes[end], nodes[end + 1]) {
                Some(coordinator) if !closed || coordinator => {
                    closed |= coordinator;
                    end += 1;
                }
                _ => break,
            }
        }
        if closed || end > start && goes_on(b, nodes[end]) {
            (start + 1..=end).for_each(|i| join(b, nodes[start], nodes[i]));
        }
        start = end + 1;
    }
}

/// Whether a list of names goes on with `und` and a thing of another type: `A, B, C und die D-Initiative`.
fn goes_on(b: &Building, last: NodeIx) -> bool {
    let end = b.extent(last).end;
    let coordinator = end < b.len() && matches!(b.token(end).form.as_str(), "und" | "sowie" | "and" | "oder");
    let next = (end + 1..b.len()).take(4).find(|t| !matches!(b.token(*t).upos, Upos::Det | Upos::Adj));
    coordinator && next.is_some_and(|t| b.is_name(b.graph.at(t)) || b.is_noun(t))
}

/// `Zu den Kunden zählt neben X auch Y`: what is said of Y is said of X.
fn besides(b: &mut Building) {
    for opener in 0..b.len() {
        if !b.token(opener).form.eq_ignore_ascii_case("neben") {
            continue;
        }
        let in_clause = |t: &u32| b.share_clause(*t, opener);
        let Some(also) = (opener + 1..b.len()).filter(in_clause).find(|t| b.token(*t).form == "auch") else { continue };
        let names = |range: std::ops::Range<u32>| range.map(|t| b.graph.at(t)).find(|n| b.is_name(*n));
        let (Some(one), Some(other)) = (names(opener + 1..also), names(also + 1..b.len())) else { continue };
        if b.graph.node(one).labels.meets(type_labels(b, other)) {
            join(b, other, one);
        }
    }
}

/// `Gründer und Chef`: two nouns with nothing but `und` between them.
fn pairs_of_nouns(b: &mut Building) {
    for i in 1..b.len().saturating_sub(1) {
        let coordinator = matches!(b.token(i).form.as_str(), "und" | "and" | "&" | "sowie" | "oder");
        if coordinator && b.is_noun(i - 1) && b.is_noun(i + 1) {
            join(b, b.graph.at(i - 1), b.graph.at(i + 1));
        }
    }
}

/// The node of a mention, where it stands for a thing and stands alone on its token.
fn name_node(b: &Building, mention: u32) -> Option<NodeIx> {
    let head = b.mentions[mention as usize].head;
    (head < b.len() && b.graph.node(head).mention == Some(mention) && b.is_name(head)).then_some(head)
}

/// How many tokens brackets behind a member of a list may hold, with the brackets.
const BRACKETS: usize = 8;

/// Whether only a comma or a coordinator (`Some(true)`) parts two names of one type.
fn separator(b: &Building, left: NodeIx, right: NodeIx) -> Option<bool> {
    if !b.graph.node(left).labels.meets(type_labels(b, right)) {
        return None;
    }
    let gap = behind_brackets(b, b.extent(left).end)..b.extent(right).start;
    if gap.is_empty() || gap.len() > 5 {
        return None;
    }
    let mut coordinator = false;
    let mut comma = false;
    for word in gap.map(|t| b.token(t)) {
        match word.form.as_str() {
            "," => comma = true,
            // In German no comma stands before it but that which ends an apposition: `X, Tochter von Y, und Z`.
            "und" | "sowie" | "oder" if comma => return None,
            "und" | "sowie" | "oder" | "and" | "or" | "&" | "bzw." => coordinator = true,
            _ if matches!(word.upos, Upos::Det | Upos::Adp | Upos::Adj) && (comma || coordinator) => {}
            // `Bosch und dem Finanzinvestor KKR`: a description right before the name.
            _ if word.upos == Upos::Noun && coordinator => {}
            _ => return None,
        }
    }
    (comma || coordinator).then_some(coordinator)
}

/// The first token behind brackets that open at `at`: `X (50 Prozent), Y`.
fn behind_brackets(b: &Building, at: u32) -> u32 {
    let opens = at < b.len() && b.token(at).form == "(";
    let close = (at..b.len()).take(BRACKETS).find(|t| opens && b.token(*t).form == ")");
    close.map_or(at, |t| t + 1)
}

/// The labels of a node without those of its word class.
fn type_labels(b: &Building, node: NodeIx) -> Labels {
    b.mention(node).map_or(Labels::NONE, |m| match &m.kind {
        MentionKind::Entity { label, .. } => Labels::of_type(label.0).unwrap_or_default(),
        MentionKind::Quantity(_) => Labels::NONE,
    })
}

/// Gives each member of a list what is said of its first.
pub fn spread(b: &mut Building) {
    for (first, member) in b.joined.clone() {
        if b.graph.node(first).labels.meets(Labels::VERB) {
            share_subject(b, first, member);
            continue;
        }
        let described = is_described(b, member);
        for (role, from) in b.graph.reaching(first).clone() {
            let own = role == Role::Is && (described || is_one(b, from)) && b.tight.contains(&(from, first));
            if role != Role::Conj && from != member && !own {
                b.graph.add(from, role, member);
            }
        }
        share_description(b, first, member);
    }
    share_attributes(b);
}

/// `die Tochter X und Y`: a noun in the singular describes the first name alone. Nouns in `-er` look alike in the plural,
/// but `Töchter`.
fn is_one(b: &Building, noun: NodeIx) -> bool {
    let token = b.token(b.graph.node(noun).token);
    let singular = token.morph.number == Number::Sing && token.upos == Upos::Noun && !token.form.ends_with("er");
    singular || token.form.ends_with("Tochter") || token.form.ends_with("tochter")
}

/// Whether a name has a describing noun of its own, as the second in `die Firma Bosch und der Autobauer Audi`.
fn is_described(b: &Building, member: NodeIx) -> bool {
    b.is_name(member) && b.tight.iter().any(|(noun, name)| *name == member && !b.is_name(*noun))
}

/// What belongs to the first thing of a phrase belongs to its further ones: the owner of `Boschs Werke in Celle und Husum`.
fn share_attributes(b: &mut Building) {
    for (first, further) in b.again.clone() {
        for (role, to) in b.graph.out(first).clone() {
            let shared = role == Role::Holder || matches!(role.name(), "genitive" | "von" | "of" | "compound");
            if shared && to != further {
                b.graph.add(further, role, to);
            }
        }
    }
}

/// `X kauft Y und verkauft Z`: the second verb has the first one's subject if it has none.
fn share_subject(b: &mut Building, first: NodeIx, member: NodeIx) {
    if b.graph.follow(member, Role::Subject).next().is_none()
        && !super::control::is_inserted(b, b.graph.node(first).token)
    {
        let passive = |b: &Building, n: NodeIx| b.graph.node(n).labels.meets(Labels::PASSIVE);
        let role = |b: &Building, n| if passive(b, n) { Role::Object } else { Role::Subject };
        let (from, to) = (role(b, first), role(b, member));
        let shared: Vec<_> = b.graph.follow(first, from).filter(|n| b.is_entity(*n)).collect();
        shared.into_iter().for_each(|s| {
            b.graph.add(member, to, s);
        });
    }
}

/// `Gründer und Chef von X`: both are whoever the first is, and belong to the same.
fn share_description(b: &mut Building, first: NodeIx, member: NodeIx) {
    if b.is_name(first) || b.is_name(member) {
        return;
    }
    for (from, to) in [(first, member), (member, first)] {
        for role in [Role::Is, Role::Holder] {
            if b.graph.follow(to, role).next().is_none() {
                let targets: Vec<_> = b.graph.follow(from, role).collect();
                targets.into_iter().for_each(|t| {
                    b.graph.add(to, role, t);
                });
            }
        }
    }
}
