//! What the two States say to each other in the course of any request: questions, consultations, enquiries.
//! Both sides keep the same record, so the same type serves both.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Obligation};
use crate::Side;
use crate::law::{Ground, Period, Rule};
use crate::named::named;
use crate::rejection::{Rejection, require};

/// The last question, the last consultation on each concern, the last enquiry. The full exchange is in the events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialogue {
    /// The last question to the requesting State.
    pub question: Option<Exchange>,
    /// The last consultation on each concern.
    pub consultations: Vec<Consultation>,
    /// The last status enquiry to the requested State.
    pub enquiry: Option<Exchange>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The question.
    pub question: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The answer, once given.
    pub answer: Option<String>,
}

/// What a consultation is about, Art 40(28).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "concern", rename_all = "snake_case")]
pub enum Concern {
    /// A refusal on a ground.
    Refusal {
        /// The ground.
        ground: Ground,
    },
    /// A postponement.
    Postponement,
}

named! {
    /// Its serialised form.
    Concern {
        Refusal = "refusal";
        Postponement = "postponement";
    }
}

/// A consultation: may the help be given under conditions instead?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// What it is about.
    pub about: Concern,
    /// What the requested State says.
    pub text: String,
    /// The conditions under which it would help; may be empty.
    pub conditions: Vec<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The answer, once given.
    pub answer: Option<ConsultationAnswer>,
}

/// The requesting State's answer to a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationAnswer {
    /// Whether the conditions are accepted; accepted conditions bind.
    pub accepted: bool,
    /// What it says; may be empty.
    #[serde(default)]
    pub text: String,
}

impl Dialogue {
    /// Whether a question waits for its answer.
    pub fn question_open(&self) -> bool {
        open(self.question.as_ref())
    }

    /// Whether an enquiry waits for its answer.
    pub fn enquiry_open(&self) -> bool {
        open(self.enquiry.as_ref())
    }

    /// The consultation that waits for its answer.
    pub fn open_consultation(&self) -> Option<&Consultation> {
        self.consultations.iter().find(|c| c.answer.is_none())
    }

    /// The conditions the requesting State accepted in consultations, Art 40(28).
    pub fn accepted_conditions(&self) -> Vec<String> {
        let accepted = self.consultations.iter().filter(|c| c.was_accepted());
        accepted
            .flat_map(|c| c.conditions.iter().cloned())
            .collect()
    }

    /// Whether the duty to consult on this concern is done: answered, or unanswered for its whole period. Conditions that
    /// were offered and accepted stand in the way of the step they were to avoid.
    pub(super) fn consulted(&self, about: Concern, now: Timestamp) -> Result<(), Rejection> {
        let held = self.consultations.iter().find(|c| c.about == about);
        let held = held.ok_or(Rejection::by(Rule::ConsultFirst))?;
        require(!held.was_accepted(), Rule::ConditionsWereAccepted)?;
        let over = Period::AnswerConsultation.after(held.opened_at) <= now;
        require(held.answer.is_some() || over, Rule::ConsultationOpen)
    }

    pub(super) fn may_ask(&self) -> Result<(), Rejection> {
        require(!self.question_open(), Rule::QuestionOpen)
    }

    pub(super) fn may_answer(&self) -> Result<(), Rejection> {
        require(self.question_open(), Rule::NoOpenQuestion)
    }

    /// One consultation at a time; one that was never answered stands in the way only for its period.
    pub(super) fn may_consult(&self, now: Timestamp) -> Result<(), Rejection> {
        let over = |c: &Consultation| Period::AnswerConsultation.after(c.opened_at) <= now;
        require(
            self.open_consultation().is_none_or(over),
            Rule::ConsultationOpen,
        )
    }

    pub(super) fn may_answer_consultation(&self) -> Result<(), Rejection> {
        require(self.open_consultation().is_some(), Rule::NoOpenConsultation)
    }

    pub(super) fn may_enquire(&self) -> Result<(), Rejection> {
        require(!self.enquiry_open(), Rule::EnquiryOpen)
    }

    pub(super) fn may_answer_enquiry(&self) -> Result<(), Rejection> {
        require(self.enquiry_open(), Rule::NoOpenEnquiry)
    }

    pub(super) fn asked(&mut self, question: &str, asked_at: Timestamp) {
        self.question = Some(Exchange {
            question: question.into(),
            asked_at,
            answer: None,
        });
    }

    pub(super) fn answered(&mut self, text: &str) -> bool {
        answer(self.question.as_mut(), text)
    }

    pub(super) fn enquired(&mut self, question: &str, asked_at: Timestamp) {
        self.enquiry = Some(Exchange {
            question: question.into(),
            asked_at,
            answer: None,
        });
    }

    pub(super) fn enquiry_answered(&mut self, text: &str) -> bool {
        answer(self.enquiry.as_mut(), text)
    }

    /// The answer did not get through: the question is open again.
    pub(super) fn unanswered(&mut self) {
        if let Some(question) = &mut self.question {
            question.answer = None;
        }
    }

    /// The question did not get through: nobody was asked.
    pub(super) fn not_asked(&mut self) {
        self.question = None;
    }

    /// The enquiry did not get through.
    pub(super) fn not_enquired(&mut self) {
        self.enquiry = None;
    }

    /// The consultation did not get through: nobody was consulted.
    pub(super) fn not_consulted(&mut self) {
        self.consultations.retain(|c| c.answer.is_some());
    }

    /// The answer to a consultation did not get through: it is open again, unless the other State keeps none open or has
    /// opened another.
    pub(super) fn consultation_unanswered(&mut self, rejection: Rejection) {
        let answered = self.consultations.iter().rposition(|c| c.answer.is_some());
        let Some(mut held) = answered.map(|place| self.consultations.remove(place)) else {
            return;
        };
        let waits = rejection.rule != Rule::NoOpenConsultation;
        if waits && self.open_consultation().is_none() {
            held.answer = None;
            self.consultations.push(held);
        }
    }

    /// A new consultation takes the place of an earlier one on the same concern, and of one that was never answered, so
    /// that an answer has one consultation to belong to.
    pub(super) fn consulting(&mut self, consultation: Consultation) {
        self.consultations
            .retain(|c| c.about != consultation.about && c.answer.is_some());
        self.consultations.push(consultation);
    }

    pub(super) fn consultation_answered(&mut self, answer: &ConsultationAnswer) -> bool {
        let open = self.consultations.iter_mut().find(|c| c.answer.is_none());
        open.map(|c| c.answer = Some(answer.clone())).is_some()
    }

    pub(super) fn owed<C>(&self, question_period: Period) -> Vec<Obligation<C>> {
        use Side::{Requested, Requesting};
        let mut owed = Vec::new();
        if let Some(q) = self.question.as_ref().filter(|q| q.answer.is_none()) {
            let period = question_period;
            owed.push(Obligation::within(
                Requesting,
                Duty::AnswerQuestion,
                period,
                q.asked_at,
            ));
        }
        if let Some(c) = self.open_consultation() {
            let period = Period::AnswerConsultation;
            owed.push(Obligation::within(
                Requesting,
                Duty::AnswerConsultation,
                period,
                c.opened_at,
            ));
        }
        if let Some(e) = self.enquiry.as_ref().filter(|e| e.answer.is_none()) {
            let period = Period::AnswerEnquiry;
            owed.push(Obligation::within(
                Requested,
                Duty::AnswerEnquiry,
                period,
                e.asked_at,
            ));
        }
        owed
    }
}

impl Consultation {
    fn was_accepted(&self) -> bool {
        let accepted = self.answer.as_ref().is_some_and(|a| a.accepted);
        accepted && !self.conditions.is_empty()
    }
}

fn open(exchange: Option<&Exchange>) -> bool {
    exchange.is_some_and(|e| e.answer.is_none())
}

fn answer(exchange: Option<&mut Exchange>, text: &str) -> bool {
    let open = exchange.filter(|e| e.answer.is_none());
    open.map(|e| e.answer = Some(text.into())).is_some()
}
