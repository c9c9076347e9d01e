//! The checks on a draft of a request for assistance: what every request needs, and what its kinds need.

use super::assistance::AssistanceDraft;
use super::collect::{Collect, LIST_MAX};
use super::expected::{self, at_most};
use super::{CollectionDraft, DataClass, SealKey};
use crate::law::assistance_kinds::Need;
use crate::law::{Article, AssistanceKind, Measure};
use crate::sentence::Phrase;

impl AssistanceDraft {
    pub(super) fn check(&self, c: &mut Collect) {
        c.basis(&self.basis);
        self.check_kinds(c);
        self.check_lists(c);
        for need in self.needs() {
            self.check_need(need, c);
        }
        c.accounts(&self.accounts, Article::A40p15e);
        c.period(self.period, Article::A40p15f);
        let uses = !self.purposes.is_empty();
        c.check(uses, "purposes", Article::A40p15g, expected::USES);
        c.secrecy(self.secrecy.as_ref(), Article::A40p20);
        c.foreign_law(&self.answered, &self.earlier);
        self.check_deadline(c);
        self.check_oral(c);
    }

    /// A draft that names no kind is measured by the fullest list, so that all its faults show at once.
    fn needs(&self) -> Vec<Need> {
        let named = !self.kinds.is_empty();
        let every = [Need::Facts, Need::Accounts, Need::Data];
        let asked = self.kinds.iter().flat_map(|kind| kind.needs());
        let mut needs: Vec<Need> = asked.copied().collect();
        if !named {
            needs.extend(every);
        }
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    fn has(&self, need: Need) -> bool {
        self.needs().contains(&need)
    }

    fn check_kinds(&self, c: &mut Collect) {
        let at = Article::A40p15d;
        c.check(!self.kinds.is_empty(), "kinds", at, expected::KINDS);
        for kind in self.kinds.iter().filter(|kind| !kind.yields_evidence()) {
            elsewhere("kinds", kind.measure(), c);
        }
        if self.by_video {
            elsewhere("by_video", Measure::VideoHearing, c);
        }
        let mut measures = self.kinds.iter().map(|kind| kind.measure());
        let first = measures.next();
        let one = measures.all(|other| Some(other) == first);
        c.check(one, "kinds", at, expected::ONE_MEASURE);
        let stored = self.kinds.contains(&AssistanceKind::StoredData);
        let done = !stored || !self.access.is_empty();
        c.check(done, "access", Article::A44p1, expected::ACCESS);
    }

    fn check_need(&self, need: Need, c: &mut Collect) {
        let e = Article::A40p15e;
        match need {
            // The facts are a text and read with the others; the collection has a parser of its own.
            Need::Facts | Need::Collection => {}
            Need::Persons => {
                let named = !self.persons.is_empty();
                c.check(named, "persons", e, expected::PERSON);
            }
            Need::Items => {
                let named = !self.items.is_empty();
                c.check(named, "items", e, expected::ITEM);
            }
            Need::Documents => {
                let named = !self.documents.is_empty();
                c.check(named, "documents", e, expected::SERVED);
            }
            Need::Accounts => self.check_concerned(c),
            Need::OneAccount => {
                let one = self.accounts.len() == 1;
                c.check(one, "accounts", Article::A45p3d, expected::ONE_TARGET);
            }
            Need::Data => self.check_data(c),
        }
    }

    /// Lists are bounded and their entries say something.
    fn check_lists(&self, c: &mut Collect) {
        let e = Article::A40p15e;
        let identities = self.persons.iter().map(|p| p.identity.as_str());
        entries(c, "persons", ".identity", identities, expected::IDENTITY);
        let items = self.items.iter().map(String::as_str);
        entries(c, "items", "", items, expected::DESCRIPTION);
        let titles = self.documents.iter().map(|d| d.title.as_str());
        entries(c, "documents", ".title", titles, expected::TITLE);
        c.check(
            self.persons.len() <= LIST_MAX,
            "persons",
            e,
            at_most(expected::PERSONS),
        );
        c.check(
            self.items.len() <= LIST_MAX,
            "items",
            e,
            at_most(expected::ITEMS),
        );
        let few = self.documents.len() <= LIST_MAX;
        c.check(few, "documents", e, at_most(expected::DOCUMENTS));
    }

    /// (e) is conditional, but data nobody can point at cannot be searched for.
    fn check_concerned(&self, c: &mut Collect) {
        let system = self
            .system
            .as_ref()
            .is_some_and(|text| !text.trim().is_empty());
        let named = system || !self.accounts.is_empty() || self.preservation.is_some();
        c.check(named, "accounts", Article::A40p15e, expected::CONCERNED);
    }

    /// The classes say which assistance is sought, (d). (f) applies where data arise over time: always to stored traffic and content data. What is collected as it arises has
    /// its own period, and its class is the one of the article.
    fn check_data(&self, c: &mut Collect) {
        c.classes(&self.data_classes, Article::A40p15d);
        let has = |class| self.data_classes.contains(&class);
        if self.kinds.contains(&AssistanceKind::RealTimeTraffic) {
            let only = !has(DataClass::Subscriber) && !has(DataClass::Content);
            c.check(only, "data_classes", Article::A45p3c, expected::TRAFFIC);
        } else if self.kinds.contains(&AssistanceKind::ContentInterception) {
            let right = has(DataClass::Content) && !has(DataClass::Subscriber);
            c.check(right, "data_classes", Article::A46, expected::CONTENT);
        } else {
            let over_time = has(DataClass::Traffic) || has(DataClass::Content);
            let stated = self.period.is_some() || !over_time;
            c.check(stated, "period", Article::A40p15f, expected::COVERED);
        }
    }

    fn check_deadline(&self, c: &mut Collect) {
        let reasoned = self
            .deadline
            .as_ref()
            .is_none_or(|d| !d.reason.trim().is_empty());
        let at = Article::A40p26;
        c.check(reasoned, "deadline.reason", at, expected::DATE_REASON);
    }

    fn check_oral(&self, c: &mut Collect) {
        let Some(oral) = &self.oral else { return };
        for (field, text) in [
            ("oral.spoken_by", &oral.spoken_by),
            ("oral.heard_by", &oral.heard_by),
            ("oral.urgency", &oral.urgency),
        ] {
            let said = !text.trim().is_empty();
            c.check(said, field, Article::A40p13, expected::A_TEXT);
        }
    }

    /// The facts, which every kind but service of documents needs.
    pub(super) fn asked_facts(&self, c: &mut Collect) -> Option<String> {
        let (facts, at) = (self.facts.clone(), Article::A40p15c);
        if self.has(Need::Facts) {
            Some(c.text(facts, "facts", at))
        } else {
            c.text_if_any(facts, "facts", at)
        }
    }

    /// The collection, for the kinds that collect; one nobody asked for is not kept.
    pub(super) fn asked_collection(&self) -> Option<CollectionDraft> {
        let asked = self.has(Need::Collection);
        asked.then(|| self.collection.clone().unwrap_or_default())
    }

    /// The key for the evidence. Only an oral request that the requested State wrote down has none yet.
    pub(super) fn asked_seal_to(&self, c: &mut Collect) -> Option<SealKey> {
        let unwritten = self.oral.is_some() && self.seal_to.is_none();
        (!unwritten).then(|| c.seal_key(self.seal_to.clone()))
    }
}

/// Says which measure serves what was asked for.
fn elsewhere(field: &str, measure: Measure, c: &mut Collect) {
    let expected = expected::ELSEWHERE
        .with("key", measure.key())
        .with("measure", expected::title(measure));
    c.note(field, measure.article(), expected);
}

fn entries<'a>(
    c: &mut Collect,
    list: &str,
    of: &str,
    texts: impl Iterator<Item = &'a str>,
    expected: Phrase,
) {
    for (place, text) in texts.enumerate().take(LIST_MAX) {
        let field = format!("{list}.{place}{of}");
        let said = !text.trim().is_empty();
        c.check(said, &field, Article::A40p15e, expected);
    }
}
