//! How evidence is used in the requesting State: for what the conditions allow, within their time, and no further.

use super::shapes::{Fact, Stage, State};
use super::tell;
use crate::actor::{Actor, Facts};
use crate::law::{Period, Rule};
use crate::particulars::{DigestText, UsePurpose};
use crate::procedure::assistance::RequestingSays;
use crate::procedure::consent::{ConsentQuestion, Wish};
use crate::procedure::dialogue::Concern;
use crate::procedure::misplaced;
use crate::procedure::onward::{OnwardQuestion, Recipient};
use crate::rejection::{Rejection, require};

impl State {
    pub(super) fn is_announced(&self, digest: &DigestText) -> Result<(), Rejection> {
        let evidence = self.evidence().ok_or_else(|| misplaced(Some(self)))?;
        require(evidence.package.digest == *digest, Rule::PackageMismatch)
    }

    /// INVARIANT (specialty): evidence is used for what the conditions allow or the sending State consented to, within their
    /// time. Disclosing what speaks for the accused needs notice instead of consent, and no condition ends it (Art 40(5) and
    /// (19)).
    pub(super) fn may_use(&self, purpose: UsePurpose, facts: &Facts) -> Result<(), Rejection> {
        let (Stage::Received { evidence } | Stage::InUse { evidence }) = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        if purpose == UsePurpose::Exculpatory && evidence.exculpatory_notice {
            return self.consulted_on_disclosure();
        }
        let conditions = &evidence.conditions;
        require(facts.now < conditions.retention_until, Rule::RetentionEnded)?;
        let digest = &evidence.package.digest;
        let covered = conditions.purposes.contains(&purpose);
        let covered = covered || self.consents.allow(purpose, digest);
        require(covered, Rule::PurposeNotCovered)
    }

    /// The sending State is consulted where it asks for that.
    fn consulted_on_disclosure(&self) -> Result<(), Rejection> {
        let open = self.dialogue.open_consultation();
        let about = open.map(|consultation| consultation.about);
        let answered = about != Some(Concern::Disclosure);
        require(answered, Rule::ConsultBeforeDisclosure)
    }

    pub(super) fn ask_consent(&self, wish: Wish, reasons: String) -> Result<Fact, Rejection> {
        let (Stage::Received { evidence } | Stage::InUse { evidence }) = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        let question = ConsentQuestion {
            package: evidence.package.digest.clone(),
            wish,
            reasons,
        };
        self.consents.may_ask(&question, &evidence.conditions)?;
        Ok(tell(RequestingSays::ConsentQuestion { question }))
    }

    /// INVARIANT (onward): nothing goes to a third State or organisation without the sending State's consent, Art 36(3).
    pub(super) fn may_pass_on(&self, recipient: Option<&Recipient>) -> Result<(), Rejection> {
        let (Some(recipient), Some(evidence)) = (recipient, self.evidence()) else {
            return Ok(());
        };
        self.onward.consented(recipient, &evidence.package.digest)
    }

    pub(super) fn ask_onward(
        &self,
        recipient: Recipient,
        purpose: String,
    ) -> Result<Fact, Rejection> {
        let (Stage::Received { evidence } | Stage::InUse { evidence }) = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        let question = OnwardQuestion {
            recipient,
            purpose,
            package: evidence.package.digest.clone(),
        };
        self.onward.may_ask(&question, &evidence.conditions)?;
        Ok(tell(RequestingSays::OnwardQuestion { question }))
    }

    pub(super) fn destroy(&self) -> Result<Fact, Rejection> {
        let evidence = self.evidence().ok_or_else(|| misplaced(Some(self)))?;
        Ok(tell(RequestingSays::Destroyed {
            digest: evidence.package.digest.clone(),
        }))
    }

    pub(super) fn close(&self, outcome: Option<String>, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::Destroyed { at } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        let due = facts.now >= Period::CloseAfterDestruction.after(*at);
        require(due || facts.actor != Actor::Deadline, Rule::NotYetDue)?;
        Ok(tell(RequestingSays::Closed { outcome }))
    }
}
