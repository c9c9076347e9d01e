//! The contents of a preservation request, Art 42(3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::collect::Collect;
use super::expected;
use super::foreign_law::Said;
use super::{Account, Basis, DataClass, Language, Offence, OffenceDraft, Secrecy, TimeSpan};
use crate::law::Article;
use crate::law::bounds::PRESERVATION_DAYS;
use crate::rejection::{Faults, Invalid};

/// A preservation request that states all that Art 42(3) asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PreservationDraft", into = "PreservationDraft")]
pub struct PreservationParticulars {
    /// The Convention, or an agreement.
    pub basis: Basis,
    /// The language the request is written in, Art 40(13).
    pub language: Language,
    /// (a) The authority seeking preservation.
    pub requesting_authority: String,
    /// (b) The offence.
    pub offence: Offence,
    /// (b) A short statement of facts.
    pub facts: String,
    /// (c) The data to be preserved.
    pub data: String,
    /// (c) Their classes.
    pub data_classes: BTreeSet<DataClass>,
    /// (c) The accounts.
    pub accounts: Vec<Account>,
    /// (c) The period the data were made in, if limited.
    pub period: Option<TimeSpan>,
    /// (c) How the data relate to the offence.
    pub link_to_offence: String,
    /// (d) The custodian, if known.
    pub custodian: Option<String>,
    /// (d) Where the system is, if known.
    pub system_location: Option<String>,
    /// (d), 42(2) Neither is known; the network is asked to find out.
    pub location_unknown: bool,
    /// (e) Why preservation is needed.
    pub necessity: String,
    /// (g) Confidentiality and no notice to the user, where needed.
    pub secrecy: Option<Secrecy>,
    /// Art 2(o) Why life or safety is at risk, where it is.
    pub emergency: Option<String>,
    /// The number of days asked for, at least 60; `None` leaves it at the floor.
    pub days: Option<u32>,
}

/// A preservation request on its way: every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the particulars, and are documented there.
pub struct PreservationDraft {
    pub basis: Basis,
    pub language: Option<String>,
    pub requesting_authority: Option<String>,
    pub offence: OffenceDraft,
    pub facts: Option<String>,
    pub data: Option<String>,
    pub data_classes: BTreeSet<DataClass>,
    pub accounts: Vec<Account>,
    pub period: Option<TimeSpan>,
    pub link_to_offence: Option<String>,
    pub custodian: Option<String>,
    pub system_location: Option<String>,
    pub location_unknown: bool,
    pub necessity: Option<String>,
    /// (f) The requesting State intends to follow with a request for assistance. Must be true.
    pub intends_assistance: bool,
    pub secrecy: Option<Secrecy>,
    pub emergency: Option<String>,
    pub days: Option<u32>,
}

impl PreservationParticulars {
    /// What it says to the requested State's law. The Convention lists all that it contains, Art 42(3); so that is no more
    /// than the secrecy.
    pub(crate) fn said(&self) -> Said<'_> {
        Said::new(&[], &[], self.secrecy.as_ref())
    }

    /// The particulars of the draft, or everything that is missing, each with its paragraph.
    pub fn parse(draft: PreservationDraft) -> Result<Self, Vec<Invalid>> {
        let mut c = Collect::default();
        draft.check(&mut c);
        let value = Self {
            basis: draft.basis,
            language: c.language(draft.language),
            requesting_authority: c.text(
                draft.requesting_authority,
                "requesting_authority",
                Article::A42p3a,
            ),
            offence: draft.offence.parse(&mut c, Article::A42p3b),
            facts: c.text(draft.facts, "facts", Article::A42p3b),
            data: c.text(draft.data, "data", Article::A42p3c),
            data_classes: draft.data_classes,
            accounts: draft.accounts,
            period: draft.period,
            link_to_offence: c.text(draft.link_to_offence, "link_to_offence", Article::A42p3c),
            custodian: c.text_if_any(draft.custodian, "custodian", Article::A42p3d),
            system_location: c.text_if_any(
                draft.system_location,
                "system_location",
                Article::A42p3d,
            ),
            location_unknown: draft.location_unknown,
            necessity: c.text(draft.necessity, "necessity", Article::A42p3e),
            secrecy: draft.secrecy,
            emergency: c.text_if_any(draft.emergency, "emergency", Article::A2o),
            days: draft.days,
        };
        c.finish(value)
    }
}

impl PreservationDraft {
    fn check(&self, c: &mut Collect) {
        c.basis(&self.basis);
        c.classes(&self.data_classes, Article::A42p3c);
        c.accounts(&self.accounts, Article::A42p3c);
        c.period(self.period, Article::A42p3c);
        c.secrecy(self.secrecy.as_ref(), Article::A42p3g);
        c.check(
            self.intends_assistance,
            "intends_assistance",
            Article::A42p3f,
            expected::INTENDS,
        );
        let located =
            self.location_unknown || self.custodian.is_some() || self.system_location.is_some();
        c.check(located, "custodian", Article::A42p3d, expected::LOCATED);
        let long_enough = self.days.is_none_or(|days| PRESERVATION_DAYS.holds(days));
        c.check(
            long_enough,
            "days",
            Article::A42p8,
            expected::PRESERVED_DAYS
                .with("least", PRESERVATION_DAYS.least)
                .with("most", PRESERVATION_DAYS.most),
        );
    }
}

impl TryFrom<PreservationDraft> for PreservationParticulars {
    type Error = Faults;

    fn try_from(draft: PreservationDraft) -> Result<Self, Self::Error> {
        Self::parse(draft).map_err(Faults)
    }
}

impl From<PreservationParticulars> for PreservationDraft {
    fn from(p: PreservationParticulars) -> Self {
        Self {
            basis: p.basis,
            language: Some(p.language.into()),
            requesting_authority: Some(p.requesting_authority),
            offence: p.offence.into(),
            facts: Some(p.facts),
            data: Some(p.data),
            data_classes: p.data_classes,
            accounts: p.accounts,
            period: p.period,
            link_to_offence: Some(p.link_to_offence),
            custodian: p.custodian,
            system_location: p.system_location,
            location_unknown: p.location_unknown,
            necessity: Some(p.necessity),
            intends_assistance: true,
            secrecy: p.secrecy,
            emergency: p.emergency,
            days: p.days,
        }
    }
}
