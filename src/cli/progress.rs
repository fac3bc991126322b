//! Tells how a build goes on: a line that renews itself on a terminal, remarks anywhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;
use super::interrupt::Interrupt;
use super::output::complain;
use crate::pipeline::{Progress, Watch};
use crate::text::read::Remark;

/// How often the line is renewed.
const TICK: Duration = Duration::from_millis(120);

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
        let style = ProgressStyle::with_template("{spinner} {msg} · {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        if shown {
            bar.enable_steady_tick(TICK);
        }
        context.interrupt.listen();
        Self { bar, quiet: context.quiet, interrupt: context.interrupt.clone() }
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
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = progress.documents as f64 / seconds;
        self.bar.set_message(format!(
            "{} documents, {} claims, {rate:.0} documents a second",
            progress.documents, progress.claims
        ));
    }

    fn stop(&self) -> bool {
        self.interrupt.pressed()
    }
}
