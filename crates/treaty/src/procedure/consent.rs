//! Consent to what the conditions of a transfer do not allow: another use of the evidence, Art 40(19), or keeping it longer
//! than was accepted. The State that sent it answers by two persons, for one wish and one package. Both States keep the same
//! record, so the same type serves both. Onward transfer has a record of its own: it is bound to a recipient, Art 36(3).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Obligation, said, second_person};
use crate::Side;
use crate::actor::{Facts, OfficerId};
use crate::law::{Period, Rule};
use crate::named::named;
use crate::particulars::{Conditions, DigestText, UsePurpose};
use crate::rejection::{Rejection, require};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Wish {
    /// A use the conditions do not allow.
    Use {
        /// Which.
        purpose: UsePurpose,
    },
    /// A later end of retention.
    Retention {
        /// Until when.
        until: Timestamp,
    },
}

named! {
    /// Its serialised form.
    Wish {
        Use = "use";
        Retention = "retention";
    }
}

/// The request for consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentQuestion {
    /// The package it is about.
    pub package: DigestText,
    /// What is asked for.
    pub wish: Wish,
    /// Why; of another use: in which case.
    pub reasons: String,
}

/// The sending State's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentAnswer {
    /// Whether it consents.
    pub consent: bool,
    /// What is said; a "no" has its reasons.
    pub text: String,
}

/// One request for consent, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The question.
    pub question: ConsentQuestion,
    /// When it was asked.
    pub at: Timestamp,
    /// The answer, once given.
    pub answer: Option<ConsentAnswer>,
}

/// An answer that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedConsent {
    /// The answer.
    pub answer: ConsentAnswer,
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

/// All requests for consent in a matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Consents {
    /// The requests, in their order.
    pub asked: Vec<Asked>,
    /// The answer that waits for its second person; only in the sending State.
    pub proposed: Option<ProposedConsent>,
}

impl Consents {
    /// The question that waits for its answer.
    pub fn open(&self) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.answer.is_none())
    }

    /// INVARIANT (specialty): a use beyond the conditions was consented to, for the items of this package, Art 40(19).
    pub(super) fn allow(&self, purpose: UsePurpose, package: &DigestText) -> bool {
        let wish = Wish::Use { purpose };
        self.asked.iter().any(|asked| {
            let question = &asked.question;
            let same = question.wish == wish && question.package == *package;
            same && asked.answer.as_ref().is_some_and(|a| a.consent)
        })
    }

    /// One question at a time; a new end of retention lies after the present one.
    pub(super) fn may_ask(
        &self,
        question: &ConsentQuestion,
        conditions: &Conditions,
    ) -> Result<(), Rejection> {
        require(self.open().is_none(), Rule::ConsentQuestionOpen)?;
        if let Wish::Retention { until } = question.wish {
            let later = until > conditions.retention_until;
            require(later, Rule::RetentionNotLater)?;
        }
        said(&question.reasons)
    }

    /// The question an answer belongs to.
    pub(super) fn to_answer(&self) -> Result<&ConsentQuestion, Rejection> {
        let open = self.open().map(|asked| &asked.question);
        open.ok_or(Rejection::by(Rule::NoConsentQuestion))
    }

    /// The proposed answer, if the acting officer is a second person.
    pub(super) fn confirmed(&self, facts: &Facts) -> Result<ConsentAnswer, Rejection> {
        let proposed = self.proposed.as_ref();
        let proposed = proposed.ok_or(Rejection::by(Rule::NoConsentQuestion))?;
        second_person(&proposed.by, facts)?;
        Ok(proposed.answer.clone())
    }

    pub(super) fn ask(&mut self, question: &ConsentQuestion, at: Timestamp) {
        self.asked.push(Asked {
            question: question.clone(),
            at,
            answer: None,
        });
    }

    /// The question did not get through.
    pub(super) fn not_asked(&mut self) {
        self.asked.retain(|asked| asked.answer.is_some());
    }

    /// Takes the answer; consent to a later end of retention moves the conditions, where there is still something to keep.
    /// False where nothing was asked.
    pub(super) fn answered(
        &mut self,
        answer: &ConsentAnswer,
        conditions: Option<&mut Conditions>,
    ) -> bool {
        self.proposed = None;
        let Some(open) = self.asked.iter_mut().find(|a| a.answer.is_none()) else {
            return false;
        };
        open.answer = Some(answer.clone());
        let wish = open.question.wish;
        if let (Wish::Retention { until }, Some(conditions), true) =
            (wish, conditions, answer.consent)
        {
            conditions.retention_until = until;
        }
        true
    }

    pub(super) fn owed<C>(&self) -> Vec<Obligation<C>> {
        let Some(open) = self.open() else {
            return Vec::new();
        };
        let (what, period) = (Duty::AnswerConsent, Period::AnswerConsent);
        let answer = Obligation::within(Side::Requested, what, period, open.at);
        let second = self.proposed.as_ref().map(|proposed| {
            let (what, period) = (Duty::ConfirmProposal, Period::SecondPerson);
            Obligation::within(Side::Requested, what, period, proposed.at)
        });
        second.into_iter().chain([answer]).collect()
    }
}
