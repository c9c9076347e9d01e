//! What the two States say to each other in the course of any request: questions, consultations, enquiries.
//! Both sides keep the same record, so the same type serves both.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Obligation};
use crate::Side;
use crate::law::{Ground, Measure, Period, Rule};
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
    /// The disclosure to the accused of what speaks for them, Art 40(5) and (19).
    Disclosure,
}

named! {
    /// Its serialised form.
    Concern {
        Refusal = "refusal";
        Postponement = "postponement";
        Disclosure = "disclosure";
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
    /// The measure is decided within a day, so the answer cannot take two weeks.
    #[serde(default)]
    pub urgent: bool,
    /// The answer, once given.
    pub answer: Option<ConsultationAnswer>,
    /// It has served: the step it was to precede was taken, or the request it was about is another now.
    #[serde(default)]
    pub spent: bool,
    /// It was not answered in its period, and another one was opened since. It counts as held.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lapsed: bool,
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
        self.consultations.iter().find(|c| c.is_open())
    }

    /// The conditions the requesting State accepted in consultations, Art 40(28).
    pub fn accepted_conditions(&self) -> Vec<String> {
        let accepted = self.consultations.iter().filter(|c| c.binds());
        accepted
            .flat_map(|c| c.conditions.iter().cloned())
            .collect()
    }

    /// Whether the duty to consult on this concern is done: answered, or unanswered for its whole period. Conditions that
    /// were offered and accepted stand in the way of the step they were to avoid. It is owed before each such step, so what
    /// was spent on an earlier one does not count.
    pub(super) fn consulted(&self, about: Concern, now: Timestamp) -> Result<(), Rejection> {
        let mut unspent = self.consultations.iter().filter(|c| !c.spent);
        let held = unspent.find(|c| c.about == about);
        let held = held.ok_or(Rejection::by(Rule::ConsultFirst))?;
        require(!held.binds(), Rule::ConditionsWereAccepted)?;
        let done = held.answer.is_some() || held.lapsed || held.is_over(now);
        require(done, Rule::ConsultationOpen)
    }

    pub(super) fn may_ask(&self) -> Result<(), Rejection> {
        require(!self.question_open(), Rule::QuestionOpen)
    }

    pub(super) fn may_answer(&self) -> Result<(), Rejection> {
        require(self.question_open(), Rule::NoOpenQuestion)
    }

    /// One consultation at a time; one that was never answered stands in the way only for its period.
    pub(super) fn may_consult(&self, now: Timestamp) -> Result<(), Rejection> {
        let open = self.open_consultation();
        require(open.is_none_or(|c| c.is_over(now)), Rule::ConsultationOpen)
    }

    pub(super) fn may_answer_consultation(&self) -> Result<(), Rejection> {
        require(self.open_consultation().is_some(), Rule::NoOpenConsultation)
    }

    /// The answer may have crossed the step that was taken without it.
    pub(super) fn may_hear_consultation_answer(&self) -> Result<(), Rejection> {
        let unanswered = self.consultations.iter().any(Consultation::awaits);
        require(unanswered, Rule::NoOpenConsultation)
    }

    /// One enquiry at a time; whoever got no answer in its period asks again, and takes a receipt that says when.
    pub(super) fn may_enquire(&self, now: Timestamp) -> Result<(), Rejection> {
        let open = self.enquiry.as_ref().filter(|e| e.answer.is_none());
        let waits = open.is_some_and(|e| now < Period::AnswerEnquiry.after(e.asked_at));
        require(!waits, Rule::EnquiryOpen)
    }

    pub(super) fn may_answer_enquiry(&self) -> Result<(), Rejection> {
        require(self.enquiry_open(), Rule::NoOpenEnquiry)
    }

    /// The answer to an enquiry that was answered already crossed one that was made again.
    pub(super) fn may_hear_enquiry_answer(&self) -> Result<(), Rejection> {
        require(self.enquiry.is_some(), Rule::NoOpenEnquiry)
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

    /// An enquiry that is made again does not begin the period anew.
    pub(super) fn enquired(&mut self, question: &str, at: Timestamp) {
        let open = self.enquiry.as_ref().filter(|e| e.answer.is_none());
        let asked_at = open.map_or(at, |e| e.asked_at);
        self.enquiry = Some(Exchange {
            question: question.into(),
            asked_at,
            answer: None,
        });
    }

    pub(super) fn enquiry_answered(&mut self, text: &str) -> bool {
        let enquiry = self.enquiry.as_mut();
        enquiry.map(|e| e.answer = Some(text.into())).is_some()
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
        self.consultations.retain(|c| !c.is_open());
    }

    /// The step was taken that this was about: the next one takes a consultation of its own, Art 40(28).
    pub(super) fn used(&mut self, about: Concern) {
        let of_it = self.consultations.iter_mut().filter(|c| c.about == about);
        of_it.for_each(|c| c.spent = true);
    }

    /// The step that it was about did not get through: it serves for the next one.
    pub(super) fn not_used(&mut self, about: Concern) {
        let of_it = self.consultations.iter_mut().filter(|c| c.about == about);
        of_it.for_each(|c| c.spent = false);
    }

    /// What was said of the first request says nothing of the completed one, but that conditions it was answered with still
    /// bind. One that waits for its answer is answered by a State that knows what it asks for now.
    ///
    /// Only the State that decides counts what is spent here: neither what is open nor what binds changes.
    pub(super) fn amended(&mut self) {
        let over = self.consultations.iter_mut().filter(|c| !c.awaits());
        let idle = over.filter(|c| !c.binds());
        idle.for_each(|c| c.spent = true);
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

    /// A new consultation takes the place of an earlier one on the same concern. One that is still open had its whole period,
    /// or there would be no other: it lapses and takes no answer any more, so that an answer has one consultation to belong to.
    pub(super) fn consulting(&mut self, consultation: Consultation) {
        self.consultations.retain(|c| c.about != consultation.about);
        let open = self.consultations.iter_mut().filter(|c| c.is_open());
        open.for_each(|c| c.lapsed = true);
        self.consultations.push(consultation);
    }

    pub(super) fn consultation_answered(&mut self, answer: &ConsultationAnswer) -> bool {
        let unanswered = self.consultations.iter_mut().filter(|c| c.awaits());
        let one = unanswered.min_by_key(|c| c.spent);
        one.map(|c| c.answer = Some(answer.clone())).is_some()
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
            owed.push(Obligation::within(
                Requesting,
                Duty::AnswerConsultation,
                c.period(),
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
    /// One that begins.
    pub(super) fn opened(
        measure: Measure,
        about: Concern,
        text: &str,
        conditions: &[String],
        opened_at: Timestamp,
    ) -> Self {
        Self {
            about,
            text: text.into(),
            conditions: conditions.to_vec(),
            opened_at,
            urgent: measure.decided_within_a_day(),
            answer: None,
            spent: false,
            lapsed: false,
        }
    }

    fn is_open(&self) -> bool {
        self.awaits() && !self.spent
    }

    /// An answer may still come, if only one that crossed the step that was taken without it.
    fn awaits(&self) -> bool {
        self.answer.is_none() && !self.lapsed
    }

    fn period(&self) -> Period {
        let usual = Period::AnswerConsultation;
        if self.urgent { usual.urgent() } else { usual }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.period().after(self.opened_at) <= now
    }

    fn binds(&self) -> bool {
        let accepted = self.answer.as_ref().is_some_and(|a| a.accepted);
        accepted && !self.conditions.is_empty() && !self.spent
    }
}

fn open(exchange: Option<&Exchange>) -> bool {
    exchange.is_some_and(|e| e.answer.is_none())
}

fn answer(exchange: Option<&mut Exchange>, text: &str) -> bool {
    let open = exchange.filter(|e| e.answer.is_none());
    open.map(|e| e.answer = Some(text.into())).is_some()
}
