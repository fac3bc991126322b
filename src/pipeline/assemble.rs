//! Claims and things of all documents → entities, nodes and edges.

use std::collections::BTreeMap;

use super::error::PipelineError;
use super::fold::{Fold, NodeFold};
use crate::model::analysed::Entity;
use crate::model::ontology::Ontology;
use crate::model::value::Map;
use crate::resolve::Resolver;
use crate::resolve::across;
use crate::resolve::copies::{Copies, Signature};
use crate::resolve::{Aliases, Links};
use crate::store::{ClaimRow, EdgeRow, NodeRow, Remake, Said, Store};

/// Where the store keeps what the user says of names.
pub(super) const ALIASES: &str = "aliases";

/// Where the store keeps what the user knows things as elsewhere.
pub(super) const LINKS: &str = "links";

/// Resolves entities across documents, tells copies of one report, and makes the graph of it all, until it is that of all
/// claims: another program may add some meanwhile.
///
/// # Errors
/// The store's.
pub(super) fn assemble(ontology: &Ontology, resolver: &Resolver, store: &Store) -> Result<(), PipelineError> {
    while store.is_stale()? {
        assemble_revision(ontology, resolver, store, store.revision()?)?;
    }
    Ok(())
}

/// Makes the graph of the claims of one revision, or leaves it where they change before it is done.
fn assemble_revision(
    ontology: &Ontology,
    resolver: &Resolver,
    store: &Store,
    revision: i64,
) -> Result<(), PipelineError> {
    let locals = store.things(ontology)?;
    let signatures: Vec<_> =
        locals.iter().map(|local| local.signature.as_deref().and_then(Signature::from_bytes)).collect();
    let copies = Copies::of(&signatures);
    drop(signatures);
    let sources: Vec<_> = (0..).zip(&locals).map(|(number, local)| (local.document, copies.source(number))).collect();
    let aliases = Aliases::parse(&store.meta(ALIASES)?.unwrap_or_default())?;
    let things: Vec<_> = locals.iter().map(|local| local.things.as_slice()).collect();
    let entities = across(resolver, &things, &aliases);
    drop((things, copies));
    if !store.put_entities(revision, &entities, &locals, &sources, ontology)? {
        return Ok(());
    }
    drop(locals);
    let links = Links::parse(&store.meta(LINKS)?.unwrap_or_default())?;
    let remade = store.remake(revision, |remake| {
        let symmetric: Vec<_> = ontology.relations.iter().filter(|r| r.symmetric).map(|r| r.name.as_str()).collect();
        let mut assembly = Assembly { ontology, remake, nodes: BTreeMap::new(), open: None };
        remake.claims(&symmetric, |claim| assembly.take(claim, &symmetric))?;
        assembly.close()?;
        assembly.nodes(&entities, &links)
    });
    remade.map(drop)
}

/// Subject, relation, object.
type Key = (i64, String, i64);

/// Nodes and edges in the making: claims come with those of one edge together.
struct Assembly<'o> {
    ontology: &'o Ontology,
    remake: &'o Remake<'o>,
    nodes: BTreeMap<i64, NodeFold>,
    open: Option<(Key, Fold)>,
}

impl Assembly<'_> {
    fn take(&mut self, claim: ClaimRow, symmetric: &[&str]) -> Result<(), PipelineError> {
        self.nodes.entry(claim.subject.entity).or_default().note(&claim);
        match &claim.said {
            Said::Attribute { name, value } => {
                let node = self.nodes.entry(claim.subject.entity).or_default();
                node.attribute(name, value, &claim);
            }
            Said::Relation { relation, object } if object.entity != claim.subject.entity => {
                self.nodes.entry(object.entity).or_default().note(&claim);
                let (mut subject, mut object) = (claim.subject.entity, object.entity);
                if symmetric.contains(&relation.as_str()) && subject > object {
                    std::mem::swap(&mut subject, &mut object);
                }
                self.add((subject, relation.clone(), object), &claim)?;
            }
            Said::Relation { .. } => {}
        }
        Ok(())
    }

    fn add(&mut self, key: Key, claim: &ClaimRow) -> Result<(), PipelineError> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != key) {
            self.close()?;
            self.open = Some((key, Fold::default()));
        }
        if let Some((_, fold)) = &mut self.open {
            fold.add(claim);
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), PipelineError> {
        let Some(((subject, relation, object), fold)) = self.open.take() else { return Ok(()) };
        let (properties, claims) = (fold.properties(self.ontology), fold.claims().to_vec());
        Ok(self.remake.edge(&EdgeRow { subject, object, relation, properties, claims })?)
    }

    /// Writes the nodes of all entities that a claim speaks of.
    fn nodes(&self, entities: &[Entity], links: &Links) -> Result<(), PipelineError> {
        for (id, fold) in &self.nodes {
            let Some(entity) = usize::try_from(*id).ok().and_then(|ix| entities.get(ix)) else { continue };
            let properties: Map = fold.properties(entity, links.of(entity), self.ontology);
            let label = &self.ontology.node_type(entity.label).name;
            self.remake.node(&NodeRow { entity: *id, label, properties })?;
        }
        Ok(())
    }
}
