//! The command line: arguments as typed → a command → exit code. Data goes to standard output, all else to standard
//! error.

mod arguments;
mod build;
mod claims;
mod diff;
mod export;
mod failure;
mod inspect;
mod interrupt;
mod named;
mod open;
mod output;
mod parameters;
mod progress;
mod query;
mod repl;
mod run;
pub mod serve;
mod terminal;
mod tree;
mod why;
mod why_not;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

/// Everything was done.
const DONE: u8 = 0;

/// Parses the process's arguments, runs the command, and tells on standard error what went wrong.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error),
    };
    let context = Context::new(&arguments);
    let result = context.in_pool(|| dispatch(arguments.command, &context));
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => failure.tell(&context),
    }
}

fn dispatch(command: Option<Command>, context: &Context) -> Result<u8, Failure> {
    match command {
        None => repl::articles(context),
        Some(Command::Build(arguments)) => build::run(arguments, context),
        Some(Command::Repl(arguments)) => repl::run(arguments, context),
        Some(Command::Query(arguments)) => query::run(arguments, context),
        Some(Command::Run(arguments)) => run::run(arguments, context),
        Some(Command::Export(arguments)) => export::run(arguments, context),
        Some(Command::Claims(arguments)) => claims::run(arguments, context),
        Some(Command::Inspect(arguments)) => inspect::run(arguments, context),
        Some(Command::Why(arguments)) => why::run(arguments, context),
        Some(Command::WhyNot(arguments)) => why_not::run(arguments, context),
        Some(Command::Diff(arguments)) => diff::run(arguments, context),
        Some(Command::Serve { stdio: _ }) => {
            serve::serve(io::stdin().lock(), io::stdout().lock())?;
            Ok(DONE)
        }
    }
}

/// What every command needs to know.
struct Context {
    /// The folder laid over the built-in seeds.
    seeds: Option<std::path::PathBuf>,
    /// Threads; `None` takes as many as the machine has.
    jobs: Option<u16>,
    /// Whether standard error is kept to faults.
    quiet: bool,
    terminal: terminal::Terminal,
    interrupt: interrupt::Interrupt,
}

impl Context {
    fn new(arguments: &Arguments) -> Self {
        Self {
            seeds: arguments.seeds.clone(),
            jobs: arguments.jobs,
            quiet: arguments.quiet,
            terminal: terminal::Terminal::look(),
            interrupt: interrupt::Interrupt::default(),
        }
    }

    /// Runs `work` with the number of threads asked for.
    fn in_pool(&self, work: impl FnOnce() -> Result<u8, Failure> + Send) -> Result<u8, Failure> {
        match self.jobs {
            None => work(),
            Some(jobs) => {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build();
                pool.map_err(|error| Failure::Usage(format!("--jobs {jobs}: {error}")))?.install(work)
            }
        }
    }

    /// Tells something that is no data and no fault.
    fn note(&self, text: &str) {
        if !self.quiet {
            output::complain(&format!("{text}\n"));
        }
    }
}

/// `1 claim`, `2 claims`.
fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
