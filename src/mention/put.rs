//! Puts down the mentions of one sentence.

use compact_str::CompactString;

use super::Recognizer;
use super::candidate::{Candidate, Source};
use super::compound;
use super::describe::{self, Description, Surroundings};
use super::dossier::{Dossier, Verdict, without_legal_form};
use super::place;
use super::pronoun;
use super::repeat;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::span::Span;
use crate::model::text::{Deprel, NameType, Upos};

/// Names, descriptions and pronouns of a sentence.
pub(super) fn sentence(
    with: &Recognizer,
    dossier: &Dossier,
    line: Line<'_>,
    candidates: &[Candidate],
    out: &mut Vec<Mention>,
) {
    let mut sheet = Sheet { with, dossier, line, taken: vec![None; line.len()], found: Vec::new() };
    sheet.candidates(candidates);
    sheet.repeats();
    sheet.numbered_sites();
    sheet.compounds();
    sheet.descriptions();
    sheet.adjectives();
    sheet.pronouns();
    out.append(&mut sheet.found);
}

struct Sheet<'a> {
    with: &'a Recognizer,
    dossier: &'a Dossier,
    line: Line<'a>,
    /// The name that covers each token.
    taken: Vec<Option<usize>>,
    found: Vec<Mention>,
}

impl Sheet<'_> {
    fn free(&self, from: usize, to: usize) -> bool {
        self.taken[from..to].iter().all(Option::is_none)
    }

    /// Adds a mention; nothing where the ontology lacks its type.
    fn add(
        &mut self,
        kind: NameType,
        form: Form,
        (from, to, head): (usize, usize, usize),
        name: &str,
        found: (&'static str, f32),
    ) -> bool {
        let span = self.line.span(from, to);
        self.add_at(kind, form, (from, to, head), span, name, found)
    }

    fn add_at(
        &mut self,
        kind: NameType,
        form: Form,
        (from, to, head): (usize, usize, usize),
        span: Span,
        name: &str,
        found: (&'static str, f32),
    ) -> bool {
        let Some(label) = self.with.types.id(kind) else { return false };
        let kind = MentionKind::Entity { label, form };
        let (origin, confidence) = found;
        let tokens = from as u32..to as u32;
        let sentence = self.line.index;
        let name = name.to_owned();
        self.found.push(Mention {
            sentence,
            tokens,
            head: head as u32,
            span,
            kind,
            name,
            entity: None,
            origin,
            confidence,
        });
        true
    }

    fn candidates(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            let Some(verdict) = self.dossier.verdict(&self.with.lexicon, &candidate.name) else { continue };
            if self.open_compound(candidate, verdict) || self.opens_compound(candidate) {
                continue;
            }
            let name = without_legal_form(&self.with.lexicon, &candidate.name).to_owned();
            self.name(candidate.from, candidate.to, &name, verdict, candidate.source.origin());
        }
    }

    /// `Goldman Sachs-Bankerin`, `Nordlicht II-Werk`: a name of several words before a noun that only its last word is
    /// joined to. Whether there was one.
    fn open_compound(&mut self, candidate: &Candidate, verdict: &Verdict) -> bool {
        let (from, last) = (candidate.from, candidate.to - 1);
        let lexicon = &self.with.lexicon;
        let Some((part, noun)) = self.line.word(last).rsplit_once('-').filter(|_| from < last) else { return false };
        let described = lexicon.nouns.find(&noun.to_lowercase()).map(|(noun, _)| noun);
        let titled = lexicon.parts.title(noun).is_some();
        let kin = matches!(noun, "Gruppe" | "Gruppen") || candidate.name.contains('&');
        let told = lexicon.parts.after(noun).is_some();
        if part.is_empty() || kin || !shape::is_capital(noun) || described.is_none() && !titled && !told {
            return false;
        }
        let words = |to: usize| (from..to).map(|at| self.line.word(at)).collect::<Vec<_>>().join(" ");
        if described.is_some_and(|noun| noun.kind == NameType::Site) && is_numeral(part) {
            self.name(from, last, &words(last), verdict, candidate.source.origin());
            return true;
        }
        let name = format!("{} {part}", words(last));
        let Some((name, verdict)) = compound::open(lexicon, self.dossier, &name, noun) else { return false };
        if !self.free(from, candidate.to) {
            return true;
        }
        let start = self.line.token(last).span.start + part.len() as u32;
        let span = Span::new(self.line.token(from).span.start, start);
        let at = self.found.len();
        let tokens = (from, candidate.to, last);
        if self.add_at(verdict.kind, Form::CompoundPart, tokens, span, &name, ("compound", verdict.confidence)) {
            self.taken[from..last].fill(Some(at));
        }
        true
    }

    /// `Iron Gate-Erfinder`: a first word that makes a known name with the first part of the next.
    fn opens_compound(&mut self, candidate: &Candidate) -> bool {
        let (line, to) = (self.line, candidate.to);
        let Some((part, _)) = line.word(to).rsplit_once('-') else { return false };
        let name = format!("{} {part}", candidate.name);
        let known = compound::known(&self.with.lexicon, self.dossier, &name);
        known.is_some_and(|(_, verdict)| {
            self.open_compound(&Candidate::new(line, candidate.from, to + 1, Source::Gazetteer), &verdict)
        })
    }

    /// `Nord Chemie-Standort`: words before a compound that make a known name with its first part. Whether there were some.
    fn opened_before(&mut self, at: usize) -> bool {
        const LONGEST: usize = 3;
        let (line, lexicon) = (self.line, &self.with.lexicon);
        let Some((part, _)) = line.word(at).rsplit_once('-') else { return false };
        let fits = |from: &usize| self.free(*from, at) && (*from..at).all(|at| shape::is_capital(line.word(at)));
        let known = |from: usize| {
            let words: Vec<&str> = (from..at).map(|at| line.word(at)).chain([part]).collect();
            compound::known(lexicon, self.dossier, &words.join(" ")).map(|(_, verdict)| (from, verdict))
        };
        let found = (at.saturating_sub(LONGEST)..at).filter(fits).find_map(known);
        found.is_some_and(|(from, verdict)| {
            self.open_compound(&Candidate::new(line, from, at + 1, Source::Gazetteer), &verdict)
        })
    }

    fn name(&mut self, mut from: usize, to: usize, name: &str, verdict: &Verdict, origin: &'static str) {
        if !self.free(from, to) || verdict.kind == NameType::Place && to == from + 1 && self.is_adjective(from) {
            return;
        }
        let mut name = name.to_owned();
        if verdict.kind == NameType::Site
            && to == from + 1
            && from > 0
            && self.site_noun(from - 1)
            && self.free(from - 1, from)
        {
            from -= 1;
            let noun = describe::noun_at(&self.with.lexicon, self.line, from).map(|(.., base)| base);
            name = format!("{} {name}", noun.as_deref().unwrap_or_else(|| self.line.word(from)));
        }
        let head = head(self.line, from, to);
        let at = self.found.len();
        if self.add(verdict.kind, Form::Name, (from, to, head), &name, (origin, verdict.confidence)) {
            self.taken[from..to].fill(Some(at));
            self.place_of_name(verdict.kind, (from, to, head));
        }
    }

    /// `Flughafen Bern`, `OLG Celle`, `Nordia Deutschland`: a name that ends in that of its place; a company ends so in a
    /// country or state alone, for towns are surnames as well.
    fn place_of_name(&mut self, kind: NameType, (from, to, head): (usize, usize, usize)) {
        let (line, lexicon) = (self.line, &self.with.lexicon);
        if !matches!(kind, NameType::Company | NameType::Organization | NameType::Site) || line.language != Language::De
        {
            return;
        }
        let place = |start: &usize| {
            let words = line.words(*start, to);
            let mut entries = lexicon.names.find(&words);
            let known = entries.find(|(_, entry, common)| entry.kind == NameType::Place && !common && !entry.listed);
            known.filter(|(_, entry, _)| kind != NameType::Company || entry.seats.is_empty())
        };
        let opens = |start: &usize| {
            // `Nordia US` trades there, and is from anywhere.
            !shape::is_acronym(line.word(*start))
                && shape::is_capital(line.word(*start))
                && shape::is_capital(line.before(*start))
                && line.spaced(*start)
        };
        let found = (from + 1..to).filter(opens).find_map(|start| place(&start).map(|(_, entry, _)| (start, entry)));
        if let Some((start, name)) = found.map(|(start, entry)| (start, entry.name.clone())) {
            let span = line.span(start, to);
            let tokens = (start, to, head);
            self.add_at(NameType::Place, Form::CompoundPart, tokens, span, &name, ("name", 0.7));
        }
    }

    /// `Windpark` in `Windpark Handalm`, where the name is no place.
    fn site_noun(&self, at: usize) -> bool {
        let lower = self.line.word(at).to_lowercase();
        self.with.lexicon.nouns.find(&lower).is_some_and(|(noun, _)| noun.kind == NameType::Site)
            && shape::is_capital(self.line.word(at))
    }

    fn repeats(&mut self) {
        let mut at = 0;
        while at < self.line.len() {
            let found =
                self.free(at, at + 1).then(|| repeat::at(&self.with.lexicon, self.dossier, self.line, at)).flatten();
            match found {
                Some(found) if self.free(found.from, found.to) => {
                    let name = without_legal_form(&self.with.lexicon, &found.named.name).to_owned();
                    self.name(found.from, found.to, &name, &found.named.verdict, "consistency");
                    at = found.to;
                }
                _ => at += 1,
            }
        }
    }

    /// `Stargate I-Rechenzentrum`: the number of a site in a compound whose name stands before it.
    fn numbered_sites(&mut self) {
        for at in 1..self.line.len() {
            let Some((number, noun)) = self.line.word(at).split_once('-') else { continue };
            let site = self.with.lexicon.nouns.find(&noun.to_lowercase());
            let site = site.is_some_and(|(noun, _)| noun.kind == NameType::Site);
            let Some(ix) = self.taken[at - 1] else { continue };
            let (from, to) = (self.found[ix].tokens.start as usize, self.found[ix].tokens.end as usize);
            let Some(label) = self.with.types.id(NameType::Site).filter(|_| is_numeral(number) && site && to == at)
            else {
                continue;
            };
            let (head, end) = (head(self.line, from, at + 1), self.line.token(at).span.start + number.len() as u32);
            let before = &mut self.found[ix];
            before.name = format!("{} {number}", before.name);
            before.kind = MentionKind::Entity { label, form: Form::Name };
            before.tokens.end = at as u32 + 1;
            before.span = Span::new(before.span.start, end);
            before.head = head as u32;
            self.taken[at] = Some(ix);
        }
    }

    fn compounds(&mut self) {
        for at in 0..self.line.len() {
            let token = self.line.token(at);
            let wordlike = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Adv);
            let opened = |m: &Mention| {
                m.tokens.contains(&(at as u32))
                    && matches!(m.kind, MentionKind::Entity { form: Form::CompoundPart, .. })
            };
            if !wordlike || !self.free(at, at + 1) || self.found.iter().any(opened) {
                continue;
            }
            if self.opened_before(at) {
                continue;
            }
            let Some(found) = compound::find(&self.with.lexicon, self.dossier, &token.form) else { continue };
            let verdict = found.verdict;
            let span = Span::new(token.span.start + found.from as u32, token.span.start + found.to as u32);
            if found.whole {
                let (index, origin) = (self.found.len(), ("compound", verdict.confidence));
                if self.add_at(verdict.kind, Form::Name, (at, at + 1, at), span, &found.name, origin) {
                    self.taken[at] = Some(index);
                }
                continue;
            }
            let name = self.canonical(&found.name, verdict.kind);
            self.add_at(
                verdict.kind,
                Form::CompoundPart,
                (at, at + 1, at),
                span,
                &name,
                ("compound", verdict.confidence),
            );
        }
    }

    /// Places go by one name: `US` → `USA`.
    fn canonical(&self, name: &str, kind: NameType) -> CompactString {
        let mut entries = self.with.lexicon.names.find(name);
        let place = entries.find(|(_, entry, _)| kind == NameType::Place && entry.kind == kind);
        place.map_or_else(|| name.into(), |(_, entry, _)| entry.name.clone())
    }

    fn descriptions(&mut self) {
        for at in 0..self.line.len() {
            if !self.free(at, at + 1) {
                continue;
            }
            let Some(found) = describe::at(&self.with.lexicon, self.line, at, self) else { continue };
            let Description { kind, tokens, head, name, place } = found;
            self.add(kind, Form::Description, (tokens.start, tokens.end, head), &name, ("description", 0.6));
            if let Some(place) = place {
                self.add_at(
                    NameType::Place,
                    Form::CompoundPart,
                    (head, head + 1, head),
                    self.stem(head, &place),
                    &place,
                    ("adjective", 0.7),
                );
            }
            if matches!(kind, NameType::Site | NameType::Company) && tokens.end > head + 1 {
                let joined = self.place_at(head + 1).and_then(|(_, place)| name.strip_suffix(place.as_str()));
                let noun = joined.or_else(|| name.split_once(" in ").map(|(noun, _)| noun));
                if let Some(noun) = noun.map(|noun| noun.trim_end().to_owned()) {
                    self.in_a_row(kind, tokens.end, &noun);
                }
            }
        }
    }

    /// The part of a word that writes the name of its place: `Wolfsburg` in `Wolfsburger`; else all of it.
    fn stem(&self, at: usize, place: &str) -> Span {
        let token = self.line.token(at);
        let to = if token.form.starts_with(place) { token.span.start + place.len() as u32 } else { token.span.end };
        Span::new(token.span.start, to)
    }

    /// `Werke in Celle, Husum und Bamberg`, `Töchter in Polen und in Ungarn`: one at each further place of the row.
    fn in_a_row(&mut self, kind: NameType, mut end: usize, noun: &str) {
        while matches!(self.line.word(end), "," | "/" | "und" | "and" | "sowie") {
            let linked = end + 1 + usize::from(matches!(self.line.word(end + 1), "in" | "im" | "bei"));
            let Some((to, place)) = self.place_at(linked) else { return };
            if self.is_state_of_town(end, to, &place) {
                return;
            }
            let name = format!("{noun} in {place}");
            self.add(kind, Form::Description, (linked, to, to - 1), &name, ("description", 0.5));
            end = to;
        }
    }

    /// `Lubbock, Texas`: a comma, a state, and no row that goes on: no second site but where the first one lies.
    fn is_state_of_town(&self, comma: usize, to: usize, place: &str) -> bool {
        let state = self.with.lexicon.names.find(place).any(|(_, entry, _)| entry.seats.is_empty());
        let goes_on = matches!(self.line.word(to), "," | "und" | "and" | "sowie") && self.place_at(to + 1).is_some();
        self.line.word(comma) == "," && state && !goes_on
    }

    fn adjectives(&mut self) {
        for at in 0..self.line.len() {
            if self.free(at, at + 1)
                && let Some(place) = place::by_adjective(&self.with.lexicon, self.line, at)
            {
                self.add(NameType::Place, Form::Adjective, (at, at + 1, at), &place, ("adjective", 0.8));
            }
        }
    }

    /// `Swiss`: learned as a place, but a word that only tells one.
    fn is_adjective(&self, at: usize) -> bool {
        let lexicon = &self.with.lexicon;
        !lexicon.names.is_of_place(self.line.word(at)) && place::adjective(lexicon, self.line, at).is_some()
    }

    fn pronouns(&mut self) {
        for at in 0..self.line.len() {
            if self.free(at, at + 1) && pronoun::is_one(self.line, at) {
                let word = self.line.word(at);
                self.add(NameType::Company, Form::Pronoun, (at, at + 1, at), word, ("pronoun", 0.5));
            }
        }
    }
}

impl Surroundings for Sheet<'_> {
    fn place_at(&self, at: usize) -> Option<(usize, String)> {
        let mention = self.found.get((*self.taken.get(at)?)?)?;
        let place = self.with.types.id(NameType::Place)?;
        let fits = matches!(mention.kind, MentionKind::Entity { label, .. } if label == place);
        fits.then(|| (mention.tokens.end as usize, mention.name.clone()))
    }

    fn name_at(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(Option::is_some)
    }
}

/// The token of a name that the rest of the sentence hangs on.
fn head(line: Line<'_>, from: usize, to: usize) -> usize {
    let outside = |at: &usize| line.token(*at).head.is_none_or(|head| !(from..to).contains(&(head as usize)));
    let linked = (from..to).find(|at| outside(at) && line.token(*at).deprel != Deprel::Punct);
    linked.unwrap_or(from)
}

/// `II`, `3`: the number of one of several sites.
fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) || word.parse::<u8>().is_ok()
}
