//! What a court relies on: the register's keys and the witnesses. Never part of a case file.

use serde::{Deserialize, Serialize};

use crate::keys::PublicKeys;

/// The only version of the policy file there is.
pub const POLICY_VERSION: u32 = 1;

/// The policy file (`policy.toml`) as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// Always [`POLICY_VERSION`].
    pub version: u32,
    /// The register.
    pub register: RegisterPin,
    /// The logs and their witnesses.
    pub witnessing: Witnessing,
}

/// The register's keys, had from a source the court trusts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterPin {
    /// A JWK Set, as JSON text.
    pub jwks: String,
}

/// Which logs and witnesses the court knows, and how many witnesses it wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witnessing {
    /// A C2SP tlog-policy: lines `log`, `witness`, `group` and `quorum`.
    pub policy: String,
}

/// A policy ready for use.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "PolicyFile")]
pub struct Policy {
    /// The pinned keys of the register.
    pub register: PublicKeys,
    /// Logs, witnesses and quorum.
    pub witnessing: comity_custody::Policy,
}

/// The policy file cannot be used. Lists every fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy cannot be used: {}; ask the authority that issued it for a correct one", .0.join("; "))]
pub struct PolicyFileInvalid(pub Vec<String>);

impl PolicyFile {
    /// The file for these register keys and this C2SP tlog-policy.
    pub fn new(register: &PublicKeys, witnessing: &str) -> Self {
        // INVARIANT (serialisable): a JWK Set is a list of texts and numbers.
        let jwks = serde_json::to_string(register).expect("a JWK Set is plain JSON");
        Self {
            version: POLICY_VERSION,
            register: RegisterPin { jwks },
            witnessing: Witnessing {
                policy: witnessing.to_owned(),
            },
        }
    }
}

impl TryFrom<PolicyFile> for Policy {
    type Error = PolicyFileInvalid;

    fn try_from(file: PolicyFile) -> Result<Self, PolicyFileInvalid> {
        let mut faults = Vec::new();
        if file.version != POLICY_VERSION {
            faults.push(format!(
                "version is {}, expected {POLICY_VERSION}",
                file.version
            ));
        }
        let register: Result<PublicKeys, _> = serde_json::from_str(&file.register.jwks);
        let register = register.map_err(|error| faults.push(format!("register.jwks: {error}")));
        let witnessing = comity_custody::Policy::parse(&file.witnessing.policy);
        let witnessing = witnessing
            .map_err(|lines| faults.extend(lines.iter().map(|line| format!("witnessing.{line}"))));
        match (register, witnessing) {
            (Ok(register), Ok(witnessing)) if faults.is_empty() => Ok(Self {
                register,
                witnessing,
            }),
            _ => Err(PolicyFileInvalid(faults)),
        }
    }
}
