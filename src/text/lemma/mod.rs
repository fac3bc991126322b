//! Dictionary forms: a table of forms that do not go by rule, the heads of compounds, and rules for word endings.
//!
//! The rules are edits (cut so much off the end, put this in its place) chosen by the longest known ending, as in
//! Chrupała's lemmatisation by edit scripts (2006); what they would get wrong stands in the table.

pub mod rule;
pub mod separable;

use compact_str::{CompactString, ToCompactString};

use super::container::Container;
use super::error::ModelError;
use super::hash;
use super::table::Table;
use crate::model::text::Upos;
use rule::Rule;

/// Longest ending that rules are chosen by, in characters.
pub const LONGEST_ENDING: usize = 6;
/// Shortest end of a compound that is looked up as a noun of its own.
const SHORTEST_HEAD: usize = 4;

/// The lemmatiser of one language.
#[derive(Clone, Debug, Default)]
pub struct Lemmatiser {
    forms: Table,
    endings: Table,
    rules: Vec<Rule>,
    is_german: bool,
}

/// Words of one class share their rules: verbs and auxiliaries, and every other part of speech for itself.
pub fn class(upos: Upos) -> u32 {
    if upos == Upos::Aux { Upos::Verb as u32 } else { upos as u32 }
}

/// The form that tables are asked for: nouns and names as written, other words in lower case.
pub fn normal(form: &str, upos: Upos) -> CompactString {
    if matches!(upos, Upos::Noun | Upos::Propn | Upos::X) { form.into() } else { form.to_lowercase().into() }
}

/// Key of a form in the table of forms.
pub fn form_key(form: &str, upos: Upos) -> u64 {
    hash::mix(class(upos), hash::word(form))
}

/// Key of an ending; verb forms in `ge-` have rules of their own.
pub fn ending_key(form: &str, ending: &str, upos: Upos) -> u64 {
    let participle = u32::from(class(upos) == Upos::Verb as u32 && form.starts_with("ge"));
    hash::mix(64 + 2 * class(upos) + participle, hash::word(ending))
}

/// The last `length` characters of a word, or all of it.
pub fn ending(form: &str, length: usize) -> &str {
    if length == 0 {
        return "";
    }
    form.char_indices().rev().nth(length - 1).map_or(form, |(at, _)| &form[at..])
}

impl Lemmatiser {
    /// Opens the tables of a model file.
    pub fn open(model: &Container, is_german: bool) -> Result<Self, ModelError> {
        let text = model.text("lemma.rules")?;
        let read = |line: &str| {
            Rule::read(line).ok_or_else(|| ModelError::Label { section: "lemma.rules", label: line.to_owned() })
        };
        Ok(Self {
            forms: Table::new(model.section("lemma.forms")?, "lemma.forms")?,
            endings: Table::new(model.section("lemma.endings")?, "lemma.endings")?,
            rules: text.lines().map(read).collect::<Result<_, _>>()?,
            is_german,
        })
    }

    /// A lemmatiser that knows endings only; for finding out what they get wrong.
    pub fn of_endings(endings: Table, rules: Vec<Rule>, is_german: bool) -> Self {
        Self { forms: Table::default(), endings, rules, is_german }
    }

    /// The dictionary form of a word.
    pub fn lemma(&self, form: &str, upos: Upos) -> CompactString {
        let form = normal(form, upos);
        if let Some(singular) = derived(&form).filter(|_| self.is_german && upos == Upos::Noun) {
            return singular.into();
        }
        let found = self.listed(&form, upos).or_else(|| match upos {
            Upos::Noun if self.is_german => self.compound(&form),
            Upos::Verb | Upos::Aux if self.is_german => self.prefixed(&form, upos),
            _ => None,
        });
        found.unwrap_or_else(|| self.by_ending(&form, upos))
    }

    fn listed(&self, form: &str, upos: Upos) -> Option<CompactString> {
        self.apply(self.forms.get(form_key(form, upos))?, form)
    }

    fn apply(&self, rule: u16, form: &str) -> Option<CompactString> {
        self.rules.get(rule as usize)?.apply(form)
    }

    /// A noun whose end is listed: `Rechenzentren` goes as `Zentren` does.
    fn compound(&self, form: &str) -> Option<CompactString> {
        let starts: Vec<usize> = form.char_indices().map(|(at, _)| at).collect();
        let last = starts.len().checked_sub(SHORTEST_HEAD)?;
        let mut heads = starts.get(2..=last)?.iter().map(|at| hash::capitalised(&form[*at..]));
        let rule = heads.find_map(|head| self.forms.get(hash::mix(class(Upos::Noun), head)))?;
        self.apply(rule, form)
    }

    /// `bereitgestellt`, `bereitzustellen`: the lemma of what stands behind the prefix, with the prefix.
    fn prefixed(&self, form: &str, upos: Upos) -> Option<CompactString> {
        let prefix = separable::PREFIXES.iter().find(|prefix| {
            form.strip_prefix(**prefix).is_some_and(|rest| {
                (rest.starts_with("ge") && rest.ends_with(['t', 'n']) || rest.starts_with("zu") && rest.ends_with('n'))
                    && rest.len() > 5
            })
        })?;
        let rest = &form[prefix.len()..];
        let verb = match rest.strip_prefix("zu") {
            Some(infinitive) => infinitive.to_compact_string(),
            None => self.listed(rest, upos).unwrap_or_else(|| self.by_ending(rest, upos)),
        };
        Some(CompactString::from(*prefix) + &verb)
    }

    fn by_ending(&self, form: &str, upos: Upos) -> CompactString {
        let rule = (0..=LONGEST_ENDING).rev().find_map(|n| {
            let rule = self.endings.get(ending_key(form, &ending(form, n).to_lowercase(), upos))?;
            self.apply(rule, form)
        });
        let lemma = rule.unwrap_or_else(|| form.into());
        // `unveiled` has learned to go as `led` does.
        let like_lead =
            !self.is_german && form.len() > "misled".len() && form.ends_with("led") && lemma.ends_with("lead");
        form.strip_suffix("ed").filter(|_| like_lead).map_or(lemma, CompactString::from)
    }
}

/// The singular of a German noun whose ending derives it from another word: `Verhandlungen`, `Möglichkeiten`. Such nouns
/// are made anew every day, and no list has them all.
fn derived(form: &str) -> Option<&str> {
    const ENDINGS: [&str; 6] = ["ungen", "heiten", "keiten", "schaften", "ionen", "itäten"];
    // `Lungen`, `Zungen`, `Jungen`, `Ionen` are no such nouns.
    const SHORTEST: usize = 8;
    let made = form.len() >= SHORTEST && ENDINGS.iter().any(|ending| form.ends_with(ending));
    form.strip_suffix("en").filter(|_| made)
}
