//! Learning lemmas: which edit each ending calls for, and which forms go their own way.

use std::collections::{BTreeMap, BTreeSet};

use super::example::Example;
use super::wordlists::Lists;
use crate::model::text::Upos;
use crate::text::container::Container;
use crate::text::lemma::rule::Rule;
use crate::text::lemma::{LONGEST_ENDING, Lemmatiser, class, ending, ending_key, form_key, normal};
use crate::text::table::Table;

/// How often a word of a treebank counts against a form of a dictionary.
const TREEBANK_WEIGHT: usize = 5;
/// An ending seen less often gets no rule of its own.
const RAREST_ENDING: usize = 3;
/// More rules than a table can number are not kept.
const MOST_RULES: usize = 60_000;

/// Form and class with the weight of each lemma.
type Counts = BTreeMap<(u32, String), BTreeMap<String, usize>>;
/// Form and class with the best lemma and its weight.
type Known = BTreeMap<(u32, String), (String, usize)>;
/// Key of an ending with the weight of each rule.
type Votes<'r> = BTreeMap<(usize, u64), BTreeMap<&'r Rule, usize>>;

/// Learns from dictionaries and treebanks, and adds the sections to a model file.
pub fn learn(lists: &Lists, examples: &[Example], is_german: bool, model: &mut Container) {
    let (known, by_class) = known(lists, examples);
    let rules = numbered(&known);
    let endings = endings(&known, &by_class, &rules);
    let text: String = rules_in_order(&rules).iter().map(|r| format!("{}\n", r.write())).collect();
    let table = Table::build(endings);
    let parsed = rules_in_order(&rules);
    let forms = exceptions(&known, &by_class, &rules, &table, parsed, is_german);
    model.put("lemma.rules", text.into_bytes());
    model.put("lemma.endings", table);
    model.put("lemma.forms", Table::build(forms));
}

/// The best lemma of each form, and a part of speech that stands for each class.
fn known(lists: &Lists, examples: &[Example]) -> (Known, BTreeMap<u32, Upos>) {
    let mut counts = Counts::new();
    let mut by_class = BTreeMap::new();
    let mut add = |form: &str, upos: Upos, lemma: &str, weight: usize| {
        by_class.entry(class(upos)).or_insert(if upos == Upos::Aux { Upos::Verb } else { upos });
        let lemmas = counts.entry((class(upos), normal(form, upos).to_string())).or_default();
        *lemmas.entry(lemma.to_owned()).or_default() += weight;
    };
    lists.forms.iter().for_each(|f| add(&f.form, f.upos, &f.lemma, 1));
    for example in examples {
        for (form, word) in example.forms.iter().zip(&example.words) {
            add(form, word.upos, &word.lemma, TREEBANK_WEIGHT);
        }
    }
    let best = |lemmas: BTreeMap<String, usize>| {
        let best = lemmas.into_iter().max_by_key(|(lemma, n)| (*n, std::cmp::Reverse(lemma.len()), lemma.clone()));
        best.unwrap_or_default()
    };
    (counts.into_iter().map(|(key, lemmas)| (key, best(lemmas))).collect(), by_class)
}

/// The rules in use, numbered; the commonest first.
fn numbered(known: &Known) -> BTreeMap<Rule, u16> {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    known.iter().for_each(|((_, form), (lemma, _))| *counts.entry(Rule::between(form, lemma)).or_default() += 1);
    let mut order: Vec<_> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    order.into_iter().take(MOST_RULES).map(|(rule, _)| rule).zip(0..).collect()
}

fn rules_in_order(rules: &BTreeMap<Rule, u16>) -> Vec<Rule> {
    let mut order: Vec<_> = rules.iter().collect();
    order.sort_by_key(|(_, number)| **number);
    order.into_iter().map(|(rule, _)| rule.clone()).collect()
}

/// The rule of each ending that differs from that of the next shorter one.
fn endings(known: &Known, by_class: &BTreeMap<u32, Upos>, rules: &BTreeMap<Rule, u16>) -> Vec<(u64, u16)> {
    let mut votes = Votes::new();
    let mut parents: BTreeMap<(usize, u64), (usize, u64)> = BTreeMap::new();
    for ((class, form), (lemma, weight)) in known {
        let Some((rule, _)) = rules.get_key_value(&Rule::between(form, lemma)) else { continue };
        let upos = by_class[class];
        let mut shorter = None;
        for n in 0..=LONGEST_ENDING {
            let key = (n, ending_key(form, &ending(form, n).to_lowercase(), upos));
            *votes.entry(key).or_default().entry(rule).or_default() += (*weight).min(20);
            shorter.replace(key).into_iter().for_each(|s| {
                parents.insert(key, s);
            });
        }
    }
    let mut chosen: BTreeMap<(usize, u64), u16> = BTreeMap::new();
    let mut table = BTreeSet::new();
    for (key, rule_votes) in &votes {
        let total: usize = rule_votes.values().sum();
        let inherited = parents.get(key).and_then(|p| chosen.get(p)).copied();
        let best =
            rule_votes.iter().max_by_key(|(rule, n)| (**n, std::cmp::Reverse(rules[**rule]))).map(|(r, _)| rules[*r]);
        let rule = best.filter(|_| total >= RAREST_ENDING || inherited.is_none()).or(inherited);
        if let Some(rule) = rule {
            chosen.insert(*key, rule);
            if inherited != Some(rule) {
                table.insert((key.1, rule));
            }
        }
    }
    table.into_iter().collect()
}

/// The forms that endings get wrong, with the rule that is right.
fn exceptions(
    known: &Known,
    by_class: &BTreeMap<u32, Upos>,
    rules: &BTreeMap<Rule, u16>,
    endings: &[u8],
    in_order: Vec<Rule>,
    is_german: bool,
) -> Vec<(u64, u16)> {
    let Ok(table) = Table::new(endings.to_vec().into(), "lemma.endings") else { return Vec::new() };
    let plain = Lemmatiser::of_endings(table, in_order, is_german);
    let wrong = known.iter().filter(|((class, form), (lemma, _))| plain.lemma(form, by_class[class]) != lemma.as_str());
    wrong
        .filter_map(|((class, form), (lemma, _))| {
            Some((form_key(form, by_class[class]), *rules.get(&Rule::between(form, lemma))?))
        })
        .collect()
}
