//! The stage table of a request for assistance in the requested State, and what is owed at each stage.

use jiff::Timestamp;

use super::RequestingSays;
use super::facts::Fact;
use super::shapes::{CollectionRun, DataGate, RenewalRefusal, Stage, State, Unreleased};
use crate::particulars::Authorisation;
use crate::procedure::Happened;
use crate::procedure::assistance::CallBack;
use crate::procedure::assistance::{CollectionNews, LeftOut};
use crate::procedure::consent::{Consents, ProposedConsent};
use crate::procedure::dialogue::Dialogue;
use crate::procedure::onward::{OnwardTransfers, ProposedAnswer};
use crate::procedure::review::{ProposedRefusal, RightsScreen};
use crate::procedure::safeguards::{Notice, Safeguards};
use crate::rejection::{Rejection, Undelivered};

type Event = Happened<Fact>;

impl State {
    pub(super) fn opened(event: &Event) -> Option<Self> {
        let (Fact::Heard {
            message: RequestingSays::Request { particulars },
        }
        | Fact::OralRecorded { particulars }) = &event.fact
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
            safeguards: Safeguards::default(),
            collection: CollectionRun::default(),
            gate: DataGate::default(),
            onward: OnwardTransfers::default(),
            consents: Consents::default(),
            disclosure_announced: false,
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
                let back = matches!(
                    self.stage,
                    Stage::Authorised { .. } | Stage::Collected { .. } | Stage::Sealed { .. }
                );
                back && self.back_to_review(event.at)
            }
            Fact::Authorised {
                authorisation,
                notice_due,
            } => {
                self.safeguards.notice_from(*notice_due);
                self.authorised(authorisation)
            }
            Fact::AuthorisationExpired => {
                let lapses = matches!(
                    self.stage,
                    Stage::Authorised { .. }
                        | Stage::Sealed { .. }
                        | Stage::TransferProposed { .. }
                );
                lapses && self.back_to_review(event.at)
            }
            Fact::Sealed { package } => {
                let (Stage::Authorised { authorisation }
                | Stage::Collected { authorisation }
                | Stage::Sealed { authorisation, .. }) = &self.stage
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
                let after_failure = self.gate.failed() || self.gate.passed_after_failure();
                self.gate_moved(DataGate::Passed {
                    conditions,
                    after_failure,
                })
            }
            Fact::GateBarred { reasons } => {
                let reasons = reasons.clone();
                self.gate_moved(DataGate::Barred { reasons })
            }
            Fact::TransferProposed { .. } | Fact::TransferReturned { .. } => {
                self.transfer_moved(event)
            }
            Fact::Returned { what, rejection } => self.returned(*what, *rejection),
            Fact::OralRecorded { .. } => false,
            Fact::ProviderChecked { .. }
            | Fact::CollectionPaused
            | Fact::CollectionRenewed { .. }
            | Fact::RenewalRefusalProposed { .. }
            | Fact::CollectedDestroyed { .. } => self.collection_moved(event),
            Fact::CalledBack { .. }
            | Fact::ConductCompared { .. }
            | Fact::HelpCompelled { .. }
            | Fact::PrivilegeFiltered { .. }
            | Fact::Minimised { .. }
            | Fact::PersonNotified { .. }
            | Fact::OnwardAnswerProposed { .. }
            | Fact::ConsentProposed { .. }
            | Fact::WaiverProposed { .. }
            | Fact::WaiverConfirmed => self.safeguarded(event),
        }
    }

    /// A new authorisation lets a paused collection go on; what was collected before stays collected.
    fn authorised(&mut self, authorisation: &Authorisation) -> bool {
        let authorisation = authorisation.clone();
        let (next, follows) = match &self.stage {
            Stage::Paused { .. } => (Stage::Collecting { authorisation }, true),
            _ => (self.ready(authorisation), self.reviewing()),
        };
        self.stage = next;
        follows
    }

    /// Authorised, and where data were collected: nothing left to do but to seal them.
    pub(super) fn ready(&self, authorisation: Authorisation) -> Stage {
        if self.collected() {
            Stage::Collected { authorisation }
        } else {
            Stage::Authorised { authorisation }
        }
    }

    fn collection_moved(&mut self, event: &Event) -> bool {
        match (&event.fact, &self.stage) {
            (Fact::ProviderChecked { check }, _) => {
                self.collection.provider = Some(check.clone());
                self.in_hand()
            }
            (Fact::CollectionPaused, Stage::Collecting { authorisation }) => {
                let authorisation = authorisation.clone();
                self.stage = Stage::Paused { authorisation };
                true
            }
            (
                Fact::CollectionRenewed {
                    authorisation,
                    ends,
                },
                Stage::Collecting { .. } | Stage::Paused { .. },
            ) => {
                let news = CollectionNews::Renewed { ends: *ends };
                self.collection.take(news, event.at);
                let authorisation = (**authorisation).clone();
                self.stage = Stage::Collecting { authorisation };
                true
            }
            (Fact::RenewalRefusalProposed { reasons }, _) => {
                let runs = self.runs();
                let renewal = self.collection.renewal.as_mut().zip(event.by.officer());
                let Some((renewal, by)) = renewal else {
                    return false;
                };
                let (by, at, reasons) = (by.clone(), event.at, reasons.clone());
                renewal.refusal = Some(RenewalRefusal { by, at, reasons });
                runs
            }
            (Fact::CollectedDestroyed { .. }, _) => {
                let kept = matches!(self.collection.unreleased, Unreleased::Kept { .. });
                self.collection.unreleased = Unreleased::Destroyed { at: event.at };
                kept
            }
            _ => false,
        }
    }

    fn safeguarded(&mut self, event: &Event) -> bool {
        let kept = &mut self.safeguards;
        match (&event.fact, event.by.officer()) {
            (Fact::CalledBack { contact, code }, _) => {
                kept.call_back = Some(CallBack::made(contact, code, event.at));
            }
            (Fact::ConductCompared { comparison }, _) => {
                kept.comparison = Some(comparison.clone());
            }
            (Fact::HelpCompelled { help }, _) => kept.compelled_help.push(help.clone()),
            (Fact::PrivilegeFiltered { filter }, _) => {
                kept.privilege_filter = Some(filter.clone());
            }
            (Fact::Minimised { .. }, _) => {
                kept.minimisations = kept.minimisations.saturating_add(1);
            }
            (Fact::PersonNotified { .. }, _) => {
                let owed = matches!(kept.notice, Notice::Owed { .. });
                kept.notice = Notice::Given { at: event.at };
                return owed;
            }
            (Fact::OnwardAnswerProposed { answer }, Some(by)) => {
                self.onward.proposed = Some(ProposedAnswer {
                    answer: answer.clone(),
                    by: by.clone(),
                    at: event.at,
                });
                return self.onward.open().is_some();
            }
            (Fact::ConsentProposed { answer }, Some(by)) => {
                self.consents.proposed = Some(ProposedConsent {
                    answer: answer.clone(),
                    by: by.clone(),
                    at: event.at,
                });
                return self.consents.open().is_some();
            }
            (Fact::WaiverProposed { rule, reason }, Some(by)) => {
                kept.waivers.proposed(*rule, reason, by, event.at);
            }
            (Fact::WaiverConfirmed, _) => return kept.waivers.confirm() && self.in_hand(),
            _ => return false,
        }
        self.in_hand()
    }

    /// What was not taken in was not said.
    fn returned(&mut self, what: Undelivered, rejection: Rejection) -> bool {
        self.returned = Some(rejection);
        match what {
            Undelivered::Release => {
                self.not_released();
            }
            Undelivered::Question => self.dialogue.not_asked(),
            Undelivered::Consultation => self.dialogue.not_consulted(),
            _ => {}
        }
        true
    }

    /// A release that was not taken in did not happen: the evidence is still ours to seal or to withhold.
    pub(super) fn not_released(&mut self) -> bool {
        let Stage::Transferred {
            authorisation,
            left_out,
            ..
        } = &self.stage
        else {
            return false;
        };
        LeftOut::concerns(left_out).for_each(|about| self.dialogue.not_used(about));
        self.stage = self.ready(authorisation.clone());
        true
    }

    fn screened(&mut self, event: &Event) -> bool {
        self.screen = match (&event.fact, event.by.officer()) {
            (
                Fact::RightsScreened {
                    answer, conduct, ..
                },
                Some(by),
            ) => {
                let answer = self.screened_as(answer.touching(conduct));
                self.screen.answered(answer, by.clone(), event.at)
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
                Fact::TransferProposed { left_out },
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
                    left_out: left_out.clone(),
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

    /// The gate may be decided, and decided anew, until a release is proposed.
    pub(super) fn gate_moved(&mut self, gate: DataGate) -> bool {
        self.gate = gate;
        let ready = matches!(
            self.stage,
            Stage::Authorised { .. } | Stage::Collected { .. } | Stage::Sealed { .. }
        );
        ready || self.reviewing()
    }

    pub(super) fn back_to_review(&mut self, since: Timestamp) -> bool {
        self.stage = Stage::UnderReview { since };
        true
    }

    pub(super) fn reviewing(&self) -> bool {
        matches!(self.stage, Stage::UnderReview { .. })
    }

    /// Acknowledged, and the evidence not yet released.
    pub(super) fn in_hand(&self) -> bool {
        let before = matches!(
            self.stage,
            Stage::RefusalProposed { .. } | Stage::Postponed { .. } | Stage::UnderReview { .. }
        );
        before || self.running_authorisation().is_some()
    }

    fn running_authorisation(&self) -> Option<&Authorisation> {
        match &self.stage {
            Stage::Authorised { authorisation }
            | Stage::Collecting { authorisation }
            | Stage::Paused { authorisation }
            | Stage::Collected { authorisation }
            | Stage::Sealed { authorisation, .. }
            | Stage::TransferProposed { authorisation, .. } => Some(authorisation),
            _ => None,
        }
    }
}
