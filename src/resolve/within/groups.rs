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
    let fits = |things: &Vec<usize>| count.map_or(things.len() > 1, |count| things.len() == count);
    rows(context, &named, drafts).into_iter().rev().find(fits).or_else(|| pair(&named, here, count)).unwrap_or_default()
}

/// The rows of names, each as its things.
fn rows(context: &Context<'_>, named: &[&Mention], drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<&Mention> = None;
    for mention in named {
        let Some(entity) = mention.entity.map(|entity| entity as usize) else { continue };
        let joined = last.is_some_and(|last| is_joined(context.sentence(mention), last, mention));
        match rows.last_mut().filter(|row| joined && drafts[row[0]].kind == drafts[entity].kind) {
            Some(row) if !row.contains(&entity) => row.push(entity),
            Some(_) => {}
            None => rows.push(vec![entity]),
        }
        last = Some(mention);
    }
    rows
}

/// `Bosch und der Zulieferer ZF`, `Bosch, ZF`: nothing between two names but separators and a description.
fn is_joined(sentence: &Sentence, left: &Mention, right: &Mention) -> bool {
    let gap = left.tokens.end as usize..right.tokens.start as usize;
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
    let word = context.head(mention).form.to_lowercase();
    match context.language {
        Language::En => matches!(word.as_str(), "they" | "them" | "their"),
        Language::De => word == "beide" || word == "sie" && verb_number(sentence, mention.head) == Number::Plur,
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
