//! The command.

fn main() -> std::process::ExitCode {
    geflecht::cli::run()
}
