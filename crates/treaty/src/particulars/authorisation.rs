//! The authorisation record without which nothing is released, Art 24(2) and (4).

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DataClass;
use super::collect::Collect;
use crate::law::Article;
use crate::rejection::{Faults, Invalid};

/// What the competent authority of the requested State decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AuthorisationDraft", into = "AuthorisationDraft")]
pub struct Authorisation {
    /// The court, judge or other authority.
    pub authority: String,
    /// The provision of domestic law.
    pub legal_basis: String,
    /// What it covers, in words.
    pub scope: String,
    /// The classes of data it covers.
    pub data_classes: BTreeSet<DataClass>,
    /// From when.
    pub from: Timestamp,
    /// Until when; always after `from`.
    pub until: Timestamp,
    /// Why the measure is proportionate.
    pub proportionality: String,
    /// The remedy open to the person concerned.
    pub remedy: String,
}

/// An [`Authorisation`] on its way: every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the authorisation, and are documented there.
pub struct AuthorisationDraft {
    pub authority: Option<String>,
    pub legal_basis: Option<String>,
    pub scope: Option<String>,
    pub data_classes: BTreeSet<DataClass>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub proportionality: Option<String>,
    pub remedy: Option<String>,
}

impl Authorisation {
    /// The record, or everything that is missing, each with its paragraph.
    pub fn parse(draft: AuthorisationDraft) -> Result<Self, Vec<Invalid>> {
        let at = Article::A24p2;
        let mut c = Collect::default();
        c.classes(&draft.data_classes, at);
        c.check(
            draft.from.is_some(),
            "from",
            at,
            "the beginning of the period",
        );
        c.check(draft.until.is_some(), "until", at, "the end of the period");
        c.check(
            draft.from <= draft.until,
            "until",
            at,
            "an end after the beginning",
        );
        let value = Self {
            authority: c.text(draft.authority, "authority", at),
            legal_basis: c.text(draft.legal_basis, "legal_basis", at),
            scope: c.text(draft.scope, "scope", at),
            data_classes: draft.data_classes,
            from: draft.from.unwrap_or_default(),
            until: draft.until.unwrap_or_default(),
            proportionality: c.text(draft.proportionality, "proportionality", at),
            remedy: c.text(draft.remedy, "remedy", at),
        };
        c.finish(value)
    }

    /// Whether it covers the instant: from its beginning, up to but not including its end.
    pub fn covers(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

impl TryFrom<AuthorisationDraft> for Authorisation {
    type Error = Faults;

    fn try_from(draft: AuthorisationDraft) -> Result<Self, Self::Error> {
        Self::parse(draft).map_err(Faults)
    }
}

impl From<Authorisation> for AuthorisationDraft {
    fn from(a: Authorisation) -> Self {
        Self {
            authority: Some(a.authority),
            legal_basis: Some(a.legal_basis),
            scope: Some(a.scope),
            data_classes: a.data_classes,
            from: Some(a.from),
            until: Some(a.until),
            proportionality: Some(a.proportionality),
            remedy: Some(a.remedy),
        }
    }
}
