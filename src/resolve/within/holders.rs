//! Whose chief, spokesman or founder a person is: `Rivian-Chef Scaringe` is no chief of Volkswagen.

use super::context::Context;
use super::draft::Draft;
use crate::model::mention::{Form, Mention};
use crate::model::text::NameType;

/// Mentions on either side in which the name inside a compound is looked for.
const NEAR: usize = 4;

/// Notes for every person named behind a compound whose role it is: `VW-Chef Oliver Blume`.
pub(super) fn observe(context: &Context<'_>, mentions: &[Mention], drafts: &mut [Draft]) {
    for (at, mention) in mentions.iter().enumerate() {
        let (Some(entity), Some((NameType::Person, Form::Name))) = (mention.entity, context.kind(mention)) else {
            continue;
        };
        let start = mention.tokens.start;
        let from = context.phrase_start(context.sentence(mention), start as usize) as u32;
        let role = near(mentions, at).filter(|m| m.sentence == mention.sentence && (from..start).contains(&m.head));
        let holders: Vec<u32> = role.filter_map(|m| holding(context, m, drafts)).collect();
        add(&mut drafts[entity as usize], holders);
    }
}

/// The thing whose name stands in the compound of a description: `Rivian` in `Rivian-Chef`.
pub(super) fn of(context: &Context<'_>, mentions: &[Mention], drafts: &[Draft], at: usize) -> Option<u32> {
    let mention = &mentions[at];
    let mut part = near(mentions, at).filter(|m| m.sentence == mention.sentence && m.head == mention.head);
    part.find_map(|m| holding(context, m, drafts))
}

/// Adds to the things that a person is known to hold a role at.
pub(super) fn add(draft: &mut Draft, holders: impl IntoIterator<Item = u32>) {
    for holder in holders {
        if !draft.holders.contains(&holder) {
            draft.holders.push(holder);
        }
    }
}

fn near(mentions: &[Mention], at: usize) -> impl Iterator<Item = &Mention> {
    mentions[at.saturating_sub(NEAR)..mentions.len().min(at + NEAR)].iter()
}

fn holding(context: &Context<'_>, mention: &Mention, drafts: &[Draft]) -> Option<u32> {
    let (_, form) = context.kind(mention)?;
    let entity = mention.entity.filter(|_| form == Form::CompoundPart)?;
    matches!(drafts[entity as usize].kind, NameType::Company | NameType::Organization | NameType::Project)
        .then_some(entity)
}
