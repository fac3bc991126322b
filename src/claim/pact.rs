//! Who has just been said to deal with whom: `X und Y schließen einen Vertrag. X liefert dafür Server.` tells to whom.

use crate::model::mention::{EntityIx, Form, MentionIx, MentionKind};
use crate::model::text::Sentence;

use super::Input;
use super::graph::Labels;
use super::words::Words;

/// The two parties of a pact, each by one mention.
pub type Parties = [MentionIx; 2];

/// The pacts that one sentence and the one before it speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// In the sentence itself.
    pub here: Option<Parties>,
    /// In the sentence before.
    pub before: Option<Parties>,
}

/// For each sentence that names exactly two companies and a word for a pact, the two.
#[derive(Clone, Debug, Default)]
pub struct Pacts {
    of: Vec<Option<Parties>>,
}

impl Pacts {
    /// Looks through a document.
    pub fn new(input: &Input, words: &Words) -> Self {
        let mut companies: Vec<Vec<(EntityIx, MentionIx)>> = vec![Vec::new(); input.sentences.len()];
        for (ix, mention) in (0u32..).zip(input.mentions) {
            let (Some(entity), Some(list)) = (mention.entity, companies.get_mut(mention.sentence as usize)) else {
                continue;
            };
            if is_company(&mention.kind, words.company) && list.iter().all(|(known, _)| *known != entity) {
                list.push((entity, ix));
            }
        }
        let of = input.sentences.iter().zip(companies).map(|(sentence, companies)| match companies.as_slice() {
            [(_, a), (_, z)] if says_pact(sentence, words) => Some([*a, *z]),
            _ => None,
        });
        Self { of: of.collect() }
    }

    /// The pacts in mind in sentence `ix`.
    pub fn near(&self, ix: u32) -> Near {
        let of = |ix: u32| self.of.get(ix as usize).copied().flatten();
        Near { here: of(ix), before: ix.checked_sub(1).and_then(of) }
    }
}

/// Whether a sentence has a word for a pact.
fn says_pact(sentence: &Sentence, words: &Words) -> bool {
    sentence.tokens.iter().any(|t| words.is_in("pact", &t.lemma.to_lowercase()))
}

/// Whether a mention stands for a company or organisation.
fn is_company(kind: &MentionKind, companies: Labels) -> bool {
    matches!(kind, MentionKind::Entity { form, .. } if *form != Form::Adjective)
        && Labels::of_mention(kind).meets(companies)
}
