//! The statements of one State: what the register says of it, what it says of itself, and its former keys.

use comity_custody::{KeyError, NoteVerifier};
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::Deserialize;

use super::super::check::CheckId;
use super::super::inventory::Inventory;
use super::super::layout::Place;
use super::super::locate;
use super::super::report::{Fault, Findings, Where};
use super::super::say;
use super::super::source::{CaseSource, SourceFault};
use super::super::thread::claimed;
use super::{Identity, made_by, read};
use crate::jws::Typ;
use crate::keys::PublicKeys;
use crate::statement::{
    ChainRefusal, EntityConfiguration, HistoricalKeys, Link, MAX_STATEMENT_BYTES, Member, Register,
    verify_chain,
};

/// The statements of one State, as they came.
pub(super) struct Statements {
    state: StateCode,
    subordinate: Vec<u8>,
    configuration: Vec<u8>,
    historical: Option<Vec<u8>>,
}

/// When a statement was made, read before it is believed: it chooses the time at which everything about the
/// statement is then verified, this claim included.
#[derive(Deserialize)]
struct Dated {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    iat: Timestamp,
}

impl Statements {
    pub fn read(
        source: &impl CaseSource,
        inventory: &Inventory,
        state: StateCode,
        findings: &mut Findings,
    ) -> Result<Option<Self>, SourceFault> {
        let subordinate = Place::Subordinate(state);
        let subordinate = read(
            source,
            inventory,
            &subordinate,
            CheckId::SubordinateStatement,
            findings,
        )?;
        let configuration = Place::Configuration(state);
        let configuration = read(
            source,
            inventory,
            &configuration,
            CheckId::Configuration,
            findings,
        )?;
        let place = Place::Historical(state);
        let former = inventory
            .has(&place)
            .then(|| source.read(&place.path(), MAX_STATEMENT_BYTES));
        let historical = former.transpose()?;
        let both = subordinate.zip(configuration);
        Ok(both.map(|(subordinate, configuration)| Self {
            state,
            subordinate,
            configuration,
            historical,
        }))
    }

    /// Verifies the chain at the first instant at which all its statements were made. They must have been in force
    /// together then; each signature of the State is judged at its own time later.
    pub fn verify(
        &self,
        register: &EntityConfiguration,
        now: Timestamp,
        findings: &mut Findings,
    ) -> Option<Identity> {
        let vouched = self.dated(Link::Subordinate, &self.subordinate, findings)?;
        let own = self.dated(Link::Configuration, &self.configuration, findings)?;
        let at = register.iat.max(vouched).max(own);
        let subject = self.state.to_string();
        let place = Place::Subordinate(self.state);
        made_by(
            now,
            at,
            CheckId::SubordinateStatement,
            &subject,
            &place,
            findings,
        )?;
        self.check_register(register, at, findings)?;
        let pin = Register {
            id: &register.iss,
            keys: &register.jwks,
        };
        match verify_chain(pin, &self.subordinate, &self.configuration, at) {
            Ok(member) => self.identity(&member, at, now, findings),
            Err(refusal) => self.refused(&refusal, findings),
        }
    }

    fn dated(&self, link: Link, bytes: &[u8], findings: &mut Findings) -> Option<Timestamp> {
        let file = self.place(link).path();
        match claimed(&file, bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES) {
            Ok(Dated { iat }) => Some(iat),
            Err((at, found)) => {
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

    fn check_register(
        &self,
        register: &EntityConfiguration,
        at: Timestamp,
        findings: &mut Findings,
    ) -> Option<()> {
        if at < register.exp {
            return Some(());
        }
        let place = Where::field(Place::Register.path(), "exp");
        let expected = format!("in force at {at}, with the statements of {}", self.state);
        findings.fail(
            CheckId::RegisterStatement,
            "",
            place,
            register.exp.to_string(),
            expected,
        );
        None
    }

    fn identity(
        &self,
        member: &Member,
        at: Timestamp,
        now: Timestamp,
        findings: &mut Findings,
    ) -> Option<Identity> {
        let subject = self.state.to_string();
        let log = match self.log_key(member) {
            Ok(log) => log,
            Err((at, found)) => {
                let expected = expected(Link::Subordinate);
                findings.fail(CheckId::SubordinateStatement, subject, at, found, expected);
                return None;
            }
        };
        let until = format!(
            "{}, keys vouched for until {}",
            member.node.name, member.expires
        );
        findings.pass(CheckId::SubordinateStatement, &subject, until);
        findings.pass(CheckId::Configuration, &subject, member.id.to_string());
        let keys = self.all_keys(member, at, findings)?;
        let (cosigner, expires) = (member.node.cosigner.parse().ok(), member.expires);
        Some(Identity {
            keys,
            log,
            cosigner,
            vouched: at,
            expires,
            now,
        })
    }

    /// The key of the log of this State; the statement must be about no other.
    fn log_key(&self, member: &Member) -> Result<NoteVerifier, Fault> {
        let field = |name: &str| Where::field(Place::Subordinate(self.state).path(), name);
        if member.node.state != self.state {
            return Err((
                field("metadata.comity_node.state"),
                member.node.state.to_string(),
            ));
        }
        let key: Result<NoteVerifier, KeyError> = member.node.log.parse();
        key.map_err(|refusal| (field("metadata.comity_node.log"), locate::words(&refusal)))
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
            findings.absent(CheckId::HistoricalKeys, subject, say::KEYS_ABSENT);
            return Some(member.keys.clone());
        };
        match former_keys(&Place::Historical(self.state).path(), bytes, member, at) {
            Ok(keys) => {
                findings.pass(CheckId::HistoricalKeys, subject, "");
                Some(keys)
            }
            Err((at, found)) => {
                let expected = "the State's list of its earlier keys, signed with its present keys";
                findings.fail(CheckId::HistoricalKeys, subject, at, found, expected);
                None
            }
        }
    }

    fn refused(&self, refusal: &ChainRefusal, findings: &mut Findings) -> Option<Identity> {
        let link = link_of(refusal);
        let subject = self.state.to_string();
        match link {
            Link::Configuration => findings.pass(CheckId::SubordinateStatement, &subject, ""),
            Link::Subordinate => {
                findings.not_reached(CheckId::Configuration, &subject, say::NO_WORD);
            }
        }
        let at = chain_place(&self.place(link).path(), refusal);
        findings.fail(
            check(link),
            subject,
            at,
            locate::words(refusal),
            expected(link),
        );
        None
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
    file: &str,
    bytes: &[u8],
    member: &Member,
    at: Timestamp,
) -> Result<PublicKeys, Fault> {
    let historical = HistoricalKeys::open(bytes, &member.keys, at)
        .map_err(|refusal| (locate::document(file, &refusal), locate::words(&refusal)))?;
    if historical.iss != member.id {
        return Err((Where::field(file, "iss"), historical.iss.to_string()));
    }
    let all = historical.and(&member.keys);
    all.map_err(|refusal| (Where::field(file, "keys"), locate::words(&refusal)))
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
            "the register's statement about this State, in force and signed by the register"
        }
        Link::Configuration => {
            "the State's own statement, in force and signed with the keys the register names"
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

/// Where in a statement a refusal points.
pub(super) fn chain_place(file: &str, refusal: &ChainRefusal) -> Where {
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
