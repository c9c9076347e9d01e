//! How a charted matter moves: the fold of its events.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::shapes::{Proposal, Taken};
use super::trail::Told;
use super::{Chart, Fact, Need, Says, Stage, State, Step, To, speaker};
use crate::Side;
use crate::StateCode;
use crate::law::{Ground, Measure};
use crate::particulars::Document;
use crate::permissions::Act;
use crate::procedure::dialogue::{Concern, Consultation, ConsultationAnswer, Dialogue};
use crate::procedure::review::RightsScreen;
use crate::procedure::waivers::Waivers;
use crate::procedure::{Course, Happened};
use crate::rejection::Rejection;

type Event = Happened<Fact>;

impl State {
    pub(super) fn opened(event: &Event) -> Option<Self> {
        match &event.fact {
            Fact::Drafted {
                measure,
                own,
                particulars,
            } => {
                let mut state = Self::new(*measure, *own, particulars, Side::Requesting, event)?;
                state.drafted_by = Some(event.by.officer()?.clone());
                Some(state)
            }
            Fact::Heard { own, message } if opens(message) => {
                let (measure, document) = (message.measure, &message.document);
                let mut state = Self::new(measure, *own, document, Side::Requested, event)?;
                state.stage = Stage::Sent;
                Some(state)
            }
            _ => None,
        }
    }

    fn new(
        measure: Measure,
        own: StateCode,
        particulars: &Document,
        side: Side,
        event: &Event,
    ) -> Option<Self> {
        Chart::of(measure)?;
        Some(Self {
            matter: event.matter,
            own,
            peer: event.peer,
            measure,
            side,
            particulars: particulars.clone(),
            stage: Stage::Drafted,
            since: event.at,
            drafted_by: None,
            dialogue: Dialogue::default(),
            screen: RightsScreen::default(),
            authorisation: None,
            data: None,
            waivers: Waivers::default(),
            proposal: None,
            taken: BTreeMap::new(),
            agreed: Document::default(),
            trail: Vec::new(),
            returned: None,
        })
    }

    pub(super) fn after(mut self, event: &Event) -> Option<Self> {
        let same = event.matter == self.matter && event.peer == self.peer;
        (same && self.take_in(event)).then_some(self)
    }

    fn take_in(&mut self, event: &Event) -> bool {
        match &event.fact {
            Fact::Drafted { particulars, .. } => self.redrafted(particulars, event),
            Fact::Abandoned => {
                self.stage == Stage::Drafted && self.reach(Stage::Abandoned, event.at)
            }
            Fact::Said { message } if opens(message) => self.sent(event.at),
            Fact::Said { message } | Fact::Heard { message, .. } => {
                let side = speaker(self.side, &event.by);
                self.told(message, side, event.at)
            }
            Fact::Took { act, document } => {
                let (by, at, document) = (self.side, event.at, document.clone());
                self.step_taken(*act, Taken { by, at, document })
            }
            Fact::Proposed { .. } | Fact::ProposalReturned { .. } => self.proposal_moved(event),
            Fact::Returned {
                what,
                said,
                rejection,
            } => self.taken_back(*what, said, *rejection, event.at),
            Fact::RightsScreened { .. }
            | Fact::ScreenReviewed { .. }
            | Fact::Authorised { .. }
            | Fact::WaiverProposed { .. }
            | Fact::WaiverConfirmed
            | Fact::GateDecided { .. } => !self.ended() && self.safeguarded(event),
        }
    }

    fn redrafted(&mut self, particulars: &Document, event: &Event) -> bool {
        self.particulars = particulars.clone();
        self.drafted_by = event.by.officer().cloned();
        self.stage == Stage::Drafted
    }

    fn sent(&mut self, at: Timestamp) -> bool {
        let drafted = self.stage == Stage::Drafted;
        self.returned = None;
        drafted && self.reach(Stage::Sent, at)
    }

    /// What came after the end, or crossed a step of ours and moves nothing, is kept in the history.
    fn told(&mut self, message: &Says, side: Side, at: Timestamp) -> bool {
        let (act, by, document) = (message.says, side, message.document.clone());
        let told = Taken { by, at, document };
        let before = self.before(act, told.clone());
        let ours = side == self.side;
        let known = self.step(act, side).is_some();
        let spoken = if known || ours {
            None
        } else {
            self.spoken_before(act)
        };
        if let Some(spoken) = spoken.as_ref().filter(|_| self.overrules(at)) {
            return self.overruled(spoken.place, act, told);
        }
        let stays = spoken.is_some_and(|spoken| spoken.step.to == To::Stays);
        let kept = !known && !ours && (self.ended() || stays);
        if !kept && !self.step_taken(act, told) {
            return false;
        }
        if ours {
            self.returned = None;
        }
        self.remember(Told { kept, ..before });
        true
    }

    pub(super) fn step_taken(&mut self, act: Act, taken: Taken) -> bool {
        self.step(act, taken.by).is_some()
            && self.dialogue_moved(act, &taken.document, taken.at)
            && self.moved(act, taken)
    }

    /// Moves the stage as the step's row says; `false` where it has none at this stage.
    pub(super) fn moved(&mut self, act: Act, taken: Taken) -> bool {
        let Some(step) = self.step(act, taken.by) else {
            return false;
        };
        // The next refusal or postponement takes a consultation of its own, Art 40(28).
        consulted_on(step, &taken.document).for_each(|about| self.dialogue.used(about));
        let (at, document) = (taken.at, &taken.document);
        if let Some(proposal) = step.amends.filter(|_| document.yes("accepted")) {
            self.amend(proposal);
        }
        let stage = step.to.stage(document);
        self.taken.insert(act, taken);
        if let Some(stage) = stage {
            self.reach(stage, at);
            self.withdrawal_takes_effect(at);
        }
        self.proposal = self.proposal.take().filter(|p| p.act != act);
        self.drop_misplaced_proposal();
        true
    }

    /// What waits for its second person and has no place any more waits for nobody.
    fn drop_misplaced_proposal(&mut self) {
        let placed = |p: &Proposal| self.step(p.act, self.side).is_some();
        if !self.proposal.as_ref().is_none_or(placed) {
            self.proposal = None;
        }
    }

    /// What was proposed and accepted stands for the opening document's field of that name.
    fn amend(&mut self, proposal: Act) {
        let fields = self.chart().fields();
        let opening = |key: &String| fields.iter().any(|field| field.key == key);
        let change = self.last(proposal).cloned().unwrap_or_default();
        let changed = change.0.into_iter().filter(|(key, _)| opening(key));
        self.agreed.0.extend(changed);
    }

    pub(super) fn reach(&mut self, stage: Stage, at: Timestamp) -> bool {
        (self.stage, self.since) = (stage, at);
        if stage.ends() {
            self.proposal = None;
        }
        true
    }

    /// The other State's node did not take in what we told: it stands as it stood before.
    fn taken_back(
        &mut self,
        what: Act,
        said: &Document,
        rejection: Rejection,
        at: Timestamp,
    ) -> bool {
        self.returned = Some(rejection);
        if what == self.chart().opens.send {
            // Nothing else was heard of a matter that the other State does not have.
            let unheard = matches!(self.stage, Stage::Sent | Stage::Withdrawn);
            return !unheard || self.reach(Stage::Returned, at);
        }
        match what {
            Act::Ask => self.dialogue.not_asked(),
            Act::AnswerQuestion => self.dialogue.unanswered(),
            Act::Enquire => self.dialogue.not_enquired(),
            Act::Consult => self.dialogue.not_consulted(),
            Act::AnswerConsultation => self.dialogue.consultation_unanswered(rejection),
            _ => {}
        }
        if let Some(step) = self.take_back(what, said) {
            consulted_on(step, said).for_each(|about| self.dialogue.not_used(about));
        }
        self.drop_misplaced_proposal();
        true
    }

    fn proposal_moved(&mut self, event: &Event) -> bool {
        let before = self.proposal.take();
        match (&event.fact, event.by.officer()) {
            (Fact::Proposed { act, document }, Some(by)) => {
                let (by, document) = (by.clone(), document.clone());
                let (act, at) = (*act, event.at);
                let step = self.step(act, self.side);
                self.proposal = Some(Proposal {
                    act,
                    document,
                    by,
                    at,
                });
                before.is_none() && step.is_some_and(Step::two_persons)
            }
            _ => before.is_some(),
        }
    }

    fn safeguarded(&mut self, event: &Event) -> bool {
        match (&event.fact, event.by.officer()) {
            (Fact::RightsScreened { screened }, Some(by)) => {
                let (answer, by) = (screened.answer, by.clone());
                self.screen = self.screen.answered(answer, by, event.at);
            }
            (Fact::ScreenReviewed { proceed, .. }, Some(_)) => {
                let proceed = *proceed;
                self.screen = RightsScreen::Reviewed { proceed };
            }
            (Fact::Authorised { authorisation }, Some(_)) => {
                self.authorisation = Some((**authorisation).clone());
            }
            (Fact::WaiverProposed { rule, reason }, Some(by)) => {
                self.waivers.proposed(*rule, reason, by, event.at);
            }
            (Fact::WaiverConfirmed, Some(_)) => return self.waivers.confirm(),
            (Fact::GateDecided { decision }, Some(_)) => self.data = Some(decision.clone()),
            _ => return false,
        }
        true
    }

    fn dialogue_moved(&mut self, act: Act, document: &Document, at: Timestamp) -> bool {
        let text = document.text("text");
        match act {
            Act::Ask => self.dialogue.asked(text, at),
            Act::AnswerQuestion => return self.dialogue.answered(text),
            Act::Enquire => self.dialogue.enquired(text, at),
            Act::AnswerEnquiry => return self.dialogue.enquiry_answered(text),
            Act::Consult => self
                .dialogue
                .consulting(consultation(self.measure, document, at)),
            Act::AnswerConsultation => {
                let accepted = document.yes("accepted");
                let text = text.to_owned();
                let answer = ConsultationAnswer { accepted, text };
                return self.dialogue.consultation_answered(&answer);
            }
            _ => {}
        }
        true
    }
}

/// What has to be consulted on before the step.
fn consulted_on(step: &Step, document: &Document) -> impl Iterator<Item = Concern> {
    let ground = document.get("ground").unwrap_or(Ground::OwnNational);
    step.needs.iter().filter_map(move |need| match need {
        Need::ConsultedOnPostponement => Some(Concern::Postponement),
        Need::Ground | Need::ConsultedOrWhyNot => Some(Concern::Refusal { ground }),
        _ => None,
    })
}

/// Whether it is the message that opens a matter of its measure.
fn opens(message: &Says) -> bool {
    Chart::of(message.measure).is_some_and(|chart| chart.opens.send == message.says)
}

fn consultation(measure: Measure, document: &Document, at: Timestamp) -> Consultation {
    let about = document.get("about").unwrap_or(Concern::Postponement);
    let (text, conditions) = (document.text("text"), document.texts("conditions"));
    Consultation::opened(measure, about, text, &conditions, at)
}
