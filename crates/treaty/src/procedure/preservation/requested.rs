//! Preservation in the requested State: review, order, preserve, renew, hold, lapse.

mod acts;
mod course;
mod facts;
mod keeping;
mod shapes;

pub use acts::Command;
pub use facts::Fact;
pub use shapes::{Extension, OpenRisk, Order, Preservation, Stage, State};

use jiff::Timestamp;

use super::{ProviderElsewhere, RequestedSays, RequestingSays, Risk};
use crate::actor::Facts;
use crate::law::{Article, Period, Rule};
use crate::particulars::PreservationParticulars;
use crate::party::StateCode;
use crate::procedure::dialogue::Concern;
use crate::procedure::review::RefusalCase;
use crate::procedure::waivers::Waivers;
use crate::procedure::{
    Course, Happened, Obligation, Procedure, admitted, fold, gate, may_act, misplaced, said,
};
use crate::rejection::{CorruptHistory, Rejection, require};
use crate::{Measure, Side};

/// The procedure.
pub struct RequestedPreservation;

type Event = Happened<Fact>;

impl Procedure for RequestedPreservation {
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
        owed.extend(state.risk_owed());
        owed.extend(state.waiver_owed());
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
            Stage::Received => "received",
            Stage::UnderReview { .. } if self.risk.is_some() => "risk_notified",
            Stage::UnderReview { .. } if self.dialogue.open_consultation().is_some() => {
                "consulting"
            }
            Stage::UnderReview { .. } if self.dialogue.question_open() => "awaiting_clarification",
            Stage::UnderReview { .. } => "under_review",
            Stage::RefusalProposed { .. } => "refusal_proposed",
            Stage::Ordered { .. } => "ordered",
            Stage::Preserved { .. } if !self.holds.is_empty() => "held",
            Stage::Preserved { preservation, .. } if preservation.extension.is_some() => {
                "extension_requested"
            }
            Stage::Preserved { .. } => "preserved",
            Stage::Refused { .. } => "refused",
            Stage::NoData => "no_data",
            Stage::Withdrawn => "withdrawn",
            Stage::Lapsed => "lapsed",
        }
    }

    fn ended(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused { .. } | Stage::NoData | Stage::Withdrawn | Stage::Lapsed
        )
    }
}

// ---- What may happen -------------------------------------------------------------------------------------------------

fn open(command: Command, facts: &Facts) -> Result<Fact, Rejection> {
    match command {
        Command::Hear {
            message: RequestingSays::Request { particulars },
        } => {
            admit(&particulars, facts)?;
            Ok(Fact::Heard {
                message: RequestingSays::Request { particulars },
            })
        }
        _ => Err(Rejection::by(Rule::NothingYet)),
    }
}

fn admit(p: &PreservationParticulars, facts: &Facts) -> Result<(), Rejection> {
    let (basis, offence, language) = (&p.basis, &p.offence, &p.language);
    let claim = gate::Claim {
        measure: Measure::Preservation,
        basis,
        offence,
        language,
    };
    gate::admit(&claim, Side::Requested, facts)
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
            Command::NotifyRisk { notice } => {
                said(&notice.text)?;
                Ok(tell(RequestedSays::RiskNotice { notice }))
            }
            Command::ReportProvider { provider } => report(provider, facts),
            Command::ProposeWaiver { rule, reason } => {
                Waivers::may_propose(rule, &reason)?;
                Ok(Fact::WaiverProposed { rule, reason })
            }
            Command::ConfirmWaiver => {
                self.waivers.may_confirm(facts)?;
                Ok(Fact::WaiverConfirmed)
            }
            Command::Order { days } => self.order(days, facts),
            Command::ConfirmPreserved { effective_at, days } => {
                self.confirm(effective_at, days, facts)
            }
            Command::ReportNoData { text } => {
                said(&text)?;
                Ok(tell(RequestedSays::NoData { text }))
            }
            Command::RenewOrder => self.renew(facts),
            Command::WarnOrderEnds => self.warn(facts),
            Command::GrantExtension { until } => self.grant_extension(until),
            Command::ProposeExtensionRefusal { reasons } => {
                self.extension()?;
                require(!reasons.trim().is_empty(), Rule::ReasonsMissing)?;
                Ok(Fact::ExtensionRefusalProposed { reasons })
            }
            Command::ConfirmExtensionRefusal => self.refuse_extension(facts),
            Command::Lapse => self.lapse(facts),
            Command::Hold { access, from } => self.hold(access, from),
            Command::Release { access } => self.release(access, facts),
            Command::NoteReturned { what, rejection } => Ok(Fact::Returned { what, rejection }),
        }
    }

    fn hear(&self, message: RequestingSays, facts: &Facts) -> Result<Fact, Rejection> {
        match &message {
            RequestingSays::Request { .. } => return Err(Rejection::by(Rule::AlreadyOpen)),
            RequestingSays::Answer { text, amended } => {
                self.dialogue.may_answer()?;
                said(text)?;
                amended
                    .as_deref()
                    .map_or(Ok(()), |p| self.amended(p, facts))?;
            }
            RequestingSays::RiskDecision { .. } => {
                require(self.risk.is_some(), Rule::NoOpenRisk)?;
            }
            RequestingSays::ConsultationAnswer { .. } => {
                self.dialogue.may_hear_consultation_answer()?;
            }
            RequestingSays::ExtensionRequest { until, .. } => self.may_extend(*until, facts.now)?,
            RequestingSays::Enquiry { text } => said(text)?,
            // Art 42(8) holds the data for the requesting State; that State may let them go, Arts 40(26) and 42(7).
            RequestingSays::Withdrawal { .. } => {}
        }
        Ok(Fact::Heard { message })
    }

    /// A completed request stands in for the first one, so it passes the same gate; once ordered, it comes too late.
    fn amended(
        &self,
        particulars: &PreservationParticulars,
        facts: &Facts,
    ) -> Result<(), Rejection> {
        self.in_review()?;
        let same = particulars.language == self.particulars.language;
        require(same, Rule::AmendmentTouchesFixedParts)?;
        admit(particulars, facts)
    }

    /// Before expiry, Art 42(9). Data that are held do not expire, so there is no "too late" for them.
    fn may_extend(&self, until: Timestamp, now: Timestamp) -> Result<(), Rejection> {
        let preservation = match &self.stage {
            Stage::Preserved { preservation, .. } => preservation,
            Stage::Lapsed => return Err(Rejection::by(Rule::ExtensionTooLate)),
            _ => return Err(misplaced(Some(self))),
        };
        require(preservation.extension.is_none(), Rule::ExtensionOpen)?;
        let in_time = now <= preservation.expires_at || !self.holds.is_empty();
        require(in_time, Rule::ExtensionTooLate)?;
        require(until > preservation.expires_at, Rule::ExtensionNotLater)
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

    /// A preservation cannot be postponed: what is not preserved at once may be gone.
    fn consult(
        &self,
        about: Concern,
        text: String,
        conditions: Vec<String>,
        facts: &Facts,
    ) -> Result<Fact, Rejection> {
        self.dialogue.may_consult(facts.now)?;
        said(&text)?;
        match about {
            Concern::Refusal { ground } => self.refusal_case().available(ground, facts)?,
            Concern::Postponement => {
                return Err(Rejection::under(Rule::GroundNotAvailable, Article::A42p4));
            }
            // Nothing was sent that could be disclosed.
            Concern::Disclosure => return Err(misplaced(Some(self))),
        }
        Ok(tell(RequestedSays::Consultation {
            about,
            text,
            conditions,
        }))
    }

    fn in_review(&self) -> Result<(), Rejection> {
        let reviewing = matches!(self.stage, Stage::UnderReview { .. });
        require(reviewing, Rule::NotAtThisStage)
    }

    fn refusal_case(&self) -> RefusalCase<'_> {
        RefusalCase {
            measure: Measure::Preservation,
            offence: &self.particulars.offence,
            dialogue: &self.dialogue,
            gate_failed: false,
        }
    }

    fn refuse(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let Stage::RefusalProposed { proposal, .. } = &self.stage else {
            return Err(misplaced(Some(self)));
        };
        let refusal = proposal.confirmed(facts)?;
        // Answers may have come in since the proposal.
        self.refusal_case().check(&refusal, facts)?;
        Ok(tell(RequestedSays::Refusal { refusal }))
    }

    fn expires_at(&self) -> Option<Timestamp> {
        match &self.stage {
            Stage::Preserved { preservation, .. } => Some(preservation.expires_at),
            _ => None,
        }
    }
}

fn tell(message: RequestedSays) -> Fact {
    Fact::Said { message }
}

/// Art 43(1) speaks of a provider in another State than these two.
fn report(provider: ProviderElsewhere, facts: &Facts) -> Result<Fact, Rejection> {
    said(&provider.provider)?;
    said(&provider.path)?;
    said(&provider.authority)?;
    let here = [Some(facts.party.state), Some(facts.peer.state)].contains(&provider.state);
    require(!here, Rule::ProviderNotElsewhere)?;
    Ok(tell(RequestedSays::ProviderElsewhere { provider }))
}

/// Messages that crossed the end on their way, status enquiries (Art 40(26)), and the book-keeping of links.
fn possible_after_the_end(command: &Command) -> bool {
    match command {
        Command::Hear { message } => !matches!(
            message,
            RequestingSays::Answer {
                amended: Some(_),
                ..
            }
        ),
        Command::AnswerEnquiry { .. } | Command::Release { .. } | Command::NoteReturned { .. } => {
            true
        }
        _ => false,
    }
}
