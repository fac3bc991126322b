//! Where a claim stands: done, planned, negotiated, reported, denied, ended; and who says so.
//!
//! Read off the words around the trigger: auxiliaries, negation, adverbs, adjectives, the verbs above it, the tense.

pub mod attribution;
mod time;

use crate::model::claim::Status;
use crate::model::mention::{DateBound, MentionKind, Quantity};
use crate::model::text::{Deprel, Mood, Tense, Upos, VerbForm};

use super::graph::{Labels, NodeIx, Role};
use super::normalise::Building;
use super::{Input, attribute};

/// How many verbs above the trigger may lend their status.
const CHAIN: usize = 4;

/// How many words above it, of whatever clause, where no word speaks for the claim.
const ABOVE: usize = 2;

/// The status of a claim that hangs on `trigger`; `stated` is what its rule says. Of what a rule says to be actual (where a
/// firm comes from, in which land a town lies) nothing around it makes anything else.
pub fn of(b: &Building, input: &Input, trigger: NodeIx, stated: Option<Status>) -> Status {
    let found = cues(b, input, trigger).found;
    match (stated, strongest(&found)) {
        (Some(Status::Actual), _) => Status::Actual,
        (Some(Status::Ended), status) => end(status),
        (Some(stated), _) => strongest(&[found, vec![stated]].concat()),
        (None, status) => status,
    }
}

/// Relations of a person with a house, and that which holds while someone works there.
const PERSONAL: [&str; 4] = ["WORKS_FOR", "LEADS", "CHAIRS", "MEMBER_OF"];
const SERVES: &str = "WORKS_FOR";

/// The relation of two that work together.
const PARTNERS: &str = "PARTNERS_WITH";

/// The relation of a thing with a place.
const LIES: &str = "LOCATED_IN";

/// Relations that a sale ends.
const HELD: [&str; 5] = ["OWNS", "INVESTS_IN", "OPERATES", "LOCATED_IN", "PART_OF"];

/// What the words about a pair say of it where the one gives the other up or comes from it, whatever the claim hangs on:
/// `Ingenieurin, die von X kommt`, `vormals Leiterin bei X`, `verkaufte ihre Anteile an X`.
pub fn of_leaver(b: &Building, relation: &str, subject: NodeIx, object: NodeIx) -> Option<Status> {
    if PERSONAL.contains(&relation) {
        let over = comes_from(b, object)
            || was_before(b, subject, object)
            || leaves_office(b, subject, object)
            || relation == SERVES && served(b, object);
        return if over { Some(Status::Ended) } else { succeeds(b, subject, object).then_some(Status::Planned) };
    }
    if relation == PARTNERS {
        return talks(b, subject, object).then_some(Status::Negotiated);
    }
    if !HELD.contains(&relation) {
        return None;
    }
    if relation == LIES && relocates(b, object) {
        return Some(Status::Planned);
    }
    if relation != LIES && was_held(b, subject, object) {
        return Some(Status::Ended);
    }
    let gives_up = sold_by(b, subject, object).or_else(|| gives_up(b, subject, object))?;
    let mut cues = Cues { b, found: Vec::new() };
    cues.around(gives_up);
    cues.found.retain(|status| *status != Status::Ended);
    Some(end(strongest(&cues.found)))
}

/// `verlegt die Montage nach Celle`, told in the present tense: where something goes it is not yet.
fn relocates(b: &Building, place: NodeIx) -> bool {
    let here = b.graph.node(place).token;
    let goes_there = super::normalise::preposition_before(b, here)
        .is_some_and(|role| matches!(role.name(), "nach" | "in" | "to" | "into"));
    let present = |verb: &u32| b.token(*verb).upos == Upos::Verb && b.token(*verb).morph.tense == Tense::Pres;
    let verb = b.clause_verb(here).filter(present);
    goes_there && verb.is_some_and(|verb| b.words.is_in("relocates", &b.graph.node(verb).lemma))
}

/// `Hitachi's former metals arm X`, `die einstige Siemens-Tochter Y`: two names of one phrase, said to have belonged together.
fn was_held(b: &Building, a: NodeIx, z: NodeIx) -> bool {
    let (first, second) = if b.extent(a).start <= b.extent(z).start { (a, z) } else { (z, a) };
    let (from, to) = (b.extent(first).start, b.extent(second).start);
    let phrase = |t: u32| !matches!(b.token(t).upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adp | Upos::Cconj);
    let former = |t: u32| b.words.is_in("back-then", &b.token(t).lower());
    from < to
        && (from..to).all(phrase)
        && (from.saturating_sub(1)..to).any(|t| b.token(t).upos == Upos::Adj && former(t))
}

/// The verb by which another buys the object of the subject: `hat X von Y übernommen`.
fn sold_by(b: &Building, subject: NodeIx, object: NodeIx) -> Option<NodeIx> {
    let from = |role: Role| matches!(role.name(), "von" | "from");
    let buys =
        |verb: NodeIx| b.words.is_in("buys", &b.graph.node(verb).lemma) && !b.graph.has(verb, Role::Subject, subject);
    let same = |t: &u32| *t == object || b.are_same(*t, object);
    let within = |verb: NodeIx| (0..b.len()).filter(same).any(|t| b.share_clause(b.graph.node(verb).token, t));
    let edges = b.graph.reaching(subject).iter().filter(|(role, _)| from(*role));
    edges.map(|(_, verb)| *verb).find(|verb| buys(*verb) && within(*verb))
}

/// The verb by which the subject gives up the object or something of it.
fn gives_up(b: &Building, subject: NodeIx, object: NodeIx) -> Option<NodeIx> {
    // `X schloss ihr Werk`: the pronoun that the claim is made of is no subject, the name is.
    let same = |n: &NodeIx| *n == subject || b.are_same(*n, subject);
    let mut verbs = (0..b.graph.len()).filter(same).flat_map(|n| b.graph.back(n, Role::Subject));
    verbs.find(|verb| {
        let lemma = &b.graph.node(*verb).lemma;
        let within = |n: NodeIx| b.share_clause(b.graph.node(*verb).token, b.graph.node(n).token);
        let closes = b.words.is_in("closes", lemma) && b.graph.follow(*verb, Role::Object).any(|n| !is_pact(b, n));
        let leaves = b.words.is_in("leaves", lemma) && b.graph.has(*verb, Role::Object, object);
        leaves || (closes || b.words.is_in("dispose", lemma)) && within(object) && !is_given(b, *verb, object)
    })
}

/// Whether a node is what one closes without ending anything: a contract, a deal.
fn is_pact(b: &Building, node: NodeIx) -> bool {
    let lemma = &b.graph.node(node).lemma;
    b.words.is_in("pact", lemma) || b.words.is_in("deal", lemma)
}

/// Whether something is handed to the object: `verkauft ihr Werk an X`.
fn is_given(b: &Building, verb: NodeIx, object: NodeIx) -> bool {
    let mut edges = b.graph.out(verb).iter();
    let names_portion = (0..b.graph.node(object).token)
        .any(|t| b.words.is_in("portion", &b.graph.node(t).lemma) && b.share_clause(t, b.graph.node(object).token));
    edges.any(|(role, to)| *to == object && matches!(role.name(), "an" | "to" | "dative")) && !names_portion
}

/// Whether someone is said to come from a house: `von X geholt`, `hired from X`.
fn comes_from(b: &Building, object: NodeIx) -> bool {
    let from = super::normalise::preposition_before(b, b.graph.node(object).token);
    let leaves = |role: Role| matches!(role.name(), "von" | "from" | "aus");
    let moves = |node: NodeIx| b.words.is_in("moves", &b.graph.node(node).lemma);
    let end = b.extent(object).end;
    let behind = end < b.len() && moves(b.graph.at(end));
    from.is_some_and(leaves) && behind
        || b.graph.reaching(object).iter().any(|(role, verb)| leaves(*role) && moves(*verb))
}

/// `X, bislang Leiterin bei Y, übernimmt …`: told in the present tense of someone who is still elsewhere, a post is to come.
fn succeeds(b: &Building, person: NodeIx, house: NodeIx) -> bool {
    let here = b.graph.node(house).token;
    let comes = |verb: &u32| {
        let t = b.token(*verb);
        t.upos == Upos::Verb
            && t.morph.tense == Tense::Pres
            && b.words.is_in("takes-office", &b.graph.node(*verb).lemma)
    };
    let verb = b.clause_verb(here).filter(comes);
    let end = b.extent(person).end;
    let until_now = |t: u32| matches!(b.token(t).form.as_str(), "bislang" | "bisher" | "bisherige" | "bisheriger");
    let behind = (end..b.len().min(end + UNTIL_NOW)).find(|t| until_now(*t));
    // What stands in one phrase with `bislang` is the old post.
    let old = behind.is_some_and(|t| t < here && (t..here).all(|t| b.token(t).upos != Upos::Punct));
    verb.is_some() && !old && (behind.is_some() || b.extent(person).start.checked_sub(2).is_some_and(until_now))
}

/// How many words behind someone's name it may be told what they were until now: `X, 49, bisher …`.
const UNTIL_NOW: u32 = 4;

/// `in Verhandlungen mit`, `Gespräche zwischen`: the clause of two names talks that are not over.
fn talks(b: &Building, a: NodeIx, z: NodeIx) -> bool {
    let (from, to) = (b.graph.node(a).token, b.graph.node(z).token);
    let cues = Cues { b, found: Vec::new() };
    let talk =
        |t: u32| b.token(t).upos == Upos::Noun && b.words.is_in("talks", &b.graph.node(t).lemma) && !cues.is_behind(t);
    let mut clause = (0..b.len()).filter(|t| b.share_clause(*t, to));
    let over = || (0..b.len()).any(|t| b.words.status(&b.graph.node(t).lemma) == Some(Status::Ended));
    b.share_clause(from, to) && clause.any(talk) && !over()
}

/// Whether someone is told to have given up an office, whatever house it is of: `trat 2016 zurück`.
pub fn resigns(b: &Building, person: NodeIx) -> bool {
    let mut verbs = b.graph.back(person, Role::Subject);
    verbs.any(|verb| b.words.is_in("resign", &b.graph.node(verb).lemma) && !is_ahead(b, verb))
}

/// `tritt zurück`, `X löst ihn ab`, `Nachfolger von …`: someone gives an office up, or another has it after them.
fn leaves_office(b: &Building, person: NodeIx, house: NodeIx) -> bool {
    let within = |n: NodeIx| b.share_clause(b.graph.node(n).token, b.graph.node(person).token);
    let near = within(house) || b.graph.back(person, Role::Is).any(|title| b.graph.has(title, Role::Holder, house));
    let edges = b.graph.reaching(person).iter();
    let over = edges.into_iter().any(|(role, from)| {
        let lemma = &b.graph.node(*from).lemma;
        let gives_up = match role.name() {
            "subject" => b.words.is_in("resign", lemma),
            "object" => b.words.is_in("dismiss", lemma) && b.graph.node(*from).labels.meets(Labels::VERB),
            "genitive" | "holder" | "von" | "of" => b.words.is_in("successor", lemma),
            _ => false,
        };
        gives_up && !is_ahead(b, *from)
    });
    // `nach seinem Ausstieg bei X`
    let exit = |(role, from): &(Role, NodeIx)| {
        let lemma = &b.graph.node(*from).lemma;
        matches!(role.name(), "bei" | "von" | "aus" | "from" | "at")
            && (b.words.is_in("resignation", lemma) || b.words.is_in("exit", lemma))
    };
    near && over || within(house) && b.graph.reaching(house).iter().any(exit)
}

/// `spent nine years at X`, `forschte bei X`: told in the past of somewhere.
fn served(b: &Building, object: NodeIx) -> bool {
    let here = b.graph.node(object).token;
    let at =
        super::normalise::preposition_before(b, here).is_some_and(|role| matches!(role.name(), "bei" | "at" | "für"));
    let cues = Cues { b, found: Vec::new() };
    at && b
        .clause_verb(here)
        .is_some_and(|verb| b.words.is_in("serves", &b.graph.node(verb).lemma) && cues.is_past(verb))
}

/// How many words before a name may stand a word that says it was so before.
const BEFORE_NAME: u32 = 6;

/// Whether `früher`, `vormals`, `damals` stands between someone and a house, in one phrase or clause.
fn was_before(b: &Building, subject: NodeIx, object: NodeIx) -> bool {
    let start = b.extent(object).start;
    let first = start.saturating_sub(BEFORE_NAME);
    let person = b.extent(subject).end;
    let from = if person <= start { person.max(first) } else { first };
    let behind = b.extent(object).end;
    let back = |t: u32| b.words.is_in("back-then", &b.token(t).lower());
    let end = behind..b.len().min(behind + 2);
    (from..start).rev().take_while(|t| !matches!(b.token(*t).form.as_str(), ";" | ":" | "und" | "and")).any(back)
        || end.into_iter().any(|t| b.share_clause(t, start) && b.words.is_in("till-then", &b.token(t).lower()))
}

/// The status of a claim that no word speaks for: what the words on the way between its ends say counts as well.
pub fn on_the_way(b: &Building, input: &Input, trigger: NodeIx, way: &[NodeIx]) -> Status {
    let mut cues = cues(b, input, trigger);
    for node in way {
        cues.found.extend(b.words.status(&b.graph.node(*node).lemma));
        cues.noun(*node);
    }
    let above = std::iter::successors(Some(b.graph.node(trigger).token), |token| b.token(*token).head);
    cues.found.extend(above.skip(1).take(ABOVE).filter_map(|token| cues.word(token)).collect::<Vec<_>>());
    strongest(&cues.found)
}

fn cues<'a>(b: &'a Building<'a>, input: &Input, trigger: NodeIx) -> Cues<'a> {
    let mut cues = Cues { b, found: Vec::new() };
    cues.around(trigger);
    cues.dates(trigger, input.document.date.as_deref());
    cues.past_state(trigger);
    cues.ahead(trigger, input.document.date.as_deref());
    cues.purpose(b.graph.node(trigger).token);
    cues.rumour();
    cues.reservation(trigger);
    cues
}

/// What becomes of a state that something ends: `will seinen Anteil verkaufen` leaves it as it is.
fn end(status: Status) -> Status {
    match status {
        Status::Planned | Status::Negotiated | Status::Reported | Status::Denied => Status::Actual,
        Status::Ended | Status::Actual => Status::Ended,
    }
}

/// Denial weighs most, then what is over, then the weakest of what is not yet.
fn strongest(found: &[Status]) -> Status {
    let order = [Status::Denied, Status::Ended, Status::Negotiated, Status::Reported, Status::Planned];
    order.into_iter().find(|s| found.contains(s)).unwrap_or_default()
}

/// Whether a verb or noun tells of what is not yet.
fn is_ahead(b: &Building, node: NodeIx) -> bool {
    let mut cues = Cues { b, found: Vec::new() };
    cues.around(node);
    !matches!(strongest(&cues.found), Status::Actual | Status::Ended)
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
        self.at(token, true, true);
        self.noun(trigger);
        self.by_itself(trigger);
        self.infinitive(token);
        if self.is_presupposed(trigger) {
            return self.resignation(trigger);
        }
        let mut below = trigger;
        let mut deniable = self.b.graph.node(trigger).labels.meets(Labels::VERB | Labels::EVENT);
        for _ in 0..CHAIN {
            let Some(governor) = self.governor(token, below) else { return };
            let lemma = &self.b.graph.node(governor).lemma;
            self.found.extend(self.b.words.status(lemma));
            self.becoming(governor, token);
            self.contract(governor, below);
            deniable = deniable && self.takes_denial(token);
            token = self.b.graph.node(governor).token;
            self.at(token, false, deniable);
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

    /// What the word that the claim hangs on says of itself: `Absichtserklärung`, `Gespräche`, `bietet`.
    fn by_itself(&mut self, trigger: NodeIx) {
        let node = self.b.graph.node(trigger);
        let verb = node.labels.meets(Labels::VERB) && !node.labels.meets(Labels::EVENT);
        let word =
            if node.labels.meets(Labels::EVENT) { self.word(node.token) } else { self.b.words.status(&node.lemma) };
        let intends = self.b.words.is_in("intends", &node.lemma);
        self.found.extend(word.filter(|status| !verb || intends || *status == Status::Negotiated));
    }

    /// `X-Chef Y tritt zurück`, `der Rücktritt des X-Chefs`, `X entlässt Chef Y`: the office that is given up is over.
    fn resignation(&mut self, trigger: NodeIx) {
        let b = self.b;
        let bearers = std::iter::once(trigger).chain(b.graph.follow(trigger, Role::Is));
        let edges = bearers.flat_map(|node| b.graph.reaching(node).iter());
        let over = edges.into_iter().any(|(role, from)| {
            let lemma = &b.graph.node(*from).lemma;
            match role.name() {
                "object" | "von" | "of" if b.words.is_in("dispose", lemma) => !is_ahead(b, *from),
                "subject" => b.words.is_in("resign", lemma),
                "object" => b.words.is_in("dismiss", lemma),
                "genitive" | "holder" | "von" | "of" => b.words.is_in("resignation", lemma),
                _ => false,
            }
        });
        if over {
            self.found.push(Status::Ended);
        }
    }

    /// `plans to buy`: the word right before an infinitive, whatever the parse makes of it.
    fn infinitive(&mut self, token: u32) {
        let mut marks = self.b.dependents(token, Deprel::Mark);
        let before = marks.find(|m| self.b.token(*m).form == "to").and_then(|m| m.checked_sub(1));
        self.found.extend(before.and_then(|t| self.word(t)));
        // `used to run`
        if before.is_some_and(|t| self.b.token(t).form == "used") {
            self.found.push(Status::Ended);
        }
        // `is to buy`
        if before.is_some_and(|t| matches!(self.b.token(t).form.as_str(), "is" | "are" | "was" | "were" | "'s")) {
            self.found.push(Status::Planned);
        }
    }

    /// `ein Vertrag über den Erwerb von X`: what is agreed on is not bought yet.
    fn contract(&mut self, governor: NodeIx, below: NodeIx) {
        let words = self.b.words;
        let lemma = |node: NodeIx| &self.b.graph.node(node).lemma;
        let bought = words.nominal(lemma(below)).is_some_and(|noun| words.is_in("buys", &noun.verb));
        let noun = self.b.token(self.b.graph.node(governor).token).upos == Upos::Noun;
        if bought && noun && words.is_in("pact", lemma(governor)) {
            self.found.push(Status::Planned);
        }
    }

    /// `Sitz der Sparte wird Bonn`: what something becomes it is not yet.
    fn becoming(&mut self, governor: NodeIx, below: u32) {
        let verb = self.b.token(self.b.graph.node(governor).token);
        let noun = matches!(self.b.token(below).upos, Upos::Noun | Upos::Propn);
        if noun && verb.upos == Upos::Verb && verb.lemma == "werden" && verb.morph.tense == Tense::Pres {
            self.found.push(Status::Planned);
        }
    }

    /// The status that a word lends: by its lemma, or where that errs by its form without the ending of an adjective.
    fn word(&self, token: u32) -> Option<Status> {
        let words = self.b.words;
        let by_form = || {
            let form = self.b.token(token).lower();
            let stems = ["en", "er", "es", "em", "e"].into_iter().filter_map(|ending| form.strip_suffix(ending));
            let adjective = self.b.token(token).upos == Upos::Adj;
            stems.filter(|_| adjective).find_map(|stem| words.status(stem)).or_else(|| words.status(&form))
        };
        words.status(&self.b.graph.node(token).lemma).or_else(by_form)
    }

    /// The verb or noun above a token, if what it says bears on the token: not where a clause of its own begins.
    fn governor(&self, token: u32, _below: NodeIx) -> Option<NodeIx> {
        let t = self.b.token(token);
        if t.deprel == Deprel::Advcl && self.is_bare_infinitive(token) {
            return t.head.map(|head| self.b.graph.at(head));
        }
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

    /// `einigten sich, ein Werk zu bauen`: an infinitive that no `um` or `ohne` makes a clause of its own.
    fn is_bare_infinitive(&self, token: u32) -> bool {
        let opens = |t: u32| matches!(self.b.token(t).lower().as_str(), "um" | "ohne" | "statt" | "anstatt");
        let children = &self.b.children[token as usize];
        self.b.token(token).xpos.ends_with("INF")
            && children.iter().any(|c| self.b.token(*c).xpos == "PTKZU")
            && !children.iter().any(|c| opens(*c))
    }

    /// Whether a negation of the verb above bears on what hangs there: not on a clause told beside it, nor on what it
    /// took place after or in spite of.
    fn takes_denial(&self, token: u32) -> bool {
        match self.b.token(token).deprel {
            Deprel::Conj => false,
            Deprel::Obl | Deprel::Nmod => {
                let before = super::normalise::preposition_before(self.b, token);
                !before.is_some_and(|r| self.b.words.is_in("circumstance", r.name()))
            }
            _ => true,
        }
    }

    /// Signs among the dependents of a token; negations only where they bear on the claim.
    fn at(&mut self, token: u32, own: bool, deniable: bool) {
        for child in &self.b.children[token as usize] {
            let c = self.b.token(*child);
            match c.deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => self.auxiliary(token, *child),
                // `nach langen Gesprächen`: over
                Deprel::Obl | Deprel::Nmod if self.is_behind(*child) => self.negation(*child, deniable),
                Deprel::Advmod | Deprel::Amod | Deprel::Det | Deprel::Mark | Deprel::Obl | Deprel::Nmod
                    if own || c.deprel != Deprel::Amod =>
                {
                    self.found.extend(self.word(*child));
                    self.negation(*child, deniable);
                }
                _ => self.negation(*child, deniable),
            }
        }
        let t = self.b.token(token);
        if t.morph.mood == Mood::Sub && t.morph.tense == Tense::Past && t.upos == Upos::Verb {
            self.found.push(Status::Reported);
        }
    }

    /// Whether a noun stands behind `nach` or `after`.
    fn is_behind(&self, noun: u32) -> bool {
        super::normalise::preposition_before(self.b, noun).is_some_and(|r| matches!(r.name(), "nach" | "after"))
    }

    /// `nicht`, `kein`, but not the `nicht` of `nicht nur`, which adds.
    fn negation(&mut self, word: u32, deniable: bool) {
        let lemma = |t: u32| self.b.graph.node(t).lemma.as_str();
        let adds = || word + 1 < self.b.len() && self.b.words.is_in("not-only", lemma(word + 1));
        if deniable && self.b.words.is_in("negation", lemma(word)) && !adds() {
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
            "werden" if infinitive || noun && (a.morph.tense != Tense::Past || a.morph.mood == Mood::Sub) => {
                self.found.push(Status::Planned)
            }
            "will" | "shall" | "going" => self.found.push(Status::Planned),
            "sein" | "be" if noun && a.morph.tense == Tense::Past && a.morph.mood != Mood::Sub => {
                self.found.push(Status::Ended)
            }
            "sein" | "haben" if a.morph.tense == Tense::Past && a.morph.mood == Mood::Sub => {
                self.found.push(Status::Reported)
            }
            _ => self.found.extend(self.b.words.status(lemma)),
        }
    }

    /// Adjectives before a noun, and a description's: `geplante Übernahme`, `ehemaliger Chef`, `Ex-Chef`.
    fn noun(&mut self, trigger: NodeIx) {
        let token = self.b.graph.node(trigger).token;
        if self.b.token(token).lower().starts_with("ex-") {
            self.found.push(Status::Ended);
        }
        if let Some(before) = token.checked_sub(1) {
            let lemma = &self.b.graph.node(before).lemma;
            if self.b.words.is_in("before-noun", lemma) || self.b.token(before).upos == Upos::Adj {
                self.found.extend(self.word(before));
            }
        }
        for modifier in self.b.graph.follow(trigger, Role::Modifier) {
            self.found.extend(self.word(self.b.graph.node(modifier).token));
        }
    }

    /// `bis 2020` in the past ends it, `ab 2027` in the future plans it.
    fn dates(&mut self, trigger: NodeIx, published: Option<&str>) {
        let Some(published) = published else { return };
        let b = self.b;
        let past = self.is_past(b.graph.node(trigger).token);
        for (value, bound) in dates_at(b, trigger) {
            match bound {
                DateBound::Until if time::is_over(value, published) => self.found.push(Status::Ended),
                DateBound::On | DateBound::Since if !past && time::is_ahead(value, published) => {
                    self.found.push(Status::Planned)
                }
                _ => {}
            }
        }
    }

    /// `wechselt zum Jahreswechsel`, `zieht im nächsten Sommer um`: the present tense tells what is to come, where its
    /// clause has a time that is.
    fn ahead(&mut self, trigger: NodeIx, published: Option<&str>) {
        let b = self.b;
        let here = b.graph.node(trigger).token;
        let verb = b.clause_verb(here).map(|t| b.token(t));
        let present = verb.is_some_and(|t| t.upos == Upos::Verb && t.morph.tense == Tense::Pres);
        if !present || self.is_presupposed(trigger) {
            return;
        }
        let mut clause = (0..b.len()).filter(|t| b.share_clause(*t, here));
        let dated = |t: u32| match b.mention(b.graph.at(t)).map(|m| &m.kind) {
            Some(MentionKind::Quantity(Quantity::Date { value, bound })) => {
                *bound != DateBound::Until && published.is_some_and(|day| time::is_ahead(value, day))
            }
            _ => false,
        };
        if clause.any(|t| dated(t) || self.is_time_to_come(t)) {
            self.found.push(Status::Planned);
        }
    }

    /// `Jahreswechsel`, the `nächsten` of `nächsten Monat`, the `Herbst` of `im Herbst`.
    fn is_time_to_come(&self, token: u32) -> bool {
        let words = self.b.words;
        let lemma = |t: u32| self.b.graph.node(t).lemma.as_str();
        let last = token + 1 == self.b.len();
        let before = token.checked_sub(1).map(|t| self.b.token(t).lower()).unwrap_or_default();
        let bare = matches!(before.as_str(), "zum" | "zur" | "im" | "ab" | "bis" | "nach" | "in" | "by" | "from");
        words.is_in("turn-of-year", lemma(token)) && bare
            || words.is_in("coming", lemma(token)) && !last && words.is_in("time", lemma(token + 1))
    }

    /// `Geld, um nach Asien zu expandieren`: what something is done for is still to come.
    fn purpose(&mut self, token: u32) {
        let t = self.b.token(token);
        let infinitive = t.deprel == Deprel::Advcl && t.xpos.starts_with('V') && t.morph.verb_form != VerbForm::Fin;
        let mut children = self.b.children[token as usize].iter().map(|c| self.b.token(*c));
        let opens = children.any(|c| c.form.eq_ignore_ascii_case("um") || c.form == "to" && t.xpos == "VB");
        if infinitive && opens {
            self.found.push(Status::Planned);
        }
    }

    /// `leitete`, `hat gearbeitet`: a state told in the past is over, unless the text says since when, or tells what
    /// somebody said.
    fn past_state(&mut self, trigger: NodeIx) {
        let node = self.b.graph.node(trigger);
        if !self.b.words.is_in("state", &node.lemma) || node.labels.meets(Labels::PASSIVE | Labels::EVENT) {
            return;
        }
        let lasting = dates_at(self.b, trigger).any(|(_, bound)| bound == DateBound::Since);
        if self.is_past(node.token) && !lasting && !self.is_told(node.token) {
            self.found.push(Status::Ended);
        }
    }

    /// Whether a verb stands in the past, or in the German perfect.
    fn is_past(&self, token: u32) -> bool {
        let t = self.b.token(token);
        let finite = matches!(t.xpos.as_str(), "VVFIN" | "VBD") && t.morph.tense == Tense::Past;
        let perfect = || {
            let mut auxiliaries = self.b.dependents(token, Deprel::Aux);
            t.xpos == "VVPP" && auxiliaries.any(|a| self.b.token(a).lemma == "haben")
        };
        let progressive = || {
            let mut auxiliaries = self.b.dependents(token, Deprel::Aux);
            t.xpos == "VBG" && auxiliaries.any(|a| matches!(self.b.token(a).form.as_str(), "was" | "were"))
        };
        t.morph.mood != Mood::Sub && (finite || perfect() || progressive())
    }

    /// Whether a verb of saying stands above an English one: its past is that of the saying.
    fn is_told(&self, token: u32) -> bool {
        let t = self.b.token(token);
        let said = |other: u32| self.b.words.is_in("speech", &self.b.graph.node(other).lemma);
        t.xpos == "VBD" && (t.head.is_some_and(said) || self.b.children[token as usize].iter().any(|c| said(*c)))
    }

    /// `vorbehaltlich der Zustimmung`, `subject to approval`: a word of the sentence that makes it depend on more.
    fn reservation(&mut self, trigger: NodeIx) {
        let mut words = (0..self.b.len()).filter(|t| self.b.words.is_in("reservation", &self.b.graph.node(*t).lemma));
        let token = self.b.graph.node(trigger).token;
        if !self.is_presupposed(trigger) && words.any(|t| self.b.share_clause(t, token) || t > token) {
            self.found.push(Status::Planned);
        }
    }

    /// `Kreisen zufolge`, `laut Medienberichten`, `Insidern zufolge`: the whole sentence is hearsay.
    fn rumour(&mut self) {
        let nouns = (0..self.b.len()).filter(|t| self.b.graph.node(*t).labels.meets(Labels::NOUN));
        let mut rumours = nouns.filter(|t| self.b.words.is_in("rumour", &self.b.graph.node(*t).lemma));
        if rumours.any(|t| self.is_source(t)) {
            // Of what is only rumoured, that it is planned or talked of is rumour as well.
            self.found.retain(|status| !matches!(status, Status::Negotiated | Status::Planned));
            self.found.push(Status::Reported);
        }
    }

    /// Whether a noun is named as a source: behind `laut`, before `zufolge`.
    fn is_source(&self, token: u32) -> bool {
        let near = token.saturating_sub(3)..(token + 3).min(self.b.len());
        near.into_iter().any(|t| self.b.words.is_in("source", &self.b.token(t).lower()))
    }
}

/// The dates that hang on a node.
fn dates_at<'a>(b: &'a Building, node: NodeIx) -> impl Iterator<Item = (&'a str, DateBound)> {
    attribute::dates_at(b, node).filter_map(|quantity| match quantity {
        Quantity::Date { value, bound } => Some((value.as_str(), *bound)),
        _ => None,
    })
}
