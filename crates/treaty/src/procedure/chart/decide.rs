//! What may happen to a charted matter: the own officers' acts, and deadlines.

use super::needs::Question;
use super::{Chart, Charted, Command, Fact, Says, Screened, Stage, State, Step, To};
use crate::Side;
use crate::actor::{Actor, Facts};
use crate::law::{Measure, Rule};
use crate::particulars::Document;
use crate::permissions::Act;
use crate::procedure::waivers::Waivers;
use crate::procedure::{
    Course, Happened, Obligation, Procedure, admitted, fold, foreign_law, gate, may_act, misplaced,
    officer, said, second_person,
};
use crate::rejection::{CorruptHistory, Rejection, require};

type Event = Happened<Fact>;

impl Procedure for Charted {
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
        state.obligations()
    }
}

impl Course for State {
    fn peer(&self) -> crate::StateCode {
        self.peer
    }

    fn stage(&self) -> &'static str {
        match self.stage {
            stage if stage.ends() => stage.key(),
            _ if self.proposal.is_some() => "decision_proposed",
            Stage::UnderReview if self.dialogue.open_consultation().is_some() => "consulting",
            Stage::UnderReview if self.dialogue.question_open() => "awaiting_clarification",
            stage => stage.key(),
        }
    }

    fn ended(&self) -> bool {
        self.stage.ends()
    }
}

fn open(command: Command, facts: &Facts) -> Result<Fact, Rejection> {
    match command {
        Command::DraftRequest {
            measure,
            particulars,
        } => {
            require(facts.party.state != facts.peer.state, Rule::SameState)?;
            complete(chart(measure)?, &particulars)?;
            let own = facts.party.state;
            Ok(Fact::Drafted {
                measure,
                own,
                particulars,
            })
        }
        Command::Hear { message } => {
            let chart = chart(message.measure)?;
            require(message.says == chart.opens.send, Rule::NothingYet)?;
            complete(chart, &message.document)?;
            admit(chart, &message.document, Side::Requested, facts)?;
            let own = facts.party.state;
            Ok(Fact::Heard { own, message })
        }
        _ => Err(Rejection::by(Rule::NothingYet)),
    }
}

fn chart(measure: Measure) -> Result<&'static Chart, Rejection> {
    Chart::of(measure).ok_or(Rejection::by(Rule::WrongProcedure))
}

/// The opening document is whole, also one that another State sent.
fn complete(chart: &Chart, particulars: &Document) -> Result<(), Rejection> {
    whole(particulars.faults(&chart.fields()).first())
}

/// The first fault's paragraph names the rejection; officers are shown all faults before it comes to this.
pub(super) fn whole(fault: Option<&crate::Invalid>) -> Result<(), Rejection> {
    match fault {
        None => Ok(()),
        Some(fault) => Err(Rejection::under(Rule::DocumentIncomplete, fault.paragraph)),
    }
}

fn admit(
    chart: &Chart,
    particulars: &Document,
    side: Side,
    facts: &Facts,
) -> Result<(), Rejection> {
    let measure = chart.measure;
    if !measure.about_a_case() {
        gate::admit_call(measure, side, facts)?;
        return gate::within_limit(measure, facts);
    }
    let missing = Rejection::by(Rule::DocumentIncomplete);
    let (basis, offence) = (particulars.basis(), particulars.offence().ok_or(missing)?);
    let language = particulars.language().ok_or(missing)?;
    let claim = gate::Claim {
        measure,
        basis: &basis,
        offence: &offence,
        language: &language,
    };
    gate::admit(&claim, side, facts)
}

impl State {
    /// The row for the act of the State on `side`, at the present stage.
    pub(super) fn step(&self, act: Act, side: Side) -> Option<&'static Step> {
        self.row(act, side, self.stage)
    }

    /// The row for the act of the State on `side`, at this stage.
    pub(super) fn row(&self, act: Act, side: Side, stage: Stage) -> Option<&'static Step> {
        let fits = |step: &&Step| step.act == act && step.from.has(stage);
        let mut rows = self.chart().all_steps().filter(fits);
        rows.find(|step| step.by.is(side, self))
    }

    fn answer(&self, command: Command, facts: &Facts) -> Result<Fact, Rejection> {
        match command {
            Command::DraftRequest { .. } => Err(Rejection::by(Rule::AlreadyOpen)),
            Command::Redraft { particulars } => self.redraft(particulars),
            Command::Take {
                act: Act::Abandon, ..
            } => self.drafted().map(|()| Fact::Abandoned),
            Command::Take { act, .. } if act == self.chart().opens.send => self.send(facts),
            Command::Take { act, with } => self.take(act, with, facts),
            Command::Confirm => self.confirm(facts),
            Command::ReturnProposal { note } => self.return_proposal(note),
            Command::ScreenRights { answer, note } => {
                self.executing()?;
                let screened = Screened { answer, note };
                Ok(Fact::RightsScreened { screened })
            }
            Command::ReviewScreen { proceed, note } => {
                self.executing()?;
                self.screen.may_review(facts)?;
                said(&note)?;
                Ok(Fact::ScreenReviewed { proceed, note })
            }
            Command::Authorise { authorisation } => {
                self.executing()?;
                self.waivers.lift(self.screen.passed())?;
                let current = authorisation.covers(facts.now);
                require(current, Rule::AuthorisationNotCurrent)?;
                Ok(Fact::Authorised { authorisation })
            }
            Command::DecidePersonalData { decision } => {
                self.executing()?;
                Ok(Fact::GateDecided { decision })
            }
            Command::ProposeWaiver { rule, reason } => {
                self.may_waive()?;
                Waivers::may_propose(rule, &reason)?;
                Ok(Fact::WaiverProposed { rule, reason })
            }
            Command::ConfirmWaiver => {
                self.may_waive()?;
                self.waivers.may_confirm(facts)?;
                Ok(Fact::WaiverConfirmed)
            }
            Command::Hear { message } => self.hear(message, facts),
            Command::NoteReturned {
                what,
                said,
                rejection,
            } => Ok(Fact::Returned {
                what,
                said,
                rejection,
            }),
        }
    }

    pub(super) fn drafted(&self) -> Result<(), Rejection> {
        let drafted = self.stage == Stage::Drafted;
        require(drafted, misplaced(Some(self)).rule)
    }

    fn redraft(&self, particulars: Document) -> Result<Fact, Rejection> {
        self.drafted()?;
        complete(self.chart(), &particulars)?;
        let (measure, own) = (self.measure, self.own);
        Ok(Fact::Drafted {
            measure,
            own,
            particulars,
        })
    }

    /// The treaty facts are looked at now, not when the draft was made; and by two persons, where the act takes two.
    pub(super) fn send(&self, facts: &Facts) -> Result<Fact, Rejection> {
        self.drafted()?;
        let act = self.chart().opens.send;
        let drafter = self.drafted_by.as_ref();
        if let Some(by) = drafter.filter(|_| act.permission().persons == 2) {
            second_person(by, facts)?;
        }
        admit(self.chart(), &self.particulars, Side::Requesting, facts)?;
        let question = Question {
            state: self,
            document: &self.particulars,
            facts,
        };
        question.inside(self.chart().opening)?;
        self.answers_to(facts)?;
        let message = self.says(act, self.particulars.clone());
        Ok(Fact::Said { message })
    }

    /// What is asked of another State answers to its law; what is offered it keeps its secrecy under the own one.
    fn answers_to(&self, facts: &Facts) -> Result<(), Rejection> {
        let (measure, now) = (self.measure, facts.now);
        if !measure.about_a_case() {
            return Ok(());
        }
        if self.chart().executes == Side::Requesting {
            let until = self.particulars.secrecy().map(|secrecy| secrecy.review_on);
            let law = &facts.party.law;
            return until.map_or(Ok(()), |until| {
                foreign_law::secret_until(law, measure, until, now)
            });
        }
        let parts = self.particulars.to_foreign_law();
        foreign_law::satisfied(&facts.peer.law, measure, &parts.said(), now)
    }

    fn take(&self, act: Act, with: Document, facts: &Facts) -> Result<Fact, Rejection> {
        let step = self
            .step(act, self.side)
            .ok_or_else(|| misplaced(Some(self)))?;
        self.may_take(step, &with, facts)?;
        if step.two_persons() {
            require(self.proposal.is_none(), Rule::ProposalOpen)?;
            officer(facts)?;
            return Ok(Fact::Proposed {
                act,
                document: with,
            });
        }
        Ok(self.taken_fact(step, with))
    }

    /// All that must be true before the step, besides the second person.
    fn may_take(&self, step: &Step, with: &Document, facts: &Facts) -> Result<(), Rejection> {
        whole(with.faults(step.fields).first())?;
        if facts.actor == Actor::Deadline {
            self.is_due(step.act, facts.now)?;
        }
        let question = Question {
            state: self,
            document: with,
            facts,
        };
        question.dialogue(step.act)?;
        question.shared(step.needs, self.side)?;
        question.inside(step.needs)
    }

    fn taken_fact(&self, step: &Step, document: Document) -> Fact {
        let act = step.act;
        if step.told {
            let message = self.says(act, document);
            Fact::Said { message }
        } else {
            Fact::Took { act, document }
        }
    }

    fn says(&self, says: Act, document: Document) -> Says {
        let measure = self.measure;
        Says {
            measure,
            says,
            document,
        }
    }

    /// Answers may have come in since the proposal, so everything is looked at again.
    fn confirm(&self, facts: &Facts) -> Result<Fact, Rejection> {
        let proposal = self.proposal.as_ref();
        let proposal = proposal.ok_or(Rejection::by(Rule::NoOpenProposal))?;
        second_person(&proposal.by, facts)?;
        let step = self.step(proposal.act, self.side);
        let step = step.ok_or_else(|| misplaced(Some(self)))?;
        proposal.act.permit(&facts.actor)?;
        self.may_take(step, &proposal.document, facts)?;
        Ok(self.taken_fact(step, proposal.document.clone()))
    }

    fn return_proposal(&self, note: String) -> Result<Fact, Rejection> {
        require(self.proposal.is_some(), Rule::NoOpenProposal)?;
        said(&note)?;
        Ok(Fact::ProposalReturned { note })
    }

    /// A State lifts what keeps it from sending, or from executing.
    pub(super) fn may_waive(&self) -> Result<(), Rejection> {
        self.about_a_case()?;
        self.drafted().or_else(|_| self.executing())
    }

    /// Where there is no case, there is nothing to safeguard.
    fn about_a_case(&self) -> Result<(), Rejection> {
        require(self.measure.about_a_case(), Rule::WrongProcedure)
    }

    /// Screen, authorisation and personal-data gate belong to the State that executes, as long as the matter is open.
    pub(super) fn executing(&self) -> Result<(), Rejection> {
        require(!self.ended(), Rule::MatterEnded)?;
        self.about_a_case()?;
        let ours = self.side == self.chart().executes;
        require(ours, Rule::NotForThisActor)
    }
}

impl To {
    /// The stage it leads to, if it leads anywhere.
    pub(super) fn stage(self, document: &Document) -> Option<Stage> {
        match self {
            Self::Stays => None,
            Self::Stage(stage) => Some(stage),
            Self::YesOrNo(field, yes, no) => Some(if document.yes(field) { yes } else { no }),
        }
    }
}
