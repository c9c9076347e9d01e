//! The safeguards besides the human-rights screen, which stands in [`review`](super::review): dual criminality by conduct,
//! compelled help, the privilege filter, minimisation, notice to the person concerned. The same in every procedure; what
//! is the platform's policy can be waived.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::assistance::CallBack;
use super::said;
use super::waivers::Waivers;
use crate::actor::Facts;
use crate::law::{OffenceClass, Rule};
use crate::particulars::{
    Authorisation, CompelledHelp, Conditions, ConductComparison, Offence, PrivilegeFilter,
};
use crate::party::{DualCriminality, offence_class};
use crate::rejection::{Rejection, require};

/// What was recorded for the safeguards of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Safeguards {
    /// The comparison of the conduct with the own law, Art 35(3).
    pub comparison: Option<ConductComparison>,
    /// Help persons were ordered to give, Art 28(4).
    pub compelled_help: Vec<CompelledHelp>,
    /// The privilege filter.
    pub privilege_filter: Option<PrivilegeFilter>,
    /// How often minimisation was logged.
    pub minimisations: u32,
    /// The notice to the person concerned.
    pub notice: Notice,
    /// The last call-back of an emergency.
    pub call_back: Option<CallBack>,
    /// The rules that were waived.
    pub waivers: Waivers,
}

/// Notice to the person concerned: none is put off for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// Nothing was done of which a person would have to be told.
    #[default]
    None,
    /// Owed from this date on: the end of the secrecy, or of the usual period.
    Owed {
        /// The date.
        due: Timestamp,
    },
    /// Given.
    Given {
        /// When.
        at: Timestamp,
    },
}

impl Safeguards {
    /// Dual criminality, where the own State requires it (Art 40(8)), by conduct and never by title (Art 35(3)). For an
    /// offence of the Convention that binds both States it counts as shown, unless the comparison says otherwise.
    pub(super) fn dual_criminality(
        &self,
        offence: &Offence,
        facts: &Facts,
    ) -> Result<(), Rejection> {
        if facts.party.dual_criminality == DualCriminality::NotRequired {
            return Ok(());
        }
        let class = offence_class(offence, &facts.party, &facts.peer);
        let shown = match &self.comparison {
            Some(comparison) => comparison.punishable_in_both,
            None => class == OffenceClass::Convention,
        };
        let rule = Rule::DualCriminalityNotShown;
        self.waivers.require(shown, rule)
    }

    /// In an emergency the requesting State's contact stands behind the request before anything is released.
    pub(super) fn called_back(&self, emergency: bool) -> Result<(), Rejection> {
        let confirmed = self.call_back.as_ref().is_some_and(CallBack::confirmed);
        let rule = Rule::CallBackFirst;
        self.waivers.require(!emergency || confirmed, rule)
    }

    /// What interception asks of its authorisation: a court or its equal, and why no milder means would do.
    pub(super) fn strict(&self, authorisation: &Authorisation) -> Result<(), Rejection> {
        let judged = authorisation.by_a_court();
        self.waivers.require(judged, Rule::JudgeRequired)?;
        let last_resort = authorisation.subsidiarity.is_some();
        self.waivers.require(last_resort, Rule::SubsidiarityMissing)
    }

    /// What interception asks before anything is sealed: privileged and irrelevant communications were left out.
    pub(super) fn filtered(&self) -> Result<(), Rejection> {
        let filtered = self.privilege_filter.is_some();
        self.waivers.require(filtered, Rule::PrivilegeFilterFirst)?;
        let minimised = self.minimisations > 0;
        self.waivers.require(minimised, Rule::MinimisationMissing)
    }

    /// Whether the conditions handle the accusation of a child as Art 21(7) wants it.
    pub(super) fn child(&self, accused: bool, conditions: &Conditions) -> Result<(), Rejection> {
        let handled = !accused || conditions.confidential;
        self.waivers.require(handled, Rule::ChildStaysConfidential)
    }

    /// Whether the person concerned may be told now: not before the secrecy ends.
    pub(super) fn may_notify(&self, secret: bool, now: Timestamp) -> Result<(), Rejection> {
        let Notice::Owed { due } = self.notice else {
            return Err(Rejection::by(Rule::NoNoticeOwed));
        };
        require(!secret || now >= due, Rule::NotYetDue)
    }

    /// A later end of the secrecy puts the notice off; nothing else does.
    pub(super) fn put_off(&mut self, until: Timestamp) {
        if matches!(self.notice, Notice::Owed { .. }) {
            self.notice = Notice::Owed { due: until };
        }
    }

    /// A notice is owed from `due` on, where there is a date; one that was given stays given.
    pub(super) fn notice_from(&mut self, due: Option<Timestamp>) {
        if let (Some(due), Notice::None) = (due, self.notice) {
            self.notice = Notice::Owed { due };
        }
    }
}

/// Two citations and the conduct.
pub(super) fn compared(comparison: &ConductComparison) -> Result<(), Rejection> {
    said(&comparison.requesting_provision)?;
    said(&comparison.requested_provision)?;
    said(&comparison.conduct)
}

/// A named person, a reasonable scope, counsel's note; and never a weakening for everybody.
pub(super) fn may_compel(help: &CompelledHelp) -> Result<(), Rejection> {
    require(help.no_general_weakening, Rule::GeneralWeakening)?;
    said(&help.person)?;
    said(&help.scope)?;
    said(&help.counsel_note)
}

/// Who filtered, and how.
pub(super) fn may_filter(filter: &PrivilegeFilter) -> Result<(), Rejection> {
    said(&filter.filtered_by)?;
    said(&filter.method)
}
