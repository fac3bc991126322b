//! Coreference inside one document, in two passes: names first, then descriptions and pronouns in the order of the text.
//!
//! The second pass ranks antecedents by agreement, grammatical role and distance (the factors of Lappin & Leass 1994,
//! "An algorithm for pronominal anaphora resolution"), and by what the document and the word lists say of each thing.

mod anaphora;
mod apposition;
mod context;
mod draft;
mod firms;
mod groups;
mod holders;
mod names;
mod naming;
mod pronouns;
mod sites;

use super::Resolver;
use crate::model::claim::LocalEntity;
use crate::model::document::Document;
use crate::model::mention::{EntityIx, Form, Mention, MentionKind};
use crate::model::text::Sentence;
use context::Context;
use draft::Draft;

/// Sets the thing of each mention, and gives the things.
pub(super) fn resolve(
    with: &Resolver,
    document: &Document,
    sentences: &[Sentence],
    mentions: &mut Vec<Mention>,
) -> Vec<LocalEntity> {
    let context = Context { with, sentences, language: document.language };
    let mut drafts = names::group(&context, mentions);
    anaphora::resolve(&context, mentions, &mut drafts);
    drop_unresolved(mentions);
    finish(&context, mentions, drafts)
}

fn drop_unresolved(mentions: &mut Vec<Mention>) {
    let pronoun = |m: &Mention| matches!(m.kind, MentionKind::Entity { form: Form::Pronoun, .. });
    mentions.retain(|mention| mention.entity.is_some() || !pronoun(mention));
}

/// Puts the things in the order of their first mention and names them.
fn finish(context: &Context<'_>, mentions: &mut [Mention], drafts: Vec<Draft>) -> Vec<LocalEntity> {
    let mut places: Vec<Option<EntityIx>> = vec![None; drafts.len()];
    let mut order: Vec<usize> = Vec::new();
    for mention in mentions.iter_mut() {
        let Some(draft) = mention.entity else { continue };
        let place = &mut places[draft as usize];
        if place.is_none() {
            *place = Some(order.len() as EntityIx);
            order.push(draft as usize);
        }
        mention.entity = *place;
    }
    let mut entities: Vec<LocalEntity> = order.iter().map(|at| drafts[*at].finish(context)).collect();
    for (ix, mention) in (0u32..).zip(mentions.iter_mut()) {
        let Some(entity) = mention.entity else { continue };
        entities[entity as usize].mentions.push(ix);
        if let MentionKind::Entity { label, .. } = &mut mention.kind {
            *label = entities[entity as usize].label;
        }
    }
    entities
}
