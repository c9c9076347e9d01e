//! Consultation, refusal with two persons, postponement and the return to review, Art 40(21) to (28).

use jiff::Timestamp;

use super::facts::Fact;
use super::shapes::{Stage, State};
use super::tell;
use crate::actor::{Actor, Facts};
use crate::law::Rule;
use crate::procedure::assistance::RequestedSays;
use crate::procedure::dialogue::Concern;
use crate::procedure::review::{Refusal, RefusalCase};
use crate::procedure::{misplaced, said};
use crate::rejection::{Rejection, require};

impl State {
    pub(super) fn consult(
        &self,
        about: Concern,
        text: String,
        conditions: Vec<String>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.dialogue.may_consult(facts.now)?;
        said(&text)?;
        match about {
            Concern::Refusal { ground } => self.refusal_case().available(ground, facts)?,
            Concern::Postponement => {}
            Concern::Disclosure => self.may_consult_on_disclosure()?,
        }
        Ok(tell(RequestedSays::Consultation {
            about,
            text,
            conditions,
        }))
    }

    pub(super) fn in_review(&self) -> Result<(), Rejection> {
        let reviewing = matches!(self.stage, Stage::UnderReview { .. });
        require(reviewing, Rule::NotAtThisStage)
    }

    pub(super) fn refusal_case(&self) -> RefusalCase<'_> {
        RefusalCase {
            measure: self.particulars.measure(),
            offence: &self.particulars.offence,
            dialogue: &self.dialogue,
            gate_failed: self.gate.failed(),
        }
    }

    pub(super) fn refuse(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::RefusalProposed { proposal, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        let refusal: Refusal = proposal.confirmed(facts)?;
        // Answers may have come in since the proposal.
        self.refusal_case().check(&refusal, facts)?;
        Ok(tell(RequestedSays::Refusal { refusal }))
    }

    pub(super) fn postpone(
        &self,
        review_on: Timestamp,
        reasons: String,
        now: Timestamp,
    ) -> Result<Fact, Rejection> {
        self.in_review()?;
        require(!reasons.trim().is_empty(), Rule::ReasonsMissing)?;
        require(review_on > now, Rule::ReviewDateNotAhead)?;
        self.dialogue.consulted(Concern::Postponement, now)?;
        Ok(tell(RequestedSays::Postponed { review_on, reasons }))
    }

    /// A deadline ends a postponement only; setting an authorisation aside takes an officer who says why.
    pub(super) fn return_to_review(&self, note: String, facts: &Facts) -> Result<Fact, Rejection> {
        let by_deadline = facts.actor == Actor::Deadline;
        match &self.stage {
            Stage::Postponed { review_on, .. } => {
                require(!by_deadline || facts.now >= *review_on, Rule::NotYetDue)?;
                Ok(tell(RequestedSays::Resumed))
            }
            Stage::Authorised { .. } | Stage::Collected { .. } | Stage::Sealed { .. }
                if !by_deadline =>
            {
                said(&note)?;
                Ok(Fact::ReturnedToReview { note })
            }
            _ => Err(misplaced(Some(self))),
        }
    }
}
