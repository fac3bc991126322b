//! Whom the text has just spoken of: the company that a bare `Firmenchef` or `die Tochter` belongs to.

use rustc_hash::FxHashMap;

use crate::model::mention::{EntityIx, Form, MentionIx, MentionKind};

use super::Input;
use super::graph::Labels;

/// How many sentences back a company is still in mind.
const REACH: u32 = 3;

/// For each sentence, the company most spoken of just before it.
#[derive(Clone, Debug, Default)]
pub struct Salience {
    before: Vec<Option<MentionIx>>,
}

impl Salience {
    /// Looks through a document.
    pub fn new(input: &Input, companies: Labels) -> Self {
        let mentions: Vec<(u32, EntityIx, MentionIx)> = (0u32..)
            .zip(input.mentions)
            .filter(|(_, m)| is_company(&m.kind, companies))
            .filter_map(|(ix, m)| Some((m.sentence, m.entity?, ix)))
            .collect();
        let mut counts: FxHashMap<EntityIx, u32> = FxHashMap::default();
        mentions.iter().for_each(|(_, entity, _)| *counts.entry(*entity).or_default() += 1);
        let before = (0..input.sentences.len() as u32)
            .map(|s| {
                let near = mentions.iter().filter(|(at, ..)| *at < s && at + REACH >= s);
                near.max_by_key(|(at, entity, ix)| (counts.get(entity).copied().unwrap_or(0), *at, *ix)).map(|m| m.2)
            })
            .collect();
        Self { before }
    }

    /// The company in mind when sentence `ix` begins.
    pub fn before(&self, ix: u32) -> Option<MentionIx> {
        self.before.get(ix as usize).copied().flatten()
    }
}

/// Whether a mention stands for a company or organisation by itself.
fn is_company(kind: &MentionKind, companies: Labels) -> bool {
    matches!(kind, MentionKind::Entity { form, .. } if *form != Form::Pronoun)
        && Labels::of_mention(kind).meets(companies)
}
