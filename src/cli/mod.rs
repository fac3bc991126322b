//! The command line: arguments as typed, commands, exit codes.

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub mod serve;

/// Builds a knowledge graph from news articles and answers questions about it.
#[derive(Debug, Parser)]
#[command(name = "geflecht", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The engine as JSON Lines: one request and one answer a line.
    Serve {
        /// On standard input and output.
        #[arg(long, required = true)]
        stdio: bool,
    },
}

/// Does what the arguments of the process ask; gives its exit code.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Serve { stdio: _ } => serve::serve(io::stdin().lock(), io::stdout().lock()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
