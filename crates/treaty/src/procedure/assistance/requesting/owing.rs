//! What is owed in a request for assistance in the requesting State, at each stage.

use jiff::Timestamp;

use super::shapes::{Command, Evidence, Stage, State};
use crate::Side::{Requested, Requesting};
use crate::law::Period;
use crate::procedure::{Duty, Obligation};

impl State {
    pub(super) fn offer_owed(&self) -> Option<Obligation<Command>> {
        let offer = self
            .offer
            .as_ref()
            .filter(|offer| offer.accepted.is_none())?;
        let period = Period::AnswerConditions;
        Some(Obligation::within(
            Requesting,
            Duty::AnswerConditions,
            period,
            offer.at,
        ))
    }

    pub(super) fn stage_owed(&self) -> Vec<Obligation<Command>> {
        match &self.stage {
            Stage::Drafted { at, .. } => {
                let (what, period) = (Duty::SendRequest, Period::SecondPerson);
                let send = Obligation::within(Requesting, what, period, *at);
                let paper = self.particulars.oral.as_ref().map(|oral| {
                    let (what, period) = (Duty::ConfirmInWriting, Period::ConfirmInWriting);
                    Obligation::within(Requesting, what, period, oral.at)
                });
                paper.into_iter().chain([send]).collect()
            }
            Stage::Sent => self.sent_at.map(acknowledgement_owed).into_iter().collect(),
            Stage::Collecting { ends } => {
                let (what, period) = (Duty::StopCollection, Period::CollectionEnd);
                vec![Obligation::by(Requested, what, period, *ends)]
            }
            Stage::UnderReview | Stage::Collected => self
                .sent_at
                .map(|at| self.decision_owed(at))
                .into_iter()
                .collect(),
            Stage::Postponed { review_on, .. } => {
                let (what, period) = (Duty::ReviewPostponement, Period::PostponementReview);
                vec![Obligation::by(Requested, what, period, *review_on)]
            }
            Stage::Transferred { evidence } => {
                let (what, period) = (Duty::FetchPackage, Period::FetchPackage);
                let fetch = Obligation::within(Requesting, what, period, evidence.released_at);
                vec![fetch, destruction_owed(evidence)]
            }
            Stage::Received { evidence } | Stage::InUse { evidence } => {
                vec![destruction_owed(evidence)]
            }
            Stage::Destroyed { at } => {
                let (what, period) = (Duty::Close, Period::CloseAfterDestruction);
                let owed = Obligation::within(Requesting, what, period, *at);
                vec![owed.then(Command::Close { outcome: None })]
            }
            Stage::Refused { .. }
            | Stage::Abandoned
            | Stage::Withdrawn
            | Stage::Returned { .. }
            | Stage::Closed { .. } => Vec::new(),
        }
    }

    fn decision_owed(&self, sent_at: Timestamp) -> Obligation<Command> {
        let (period, due) = self.particulars.decision_due(sent_at);
        Obligation::by(Requested, Duty::Decide, period, due)
    }
}

fn acknowledgement_owed(sent_at: Timestamp) -> Obligation<Command> {
    let (what, period) = (Duty::Acknowledge, Period::AcknowledgeAccess);
    Obligation::within(Requested, what, period, sent_at)
}

/// Owed, and never done by itself: evidence of a pending trial, and what speaks for the accused, has no second copy.
fn destruction_owed(evidence: &Evidence) -> Obligation<Command> {
    let (what, period) = (Duty::DestroyEvidence, Period::Retention);
    let due = evidence.conditions.retention_until;
    Obligation::by(Requesting, what, period, due)
}
