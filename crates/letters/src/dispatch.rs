//! What a letter is made of: one message between two States, and what stands around it. `docs/formats/letter.md` is its page.

use comity_treaty::particulars::DigestText;
use comity_treaty::{MatterId, Measure, Message, Role, Side, StateCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One message on its way to paper. Embedded in the PDF as `letter.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispatch {
    /// The language of the letter: `ar`, `zh`, `en`, `fr`, `ru` or `es`.
    pub language: String,
    /// The matter.
    pub matter: MatterId,
    /// The measure of the matter: a later message about assistance does not show which it is.
    pub measure: Measure,
    /// The side of the State that speaks.
    pub speaker: Side,
    /// When it was said.
    pub at: Timestamp,
    /// The writer's offset from UTC in minutes, where a local time is to be shown beside.
    #[serde(default)]
    pub offset_minutes: Option<i16>,
    /// The State that speaks.
    pub from: Correspondent,
    /// The State that is spoken to.
    pub to: Correspondent,
    /// Whether the Convention is in force between the two at this time.
    pub in_force: bool,
    /// The request asks for secrecy, which holds for everything that is said about it.
    #[serde(default)]
    pub confidential: bool,
    /// The officers' functions, the one who proposed first. Empty for the other State's messages.
    #[serde(default)]
    pub signed_by: Vec<Role>,
    /// A deadline spoke, not an officer.
    #[serde(default)]
    pub by_deadline: bool,
    /// SHA-256 of the envelope; none for a draft.
    #[serde(default)]
    pub envelope: Option<DigestText>,
    /// The custody entry of the node that prints.
    #[serde(default)]
    pub entry: Option<Entry>,
    /// The language in which the authorities wrote, where the opening document says so.
    #[serde(default)]
    pub written_in: Option<String>,
    /// The papers that travel with the message, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Enclosed>,
    /// What is said.
    pub message: Message,
}

/// A paper, as the envelope names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosed {
    /// The file's name.
    pub name: String,
    /// Its media type, as its State told it.
    pub media_type: String,
    /// Its length in bytes.
    pub length: u64,
    /// SHA-256 of its bytes.
    pub sha256: DigestText,
    /// What it is, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A State on the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correspondent {
    /// Its code.
    pub state: StateCode,
    /// The authority, where the directory names one.
    #[serde(default)]
    pub authority: Option<String>,
    /// How it is reached, one line each.
    #[serde(default)]
    pub contact: Vec<String>,
}

/// A place in a custody log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Whose log.
    pub state: StateCode,
    /// The number of the entry.
    pub number: u64,
}
