//! What the requesting State takes in from the requested one: only what it asked for, and as it was agreed.

use super::shapes::{Fact, Stage, State};
use crate::law::Rule;
use crate::particulars::Conditions;
use crate::procedure::assistance::{CollectionNews, LeftOut, RequestedSays, SealedPackage};
use crate::procedure::{Course, said};
use crate::rejection::{Rejection, require};

impl State {
    pub(super) fn hear(&self, message: RequestedSays) -> Result<Fact, Rejection> {
        match &message {
            RequestedSays::Question { text } => {
                self.dialogue.may_ask()?;
                said(text)?;
            }
            RequestedSays::Consultation { text, .. } | RequestedSays::CostNotice { text } => {
                said(text)?;
            }
            RequestedSays::EnquiryAnswer { .. } => self.dialogue.may_hear_enquiry_answer()?,
            RequestedSays::Refusal { refusal } => {
                require(!refusal.reasons.trim().is_empty(), Rule::ReasonsMissing)?;
                refusal.ground.on_the_list(self.particulars.measure())?;
            }
            RequestedSays::SecrecyImpossible { .. } => {
                require(
                    self.particulars.secrecy.is_some(),
                    Rule::SecrecyNotRequested,
                )?;
            }
            RequestedSays::Transferred {
                package,
                conditions,
                left_out,
                ..
            } => {
                self.is_what_was_asked_for(package)?;
                self.are_agreed(conditions)?;
                self.may_be_left_out(package, left_out)?;
            }
            RequestedSays::CallBack => {
                let emergency = self.particulars.emergency.is_some();
                require(emergency, Rule::NoEmergency)?;
            }
            RequestedSays::OnwardAnswer { .. } => self.onward.may_answer()?,
            RequestedSays::ConsentAnswer { .. } => {
                self.consents.to_answer()?;
            }
            RequestedSays::Collection { news } => self.is_plausible(*news)?,
            RequestedSays::RenewalRefused { reasons } => {
                require(!reasons.trim().is_empty(), Rule::ReasonsMissing)?;
            }
            RequestedSays::Acknowledgement
            | RequestedSays::Postponed { .. }
            | RequestedSays::Resumed
            | RequestedSays::ConditionsOffered { .. } => {}
        }
        Ok(Fact::Heard { message })
    }

    /// Evidence nobody asked for, or that we cannot open, is not taken in.
    fn is_what_was_asked_for(&self, package: &SealedPackage) -> Result<(), Rejection> {
        let ours = self.particulars.seal_to.as_ref() == Some(&package.sealed_to);
        require(ours, Rule::SealedToAnotherKey)?;
        package.holds_no_copies()?;
        let asked_for = package
            .data_classes
            .is_subset(&self.particulars.data_classes);
        require(asked_for, Rule::ScopeExceeded)
    }

    /// A part is refused on a ground of the measure's list, as the whole is.
    fn may_be_left_out(&self, package: &SealedPackage, parts: &[LeftOut]) -> Result<(), Rejection> {
        LeftOut::are_said(parts)?;
        package.says_what_is_missing(&self.particulars.data_classes, parts)?;
        let measure = self.particulars.measure();
        let mut grounds = parts.iter().filter_map(|part| part.ground);
        grounds.try_for_each(|ground| ground.on_the_list(measure))
    }

    /// Only what was to be collected as it arises is collected, and it ends.
    fn is_plausible(&self, news: CollectionNews) -> Result<(), Rejection> {
        let asked = self.particulars.collection.is_some();
        let running = matches!(self.stage, Stage::Collecting { .. });
        let begins = matches!(news, CollectionNews::Started { .. });
        let fits = asked && (begins || running || self.ended());
        require(fits, Rule::NotAtThisStage)
    }

    /// Conditions cannot be imposed with the evidence: they are the usual ones, or the ones we accepted.
    fn are_agreed(&self, conditions: &Conditions) -> Result<(), Rejection> {
        let accepted = self
            .offer
            .as_ref()
            .is_some_and(|offer| offer.accepted == Some(true) && offer.conditions == *conditions);
        let usual = self
            .particulars
            .served_by(conditions, &self.dialogue.accepted_conditions());
        require(accepted || usual, Rule::ConditionsDiffer)
    }
}
