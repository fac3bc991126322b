//! Names and descriptions beside each other with a comma between: they are one thing.

use super::context::Context;
use super::draft::Draft;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Case, Deprel, NameType, Sentence, Upos};

/// Tokens of what a role is held at, between the role and the comma.
const HELD: usize = 5;

/// `Overture Networks, ein Unternehmen …`: the name before a description that a comma parts from it.
pub(super) fn behind_name(
    context: &Context<'_>,
    mentions: &[Mention],
    at: usize,
    drafts: &[Draft],
    kind: NameType,
) -> Option<usize> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let from = context.phrase_start(sentence, mention.tokens.start as usize);
    let comma =
        from.checked_sub(1).filter(|comma| matches!(sentence.tokens[*comma].form.as_str(), "," | "–" | "-" | "("))?;
    let before = mentions[..at]
        .iter()
        .rev()
        .take(8)
        .find(|m| m.sentence == mention.sentence && m.tokens.end as usize == comma)?;
    let entity = before.entity? as usize;
    let named = matches!(before.kind, MentionKind::Entity { form: Form::Name, .. });
    let same = drafts[entity].kind == kind || is_venture(context, mention) && is_company(&drafts[entity]);
    let head = &sentence.tokens[mention.head as usize];
    let hangs = head.deprel == Deprel::Appos || head.head.is_some_and(|h| before.tokens.contains(&h));
    let another = matches!(head.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::Obl) && !hangs;
    (named && same && !another).then_some(entity)
}

/// `Ionity, ein Gemeinschaftsunternehmen von …`: a venture may bear the name of a company.
fn is_venture(context: &Context<'_>, mention: &Mention) -> bool {
    let noun = context.noun(context.sentence(mention), mention.head as usize);
    !context.is_plural(mention) && noun.is_some_and(|noun| noun.venture && noun.kind == NameType::Project)
}

fn is_company(draft: &Draft) -> bool {
    draft.kind == NameType::Company
}

/// `der Betreiber, die Fraport AG,`; `der Vorsitzende des Aufsichtsrats, Paul Achleitner,`: the name behind a
/// description of one thing, where the apposition ends with it.
pub(super) fn before_name(
    context: &Context<'_>,
    mentions: &[Mention],
    at: usize,
    drafts: &[Draft],
    kind: NameType,
    plural: bool,
) -> Option<usize> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    if kind == NameType::Person && context.head(mention).morph.case == Case::Gen {
        return None;
    }
    let comma = closing_comma(sentence, mention.tokens.end as usize, kind)?;
    let article = matches!(sentence.tokens.get(comma + 1)?.upos, Upos::Det);
    let from = comma + 1 + usize::from(article);
    let mut behind = mentions[at + 1..].iter().take(8).filter(|m| m.sentence == mention.sentence);
    // `sein Unternehmen, der Getriebebauer Lamm,`
    let name = behind.find(|m| {
        let start = m.tokens.start as usize;
        let described = article && context.phrase_start(sentence, start) == comma + 1;
        matches!(context.kind(m), Some((_, Form::Name))) && (start == from || described)
    })?;
    let entity = name.entity? as usize;
    let named = matches!(context.kind(name), Some((_, Form::Name)));
    let ends = sentence.tokens.get(name.tokens.end as usize).is_none_or(|t| matches!(t.form.as_str(), "," | "." | "("));
    (named && ends && !plural && drafts[entity].kind == kind).then_some(entity)
}

/// The comma behind a description; behind a role what it is held at may stand between.
fn closing_comma(sentence: &Sentence, end: usize, kind: NameType) -> Option<usize> {
    let reach = if kind == NameType::Person { HELD } else { 0 };
    let phrase =
        |at: &usize| matches!(sentence.tokens[*at].upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp);
    let last = sentence.tokens.len().min(end + reach + 1);
    let comma = (end..last).find(|at| sentence.tokens[*at].form == ",")?;
    (end..comma).all(|at| phrase(&at)).then_some(comma)
}
