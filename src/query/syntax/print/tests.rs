//! What is printed is read back as the same tree.

use proptest::prelude::*;

use crate::query::syntax::arbitrary::{expressions, statements};
use crate::query::syntax::parse::{parse, parse_expression};

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_expression_printed_is_read_as_itself(tree in expressions()) {
        let text = tree.to_string();
        let again = parse_expression(&text).map_err(|fault| TestCaseError::fail(format!("{text}\n{fault}")))?;
        prop_assert!(again == tree, "{}\n{}", text, again);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn a_statement_printed_is_read_as_itself(tree in statements()) {
        let text = tree.to_string();
        let again = parse(&text).map_err(|fault| TestCaseError::fail(format!("{text}\n{fault}")))?;
        prop_assert!(again == tree, "{}\n{}", text, again);
        prop_assert_eq!(again.to_string(), text);
    }
}
