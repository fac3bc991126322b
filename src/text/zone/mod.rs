//! Zones: which paragraphs are title, heading, running text, and what only stands around the article.
//!
//! Cues are general: word lists in `lexicon/zones.toml`, and the shape of a paragraph and its neighbours (after
//! Kohlschütter et al. 2010, "Boilerplate detection using shallow text features"). What they say is data for
//! segmentation: no sentence crosses the end of a zone.

mod cue;
mod dateline;
mod shape;
#[cfg(test)]
mod tests;

use crate::model::document::Document;
use crate::model::span::Span;
use crate::model::text::{Zone, ZoneSpan};
use crate::seeds::{Seeds, SeedsError};
use cue::Cues;

/// Tells the zones of documents.
#[derive(Clone, Debug)]
pub struct Zoner {
    cues: Cues,
}

/// A heading that ends the article is believed only in this later part of the text.
const TAIL: f32 = 0.4;

/// Paragraphs within which the title is looked for again.
const TITLE_REPEATS: usize = 6;

/// So many short lines in a row are a list, not headings.
const LIST_RUN: usize = 3;

impl Zoner {
    /// A teller of zones with the cues in the seeds.
    ///
    /// # Errors
    /// Faults of `lexicon/zones.toml`.
    pub fn new(seeds: &Seeds) -> Result<Self, SeedsError> {
        Ok(Self { cues: Cues::new(seeds)? })
    }

    /// The zones of a document, in order, one or more for each paragraph; together they cover all its text but for the
    /// empty lines between paragraphs.
    pub fn zones(&self, document: &Document) -> Vec<ZoneSpan> {
        let spans = paragraphs(&document.text);
        let texts: Vec<&str> = spans.iter().map(|span| span.of(&document.text)).collect();
        let mut zones = self.by_cue(&texts);
        titles(document.title.as_deref(), &texts, &mut zones);
        headings(&texts, &mut zones);
        self.tail(&texts, &mut zones);
        let spans = spans.into_iter().zip(zones).map(|(span, zone)| ZoneSpan { span, zone });
        spans.flat_map(|zone| self.split(zone, &document.text)).collect()
    }

    fn by_cue(&self, texts: &[&str]) -> Vec<Zone> {
        let zone = |text: &&str| if self.cues.is_boilerplate(text) { Zone::Boilerplate } else { Zone::Body };
        texts.iter().map(zone).collect()
    }

    /// Marks all behind a heading that ends the article.
    fn tail(&self, texts: &[&str], zones: &mut [Zone]) {
        let all: usize = texts.iter().map(|text| text.len()).sum();
        let mut before = 0;
        for (at, text) in texts.iter().enumerate() {
            if before as f32 >= all as f32 * TAIL && self.cues.ends_article(text) {
                return zones[at..].fill(Zone::Boilerplate);
            }
            before += text.len();
        }
    }

    /// Parts a paragraph from the dateline it begins with, and running text from a comment form or a photo credit.
    fn split(&self, zone: ZoneSpan, text: &str) -> Vec<ZoneSpan> {
        let sent = if zone.zone == Zone::Boilerplate { None } else { self.cues.dateline(zone.span.of(text)) };
        let begin = zone.span.start + sent.unwrap_or(0) as u32;
        let sent = sent.map(|_| ZoneSpan { span: Span::new(zone.span.start, begin), zone: Zone::Boilerplate });
        let told = ZoneSpan { span: Span::new(begin, zone.span.end), zone: zone.zone };
        sent.into_iter().chain(self.split_glued(told, text)).collect()
    }

    fn split_glued(&self, zone: ZoneSpan, text: &str) -> Vec<ZoneSpan> {
        let from = if zone.zone == Zone::Body { self.cues.glued(zone.span.of(text)) } else { None };
        let Some(range) = from else { return vec![zone] };
        let (start, end) = (zone.span.start + range.start as u32, zone.span.start + range.end as u32);
        let parts =
            [(zone.span.start, start, Zone::Body), (start, end, Zone::Boilerplate), (end, zone.span.end, Zone::Body)];
        let part = |(start, end, zone)| ZoneSpan { span: Span::new(start, end), zone };
        parts
            .into_iter()
            .filter(|&(start, end, _)| !text[start as usize..end as usize].trim().is_empty())
            .map(part)
            .collect()
    }
}

/// The paragraphs of a text in normal form.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::new();
    for paragraph in text.split("\n\n") {
        if !paragraph.trim().is_empty() {
            spans.push(Span::new(at as u32, (at + paragraph.len()) as u32));
        }
        at += paragraph.len() + 2;
    }
    spans
}

/// Marks the title and the places near the beginning that repeat it.
fn titles(title: Option<&str>, texts: &[&str], zones: &mut [Zone]) {
    let Some(title) = title else { return };
    for (text, zone) in texts.iter().zip(zones).take(TITLE_REPEATS) {
        if *text == title || shape::repeats(title, text) {
            *zone = Zone::Title;
        }
    }
}

/// Marks short lines without an end that stand before running text; a run of them is a list.
fn headings(texts: &[&str], zones: &mut [Zone]) {
    let short: Vec<bool> =
        texts.iter().zip(&*zones).map(|(text, zone)| *zone == Zone::Body && shape::is_heading(text)).collect();
    let mut at = 0;
    while at < short.len() {
        let run = short[at..].iter().take_while(|short| **short).count();
        let before_text = texts.get(at + run).is_some();
        if run > 0 && run < LIST_RUN && before_text {
            zones[at..at + run].fill(Zone::Heading);
        }
        at += run.max(1);
    }
}
