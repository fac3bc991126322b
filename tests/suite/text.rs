//! Text analysis: each line of `tests/cases/text/*.txt` is `text => what comes of it`. `cut-*` shows tokens and sentences,
//! which go by rule; `lemma-*` the lemmas of plain sentences that any sound model gets right. `UPDATE=1` rewrites them.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use geflecht::model::document::{Document, Language};
use geflecht::model::text::{Sentence, Token};
use geflecht::text::Analyzer;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::load().expect("the built-in models are sound"));

const ARROW: &str = " =>";

fn sentences(text: &str, language: Language) -> Vec<Sentence> {
    let (hash, text) = (String::new(), text.to_owned());
    let document = Document { path: "a.txt".into(), hash, title: None, publisher: None, date: None, language, text };
    ANALYZER.analyse(&document, &[])
}

fn shown(text: &str, language: Language, word: fn(&Token) -> &str) -> String {
    let sentence = |s: &Sentence| s.tokens.iter().map(word).collect::<Vec<_>>().join(" ");
    sentences(text, language).iter().map(sentence).collect::<Vec<_>>().join(" ‖ ")
}

/// The file with every outcome computed anew.
fn recomputed(said: &str, language: Language, word: fn(&Token) -> &str) -> String {
    let lines = said.lines().map(|line| match line.split_once(ARROW) {
        Some((text, _)) if !line.starts_with('#') => format!("{text}{ARROW} {}\n", shown(text, language, word)),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

fn check(name: &str, word: fn(&Token) -> &str) {
    for (code, language) in [("de", Language::De), ("en", Language::En)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/text/{name}-{code}.txt"));
        let said = fs::read_to_string(&path).expect("the case is there");
        crate::case::check(&format!("text/{name}-{code}.txt"), &recomputed(&said, language, word));
    }
}

#[test]
fn text_is_cut_into_sentences_and_tokens() {
    check("cut", |token| token.form.as_str());
}

#[test]
fn plain_sentences_have_their_lemmas() {
    check("lemma", |token| token.lemma.as_str());
}

/// Every token stands where its span says, spans come in order, and heads make a tree with one root.
#[test]
fn every_sentence_is_a_tree_over_the_text() {
    let text =
        "Die Reederei Nordlicht, die in Kiel sitzt, hat drei Fähren bestellt; sie kosten 60 Millionen Euro. Wer zahlt?";
    for sentence in sentences(text, Language::De) {
        let tokens = &sentence.tokens;
        assert!(tokens.iter().all(|t| t.span.of(text) == t.form));
        assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert_eq!(tokens.iter().filter(|t| t.head.is_none()).count(), 1);
        assert!((0..tokens.len()).all(|start| reaches_root(tokens, start)));
    }
}

fn reaches_root(tokens: &[Token], start: usize) -> bool {
    let climb = std::iter::successors(Some(start), |at| tokens[*at].head.map(|head| head as usize));
    climb.take(tokens.len() + 1).count() <= tokens.len()
}

/// What was analysed before changes nothing: buffers and stores of forms are memory only.
#[test]
fn a_sentence_means_the_same_after_any_other() {
    let text = "Der Konzern verkauft die Tochter an einen Rivalen aus Wien.";
    let first = sentences(text, Language::De);
    sentences("Ganz anderes steht hier: 12 Hasen, drei Füchse, ein Zaun.", Language::De);
    assert_eq!(first, sentences(text, Language::De));
}
