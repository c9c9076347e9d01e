//! What must be true before a step. What both States know is asked of both; what only the executing State knows is asked
//! where the step is taken.

use jiff::Timestamp;

use super::shapes::{DataGate, Taken};
use super::{Need, State};
use crate::Side;
use crate::actor::Facts;
use crate::law::{Article, Ground, Period, Rule, periods::days_after};
use crate::national::{ExtraditionLaw, Nationals};
use crate::particulars::Document;
use crate::permissions::Act;
use crate::procedure::dialogue::Concern;
use crate::procedure::review::{Refusal, RefusalCase};
use crate::procedure::{Course, foreign_law};
use crate::rejection::{Rejection, require};

/// A step somebody wants to take.
pub(super) struct Question<'a> {
    pub state: &'a State,
    pub document: &'a Document,
    pub facts: &'a Facts,
}

impl Question<'_> {
    /// What both States know. `side` takes the step.
    pub fn shared(&self, needs: &[Need], side: Side) -> Result<(), Rejection> {
        needs
            .iter()
            .try_for_each(|need| self.known_to_both(*need, side))
    }

    /// What only the State that takes the step knows.
    pub fn inside(&self, needs: &[Need]) -> Result<(), Rejection> {
        needs.iter().try_for_each(|need| self.known_inside(*need))
    }

    fn known_to_both(&self, need: Need, side: Side) -> Result<(), Rejection> {
        let now = self.facts.now;
        match need {
            Need::Ahead(field) => {
                let ahead = self.document.instant(field).is_none_or(|at| at > now);
                require(ahead, Rule::DateNotAhead)
            }
            Need::NotAhead(field) => {
                let come = self.document.instant(field).is_none_or(|at| at <= now);
                require(come, Rule::DateAhead)
            }
            Need::NotBefore(field, act, earlier) => {
                let from = self.state.last(act).and_then(|d| d.instant(earlier));
                let at = self.document.instant(field);
                let follows = at.is_none_or(|at| from.is_none_or(|from| at >= from));
                require(follows, Rule::DateTooEarly)
            }
            Need::After(act, rule) => require(self.state.holds_since(act), rule),
            Need::AnsweredOr(asked, answered, period, rule) => {
                let state = self.state;
                let could_not_wait = !self.document.text("not_possible_because").trim().is_empty();
                let heard = state.answered_or(asked, answered, period, side, now);
                require(heard || could_not_wait || state.withdrawn(), rule)
            }
            Need::Where(field, values, rule) => {
                let holds = |value: &&str| self.state.particulars_hold(field, value);
                require(values.iter().any(holds), rule)
            }
            Need::Never(act, rule) => require(self.state.last(act).is_none(), rule),
            Need::Names(field, act, named, rule) => {
                let last = self.state.last(act).and_then(|d| d.instant(named));
                require(self.document.instant(field) == last, rule)
            }
            Need::SecretLonger(field) => self.secret_longer(field),
            Need::Withdrawn => require(self.state.withdrawn(), Rule::NotWithdrawn),
            Need::SecrecyAsked => {
                let asked = self.state.particulars.secrecy().is_some();
                require(asked, Rule::SecrecyNotRequested)
            }
            Need::Ground => {
                let ground: Option<Ground> = self.document.get("ground");
                ground.map_or(Ok(()), |ground| ground.on_the_list(self.state.measure))
            }
            Need::Screen
            | Need::Authorisation
            | Need::PersonalData
            | Need::ConsultedOrWhyNot
            | Need::ConsultedOnPostponement
            | Need::ArrestAllowed(_)
            | Need::NationalAllowed(_)
            | Need::WithinLimit
            | Need::NationalsKept
            | Need::Over(..)
            | Need::SecrecyOver => Ok(()),
        }
    }

    fn known_inside(&self, need: Need) -> Result<(), Rejection> {
        let (state, now) = (self.state, self.facts.now);
        match need {
            Need::Screen => state.waivers.lift(state.screen.passed()),
            Need::Authorisation => state.authorised(now),
            Need::PersonalData => {
                let open = matches!(state.data, Some(DataGate::Passed { .. }));
                require(open, Rule::PersonalDataGateClosed)
            }
            Need::Ground => self.ground(),
            Need::ConsultedOrWhyNot => self.consulted_or_why_not(),
            Need::ConsultedOnPostponement => state.dialogue.consulted(Concern::Postponement, now),
            Need::WithinLimit => {
                let Some(limit) = state.measure.limit() else {
                    return Ok(());
                };
                let within = self.facts.sent_lately < limit.most;
                state.waivers.require(within, limit.rule)
            }
            Need::ArrestAllowed(field) => self.arrest_allowed(field),
            Need::NationalAllowed(field) => self.national_allowed(field),
            Need::NationalsKept => {
                let extradited = self.own_extradition().nationals == Some(Nationals::Yes);
                require(!extradited, Rule::NationalsExtradited)
            }
            Need::Over(act, field, period) => {
                let from = state.last(act).and_then(|d| d.instant(field));
                let over = from.is_some_and(|from| period.after(from) <= now);
                require(over, Rule::NotYetDue)
            }
            Need::SecrecyOver => {
                let impossible = state.last(Act::DeclareSecrecyImpossible).is_some();
                let secret = state.secret_until().is_some_and(|until| now < until);
                require(impossible || !secret, Rule::NotYetDue)
            }
            Need::Ahead(_)
            | Need::NotAhead(_)
            | Need::NotBefore(..)
            | Need::After(..)
            | Need::AnsweredOr(..)
            | Need::Where(..)
            | Need::Never(..)
            | Need::Names(..)
            | Need::Withdrawn
            | Need::SecretLonger(_)
            | Need::SecrecyAsked => Ok(()),
        }
    }

    /// A refusal has a ground of the measure's list, reasons, and its consultation.
    fn ground(&self) -> Result<(), Rejection> {
        let ground: Option<Ground> = self.document.get("ground");
        let ground = ground.ok_or(Rejection::by(Rule::GroundNotAvailable))?;
        let reasons = self.document.text("reasons").to_owned();
        self.with_case(|case| case.check(&Refusal { ground, reasons }, self.facts))
    }

    fn secret_longer(&self, field: &str) -> Result<(), Rejection> {
        let (state, facts) = (self.state, self.facts);
        let until = self.document.instant(field);
        let until = until.ok_or(Rejection::by(Rule::DocumentIncomplete))?;
        let later = state.secret_until().is_none_or(|present| until > present);
        require(later, Rule::SecrecyEndNotAhead)?;
        let ours = state.chart().executes == state.side;
        let law = if ours {
            &facts.party.law
        } else {
            &facts.peer.law
        };
        foreign_law::secret_until(law, state.measure, until, facts.now)
    }

    fn own_extradition(&self) -> ExtraditionLaw {
        self.facts.party.law.extradition
    }

    fn arrest_allowed(&self, field: &str) -> Result<(), Rejection> {
        let most = self.own_extradition().provisional_arrest_days;
        let until = self.document.instant(field).zip(most);
        let within = |(until, days)| until <= days_after(self.facts.now, days);
        require(until.is_none_or(within), Rule::ArrestTooLong)
    }

    /// A national is surrendered as the own law lets it: not at all, on return, or like anyone.
    fn national_allowed(&self, field: &str) -> Result<(), Rejection> {
        if !self.document.yes(field) {
            return Ok(());
        }
        let returns = self.document.text("condition") == "return_to_serve_sentence";
        match self.own_extradition().nationals {
            Some(Nationals::Never) => Err(Rejection::by(Rule::NationalNotExtradited)),
            Some(Nationals::OnReturn) => require(returns, Rule::NationalToReturn),
            Some(Nationals::Yes) | None => Ok(()),
        }
    }

    /// Art 37(17): what is said why not stands in the paper; otherwise the consultation on this ground was held. A national
    /// is refused by an act that names no ground.
    fn consulted_or_why_not(&self) -> Result<(), Rejection> {
        let why_not = self.document.text("no_consultation_because");
        if !why_not.trim().is_empty() {
            return Ok(());
        }
        let ground = self.document.get("ground").unwrap_or(Ground::OwnNational);
        let held = self
            .state
            .dialogue
            .consulted(Concern::Refusal { ground }, self.facts.now);
        held.map_err(|refused| Rejection::under(refused.rule, Article::A37p17))
    }

    fn with_case(
        &self,
        check: impl FnOnce(&RefusalCase<'_>) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        let offence = self.state.particulars.offence();
        let offence = offence.ok_or(Rejection::by(Rule::DocumentIncomplete))?;
        check(&RefusalCase {
            measure: self.state.measure,
            offence: &offence,
            dialogue: &self.state.dialogue,
            gate_failed: matches!(self.state.data, Some(DataGate::Barred { .. })),
        })
    }

    /// A ground that is refused by an act of its own is consulted on like any other.
    fn may_concern(&self, ground: Ground) -> Result<(), Rejection> {
        let available = self.with_case(|case| case.available(ground, self.facts));
        available.or_else(|refused| match refused.rule {
            Rule::NationalRefusedApart => Ok(()),
            _ => Err(refused),
        })
    }

    /// Whether the exchange admits what the other State says now. When it may enquire again is for its own clock to know.
    pub fn heard(&self, act: Act) -> Result<(), Rejection> {
        match act {
            Act::Enquire => Ok(()),
            Act::AnswerConsultation => self.state.dialogue.may_hear_consultation_answer(),
            Act::AnswerEnquiry => self.state.dialogue.may_hear_enquiry_answer(),
            _ => self.dialogue(act),
        }
    }

    /// Whether the exchange of questions, consultations and enquiries admits the act now.
    pub fn dialogue(&self, act: Act) -> Result<(), Rejection> {
        let dialogue = &self.state.dialogue;
        match act {
            Act::Ask => dialogue.may_ask(),
            Act::AnswerQuestion => dialogue.may_answer(),
            Act::Consult => {
                dialogue.may_consult(self.facts.now)?;
                match self.document.get("about") {
                    Some(Concern::Refusal { ground }) => self.may_concern(ground),
                    Some(Concern::Disclosure) => {
                        let announced = self.state.taken.contains_key(&Act::NotifyExculpatory);
                        require(announced, Rule::NotAtThisStage)
                    }
                    Some(Concern::Postponement) | None => {
                        let mut rows = self.state.chart().all_steps();
                        let postponable = rows.any(|step| step.act == Act::Postpone);
                        require(postponable, Rule::NotAtThisStage)
                    }
                }
            }
            Act::AnswerConsultation => dialogue.may_answer_consultation(),
            Act::Enquire => {
                let owed = !self.state.ended() || dialogue.enquiry_open();
                require(owed, Rule::MatterEnded)?;
                dialogue.may_enquire(self.facts.now)
            }
            Act::AnswerEnquiry => dialogue.may_answer_enquiry(),
            _ => Ok(()),
        }
    }
}

impl State {
    fn authorised(&self, now: Timestamp) -> Result<(), Rejection> {
        let authorisation = self.authorisation.as_ref();
        let authorisation = authorisation.ok_or(Rejection::by(Rule::AuthorisationMissing))?;
        require(authorisation.covers(now), Rule::AuthorisationNotCurrent)
    }

    /// The step was taken since the stage began, and did not say no.
    fn holds_since(&self, act: Act) -> bool {
        let said_no = |taken: &Taken| taken.document.0.get("accepted") == Some(&false.into());
        let taken = self.taken.get(&act);
        taken.is_some_and(|taken| taken.at >= self.since && !said_no(taken))
    }

    /// The other State answered since the question, or had its time to. The State that was asked need not wait.
    fn answered_or(
        &self,
        asked: Act,
        answered: Act,
        period: Period,
        side: Side,
        now: Timestamp,
    ) -> bool {
        let Some(question) = self.taken.get(&asked) else {
            return false;
        };
        let period = if question.document.yes("urgent") {
            period.urgent()
        } else {
            period
        };
        let answer = self.taken.get(&answered);
        let given = answer.is_some_and(|a| a.at >= question.at);
        given || question.by != side || period.after(question.at) <= now
    }

    /// Whether a field of the opening document has the value; `yes` and `no` for flags.
    pub(super) fn particulars_hold(&self, field: &str, value: &str) -> bool {
        let texts = self.particulars.texts(field);
        match value {
            "yes" => self.particulars.yes(field),
            "no" => !self.particulars.yes(field),
            _ => self.particulars.text(field) == value || texts.iter().any(|text| text == value),
        }
    }
}
