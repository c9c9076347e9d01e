//! The way to a release: authorisation, sealing, personal-data gate, two persons.

use jiff::Timestamp;

use super::facts::Fact;
use super::shapes::{DataDecision, Stage, State};
use super::tell;
use crate::actor::Facts;
use crate::law::{Measure, Rule, periods::days_after};
use crate::particulars::{Authorisation, Conditions, DigestText};
use crate::procedure::assistance::call_back::code;
use crate::procedure::assistance::{CallBack, LeftOut, RequestedSays, SealedPackage};
use crate::procedure::review::RefusalCase;
use crate::procedure::{foreign_law, gate, misplaced, said, second_person};
use crate::rejection::{Rejection, require};

impl State {
    /// In review; or, for a collection that was paused, as long as its period runs.
    pub(super) fn authorise(
        &self,
        authorisation: Box<Authorisation>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        match &self.stage {
            Stage::Paused { .. } => self.still_running(facts.now)?,
            _ => self.in_review()?,
        }
        self.safeguards.waivers.lift(self.screen.passed())?;
        self.safeguards
            .dual_criminality(&self.particulars.offence, facts)?;
        let (measure, said) = (self.particulars.measure(), self.particulars.said());
        foreign_law::came_first(measure, &said, facts)?;
        let covers = authorisation.covers(facts.now);
        require(covers, Rule::AuthorisationNotCurrent)?;
        self.suits(&authorisation)?;
        let notice_due = self.notice_due(&authorisation, facts);
        Ok(Fact::Authorised {
            authorisation,
            notice_due,
        })
    }

    pub(super) fn expire(&self, now: Timestamp) -> Result<Fact, Rejection> {
        let authorisation = self.authorisation()?;
        let runs = matches!(self.stage, Stage::Collecting { .. } | Stage::Paused { .. });
        require(!runs && !self.collected(), Rule::NotAtThisStage)?;
        require(now >= authorisation.until, Rule::NotYetDue)?;
        Ok(Fact::AuthorisationExpired)
    }

    /// The record that covers what is being done before the release; none is on file at any other stage.
    pub fn authorisation(&self) -> Result<&Authorisation, Rejection> {
        match &self.stage {
            Stage::Authorised { authorisation }
            | Stage::Collecting { authorisation }
            | Stage::Paused { authorisation }
            | Stage::Collected { authorisation }
            | Stage::Sealed { authorisation, .. }
            | Stage::TransferProposed { authorisation, .. } => Ok(authorisation),
            Stage::Received
            | Stage::UnderReview { .. }
            | Stage::RefusalProposed { .. }
            | Stage::Postponed { .. } => Err(Rejection::by(Rule::AuthorisationMissing)),
            _ => Err(misplaced(Some(self))),
        }
    }

    /// The authorisation on file, if it covers `now`; or what was collected, which it covered all the while: a collection
    /// never runs longer than its authorisation.
    pub fn authorised_now(&self, now: Timestamp) -> Result<&Authorisation, Rejection> {
        let authorisation = self.authorisation()?;
        let covered = self.collected() || authorisation.covers(now);
        require(covered, Rule::AuthorisationNotCurrent)?;
        Ok(authorisation)
    }

    /// Only what was both requested and authorised is sealed, and only to the key of this request.
    pub(super) fn seal(&self, package: SealedPackage, now: Timestamp) -> Result<Fact, Rejection> {
        let authorisation = self.authorised_now(now)?;
        require(!self.real_time() || self.collected(), Rule::NotAtThisStage)?;
        self.in_writing()?;
        let ours = self.particulars.seal_to.as_ref() == Some(&package.sealed_to);
        require(ours, Rule::SealedToAnotherKey)?;
        package.holds_no_copies()?;
        if self.particulars.measure() == Measure::ContentInterception {
            self.safeguards.filtered()?;
        }
        let within = package.data_classes.is_subset(&authorisation.data_classes)
            && package
                .data_classes
                .is_subset(&self.particulars.data_classes);
        require(within, Rule::ScopeExceeded)?;
        Ok(Fact::Sealed { package })
    }

    pub(super) fn decide_gate(
        &self,
        decision: DataDecision,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        match decision {
            DataDecision::Pass { conditions } => {
                let conditions = self.complete(conditions, facts)?;
                let extra = self.dialogue.accepted_conditions();
                let as_asked = self.particulars.served_by(&conditions, &extra);
                require(as_asked, Rule::OfferConditions)?;
                Ok(Fact::GatePassed { conditions })
            }
            DataDecision::Offer { conditions } => {
                let conditions = self.complete(conditions, facts)?;
                Ok(tell(RequestedSays::ConditionsOffered { conditions }))
            }
            DataDecision::Bar { reasons } => {
                require(!reasons.trim().is_empty(), Rule::ReasonsMissing)?;
                Ok(Fact::GateBarred { reasons })
            }
        }
    }

    /// Conditions accepted in a consultation bind (Art 40(28)), so they are among the conditions of the transfer.
    pub(super) fn complete(
        &self,
        mut conditions: Conditions,
        facts: &Facts,
    ) -> Result<Conditions, Rejection> {
        require(!conditions.purposes.is_empty(), Rule::TextMissing)?;
        said(&conditions.purpose)?;
        may_be_kept(conditions.retention_until, facts)?;
        self.safeguards
            .child(self.particulars.child_accused, &conditions)?;
        for accepted in self.dialogue.accepted_conditions() {
            if !conditions.further.contains(&accepted) {
                conditions.further.push(accepted);
            }
        }
        Ok(conditions)
    }

    pub(super) fn propose_transfer(
        &self,
        left_out: Vec<LeftOut>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.authorised_now(facts.now)?;
        self.called_back()?;
        self.open_gate(facts.now)?;
        let Stage::Sealed { package, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        self.may_leave_out(package, &left_out, facts)?;
        Ok(Fact::TransferProposed { left_out })
    }

    /// A part is refused as the whole is: on a ground of the list, with reasons, after a consultation, Art 40(25) and (28).
    fn may_leave_out(
        &self,
        package: &SealedPackage,
        parts: &[LeftOut],
        facts: &Facts,
    ) -> Result<(), Rejection> {
        LeftOut::are_said(parts)?;
        package.says_what_is_missing(&self.particulars.data_classes, parts)?;
        let case = RefusalCase {
            gate_failed: self.gate.passed_after_failure(),
            ..self.refusal_case()
        };
        let mut refusals = parts.iter().filter_map(LeftOut::refusal);
        refusals.try_for_each(|refusal| case.check(&refusal, facts))
    }

    fn called_back(&self) -> Result<(), Rejection> {
        let emergency = self.particulars.emergency.is_some();
        self.safeguards.called_back(emergency)
    }

    /// As often as it takes: a code that came back wrong needs another call. What came by word of mouth has no node yet to
    /// which a code could come back.
    pub(super) fn call_back(&self, contact: String, drawn: u64) -> Result<Fact, Rejection> {
        require(self.particulars.emergency.is_some(), Rule::NoEmergency)?;
        self.in_writing()?;
        let call = self.safeguards.call_back.as_ref();
        require(!call.is_some_and(CallBack::confirmed), Rule::CallBackDone)?;
        said(&contact)?;
        let code = code(drawn);
        Ok(Fact::CalledBack { contact, code })
    }

    pub(super) fn open_gate(&self, now: Timestamp) -> Result<&Conditions, Rejection> {
        let conditions = self.gate.conditions();
        let conditions = conditions.ok_or(Rejection::by(Rule::PersonalDataGateClosed))?;
        require(
            conditions.retention_until > now,
            Rule::RetentionDateNotAhead,
        )?;
        Ok(conditions)
    }

    /// INVARIANT (release): evidence leaves only with a current authorisation, an open gate, and two persons. Everything is
    /// checked again here, because time has passed since the proposal.
    pub(super) fn transfer(&self, manifest: DigestText, facts: &Facts) -> Result<Fact, Rejection> {
        self.authorised_now(facts.now)?;
        self.in_writing()?;
        let Stage::TransferProposed {
            package,
            left_out,
            by,
            ..
        } = &self.stage
        else {
            return Err(misplaced(Some(self)));
        };
        second_person(by, facts)?;
        self.called_back()?;
        let conditions = self.open_gate(facts.now)?.clone();
        self.may_leave_out(package, left_out, facts)?;
        gate::not_suspended(facts)?;
        Ok(tell(RequestedSays::Transferred {
            package: package.clone(),
            conditions,
            manifest,
            left_out: left_out.clone(),
        }))
    }
}

/// Until a day that lies ahead, and no longer than the own law lets personal data be kept, Art 36(1).
pub(super) fn may_be_kept(until: Timestamp, facts: &Facts) -> Result<(), Rejection> {
    require(until > facts.now, Rule::RetentionDateNotAhead)?;
    let most = facts.party.law.retention_days_max;
    let allowed = most.is_none_or(|days| until <= days_after(facts.now, days));
    require(allowed, Rule::RetentionTooLong)
}
