//! The same input gives the same output: with any number of threads, and from training.

use std::process::Command;

use geflecht::model::document::Language;
use geflecht::text::container::Container;
use geflecht::text::lexicon::Lexicon;
use geflecht::text::train::network::Sizes;
use geflecht::text::train::substitute::Pool;
use geflecht::text::train::trainer::{self, Material, Plan};
use geflecht::text::train::wordlists::Lists;
use geflecht::text::train::{lemmas, name_data, save, treebank};

/// What the program prints, run in the project's folder.
fn printed(arguments: &[&str]) -> Vec<u8> {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = Command::new(env!("CARGO_BIN_EXE_geflecht")).args(arguments).current_dir(root).output();
    let run = run.expect("the program starts");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// Claims and graph of the example articles, built with so many threads.
fn built(jobs: &str) -> [Vec<u8>; 2] {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let graph = folder.path().join("articles.kg");
    let graph = graph.to_str().expect("the path is UTF-8");
    printed(&["build", "seeds/articles", "-o", graph, "--jobs", jobs]);
    [printed(&["claims", graph, "--format", "jsonl"]), printed(&["export", graph, "--format", "graphml"])]
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = built("1");
    assert!(one.iter().all(|output| !output.is_empty()));
    assert_eq!(one, built("4"));
}

const TREES: &str = "\
1\tDer\tder\tDET\tART\tCase=Nom|Gender=Masc|Number=Sing\t2\tdet\t_\t_
2\tBauer\tBauer\tNOUN\tNN\tCase=Nom|Gender=Masc|Number=Sing\t3\tnsubj\t_\t_
3\tkauft\tkaufen\tVERB\tVVFIN\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
4\tHeu\tHeu\tNOUN\tNN\tCase=Acc|Gender=Neut|Number=Sing\t3\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t$.\t_\t3\tpunct\t_\t_

1\tSie\tsie\tPRON\tPPER\tCase=Nom|Number=Sing|Person=3\t2\tnsubj\t_\t_
2\tverkauft\tverkaufen\tVERB\tVVFIN\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
3\tden\tder\tDET\tART\tCase=Acc|Gender=Masc|Number=Sing\t4\tdet\t_\t_
4\tHof\tHof\tNOUN\tNN\tCase=Acc|Gender=Masc|Number=Sing\t2\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t$.\t_\t2\tpunct\t_\t_

";

const NAMES: &str =
    "# a\n[Alpha AG|Company] kauft [Beta|Company] in [Kiel|Place].\n\n# b\n[Anna Holm|Person] leitet [Beta|Company].\n";

/// The bytes of a model trained on a few sentences.
fn trained() -> Vec<u8> {
    let mut examples = treebank::read(TREES, Language::De, 1);
    examples.extend(name_data::corpus(NAMES, Language::De, 2));
    let (lists, mut file, mut pool) = (Lists::default(), Container::default(), Pool::default());
    pool.companies("Gamma Holding\tX\n");
    pool.given("f\tAnna Berta\n");
    pool.surnames(&examples);
    lists.save(&mut file);
    lemmas::learn(&lists, &examples, true, &mut file);
    let sizes = Sizes { embedding: 2, hidden: 4, parser: 4 };
    let plan = Plan { sizes, epochs: 3, rarest: 1, ..Plan::default() };
    let labels = trainer::label(&mut examples, plan.rarest);
    labels.save(&mut file);
    let lexicon = Lexicon::open(&file).expect("lists were just saved");
    let material = Material { labels: &labels, lexicon: &lexicon, pool: &pool };
    let net = trainer::train(&mut examples, material, &plan, |_, _| {});
    save::save(&net, (0, 0), &mut file);
    file.to_bytes()
}

#[test]
fn training_gives_the_same_bytes() {
    assert!(trained() == trained());
}
