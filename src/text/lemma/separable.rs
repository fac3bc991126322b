//! Separable verbs: `stellt … bereit` belongs to `bereitstellen`.

use crate::model::text::{Deprel, Token, Upos};

/// Prefixes that stand apart in main clauses; longer ones first.
pub const PREFIXES: &[&str] = &[
    "gegenüber",
    "entgegen",
    "zurecht",
    "zurück",
    "zusammen",
    "hinunter",
    "herunter",
    "auseinander",
    "voraus",
    "vorbei",
    "weiter",
    "wieder",
    "nieder",
    "hinaus",
    "heraus",
    "hinein",
    "herein",
    "hinweg",
    "hinzu",
    "herauf",
    "hinauf",
    "herbei",
    "bereit",
    "fertig",
    "fest",
    "fort",
    "statt",
    "teil",
    "frei",
    "durch",
    "gegen",
    "über",
    "unter",
    "voll",
    "vor",
    "weg",
    "los",
    "mit",
    "nach",
    "bei",
    "auf",
    "aus",
    "ein",
    "ab",
    "an",
    "da",
    "her",
    "hin",
    "um",
    "zu",
    "hoch",
    "kürzer",
    "bloß",
    "sicher",
    "still",
    "klar",
    "kennen",
    "offen",
    "schwarz",
    "quer",
    "preis",
    "heim",
    "stand",
    "wahr",
    "nahe",
    "entlang",
    "empor",
    "inne",
    "maß",
    "acht",
    "kund",
    "dar",
    "davon",
    "dazu",
    "daran",
    "dran",
    "drauf",
    "raus",
    "rein",
];

/// Gives verbs their prefixes back, in a sentence whose tree and lemmas are known.
pub fn rejoin(tokens: &mut [Token]) {
    for prefix in 0..tokens.len() {
        let token = &tokens[prefix];
        let Some(verb) = token.head.map(|h| h as usize).filter(|_| token.deprel == Deprel::CompoundPrt) else {
            continue;
        };
        if !matches!(tokens[verb].upos, Upos::Verb | Upos::Aux) || !token.form.chars().all(char::is_alphabetic) {
            continue;
        }
        let part = token.lower();
        if !tokens[verb].lemma.starts_with(part.as_str()) {
            tokens[verb].lemma = format!("{part}{}", tokens[verb].lemma).into();
        }
    }
}
