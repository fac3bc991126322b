//! The office of someone whom a document calls by it in one sentence and names without it in another.

use crate::model::claim::{Claim, Predicate, Scalar, Status};
use crate::model::mention::EntityIx;
use crate::model::ontology::{Ontology, RelationId};

use super::Input;
use super::attribute;
use super::bridging::parties;
use super::normalise::Building;
use super::status;

/// Relations of a person with a house that may carry an office; an office told with one is that of the others.
pub const PERSONAL: [&str; 4] = ["LEADS", "CHAIRS", "WORKS_FOR", "MEMBER_OF"];

/// An office, whose it is and where, as far as the sentence says where.
#[derive(Clone, Debug, PartialEq)]
struct Office {
    person: EntityIx,
    houses: Vec<EntityIx>,
    words: String,
}

/// The offices that the sentences of a document tell, and who gives up one without the sentence saying where.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    offices: Vec<Office>,
    leavers: Vec<(EntityIx, u32)>,
}

impl Offices {
    /// Takes note of a sentence.
    pub fn note(&mut self, b: &Building, sentence: u32) {
        for node in (0..b.len()).filter(|t| b.graph.at(*t) == *t && b.is_name(*t)) {
            let Some(person) = b.entity(node).filter(|_| b.graph.node(node).labels.meets(b.words.person)) else {
                continue;
            };
            for (words, houses) in attribute::offices_of(b, node) {
                let houses = houses.into_iter().filter_map(|house| b.entity(house)).collect();
                let office = Office { person, houses, words };
                if !self.offices.contains(&office) {
                    self.offices.push(office);
                }
            }
            if status::resigns(b, node) {
                self.leavers.push((person, sentence));
            }
        }
    }

    /// Gives claims of people without office the one that the document tells of them, where it is not another house's.
    pub fn complete(&self, claims: &mut [Claim], input: &Input, ontology: &Ontology) {
        let personal = ontology.relation_ids(&PERSONAL);
        for (person, sentence) in &self.leavers {
            leave(claims, input, &personal, *person, *sentence);
        }
        for claim in claims {
            let said = parties(claim, input).filter(|said| personal.contains(&said.relation));
            let Some((person, house)) = said.and_then(|said| said.subject.zip(said.object)) else { continue };
            if claim.status == Status::Ended {
                continue;
            }
            if let (Some(words), Predicate::Relation { attributes, .. }) =
                (self.only(person, house), &mut claim.predicate)
            {
                attributes.entry("role".to_owned()).or_insert_with(|| Scalar::Text(words.to_owned()));
            }
        }
    }

    /// The one office of someone that may be that in a house.
    fn only(&self, person: EntityIx, house: EntityIx) -> Option<&str> {
        let here =
            |office: &&Office| office.person == person && (office.houses.is_empty() || office.houses.contains(&house));
        let mut words = self.offices.iter().filter(here).map(|office| office.words.as_str());
        let first = words.next()?;
        words.all(|other| other == first).then_some(first)
    }
}

/// Ends what someone was in the one house that the document puts them in up to a sentence.
fn leave(claims: &mut [Claim], input: &Input, personal: &[RelationId], person: EntityIx, sentence: u32) {
    let of_person = |claim: &Claim| {
        let said = parties(claim, input).filter(|said| personal.contains(&said.relation))?;
        said.object.filter(|_| said.subject == Some(person) && claim.status == Status::Actual)
    };
    let before = claims.iter().filter(|claim| claim.evidence.sentence <= sentence);
    let mut houses: Vec<EntityIx> = before.filter_map(of_person).collect();
    houses.sort_unstable();
    houses.dedup();
    let [house] = houses[..] else { return };
    for claim in claims {
        if claim.evidence.sentence <= sentence && of_person(claim) == Some(house) {
            claim.status = Status::Ended;
        }
    }
}
