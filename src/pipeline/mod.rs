//! The order of the stages: documents → text analysis → mentions → coreference → claims → entities → graph.
//!
//! Documents are read and analysed side by side, batch by batch, and put into the store in their order; so the result
//! does not depend on the number of threads, and memory is bounded by the batch.

mod assemble;
mod build;
mod error;
mod explain;
mod fold;
mod guard;
mod watch;

pub use crate::claim::explain::{Fit, Near};
pub use build::{Missing, Report, weight};
pub use error::PipelineError;
pub use explain::Explained;
pub use watch::{Progress, Quiet, Watch};

use std::sync::Arc;

use crate::claim::{Extractor, Input};
use crate::mention::Recognizer;
use crate::model::analysed::Analysed;
use crate::model::claim::{Claim, LocalEntity, Predicate};
use crate::model::document::Document;
use crate::model::mention::{Mention, MentionIx, MentionKind};
use crate::resolve::Resolver;
use crate::seeds::Seeds;
use crate::seeds::lexicon::Lexicon;
use crate::text::Analyzer;
use crate::text::read::{Reader, Reading, Remark, Source};
use crate::text::zone::Zoner;

/// The stages, loaded once.
pub struct Pipeline {
    seeds: Seeds,
    lexicon: Arc<Lexicon>,
    reader: Reader,
    zoner: Zoner,
    analyzer: Analyzer,
    recognizer: Recognizer,
    resolver: Resolver,
    extractor: Extractor,
}

impl Pipeline {
    /// Loads every stage.
    ///
    /// # Errors
    /// All faults of the seeds; a damaged model.
    pub fn new(seeds: Seeds) -> Result<Self, PipelineError> {
        let (reader, zoner) = (Reader::new(&seeds)?, Zoner::new(&seeds)?);
        let words = || rayon::join(|| Lexicon::load(&seeds), Analyzer::load);
        let ((lexicon, analyzer), extractor) = rayon::join(words, || Extractor::load(&seeds));
        let (lexicon, analyzer, extractor) = (Arc::new(lexicon?), analyzer?, extractor?);
        let recognizer = Recognizer::new(Arc::clone(&lexicon), seeds.ontology());
        let resolver = Resolver::new(Arc::clone(&lexicon), seeds.ontology());
        Ok(Self { seeds, lexicon, reader, zoner, analyzer, recognizer, resolver, extractor })
    }

    /// The seeds that the stages were loaded from.
    pub fn seeds(&self) -> &Seeds {
        &self.seeds
    }

    /// The word lists that the stages share.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What finds claims.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// Reads one source.
    pub fn read(&self, source: Source) -> Reading {
        self.reader.read(source)
    }

    /// [`Pipeline::analyse`] for a document among many: a fault of the program in it costs the others nothing.
    ///
    /// # Errors
    /// What the program stumbled over, as a remark on the document.
    pub fn attempt(&self, document: Document) -> Result<Analysed, Remark> {
        let path = document.path.clone();
        guard::guarded(&path, || self.analyse(document))
    }

    /// Takes one document through every stage that looks at it alone.
    pub fn analyse(&self, document: Document) -> Analysed {
        let zones = self.zoner.zones(&document);
        let sentences = self.analyzer.analyse(&document, &zones);
        let mut mentions = self.recognizer.find(&document, &sentences);
        let mut entities = self.resolver.within(&document, &sentences, &mut mentions);
        let claims = self.extractor.extract(&Input {
            document: &document,
            sentences: &sentences,
            mentions: &mentions,
            entities: &entities,
        });
        settle(&mut mentions, &mut entities, &claims);
        Analysed { document, sentences, mentions, entities, claims }
    }
}

/// Makes a thing of every mention that a claim speaks of and coreference left without one.
fn settle(mentions: &mut [Mention], entities: &mut Vec<LocalEntity>, claims: &[Claim]) {
    for claim in claims {
        let object = match &claim.predicate {
            Predicate::Relation { object, .. } => Some(*object),
            Predicate::Attribute { .. } => None,
        };
        for ix in std::iter::once(claim.subject).chain(object) {
            settle_one(ix, mentions, entities);
        }
    }
}

fn settle_one(ix: MentionIx, mentions: &mut [Mention], entities: &mut Vec<LocalEntity>) {
    let Some(mention) = mentions.get_mut(ix as usize).filter(|mention| mention.entity.is_none()) else { return };
    if let MentionKind::Entity { label, .. } = mention.kind {
        mention.entity = Some(entities.len() as u32);
        entities.push(LocalEntity { label, name: mention.name.clone(), aliases: Vec::new(), mentions: vec![ix] });
    }
}
