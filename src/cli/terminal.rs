//! What the process is attached to.

use std::io::{self, IsTerminal};

use crate::render::diagnostic::Look;

/// The terminals at the process's ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Whether lines are typed.
    pub input: bool,
    /// Columns of standard output, where it is a terminal.
    pub width: Option<u16>,
    /// Whether standard error is a terminal.
    pub errors: bool,
    /// Whether colours are welcome.
    colour: bool,
}

/// Width of faults where standard error is no terminal.
const PLAIN_WIDTH: usize = 100;

impl Terminal {
    pub(super) fn look() -> Self {
        let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let size = terminal_size::terminal_size_of(io::stdout());
        let width = size.map(|(terminal_size::Width(width), _)| width).filter(|_| io::stdout().is_terminal());
        Self { input: io::stdin().is_terminal(), width, errors: io::stderr().is_terminal(), colour }
    }

    /// How faults are drawn on standard error.
    pub(super) fn look_of_errors(self) -> Look {
        let width = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
        Look { colour: self.colour && self.errors, width: width.unwrap_or(PLAIN_WIDTH) }
    }

    /// Whether what is drawn on standard output has colours.
    pub(super) const fn colour_of_output(self) -> bool {
        self.colour && self.width.is_some()
    }
}
