//! Whom the text has just spoken of: the company that a bare `Firmenchef` or `die Tochter` belongs to.
//!
//! A text is about one or two things, and comes back to them. Whom a reader has in mind is told by how often the text
//! has spoken of it so far, by whether the text opens with it, and less by how long ago that was (topic before recency,
//! as in Grosz, Joshi & Weinstein 1995, "Centering", and in the salience factors of Lappin & Leass 1994).

use rustc_hash::FxHashMap;

use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};
use crate::model::text::{Deprel, Sentence, Token, Upos, Zone};

use super::Input;
use super::graph::Labels;
use super::words::Words;

/// Sentences whose things the text opens with: headline, teaser, first sentence.
const OPENING: u32 = 3;
/// Points for standing in the opening.
const OPENS: f32 = 1.0;
/// Points for the mentions so far, as a factor of their logarithm.
const TIMES: f32 = 0.8;
/// Points for having been the subject of a sentence of the paragraph.
const PARAGRAPH: f32 = 0.5;
/// What a pronoun or description counts as a mention.
const ANAPHOR: f32 = 0.5;
/// Points off for each sentence since the last mention, and the number of sentences after which that makes no difference.
const FADES: f32 = 0.1;
const FADED: u32 = 8;
/// What the name of whoever fills a role counts as a mention, and the tokens in which a sentence tells that role.
const FILLER: f32 = 0.4;
const ROLE: usize = 7;
/// Points off for bodies that are no companies: a text has them comment on others.
const BODY: f32 = 0.4;

/// What the sentences before one have just spoken of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Salient {
    /// The company that the text is about so far.
    pub company: Option<MentionIx>,
    /// Where no company was named yet: the one that the document goes on to be about.
    pub ahead: Option<MentionIx>,
    /// Whether no company is spoken of more in the whole document.
    pub is_main: bool,
    /// Whether the paragraph has spoken of that company already.
    pub is_near: bool,
    /// The body that is no company and that the text is about, where no company is spoken of as much.
    pub body: Option<MentionIx>,
    /// The company that the sentence before was about.
    pub last: Option<MentionIx>,
    /// The project that the sentence before was about, where it was its subject: a venture has bodies of its own.
    pub venture: Option<MentionIx>,
    /// The site or project spoken of last.
    pub undertaking: Option<MentionIx>,
    /// The project spoken of last, or the only one spoken of at all.
    pub project: Option<MentionIx>,
    /// The company that the text is about, where this sentence or one just before says that it raises money.
    pub raised: Option<MentionIx>,
}

/// What each sentence finds the reader to have in mind.
#[derive(Clone, Debug, Default)]
pub struct Salience {
    before: Vec<Salient>,
}

/// The labels of what may be in mind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds {
    /// Companies and bodies.
    pub companies: Labels,
    /// Of these, those that are no companies.
    pub bodies: Labels,
    /// Sites and projects.
    pub undertakings: Labels,
    /// Of these, the projects.
    pub ventures: Labels,
}

impl Salience {
    /// Looks through a document.
    pub fn new(input: &Input, kinds: Kinds, words: &Words) -> Self {
        let firms = things(input, kinds.companies);
        let undertakings = things(input, kinds.undertakings);
        let ventures = things(input, kinds.ventures);
        let mut topics = Topics::default();
        let named = |thing: &&Thing| thing.form != Form::Pronoun;
        let mut counts: FxHashMap<EntityIx, u32> = FxHashMap::default();
        firms.iter().filter(named).for_each(|thing| *counts.entry(thing.entity).or_default() += 1);
        let highest = counts.values().max().copied();
        let entity = |mention: MentionIx| input.mentions.get(mention as usize)?.entity;
        let is_main = |mention: MentionIx| entity(mention).and_then(|e| counts.get(&e).copied()) == highest;
        let (ahead, mut raise) = (ahead(&firms, &counts), Raise::default());
        let mut rest = firms.as_slice();
        let mut centre = None;
        let mut before = Vec::with_capacity(input.sentences.len());
        for s in 0..input.sentences.len() as u32 {
            let past = rest.iter().take_while(|thing| thing.sentence < s).count();
            let (of_past, behind) = rest.split_at(past);
            rest = behind;
            let fills =
                s.checked_sub(1).is_some_and(|s| only_fills(&input.sentences[s as usize], of_past, input, words));
            of_past.iter().for_each(|thing| topics.take(input, thing, kinds.bodies, fills));
            centre = if fills { centre } else { centre_of(of_past, input) };
            let here = input.sentences[s as usize].paragraph;
            let company = topics.first(s, here);
            let is_main = company.is_some_and(is_main);
            if s.checked_sub(1).is_some_and(|before| says_raise(input, before, words)) {
                raise.go_on(s - 1, company.filter(|_| is_main));
            }
            before.push(Salient {
                company,
                ahead: ahead.filter(|_| company.is_none()),
                is_main,
                is_near: company.is_some_and(|m| paragraph(input, m) == here),
                raised: raise.at(s).or_else(|| company.filter(|_| is_main && says_raise(input, s, words))),
                body: company
                    .filter(|m| is_main && Labels::of_mention(&input.mentions[*m as usize].kind).meets(kinds.bodies)),
                last: centre,
                venture: ventures
                    .iter()
                    .filter(|t| t.sentence + 1 == s && t.form != Form::Pronoun)
                    .find(|t| is_subject(input, t))
                    .map(|t| t.mention),
                undertaking: latest(&undertakings, s),
                project: latest(&ventures, s).or_else(|| only(&ventures, s)),
            });
        }
        Self { before }
    }

    /// What is in mind when sentence `ix` begins.
    pub fn before(&self, ix: u32) -> Salient {
        self.before.get(ix as usize).copied().unwrap_or_default()
    }
}

/// The last of the things that the two sentences before one speak of by more than a pronoun.
fn latest(things: &[Thing], s: u32) -> Option<MentionIx> {
    let mut last = things.iter().rev().filter(|t| t.form != Form::Pronoun);
    last.find(|t| t.sentence < s && t.sentence + 2 >= s).map(|t| t.mention)
}

/// The last mention before a sentence where all of them are of one thing.
fn only(things: &[Thing], s: u32) -> Option<MentionIx> {
    let before = || things.iter().filter(|t| t.sentence < s);
    let last = before().next_back()?;
    before().all(|t| t.entity == last.entity).then_some(last.mention)
}

/// The companies spoken of so far, in the order of their first mention.
#[derive(Debug, Default)]
struct Topics {
    places: FxHashMap<EntityIx, usize>,
    list: Vec<Topic>,
}

#[derive(Debug)]
struct Topic {
    times: f32,
    opens: bool,
    body: bool,
    last: u32,
    /// The paragraph in which it was last the subject of a sentence.
    subject_in: Option<u32>,
    /// The last mention by more than a pronoun.
    mention: Option<MentionIx>,
}

impl Topics {
    fn take(&mut self, input: &Input, thing: &Thing, bodies: Labels, fills: bool) {
        let at = *self.places.entry(thing.entity).or_insert_with(|| {
            let body = thing.labels.meets(bodies);
            self.list.push(Topic { times: 0.0, opens: false, body, last: 0, subject_in: None, mention: None });
            self.list.len() - 1
        });
        let topic = &mut self.list[at];
        let named = matches!(thing.form, Form::Name | Form::CompoundPart);
        topic.times += if named && fills {
            FILLER
        } else if named {
            1.0
        } else {
            ANAPHOR
        };
        topic.opens |= !fills && thing.sentence < OPENING && tells(&input.sentences[thing.sentence as usize]);
        topic.last = thing.sentence;
        if is_subject(input, thing) && !fills {
            topic.subject_in = Some(input.sentences[thing.sentence as usize].paragraph);
        }
        if thing.form != Form::Pronoun {
            topic.mention = Some(thing.mention);
        }
    }

    /// The one most in mind when sentence `s` begins; of equals the one spoken of last.
    fn first(&self, s: u32, para: u32) -> Option<MentionIx> {
        let points = |topic: &Topic| {
            let opens = if topic.opens { OPENS } else { 0.0 };
            let body = if topic.body { BODY } else { 0.0 };
            let here = if topic.subject_in == Some(para) { PARAGRAPH } else { 0.0 };
            here + opens + TIMES * topic.times.ln_1p() - FADES * (s - topic.last).min(FADED) as f32 - body
        };
        let named = self.list.iter().filter(|topic| topic.mention.is_some());
        let best = named.max_by(|a, z| points(a).total_cmp(&points(z)).then(a.mention.cmp(&z.mention)));
        best.and_then(|topic| topic.mention)
    }
}

/// The company that a document names more often than any other.
fn ahead(firms: &[Thing], counts: &FxHashMap<EntityIx, u32>) -> Option<MentionIx> {
    let highest = counts.values().max().copied().filter(|times| *times > 1)?;
    let most = |thing: &&Thing| counts.get(&thing.entity) == Some(&highest);
    let first = firms.iter().filter(|thing| thing.form == Form::Name).find(most)?;
    let alone = firms.iter().filter(most).all(|thing| thing.entity == first.entity);
    alone.then_some(first.mention)
}

/// A company that is said to raise money, and the last sentence so far that was about that.
#[derive(Clone, Copy, Debug, Default)]
struct Raise {
    company: Option<MentionIx>,
    last: u32,
}

impl Raise {
    /// The company, where sentence `s` may still be about the money.
    fn at(&self, s: u32) -> Option<MentionIx> {
        self.company.filter(|_| s - self.last <= RAISED)
    }

    /// Takes note that a sentence is about money raised. Whoever comes up meanwhile gives it; the company stays the same.
    fn go_on(&mut self, s: u32, company: Option<MentionIx>) {
        self.company = self.at(s).or(company);
        self.last = s;
    }
}

/// Whether a sentence speaks of money that a company raises.
fn says_raise(input: &Input, s: u32, words: &Words) -> bool {
    let says = |token: &Token| words.is_in("raise", &token.lemma.to_lowercase());
    input.sentences[s as usize].tokens.iter().any(says)
}

/// Sentences in which a text goes on to be about money raised.
const RAISED: u32 = 3;

/// Whether all that a sentence does is to say who fills a role at the company in mind: `Größter Aktionär ist X`, `Zu den
/// Kunden zählen X und Y`. The text goes on to be about that company, not about X.
fn only_fills(sentence: &Sentence, firms: &[Thing], input: &Input, words: &Words) -> bool {
    let tokens = &sentence.tokens;
    let says = |token: &Token| token.deprel != Deprel::AuxPass && words.is_in("fills", &token.lemma.to_lowercase());
    let Some(verb) = tokens.iter().take(ROLE).position(says) else { return false };
    let named = firms.iter().any(|thing| {
        thing.form != Form::Pronoun && (input.mentions[thing.mention as usize].tokens.start as usize) < verb
    });
    let role =
        |lemma: &str| ["implied", "filled-company", "filled-undertaking"].iter().any(|list| words.is_in(list, lemma));
    !named && tokens[..verb].iter().any(|token| token.upos == Upos::Noun && role(&token.lemma.to_lowercase()))
}

/// The company that a text may go on to tell of behind a sentence: the one it names last, for that is what is new; where
/// that is one of a row, the subject.
fn centre_of(firms: &[Thing], input: &Input) -> Option<MentionIx> {
    let mut named = firms.iter().filter(|thing| thing.form != Form::Pronoun && !is_agent(input, thing));
    let last = named.clone().next_back()?;
    let of_row = named.clone().any(|thing| thing.entity != last.entity && is_joined(input, thing, last));
    let found = if of_row { named.find(|thing| is_subject(input, thing)) } else { Some(last) };
    found.map(|thing| thing.mention)
}

fn paragraph(input: &Input, mention: MentionIx) -> u32 {
    input.sentences[input.mentions[mention as usize].sentence as usize].paragraph
}

fn is_subject(input: &Input, thing: &Thing) -> bool {
    matches!(deprel(input, thing), Deprel::Nsubj | Deprel::NsubjPass)
}

/// `von Bosch beliefert`: who does something to what the sentence is about.
fn is_agent(input: &Input, thing: &Thing) -> bool {
    deprel(input, thing) == Deprel::OblAgent
}

fn deprel(input: &Input, thing: &Thing) -> Deprel {
    let mention = &input.mentions[thing.mention as usize];
    input.sentences[mention.sentence as usize].tokens[mention.head as usize].deprel
}

/// Whether nothing but a conjunction and a description stands between two names.
fn is_joined(input: &Input, left: &Thing, right: &Thing) -> bool {
    let (left, right) = (&input.mentions[left.mention as usize], &input.mentions[right.mention as usize]);
    let tokens = &input.sentences[left.sentence as usize].tokens;
    let gap = tokens.get(left.tokens.end as usize..right.tokens.start as usize).unwrap_or_default();
    let joins = gap.first().is_some_and(|t| matches!(t.form.as_str(), "," | "und" | "and" | "sowie" | "&"));
    joins && gap[1..].iter().all(|t| matches!(t.upos, Upos::Det | Upos::Adj | Upos::Noun))
}

/// Whether a sentence tells something; `Emden (dpa).` does not.
fn tells(sentence: &Sentence) -> bool {
    sentence.zone == Zone::Title || sentence.tokens.iter().any(|token| matches!(token.upos, Upos::Verb | Upos::Aux))
}

/// A mention of a thing.
#[derive(Clone, Copy, Debug)]
struct Thing {
    sentence: u32,
    entity: EntityIx,
    mention: MentionIx,
    form: Form,
    labels: Labels,
}

/// The mentions of things with one of these labels, in the order of the text.
fn things(input: &Input, labels: Labels) -> Vec<Thing> {
    let mut things: Vec<Thing> = (0u32..).zip(input.mentions).filter_map(|(ix, m)| thing(ix, m, labels)).collect();
    things.sort_by_key(|thing| (thing.sentence, thing.mention));
    things
}

fn thing(mention: MentionIx, m: &Mention, labels: Labels) -> Option<Thing> {
    let MentionKind::Entity { form, .. } = m.kind else { return None };
    let own = Labels::of_mention(&m.kind);
    let entity = m.entity.filter(|_| own.meets(labels))?;
    Some(Thing { sentence: m.sentence, entity, mention, form, labels: own })
}
