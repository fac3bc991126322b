//! Reading treebanks in CoNLL-U (<https://universaldependencies.org/format.html>), brought to the project's own terms:
//! German contractions are one word again, tags and relations are those the model knows.

use super::example::{Example, Word};
use crate::model::document::Language;
use crate::model::text::{Case, Degree, Deprel, Gender, Mood, Morph, Number, Person, Tense, Upos, VerbForm};

/// A line of the file: its ten columns.
type Line<'t> = Vec<&'t str>;

/// Reads the sentences of a treebank. Lines that are no words are passed over.
pub fn read(text: &str, language: Language, source: usize) -> Vec<Example> {
    let blocks = text.split("\n\n").map(|block| block.lines().filter(|l| !l.starts_with('#')));
    let sentences = blocks.map(|lines| lines.map(|l| l.trim_end().split('\t').collect::<Line>()));
    let sentences = sentences.map(|lines| lines.filter(|l| l.len() >= 8 && !l[0].contains('.')).collect::<Vec<Line>>());
    sentences.filter(|lines| !lines.is_empty()).filter_map(|lines| sentence(&lines, language, source)).collect()
}

/// Words of one token: the lines, and the form written (that of a contraction, or of the only line).
struct Group<'t> {
    lines: Vec<usize>,
    form: &'t str,
}

fn sentence(lines: &[Line], language: Language, source: usize) -> Option<Example> {
    let (words, groups) = groups(lines, language);
    let mut token_of = vec![0u16; words.len() + 1];
    for (token, group) in groups.iter().enumerate() {
        group.lines.iter().for_each(|line| token_of[line + 1] = token as u16 + 1);
    }
    let root = groups.len() as u16 + 1;
    let mut example = Example { source, ..Example::default() };
    for group in &groups {
        let line = outermost(group, &words)?;
        let head: usize = words[line][6].parse().ok()?;
        let mut word = word(&words[line], language);
        if group.lines.len() > 1 {
            contract(&mut word, group, &words);
        }
        word.head = if head == 0 { root } else { *token_of.get(head)? };
        example.forms.push(group.form.into());
        example.words.push(word);
    }
    Some(example)
}

/// Parts the lines into words and tokens. Only German contractions make one token of several words.
fn groups<'t>(lines: &[Line<'t>], language: Language) -> (Vec<Line<'t>>, Vec<Group<'t>>) {
    let (mut words, mut groups): (Vec<Line>, Vec<Group>) = (Vec::new(), Vec::new());
    let mut until = 0;
    for line in lines {
        match line[0].split_once('-') {
            Some((_, end)) if language == Language::De => {
                until = end.parse().unwrap_or(0);
                groups.push(Group { lines: Vec::new(), form: line[1] });
            }
            Some(_) => {}
            None if words.len() < until => {
                groups.last_mut().into_iter().for_each(|g| g.lines.push(words.len()));
                words.push(line.clone());
            }
            None => {
                groups.push(Group { lines: vec![words.len()], form: line[1] });
                words.push(line.clone());
            }
        }
    }
    (words, groups)
}

/// The word of a token whose head is outside of it.
fn outermost(group: &Group, words: &[Line]) -> Option<usize> {
    let inside = |line: usize| words[line][6].parse::<usize>().is_ok_and(|h| h > 0 && group.lines.contains(&(h - 1)));
    group.lines.iter().copied().find(|line| !inside(*line))
}

/// `im` = `in` + `dem`: the preposition with the case of the article.
fn contract(word: &mut Word, group: &Group, words: &[Line]) {
    if word.upos == Upos::Adp
        && let Some(last) = group.lines.last()
    {
        word.xpos = "APPRART".into();
        let article = morph(words[*last][5]);
        word.morph =
            Some(Morph { case: article.case, number: article.number, gender: article.gender, ..Morph::default() });
    }
}

fn word(line: &Line, language: Language) -> Word {
    let upos = Upos::from_text(line[3]).unwrap_or_default();
    let mut morph = morph(line[5]);
    let xpos = tag(line, language, &morph);
    morph.verb_form =
        if language == Language::De { verb_form(xpos, line[4]).unwrap_or(morph.verb_form) } else { morph.verb_form };
    let lemma = if line[2] == "_" { line[1] } else { line[2] };
    Word {
        lemma: lemma.into(),
        upos,
        xpos: xpos.into(),
        morph: Some(morph),
        relation: relation(line[7]),
        ..Word::default()
    }
}

/// The features that the model keeps; of several values the first.
pub fn morph(features: &str) -> Morph {
    let value = |name: &str| {
        let found = features.split('|').filter_map(|f| f.split_once('=')).find(|(key, _)| *key == name);
        found.map_or("_", |(_, v)| v.split(',').next().unwrap_or("_"))
    };
    Morph {
        case: Case::from_text(value("Case")).unwrap_or_default(),
        number: Number::from_text(value("Number")).unwrap_or_default(),
        gender: Gender::from_text(value("Gender")).unwrap_or_default(),
        person: Person::from_text(value("Person")).unwrap_or_default(),
        mood: Mood::from_text(value("Mood")).unwrap_or_default(),
        tense: Tense::from_text(value("Tense")).unwrap_or_default(),
        verb_form: VerbForm::from_text(value("VerbForm")).unwrap_or_default(),
        degree: Degree::from_text(value("Degree")).unwrap_or_default(),
    }
}

/// The form of a German verb, by its STTS tag or that of PUD.
fn verb_form(xpos: &str, written: &str) -> Option<VerbForm> {
    let tag = if xpos.is_empty() { written } else { xpos };
    match tag {
        t if t.ends_with("FIN") || t.ends_with("IMP") => Some(VerbForm::Fin),
        t if t.starts_with('V') && (t.ends_with("INF") || t.ends_with("IZU")) => Some(VerbForm::Inf),
        t if t.starts_with('V') && t.ends_with("PP") => Some(VerbForm::Part),
        "VBC" => Some(VerbForm::Fin),
        "VB" => Some(VerbForm::Inf),
        "VBN" => Some(VerbForm::Part),
        _ => None,
    }
}

/// Tags of PUD that have one counterpart in STTS.
const PUD: &[(&str, Upos, &str)] = &[
    ("NN", Upos::Noun, "NN"),
    ("NNP", Upos::Propn, "NE"),
    ("RB", Upos::Adv, "ADV"),
    ("CC", Upos::Cconj, "KON"),
    ("CD", Upos::Num, "CARD"),
    ("RP", Upos::Adp, "PTKVZ"),
    ("IN", Upos::Adp, "APPR"),
    ("IN", Upos::Sconj, "KOUS"),
    ("DTP$", Upos::Det, "PPOSAT"),
    ("VBC", Upos::Verb, "VVFIN"),
    ("VBN", Upos::Verb, "VVPP"),
    (".", Upos::Punct, "$."),
    (",", Upos::Punct, "$,"),
];

/// The tag of the language; empty where the treebank's own has no sure counterpart.
fn tag<'t>(line: &Line<'t>, language: Language, morph: &Morph) -> &'t str {
    let (upos, written) = (Upos::from_text(line[3]).unwrap_or_default(), line[4]);
    if language == Language::En || STTS.contains(&written) && written != "NN" {
        return written;
    }
    match written {
        "PROAV" => "PAV",
        "JJ" if upos == Upos::Adj => {
            if morph.case == Case::Unset {
                "ADJD"
            } else {
                "ADJA"
            }
        }
        _ => PUD.iter().find(|(from, of, _)| *from == written && *of == upos).map_or("", |(_, _, to)| to),
    }
}

/// The tags of STTS (Schiller et al. 1999) that the treebanks use; those of PUD have other names.
const STTS: &[&str] = &[
    "ADJA", "ADJD", "ADV", "APPR", "APPRART", "APPO", "APZR", "ART", "CARD", "FM", "ITJ", "KOUI", "KOUS", "KON",
    "KOKOM", "NN", "NE", "PDS", "PDAT", "PIS", "PIAT", "PIDAT", "PPER", "PPOSS", "PPOSAT", "PRELS", "PRELAT", "PRF",
    "PWS", "PWAT", "PWAV", "PAV", "PTKZU", "PTKNEG", "PTKVZ", "PTKANT", "PTKA", "TRUNC", "VVFIN", "VVIMP", "VVINF",
    "VVIZU", "VVPP", "VAFIN", "VAIMP", "VAINF", "VAPP", "VMFIN", "VMINF", "VMPP", "XY", "$,", "$.", "$(",
];

/// Relations that treebanks name in other words, and subtypes that only some of them make.
const RELATIONS: &[(&str, Deprel)] = &[
    ("nsubj:outer", Deprel::Nsubj),
    ("csubj:outer", Deprel::Csubj),
    ("nmod:desc", Deprel::Compound),
    ("obl:tmod", Deprel::Obl),
    ("obl:unmarked", Deprel::Obl),
    ("nmod:unmarked", Deprel::Nmod),
    ("nmod:tmod", Deprel::Nmod),
    ("flat:name", Deprel::Flat),
    ("flat:foreign", Deprel::Flat),
    ("expl:pv", Deprel::ExplPv),
];

/// The relation as the model knows it.
fn relation(written: &str) -> Deprel {
    let mapped = RELATIONS.iter().find(|(from, _)| *from == written).map(|(_, to)| *to);
    let base = || Deprel::from_text(written.split(':').next().unwrap_or(""));
    mapped.or_else(|| Deprel::from_text(written)).or_else(base).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "# text = Sie arbeitet im Werk\n\
        1\tSie\tsie\tPRON\tPPER\tCase=Nom\t2\tnsubj\t_\t_\n\
        2\tarbeitet\tarbeiten\tVERB\tVVFIN\tMood=Ind\t0\troot\t_\t_\n\
        3-4\tim\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tin\tin\tADP\tAPPR\t_\t5\tcase\t_\t_\n\
        4\tdem\tder\tDET\tART\tCase=Dat\t5\tdet\t_\t_\n\
        5\tWerk\tWerk\tNOUN\tNN\tCase=Dat\t2\tobl\t_\t_\n\n";

    #[test]
    fn contractions_are_one_word() {
        let read = read(SENTENCE, Language::De, 1);
        let example = &read[0];
        assert_eq!(example.forms, ["Sie", "arbeitet", "im", "Werk"]);
        let heads: Vec<u16> = example.words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [2, 5, 4, 2]);
        assert_eq!((example.words[2].xpos.as_str(), example.words[2].morph.unwrap().case), ("APPRART", Case::Dat));
    }
}
