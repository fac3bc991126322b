//! Tells how a build goes on: a line that renews itself on a terminal, remarks anywhere.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;
use super::interrupt::Interrupt;
use super::output::complain;
use crate::pipeline::{Progress, Watch, weight};
use crate::text::read::{Remark, sources};

/// How often the line is renewed.
const TICK: Duration = Duration::from_millis(120);

/// The line where nobody knows how much there is to read, and where it is known.
const OPEN: &str = "{spinner} {msg} · {elapsed}";
const MEASURED: &str = "{bar:20} {percent:>3}% · {msg} · {elapsed}, {eta} left";

fn set_style(bar: &ProgressBar, template: &str) {
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()));
}

/// Listens to a build for the command line.
pub(super) struct Listener {
    bar: ProgressBar,
    quiet: bool,
    interrupt: Interrupt,
}

impl Listener {
    pub(super) fn new(context: &Context) -> Self {
        let shown = context.terminal.errors && !context.quiet;
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        set_style(&bar, OPEN);
        if shown {
            bar.enable_steady_tick(TICK);
        }
        context.interrupt.listen();
        Self { bar, quiet: context.quiet, interrupt: context.interrupt.clone() }
    }

    /// Learns what there is to read, where that can be known and somebody looks: a bar and the time left are shown then.
    pub(super) fn expect(&self, inputs: &[PathBuf]) {
        if !self.bar.is_hidden() && !inputs.iter().any(|input| input.as_os_str() == "-") {
            self.bar.set_length(weight(sources(inputs.iter().cloned())));
            set_style(&self.bar, MEASURED);
        }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Listener {
    fn remark(&self, remark: &Remark) {
        if remark.kind.is_loss() || !self.quiet {
            self.bar.suspend(|| complain(&format!("{remark} ({})\n", remark.kind.code())));
        }
    }

    fn progress(&self, progress: Progress) {
        self.bar.set_position(progress.read);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = progress.documents as f64 / seconds;
        self.bar.set_message(format!(
            "{} documents, {} claims, {rate:.0} documents/s",
            progress.documents, progress.claims
        ));
    }

    fn stop(&self) -> bool {
        self.interrupt.pressed()
    }
}
