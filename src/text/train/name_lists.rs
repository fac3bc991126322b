//! Lists of names as features: each word of a listed name gets bits for the lists and the place in the name.

use std::collections::BTreeSet;

use super::wordlists::Lists;

/// Bits of a word. A name of one word and the first and later words of longer names are told apart for companies.
const COMPANY: u16 = 1;
const COMPANY_FIRST: u16 = 2;
const COMPANY_LATER: u16 = 4;
const PLACE: u16 = 8;
const PLACE_PART: u16 = 16;
const ORGANIZATION: u16 = 32;
const PRODUCT: u16 = 64;
const GIVEN: u16 = 128;
const FORM: u16 = 256;
const PROJECT: u16 = 512;

/// Kinds of lists as the command line names them: bits for a name of one word, a first word, a later word.
const KINDS: &[(&str, [u16; 3])] = &[
    ("companies", [COMPANY, COMPANY_FIRST, COMPANY_LATER]),
    ("places", [PLACE, PLACE_PART, PLACE_PART]),
    ("organizations", [ORGANIZATION, ORGANIZATION, 0]),
    ("products", [PRODUCT, PRODUCT, 0]),
    ("projects", [PROJECT, PROJECT, 0]),
    ("given", [GIVEN, GIVEN, GIVEN]),
    ("forms", [FORM, FORM, FORM]),
];

impl Lists {
    /// Adds a list of names of a kind: a name per line, in tables the first column and the second with `|` between
    /// several. `?` in front marks names that are also common words; they, and words that a dictionary has, get no
    /// bits of their own. `given` has a gender in the first column and names with spaces between them in the second.
    pub fn add_names(&mut self, kind: &str, text: &str) -> bool {
        let Some((_, bits)) = KINDS.iter().find(|(name, _)| *name == kind) else { return false };
        let common: BTreeSet<String> = self.forms.iter().map(|f| f.form.to_lowercase()).collect();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            if kind == "given" {
                let names = cells.get(1).unwrap_or(&"").split(' ');
                names.filter(|n| !common.contains(&n.to_lowercase())).for_each(|name| self.mark(name, bits[0]));
            } else {
                let others = cells.get(1).filter(|_| cells.len() > 2 || kind == "products").unwrap_or(&"").split('|');
                cells.first().copied().into_iter().chain(others).for_each(|name| self.name(name, *bits, &common));
            }
        }
        true
    }

    fn name(&mut self, name: &str, bits: [u16; 3], common: &BTreeSet<String>) {
        if name.starts_with('?') {
            return;
        }
        let words: Vec<&str> = name.split([' ', ',']).filter(|w| !w.is_empty()).collect();
        for (i, word) in words.iter().enumerate() {
            let lower = word.to_lowercase();
            let bit = if words.len() == 1 { bits[0] } else { bits[1 + usize::from(i > 0)] };
            let usable = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && !common.contains(&lower);
            if usable && (word.len() > 2 || words.len() == 1) {
                self.mark(word, bit);
            }
        }
    }

    fn mark(&mut self, word: &str, bit: u16) {
        if bit != 0 && !word.is_empty() {
            *self.names.entry(word.to_owned()).or_default() |= bit;
        }
    }
}
