//! The parser that pest makes of `grammar/base.pest` and `grammar/cypher.pest`.
#![allow(missing_docs)] // pest's derive writes no doc comments

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/base.pest"]
#[grammar = "../grammar/cypher.pest"]
pub(super) struct Grammar;
