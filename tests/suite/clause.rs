//! Every clause of the language, foldered as the compatibility kit is.

use crate::transcript;

#[test]
fn every_clause_does_what_the_cases_say() {
    transcript::check_all("tests/cases/clause");
}
