//! Of what a figure is: the thing that it hangs on, the subject of its clause, what the text spoke of before.

use crate::model::mention::{Form, Mention, MentionIx, MentionKind};
use crate::model::text::Upos;

use super::super::assemble::Found;
use super::super::graph::{Labels, NodeIx, Role};
use super::super::normalise::Building;
use super::Figure;

/// How many sentences back a site or project is still spoken of.
const REACH: u32 = 4;

/// How many times as often as one of the last sentences a company is named of which the text goes on to speak, and how
/// often at least where those name none.
const FAR_MORE: usize = 3;
const FEW: usize = 3;

/// The mention of the thing that has the figure.
pub fn of(found: &Found, figure: &Figure) -> Option<MentionIx> {
    let search = Search { found, b: found.b, figure };
    let node = search.holder().or_else(|| search.carrier()).or_else(|| search.beside()).or_else(|| search.subject());
    if let Some(node) = node {
        return search.thing(node);
    }
    if let Some(name) = search.unread_subject() {
        return search.called(&name);
    }
    search.at_place().or_else(|| search.nearest()).or_else(|| search.of_context())
}

struct Search<'a> {
    found: &'a Found<'a>,
    b: &'a Building<'a>,
    figure: &'a Figure,
}

impl Search<'_> {
    /// The value and the word that says what it is.
    fn anchors(&self) -> [NodeIx; 2] {
        [self.figure.word, self.figure.node]
    }

    /// Whether a node is a thing that may have the figure.
    fn fits(&self, node: NodeIx) -> bool {
        self.is_of_type(node) && self.thing(node).is_some()
    }

    fn is_of_type(&self, node: NodeIx) -> bool {
        self.b.is_entity(node) && self.b.graph.node(node).labels.meets(self.figure.owners)
    }

    /// The mention to claim of a node, if it stands for something known.
    fn thing(&self, node: NodeIx) -> Option<MentionIx> {
        self.found.thing(node)
    }

    /// `die Beschäftigten von X`, `der Umsatz des Konzerns`.
    fn holder(&self) -> Option<NodeIx> {
        let leads = |role: Role| {
            role == Role::Holder
                || matches!(
                    role.name(),
                    "genitive" | "von" | "of" | "für" | "for" | "in" | "bei" | "at" | "an" | "compound"
                )
        };
        let noun = |anchor: &NodeIx| !self.b.graph.node(*anchor).labels.meets(Labels::VERB);
        let edges = self.anchors().into_iter().filter(noun).flat_map(|anchor| self.b.graph.out(anchor).iter());
        edges.filter(|(role, _)| leads(*role)).map(|(_, to)| *to).find(|to| self.fits(*to))
    }

    /// `ein Konzern mit 410 Mitarbeitern`, `X (61 Beschäftigte)`, `das 500 Millionen Euro teure Werk`.
    fn carrier(&self) -> Option<NodeIx> {
        let carries = |role: Role| {
            matches!(
                role.name(),
                "mit" | "with" | "bracket" | "number" | "modifier" | "compound" | "von" | "of" | "über"
            )
        };
        let by_edge = self.anchors().into_iter().find_map(|anchor| {
            let edges = self.b.graph.reaching(anchor).iter().filter(|(role, _)| carries(*role));
            edges.map(|(_, from)| *from).find_map(|from| self.described(from))
        });
        by_edge.or_else(|| self.before_preposition())
    }

    /// A thing, or the one that a noun describes.
    fn described(&self, node: NodeIx) -> Option<NodeIx> {
        let itself = Some(node).filter(|n| self.fits(*n));
        itself.or_else(|| self.b.graph.follow(node, Role::Is).find(|n| self.fits(*n)))
    }

    /// `… die Firma mit 410 Mitarbeitern …`, whatever the parse makes of `mit`.
    fn before_preposition(&self) -> Option<NodeIx> {
        let first = self.anchors().into_iter().map(|n| self.b.extent(n).start).min()?;
        let open = |t: &u32| matches!(self.b.token(*t).upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Num);
        let at = (0..first).rev().find(|t| !open(t))?;
        let with = matches!(self.b.token(at).form.as_str(), "mit" | "with" | "(");
        let noun = at.checked_sub(1).filter(|_| with)?;
        self.described(self.b.graph.at(noun))
    }

    /// `X, 61 Beschäftigte, …`, `X, 1.900 Beschäftigte, 410 Millionen Euro Umsatz`: behind a comma, and no verb yet.
    fn beside(&self) -> Option<NodeIx> {
        let start = self.b.extent(self.figure.node).start;
        let mut at = start.checked_sub(1)?;
        if !matches!(self.b.token(at).form.as_str(), "," | "–" | "-" | "(") {
            return None;
        }
        loop {
            at = at.checked_sub(1)?;
            let node = self.b.graph.at(at);
            if self.b.is_entity(node) {
                return self.described(node);
            }
            let value = self.b.mention(node).is_some();
            let goes_on = value || matches!(self.b.token(at).upos, Upos::Punct | Upos::Noun | Upos::Num | Upos::Adj);
            if !goes_on {
                return None;
            }
        }
    }

    /// The subject of the clause; for what is appraised, its object.
    fn subject(&self) -> Option<NodeIx> {
        let appraised = self.b.words.is_in("appraises", &self.b.graph.node(self.figure.word).lemma)
            || self.b.words.is_in("budgets", &self.b.graph.node(self.figure.word).lemma);
        let invested = self.b.words.is_in("invests", &self.b.graph.node(self.figure.word).lemma);
        let leads = move |role: Role| match role.name() {
            "object" => appraised,
            "in" | "into" | "für" | "for" | "on" => invested,
            "subject" => !appraised,
            _ => false,
        };
        let here = self.b.graph.node(self.figure.node).token;
        let verbs = (0..self.b.graph.len()).filter(|n| self.b.share_clause(self.b.graph.node(*n).token, here));
        let edges = verbs.flat_map(|verb| self.b.graph.out(verb).iter());
        edges.filter(|(role, _)| leads(*role)).map(|(_, node)| *node).find(|node| self.fits(*node))
    }

    /// The first word of a clause, capital and without article, that nobody took for a name: `Ratskeller beschäftigt …`.
    fn unread_subject(&self) -> Option<String> {
        let here = self.b.graph.node(self.figure.node).token;
        let first = (0..here).find(|t| self.b.share_clause(*t, here) && self.b.token(*t).upos != Upos::Cconj)?;
        let word = self.b.token(first);
        let noun = matches!(word.upos, Upos::Noun | Upos::Propn) && word.form.starts_with(char::is_uppercase);
        let anchor = self.figure.word == first || self.figure.node == self.b.graph.at(first);
        let verb =
            first + 1 < self.b.len() && matches!(self.b.token(first + 1).upos, Upos::Verb | Upos::Aux | Upos::Adj);
        let read = self.b.mention(self.b.graph.at(first)).is_some();
        (noun && verb && !read && !anchor && !self.b.words.is_in("figure-noun", &self.b.graph.node(first).lemma))
            .then(|| word.form.to_string())
    }

    /// The thing of the document that goes by a word, or by a name that holds it.
    fn called(&self, word: &str) -> Option<MentionIx> {
        let opens = |name: &str| name.split([' ', '-']).any(|part| part == word);
        let entities = self.found.input.entities.iter();
        let mut named = entities.filter(|e| opens(&e.name) || e.aliases.iter().any(|alias| opens(alias)));
        let mentions = self.found.input.mentions;
        named.find_map(|e| e.mentions.iter().copied().find(|m| self.is_owner(&mentions[*m as usize])))
    }

    /// `In Celle sollen 300 Megawatt installiert werden`, `Celle hat 300 Beschäftigte`: the site that goes by the place.
    fn at_place(&self) -> Option<MentionIx> {
        let here = self.b.graph.node(self.figure.node).token;
        let places =
            (0..here).map(|t| self.b.graph.at(t)).filter(|n| self.b.share_clause(self.b.graph.node(*n).token, here));
        let mut places =
            places.filter(|n| self.b.is_entity(*n) && self.b.graph.node(*n).labels.meets(self.b.words.place));
        places.find_map(|place| self.site_at(place))
    }

    /// The site of the document that is named after a place.
    fn site_at(&self, place: NodeIx) -> Option<MentionIx> {
        let name = self.b.mention(place)?.name.as_str();
        let mentions = self.found.input.mentions;
        let mut sites =
            self.found.input.entities.iter().filter(|e| e.name != name && e.name.split(' ').any(|w| w == name));
        let is_site = |m: &MentionIx| {
            let kind = &mentions[*m as usize].kind;
            self.is_owner(&mentions[*m as usize]) && Labels::of_mention(kind).meets(self.b.words.undertaking)
        };
        sites.find_map(|e| e.mentions.iter().copied().find(is_site))
    }

    /// The nearest thing before the value in its clause.
    fn nearest(&self) -> Option<MentionIx> {
        let here = self.b.graph.node(self.figure.node).token;
        let near = |t: &u32| self.b.share_clause(*t, here) && self.b.graph.at(*t) == *t && self.is_at_hand(*t);
        (0..here).rev().find(near).and_then(|node| self.thing(node))
    }

    /// What the sentence or those before it spoke of, where the words leave no doubt that it is a figure.
    fn of_context(&self) -> Option<MentionIx> {
        // Who spends a sum is not what it is spent on.
        let invested = self.b.words.is_in("invests", &self.b.graph.node(self.figure.word).lemma);
        if !self.figure.plain || !invested && self.has_other_owner() {
            return None;
        }
        let here = self.b.graph.node(self.figure.node).token;
        let before = (0..here).rev().find(|t| self.b.graph.at(*t) == *t && self.is_at_hand(*t));
        before.and_then(|node| self.thing(node)).or_else(|| self.outside())
    }

    /// Whether a thing stands bare, or behind a preposition that says where.
    fn is_at_hand(&self, node: NodeIx) -> bool {
        if !self.fits(node) || self.b.has_role_of_noun(node) {
            return false;
        }
        let mut start = self.b.extent(node).start;
        while let Some(before) = start.checked_sub(1) {
            match self.b.token(before).upos {
                Upos::Det | Upos::Adj | Upos::Noun => start = before,
                Upos::Adp => {
                    let form = self.b.token(before).lower();
                    return matches!(form.as_str(), "in" | "im" | "bei" | "beim" | "am" | "an" | "at" | "für" | "for");
                }
                _ => break,
            }
        }
        true
    }

    /// Whether the clause has a subject of another kind that the figure may be that of: `Der Bund zahlt 3 Milliarden`.
    fn has_other_owner(&self) -> bool {
        let here = self.b.graph.node(self.figure.node).token;
        let verbs = (0..self.b.graph.len()).filter(|n| self.b.share_clause(self.b.graph.node(*n).token, here));
        let named = |node: NodeIx| self.b.is_name(node) && !self.b.graph.node(node).labels.meets(self.b.words.person);
        let anchored =
            self.figure.word != self.figure.node && !self.b.graph.node(self.figure.word).labels.meets(Labels::VERB);
        !anchored && verbs.flat_map(|verb| self.b.graph.follow(verb, Role::Subject)).any(named)
    }

    /// What the sentences before spoke of: of a site or project the last, of companies the one that the text is about.
    fn outside(&self) -> Option<MentionIx> {
        let companies = self.figure.owners.meets(self.b.words.firm);
        if companies { self.protagonist() } else { self.last_before() }
    }

    /// The company of the last sentences that the document speaks of most, or one named before that it speaks of far more.
    fn protagonist(&self) -> Option<MentionIx> {
        let mentions = self.found.input.mentions;
        let firm = |m: &u32| Labels::of_mention(&mentions[*m as usize].kind).meets(self.b.words.firm);
        let count = |m: &u32| {
            let entity = mentions[*m as usize].entity.and_then(|e| self.found.input.entities.get(e as usize));
            entity.map_or(0, |e| e.mentions.len())
        };
        let often = |m: &u32| (count(m), mentions[*m as usize].span.start);
        let near = self.before(REACH).filter(firm).max_by_key(often);
        let far = self.before(u32::MAX).filter(firm).max_by_key(often);
        let least = near.map_or(FEW, |m| FAR_MORE * count(&m));
        far.filter(|m| count(m) >= least).or(near)
    }

    /// The site or project spoken of last; where the sentence calls it a mill, a mill.
    fn last_before(&self) -> Option<MentionIx> {
        let mentions = self.found.input.mentions;
        let called = (0..self.b.len()).find(|t| {
            let node = self.b.graph.at(*t);
            self.is_of_type(node) && self.thing(node).is_none()
        });
        let kind = called.map(|t| self.b.graph.node(t).lemma.as_str());
        let of_kind = |m: &u32| {
            let entity = mentions[*m as usize].entity.and_then(|e| self.found.input.entities.get(e as usize));
            kind.is_some_and(|kind| entity.is_some_and(|e| e.name.to_lowercase().contains(kind)))
        };
        self.before(REACH).max_by_key(|m| (of_kind(m), mentions[*m as usize].span.start))
    }

    /// The mentions of the last sentences that may have the figure.
    fn before(&self, reach: u32) -> impl Iterator<Item = MentionIx> + '_ {
        let sentence = self.found.sentence;
        let mentions = self.found.input.mentions;
        let near = move |m: &Mention| m.sentence < sentence && m.sentence.saturating_add(reach) >= sentence;
        let all = (0u32..).zip(mentions).filter(move |(_, m)| near(m) && self.is_owner(m)).map(|(ix, _)| ix);
        all.filter(|m| self.is_known(*m))
    }

    fn is_known(&self, mention: MentionIx) -> bool {
        self.found.input.mentions.get(mention as usize).is_some_and(|m| self.found.is_known_thing(m))
    }

    /// Whether a mention is of a type that may have the figure, and no pronoun.
    fn is_owner(&self, mention: &Mention) -> bool {
        let form = match mention.kind {
            MentionKind::Entity { form, .. } => form,
            MentionKind::Quantity(_) => return false,
        };
        form != Form::Pronoun && Labels::of_mention(&mention.kind).meets(self.figure.owners)
    }
}
