//! The command.

use std::process::ExitCode;

fn main() -> ExitCode {
    geflecht::cli::main()
}
