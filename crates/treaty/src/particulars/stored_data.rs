//! The contents of a request for access to stored data: Art 40(15), with what Art 44 adds.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::collect::{Collect, LIST_MAX};
use super::{
    Account, Basis, Conditions, DataClass, Language, Offence, OffenceDraft, Person, SealKey,
    Secrecy, TimeSpan, UsePurpose,
};
use crate::MatterId;
use crate::law::{Article, Period};
use crate::rejection::{Faults, Invalid};

/// What the requested State is asked to do with stored data, Arts 40(3)(d) and 44(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assistance {
    /// Search or similarly access.
    Search,
    /// Seize or similarly secure.
    Seize,
    /// Disclose.
    Disclose,
}

/// A date by which the answer is needed, and why, Art 40(26).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonedDeadline {
    /// The date.
    pub by: Timestamp,
    /// The reason, such as the day of the hearing.
    pub reason: String,
}

/// A request for stored data that states all that Art 40(15) asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredDataDraft", into = "StoredDataDraft")]
pub struct StoredDataParticulars {
    /// The Convention, or an agreement.
    pub basis: Basis,
    /// The language the request is written in, Art 40(13).
    pub language: Language,
    /// (a) The authority making the request.
    pub requesting_authority: String,
    /// (b) Subject and nature of the investigation, prosecution or proceeding.
    pub case: String,
    /// (b) The authority in charge of it, and its functions.
    pub authority_in_charge: String,
    /// (c) The offence.
    pub offence: Offence,
    /// (c) A summary of the relevant facts.
    pub facts: String,
    /// (d) What is to be done.
    pub assistance: BTreeSet<Assistance>,
    /// (d) The assistance sought, in words.
    pub wanted: String,
    /// (d) A procedure to be followed, where one is wished.
    pub special_procedure: Option<String>,
    /// (e) Persons concerned.
    pub persons: Vec<Person>,
    /// (e) Accounts concerned.
    pub accounts: Vec<Account>,
    /// (e) The system and its location, where no account names them.
    pub system: Option<String>,
    /// (f) The classes of data.
    pub data_classes: BTreeSet<DataClass>,
    /// (f) The period covered. Always there for traffic and content data.
    pub period: Option<TimeSpan>,
    /// (g) The uses the evidence is for.
    pub purposes: BTreeSet<UsePurpose>,
    /// (g) The purpose in words.
    pub purpose: String,
    /// 44(1) The preservation whose data are asked for.
    pub preservation: Option<MatterId>,
    /// 44(3) Why the answer must be expedited, where it must.
    pub expedited: Option<String>,
    /// 40(26) The date by which it is needed, where there is one.
    pub deadline: Option<ReasonedDeadline>,
    /// 40(20) Secrecy of the request, where needed.
    pub secrecy: Option<Secrecy>,
    /// 40(14) The key to which the evidence is sealed, made for this request alone.
    pub seal_to: SealKey,
}

/// A request for stored data on its way: every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the particulars, and are documented there.
pub struct StoredDataDraft {
    pub basis: Basis,
    pub language: Option<String>,
    pub requesting_authority: Option<String>,
    pub case: Option<String>,
    pub authority_in_charge: Option<String>,
    pub offence: OffenceDraft,
    pub facts: Option<String>,
    pub assistance: BTreeSet<Assistance>,
    pub wanted: Option<String>,
    pub special_procedure: Option<String>,
    pub persons: Vec<Person>,
    pub accounts: Vec<Account>,
    pub system: Option<String>,
    pub data_classes: BTreeSet<DataClass>,
    pub period: Option<TimeSpan>,
    pub purposes: BTreeSet<UsePurpose>,
    pub purpose: Option<String>,
    pub preservation: Option<MatterId>,
    pub expedited: Option<String>,
    pub deadline: Option<ReasonedDeadline>,
    pub secrecy: Option<Secrecy>,
    pub seal_to: Option<String>,
}

impl StoredDataParticulars {
    /// The particulars of the draft, or everything that is missing, each with its paragraph.
    pub fn parse(draft: StoredDataDraft) -> Result<Self, Vec<Invalid>> {
        let mut c = Collect::default();
        draft.check(&mut c);
        let value = Self {
            basis: draft.basis,
            language: c.language(draft.language),
            requesting_authority: c.text(
                draft.requesting_authority,
                "requesting_authority",
                Article::A40p15a,
            ),
            case: c.text(draft.case, "case", Article::A40p15b),
            authority_in_charge: c.text(
                draft.authority_in_charge,
                "authority_in_charge",
                Article::A40p15b,
            ),
            offence: draft.offence.parse(&mut c, Article::A40p15c),
            facts: c.text(draft.facts, "facts", Article::A40p15c),
            assistance: draft.assistance,
            wanted: c.text(draft.wanted, "wanted", Article::A40p15d),
            special_procedure: c.text_if_any(
                draft.special_procedure,
                "special_procedure",
                Article::A40p15d,
            ),
            persons: draft.persons,
            accounts: draft.accounts,
            system: c.text_if_any(draft.system, "system", Article::A40p15e),
            data_classes: draft.data_classes,
            period: draft.period,
            purposes: draft.purposes,
            purpose: c.text(draft.purpose, "purpose", Article::A40p15g),
            preservation: draft.preservation,
            expedited: c.text_if_any(draft.expedited, "expedited", Article::A44p3),
            deadline: draft.deadline,
            secrecy: draft.secrecy,
            seal_to: c.seal_key(draft.seal_to),
        };
        c.finish(value)
    }

    /// By when the requested State is to decide: the usual period from `since`, or the earlier date wished for.
    pub(crate) fn decision_due(&self, since: Timestamp) -> (Period, Timestamp) {
        let period = match self.expedited {
            Some(_) => Period::DecideExpedited,
            None => Period::DecideAccess,
        };
        let usual = period.after(since);
        (
            period,
            self.deadline
                .as_ref()
                .map_or(usual, |wished| wished.by.min(usual)),
        )
    }

    /// Whether this can stand in for `first`: what the two nodes have tied to the request stays as it was.
    pub(crate) fn amends(&self, first: &Self) -> bool {
        self.language == first.language
            && self.seal_to == first.seal_to
            && self.preservation == first.preservation
    }

    /// Whether the conditions allow all that was asked for, adding at most `agreed`.
    pub(crate) fn served_by(&self, conditions: &Conditions, agreed: &[String]) -> bool {
        let uses = self.purposes.is_subset(&conditions.purposes);
        uses && conditions
            .further
            .iter()
            .all(|condition| agreed.contains(condition))
    }
}

impl StoredDataDraft {
    fn check(&self, c: &mut Collect) {
        c.basis(&self.basis);
        c.check(
            !self.assistance.is_empty(),
            "assistance",
            Article::A40p15d,
            "search, seize or disclose",
        );
        c.accounts(&self.accounts, Article::A40p15e);
        self.check_concerned(c);
        c.classes(&self.data_classes, Article::A40p15f);
        self.check_period(c);
        c.check(
            !self.purposes.is_empty(),
            "purposes",
            Article::A40p15g,
            "at least one use",
        );
        c.secrecy(self.secrecy.as_ref(), Article::A40p20);
        let reasoned = self
            .deadline
            .as_ref()
            .is_none_or(|d| !d.reason.trim().is_empty());
        c.check(
            reasoned,
            "deadline.reason",
            Article::A40p26,
            "the reason of the date",
        );
    }

    /// (e) is conditional, but data nobody can point at cannot be searched for.
    fn check_concerned(&self, c: &mut Collect) {
        let system = self
            .system
            .as_ref()
            .is_some_and(|text| !text.trim().is_empty());
        let named = system || !self.accounts.is_empty() || self.preservation.is_some();
        let expected = "an account, the system, or the preservation whose data are asked for";
        c.check(named, "accounts", Article::A40p15e, expected);
        c.check(
            self.persons.len() <= LIST_MAX,
            "persons",
            Article::A40p15e,
            "at most 256 persons",
        );
        for (place, person) in self.persons.iter().enumerate().take(LIST_MAX) {
            let field = format!("persons.{place}.identity");
            let known = !person.identity.trim().is_empty();
            c.check(known, &field, Article::A40p15e, "a name or a description");
        }
    }

    /// (f) applies where data arise over time: always to traffic and content data.
    fn check_period(&self, c: &mut Collect) {
        let over_time = self
            .data_classes
            .iter()
            .any(|class| *class != DataClass::Subscriber);
        c.check(
            self.period.is_some() || !over_time,
            "period",
            Article::A40p15f,
            "the period covered, for traffic and content data",
        );
        c.period(self.period, Article::A40p15f);
    }
}

impl TryFrom<StoredDataDraft> for StoredDataParticulars {
    type Error = Faults;

    fn try_from(draft: StoredDataDraft) -> Result<Self, Self::Error> {
        Self::parse(draft).map_err(Faults)
    }
}

impl From<StoredDataParticulars> for StoredDataDraft {
    fn from(p: StoredDataParticulars) -> Self {
        Self {
            basis: p.basis,
            language: Some(p.language.into()),
            requesting_authority: Some(p.requesting_authority),
            case: Some(p.case),
            authority_in_charge: Some(p.authority_in_charge),
            offence: p.offence.into(),
            facts: Some(p.facts),
            assistance: p.assistance,
            wanted: Some(p.wanted),
            special_procedure: p.special_procedure,
            persons: p.persons,
            accounts: p.accounts,
            system: p.system,
            data_classes: p.data_classes,
            period: p.period,
            purposes: p.purposes,
            purpose: Some(p.purpose),
            preservation: p.preservation,
            expedited: p.expedited,
            deadline: p.deadline,
            secrecy: p.secrecy,
            seal_to: Some(p.seal_to.into()),
        }
    }
}
