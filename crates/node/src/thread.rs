//! What the node keeps of one matter beside the procedure's state: how many messages went each
//! way, and what happened to them. Everything here is a fold over the records.

use comity_custody::Digest;
use comity_treaty::particulars::DigestText;
use comity_treaty::{CorruptHistory, Event, Matter, MatterId};
use comity_wire::papers::Paper;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::papers::{PaperChange, Proposed};

/// What a matter's history tells beside its events, by name: a message of the other State that broke a rule here, and one of
/// ours that broke a rule there.
pub const REJECTIONS: [&str; 2] = ["peer_rejected", "rejected_by_peer"];

/// One line of a matter's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// The procedure moved on.
    Event {
        /// What happened.
        event: Box<Event>,
        /// The envelope it came in, from the other State.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received: Option<Digest>,
        /// The envelope that tells the other State.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Digest>,
        /// The papers of that envelope.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        papers: Vec<Paper>,
        /// What becomes of the papers that wait for a second person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiting: Option<PaperChange>,
    },
    /// The other State's message broke a rule here; the thread is as it was.
    PeerRejected {
        /// When.
        at: Timestamp,
        /// Its envelope.
        received: Digest,
        /// The key of the rule.
        rule: String,
        /// Its article.
        article: String,
    },
    /// Our message broke a rule there; the receipt says which.
    RejectedByPeer {
        /// When the receipt came.
        at: Timestamp,
        /// Our envelope.
        sent: Digest,
        /// The key of the rule.
        rule: String,
        /// Its article.
        article: String,
    },
}

/// The snapshot of a matter: always the fold of its records.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Thread {
    /// The procedure's state; none while only a rejected first message is on record.
    pub matter: Option<Matter>,
    /// Messages sent, and so the sequence of the last one.
    pub sent: u64,
    /// Messages received.
    pub received: u64,
    /// Papers that wait for a second person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Proposed>,
}

impl Thread {
    /// The thread after one more record.
    pub fn apply(self, record: &Record) -> Result<Self, CorruptHistory> {
        let papers = match record {
            Record::Event {
                waiting: Some(PaperChange::Wait(papers)),
                ..
            } => Some(papers.clone()),
            Record::Event {
                waiting: Some(PaperChange::None),
                ..
            } => None,
            _ => self.papers,
        };
        let (matter, received, sent) = match record {
            Record::Event {
                event,
                received,
                sent,
                ..
            } => (
                Some(comity_treaty::apply(self.matter, event)?),
                received.is_some(),
                sent.is_some(),
            ),
            Record::PeerRejected { .. } => (self.matter, true, false),
            Record::RejectedByPeer { .. } => (self.matter, false, false),
        };
        Ok(Self {
            matter,
            sent: self.sent + u64::from(sent),
            received: self.received + u64::from(received),
            papers,
        })
    }
}

impl Record {
    /// The name of what happened, for the history and the custody entry.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Event { event, .. } => event.name(),
            Self::PeerRejected { .. } => REJECTIONS[0],
            Self::RejectedByPeer { .. } => REJECTIONS[1],
        }
    }
}

impl Record {
    /// The envelope it came in and the one that told of it, where there are such.
    pub(crate) fn envelopes(&self) -> (Option<Digest>, Option<Digest>) {
        match self {
            Self::Event { received, sent, .. } => (*received, *sent),
            Self::PeerRejected { received, .. } => (Some(*received), None),
            Self::RejectedByPeer { sent, .. } => (None, Some(*sent)),
        }
    }

    /// The request for assistance that holds a preservation from here on.
    pub(crate) fn held_for(&self) -> Option<MatterId> {
        match self {
            Self::Event { event, .. } => event.held_for(),
            _ => None,
        }
    }

    /// The SHA-256 of the signed manifest, where this is a release of evidence.
    pub(crate) fn announced_manifest(&self) -> Option<&DigestText> {
        match self {
            Self::Event { event, .. } => event.announced_manifest(),
            _ => None,
        }
    }
}

impl Record {
    /// The papers it speaks of: of its message, and those that wait from it on.
    pub(crate) fn papers(&self) -> impl Iterator<Item = &Paper> {
        let (carried, waiting) = match self {
            Self::Event {
                papers,
                waiting: Some(PaperChange::Wait(waiting)),
                ..
            } => (papers.as_slice(), waiting.papers.as_slice()),
            Self::Event { papers, .. } => (papers.as_slice(), &[][..]),
            Self::PeerRejected { .. } | Self::RejectedByPeer { .. } => (&[][..], &[][..]),
        };
        carried.iter().chain(waiting)
    }

    /// The envelope this came in.
    pub(crate) fn received(&self) -> Option<Digest> {
        match self {
            Self::Event { received, .. } => *received,
            Self::PeerRejected { received, .. } => Some(*received),
            Self::RejectedByPeer { .. } => None,
        }
    }

    /// The envelope this told the other State in.
    pub(crate) fn sent(&self) -> Option<Digest> {
        match self {
            Self::Event { sent, .. } => *sent,
            Self::PeerRejected { .. } | Self::RejectedByPeer { .. } => None,
        }
    }
}
