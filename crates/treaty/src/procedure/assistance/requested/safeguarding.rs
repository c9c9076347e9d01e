//! The safeguards in a request for assistance: screen, comparison of conduct, records, waivers, notice to the person, consent
//! to onward transfers, and the oral request that waits for its paper.

use jiff::Timestamp;

use super::acts::Command;
use super::facts::Fact;
use super::shapes::{Stage, State};
use super::{admit, tell};
use crate::actor::Facts;
use crate::law::assistance_kinds::is_real_time;
use crate::law::{Period, Rule};
use crate::particulars::foreign_law::latest_secrecy;
use crate::particulars::{AssistanceParticulars, Authorisation};
use crate::procedure::assistance::RequestedSays;
use crate::procedure::onward::OnwardQuestion;
use crate::procedure::review::ScreenAnswer;
use crate::procedure::waivers::Waivers;
use crate::procedure::{foreign_law, misplaced, safeguards, said};
use crate::rejection::{Rejection, require};

impl State {
    /// The commands about safeguards; the others are answered by the caller.
    pub(super) fn safeguard(&self, command: Command, facts: &Facts) -> Result<Fact, Rejection> {
        match command {
            Command::CompareConduct { comparison } => {
                safeguards::compared(&comparison)?;
                Ok(Fact::ConductCompared { comparison })
            }
            Command::RecordCompelledHelp { help } => {
                self.authorised_now(facts.now)?;
                safeguards::may_compel(&help)?;
                Ok(Fact::HelpCompelled { help })
            }
            Command::RecordPrivilegeFilter { filter } => {
                let begun = !self.real_time() || self.collection.started.is_some();
                require(begun, Rule::NotAtThisStage)?;
                safeguards::may_filter(&filter)?;
                Ok(Fact::PrivilegeFiltered { filter })
            }
            Command::LogMinimisation { note } => {
                let begun = self.collection.started.is_some();
                require(begun, Rule::NotAtThisStage)?;
                said(&note)?;
                Ok(Fact::Minimised { note })
            }
            Command::NotifyPerson { note } => {
                let secret = self.particulars.secrecy.is_some();
                self.safeguards.may_notify(secret, facts.now)?;
                said(&note)?;
                Ok(Fact::PersonNotified { note })
            }
            Command::ProposeOnwardAnswer { answer } => {
                self.onward.may_propose(&answer)?;
                Ok(Fact::OnwardAnswerProposed { answer })
            }
            Command::ConfirmOnwardAnswer => {
                let answer = self.onward.confirmed(facts)?;
                Ok(tell(RequestedSays::OnwardAnswer { answer }))
            }
            Command::ProposeWaiver { rule, reason } => {
                Waivers::may_propose(rule, &reason)?;
                Ok(Fact::WaiverProposed { rule, reason })
            }
            Command::ConfirmWaiver => {
                self.safeguards.waivers.may_confirm(facts)?;
                Ok(Fact::WaiverConfirmed)
            }
            _ => Err(misplaced(Some(self))),
        }
    }

    /// An accused child makes a second person look, whatever the first one answered.
    pub(super) fn screened_as(&self, answer: ScreenAnswer) -> ScreenAnswer {
        match answer {
            ScreenAnswer::No if self.particulars.child_accused => ScreenAnswer::Unsure,
            other => other,
        }
    }

    /// The request as far as the requesting State has put it in writing, with the key for its evidence.
    pub(super) fn in_writing(&self) -> Result<(), Rejection> {
        require(self.particulars.seal_to.is_some(), Rule::NotInWriting)
    }

    /// The written request that confirms an oral one. It prevails; where it says something else, what was decided on the
    /// oral one is decided again.
    pub(super) fn confirmed(
        &self,
        written: &AssistanceParticulars,
        facts: &Facts,
    ) -> Result<(), Rejection> {
        require(self.particulars.seal_to.is_none(), Rule::AlreadyOpen)?;
        require(written.seal_to.is_some(), Rule::NotInWriting)?;
        let oral = &self.particulars;
        let same = written.measure() == oral.measure() && written.preservation == oral.preservation;
        require(same, Rule::ConfirmationDiffers)?;
        admit(written, facts)
    }

    /// From when the person concerned has to be told: when the secrecy ends, or after a collection, as the own law says.
    pub(super) fn notice_due(
        &self,
        authorisation: &Authorisation,
        facts: &Facts,
    ) -> Option<Timestamp> {
        let measure = self.particulars.measure();
        let latest = latest_secrecy(&facts.party.law, measure, facts.now);
        let secret = self.particulars.secrecy.as_ref().map(|s| s.review_on);
        let secret = secret.map(|until| latest.map_or(until, |latest| until.min(latest)));
        let collects = is_real_time(measure);
        let lawful = collects && facts.party.real_time.notify_person;
        secret.or_else(|| lawful.then(|| Period::NotifyPerson.after(authorisation.until)))
    }

    pub(super) fn may_put_off(
        &self,
        until: Timestamp,
        reason: &str,
        facts: &Facts,
    ) -> Result<(), Rejection> {
        let secrecy = self.particulars.secrecy.as_ref();
        let secrecy = secrecy.ok_or(Rejection::by(Rule::SecrecyNotRequested))?;
        said(reason)?;
        let later = until > facts.now && until > secrecy.review_on;
        require(later, Rule::SecrecyEndNotAhead)?;
        let (law, measure) = (&facts.party.law, self.particulars.measure());
        foreign_law::secret_until(law, measure, until, facts.now)
    }

    pub(super) fn may_be_asked(&self, question: &OnwardQuestion) -> Result<(), Rejection> {
        let Stage::Delivered {
            package,
            conditions,
            ..
        } = &self.stage
        else {
            return Err(misplaced(Some(self)));
        };
        let same = question.package == package.digest;
        require(same, Rule::PackageMismatch)?;
        self.onward.may_ask(question, conditions)
    }

    /// The waivers of this matter.
    pub fn waivers(&self) -> &Waivers {
        &self.safeguards.waivers
    }
}
