//! The whole analysis of a document.

use std::sync::Mutex;

use compact_str::{CompactString, ToCompactString};
use rustc_hash::FxHashMap;

use super::container::Container;
use super::error::ModelError;
use super::labels::{Labels, name_tag};
use super::lemma::{Lemmatiser, separable};
use super::lexicon::Lexicon;
use super::net::{self, Network};
use super::{hash, sentences, tokenise};
use crate::model::document::{Document, Language};
use crate::model::span::Span;
use crate::model::text::{Case, Sentence, Token, Upos, Zone, ZoneSpan};

/// Lemmas kept at most, per set of buffers.
const MOST_LEMMAS: usize = 20_000;

/// All that is known of one language.
#[derive(Clone, Debug, Default)]
pub struct LanguageModel {
    /// What the network's outputs stand for.
    pub labels: Labels,
    /// The word lists.
    pub lexicon: Lexicon,
    network: Network,
    lemmatiser: Lemmatiser,
}

/// Memory of an analysis in progress: buffers, and what was computed for forms met before. It never changes a result.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    encoder: net::encoder::Buffers,
    parse: net::parser::Parse,
    names: net::names::Names,
    tagger: net::encoder::Tagger,
    lemmas: FxHashMap<u64, CompactString>,
    spans: Vec<Span>,
}

impl LanguageModel {
    /// Opens a model file.
    pub fn open(model: &Container, language: Language) -> Result<Self, ModelError> {
        let labels = Labels::open(model)?;
        Ok(Self {
            lexicon: Lexicon::open(model)?,
            network: Network::open(model, &labels)?,
            lemmatiser: Lemmatiser::open(model, language == Language::De)?,
            labels,
        })
    }

    /// Analyses words that are already cut; their spans are left empty.
    pub fn analyse_forms(&self, forms: &[CompactString], buffers: &mut Buffers) -> Vec<Token> {
        let mut tokens: Vec<Token> = forms.iter().map(|form| blank(form.clone(), Span::default())).collect();
        self.annotate(&mut tokens, buffers);
        tokens
    }

    /// Fills in all that is to be known of the words of one sentence.
    fn annotate(&self, tokens: &mut [Token], buffers: &mut Buffers) {
        if tokens.is_empty() {
            return;
        }
        self.network.encode(tokens.iter().map(|t| t.form.as_str()), &self.lexicon, &mut buffers.encoder);
        self.tag(tokens, buffers);
        self.network.find_names(&buffers.encoder, &mut buffers.names);
        self.network.parse(&buffers.encoder, &mut buffers.parse);
        for (i, token) in tokens.iter_mut().enumerate() {
            let (column, probability) = buffers.names.tags[i];
            (token.name, token.name_probability) = (name_tag(column as usize), probability);
            let node = buffers.parse.state.node(i + 1);
            token.head = (node.head as usize <= buffers.parse.state.words()).then(|| u32::from(node.head) - 1);
            token.deprel = self.labels.relations[node.relation as usize];
            token.lemma = self.lemma(token, &mut buffers.lemmas);
        }
        separable::rejoin(tokens);
    }

    fn tag(&self, tokens: &mut [Token], buffers: &mut Buffers) {
        self.network.tag(&buffers.encoder, &mut buffers.tagger);
        let best = buffers.tagger.tags.iter().zip(&buffers.tagger.morphs);
        for (token, (&tag, &morph)) in tokens.iter_mut().zip(best) {
            let (upos, xpos) = &self.labels.tags[tag];
            (token.upos, token.xpos) = (*upos, xpos.clone());
            token.morph = self.labels.morphs[morph];
        }
    }

    fn lemma(&self, token: &Token, known: &mut FxHashMap<u64, CompactString>) -> CompactString {
        let genitive = token.upos == Upos::Propn && token.morph.case == Case::Gen;
        let key = hash::mix(token.upos as u32 * 2 + u32::from(genitive), hash::word(&token.form));
        if let Some(lemma) = known.get(&key) {
            return lemma.clone();
        }
        if known.len() > MOST_LEMMAS {
            known.clear();
        }
        let mut lemma = self.lemmatiser.lemma(&token.form, token.upos);
        if genitive && lemma == token.form {
            lemma = without_genitive(&lemma);
        }
        known.insert(key, lemma.clone());
        lemma
    }
}

/// `Alphas` → `Alpha`; names that end in `s` by themselves mostly keep a double one.
fn without_genitive(name: &str) -> CompactString {
    let stem = name
        .strip_suffix(['\'', '’'])
        .or_else(|| name.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')));
    stem.unwrap_or(name).to_compact_string()
}

fn blank(form: CompactString, span: Span) -> Token {
    Token {
        span,
        form,
        lemma: CompactString::default(),
        upos: Upos::default(),
        xpos: CompactString::default(),
        morph: Default::default(),
        head: None,
        deprel: Default::default(),
        name: Default::default(),
        name_probability: 0.0,
    }
}

/// Text analysis in German and English. Cheap to share: threads that use it at the same time each take buffers of their
/// own from its store.
#[derive(Debug)]
pub struct Analyzer {
    german: LanguageModel,
    english: LanguageModel,
    buffers: [Mutex<Vec<Buffers>>; 2],
}

/// The trained weights (origin and licences: `models/README.md`).
static GERMAN: &[u8] = include_bytes!("../../models/de.model");
static ENGLISH: &[u8] = include_bytes!("../../models/en.model");

impl Analyzer {
    /// Opens the models that are part of the program. Fails only where the program itself is damaged.
    pub fn load() -> Result<Self, ModelError> {
        let german = LanguageModel::open(&Container::from_static(GERMAN)?, Language::De)?;
        let english = LanguageModel::open(&Container::from_static(ENGLISH)?, Language::En)?;
        Ok(Self::with(german, english))
    }

    /// An analyzer of other models.
    pub fn with(german: LanguageModel, english: LanguageModel) -> Self {
        Self { german, english, buffers: Default::default() }
    }

    /// The model of a language.
    pub fn model(&self, language: Language) -> &LanguageModel {
        match language {
            Language::De => &self.german,
            Language::En => &self.english,
        }
    }

    /// The sentences of a document, in order. `zones` tells what kind of text stands where; sentences end where zones
    /// end, and text outside of all zones is running text. Any text will do; nothing in it is an error.
    pub fn analyse(&self, document: &Document, zones: &[ZoneSpan]) -> Vec<Sentence> {
        let store = &self.buffers[document.language as usize];
        let taken = store.lock().ok().and_then(|mut free| free.pop());
        let mut buffers = taken.unwrap_or_default();
        let mut found = Vec::new();
        for (paragraph, block) in sentences::blocks(&document.text) {
            for (piece, zone) in by_zone(block, zones) {
                self.block(document, piece, (paragraph, zone), &mut buffers, &mut found);
            }
        }
        if let Ok(mut free) = store.lock() {
            free.push(buffers);
        }
        found
    }

    /// Analyses a stretch of text in which no paragraph and no zone ends.
    fn block(
        &self,
        document: &Document,
        range: std::ops::Range<usize>,
        (paragraph, zone): (u32, Zone),
        buffers: &mut Buffers,
        found: &mut Vec<Sentence>,
    ) {
        let text = &document.text;
        let range = text.floor_char_boundary(range.start)..text.floor_char_boundary(range.end);
        let mut spans = std::mem::take(&mut buffers.spans);
        spans.clear();
        tokenise::tokenise(&text[range.clone()], range.start, document.language, &mut spans);
        for sentence in sentences::sentences(text, &spans) {
            let mut tokens: Vec<Token> =
                spans[sentence].iter().map(|span| blank(span.of(text).into(), *span)).collect();
            let Some(span) = tokens.first().zip(tokens.last()).map(|(first, last)| first.span.join(last.span)) else {
                continue;
            };
            self.model(document.language).annotate(&mut tokens, buffers);
            found.push(Sentence { span, zone, paragraph, tokens });
        }
        buffers.spans = spans;
    }
}

/// Cuts a block where zones begin and end.
fn by_zone(block: std::ops::Range<usize>, zones: &[ZoneSpan]) -> Vec<(std::ops::Range<usize>, Zone)> {
    let mut pieces = Vec::new();
    let mut at = block.start;
    for zone in zones {
        let (start, end) = (zone.span.start as usize, zone.span.end as usize);
        if end <= at || start >= block.end || start >= end {
            continue;
        }
        if at < start {
            pieces.push((at..start, Zone::Body));
            at = start;
        }
        let end = end.min(block.end);
        pieces.push((at..end, zone.zone));
        at = end;
    }
    if at < block.end {
        pieces.push((at..block.end, Zone::Body));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_models_fit_their_checksums() {
        assert!([GERMAN, ENGLISH].iter().all(|file| Container::from_bytes(file).is_ok()));
    }
}
