//! What the own State may do now, and what the law says about the rest: so that nobody meets a disabled button without a word.

use super::needs::Question;
use super::{Need, State, Step};
use crate::actor::Facts;
use crate::law::Rule;
use crate::particulars::{Document, Field};
use crate::permissions::Act;
use crate::procedure::{second_person, typed};
use crate::rejection::{Rejection, require};

/// An act that belongs to the present stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The act.
    pub act: Act,
    /// What it must contain.
    pub fields: &'static [Field],
    /// Whether the actor may take it now, as far as that does not depend on its content.
    pub outcome: Result<(), Rejection>,
}

/// What an act of the engine itself contains, in every chart; `None` where the engine knows no such act.
pub fn engine_fields(act: Act) -> Option<&'static [Field]> {
    match act {
        Act::Redraft => Some(typed::PARTICULARS),
        Act::ReturnProposal => Some(typed::NOTE),
        Act::ScreenRights => Some(typed::SCREEN),
        Act::ReviewScreen => Some(typed::REVIEW),
        Act::Authorise => Some(typed::AUTHORISE),
        Act::DecidePersonalData => Some(typed::DATA_GATE),
        Act::ProposeWaiver => Some(typed::WAIVER),
        Act::SendRequest
        | Act::PlaceTestCall
        | Act::Abandon
        | Act::Confirm
        | Act::ConfirmWaiver => Some(&[]),
        _ => None,
    }
}

impl State {
    /// Every act of the own State that belongs to this stage.
    pub fn choices(&self, facts: &Facts) -> Vec<Choice> {
        let mut all = self.engine_choices(facts);
        for step in self.chart().all_steps() {
            let ours = self.step(step.act, self.side);
            let first = ours.is_some_and(|row| std::ptr::eq(row, step));
            let has_place = first && !self.is_over(step, facts);
            if has_place && all.iter().all(|choice| choice.act != step.act) {
                all.push(self.choice(step, facts));
            }
        }
        all
    }

    /// Whether the end of the matter forbids it.
    fn is_over(&self, step: &Step, facts: &Facts) -> bool {
        let known = self.as_far_as_known(step, facts);
        known.is_err_and(|no| no.rule == Rule::MatterEnded)
    }

    fn choice(&self, step: &'static Step, facts: &Facts) -> Choice {
        let permitted = step.act.permit(&facts.actor);
        let outcome = permitted.and_then(|()| self.as_far_as_known(step, facts));
        let (act, fields) = (step.act, step.fields);
        Choice {
            act,
            fields,
            outcome,
        }
    }

    /// The needs that do not hang on the content.
    fn as_far_as_known(&self, step: &Step, facts: &Facts) -> Result<(), Rejection> {
        let document = &Document::default();
        let state = self;
        let question = Question {
            state,
            document,
            facts,
        };
        let pending = self.proposal.is_some() && step.two_persons();
        require(!pending, Rule::ProposalOpen)?;
        question.dialogue(step.act)?;
        question.shared(step.needs, self.side)?;
        let content = |need: &&Need| !matches!(need, Need::Ground | Need::ConsultedOrWhyNot);
        let mut needs = step.needs.iter().filter(content);
        needs.try_for_each(|need| question.inside(std::slice::from_ref(need)))
    }

    /// What the engine itself offers: the draft, the second person, the safeguards.
    fn engine_choices(&self, facts: &Facts) -> Vec<Choice> {
        let mut all = Vec::new();
        let mut offer = |act: Act, outcome: Result<(), Rejection>| {
            let outcome = act.permit(&facts.actor).and(outcome);
            let fields = engine_fields(act).unwrap_or_default();
            all.push(Choice {
                act,
                fields,
                outcome,
            });
        };
        if self.drafted().is_ok() {
            offer(Act::Redraft, Ok(()));
            offer(self.chart().opens.send, self.send(facts).map(drop));
            offer(Act::Abandon, Ok(()));
        }
        if let Some(proposal) = &self.proposal {
            offer(Act::Confirm, second_person(&proposal.by, facts));
            offer(Act::ReturnProposal, Ok(()));
        }
        if self.executing().is_ok() {
            offer(Act::ScreenRights, Ok(()));
            if self.screen.awaits_review() {
                offer(Act::ReviewScreen, self.screen.may_review(facts));
            }
            offer(Act::Authorise, self.waivers.lift(self.screen.passed()));
            offer(Act::DecidePersonalData, Ok(()));
        }
        if self.may_waive().is_ok() {
            offer(Act::ProposeWaiver, Ok(()));
            if self.waivers.proposed.is_some() {
                offer(Act::ConfirmWaiver, self.waivers.may_confirm(facts));
            }
        }
        all
    }
}
