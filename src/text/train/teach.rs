//! Trees for sentences that have none, from models trained before: of what several models say, the tree is taken that agrees
//! most with the others (self-training with an ensemble, as in Sagae & Tsujii 2007; the choice is minimum Bayes risk). A small
//! model that learns from them comes near to what the larger ones know of a kind of text that no treebank has.

use super::example::{Example, Word};
use super::name_data::{ANY, OUTSIDE};
use crate::model::text::{NameTag, Token};
use crate::text::labels::name_column;
use crate::text::{Buffers, LanguageModel};

/// Models that teach, each with buffers of its own: these remember what its layers make of a form.
#[derive(Default)]
pub struct Teachers(Vec<(LanguageModel, Buffers)>);

impl Teachers {
    /// Adds a model.
    pub fn add(&mut self, model: LanguageModel) {
        self.0.push((model, Buffers::default()));
    }

    /// The sentence with a tree and without names; `None` where there are no teachers.
    pub fn parsed(&mut self, example: &Example) -> Option<Example> {
        let readings = self.readings(example);
        let agreement = |one: &Vec<Token>| -> usize {
            let same = |other: &Vec<Token>| {
                one.iter().zip(other).filter(|(a, b)| a.head == b.head && a.deprel == b.deprel).count()
            };
            readings.iter().map(same).sum()
        };
        // The first of the best, so that the choice does not hang on the order of a search.
        let best = readings.iter().rev().max_by_key(|tokens| agreement(tokens))?;
        let words =
            best.iter().enumerate().map(|(i, token)| word(token, &commonest(&readings, i), best.len())).collect();
        Some(Example { forms: example.forms.clone(), source: example.source, words, ..Example::default() })
    }

    /// Opens the masks of words that are no names by the sentence's table but parts of names to a teacher.
    pub fn open_names(&mut self, example: &mut Example) {
        for tokens in self.readings(example) {
            for (mask, token) in example.names.iter_mut().zip(&tokens) {
                if *mask == OUTSIDE && name_column(token.name) != name_column(NameTag::Outside) {
                    *mask = ANY;
                }
            }
        }
    }

    fn readings(&mut self, example: &Example) -> Vec<Vec<Token>> {
        self.0.iter_mut().map(|(model, buffers)| model.analyse_forms(&example.forms, buffers)).collect()
    }
}

/// The token with the tag and features that most teachers give a word.
fn commonest(readings: &[Vec<Token>], word: usize) -> Token {
    let all = || readings.iter().map(|tokens| &tokens[word]);
    let votes = |one: &Token| {
        let tags = all().filter(|t| (t.upos, &t.xpos) == (one.upos, &one.xpos)).count();
        (tags, all().filter(|t| t.morph == one.morph).count())
    };
    all().rev().max_by_key(|token| votes(token)).cloned().unwrap_or_else(|| readings[0][word].clone())
}

fn word(tree: &Token, tags: &Token, words: usize) -> Word {
    Word {
        upos: tags.upos,
        xpos: tags.xpos.clone(),
        morph: Some(tags.morph),
        head: tree.head.map_or(words as u16 + 1, |head| head as u16 + 1),
        relation: tree.deprel,
        ..Word::default()
    }
}
