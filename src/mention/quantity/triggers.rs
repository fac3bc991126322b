//! Words that a value may begin with.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

/// The words, in lower case; of a hyphenated word the part before the hyphen.
const WORDS: &str = "bis maximal höchstens up as at mindestens wenigstens zumindest not mehr über gut more over above in well weniger \
    unter knapp fast nahezu beinahe less nearly almost under below just rund etwa circa ca. ca zirka ungefähr schätzungsweise around about \
    roughly approximately an some eine einer einen einem ein half halbe anderthalb eineinhalb zweieinhalb dreieinhalb viereinhalb \
    fünfeinhalb one a zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf two three four five six seven eight nine ten eleven \
    twelve dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundert einhundert \
    zweihundert dreihundert fünfhundert tausend dutzend us c hk eur usd gbp chf sfr. dreiviertel hälfte mehrheit mehrheitsbeteiligung \
    mehrheitsanteil mehrheitspaket majority seit ab since from starting until till by through spätestens am im on for vom zum für zur the \
    januar january jänner februar february märz maerz march april mai may juni june juli july august september oktober october november \
    dezember december jan. feb. aug. sept. okt. oct. nov. dez. dec. montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    monday tuesday wednesday thursday friday saturday sunday montagabend montagmorgen dienstagabend mittwochabend donnerstagabend \
    freitagabend freitagmorgen montags dienstagmorgen mittwochmorgen donnerstagmorgen q1 q2 q3 q4 h1 h2 q h erste ersten erster erstes \
    zweite zweiten zweiter zweites dritte dritten drittes dritter vierte vierten viertes vierter first second third fourth letzte letzten \
    letztes letzter anfang mitte ende frühjahr sommer herbst winter frühling frühsommer spätsommer early late mid end spring summer autumn \
    jahresende jahresbeginn jahresanfang year-end year vor innerhalb within vergangene vergangenen vergangenes vergangener vorige vorigen \
    voriges voriger letztem zurückliegenden abgelaufenen last previous past diese diesen diesem dieses dieser laufenden laufende aktuellen \
    heurigen this current kommende kommenden kommendes kommender nächste nächsten nächstes nächster folgenden next coming vorjahr \
    vorjahres heute gestern morgen heuer today yesterday tomorrow die der dem den des das";

/// The set of words.
#[derive(Debug)]
pub(in crate::mention) struct Triggers(FxHashSet<CompactString>);

impl Triggers {
    pub(in crate::mention) fn new() -> Self {
        Self(WORDS.split_whitespace().map(CompactString::from).collect())
    }

    /// Whether a value may begin with the word.
    pub(in crate::mention) fn begins(&self, word: &str) -> bool {
        match word.bytes().next() {
            Some(b'0'..=b'9' | b'$') => true,
            Some(first) if first >= 0x80 => word.starts_with(['€', '£', '¥', '₹']) || self.knows(word),
            Some(_) => self.knows(word),
            None => false,
        }
    }

    fn knows(&self, word: &str) -> bool {
        let word = word.split('-').next().unwrap_or(word);
        if word.len() > 20 {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.0.contains(word);
        }
        self.0.contains(CompactString::from(word).to_lowercase().as_str())
    }
}
