//! `Konzernchef Pat Gelsinger`, `die Tochter`: a noun that always belongs to someone, and the text has just said to whom.
//!
//! Only such nouns are given a holder as name the company themselves (`Konzern-`, `Firmen-`) or are never said of the
//! world at large; `Präsident` and `Direktor` are not. So with figures: `der Umsatz stieg`, `die 300 Beschäftigten`.

use crate::model::mention::{Form, Mention, MentionIx, MentionKind, Quantity};
use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::super::salience::Salient;
use super::{Building, clause, surface};

/// Gives relational nouns without holder the company that the sentence is about, or that of the sentences before.
pub fn holders(b: &mut Building, salient: Salient) {
    let nouns: Vec<u32> = (0..b.len()).filter(|i| needs_holder(b, *i)).collect();
    tasks(b, salient);
    for noun in nouns {
        let found = holder_of(b, noun, salient);
        if let Some(node) = found {
            b.graph.add(noun, Role::Holder, node);
            b.bridged.push(noun);
        }
    }
    figures(b, salient);
}

/// The one that a relational noun belongs to: the topic of its own sentence, or what the sentences before spoke of.
fn holder_of(b: &mut Building, noun: u32, salient: Salient) -> Option<NodeIx> {
    let known = salient.company.filter(|_| salient.is_main || salient.is_near);
    let last = salient.last.or(known);
    let lemma = b.graph.node(noun).lemma.clone();
    if is_other_side(b, noun) {
        let before = salient.company.filter(|m| !b.here.iter().any(|here| same_thing(b, *here, *m)));
        return outside(b, noun, before);
    }
    if let Some(of_kind) = of_kind(b, noun) {
        return outside(b, noun, Some(of_kind));
    }
    let filled = b.filled.contains(&noun) && !b.words.is_in("implied", &lemma);
    let (here, before) = if salient.raised.is_some() && b.words.is_in("raise", &lemma) {
        (false, salient.raised)
    } else if is_class(b, noun) {
        (true, last)
    } else if b.words.is_in("founder", &lemma) {
        (false, salient.company.filter(|_| salient.is_main && !has_article(b, noun)))
    } else if is_organ(b, noun) {
        (true, salient.venture.or(known))
    } else if b.words.is_in("implied-of-body", &lemma) {
        (false, salient.body)
    } else if !filled {
        (true, salient.company.or(salient.ahead))
    } else if b.words.is_in("filled-undertaking", &lemma) {
        (false, salient.undertaking)
    } else {
        (false, last)
    };
    let topic = topic(b, noun, b.words.company).filter(|_| here);
    let before = before.filter(|_| possessive(b, noun).is_none());
    topic.or_else(|| outside(b, noun, before))
}

/// Whether two mentions are of one thing.
fn same_thing(b: &Building, one: MentionIx, other: MentionIx) -> bool {
    let entity = |m: MentionIx| b.mentions.get(m as usize).and_then(|m| m.entity);
    entity(one) == entity(other)
}

/// `Institutsdirektor`, `Klinikchefin`, `Gerichtssprecher`: the body named last before the noun in whose name its first
/// part stands.
fn of_kind(b: &Building, noun: u32) -> Option<MentionIx> {
    let (word, lemma) = (b.token(noun).form.to_lowercase(), b.graph.node(noun).lemma.as_str());
    let kind = kind_of_body(b, &word).or_else(|| kind_of_body(b, lemma))?;
    let here = b.here.first().map(|m| b.mentions[*m as usize].sentence)?;
    let before = |m: &Mention| m.sentence < here || m.sentence == here && m.tokens.end <= noun;
    let fits = |m: &Mention| {
        let named = matches!(m.kind, MentionKind::Entity { form: Form::Name, .. }) && m.entity.is_some();
        named && before(m) && Labels::of_mention(&m.kind).meets(b.words.company | b.words.undertaking)
    };
    let told = |m: &Mention| m.name.to_lowercase().split([' ', '-']).any(|part| part.ends_with(kind));
    let named = (0u32..).zip(b.mentions).filter(|(_, m)| fits(m) && told(m));
    named.max_by_key(|(_, m)| (m.sentence, m.tokens.start)).map(|(ix, _)| ix)
}

/// The kind of body that a title is of.
fn kind_of_body<'w>(b: &Building, title: &'w str) -> Option<&'w str> {
    if b.words.is_in("office-of-ministry", title) {
        return Some("ministerium");
    }
    let end = b.words.kind_of_title(title)?;
    let kind = title.get(..title.len() - end.len())?.trim_end_matches('-');
    let kind = ["es", "s", "en", "n", ""].into_iter().find_map(|link| kind.strip_suffix(link))?;
    (kind.chars().count() >= KIND && !b.words.is_in("no-kind", kind)).then_some(kind)
}

/// Letters that tell a kind: `Rat` in `Ratsvorsitzender` is in too many names.
const KIND: usize = 4;

/// Gives figures without holder the company, project or site that the text is about.
fn figures(b: &mut Building, salient: Salient) {
    for noun in 0..b.len() {
        let site = is_staff(b, noun) && !is_whole_staff(b, noun) && stands_there(b, noun);
        let company = is_figure(b, noun, "company-figure") && is_subject(b, noun) || is_whole_staff(b, noun);
        let project = is_figure(b, noun, "project-figure") && !is_of_doer(b, noun);
        let (labels, before) = match (company, project || site) {
            (_, true) => (b.words.undertaking, salient.undertaking),
            (true, _) => (b.words.company, salient.company),
            _ => continue,
        };
        if is_of_something(b, noun) {
            continue;
        }
        let here = topic(b, noun, labels).or_else(|| beside(b, noun, labels));
        if let Some(node) = here.or_else(|| outside(b, noun, before)) {
            b.graph.add(noun, Role::Holder, node);
        }
    }
}

/// A thing of these labels that stands bare before the noun in its clause, whatever the parse makes of it.
fn beside(b: &Building, noun: u32, labels: Labels) -> Option<NodeIx> {
    let mut before = (0..noun).rev().filter(|t| b.graph.at(*t) == *t && b.share_clause(*t, noun));
    before.find(|t| b.is_entity(*t) && b.graph.node(*t).labels.meets(labels) && surface::is_bare(b, *t))
}

/// Whether a noun says a figure of that list.
fn is_figure(b: &Building, noun: u32, list: &str) -> bool {
    b.graph.at(noun) == noun && b.mention(noun).is_none() && b.words.is_in(list, &b.graph.node(noun).lemma)
}

/// `die insgesamt rund 300 Beschäftigten`: all that there are, for the article is definite.
fn is_whole_staff(b: &Building, token: u32) -> bool {
    if !is_staff(b, token) {
        return false;
    }
    let start = b.extent(b.graph.at(token)).start;
    let mut before = (0..start).rev().take(3).skip_while(|t| matches!(b.token(*t).upos, Upos::Adv | Upos::Adj));
    let article = before.next().map(|t| b.token(t).lower());
    matches!(article.as_deref(), Some("der" | "die" | "den" | "the"))
}

/// Whether a token is a number of people who work, or of their places.
fn is_staff(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    match b.mention(node).map(|m| &m.kind) {
        Some(MentionKind::Quantity(Quantity::Count { unit: Some(unit), .. })) => {
            node == token && b.words.is_in("staff", &unit.to_lowercase())
        }
        _ => false,
    }
}

/// `dort entstehen 300 Stellen`: the clause says where by a word that points back.
fn stands_there(b: &Building, token: u32) -> bool {
    (0..b.len()).any(|t| b.share_clause(t, token) && b.words.is_in("there", &b.token(t).lower()))
}

/// Whether a figure is told of something already: `Umsatz mit Medikamenten`, `die Kosten der Reise`.
fn is_of_something(b: &Building, noun: u32) -> bool {
    let told = |role: Role| {
        matches!(
            role.name(),
            "holder" | "genitive" | "mit" | "in" | "für" | "aus" | "an" | "with" | "for" | "from" | "compound"
        )
    };
    let of_word = |to: NodeIx| b.is_entity(to) || b.mention(to).is_none() && b.is_noun(b.graph.node(to).token);
    let company = |to: NodeIx| b.words.is_in("company-word", &b.graph.node(to).lemma);
    b.graph.out(noun).iter().any(|(role, to)| told(*role) && of_word(*to) && !is_time(b, *to) && !company(*to))
}

/// Whether a node says a time.
fn is_time(b: &Building, node: NodeIx) -> bool {
    let token = b.graph.node(node).token;
    b.words.is_in("time", &b.graph.node(node).lemma) || b.dependents(token, Deprel::Nummod).next().is_some()
}

/// Whether a verb above a noun has a named subject of its own, which the figure may be that of.
fn is_of_doer(b: &Building, noun: u32) -> bool {
    let verbs = b.graph.reaching(noun).iter().filter(|(role, _)| *role != Role::Subject).map(|(_, verb)| *verb);
    verbs.into_iter().any(|verb| b.graph.follow(verb, Role::Subject).any(|subject| b.is_entity(subject)))
}

/// Gives `den Betrieb` and `die Finanzierung` the site or project that the text has just spoken of, and the capital that
/// somebody puts up, as well as a bare `der Standort in X`, the project.
fn tasks(b: &mut Building, salient: Salient) {
    let nouns: Vec<u32> = (0..b.len()).filter(|t| b.graph.at(*t) == *t && !is_held(b, *t)).collect();
    for noun in nouns {
        let lemma = &b.graph.node(noun).lemma;
        let known = if b.words.is_in("task", lemma) && is_definite(b, noun) {
            salient.undertaking
        } else if b.words.is_in("capital", lemma) && is_put_up(b, noun)
            || b.words.is_in("project-site", lemma) && is_definite(b, noun)
        {
            salient.project
        } else {
            None
        };
        if let Some(node) = outside(b, noun, known) {
            b.graph.add(noun, Role::Holder, node);
        }
    }
}

/// Whether a noun says whose it is, or of or for what: only where it is may stand behind it.
fn is_held(b: &Building, noun: u32) -> bool {
    let apart = |role: Role| role == Role::Holder || role.is_preposition() && role.name() != "in";
    let within = |to: NodeIx| b.graph.node(to).labels.meets(b.words.place);
    b.graph.out(noun).iter().any(|(role, to)| apart(*role) || role.name() == "in" && !within(*to))
}

/// `der Betrieb`, `den laufenden Betrieb`: an article before the noun and its adjectives.
fn is_definite(b: &Building, noun: u32) -> bool {
    let before = (0..noun).rev().find(|t| b.token(*t).upos != Upos::Adj);
    before.is_some_and(|t| b.token(t).upos == Upos::Det)
}

/// `bringt weitere Mittel ein`
fn is_put_up(b: &Building, noun: u32) -> bool {
    b.graph.back(noun, Role::Object).any(|verb| b.words.is_in("contributes", &b.graph.node(verb).lemma))
}

/// Whether a noun lacks the one it belongs to.
fn needs_holder(b: &Building, noun: u32) -> bool {
    let named = |n: NodeIx| b.is_name(n) && (!is_founder(b, noun) || b.graph.node(n).labels.meets(b.words.person));
    let kind = || of_kind(b, noun).is_some();
    let role = || {
        let is = b.graph.follow(noun, Role::Is).any(named);
        is_implied(b, noun) && (is_class(b, noun) || is) || is && kind()
    };
    b.graph.at(noun) == noun
        && (role() || is_organ(b, noun))
        && !names_its_holder(b, noun)
        && possessive(b, noun) != Some(Possessive::Demonstrative)
        && !b.graph.follow(noun, Role::Holder).any(|n| b.is_entity(n))
        && !b.graph.follow(noun, Role::Genitive).any(|n| b.is_noun(b.graph.node(n).token))
        && (b.words.is_in("implied", &b.graph.node(noun).lemma) || !is_of_value(b, noun))
}

/// `Nordkap verhandelt mit den Eigentümern X und Y`: who deals with owners deals with those of a house that the sentence does
/// not name.
fn is_other_side(b: &Building, noun: u32) -> bool {
    let deals = |node: NodeIx| {
        let lemma = &b.graph.node(node).lemma;
        b.words.is_in("talks", lemma) || b.words.is_in("deals-with", lemma)
    };
    let with = |role: Role| matches!(role.name(), "mit" | "von" | "with" | "from");
    b.words.is_in("owner", &b.graph.node(noun).lemma)
        && b.graph.reaching(noun).iter().any(|(role, from)| with(*role) && deals(*from))
}

/// How a pronoun says whose something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Possessive {
    /// `ihre Tochter`: that of the subject, or of who was spoken of.
    Personal,
    /// `dessen Chef`: that of who was named last.
    Demonstrative,
}

/// The pronoun before a noun that says whose it is, whether or not it is known whom that means.
fn possessive(b: &Building, noun: u32) -> Option<Possessive> {
    let described = |t: &u32| matches!(b.token(*t).upos, Upos::Adj | Upos::Num | Upos::Adv);
    let before = (0..noun).rev().find(|t| !described(t)).map(|t| b.token(t).form.to_lowercase())?;
    let demonstrative = b.words.is_in("possessive-demonstrative", &before);
    let personal = b.words.is_in("possessive", &before).then_some(Possessive::Personal);
    demonstrative.then_some(Possessive::Demonstrative).or(personal)
}

/// Whether an article stands right before a noun: `die Gründer Lamm und Kern`.
fn has_article(b: &Building, noun: u32) -> bool {
    noun.checked_sub(1).is_some_and(|before| b.token(before).upos == Upos::Det)
}

/// `Im Aufsichtsrat sitzt Ada Brandt`, `Ada Brandt, Vorsitzende des Vorstands`: a body that the company is known to have, in
/// a clause with the name of a person.
fn is_organ(b: &Building, noun: u32) -> bool {
    if !b.words.is_in("organ", &b.graph.node(noun).lemma) {
        return false;
    }
    let before = (0..noun).rev().find(|t| b.token(*t).upos != Upos::Adj).map(|t| b.token(t).lower());
    let definite =
        matches!(before.as_deref(), Some("der" | "die" | "das" | "den" | "dem" | "des" | "im" | "zum" | "zur" | "the"));
    let person = |t: u32| {
        let node = b.graph.at(t);
        b.is_name(node) && b.graph.node(node).labels.meets(b.words.person)
    };
    definite && (0..b.len()).any(|t| b.share_clause(t, noun) && person(t))
}

/// `Gründer`, which people may be of many a company.
fn is_founder(b: &Building, noun: u32) -> bool {
    b.words.is_in("founder", &b.graph.node(noun).lemma)
}

/// `Käufer von 49 Prozent`: of what is told by its share.
fn is_of_value(b: &Building, noun: u32) -> bool {
    b.graph.out(noun).iter().any(|(role, n)| matches!(role.name(), "von" | "of") && b.mention(*n).is_some())
}

/// `Zu den Geldgebern zählen X und Y`, `investors include X`: the sentence says who belongs to them.
fn is_class(b: &Building, noun: u32) -> bool {
    b.graph.reaching(noun).iter().any(|(role, verb)| {
        let lemma = b.graph.node(*verb).lemma.as_str();
        match role.name() {
            "zu" | "among" => matches!(lemma, "gehören" | "zählen" | "count"),
            "subject" => matches!(lemma, "include" | "umfassen"),
            _ => false,
        }
    })
}

/// `die Bahn-Tochter`: the first part of the compound says whose it is, though no name was found in it. `US-Tochter` and
/// `Vertriebs-Tochter` say no more than where and what for.
fn names_its_holder(b: &Building, noun: u32) -> bool {
    let form = b.token(noun).form.as_str();
    let first = form.rsplit_once('-').map_or("", |(first, _)| first);
    let linked = first.ends_with('s') || first.chars().count() < 3;
    let capital = first.starts_with(char::is_uppercase);
    let first = first.to_lowercase();
    let common = b.words.is_in("company-word", &first) || b.words.is_in("market", &first);
    capital && !linked && !common
}

/// Whether a noun says by itself, or as what a name is said to fill (`Käufer ist X`), that it belongs to someone.
fn is_implied(b: &Building, noun: u32) -> bool {
    let lemma = &b.graph.node(noun).lemma;
    let named = b.filled.contains(&noun) || is_class(b, noun);
    let filled = |list: &str| named && b.words.is_in(list, lemma);
    let of_body = || b.salient.body.is_some() && b.words.is_in("implied-of-body", lemma);
    b.words.is_in("implied", lemma) || of_body() || filled("filled-company") || filled("filled-undertaking")
}

/// The thing of these labels before the noun that is the subject of its clause or of the first clause of the sentence.
fn topic(b: &Building, noun: u32, labels: Labels) -> Option<NodeIx> {
    let things = (0..noun)
        .map(|t| b.graph.at(t))
        .filter(|n| b.is_entity(*n) && b.graph.node(*n).labels.meets(labels) && !b.graph.has(noun, Role::Is, *n));
    let mut subjects = things.filter(|n| is_subject(b, *n) || opens_sentence(b, *n));
    subjects.next()
}

/// Whether a verb has the node as its subject.
fn is_subject(b: &Building, node: NodeIx) -> bool {
    b.graph.back(node, Role::Subject).any(|v| b.graph.node(v).labels.meets(Labels::VERB))
}

/// Whether a name is the first phrase of the sentence, before its finite verb.
fn opens_sentence(b: &Building, node: NodeIx) -> bool {
    let extent = b.extent(node);
    extent.start == 0 && extent.end < b.len() && clause::is_finite(b.token(extent.end))
}

/// Gives a sentence with names a node for the company that the sentences before spoke of, unless it speaks of it itself.
pub fn keep_in_mind(b: &mut Building, salient: Option<MentionIx>) {
    let named = (0..b.graph.len()).any(|n| b.is_entity(n));
    let entity = |m: MentionIx| b.mentions.get(m as usize).and_then(|m| m.entity);
    let known = salient.and_then(entity);
    if named && known.is_some() && !b.here.iter().any(|m| entity(*m) == known) {
        b.in_mind = outside(b, 0, salient);
    }
}

/// Leads from each verb that rules ask for to the company that the document is about, for goods whose taker a clause does
/// not name: `Die Kabel liefert X`; so from a pact to the party that the clause does not name.
pub fn topics(b: &mut Building, salient: Salient) {
    let entity = |m: MentionIx| b.mentions.get(m as usize).and_then(|m| m.entity);
    let Some(main) = salient.company.filter(|_| salient.is_main || salient.is_near).and_then(entity) else { return };
    let named: Vec<NodeIx> = (0..b.len()).filter(|n| b.is_entity(*n) && b.entity(*n) == Some(main)).collect();
    let verbs = (0..b.len()).filter(|v| b.graph.at(*v) == *v && b.graph.node(*v).labels.meets(Labels::VERB));
    for verb in verbs.collect::<Vec<u32>>() {
        let here = named.iter().any(|n| b.share_clause(*n, verb));
        let about = named.first().copied().or(b.in_mind);
        if let Some(about) = about.filter(|_| !here && b.words.is_trigger(&b.graph.node(verb).lemma)) {
            b.graph.add(verb, Role::Topic, about);
        }
    }
    for noun in (0..b.len()).filter(|n| is_open_pact(b, *n)).collect::<Vec<u32>>() {
        let here = named.iter().any(|n| b.share_clause(*n, noun));
        if let Some(about) = named.first().copied().or(b.in_mind).filter(|_| !here) {
            b.graph.add(noun, Role::Topic, about);
        }
    }
}

/// `eine Vereinbarung mit X`, `ein gemeinsames Projekt mit X`: the one party is named behind the noun, the other is not.
fn is_open_pact(b: &Building, noun: u32) -> bool {
    let lemma = &b.graph.node(noun).lemma;
    let company = |to: NodeIx| b.is_entity(to) && b.graph.node(to).labels.meets(b.words.company);
    let party = |role: Role, to: NodeIx| matches!(role.name(), "mit" | "with") && company(to);
    let other = |role: Role, to: NodeIx| match role.name() {
        "zwischen" | "between" | "von" | "of" | "genitive" | "holder" => true,
        "compound" => company(to),
        _ => false,
    };
    b.graph.at(noun) == noun
        && (b.words.is_in("joint-work", lemma) || b.words.is_in("pact", lemma) && !is_of_doer(b, noun))
        && b.graph.out(noun).iter().any(|(role, to)| party(*role, *to))
        && !b.graph.out(noun).iter().any(|(role, to)| other(*role, *to))
}

/// A node for what the sentences before spoke of.
fn outside(b: &mut Building, noun: u32, salient: Option<MentionIx>) -> Option<NodeIx> {
    b.add_outside(noun, salient?)
}
