//! The stage table of a preservation in the requested State: which fact can follow which stage, what it makes of it, and
//! what is owed at each.

use jiff::Timestamp;

use super::acts::Command;
use super::facts::Fact;
use super::shapes::{Extension, OpenRisk, Order, Preservation, Stage, State};
use super::{RequestedSays, RequestingSays, Risk};
use crate::Side::{Requested, Requesting};
use crate::law::{Measure, Period};
use crate::procedure::dialogue::{Consultation, Dialogue};
use crate::procedure::review::{ProposedRefusal, RightsScreen};
use crate::procedure::waivers::Waivers;
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
            waivers: Waivers::default(),
            risk: None,
            holds: std::collections::BTreeSet::new(),
            providers: Vec::new(),
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
            Fact::Said { message } => self.told(message, event),
            Fact::OrderIssued { order } => self.ordered(order),
            Fact::RightsScreened {
                answer, conduct, ..
            } => self.with_officer(event, |state, by| {
                let answer = answer.touching(conduct);
                state.screen = state.screen.answered(answer, by, event.at);
                matches!(state.stage, Stage::UnderReview { .. })
            }),
            Fact::ScreenReviewed { proceed, .. } => {
                self.screen = RightsScreen::Reviewed { proceed: *proceed };
                matches!(self.stage, Stage::UnderReview { .. })
            }
            Fact::WaiverProposed { rule, reason } => self.with_officer(event, |state, by| {
                state.waivers.proposed(*rule, reason, &by, event.at);
                !state.ended()
            }),
            Fact::WaiverConfirmed => self.waivers.confirm() && !self.ended(),
            Fact::RefusalProposed { refusal } => self.with_officer(event, |state, by| {
                let Stage::UnderReview { since } = state.stage else {
                    return false;
                };
                let proposal = ProposedRefusal::new(refusal.clone(), by, event.at);
                state.stage = Stage::RefusalProposed { since, proposal };
                true
            }),
            Fact::RefusalReturned { .. } => {
                let Stage::RefusalProposed { since, .. } = self.stage else {
                    return false;
                };
                self.stage = Stage::UnderReview { since };
                true
            }
            Fact::ExtensionRefusalProposed { reasons } => self.with_officer(event, |state, by| {
                let Some(extension) = state.extension_mut() else {
                    return false;
                };
                extension.refusal = Some((by, reasons.clone()));
                true
            }),
            Fact::Held { access } => !self.ended() && self.holds.insert(*access),
            Fact::Returned { what, rejection } => self.not_told(*what, *rejection),
        }
    }

    /// What was not taken in was not said.
    fn not_told(&mut self, what: Undelivered, rejection: Rejection) -> bool {
        self.returned = Some(rejection);
        match what {
            Undelivered::Question => self.dialogue.not_asked(),
            Undelivered::Consultation => self.dialogue.not_consulted(),
            _ => {}
        }
        true
    }

    fn heard(&mut self, message: &RequestingSays, at: Timestamp) -> bool {
        match message {
            RequestingSays::Request { .. } => false,
            RequestingSays::Answer { text, amended } => {
                if let Some(particulars) = amended {
                    self.particulars = (**particulars).clone();
                    self.dialogue.amended();
                }
                self.dialogue.answered(text)
            }
            RequestingSays::RiskDecision { go_on, .. } => {
                let decided = self.risk.take().is_some();
                decided && (*go_on || self.withdrawn())
            }
            RequestingSays::ConsultationAnswer { answer } => {
                self.dialogue.consultation_answered(answer)
            }
            RequestingSays::ExtensionRequest { until, reasons } => {
                let Stage::Preserved { preservation, .. } = &mut self.stage else {
                    return false;
                };
                let reasons = reasons.clone();
                let asked = Extension {
                    until: *until,
                    reasons,
                    asked_at: at,
                    refusal: None,
                };
                preservation.extension.replace(asked).is_none()
            }
            RequestingSays::Enquiry { text } => {
                self.dialogue.enquired(text, at);
                true
            }
            RequestingSays::Withdrawal { .. } => self.withdrawn(),
        }
    }

    /// A withdrawal that crossed the end changes nothing any more.
    fn withdrawn(&mut self) -> bool {
        if !self.ended() {
            self.stage = Stage::Withdrawn;
        }
        true
    }

    fn told(&mut self, message: &RequestedSays, event: &Event) -> bool {
        match message {
            RequestedSays::Acknowledgement => {
                let received = self.stage == Stage::Received;
                self.stage = Stage::UnderReview { since: event.at };
                received
            }
            RequestedSays::Question { text } => {
                self.dialogue.asked(text, event.at);
                self.in_hand()
            }
            RequestedSays::RiskNotice { notice } => {
                if let (Risk::OrderEnds { .. }, Some(order)) = (notice.risk, self.order_mut()) {
                    order.warned = true;
                }
                self.risk = Some(OpenRisk {
                    notice: notice.clone(),
                    at: event.at,
                });
                self.in_hand()
            }
            RequestedSays::Consultation {
                about,
                text,
                conditions,
            } => {
                let measure = Measure::Preservation;
                let opened = Consultation::opened(measure, *about, text, conditions, event.at);
                self.dialogue.consulting(opened);
                self.in_hand()
            }
            RequestedSays::Preserved {
                effective_at,
                expires_at,
            } => self.preserved(*effective_at, *expires_at),
            RequestedSays::NoData { .. } => {
                let ordered = matches!(self.stage, Stage::Ordered { .. });
                self.stage = Stage::NoData;
                ordered
            }
            RequestedSays::OrderRenewed { ends_at } => self.order_mut().is_some_and(|order| {
                order.from = event.at;
                order.ends_at = *ends_at;
                true
            }),
            RequestedSays::ExtensionGranted { expires_at } => {
                self.extension_done(Some(*expires_at))
            }
            RequestedSays::ExtensionRefused { .. } => self.extension_done(None),
            RequestedSays::HoldEnded { access, expires_at } => {
                if let (Some(at), Stage::Preserved { preservation, .. }) =
                    (expires_at, &mut self.stage)
                {
                    preservation.expires_at = *at;
                }
                self.holds.remove(access)
            }
            RequestedSays::ProviderElsewhere { provider } => {
                self.providers.push(provider.clone());
                self.in_hand()
            }
            RequestedSays::Refusal { refusal } => {
                let proposed = matches!(self.stage, Stage::RefusalProposed { .. });
                self.dialogue.used(refusal.concern());
                self.stage = Stage::Refused {
                    refusal: refusal.clone(),
                };
                proposed
            }
            RequestedSays::EnquiryAnswer { text, .. } => self.dialogue.enquiry_answered(text),
            RequestedSays::Lapsed => {
                let preserved = matches!(self.stage, Stage::Preserved { .. });
                self.stage = Stage::Lapsed;
                preserved
            }
            // Ordering is a fact of its own, because the order has more to it than what is told.
            RequestedSays::Ordered { .. } => false,
        }
    }

    fn ordered(&mut self, order: &Order) -> bool {
        match &mut self.stage {
            Stage::UnderReview { .. } => {
                self.stage = Stage::Ordered {
                    order: order.clone(),
                }
            }
            Stage::Ordered { order: current } | Stage::Preserved { order: current, .. } => {
                *current = order.clone();
            }
            _ => return false,
        }
        true
    }

    fn preserved(&mut self, effective_at: Timestamp, expires_at: Timestamp) -> bool {
        let Stage::Ordered { order } = &self.stage else {
            return false;
        };
        let preservation = Preservation {
            effective_at,
            expires_at,
            extension: None,
        };
        self.stage = Stage::Preserved {
            order: order.clone(),
            preservation,
        };
        true
    }

    fn extension_done(&mut self, granted: Option<Timestamp>) -> bool {
        let Stage::Preserved { preservation, .. } = &mut self.stage else {
            return false;
        };
        preservation.expires_at = granted.unwrap_or(preservation.expires_at);
        preservation.extension.take().is_some()
    }

    fn extension_mut(&mut self) -> Option<&mut Extension> {
        match &mut self.stage {
            Stage::Preserved { preservation, .. } => preservation.extension.as_mut(),
            _ => None,
        }
    }

    fn order_mut(&mut self) -> Option<&mut Order> {
        match &mut self.stage {
            Stage::Ordered { order } | Stage::Preserved { order, .. } => Some(order),
            _ => None,
        }
    }

    fn with_officer(
        &mut self,
        event: &Event,
        step: impl FnOnce(&mut Self, crate::OfficerId) -> bool,
    ) -> bool {
        event.by.officer().cloned().is_some_and(|by| step(self, by))
    }

    /// Acknowledged and not ended.
    fn in_hand(&self) -> bool {
        !self.ended() && self.stage != Stage::Received
    }
}

// ---- What is owed ----------------------------------------------------------------------------------------------------

impl State {
    pub(super) fn risk_owed(&self) -> Option<Obligation<Command>> {
        let risk = self.risk.as_ref().filter(|_| !self.ended())?;
        Some(Obligation::within(
            Requesting,
            Duty::DecideRisk,
            Period::DecideRisk,
            risk.at,
        ))
    }

    pub(super) fn waiver_owed(&self) -> Option<Obligation<Command>> {
        self.waivers.owed(Requested).filter(|_| !self.ended())
    }

    pub(super) fn stage_owed(&self) -> Vec<Obligation<Command>> {
        match &self.stage {
            Stage::Received => vec![self.acknowledgement_owed()],
            Stage::UnderReview { since } => {
                let mut owed = vec![self.decision_owed(*since)];
                owed.extend(self.screen.owed());
                owed
            }
            Stage::RefusalProposed { proposal, .. } => vec![proposal.owed()],
            Stage::Ordered { order } => {
                let period = Period::ConfirmPreservation;
                let confirm = Duty::ConfirmPreserved;
                let mut owed = vec![Obligation::within(Requested, confirm, period, order.from)];
                owed.extend(self.order_owed(order));
                owed
            }
            Stage::Preserved {
                order,
                preservation,
            } => {
                let mut owed: Vec<_> = self.order_owed(order).into_iter().collect();
                owed.extend(self.expiry_owed(preservation));
                owed
            }
            Stage::Refused { .. } | Stage::NoData | Stage::Withdrawn | Stage::Lapsed => Vec::new(),
        }
    }

    fn acknowledgement_owed(&self) -> Obligation<Command> {
        let period = Period::AcknowledgePreservation;
        Obligation::within(Requested, Duty::Acknowledge, period, self.received_at)
    }

    fn decision_owed(&self, since: Timestamp) -> Obligation<Command> {
        let period = match self.particulars.emergency {
            Some(_) => Period::ActInEmergency,
            None => Period::ActOnPreservation,
        };
        Obligation::within(Requested, Duty::Decide, period, since)
    }

    /// The trap of two clocks: the treaty's floor and hold outlast a domestic order of at most 90 days.
    fn order_owed(&self, order: &Order) -> Option<Obligation<Command>> {
        if self.needed_until() <= order.ends_at {
            return None;
        }
        let lead = Period::RenewalLead;
        if order.renewable {
            let owed = Obligation::by(Requested, Duty::RenewOrder, lead, order.renewal_due());
            Some(owed.then(Command::RenewOrder))
        } else if order.warned {
            Some(Obligation::by(
                Requested,
                Duty::ReplaceOrder,
                lead,
                order.ends_at,
            ))
        } else {
            let owed = Obligation::by(Requested, Duty::ReplaceOrder, lead, order.renewal_due());
            Some(owed.then(Command::WarnOrderEnds))
        }
    }

    fn expiry_owed(&self, preservation: &Preservation) -> Vec<Obligation<Command>> {
        if let Some(extension) = &preservation.extension {
            let (what, period) = (Duty::DecideExtension, Period::DecideExtension);
            return vec![Obligation::within(
                Requested,
                what,
                period,
                extension.asked_at,
            )];
        }
        if !self.holds.is_empty() {
            return Vec::new();
        }
        let expiry = preservation.expires_at;
        let lapse = Obligation::by(Requested, Duty::Lapse, Period::PreservationExpiry, expiry);
        let (what, period) = (Duty::ExtendOrRequest, Period::ExpiryReminder);
        let reminder = Obligation::by(Requesting, what, period, expiry);
        vec![lapse.then(Command::Lapse), reminder]
    }
}
