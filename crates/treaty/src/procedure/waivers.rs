//! The lawful override. A block that is the platform's policy, and no law, the State itself may lift in a matter: an
//! approver proposes with a reason, a second person confirms, and the event stands in the history. From then on the rule no
//! longer blocks in that matter. The same in every procedure.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Obligation, said, second_person};
use crate::Side;
use crate::actor::{Facts, OfficerId};
use crate::law::{Period, Rule};
use crate::rejection::{Rejection, require};

/// The rules that no longer block in a matter, and the proposal that waits for its second person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Waivers {
    /// The rules that were waived, each with its reason.
    pub confirmed: BTreeMap<Rule, String>,
    /// The proposal.
    pub proposed: Option<ProposedWaiver>,
}

/// A waiver that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedWaiver {
    /// The rule.
    pub rule: Rule,
    /// Why it must not block here.
    pub reason: String,
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

impl Waivers {
    /// Whether the rule was waived.
    pub fn cover(&self, rule: Rule) -> bool {
        self.confirmed.contains_key(&rule)
    }

    /// Holds, or was waived, or the rejection by `rule`.
    pub(super) fn require(&self, holds: bool, rule: Rule) -> Result<(), Rejection> {
        self.lift(require(holds, rule))
    }

    /// The result of a check, unless the rule that refused was waived.
    pub(super) fn lift(&self, checked: Result<(), Rejection>) -> Result<(), Rejection> {
        checked.or_else(|refused| {
            if self.cover(refused.rule) {
                Ok(())
            } else {
                Err(refused)
            }
        })
    }

    /// Whether the waiver may be proposed. A new proposal takes the place of one that nobody confirmed.
    pub(super) fn may_propose(rule: Rule, reason: &str) -> Result<(), Rejection> {
        require(rule.waivable(), Rule::NotWaivable)?;
        said(reason)
    }

    /// Whether the acting officer may confirm, as a second person.
    pub(super) fn may_confirm(&self, facts: &Facts) -> Result<(), Rejection> {
        let open = self.proposed.as_ref();
        let proposal = open.ok_or(Rejection::by(Rule::NoOpenWaiver))?;
        second_person(&proposal.by, facts)
    }

    pub(super) fn proposed(&mut self, rule: Rule, reason: &str, by: &OfficerId, at: Timestamp) {
        self.proposed = Some(ProposedWaiver {
            rule,
            reason: reason.into(),
            by: by.clone(),
            at,
        });
    }

    /// Moves the proposal to the confirmed ones; says whether there was one.
    pub(super) fn confirm(&mut self) -> bool {
        let Some(proposal) = self.proposed.take() else {
            return false;
        };
        self.confirmed.insert(proposal.rule, proposal.reason);
        true
    }

    pub(super) fn owed<C>(&self, owner: Side) -> Option<Obligation<C>> {
        let proposal = self.proposed.as_ref()?;
        let period = Period::SecondPerson;
        Some(Obligation::within(
            owner,
            Duty::ConfirmWaiver,
            period,
            proposal.at,
        ))
    }
}
