//! Finds what a document speaks of: names, descriptions, pronouns, quantities.
//!
//! Three passes over a document. The first gathers, sentence by sentence, what may be a name and what speaks for each
//! type: word lists, the learned recogniser, legal forms, first names, words around. Then one verdict per name for the
//! whole document. The last pass puts down the mentions, and finds names again where only the document knows them.

mod body;
mod boundary;
mod candidate;
mod classed;
mod compound;
mod cues;
mod describe;
mod dossier;
mod gazetteer;
mod listing;
mod place;
mod pronoun;
mod put;
mod quantity;
mod repeat;
mod run;
mod shape;
mod short;

use std::sync::Arc;

use crate::model::document::Document;
use crate::model::mention::Mention;
use crate::model::ontology::{Ontology, TypeId};
use crate::model::text::{NameType, Sentence, Zone};
use crate::seeds::lexicon::Lexicon;
use dossier::Dossier;
use quantity::{PublicationDay, Triggers};
use shape::Line;

/// Finds mentions by word lists, learned tags and the document itself.
#[derive(Debug)]
pub struct Recognizer {
    lexicon: Arc<Lexicon>,
    types: Types,
    triggers: Triggers,
}

/// The types of the ontology that the recogniser knows to tell apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Types([Option<TypeId>; NameType::ALL.len()]);

impl Types {
    fn of(ontology: &Ontology) -> Self {
        let mut types = [None; NameType::ALL.len()];
        for (id, kind) in types.iter_mut().zip(NameType::ALL) {
            *id = ontology.type_id(kind.as_str());
        }
        Self(types)
    }

    /// The ontology's type of that name; none where the ontology leaves it out.
    fn id(&self, kind: NameType) -> Option<TypeId> {
        self.0[kind as usize]
    }
}

impl Recognizer {
    /// A recogniser with these word lists, for the types of an ontology. Things of types that it lacks are not found.
    pub fn new(lexicon: Arc<Lexicon>, ontology: &Ontology) -> Self {
        Self { lexicon, types: Types::of(ontology), triggers: Triggers::new() }
    }

    /// The mentions of a document, in the order of their beginnings; of two that begin at one byte the longer first.
    /// Which thing each stands for is for coreference to say. Boilerplate has none.
    pub fn find(&self, document: &Document, sentences: &[Sentence]) -> Vec<Mention> {
        let lines: Vec<Line<'_>> = lines(document, sentences).collect();
        let mut candidates: Vec<_> = lines.iter().flat_map(|line| candidate::find(&self.lexicon, *line)).collect();
        let dossier = Dossier::weigh(&self.lexicon, &lines, &mut candidates);
        let published = document.date.as_deref().and_then(PublicationDay::parse);
        let mut mentions = Vec::new();
        let mut rest = candidates.as_slice();
        for line in lines {
            let own = rest.iter().take_while(|candidate| candidate.sentence == line.index).count();
            let (of_line, behind) = rest.split_at(own);
            rest = behind;
            put::sentence(self, &dossier, line, of_line, &mut mentions);
            quantity::sentence(&self.triggers, line, published, &mut mentions);
        }
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        mentions
    }
}

/// The sentences that are looked at.
fn lines<'a>(document: &'a Document, sentences: &'a [Sentence]) -> impl Iterator<Item = Line<'a>> {
    let language = document.language;
    let text = document.text.as_str();
    let line = move |(index, sentence)| Line { text, sentence, index, language };
    (0u32..).zip(sentences).filter(|(_, s)| s.zone != Zone::Boilerplate && !s.tokens.is_empty()).map(line)
}
