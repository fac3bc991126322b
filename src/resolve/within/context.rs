//! What stands around a mention: determiner, describing nouns, places, grammatical role.

use compact_str::CompactString;

use super::super::Resolver;
use crate::model::document::Language;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Case, Deprel, Gender, NameType, Number, Sentence, Token, Upos};
use crate::seeds::lexicon::{EntryIx, Noun, SectorId};

/// Tokens before a noun that may belong to its phrase.
const PHRASE: usize = 6;
/// Tokens between the article and a participle with all that belongs to it.
const EXTENDED: usize = 10;

/// The document as resolution reads it.
pub(super) struct Context<'a> {
    pub with: &'a Resolver,
    pub sentences: &'a [Sentence],
    pub language: Language,
}

/// The determiner of a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// `der`, `dieser`, `im`, `the`
    Definite,
    /// `ein`, `kein`, `a`
    Indefinite,
    /// `sein`, `ihr`, `its`
    Possessive,
    /// None at all: headlines, plurals, predicates.
    Bare,
}

/// What the words before a name or in a description say of the thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    /// Describing nouns, in lower case.
    pub nouns: Vec<CompactString>,
    /// Places, as entries of the word lists.
    pub places: Vec<EntryIx>,
    /// Sectors.
    pub sectors: Vec<SectorId>,
}

impl<'a> Context<'a> {
    pub(super) fn sentence(&self, mention: &Mention) -> &'a Sentence {
        &self.sentences[mention.sentence as usize]
    }

    pub(super) fn head(&self, mention: &Mention) -> &'a Token {
        &self.sentence(mention).tokens[mention.head as usize]
    }

    /// The type and form of a mention; none for values and for types that the word lists do not know.
    pub(super) fn kind(&self, mention: &Mention) -> Option<(NameType, Form)> {
        match mention.kind {
            MentionKind::Entity { label, form } => self.with.types.kind(label).map(|kind| (kind, form)),
            MentionKind::Quantity(_) => None,
        }
    }

    /// The describing noun that a word is.
    pub(super) fn noun(&self, sentence: &Sentence, at: usize) -> Option<&'a Noun> {
        let lexicon = &self.with.lexicon;
        let lower = sentence.tokens[at].lower();
        let pair = at.checked_sub(1).map(|before| sentence.tokens[before].lower());
        let pair = pair.and_then(|before| lexicon.nouns.find_pair(&before, &lower));
        let last = lower.rsplit('-').next().unwrap_or(&lower);
        let find = |lower: &str| lexicon.nouns.find_in(self.language, lower);
        let found = pair.or_else(|| find(&lower).or_else(|| find(last)).map(|(noun, _)| noun))?;
        let german = found.gender != Gender::Unset;
        let both = lower.contains('-') || found.lemma.contains(' ');
        (german == (self.language == Language::De) || both).then_some(found)
    }

    /// The first token of the noun phrase that ends with a token: articles, adjectives and nouns before it.
    pub(super) fn phrase_start(&self, sentence: &Sentence, end: usize) -> usize {
        let mut from = end;
        while from > 0 && end - from < PHRASE {
            let token = &sentence.tokens[from - 1];
            let fused = matches!(token.lower().as_str(), "im" | "am" | "zum" | "zur" | "beim" | "vom" | "ins" | "ans");
            match token.upos {
                Upos::Det | Upos::Adj | Upos::Num => from -= 1,
                Upos::Noun | Upos::Propn if self.describes(sentence, from - 1) => from -= 1,
                _ if fused => return from - 1,
                _ => break,
            }
            if token.upos == Upos::Det {
                break;
            }
        }
        from
    }

    fn describes(&self, sentence: &Sentence, at: usize) -> bool {
        let word = &sentence.tokens[at].form;
        self.with.lexicon.adjectives.get(word).is_some() || self.noun(sentence, at).is_some()
    }

    /// The article of a noun phrase that begins at `from`, also where an attribute stands between: `das in Ulm ansässige Werk`.
    pub(super) fn article(&self, sentence: &Sentence, from: usize, head: u32) -> usize {
        if self.determiner(sentence, from) != Determiner::Bare {
            return from;
        }
        let far = |at: &usize| {
            let token = &sentence.tokens[*at];
            token.head == Some(head) && token.deprel == Deprel::Det
        };
        (0..from).rev().take(EXTENDED).find(far).unwrap_or(from)
    }

    pub(super) fn determiner(&self, sentence: &Sentence, from: usize) -> Determiner {
        let Some(token) = sentence.tokens.get(from) else { return Determiner::Bare };
        let word = token.lower();
        match word.as_str() {
            "der" | "die" | "das" | "dem" | "den" | "des" | "im" | "am" | "zum" | "zur" | "beim" | "vom" | "ins"
            | "the" | "this" | "that" | "beide" | "beiden" => Determiner::Definite,
            "ein" | "eine" | "einen" | "einem" | "einer" | "eines" | "a" | "an" | "another" => Determiner::Indefinite,
            "its" | "his" | "her" | "their" | "whose" | "dessen" | "deren" => Determiner::Possessive,
            word if word.starts_with("dies") || word.starts_with("jene") || word.starts_with("selbe") => {
                Determiner::Definite
            }
            word if word.starts_with("kein") || word.starts_with("jede") || word.starts_with("irgendein") => {
                Determiner::Indefinite
            }
            word if token.upos == Upos::Det && (word.starts_with("sein") || word.starts_with("ihr")) => {
                Determiner::Possessive
            }
            _ => Determiner::Bare,
        }
    }

    /// What the tokens from `from` up to `to` say of the thing they describe.
    pub(super) fn traits(&self, sentence: &Sentence, from: usize, to: usize) -> Traits {
        let lexicon = &self.with.lexicon;
        let mut traits = Traits::default();
        for at in from..to.min(sentence.tokens.len()) {
            let word = &sentence.tokens[at].form;
            let place = lexicon.adjectives.get(word).map(|demonym| demonym.place);
            let prefix = word.split_once('-').and_then(|(before, _)| place_named(lexicon, before));
            traits.places.extend(place.into_iter().chain(prefix));
            if let Some(noun) = self.noun(sentence, at) {
                let lower = word.to_lowercase();
                let last = lower.rsplit_once('-').map_or(lower.as_str(), |(_, last)| last);
                let told = || {
                    lexicon
                        .sectors
                        .told_by(last)
                        .filter(|_| noun.kind == NameType::Company && last.len() > noun.lemma.len())
                };
                traits.sectors.extend(noun.sector.or_else(told));
                traits.nouns.push(noun.lemma.to_lowercase());
            }
        }
        traits
    }

    pub(super) fn is_subject(&self, mention: &Mention) -> bool {
        let (mut token, tokens) = (self.head(mention), &self.sentence(mention).tokens);
        // `Vorstandschef Udo Lamm sagt`: the name stands in apposition to the subject before it.
        if let (Deprel::Appos | Deprel::Flat | Deprel::FlatName, Some(noun)) = (token.deprel, token.head)
            && noun + 1 == mention.tokens.start
        {
            token = &tokens[noun as usize];
        }
        matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
    }

    /// Whether a German article says that a noun is plural: `das Institut` and `der Fonds` are not, `beide Institute` are.
    fn number_by_article(&self, mention: &Mention) -> Option<bool> {
        if self.language != Language::De {
            return None;
        }
        let sentence = self.sentence(mention);
        let from = self.phrase_start(sentence, mention.tokens.start as usize);
        let from = self.article(sentence, from, mention.head);
        let gender = self.noun(sentence, mention.head as usize)?.gender;
        let subject = self.is_subject(mention);
        match (sentence.tokens.get(from)?.lower().as_str(), gender) {
            ("das" | "dem" | "des" | "im" | "am" | "zum" | "beim" | "vom" | "zur" | "dieses" | "diesem", _) => {
                Some(false)
            }
            (word, _) if word.starts_with("ein") && word.len() < 7 => Some(false),
            ("seinem" | "ihrem" | "keinem" | "jedem" | "seines" | "ihres", _) => Some(false),
            ("die" | "diese", Gender::Masc | Gender::Neut) => Some(true),
            ("der" | "dieser", Gender::Masc) if subject => Some(false),
            ("der", Gender::Masc) if self.head(mention).morph.case == Case::Gen => Some(true),
            ("beide" | "beiden" | "beider" | "zwei" | "drei" | "mehrere" | "einige" | "viele", _) => Some(true),
            _ => self.number_by_form(mention),
        }
    }

    /// A German noun in its base form is singular where its plural has an ending: `Tochter`, `Konzern`, not `Hersteller`.
    fn number_by_form(&self, mention: &Mention) -> Option<bool> {
        let noun = self.noun(self.sentence(mention), mention.head as usize)?;
        let lemma = noun.lemma.to_lowercase();
        let base = self.head(mention).lower().ends_with(lemma.as_str());
        let unchanged = noun.gender != Gender::Fem && ["er", "el", "en", "s"].iter().any(|end| lemma.ends_with(end));
        (base && !unchanged && noun.gender != Gender::Unset).then_some(false)
    }

    pub(super) fn is_plural(&self, mention: &Mention) -> bool {
        if let Some(told) = self.number_by_article(mention) {
            return told;
        }
        let token = self.head(mention);
        let counted = token.morph.number == Number::Plur;
        let lower = token.lower();
        let noun = || self.noun(self.sentence(mention), mention.head as usize);
        let ending =
            || lower.ends_with('s') && noun().is_some_and(|noun| !noun.lemma.to_lowercase().ends_with(lower.as_str()));
        counted || self.language == Language::En && (token.xpos == "NNS" || ending())
    }
}

fn place_named(lexicon: &crate::seeds::lexicon::Lexicon, name: &str) -> Option<EntryIx> {
    let mut entries = lexicon.names.find(name);
    entries.find(|(_, entry, ambiguous)| entry.kind == NameType::Place && !ambiguous).map(|(ix, ..)| ix)
}
