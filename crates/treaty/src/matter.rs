//! All procedures as one: the layer nodes work with. A new procedure adds a variant to each enum and an arm to each match,
//! and the compiler finds every place.

mod emergency;
mod evidence;
mod flow;
mod missing;
mod subjects;

pub use emergency::{Emergency, Sender};
pub use evidence::{CUSTODY, Evidence};
pub use flow::{apply, consequences, decide, incoming, outgoing, owed, returned};

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, MatterId};
use crate::law::Measure;
use crate::particulars::DigestText;
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::assistance;
use crate::procedure::assistance::requested as released;
use crate::procedure::assistance::requesting as sought;
use crate::procedure::chart;
use crate::procedure::erasure;
use crate::procedure::preservation;
use crate::procedure::preservation::requested as kept;
use crate::procedure::preservation::requesting as asked;
use crate::procedure::{Course, Happened};

/// The part a State has in a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// It asks.
    Requesting,
    /// It is asked.
    Requested,
}

/// One matter on one side: the snapshot the store keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
// One matter at a time is held, never many in a row: the size of the smaller ones costs nothing.
#[allow(clippy::large_enum_variant)]
pub enum Matter {
    /// A preservation we asked for.
    PreservationRequesting(asked::State),
    /// A preservation we were asked for.
    PreservationRequested(kept::State),
    /// Assistance we asked for.
    AssistanceRequesting(sought::State),
    /// Assistance we were asked for.
    AssistanceRequested(released::State),
    /// A measure written as a chart, on either side.
    Charted(chart::State),
    /// Any of them, once its texts are to be erased.
    Erasing(erasure::State),
}

/// What can be asked of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
pub enum Command {
    /// To a preservation we asked for.
    PreservationRequesting(asked::Command),
    /// To a preservation we were asked for.
    PreservationRequested(kept::Command),
    /// To a request for assistance of ours.
    AssistanceRequesting(sought::Command),
    /// To a request for assistance to us.
    AssistanceRequested(released::Command),
    /// To a charted measure.
    Charted(chart::Command),
    /// To erase the texts of any of them.
    Erasing(erasure::Command),
}

/// What happened to a matter: when, by whom, what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
pub enum Event {
    /// To a preservation we asked for.
    PreservationRequesting(Happened<asked::Fact>),
    /// To a preservation we were asked for.
    PreservationRequested(Happened<kept::Fact>),
    /// To a request for assistance of ours.
    AssistanceRequesting(Happened<sought::Fact>),
    /// To a request for assistance to us.
    AssistanceRequested(Happened<released::Fact>),
    /// To a charted measure.
    Charted(Happened<chart::Fact>),
    /// To the texts of any of them.
    Erasing(Happened<erasure::Fact>),
}

/// What one State tells the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Message {
    /// About a preservation, to the requested State.
    PreservationToRequested(preservation::RequestingSays),
    /// About a preservation, to the requesting State.
    PreservationToRequesting(preservation::RequestedSays),
    /// About assistance, to the requested State.
    AssistanceToRequested(assistance::RequestingSays),
    /// About assistance, to the requesting State.
    AssistanceToRequesting(assistance::RequestedSays),
    /// About a charted measure; the act says who speaks.
    Charted(chart::Says),
}

/// Another matter this one is tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// How.
    pub relation: Relation,
    /// To which.
    pub matter: MatterId,
}

/// How two matters are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// This request for access asks for the data of that preservation, Art 44(1).
    AsksForDataOf,
    /// This preservation is held by that request for access, Art 42(8).
    HeldBy,
    /// This matter arose from that one, or led to it.
    Concerns,
}

/// Does the same with whichever procedure's value it is.
macro_rules! each {
    ($kind:ident, $value:expr, $inner:ident => $body:expr) => {
        match $value {
            $kind::PreservationRequesting($inner) => $body,
            $kind::PreservationRequested($inner) => $body,
            $kind::AssistanceRequesting($inner) => $body,
            $kind::AssistanceRequested($inner) => $body,
            $kind::Charted($inner) => $body,
            $kind::Erasing($inner) => $body,
        }
    };
}

impl Side {
    /// The other State's side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Requesting => Self::Requested,
            Self::Requested => Self::Requesting,
        }
    }

    /// The name as it is serialised; also the key for translation.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Requesting => "requesting",
            Self::Requested => "requested",
        }
    }
}

impl Matter {
    /// The measure.
    pub fn measure(&self) -> Measure {
        match self {
            Self::PreservationRequesting(_) | Self::PreservationRequested(_) => {
                Measure::Preservation
            }
            Self::AssistanceRequesting(state) => state.particulars.measure(),
            Self::AssistanceRequested(state) => state.particulars.measure(),
            Self::Charted(state) => state.measure,
            Self::Erasing(state) => state.measure,
        }
    }

    /// The procedure, as commands to it are tagged: one procedure may serve several measures.
    pub const fn procedure(&self) -> &'static str {
        match self {
            Self::PreservationRequesting(_) => "preservation_requesting",
            Self::PreservationRequested(_) => "preservation_requested",
            Self::AssistanceRequesting(_) => "assistance_requesting",
            Self::AssistanceRequested(_) => "assistance_requested",
            Self::Charted(_) => "charted",
            Self::Erasing(_) => "erasing",
        }
    }

    /// Our part in it.
    pub const fn side(&self) -> Side {
        match self {
            Self::PreservationRequesting(_) | Self::AssistanceRequesting(_) => Side::Requesting,
            Self::PreservationRequested(_) | Self::AssistanceRequested(_) => Side::Requested,
            Self::Charted(state) => state.side,
            Self::Erasing(state) => state.side,
        }
    }

    /// The matter whose course it is: of one that waits for its erasure the one it was, while its texts are here.
    pub fn course(&self) -> &Self {
        match self {
            Self::Erasing(state) => state.former().unwrap_or(self),
            _ => self,
        }
    }

    /// The same, by value.
    #[must_use]
    pub fn into_course(self) -> Self {
        match self {
            Self::Erasing(state) => state.into_former(),
            other => other,
        }
    }

    /// Whether its texts are erased.
    pub fn is_erased(&self) -> bool {
        matches!(self, Self::Erasing(state) if state.former().is_none())
    }

    /// Its number.
    pub fn id(&self) -> MatterId {
        each!(Self, self, state => state.matter)
    }

    /// The other State.
    pub fn peer(&self) -> StateCode {
        each!(Self, self, state => state.peer)
    }

    /// The key of the stage it is at; also the key for translation.
    pub fn stage(&self) -> &'static str {
        each!(Self, self, state => Course::stage(state))
    }

    /// Whether its course has ended. Status enquiries and crossing messages remain possible.
    pub fn is_final(&self) -> bool {
        each!(Self, self, state => Course::ended(state))
    }

    /// Whether papers may be attached to this act: it tells the other State, or puts up what a second person sends.
    pub fn takes_papers(&self, act: Act) -> bool {
        match self {
            Self::Charted(state) => {
                let mut steps = state.chart().all_steps();
                act.drafts() || steps.any(|step| step.act == act && step.told)
            }
            Self::Erasing(state) => state
                .former()
                .is_some_and(|former| former.takes_papers(act)),
            _ => act.drafts() || act.confirmed_by().is_some() || act.tells_at_once(),
        }
    }

    /// The matters it is tied to.
    pub fn links(&self) -> Vec<Link> {
        let held_by = |matter: &MatterId| Link {
            relation: Relation::HeldBy,
            matter: *matter,
        };
        match self {
            Self::PreservationRequesting(state) => state.holds.iter().map(held_by).collect(),
            Self::PreservationRequested(state) => state.holds.iter().map(held_by).collect(),
            Self::AssistanceRequesting(state) => asks_for(state.particulars.preservation),
            Self::AssistanceRequested(state) => asks_for(state.particulars.preservation),
            Self::Charted(state) => state.links(),
            Self::Erasing(state) => state.former().map(Self::links).unwrap_or_default(),
        }
    }
}

fn asks_for(preservation: Option<MatterId>) -> Vec<Link> {
    let link = |matter| Link {
        relation: Relation::AsksForDataOf,
        matter,
    };
    preservation.map(link).into_iter().collect()
}

impl Command {
    /// The act, for the permission table.
    pub fn act(&self) -> Act {
        each!(Self, self, command => command.act())
    }
}

impl Event {
    /// The matter.
    pub fn matter(&self) -> MatterId {
        each!(Self, self, event => event.matter)
    }

    /// The other State.
    pub fn peer(&self) -> StateCode {
        each!(Self, self, event => event.peer)
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        each!(Self, self, event => event.at)
    }

    /// Who brought it about.
    pub fn by(&self) -> &Actor {
        each!(Self, self, event => &event.by)
    }

    /// The name of what happened, for lists: that of the message, where one was sent or received.
    pub fn name(&self) -> &'static str {
        each!(Self, self, event => event.fact.name())
    }

    /// The names of all that can happen, but for the acts of charts, which go by their own.
    pub fn names() -> BTreeSet<&'static str> {
        let facts = [
            asked::Fact::NAMES,
            kept::Fact::NAMES,
            sought::Fact::NAMES,
            released::Fact::NAMES,
            chart::Fact::NAMES,
            erasure::Fact::NAMES,
        ];
        let messages = [
            preservation::RequestingSays::NAMES,
            preservation::RequestedSays::NAMES,
            assistance::RequestingSays::NAMES,
            assistance::RequestedSays::NAMES,
        ];
        let all = facts.into_iter().chain(messages);
        all.flatten().copied().collect()
    }

    /// The request for assistance that holds a preservation from this event on, Art 42(8).
    pub fn held_for(&self) -> Option<MatterId> {
        match self {
            Self::PreservationRequesting(Happened {
                fact: asked::Fact::Held { access },
                ..
            })
            | Self::PreservationRequested(Happened {
                fact: kept::Fact::Held { access },
                ..
            }) => Some(*access),
            _ => None,
        }
    }

    /// The SHA-256 digest of the signed manifest that a release announced.
    pub fn announced_manifest(&self) -> Option<&DigestText> {
        let said = match self {
            Self::AssistanceRequesting(Happened { fact, .. }) => match fact {
                sought::Fact::Heard { message } => message,
                _ => return None,
            },
            Self::AssistanceRequested(Happened { fact, .. }) => match fact {
                released::Fact::Said { message } => message,
                _ => return None,
            },
            Self::PreservationRequesting(_)
            | Self::PreservationRequested(_)
            | Self::Charted(_)
            | Self::Erasing(_) => return None,
        };
        match said {
            assistance::RequestedSays::Transferred { manifest, .. } => Some(manifest),
            _ => None,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Requesting => "requesting State",
            Self::Requested => "requested State",
        })
    }
}
