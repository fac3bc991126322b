//! Tells German from English by the share of function words (Grefenstette 1995, "Comparing two language identification
//! schemes").

use rustc_hash::FxHashSet;

use super::remark::RemarkKind;
use crate::model::document::Language;
use crate::seeds::{Seeds, SeedsError};

/// Where the words stand.
const WORDS: &str = "lexicon/function-words.toml";

/// Words looked at.
const SAMPLE: usize = 2000;

/// A text of at least this many words is remarked on where fewer than one in twelve is a function word.
const ENOUGH: usize = 40;

/// The function words of each language.
#[derive(Clone, Debug)]
pub(super) struct Languages {
    de: FxHashSet<String>,
    en: FxHashSet<String>,
}

impl Languages {
    pub(super) fn new(seeds: &Seeds) -> Result<Self, SeedsError> {
        let lists = seeds.word_lists(WORDS)?;
        let set = |key: &str| lists.get(key).iter().cloned().collect();
        Ok(Self { de: set("de"), en: set("en") })
    }

    /// The language of a text; German where neither is heard more.
    pub(super) fn guess(&self, text: &str, remarks: &mut Vec<RemarkKind>) -> Language {
        let (mut de, mut en, mut all) = (0usize, 0usize, 0usize);
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(SAMPLE) {
            let word = word.to_lowercase();
            all += 1;
            de += usize::from(self.de.contains(&word));
            en += usize::from(self.en.contains(&word));
        }
        if all >= ENOUGH && de.max(en) * 12 < all {
            remarks.push(RemarkKind::Language);
        }
        if en > de { Language::En } else { Language::De }
    }
}

/// The language that a code names: `de`, `de-AT`, `en_US`.
pub(super) fn by_code(code: &str) -> Option<Language> {
    match code.split(['-', '_']).next()?.trim().to_ascii_lowercase().as_str() {
        "de" | "deu" | "ger" | "german" | "deutsch" => Some(Language::De),
        "en" | "eng" | "english" | "englisch" => Some(Language::En),
        _ => None,
    }
}
