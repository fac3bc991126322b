//! From mentions and parses to claims: predicates normalised once, then rules matched.
