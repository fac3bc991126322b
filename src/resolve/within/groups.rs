//! What stands for several things at once: `die beiden Konzerne`, `the two firms`, `sie` behind `Bosch und Siemens`.

use super::context::Context;
use super::draft::Draft;
use crate::model::document::Language;
use crate::model::mention::{Form, Mention};
use crate::model::text::{Deprel, NameType, Number, Sentence, Upos, VerbForm};

/// Sentences back in which the several things may be named.
const REACH: u32 = 2;
/// Tokens between two names of a row.
const BETWEEN: usize = 5;
/// Mentions back that are looked at.
const BACK: usize = 24;

/// The things of the row of names that `mention` takes up. `count` is how many it says they are.
pub(super) fn antecedents(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &[Draft],
    at: usize,
    kinds: &[NameType],
    count: Option<usize>,
) -> Vec<usize> {
    let here = &mentions[at];
    let near = |m: &&Mention| m.sentence + REACH >= here.sentence && m.span.end <= here.span.start;
    let named: Vec<&Mention> = mentions[at.saturating_sub(BACK)..at]
        .iter()
        .filter(near)
        .filter(|m| matches!(context.kind(m), Some((kind, Form::Name)) if kinds.contains(&kind)))
        .collect();
    if context.head(here).form == "Diese" {
        return closing_row(context, &named, drafts, here);
    }
    let named = without_examples(context, named);
    let fits = |things: &Vec<usize>| count.map_or(things.len() > 1, |count| things.len() == count);
    rows(context, &named, drafts)
        .into_iter()
        .rev()
        .find(fits)
        .or_else(|| pair(&named, here, count))
        .or_else(|| two_main(&named, drafts, count))
        .unwrap_or_default()
}

/// `…, darunter Bosch und ZF. Diese liefern …`: the row that the sentence before ends with.
fn closing_row(context: &Context<'_>, named: &[&Mention], drafts: &[Draft], here: &Mention) -> Vec<usize> {
    let Some(last) = named.last().filter(|m| m.sentence + 1 == here.sentence) else { return Vec::new() };
    let mut rest = context.sentence(last).tokens[last.tokens.end as usize..].iter();
    let row = rows(context, named, drafts).pop().filter(|row| row.len() > 1);
    row.filter(|_| rest.all(|token| token.upos == Upos::Punct)).unwrap_or_default()
}

/// The rows of names, each as its things.
fn rows(context: &Context<'_>, named: &[&Mention], drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<&Mention> = None;
    for mention in named {
        let Some(entity) = mention.entity.map(|entity| entity as usize) else { continue };
        let joined = last.is_some_and(|last| is_joined(context.sentence(mention), last, mention));
        last = Some(mention);
        match rows.last_mut().filter(|_| joined) {
            Some(row) if row.contains(&entity) => {}
            Some(row) if drafts[row[0]].kind == drafts[entity].kind => row.push(entity),
            _ => rows.push(vec![entity]),
        }
    }
    rows
}

/// The names without those of rows of examples.
fn without_examples<'m>(context: &Context<'_>, named: Vec<&'m Mention>) -> Vec<&'m Mention> {
    let mut kept: Vec<&Mention> = Vec::new();
    let mut example: Option<&Mention> = None;
    for mention in named {
        let sentence = context.sentence(mention);
        let goes_on = example.is_some_and(|last| is_joined(sentence, last, mention));
        if goes_on || is_example(sentence, mention) {
            example = Some(mention);
        } else {
            kept.push(mention);
        }
    }
    kept
}

/// `stores like Bolber and Kind`: what a row of examples names is no party that is taken up.
fn is_example(sentence: &Sentence, mention: &Mention) -> bool {
    let before = (mention.tokens.start as usize).checked_sub(1).map(|at| sentence.tokens[at].form.as_str());
    matches!(before, Some("like" | "as" | "including" | "wie" | "darunter" | "etwa"))
}

/// `Bosch und der Zulieferer ZF`, `Bosch, ZF`: nothing between two names but separators and a description.
pub(super) fn is_joined(sentence: &Sentence, left: &Mention, right: &Mention) -> bool {
    let gap = left.tokens.end as usize..right.tokens.start.max(left.tokens.end) as usize;
    if left.sentence != right.sentence || gap.is_empty() || gap.len() > BETWEEN {
        return false;
    }
    let mut separated = false;
    gap.map(|at| &sentence.tokens[at]).all(|token| match token.form.as_str() {
        "," | "und" | "sowie" | "and" | "&" => {
            separated = true;
            true
        }
        _ => separated && matches!(token.upos, Upos::Det | Upos::Adj | Upos::Noun),
    }) && separated
}

/// Whether a name is one of a row: `X und Y`.
pub(super) fn in_row(context: &Context<'_>, mentions: &[Mention], at: usize) -> bool {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let name = |m: &&Mention| m.sentence == mention.sentence && m.kind == mention.kind;
    let before = mentions[..at].iter().rev().take(3).find(name);
    let behind = mentions[at + 1..].iter().take(3).find(name);
    before.is_some_and(|m| is_joined(sentence, m, mention)) || behind.is_some_and(|m| is_joined(sentence, mention, m))
}

/// Where no row is named: the things of the sentence before, if they are as many as is said, or two.
fn pair(named: &[&Mention], here: &Mention, count: Option<usize>) -> Option<Vec<usize>> {
    let mut things: Vec<usize> = Vec::new();
    for mention in named.iter().filter(|m| m.sentence + 1 == here.sentence) {
        let entity = mention.entity? as usize;
        if !things.contains(&entity) {
            things.push(entity);
        }
    }
    (things.len() == count.unwrap_or(2)).then_some(things)
}

/// `die beiden Unternehmen`, where more are named nearby: the two that the text speaks of more than of any other.
fn two_main(named: &[&Mention], drafts: &[Draft], count: Option<usize>) -> Option<Vec<usize>> {
    let mut things: Vec<usize> = Vec::new();
    for entity in named.iter().filter_map(|mention| mention.entity) {
        if !things.contains(&(entity as usize)) {
            things.push(entity as usize);
        }
    }
    things.sort_by_key(|thing| std::cmp::Reverse(drafts[*thing].count));
    let apart = |things: &[usize]| {
        let times = |at: usize| things.get(at).map_or(0, |thing| drafts[*thing].count);
        times(1) > times(2)
    };
    (count == Some(2) && things.len() > 2 && apart(&things)).then(|| things[..2].to_vec())
}

/// How many things the words of a phrase say there are.
pub(super) fn count(sentence: &Sentence, from: usize, to: usize) -> Option<usize> {
    let number = |word: &str| match word.to_lowercase().as_str() {
        "beide" | "beiden" | "zwei" | "both" | "two" | "pair" => Some(2),
        "drei" | "three" => Some(3),
        "vier" | "four" => Some(4),
        "fünf" | "five" => Some(5),
        _ => None,
    };
    sentence.tokens[from..to].iter().find_map(|token| number(&token.form))
}

/// Whether a pronoun means several: `they`, `beide`, `sie` before a verb in the plural.
pub(super) fn is_plural(context: &Context<'_>, mention: &Mention) -> bool {
    let sentence = context.sentence(mention);
    let word = context.head(mention).lower();
    match context.language {
        Language::En => matches!(word.as_str(), "they" | "them" | "their"),
        Language::De => {
            let many = || verb_number(sentence, mention.head) == Number::Plur;
            word == "beide" || matches!(word.as_str(), "sie" | "diese") && many()
        }
    }
}

/// The number of the finite verb that a subject hangs on.
fn verb_number(sentence: &Sentence, subject: u32) -> Number {
    let Some(verb) = sentence.tokens[subject as usize].head else { return Number::Unset };
    let auxiliary = |at: u32| {
        let token = &sentence.tokens[at as usize];
        at == verb || token.head == Some(verb) && matches!(token.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
    };
    let finite = (0..sentence.tokens.len() as u32)
        .filter(|at| auxiliary(*at))
        .map(|at| &sentence.tokens[at as usize].morph)
        .find(|morph| morph.verb_form == VerbForm::Fin);
    finite.map_or(Number::Unset, |morph| morph.number)
}
