//! What a case file is about, as far as it was believed.

use comity_evidence::{Manifest, ReferenceRecord};
use comity_treaty::procedure::assistance::LeftOut;
use comity_treaty::{MatterId, Sentence, StateCode};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::silence::{Shown, Silence};
use super::thread::Message;

/// How the evidence lies in the case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Encrypted, as it travelled.
    Sealed,
    /// Opened, as a bag.
    Exported,
    /// None: it shows that a State said nothing.
    Silence,
    /// Neither, or both.
    Unclear,
}

/// As of when a State is shown. A case file may be made of what the other State still had while it was a member and answered;
/// what became of its keys and its log later is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AsOf {
    /// The State.
    pub state: StateCode,
    /// When the register and the State said whose keys these are.
    pub vouched: Timestamp,
    /// Until when that was good.
    pub until: Timestamp,
    /// When witnesses last cosigned the newest head of its log that is shown; nothing where no witness states a time.
    pub log: Option<Timestamp>,
}

/// What a case file is about. Only what was signed by a believed State stands here.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// How the evidence lies in it.
    pub form: Form,
    /// The package.
    pub package: Option<Uuid>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// The State that asked, and received the evidence.
    pub requesting: Option<StateCode>,
    /// The State that gave the evidence.
    pub requested: Option<StateCode>,
    /// When the package was sealed.
    pub sealed_at: Option<Timestamp>,
    /// Evidence items in the manifest.
    pub items: Option<u64>,
    /// Their length together, in bytes.
    pub item_bytes: u64,
    /// What is not in the package: it stays with its custodian, and its digest was signed.
    pub references: Vec<ReferenceRecord>,
    /// What was asked for and is not in the evidence, as the State that gave it said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Believed messages.
    pub messages: u64,
    /// When the first of them was sent.
    pub first_sent: Option<Timestamp>,
    /// When the last of them was sent.
    pub last_sent: Option<Timestamp>,
    /// As of when each believed State is shown: what the case file says of it ends there.
    pub as_of: Vec<AsOf>,
    /// For how long a State said nothing, where that is what it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<Silence>,
    /// The conditions of use: heading and text.
    pub conditions: Option<Vec<(Sentence, Sentence)>>,
    /// What the State that gave the evidence agreed to since: heading and text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<(Sentence, Sentence)>,
}

impl Summary {
    pub(super) fn new(form: Form, messages: &[Message], manifest: Option<&Manifest>) -> Self {
        let times = || messages.iter().map(|message| message.envelope.sent_at);
        Self {
            form,
            package: manifest.map(|manifest| manifest.package),
            matter: manifest.map(|manifest| MatterId(manifest.matter)),
            requesting: manifest.and_then(|manifest| manifest.to.as_str().parse().ok()),
            requested: manifest.and_then(|manifest| manifest.from.as_str().parse().ok()),
            sealed_at: manifest.map(|manifest| manifest.sealed_at),
            items: manifest.map(|manifest| manifest.items.len() as u64),
            item_bytes: manifest.map_or(0, Manifest::payload_bytes),
            references: manifest.map_or_else(Vec::new, |manifest| manifest.references.clone()),
            left_out: Vec::new(),
            messages: messages.len() as u64,
            first_sent: times().min(),
            last_sent: times().max(),
            as_of: Vec::new(),
            silence: None,
            conditions: None,
            agreed: Vec::new(),
        }
    }

    /// What a case file that shows a silence is about.
    pub(super) fn of_silence(messages: &[Message], shown: Option<Shown>) -> Self {
        let about = Self::new(Form::Silence, messages, None);
        let Some((matter, silence)) = shown else {
            return about;
        };
        let mut others = messages.iter().map(|message| message.envelope.from);
        Self {
            matter: Some(matter),
            requesting: others.find(|state| *state != silence.state),
            requested: Some(silence.state),
            silence: Some(silence),
            ..about
        }
    }
}
