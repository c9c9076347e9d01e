//! Assistance in the requested State: review, authorise, seal, decide the personal-data gate, release.

mod acts;
mod collecting;
mod course;
mod facts;
mod hearing;
mod owing;
mod refusing;
mod release;
mod safeguarding;
mod sent;
mod shapes;

pub use acts::Command;
pub use facts::Fact;
pub use shapes::{
    CollectionRun, DataDecision, DataGate, Renewal, RenewalRefusal, Stage, State, Unreleased,
};

use super::{CallBack, LeftOut, RequestedSays, RequestingSays, SealedPackage};
use crate::Side;
use crate::actor::Facts;
use crate::law::{Period, Rule};
use crate::particulars::{AssistanceParticulars, Conditions};
use crate::party::StateCode;
use crate::procedure::{
    Course, Duty, Happened, Obligation, Procedure, admitted, fold, gate, may_act, misplaced, said,
};
use crate::rejection::{CorruptHistory, Rejection, require};

/// The procedure.
pub struct RequestedAssistance;

type Event = Happened<Fact>;

impl Procedure for RequestedAssistance {
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
        let mut owed = state.dialogue.owed(Period::AnswerAccessQuestion);
        // After the end an enquiry alone can still be answered.
        owed.retain(|one| !state.ended() || one.what == Duty::AnswerEnquiry);
        owed.extend(state.gate_owed());
        owed.extend(state.safeguards_owed());
        owed.extend(state.stage_owed());
        owed
    }
}

impl Course for State {
    fn peer(&self) -> StateCode {
        self.peer
    }

    fn stage(&self) -> &'static str {
        let offered = matches!(self.gate, DataGate::Offered { .. });
        match &self.stage {
            Stage::Received => "received",
            Stage::UnderReview { .. } if self.dialogue.open_consultation().is_some() => {
                "consulting"
            }
            Stage::UnderReview { .. } if self.dialogue.question_open() => "awaiting_clarification",
            Stage::UnderReview { .. } => "under_review",
            Stage::RefusalProposed { .. } => "refusal_proposed",
            Stage::Postponed { .. } => "postponed",
            Stage::Authorised { .. } | Stage::Collected { .. } | Stage::Sealed { .. }
                if offered =>
            {
                "conditions_offered"
            }
            Stage::Authorised { .. } => "authorised",
            Stage::Collecting { .. } => "collecting",
            Stage::Paused { .. } => "paused",
            Stage::Collected { .. } => "collected",
            Stage::Sealed { .. } => "sealed",
            Stage::TransferProposed { .. } => "transfer_proposed",
            Stage::Transferred { .. } => "transferred",
            Stage::Delivered { .. } => "delivered",
            Stage::Destroyed => "destroyed",
            Stage::Refused { .. } => "refused",
            Stage::Withdrawn => "withdrawn",
            Stage::Closed { .. } => "closed",
        }
    }

    fn ended(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused { .. } | Stage::Withdrawn | Stage::Closed { .. }
        )
    }
}

// ---- What may happen -------------------------------------------------------------------------------------------------

fn open(command: Command, facts: &Facts) -> Result<Fact, Rejection> {
    match command {
        Command::Hear {
            message: RequestingSays::Request { particulars },
        } => {
            require(particulars.seal_to.is_some(), Rule::NotInWriting)?;
            admit(&particulars, facts)?;
            Ok(Fact::Heard {
                message: RequestingSays::Request { particulars },
            })
        }
        Command::RecordOral { particulars } => {
            require(particulars.oral.is_some(), Rule::TextMissing)?;
            admit(&particulars, facts)?;
            let mut particulars = particulars;
            particulars.seal_to = None;
            Ok(Fact::OralRecorded { particulars })
        }
        _ => Err(Rejection::by(Rule::NothingYet)),
    }
}

fn admit(p: &AssistanceParticulars, facts: &Facts) -> Result<(), Rejection> {
    let (basis, offence, language) = (&p.basis, &p.offence, &p.language);
    let claim = gate::Claim {
        measure: p.measure(),
        basis,
        offence,
        language,
    };
    gate::admit(&claim, Side::Requested, facts)
}

fn tell(message: RequestedSays) -> Fact {
    Fact::Said { message }
}

impl State {
    fn answer(&self, command: Command, facts: &Facts) -> Result<Fact, Rejection> {
        require(
            !self.ended() || possible_after_the_end(&command),
            Rule::MatterEnded,
        )?;
        match command {
            Command::Hear { message } => self.hear(message, facts),
            Command::Acknowledge => Ok(tell(RequestedSays::Acknowledgement)),
            Command::Ask { question } => self.ask(question),
            Command::AnswerEnquiry { text } => self.answer_enquiry(text),
            Command::ScreenRights {
                answer,
                conduct,
                note,
            } => Ok(Fact::RightsScreened {
                answer,
                conduct,
                note,
            }),
            Command::ReviewScreen { proceed, note } => {
                self.screen.may_review(facts)?;
                said(&note)?;
                Ok(Fact::ScreenReviewed { proceed, note })
            }
            Command::Consult {
                about,
                text,
                conditions,
            } => self.consult(about, text, conditions, facts),
            Command::ProposeRefusal { refusal } => {
                self.in_review()?;
                self.refusal_case().check(&refusal, facts)?;
                Ok(Fact::RefusalProposed { refusal })
            }
            Command::ReturnRefusal { note } => {
                said(&note)?;
                Ok(Fact::RefusalReturned { note })
            }
            Command::ConfirmRefusal => self.refuse(facts),
            Command::Postpone { review_on, reasons } => {
                self.postpone(review_on, reasons, facts.now)
            }
            Command::ReturnToReview { note } => self.return_to_review(note, facts),
            Command::DeclareSecrecyImpossible { reasons } => {
                require(
                    self.particulars.secrecy.is_some(),
                    Rule::SecrecyNotRequested,
                )?;
                said(&reasons)?;
                Ok(tell(RequestedSays::SecrecyImpossible { reasons }))
            }
            Command::Authorise { authorisation } => self.authorise(authorisation, facts),
            Command::ExpireAuthorisation => self.expire(facts.now),
            Command::RecordSealed { package } => self.seal(package, facts.now),
            Command::DecidePersonalData { decision } => self.decide_gate(decision, facts),
            Command::ProposeTransfer { left_out } => self.propose_transfer(left_out, facts),
            Command::ReturnTransfer { note } => {
                said(&note)?;
                Ok(Fact::TransferReturned { note })
            }
            Command::ConfirmTransfer { manifest } => self.transfer(manifest, facts),
            Command::NoteReturned { what, rejection } => Ok(Fact::Returned { what, rejection }),
            Command::RecordOral { .. } => Err(Rejection::by(Rule::AlreadyOpen)),
            Command::NotifyCosts { text } => {
                said(&text)?;
                Ok(tell(RequestedSays::CostNotice { text }))
            }
            Command::CheckProvider { check } => self.check_provider(check),
            Command::StartCollection => self.start_collection(facts),
            Command::PauseCollection => self.pause_collection(facts.now),
            Command::StopCollection { note } => self.stop_collection(&note, facts),
            Command::RenewCollection { authorisation } => {
                self.renew_collection(authorisation, facts)
            }
            Command::ProposeConsent { answer } => self.propose_consent(answer, facts),
            Command::ConfirmConsent => self.confirm_consent(facts),
            Command::ProposeRenewalRefusal { reasons } => self.propose_renewal_refusal(reasons),
            Command::ConfirmRenewalRefusal => self.refuse_renewal(facts),
            Command::DestroyCollected { note } => self.destroy_collected(note),
            Command::CallBack { contact } => self.call_back(contact, facts.drawn),
            Command::CompareConduct { .. }
            | Command::RecordCompelledHelp { .. }
            | Command::RecordPrivilegeFilter { .. }
            | Command::LogMinimisation { .. }
            | Command::NotifyPerson { .. }
            | Command::ProposeOnwardAnswer { .. }
            | Command::ConfirmOnwardAnswer
            | Command::ProposeWaiver { .. }
            | Command::ConfirmWaiver => self.safeguard(command, facts),
        }
    }

    fn hear(&self, message: RequestingSays, facts: &Facts) -> Result<Fact, Rejection> {
        match &message {
            RequestingSays::Request { particulars } => self.confirmed(particulars, facts)?,
            RequestingSays::Answer { text, amended } => {
                self.dialogue.may_answer()?;
                said(text)?;
                amended
                    .as_deref()
                    .map_or(Ok(()), |p| self.amended(p, facts))?;
            }
            RequestingSays::ConsultationAnswer { .. } => {
                self.dialogue.may_hear_consultation_answer()?;
            }
            RequestingSays::Enquiry { text } => said(text)?,
            RequestingSays::Received { digest } | RequestingSays::Destroyed { digest } => {
                let package = self.released().ok_or_else(|| misplaced(Some(self)))?;
                require(package.digest == *digest, Rule::PackageMismatch)?;
            }
            RequestingSays::ConditionsAnswer { .. } => {
                let offered = matches!(self.gate, DataGate::Offered { .. });
                require(offered, Rule::NoOfferedConditions)?;
            }
            RequestingSays::RenewalRequest { justification, .. } => {
                said(justification)?;
                self.still_running(facts.now)?;
            }
            RequestingSays::SecrecyRenewal { review_on, reason } => {
                self.may_put_off(*review_on, reason, facts)?;
            }
            RequestingSays::OnwardQuestion { question } => self.may_be_asked(question)?,
            RequestingSays::ConsentQuestion { question } => {
                self.may_be_asked_to_consent(question)?;
            }
            RequestingSays::CallBackAnswer { .. } => {
                let call = self.safeguards.call_back.as_ref();
                require(call.is_some_and(CallBack::waits), Rule::NoOpenCallBack)?;
            }
            RequestingSays::Withdrawal { .. }
            | RequestingSays::Faulty { .. }
            | RequestingSays::ExculpatoryNotice { .. }
            | RequestingSays::Closed { .. } => {}
        }
        Ok(Fact::Heard { message })
    }

    /// A completed request stands in for the first one, so it passes the same gate; once authorised, it comes too late.
    fn amended(&self, particulars: &AssistanceParticulars, facts: &Facts) -> Result<(), Rejection> {
        self.in_review()?;
        require(
            particulars.amends(&self.particulars),
            Rule::AmendmentTouchesFixedParts,
        )?;
        admit(particulars, facts)
    }

    fn ask(&self, text: String) -> Result<Fact, Rejection> {
        self.dialogue.may_ask()?;
        said(&text)?;
        Ok(tell(RequestedSays::Question { text }))
    }

    fn answer_enquiry(&self, text: String) -> Result<Fact, Rejection> {
        self.dialogue.may_answer_enquiry()?;
        said(&text)?;
        Ok(tell(RequestedSays::EnquiryAnswer {
            stage: Course::stage(self).into(),
            text,
        }))
    }

    /// The package, from its sealing until its key is destroyed, the conditions it was released under, and what is left out.
    pub fn evidence(&self) -> Option<(&SealedPackage, Option<&Conditions>, &[LeftOut])> {
        match &self.stage {
            Stage::Sealed { package, .. } => Some((package, None, &[])),
            Stage::TransferProposed {
                package, left_out, ..
            } => Some((package, None, left_out)),
            Stage::Transferred {
                package,
                conditions,
                left_out,
                ..
            }
            | Stage::Delivered {
                package,
                conditions,
                left_out,
            } => Some((package, Some(conditions), left_out)),
            _ => None,
        }
    }

    /// The package that was released, as long as it was not destroyed.
    pub fn released(&self) -> Option<&SealedPackage> {
        match &self.stage {
            Stage::Transferred { package, .. } | Stage::Delivered { package, .. } => Some(package),
            _ => None,
        }
    }
}

/// Messages that crossed the end on their way, status enquiries (Art 40(26)), what is owed to the person concerned, and the
/// book-keeping of deliveries.
fn possible_after_the_end(command: &Command) -> bool {
    match command {
        Command::Hear { message } => matches!(
            message,
            RequestingSays::Answer { amended: None, .. }
                | RequestingSays::ConsultationAnswer { .. }
                | RequestingSays::ConditionsAnswer { .. }
                | RequestingSays::Enquiry { .. }
                | RequestingSays::SecrecyRenewal { .. }
                | RequestingSays::Withdrawal { .. }
        ),
        Command::AnswerEnquiry { .. }
        | Command::NotifyPerson { .. }
        | Command::DestroyCollected { .. }
        | Command::NoteReturned { .. } => true,
        _ => false,
    }
}
