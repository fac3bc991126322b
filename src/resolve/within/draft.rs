//! A thing of the document while its mentions are being gathered.

use compact_str::CompactString;

use super::context::{Context, Traits};
use super::firms::Tie;
use crate::model::claim::LocalEntity;
use crate::model::ontology::TypeId;
use crate::model::text::{Gender, NameType};
use crate::seeds::lexicon::{EntryIx, SectorId};

/// A thing, with all that tells it from others.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub label: TypeId,
    pub kind: NameType,
    /// Names with how often they are used, in order of first use.
    pub names: Vec<(String, u32)>,
    /// What the word lists know it as.
    pub entry: Option<EntryIx>,
    /// Gender of a person; grammatical gender of the name of anything else.
    pub gender: Gender,
    pub nouns: Vec<CompactString>,
    pub places: Vec<EntryIx>,
    pub sectors: Vec<SectorId>,
    /// Of a site: the company whose it is.
    pub owner: Option<String>,
    /// Of a person: the things it is known to hold a role at.
    pub holders: Vec<u32>,
    /// Of a person: the firms it is known to lead or work for, each with the mention that tells it.
    pub firms: Vec<(Tie, usize, u32)>,
    /// Number of its mentions.
    pub count: u32,
    /// It has no name, only descriptions.
    pub unnamed: bool,
}

impl Draft {
    pub(super) fn new(label: TypeId, kind: NameType) -> Self {
        Self {
            label,
            kind,
            names: Vec::new(),
            entry: None,
            gender: Gender::Unset,
            nouns: Vec::new(),
            places: Vec::new(),
            sectors: Vec::new(),
            owner: None,
            holders: Vec::new(),
            firms: Vec::new(),
            count: 0,
            unnamed: false,
        }
    }

    pub(super) fn name(&mut self, name: &str) {
        match self.names.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => self.names.push((name.to_owned(), 1)),
        }
    }

    /// Adds what the words around a mention say.
    pub(super) fn learn(&mut self, traits: &Traits) {
        let new = |noun: &&CompactString| !self.nouns.contains(noun);
        let nouns: Vec<_> = traits.nouns.iter().filter(new).cloned().collect();
        self.nouns.extend(nouns);
        for place in &traits.places {
            if !self.places.contains(place) {
                self.places.push(*place);
            }
        }
        for sector in &traits.sectors {
            if !self.sectors.contains(sector) {
                self.sectors.push(*sector);
            }
        }
    }

    /// Takes in another draft of the same thing.
    pub(super) fn absorb(&mut self, other: Self) {
        for (name, count) in other.names {
            self.name(&name);
            if let Some(known) = self.names.iter_mut().find(|(known, _)| *known == name) {
                known.1 += count - 1;
            }
        }
        self.learn(&Traits { nouns: other.nouns, places: other.places, sectors: other.sectors });
        self.entry = self.entry.or(other.entry);
        self.count += other.count;
        self.unnamed &= other.unnamed;
        if self.gender == Gender::Unset {
            self.gender = other.gender;
        }
    }

    /// The thing as later stages see it.
    pub(super) fn finish(&self, context: &Context<'_>) -> LocalEntity {
        let name = self.display(context);
        let mut aliases: Vec<String> = Vec::new();
        for (other, _) in &self.names {
            if *other != name && !aliases.contains(other) {
                aliases.push(other.clone());
            }
        }
        LocalEntity { label: self.label, name, aliases, mentions: Vec::new() }
    }

    /// The name that the word lists give, else the fullest that is used, of several the most frequent.
    fn display(&self, context: &Context<'_>) -> String {
        let listed = self.entry.map(|ix| context.with.lexicon.names.entry(ix)).filter(|entry| !entry.listed);
        if let Some(entry) = listed {
            return entry.name.to_string();
        }
        let words = |name: &str| name.split(' ').count();
        let best = self.names.iter().enumerate().max_by_key(|(at, (name, count))| {
            let fullness = if self.kind == NameType::Site || self.unnamed { name.len() } else { words(name) };
            (fullness, *count, std::cmp::Reverse(*at))
        });
        best.map(|(_, (name, _))| name.clone()).unwrap_or_default()
    }
}
