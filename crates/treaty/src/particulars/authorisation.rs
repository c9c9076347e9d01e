//! The authorisation record without which nothing is released, Art 24(2) and (4).

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::collect::Collect;
use super::{DataClass, expected};
use crate::law::Article;
use crate::named::named;
use crate::rejection::{Faults, Invalid};

/// What kind of authority decided.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityKind {
    /// A court or a judge.
    Court,
    /// Another body, as independent as a court.
    IndependentBody,
    /// A prosecutor.
    Prosecutor,
    /// Another authority, or not stated.
    #[default]
    Other,
}

named! {
    /// Its serialised form.
    AuthorityKind {
        Court = "court";
        IndependentBody = "independent_body";
        Prosecutor = "prosecutor";
        Other = "other";
    }
}

/// What the competent authority of the requested State decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AuthorisationDraft", into = "AuthorisationDraft")]
pub struct Authorisation {
    /// The court, judge or other authority.
    pub authority: String,
    /// What kind of authority it is.
    pub authority_kind: AuthorityKind,
    /// The provision of domestic law.
    pub legal_basis: String,
    /// What it covers, in words.
    pub scope: String,
    /// The classes of data it covers; none where the product is not data.
    pub data_classes: BTreeSet<DataClass>,
    /// From when.
    pub from: Timestamp,
    /// Until when; always after `from`.
    pub until: Timestamp,
    /// Why the measure is proportionate.
    pub proportionality: String,
    /// Why no milder means would do, where that was decided.
    pub subsidiarity: Option<String>,
    /// The remedy open to the person concerned.
    pub remedy: String,
}

/// An [`Authorisation`] on its way: every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of the authorisation, and are documented there.
pub struct AuthorisationDraft {
    pub authority: Option<String>,
    pub authority_kind: AuthorityKind,
    pub legal_basis: Option<String>,
    pub scope: Option<String>,
    pub data_classes: BTreeSet<DataClass>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub proportionality: Option<String>,
    pub subsidiarity: Option<String>,
    pub remedy: Option<String>,
}

impl Authorisation {
    /// The record, or everything that is missing, each with its paragraph.
    pub fn parse(draft: AuthorisationDraft) -> Result<Self, Vec<Invalid>> {
        let at = Article::A24p2;
        let mut c = Collect::default();
        c.check(draft.from.is_some(), "from", at, expected::BEGINS);
        c.check(draft.until.is_some(), "until", at, expected::ENDS);
        c.check(draft.from <= draft.until, "until", at, expected::ENDS_AFTER);
        let value = Self {
            authority: c.text(draft.authority, "authority", at),
            authority_kind: draft.authority_kind,
            legal_basis: c.text(draft.legal_basis, "legal_basis", at),
            scope: c.text(draft.scope, "scope", at),
            data_classes: draft.data_classes,
            from: draft.from.unwrap_or_default(),
            until: draft.until.unwrap_or_default(),
            proportionality: c.text(draft.proportionality, "proportionality", at),
            subsidiarity: c.text_if_any(draft.subsidiarity, "subsidiarity", at),
            remedy: c.text(draft.remedy, "remedy", at),
        };
        c.finish(value)
    }

    /// Whether a court decided, or a body as independent as one.
    pub fn by_a_court(&self) -> bool {
        matches!(
            self.authority_kind,
            AuthorityKind::Court | AuthorityKind::IndependentBody
        )
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
            authority_kind: a.authority_kind,
            legal_basis: Some(a.legal_basis),
            scope: Some(a.scope),
            data_classes: a.data_classes,
            from: Some(a.from),
            until: Some(a.until),
            proportionality: Some(a.proportionality),
            subsidiarity: a.subsidiarity,
            remedy: Some(a.remedy),
        }
    }
}
