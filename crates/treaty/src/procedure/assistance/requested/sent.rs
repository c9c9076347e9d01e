//! What the requested State still has a say in once its evidence is with the requesting State: other uses, a later end of
//! retention, and the disclosure of what speaks for the accused, Art 40(5) and (19).

use super::facts::Fact;
use super::release::may_be_kept;
use super::shapes::{Stage, State};
use super::tell;
use crate::actor::Facts;
use crate::law::Rule;
use crate::particulars::Conditions;
use crate::procedure::assistance::{RequestedSays, SealedPackage};
use crate::procedure::consent::{ConsentAnswer, ConsentQuestion, Wish};
use crate::procedure::misplaced;
use crate::rejection::{Rejection, require};

impl State {
    fn sent(&self) -> Result<(&SealedPackage, &Conditions), Rejection> {
        match &self.stage {
            Stage::Delivered {
                package,
                conditions,
                ..
            } => Ok((package, conditions)),
            _ => Err(misplaced(Some(self))),
        }
    }

    pub(super) fn may_be_asked_to_consent(
        &self,
        question: &ConsentQuestion,
    ) -> Result<(), Rejection> {
        let (package, conditions) = self.sent()?;
        let same = question.package == package.digest;
        require(same, Rule::PackageMismatch)?;
        self.consents.may_ask(question, conditions)
    }

    pub(super) fn propose_consent(
        &self,
        answer: ConsentAnswer,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.sent()?;
        let question = self.consents.to_answer()?;
        lawful(question, &answer, facts)?;
        let reasoned = answer.consent || !answer.text.trim().is_empty();
        require(reasoned, Rule::ReasonsMissing)?;
        Ok(Fact::ConsentProposed { answer })
    }

    /// Checked again: a law may have changed, and a date may have passed, since the proposal.
    pub(super) fn confirm_consent(&self, facts: &Facts) -> Result<Fact, Rejection> {
        self.sent()?;
        let question = self.consents.to_answer()?;
        let answer = self.consents.confirmed(facts)?;
        lawful(question, &answer, facts)?;
        Ok(tell(RequestedSays::ConsentAnswer { answer }))
    }

    /// Who was told before a disclosure may ask to be consulted on it.
    pub(super) fn may_consult_on_disclosure(&self) -> Result<(), Rejection> {
        self.sent()?;
        require(self.disclosure_announced, Rule::NotAtThisStage)
    }
}

fn lawful(
    question: &ConsentQuestion,
    answer: &ConsentAnswer,
    facts: &Facts,
) -> Result<(), Rejection> {
    match question.wish {
        Wish::Retention { until } if answer.consent => may_be_kept(until, facts),
        _ => Ok(()),
    }
}
