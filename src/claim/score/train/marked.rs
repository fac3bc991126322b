//! Mentions and things of a block as its marks have them, so that the scorer learns from sentences whose names the
//! recogniser does not know.

use crate::model::analysed::Analysed;
use crate::model::claim::LocalEntity;
use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};
use crate::model::ontology::Ontology;
use crate::model::span::Span;
use crate::model::text::{Sentence, Upos};

use super::blocks::Mark;

/// Who found a marked mention that the recogniser has not found.
const ORIGIN: &str = "model";

/// Words that open a description.
const OPENING: &[&str] = &[
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "dieser", "diese",
    "dieses", "diesem", "diesen", "sein", "seine", "seiner", "seinem", "seinen", "ihr", "ihre", "ihrer", "ihrem",
    "ihren", "the", "a", "an", "this", "its", "his", "her", "their", "beide", "beiden",
];

/// What marks say in place of what was recognised; values are kept as they were.
pub fn mentions(analysed: &Analysed, marks: &[Mark], ontology: &Ontology) -> (Vec<Mention>, Vec<LocalEntity>) {
    let values = analysed.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Quantity(_))).cloned();
    let mut things: Vec<LocalEntity> = Vec::new();
    let mut mentions: Vec<Mention> = marks.iter().filter_map(|m| mention(analysed, m, ontology, &mut things)).collect();
    let taken: Vec<Span> = mentions.iter().map(|m| m.span).collect();
    mentions.extend(values.filter(|v| !taken.iter().any(|t| t.start < v.span.end && v.span.start < t.end)));
    mentions.sort_by_key(|m| (m.sentence, m.tokens.start, m.span.start));
    for (ix, mention) in (0..).zip(&mentions) {
        if let Some(entity) = mention.entity {
            things[entity as usize].mentions.push(ix as MentionIx);
        }
    }
    (mentions, things)
}

fn mention(analysed: &Analysed, mark: &Mark, ontology: &Ontology, things: &mut Vec<LocalEntity>) -> Option<Mention> {
    let label = ontology.type_id(&mark.kind)?;
    let (number, sentence) = (0..).zip(&analysed.sentences).find(|(_, s)| s.span.end > mark.span.start)?;
    let touched = |i: &u32| {
        let span = sentence.tokens[*i as usize].span;
        span.start < mark.span.end && mark.span.start < span.end
    };
    let mut touched = (0..sentence.tokens.len() as u32).filter(touched);
    let first = touched.next()?;
    let tokens = first..touched.next_back().unwrap_or(first) + 1;
    let head = head(sentence, &tokens);
    let known = analysed.mentions.iter().find(|m| m.span.start == mark.span.start && m.entity.is_some());
    let words = analysed.document.text.get(mark.span.start as usize..mark.span.end as usize)?;
    Some(Mention {
        sentence: number,
        kind: MentionKind::Entity { label, form: form(sentence, &tokens, mark, words) },
        tokens,
        head,
        span: mark.span,
        name: mark.name.clone(),
        entity: Some(thing(things, mark, label, words)),
        origin: known.map_or(ORIGIN, |m| m.origin),
        confidence: 1.0,
    })
}

/// The token that the others hang on.
fn head(sentence: &Sentence, tokens: &std::ops::Range<u32>) -> u32 {
    let outside = |t: &u32| sentence.tokens[*t as usize].head.is_none_or(|h| !tokens.contains(&h));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

fn form(sentence: &Sentence, tokens: &std::ops::Range<u32>, mark: &Mark, words: &str) -> Form {
    let last = &sentence.tokens[tokens.end as usize - 1];
    let opening = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    if last.span.end > mark.span.end {
        Form::CompoundPart
    } else if tokens.len() == 1 && last.upos == Upos::Pron {
        Form::Pronoun
    } else if tokens.len() == 1 && last.upos == Upos::Adj && mark.kind == "Place" {
        Form::Adjective
    } else if OPENING.contains(&opening.as_str()) && words != mark.name
        || mark.name.starts_with(&format!("{words} ")) && mark.kind == "Site"
    {
        Form::Description
    } else {
        Form::Name
    }
}

/// The thing of that name.
fn thing(things: &mut Vec<LocalEntity>, mark: &Mark, label: crate::model::ontology::TypeId, words: &str) -> EntityIx {
    let known = things.iter().position(|t| t.name == mark.name);
    let ix = known.unwrap_or_else(|| {
        things.push(LocalEntity { label, name: mark.name.clone(), aliases: Vec::new(), mentions: Vec::new() });
        things.len() - 1
    });
    if words != mark.name && !things[ix].aliases.iter().any(|a| a == words) {
        things[ix].aliases.push(words.to_owned());
    }
    ix as EntityIx
}
