//! What becomes of a request for assistance by what the two States tell each other, in the requested State.

use jiff::Timestamp;

use super::shapes::{DataGate, Renewal, Stage, State};
use crate::particulars::AssistanceParticulars;
use crate::procedure::Course;
use crate::procedure::assistance::{CollectionNews, LeftOut, RequestedSays, RequestingSays};
use crate::procedure::dialogue::{Concern, Consultation};
use crate::procedure::review::RightsScreen;

impl State {
    pub(super) fn heard(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        match message {
            RequestingSays::Request { particulars } => self.put_in_writing(particulars, at),
            RequestingSays::RenewalRequest {
                days,
                justification,
            } => {
                self.collection.renewal = Some(Renewal {
                    days: *days,
                    justification: justification.clone(),
                    at,
                    refusal: None,
                });
                self.runs()
            }
            RequestingSays::SecrecyRenewal { review_on, reason } => {
                let Some(secrecy) = &mut self.particulars.secrecy else {
                    return false;
                };
                secrecy.review_on = *review_on;
                secrecy.reason.clone_from(reason);
                self.safeguards.put_off(*review_on);
                true
            }
            RequestingSays::OnwardQuestion { question } => {
                self.onward.ask(question, at);
                self.delivered()
            }
            RequestingSays::ConsentQuestion { question } => {
                self.consents.ask(question, at);
                self.delivered()
            }
            RequestingSays::Answer { text, amended } => {
                if let Some(particulars) = amended {
                    self.particulars = (**particulars).clone();
                    self.dialogue.amended();
                    self.gate.asked_anew();
                    // The contact stood behind the request that was read out, not behind another one.
                    self.safeguards.call_back = None;
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
            RequestingSays::CallBackAnswer { code } => {
                let call = self.safeguards.call_back.as_mut();
                call.is_some_and(|call| call.answered(code))
            }
            RequestingSays::Enquiry { text } => {
                self.dialogue.enquired(text, at);
                true
            }
            RequestingSays::Withdrawal { .. } => self.withdrawn(at),
            RequestingSays::ExculpatoryNotice { .. } => {
                self.disclosure_announced = true;
                self.delivered() || self.stage == Stage::Destroyed
            }
            RequestingSays::Received { .. }
            | RequestingSays::Faulty { .. }
            | RequestingSays::Destroyed { .. }
            | RequestingSays::Closed { .. } => self.evidence_moved(message),
        }
    }

    /// The evidence is with the requesting State.
    pub(super) fn delivered(&self) -> bool {
        matches!(self.stage, Stage::Delivered { .. })
    }

    /// What becomes of released evidence, as the requesting State tells it.
    fn evidence_moved(&mut self, message: &RequestingSays) -> bool {
        if let RequestingSays::Faulty { .. } = message {
            return self.not_released();
        }
        self.stage = match (message, &self.stage) {
            (
                RequestingSays::Received { .. },
                Stage::Transferred {
                    package,
                    conditions,
                    left_out,
                    ..
                },
            ) => Stage::Delivered {
                package: package.clone(),
                conditions: conditions.clone(),
                left_out: left_out.clone(),
            },
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
    fn withdrawn(&mut self, at: Timestamp) -> bool {
        match self.stage {
            Stage::Delivered { .. } | Stage::Destroyed => return false,
            _ if self.ended() => {}
            _ => {
                self.cut_off(at);
                self.collection.ended_unreleased(at);
                self.stage = Stage::Withdrawn;
            }
        }
        true
    }

    /// A collection nobody wants any more ends at once; not later than it would have ended anyway.
    fn cut_off(&mut self, at: Timestamp) {
        if let Stage::Collecting { authorisation } | Stage::Paused { authorisation } = &self.stage {
            let ends = self.collection.ends.unwrap_or(at);
            self.collection.stopped = Some(at.min(ends).min(authorisation.until));
        }
    }

    /// The paper for an oral request has come. Where it says something else, the screen and an authorisation given on the
    /// oral one are to be given anew.
    fn put_in_writing(&mut self, written: &AssistanceParticulars, at: Timestamp) -> bool {
        if self.particulars.seal_to.is_some() || self.ended() {
            return false;
        }
        if !written.confirms(&self.particulars) {
            self.gate.asked_anew();
            if self.screen == RightsScreen::Clear {
                self.screen = RightsScreen::Open;
            }
            if matches!(self.stage, Stage::Authorised { .. }) {
                self.back_to_review(at);
            }
        }
        self.particulars = written.clone();
        true
    }

    pub(super) fn told(&mut self, message: &RequestedSays, at: Timestamp) -> bool {
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
                let measure = self.particulars.measure();
                let opened = Consultation::opened(measure, *about, text, conditions, at);
                self.dialogue.consulting(opened);
                match about {
                    Concern::Disclosure => self.delivered(),
                    Concern::Refusal { .. } | Concern::Postponement => self.reviewing(),
                }
            }
            // Told by the call itself, which keeps what is not told.
            RequestedSays::CallBack => false,
            RequestedSays::Postponed { review_on, reasons } => {
                let reviewing = self.reviewing();
                self.dialogue.used(Concern::Postponement);
                self.stage = Stage::Postponed {
                    review_on: *review_on,
                    reasons: reasons.clone(),
                };
                reviewing
            }
            RequestedSays::Resumed => {
                matches!(self.stage, Stage::Postponed { .. }) && self.back_to_review(at)
            }
            RequestedSays::SecrecyImpossible { .. } | RequestedSays::CostNotice { .. } => {
                self.in_hand()
            }
            RequestedSays::ConditionsOffered { conditions } => {
                let conditions = conditions.clone();
                self.gate_moved(DataGate::Offered { conditions, at })
            }
            RequestedSays::Refusal { refusal } => {
                let proposed = matches!(self.stage, Stage::RefusalProposed { .. });
                self.dialogue.used(refusal.concern());
                self.collection.ended_unreleased(at);
                self.stage = Stage::Refused {
                    refusal: refusal.clone(),
                };
                proposed
            }
            RequestedSays::Transferred {
                package,
                conditions,
                left_out,
                ..
            } => {
                let Stage::TransferProposed { authorisation, .. } = &self.stage else {
                    return false;
                };
                LeftOut::concerns(left_out).for_each(|about| self.dialogue.used(about));
                let (authorisation, package) = (authorisation.clone(), package.clone());
                let conditions = conditions.clone();
                self.stage = Stage::Transferred {
                    authorisation,
                    package,
                    conditions,
                    left_out: left_out.clone(),
                    at,
                };
                true
            }
            RequestedSays::Collection { news } => self.collection_told(*news, at),
            RequestedSays::RenewalRefused { .. } => {
                self.collection.renewal.take().is_some() && self.runs()
            }
            RequestedSays::OnwardAnswer { answer } => self.onward.answered(answer),
            RequestedSays::ConsentAnswer { answer } => {
                let conditions = match &mut self.stage {
                    Stage::Delivered { conditions, .. } => Some(conditions),
                    _ => None,
                };
                self.consents.answered(answer, conditions)
            }
            RequestedSays::EnquiryAnswer { text, .. } => self.dialogue.enquiry_answered(text),
        }
    }

    fn collection_told(&mut self, news: CollectionNews, at: Timestamp) -> bool {
        let next = match (news, &self.stage) {
            (CollectionNews::Started { .. }, Stage::Authorised { authorisation }) => {
                let authorisation = authorisation.clone();
                Stage::Collecting { authorisation }
            }
            (
                CollectionNews::Stopped { .. },
                Stage::Collecting { authorisation } | Stage::Paused { authorisation },
            ) => {
                let authorisation = authorisation.clone();
                Stage::Collected { authorisation }
            }
            _ => return false,
        };
        self.collection.take(news, at);
        self.stage = next;
        true
    }
}
