//! The stage table of a preservation in the requesting State, and what is owed at each stage.
//!
//! The requested State's messages arrive in the order it sent them. The table still lets later news stand for earlier
//! news, because what was said is a fact there whether or not we expected it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::shapes::{Command, Extension, Fact, Stage, State};
use super::{RequestedSays, RequestingSays};
use crate::MatterId;
use crate::Side::{Requested, Requesting};
use crate::law::{Measure, Period, Rule};
use crate::procedure::dialogue::{Consultation, Dialogue};
use crate::procedure::{Course, Duty, Happened, Obligation};
use crate::rejection::{Rejection, Undelivered};

type Event = Happened<Fact>;

impl State {
    pub(super) fn opened(event: &Event) -> Option<Self> {
        let Fact::Said {
            message: RequestingSays::Request { particulars },
        } = &event.fact
        else {
            return None;
        };
        Some(Self {
            matter: event.matter,
            peer: event.peer,
            requested_at: event.at,
            particulars: (**particulars).clone(),
            dialogue: Dialogue::default(),
            risk: None,
            holds: BTreeSet::new(),
            providers: Vec::new(),
            superseded: None,
            risk_before: None,
            without_end: None,
            returned: None,
            stage: Stage::Requested,
        })
    }

    pub(super) fn after(mut self, event: &Event) -> Option<Self> {
        let same = event.matter == self.matter && event.peer == self.peer;
        (same && self.take_in(event)).then_some(self)
    }

    fn take_in(&mut self, event: &Event) -> bool {
        match &event.fact {
            Fact::Said { message } => self.told(message, event.at),
            // What the requested State said before it knew of the end is kept in the history and changes nothing.
            Fact::Heard { message } if self.ended() => self.heard_late(message, event.at),
            Fact::Heard { message } => self.heard(message, event.at),
            Fact::Held { access } => !self.ended() && self.holds.insert(*access),
            Fact::Released { access } => self.released(access),
            Fact::Returned { what, rejection } => self.returned(*what, *rejection),
        }
    }

    /// Also of the matter as it goes on where our end was not taken in.
    fn released(&mut self, access: &MatterId) -> bool {
        if let Some(going_on) = &mut self.without_end {
            going_on.holds.remove(access);
        }
        self.holds.remove(access)
    }

    /// A request that was not taken in has no course to follow.
    fn returned(&mut self, what: Undelivered, rejection: Rejection) -> bool {
        self.returned = Some(rejection);
        match what {
            Undelivered::Opening if self.stage == Stage::Requested => {
                self.stage = Stage::Returned { rejection };
            }
            Undelivered::Answer => self.answer_undone(),
            Undelivered::Enquiry => self.dialogue.not_enquired(),
            Undelivered::Extension => self.not_extended(),
            Undelivered::ConsultationAnswer => self.dialogue.consultation_unanswered(rejection),
            Undelivered::Withdrawal => self.not_ended(),
            Undelivered::RiskDecision => self.risk_undecided(rejection),
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

    /// The decision was not taken in: the notice waits for it again, unless the other State knows of none.
    fn risk_undecided(&mut self, rejection: Rejection) {
        self.not_ended();
        let before = self.risk_before.take();
        let before = before.filter(|_| rejection.rule != Rule::NoOpenRisk);
        self.risk = self.risk.take().or(before);
    }

    fn ended_by_us(&mut self) {
        self.without_end = Some(Box::new(self.clone()));
        self.stage = Stage::Withdrawn;
    }

    /// The matter goes on. An enquiry is made again after an end too, and answered, so that the last one stands.
    fn not_ended(&mut self) {
        if let Some(mut before) = self.without_end.take() {
            before.dialogue.enquiry = self.dialogue.enquiry.take();
            before.returned = self.returned;
            *self = *before;
        }
    }

    fn not_extended(&mut self) {
        if let Stage::Preserved { extension, .. } = &mut self.stage {
            *extension = None;
        }
    }

    fn told(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        match message {
            RequestingSays::Request { .. } => return false,
            RequestingSays::Answer { text, amended } => {
                self.superseded = None;
                if let Some(particulars) = amended {
                    let first = std::mem::replace(&mut self.particulars, (**particulars).clone());
                    self.superseded = Some(Box::new(first));
                }
                return self.dialogue.answered(text);
            }
            RequestingSays::RiskDecision { go_on, .. } => {
                self.risk_before = self.risk.take();
                if !go_on {
                    self.ended_by_us();
                }
                return self.risk_before.is_some();
            }
            RequestingSays::ConsultationAnswer { answer } => {
                return self.dialogue.consultation_answered(answer);
            }
            RequestingSays::ExtensionRequest { until, .. } => {
                let Stage::Preserved { extension, .. } = &mut self.stage else {
                    return false;
                };
                let asked = Extension {
                    until: *until,
                    asked_at: at,
                };
                return extension.replace(asked).is_none();
            }
            RequestingSays::Enquiry { text } => self.dialogue.enquired(text, at),
            RequestingSays::Withdrawal { .. } => self.ended_by_us(),
        }
        true
    }

    fn heard_late(&mut self, message: &RequestedSays, at: Timestamp) -> bool {
        let going_on = self.without_end.as_deref().cloned();
        if let Some(mut moved) = going_on.filter(|state| !state.ended())
            && moved.heard(message, at)
        {
            self.without_end = Some(Box::new(moved));
        }
        if let RequestedSays::EnquiryAnswer { text, .. } = message {
            return self.dialogue.enquiry_answered(text);
        }
        true
    }

    fn heard(&mut self, message: &RequestedSays, at: Timestamp) -> bool {
        match message {
            RequestedSays::Acknowledgement => {
                let expected = self.stage == Stage::Requested;
                self.stage = Stage::UnderReview;
                return expected;
            }
            RequestedSays::Question { text } => self.dialogue.asked(text, at),
            RequestedSays::RiskNotice { notice } => self.risk = Some((notice.clone(), at)),
            RequestedSays::Consultation {
                about,
                text,
                conditions,
            } => {
                let measure = Measure::Preservation;
                let opened = Consultation::opened(measure, *about, text, conditions, at);
                self.dialogue.consulting(opened);
            }
            RequestedSays::Ordered { ends_at } => return self.ordered(*ends_at),
            RequestedSays::Preserved {
                effective_at,
                expires_at,
            } => {
                return self.preserved(*effective_at, *expires_at);
            }
            RequestedSays::NoData { .. } => {
                let ordered = matches!(self.stage, Stage::Ordered { .. });
                self.stage = Stage::NoData;
                return ordered;
            }
            RequestedSays::OrderRenewed { ends_at } => return self.renewed(*ends_at),
            RequestedSays::ExtensionGranted { expires_at } => {
                return self.extension_done(Some(*expires_at));
            }
            RequestedSays::ExtensionRefused { .. } => return self.extension_done(None),
            RequestedSays::HoldEnded { access, expires_at } => {
                self.holds.remove(access);
                self.new_expiry(*expires_at);
            }
            RequestedSays::ProviderElsewhere { provider } => self.providers.push(provider.clone()),
            RequestedSays::Refusal { refusal } => {
                self.dialogue.used(refusal.concern());
                self.stage = Stage::Refused {
                    refusal: refusal.clone(),
                };
            }
            RequestedSays::EnquiryAnswer { text, .. } => {
                return self.dialogue.enquiry_answered(text);
            }
            RequestedSays::Lapsed => self.stage = Stage::Lapsed,
        }
        true
    }

    /// The first order, or a fresh one in place of an earlier one.
    fn ordered(&mut self, ends_at: Timestamp) -> bool {
        match &mut self.stage {
            Stage::Requested | Stage::UnderReview => self.stage = Stage::Ordered { ends_at },
            _ => return self.renewed(ends_at),
        }
        true
    }

    fn renewed(&mut self, new_end: Timestamp) -> bool {
        let end = match &mut self.stage {
            Stage::Ordered { ends_at } => ends_at,
            Stage::Preserved { order_ends_at, .. } => order_ends_at,
            _ => return false,
        };
        *end = new_end;
        true
    }

    fn preserved(&mut self, effective_at: Timestamp, expires_at: Timestamp) -> bool {
        let Stage::Ordered { ends_at } = self.stage else {
            return false;
        };
        let order_ends_at = ends_at;
        self.stage = Stage::Preserved {
            order_ends_at,
            effective_at,
            expires_at,
            extension: None,
        };
        true
    }

    fn extension_done(&mut self, granted: Option<Timestamp>) -> bool {
        self.new_expiry(granted);
        match &mut self.stage {
            Stage::Preserved { extension, .. } => extension.take().is_some(),
            _ => false,
        }
    }

    fn new_expiry(&mut self, new: Option<Timestamp>) {
        if let (Some(new), Stage::Preserved { expires_at, .. }) = (new, &mut self.stage) {
            *expires_at = new;
        }
    }

    pub(super) fn stage_owed(&self) -> Vec<Obligation<Command>> {
        if self.ended() {
            return Vec::new();
        }
        let mut owed = Vec::new();
        if let Some((_, at)) = &self.risk {
            owed.push(Obligation::within(
                Requesting,
                Duty::DecideRisk,
                Period::DecideRisk,
                *at,
            ));
        }
        match &self.stage {
            Stage::Requested => {
                let (what, period) = (Duty::Acknowledge, Period::AcknowledgePreservation);
                owed.push(Obligation::within(
                    Requested,
                    what,
                    period,
                    self.requested_at,
                ));
            }
            Stage::Preserved {
                extension: Some(extension),
                ..
            } => {
                let (what, period) = (Duty::DecideExtension, Period::DecideExtension);
                owed.push(Obligation::within(
                    Requested,
                    what,
                    period,
                    extension.asked_at,
                ));
            }
            Stage::Preserved { expires_at, .. } if self.holds.is_empty() => {
                let (what, period) = (Duty::ExtendOrRequest, Period::ExpiryReminder);
                owed.push(Obligation::by(Requesting, what, period, *expires_at));
            }
            _ => {}
        }
        owed
    }
}
