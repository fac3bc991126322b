//! A document looked at again: why its claims were found, and why others were not.

use super::Pipeline;
use crate::claim::Input;
use crate::claim::explain::{Fit, Near};
use crate::model::analysed::Analysed;
use crate::model::claim::Claim;
use crate::model::document::Document;
use crate::model::ontology::RelationId;
use crate::model::span::Span;

/// A document with the stages that can say why.
pub struct Explained<'p> {
    pipeline: &'p Pipeline,
    /// All that is found in the document.
    pub analysed: Analysed,
}

impl Pipeline {
    /// Analyses a document again, to explain it.
    pub fn explain(&self, document: Document) -> Explained<'_> {
        Explained { pipeline: self, analysed: self.analyse(document) }
    }
}

impl Explained<'_> {
    /// The claim of that number, if it is still the one that stood in that sentence and was found in that way; else the
    /// first that is.
    pub fn claim(&self, number: u32, rule: &str, sentence: Span) -> Option<&Claim> {
        let fits = |claim: &&Claim| claim.rule == rule && claim.evidence.span == sentence;
        let claims = &self.analysed.claims;
        claims.get(number as usize).filter(fits).or_else(|| claims.iter().find(fits))
    }

    /// The rules behind a claim with what their variables are bound to; none where something else found it.
    pub fn fits(&self, claim: &Claim) -> Vec<Fit> {
        self.pipeline.extractor.why(&self.input(), claim)
    }

    /// The rules that come nearest to finding a relation in a sentence, and what keeps them.
    pub fn near(&self, sentence: u32, relation: RelationId) -> Vec<Near> {
        self.pipeline.extractor.why_not(&self.input(), sentence, relation)
    }

    fn input(&self) -> Input<'_> {
        let Analysed { document, sentences, mentions, entities, .. } = &self.analysed;
        Input { document, sentences, mentions, entities }
    }
}
