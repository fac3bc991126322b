//! What stands side by side: phrases that follow a noun or name right behind it, phrases and bare names in the clause of
//! a verb. A second witness beside the parse; the types that a rule asks for decide what counts.

use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, clause, dependency, passive};

/// Prepositional phrases with these go with the name before them wherever the sentence has them.
const WITH_NAMES: &[&str] = &["aus", "from", "mit", "with", "von", "of", "nahe", "bei"];

/// How many nouns up a chain of phrases a phrase is shown at: `Übernahme der Mehrheit an X durch Y`.
const CHAIN: usize = 4;

/// A phrase: the word that opens it, its role, the node it leads to.
#[derive(Clone, Copy)]
struct Phrase {
    opener: u32,
    role: Role,
    target: NodeIx,
}

/// Adds the edges that the order of words tells.
pub fn edges(b: &mut Building) {
    let phrases = phrases(b);
    let mut above = vec![None; b.graph.len() as usize];
    for phrase in &phrases {
        beside(b, *phrase, &mut above);
    }
    names_before_nouns(b);
    places_before_nouns(b);
    values_before_nouns(b);
    makers_before_products(b);
    for verb in 0..b.len() {
        if is_predicate(b, verb) && b.words.is_trigger(&b.graph.node(verb).lemma) {
            phrases.iter().for_each(|phrase| of_verb(b, verb, *phrase));
        }
    }
}

/// Whether a word is a verb or an adjective that stands for one: `ist in Essen ansässig`.
fn is_predicate(b: &Building, token: u32) -> bool {
    let adjective = b.token(token).upos == Upos::Adj && b.token(token).deprel != Deprel::Amod;
    b.graph.node(token).labels.meets(Labels::VERB) || adjective
}

/// Every prepositional or genitive phrase.
fn phrases(b: &Building) -> Vec<Phrase> {
    (0..b.len()).filter_map(|opener| phrase(b, opener)).collect()
}

fn phrase(b: &Building, opener: u32) -> Option<Phrase> {
    let word = b.token(opener);
    let role = if (word.upos == Upos::Adp || word.xpos == "KOKOM" || is_as(b, opener)) && b.graph.at(opener) == opener {
        Role::of_preposition(&word.form)?
    } else if is_genitive_article(b, opener) {
        Role::Genitive
    } else {
        return None;
    };
    let target = head_of_phrase(b, opener + 1)?;
    Some(Phrase { opener, role, target })
}

/// `als` before a noun, taken for a conjunction: `hat X als Lieferanten gewählt`.
fn is_as(b: &Building, token: u32) -> bool {
    let word = b.token(token);
    word.form == "als" && word.upos == Upos::Cconj && token + 1 < b.len() && b.is_noun(token + 1)
}

/// `der`, `des`, `eines` right behind a common noun.
fn is_genitive_article(b: &Building, token: u32) -> bool {
    let word = b.token(token);
    let article = matches!(
        word.form.as_str(),
        "der" | "des" | "eines" | "einer" | "dieser" | "dieses" | "ihres" | "ihrer" | "seines" | "seiner" | "deren"
    );
    article && word.upos == Upos::Det && token.checked_sub(1).is_some_and(|before| b.is_noun(before))
}

/// The noun or name of a phrase whose first word is `start`: articles, adjectives and numbers are passed over, and a
/// measure before an adjective (`rund 40 Kilometer entfernten`).
pub fn head_of_phrase(b: &Building, start: u32) -> Option<NodeIx> {
    let mut at = start;
    while at < b.len() {
        let node = b.graph.at(at);
        let word = b.token(at);
        let possessive = matches!(word.xpos.as_str(), "PPOSAT" | "PRP$") && b.form(node) == Some(Form::Pronoun);
        if matches!(word.xpos.as_str(), "PRELS" | "PPER" | "PRF") {
            return b.mention(node).map(|_| node);
        }
        let attributive = word.upos == Upos::Adj || b.form(node) == Some(Form::Adjective) || possessive;
        if attributive {
            at += 1;
        } else if b.mention(node).is_some() || matches!(word.upos, Upos::Noun | Upos::Propn) || b.is_noun(at) {
            let end = b.extent(node).end.max(at + 1);
            let measure = !b.is_name(node)
                && end + 1 < b.len()
                && b.token(end).upos == Upos::Adj
                && matches!(b.token(end + 1).upos, Upos::Noun | Upos::Propn);
            if !measure {
                return Some(node);
            }
            at = end;
        } else if matches!(word.upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Pron)
            || matches!(word.form.as_str(), "„" | "\"" | "»" | "“")
        {
            at += 1;
        } else {
            return None;
        }
    }
    None
}

/// A phrase right behind a noun or name belongs to it, and to the nouns that this one hangs on.
fn beside(b: &mut Building, phrase: Phrase, above: &mut [Option<NodeIx>]) {
    let Some(left) = left_of(b, phrase.opener) else { return };
    let left = if b.token(left).form == "," && is_bracketed(b, phrase) { left.saturating_sub(1) } else { left };
    let holder = b.graph.at(left);
    let (noun, name) = (b.is_noun(left), b.is_entity(holder) && !b.is_noun(left));
    if holder == phrase.target || !noun && !name {
        return;
    }
    if noun && !is_object_of_verb(b, phrase) || name && goes_with_name(b, holder, phrase) {
        b.graph.add(holder, phrase.role, phrase.target);
        above[phrase.target as usize] = Some(holder);
    }
    let mut up = parent(b, holder, above);
    for _ in 0..CHAIN {
        let Some(next) = up else { return };
        let taken = b.graph.follow(next, phrase.role).next().is_some();
        if phrase.role != Role::Genitive && !taken && b.is_noun(b.graph.node(next).token) && next != phrase.target {
            b.graph.add(next, phrase.role, phrase.target);
            above[phrase.target as usize].get_or_insert(next);
        }
        up = parent(b, next, above);
    }
}

/// Whether a phrase stands between commas: `die Bank, unter ihrem neuen Chef, …`.
fn is_bracketed(b: &Building, phrase: Phrase) -> bool {
    let end = (phrase.opener..b.len()).take(10).find(|t| !is_nominal(b, *t));
    end.is_some_and(|t| b.token(t).form == ",")
        && matches!(phrase.role.name(), "unter" | "mit" | "aus" | "in" | "under" | "with")
}

/// The noun that a noun or name hangs on; a name right behind its description hangs where the description does.
fn parent(b: &Building, node: NodeIx, above: &[Option<NodeIx>]) -> Option<NodeIx> {
    let direct = above.get(node as usize).copied().flatten();
    direct.or_else(|| {
        let before = b.extent(node).start.checked_sub(1)?;
        b.is_noun(before).then(|| above[b.graph.at(before) as usize]).flatten()
    })
}

/// `der Firma` in `gewährt das Land der Firma einen Kredit`: what the parse makes an argument of a verb is no genitive.
fn is_object_of_verb(b: &Building, phrase: Phrase) -> bool {
    let token = b.graph.node(phrase.target).token;
    let argument = matches!(b.token(token).deprel, Deprel::Iobj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
    phrase.role == Role::Genitive && argument && b.token(phrase.opener).form != "des"
}

/// The last word before a phrase; brackets and quotes that close there are passed over.
fn left_of(b: &Building, opener: u32) -> Option<u32> {
    let mut left = opener.checked_sub(1)?;
    if b.token(left).form == ")" {
        left = (0..left).rev().take(8).find(|t| b.token(*t).form == "(")?.checked_sub(1)?;
    }
    if matches!(b.token(left).form.as_str(), "“" | "\"" | "«" | "”" | "‘" | "'") {
        left = left.checked_sub(1)?;
    }
    Some(left)
}

/// Whether a phrase behind a name is that name's: always with `aus` and the like and at a place; else before the finite
/// verb, where a German main clause has one constituent, and where there is no verb.
fn goes_with_name(b: &Building, name: NodeIx, phrase: Phrase) -> bool {
    if phrase.role == Role::Genitive {
        return false;
    }
    if WITH_NAMES.contains(&phrase.role.name()) || b.graph.node(name).labels.meets(b.words.place) {
        return true;
    }
    if is_seat_of_governed(b, name, phrase) {
        return true;
    }
    let clause = b.clauses[phrase.opener as usize];
    let mut words = (0..b.len()).filter(|t| b.clauses[*t as usize] == clause);
    let first_verb = words.find(|t| clause::is_finite(b.token(*t)) || b.token(*t).upos == Upos::Verb);
    first_verb.is_none_or(|verb| verb > phrase.opener && (phrase.opener..verb).all(|t| is_nominal(b, t)))
}

/// `die Hälfte der Leag in Cottbus`, `bei CureVac in Tübingen`: a place behind a house that a noun or preposition governs.
fn is_seat_of_governed(b: &Building, name: NodeIx, phrase: Phrase) -> bool {
    let labels = |n: NodeIx| b.graph.node(n).labels;
    matches!(phrase.role.name(), "in" | "at" | "near")
        && b.is_name(phrase.target)
        && labels(phrase.target).meets(b.words.place)
        && labels(name).meets(b.words.company)
        && !is_bare(b, name)
}

/// Whether a word may stand in a noun phrase with its attributes.
fn is_nominal(b: &Building, token: u32) -> bool {
    matches!(b.token(token).upos, Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
}

/// `Polens größter Versicherer`, `Elon Musks xAI`: a name with the ending of the genitive before a noun, or right before a
/// name.
fn names_before_nouns(b: &mut Building) {
    for mention in b.here.clone() {
        let mention = &b.mentions[mention as usize];
        let (node, end) = (mention.head, mention.tokens.end);
        if node >= b.len() || end == 0 || !b.is_name(node) {
            continue;
        }
        let form = b.token(end - 1).form.as_str();
        let marked = form.ends_with(['s', '’', '\'']) && !mention.name.ends_with(form);
        let noun = (end..b.len()).take(4).find(|t| b.token(*t).upos != Upos::Adj && b.token(*t).upos != Upos::Num);
        let held = |n: &u32| b.is_noun(*n) || *n == end && b.is_name(b.graph.at(*n));
        if let (true, Some(noun)) = (marked, noun.filter(held)) {
            let noun = b.graph.at(noun);
            b.graph.add(noun, Role::Genitive, node);
        }
    }
}

/// `Nvidia Vera Rubin`: the maker right before its product.
fn makers_before_products(b: &mut Building) {
    for pair in b.here.clone().windows(2) {
        let (maker, product) = (b.mentions[pair[0] as usize].head, b.mentions[pair[1] as usize].head);
        let names = maker < b.len() && product < b.len() && b.is_name(maker) && b.is_name(product);
        let adjacent = names && b.extent(maker).end == b.extent(product).start;
        if adjacent
            && b.graph.node(maker).labels.meets(b.words.company)
            && b.graph.node(product).labels.meets(b.words.product)
        {
            b.graph.add(product, Role::Compound, maker);
        }
    }
}

/// `874 Millionen Dollar Umsatz`: a value right before a noun.
fn values_before_nouns(b: &mut Building) {
    for mention in b.here.clone() {
        let mention = &b.mentions[mention as usize];
        let (node, end) = (mention.head, mention.tokens.end);
        let value = matches!(mention.kind, MentionKind::Quantity(_)) && node < b.len();
        if value && end < b.len() && b.is_noun(end) && b.mention(b.graph.at(end)).is_none() {
            let noun = b.graph.at(end);
            b.graph.add(noun, Role::Number, node);
        }
    }
}

/// `das Frankfurter Geldhaus`, `die norwegische Equinor`: the adjective of a place before a noun or name.
fn places_before_nouns(b: &mut Building) {
    for mention in b.here.clone() {
        let mention = &b.mentions[mention as usize];
        let (node, end) = (mention.head, mention.tokens.end);
        if node >= b.len() || end == 0 || !b.graph.node(node).labels.meets(b.words.place) || !is_adjective(mention) {
            continue;
        }
        let noun =
            (end..b.len()).take(4).find(|t| b.token(*t).upos != Upos::Adj || b.mention(b.graph.at(*t)).is_some());
        let Some(noun) = noun.map(|n| last_of_compound(b, n)).map(|n| b.graph.at(n)).filter(|n| *n != node) else {
            continue;
        };
        if b.is_noun(b.graph.node(noun).token) || b.is_name(noun) {
            b.graph.add(noun, Role::Modifier, node);
        }
    }
}

/// `cement firm`: the head of an English compound is its last noun.
fn last_of_compound(b: &Building, noun: u32) -> u32 {
    let lower = |t: u32| b.is_noun(t) && b.token(t).form.starts_with(char::is_lowercase);
    (noun..b.len()).take(5).take_while(|t| lower(*t)).last().unwrap_or(noun)
}

/// Whether a mention of a place is the adjective made of it.
fn is_adjective(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Entity { form: Form::Adjective, .. })
}

/// A phrase in the clause of a verb may be the verb's; `von` only where it names the agent of a passive.
fn of_verb(b: &mut Building, verb: u32, phrase: Phrase) {
    let same = b.share_clause(verb, phrase.opener);
    if !same || phrase.role == Role::Genitive || b.graph.at(verb) == phrase.target {
        return;
    }
    let left = left_of(b, phrase.opener).filter(|l| !is_measure(b, *l));
    let behind_noun = left.is_some_and(|l| b.is_noun(l) || b.is_entity(b.graph.at(l)));
    let agent = matches!(phrase.role.name(), "von" | "of" | "by" | "durch");
    if agent && (behind_noun || !passive::is_passive(b, verb)) {
        return;
    }
    if behind_noun && left_of(b, phrase.opener).is_some_and(|l| b.words.is_in("portion", &b.graph.node(l).lemma)) {
        return;
    }
    b.graph.add(verb, phrase.role, phrase.target);
}

/// `wird zu 25 Prozent von X gehalten`: a share that says how far has no owner behind it.
fn is_measure(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    let opener = b.extent(node).start.checked_sub(1);
    b.graph.node(node).labels.meets(Labels::SHARE)
        && opener.is_some_and(|t| matches!(b.token(t).form.as_str(), "zu" | "mit"))
}

/// Names, values and nouns that stand bare in the clause of a verb are near it: `near` edges, for rules whose types leave
/// no doubt who is who.
pub fn near(b: &mut Building) {
    let nodes: Vec<NodeIx> = (0..b.len()).filter(|t| b.graph.at(*t) == *t && is_bare(b, *t)).collect();
    for verb in 0..b.len() {
        if !is_predicate(b, verb) || !b.words.is_trigger(&b.graph.node(verb).lemma) {
            continue;
        }
        for node in &nodes {
            if b.share_clause(verb, *node) && !is_placed(b, verb, *node) {
                b.graph.add(verb, Role::Near, *node);
            }
        }
    }
}

/// Whether the parse already says what a node is to a verb beside its object: who does it, or whatever a preposition says.
fn is_placed(b: &Building, verb: NodeIx, node: NodeIx) -> bool {
    let said = |role: Role| role == Role::Subject || role.is_preposition();
    b.graph.out(verb).iter().any(|(role, to)| *to == node && said(*role))
}

/// Whether a noun, value or name stands without preposition and is no genitive.
pub fn is_bare(b: &Building, token: u32) -> bool {
    if b.mention(token).is_none() && !b.is_noun(token) || b.has_role_of_noun(token) {
        return false;
    }
    let mut start = b.extent(token).start;
    while let Some(before) = start.checked_sub(1).filter(|t| is_description(b, *t)) {
        start = before;
    }
    let first = b.graph.at(start);
    dependency::preposition_before(b, first).is_none() && !is_genitive_phrase(b, start)
}

/// Whether a noun may describe the name behind it: `seit Jahren Christian Sewing` has none.
fn is_description(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    let value = b.mention(node).is_some() && !b.is_entity(node);
    b.is_noun(token)
        && b.token(token).upos == Upos::Noun
        && !value
        && !b.words.is_in("time", &b.graph.node(token).lemma)
}

/// Whether a noun phrase whose noun is at `start` is the genitive of the noun before it.
fn is_genitive_phrase(b: &Building, start: u32) -> bool {
    let mut at = start;
    while let Some(before) = at.checked_sub(1) {
        match b.token(before).upos {
            Upos::Adj | Upos::Num => at = before,
            Upos::Det => return is_genitive_article(b, before),
            _ => return false,
        }
    }
    false
}
