//! Who signed: from the register keys of the policy to the keys of each State, at the time of each signature.
//!
//! The statements of a State vouch for its keys until they end. They may be younger than the messages: then it is
//! the time of validity of each key, former keys included, that says what the key could sign.

mod register;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use comity_custody::NoteVerifier;
use comity_treaty::StateCode;
use jiff::Timestamp;

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::report::{Findings, Refused, Where};
use super::say;
use super::source::{CaseSource, SourceFault};
use super::summary::AsOf;
use super::warning::Warning;
use crate::envelope::MAX_CLOCK_AHEAD;
use crate::keys::PublicKeys;
use crate::statement::MAX_STATEMENT_BYTES;
use state::Statements;

/// A State as its statements show it.
pub(super) struct Identity {
    /// Present and former keys.
    pub keys: PublicKeys,
    /// The key of its custody log.
    pub log: NoteVerifier,
    /// The key under which it cosigns the logs of others.
    cosigner: Option<NoteVerifier>,
    /// When the statements were made, all of them.
    vouched: Timestamp,
    /// The statements vouch for nothing that is signed from this time on.
    expires: Timestamp,
    /// When the case file is verified.
    now: Timestamp,
}

impl Identity {
    /// Whether the State cosigns with this key.
    pub fn cosigns(&self, name: &str, key_id: u32) -> bool {
        self.cosigner
            .as_ref()
            .is_some_and(|key| key.name() == name && key.key_id() == key_id)
    }

    /// When the statements were made, and the end of what they vouch for.
    pub fn stands(&self) -> (Timestamp, Timestamp) {
        (self.vouched, self.expires)
    }

    /// The statements vouch for nothing signed after their end, and nobody can have signed what is dated after the verification.
    pub fn vouched(&self, file: &str, field: &str, at: Timestamp) -> Result<(), Refused> {
        not_later(self.now, file, field, at)?;
        if at < self.expires {
            return Ok(());
        }
        let ended = self.expires;
        let found = format!("signed {at}, but the statements about the keys ended {ended}");
        Err(Refused::Failed((Where::field(file, field), found)))
    }
}

/// The States of the case file.
pub(super) struct Identities {
    believed: BTreeMap<StateCode, Identity>,
    /// States whose statements were looked at; `None` where the register itself was not believed.
    examined: Option<BTreeSet<StateCode>>,
}

impl Identities {
    /// The State, or why nothing of it can be believed. `file` is what it is said to have signed.
    pub fn get(&self, state: StateCode, file: &str) -> Result<&Identity, Refused> {
        if let Some(identity) = self.believed.get(&state) {
            return Ok(identity);
        }
        let looked_at = self
            .examined
            .as_ref()
            .is_none_or(|states| states.contains(&state));
        Err(if looked_at {
            Refused::NotReached(say::NO_KEYS.with("state", state.as_str()))
        } else {
            let found = format!("there are no statements about the keys of {state}");
            Refused::Failed((Where::field(file, "signatures.protected.kid"), found))
        })
    }

    /// As of when each believed State is shown, its log as witnesses last held it.
    pub fn as_of(&self, logs: &BTreeMap<StateCode, Timestamp>) -> Vec<AsOf> {
        let shown = |(state, identity): (&StateCode, &Identity)| AsOf {
            state: *state,
            vouched: identity.vouched,
            until: identity.expires,
            log: logs.get(state).copied(),
        };
        self.believed.iter().map(shown).collect()
    }

    /// Whether one of the States cosigns with this key, whatever the policy says.
    pub fn knows_cosigner(&self, name: &str, key_id: u32) -> bool {
        self.believed
            .values()
            .any(|state| state.cosigns(name, key_id))
    }
}

/// Verifies all statements.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    pinned: &PublicKeys,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<Identities, SourceFault> {
    warn_not_needed(inventory, findings);
    let mut identities = Identities {
        believed: BTreeMap::new(),
        examined: None,
    };
    let register = read(
        source,
        inventory,
        &Place::Register,
        CheckId::RegisterStatement,
        findings,
    )?;
    let register = register.and_then(|bytes| register::verify(&bytes, pinned, now, findings));
    let Some(register) = register else {
        for state in states(inventory) {
            findings.not_reached(
                CheckId::SubordinateStatement,
                state.to_string(),
                say::NO_REGISTER,
            );
        }
        return Ok(identities);
    };
    for state in states(inventory) {
        let Some(statements) = Statements::read(source, inventory, state, findings)? else {
            continue;
        };
        let identity = statements.verify(&register, now, findings);
        identities
            .believed
            .extend(identity.map(|identity| (state, identity)));
    }
    identities.examined = Some(states(inventory));
    Ok(identities)
}

/// Every State that takes part: it sent a message, or its log holds one.
fn states(inventory: &Inventory) -> BTreeSet<StateCode> {
    let state = |place: &Place| match place {
        Place::Envelope(name) => Some(name.from),
        Place::Proof { log, .. } => Some(*log),
        _ => None,
    };
    inventory.places().filter_map(state).collect()
}

/// Statements about other States are of no use here. Nothing rests on them, so they are not looked at.
fn warn_not_needed(inventory: &Inventory, findings: &mut Findings) {
    let needed = states(inventory);
    for place in inventory.places() {
        let (Place::Subordinate(state) | Place::Configuration(state) | Place::Historical(state)) =
            place
        else {
            continue;
        };
        if !needed.contains(state) {
            findings.warn(Warning::NotNeeded { file: place.path() });
        }
    }
}

fn read(
    source: &impl CaseSource,
    inventory: &Inventory,
    place: &Place,
    check: CheckId,
    findings: &mut Findings,
) -> Result<Option<Vec<u8>>, SourceFault> {
    if inventory.has(place) {
        return source.read(&place.path(), MAX_STATEMENT_BYTES).map(Some);
    }
    findings.missing(check, "", place);
    Ok(None)
}

/// Nothing in a case file is dated after its verification, but for what clocks may differ.
pub(super) fn not_later(
    now: Timestamp,
    file: &str,
    field: &str,
    at: Timestamp,
) -> Result<(), Refused> {
    if at.duration_since(now) <= MAX_CLOCK_AHEAD {
        return Ok(());
    }
    let found = format!("{at}, after this verification");
    Err(Refused::Failed((Where::field(file, field), found)))
}

/// Whether a statement is not dated after the verification; a failed check where it is.
fn made_by(
    now: Timestamp,
    made: Timestamp,
    check: CheckId,
    subject: &str,
    place: &Place,
    findings: &mut Findings,
) -> Option<()> {
    if made.duration_since(now) <= MAX_CLOCK_AHEAD {
        return Some(());
    }
    let expected = format!("not later than {now}, the time of this verification");
    findings.fail(
        check,
        subject,
        Where::field(place.path(), "iat"),
        made.to_string(),
        expected,
    );
    None
}
