//! Sites without a name of their own, across documents: two companies may each have a `Werk in Erfurt`.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use crate::model::claim::LocalEntity;
use crate::model::text::NameType;
use crate::seeds::lexicon::fold_german;

/// Whether a site goes by kind and place: its name begins with a describing noun that a preposition follows.
pub(super) fn is_described(with: &Resolver, name: &str) -> bool {
    let mut words = name.split(' ');
    let noun = words.next().unwrap_or(name).to_lowercase();
    let noun = noun.rsplit('-').next().unwrap_or(&noun);
    let placed = matches!(words.next(), None | Some("in" | "bei" | "nahe" | "near" | "at"));
    placed && with.lexicon.nouns.find(noun).is_some_and(|(noun, _)| noun.kind == NameType::Site)
}

/// One site so far: whose it is, and the companies of the documents that speak of it.
#[derive(Debug)]
struct Known {
    owner: Option<String>,
    companies: BTreeSet<String>,
}

/// The sites of each name.
#[derive(Debug, Default)]
pub(super) struct Sites(BTreeMap<String, Vec<Known>>);

impl Sites {
    /// What tells a site from others of its name: empty for the first.
    pub(super) fn number(
        &mut self,
        with: &Resolver,
        name: &str,
        site: &LocalEntity,
        document: &[LocalEntity],
    ) -> String {
        let companies = companies(with, document);
        let owner = owner(site, &companies);
        let sites = self.0.entry(name.to_owned()).or_default();
        let fits = |known: &Known| match (&known.owner, &owner) {
            (Some(a), Some(b)) => a == b,
            _ => !known.companies.is_disjoint(&companies),
        };
        let at = sites.iter().position(fits).unwrap_or_else(|| {
            sites.push(Known { owner: None, companies: BTreeSet::new() });
            sites.len() - 1
        });
        sites[at].owner = sites[at].owner.take().or(owner);
        sites[at].companies.extend(companies);
        if at == 0 { String::new() } else { format!("#{at}") }
    }
}

fn companies(with: &Resolver, document: &[LocalEntity]) -> BTreeSet<String> {
    let companies = document.iter().filter(|entity| with.types.kind(entity.label) == Some(NameType::Company));
    companies.map(|entity| fold_german(&entity.name)).collect()
}

/// The company in one of the names: `Bosch` in `Bosch-Werk in Celle`.
fn owner(site: &LocalEntity, companies: &BTreeSet<String>) -> Option<String> {
    let names = std::iter::once(&site.name).chain(&site.aliases);
    let parts = names.filter_map(|name| name.split(' ').next()?.rsplit_once('-')).map(|(part, _)| fold_german(part));
    parts.into_iter().find(|part| companies.contains(part))
}
