//! Words that a value may begin with.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::mention::shape::Line;
use crate::model::text::lower;

/// The words, in lower case; of a hyphenated word the part before the hyphen.
const WORDS: &str = "bis maximal höchstens up as at mindestens wenigstens zumindest not mehr über gut more over above in well weniger \
    unter knapp fast nahezu beinahe less nearly almost under below just rund etwa circa ca. ca zirka ungefähr schätzungsweise around about \
    roughly approximately an some eine einer einen einem ein half halbe anderthalb eineinhalb zweieinhalb dreieinhalb viereinhalb \
    fünfeinhalb one a zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf two three four five six seven eight nine ten eleven \
    twelve dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundert einhundert \
    zweihundert dreihundert fünfhundert tausend dutzend us c hk eur usd gbp chf sfr. sek nok dkk czk pln cad aud jpy cny dreiviertel hälfte mehrheit mehrheitsbeteiligung \
    mehrheitsanteil mehrheitspaket majority seit ab since from starting until till by through spätestens am im on for vom zum für zur the \
    januar january jänner februar february märz maerz march april mai may juni june juli july august september oktober october november \
    dezember december jan. feb. aug. sept. okt. oct. nov. dez. dec. montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    monday tuesday wednesday thursday friday saturday sunday \
    q1 q2 q3 q4 h1 h2 q h erste ersten erster erstes \
    zweite zweiten zweiter zweites dritte dritten drittes dritter vierte vierten viertes vierter first second third fourth letzte letzten \
    letztes letzter anfang mitte ende frühjahr sommer herbst winter frühling frühsommer spätsommer early late mid end spring summer autumn \
    jahresende jahresbeginn jahresanfang year-end year vor innerhalb within vergangene vergangenen vergangenes vergangener vorige vorigen \
    voriges voriger letztem zurückliegenden abgelaufenen last previous past diese diesen diesem dieses dieser laufenden laufende aktuellen \
    heurigen this current kommende kommenden kommendes kommender nächste nächsten nächstes nächster folgenden next coming vorjahr \
    vorjahres heute gestern morgen heuer today yesterday tomorrow die der dem den des das";

/// Those of them that mostly stand before something else: articles, prepositions, words that bound a value. The grammar is
/// tried at one of these only where a word near behind it can be part of a value.
const LIGHT: &str = "bis up as at not mehr über gut more over above in well weniger unter knapp fast nahezu beinahe less nearly \
    almost under below just rund etwa around about an some eine einer einen einem ein one a us seit ab since from \
    starting until till by through spätestens am im on for vom zum für zur vor innerhalb within diese diesen diesem \
    dieses dieser this die der dem den des das the sämtliche sämtlicher sämtlichen alle aller allen all";

/// Words that no value begins with, but that a value may have after a light word.
const INNER: &str = "million millionen millions milliarde milliarden mrd mrd. mio mio. billion billionen billions bio. trillion \
    trillions tsd. thousand bn tn mn crore viertel quarter quarters drittel third thirds fünftel fifth zehntel tenth \
    achtel eighth sechstel jahr jahre jahren jahres year years monat monate monaten monats month months woche wochen \
    week weeks quartal quartals geschäftsjahr geschäftsjahres fiskaljahr fiscal gigawatt gigawatts megawatt \
    megawatts kilowatt terawatt gw mw kw tw stake shareholding interest hundred dozen \
    anteil anteile anteilen geschäftsanteile geschäftsanteilen aktien shares";

/// Days of the week in German, and what makes one word with them.
const WEEKDAYS: &str = "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag";
const PARTS: &str = "abend morgen nachmittag vormittag mittag nacht s";

/// How many words behind a light one a value has shown itself: `bis spätestens zum Ende`.
const NEAR: usize = 5;

/// How much a word says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Stands before other things as well.
    Light,
    /// May begin a value.
    Full,
    /// May only be within a value.
    Inner,
}

/// The words, and how much each says.
#[derive(Debug)]
pub(in crate::mention) struct Triggers(FxHashMap<CompactString, Weight>);

impl Triggers {
    pub(in crate::mention) fn new() -> Self {
        let of = |words: &'static str, weight| words.split_whitespace().map(move |w| (CompactString::from(w), weight));
        let parts = WEEKDAYS.split_whitespace().flat_map(|day| PARTS.split_whitespace().map(move |p| (day, p)));
        let parts = parts.map(|(day, part)| (CompactString::from([day, part].concat()), Weight::Full));
        let words = of(INNER, Weight::Inner).chain(of(WORDS, Weight::Full)).chain(of(LIGHT, Weight::Light));
        Self(words.chain(parts).collect())
    }

    /// Whether a value may begin at the token.
    pub(in crate::mention) fn begins(&self, line: Line<'_>, at: usize) -> bool {
        match self.weight(&line.token(at).form) {
            Some(Weight::Full) => true,
            Some(Weight::Light) => {
                let mut near = at + 1..line.len().min(at + 1 + NEAR);
                line.token(at).form.contains('-')
                    || near.any(|t| self.weight(&line.token(t).form).is_some_and(|w| w != Weight::Light))
            }
            Some(Weight::Inner) | None => false,
        }
    }

    fn weight(&self, word: &str) -> Option<Weight> {
        match word.bytes().next()? {
            b'0'..=b'9' | b'$' => Some(Weight::Full),
            first if first >= 0x80 && word.starts_with(['€', '£', '¥', '₹']) => Some(Weight::Full),
            _ => self.known(word),
        }
    }

    fn known(&self, word: &str) -> Option<Weight> {
        let word = word.split('-').next().unwrap_or(word);
        if word.len() > 20 {
            return None;
        }
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.0.get(word).copied();
        }
        self.0.get(&lower(word)).copied()
    }
}
