//! Trains the scorer of relations: `train -- relations --output models/relations.model …`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use geflecht::claim::Input;
use geflecht::claim::score::train::{self, Document, Plan, blocks, gold, hidden, learn, marked};
use geflecht::model::analysed::Analysed;
use geflecht::model::document::{Document as Article, Language};
use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;
use geflecht::text::read::Source;

/// Trains the scorer of relations. The same texts and options give the same file.
#[derive(Parser)]
#[command(name = "train relations")]
struct Arguments {
    /// Where the weights are written; nowhere if left out.
    #[arg(long)]
    output: Option<PathBuf>,
    /// Rules and word lists to use in place of the built-in ones.
    #[arg(long)]
    seeds: Option<PathBuf>,
    /// A file or folder of the corpus of marked sentences.
    #[arg(long)]
    corpus: Vec<PathBuf>,
    /// Articles with facts: KIND:FACTS.tsv:NAMES.tsv:FOLDER, may be given several times. What stands behind a hyphen of
    /// the kind tells sources of one kind apart in what is printed.
    #[arg(long)]
    articles: Vec<String>,
    /// The kind of articles that calibration and thresholds are made for.
    #[arg(long, default_value = "news")]
    main: String,
    /// Leave out articles whose number this divides; 0 for none.
    #[arg(long, default_value_t = 0)]
    aside: u32,
    /// Weight of the regularisation.
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// Steps of the solver in each round.
    #[arg(long, default_value_t = 60)]
    steps: usize,
    /// Share of the loss that is taken without what rules say.
    #[arg(long, default_value_t = 0.5)]
    without_rules: f32,
    /// Units of the hidden layer.
    #[arg(long, default_value_t = 11)]
    units: usize,
    /// How often the hidden layer sees each example.
    #[arg(long, default_value_t = 12)]
    epochs: usize,
    /// Rounds in which the pairs that state a fact are chosen anew.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Weight of what is right but not asked for.
    #[arg(long, default_value_t = 0.5)]
    may: f32,
    /// Features in fewer documents are not learnt.
    #[arg(long, default_value_t = 2)]
    rarest: usize,
    /// Parts for cross-validation.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Precision that the thresholds have to keep.
    #[arg(long, default_value_t = 0.75)]
    precision: f64,
    /// Probability from which on a pair becomes a claim that no rule found, among such pairs; the best one if left out.
    #[arg(long)]
    add: Option<f32>,
}

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Runs the command line behind `relations`.
pub fn main() -> Outcome<()> {
    let arguments = Arguments::parse_from(std::env::args().skip(1));
    let start = Instant::now();
    let seeds = arguments.seeds.as_deref().map_or_else(Seeds::built_in, Seeds::with_folder)?;
    let pipeline = Pipeline::new(seeds)?;
    let mut documents = Vec::new();
    for spec in &arguments.articles {
        articles(&pipeline, spec, &arguments, &mut documents)?;
    }
    for path in arguments.corpus.iter().map(|p| files(p)).collect::<Outcome<Vec<_>>>()?.concat() {
        corpus(&pipeline, &path, &mut documents)?;
    }
    eprintln!("{} documents analysed after {:.1?}", documents.len(), start.elapsed());
    let trained = train::train(&documents, pipeline.seeds().ontology(), &plan(&arguments), &arguments.main);
    trained.report.iter().for_each(|line| eprintln!("{line}"));
    eprintln!("{} features weigh something; trained after {:.1?}", trained.weights.len(), start.elapsed());
    if let Some(output) = &arguments.output {
        fs::write(output, trained.weights.to_bytes())?;
    }
    Ok(())
}

fn plan(arguments: &Arguments) -> Plan {
    Plan {
        learn: learn::Plan { l2: arguments.l2, steps: arguments.steps, without_rules: arguments.without_rules },
        hidden: hidden::Plan {
            units: arguments.units,
            epochs: arguments.epochs,
            rate: 0.05,
            units_out: 0.3,
            features_out: 0.2,
            without_rules: arguments.without_rules,
        },
        rounds: arguments.rounds,
        may: arguments.may,
        rarest: arguments.rarest,
        folds: arguments.folds,
        precision: arguments.precision,
        add: arguments.add,
    }
}

/// A file, or the texts of a folder in the order of their names.
fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Outcome<Vec<_>>>()?;
    let text =
        |p: &PathBuf| p.is_file() && p.extension().is_some_and(|e| ["txt", "md", "html"].iter().any(|x| e == *x));
    found.retain(|p| text(p) && !p.ends_with("README.md"));
    found.sort();
    Ok(found)
}

/// The articles of `KIND:FACTS:NAMES:FOLDER`; those kept aside are not opened.
fn articles(pipeline: &Pipeline, spec: &str, arguments: &Arguments, documents: &mut Vec<Document>) -> Outcome<()> {
    let aside = if spec.starts_with(&arguments.main) { arguments.aside } else { 0 };
    let [kind, facts, names, folder] = spec.split(':').collect::<Vec<_>>()[..] else {
        return Err("articles are given as KIND:FACTS:NAMES:FOLDER".into());
    };
    let facts = gold::read(&fs::read_to_string(facts)?);
    let names = gold::Names::read(&fs::read_to_string(names)?);
    for path in files(Path::new(folder))? {
        let stem = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let number: String = stem.chars().take_while(char::is_ascii_digit).collect();
        let Some(facts) = facts.get(&number) else { continue };
        if aside > 0 && number.parse::<u32>()? % aside == 0 {
            continue;
        }
        let reading = pipeline.read(Source::File(path));
        let analysed = reading.document.map(|article| pipeline.analyse(article));
        documents.extend(analysed.map(|analysed| document(pipeline, &analysed, facts, &names, kind)));
    }
    Ok(())
}

/// The blocks of a file of the corpus, each a document.
fn corpus(pipeline: &Pipeline, path: &Path, documents: &mut Vec<Document>) -> Outcome<()> {
    let english = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("en"));
    let ontology = pipeline.seeds().ontology();
    for block in blocks::read(&fs::read_to_string(path)?) {
        let language = if english { Language::En } else { Language::De };
        let article = Article {
            path: block.id.clone(),
            hash: block.id,
            title: None,
            publisher: None,
            date: None,
            language,
            text: block.text,
        };
        let mut analysed = pipeline.analyse(article);
        (analysed.mentions, analysed.entities) = marked::mentions(&analysed, &block.marks, ontology);
        documents.push(document(pipeline, &analysed, &block.facts, &block.names, "corpus"));
    }
    Ok(())
}

fn document(
    pipeline: &Pipeline,
    analysed: &Analysed,
    facts: &[gold::Fact],
    names: &gold::Names,
    kind: &str,
) -> Document {
    let input = Input {
        document: &analysed.document,
        sentences: &analysed.sentences,
        mentions: &analysed.mentions,
        entities: &analysed.entities,
    };
    Document::new(pipeline.extractor(), &input, facts, names, kind)
}
