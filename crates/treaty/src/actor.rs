//! Who acts, and on what facts a decision rests.

use std::{collections::BTreeSet, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::party::{PartyFacts, StateCode};

/// The number of a matter, UUIDv7, chosen by the requesting State and the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatterId(pub Uuid);

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for MatterId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

/// An officer as the State's own node knows them. Never sent to another State.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficerId(pub String);

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an officer may do. One officer may have several roles; two persons are still two persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// At the contact point, day and night, Art 41.
    DutyOfficer,
    /// Prepares requests.
    Drafter,
    /// Speaks for the central authority, Art 40(12).
    Approver,
    /// Court or prosecutor who orders and records authorisations, Art 24.
    ExecutingAuthority,
    /// Handles evidence.
    EvidenceCustodian,
    /// Reads everything about the process, decrypts nothing, changes nothing.
    Overseer,
    /// Runs the node, sees no case.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::DutyOfficer,
        Self::Drafter,
        Self::Approver,
        Self::ExecutingAuthority,
        Self::EvidenceCustodian,
        Self::Overseer,
        Self::Administrator,
    ];

    /// The name as it is serialised.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DutyOfficer => "duty_officer",
            Self::Drafter => "drafter",
            Self::Approver => "approver",
            Self::ExecutingAuthority => "executing_authority",
            Self::EvidenceCustodian => "evidence_custodian",
            Self::Overseer => "overseer",
            Self::Administrator => "administrator",
        }
    }
}

/// Who gives a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// An officer of the own State.
    Officer {
        /// Who.
        id: OfficerId,
        /// All roles the officer holds at this time.
        roles: BTreeSet<Role>,
    },
    /// The other State, by a verified message.
    Peer(StateCode),
    /// A deadline that has come.
    Deadline,
    /// An event in a linked matter of the same node.
    Consequence,
}

impl Actor {
    /// The officer, if it is one.
    pub fn officer(&self) -> Option<&OfficerId> {
        match self {
            Self::Officer { id, .. } => Some(id),
            Self::Peer(_) | Self::Deadline | Self::Consequence => None,
        }
    }
}

/// All that a decision may depend on, besides state and command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The matter the command is about.
    pub matter: MatterId,
    /// The time of the decision.
    pub now: Timestamp,
    /// Who gives the command.
    pub actor: Actor,
    /// The own State.
    pub party: PartyFacts,
    /// The other State.
    pub peer: PartyFacts,
    /// How many requests of the matter's measure went from the State that asks to the other one within the period of its
    /// limit, if it has one: as the node that decides has counted them.
    pub sent_lately: u32,
    /// A number drawn for this decision alone: where a procedure has to make something up, it makes it of this.
    pub drawn: u64,
}
