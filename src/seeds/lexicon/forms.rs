//! Inflected forms of German and English nouns and adjectives, made from their base forms.

use std::borrow::Cow;

/// The forms that a noun may take in a text, in lower case, the base form first. Too many rather than too few: forms
/// that no noun has do no harm in a look-up.
pub(super) fn of_noun(base: &str) -> Vec<String> {
    let base = base.to_lowercase();
    let mut forms = vec![base.clone()];
    for ending in ["s", "es", "n", "en", "e", "er", "ern", "nen"] {
        forms.push(format!("{base}{ending}"));
    }
    if let Some(stem) = base.strip_suffix("um") {
        forms.push(format!("{stem}en"));
    }
    if let Some(stem) = base.strip_suffix('y') {
        forms.push(format!("{stem}ies"));
    }
    if let Some(stem) = base.strip_suffix('e') {
        forms.extend(["er", "en", "em"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(stem) = base.strip_suffix("er") {
        forms.extend(["e", "en", "em"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(umlaut) = umlaut(&base) {
        forms.extend(["", "e", "en", "er", "ern", "n"].map(|ending| format!("{umlaut}{ending}")));
    }
    forms
}

/// The forms of a German adjective: stem and endings.
pub(super) fn of_adjective(stem: &str) -> impl Iterator<Item = String> {
    ["", "e", "en", "er", "es", "em"].into_iter().map(move |ending| format!("{stem}{ending}"))
}

/// The word with its last back vowel fronted: `fabrikant` → `fabrikänt`, `haus` → `häus`.
fn umlaut(word: &str) -> Option<String> {
    let at = word.rfind(['a', 'o', 'u'])?;
    let diphthong = word[..at].ends_with('a') && word[at..].starts_with('u');
    let at = if diphthong { at - 1 } else { at };
    let fronted = match word.as_bytes()[at] {
        b'a' => "ä",
        b'o' => "ö",
        _ => "ü",
    };
    Some(format!("{}{fronted}{}", &word[..at], &word[at + 1..]))
}

/// A word as it is compared with others: lower case, umlauts and ß written out, accents left off, only letters and digits.
pub fn fold_german(word: &str) -> String {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let composed = match is_nfc_quick(word.chars()) {
        IsNormalized::Yes => Cow::Borrowed(word),
        IsNormalized::Maybe | IsNormalized::No => Cow::Owned(word.nfc().collect::<String>()),
    };
    let mut folded = String::with_capacity(word.len());
    for c in composed.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'æ' => folded.push_str("ae"),
            c if c.is_ascii() => folded.extend(Some(c).filter(char::is_ascii_alphanumeric)),
            c => folded.extend(std::iter::once(c).nfd().filter(|c| c.is_alphanumeric())),
        }
    }
    folded
}

/// Whether the letters of `short` stand in order in `full`, beginning with its first.
pub fn is_acronym_of(short: &str, full: &str) -> bool {
    let letters = short.chars().filter(|c| c.is_alphanumeric()).count();
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    if !(2..=8).contains(&letters) || capitals < 2 || !full.contains([' ', '-']) {
        return false;
    }
    let initials = full.split([' ', '-']).filter_map(|word| word.chars().next()).flat_map(char::to_lowercase);
    let mut wanted = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).peekable();
    for initial in initials {
        if wanted.peek() == Some(&initial) {
            wanted.next();
        }
    }
    let left = wanted.count();
    left == 0 || left <= 1 && letters > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_however_they_are_composed() {
        let folded = [
            ("Nord-Öl AG", "nordoelag"),
            ("NORD O\u{308}L", "nordoel"),
            ("Größe & Co.", "groesseco"),
            ("Citroën", "citroen"),
            ("x\u{304}y", "xy"),
            ("Plain 24", "plain24"),
        ];
        for (name, expected) in folded {
            assert_eq!(fold_german(name), expected, "{name}");
        }
    }
}
