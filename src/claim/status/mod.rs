//! Where a claim stands: done, planned, negotiated, reported, denied, ended; and who says so.
//!
//! Read off the words around the trigger: auxiliaries, negation, adverbs, adjectives, the verbs above it, the tense.

pub mod attribution;

use crate::model::claim::Status;
use crate::model::mention::{DateBound, MentionKind, Quantity};
use crate::model::text::{Deprel, Mood, Tense, Upos, VerbForm};

use super::Input;
use super::graph::{Labels, NodeIx, Role};
use super::normalise::Building;

/// How many verbs above the trigger may lend their status.
const CHAIN: usize = 4;

/// The status of a claim that hangs on `trigger`; `stated` is what its rule says.
pub fn of(b: &Building, input: &Input, trigger: NodeIx, ends: (NodeIx, NodeIx), stated: Option<Status>) -> Status {
    let mut cues = Cues { b, found: Vec::new() };
    cues.found.extend(stated);
    cues.around(trigger);
    cues.dates(trigger, input.document.date.as_deref());
    cues.rumour(ends);
    strongest(&cues.found)
}

/// Denial weighs most, then what is over, then the weakest of what is not yet.
fn strongest(found: &[Status]) -> Status {
    let order = [Status::Denied, Status::Ended, Status::Negotiated, Status::Reported, Status::Planned];
    order.into_iter().find(|s| found.contains(s)).unwrap_or_default()
}

/// The signs found so far.
struct Cues<'a> {
    b: &'a Building<'a>,
    found: Vec<Status>,
}

impl Cues<'_> {
    /// Signs at the trigger and the verbs above it.
    fn around(&mut self, trigger: NodeIx) {
        let mut token = self.b.graph.node(trigger).token;
        self.at(token, true);
        self.noun(trigger);
        if self.is_presupposed(trigger) {
            return self.resignation(trigger);
        }
        let mut below = trigger;
        for _ in 0..CHAIN {
            let Some(governor) = self.governor(token, below) else { return };
            let lemma = &self.b.graph.node(governor).lemma;
            self.found.extend(self.b.words.status(lemma));
            token = self.b.graph.node(governor).token;
            self.at(token, false);
            below = governor;
        }
    }

    /// Whether a noun says what is so already, whatever the verb above it says: `AMD-Chefin Lisa Su will …`, `ihre
    /// Beteiligung an X nicht verkaufen`.
    fn is_presupposed(&self, trigger: NodeIx) -> bool {
        let node = self.b.graph.node(trigger);
        self.b.beside.contains(&trigger)
            || !node.labels.meets(Labels::VERB) && self.b.words.is_in("portion", &node.lemma)
    }

    /// `X-Chef Y tritt zurück`: what the one whom the noun describes gives up is over.
    fn resignation(&mut self, trigger: NodeIx) {
        let b = self.b;
        let verbs = b.graph.follow(trigger, Role::Is).flat_map(|name| b.graph.back(name, Role::Subject));
        if verbs.into_iter().any(|v| b.words.is_in("resign", &b.graph.node(v).lemma)) {
            self.found.push(Status::Ended);
        }
    }

    /// The verb or noun above a token, if what it says bears on the token: not where a clause of its own begins.
    fn governor(&self, token: u32, _below: NodeIx) -> Option<NodeIx> {
        let t = self.b.token(token);
        if matches!(t.deprel, Deprel::AclRelcl | Deprel::Parataxis | Deprel::Advcl | Deprel::Root | Deprel::Appos) {
            return None;
        }
        if t.deprel == Deprel::Ccomp && self.b.dependents(token, Deprel::Nsubj).next().is_some() {
            return None;
        }
        let head = t.head?;
        let governs = matches!(self.b.token(head).upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Aux);
        governs.then(|| self.b.graph.at(head))
    }

    /// Signs among the dependents of a token.
    fn at(&mut self, token: u32, own: bool) {
        for child in &self.b.children[token as usize] {
            let (c, lemma) = (self.b.token(*child), self.b.graph.node(*child).lemma.as_str());
            match c.deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => self.auxiliary(token, *child),
                Deprel::Advmod | Deprel::Amod | Deprel::Det | Deprel::Mark | Deprel::Obl | Deprel::Nmod
                    if own || c.deprel != Deprel::Amod =>
                {
                    self.found.extend(self.b.words.status(lemma));
                    self.negation(lemma);
                }
                _ => self.negation(lemma),
            }
        }
        let t = self.b.token(token);
        if t.morph.mood == Mood::Sub && t.morph.tense == Tense::Past && t.upos == Upos::Verb {
            self.found.push(Status::Reported);
        }
    }

    fn negation(&mut self, lemma: &str) {
        if self.b.words.is_in("negation", lemma) {
            self.found.push(Status::Denied);
        }
    }

    /// `will`, `soll`, `könnte`, `wird … übernehmen`, `war`.
    fn auxiliary(&mut self, token: u32, auxiliary: u32) {
        let a = self.b.token(auxiliary);
        let lemma = self.b.graph.node(auxiliary).lemma.as_str();
        let infinitive =
            self.b.token(token).morph.verb_form == VerbForm::Inf || self.b.token(token).xpos.ends_with("INF");
        let noun = self.b.token(token).upos != Upos::Verb;
        match lemma {
            "werden" if infinitive || noun && a.morph.tense != Tense::Past => self.found.push(Status::Planned),
            "will" | "shall" | "going" => self.found.push(Status::Planned),
            "sein" | "be" if noun && a.morph.tense == Tense::Past && a.morph.mood != Mood::Sub => {
                self.found.push(Status::Ended)
            }
            _ => self.found.extend(self.b.words.status(lemma)),
        }
    }

    /// Adjectives before a noun, and a description's: `geplante Übernahme`, `ehemaliger Chef`, `Ex-Chef`.
    fn noun(&mut self, trigger: NodeIx) {
        let token = self.b.graph.node(trigger).token;
        if self.b.token(token).form.to_lowercase().starts_with("ex-") {
            self.found.push(Status::Ended);
        }
        if let Some(before) = token.checked_sub(1) {
            let before = &self.b.graph.node(before).lemma;
            if self.b.words.is_in("before-noun", before) {
                self.found.extend(self.b.words.status(before));
            }
        }
        for modifier in self.b.graph.follow(trigger, Role::Modifier) {
            self.found.extend(self.b.words.status(&self.b.graph.node(modifier).lemma));
        }
    }

    /// `bis 2020` in an older year ends it, `ab 2027` in a later year plans it.
    fn dates(&mut self, trigger: NodeIx, published: Option<&str>) {
        let Some(published) = published else { return };
        for (_, node) in self.b.graph.out(trigger) {
            let Some(mention) = self.b.mention(*node) else { continue };
            if let MentionKind::Quantity(Quantity::Date { value, bound }) = &mention.kind {
                let common = value.len().min(published.len()).min(4);
                let (at, now) = (value.get(..common).unwrap_or(""), published.get(..common).unwrap_or(""));
                match bound {
                    DateBound::Until if at < now => self.found.push(Status::Ended),
                    DateBound::On | DateBound::Since if at > now => self.found.push(Status::Planned),
                    _ => {}
                }
            }
        }
    }

    /// `Kreisen zufolge`, `laut Medienberichten`, `Insidern zufolge`: the whole sentence is hearsay.
    fn rumour(&mut self, _ends: (NodeIx, NodeIx)) {
        let nouns = (0..self.b.len()).filter(|t| self.b.graph.node(*t).labels.meets(Labels::NOUN));
        let mut rumours = nouns.filter(|t| self.b.words.is_in("rumour", &self.b.graph.node(*t).lemma));
        if rumours.any(|t| self.is_source(t)) {
            self.found.push(Status::Reported);
        }
    }

    /// Whether a noun is named as a source: behind `laut`, before `zufolge`.
    fn is_source(&self, token: u32) -> bool {
        let near = token.saturating_sub(3)..(token + 3).min(self.b.len());
        near.into_iter().any(|t| self.b.words.is_in("source", &self.b.token(t).form.to_lowercase()))
    }
}
