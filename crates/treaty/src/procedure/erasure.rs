//! The texts of a matter whose course has ended are erased. What is left of it is its place in the log: digests, times, and
//! that it was erased, by whom and on which basis.
//!
//! It follows on every procedure and belongs to none: while it waits for its second person, the matter holds the one it was,
//! and that one goes on hearing what the other State may still say. The other State is told nothing; its copy is its own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::chart::Choice;
use super::typed::{ERASURE, NOTE};
use super::{Course, Duty, Happened, Obligation, officer, said, second_person};
use crate::actor::{Facts, MatterId, OfficerId};
use crate::law::{Measure, Period, Rule};
use crate::matter::{Matter, Side, owed};
use crate::particulars::Field;
use crate::party::StateCode;
use crate::permissions::Act;
use crate::rejection::{CorruptHistory, Rejection, require};

/// What officers command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Propose that the texts are erased.
    ProposeErasure {
        /// The provision of the domestic law that asks for it, or allows it.
        legal_basis: String,
    },
    /// Do not confirm it.
    ReturnErasure {
        /// Why; stays in this State.
        note: String,
    },
    /// Erase them, as a second person.
    ConfirmErasure,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// It waits for the second person.
    ErasureProposed {
        /// The provision of the domestic law that asks for it, or allows it.
        legal_basis: String,
    },
    /// The matter is as it was.
    ErasureReturned {
        /// Why.
        note: String,
    },
    /// The texts are erased. It says by itself what the matter was: nothing before it can be read any more.
    TextsErased {
        /// Who proposed it.
        proposed_by: OfficerId,
        /// The provision of the domestic law that asks for it, or allows it.
        legal_basis: String,
        /// What the matter was.
        was: Was,
    },
}

/// What a matter was, without a word of what it was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// The measure.
    pub measure: Measure,
    /// Our part in it.
    pub side: Side,
}

/// A matter whose texts are to be erased, or were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Its number.
    pub matter: MatterId,
    /// The other State.
    pub peer: StateCode,
    /// What it is, or was.
    pub measure: Measure,
    /// Our part in it.
    pub side: Side,
    /// How far it is.
    pub stage: Stage,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// It waits for the second person.
    Proposed {
        /// Who proposed it.
        by: OfficerId,
        /// When.
        at: Timestamp,
        /// The provision of the domestic law that asks for it, or allows it.
        legal_basis: String,
        /// The matter as it is.
        former: Box<Matter>,
    },
    /// The texts are erased.
    Erased {
        /// When.
        at: Timestamp,
    },
}

/// The acts. They are possible in every procedure.
pub const ACTS: [Act; 3] = [Act::ProposeErasure, Act::ReturnErasure, Act::ConfirmErasure];

/// The stages it adds to every procedure, by key.
pub const STAGES: [&str; 2] = ["erasure_proposed", "texts_erased"];

/// What an act of erasing must contain; `None` where the act is another one.
pub fn fields_of(act: Act) -> Option<&'static [Field]> {
    match act {
        Act::ProposeErasure => Some(ERASURE),
        Act::ReturnErasure => Some(NOTE),
        Act::ConfirmErasure => Some(&[]),
        _ => None,
    }
}

impl Command {
    /// The act, for the permission table.
    pub const fn act(&self) -> Act {
        match self {
            Self::ProposeErasure { .. } => Act::ProposeErasure,
            Self::ReturnErasure { .. } => Act::ReturnErasure,
            Self::ConfirmErasure => Act::ConfirmErasure,
        }
    }
}

impl Fact {
    /// The names of all that can happen.
    pub const NAMES: &'static [&'static str] =
        &["erasure_proposed", "erasure_returned", "texts_erased"];

    /// The name of what happened.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ErasureProposed { .. } => "erasure_proposed",
            Self::ErasureReturned { .. } => "erasure_returned",
            Self::TextsErased { .. } => "texts_erased",
        }
    }
}

impl Course for State {
    fn peer(&self) -> StateCode {
        self.peer
    }

    fn stage(&self) -> &'static str {
        match self.stage {
            Stage::Proposed { .. } => STAGES[0],
            Stage::Erased { .. } => STAGES[1],
        }
    }

    fn ended(&self) -> bool {
        true
    }
}

impl State {
    /// The matter as it is, while its texts are still here.
    pub fn former(&self) -> Option<&Matter> {
        match &self.stage {
            Stage::Proposed { former, .. } => Some(former),
            Stage::Erased { .. } => None,
        }
    }

    /// The same, by value; where the texts are erased, what is left.
    pub(crate) fn into_former(self) -> Matter {
        match self.stage {
            Stage::Proposed { former, .. } => *former,
            Stage::Erased { .. } => Matter::Erasing(self),
        }
    }

    /// The same, with the matter after one more event of its own.
    pub(crate) fn with_former(
        mut self,
        event: &'static str,
        next: impl FnOnce(Matter) -> Result<Matter, CorruptHistory>,
    ) -> Result<Self, CorruptHistory> {
        match self.stage {
            Stage::Proposed {
                by,
                at,
                legal_basis,
                former,
            } => {
                let former = Box::new(next(*former)?);
                self.stage = Stage::Proposed {
                    by,
                    at,
                    legal_basis,
                    former,
                };
                Ok(self)
            }
            Stage::Erased { .. } => Err(CorruptHistory {
                event,
                stage: Course::stage(&self),
            }),
        }
    }

    /// What is owed: the second person's answer, and whatever the matter itself comes to owe.
    pub(crate) fn owed(&self) -> Vec<Obligation> {
        let Stage::Proposed { at, former, .. } = &self.stage else {
            return Vec::new();
        };
        let duty = Duty::ConfirmProposal;
        let confirm = Obligation::within(self.side, duty, Period::SecondPerson, *at);
        let mut all = owed(former);
        all.push(confirm);
        all
    }
}

/// The one event that answers the command, or the rule that refuses it.
pub(crate) fn decide(
    matter: Option<&Matter>,
    command: Command,
    facts: &Facts,
) -> Result<Happened<Fact>, Rejection> {
    command.act().permit(&facts.actor)?;
    let matter = matter.ok_or(Rejection::by(Rule::NothingYet))?;
    let ours = matter.id() == facts.matter && matter.peer() == facts.peer.state;
    require(ours, Rule::NotYourMatter)?;
    let fact = match command {
        Command::ProposeErasure { legal_basis } => propose(matter, legal_basis)?,
        Command::ReturnErasure { note } => {
            proposed(matter)?;
            said(&note)?;
            Fact::ErasureReturned { note }
        }
        Command::ConfirmErasure => confirm(matter, facts)?,
    };
    Ok(Happened::now(fact, facts))
}

fn propose(matter: &Matter, legal_basis: String) -> Result<Fact, Rejection> {
    if let Matter::Erasing(state) = matter {
        return Err(Rejection::by(match state.stage {
            Stage::Proposed { .. } => Rule::ProposalOpen,
            Stage::Erased { .. } => Rule::TextsErased,
        }));
    }
    needed_no_more(matter)?;
    said(&legal_basis)?;
    Ok(Fact::ErasureProposed { legal_basis })
}

fn confirm(matter: &Matter, facts: &Facts) -> Result<Fact, Rejection> {
    let (state, by, legal_basis, former) = proposed(matter)?;
    second_person(by, facts)?;
    needed_no_more(former)?;
    officer(facts)?;
    Ok(Fact::TextsErased {
        proposed_by: by.clone(),
        legal_basis: legal_basis.clone(),
        was: Was {
            measure: state.measure,
            side: state.side,
        },
    })
}

type Proposed<'a> = (&'a State, &'a OfficerId, &'a String, &'a Matter);

fn proposed(matter: &Matter) -> Result<Proposed<'_>, Rejection> {
    let Matter::Erasing(state) = matter else {
        return Err(Rejection::by(Rule::NotAtThisStage));
    };
    match &state.stage {
        Stage::Proposed {
            by,
            legal_basis,
            former,
            ..
        } => Ok((state, by, legal_basis, former)),
        Stage::Erased { .. } => Err(Rejection::by(Rule::TextsErased)),
    }
}

/// The course has ended, and neither State owes anything in it.
fn needed_no_more(matter: &Matter) -> Result<(), Rejection> {
    let over = matter.is_final() && owed(matter).is_empty();
    require(over, Rule::TextsStillNeeded)
}

/// The matter after the event. That its texts are erased follows even where nothing before can be read.
pub(crate) fn apply(
    matter: Option<Matter>,
    event: &Happened<Fact>,
) -> Result<Matter, CorruptHistory> {
    let corrupt = |stage| CorruptHistory {
        event: event.fact.name(),
        stage,
    };
    match (matter, &event.fact) {
        (Some(Matter::Erasing(state)), Fact::ErasureReturned { .. }) => match state.stage {
            Stage::Proposed { former, .. } => Ok(*former),
            Stage::Erased { .. } => Err(corrupt(STAGES[1])),
        },
        (None | Some(Matter::Erasing(_)), Fact::TextsErased { was, .. }) => {
            let stage = Stage::Erased { at: event.at };
            Ok(Matter::Erasing(within(event, *was, stage)))
        }
        (Some(former), Fact::ErasureProposed { legal_basis }) if former.is_final() => {
            let by = event.by.officer().cloned();
            let by = by.ok_or_else(|| corrupt(former.stage()))?;
            let was = Was {
                measure: former.measure(),
                side: former.side(),
            };
            let stage = Stage::Proposed {
                by,
                at: event.at,
                legal_basis: legal_basis.clone(),
                former: Box::new(former),
            };
            Ok(Matter::Erasing(within(event, was, stage)))
        }
        (matter, _) => Err(corrupt(matter.as_ref().map_or("nothing", Matter::stage))),
    }
}

const fn within(event: &Happened<Fact>, was: Was, stage: Stage) -> State {
    State {
        matter: event.matter,
        peer: event.peer,
        measure: was.measure,
        side: was.side,
        stage,
    }
}

/// What the acting officer may do about the texts now. Nothing is offered before the course has ended.
pub(crate) fn choices(matter: &Matter, facts: &Facts) -> Vec<Choice> {
    if !matter.is_final() {
        return Vec::new();
    }
    let tries = [
        Command::ProposeErasure {
            legal_basis: "as it is".into(),
        },
        Command::ReturnErasure {
            note: "as it is".into(),
        },
        Command::ConfirmErasure,
    ];
    let here = tries.into_iter().filter(|command| belongs(matter, command));
    here.map(|command| {
        let act = command.act();
        Choice {
            act,
            fields: fields_of(act).unwrap_or_default(),
            outcome: decide(Some(matter), command, facts).map(drop),
        }
    })
    .collect()
}

fn belongs(matter: &Matter, command: &Command) -> bool {
    let proposes = matches!(command, Command::ProposeErasure { .. });
    match matter {
        Matter::Erasing(state) => state.former().is_some() && !proposes,
        _ => proposes,
    }
}
