//! The contents of a request for assistance: Art 40(15), with what Arts 44 to 46 add. The kinds of Art 40(3) that are asked
//! for decide what is needed, and which measure it is.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::collect::Collect;
use super::foreign_law::Said;
use super::{
    Account, Answered, Basis, Collection, CollectionDraft, Conditions, DataClass, DigestText,
    Earlier, Language, Offence, OffenceDraft, Person, SealKey, Secrecy, TimeSpan, UsePurpose,
};
use crate::MatterId;
use crate::law::{Article, AssistanceKind, Measure, Period};
use crate::named::named;
use crate::rejection::{Faults, Invalid};

/// What the requested State is asked to do with stored data, Arts 40(3)(d) and 44(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Search or similarly access.
    Search,
    /// Seize or similarly secure.
    Seize,
    /// Disclose.
    Disclose,
}

named! {
    /// Its serialised form.
    Access {
        Search = "search";
        Seize = "seize";
        Disclose = "disclose";
    }
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

/// A document to be served, Art 40(3)(b). It travels beside the request; here it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServedDocument {
    /// What it is called.
    pub title: String,
    /// Its SHA-256 digest, so that what is served is what was meant.
    #[serde(default)]
    pub digest: Option<DigestText>,
}

/// How a request was made by word of mouth, Art 40(13): urgent, agreed, and confirmed in writing forthwith.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OralNote {
    /// When it was said.
    pub at: Timestamp,
    /// Who spoke for the requesting State.
    pub spoken_by: String,
    /// Who heard it for the requested State.
    pub heard_by: String,
    /// Why it could not wait for paper.
    pub urgency: String,
}

/// A request for assistance that states all that Art 40(15) asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AssistanceDraft", into = "AssistanceDraft")]
pub struct AssistanceParticulars {
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
    /// (c) A summary of the relevant facts; always there but for service of documents.
    pub facts: Option<String>,
    /// (d) The kinds of assistance, all of one measure. Never empty.
    pub kinds: BTreeSet<AssistanceKind>,
    /// 44(1) What is to be done with stored data.
    pub access: BTreeSet<Access>,
    /// (d) The assistance sought, in words.
    pub wanted: String,
    /// (d) A procedure to be followed, where one is wished.
    pub special_procedure: Option<String>,
    /// (e) Persons concerned.
    pub persons: Vec<Person>,
    /// (e) Objects, sites, records or property concerned, one entry each.
    pub items: Vec<String>,
    /// (e) Documents to be served.
    pub documents: Vec<ServedDocument>,
    /// (e) Accounts concerned; exactly one where data are collected as they arise.
    pub accounts: Vec<Account>,
    /// (e) The system and its location, where no account names them.
    pub system: Option<String>,
    /// (f) The classes of data; empty where the product is not data.
    pub data_classes: BTreeSet<DataClass>,
    /// (f) The period covered. Always there for stored traffic and content data.
    pub period: Option<TimeSpan>,
    /// 45(3) The collection, where data are collected as they arise.
    pub collection: Option<Collection>,
    /// (g) The uses the evidence is for.
    pub purposes: BTreeSet<UsePurpose>,
    /// (g) The purpose in words.
    pub purpose: String,
    /// 44(1) The preservation whose data are asked for.
    pub preservation: Option<MatterId>,
    /// 44(3) Why the answer must be expedited, where it must.
    pub expedited: Option<String>,
    /// 2(o), 41(3)(e) Whose life or safety is in danger, and why, in an emergency. Danger to property is none.
    pub emergency: Option<String>,
    /// 40(26) The date by which it is needed, where there is one.
    pub deadline: Option<ReasonedDeadline>,
    /// 40(20) Secrecy of the request, where needed.
    pub secrecy: Option<Secrecy>,
    /// 21(7) A child is accused in the case.
    pub child_accused: bool,
    /// 40(15) What the requested State's law asks of others, each with its answer.
    pub answered: Vec<Answered>,
    /// 40(15) The milder measures that came first, where its law asks for them.
    pub earlier: Vec<Earlier>,
    /// 40(13) How it was made orally, where it was.
    pub oral: Option<OralNote>,
    /// 40(14) The key to which the evidence is sealed, made for this request alone; missing only in an oral request that
    /// the requested State wrote down.
    pub seal_to: Option<SealKey>,
}

/// A request for assistance on its way: every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the particulars, and are documented there.
pub struct AssistanceDraft {
    pub basis: Basis,
    pub language: Option<String>,
    pub requesting_authority: Option<String>,
    pub case: Option<String>,
    pub authority_in_charge: Option<String>,
    pub offence: OffenceDraft,
    pub facts: Option<String>,
    pub kinds: BTreeSet<AssistanceKind>,
    pub access: BTreeSet<Access>,
    pub wanted: Option<String>,
    pub special_procedure: Option<String>,
    pub persons: Vec<Person>,
    pub items: Vec<String>,
    pub documents: Vec<ServedDocument>,
    pub accounts: Vec<Account>,
    pub system: Option<String>,
    pub data_classes: BTreeSet<DataClass>,
    pub period: Option<TimeSpan>,
    pub collection: Option<CollectionDraft>,
    pub purposes: BTreeSet<UsePurpose>,
    pub purpose: Option<String>,
    pub preservation: Option<MatterId>,
    pub expedited: Option<String>,
    pub emergency: Option<String>,
    pub deadline: Option<ReasonedDeadline>,
    pub secrecy: Option<Secrecy>,
    pub child_accused: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<Answered>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// A statement is to be taken by video conference. That is a measure of its own, Art 40(18); so this must be false.
    pub by_video: bool,
    pub oral: Option<OralNote>,
    pub seal_to: Option<String>,
}

impl AssistanceParticulars {
    /// The particulars of the draft, or everything that is missing, each with its paragraph.
    pub fn parse(draft: AssistanceDraft) -> Result<Self, Vec<Invalid>> {
        let mut c = Collect::default();
        draft.check(&mut c);
        let collection = draft.asked_collection();
        let seal_to = draft.asked_seal_to(&mut c);
        let facts = draft.asked_facts(&mut c);
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
            offence: draft.offence.parse(&mut c, Article::A40p15b),
            facts,
            kinds: draft.kinds,
            access: draft.access,
            wanted: c.text(draft.wanted, "wanted", Article::A40p15d),
            special_procedure: c.text_if_any(
                draft.special_procedure,
                "special_procedure",
                Article::A40p15d,
            ),
            persons: draft.persons,
            items: draft.items,
            documents: draft.documents,
            accounts: draft.accounts,
            system: c.text_if_any(draft.system, "system", Article::A40p15e),
            data_classes: draft.data_classes,
            period: draft.period,
            collection: collection.map(|asked| asked.parse(&mut c)),
            purposes: draft.purposes,
            purpose: c.text(draft.purpose, "purpose", Article::A40p15g),
            preservation: draft.preservation,
            expedited: c.text_if_any(draft.expedited, "expedited", Article::A44p3),
            emergency: c.text_if_any(draft.emergency, "emergency", Article::A2o),
            deadline: draft.deadline,
            secrecy: draft.secrecy,
            child_accused: draft.child_accused,
            answered: draft.answered,
            earlier: draft.earlier,
            oral: draft.oral,
            seal_to,
        };
        c.finish(value)
    }

    /// The measure: that of its kinds, which all have the same one.
    pub fn measure(&self) -> Measure {
        // INVARIANT (kinds): the parser admits at least one kind, and kinds of one measure only.
        let first = self.kinds.first().copied();
        first.map_or(Measure::Assistance, AssistanceKind::measure)
    }

    /// What it says to the requested State's law. A preservation that is cited came first.
    pub(crate) fn said(&self) -> Said<'_> {
        let mut said = Said::new(&self.answered, &self.earlier, self.secrecy.as_ref());
        let preserved = self.preservation.map(|_| Measure::Preservation);
        said.first.extend(preserved);
        said
    }

    /// By when the requested State is to decide: the usual period from `since`, or the earlier date wished for.
    pub(crate) fn decision_due(&self, since: Timestamp) -> (Period, Timestamp) {
        let period = match (&self.emergency, &self.expedited) {
            (Some(_), _) => Period::DecideInEmergency,
            (None, Some(_)) => Period::DecideExpedited,
            (None, None) => Period::DecideAccess,
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
            && self.measure() == first.measure()
    }

    /// Whether the written request says what the oral one said: the same but for the key and the note of the talk.
    pub(crate) fn confirms(&self, oral: &Self) -> bool {
        let as_heard = Self {
            seal_to: oral.seal_to.clone(),
            oral: oral.oral.clone(),
            ..self.clone()
        };
        as_heard == *oral
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

impl TryFrom<AssistanceDraft> for AssistanceParticulars {
    type Error = Faults;

    fn try_from(draft: AssistanceDraft) -> Result<Self, Self::Error> {
        Self::parse(draft).map_err(Faults)
    }
}

impl From<AssistanceParticulars> for AssistanceDraft {
    fn from(p: AssistanceParticulars) -> Self {
        Self {
            basis: p.basis,
            language: Some(p.language.into()),
            requesting_authority: Some(p.requesting_authority),
            case: Some(p.case),
            authority_in_charge: Some(p.authority_in_charge),
            offence: p.offence.into(),
            facts: p.facts,
            kinds: p.kinds,
            access: p.access,
            wanted: Some(p.wanted),
            special_procedure: p.special_procedure,
            persons: p.persons,
            items: p.items,
            documents: p.documents,
            accounts: p.accounts,
            system: p.system,
            data_classes: p.data_classes,
            period: p.period,
            collection: p.collection.map(Into::into),
            purposes: p.purposes,
            purpose: Some(p.purpose),
            preservation: p.preservation,
            expedited: p.expedited,
            emergency: p.emergency,
            deadline: p.deadline,
            secrecy: p.secrecy,
            child_accused: p.child_accused,
            answered: p.answered,
            earlier: p.earlier,
            by_video: false,
            oral: p.oral,
            seal_to: p.seal_to.map(Into::into),
        }
    }
}
