//! What the scorer sees of a sentence: its things, and the shortest way between them through the sentence's graph.

use std::collections::VecDeque;
use std::ops::Range;

use smallvec::SmallVec;

use crate::model::claim::LocalEntity;
use crate::model::mention::{Form, MentionIx, MentionKind};
use crate::model::ontology::TypeId;

use super::super::Input;
use super::super::assemble::Found;
use super::super::graph::{NodeIx, Role};

/// More things than this in one sentence are not looked at: it is a list.
const MAX_THINGS: usize = 24;

/// The longest way that is told.
const MAX_PATH: u8 = 6;

/// A mention of a thing, on its node.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The mention.
    pub mention: MentionIx,
    /// Its node.
    pub node: NodeIx,
    /// Its tokens.
    pub extent: Range<u32>,
    /// The type of what it stands for.
    pub label: TypeId,
    /// How it refers.
    pub form: Form,
    /// Its place among the things of the sentence.
    pub place: usize,
    /// The number of the first thing that is the same.
    pub group: usize,
    /// How many things of its type the document names before it.
    pub rank: u32,
    /// Whether the first sentence names it.
    pub opens: bool,
}

/// An edge of a way: its role, and whether it is walked along its direction.
pub type Hop = (Role, bool);

/// The way from one node to another: the edges, and the nodes between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The edges, one more than there are nodes between.
    pub hops: SmallVec<[Hop; 6]>,
    /// The nodes between.
    pub inner: SmallVec<[NodeIx; 6]>,
}

/// Where the search came to a node from.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: NodeIx,
    hop: Hop,
    length: u8,
}

/// The things of a sentence.
pub struct Sight<'a> {
    /// What is known of the sentence.
    pub found: &'a Found<'a>,
    /// Its things, in the order of their tokens.
    pub things: Vec<Thing>,
    /// The company that the sentences before spoke of, where this one does not.
    pub in_mind: Option<Thing>,
    /// The relations that each node's word speaks for, as bits.
    pub speaks: Vec<u64>,
    /// Those of all words together.
    pub spoken: u64,
}

impl<'a> Sight<'a> {
    /// Looks at a sentence.
    pub fn new(found: &'a Found<'a>) -> Self {
        let mut things = things(found);
        for i in 1..things.len() {
            let same = (0..i).find(|j| found.same(things[*j].mention, things[i].mention));
            things[i].group = same.unwrap_or(i);
        }
        let in_mind = in_mind(found).filter(|r| !things.iter().any(|t| found.same(t.mention, r.mention)));
        let triggers = &found.extractor.scorer.triggers;
        let speaks: Vec<u64> = match things.len() + usize::from(in_mind.is_some()) {
            0 | 1 => Vec::new(),
            _ => found
                .b
                .graph
                .nodes
                .iter()
                .map(|n| if n.mention.is_some() { 0 } else { triggers.of(&n.lemma) })
                .collect(),
        };
        let spoken = speaks.iter().fold(0, |all, s| all | s);
        Self { found, things, in_mind, speaks, spoken }
    }

    /// The thing that a mention is, or one that is the same.
    pub fn thing_of(&self, mention: MentionIx) -> Option<&Thing> {
        let exact = self.things.iter().find(|t| t.mention == mention);
        exact.or_else(|| self.things.iter().find(|t| self.found.same(t.mention, mention)))
    }

    /// The word of a token: a name's type, a value's kind, otherwise its lemma.
    pub fn word(&self, token: u32) -> &'a str {
        let found = self.found;
        match found.b.mention(found.b.graph.at(token)).map(|m| &m.kind) {
            Some(MentionKind::Entity { form: Form::Name, label }) => &found.extractor.ontology.node_type(*label).name,
            Some(MentionKind::Quantity(quantity)) => quantity.kind(),
            _ => &found.b.graph.node(token).lemma,
        }
    }

    /// Shortest ways from one thing's node to every node that can be reached.
    pub fn ways(&self, from: NodeIx) -> Ways {
        let graph = &self.found.b.graph;
        let mut steps: Vec<Option<Step>> = vec![None; graph.len() as usize];
        steps[from as usize] = Some(Step { from, hop: (Role::Other, true), length: 0 });
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            let length = steps[node as usize].map_or(0, |s| s.length) + 1;
            if length > MAX_PATH {
                break;
            }
            let along = graph.out(node).iter().map(|(role, to)| (*role, *to, true));
            let against = graph.reaching(node).iter().map(|(role, to)| (*role, *to, false));
            for (role, to, way) in along.chain(against).filter(|(role, ..)| ![Role::Topic, Role::Raised].contains(role))
            {
                if steps[to as usize].is_none() {
                    steps[to as usize] = Some(Step { from: node, hop: (role, way), length });
                    queue.push_back(to);
                }
            }
        }
        Ways { from, steps }
    }
}

/// Shortest ways from one node.
pub struct Ways {
    from: NodeIx,
    steps: Vec<Option<Step>>,
}

impl Ways {
    /// The way to a node, if it is near enough.
    pub fn to(&self, node: NodeIx) -> Option<Path> {
        let mut path = Path::default();
        let mut at = node;
        while at != self.from {
            let step = self.steps[at as usize]?;
            path.hops.push(step.hop);
            if step.from != self.from {
                path.inner.push(step.from);
            }
            at = step.from;
        }
        path.hops.reverse();
        path.inner.reverse();
        Some(path)
    }
}

/// The things of a sentence, in the order of their tokens.
fn things(found: &Found) -> Vec<Thing> {
    let graph = &found.b.graph;
    let mut things: Vec<Thing> =
        (0..graph.len()).filter(|n| Some(*n) != found.b.in_mind).filter_map(|node| thing(found, node)).collect();
    things.sort_by_key(|t| (t.extent.start, t.node));
    things.truncate(MAX_THINGS);
    things.iter_mut().enumerate().for_each(|(i, t)| (t.place, t.group) = (i, i));
    things
}

/// The company in mind, in front of the first token and in a group of its own.
fn in_mind(found: &Found) -> Option<Thing> {
    let thing = thing(found, found.b.in_mind?)?;
    Some(Thing { extent: 0..0, group: usize::MAX, ..thing })
}

fn thing(found: &Found, node: NodeIx) -> Option<Thing> {
    let mention = found.thing(node)?;
    let MentionKind::Entity { form, .. } = found.b.mentions[mention as usize].kind else { return None };
    let label = found.label(mention)?;
    let (rank, opens) = standing(found, mention, label);
    Some(Thing { mention, node, extent: found.b.extent(node), label, form, place: 0, group: 0, rank, opens })
}

/// The thing of the document that a mention stands for.
pub fn entity<'a>(input: &Input<'a>, mention: MentionIx) -> Option<&'a LocalEntity> {
    input.mentions[mention as usize].entity.and_then(|e| input.entities.get(e as usize))
}

/// How many things of the same type the document names before that of a mention, and whether its first sentence names it.
fn standing(found: &Found, mention: MentionIx, label: TypeId) -> (u32, bool) {
    let input = found.input;
    let Some(mentions) = entity(input, mention).map(|e| e.mentions.as_slice()) else { return (0, false) };
    let before = |first: MentionIx| {
        let earlier = |e: &&LocalEntity| e.label == label && e.mentions.first().is_some_and(|m| *m < first);
        input.entities.iter().filter(earlier).count() as u32
    };
    let opens = mentions.iter().any(|m| input.mentions[*m as usize].sentence == 0);
    (mentions.first().map_or(0, |first| before(*first)), opens)
}
