//! Trust policies (C2SP tlog-policy): which logs, which witnesses, and how many
//! of them make a checkpoint worth believing.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::key::{KeyError, NoteVerifier};
use crate::note::Note;
use crate::policy_text;

/// A policy: known logs, known witnesses, and the quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub(crate) logs: Vec<PolicyLog>,
    pub(crate) witnesses: Vec<PolicyWitness>,
    /// In order of definition: a group speaks of earlier names only.
    pub(crate) groups: Vec<Group>,
    /// `None` for `quorum none`.
    pub(crate) quorum: Option<String>,
}

/// A log the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key; the key's name is the origin of the log.
    pub key: NoteVerifier,
    /// Where it is served, if the policy says so.
    pub url: Option<String>,
}

/// A witness the policy knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyWitness {
    /// What the policy calls it.
    pub name: String,
    /// Its cosigning key.
    pub key: NoteVerifier,
    /// Where it takes checkpoints, if the policy says so.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) threshold: usize,
    pub(crate) members: Vec<String>,
}

/// A checkpoint that a policy accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedCheckpoint {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The witnesses of the policy that cosigned it, in the policy's order.
    pub witnessed: Vec<Witnessed>,
}

/// One good cosignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// What the policy calls the witness.
    pub name: String,
    /// When it says it saw the checkpoint, in seconds since 1970; 0 where it
    /// makes no statement about time.
    pub at: u64,
}

/// A policy does not accept a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The note is not a checkpoint.
    #[error("the note is not a checkpoint")]
    Checkpoint {
        /// What is wrong with it.
        source: CheckpointError,
    },
    /// The policy lists no log of that origin.
    #[error("the policy does not know the log {origin}")]
    UnknownLog {
        /// The origin line.
        origin: String,
    },
    /// The log is known, and none of its keys signed.
    #[error("the checkpoint is not signed by the log {origin}")]
    NotSigned {
        /// The origin line.
        origin: String,
    },
    /// A known key's signature is false; the whole note is refused.
    #[error("the checkpoint bears a bad signature under a key of the policy")]
    BadSignature {
        /// Whose, and why.
        source: KeyError,
    },
    /// Too few witnesses cosigned.
    #[error("the witnesses {} do not make the quorum `{quorum}`", list(.witnessed))]
    Quorum {
        /// What the policy calls the quorum.
        quorum: String,
        /// The witnesses that did cosign.
        witnessed: Vec<String>,
    },
}

fn list(names: &[String]) -> String {
    format!("({})", names.join(", "))
}

/// A line of a policy file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the policy: {problem}")]
pub struct PolicyInvalid {
    /// Which, from 1; one past the last where something is missing.
    pub line: usize,
    /// What is wrong with it.
    pub problem: PolicyProblem,
}

/// What is wrong with a line of a policy file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// Not one of the lines of a policy.
    #[error(
        "expected `log <key> [<url>]`, `witness <name> <key> [<url>]`, `group <name> all|any|<k> <name>...` or `quorum <name>`"
    )]
    Form,
    /// A control character other than tab and newline.
    #[error("holds a control character")]
    Character,
    /// The key cannot be read.
    #[error("the key cannot be read ({0})")]
    Key(KeyError),
    /// A witness with a key that does not cosign.
    #[error("a witness has a cosigning key (type 0x04 or 0x06)")]
    WitnessKind,
    /// The same public key twice.
    #[error("this public key was listed before")]
    DuplicateKey,
    /// The name is taken, or is `none`.
    #[error("the name `{0}` is taken")]
    NameTaken(String),
    /// No witness or group of that name stands above.
    #[error("no witness or group `{0}` is defined above")]
    UnknownName(String),
    /// A name is a member of a group already.
    #[error("`{0}` is a member of a group already")]
    MemberTwice(String),
    /// The threshold is not between 1 and the number of members.
    #[error("the threshold is `all`, `any` or a number from 1 to the number of members")]
    Threshold,
    /// A second quorum line.
    #[error("there is a quorum line already")]
    SecondQuorum,
    /// No quorum line.
    #[error("expected a line `quorum <name>` or `quorum none`")]
    NoQuorum,
    /// More lines than are read.
    #[error("a policy has at most {} lines", policy_text::LINES_MAX)]
    TooLong,
}

impl Policy {
    /// Reads a policy file. Every line that cannot be read is reported, at once.
    pub fn parse(text: &str) -> Result<Self, Vec<PolicyInvalid>> {
        policy_text::parse(text)
    }

    /// The logs it accepts.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses it knows.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Accepts a checkpoint signed by one of the logs and cosigned by a quorum.
    pub fn check(&self, note: &Note) -> Result<CheckedCheckpoint, PolicyError> {
        let checkpoint =
            Checkpoint::parse(note.text()).map_err(|source| PolicyError::Checkpoint { source })?;
        self.check_log(checkpoint.origin(), note)?;
        let witnessed = self.cosignatures(note)?;
        self.check_quorum(&witnessed)?;
        Ok(CheckedCheckpoint {
            checkpoint,
            witnessed,
        })
    }

    fn check_log(&self, origin: &str, note: &Note) -> Result<(), PolicyError> {
        let keys = self.logs.iter().map(|log| &log.key);
        let mut keys = keys.filter(|key| key.name() == origin).peekable();
        let origin = origin.to_owned();
        if keys.peek().is_none() {
            return Err(PolicyError::UnknownLog { origin });
        }
        let verdicts = keys.map(|key| verify_if_signed(key, note));
        let verdicts = verdicts.collect::<Result<Vec<_>, _>>()?;
        let signed = verdicts.iter().any(Option::is_some);
        signed
            .then_some(())
            .ok_or(PolicyError::NotSigned { origin })
    }

    fn cosignatures(&self, note: &Note) -> Result<Vec<Witnessed>, PolicyError> {
        let mut witnessed = Vec::new();
        for witness in &self.witnesses {
            if let Some(at) = verify_if_signed(&witness.key, note)? {
                let name = witness.name.clone();
                witnessed.push(Witnessed { name, at });
            }
        }
        Ok(witnessed)
    }

    fn check_quorum(&self, witnessed: &[Witnessed]) -> Result<(), PolicyError> {
        let Some(quorum) = &self.quorum else {
            return Ok(());
        };
        let mut standing: BTreeSet<&str> = witnessed.iter().map(|w| w.name.as_str()).collect();
        for group in &self.groups {
            let members = group.members.iter();
            if members
                .filter(|name| standing.contains(name.as_str()))
                .count()
                >= group.threshold
            {
                standing.insert(&group.name);
            }
        }
        if standing.contains(quorum.as_str()) {
            return Ok(());
        }
        Err(PolicyError::Quorum {
            quorum: quorum.clone(),
            witnessed: witnessed.iter().map(|w| w.name.clone()).collect(),
        })
    }
}

/// The time of the key's signature (0 for kinds without); `None` if it did not sign.
fn verify_if_signed(key: &NoteVerifier, note: &Note) -> Result<Option<u64>, PolicyError> {
    match key.verify(note) {
        Ok(verified) => Ok(Some(verified.at.unwrap_or(0))),
        Err(KeyError::NotSigned { .. }) => Ok(None),
        Err(source) => Err(PolicyError::BadSignature { source }),
    }
}

impl FromStr for Policy {
    type Err = Vec<PolicyInvalid>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}
