//! What the engine remembers of a matter, and what is told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::trail::Told;
use super::{Chart, Stage};
use crate::actor::{MatterId, OfficerId};
use crate::law::Measure;
use crate::named::named;
use crate::particulars::{Authorisation, Document};
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::dialogue::Dialogue;
use crate::procedure::review::{RightsScreen, ScreenAnswer};
use crate::procedure::waivers::Waivers;
use crate::rejection::Rejection;
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
    /// What was told and heard lately, in case the other State does not take something of it in.
    #[serde(default)]
    pub trail: Vec<Told>,
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
        #[serde(default)]
        conditions: Vec<String>,
    },
    /// It is not.
    Barred {
        /// Why.
        reasons: String,
    },
}

named! {
    /// Its serialised form.
    DataGate {
        Passed = "passed";
        Barred = "barred";
    }
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
