//! What claims say beside their two ends: whether they are so, how much, since when, as what; and the figures of things
//! themselves: `Nordwind ACQUIRES Südwind planned {amount=3000000000, currency=EUR}`, `Nordwind.revenue=5000000 {…}`.

use geflecht::model::claim::{Attributes, Claim, Predicate, Scalar};
use geflecht::model::document::Language;
use geflecht::model::mention::MentionIx;

use super::reading;

/// The day on which every case is published.
const PUBLISHED: &str = "2025-06-15";

fn claims(text: &str, language: Language) -> String {
    let analysed = reading::analyse_dated(text, language, PUBLISHED);
    let ontology = reading::pipeline().seeds().ontology();
    let name = |ix: MentionIx| {
        let mention = &analysed.mentions[ix as usize];
        mention.entity.map_or(&mention.name, |entity| &analysed.entities[entity as usize].name)
    };
    let shown = |claim: &Claim| match &claim.predicate {
        Predicate::Relation { relation, object, attributes } => {
            let relation = &ontology.relation(*relation).name;
            let (subject, object) = (name(claim.subject), name(*object));
            format!("{subject} {relation} {object} {}{}", claim.status.as_str(), listed(attributes))
        }
        Predicate::Attribute { name: attribute, value, attributes } => {
            format!("{}.{attribute}={}{}", name(claim.subject), plain(value), listed(attributes))
        }
    };
    analysed.claims.iter().map(shown).collect::<Vec<_>>().join("; ")
}

fn listed(attributes: &Attributes) -> String {
    let all: Vec<String> = attributes.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    if all.is_empty() { String::new() } else { format!(" {{{}}}", all.join(", ")) }
}

fn plain(value: &Scalar) -> String {
    match value {
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => text.clone(),
    }
}

#[test]
fn claims_carry_what_the_text_says_of_them() {
    reading::check("claim", claims);
}
