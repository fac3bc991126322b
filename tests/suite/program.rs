//! The program as a user runs it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with `arguments`, in `folder`, deaf to the terminal and the settings of whoever runs the tests.
pub fn command(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_geflecht"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env("XDG_CONFIG_HOME", folder);
    command.env("XDG_STATE_HOME", folder).env("HOME", folder).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

/// Runs it to its end with `input` on standard input.
pub fn run_with(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>], input: &str) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A program that does not read its input closes it.
    drop(child.stdin.take().expect("it is piped").write_all(input.as_bytes()));
    child.wait_with_output().expect("the program ends")
}

/// Runs it, expects it to succeed, and gives its standard output.
pub fn output(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> String {
    let run = run(folder, arguments);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("the output is UTF-8")
}
