//! The stage table of a request for assistance in the requesting State.

use jiff::Timestamp;

use super::shapes::{Evidence, Fact, Offer, Stage, State};
use super::{CollectionNews, RequestedSays, RequestingSays};
use crate::law::Rule;
use crate::particulars::UsePurpose;
use crate::procedure::assistance::{Awaited, LeftOut, NoticeTiming};
use crate::procedure::consent::{ConsentAnswer, Consents};
use crate::procedure::dialogue::{Concern, Consultation, Dialogue};
use crate::procedure::onward::OnwardTransfers;
use crate::procedure::{Course, Happened};
use crate::rejection::{Rejection, Undelivered};

type Event = Happened<Fact>;

impl State {
    pub(super) fn opened(event: &Event) -> Option<Self> {
        let Fact::Drafted { particulars } = &event.fact else {
            return None;
        };
        Some(Self {
            matter: event.matter,
            peer: event.peer,
            particulars: (**particulars).clone(),
            sent_at: None,
            dialogue: Dialogue::default(),
            offer: None,
            onward: OnwardTransfers::default(),
            consents: Consents::default(),
            persons: Vec::new(),
            called_back: None,
            costs: None,
            secrecy_impossible: None,
            superseded: None,
            secrecy_before: None,
            returned: None,
            stage: Stage::Drafted {
                by: event.by.officer()?.clone(),
                at: event.at,
            },
        })
    }

    pub(super) fn after(mut self, event: &Event) -> Option<Self> {
        let same = event.matter == self.matter && event.peer == self.peer;
        (same && self.take_in(event)).then_some(self)
    }

    fn take_in(&mut self, event: &Event) -> bool {
        match &event.fact {
            Fact::Drafted { .. } => false,
            Fact::Redrafted { particulars } => {
                let Some(by) = event.by.officer() else {
                    return false;
                };
                let drafted = self.drafted();
                self.particulars = (**particulars).clone();
                self.stage = Stage::Drafted {
                    by: by.clone(),
                    at: event.at,
                };
                drafted
            }
            Fact::Abandoned => {
                let drafted = self.drafted();
                self.stage = Stage::Abandoned;
                drafted
            }
            Fact::Said { message } => {
                self.persons_of(event);
                self.told(message, event.at)
            }
            // What the requested State said before it knew of the end is kept in the history and changes nothing.
            Fact::Heard { message } if self.ended() => self.heard_late(message),
            Fact::Heard { message } => self.heard(message, event.at),
            Fact::Opened { .. } => self.used(),
            Fact::Exported { purpose, .. } => self.exported(*purpose),
            Fact::Returned { what, rejection } => self.returned(*what, *rejection),
        }
    }

    /// Who prepared the request, and who sends it now.
    fn persons_of(&mut self, event: &Event) {
        if let Stage::Drafted { by, .. } = &self.stage {
            let both = [Some(by), event.by.officer()];
            self.persons = both.into_iter().flatten().cloned().collect();
        }
    }

    /// The code is told, or was not taken in; false where none is awaited.
    fn call_back_answered(&mut self, answered: bool) -> bool {
        let awaited = self.called_back.as_mut();
        awaited
            .is_some_and(|awaited| std::mem::replace(&mut awaited.answered, answered) != answered)
    }

    fn drafted(&self) -> bool {
        matches!(self.stage, Stage::Drafted { .. })
    }

    fn used(&mut self) -> bool {
        let (Stage::Received { evidence } | Stage::InUse { evidence }) = &self.stage else {
            return false;
        };
        self.stage = Stage::InUse {
            evidence: evidence.clone(),
        };
        true
    }

    /// A sealed package may be exported by a State that never opened it. One notice opens one disclosure.
    fn exported(&mut self, purpose: UsePurpose) -> bool {
        let (Stage::Received { evidence } | Stage::InUse { evidence }) = &mut self.stage else {
            return false;
        };
        if purpose == UsePurpose::Exculpatory {
            evidence.exculpatory_notice = false;
        }
        true
    }

    /// A request that was not taken in has no course to follow.
    fn returned(&mut self, what: Undelivered, rejection: Rejection) -> bool {
        self.returned = Some(rejection);
        match what {
            Undelivered::Opening if self.stage == Stage::Sent => {
                self.stage = Stage::Returned { rejection };
            }
            Undelivered::Answer => self.answer_undone(),
            Undelivered::Enquiry => self.dialogue.not_enquired(),
            Undelivered::ConsultationAnswer => self.dialogue.consultation_unanswered(rejection),
            Undelivered::ConditionsAnswer => self.conditions_unanswered(rejection),
            Undelivered::CallBackAnswer => {
                self.call_back_answered(false);
            }
            Undelivered::OnwardQuestion => self.onward.not_asked(),
            Undelivered::ConsentQuestion => self.consents.not_asked(),
            Undelivered::SecrecyRenewal => {
                let before = self.secrecy_before.take();
                self.particulars.secrecy = before.or(self.particulars.secrecy.take());
            }
            _ => {}
        }
        true
    }

    fn answer_undone(&mut self) {
        self.dialogue.unanswered();
        if let Some(first) = self.superseded.take() {
            self.particulars = *first;
        }
    }

    /// The offer waits for its answer again, unless the other State keeps none open.
    fn conditions_unanswered(&mut self, rejection: Rejection) {
        let waits = rejection.rule != Rule::NoOfferedConditions;
        self.offer = self.offer.take().filter(|_| waits);
        if let Some(offer) = &mut self.offer {
            offer.accepted = None;
        }
    }

    fn told(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        match message {
            RequestingSays::Request { .. } => {
                let drafted = self.drafted();
                self.sent_at = Some(at);
                self.stage = Stage::Sent;
                drafted
            }
            RequestingSays::Answer { text, amended } => {
                self.superseded = None;
                if let Some(particulars) = amended {
                    let first = std::mem::replace(&mut self.particulars, (**particulars).clone());
                    self.superseded = Some(Box::new(first));
                }
                self.dialogue.answered(text)
            }
            RequestingSays::ConsultationAnswer { answer } => {
                self.dialogue.consultation_answered(answer)
            }
            RequestingSays::ConditionsAnswer { accepted, .. } => {
                let offer = self.offer.as_mut().filter(|offer| offer.accepted.is_none());
                offer
                    .map(|offer| offer.accepted = Some(*accepted))
                    .is_some()
            }
            RequestingSays::CallBackAnswer { .. } => self.call_back_answered(true),
            RequestingSays::Enquiry { text } => {
                self.dialogue.enquired(text, at);
                self.sent_at.is_some()
            }
            RequestingSays::RenewalRequest { .. } => {
                matches!(self.stage, Stage::Collecting { .. })
            }
            RequestingSays::SecrecyRenewal { review_on, reason } => {
                let sent = self.sent_at.is_some();
                let Some(secrecy) = &mut self.particulars.secrecy else {
                    return false;
                };
                self.secrecy_before = Some(secrecy.clone());
                secrecy.review_on = *review_on;
                secrecy.reason.clone_from(reason);
                sent
            }
            RequestingSays::OnwardQuestion { question } => {
                self.onward.ask(question, at);
                matches!(self.stage, Stage::Received { .. } | Stage::InUse { .. })
            }
            RequestingSays::ConsentQuestion { question } => {
                self.consents.ask(question, at);
                matches!(self.stage, Stage::Received { .. } | Stage::InUse { .. })
            }
            RequestingSays::Withdrawal { .. } => {
                let before_arrival = matches!(
                    self.stage,
                    Stage::Sent
                        | Stage::UnderReview
                        | Stage::Collecting { .. }
                        | Stage::Collected
                        | Stage::Postponed { .. }
                        | Stage::Transferred { .. }
                );
                self.stage = Stage::Withdrawn;
                before_arrival
            }
            RequestingSays::Received { .. }
            | RequestingSays::Faulty { .. }
            | RequestingSays::ExculpatoryNotice { .. }
            | RequestingSays::Destroyed { .. }
            | RequestingSays::Closed { .. } => self.evidence_moved(message, at),
        }
    }

    fn evidence_moved(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        self.stage = match (message, &self.stage) {
            (RequestingSays::Received { .. }, Stage::Transferred { evidence }) => Stage::Received {
                evidence: evidence.clone(),
            },
            (RequestingSays::Faulty { .. }, Stage::Transferred { evidence }) => {
                let parts = LeftOut::concerns(&evidence.left_out);
                parts.for_each(|about| self.dialogue.not_used(about));
                if self.particulars.collection.is_some() {
                    Stage::Collected
                } else {
                    Stage::UnderReview
                }
            }
            (RequestingSays::ExculpatoryNotice { timing, .. }, Stage::Received { evidence }) => {
                Stage::Received {
                    evidence: noticed(evidence, *timing),
                }
            }
            (RequestingSays::ExculpatoryNotice { timing, .. }, Stage::InUse { evidence }) => {
                Stage::InUse {
                    evidence: noticed(evidence, *timing),
                }
            }
            // Copies that a court was given outlive the key.
            (RequestingSays::ExculpatoryNotice { .. }, Stage::Destroyed { at }) => {
                Stage::Destroyed { at: *at }
            }
            (
                RequestingSays::Destroyed { .. },
                Stage::Transferred { .. } | Stage::Received { .. } | Stage::InUse { .. },
            ) => Stage::Destroyed { at },
            (RequestingSays::Closed { outcome }, Stage::Destroyed { .. }) => Stage::Closed {
                outcome: outcome.clone(),
            },
            _ => return false,
        };
        true
    }

    fn heard_late(&mut self, message: &RequestedSays) -> bool {
        if let RequestedSays::EnquiryAnswer { text, .. } = message {
            return self.dialogue.enquiry_answered(text);
        }
        true
    }

    fn heard(&mut self, message: &RequestedSays, at: Timestamp) -> bool {
        if self.drafted() {
            return false;
        }
        match message {
            RequestedSays::Acknowledgement => return self.moved(Stage::UnderReview, at_sent),
            RequestedSays::Question { text } => self.dialogue.asked(text, at),
            RequestedSays::Consultation {
                about,
                text,
                conditions,
            } => {
                let measure = self.particulars.measure();
                let opened = Consultation::opened(measure, *about, text, conditions, at);
                self.dialogue.consulting(opened);
            }
            RequestedSays::Postponed { review_on, reasons } => {
                self.dialogue.used(Concern::Postponement);
                let postponed = Stage::Postponed {
                    review_on: *review_on,
                    reasons: reasons.clone(),
                };
                return self.waiting_moved(postponed);
            }
            RequestedSays::Resumed => return self.moved(Stage::UnderReview, postponed),
            RequestedSays::SecrecyImpossible { reasons } => {
                self.secrecy_impossible = Some(reasons.clone());
            }
            RequestedSays::CallBack => self.called_back = Some(Awaited::since(at)),
            RequestedSays::ConditionsOffered { conditions } => {
                let conditions = conditions.clone();
                self.offer = Some(Offer {
                    conditions,
                    at,
                    accepted: None,
                });
                return self.waiting();
            }
            RequestedSays::Refusal { refusal } => {
                self.dialogue.used(refusal.concern());
                let refused = Stage::Refused {
                    refusal: refusal.clone(),
                };
                return self.waiting_moved(refused);
            }
            RequestedSays::Transferred {
                package,
                conditions,
                left_out,
                ..
            } => {
                LeftOut::concerns(left_out).for_each(|about| self.dialogue.used(about));
                let evidence = Evidence {
                    package: package.clone(),
                    conditions: conditions.clone(),
                    left_out: left_out.clone(),
                    released_at: at,
                    exculpatory_notice: false,
                };
                return self.waiting_moved(Stage::Transferred { evidence });
            }
            RequestedSays::CostNotice { text } => self.costs = Some(text.clone()),
            RequestedSays::Collection { news } => return self.collection_moved(*news),
            RequestedSays::RenewalRefused { .. } => return at_collecting(&self.stage),
            RequestedSays::OnwardAnswer { answer } => return self.onward.answered(answer),
            RequestedSays::ConsentAnswer { answer } => return self.consent_answered(answer),
            RequestedSays::EnquiryAnswer { text, .. } => {
                return self.dialogue.enquiry_answered(text);
            }
        }
        true
    }

    fn consent_answered(&mut self, answer: &ConsentAnswer) -> bool {
        let conditions = match &mut self.stage {
            Stage::Received { evidence } | Stage::InUse { evidence } => {
                Some(&mut evidence.conditions)
            }
            _ => None,
        };
        self.consents.answered(answer, conditions)
    }

    fn collection_moved(&mut self, news: CollectionNews) -> bool {
        match news {
            // After the hard stop nothing begins again, Art 45(3)(f).
            CollectionNews::Started { ends } => {
                let follows = self.under_review();
                self.stage = Stage::Collecting { ends };
                follows
            }
            CollectionNews::Renewed { ends } => {
                self.moved(Stage::Collecting { ends }, at_collecting)
            }
            CollectionNews::Stopped { .. } => self.moved(Stage::Collected, at_collecting),
        }
    }

    /// The request is with the requested State, and no evidence has come. An oral request was reviewed there before it was
    /// put in writing, so no acknowledgement is waited for.
    fn waiting(&self) -> bool {
        self.under_review() || self.stage == Stage::Collected
    }

    pub(super) fn under_review(&self) -> bool {
        let after_talk = self.stage == Stage::Sent && self.particulars.oral.is_some();
        self.stage == Stage::UnderReview || after_talk
    }

    fn waiting_moved(&mut self, next: Stage) -> bool {
        let follows = self.waiting();
        self.stage = next;
        follows
    }

    fn moved(&mut self, next: Stage, from: fn(&Stage) -> bool) -> bool {
        let follows = from(&self.stage);
        self.stage = next;
        follows
    }
}

fn at_sent(stage: &Stage) -> bool {
    *stage == Stage::Sent
}

fn at_collecting(stage: &Stage) -> bool {
    matches!(stage, Stage::Collecting { .. })
}

fn postponed(stage: &Stage) -> bool {
    matches!(stage, Stage::Postponed { .. })
}

/// What is told after it was done announces no further disclosure.
fn noticed(evidence: &Evidence, timing: NoticeTiming) -> Evidence {
    Evidence {
        exculpatory_notice: evidence.exculpatory_notice || timing == NoticeTiming::Before,
        ..evidence.clone()
    }
}
