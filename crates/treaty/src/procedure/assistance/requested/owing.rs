//! What is owed at each stage of a request for assistance in the requested State.

use super::acts::Command;
use super::shapes::{DataGate, Stage, State, Unreleased};
use crate::Side::{Requested, Requesting};
use crate::law::Period;
use crate::particulars::Authorisation;
use crate::procedure::assistance::CallBack;
use crate::procedure::assistance::call_back::Outcome;
use crate::procedure::safeguards::Notice;
use crate::procedure::{Course, Duty, Obligation};

impl State {
    pub(super) fn gate_owed(&self) -> Option<Obligation<Command>> {
        let DataGate::Offered { at, .. } = &self.gate else {
            return None;
        };
        if self.ended() {
            return None;
        }
        let period = Period::AnswerConditions;
        Some(Obligation::within(
            Requesting,
            Duty::AnswerConditions,
            period,
            *at,
        ))
    }

    /// Waivers, onward transfers, the notice to the person concerned, what was collected in vain, the paper for an oral request.
    pub(super) fn safeguards_owed(&self) -> Vec<Obligation<Command>> {
        let mut owed = Vec::new();
        // What is destroyed is neither passed on nor used.
        if self.delivered() {
            owed.extend(self.onward.owed());
            owed.extend(self.consents.owed());
        }
        if let Notice::Owed { due } = self.safeguards.notice {
            let secret = self.particulars.secrecy.is_some();
            let period = if secret {
                Period::SecrecyEnd
            } else {
                Period::NotifyPerson
            };
            owed.push(Obligation::by(Requested, Duty::NotifyPerson, period, due));
        }
        if let Unreleased::Kept { since } = self.collection.unreleased {
            let (what, period) = (Duty::DestroyEvidence, Period::DestroyCollected);
            owed.push(Obligation::within(Requested, what, period, since));
        }
        if self.ended() {
            return owed;
        }
        let waiver = self.safeguards.waivers.owed(Requested);
        owed.extend(waiver.filter(|_| self.in_hand()));
        owed.extend(self.call_back_owed());
        let oral = self.particulars.oral.as_ref();
        if let Some(oral) = oral.filter(|_| self.particulars.seal_to.is_none()) {
            let (what, period) = (Duty::ConfirmInWriting, Period::ConfirmInWriting);
            owed.push(Obligation::within(Requesting, what, period, oral.at));
        }
        owed
    }

    /// In an emergency somebody is called back at once; then the code has to come back.
    fn call_back_owed(&self) -> Option<Obligation<Command>> {
        self.particulars.emergency.as_ref()?;
        let call = self.safeguards.call_back.as_ref();
        match call.map(|call| (call.outcome, call.at)) {
            Some((Outcome::Confirmed, _)) => None,
            Some((Outcome::Waiting, at)) => Some(CallBack::answer_owed(at)),
            again => {
                let since = again.map_or(self.received_at, |(_, at)| at);
                let (what, period) = (Duty::CallBack, Period::CallBack);
                Some(Obligation::within(Requested, what, period, since)).filter(|_| self.in_hand())
            }
        }
    }

    /// The hard stop; before it, the pause where the authorisation ends earlier; and the renewal that was asked for.
    fn collection_owed(&self, authorisation: Option<&Authorisation>) -> Vec<Obligation<Command>> {
        let Some(ends) = self.collection.ends else {
            return Vec::new();
        };
        let note = String::new();
        let (what, period) = (Duty::StopCollection, Period::CollectionEnd);
        let stop = Obligation::by(Requested, what, period, ends);
        let mut owed = vec![stop.then(Command::StopCollection { note })];
        if let Some(earlier) = authorisation.filter(|a| a.until < ends) {
            let (what, period) = (Duty::PauseCollection, Period::AuthorisationEnd);
            let pause = Obligation::by(Requested, what, period, earlier.until);
            owed.push(pause.then(Command::PauseCollection));
        }
        if let Some(renewal) = &self.collection.renewal {
            let (what, period) = (Duty::DecideRenewal, Period::CollectionEnd);
            owed.push(Obligation::by(Requested, what, period, ends));
            let second = renewal.refusal.as_ref().map(|proposal| {
                let (what, period) = (Duty::ConfirmRefusal, Period::SecondPerson);
                Obligation::within(Requested, what, period, proposal.at)
            });
            owed.extend(second);
        }
        owed
    }

    fn sealing_owed(&self) -> Option<Obligation<Command>> {
        let stopped = self.collection.stopped?;
        let (what, period) = (Duty::SealCollected, Period::SealCollected);
        Some(Obligation::within(Requested, what, period, stopped))
    }

    /// Data that were collected are not uncollected when the authorisation ends; everything else goes back to review then.
    fn expiry_owed(&self, authorisation: &Authorisation) -> Option<Obligation<Command>> {
        (!self.collected()).then(|| expiry_owed(authorisation))
    }

    pub(super) fn stage_owed(&self) -> Vec<Obligation<Command>> {
        match &self.stage {
            Stage::Received => {
                let (what, period) = (Duty::Acknowledge, Period::AcknowledgeAccess);
                vec![Obligation::within(
                    Requested,
                    what,
                    period,
                    self.received_at,
                )]
            }
            Stage::UnderReview { .. } => {
                let mut owed = vec![self.decision_owed()];
                owed.extend(self.screen.owed());
                owed
            }
            Stage::RefusalProposed { proposal, .. } => vec![proposal.owed()],
            Stage::Postponed { review_on, .. } => {
                let (what, period) = (Duty::ReviewPostponement, Period::PostponementReview);
                let owed = Obligation::by(Requested, what, period, *review_on);
                vec![owed.then(Command::ReturnToReview {
                    note: String::new(),
                })]
            }
            Stage::Authorised { authorisation } | Stage::Sealed { authorisation, .. } => {
                let expiry = self.expiry_owed(authorisation);
                expiry.into_iter().chain([self.decision_owed()]).collect()
            }
            Stage::Collecting { authorisation } => self.collection_owed(Some(authorisation)),
            Stage::Paused { .. } => self.collection_owed(None),
            Stage::Collected { .. } => self.sealing_owed().into_iter().collect(),
            Stage::TransferProposed {
                authorisation, at, ..
            } => {
                let (what, period) = (Duty::ConfirmTransfer, Period::SecondPerson);
                let second = Obligation::within(Requested, what, period, *at);
                let expiry = self.expiry_owed(authorisation);
                expiry.into_iter().chain([second]).collect()
            }
            Stage::Transferred { at, .. } => {
                let (what, period) = (Duty::FetchPackage, Period::FetchPackage);
                vec![Obligation::within(Requesting, what, period, *at)]
            }
            Stage::Delivered { conditions, .. } => {
                let (what, period) = (Duty::DestroyEvidence, Period::Retention);
                let due = conditions.retention_until;
                vec![Obligation::by(Requesting, what, period, due)]
            }
            Stage::Destroyed | Stage::Refused { .. } | Stage::Withdrawn | Stage::Closed { .. } => {
                Vec::new()
            }
        }
    }

    fn decision_owed(&self) -> Obligation<Command> {
        let (period, due) = self.particulars.decision_due(self.received_at);
        Obligation::by(Requested, Duty::Decide, period, due)
    }
}

fn expiry_owed(authorisation: &Authorisation) -> Obligation<Command> {
    let (what, period) = (Duty::ExpireAuthorisation, Period::AuthorisationEnd);
    let owed = Obligation::by(Requested, what, period, authorisation.until);
    owed.then(Command::ExpireAuthorisation)
}
