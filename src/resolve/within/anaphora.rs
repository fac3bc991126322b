//! Descriptions: `der Chipkonzern`, `die Wolfsburger`, `das Joint Venture`, `der Konzernchef`.

use super::apposition;
use super::context::{Context, Determiner, Traits};
use super::draft::Draft;
use super::firms::{self, Whose};
use super::groups;
use super::holders;
use super::naming;
use super::pronouns;
use super::sites;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Gender, NameType, Sentence, Upos};
use crate::seeds::lexicon::{Entry, EntryIx, Noun};
use compact_str::CompactString;

/// Points that a thing needs to be taken for what a description means.
const ENOUGH: f32 = 1.0;
/// Points that the first thing of the text needs, where nothing has enough.
const OPENING: f32 = 0.6;
/// Sentences back that a description without any matching trait reaches.
const REACH: u32 = 6;

/// A mention read so far that something may refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub mention: usize,
    pub entity: usize,
    pub gender: Gender,
    /// That of the noun that describes the name: `die Tochter Siltec` may be `sie`.
    pub also: Gender,
    pub plural: bool,
    pub subject: bool,
    pub form: Form,
}

/// Gives descriptions and pronouns their thing, in the order of the text; one that stands for several is put down for each.
pub(super) fn resolve(context: &Context<'_>, mentions: &mut Vec<Mention>, drafts: &mut Vec<Draft>) {
    let mut seen: Vec<Seen> = Vec::new();
    let mut further: Vec<Mention> = Vec::new();
    for at in 0..mentions.len() {
        let Some((kind, form)) = context.kind(&mentions[at]) else { continue };
        if form == Form::Description {
            christen(context, mentions, drafts, &mut seen, at);
        }
        let several = several(context, mentions, drafts, at, kind, form);
        let entities = match form {
            Form::Adjective => continue,
            _ if mentions[at].entity.is_some() => mentions[at].entity.map(|entity| vec![entity as usize]),
            _ if several.len() > 1 => Some(several),
            Form::Name | Form::CompoundPart => None,
            Form::Pronoun => pronouns::antecedent(context, mentions, drafts, &seen, at).map(|entity| vec![entity]),
            Form::Description => description(context, mentions, drafts, &seen, at, kind).map(|entity| vec![entity]),
        };
        let entities = entities.unwrap_or_default();
        let row = kind == NameType::Site && entities.len() > 1;
        for (order, entity) in entities.into_iter().enumerate() {
            if matches!(form, Form::Description | Form::Pronoun) {
                drafts[entity].count += 1;
            }
            let mut mention = mentions[at].clone();
            mention.entity = Some(entity as u32);
            // Each site goes by its own town, for what is said of the one is not said of the other.
            if let Some((name, _)) = drafts[entity].names.first().filter(|_| row) {
                mention.name.clone_from(name);
            }
            if order == 0 {
                mentions[at] = mention;
            } else {
                further.push(mention);
            }
            seen.push(seen_at(context, &mentions[at], &drafts[entity], at, entity, form));
        }
    }
    mentions.append(&mut further);
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
}

/// The things that a plural stands for, where their names stand together before it: `die beiden Konzerne`, `sie`.
fn several(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &mut Vec<Draft>,
    at: usize,
    kind: NameType,
    form: Form,
) -> Vec<usize> {
    const FIRMS: [NameType; 2] = [NameType::Company, NameType::Organization];
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    match form {
        Form::Description if kind == NameType::Site => sites::in_towns(context, mentions, drafts, at),
        Form::Pronoun if groups::is_plural(context, mention) => {
            let kinds = [NameType::Company, NameType::Organization, NameType::Person];
            groups::antecedents(context, mentions, drafts, at, &kinds, None)
        }
        Form::Description if kind == NameType::Company && context.is_plural(mention) => {
            let from = context.phrase_start(sentence, mention.tokens.start as usize);
            let count = groups::count(sentence, from, mention.head as usize);
            let general = context.noun(sentence, mention.head as usize).is_some_and(|noun| noun.general);
            let partners = matches!(mention.name.as_str(), "Partner" | "partner");
            let definite = context.determiner(sentence, from) == Determiner::Definite || count.is_some();
            if !definite || count.is_none() && !general && !partners {
                return Vec::new();
            }
            groups::antecedents(context, mentions, drafts, at, &FIRMS, count)
        }
        _ => Vec::new(),
    }
}

/// Gives a description the thing that its sentence names: `das Joint Venture heißt Quantra`. What was a thing of its own
/// until then is the named one.
fn christen(context: &Context<'_>, mentions: &mut [Mention], drafts: &mut [Draft], seen: &mut [Seen], at: usize) {
    let Some(named) = naming::named(context, mentions, at, drafts) else { return };
    let Some((kind, _)) = context.kind(&mentions[at]) else { return };
    let sentence = context.sentence(&mentions[at]);
    let from = context.phrase_start(sentence, mentions[at].tokens.start as usize);
    let traits = context.traits(sentence, from, mentions[at].head as usize + 1);
    let noun = context.noun(sentence, mentions[at].head as usize);
    let nameless = |draft: &Draft| {
        draft.unnamed && draft.kind == kind && kind == NameType::Project && noun.is_some_and(|noun| noun.venture)
    };
    let before = seen.iter().rev().map(|past| past.entity).find(|entity| nameless(&drafts[*entity]));
    if let Some(before) = before {
        let own = |entity: Option<u32>| entity == Some(before as u32);
        mentions.iter_mut().filter(|m| own(m.entity)).for_each(|m| m.entity = Some(named as u32));
        seen.iter_mut().filter(|past| past.entity == before).for_each(|past| past.entity = named);
        drafts[named].count += drafts[before].count;
    }
    if let (NameType::Project, MentionKind::Entity { label, .. }) = (kind, &mentions[at].kind) {
        (drafts[named].kind, drafts[named].label) = (kind, *label);
    }
    drafts[named].learn(&traits);
    mentions[at].entity = Some(named as u32);
}

fn seen_at(context: &Context<'_>, mention: &Mention, draft: &Draft, at: usize, entity: usize, form: Form) -> Seen {
    let sentence = context.sentence(mention);
    let noun = (form == Form::Description).then(|| context.noun(sentence, mention.head as usize)).flatten();
    let own = noun.map_or(draft.gender, |noun| noun.gender);
    let gender = if draft.kind == NameType::Person && draft.gender != Gender::Unset { draft.gender } else { own };
    // `die Stadtwerke` are many.
    let works = |word: &str| word.ends_with("werke") || word.ends_with("betriebe");
    let many = form == Form::Name && mention.name.to_lowercase().split([' ', '-']).any(works);
    let plural = form == Form::Description && context.is_plural(mention) || many;
    let described = (form == Form::Name && draft.kind != NameType::Person)
        .then(|| mention.tokens.start.checked_sub(1).and_then(|before| context.noun(sentence, before as usize)))
        .flatten();
    let also = described.map_or(gender, |noun| noun.gender);
    Seen { mention: at, entity, gender, also, plural, subject: context.is_subject(mention), form }
}

/// What a description says.
struct Description<'a> {
    at: usize,
    kind: NameType,
    noun: Option<&'a Noun>,
    determiner: Determiner,
    traits: Traits,
    /// It says where the thing has its seat, which tells new readers whom they have in mind: `das Unternehmen aus Ulm`.
    seated: bool,
    plural: bool,
    /// That of a person, as the article tells it.
    gender: Gender,
    /// The thing named in the compound: `Rivian` in `Rivian-Chef`.
    holder: Option<u32>,
}

fn description(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &mut Vec<Draft>,
    seen: &[Seen],
    at: usize,
    kind: NameType,
) -> Option<usize> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let from = context.phrase_start(sentence, mention.tokens.start as usize);
    let mut traits = context.traits(sentence, from, mention.head as usize + 1);
    let seat = place_behind(context, mentions, at).filter(|_| kind == NameType::Company);
    traits.places.extend(seat);
    let mut said = Description {
        at,
        kind,
        noun: context.noun(sentence, mention.head as usize),
        determiner: context.determiner(sentence, context.article(sentence, from, mention.head)),
        traits,
        seated: seat.is_some(),
        plural: context.is_plural(mention),
        gender: gender_by_article(sentence, from),
        holder: holders::of(context, mentions, drafts, at),
    };
    let apposed = apposition::behind_name(context, mentions, at, drafts, kind);
    let apposed = apposed.or_else(|| apposition::before_name(context, mentions, at, drafts, kind, said.plural));
    if let Some(entity) = apposed {
        drafts[entity].learn(&said.traits);
        return Some(entity);
    }
    if kind == NameType::Site {
        return sites::resolve(context, mentions, drafts, seen, at, said.determiner, said.plural);
    }
    match of_person(context, mentions, drafts, &said) {
        Some(Whose::Firm(firm)) => return fit(context, &drafts[firm], &said).map(|_| firm),
        Some(Whose::House) => said.determiner = Determiner::Definite,
        Some(Whose::Unknown) => return None,
        None => {}
    }
    let people = said.noun.is_none();
    // `führt die Werke als Geschäftsführer`: what someone is, not who.
    let predicate = kind == NameType::Person && is_predicate(sentence, from, said.determiner);
    if predicate {
        return None;
    }
    let found = (people || !said.plural).then(|| best(context, mentions, drafts, seen, &said)).flatten();
    match found.map(|entity| (entity, drafts[entity].kind)) {
        Some((entity, NameType::Person)) => holders::add(&mut drafts[entity], said.holder),
        Some((entity, NameType::Company)) => {
            let places = said.traits.places.clone();
            drafts[entity].learn(&Traits { places, ..Traits::default() });
        }
        _ => {}
    }
    found
        .or_else(|| christened(drafts, &said))
        .or_else(|| site_planned(mentions, drafts, seen, &said))
        .or_else(|| unnamed(context, mention, drafts, &said))
}

/// Whether a bare noun says as what someone does something.
fn is_predicate(sentence: &Sentence, from: usize, determiner: Determiner) -> bool {
    let before = from.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    determiner == Determiner::Bare && before.is_some_and(|token| matches!(token.form.as_str(), "als" | "Als" | "as"))
}

/// The gender that a definite article tells of one person: `der Finne`, `den Finnen`, `die Finnin`.
fn gender_by_article(sentence: &Sentence, from: usize) -> Gender {
    let word = sentence.tokens.get(from).map(|token| token.form.to_lowercase());
    match word.as_deref() {
        Some("der" | "den" | "dem") => Gender::Masc,
        Some("die") => Gender::Fem,
        _ => Gender::Unset,
    }
}

/// Whose a description of a firm is said to be, where that is a person's.
fn of_person(context: &Context<'_>, mentions: &[Mention], drafts: &[Draft], said: &Description<'_>) -> Option<Whose> {
    let firm = said.kind == NameType::Company && !said.plural;
    said.noun.filter(|noun| firm && !noun.part && !noun.relational && !noun.of_other)?;
    firms::of_person(context, mentions, drafts, said.at)
}

/// `das Unternehmen aus San Mateo`, `die Firma mit Sitz in Ulm`: the place right behind a description.
fn place_behind(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<EntryIx> {
    let mention = &mentions[at];
    let place = mentions[at + 1..]
        .iter()
        .take(2)
        .find(|m| m.sentence == mention.sentence && matches!(context.kind(m), Some((NameType::Place, Form::Name))))?;
    let gap = mention.tokens.end as usize..place.tokens.start.max(mention.tokens.end) as usize;
    let mut words = context.sentence(mention).tokens[gap].iter().map(|token| token.form.as_str());
    let opens = matches!(words.next(), Some("aus" | "from" | "mit" | "based" | "with"));
    let linked = opens && words.all(|word| matches!(word, "Sitz" | "Hauptsitz" | "in" | "headquarters" | "dem"));
    let mut entries = context.with.lexicon.names.find(&place.name);
    let entry = entries.find(|(_, entry, _)| entry.kind == NameType::Place).map(|(ix, ..)| ix);
    entry.filter(|_| linked)
}

/// `Die Gründung eines Joint Ventures … Das Projekt trägt den Namen Stargate`: a venture told of without its name is
/// the only project that the document names.
fn christened(drafts: &[Draft], said: &Description<'_>) -> Option<usize> {
    if said.kind != NameType::Project || said.plural || !said.noun.is_some_and(|noun| noun.venture) {
        return None;
    }
    let mut projects = drafts.iter().enumerate().filter(|(_, draft)| draft.kind == NameType::Project);
    let (only, draft) = projects.next()?;
    (projects.next().is_none() && !draft.unnamed).then_some(only)
}

/// `Die Fabrik soll 2027 öffnen. Das Projekt kostet Milliarden`: where the text names no project, the site last spoken of.
fn site_planned(mentions: &[Mention], drafts: &[Draft], seen: &[Seen], said: &Description<'_>) -> Option<usize> {
    const WORDS: [&str; 4] = ["Projekt", "Vorhaben", "Bauprojekt", "project"];
    let general = said.noun.is_some_and(|noun| WORDS.contains(&noun.lemma.as_str()));
    let named = seen.iter().any(|past| drafts[past.entity].kind == NameType::Project);
    if named || !general || said.plural || said.determiner != Determiner::Definite {
        return None;
    }
    let near = |past: &&Seen| mentions[said.at].sentence - mentions[past.mention].sentence <= REACH / 2;
    let site = seen.iter().rev().take_while(near).find(|past| drafts[past.entity].kind == NameType::Site)?;
    (!site.plural).then_some(site.entity)
}

/// The thing that fits a description best, of those spoken of before.
fn best(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &[Draft],
    seen: &[Seen],
    said: &Description<'_>,
) -> Option<usize> {
    if matches!(said.determiner, Determiner::Indefinite | Determiner::Possessive) {
        return None;
    }
    let mut ranked: Vec<(usize, f32)> = Vec::new();
    for entity in candidates(seen, drafts, said) {
        let fit = fit(context, &drafts[entity], said).or_else(|| lone_firm(context, seen, drafts, said, entity));
        let prominence = prominence(context, mentions, drafts, seen, said, entity);
        if let (Some(fit), Some(prominence)) = (fit, prominence) {
            ranked.push((entity, fit + prominence));
        }
    }
    let best = ranked.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    if best.1 >= ENOUGH {
        return Some(best.0);
    }
    // What the text spoke of first stays in mind when nothing else is meant.
    let general = said.noun.is_some_and(|noun| noun.general) && said.traits.sectors.is_empty();
    let first = seen.iter().find(|past| drafts[past.entity].kind == said.kind).map(|past| past.entity);
    ranked
        .iter()
        .find(|(entity, points)| general && first == Some(*entity) && *points >= OPENING)
        .map(|(entity, _)| *entity)
}

/// `die Stuttgarter`, where the text speaks of one company only and of no other seat: points for that one.
fn lone_firm(
    context: &Context<'_>,
    seen: &[Seen],
    drafts: &[Draft],
    said: &Description<'_>,
    entity: usize,
) -> Option<f32> {
    let draft = &drafts[entity];
    let entry = |ix| context.with.lexicon.names.entry(ix);
    let seated = draft.entry.is_some_and(|ix| !entry(ix).seats.is_empty()) || !draft.places.is_empty();
    let town = said.traits.places.iter().all(|place| !entry(*place).seats.is_empty());
    let alone = seen.iter().all(|past| past.entity == entity || drafts[past.entity].kind != NameType::Company);
    (said.noun.is_none() && said.kind == NameType::Company && town && alone && !seated && !draft.unnamed).then_some(1.0)
}

fn candidates(seen: &[Seen], drafts: &[Draft], said: &Description<'_>) -> Vec<usize> {
    let mut entities: Vec<usize> = Vec::new();
    for past in seen {
        let kind = drafts[past.entity].kind;
        let venture = said.kind == NameType::Company
            && kind == NameType::Project
            && said.noun.is_some_and(|n| n.lemma == "Unternehmen");
        if (kind == said.kind || venture) && !entities.contains(&past.entity) {
            entities.push(past.entity);
        }
    }
    entities
}

/// How well the words of the description fit the thing; none where they speak against it.
fn fit(context: &Context<'_>, draft: &Draft, said: &Description<'_>) -> Option<f32> {
    let lexicon = &context.with.lexicon;
    let entry = draft.entry.map(|ix| lexicon.names.entry(ix));
    if said.noun.is_none() && said.kind == NameType::Person {
        return person_alike(draft, said.gender);
    }
    let mut points = 0.0;
    let noun_known = said.traits.nouns.iter().any(|noun| draft.nouns.contains(noun));
    if let Some(noun) = said.noun {
        points += if noun_known { 2.0 } else { 0.0 };
        match said.kind {
            NameType::Company => {
                let placed = noun.relational && !said.traits.places.is_empty();
                if (noun.part || noun.relational) && !noun_known && !placed || draft.unnamed && !noun_known {
                    return None;
                }
                points += sector(draft, entry.map(|e| e.sectors.as_slice()).unwrap_or_default(), said, noun)?;
            }
            NameType::Person => points += role(draft, noun, noun_known)? + held(draft, said.holder)?,
            NameType::Organization => points += body(draft, noun, noun_known)?,
            NameType::Project => points += if noun.general || noun_known { 1.0 } else { 0.2 },
            _ => {}
        }
    }
    let places = said.traits.places.iter();
    for place in places {
        let name = lexicon.names.entry(*place).name.as_str();
        let seat = entry
            .is_some_and(|entry| entry.seats.iter().any(|seat| seat == name || seat.split(' ').next() == Some(name)));
        let known = seat || draft.places.contains(place);
        let other = entry.is_some_and(|entry| has_other_seat(context, entry, *place));
        match (known, other) {
            (true, _) => points += 2.5,
            (false, true) => return None,
            (false, false) if said.noun.is_none() => points += 0.0,
            (false, false) if said.seated => points += 0.4,
            // Nobody's seat is told, and the description tells it.
            (false, false) if tells_seat(context, draft, said, *place) => points += 0.2,
            (false, false) => points -= 0.3,
        }
    }
    if said.noun.is_none() && points < 2.0 {
        return None;
    }
    Some(points)
}

/// Whether a company is known to have its seat in another place of the same kind: another country, another town. A region
/// may be the one that the town lies in.
fn has_other_seat(context: &Context<'_>, company: &Entry, place: EntryIx) -> bool {
    let names = &context.with.lexicon.names;
    let place = names.entry(place);
    let town = !place.seats.is_empty();
    let alike = |seat: &Entry| if town { !seat.seats.is_empty() } else { place.country && seat.country };
    let places = |seat: &CompactString| {
        let mut found = names.find(seat).filter(|(_, entry, _)| entry.kind == NameType::Place);
        found.next().is_none_or(|(_, entry, _)| alike(entry))
    };
    company.seats.iter().any(places)
}

/// Whether `das Ulmer Unternehmen` may tell a reader where a company has its seat: the place is a town, and no other was told.
fn tells_seat(context: &Context<'_>, draft: &Draft, said: &Description<'_>, place: EntryIx) -> bool {
    let town = |place: EntryIx| !context.with.lexicon.names.entry(place).seats.is_empty();
    let general = said.noun.is_some_and(|noun| noun.general && !noun.of_other);
    general && said.determiner == Determiner::Definite && town(place) && !draft.places.iter().any(|place| town(*place))
}

/// `Chipkonzern` fits Intel and not Commerzbank.
fn sector(draft: &Draft, listed: &[u8], said: &Description<'_>, noun: &Noun) -> Option<f32> {
    let own = |sector: &u8| listed.contains(sector) || draft.sectors.contains(sector);
    if said.traits.sectors.is_empty() {
        return Some(if noun.general { 0.6 } else { 0.0 });
    }
    if said.traits.sectors.iter().any(own) {
        return Some(2.0);
    }
    let known = !listed.is_empty() || !draft.sectors.is_empty();
    if known { None } else { Some(0.2) }
}

/// `der Finne`, `die 54-Jährige`: whoever agrees in gender.
fn person_alike(draft: &Draft, gender: Gender) -> Option<f32> {
    match (draft.gender, gender) {
        (_, Gender::Unset) => None,
        (told, asked) if told == asked => Some(0.6),
        (Gender::Unset, _) => Some(0.3),
        _ => None,
    }
}

/// `der Konzernchef` is who was called so; `der Manager` may be any man.
fn role(draft: &Draft, noun: &Noun, known: bool) -> Option<f32> {
    let clash = |a: Gender, b: Gender| matches!((a, b), (Gender::Masc, Gender::Fem) | (Gender::Fem, Gender::Masc));
    if clash(draft.gender, noun.gender) {
        return None;
    }
    let general = matches!(
        noun.lemma.as_str(),
        "Manager"
            | "Managerin"
            | "Unternehmer"
            | "Unternehmerin"
            | "Milliardär"
            | "Politiker"
            | "Politikerin"
            | "Chef"
            | "Chefin"
            | "Topmanager"
    );
    let alike = draft.nouns.iter().any(|own| {
        own.ends_with(noun.lemma.to_lowercase().as_str()) || noun.lemma.to_lowercase().ends_with(own.as_str())
    });
    match (known || alike, general) {
        (true, _) => Some(1.5),
        (false, true) => Some(0.5),
        (false, false) => None,
    }
}

/// `der Rivian-Chef` is nobody who is known to be at Volkswagen alone.
fn held(draft: &Draft, holder: Option<u32>) -> Option<f32> {
    match holder {
        None => Some(0.0),
        Some(holder) if draft.holders.contains(&holder) => Some(1.5),
        Some(_) if draft.holders.is_empty() => Some(-0.2),
        Some(_) => None,
    }
}

/// `das Ministerium` is one whose name ends so.
fn body(draft: &Draft, noun: &Noun, known: bool) -> Option<f32> {
    let lemma = noun.lemma.to_lowercase();
    let kin = kin(&lemma);
    let told = |word: &str| {
        kin.contains(&word) || word.len() > 3 && kin.iter().any(|kin| kin.len() > 3 && word.ends_with(kin))
    };
    let named = draft
        .names
        .iter()
        .map(|(name, _)| name.to_lowercase())
        .any(|name| name.contains(lemma.as_str()) || name.split([' ', '-']).any(told));
    let known = known || draft.nouns.iter().any(|noun| told(noun));
    let general =
        matches!(noun.lemma.as_str(), "Behörde" | "Organisation" | "Verband" | "agency" | "Gewerkschaft" | "Partei");
    match (known || named, general) {
        (true, _) => Some(2.0),
        (false, true) => Some(0.4),
        (false, false) => None,
    }
}

/// Words for bodies that are taken up by one another: `Verein` by `Klub`, `FC` by `Verein`.
fn kin(lemma: &str) -> &'static [&'static str] {
    const KINDS: [&[&str]; 5] = [
        &["verein", "klub", "fußballklub", "club", "fc", "sv", "tsv", "vfb", "vfl", "sc", "tus"],
        &[
            "behörde",
            "amt",
            "aufsicht",
            "kartellamt",
            "agentur",
            "agency",
            "regulator",
            "watchdog",
            "authority",
            "commission",
        ],
        &["hochschule", "universität", "uni", "university", "college", "tu"],
        &["institut", "forschungsinstitut", "institute", "zentrum"],
        &["gewerkschaft", "union", "ig"],
    ];
    KINDS.iter().find(|kinds| kinds.contains(&lemma)).copied().unwrap_or_default()
}

/// How near the thing is to the mind of the reader; none where it is out of reach or acts in the same clause.
fn prominence(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &[Draft],
    seen: &[Seen],
    said: &Description<'_>,
    entity: usize,
) -> Option<f32> {
    let here = &mentions[said.at];
    let last = seen.iter().rev().find(|past| past.entity == entity)?;
    let before = &mentions[last.mention];
    let distance = here.sentence - before.sentence;
    if distance > REACH && said.traits.places.is_empty() && said.traits.sectors.is_empty() {
        return None;
    }
    if distance == 0 && rivals(context, here, before) || is_beside(context, mentions, said.at, entity) {
        return None;
    }
    let subject = if last.subject && distance <= 1 { 0.8 } else { 0.0 };
    let same = if distance == 0 { -0.4 } else { 0.0 };
    let theme = (drafts[entity].count as f32).ln() * 0.35;
    let compound = if matches!(before.kind, MentionKind::Entity { form: Form::CompoundPart, .. }) { -0.3 } else { 0.0 };
    // `die Firma` is hardly one of `X und Y`.
    let general = said.noun.is_some_and(|noun| noun.general) && said.traits.sectors.is_empty();
    let row = if general && groups::in_row(context, mentions, last.mention) { -1.2 } else { 0.0 };
    Some(0.6 + subject + same + theme + compound + row - 0.18 * distance as f32)
}

/// Whether the sentence goes on to name the thing as another argument of the same verb.
fn is_beside(context: &Context<'_>, mentions: &[Mention], at: usize, entity: usize) -> bool {
    let here = &mentions[at];
    let behind = mentions[at + 1..].iter().take_while(|m| m.sentence == here.sentence);
    let named = |m: &&Mention| m.entity == Some(entity as u32) && matches!(context.kind(m), Some((_, Form::Name)));
    behind.filter(named).any(|m| rivals(context, here, m))
}

/// Whether two mentions of one sentence hang on one verb, or one on the other: then they are two things.
fn rivals(context: &Context<'_>, here: &Mention, before: &Mention) -> bool {
    let sentence = context.sentence(here);
    let governor = |m: &Mention| sentence.tokens[m.head as usize].head;
    let (a, b) = (governor(here), governor(before));
    let verb =
        |at: Option<u32>| at.is_some_and(|at| matches!(sentence.tokens[at as usize].upos, Upos::Verb | Upos::Aux));
    a == b && verb(a) || a.is_some_and(|a| before.tokens.contains(&a)) || b.is_some_and(|b| here.tokens.contains(&b))
}

/// A thing of its own that has no name: `das Joint Venture`, `die Stahlsparte`, `die israelische Marine`.
fn unnamed(context: &Context<'_>, mention: &Mention, drafts: &mut Vec<Draft>, said: &Description<'_>) -> Option<usize> {
    let noun = said.noun?;
    let MentionKind::Entity { label, .. } = mention.kind else { return None };
    let name = mention.name.clone();
    let compound = name.len() > noun.lemma.len();
    let own = match said.kind {
        NameType::Project => noun.venture,
        NameType::Company => noun.part && (compound || said.determiner != Determiner::Bare) && !said.plural,
        NameType::Organization => compound || !said.traits.places.is_empty() || name.contains(' '),
        _ => false,
    };
    if !own {
        return None;
    }
    let known = drafts.iter().position(|draft| {
        draft.unnamed && draft.kind == said.kind && draft.names.iter().any(|(known, _)| *known == name)
    });
    let at = known.unwrap_or_else(|| {
        let mut draft = Draft::new(label, said.kind);
        draft.unnamed = true;
        drafts.push(draft);
        drafts.len() - 1
    });
    let draft = &mut drafts[at];
    draft.name(&name);
    if let Some(full) = with_adjective(context, mention) {
        draft.name(&full);
    }
    draft.gender = noun.gender;
    draft.learn(&said.traits);
    Some(at)
}

/// `israelische Marine`: the noun with the adjective of place before it.
fn with_adjective(context: &Context<'_>, mention: &Mention) -> Option<String> {
    let sentence = context.sentence(mention);
    let before = (mention.tokens.start as usize).checked_sub(1)?;
    let word = &sentence.tokens[before].form;
    context.with.lexicon.adjectives.get(word)?;
    let noun = context.noun(sentence, mention.head as usize)?;
    let stem = word.trim_end_matches(['n', 'm', 'r', 's']).trim_end_matches('e');
    let town = word.chars().next().is_some_and(char::is_uppercase);
    let ending = match noun.gender {
        _ if town => return Some(format!("{word} {}", mention.name)),
        Gender::Masc => "er",
        Gender::Fem => "e",
        Gender::Neut => "es",
        Gender::Unset => "",
    };
    let adjective = if ending.is_empty() { word.to_string() } else { format!("{stem}{ending}") };
    Some(format!("{adjective} {}", mention.name))
}
