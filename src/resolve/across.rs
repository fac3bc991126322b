//! Entities across documents: by folded name and type, by known and given aliases.

use std::collections::BTreeMap;

use super::Resolver;
use super::aliases::Aliases;
use super::sites::{self, Sites};
use crate::model::analysed::Entity;
use crate::model::claim::LocalEntity;
use crate::model::mention::EntityIx;
use crate::model::ontology::TypeId;
use crate::model::text::NameType;
use crate::seeds::lexicon::fold_german;

/// A thing of one document.
type Member = (u32, EntityIx);

/// What tells one thing from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    label: TypeId,
    name: String,
}

#[derive(Debug, Default)]
struct Group {
    members: Vec<Member>,
    /// Names with the number of documents that use them; the fullest of its document first.
    names: BTreeMap<String, (u32, u32)>,
}

/// Joins the things of many documents. The result depends on nothing but the documents, their order and the aliases:
/// entities come in the order of their first member.
///
/// Things are one where type and folded name agree, where the word lists know one under both names, or where `aliases`
/// says so, which has the last word. A surname alone joins a full name only where there is one person of that surname in
/// all documents. A company and its subsidiary stay two, for their names differ. Sites that go by kind and place (`Werk in
/// Erfurt`) are one only where they have one owner, or where one of the documents names none and both speak of one
/// company.
pub fn across(with: &Resolver, documents: &[&[LocalEntity]], aliases: &Aliases) -> Vec<Entity> {
    let surnames = Surnames::of(with, documents);
    let mut sites = Sites::default();
    let mut order: Vec<Key> = Vec::new();
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for (document, entities) in (0u32..).zip(documents) {
        for (ix, entity) in (0u32..).zip(*entities) {
            let mut key = key(with, entity, &surnames, aliases, document);
            if with.types.kind(entity.label) == Some(NameType::Site) && sites::is_described(with, &entity.name) {
                key.name.push_str(&sites.number(with, &key.name, entity, entities));
            }
            let group = groups.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Group::default()
            });
            group.add((document, ix), entity);
        }
    }
    order.into_iter().filter_map(|key| groups.remove(&key).map(|group| group.finish(with, &key, aliases))).collect()
}

fn key(with: &Resolver, entity: &LocalEntity, surnames: &Surnames, aliases: &Aliases, document: u32) -> Key {
    let kind = with.types.kind(entity.label);
    let given = std::iter::once(&entity.name).chain(&entity.aliases).find_map(|name| aliases.same_as(name));
    let told = given.is_some();
    let name = given.map(str::to_owned).unwrap_or_else(|| {
        let known =
            kind.and_then(|kind| listed(with, &entity.name, kind)).filter(|known| !aliases.apart(known, &entity.name));
        let full = (kind == Some(NameType::Person)).then(|| surnames.full(&entity.name)).flatten();
        let full = full.filter(|full| !aliases.apart(full, &entity.name)).map(str::to_owned);
        known.or(full).unwrap_or_else(|| entity.name.clone())
    });
    let mut name = fold_german(&name);
    if name.is_empty() || !told && is_mere_noun(with, &entity.name, kind) {
        name = format!("{document}:{}", entity.name);
    }
    Key { label: entity.label, name }
}

/// `Gemeinschaftsunternehmen`, `Stahlsparte`: no name that two documents could have in common.
fn is_mere_noun(with: &Resolver, name: &str, kind: Option<NameType>) -> bool {
    let noun = with.lexicon.nouns.find(&name.to_lowercase());
    let mere = noun.is_some_and(|(noun, _)| Some(noun.kind) == kind && kind != Some(NameType::Site));
    let pair = name
        .split_once(' ')
        .and_then(|(first, second)| with.lexicon.nouns.find_pair(&first.to_lowercase(), &second.to_lowercase()));
    (mere && !name.contains('-') || pair.is_some()) && with.lexicon.names.find(name).next().is_none()
}

/// The name that the word lists hold for a name.
fn listed(with: &Resolver, name: &str, kind: NameType) -> Option<String> {
    let mut entries = with.lexicon.names.find(name);
    entries.find(|(_, entry, _)| entry.kind == kind && !entry.listed).map(|(_, entry, _)| entry.name.to_string())
}

/// Full names by surname, where one person has it.
struct Surnames(BTreeMap<String, Option<String>>);

impl Surnames {
    fn of(with: &Resolver, documents: &[&[LocalEntity]]) -> Self {
        let mut surnames: BTreeMap<String, Option<String>> = BTreeMap::new();
        let persons = documents.iter().flat_map(|entities| entities.iter());
        for entity in persons.filter(|entity| with.types.kind(entity.label) == Some(NameType::Person)) {
            let Some((_, last)) = entity.name.rsplit_once(' ') else { continue };
            let full = entity.name.clone();
            let slot = surnames.entry(fold_german(last)).or_insert_with(|| Some(full.clone()));
            if slot.as_ref().is_some_and(|known| fold_german(known) != fold_german(&full)) {
                *slot = None;
            }
        }
        Self(surnames)
    }

    fn full(&self, surname: &str) -> Option<&str> {
        if surname.contains(' ') {
            return None;
        }
        self.0.get(&fold_german(surname))?.as_deref()
    }
}

impl Group {
    fn add(&mut self, member: Member, entity: &LocalEntity) {
        self.members.push(member);
        self.names.entry(entity.name.clone()).or_default().0 += 1;
        for alias in &entity.aliases {
            self.names.entry(alias.clone()).or_default().1 += 1;
        }
    }

    fn finish(self, with: &Resolver, key: &Key, aliases: &Aliases) -> Entity {
        let given = self.names.keys().find_map(|name| aliases.same_as(name));
        let words = |name: &str| name.split(' ').count().min(4);
        let person = with.types.kind(key.label) == Some(NameType::Person);
        let best = self.names.iter().max_by_key(|(name, (display, other))| {
            let fullness = if person { words(name) } else { 0 };
            (fullness, *display, *other, words(name), std::cmp::Reverse((*name).clone()))
        });
        let name = given.map(str::to_owned).or_else(|| best.map(|(name, _)| name.clone())).unwrap_or_default();
        let others = self.names.into_keys().filter(|other| *other != name).collect();
        Entity { label: key.label, name, aliases: others, members: self.members }
    }
}
