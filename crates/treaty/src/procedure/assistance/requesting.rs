//! Assistance in the requesting State: draft, send, answer, fetch, open for a purpose, destroy.

mod course;
mod hearing;
mod owing;
mod shapes;
mod using;

pub use shapes::{Command, Evidence, Fact, Offer, Stage, State};

use super::{CallBack, CollectionNews, RequestedSays, RequestingSays};
use crate::Side;
use crate::actor::Facts;
use crate::law::bounds::COLLECTION_DAYS;
use crate::law::{Period, Rule};
use crate::particulars::AssistanceParticulars;
use crate::party::StateCode;
use crate::procedure::{
    Course, Happened, Obligation, Procedure, admitted, fold, foreign_law, gate, may_act, misplaced,
    said, second_person,
};
use crate::rejection::{CorruptHistory, Rejection, require};

/// The procedure.
pub struct RequestingAssistance;

type Event = Happened<Fact>;

impl Procedure for RequestingAssistance {
    type State = State;
    type Command = Command;
    type Fact = Fact;

    fn decide(state: Option<&State>, command: Command, facts: &Facts) -> Result<Event, Rejection> {
        may_act(state, command.act(), facts)?;
        let fact = match state {
            None => open(command, facts)?,
            Some(state) => state.answer(command, facts)?,
        };
        admitted::<Self>(state, fact, facts)
    }

    fn apply(state: Option<State>, event: &Event) -> Result<State, CorruptHistory> {
        let name = event.fact.name();
        fold(
            state,
            name,
            || State::opened(event),
            |state| state.after(event),
        )
    }

    fn owed(state: &State) -> Vec<Obligation<Command>> {
        if state.ended() {
            return Vec::new();
        }
        let mut owed = state.dialogue.owed(Period::AnswerAccessQuestion);
        owed.extend(state.offer_owed());
        let awaited = state.called_back.filter(|awaited| !awaited.answered);
        owed.extend(awaited.map(|awaited| CallBack::answer_owed(awaited.at)));
        if state.evidence().is_some() {
            owed.extend(state.onward.owed());
            owed.extend(state.consents.owed());
        }
        owed.extend(state.stage_owed());
        owed
    }
}

impl Course for State {
    fn peer(&self) -> StateCode {
        self.peer
    }

    fn stage(&self) -> &'static str {
        match &self.stage {
            Stage::Drafted { .. } => "drafted",
            Stage::Sent => "sent",
            Stage::UnderReview | Stage::Collected if self.open_offer().is_some() => {
                "conditions_offered"
            }
            Stage::UnderReview if self.dialogue.open_consultation().is_some() => "consulting",
            Stage::UnderReview if self.dialogue.question_open() => "awaiting_clarification",
            Stage::UnderReview => "under_review",
            Stage::Collecting { .. } => "collecting",
            Stage::Collected => "collected",
            Stage::Postponed { .. } => "postponed",
            Stage::Transferred { .. } => "transferred",
            Stage::Received { .. } => "received",
            Stage::InUse { .. } => "in_use",
            Stage::Destroyed { .. } => "destroyed",
            Stage::Refused { .. } => "refused",
            Stage::Abandoned => "abandoned",
            Stage::Withdrawn => "withdrawn",
            Stage::Returned { .. } => "returned",
            Stage::Closed { .. } => "closed",
        }
    }

    fn ended(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused { .. }
                | Stage::Abandoned
                | Stage::Withdrawn
                | Stage::Returned { .. }
                | Stage::Closed { .. }
        )
    }
}

// ---- What may happen -------------------------------------------------------------------------------------------------

fn open(command: Command, facts: &Facts) -> Result<Fact, Rejection> {
    match command {
        Command::DraftRequest { particulars } => {
            require(facts.party.state != facts.peer.state, Rule::SameState)?;
            require(particulars.seal_to.is_some(), Rule::NotInWriting)?;
            Ok(Fact::Drafted { particulars })
        }
        _ => Err(Rejection::by(Rule::NothingYet)),
    }
}

/// Whether the request, or its completion, may go to the other State: the scope gate, and that State's law.
fn may_leave(p: &AssistanceParticulars, facts: &Facts) -> Result<(), Rejection> {
    let (basis, offence, language) = (&p.basis, &p.offence, &p.language);
    let claim = gate::Claim {
        measure: p.measure(),
        basis,
        offence,
        language,
    };
    gate::admit(&claim, Side::Requesting, facts)?;
    foreign_law::satisfied(&facts.peer.law, claim.measure, &p.said(), facts.now)
}

fn tell(message: RequestingSays) -> Fact {
    Fact::Said { message }
}

impl State {
    fn answer(&self, command: Command, facts: &Facts) -> Result<Fact, Rejection> {
        require(
            !self.ended() || self.possible_after_the_end(&command),
            Rule::MatterEnded,
        )?;
        match command {
            Command::DraftRequest { .. } => Err(Rejection::by(Rule::AlreadyOpen)),
            Command::Redraft { particulars } => {
                require(particulars.seal_to.is_some(), Rule::NotInWriting)?;
                Ok(Fact::Redrafted { particulars })
            }
            Command::Abandon => Ok(Fact::Abandoned),
            Command::SendRequest => self.send(facts),
            Command::AnswerQuestion { text, amended } => self.answer_question(text, amended, facts),
            Command::AnswerConsultation { answer } => {
                self.dialogue.may_answer_consultation()?;
                Ok(tell(RequestingSays::ConsultationAnswer { answer }))
            }
            Command::AnswerCallBack { code } => self.answer_call_back(code, facts),
            Command::AnswerConditions { accepted, text } => {
                require(self.open_offer().is_some(), Rule::NoOfferedConditions)?;
                Ok(tell(RequestingSays::ConditionsAnswer { accepted, text }))
            }
            Command::Enquire { text } => {
                require(self.answer_owed(), Rule::NotAtThisStage)?;
                self.dialogue.may_enquire(facts.now)?;
                said(&text)?;
                Ok(tell(RequestingSays::Enquiry { text }))
            }
            Command::Withdraw { reasons } => {
                said(&reasons)?;
                Ok(tell(RequestingSays::Withdrawal { reasons }))
            }
            Command::RecordReceived { digest } => {
                self.is_announced(&digest)?;
                Ok(tell(RequestingSays::Received { digest }))
            }
            Command::ReportFaulty { check } => {
                said(&check)?;
                Ok(tell(RequestingSays::Faulty { check }))
            }
            Command::OpenEvidence { purpose, reason } => {
                said(&reason)?;
                self.may_use(purpose, facts)?;
                Ok(Fact::Opened { purpose, reason })
            }
            Command::ExportEvidence {
                purpose,
                recipient,
                onward,
            } => {
                said(&recipient)?;
                self.may_use(purpose, facts)?;
                self.may_pass_on(onward.as_ref())?;
                Ok(Fact::Exported {
                    purpose,
                    recipient,
                    onward,
                })
            }
            Command::AskOnwardTransfer { recipient, purpose } => {
                self.ask_onward(recipient, purpose)
            }
            Command::AskConsent { wish, reasons } => self.ask_consent(wish, reasons),
            Command::RequestRenewal {
                days,
                justification,
            } => {
                said(&justification)?;
                require(COLLECTION_DAYS.holds(days), Rule::CollectionTooLong)?;
                self.runs_until_after(facts)?;
                Ok(tell(RequestingSays::RenewalRequest {
                    days,
                    justification,
                }))
            }
            Command::RenewSecrecy { review_on, reason } => {
                require(self.sent_at.is_some(), Rule::NotAtThisStage)?;
                said(&reason)?;
                let secrecy = self.particulars.secrecy.as_ref();
                let secrecy = secrecy.ok_or(Rejection::by(Rule::SecrecyNotRequested))?;
                let later = review_on > facts.now && review_on > secrecy.review_on;
                require(later, Rule::SecrecyEndNotAhead)?;
                let (law, measure) = (&facts.peer.law, self.particulars.measure());
                foreign_law::secret_until(law, measure, review_on, facts.now)?;
                Ok(tell(RequestingSays::SecrecyRenewal { review_on, reason }))
            }
            Command::NotifyExculpatory { text, timing } => {
                said(&text)?;
                Ok(tell(RequestingSays::ExculpatoryNotice { text, timing }))
            }
            Command::DestroyEvidence => self.destroy(),
            Command::Close { outcome } => self.close(outcome, facts),
            Command::Hear { message } => self.hear(*message),
            Command::NoteReturned { what, rejection } => Ok(Fact::Returned { what, rejection }),
        }
    }

    /// The treaty facts are looked at now, not when the draft was made; and by two persons.
    fn send(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::Drafted { by, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        second_person(by, facts)?;
        may_leave(&self.particulars, facts)?;
        let particulars = Box::new(self.particulars.clone());
        Ok(tell(RequestingSays::Request { particulars }))
    }

    fn answer_question(
        &self,
        text: String,
        amended: Option<Box<AssistanceParticulars>>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.dialogue.may_answer()?;
        said(&text)?;
        if let Some(particulars) = amended.as_deref() {
            require(self.under_review(), Rule::NotAtThisStage)?;
            require(
                particulars.amends(&self.particulars),
                Rule::AmendmentTouchesFixedParts,
            )?;
            may_leave(particulars, facts)?;
        }
        Ok(tell(RequestingSays::Answer { text, amended }))
    }

    /// By somebody who had no hand in the request: a stolen session of those who had cannot answer for it.
    fn answer_call_back(&self, code: String, facts: &Facts) -> Result<Fact, Rejection> {
        let awaited = self.called_back.is_some_and(|awaited| !awaited.answered);
        require(awaited, Rule::NoOpenCallBack)?;
        self.persons
            .iter()
            .try_for_each(|by| second_person(by, facts))?;
        said(&code)?;
        Ok(tell(RequestingSays::CallBackAnswer { code }))
    }

    /// A renewal is asked for while the collection runs.
    fn runs_until_after(&self, facts: &Facts) -> Result<(), Rejection> {
        let Stage::Collecting { ends } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        require(facts.now < *ends, Rule::CollectionOver)
    }

    fn open_offer(&self) -> Option<&Offer> {
        self.offer.as_ref().filter(|offer| offer.accepted.is_none())
    }

    /// Whether the requested State owes anything that could be enquired after: with the evidence its answer is given.
    fn answer_owed(&self) -> bool {
        let owed = RequestingAssistance::owed(self);
        let theirs = owed.iter().any(|one| one.owner == Side::Requested);
        theirs || self.dialogue.enquiry_open()
    }

    /// What the requested State said before it knew of the end, an enquiry whose answer is still owed, and the book-keeping of
    /// deliveries. A draft that was given up was never heard of there.
    fn possible_after_the_end(&self, command: &Command) -> bool {
        let known_there = self.sent_at.is_some();
        match command {
            Command::Enquire { .. } => self.dialogue.enquiry_open(),
            Command::Hear { .. } | Command::RenewSecrecy { .. } | Command::NoteReturned { .. } => {
                known_there
            }
            _ => false,
        }
    }
}
