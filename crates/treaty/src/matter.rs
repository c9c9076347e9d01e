//! All procedures as one: the layer nodes work with. A new procedure adds a variant to each enum and an arm to each match,
//! and the compiler finds every place.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Facts, MatterId};
use crate::law::Rule;
use crate::party::StateCode;
use crate::permissions::Act;
use crate::procedure::preservation::requested::{self as kept, RequestedPreservation};
use crate::procedure::preservation::requesting::{self as asked, RequestingPreservation};
use crate::procedure::preservation::{RequestedSays, RequestingSays};
use crate::procedure::{Course, Happened, Obligation, Procedure};
use crate::rejection::{CorruptHistory, Rejection};

/// What one State asks of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Preserving stored data, Art 42.
    Preservation,
    /// Access to stored data, Art 44 through Art 40.
    StoredData,
}

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
pub enum Matter {
    /// A preservation we asked for.
    PreservationRequesting(asked::State),
    /// A preservation we were asked for.
    PreservationRequested(kept::State),
}

/// What can be asked of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
pub enum Command {
    /// To a preservation we asked for.
    PreservationRequesting(asked::Command),
    /// To a preservation we were asked for.
    PreservationRequested(kept::Command),
}

/// What happened to a matter: when, by whom, what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "procedure", rename_all = "snake_case")]
pub enum Event {
    /// To a preservation we asked for.
    PreservationRequesting(Happened<asked::Fact>),
    /// To a preservation we were asked for.
    PreservationRequested(Happened<kept::Fact>),
}

/// What one State tells the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Message {
    /// About a preservation, to the requested State.
    PreservationToRequested(RequestingSays),
    /// About a preservation, to the requesting State.
    PreservationToRequesting(RequestedSays),
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
}

/// Does the same with whichever procedure's value it is.
macro_rules! each {
    ($kind:ident, $value:expr, $inner:ident => $body:expr) => {
        match $value {
            $kind::PreservationRequesting($inner) => $body,
            $kind::PreservationRequested($inner) => $body,
        }
    };
}

impl Matter {
    /// The measure.
    pub const fn measure(&self) -> Measure {
        match self {
            Self::PreservationRequesting(_) | Self::PreservationRequested(_) => {
                Measure::Preservation
            }
        }
    }

    /// Our part in it.
    pub const fn side(&self) -> Side {
        match self {
            Self::PreservationRequesting(_) => Side::Requesting,
            Self::PreservationRequested(_) => Side::Requested,
        }
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

    /// The matters it is tied to.
    pub fn links(&self) -> Vec<Link> {
        let held_by = |matter: &MatterId| Link {
            relation: Relation::HeldBy,
            matter: *matter,
        };
        match self {
            Self::PreservationRequesting(state) => state.holds.iter().map(held_by).collect(),
            Self::PreservationRequested(state) => state.holds.iter().map(held_by).collect(),
        }
    }
}

impl Command {
    /// The act, for the permission table.
    pub const fn act(&self) -> Act {
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

    /// The name of what happened, for lists.
    pub fn name(&self) -> &'static str {
        each!(Self, self, event => event.fact.name())
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Preservation => "preservation",
            Self::StoredData => "access to stored data",
        })
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

/// The one event that answers the command, or the rule that refuses it. `None` is a matter that does not exist yet: only
/// the opening commands of a requesting State, and the opening messages of a peer, are answered then.
pub fn decide(state: Option<&Matter>, command: Command, facts: &Facts) -> Result<Event, Rejection> {
    macro_rules! ask {
        ($variant:ident, $procedure:ty, $command:expr) => {
            match state {
                None => <$procedure>::decide(None, $command, facts).map(Event::$variant),
                Some(Matter::$variant(state)) => {
                    require_same(state.matter, facts)?;
                    <$procedure>::decide(Some(state), $command, facts).map(Event::$variant)
                }
                Some(_) => Err(Rejection::by(Rule::NotAtThisStage)),
            }
        };
    }
    match command {
        Command::PreservationRequesting(c) => {
            ask!(PreservationRequesting, RequestingPreservation, c)
        }
        Command::PreservationRequested(c) => ask!(PreservationRequested, RequestedPreservation, c),
    }
}

fn require_same(matter: MatterId, facts: &Facts) -> Result<(), Rejection> {
    crate::rejection::require(matter == facts.matter, Rule::NotYourMatter)
}

/// The matter after the event. An event that cannot follow means a damaged history, never a user's mistake.
pub fn apply(state: Option<Matter>, event: &Event) -> Result<Matter, CorruptHistory> {
    macro_rules! fold {
        ($variant:ident, $procedure:ty, $event:expr) => {
            match state {
                None => <$procedure>::apply(None, $event).map(Matter::$variant),
                Some(Matter::$variant(state)) => {
                    <$procedure>::apply(Some(state), $event).map(Matter::$variant)
                }
                Some(other) => Err(CorruptHistory {
                    event: event.name(),
                    stage: other.stage(),
                }),
            }
        };
    }
    match event {
        Event::PreservationRequesting(e) => {
            fold!(PreservationRequesting, RequestingPreservation, e)
        }
        Event::PreservationRequested(e) => fold!(PreservationRequested, RequestedPreservation, e),
    }
}

/// What is owed in the matter, by either State.
pub fn owed(state: &Matter) -> Vec<Obligation> {
    macro_rules! lift {
        ($variant:ident, $procedure:ty, $state:expr) => {
            <$procedure>::owed($state)
                .into_iter()
                .map(|o| o.lift(Command::$variant))
                .collect()
        };
    }
    match state {
        Matter::PreservationRequesting(s) => {
            lift!(PreservationRequesting, RequestingPreservation, s)
        }
        Matter::PreservationRequested(s) => lift!(PreservationRequested, RequestedPreservation, s),
    }
}

/// What the event tells the other State, if anything. `state` is the matter after the event.
pub fn outgoing(event: &Event, _state: &Matter) -> Option<Message> {
    match event {
        Event::PreservationRequesting(e) => e.fact.message().map(Message::PreservationToRequested),
        Event::PreservationRequested(e) => e.fact.message().map(Message::PreservationToRequesting),
    }
}

/// The command a received message is. Executed with [`Actor::Peer`].
pub fn incoming(message: Message) -> Command {
    match message {
        Message::PreservationToRequested(message) => {
            Command::PreservationRequested(kept::Command::Hear { message })
        }
        Message::PreservationToRequesting(message) => {
            Command::PreservationRequesting(asked::Command::Hear { message })
        }
    }
}

/// What the event entails for linked matters of the same node. Executed with [`Actor::Consequence`], with facts about the
/// linked matter, in the transaction of the event. A rejection of such a command is no fault: the linked matter may have
/// ended, or be unknown here; nothing happens to it then.
pub fn consequences(_event: &Event, _state: &Matter) -> Vec<(MatterId, Command)> {
    Vec::new()
}
