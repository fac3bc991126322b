//! The value that belongs to a claim: the one that the fewest edges part from its trigger.

use std::collections::VecDeque;

use crate::model::mention::{MentionKind, Quantity};
use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::super::normalise::Building;

/// More edges than this part a value from what it is said of.
const FAR: u8 = 4;

/// The kinds of values that a claim takes from its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Money,
    Share,
    Power,
}

impl Kind {
    fn is(self, quantity: &Quantity) -> bool {
        matches!(
            (self, quantity),
            (Self::Money, Quantity::Money { .. })
                | (Self::Share, Quantity::Share { .. })
                | (Self::Power, Quantity::Power { .. })
        )
    }
}

/// The nearest value of that kind; a share that stands beside one of several names is that name's.
pub fn quantity<'a>(b: &'a Building, kind: Kind, trigger: NodeIx, ends: (NodeIx, NodeIx)) -> Option<&'a Quantity> {
    if kind == Kind::Share
        && let Some(own) = share_of(b, ends.0).or_else(|| share_of(b, ends.1)).or_else(|| share_of_each(b, ends))
    {
        return Some(own);
    }
    let distances = distances(b, trigger, ends);
    let start = b.graph.node(trigger).token;
    let of_kind = (0..b.graph.len()).filter_map(|node| match &b.mention(node)?.kind {
        MentionKind::Quantity(q) if kind.is(q) && !is_of_another_thing(b, node) => {
            (kind != Kind::Share || !is_beside_another(b, node, ends)).then_some((node, q))
        }
        _ => None,
    });
    let of_kind = of_kind.filter(|(node, _)| !is_of_joined_verb(b, *node, trigger));
    let reached = of_kind.filter(|(node, _)| distances[*node as usize] <= FAR || same_clause(b, trigger, *node));
    reached.min_by_key(|(node, _)| (distances[*node as usize], node.abs_diff(start))).map(|(_, q)| q)
}

/// The share beside a thing, by whatever word the sentence calls it: `… X und Y, an dem die Koreaner 51 Prozent halten`.
fn share_of<'a>(b: &'a Building, end: NodeIx) -> Option<&'a Quantity> {
    let called = |t: &u32| *t != end && b.graph.at(*t) == *t && b.are_same(*t, end);
    share_beside(b, end).or_else(|| (0..b.len()).filter(called).find_map(|node| share_beside(b, node)))
}

/// `X und Y, die jeweils 25 Prozent übernehmen`: a share that is told of each of several, of whom one is an end.
fn share_of_each<'a>(b: &'a Building<'a>, ends: (NodeIx, NodeIx)) -> Option<&'a Quantity> {
    let several = b.joined.iter().any(|(a, z)| [*a, *z].iter().any(|n| *n == ends.0 || *n == ends.1));
    let each = |node: u32| {
        let before = b.extent(node).start.checked_sub(1);
        before.is_some_and(|t| matches!(b.token(t).lower().as_str(), "je" | "jeweils" | "each"))
    };
    let share = |node: u32| match b.mention(node).map(|m| &m.kind) {
        Some(MentionKind::Quantity(q @ Quantity::Share { .. })) if each(node) => Some(q),
        _ => None,
    };
    (0..b.len()).filter(|t| several && b.graph.at(*t) == *t).find_map(share)
}

/// The share that stands in brackets behind a name, right before or behind it: `Salzgitter (30 Prozent)`, `zu 10 Prozent
/// die VNG`, `die Koreaner 51 und die Homburger 49 Prozent`.
fn share_beside<'a>(b: &'a Building, end: NodeIx) -> Option<&'a Quantity> {
    let share = |node: NodeIx| match &b.mention(node)?.kind {
        MentionKind::Quantity(q @ Quantity::Share { .. }) => Some(q),
        _ => None,
    };
    let bracket = b.graph.follow(end, Role::Bracket).find_map(share);
    bracket.or_else(|| beside(b, end).find_map(share))
}

/// The values beside a name: behind it, also in brackets, or before it with `zu` and its article between.
fn beside<'a>(b: &'a Building, end: NodeIx) -> impl Iterator<Item = NodeIx> + 'a {
    let extent = b.extent(end);
    let open = |t: u32| t < b.len() && matches!(b.token(t).form.as_str(), "(" | "mit" | "with");
    let last = b.len() - 1;
    // `X, mit 27 Prozent an Bord`
    let comma = extent.end < last && b.token(extent.end).form == "," && open(extent.end + 1);
    let skipped = if comma { 2 } else { u32::from(open(extent.end)) };
    let behind = b.graph.at((extent.end + skipped).min(last));
    let noun = (0..extent.start).rev().find(|t| !matches!(b.token(*t).upos, Upos::Det | Upos::Adj));
    let before = noun.map(|t| b.graph.at(t)).filter(|value| {
        let start = b.extent(*value).start;
        start > 0 && b.token(start - 1).lower() == "zu"
    });
    std::iter::once(behind).chain(before)
}

/// Whether a share stands beside a name that is no end of the claim.
fn is_beside_another(b: &Building, share: NodeIx, ends: (NodeIx, NodeIx)) -> bool {
    let holder = |t: u32| b.is_name(t) || b.entity(t).is_some() && !b.graph.node(t).labels.meets(b.words.place);
    let others = (0..b.len()).filter(|t| b.graph.at(*t) == *t && holder(*t) && *t != ends.0 && *t != ends.1);
    let an_end = |t: u32| [ends.0, ends.1].iter().any(|end| b.are_same(t, *end));
    let mut others = others.filter(|t| !an_end(*t));
    others.any(|other| b.graph.has(other, Role::Bracket, share) || beside(b, other).any(|value| value == share))
}

/// Whether a value is the object of a verb that stands beside the trigger in a list of verbs: the sum of `liefert Chips und
/// investiert 100 Millionen` is not that of the chips.
fn is_of_joined_verb(b: &Building, value: NodeIx, trigger: NodeIx) -> bool {
    let here = b.graph.node(trigger).token;
    let joined = |verb: u32| {
        let conj = |a: u32, z: u32| b.token(a).deprel == Deprel::Conj && b.token(a).head == Some(z);
        verb != here && (conj(verb, here) || conj(here, verb))
    };
    let edges = b.graph.reaching(value).iter().filter(|(role, _)| *role == Role::Object);
    let mut verbs =
        edges.map(|(_, verb)| b.graph.node(*verb)).filter(|verb| verb.labels.meets(Labels::VERB)).peekable();
    verbs.peek().is_some() && verbs.all(|verb| joined(verb.token))
}

/// The number of edges from the trigger to each node; lists are not walked along.
fn distances(b: &Building, trigger: NodeIx, ends: (NodeIx, NodeIx)) -> Vec<u8> {
    let mut distances = vec![u8::MAX; b.graph.len() as usize];
    distances[trigger as usize] = 0;
    let mut queue = VecDeque::from([trigger]);
    while let Some(node) = queue.pop_front() {
        let next = distances[node as usize] + 1;
        if next > FAR || b.is_entity(node) && node != ends.0 && node != ends.1 {
            continue;
        }
        let out = b.graph.out(node).iter();
        for (role, to) in out.chain(b.graph.reaching(node).iter()) {
            if *role != Role::Conj && distances[*to as usize] == u8::MAX {
                distances[*to as usize] = next;
                queue.push_back(*to);
            }
        }
    }
    distances
}

/// Whether a value hangs on a noun that says it is no price: `Umsatz von 5 Milliarden`.
pub fn is_of_another_thing(b: &Building, node: NodeIx) -> bool {
    b.graph.reaching(node).iter().any(|(_, from)| b.words.is_in("no-price", &b.graph.node(*from).lemma))
}

/// Whether a value stands in the clause of the trigger.
fn same_clause(b: &Building, trigger: NodeIx, node: NodeIx) -> bool {
    let (a, z) = (b.graph.node(trigger).token, b.graph.node(node).token);
    b.clause_verb(a).is_some() && b.clause_verb(a) == b.clause_verb(z)
}

/// The dates that hang on the trigger itself.
pub fn dates<'a>(b: &'a Building, trigger: NodeIx) -> Vec<&'a Quantity> {
    let token = b.graph.node(trigger).token;
    let nodes = [Some(trigger), (trigger != token).then_some(token)];
    nodes.into_iter().flatten().flat_map(|node| dates_at(b, node)).collect()
}

/// The dates that hang on a node, in its clause.
pub fn dates_at<'a>(b: &'a Building, node: NodeIx) -> impl Iterator<Item = &'a Quantity> {
    let clause = b.graph.node(node).token;
    let here = b.graph.out(node).iter().map(|(_, to)| *to);
    let here = here.filter(move |to| b.share_clause(b.graph.node(*to).token, clause));
    here.filter_map(|to| match &b.mention(to)?.kind {
        MentionKind::Quantity(date @ Quantity::Date { .. }) => Some(date),
        _ => None,
    })
}
