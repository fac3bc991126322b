//! What all rules share, done once: from the parse of a sentence to a graph of who does what to whom.
//!
//! Each file is one phenomenon of grammar; [`graph`] knows their order. A step reads the graph that the steps before it
//! made and adds edges, so that `X wird von Y gekauft`, `der Kauf von X durch Y` and `das von Y gekaufte Unternehmen X`
//! all end as `(kaufen)-[:subject]->(Y)` and `(kaufen)-[:object]->(X)`.

mod apposition;
mod attachment;
mod base;
mod bridge;
pub mod clause;
mod control;
mod coordination;
mod copula;
mod counterpart;
mod dependency;
mod description;
mod double;
mod fallback;
mod holder;
mod nominal;
mod participle;
mod passive;
mod portion;
mod predicative;
mod pronoun;
mod public;
mod relative;
mod round;
mod surface;

pub(super) use dependency::preposition_before;

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};
use crate::model::text::{Deprel, Sentence, Token, Upos};

use super::graph::{Labels, Node, NodeIx, Role, SentenceGraph};
use super::home::Home;
use super::pact;
use super::salience::Salient;
use super::words::Words;

/// A sentence on its way to a graph.
pub struct Building<'a> {
    /// The sentence, with what the tagger is known to misread put right.
    pub sentence: Cow<'a, Sentence>,
    /// All mentions of the document.
    pub mentions: &'a [Mention],
    /// Those of this sentence, in order of their tokens.
    pub here: Vec<MentionIx>,
    /// What nouns, participles and verbs of the normalisation mean.
    pub words: &'a Words,
    /// The graph so far.
    pub graph: SentenceGraph,
    /// The dependents of each token.
    pub children: Vec<SmallVec<[u32; 4]>>,
    /// Name joined → name it is joined to.
    pub joined: Vec<(NodeIx, NodeIx)>,
    /// The first thing that a phrase stands for → a further one: `beide Konzerne`, `Werke in Celle und Husum`.
    pub again: Vec<(NodeIx, NodeIx)>,
    /// `is` edges that stand in one phrase: `Chiphersteller AMD`.
    pub tight: Vec<(NodeIx, NodeIx)>,
    /// Nouns that describe a name beside them, and so say what is the case already.
    pub beside: Vec<NodeIx>,
    /// Noun and the name given as an example of it: `Firmen wie X`.
    pub examples: Vec<(NodeIx, NodeIx)>,
    /// Nouns that a name is said to fill: `Investor ist Nordkap`.
    pub filled: Vec<NodeIx>,
    /// Nouns whose holder the sentence does not name.
    pub bridged: Vec<NodeIx>,
    /// The company that the sentences before spoke of and this one does not name; only `topic` leads to it.
    pub in_mind: Option<NodeIx>,
    /// What the sentences before spoke of.
    pub salient: Salient,
    /// The clause that each token stands in.
    pub clauses: Vec<u16>,
}

/// What other sentences say that one may leave out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// What a bare `der Firmenchef` or `Betreiber` belongs to.
    pub salient: Salient,
    /// Whose a bare `Oberbürgermeister` is.
    pub home: Home,
    /// Who deals with whom.
    pub pacts: pact::Near,
}

/// The graph of a sentence. `here` are its mentions.
pub fn graph<'a>(
    sentence: &'a Sentence,
    mentions: &'a [Mention],
    here: Vec<MentionIx>,
    words: &'a Words,
    context: Context,
) -> Building<'a> {
    let sentence = pronoun::repair(sentence);
    let mut b = Building {
        children: children(&sentence),
        clauses: clause::of_tokens(&sentence),
        sentence,
        mentions,
        here,
        words,
        graph: SentenceGraph::default(),
        joined: Vec::new(),
        again: Vec::new(),
        tight: Vec::new(),
        beside: Vec::new(),
        examples: Vec::new(),
        filled: Vec::new(),
        bridged: Vec::new(),
        in_mind: None,
        salient: context.salient,
    };
    base::nodes(&mut b);
    base::prefixes(&mut b);
    dependency::edges(&mut b);
    dependency::names_behind_adjectives(&mut b);
    double::subjects(&mut b);
    double::articles(&mut b);
    surface::edges(&mut b);
    coordination::find(&mut b);
    passive::turn(&mut b);
    relative::resolve(&mut b);
    participle::turn(&mut b);
    participle::misread(&mut b);
    participle::hyphenated(&mut b);
    apposition::find(&mut b);
    copula::find(&mut b);
    predicative::find(&mut b);
    coordination::spread(&mut b);
    description::resolve(&mut b);
    control::subjects(&mut b);
    fallback::arguments(&mut b);
    nominal::events(&mut b);
    attachment::spread(&mut b);
    holder::find(&mut b);
    coordination::spread(&mut b);
    description::resolve(&mut b);
    portion::shares(&mut b);
    surface::near(&mut b);
    description::examples(&mut b);
    description::members(&mut b);
    description::attributes(&mut b);
    coordination::spread(&mut b);
    description::themselves(&mut b);
    bridge::holders(&mut b, context.salient);
    public::offices(&mut b, context.home);
    counterpart::find(&mut b, context.pacts);
    bridge::keep_in_mind(&mut b, context.salient.company);
    round::find(&mut b, context.salient.raised);
    bridge::topics(&mut b, context.salient);
    b
}

/// The dependents of each token.
fn children(sentence: &Sentence) -> Vec<SmallVec<[u32; 4]>> {
    let mut lists = vec![SmallVec::new(); sentence.tokens.len()];
    for (i, token) in (0u32..).zip(&sentence.tokens) {
        if let Some(list) = token.head.and_then(|h| lists.get_mut(h as usize)) {
            list.push(i);
        }
    }
    lists
}

impl Building<'_> {
    /// The token of that number.
    pub fn token(&self, ix: u32) -> &Token {
        &self.sentence.tokens[ix as usize]
    }

    /// How many tokens there are.
    #[allow(clippy::len_without_is_empty)] // a sentence has tokens
    pub fn len(&self) -> u32 {
        self.sentence.tokens.len() as u32
    }

    /// The dependents of `token` by that relation.
    pub fn dependents(&self, token: u32, deprel: Deprel) -> impl Iterator<Item = u32> + '_ {
        self.children[token as usize].iter().copied().filter(move |c| self.token(*c).deprel == deprel)
    }

    /// The mention a node stands for.
    pub fn mention(&self, node: NodeIx) -> Option<&Mention> {
        self.graph.node(node).mention.map(|m| &self.mentions[m as usize])
    }

    /// The thing of the document that a node stands for.
    pub fn entity(&self, node: NodeIx) -> Option<EntityIx> {
        self.mention(node).and_then(|m| m.entity)
    }

    /// Whether two nodes stand for one thing of the document.
    pub fn are_same(&self, a: NodeIx, z: NodeIx) -> bool {
        self.entity(a).is_some() && self.entity(a) == self.entity(z)
    }

    /// Whether a node is a name, or a description or pronoun that stands for a thing.
    pub fn is_entity(&self, node: NodeIx) -> bool {
        matches!(self.form(node), Some(Form::Name | Form::Description | Form::Pronoun | Form::CompoundPart))
    }

    /// How a node refers to a thing, if it does.
    pub fn form(&self, node: NodeIx) -> Option<Form> {
        match self.mention(node)?.kind {
            MentionKind::Entity { form, .. } => Some(form),
            MentionKind::Quantity(_) => None,
        }
    }

    /// Whether a node is a name.
    pub fn is_name(&self, node: NodeIx) -> bool {
        self.form(node) == Some(Form::Name)
    }

    /// Whether a token is a common noun (and no part of a name).
    pub fn is_noun(&self, token: u32) -> bool {
        let noun = self.token(token).upos == Upos::Noun
            || self.has_compound_part(token)
            || self.words.is_relational(&self.graph.node(token).lemma);
        noun && !self.is_name(self.graph.at(token))
    }

    /// Whether a node is held by a noun: a genitive, or the first part of a compound.
    pub fn has_role_of_noun(&self, node: NodeIx) -> bool {
        let held = |role: Role| role == Role::Genitive || role == Role::Compound || role == Role::Bracket;
        self.graph.reaching(node).iter().any(|(role, from)| held(*role) && self.is_noun(self.graph.node(*from).token))
    }

    /// Whether the first part of a token is a mention of its own.
    fn has_compound_part(&self, token: u32) -> bool {
        self.graph.follow(token, Role::Compound).any(|n| n >= self.len())
    }

    /// The token a node's mention (or the node itself) begins at, and the one behind its end.
    pub fn extent(&self, node: NodeIx) -> std::ops::Range<u32> {
        match self.mention(node) {
            Some(m) if m.sentence == self.sentence_number() && m.tokens.start < m.tokens.end => m.tokens.clone(),
            _ => self.graph.node(node).token..self.graph.node(node).token + 1,
        }
    }

    /// The number of this sentence in its document, as its mentions tell it.
    fn sentence_number(&self) -> u32 {
        self.here.first().map_or(u32::MAX, |m| self.mentions[*m as usize].sentence)
    }

    /// Whether two tokens stand in one clause.
    pub fn share_clause(&self, a: u32, z: u32) -> bool {
        self.clauses.get(a as usize) == self.clauses.get(z as usize)
    }

    /// A new node on `token` for a mention of another sentence; `None` where there is no such mention.
    fn add_outside(&mut self, token: u32, mention: MentionIx) -> Option<NodeIx> {
        let told = self.mentions.get(mention as usize)?;
        let (lemma, labels) = (told.name.to_lowercase().into(), Labels::of_mention(&told.kind));
        Some(self.graph.add_node(Node { token, lemma, labels, mention: Some(mention) }))
    }

    /// The verb a token's clause hangs on: the nearest verb at or above it.
    pub fn clause_verb(&self, token: u32) -> Option<u32> {
        let mut at = Some(token);
        for _ in 0..=self.len() {
            let here = at?;
            if matches!(self.token(here).upos, Upos::Verb) || self.token(here).deprel == Deprel::Root {
                return Some(here);
            }
            at = self.token(here).head;
        }
        None
    }
}
