//! The use cases of a node: acts, intake, delivery, deadlines, witnessing, evidence, and the
//! register. Everything that changes goes through [`act`](Node::officer_act) or the intake of a
//! peer's envelope, and through the store's one write.

mod act;
mod alarm;
mod answering;
mod backup;
mod calls;
mod case_file;
mod choices;
mod commands;
mod config;
mod counts;
mod deadlines;
mod delivery;
mod desk;
mod directory;
mod doctor;
mod erasing;
mod evidence;
mod exhibits;
mod expected;
mod findings;
mod folder;
mod forks;
mod fsck;
mod held;
mod input;
mod intake;
mod keys;
mod lanes;
mod law;
mod letters;
mod limit;
mod log;
mod matching;
mod members;
mod metrics;
mod naming;
#[cfg(test)]
mod neighbours;
mod node;
mod officers;
mod papers;
mod pinned;
mod plain;
mod probe;
mod profiles;
mod published;
mod pull;
mod reads;
mod record;
mod refusal;
mod refused;
mod register;
mod reply;
mod rollover;
mod service;
mod setup;
mod statements;
mod surroundings;
mod thread;
mod tls;
mod withheld;
mod witness;
mod worklist;
mod world;

/// The tables of what this node says in sentences: of its inputs, of its health, and of why it does not do something.
pub const PHRASES: [&[comity_treaty::Phrase]; 3] =
    [expected::INPUT, findings::HEALTH, refused::REFUSED];

pub use alarm::{
    AlarmConfig, AlarmError, AlarmRow, Encryption, Level, Notice, SmtpConfig, WebhookConfig, Words,
    is_waited_for,
};
pub use answering::Answering;
pub use backup::{AGE_MAX as BACKUP_AGE_MAX, Backup, BackupError, FILE as BACKUP_FILE};
pub use case_file::{CaseReport, ReadyCase, Wording};
pub use choices::fields as fields_of;
pub use comity_store::{Officer as OfficerRow, OwnObligation};
pub use config::{Config, ConfigError, DeskConfig, FILE as CONFIG_FILE, NodeKind, RegisterConfig};
pub use desk::{
    Appointed, Ceremony, Comment, Contact, DRAFTS_LISTED, Draft, DraftPage, ENTER_SHIFTS,
    FromProvider, HandOver, Invited, KeptDraft, ListedDraft, Note, OnShift, Once, OpenIdAccount,
    OpenIdConfig, PasskeyRow, Proposal, Returned, Roster, SHIFT_DAYS_MAX, SavedView, Session,
    ShiftAsked, SignedInBy, ToProvider, Translation,
};
pub use directory::{Anchor, Peer, Statements, View};
pub use doctor::{Finding, Severity};
pub use evidence::{
    Checksum, Export, Looked, NewUpload, PullStands, PullState, SeenRelease, Shelf, ShelfItem,
    Unpatched, Upload,
};
pub use folder::{Serving, ServingError};
pub use fsck::Report as FsckReport;
pub use input::read_document;
pub use keys::{FILE as KEY_FILE, KeyError, KeyFile};
pub use letters::{DraftOrder, LetterOrder};
pub use matching::SELECTORS_MAX;
pub use naming::Names;
pub use node::{Node, OpenError, origin_of};
pub use officers::{Officer, READERS, WRITERS, roles_of};
pub use papers::{NewPaper, OpenPaper, ReadyPaper, ShownPaper, broken_papers};
pub use profiles::PublishedProfile;
pub use published::HistoryLost;
pub use reads::SignedRequest;
pub use record::{FILE as RECORD_FILE, RecordError};
pub use refusal::{Refusal, chain};
pub use register::{Enrolled, FormerKeys};
pub use rollover::{RolloverError, prepare as prepare_rollover, restate, switch as switch_keys};
pub use service::{SecretError, ServiceError};
pub use setup::{ANCHOR, ENROLMENT, NewNode, SetupError, create};
pub use surroundings::{KeyRow, Membership, OwnKeys, PeerRow, Rollover};
pub use thread::REJECTIONS;
pub use tls::{CERTIFICATE, TlsError};
pub use worklist::Wanted;
pub use world::World;
