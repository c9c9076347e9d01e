//! Onward transfer, Art 36(3): evidence goes to a third State or an organisation only with the sending State's consent, given
//! by two persons, for one recipient, one purpose and the items of one package. Both States keep the same record, so the
//! same type serves both.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Obligation, said, second_person};
use crate::Side;
use crate::actor::{Facts, OfficerId};
use crate::law::{Period, Rule};
use crate::named::named;
use crate::particulars::{Conditions, DigestText, OnwardTransfer};
use crate::party::StateCode;
use crate::rejection::{Rejection, require};

/// Who would receive the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipient {
    /// A third State.
    State {
        /// Which.
        state: StateCode,
    },
    /// An international organisation.
    Organisation {
        /// Its name.
        name: String,
    },
}

named! {
    /// Its serialised form.
    Recipient {
        Organisation = "organisation";
        State = "state";
    }
}

/// The request for consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnwardQuestion {
    /// Who would receive the evidence.
    pub recipient: Recipient,
    /// What for.
    pub purpose: String,
    /// The package whose items it is about.
    pub package: DigestText,
}

/// The sending State's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnwardAnswer {
    /// Whether the evidence may go on.
    pub consent: bool,
    /// Under which conditions; may be empty.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// What is said; a "no" has its reasons.
    pub text: String,
}

/// One request for consent, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onward {
    /// The question.
    pub question: OnwardQuestion,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The answer, once given.
    pub answer: Option<OnwardAnswer>,
}

/// All requests for consent in a matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OnwardTransfers {
    /// The requests, in their order.
    pub asked: Vec<Onward>,
    /// The answer that waits for its second person; only in the sending State.
    pub proposed: Option<ProposedAnswer>,
}

/// An answer that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedAnswer {
    /// The answer.
    pub answer: OnwardAnswer,
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

impl OnwardTransfers {
    /// The question that waits for its answer.
    pub fn open(&self) -> Option<&Onward> {
        self.asked.iter().find(|onward| onward.answer.is_none())
    }

    /// One question at a time; none where the conditions forbid what it asks for.
    pub(super) fn may_ask(
        &self,
        question: &OnwardQuestion,
        conditions: &Conditions,
    ) -> Result<(), Rejection> {
        let possible = conditions.onward_transfer == OnwardTransfer::WithConsent;
        require(possible, Rule::OnwardTransferForbidden)?;
        require(self.open().is_none(), Rule::OnwardQuestionOpen)?;
        if let Recipient::Organisation { name } = &question.recipient {
            said(name)?;
        }
        said(&question.purpose)
    }

    pub(super) fn may_answer(&self) -> Result<(), Rejection> {
        require(self.open().is_some(), Rule::NoOnwardQuestion)
    }

    pub(super) fn may_propose(&self, answer: &OnwardAnswer) -> Result<(), Rejection> {
        self.may_answer()?;
        require(
            answer.consent || !answer.text.trim().is_empty(),
            Rule::ReasonsMissing,
        )
    }

    /// The proposed answer, if the acting officer is a second person.
    pub(super) fn confirmed(&self, facts: &Facts) -> Result<OnwardAnswer, Rejection> {
        self.may_answer()?;
        let proposed = self.proposed.as_ref();
        let proposed = proposed.ok_or(Rejection::by(Rule::NoOnwardQuestion))?;
        second_person(&proposed.by, facts)?;
        Ok(proposed.answer.clone())
    }

    /// INVARIANT (onward): consent is bound to the recipient and to the items of the package it was asked for.
    pub(super) fn consented(
        &self,
        recipient: &Recipient,
        package: &DigestText,
    ) -> Result<(), Rejection> {
        let given = self.asked.iter().any(|onward| {
            let question = &onward.question;
            let same = question.recipient == *recipient && question.package == *package;
            same && onward.answer.as_ref().is_some_and(|a| a.consent)
        });
        require(given, Rule::OnwardTransferNotConsented)
    }

    pub(super) fn ask(&mut self, question: &OnwardQuestion, asked_at: Timestamp) {
        self.asked.push(Onward {
            question: question.clone(),
            asked_at,
            answer: None,
        });
    }

    /// The question did not get through.
    pub(super) fn not_asked(&mut self) {
        self.asked.retain(|onward| onward.answer.is_some());
    }

    pub(super) fn answered(&mut self, answer: &OnwardAnswer) -> bool {
        self.proposed = None;
        let open = self.asked.iter_mut().find(|o| o.answer.is_none());
        open.map(|o| o.answer = Some(answer.clone())).is_some()
    }

    pub(super) fn owed<C>(&self) -> Vec<Obligation<C>> {
        let Some(open) = self.open() else {
            return Vec::new();
        };
        let (what, period) = (Duty::AnswerOnwardTransfer, Period::AnswerOnwardTransfer);
        let answer = Obligation::within(Side::Requested, what, period, open.asked_at);
        let second = self.proposed.as_ref().map(|proposed| {
            let (what, period) = (Duty::ConfirmOnwardAnswer, Period::SecondPerson);
            Obligation::within(Side::Requested, what, period, proposed.at)
        });
        second.into_iter().chain([answer]).collect()
    }
}
