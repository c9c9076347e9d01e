//! Preservation in the requesting State: ask, answer, extend, withdraw; and what the requested State tells us.

mod course;
mod shapes;

pub use shapes::{Command, Extension, Fact, Stage, State};

use jiff::Timestamp;

use super::{RequestedSays, RequestingSays};
use crate::actor::Facts;
use crate::law::{Period, Rule};
use crate::particulars::PreservationParticulars;
use crate::party::StateCode;
use crate::procedure::{
    Course, Happened, Obligation, Procedure, admitted, fold, foreign_law, gate, may_act, misplaced,
    said,
};
use crate::rejection::{CorruptHistory, Rejection, require};
use crate::{Measure, Side};

/// The procedure.
pub struct RequestingPreservation;

type Event = Happened<Fact>;

impl Procedure for RequestingPreservation {
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
        let mut owed = state.dialogue.owed(Period::AnswerPreservationQuestion);
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
            Stage::Requested => "requested",
            Stage::UnderReview if self.risk.is_some() => "risk_notified",
            Stage::UnderReview if self.dialogue.open_consultation().is_some() => "consulting",
            Stage::UnderReview if self.dialogue.question_open() => "awaiting_clarification",
            Stage::UnderReview => "under_review",
            Stage::Ordered { .. } => "ordered",
            Stage::Preserved { .. } if !self.holds.is_empty() => "held",
            Stage::Preserved {
                extension: Some(_), ..
            } => "extension_requested",
            Stage::Preserved { .. } => "preserved",
            Stage::Refused { .. } => "refused",
            Stage::NoData => "no_data",
            Stage::Withdrawn => "withdrawn",
            Stage::Lapsed => "lapsed",
            Stage::Returned { .. } => "returned",
        }
    }

    fn ended(&self) -> bool {
        let Self { stage, .. } = self;
        matches!(stage, Stage::Refused { .. } | Stage::Returned { .. })
            || matches!(stage, Stage::NoData | Stage::Withdrawn | Stage::Lapsed)
    }
}

// ---- What may happen -------------------------------------------------------------------------------------------------

fn open(command: Command, facts: &Facts) -> Result<Fact, Rejection> {
    match command {
        Command::RequestPreservation { particulars } => {
            may_leave(&particulars, facts)?;
            Ok(tell(RequestingSays::Request { particulars }))
        }
        _ => Err(Rejection::by(Rule::NothingYet)),
    }
}

/// Whether the request, or its completion, may go to the other State: the scope gate, and that State's law.
fn may_leave(p: &PreservationParticulars, facts: &Facts) -> Result<(), Rejection> {
    let (basis, offence, language) = (&p.basis, &p.offence, &p.language);
    let claim = gate::Claim {
        measure: Measure::Preservation,
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
            Command::RequestPreservation { .. } => Err(Rejection::by(Rule::AlreadyOpen)),
            Command::AnswerQuestion { text, amended } => self.answer_question(text, amended, facts),
            Command::AnswerConsultation { answer } => {
                self.dialogue.may_answer_consultation()?;
                Ok(tell(RequestingSays::ConsultationAnswer { answer }))
            }
            Command::DecideRisk { go_on, text } => self.decide_risk(go_on, text),
            Command::RequestExtension { until, reasons } => {
                self.request_extension(until, reasons, facts.now)
            }
            Command::Enquire { text } => {
                self.dialogue.may_enquire(facts.now)?;
                said(&text)?;
                Ok(tell(RequestingSays::Enquiry { text }))
            }
            Command::Withdraw { reasons } => {
                said(&reasons)?;
                Ok(tell(RequestingSays::Withdrawal { reasons }))
            }
            Command::Hear { message } => self.hear(message),
            Command::Hold { access, from } => {
                require(from == self.peer, Rule::NotYourMatter)?;
                Ok(Fact::Held { access })
            }
            Command::Release { access } => {
                require(self.holds.contains(&access), Rule::NotHeld)?;
                Ok(Fact::Released { access })
            }
            Command::NoteReturned { what, rejection } => Ok(Fact::Returned { what, rejection }),
        }
    }

    fn answer_question(
        &self,
        text: String,
        amended: Option<Box<PreservationParticulars>>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.dialogue.may_answer()?;
        said(&text)?;
        if let Some(particulars) = amended.as_deref() {
            require(self.stage == Stage::UnderReview, Rule::NotAtThisStage)?;
            let same = particulars.language == self.particulars.language;
            require(same, Rule::AmendmentTouchesFixedParts)?;
            may_leave(particulars, facts)?;
        }
        Ok(tell(RequestingSays::Answer { text, amended }))
    }

    fn decide_risk(&self, go_on: bool, text: String) -> Result<Fact, Rejection> {
        require(self.risk.is_some(), Rule::NoOpenRisk)?;
        Ok(tell(RequestingSays::RiskDecision { go_on, text }))
    }

    /// Before expiry, Art 42(9). Data that are held do not expire, so there is no "too late" for them.
    fn request_extension(
        &self,
        until: Timestamp,
        reasons: String,
        now: Timestamp,
    ) -> Result<Fact, Rejection> {
        let Stage::Preserved {
            expires_at,
            extension,
            ..
        } = &self.stage
        else {
            return Err(misplaced(Some(self)));
        };
        require(extension.is_none(), Rule::ExtensionOpen)?;
        require(
            now <= *expires_at || !self.holds.is_empty(),
            Rule::ExtensionTooLate,
        )?;
        require(until > *expires_at, Rule::ExtensionNotLater)?;
        said(&reasons)?;
        Ok(tell(RequestingSays::ExtensionRequest { until, reasons }))
    }

    fn hear(&self, message: RequestedSays) -> Result<Fact, Rejection> {
        match &message {
            RequestedSays::Question { text } => {
                self.dialogue.may_ask()?;
                said(text)?;
            }
            RequestedSays::Consultation { text, .. } | RequestedSays::NoData { text } => {
                said(text)?;
            }
            RequestedSays::EnquiryAnswer { .. } => self.dialogue.may_hear_enquiry_answer()?,
            RequestedSays::Preserved {
                effective_at,
                expires_at,
            } => {
                let floor = Period::PreservationFloor.after(*effective_at);
                require(*expires_at >= floor, Rule::BelowFloor)?;
            }
            RequestedSays::Refusal { refusal } => {
                require(!refusal.reasons.trim().is_empty(), Rule::ReasonsMissing)?;
                refusal.ground.on_the_list(Measure::Preservation)?;
            }
            RequestedSays::ExtensionGranted { .. } | RequestedSays::ExtensionRefused { .. } => {
                self.extension_open()?;
            }
            _ => {}
        }
        Ok(Fact::Heard { message })
    }

    fn extension_open(&self) -> Result<(), Rejection> {
        let open = matches!(
            &self.stage,
            Stage::Preserved {
                extension: Some(_),
                ..
            }
        );
        require(open || self.ended(), Rule::NoOpenExtension)
    }

    /// What the requested State said before it knew of the end, an enquiry whose answer is still owed, and the book-keeping of
    /// links.
    fn possible_after_the_end(&self, command: &Command) -> bool {
        match command {
            Command::Hear { .. } | Command::Release { .. } | Command::NoteReturned { .. } => true,
            Command::Enquire { .. } => self.dialogue.enquiry_open(),
            _ => false,
        }
    }
}
