//! Apposition: `Nvidia-Chef Jensen Huang`, `Lisa Su, Chefin von AMD`, `Wettbewerber wie Qualcomm` → an `is` edge from the
//! description to the name. Found in the words, and in the parse where the words do not tell.

use crate::model::mention::{Mention, MentionKind, Quantity};
use crate::model::text::{Deprel, Number, Upos};

use super::super::graph::{NodeIx, Role};
use super::Building;

/// Finds all of them.
pub fn find(b: &mut Building) {
    for mention in b.here.clone() {
        let head = b.mentions[mention as usize].head;
        if head < b.len() && b.is_name(head) && b.graph.node(head).mention == Some(mention) {
            before(b, head);
            behind(b, head);
            office_before(b, head);
            in_brackets(b, head);
            seat_behind(b, head);
        }
    }
    parsed(b);
    examples(b);
    listed(b);
    larger_place(b);
}

/// `Chiphersteller AMD`, `Autodesigner Henrik Fisker`: a noun right before a name. `NASA scientist`: none, in English
/// only where the noun follows an article or a name.
fn before(b: &mut Building, name: NodeIx) {
    let start = titled_start(b, name);
    let Some(mut at) = start.checked_sub(1) else { return };
    if matches!(b.token(at).form.as_str(), "\"" | "„" | "“" | "»" | "«" | "'" | "‚" | "‘" | "(") {
        let Some(next) = at.checked_sub(1) else { return };
        at = next;
    }
    let inside = b.extent(b.graph.at(at)).contains(&start);
    if b.is_noun(at) && !inside && !is_value(b, at) && !b.words.is_in("time", &b.graph.node(at).lemma) {
        let noun = b.graph.at(at);
        describe(b, noun, name);
        let before = at.checked_sub(1).filter(|t| b.is_noun(*t) && !is_value(b, *t));
        if let Some(office) = before.filter(|_| b.words.is_in("address", &b.graph.node(noun).lemma)) {
            // `Firmengründer Professor X`
            describe(b, b.graph.at(office), name);
        }
    }
}

/// Where a name begins with the titles before it that are no office: `Dr. Karl Meier`.
fn titled_start(b: &Building, name: NodeIx) -> u32 {
    const TITLES: [&str; 14] = [
        "Dr.",
        "Dr",
        "Prof.",
        "Prof",
        "Mag.",
        "Ing.",
        "Dipl.-Ing.",
        "Dr.-Ing.",
        "h.c.",
        "med.",
        "jur.",
        "Mr.",
        "Mrs.",
        "Ms.",
    ];
    let mut start = b.extent(name).start;
    while let Some(at) = start.checked_sub(1).filter(|at| TITLES.contains(&b.token(*at).form.as_str())) {
        start = at;
    }
    start
}

/// Notes that a noun right before a name describes it.
fn describe(b: &mut Building, noun: NodeIx, name: NodeIx) {
    b.graph.add(noun, Role::Is, name);
    b.tight.push((noun, name));
    b.beside.push(noun);
}

/// Whether a token is part of a value.
fn is_value(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    b.mention(node).is_some() && !b.is_entity(node)
}

/// `Lisa Su, die Chefin von AMD,`: a noun phrase between commas behind a name.
fn behind(b: &mut Building, name: NodeIx) {
    let comma = b.extent(name).end;
    if comma >= b.len() || !matches!(b.token(comma).form.as_str(), "," | "(" | "–" | "-") {
        return;
    }
    let opens = |t: &u32| may_open_phrase(b, *t) || is_possessor(b, *t);
    let Some(noun) = (comma + 1..b.len()).take(8).find(|t| !opens(t)) else { return };
    let noun = if b.token(noun).upos == Upos::Adp { behind_attribute(b, noun).unwrap_or(noun) } else { noun };
    let open = !starts_clause(b, noun) || is_closed(b, noun);
    if b.is_noun(noun) && !is_value(b, noun) && open && !is_of_next_name(b, name, noun) {
        let noun = b.graph.at(noun);
        let name = from_there(b, noun, name).unwrap_or(name);
        b.graph.add(noun, Role::Is, name);
        b.beside.push(noun);
    }
}

/// `Porsche, der Genfer Fonds Lombard Odier`: a noun with a name of its own behind it describes that one. An office before
/// a house is that of the person: `Tim Cook, CEO Apple`.
fn is_of_next_name(b: &Building, name: NodeIx, noun: u32) -> bool {
    let end = b.extent(b.graph.at(noun)).end.max(noun + 1);
    let next = (end < b.len()).then(|| b.graph.at(end)).filter(|n| b.is_name(*n) && b.extent(*n).start == end);
    let person = |n: NodeIx| b.graph.node(n).labels.meets(b.words.person);
    next.is_some_and(|next| !b.graph.node(next).labels.meets(b.words.place) && (person(next) || !person(name)))
}

/// `X aus Dallas, Eigentümerin von Y`: what is said of a doer is said of the name that comes from the place.
fn from_there(b: &Building, noun: NodeIx, place: NodeIx) -> Option<NodeIx> {
    if !b.graph.node(place).labels.meets(b.words.place) || !b.words.is_relational(&b.graph.node(noun).lemma) {
        return None;
    }
    let opener = b.extent(place).start.checked_sub(1)?;
    let from = matches!(b.token(opener).form.as_str(), "aus" | "in" | "of" | "from");
    let name = b.graph.at(opener.checked_sub(1)?);
    (from && b.is_name(name)).then_some(name)
}

/// `einem von SoftBank finanzierten Unternehmen`: the noun behind an attribute that a preposition opens.
fn behind_attribute(b: &Building, opener: u32) -> Option<u32> {
    let article = opener.checked_sub(1).is_some_and(|t| b.token(t).upos == Upos::Det);
    let participle = (opener + 2..b.len()).take(7).find(|t| {
        let word = b.token(*t);
        b.graph.at(*t) == *t
            && (word.upos == Upos::Adj || word.upos == Upos::Verb)
            && b.is_noun((*t + 1).min(b.len() - 1))
    })?;
    let plain = (opener..participle).all(|t| may_stand_in_phrase(b, t));
    (article && plain).then_some(participle + 1)
}

/// How many words the phrase of an office before a name may have.
const OFFICE: u32 = 14;

/// `die Chefin der IG Metall, Christiane Benner,`: an office with all that belongs to it, a comma, the person.
fn office_before(b: &mut Building, name: NodeIx) {
    if !b.graph.node(name).labels.meets(b.words.person) {
        return;
    }
    let Some(comma) = titled_start(b, name).checked_sub(1).filter(|t| b.token(*t).form == ",") else { return };
    let first = comma.saturating_sub(OFFICE);
    let phrase = (first..comma).rev().take_while(|t| may_stand_in_phrase(b, *t));
    let offices: Vec<u32> = phrase.filter(|t| is_office(b, *t)).collect();
    let Some(office) = offices.into_iter().find(|t| !is_other_name_between(b, *t, comma)) else { return };
    let node = b.graph.at(office);
    if b.graph.follow(node, Role::Is).next().is_none() {
        b.graph.add(node, Role::Is, name);
        b.beside.push(node);
    }
}

/// Whether a word may be part of a noun phrase with its attributes.
fn may_stand_in_phrase(b: &Building, token: u32) -> bool {
    let word = b.token(token);
    matches!(
        word.upos,
        Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp | Upos::Num | Upos::Cconj | Upos::Adv | Upos::X
    ) || matches!(word.form.as_str(), "(" | ")" | "„" | "“" | "\"" | "»" | "«" | "/")
}

/// Whether a noun says the office of a person.
fn is_office(b: &Building, token: u32) -> bool {
    b.graph.at(token) == token && b.words.is_in("office", &b.graph.node(token).lemma) && !b.is_name(token)
}

/// Whether another person stands between an office and the comma: the office is that one's.
fn is_other_name_between(b: &Building, office: u32, comma: u32) -> bool {
    (office..comma).any(|t| {
        let node = b.graph.at(t);
        b.is_name(node) && b.graph.node(node).labels.meets(b.words.person)
    })
}

/// `Robert Habeck (Grüne)`, `VNG (Leipzig)`, `VNG (300 Mitarbeiter)`: a name or count alone in brackets.
fn in_brackets(b: &mut Building, name: NodeIx) {
    let open = b.extent(name).end;
    if open + 1 >= b.len() || b.token(open).form != "(" {
        return;
    }
    let inner = b.graph.at(open + 1);
    let close = b.extent(inner).end;
    let counts = |m: &Mention| matches!(m.kind, MentionKind::Quantity(Quantity::Count { .. }));
    if (b.is_name(inner) || b.mention(inner).is_some_and(counts)) && close < b.len() && b.token(close).form == ")" {
        b.graph.add(name, Role::Bracket, inner);
    }
}

/// `die Optosens GmbH, Freiburg, liefert`: a house, a comma, a place alone up to the next mark.
fn seat_behind(b: &mut Building, name: NodeIx) {
    let comma = b.extent(name).end;
    if comma + 1 >= b.len() || b.token(comma).form != "," || !b.graph.node(name).labels.meets(b.words.company) {
        return;
    }
    let place = b.graph.at(comma + 1);
    let end = b.extent(place).end;
    let closed = end < b.len() && matches!(b.token(end).form.as_str(), "," | ";" | "(" | ")" | "." | "–");
    let is_place = b.is_name(place) && b.graph.node(place).labels.meets(b.words.place);
    if is_place && closed && b.extent(place).start == comma + 1 && !more_places(b, name, place) {
        b.graph.add(name, Role::Bracket, place);
    }
}

/// `three ports – Oslo, Riga and Gdynia`: a noun, a dash or colon, a list of names.
fn listed(b: &mut Building) {
    for mark in 1..b.len().saturating_sub(1) {
        let (noun, name) = (mark - 1, b.graph.at(mark + 1));
        let opens = matches!(b.token(mark).form.as_str(), "-" | "–" | "—" | ":") && b.is_noun(noun);
        if opens && b.is_name(name) && b.joined.iter().any(|(first, _)| *first == name) {
            // `Gesellschafter: X, Y`
            let alone = (0..noun).all(|t| matches!(b.token(t).upos, Upos::Det | Upos::Adj));
            let noun = b.graph.at(noun);
            b.graph.add(noun, Role::Is, name);
            if alone {
                b.filled.push(noun);
            }
        }
    }
}

/// `Abilene, Texas`, `Graz, im Bundesland Steiermark`: a place, a comma, the place it lies in.
fn larger_place(b: &mut Building) {
    for comma in 1..b.len().saturating_sub(1) {
        let (inner, next) = (b.graph.at(comma - 1), b.graph.at(comma + 1));
        let is_place = |n: NodeIx| b.is_name(n) && b.graph.node(n).labels.meets(b.words.place);
        if b.token(comma).form != "," || !is_place(inner) {
            continue;
        }
        let joined = b.joined.iter().any(|(a, z)| [inner, next].contains(a) || [inner, next].contains(z));
        let listed = joined || more_places(b, inner, next);
        let of_noun = is_possessor(b, comma + 1);
        if is_place(next) && !listed && !of_noun {
            b.graph.add(inner, Role::Bracket, next);
        } else if let Some(outer) = place_of_phrase(b, comma + 1) {
            b.graph.add(inner, Role::Bracket, outer);
        }
    }
}

/// Whether two places with a comma between them are part of a longer list.
fn more_places(b: &Building, inner: NodeIx, next: NodeIx) -> bool {
    let is_place = |t: u32| t < b.len() && b.graph.node(b.graph.at(t)).labels.meets(b.words.place);
    let end = b.extent(next).end;
    let behind = end + 1 < b.len() && matches!(b.token(end).form.as_str(), "," | "und" | "and" | "sowie" | "oder");
    let start = b.extent(inner).start;
    let before = start >= 2 && matches!(b.token(start - 1).form.as_str(), "," | "-" | "–" | ":");
    behind && is_place(end + 1) || before && (is_place(start - 2) || b.is_noun(start - 2))
}

/// The place of a phrase with `in` that begins at a token.
fn place_of_phrase(b: &Building, opener: u32) -> Option<NodeIx> {
    if !matches!(b.token(opener).form.as_str(), "in" | "im") {
        return None;
    }
    let place = (opener + 1..b.len()).take(5).find(|t| {
        let node = b.graph.at(*t);
        b.is_name(node) && b.graph.node(node).labels.meets(b.words.place)
    })?;
    let plain = (opener + 1..place).all(|t| matches!(b.token(t).upos, Upos::Det | Upos::Adj | Upos::Noun));
    // `in Celle, in Husum` tells two places.
    let told = b.token(opener).form == "im" || place > opener + 1;
    (plain && told).then(|| b.graph.at(place))
}

/// Whether the phrase of a noun ends with a comma before any verb comes: `Fraport, der Betreiber des Flughafens, …`.
fn is_closed(b: &Building, noun: u32) -> bool {
    let end = (noun + 1..b.len()).take(12).find(|t| !may_stand_in_phrase(b, *t));
    end.is_some_and(|t| b.token(t).form == ",")
}

/// Whether a noun is the subject or object of a verb behind it, so that a new clause begins.
fn starts_clause(b: &Building, noun: u32) -> bool {
    matches!(b.token(noun).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Root)
}

/// `Stadia, Googles Plattform`: a name in the genitive of the noun behind it, and the mark of the English one.
fn is_possessor(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    let held = |(role, from): &(Role, NodeIx)| *role == Role::Genitive && b.graph.node(*from).token > token;
    b.token(token).xpos == "POS" || b.is_name(node) && b.graph.reaching(node).iter().any(held)
}

/// Words that may stand between a comma and the noun of an apposition.
fn may_open_phrase(b: &Building, token: u32) -> bool {
    matches!(b.token(token).upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Num)
}

/// Appositions that the parse tells.
fn parsed(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        let (Deprel::Appos | Deprel::Flat | Deprel::FlatName, Some(head)) = (token.deprel, token.head) else {
            continue;
        };
        let (a, z) = (b.graph.at(head), b.graph.at(i));
        if a == z {
            continue;
        }
        match (b.is_name(a), b.is_name(z)) {
            (true, false) if b.is_noun(i) && !is_of_next_name(b, a, i) => b.graph.add(z, Role::Is, a),
            (false, true) if b.is_noun(head) => b.graph.add(a, Role::Is, z),
            _ => false,
        };
    }
}

/// `Wettbewerber wie Qualcomm`, `Firmen, darunter SAP`, `partners such as Oracle`.
fn examples(b: &mut Building) {
    for i in 1..b.len() {
        let word = b.token(i).lower();
        let opens = match word.as_str() {
            "wie" | "darunter" | "including" | "like" | "namens" | "namely" | "called" | "einschließlich"
            | "inklusive" | "hauptsächlich" | "insbesondere" | "beispielsweise" | "etwa" | "nämlich" | "especially"
            | "notably" => true,
            // `vor allem X`, `allen voran X`
            "allem" | "voran" => true,
            // `Firmen, unter ihnen X`
            "ihnen" | "denen" | "them" => {
                matches!(b.token(i - 1).form.to_lowercase().as_str(), "unter" | "among")
            }
            "as" => b.token(i - 1).form.as_str().eq_ignore_ascii_case("such"),
            _ => false,
        };
        if opens {
            example(b, i);
        }
    }
}

/// `in Firmen zu investieren, darunter X`: the noun in the plural that the verb before the example takes.
fn plural_of(b: &Building, verb: u32) -> Option<u32> {
    let nouns = b.graph.out(b.graph.at(verb)).iter().filter(|(r, _)| *r == Role::Object || r.is_preposition());
    let tokens = nouns.map(|(_, n)| b.graph.node(*n).token);
    // `in Unternehmen` without an article is plural, whatever the form says.
    let bare = |t: u32| t > 0 && b.token(t - 1).upos == Upos::Adp;
    tokens.into_iter().find(|t| b.is_noun(*t) && (b.token(*t).morph.number == Number::Plur || bare(*t)))
}

/// Joins the noun before the word at `opener` to the name behind it.
fn example(b: &mut Building, opener: u32) {
    let behind = (opener + 1..b.len()).take(5).find(|t| b.is_name(b.graph.at(*t)));
    let before = (0..opener).rev().take(6).find(|t| b.is_noun(*t) || b.token(*t).upos == Upos::Verb);
    let before = before.and_then(|t| if b.is_noun(t) { Some(t) } else { plural_of(b, t) });
    let (Some(name), Some(noun)) = (behind, before) else { return };
    let plain = (opener + 1..name)
        .all(|t| matches!(b.token(t).upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Adv | Upos::Adp));
    if plain && b.is_noun(noun) {
        let noun = b.graph.at(noun);
        for name in row_from(b, b.graph.at(name)) {
            b.graph.add(noun, Role::Is, name);
            b.examples.push((noun, name));
        }
    }
}

/// A name and those that follow it in one row, whatever the parse makes of the row: `A, B und C`.
fn row_from(b: &Building, first: NodeIx) -> Vec<NodeIx> {
    let doer = b.words.company | b.words.undertaking;
    let labels = b.graph.node(first).labels;
    let mut row = vec![first];
    let mut end = b.extent(first).end;
    while end + 1 < b.len() && matches!(b.token(end).form.as_str(), "," | "und" | "and" | "sowie" | "&") {
        let article = end + 2 < b.len() && b.token(end + 1).upos == Upos::Det;
        let start = if article { end + 2 } else { end + 1 };
        let next = b.graph.at(start);
        let other = b.graph.node(next).labels;
        let alike = other == labels || other.meets(doer) && labels.meets(doer);
        if !b.is_name(next) || b.extent(next).start != start || !alike {
            break;
        }
        row.push(next);
        end = b.extent(next).end;
    }
    row
}
