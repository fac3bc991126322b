//! Ctrl-C: ends the statement or the build at hand; a second one ends the process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Exit code after Ctrl-C.
pub(super) const INTERRUPTED: u8 = 130;

/// Whether Ctrl-C was pressed, and whom to tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt {
    pressed: Arc<AtomicBool>,
    told: Arc<Mutex<Vec<Arc<AtomicBool>>>>,
}

impl Interrupt {
    /// Listens to Ctrl-C from now on. A file is safe at any moment, so a second press may end the process at once.
    pub(super) fn listen(&self) {
        let own = self.clone();
        let handler = move || {
            if own.pressed.swap(true, Ordering::SeqCst) {
                std::process::exit(INTERRUPTED.into());
            }
            let told = own.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.iter().for_each(|flag| flag.store(true, Ordering::SeqCst));
        };
        // Without a handler Ctrl-C ends the process, which loses nothing either.
        drop(ctrlc::set_handler(handler));
    }

    /// Has `flag` set at Ctrl-C.
    pub(super) fn tell(&self, flag: Arc<AtomicBool>) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(flag);
    }

    /// Whether Ctrl-C was pressed.
    pub(super) fn pressed(&self) -> bool {
        self.pressed.load(Ordering::SeqCst)
    }

    /// Forgets that it was: a session goes on.
    pub(super) fn forget(&self) {
        self.pressed.store(false, Ordering::SeqCst);
    }
}
