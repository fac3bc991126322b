//! A build: batch by batch from sources into the store, then the graph.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::error::PipelineError;
use super::watch::{Progress, Watch};
use super::{Pipeline, assemble};
use crate::model::document::Document;
use crate::resolve::copies::Signature;
use crate::resolve::{Aliases, Links};
use crate::store::{Known, Standing, Store};
use crate::text::read::{Reading, Remark, RemarkKind, Source};

/// Documents of a batch at most: enough to keep every thread busy, few enough to hold in memory.
const BATCH_DOCUMENTS: usize = 128;

/// Bytes of text of a batch, roughly: a batch ends with the document that goes beyond.
const BATCH_BYTES: u64 = 4 << 20;

/// What to do with documents of earlier builds that are not among the sources of this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// They and their claims go.
    #[default]
    Drop,
    /// They stay, behind the others.
    Keep,
}

/// What came of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that the inputs name and that were read.
    pub documents: u64,
    /// Of these, the ones already in the file, word for word.
    pub unchanged: u64,
    /// Documents that said the same as one before, and were passed over.
    pub repeated: u64,
    /// Documents dropped because the inputs name them no more.
    pub dropped: u64,
    /// Sources that could not be read.
    pub lost: u64,
    /// Whether it was stopped before the end.
    pub stopped: bool,
    /// What it worked through.
    pub progress: Progress,
}

impl Pipeline {
    /// Builds the graph of the sources in `store`: unchanged documents are skipped, changed ones taken anew, missing ones
    /// dropped. Stopped by `watch`, it keeps every document that it is done with, and leaves the graph for later: the next
    /// build goes on, [`Pipeline::refresh`] makes the graph of what there is.
    ///
    /// # Errors
    /// The store's. Batches already put stay put.
    pub fn build(
        &self,
        sources: impl Iterator<Item = Result<Source, Remark>>,
        missing: Missing,
        store: &Store,
        watch: &dyn Watch,
    ) -> Result<Report, PipelineError> {
        store.begin(&self.fingerprint())?;
        let mut build = Build {
            pipeline: self,
            store,
            watch,
            known: store.documents()?,
            hashes: BTreeMap::new(),
            places: Vec::new(),
            position: 0,
            lost: Vec::new(),
            report: Report::default(),
        };
        let mut batch = Vec::new();
        let mut bytes = 0;
        for source in sources {
            match source {
                Ok(source) => {
                    let size = size(&source);
                    bytes += size;
                    build.report.progress.read += size;
                    batch.push(source);
                }
                Err(remark) => build.remark(&remark),
            }
            if batch.len() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES {
                bytes = 0;
                build.take(std::mem::take(&mut batch))?;
            }
            if watch.stop() {
                build.report.stopped = true;
                batch.clear();
                break;
            }
        }
        build.take(batch)?;
        build.finish(missing)
    }

    /// Keeps what a user says of names (`A = B`, `A != B`) in the store; the next build obeys it, and all after that.
    ///
    /// # Errors
    /// A line that says neither; the store's.
    pub fn set_aliases(&self, text: &str, store: &Store) -> Result<(), PipelineError> {
        Aliases::parse(text)?;
        Ok(store.set_aliases(text)?)
    }

    /// Keeps what a user knows things as in other catalogues (`name<TAB>wikidata<TAB>lei`) in the store; nodes carry it
    /// from the next build on.
    ///
    /// # Errors
    /// A row of another shape; the store's.
    pub fn set_links(&self, text: &str, store: &Store) -> Result<(), PipelineError> {
        Links::parse(text)?;
        Ok(store.set_links(text)?)
    }

    /// Makes the graph anew of what the store holds, where it is not up to date.
    ///
    /// # Errors
    /// The store's.
    pub fn refresh(&self, store: &Store) -> Result<(), PipelineError> {
        assemble::assemble(self.seeds.ontology(), &self.resolver, store)
    }

    /// Whether the documents of a store were analysed by this version, with these seeds.
    ///
    /// # Errors
    /// The store's.
    pub fn made(&self, store: &Store) -> Result<bool, PipelineError> {
        Ok(store.meta("fingerprint")? == Some(self.fingerprint()))
    }

    /// What decides the analysis of a document beside its text: the program, and the user's own seeds.
    fn fingerprint(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for file in self.seeds.own_files() {
            hash.update(file.name.as_bytes()).update(b"\0").update(file.text().as_bytes()).update(b"\0");
        }
        format!("{} {} {}", env!("CARGO_PKG_VERSION"), env!("GEFLECHT_ANALYSIS"), hash.finalize().to_hex())
    }
}

/// The bytes of all sources together, as [`Progress::read`] counts them; what cannot be read weighs nothing.
pub fn weight(sources: impl Iterator<Item = Result<Source, Remark>>) -> u64 {
    sources.flatten().map(|source| size(&source)).sum()
}

fn size(source: &Source) -> u64 {
    match source {
        Source::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
        Source::Bytes { bytes, .. } => bytes.len() as u64,
        Source::Line { line, .. } => line.len() as u64,
    }
}

/// A build under way.
struct Build<'b> {
    pipeline: &'b Pipeline,
    store: &'b Store,
    watch: &'b dyn Watch,
    /// Documents of the file that no source has claimed yet.
    known: BTreeMap<String, Known>,
    /// Path of the first document with each hash.
    hashes: BTreeMap<String, String>,
    /// New places of unchanged documents.
    places: Vec<(i64, u32)>,
    position: u32,
    /// Paths that could not be read; what the file holds of them stays.
    lost: Vec<String>,
    report: Report,
}

impl Build<'_> {
    fn remark(&mut self, remark: &Remark) {
        if remark.kind.is_loss() {
            self.report.lost += 1;
            self.lost.push(remark.path.clone());
        }
        self.watch.remark(remark);
    }

    /// Reads, analyses and puts one batch.
    fn take(&mut self, batch: Vec<Source>) -> Result<(), PipelineError> {
        if batch.is_empty() {
            return Ok(());
        }
        let pipeline = self.pipeline;
        let readings: Vec<Reading> = batch.into_par_iter().map(|source| pipeline.read(source)).collect();
        let mut changed = Vec::new();
        for reading in readings {
            reading.remarks.iter().for_each(|remark| self.remark(remark));
            changed.extend(reading.document.and_then(|document| self.place(document)));
        }
        let watch = self.watch;
        let stand = |(position, document): (u32, Document)| {
            if watch.stop() {
                return None;
            }
            let signature = Signature::of(&document.text).map(|signature| signature.to_bytes());
            let analysed = pipeline.attempt(document);
            Some(analysed.map(|analysed| Standing { position, signature, analysed }))
        };
        let asked = changed.len();
        let attempted: Vec<_> = changed.into_par_iter().filter_map(stand).collect();
        self.report.stopped |= attempted.len() < asked;
        let mut standing = Vec::with_capacity(attempted.len());
        for attempt in attempted {
            match attempt {
                Ok(done) => standing.push(done),
                Err(remark) => {
                    self.report.documents -= 1;
                    self.remark(&remark);
                }
            }
        }
        if !standing.is_empty() {
            self.store.put(&standing, pipeline.seeds.ontology())?;
        }
        let progress = &mut self.report.progress;
        progress.documents = self.report.documents;
        for Standing { analysed, .. } in &standing {
            progress.claims += analysed.claims.len() as u64;
            progress.bytes += analysed.document.text.len() as u64;
        }
        self.watch.progress(*progress);
        Ok(())
    }

    /// Gives a document its place; `None` where there is nothing more to do for it.
    fn place(&mut self, document: Document) -> Option<(u32, Document)> {
        if let Some(first) = self.hashes.get(&document.hash) {
            self.report.repeated += 1;
            let kind = RemarkKind::Repeated { first: first.clone() };
            self.watch.remark(&Remark { path: document.path, kind });
            return None;
        }
        self.hashes.insert(document.hash.clone(), document.path.clone());
        self.report.documents += 1;
        let position = self.position;
        self.position += 1;
        let known = self.known.remove(&document.path).filter(|known| known.is(&document));
        let Some(known) = known else { return Some((position, document)) };
        self.report.unchanged += 1;
        if known.position != position {
            self.places.push((known.id, position));
        }
        None
    }

    /// Drops what is gone and makes the graph.
    fn finish(mut self, missing: Missing) -> Result<Report, PipelineError> {
        let stays = missing == Missing::Keep || self.report.stopped;
        let (kept, dropped): (Vec<_>, Vec<_>) = std::mem::take(&mut self.known)
            .into_iter()
            .partition(|(path, _)| stays || self.lost.iter().any(|lost| is_below(path, lost)));
        let mut kept: Vec<_> = kept.into_iter().map(|(_, known)| (known.position, known.id)).collect();
        kept.sort_unstable();
        self.places.extend((self.position..).zip(kept).map(|(position, (_, id))| (id, position)));
        let dropped: Vec<_> = dropped.into_iter().map(|(_, known)| known.id).collect();
        self.report.dropped = dropped.len() as u64;
        self.store.arrange(&dropped, &self.places)?;
        if !self.report.stopped {
            self.pipeline.refresh(self.store)?;
        }
        Ok(self.report)
    }
}

/// Whether a document's path is `lost` itself or lies in it.
fn is_below(path: &str, lost: &str) -> bool {
    path.strip_prefix(lost).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']) || lost.ends_with('/'))
}
