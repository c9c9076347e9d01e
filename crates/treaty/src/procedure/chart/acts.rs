//! What can be asked of a charted matter.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Chart;
use super::shapes::{DataGate, Says, State};
use crate::law::{Measure, Rule};
use crate::particulars::{Authorisation, Document, expected};
use crate::permissions::Act;
use crate::procedure::review::ScreenAnswer;
use crate::rejection::{Invalid, Rejection};
use crate::sentence::Sentence;

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
        /// What we said.
        #[serde(default)]
        said: Document,
        /// The other node's answer.
        rejection: Rejection,
    },
}

impl Command {
    /// The act, for the permission table.
    pub fn act(&self) -> Act {
        match self {
            Self::DraftRequest { measure, .. } => {
                Chart::of(*measure).map_or(Act::DraftRequest, |chart| chart.opens.draft)
            }
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
        let fault = |field: &str, expected: Sentence| {
            vec![Invalid {
                field: field.into(),
                paragraph: article,
                expected,
            }]
        };
        let act: Act = serde_json::from_value(Value::from(name))
            .map_err(|_| fault("command", expected::ACT.into()))?;
        let plain = [Act::Abandon, state.chart().opens.send].contains(&act);
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
        serde_json::from_value(document)
            .map_err(|error| fault("command", Sentence::verbatim(error.to_string())))
    }
}
