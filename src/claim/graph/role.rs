//! The names of the edges of a sentence's graph: what a rule may write between `-[:` and `]->`.

/// An edge type of the sentence graph, as an index into [`ROLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u8);

/// Declares the roles that the code itself names; the prepositions follow them in [`ROLES`].
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?; $($preposition:literal),+ $(,)?) => {
        /// Every role, in the order of [`Role::index`].
        pub const ROLES: &[&str] = &[$($text),+, $($preposition),+];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Position { $($name),+ }

        #[allow(non_upper_case_globals)]
        impl Role { $($(#[$doc])* pub const $name: Self = Self(Position::$name as u8);)+ }
    };
}

roles! {
    /// Who does it; in the passive already the one behind `von`.
    Subject = "subject",
    /// What it is done to; in the passive already the grammatical subject.
    Object = "object",
    /// To whom: a dative.
    Dative = "dative",
    /// A noun in the genitive or a possessive: `Kauf der Bank`, `Apple's`.
    Genitive = "genitive",
    /// Whoever a noun belongs to, however it is said: genitive, `von`, `bei`, compound, possessive pronoun.
    Holder = "holder",
    /// From a description to the thing it describes: apposition, `ist`, `als`, `wie`.
    Is = "is",
    /// An adjective or participle before its noun.
    Modifier = "modifier",
    /// The first part of a compound: `OpenAI` in `OpenAI-Chef`.
    Compound = "compound",
    /// A clause that depends on a verb.
    Clause = "clause",
    /// A word joined by `und`, `sowie`, a comma.
    Conj = "conj",
    /// An adverb.
    Adverb = "adverb",
    /// A number before its noun.
    Number = "number",
    /// A relative clause or participle behind its noun.
    Relative = "relative",
    /// What stands in brackets behind a name: `Robert Habeck (Grüne)`.
    Bracket = "bracket",
    /// What a verb is done to a part of: `kauft die Mehrheit an X`, `hält zehn Prozent der Aktien von X`.
    Share = "share",
    /// A bare name in the clause of a verb, whatever the parse makes of it.
    Near = "near",
    /// From a verb to the company that the text is about, where its clause does not name it.
    Topic = "topic",
    /// From a word for taking part to the company that the text says to raise money: `Auch X zog mit`.
    Raised = "raised",
    /// Any other dependent.
    Other = "other",
    ;
    "in", "auf", "aus", "bei", "von", "durch", "für", "mit", "nach", "seit", "über", "um", "unter", "zu", "zwischen",
    "gegen", "gegenüber", "ohne", "neben", "vor", "während", "wegen", "als", "wie", "bis", "ab", "laut", "zufolge",
    "entlang", "nahe", "namens", "innerhalb", "außerhalb", "samt", "inklusive", "einschließlich", "an", "hinter",
    "trotz", "nördlich", "südlich", "östlich", "westlich", "statt", "dank", "mittels", "rund",
    "of", "at", "for", "with", "from", "to", "by", "on", "into", "as", "between", "against", "including", "through",
    "via", "under", "near", "over", "since", "until", "than", "about", "alongside", "behind", "like", "within", "after",
    "before", "across", "outside", "inside", "along", "onto", "upon", "without", "around", "among",
}

/// Prepositions with an article in them, and the plain form.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("im", "in"),
    ("ins", "in"),
    ("am", "an"),
    ("ans", "an"),
    ("beim", "bei"),
    ("vom", "von"),
    ("zum", "zu"),
    ("zur", "zu"),
    ("aufs", "auf"),
    ("durchs", "durch"),
    ("fürs", "für"),
    ("übers", "über"),
    ("ums", "um"),
    ("vors", "vor"),
    ("unweit", "nahe"),
    ("mithilfe", "mittels"),
    ("such as", "including"),
];

impl Role {
    /// The prepositions before whoever does it in the passive: `von`, `durch`, `by`.
    pub const OF_AGENT: [Self; 3] = [Self::preposition("von"), Self::preposition("durch"), Self::preposition("by")];

    /// The role of a preposition that stands in [`ROLES`].
    const fn preposition(name: &str) -> Self {
        let mut i = PREPOSITIONS_FROM;
        while i < ROLES.len() {
            if same(ROLES[i].as_bytes(), name.as_bytes()) {
                return Self(i as u8);
            }
            i += 1;
        }
        Self::Other
    }

    /// The role of that name; case makes no difference.
    pub fn from_name(name: &str) -> Option<Self> {
        let position = ROLES.iter().position(|r| *r == name).or_else(|| {
            let folded = name.to_lowercase();
            ROLES.iter().position(|r| *r == folded)
        })?;
        Some(Self(position as u8))
    }

    /// The role that a preposition makes, whichever form it is written in.
    pub fn of_preposition(word: &str) -> Option<Self> {
        let folded = word.to_lowercase();
        let plain = CONTRACTIONS.iter().find(|(form, _)| *form == folded).map_or(folded.as_str(), |(_, plain)| plain);
        ROLES[PREPOSITIONS_FROM..].iter().position(|r| *r == plain).map(|i| Self((i + PREPOSITIONS_FROM) as u8))
    }

    /// The name, as a rule writes it.
    pub fn name(self) -> &'static str {
        ROLES[self.0 as usize]
    }

    /// Its place in [`ROLES`].
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Whether it is a preposition.
    pub fn is_preposition(self) -> bool {
        self.0 as usize >= PREPOSITIONS_FROM
    }
}

/// Byte equality, where `==` is not yet allowed.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Where the prepositions begin in [`ROLES`].
const PREPOSITIONS_FROM: usize = Position::Other as usize + 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_roles_agree() {
        for name in ROLES {
            assert_eq!(Role::from_name(name).map(Role::name), Some(*name));
        }
        assert_eq!(Role::from_name("Subject"), Some(Role::Subject));
        assert_eq!(Role::from_name("nonsense"), None);
    }

    #[test]
    fn contractions_make_the_plain_preposition() {
        assert_eq!(Role::of_preposition("Beim").map(Role::name), Some("bei"));
        assert_eq!(Role::of_preposition("subject"), None);
    }
}
