//! Matches → claims: types checked against the ontology, one claim for each statement of a sentence.

use std::collections::BTreeSet;

use crate::model::claim::{Attributes, Claim, Evidence, Predicate, Scalar, Status};
use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};
use crate::model::ontology::{RelationId, TypeId};

use super::graph::NodeIx;
use super::normalise::Building;
use super::rule::{self, Bindings, Rule, Source, Template};
use super::{Extractor, Input, attribute, figure, score, status};

/// Confidence of a claim that a rule found.
const BY_RULE: f32 = 0.8;

/// The claims of one sentence.
pub fn claims(extractor: &Extractor, input: &Input, b: &Building, sentence: u32) -> Vec<Claim> {
    let mut found = found(extractor, input, b, sentence);
    score::review(&mut found);
    figure::add(&mut found);
    found.claims
}

/// What the rules by themselves find in a sentence.
pub fn found<'a>(extractor: &'a Extractor, input: &'a Input, b: &'a Building, sentence: u32) -> Found<'a> {
    let mut found = Found { extractor, input, b, sentence, claims: Vec::new() };
    fits(extractor, b, |rule, bound| found.take(rule, bound));
    found
}

/// The names of the rules that claim something in a sentence, whether or not another rule says the same.
pub fn claiming(extractor: &Extractor, input: &Input, b: &Building, sentence: u32) -> BTreeSet<String> {
    let found = Found { extractor, input, b, sentence, claims: Vec::new() };
    let mut names = BTreeSet::new();
    fits(extractor, b, |rule, bound| {
        if rule.claims.iter().any(|template| found.of_template(rule, template, bound).is_some()) {
            names.insert(rule.name.to_string());
        }
    });
    names
}

/// Calls `take` for each way in which a rule fits the sentence.
pub fn fits(extractor: &Extractor, b: &Building, mut take: impl FnMut(&Rule, &Bindings)) {
    for (rule, node) in candidates(extractor, b) {
        let rule = &extractor.rules.rules[rule as usize];
        rule::find(b, rule, node, |bound| take(rule, bound));
    }
}

/// The rules that may fit and where, in the order of the rules.
pub fn candidates(extractor: &Extractor, b: &Building) -> Vec<(u32, NodeIx)> {
    let rules = &extractor.rules;
    let mut found = Vec::new();
    for node in 0..b.graph.len() {
        let edges = b.graph.out(node);
        let new = |at: &usize| !edges[..*at].iter().any(|(role, _)| *role == edges[*at].0);
        let roles = (0..edges.len()).filter(new).map(|at| edges[at].0);
        let by_place = roles.flat_map(|role| rules.of_role(role)).chain(rules.of_labels()).copied();
        let all = rules.of_word(&b.graph.node(node).lemma).chain(by_place);
        found.extend(all.filter(|rule| rules.begins(*rule, b.graph.node(node))).map(|rule| (rule, node)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The claims found so far in one sentence.
pub struct Found<'a> {
    /// The rules and what belongs to them.
    pub extractor: &'a Extractor,
    /// The document.
    pub input: &'a Input<'a>,
    /// The sentence.
    pub b: &'a Building<'a>,
    /// Its number.
    pub sentence: u32,
    /// The claims.
    pub claims: Vec<Claim>,
}

impl Found<'_> {
    /// Takes what a rule claims of one fit.
    fn take(&mut self, rule: &Rule, bound: &Bindings) {
        for template in &rule.claims {
            if let Some(claim) = self.of_template(rule, template, bound) {
                self.add(claim);
            }
        }
    }

    /// What one `CLAIM` of a rule says of one fit; `None` where the ontology or coreference forbids it.
    fn of_template(&self, rule: &Rule, template: &Template, bound: &Bindings) -> Option<Claim> {
        match template {
            Template::Relation { subject, relation, object, attributes } => {
                self.relation(rule, bound, (*subject, *object), *relation, attributes)
            }
            Template::Attribute { subject, name, value } => self.attribute(rule, bound, *subject, name, value),
        }
    }

    fn relation(
        &self,
        rule: &Rule,
        bound: &Bindings,
        (subject, object): (u8, u8),
        relation: RelationId,
        given: &[(String, Source)],
    ) -> Option<Claim> {
        let (from, to) = (bound[subject as usize]?, bound[object as usize]?);
        let (s, o) = (self.thing(from)?, self.thing(to)?);
        if self.same(s, o) || !self.fits_ontology(relation, s, o) || self.is_of_another_place(s, o) {
            return None;
        }
        let trigger = bound[rule.anchor.slot() as usize]?;
        let mut attributes = attribute::given(self.b, bound, given);
        let stated = attribute::take_status(&mut attributes);
        let status = match stated {
            Some(_) => status::of(self.b, self.input, trigger, stated),
            None => self.status(relation, trigger, (from, to)),
        };
        attribute::attach(
            self.b,
            &self.extractor.ontology.relation(relation).attributes,
            trigger,
            (from, to),
            &mut attributes,
        );
        Some(self.claim(
            &rule.name,
            s,
            Predicate::Relation { relation, object: o, attributes },
            status,
            trigger,
            Some(o),
        ))
    }

    /// The status of a claim whose rule states none.
    fn status(&self, relation: RelationId, trigger: NodeIx, (from, to): (NodeIx, NodeIx)) -> Status {
        let status = status::of(self.b, self.input, trigger, None);
        let name = &self.extractor.ontology.relation(relation).name;
        let over = (status == Status::Actual).then(|| status::of_leaver(self.b, name, from, to)).flatten();
        over.unwrap_or(status)
    }

    fn attribute(&self, rule: &Rule, bound: &Bindings, subject: u8, name: &str, value: &Source) -> Option<Claim> {
        let node = bound[subject as usize]?;
        let s = self.thing(node)?;
        let (value, attributes) = match value {
            Source::Slot(slot) => attribute::value(self.b, bound[*slot as usize]?)?,
            Source::Number(number) => (Scalar::Number(*number), Attributes::new()),
            Source::Text(text) => (Scalar::Text(text.clone()), Attributes::new()),
        };
        let trigger = bound[rule.anchor.slot() as usize]?;
        let status = status::of(self.b, self.input, trigger, None);
        let predicate = Predicate::Attribute { name: name.to_owned(), value, attributes };
        Some(self.claim(&rule.name, s, predicate, status, trigger, None))
    }

    /// A claim that `finder` found, with its source and evidence.
    pub fn claim(
        &self,
        finder: &str,
        subject: MentionIx,
        predicate: Predicate,
        status: Status,
        trigger: NodeIx,
        object: Option<MentionIx>,
    ) -> Claim {
        let parties = [Some(subject), object].map(|m| m.and_then(|m| self.input.mentions[m as usize].entity));
        Claim {
            subject,
            predicate,
            status,
            attributed_to: status::attribution::source(self.b, trigger, &parties),
            rule: finder.to_owned(),
            evidence: Evidence { sentence: self.sentence, span: self.b.sentence.span },
            confidence: BY_RULE,
        }
    }

    /// The mention of a node that stands for a thing.
    pub fn thing(&self, node: NodeIx) -> Option<MentionIx> {
        let ix = self.b.graph.node(node).mention?;
        self.is_known_thing(&self.b.mentions[ix as usize]).then_some(ix)
    }

    /// Whether a mention of this or another sentence stands for a thing that can be claimed of.
    pub fn is_known_thing(&self, mention: &Mention) -> bool {
        match mention.kind {
            MentionKind::Entity { form: Form::Pronoun | Form::Description, .. } => self.is_known(mention),
            MentionKind::Entity { .. } => true,
            MentionKind::Quantity(_) => false,
        }
    }

    /// Whether a description or pronoun stands for something with a name; a site may go by its kind and place, a joint
    /// venture by its kind.
    fn is_known(&self, mention: &Mention) -> bool {
        let Some(entity) = mention.entity.and_then(|e| self.input.entities.get(e as usize)) else { return false };
        let named = entity.mentions.iter().any(|m| self.is_name(*m));
        let kind = self.extractor.ontology.node_type(entity.label).name.as_str();
        named || kind == "Site" && entity.name.contains(' ') || kind == "Project"
    }

    /// Whether a mention is a name, alone or in a compound.
    fn is_name(&self, mention: MentionIx) -> bool {
        let kind = self.input.mentions.get(mention as usize).map(|m| &m.kind);
        matches!(kind, Some(MentionKind::Entity { form: Form::Name | Form::CompoundPart, .. }))
    }

    /// Whether a site that goes by its place (`Werk in Celle`) is put in another place of a list that this one stands in.
    fn is_of_another_place(&self, site: MentionIx, place: MentionIx) -> bool {
        let (site, place) = (&self.b.mentions[site as usize], &self.b.mentions[place as usize]);
        let named_by_place = !matches!(site.kind, MentionKind::Entity { form: Form::Name | Form::CompoundPart, .. })
            && site.name.contains(" in ")
            && !site.name.contains(place.name.as_str());
        let node = place.head;
        named_by_place && self.b.joined.iter().any(|(a, z)| *a == node || *z == node)
    }

    /// Whether two mentions stand for one thing.
    pub fn same(&self, a: MentionIx, z: MentionIx) -> bool {
        let (x, y) = (&self.b.mentions[a as usize], &self.b.mentions[z as usize]);
        let named_alike = || (x.entity.is_none() || y.entity.is_none()) && x.name == y.name;
        a == z || x.entity.is_some() && x.entity == y.entity || named_alike()
    }

    /// Whether the ontology allows the relation between things of these types.
    fn fits_ontology(&self, relation: RelationId, subject: MentionIx, object: MentionIx) -> bool {
        let relation = self.extractor.ontology.relation(relation);
        let (Some(s), Some(o)) = (self.label(subject), self.label(object)) else { return false };
        relation.admits(s, o) || relation.symmetric && relation.admits(o, s)
    }

    /// The type of a mention: that of its thing, once that is known.
    pub fn label(&self, mention: MentionIx) -> Option<TypeId> {
        let mention = &self.b.mentions[mention as usize];
        let of_thing = mention.entity.and_then(|e: EntityIx| self.input.entities.get(e as usize)).map(|e| e.label);
        of_thing.or(match mention.kind {
            MentionKind::Entity { label, .. } => Some(label),
            MentionKind::Quantity(_) => None,
        })
    }

    /// Adds a claim, or what it says beyond one that says the same.
    fn add(&mut self, claim: Claim) {
        let known = (0..self.claims.len()).find(|i| self.says_the_same(&self.claims[*i], &claim));
        let Some(known) = known else { return self.claims.push(claim) };
        let known = &mut self.claims[known];
        if let (Predicate::Relation { attributes: have, .. }, Predicate::Relation { attributes: more, .. }) =
            (&mut known.predicate, claim.predicate)
        {
            for (name, value) in more {
                have.entry(name).or_insert(value);
            }
        }
    }

    fn says_the_same(&self, a: &Claim, z: &Claim) -> bool {
        match (&a.predicate, &z.predicate) {
            (
                Predicate::Relation { relation: r, object: o, .. },
                Predicate::Relation { relation: q, object: p, .. },
            ) => {
                let straight = self.same(a.subject, z.subject) && self.same(*o, *p);
                let turned = self.same(a.subject, *p) && self.same(*o, z.subject);
                r == q && (straight || turned && self.extractor.ontology.relation(*r).symmetric)
            }
            (Predicate::Attribute { name: n, value: v, .. }, Predicate::Attribute { name: m, value: w, .. }) => {
                n == m && v == w && self.same(a.subject, z.subject)
            }
            _ => false,
        }
    }
}
