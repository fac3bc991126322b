//! A sentence after text analysis, in the terms of Universal Dependencies 2 (<https://universaldependencies.org>).

use compact_str::CompactString;

use super::span::Span;

/// One sentence: its tokens carry their own heads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Where it stands in the document.
    pub span: Span,
    /// What kind of text it is part of.
    pub zone: Zone,
    /// Index of the paragraph it stands in, from 0.
    pub paragraph: u32,
    /// Its words and punctuation, in order.
    pub tokens: Vec<Token>,
}

/// The kind of text a sentence is part of; boilerplate yields no claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zone {
    /// The headline of the document, or one repeated in it.
    Title,
    /// A heading inside the article: `Aktueller Stand und Herausforderungen`.
    Heading,
    /// Running text.
    #[default]
    Body,
    /// Comment forms, menus, ratings, photo credits, disclaimers.
    Boilerplate,
}

/// A stretch of a document that is all of one kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneSpan {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub zone: Zone,
}

/// One syntactic word. German contractions (`im`, `zum`) stay one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// The word as written.
    pub form: CompactString,
    /// Its dictionary form: `investiert` → `investieren`. A separable verb whose prefix stands apart gets it back:
    /// `stellt … bereit` → `bereitstellen`.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Language-specific tag: STTS for German (`VVPP`, `NE`), Penn Treebank for English (`VBN`, `NNP`).
    pub xpos: CompactString,
    /// Morphological features.
    pub morph: Morph,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// What the learned recogniser takes it for; a hint to the mention stage, which has the last word.
    pub name: NameTag,
    /// How sure the recogniser is of `name`, from 0 to 1.
    pub name_probability: f32,
}

impl Token {
    /// The word as written, in lower case.
    pub fn lower(&self) -> CompactString {
        lower(&self.form)
    }
}

/// A word in lower case: most are short and plain, and take no memory of their own.
pub fn lower(word: &str) -> CompactString {
    if !word.is_ascii() {
        return CompactString::from_str_to_lowercase(word);
    }
    let mut lower = CompactString::new(word);
    lower.make_ascii_lowercase();
    lower
}

/// Whether a word is part of a name, in the BIO scheme (Ramshaw & Marcus 1995): a name is one `Begin` and the `Inside`
/// words of the same type right behind it. A hyphenated compound (`OpenAI-Chef`) is one token and gets the tag of the
/// name inside it only where the whole token names the thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameTag {
    /// No part of a name.
    #[default]
    Outside,
    /// The first word of a name.
    Begin(NameType),
    /// A later word of the name that the word before belongs to.
    Inside(NameType),
}

/// An enum whose variants are written as the standard writes them.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { #[default] $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as the standard writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value that `text` writes, if it is one.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

written! {
    /// Universal part-of-speech tag.
    Upos {
        X = "X", Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ",
        Sym = "SYM", Verb = "VERB",
    }
}

written! {
    /// Universal dependency relation, with the subtypes German and English use.
    Deprel {
        Dep = "dep", Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", Obj = "obj", Iobj = "iobj",
        Csubj = "csubj", CsubjPass = "csubj:pass", Ccomp = "ccomp", Xcomp = "xcomp", Obl = "obl",
        OblAgent = "obl:agent", OblArg = "obl:arg", OblTmod = "obl:tmod", Vocative = "vocative", Expl = "expl",
        ExplPv = "expl:pv", Dislocated = "dislocated", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Discourse = "discourse", Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Mark = "mark", Nmod = "nmod",
        NmodPoss = "nmod:poss", NmodTmod = "nmod:tmod", Appos = "appos", Nummod = "nummod", Acl = "acl",
        AclRelcl = "acl:relcl", Amod = "amod", Det = "det", DetPoss = "det:poss", DetPredet = "det:predet",
        Clf = "clf", Case = "case", Conj = "conj", Cc = "cc", CcPreconj = "cc:preconj", Fixed = "fixed",
        Flat = "flat", FlatName = "flat:name", FlatForeign = "flat:foreign", Compound = "compound",
        CompoundPrt = "compound:prt", List = "list", Parataxis = "parataxis", Orphan = "orphan",
        Goeswith = "goeswith", Reparandum = "reparandum", Punct = "punct",
    }
}

written! {
    /// What a name stands for; the node types of the ontology that have names.
    NameType {
        Company = "Company", Organization = "Organization", Person = "Person", Place = "Place", Product = "Product",
        Project = "Project", Site = "Site",
    }
}

impl NameTag {
    /// The type of the name that the word is part of.
    pub const fn name_type(self) -> Option<NameType> {
        match self {
            Self::Outside => None,
            Self::Begin(kind) | Self::Inside(kind) => Some(kind),
        }
    }
}

written! { /// Case. `Unset` where the word has none or it is not known.
Case { Unset = "_", Nom = "Nom", Gen = "Gen", Dat = "Dat", Acc = "Acc" } }
written! { /// Number.
Number { Unset = "_", Sing = "Sing", Plur = "Plur" } }
written! { /// Grammatical gender.
Gender { Unset = "_", Masc = "Masc", Fem = "Fem", Neut = "Neut" } }
written! { /// Person.
Person { Unset = "_", First = "1", Second = "2", Third = "3" } }
written! { /// Mood.
Mood { Unset = "_", Ind = "Ind", Sub = "Sub", Imp = "Imp" } }
written! { /// Tense.
Tense { Unset = "_", Past = "Past", Pres = "Pres" } }
written! { /// Form of a verb.
VerbForm { Unset = "_", Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" } }
written! { /// Degree of comparison.
Degree { Unset = "_", Pos = "Pos", Cmp = "Cmp", Sup = "Sup" } }

/// The morphological features that later stages ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub struct Morph {
    pub case: Case,
    pub number: Number,
    pub gender: Gender,
    pub person: Person,
    pub mood: Mood,
    pub tense: Tense,
    pub verb_form: VerbForm,
    pub degree: Degree,
}

impl Sentence {
    /// The words of `token` and everything below it, as a range of token indexes (tokens of other subtrees inside the
    /// range are included, as in any non-projective tree).
    pub fn subtree(&self, token: u32) -> std::ops::Range<u32> {
        let mut range = token..token + 1;
        let mut stack = vec![token];
        while let Some(top) = stack.pop() {
            range = range.start.min(top)..range.end.max(top + 1);
            stack.extend(self.children(top));
        }
        range
    }

    /// The tokens whose head is `token`, left to right.
    pub fn children(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.tokens).filter(move |(_, t)| t.head == Some(token)).map(|(i, _)| i)
    }
}
