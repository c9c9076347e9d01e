//! The register's statement about itself, against the keys of the policy.

use jiff::Timestamp;

use super::super::check::CheckId;
use super::super::layout::Place;
use super::super::locate;
use super::super::report::{Fault, Findings};
use super::made_by;
use super::state::chain_place;
use crate::canonical;
use crate::document::DocumentError;
use crate::jws::{self, Typ};
use crate::keys::PublicKeys;
use crate::statement::{EntityConfiguration, MAX_STATEMENT_BYTES, Register, verify_register};

/// The statement, if keys of the policy signed it. It is judged at its own time.
pub(super) fn verify(
    bytes: &[u8],
    pinned: &PublicKeys,
    now: Timestamp,
    findings: &mut Findings,
) -> Option<EntityConfiguration> {
    let check = CheckId::RegisterStatement;
    match open(bytes, pinned) {
        Ok(own) => {
            made_by(now, own.iat, check, "", &Place::Register, findings)?;
            findings.pass(check, "", format!("{}, dated {}", own.iss, own.iat));
            Some(own)
        }
        Err((at, found)) => {
            let expected = "the register's statement about itself, signed with keys of the policy";
            findings.fail(check, "", at, found, expected);
            None
        }
    }
}

/// Its name and date are read before they are believed; they only choose what it is then verified against.
fn open(bytes: &[u8], pinned: &PublicKeys) -> Result<EntityConfiguration, Fault> {
    let file = Place::Register.path();
    let claimed = peek(bytes)
        .map_err(|refusal| (locate::document(&file, &refusal), locate::words(&refusal)))?;
    let pin = Register {
        id: &claimed.iss,
        keys: pinned,
    };
    verify_register(pin, bytes, claimed.iat)
        .map_err(|refusal| (chain_place(&file, &refusal), locate::words(&refusal)))
}

fn peek(bytes: &[u8]) -> Result<EntityConfiguration, DocumentError> {
    let payload = jws::unverified_payload(bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES)?;
    Ok(canonical::from_bytes(&payload)?)
}
