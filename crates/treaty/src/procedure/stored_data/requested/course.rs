//! The stage table of a request for stored data in the requested State, and what is owed at each stage.

use jiff::Timestamp;

use super::shapes::{Command, DataGate, Fact, Stage, State};
use super::{RequestedSays, RequestingSays};
use crate::Side::{Requested, Requesting};
use crate::law::Period;
use crate::particulars::Authorisation;
use crate::procedure::dialogue::{Consultation, Dialogue};
use crate::procedure::review::{ProposedRefusal, RightsScreen};
use crate::procedure::{Course, Duty, Happened, Obligation};
use crate::rejection::{Rejection, Undelivered};

type Event = Happened<Fact>;

impl State {
    pub(super) fn opened(event: &Event) -> Option<Self> {
        let Fact::Heard {
            message: RequestingSays::Request { particulars },
        } = &event.fact
        else {
            return None;
        };
        Some(Self {
            matter: event.matter,
            peer: event.peer,
            received_at: event.at,
            particulars: (**particulars).clone(),
            dialogue: Dialogue::default(),
            screen: RightsScreen::default(),
            gate: DataGate::default(),
            returned: None,
            stage: Stage::Received,
        })
    }

    pub(super) fn after(mut self, event: &Event) -> Option<Self> {
        let same = event.matter == self.matter && event.peer == self.peer;
        (same && self.take_in(event)).then_some(self)
    }

    fn take_in(&mut self, event: &Event) -> bool {
        match &event.fact {
            Fact::Heard { message } => self.heard(message, event.at),
            Fact::Said { message } => self.told(message, event.at),
            Fact::RightsScreened { .. } | Fact::ScreenReviewed { .. } => self.screened(event),
            Fact::RefusalProposed { .. } | Fact::RefusalReturned { .. } => {
                self.refusal_moved(event)
            }
            Fact::ReturnedToReview { .. } => {
                let back = matches!(self.stage, Stage::Authorised { .. } | Stage::Sealed { .. });
                back && self.back_to_review(event.at)
            }
            Fact::Authorised { authorisation } => {
                let authorisation = (**authorisation).clone();
                let reviewing = self.reviewing();
                self.stage = Stage::Authorised { authorisation };
                reviewing
            }
            Fact::AuthorisationExpired => {
                self.running_authorisation().is_some() && self.back_to_review(event.at)
            }
            Fact::Sealed { package } => {
                let (Stage::Authorised { authorisation } | Stage::Sealed { authorisation, .. }) =
                    &self.stage
                else {
                    return false;
                };
                let (authorisation, package) = (authorisation.clone(), package.clone());
                self.stage = Stage::Sealed {
                    authorisation,
                    package,
                };
                true
            }
            Fact::GatePassed { conditions } => {
                let conditions = conditions.clone();
                self.gate_moved(DataGate::Passed { conditions })
            }
            Fact::GateBarred { reasons } => {
                let reasons = reasons.clone();
                self.gate_moved(DataGate::Barred { reasons })
            }
            Fact::TransferProposed | Fact::TransferReturned { .. } => self.transfer_moved(event),
            Fact::Returned { what, rejection } => self.returned(*what, *rejection),
        }
    }

    /// A release that was not taken in did not happen: the evidence is still ours to seal or to withhold.
    fn returned(&mut self, what: Undelivered, rejection: Rejection) -> bool {
        self.returned = Some(rejection);
        if let (Undelivered::Release, Stage::Transferred { authorisation, .. }) =
            (what, &self.stage)
        {
            self.stage = Stage::Authorised {
                authorisation: authorisation.clone(),
            };
        }
        true
    }

    fn screened(&mut self, event: &Event) -> bool {
        self.screen = match (&event.fact, event.by.officer()) {
            (Fact::RightsScreened { answer, .. }, Some(by)) => {
                self.screen.answered(*answer, by.clone(), event.at)
            }
            (Fact::ScreenReviewed { proceed, .. }, Some(_)) => {
                RightsScreen::Reviewed { proceed: *proceed }
            }
            _ => return false,
        };
        self.reviewing()
    }

    fn refusal_moved(&mut self, event: &Event) -> bool {
        self.stage = match (&event.fact, &self.stage, event.by.officer()) {
            (Fact::RefusalProposed { refusal }, Stage::UnderReview { since }, Some(by)) => {
                let proposal = ProposedRefusal::new(refusal.clone(), by.clone(), event.at);
                Stage::RefusalProposed {
                    since: *since,
                    proposal,
                }
            }
            (Fact::RefusalReturned { .. }, Stage::RefusalProposed { since, .. }, _) => {
                Stage::UnderReview { since: *since }
            }
            _ => return false,
        };
        true
    }

    fn transfer_moved(&mut self, event: &Event) -> bool {
        let at = event.at;
        self.stage = match (&event.fact, &self.stage, event.by.officer()) {
            (
                Fact::TransferProposed,
                Stage::Sealed {
                    authorisation,
                    package,
                },
                Some(by),
            ) => {
                let (authorisation, package) = (authorisation.clone(), package.clone());
                Stage::TransferProposed {
                    authorisation,
                    package,
                    by: by.clone(),
                    at,
                }
            }
            (
                Fact::TransferReturned { .. },
                Stage::TransferProposed {
                    authorisation,
                    package,
                    ..
                },
                _,
            ) => {
                let (authorisation, package) = (authorisation.clone(), package.clone());
                Stage::Sealed {
                    authorisation,
                    package,
                }
            }
            _ => return false,
        };
        true
    }

    fn heard(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        match message {
            RequestingSays::Request { .. } => false,
            RequestingSays::Answer { text, amended } => {
                if let Some(particulars) = amended {
                    self.particulars = (**particulars).clone();
                }
                self.dialogue.answered(text)
            }
            RequestingSays::ConsultationAnswer { answer } => {
                self.dialogue.consultation_answered(answer)
            }
            RequestingSays::ConditionsAnswer { accepted, .. } => {
                let DataGate::Offered { conditions, .. } = &self.gate else {
                    return false;
                };
                let conditions = conditions.clone();
                self.gate = match accepted {
                    true => DataGate::Accepted { conditions },
                    false => DataGate::Declined,
                };
                true
            }
            RequestingSays::Enquiry { text } => {
                self.dialogue.enquired(text, at);
                true
            }
            RequestingSays::Withdrawal { .. } => self.withdrawn(),
            RequestingSays::ExculpatoryNotice { .. } => {
                matches!(self.stage, Stage::Delivered { .. })
            }
            RequestingSays::Received { .. }
            | RequestingSays::Faulty { .. }
            | RequestingSays::Destroyed { .. }
            | RequestingSays::Closed { .. } => self.evidence_moved(message),
        }
    }

    /// What becomes of released evidence, as the requesting State tells it.
    fn evidence_moved(&mut self, message: &RequestingSays) -> bool {
        self.stage = match (message, &self.stage) {
            (
                RequestingSays::Received { .. },
                Stage::Transferred {
                    package,
                    conditions,
                    ..
                },
            ) => {
                let (package, conditions) = (package.clone(), conditions.clone());
                Stage::Delivered {
                    package,
                    conditions,
                }
            }
            (RequestingSays::Faulty { .. }, Stage::Transferred { authorisation, .. }) => {
                Stage::Authorised {
                    authorisation: authorisation.clone(),
                }
            }
            (
                RequestingSays::Destroyed { .. },
                Stage::Transferred { .. } | Stage::Delivered { .. },
            ) => Stage::Destroyed,
            (RequestingSays::Closed { outcome }, Stage::Destroyed) => Stage::Closed {
                outcome: outcome.clone(),
            },
            _ => return false,
        };
        true
    }

    /// Evidence that has arrived cannot be withdrawn from; a withdrawal that crossed the end changes nothing any more.
    fn withdrawn(&mut self) -> bool {
        match self.stage {
            Stage::Delivered { .. } | Stage::Destroyed => return false,
            _ if self.ended() => {}
            _ => self.stage = Stage::Withdrawn,
        }
        true
    }

    fn told(&mut self, message: &RequestedSays, at: Timestamp) -> bool {
        match message {
            RequestedSays::Acknowledgement => {
                let received = self.stage == Stage::Received;
                received && self.back_to_review(at)
            }
            RequestedSays::Question { text } => {
                self.dialogue.asked(text, at);
                self.in_hand()
            }
            RequestedSays::Consultation {
                about,
                text,
                conditions,
            } => {
                self.dialogue.consulting(Consultation {
                    about: *about,
                    text: text.clone(),
                    conditions: conditions.clone(),
                    opened_at: at,
                    answer: None,
                });
                self.reviewing()
            }
            RequestedSays::Postponed { review_on, reasons } => {
                let reviewing = self.reviewing();
                self.stage = Stage::Postponed {
                    review_on: *review_on,
                    reasons: reasons.clone(),
                };
                reviewing
            }
            RequestedSays::Resumed => {
                matches!(self.stage, Stage::Postponed { .. }) && self.back_to_review(at)
            }
            RequestedSays::SecrecyImpossible { .. } => self.in_hand(),
            RequestedSays::ConditionsOffered { conditions } => {
                let conditions = conditions.clone();
                self.gate_moved(DataGate::Offered { conditions, at })
            }
            RequestedSays::Refusal { refusal } => {
                let proposed = matches!(self.stage, Stage::RefusalProposed { .. });
                self.stage = Stage::Refused {
                    refusal: refusal.clone(),
                };
                proposed
            }
            RequestedSays::Transferred {
                package,
                conditions,
                ..
            } => {
                let Stage::TransferProposed { authorisation, .. } = &self.stage else {
                    return false;
                };
                let (authorisation, package) = (authorisation.clone(), package.clone());
                let conditions = conditions.clone();
                self.stage = Stage::Transferred {
                    authorisation,
                    package,
                    conditions,
                    at,
                };
                true
            }
            RequestedSays::EnquiryAnswer { text, .. } => self.dialogue.enquiry_answered(text),
        }
    }

    /// The gate may be decided, and decided anew, until a release is proposed.
    fn gate_moved(&mut self, gate: DataGate) -> bool {
        self.gate = gate;
        self.reviewing() || matches!(self.stage, Stage::Authorised { .. } | Stage::Sealed { .. })
    }

    fn back_to_review(&mut self, since: Timestamp) -> bool {
        self.stage = Stage::UnderReview { since };
        true
    }

    fn reviewing(&self) -> bool {
        matches!(self.stage, Stage::UnderReview { .. })
    }

    /// Acknowledged, and the evidence not yet released.
    fn in_hand(&self) -> bool {
        let before = matches!(
            self.stage,
            Stage::RefusalProposed { .. } | Stage::Postponed { .. } | Stage::UnderReview { .. }
        );
        before || self.running_authorisation().is_some()
    }

    fn running_authorisation(&self) -> Option<&Authorisation> {
        match &self.stage {
            Stage::Authorised { authorisation }
            | Stage::Sealed { authorisation, .. }
            | Stage::TransferProposed { authorisation, .. } => Some(authorisation),
            _ => None,
        }
    }
}

// ---- What is owed ----------------------------------------------------------------------------------------------------

impl State {
    pub(super) fn gate_owed(&self) -> Option<Obligation<Command>> {
        let DataGate::Offered { at, .. } = &self.gate else {
            return None;
        };
        if self.ended() {
            return None;
        }
        let period = Period::AnswerConditions;
        Some(Obligation::within(
            Requesting,
            Duty::AnswerConditions,
            period,
            *at,
        ))
    }

    pub(super) fn stage_owed(&self) -> Vec<Obligation<Command>> {
        match &self.stage {
            Stage::Received => {
                let (what, period) = (Duty::Acknowledge, Period::AcknowledgeAccess);
                vec![Obligation::within(
                    Requested,
                    what,
                    period,
                    self.received_at,
                )]
            }
            Stage::UnderReview { .. } => {
                let mut owed = vec![self.decision_owed()];
                owed.extend(self.screen.owed());
                owed
            }
            Stage::RefusalProposed { proposal, .. } => vec![proposal.owed()],
            Stage::Postponed { review_on, .. } => {
                let (what, period) = (Duty::ReviewPostponement, Period::PostponementReview);
                let owed = Obligation::by(Requested, what, period, *review_on);
                vec![owed.then(Command::ReturnToReview {
                    note: String::new(),
                })]
            }
            Stage::Authorised { authorisation } | Stage::Sealed { authorisation, .. } => {
                vec![self.decision_owed(), expiry_owed(authorisation)]
            }
            Stage::TransferProposed {
                authorisation, at, ..
            } => {
                let (what, period) = (Duty::ConfirmTransfer, Period::SecondPerson);
                let second = Obligation::within(Requested, what, period, *at);
                vec![second, expiry_owed(authorisation)]
            }
            Stage::Transferred { at, .. } => {
                let (what, period) = (Duty::FetchPackage, Period::FetchPackage);
                vec![Obligation::within(Requesting, what, period, *at)]
            }
            Stage::Delivered { conditions, .. } => {
                let (what, period) = (Duty::DestroyEvidence, Period::Retention);
                let due = conditions.retention_until;
                vec![Obligation::by(Requesting, what, period, due)]
            }
            Stage::Destroyed | Stage::Refused { .. } | Stage::Withdrawn | Stage::Closed { .. } => {
                Vec::new()
            }
        }
    }

    fn decision_owed(&self) -> Obligation<Command> {
        let (period, due) = self.particulars.decision_due(self.received_at);
        Obligation::by(Requested, Duty::Decide, period, due)
    }
}

fn expiry_owed(authorisation: &Authorisation) -> Obligation<Command> {
    let (what, period) = (Duty::ExpireAuthorisation, Period::AuthorisationEnd);
    let owed = Obligation::by(Requested, what, period, authorisation.until);
    owed.then(Command::ExpireAuthorisation)
}
