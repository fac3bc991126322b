//! How well a model does on sentences that were kept aside.

use std::collections::BTreeMap;
use std::fmt;

use super::example::Example;
use crate::model::text::{Deprel, NameTag};
use crate::text::LanguageModel;
use crate::text::labels::{NAME_TAGS, name_tag};

/// Right and all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were right.
    pub right: usize,
    /// Of how many.
    pub all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// In percent.
    pub fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Figures for trees: the usual shares, over all tokens including punctuation; labels without subtypes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Universal parts of speech.
    pub upos: Share,
    /// Tags of the language, where the treebank has them.
    pub xpos: Share,
    /// Whole sets of features.
    pub morph: Share,
    /// Case, where there is one.
    pub case: Share,
    /// Lemmas.
    pub lemma: Share,
    /// Heads (unlabelled attachment score).
    pub heads: Share,
    /// Heads and relations (labelled attachment score).
    pub labelled: Share,
    /// Subjects and objects in the gold standard that were found.
    pub core_found: Share,
    /// Subjects and objects claimed that were right.
    pub core_right: Share,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "upos {:.2} xpos {:.2} morph {:.2} case {:.2} lemma {:.2} uas {:.2} las {:.2} | subjects and objects P {:.1} R {:.1}",
            self.upos.percent(),
            self.xpos.percent(),
            self.morph.percent(),
            self.case.percent(),
            self.lemma.percent(),
            self.heads.percent(),
            self.labelled.percent(),
            self.core_right.percent(),
            self.core_found.percent(),
        )
    }
}

/// Measures a model on trees, with the treebank's own tokens.
pub fn trees(model: &LanguageModel, examples: &[Example]) -> Figures {
    let mut figures = Figures::default();
    let mut buffers = crate::text::Buffers::default();
    for example in examples.iter().filter(|e| !e.words.is_empty()) {
        let tokens = model.analyse_forms(&example.forms, &mut buffers);
        for (gold, token) in example.words.iter().zip(&tokens) {
            figures.upos.add(gold.upos == token.upos);
            if !gold.xpos.is_empty() {
                figures.xpos.add(gold.xpos == token.xpos);
            }
            if let Some(morph) = gold.morph {
                figures.morph.add(morph == token.morph);
                if morph.case != Default::default() {
                    figures.case.add(morph.case == token.morph.case);
                }
            }
            figures.lemma.add(gold.lemma == token.lemma);
            let head = token.head.map_or(example.words.len() as u16 + 1, |h| h as u16 + 1);
            let attached = head == gold.head;
            let right = attached && base(token.deprel) == base(gold.relation);
            figures.heads.add(attached);
            figures.labelled.add(right);
            if is_core(gold.relation) {
                figures.core_found.add(right);
            }
            if is_core(token.deprel) {
                figures.core_right.add(right);
            }
        }
    }
    figures
}

fn base(relation: Deprel) -> &'static str {
    relation.as_str().split(':').next().unwrap_or("")
}

fn is_core(relation: Deprel) -> bool {
    matches!(base(relation), "nsubj" | "obj" | "iobj")
}

/// Right, claimed and wanted names of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameCount {
    /// Claimed and right.
    pub right: usize,
    /// Claimed.
    pub claimed: usize,
    /// In the gold standard.
    pub wanted: usize,
}

impl fmt::Display for NameCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = 100.0 * self.right as f64 / self.claimed.max(1) as f64;
        let recall = 100.0 * self.right as f64 / self.wanted.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.claimed + self.wanted).max(1) as f64;
        write!(f, "P {precision:.1} R {recall:.1} F1 {f1:.1} ({} names)", self.wanted)
    }
}

/// Measures names by type, whole spans only. Where the gold standard leaves the type open, or a word unknown, names that
/// touch it are not counted.
pub fn names(model: &LanguageModel, examples: &[Example]) -> BTreeMap<&'static str, NameCount> {
    let mut counts: BTreeMap<&'static str, NameCount> = BTreeMap::new();
    let mut buffers = crate::text::Buffers::default();
    for example in examples.iter().filter(|e| !e.names.is_empty()) {
        let tokens = model.analyse_forms(&example.forms, &mut buffers);
        let sure: Vec<bool> = example.names.iter().map(|m| m.count_ones() == 1).collect();
        let gold = example.names.iter().map(|mask| name_tag((mask.trailing_zeros() as usize).min(NAME_TAGS - 1)));
        let usable = |span: &(usize, usize, &str)| sure[span.0..span.1].iter().all(|s| *s);
        let gold: Vec<_> = spans(gold).into_iter().filter(usable).collect();
        let found: Vec<_> = spans(tokens.iter().map(|t| t.name)).into_iter().filter(usable).collect();
        for span in &gold {
            counts.entry(span.2).or_default().wanted += 1;
        }
        for span in &found {
            let count = counts.entry(span.2).or_default();
            count.claimed += 1;
            count.right += usize::from(gold.contains(span));
        }
    }
    counts
}

/// Names as first word, word behind the last, type.
fn spans(tags: impl Iterator<Item = NameTag>) -> Vec<(usize, usize, &'static str)> {
    let mut spans: Vec<(usize, usize, &'static str)> = Vec::new();
    for (i, tag) in tags.enumerate() {
        match (tag, spans.last_mut()) {
            (NameTag::Begin(kind), _) => spans.push((i, i + 1, kind.as_str())),
            (NameTag::Inside(kind), Some(last)) if last.1 == i && last.2 == kind.as_str() => last.1 = i + 1,
            _ => {}
        }
    }
    spans
}
