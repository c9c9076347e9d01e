//! What the engine remembers of a matter, what can be asked of it, what can happen to it, and what is told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Chart, Stage};
use crate::actor::{MatterId, OfficerId};
use crate::law::{Measure, Rule};
use crate::particulars::{Authorisation, Document};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::Dialogue;
use crate::procedure::review::{RightsScreen, ScreenAnswer};
use crate::procedure::waivers::Waivers;
use crate::rejection::{Invalid, Rejection};
use crate::{Link, Relation, Side};

/// One matter of a charted measure, on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its number.
    pub matter: MatterId,
    /// The own State.
    pub own: StateCode,
    /// The other State.
    pub peer: StateCode,
    /// The measure.
    pub measure: Measure,
    /// Our part: `requesting` is the State that opened the matter.
    pub side: Side,
    /// The opening document.
    pub particulars: Document,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// Who drafted it, in the State that opened it.
    pub drafted_by: Option<OfficerId>,
    /// Questions, consultations, enquiries.
    pub dialogue: Dialogue,
    /// The human-rights screen, in the State that executes.
    pub screen: RightsScreen,
    /// The authorisation, in the State that executes.
    pub authorisation: Option<Authorisation>,
    /// The personal-data gate, in the State that executes.
    pub data: Option<DataGate>,
    /// The safeguards of the platform that the State lifted in this matter.
    pub waivers: Waivers,
    /// A step that waits for its second person.
    pub proposal: Option<Proposal>,
    /// The last step of each act.
    pub taken: BTreeMap<Act, Taken>,
    /// The fields of the opening document both States agreed to change, as they now read.
    #[serde(default)]
    pub agreed: Document,
    /// How it stood before our last told step, in case the other State does not take that in.
    pub before: Option<Before>,
    /// Why the other State's node did not take in our last message.
    pub returned: Option<Rejection>,
}

/// The personal-data gate of a charted measure, Art 36(1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "gate", rename_all = "snake_case", deny_unknown_fields)]
pub enum DataGate {
    /// The transfer is lawful, under these conditions; none where the list is empty.
    Passed {
        /// One condition each.
        conditions: Vec<String>,
    },
    /// It is not.
    Barred {
        /// Why.
        reasons: String,
    },
}

/// A step that one officer proposed and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The act.
    pub act: Act,
    /// Its content.
    pub document: Document,
    /// Who proposed it.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// By which State.
    pub by: Side,
    /// When it was recorded here.
    pub at: Timestamp,
    /// Its content.
    pub document: Document,
}

/// How a matter stood before a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// The step.
    pub act: Act,
    /// The stage before it.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// The step of this act before it.
    #[serde(default)]
    pub taken: Option<Taken>,
    /// What was agreed before it.
    #[serde(default)]
    pub agreed: Document,
}

/// What one State tells the other. Nothing in here names an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// The measure.
    pub measure: Measure,
    /// The act; `send_request` opens the matter.
    pub says: Act,
    /// Its content.
    pub document: Document,
}

/// How the human-rights screen is answered, and by whom it is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screened {
    /// The answer.
    pub answer: ScreenAnswer,
    /// Why; stays in this State.
    pub note: String,
}

/// What can be asked of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Prepares the opening document.
    DraftRequest {
        /// The measure.
        measure: Measure,
        /// The document.
        particulars: Document,
    },
    /// Changes it before it is sent.
    Redraft {
        /// The document.
        particulars: Document,
    },
    /// Takes a step of the chart.
    Take {
        /// The act.
        act: Act,
        /// Its content.
        with: Document,
    },
    /// Confirms a proposed step, as a second person.
    Confirm,
    /// Does not confirm it.
    ReturnProposal {
        /// Why; stays in this State.
        note: String,
    },
    /// Answers the human-rights screen.
    ScreenRights {
        /// The answer.
        answer: ScreenAnswer,
        /// Why; stays in this State.
        note: String,
    },
    /// Decides, as a second person, on a screen answered with yes or unsure.
    ReviewScreen {
        /// Whether it may go on.
        proceed: bool,
        /// Why; stays in this State.
        note: String,
    },
    /// Records the authorisation of the competent authority.
    Authorise {
        /// The record.
        authorisation: Box<Authorisation>,
    },
    /// Decides the personal-data gate.
    DecidePersonalData {
        /// The decision.
        decision: DataGate,
    },
    /// Proposes that a safeguard of the platform does not block in this matter.
    ProposeWaiver {
        /// The rule.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// Waives it, as a second person.
    ConfirmWaiver,
    /// Takes in a verified message of the other State.
    Hear {
        /// What it says.
        message: Says,
    },
    /// Records that the other State's node rejected a message of ours.
    NoteReturned {
        /// The act we told of.
        what: Act,
        /// The other node's answer.
        rejection: Rejection,
    },
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// The opening document was drafted, or changed.
    Drafted {
        /// The measure.
        measure: Measure,
        /// The own State.
        own: StateCode,
        /// The document.
        particulars: Document,
    },
    /// The draft was given up.
    Abandoned,
    /// A step was proposed and waits for its second person.
    Proposed {
        /// The act.
        act: Act,
        /// Its content.
        document: Document,
    },
    /// A proposed step was not confirmed.
    ProposalReturned {
        /// Why.
        note: String,
    },
    /// A step was taken that stays in this State.
    Took {
        /// The act.
        act: Act,
        /// Its content.
        document: Document,
    },
    /// We told the other State.
    Said {
        /// What.
        message: Says,
    },
    /// The other State told us.
    Heard {
        /// The own State.
        own: StateCode,
        /// What.
        message: Says,
    },
    /// The human-rights screen was answered.
    RightsScreened {
        /// How.
        screened: Screened,
    },
    /// A second person looked at the screen.
    ScreenReviewed {
        /// Whether it may go on.
        proceed: bool,
        /// Remarks; stay in this State.
        note: String,
    },
    /// The authorisation was recorded.
    Authorised {
        /// The record.
        authorisation: Box<Authorisation>,
    },
    /// The personal-data gate was decided.
    GateDecided {
        /// The decision.
        decision: DataGate,
    },
    /// A waiver was proposed.
    WaiverProposed {
        /// The rule.
        rule: Rule,
        /// Why.
        reason: String,
    },
    /// The proposed waiver holds.
    WaiverConfirmed,
    /// The other node rejected a message of ours.
    Returned {
        /// The act we told of.
        what: Act,
        /// Its answer.
        rejection: Rejection,
    },
}

impl State {
    /// The chart of its measure.
    pub fn chart(&self) -> &'static Chart {
        // INVARIANT (charted): `open` makes a state only for a measure that has a chart.
        Chart::of(self.measure).expect("a charted measure")
    }

    /// The State on a side.
    pub fn state_on(&self, side: Side) -> StateCode {
        if side == self.side {
            self.own
        } else {
            self.peer
        }
    }

    /// The matters it arose from or led to.
    pub(crate) fn links(&self) -> Vec<Link> {
        let opening = ["preservation", "consultation"];
        let named = opening
            .iter()
            .filter_map(|key| self.particulars.matter(key));
        let followed = self
            .taken
            .values()
            .filter_map(|taken| taken.document.matter("matter"));
        let relation = Relation::Concerns;
        named
            .chain(followed)
            .map(|matter| Link { relation, matter })
            .collect()
    }

    /// The content of the last step of an act.
    pub fn last(&self, act: Act) -> Option<&Document> {
        self.taken.get(&act).map(|taken| &taken.document)
    }
}

impl Says {
    /// What is said, as it is serialised.
    pub const fn name(&self) -> &'static str {
        self.says.key()
    }
}

impl Command {
    /// The act, for the permission table.
    pub const fn act(&self) -> Act {
        match self {
            Self::DraftRequest { .. } => Act::DraftRequest,
            Self::Redraft { .. } => Act::Redraft,
            Self::Take { act, .. } => *act,
            Self::Confirm => Act::Confirm,
            Self::ReturnProposal { .. } => Act::ReturnProposal,
            Self::ScreenRights { .. } => Act::ScreenRights,
            Self::ReviewScreen { .. } => Act::ReviewScreen,
            Self::Authorise { .. } => Act::Authorise,
            Self::DecidePersonalData { .. } => Act::DecidePersonalData,
            Self::ProposeWaiver { .. } => Act::ProposeWaiver,
            Self::ConfirmWaiver => Act::ConfirmWaiver,
            Self::Hear { .. } => Act::Hear,
            Self::NoteReturned { .. } => Act::NoteReturned,
        }
    }

    /// The command of an officer by its name and fields, or everything that is wrong with them. A step's fields are those of
    /// its row, without a wrapping.
    pub fn named(
        state: &State,
        name: &str,
        fields: Map<String, Value>,
    ) -> Result<Self, Vec<Invalid>> {
        let article = state.measure.article();
        let fault = |field: &str, expected: String| {
            vec![Invalid {
                field: field.into(),
                paragraph: article,
                expected,
            }]
        };
        let act: Act = serde_json::from_value(Value::from(name))
            .map_err(|_| fault("command", "the name of an act".into()))?;
        let plain = [Act::Abandon, Act::SendRequest].contains(&act);
        if let Some(step) = state.step(act, state.side) {
            let with = Document::parse(step.fields, Value::Object(fields))?;
            return Ok(Self::Take { act, with });
        }
        if plain || state.chart().all_steps().any(|step| step.act == act) {
            return Ok(Self::Take {
                act,
                with: Document(fields),
            });
        }
        let mut document = Value::Object(fields);
        document["command"] = name.into();
        serde_json::from_value(document).map_err(|error| fault("command", error.to_string()))
    }
}

impl Fact {
    /// The name of the fact, for lists and for faults; that of the act, where one was told, heard or taken.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "drafted",
            Self::Abandoned => "abandoned",
            Self::Proposed { .. } => "proposed",
            Self::ProposalReturned { .. } => "proposal_returned",
            Self::Took { act, .. } => act.key(),
            Self::Said { message } | Self::Heard { message, .. } => message.name(),
            Self::RightsScreened { .. } => "rights_screened",
            Self::ScreenReviewed { .. } => "screen_reviewed",
            Self::Authorised { .. } => "authorised",
            Self::GateDecided { .. } => "gate_decided",
            Self::WaiverProposed { .. } => "waiver_proposed",
            Self::WaiverConfirmed => "waiver_confirmed",
            Self::Returned { .. } => "returned",
        }
    }

    /// What the other State is told.
    pub fn message(&self) -> Option<Says> {
        match self {
            Self::Said { message } => Some(message.clone()),
            _ => None,
        }
    }
}
