//! The built-in word lists load and answer; faults are told with their places.

use super::*;
use crate::model::document::Language;
use crate::model::text::Gender;

fn lexicon() -> Lexicon {
    Lexicon::load(&Seeds::built_in().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn names_are_found_with_their_aliases() {
    let lexicon = lexicon();
    let of = |name: &str| lexicon.names.find(name).map(|(_, e, _)| (e.kind, e.name.to_string())).collect::<Vec<_>>();
    assert_eq!(of("VW"), [(NameType::Company, "Volkswagen".to_owned())]);
    assert_eq!(of("Moody’s"), of("Moody's"));
    assert_eq!(of("Cologne"), [(NameType::Place, "Köln".to_owned())]);
    assert!(of("Quatschundquark").is_empty());
}

#[test]
fn common_words_are_marked() {
    let lexicon = lexicon();
    assert!(lexicon.names.find("Essen").all(|(_, _, ambiguous)| ambiguous));
    assert!(lexicon.names.find("Düsseldorf").all(|(_, _, ambiguous)| !ambiguous));
}

#[test]
fn compounds_count_as_the_noun_they_end_in() {
    let lexicon = lexicon();
    let lemma = |word: &str| lexicon.nouns.find(word).map(|(noun, _)| noun.lemma.to_string());
    assert_eq!(lemma("küchenhersteller").as_deref(), Some("Hersteller"));
    assert_eq!(lemma("rechenzentren").as_deref(), Some("Rechenzentrum"));
    assert_eq!(lemma("töchter").as_deref(), Some("Tochter"));
    assert_eq!(lemma("netzwerk"), None);
    assert_eq!(lemma("termine"), None);
    assert_eq!(lexicon.nouns.find_pair("joint", "ventures").unwrap().kind, NameType::Project);
}

#[test]
fn nouns_of_both_languages_are_found_in_either() {
    let nouns = &lexicon().nouns;
    assert_eq!(nouns.find_in(Language::De, "bank").unwrap().0.gender, Gender::Fem);
    assert_eq!(nouns.find_in(Language::En, "bank").unwrap().0.gender, Gender::Unset);
}

#[test]
fn sectors_are_told_by_the_beginning_of_a_word() {
    let lexicon = lexicon();
    assert_eq!(lexicon.sectors.told_by("chipkonzern"), lexicon.sectors.id("chip"));
    assert_eq!(lexicon.sectors.told_by("zzz"), None);
}

#[test]
fn adjectives_tell_their_place() {
    let lexicon = lexicon();
    let place = |word: &str| lexicon.adjectives.get(word).map(|d| lexicon.names.entry(d.place).name.to_string());
    assert_eq!(place("taiwanesischen").as_deref(), Some("Taiwan"));
    assert_eq!(place("Münchner").as_deref(), Some("München"));
    assert_eq!(place("Wolfsburger").as_deref(), Some("Wolfsburg"));
}

#[test]
fn faults_of_a_row_are_told_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("lexicon")).unwrap();
    std::fs::write(folder.path().join("lexicon/legal-forms.tsv"), "# forms\nAG\tShip\n").unwrap();
    let faults = Lexicon::load(&Seeds::with_folder(folder.path()).unwrap()).unwrap_err().faults;
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].position().0, faults[0].code), (2, "SE009"));
}
