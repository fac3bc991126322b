//! The built-in seeds load; faults of a seed folder are told together, with their places.

use std::fs;

use super::*;

#[test]
fn built_in_ontology_has_every_type_and_relation() {
    let seeds = Seeds::built_in().unwrap();
    let ontology = seeds.ontology();
    assert_eq!(ontology.types.len(), 7);
    assert_eq!(ontology.relations.len(), 20);
    let (site, project, place) = ("Site", "Project", "Place");
    let [site, project, place] = [site, project, place].map(|name| ontology.type_id(name).unwrap());
    let part_of = ontology.relation(ontology.relation_id("PART_OF").unwrap());
    assert!(part_of.admits(site, project) && part_of.admits(place, place) && !part_of.admits(place, project));
}

#[test]
fn symmetric_relations_have_no_inverse_and_one_set_of_types() {
    for relation in &Seeds::built_in().unwrap().ontology().relations {
        assert_eq!(relation.symmetric, relation.inverse.is_none(), "{}", relation.name);
        assert!(!relation.symmetric || relation.domain == relation.range, "{}", relation.name);
    }
}

#[test]
fn faults_are_told_at_once_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[type]]\nname = \"Ship\"\nis = 3\nde = \"Schiff\"\n\n[[relation]]\nname = \"SAILS\"\nfrom = [\"Boat\"]\n\
                to = [\"Ship\"]\nholds = \"sails\"\nde = \"segelt\"\nen = \"sails\"\nwind = true\n";
    fs::write(folder.path().join("ontology.toml"), text).unwrap();
    let faults = Seeds::with_folder(folder.path()).unwrap_err().faults;
    let told: Vec<_> = faults.iter().map(|f| (f.position().0, f.code, f.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "SE005", "`en` is missing"),
            (3, "SE004", "`is` must be a string"),
            (6, "SE005", "`SAILS` needs `from` and `to`, or `pairs`"),
            (8, "SE008", "`Boat` is no type"),
            (13, "SE006", "`wind` is no key here"),
        ]
    );
}

#[test]
fn a_folder_lies_over_the_built_in_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lexicon")).unwrap();
    fs::write(folder.path().join("lexicon/own.toml"), "ships = [\"Gorch Fock\"]\n").unwrap();
    let seeds = Seeds::with_folder(folder.path()).unwrap();
    assert_eq!(seeds.word_lists("lexicon/own.toml").unwrap().get("ships"), ["Gorch Fock"]);
    assert_eq!(seeds.ontology().types.len(), 7);
}

#[test]
fn a_file_named_almost_like_a_seed_file_is_a_slip() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lexicon")).unwrap();
    fs::write(folder.path().join("lexicon/zonse.toml"), "").unwrap();
    let faults = Seeds::with_folder(folder.path()).unwrap_err().faults;
    assert_eq!((faults[0].code, faults[0].help.as_deref()), ("SE010", Some("did you mean lexicon/zones.toml?")));
}

#[test]
fn texts_for_training_are_no_seed_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("corpus/articles")).unwrap();
    fs::write(folder.path().join("corpus/articles/facts.tsv"), "").unwrap();
    let seeds = Seeds::with_folder(folder.path()).unwrap();
    assert_eq!(seeds.own_files().count(), 0);
}

#[test]
fn unreadable_folder_is_an_error() {
    assert!(Seeds::with_folder(std::path::Path::new("no/such/folder")).is_err());
    let file = tempfile::NamedTempFile::new().unwrap();
    let faults = Seeds::with_folder(file.path()).unwrap_err().faults;
    assert_eq!((faults[0].code, faults[0].message.as_str()), ("SE002", "is no folder"));
}
