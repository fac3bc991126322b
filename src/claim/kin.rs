//! `Nordkap Logistik GmbH`: a company whose name goes on from that of another belongs to that one, where the document has
//! spoken of the other before; otherwise the shorter name may be short for the longer. German only, for English headlines
//! write words behind a name like a name.

use crate::model::claim::{Attributes, Claim, Evidence, Predicate, Status};
use crate::model::document::Language;
use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};
use crate::model::ontology::{Ontology, RelationId};
use crate::model::text::Zone;

use super::Input;
use super::bridging::parties;
use super::words::Words;

/// What evidence names in place of a rule.
const RULE: &str = "named after its house";
/// How sure a name alone is.
const CONFIDENCE: f32 = 0.6;
/// How often a document must speak of the house by its own name: once may be short for the other.
const TOLD: usize = 2;

/// Adds that companies named after others belong to them, unless the document tells what the two are to each other.
pub fn add(claims: &mut Vec<Claim>, input: &Input, ontology: &Ontology, words: &Words) {
    let Some(relation) = ontology.relation_id("PART_OF").filter(|_| input.document.language == Language::De) else {
        return;
    };
    let firms = firms(input, ontology);
    let mut found = Vec::new();
    for house in firms.iter().filter(|firm| firm.named.len() >= TOLD) {
        for firm in firms.iter().filter(|firm| is_named_after(firm.name, house.name, words)) {
            let before = house.first(input) < firm.first(input);
            if before && !claims.iter().any(|claim| is_between(claim, input, firm.entity, house.entity)) {
                found.extend(claim(input, relation, firm, house));
            }
        }
    }
    claims.append(&mut found);
}

/// A company of the document.
struct Firm<'a> {
    entity: EntityIx,
    name: &'a str,
    /// Its names in the text, in order.
    named: Vec<MentionIx>,
}

impl Firm<'_> {
    /// Where the text names it first.
    fn first(&self, input: &Input) -> Option<u32> {
        self.named.first().and_then(|m| input.mentions.get(*m as usize)).map(|m| m.span.start)
    }
}

/// The companies that the document names.
fn firms<'a>(input: &Input<'a>, ontology: &Ontology) -> Vec<Firm<'a>> {
    let company = ontology.type_id("Company");
    let entities = (0u32..).zip(input.entities).filter(|(_, entity)| Some(entity.label) == company);
    let firms = entities.map(|(ix, entity)| {
        let named = |m: &&MentionIx| input.mentions.get(**m as usize).is_some_and(is_name);
        Firm { entity: ix, name: &entity.name, named: entity.mentions.iter().filter(named).copied().collect() }
    });
    firms.filter(|firm| !firm.named.is_empty()).collect()
}

fn is_name(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Entity { form: Form::Name | Form::CompoundPart, .. })
}

/// Whether a name is another with words behind it that tell a part: not `Gruppe` or `Group`, which tell the whole.
fn is_named_after(name: &str, house: &str, words: &Words) -> bool {
    let Some(rest) = name.strip_prefix(house).and_then(|rest| rest.strip_prefix(' ')) else { return false };
    let mut tail = rest.split(' ').peekable();
    let capital = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "&" | "and" | "und" | "für");
    house.chars().count() > 2
        && rest.split(' ').all(capital)
        && tail.any(|word| !words.is_in("whole-house", &word.to_lowercase()))
}

/// Whether a claim is one of two things, whichever way round.
fn is_between(claim: &Claim, input: &Input, one: EntityIx, other: EntityIx) -> bool {
    let said = parties(claim, input).and_then(|said| said.subject.zip(said.object));
    said == Some((one, other)) || said == Some((other, one))
}

/// The claim, with the first sentence of the text that names the part.
fn claim(input: &Input, relation: RelationId, firm: &Firm, house: &Firm) -> Option<Claim> {
    let told = |m: &&MentionIx| {
        let sentence = input.sentences.get(input.mentions[**m as usize].sentence as usize);
        sentence.is_some_and(|sentence| sentence.zone != Zone::Boilerplate)
    };
    let subject = *firm.named.iter().find(told)?;
    let sentence = input.mentions[subject as usize].sentence;
    Some(Claim {
        subject,
        predicate: Predicate::Relation { relation, object: *house.named.first()?, attributes: Attributes::new() },
        status: Status::Actual,
        attributed_to: None,
        rule: RULE.to_owned(),
        evidence: Evidence { sentence, span: input.sentences[sentence as usize].span },
        confidence: CONFIDENCE,
    })
}
