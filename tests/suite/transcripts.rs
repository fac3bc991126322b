//! The engine's transcripts: plans as EXPLAIN shows them, procedures, paths, files.

use super::transcript::check_all;

#[test]
fn plans_are_as_the_cases_say() {
    check_all("tests/cases/plan");
}

#[test]
fn procedures_give_what_the_cases_say() {
    check_all("tests/cases/procedure");
}

#[test]
fn paths_and_subqueries_give_what_the_cases_say() {
    check_all("tests/cases/path");
}

#[test]
fn files_are_read_as_the_cases_say() {
    check_all("tests/cases/load");
}
