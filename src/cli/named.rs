//! Things and relations by the names that people type: exactly, by alias, in other letters; else "did you mean".

use super::failure::Failure;
use crate::model::ontology::{Ontology, Relation, RelationId};
use crate::query::suggest::suggest;
use crate::query::syntax::parse::canonical_type;
use crate::seeds::lexicon::{Lexicon, fold_german};
use crate::store::Party;

/// A relation as typed: the one that the ontology has, and whether it was typed from object to subject.
pub(super) struct Typed<'o> {
    /// Its index.
    pub id: RelationId,
    /// The relation.
    pub relation: &'o Relation,
    /// `HAS_INVESTOR` for `INVESTS_IN`: the ends change places.
    pub turned: bool,
}

/// The relation typed as `INVESTS_IN`, `invests-in`, `investsIn`, or by its inverse name.
pub(super) fn relation<'o>(typed: &str, ontology: &'o Ontology) -> Result<Typed<'o>, Failure> {
    let name = canonical_type(typed);
    let inverse = |relation: &Relation| relation.inverse.as_deref() == Some(&*name);
    let at = ontology.relations.iter().position(|relation| relation.name == name || inverse(relation));
    let Some(at) = at else {
        let known = ontology.relations.iter().flat_map(|r| std::iter::once(&r.name).chain(&r.inverse));
        let near = suggest(&name, known.map(String::as_str));
        return Err(Failure::Unknown { what: "relation", name: typed.to_owned(), near });
    };
    let relation = &ontology.relations[at];
    Ok(Typed { id: RelationId(at as u16), relation, turned: relation.name != name })
}

/// The things of a name, best kind of match first: the name itself, an alias, either in other letters, either without the
/// legal form (`Audi AG` for `Audi`).
pub(super) fn things<'p>(typed: &str, known: &'p [Party], lexicon: &Lexicon) -> Result<Vec<&'p Party>, Failure> {
    let folded = |name: &str| fold_german(without_legal_form(name, lexicon));
    let (lower, bare) = (typed.to_lowercase(), folded(typed));
    let ways: [&dyn Fn(&Party) -> bool; 4] = [
        &|party| party.name == typed,
        &|party| party.aliases.iter().any(|alias| alias == typed),
        &|party| names(party).any(|name| name.to_lowercase() == lower),
        &|party| !bare.is_empty() && names(party).any(|name| folded(name) == bare),
    ];
    for fits in ways {
        let found: Vec<_> = known.iter().filter(|party| fits(party)).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let near = suggest(typed, known.iter().flat_map(names));
    Err(Failure::Unknown { what: "thing", name: typed.to_owned(), near })
}

fn names(party: &Party) -> impl Iterator<Item = &str> {
    std::iter::once(&party.name).chain(&party.aliases).map(String::as_str)
}

/// `Audi AG` → `Audi`
fn without_legal_form<'n>(name: &'n str, lexicon: &Lexicon) -> &'n str {
    let ends = |(at, _): &(usize, &str)| *at > 0 && lexicon.parts.legal_form(&name[at + 1..]).is_some();
    name.match_indices(' ').find(ends).map_or(name, |(at, _)| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, aliases: &[&str]) -> Party {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Party { entity: 0, name: name.into(), label: "Company".into(), aliases }
    }

    fn found(typed: &str) -> Result<Vec<String>, Failure> {
        let lexicon = Lexicon::load(&crate::seeds::Seeds::built_in().unwrap()).unwrap();
        let known = [party("Nordwind", &["Nordwind AG"]), party("Tauris", &["NORDWIND"]), party("Leer", &[])];
        Ok(things(typed, &known, &lexicon)?.into_iter().map(|party| party.name.clone()).collect())
    }

    #[test]
    fn the_closest_kind_of_match_counts() {
        assert_eq!(found("Nordwind").unwrap(), ["Nordwind"]);
        assert_eq!(found("NORDWIND").unwrap(), ["Tauris"]);
        assert_eq!(found("nordwind").unwrap(), ["Nordwind", "Tauris"]);
        assert_eq!(found("Tauris GmbH").unwrap(), ["Tauris"]);
        assert!(matches!(found("Nordwint"), Err(Failure::Unknown { near, .. }) if near[0] == "Nordwind"));
    }
}
