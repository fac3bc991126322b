//! What a build tells while it runs, and how it is asked to stop.

use crate::text::read::Remark;

/// How far a build is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents read so far, those that were unchanged too.
    pub documents: u64,
    /// Bytes of the sources read so far, as they lie in files.
    pub read: u64,
    /// Claims found so far.
    pub claims: u64,
    /// Bytes of text analysed so far.
    pub bytes: u64,
}

/// Listens to a build.
pub trait Watch: Sync {
    /// There is something to say of a source.
    fn remark(&self, remark: &Remark);

    /// A batch is safe.
    fn progress(&self, progress: Progress);

    /// Whether to stop: documents under way are brought to their end.
    fn stop(&self) -> bool {
        false
    }
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Watch for Quiet {
    fn remark(&self, _: &Remark) {}

    fn progress(&self, _: Progress) {}
}
