//! Wrong statements, and what is said of them, to the letter.

use crate::transcript;

#[test]
fn wrong_statements_are_told_what_is_wrong() {
    transcript::check_all("tests/cases/error");
}
