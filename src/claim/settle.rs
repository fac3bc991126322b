//! What one claim of a document says of another: a stake told once is that of every claim of the pair, what is only to be
//! bought is not owned yet, and a site that is still to be built is not run yet.

use crate::model::claim::{Attributes, Claim, Predicate, Scalar, Status};
use crate::model::mention::EntityIx;
use crate::model::ontology::{Ontology, RelationId};
use crate::model::text::Zone;

use super::Input;
use super::bridging::{Parties, parties};
use super::office::PERSONAL;
use super::score::is_scored;

/// Relations between holder and held; the share of one is that of the others.
const STAKES: [&str; 6] = ["ACQUIRES", "OWNS", "INVESTS_IN", "MEMBER_OF", "FOUNDS", "PART_OF"];

/// Relations whose sum is one.
const OUTLAYS: [&str; 3] = ["INVESTS_IN", "BUILDS", "ACQUIRES"];

/// Relations that hold once a purchase is made.
const AFTER_PURCHASE: [&str; 3] = ["OWNS", "PART_OF", "INVESTS_IN"];

/// Relations that hold once goods are delivered.
const AFTER_CONTRACT: [&str; 2] = ["PARTNERS_WITH", "USES"];

/// Relations that hold once a thing is founded.
const AFTER_FOUNDING: [&str; 3] = ["MEMBER_OF", "OWNS", "OPERATES"];

/// Relations that a site has once it stands.
const OF_SITE: [&str; 5] = ["OPERATES", "OWNS", "LOCATED_IN", "USES", "BUILDS"];

/// Documents with more claims are lists; their claims are left as they are, for each is compared with each.
const MAX_CLAIMS: usize = 2000;

/// Completes the claims of a document by one another.
pub fn complete(claims: &mut [Claim], input: &Input, ontology: &Ontology) {
    if claims.len() > MAX_CLAIMS {
        return;
    }
    let told: Vec<Option<Parties>> = claims.iter().map(|c| parties(c, input)).collect();
    let mut settle = Settle { claims, told, ontology };
    settle.shares();
    settle.sums();
    settle.goods();
    settle.offices();
    settle.posts();
    settle.purchases();
    settle.sites(input);
    settle.costs(input);
}

struct Settle<'a> {
    claims: &'a mut [Claim],
    told: Vec<Option<Parties>>,
    ontology: &'a Ontology,
}

/// Two things in the order of holder and held.
type Two = (EntityIx, EntityIx);

impl Settle<'_> {
    /// The things that a claim joins, where its relation is one of these; a part behind its whole.
    fn two(&self, claim: usize, relations: &[RelationId]) -> Option<Two> {
        let said = self.told[claim].filter(|said| relations.contains(&said.relation))?;
        let (subject, object) = (said.subject?, said.object?);
        let part = self.ontology.relation_id("PART_OF") == Some(said.relation);
        Some(if part { (object, subject) } else { (subject, object) })
    }

    fn attributes(&self, claim: usize) -> Option<&Attributes> {
        match &self.claims[claim].predicate {
            Predicate::Relation { attributes, .. } => Some(attributes),
            Predicate::Attribute { .. } => None,
        }
    }

    /// Whether a relation may carry an attribute.
    fn may_carry(&self, claim: usize, name: &str) -> bool {
        let relation = self.told[claim].map(|said| self.ontology.relation(said.relation));
        relation.is_some_and(|relation| relation.attributes.iter().any(|a| a == name))
    }

    /// Gives every claim of a holder and what it holds the one share that the document tells of them.
    fn shares(&mut self) {
        let stakes = self.ontology.relation_ids(&STAKES);
        self.spread(&stakes, "share", &["share"]);
    }

    /// The same with what is laid out.
    fn sums(&mut self) {
        let outlays = self.ontology.relation_ids(&OUTLAYS);
        self.spread(&outlays, "amount", &["amount", "currency", "qualifier"]);
    }

    /// The same with what one delivers to another.
    fn goods(&mut self) {
        let supplies = self.ontology.relation_ids(&["SUPPLIES"]);
        self.spread(&supplies, "product", &["product"]);
    }

    /// The same with the office that someone holds in a house.
    fn offices(&mut self) {
        let offices = self.ontology.relation_ids(&PERSONAL);
        self.spread(&offices, "role", &["role"]);
    }

    /// What a sentence says to be over of someone in a house is over whatever relation it is told as.
    fn posts(&mut self) {
        let posts = self.ontology.relation_ids(&PERSONAL);
        let place = |settle: &Self, claim: usize| {
            settle.two(claim, &posts).map(|two| (two, settle.claims[claim].evidence.sentence))
        };
        let over: Vec<_> = (0..self.claims.len())
            .filter(|c| self.claims[*c].status == Status::Ended)
            .filter_map(|c| place(self, c))
            .collect();
        for claim in 0..self.claims.len() {
            let scored = is_scored(&self.claims[claim]) && self.claims[claim].status == Status::Actual;
            if scored && place(self, claim).is_some_and(|here| over.contains(&here)) {
                self.claims[claim].status = Status::Ended;
            }
        }
    }

    /// Copies values between the claims of a pair, where the document tells but one.
    fn spread(&mut self, relations: &[RelationId], name: &str, copied: &[&str]) {
        for claim in 0..self.claims.len() {
            let Some(two) = self.two(claim, relations) else { continue };
            let open = self.attributes(claim).is_some_and(|a| !a.contains_key(name)) && self.may_carry(claim, name);
            let told = self.told[claim].map(|said| said.relation);
            let known = told.is_some_and(|relation| self.only(two, &[relation], name).is_some());
            let Some(from) = Some(two).filter(|_| open && !known).and_then(|two| self.only(two, relations, name))
            else {
                continue;
            };
            let values: Vec<(String, Scalar)> = self
                .attributes(from)
                .into_iter()
                .flatten()
                .filter(|(name, _)| copied.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            if let Predicate::Relation { attributes, .. } = &mut self.claims[claim].predicate {
                attributes.extend(values);
            }
        }
    }

    /// The claim that tells the value of a pair, if all that tell one tell the same.
    fn only(&self, two: Two, relations: &[RelationId], name: &str) -> Option<usize> {
        let value = |claim: usize| self.attributes(claim).and_then(|a| a.get(name));
        let telling = |claim: &usize| self.two(*claim, relations) == Some(two) && value(*claim).is_some();
        let mut all = (0..self.claims.len()).filter(telling);
        let first = all.next()?;
        all.all(|other| value(other) == value(first)).then_some(first)
    }

    /// `will X kaufen`: what only a purchase or contract to come makes true is still to come.
    fn purchases(&mut self) {
        let causes =
            [("ACQUIRES", &AFTER_PURCHASE[..]), ("SUPPLIES", &AFTER_CONTRACT[..]), ("FOUNDS", &AFTER_FOUNDING[..])];
        for (cause, effects) in causes {
            let (causes, effects) = (self.ontology.relation_ids(&[cause]), self.ontology.relation_ids(effects));
            for claim in 0..self.claims.len() {
                let scored = is_scored(&self.claims[claim]) || cause == "FOUNDS";
                let open = self.claims[claim].status == Status::Actual && scored;
                let Some(two) = self.two(claim, &effects).filter(|_| open) else { continue };
                let turned = (two.1, two.0);
                let of_pair = (0..self.claims.len())
                    .filter(|c| self.two(*c, &causes).is_some_and(|other| other == two || other == turned))
                    .map(|c| self.claims[c].status);
                if let Some(status) = outstanding(of_pair) {
                    self.claims[claim].status = status;
                }
            }
        }
    }

    /// What a site or project costs is what is laid out by those who build it.
    fn costs(&mut self, input: &Input) {
        let builds = self.ontology.relation_ids(&["BUILDS"]);
        for claim in 0..self.claims.len() {
            let said = self.told[claim].filter(|said| builds.contains(&said.relation));
            let open = self.attributes(claim).is_some_and(|a| !a.contains_key("amount"));
            let Some(built) = said.and_then(|said| said.object).filter(|_| open) else { continue };
            let Some(cost) = self.volume(built, input) else { continue };
            if let Predicate::Relation { attributes, .. } = &mut self.claims[claim].predicate {
                attributes.extend(cost);
            }
        }
    }

    /// The one volume that the document tells of a thing, as the attributes of a sum.
    fn volume(&self, thing: EntityIx, input: &Input) -> Option<Attributes> {
        let entity = |claim: &Claim| input.mentions.get(claim.subject as usize).and_then(|m| m.entity);
        let told = self.claims.iter().filter(|claim| entity(claim) == Some(thing));
        let mut volumes = told.filter_map(|claim| match &claim.predicate {
            Predicate::Attribute { name, value, attributes } if name == "volume" => Some((value, attributes)),
            _ => None,
        });
        let (value, attributes) = volumes.next().filter(|(_, attributes)| attributes.contains_key("currency"))?;
        let sum = std::iter::once(("amount".to_owned(), value.clone()));
        let alone = volumes.all(|(other, _)| other == value);
        alone.then(|| sum.chain(attributes.iter().map(|(name, value)| (name.clone(), value.clone()))).collect())
    }

    /// A site that is only planned is not run, owned or used yet.
    fn sites(&mut self, input: &Input) {
        let of_site = self.ontology.relation_ids(&OF_SITE);
        let (built, located) = (self.ontology.relation_ids(&["BUILDS"]), self.ontology.relation_ids(&["LOCATED_IN"]));
        let labels = ["Site", "Project"].into_iter().filter_map(|name| self.ontology.type_id(name));
        let labels: Vec<_> = labels.collect();
        let is_site = |e: EntityIx| input.entities.get(e as usize).is_some_and(|e| labels.contains(&e.label));
        let site = |settle: &Self, claim: usize, relations: &[RelationId]| {
            let said = settle.told[claim].filter(|said| relations.contains(&said.relation))?;
            [said.subject, said.object].into_iter().flatten().find(|e| is_site(*e))
        };
        for claim in 0..self.claims.len() {
            let open = self.claims[claim].status == Status::Actual;
            let Some(here) = site(self, claim, &of_site).filter(|_| open) else { continue };
            // That a site lies somewhere is said of planned ones as of others: it does not tell that it stands.
            let of_it = (0..self.claims.len()).filter(|c| {
                let done = self.claims[*c].status == Status::Actual;
                site(self, *c, &built) == Some(here) && !(done && self.is_headline(*c, input))
                    || site(self, *c, &located) == Some(here) && !done
            });
            if let Some(status) = outstanding(of_it.map(|c| self.claims[c].status)) {
                self.claims[claim].status = status;
            }
        }
    }

    /// Whether a claim stands in the first sentences, which tell in the present tense what is to come.
    fn is_headline(&self, claim: usize, input: &Input) -> bool {
        let sentence = self.claims[claim].evidence.sentence;
        sentence == 0 || input.sentences.get(sentence as usize).is_some_and(|s| s.zone != Zone::Body)
    }
}

/// The status of what is told to come, unless the document also tells it as done.
fn outstanding(told: impl Iterator<Item = Status>) -> Option<Status> {
    let mut to_come = None;
    for status in told {
        match status {
            Status::Planned | Status::Negotiated => to_come = to_come.or(Some(status)),
            Status::Actual | Status::Ended => return None,
            Status::Reported | Status::Denied => {}
        }
    }
    to_come
}
