//! How fast contact points answered a State's test calls (Art 41(1)), as that State tells the other Parties under the two
//! signatures of its node. Each call itself is in the custody logs of both States; this is the table made of them.

use comity_treaty::StateCode;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::{optional, required as seconds};
use serde::{Deserialize, Serialize};

use crate::canonical::CanonicalError;
use crate::document::{self, DocumentError};
use crate::envelope::MAX_CLOCK_AHEAD;
use crate::jws::Typ;
use crate::keys::SigningKeys;
use crate::profile::Publisher;
use crate::statement::EntityId;

/// The most calls a table tells; the latest ones.
pub const CALLS_MAX: usize = 500;
/// Longest signed table in bytes.
pub const MAX_SIGNED_CALLS_BYTES: usize = 256 << 10;

/// The payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestCalls {
    /// The node.
    pub iss: EntityId,
    /// The State that called.
    pub state: StateCode,
    /// When the table was made (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// The calls that are over, the latest first.
    pub calls: Vec<TestCall>,
}

/// One call that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestCall {
    /// The State that was called.
    pub called: StateCode,
    /// When the call was made (seconds).
    #[serde(with = "seconds")]
    pub placed: Timestamp,
    /// When the answer came in (seconds); none where nobody answered.
    #[serde(with = "optional")]
    pub answered: Option<Timestamp>,
}

/// Why a table is refused. The node goes on with the last one it believed.
#[derive(Debug, thiserror::Error)]
pub enum CallsRefusal {
    /// Wrong key, wrong signature or malformed.
    #[error(
        "the table of test calls is not believed; fetch it again, and if that fails ask its State"
    )]
    Document(#[from] DocumentError),
    /// Of another node or another State.
    #[error("the table is published by {found} for {state}, which is not whom it was fetched from")]
    Publisher {
        /// Its `iss`.
        found: EntityId,
        /// Its State.
        state: StateCode,
    },
    /// It tells of more calls than a table holds.
    #[error("the table tells of {0} calls; it holds at most {CALLS_MAX}")]
    TooMany(usize),
    /// A call of the State to itself, answered before it was made, or made in the future.
    #[error("call number {0} of the table cannot have been made as it is told")]
    Impossible(usize),
}

impl TestCalls {
    /// Signs the table as its node.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::TestCalls, self, keys)
    }

    /// Reads a table that `publisher` signed.
    pub fn open(
        bytes: &[u8],
        publisher: Publisher<'_>,
        now: Timestamp,
    ) -> Result<Self, CallsRefusal> {
        let lookup = |kid: &_| publisher.keys.get(kid).cloned();
        let limit = MAX_SIGNED_CALLS_BYTES;
        let (told, _): (Self, _) = document::open(bytes, Typ::TestCalls, limit, now, lookup)?;
        if told.iss != *publisher.id || told.state != publisher.state {
            let (found, state) = (told.iss, told.state);
            return Err(CallsRefusal::Publisher { found, state });
        }
        told.sound(now)?;
        Ok(told)
    }

    fn sound(&self, now: Timestamp) -> Result<(), CallsRefusal> {
        if self.calls.len() > CALLS_MAX {
            return Err(CallsRefusal::TooMany(self.calls.len()));
        }
        let possible = |call: &TestCall| {
            let ahead = call.placed.duration_since(now) > MAX_CLOCK_AHEAD;
            let backwards = call.answered.is_some_and(|at| at < call.placed);
            call.called != self.state && !ahead && !backwards
        };
        let wrong = self.calls.iter().position(|call| !possible(call));
        wrong.map_or(Ok(()), |at| Err(CallsRefusal::Impossible(at + 1)))
    }
}
