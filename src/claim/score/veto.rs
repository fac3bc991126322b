//! What the scorer may not add, for the sentence says otherwise: partners of a third are no partners of each other by that,
//! where something takes place nobody works by that, and what came to nothing makes nobody an owner.

use crate::model::claim::{Claim, Predicate, Status};
use crate::model::mention::MentionIx;
use crate::model::ontology::RelationId;

use super::super::office::PERSONAL;
use super::pair::{Pair, Side};

/// Whether a relation may not be added to a pair.
pub fn forbids(pair: &Pair, relation: RelationId) -> bool {
    let kind = pair.sight.found.extractor.ontology.relation(relation);
    kind.symmetric && are_partners_of_a_third(pair, relation)
        || PERSONAL.contains(&kind.name.as_str()) && is_venue(pair)
        || kind.name == "OWNS" && came_to_nothing(pair)
}

/// `Die Übernahme von A durch B scheiterte`: a rule has the purchase as ended or denied.
fn came_to_nothing(pair: &Pair) -> bool {
    let ontology = &pair.sight.found.extractor.ontology;
    pair.claims().any(|(claim, relation, side)| {
        side == Side::Straight
            && ontology.relation(relation).name == "ACQUIRES"
            && matches!(claim.status, Status::Ended | Status::Denied)
    })
}

/// `der Vertrag mit A ergänzt die Verträge mit B und C`: the rules have each as the partner of whoever the text is about, and
/// the two are not named in one list.
fn are_partners_of_a_third(pair: &Pair, relation: RelationId) -> bool {
    let found = pair.sight.found;
    let parties = |claim: &Claim| match &claim.predicate {
        Predicate::Relation { relation: said, object, .. } if *said == relation => Some((claim.subject, *object)),
        _ => None,
    };
    let said: Vec<(MentionIx, MentionIx)> = found.claims.iter().filter_map(parties).collect();
    let partner = |of: MentionIx, (a, z): (MentionIx, MentionIx)| {
        let other = |one: MentionIx, other: MentionIx| found.same(one, of).then_some(other);
        other(a, z).or_else(|| other(z, a))
    };
    let partners = |of: MentionIx| said.iter().filter_map(move |two| partner(of, *two));
    let (subject, object) = (pair.subject, pair.object);
    let third = partners(subject.mention).any(|one| partners(object.mention).any(|other| found.same(one, other)));
    third && !are_listed(pair)
}

/// Whether both are members of one list.
fn are_listed(pair: &Pair) -> bool {
    let joined = &pair.sight.found.b.joined;
    let head = |node| joined.iter().find(|(_, member)| *member == node).map_or(node, |(first, _)| *first);
    head(pair.subject.node) == head(pair.object.node)
}

/// `bei der Vorstellung im Rathaus`, `the launch at the White House`.
fn is_venue(pair: &Pair) -> bool {
    let b = pair.sight.found.b;
    b.graph.reaching(pair.object.node).iter().any(|(role, from)| {
        matches!(role.name(), "an" | "in" | "vor" | "bei" | "at" | "outside")
            && b.words.is_in("gathering", &b.graph.node(*from).lemma)
    })
}
