//! Whom the text has just spoken of: the company that a bare `Firmenchef` or `die Tochter` belongs to.

use rustc_hash::FxHashMap;

use crate::model::mention::{EntityIx, Form, MentionIx, MentionKind};

use super::Input;
use super::graph::Labels;

/// How many sentences back a company is still in mind.
const REACH: u32 = 3;

/// What the sentences before one have just spoken of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Salient {
    /// The company most spoken of.
    pub company: Option<MentionIx>,
    /// Whether no company is spoken of more in the whole document.
    pub is_main: bool,
    /// The company spoken of last.
    pub last: Option<MentionIx>,
    /// The site or project spoken of last.
    pub undertaking: Option<MentionIx>,
}

/// What each sentence finds the reader to have in mind.
#[derive(Clone, Debug, Default)]
pub struct Salience {
    before: Vec<Salient>,
}

impl Salience {
    /// Looks through a document.
    pub fn new(input: &Input, companies: Labels, undertakings: Labels) -> Self {
        let firms = things(input, companies);
        let undertakings = things(input, undertakings);
        let mut counts: FxHashMap<EntityIx, u32> = FxHashMap::default();
        firms.iter().for_each(|(_, entity, _)| *counts.entry(*entity).or_default() += 1);
        let most = |(at, entity, ix): &&Thing| (counts.get(entity).copied().unwrap_or(0), *at, *ix);
        let highest = counts.values().copied().max().unwrap_or(0);
        let is_main = |thing: &Thing| counts.get(&thing.1).is_some_and(|count| *count == highest);
        let company = |s: u32| firms.iter().filter(|thing| near(thing, s)).max_by_key(most);
        let salient = |s: u32| Salient {
            company: company(s).map(|thing| thing.2),
            is_main: company(s).is_some_and(is_main),
            last: firms.iter().rev().find(|(at, ..)| *at + 1 == s).map(|thing| thing.2),
            undertaking: undertakings.iter().rev().find(|(at, ..)| *at < s && at + 2 >= s).map(|thing| thing.2),
        };
        Self { before: (0..input.sentences.len() as u32).map(salient).collect() }
    }

    /// What is in mind when sentence `ix` begins.
    pub fn before(&self, ix: u32) -> Salient {
        self.before.get(ix as usize).copied().unwrap_or_default()
    }
}

/// A mention of a thing: its sentence, the thing, the mention.
type Thing = (u32, EntityIx, MentionIx);

/// The mentions of things with one of these labels, in the order of the text.
fn things(input: &Input, labels: Labels) -> Vec<Thing> {
    (0u32..)
        .zip(input.mentions)
        .filter(|(_, m)| is_one(&m.kind, labels))
        .filter_map(|(ix, m)| Some((m.sentence, m.entity?, ix)))
        .collect()
}

/// Whether a mention is still in mind when sentence `s` begins.
fn near((at, ..): &Thing, s: u32) -> bool {
    *at < s && at + REACH >= s
}

/// Whether a mention stands for a thing with one of these labels by itself.
fn is_one(kind: &MentionKind, labels: Labels) -> bool {
    matches!(kind, MentionKind::Entity { form, .. } if *form != Form::Pronoun) && Labels::of_mention(kind).meets(labels)
}
