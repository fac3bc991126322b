//! The labels a model tells apart, in the order of the columns of its output layers.

use compact_str::CompactString;

use super::container::Container;
use super::error::ModelError;
use crate::model::text::{
    Case, Degree, Deprel, Gender, Mood, Morph, NameTag, NameType, Number, Person, Tense, Upos, VerbForm,
};

/// Name tags in the order of the output: outside, then begin and inside of each type.
pub const NAME_TAGS: usize = 1 + 2 * NameType::ALL.len();

/// A tag: the universal one and that of the language.
pub type Tag = (Upos, CompactString);

/// The labels of one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// Part-of-speech tags.
    pub tags: Vec<Tag>,
    /// Sets of morphological features.
    pub morphs: Vec<Morph>,
    /// Dependency relations.
    pub relations: Vec<Deprel>,
}

impl Labels {
    /// Reads the labels of a model file.
    pub fn open(model: &Container) -> Result<Self, ModelError> {
        Ok(Self {
            tags: lines(model, "labels.tags", read_tag)?,
            morphs: lines(model, "labels.morphs", read_morph)?,
            relations: lines(model, "labels.relations", Deprel::from_text)?,
        })
    }

    /// Writes the labels into a model file.
    pub fn save(&self, model: &mut Container) {
        let tags = self.tags.iter().map(|(upos, xpos)| format!("{} {xpos}\n", upos.as_str()));
        model.put("labels.tags", tags.collect::<String>().into_bytes());
        let morphs = self.morphs.iter().map(|m| format!("{}\n", write_morph(m)));
        model.put("labels.morphs", morphs.collect::<String>().into_bytes());
        let relations = self.relations.iter().map(|r| format!("{}\n", r.as_str()));
        model.put("labels.relations", relations.collect::<String>().into_bytes());
    }
}

/// The label in each line of a section.
fn lines<T>(model: &Container, section: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    let text = model.text(section)?;
    let labels: Result<Vec<T>, _> = text
        .lines()
        .map(|line| read(line).ok_or_else(|| ModelError::Label { section, label: line.to_owned() }))
        .collect();
    labels.and_then(|all| if all.is_empty() { Err(ModelError::Size(section)) } else { Ok(all) })
}

fn read_tag(line: &str) -> Option<Tag> {
    let (upos, xpos) = line.split_once(' ')?;
    Some((Upos::from_text(upos)?, xpos.into()))
}

/// Features as eight words in a fixed order, `_` where unset.
pub fn write_morph(m: &Morph) -> String {
    [
        m.case.as_str(),
        m.number.as_str(),
        m.gender.as_str(),
        m.person.as_str(),
        m.mood.as_str(),
        m.tense.as_str(),
        m.verb_form.as_str(),
        m.degree.as_str(),
    ]
    .join(" ")
}

fn read_morph(line: &str) -> Option<Morph> {
    let mut parts = line.split(' ');
    Some(Morph {
        case: Case::from_text(parts.next()?)?,
        number: Number::from_text(parts.next()?)?,
        gender: Gender::from_text(parts.next()?)?,
        person: Person::from_text(parts.next()?)?,
        mood: Mood::from_text(parts.next()?)?,
        tense: Tense::from_text(parts.next()?)?,
        verb_form: VerbForm::from_text(parts.next()?)?,
        degree: Degree::from_text(parts.next()?)?,
    })
}

/// Column of a name tag.
pub fn name_column(tag: NameTag) -> usize {
    match tag {
        NameTag::Outside => 0,
        NameTag::Begin(kind) => 1 + 2 * kind as usize,
        NameTag::Inside(kind) => 2 + 2 * kind as usize,
    }
}

/// Name tag of a column.
pub fn name_tag(column: usize) -> NameTag {
    match (column.checked_sub(1).and_then(|c| NameType::ALL.get(c / 2)), column % 2) {
        (None, _) => NameTag::Outside,
        (Some(kind), 1) => NameTag::Begin(*kind),
        (Some(kind), _) => NameTag::Inside(*kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_tags_and_columns_are_one_to_one() {
        assert!((0..NAME_TAGS).all(|column| name_column(name_tag(column)) == column));
    }

    #[test]
    fn labels_come_back_from_a_file() {
        let morph = Morph { case: Case::Dat, person: Person::Third, ..Morph::default() };
        let labels =
            Labels { tags: vec![(Upos::Noun, "NN".into())], morphs: vec![morph], relations: vec![Deprel::NsubjPass] };
        let mut file = Container::default();
        labels.save(&mut file);
        assert_eq!(Labels::open(&file), Ok(labels));
    }

    #[test]
    fn an_unknown_label_is_an_error() {
        let mut file = Container::default();
        file.put("labels.tags", b"NOUN NN\nTHING NN\n".to_vec());
        let label = ModelError::Label { section: "labels.tags", label: "THING NN".into() };
        assert_eq!(Labels::open(&file), Err(label));
    }
}
