//! The arguments as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Builds a knowledge graph from news articles and answers questions about it in an openCypher-compatible language.
///
/// Without a command it builds the graph of its own example articles in memory and opens the session.
#[derive(Debug, Parser)]
#[command(name = "geflecht", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folder with ontology, word lists and rules that lie over the built-in ones, file by file
    #[arg(long, global = true, value_name = "DIR")]
    pub seeds: Option<PathBuf>,
    /// Number of threads
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Say nothing on standard error but faults
    #[arg(long, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the graph of articles, or bring it up to date
    Build(BuildArguments),
    /// Open a session on a graph file, or on articles built in memory
    Repl(ReplArguments),
    /// Run statements given on the command line
    Query(QueryArguments),
    /// Run scripts: statements with `;`, comments, $parameters; stops at the first error
    Run(RunArguments),
    /// Write the graph, or what a query finds of it
    Export(ExportArguments),
    /// List every claim with its evidence
    Claims(ClaimsArguments),
    /// Show a layer of the analysis
    Inspect(InspectArguments),
    /// Tell what an edge rests on: sentence, parse, rule and bindings
    Why(EdgeArguments),
    /// Tell why there is no such edge: the nearest rules, and what kept them
    WhyNot(EdgeArguments),
    /// List what one graph file has and another lacks
    Diff(DiffArguments),
    /// Serve the engine as JSON Lines: one request and one answer a line
    Serve {
        /// On standard input and output
        #[arg(long, required = true)]
        stdio: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Files (.txt, .md, .html, .jsonl), folders, `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The graph file
    #[arg(long, short, value_name = "GRAPH")]
    pub output: PathBuf,
    /// Keep documents of earlier builds that no INPUT names
    #[arg(long)]
    pub keep: bool,
    /// File of names that are the same (`A = B`) or not (`A != B`); kept in the graph file for later builds
    #[arg(long, value_name = "FILE")]
    pub aliases: Option<PathBuf>,
    /// File of names with their item in Wikidata and their LEI (`name<TAB>Q…<TAB>LEI`), put on the nodes
    #[arg(long, value_name = "FILE")]
    pub links: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ReplArguments {
    /// A graph file, or articles that are built in memory first
    #[arg(value_name = "GRAPH | INPUT")]
    pub inputs: Vec<PathBuf>,
    /// A parameter of the statements: a JSON value, or else text
    #[arg(long, short, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct QueryArguments {
    /// The graph file
    pub graph: PathBuf,
    /// One or more statements with `;` between them
    pub query: String,
    #[command(flatten)]
    pub shape: Shape,
}

#[derive(Debug, Args)]
pub(super) struct RunArguments {
    /// The graph file
    pub graph: PathBuf,
    /// Script files, `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub scripts: Vec<PathBuf>,
    #[command(flatten)]
    pub shape: Shape,
}

/// How rows are printed and where, and the parameters of statements.
#[derive(Debug, Args)]
pub(super) struct Shape {
    /// A parameter of the statements: a JSON value, or else text
    #[arg(long, short, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
    /// table, csv, tsv, json, jsonl, markdown, dot, svg, html, graphml; told by the ending of FILE otherwise
    #[arg(long, short)]
    pub format: Option<String>,
    /// Write there and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Longest time for a statement, in seconds
    #[arg(long, value_name = "SECONDS")]
    pub timeout: Option<f64>,
    /// Most memory for a statement, in MiB
    #[arg(long, value_name = "MIB")]
    pub memory: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// The graph file
    pub graph: PathBuf,
    /// Only what this query finds
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    #[command(flatten)]
    pub shape: Shape,
}

#[derive(Debug, Args)]
pub(super) struct ClaimsArguments {
    /// A graph file, or articles
    #[arg(required = true, value_name = "GRAPH | INPUT")]
    pub inputs: Vec<PathBuf>,
    /// jsonl, table, csv, …
    #[arg(long, short)]
    pub format: Option<String>,
    /// Write there and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct InspectArguments {
    /// Articles, `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The layer
    #[arg(long, short, default_value = "parse")]
    pub layer: Layer,
    /// table, jsonl, dot, …
    #[arg(long, short)]
    pub format: Option<String>,
    /// Write there and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EdgeArguments {
    /// The graph file
    pub graph: PathBuf,
    /// Name of the thing that the edge leaves, or an alias
    pub subject: String,
    /// The relation: INVESTS_IN, invests-in, HAS_INVESTOR
    pub relation: String,
    /// Name of the thing that it enters
    pub object: String,
    /// jsonl, table, csv, …; prose where none is named
    #[arg(long, short)]
    pub format: Option<String>,
    /// Write there and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// A graph file
    pub one: PathBuf,
    /// Another one
    pub other: PathBuf,
    /// table, csv, tsv, json, jsonl, markdown; told by the ending of FILE otherwise
    #[arg(long, short)]
    pub format: Option<String>,
    /// Write there and not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Layer {
    /// Words with tag, morphology and lemma
    Tokens,
    /// Words with head and relation
    Parse,
    /// Names and quantities with what they stand for
    Mentions,
    /// What the sentences say
    Claims,
}
