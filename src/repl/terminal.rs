//! The terminal around a session: line editing, history, completion, colours.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use rustyline::completion::{Completer, Pair};
use rustyline::config::{BellStyle, CompletionType, Configurer};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Editor, Helper, Hinter};
use thiserror::Error;

use super::session::{Reply, Session, is_complete};
use super::words::Words;
use super::{colour, command, complete};

/// Why a session ended early.
#[derive(Debug, Error)]
pub enum TerminalError {
    /// The terminal or a pipe failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The line editor failed.
    #[error(transparent)]
    Editor(#[from] ReadlineError),
}

/// Lines of history kept.
const HISTORY: usize = 10_000;

/// The history file in the XDG state folder; `None` where there is no home.
pub fn history_path() -> Option<PathBuf> {
    let strategy = choose_base_strategy().ok()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(folder.join("geflecht").join("history"))
}

/// Runs a session until its input ends or it is quit: with line editing where `interactive`, else line by line as piped.
/// Gives whether everything succeeded; an interactive session always does. `functions` are offered for completion.
///
/// Errors: the terminal or a pipe failed.
pub fn run(session: &mut Session, interactive: bool, functions: &[&str]) -> Result<bool, TerminalError> {
    if interactive { edit(session, functions).map(|()| true) } else { piped(session, &mut io::stdin().lock()) }
}

/// Reads lines until the end; the first fault ends the session, as in a script.
fn piped(session: &mut Session, input: &mut dyn BufRead) -> Result<bool, TerminalError> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line).into_owned();
        line.clear();
        let reply = session.line(text.trim_end_matches(['\n', '\r']));
        print(&reply)?;
        if reply.exit || reply.failed {
            return Ok(!reply.failed);
        }
    }
    let reply = session.finish();
    print(&reply)?;
    Ok(!reply.failed)
}

fn print(reply: &Reply) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(reply.out.as_bytes())?;
    out.flush()?;
    io::stderr().lock().write_all(reply.err.as_bytes())
}

fn edit(session: &mut Session, functions: &[&str]) -> Result<(), TerminalError> {
    let mut editor: Editor<Assistant, DefaultHistory> = Editor::new()?;
    editor.set_max_history_size(HISTORY)?;
    editor.set_completion_type(CompletionType::List);
    editor.set_bell_style(BellStyle::None);
    editor.set_helper(Some(Assistant { words: Words::default(), colour: session.setup.colour }));
    let history = history_path();
    if let Some(path) = &history {
        // A history that is missing or unreadable is an empty one.
        let _ = editor.load_history(path);
    }
    let ended = converse(session, &mut editor, functions);
    if let Some(path) = &history {
        save_history(&mut editor, path)?;
    }
    ended
}

fn converse(
    session: &mut Session,
    editor: &mut Editor<Assistant, DefaultHistory>,
    functions: &[&str],
) -> Result<(), TerminalError> {
    loop {
        if let Some(assistant) = editor.helper_mut() {
            assistant.words = Words::of(session.engine().graph(), functions);
        }
        let line = match editor.readline("geflecht> ") {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(fault) => return Err(fault.into()),
        };
        if line.trim().is_empty() {
            continue;
        }
        editor.add_history_entry(line.as_str())?;
        let reply = session.line(&line);
        print(&reply)?;
        if reply.exit {
            return Ok(());
        }
    }
}

/// Makes the folder and writes the file, for the user alone.
fn save_history(editor: &mut Editor<Assistant, DefaultHistory>, path: &Path) -> Result<(), TerminalError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(editor.save_history(path)?)
}

/// What rustyline asks while a line is typed.
#[derive(Helper, Hinter)]
struct Assistant {
    words: Words,
    colour: bool,
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, list) = complete::complete(line, at, &self.words);
        let pair = |word: String| Pair { display: word.clone(), replacement: word };
        Ok((start, list.into_iter().map(pair).collect()))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if self.colour { Cow::Owned(colour::paint(line)) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colour
    }
}

impl Validator for Assistant {
    /// Enter ends a command at once and a statement at its `;`; before that it begins a new line.
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let command = text.trim_start().starts_with(':') || text.lines().last().is_some_and(command::is_known);
        let done = text.trim().is_empty() || command || is_complete(text);
        Ok(if done { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
