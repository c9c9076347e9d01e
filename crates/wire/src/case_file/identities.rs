//! Who signed: from the register keys of the policy to the keys of each State, at the time of each signature.
//!
//! The statements of a State vouch for its keys until they end. They may be younger than the messages: then it is
//! the time of validity of each key, former keys included, that says what the key could sign.

use std::collections::{BTreeMap, BTreeSet};

use comity_custody::NoteVerifier;
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::check::CheckId;
use super::inventory::Inventory;
use super::layout::Place;
use super::locate;
use super::report::{Findings, Where};
use super::source::{CaseSource, SourceFault};
use crate::document::DocumentError;
use crate::envelope::MAX_CLOCK_AHEAD;
use crate::jws::{self, Typ};
use crate::keys::PublicKeys;
use crate::statement::{
    ChainRefusal, EntityConfiguration, HistoricalKeys, Link, MAX_STATEMENT_BYTES, Member, Register,
    verify_chain, verify_register,
};

/// A State as its statements show it.
pub(super) struct Identity {
    /// Present and former keys.
    pub keys: PublicKeys,
    /// The key of its custody log.
    pub log: NoteVerifier,
    /// The name of the key under which it cosigns.
    pub cosigner: Option<NoteVerifier>,
    /// The statements vouch for nothing that is signed from this time on.
    pub expires: Timestamp,
}

/// The States of the case file that are believed.
pub(super) struct Identities {
    states: BTreeMap<StateCode, Identity>,
}

impl Identities {
    pub fn get(&self, state: StateCode) -> Option<&Identity> {
        self.states.get(&state)
    }

    /// The key of this name that cosigns for one of the States, whatever the policy says.
    pub fn knows_cosigner(&self, name: &str, key_id: u32) -> bool {
        let matches = |key: &NoteVerifier| key.name() == name && key.key_id() == key_id;
        self.states
            .values()
            .any(|state| matches(&state.log) || state.cosigner.as_ref().is_some_and(matches))
    }
}

/// The claims that say when a statement was made, read before it is believed: they choose the time at which
/// everything about it is then verified, this claim included.
#[derive(Deserialize)]
struct Dated {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    iat: Timestamp,
}

/// The statements of one State, as they came.
struct Statements {
    state: StateCode,
    subordinate: Vec<u8>,
    configuration: Vec<u8>,
    historical: Option<Vec<u8>>,
}

/// Verifies all statements.
pub(super) fn verify(
    source: &impl CaseSource,
    inventory: &Inventory,
    pinned: &PublicKeys,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<Identities, SourceFault> {
    let mut identities = Identities {
        states: BTreeMap::new(),
    };
    let Some(bytes) = read(
        source,
        inventory,
        &Place::Register,
        CheckId::RegisterStatement,
        findings,
    )?
    else {
        return Ok(identities);
    };
    let Some(register) = register(&bytes, pinned, now, findings) else {
        return Ok(identities);
    };
    for state in states(inventory) {
        let Some(statements) = Statements::read(source, inventory, state, findings)? else {
            continue;
        };
        if let Some(identity) = statements.verify(&register, now, findings) {
            identities.states.insert(state, identity);
        }
    }
    Ok(identities)
}

/// Every State a statement or an envelope names.
fn states(inventory: &Inventory) -> BTreeSet<StateCode> {
    let state = |place: &Place| match place {
        Place::Subordinate(state) | Place::Configuration(state) | Place::Historical(state) => {
            Some(*state)
        }
        Place::Envelope(name) => Some(name.from),
        _ => None,
    };
    inventory.places().filter_map(state).collect()
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

/// The register's statement about itself, valid when it was made.
fn register(
    bytes: &[u8],
    pinned: &PublicKeys,
    now: Timestamp,
    findings: &mut Findings,
) -> Option<EntityConfiguration> {
    let file = Place::Register.path();
    let expected = "the register's statement about itself, signed with a key of the policy";
    let claimed: EntityConfiguration = match peek(bytes) {
        Ok(claimed) => claimed,
        Err(refusal) => {
            let at = locate::document(&file, &refusal);
            findings.fail(
                CheckId::RegisterStatement,
                "",
                at,
                locate::words(&refusal),
                expected,
            );
            return None;
        }
    };
    let pin = Register {
        id: &claimed.iss,
        keys: pinned,
    };
    match verify_register(pin, bytes, claimed.iat).map(|own| (not_in_future(own.iat, now), own)) {
        Ok((true, own)) => {
            findings.pass(
                CheckId::RegisterStatement,
                "",
                format!("{}, dated {}", own.iss, own.iat),
            );
            Some(own)
        }
        Ok((false, own)) => {
            future(
                CheckId::RegisterStatement,
                "",
                &file,
                own.iat,
                now,
                findings,
            );
            None
        }
        Err(refusal) => {
            let at = chain_place(&file, &refusal);
            findings.fail(
                CheckId::RegisterStatement,
                "",
                at,
                locate::words(&refusal),
                expected,
            );
            None
        }
    }
}

impl Statements {
    fn read(
        source: &impl CaseSource,
        inventory: &Inventory,
        state: StateCode,
        findings: &mut Findings,
    ) -> Result<Option<Self>, SourceFault> {
        let of = |place: Place, check, findings: &mut Findings| {
            read(source, inventory, &place, check, findings)
        };
        let subordinate = of(
            Place::Subordinate(state),
            CheckId::SubordinateStatement,
            findings,
        )?;
        let configuration = of(
            Place::Configuration(state),
            CheckId::Configuration,
            findings,
        )?;
        let historical = Place::Historical(state);
        let historical = if inventory.has(&historical) {
            Some(source.read(&historical.path(), MAX_STATEMENT_BYTES)?)
        } else {
            None
        };
        let both = subordinate.zip(configuration);
        Ok(both.map(|(subordinate, configuration)| Self {
            state,
            subordinate,
            configuration,
            historical,
        }))
    }

    /// Verifies the chain at the first instant at which all its statements were made. They must have been valid
    /// together then; each signature of the State is judged at its own time later.
    fn verify(
        &self,
        register: &EntityConfiguration,
        now: Timestamp,
        findings: &mut Findings,
    ) -> Option<Identity> {
        let made = [
            self.dated(Link::Subordinate, findings)?,
            self.dated(Link::Configuration, findings)?,
        ];
        let at = made.into_iter().fold(register.iat, Timestamp::max);
        if !not_in_future(at, now) {
            let file = Place::Subordinate(self.state).path();
            future(
                CheckId::SubordinateStatement,
                &self.state.to_string(),
                &file,
                at,
                now,
                findings,
            );
            return None;
        }
        let pin = Register {
            id: &register.iss,
            keys: &register.jwks,
        };
        match verify_chain(pin, &self.subordinate, &self.configuration, at) {
            Ok(member) => self.identity(member, register, at, findings),
            Err(refusal) => {
                self.refused(&refusal, findings);
                None
            }
        }
    }

    fn dated(&self, link: Link, findings: &mut Findings) -> Option<Timestamp> {
        let bytes = match link {
            Link::Subordinate => &self.subordinate,
            Link::Configuration => &self.configuration,
        };
        match loose(bytes) {
            Ok(Dated { iat }) => Some(iat),
            Err((at, found)) => {
                let at = Where {
                    file: self.place(link).path(),
                    ..at
                };
                findings.fail(
                    check(link),
                    self.state.to_string(),
                    at,
                    found,
                    expected(link),
                );
                None
            }
        }
    }

    fn identity(
        &self,
        member: Member,
        register: &EntityConfiguration,
        at: Timestamp,
        findings: &mut Findings,
    ) -> Option<Identity> {
        let subject = self.state.to_string();
        if member.node.state != self.state {
            let at = Where::field(
                self.place(Link::Subordinate).path(),
                "metadata.comity_node.state",
            );
            let found = member.node.state.to_string();
            findings.fail(
                CheckId::SubordinateStatement,
                subject.clone(),
                at,
                found,
                subject,
            );
            return None;
        }
        if register.exp <= at {
            let place = Where::field(Place::Register.path(), "exp");
            let (found, expected) = (register.exp.to_string(), format!("later than {at}"));
            findings.fail(CheckId::RegisterStatement, subject, place, found, expected);
            return None;
        }
        let log = self.log_key(&member, findings)?;
        let until = format!(
            "{}, keys vouched for until {}",
            member.node.name, member.expires
        );
        findings.pass(CheckId::SubordinateStatement, subject.clone(), until);
        findings.pass(CheckId::Configuration, subject, member.id.to_string());
        let keys = self.all_keys(&member, at, findings)?;
        let (cosigner, expires) = (member.node.cosigner.parse().ok(), member.expires);
        Some(Identity {
            keys,
            log,
            cosigner,
            expires,
        })
    }

    fn log_key(&self, member: &Member, findings: &mut Findings) -> Option<NoteVerifier> {
        match member.node.log.parse() {
            Ok(key) => Some(key),
            Err(refusal) => {
                let refusal: comity_custody::KeyError = refusal;
                let at = Where::field(
                    self.place(Link::Subordinate).path(),
                    "metadata.comity_node.log",
                );
                let expected = "the verifier key of the State's custody log";
                let found = locate::words(&refusal);
                findings.fail(
                    CheckId::SubordinateStatement,
                    self.state.to_string(),
                    at,
                    found,
                    expected,
                );
                None
            }
        }
    }

    /// Present keys, and former ones where they are stated.
    fn all_keys(
        &self,
        member: &Member,
        at: Timestamp,
        findings: &mut Findings,
    ) -> Option<PublicKeys> {
        let subject = self.state.to_string();
        let Some(bytes) = &self.historical else {
            let meaning =
                "no earlier keys of this State; its messages must be signed with its present keys";
            findings.absent(CheckId::HistoricalKeys, subject, meaning);
            return Some(member.keys.clone());
        };
        let file = Place::Historical(self.state).path();
        match former_keys(bytes, member, at) {
            Ok(keys) => {
                findings.pass(CheckId::HistoricalKeys, subject, "");
                Some(keys)
            }
            Err((at, found)) => {
                let expected = "the State's list of its earlier keys, signed with its present keys";
                findings.fail(
                    CheckId::HistoricalKeys,
                    subject,
                    Where { file, ..at },
                    found,
                    expected,
                );
                None
            }
        }
    }

    fn refused(&self, refusal: &ChainRefusal, findings: &mut Findings) {
        let link = link_of(refusal);
        let subject = self.state.to_string();
        if link == Link::Configuration {
            findings.pass(CheckId::SubordinateStatement, subject.clone(), "");
        }
        let at = chain_place(&self.place(link).path(), refusal);
        findings.fail(
            check(link),
            subject,
            at,
            locate::words(refusal),
            expected(link),
        );
    }

    fn place(&self, link: Link) -> Place {
        match link {
            Link::Subordinate => Place::Subordinate(self.state),
            Link::Configuration => Place::Configuration(self.state),
        }
    }
}

/// Present and former keys together. The list must be the entity's own.
fn former_keys(
    bytes: &[u8],
    member: &Member,
    at: Timestamp,
) -> Result<PublicKeys, (Where, String)> {
    let historical = HistoricalKeys::open(bytes, &member.keys, at)
        .map_err(|refusal| (locate::document("", &refusal), locate::words(&refusal)))?;
    if historical.iss != member.id {
        return Err((Where::field("", "iss"), historical.iss.to_string()));
    }
    historical
        .and(&member.keys)
        .map_err(|refusal| (Where::field("", "keys"), locate::words(&refusal)))
}

fn check(link: Link) -> CheckId {
    match link {
        Link::Subordinate => CheckId::SubordinateStatement,
        Link::Configuration => CheckId::Configuration,
    }
}

fn expected(link: Link) -> &'static str {
    match link {
        Link::Subordinate => {
            "the register's statement about this State, signed with the register's keys and valid"
        }
        Link::Configuration => {
            "the State's statement about itself, signed with the keys the register names and valid"
        }
    }
}

fn link_of(refusal: &ChainRefusal) -> Link {
    match refusal {
        ChainRefusal::Document { link, .. }
        | ChainRefusal::Issuer { link, .. }
        | ChainRefusal::Subject { link, .. }
        | ChainRefusal::NotYet { link, .. }
        | ChainRefusal::Expired { link, .. }
        | ChainRefusal::NoNode(link) => *link,
        ChainRefusal::State { .. } => Link::Configuration,
        ChainRefusal::Suspended(_) | ChainRefusal::Withdrawn(_) | ChainRefusal::Mark(_) => {
            Link::Subordinate
        }
    }
}

fn chain_place(file: &str, refusal: &ChainRefusal) -> Where {
    let field = match refusal {
        ChainRefusal::Document { source, .. } => return locate::document(file, source),
        ChainRefusal::Issuer { .. } => "iss",
        ChainRefusal::Subject { .. } => "sub",
        ChainRefusal::NotYet { .. } => "iat",
        ChainRefusal::Expired { .. } => "exp",
        ChainRefusal::Suspended(_) | ChainRefusal::Withdrawn(_) => "comity_party.standing",
        ChainRefusal::NoNode(_) => "metadata.comity_node",
        ChainRefusal::State { .. } => "metadata.comity_node.state",
        ChainRefusal::Mark(_) => "trust_marks",
    };
    Where::field(file, field)
}

/// A statement's payload, before it is believed.
fn peek<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DocumentError> {
    let payload = jws::unverified_payload(bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES)?;
    Ok(crate::canonical::from_bytes(&payload)?)
}

/// As [`peek`], reading only some members.
fn loose(bytes: &[u8]) -> Result<Dated, (Where, String)> {
    let payload = jws::unverified_payload(bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES)
        .map_err(|refusal| (locate::signatures("", &refusal), locate::words(&refusal)))?;
    serde_json::from_slice(&payload)
        .map_err(|error| (Where::field("", "payload"), error.to_string()))
}

fn not_in_future(made: Timestamp, now: Timestamp) -> bool {
    made.duration_since(now) <= MAX_CLOCK_AHEAD
}

fn future(
    check: CheckId,
    subject: &str,
    file: &str,
    made: Timestamp,
    now: Timestamp,
    findings: &mut Findings,
) {
    let expected = format!("not later than {now}, the time of this verification");
    findings.fail(
        check,
        subject,
        Where::field(file, "iat"),
        made.to_string(),
        expected,
    );
}
