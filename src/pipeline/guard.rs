//! A document that the program falls over is told like one that cannot be read; the others go on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::text::read::{Remark, RemarkKind};

/// Does work on the document of that path, or says what it fell over.
///
/// The stages keep nothing of a document when they are done with it, so what is left behind half done is seen by no one.
pub(super) fn guarded<T>(path: &str, work: impl FnOnce() -> T) -> Result<T, Remark> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|payload| Remark { path: path.to_owned(), kind: RemarkKind::Fault(message(payload.as_ref())) })
}

/// What a panic said; the hook of panics has told where.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no reason given").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_one_document_is_a_remark_on_it_and_a_loss() {
        let words: Vec<u32> = Vec::new();
        let remark = guarded("a.txt", || words[std::hint::black_box(1)]).expect_err("there is no such word");
        assert_eq!(
            remark.to_string(),
            "a.txt: cannot be analysed, by a fault of this program: \
             index out of bounds: the len is 0 but the index is 1"
        );
        assert!(remark.kind.is_loss());
        assert_eq!(guarded("a.txt", || 2), Ok(2));
    }
}
