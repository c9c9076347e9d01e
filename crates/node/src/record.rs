//! The depositary's record beside the register: what it adds to the facts of a decision, and where the two differ.
//!
//! Since when a State is bound is for the register's signed statement. The record, which `comity treaty` shows, adds
//! reservations and objections; a State the register knows nothing of is known from it alone. `comity doctor` names each
//! day on which the two differ.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use comity_treaty::status::{
    About, Bond, Doubt, Participants, Status, Terms, between_facts, bound, doubts, recorded,
    supplement,
};
use comity_treaty::{PartyFacts, StateCode, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::doctor::{Finding, Severity, finding, good};
use crate::findings as say;
use crate::node::Node;

/// The record in the data folder; where there is none, the shipped one.
pub const FILE: &str = "treaty-status.csv";

/// Why the record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It cannot be read.
    #[error("{path} cannot be read")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It contradicts itself.
    #[error("{path} is no record of the depositary's acts; see `comity treaty status --data`")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Every line that is wrong.
        source: comity_treaty::status::InvalidLines,
    },
}

pub(crate) fn read(data: &Path) -> Result<Status, RecordError> {
    let path = data.join(FILE);
    let table = match fs::read(&path) {
        Ok(bytes) => Status::parse(&bytes, Participants::united_nations(), &Terms::CONVENTION),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Status::seed(),
        Err(source) => return Err(RecordError::Read { path, source }),
    };
    table.map_err(|source| RecordError::Invalid { path, source })
}

impl Node {
    /// The depositary's record, as this node has it.
    pub fn depositary_record(&self) -> &Status {
        &self.record
    }

    /// All that a decision at `now` may know about a State.
    pub(crate) fn party(&self, state: StateCode, now: Timestamp) -> PartyFacts {
        let directory = self.directory();
        if !directory.knows(state) {
            return recorded(&self.record, state, now);
        }
        let mut facts = directory.facts(state);
        supplement(&self.record, &mut facts, now);
        facts
    }

    /// What binds two States on a day: by the depositary's record where the register states nothing of either, else by the
    /// facts that a decision on that day would use. The flag says whether the register's statement counts.
    pub fn bond_between(&self, one: StateCode, other: StateCode, on: Date) -> (Bond, bool) {
        let mut bond = bound(&self.record, one, other, on);
        let directory = self.directory();
        let stated = directory.knows(one) || directory.knows(other);
        if stated {
            let noon = on.at(12, 0, 0, 0);
            let at = Offset::UTC.to_timestamp(noon).unwrap_or(Timestamp::MAX);
            bond.convention = between_facts(&self.party(one, at), &self.party(other, at), on);
        }
        (bond, stated)
    }

    pub(crate) fn record_findings(&self) -> Vec<Finding> {
        let (directory, now) = (self.directory(), self.world.now());
        let all = directory
            .vouched()
            .flat_map(|facts| doubts(&self.record, facts, now));
        let doubtful: Vec<Finding> = all.map(|doubt| differs(&doubt)).collect();
        if doubtful.is_empty() {
            vec![agrees()]
        } else {
            doubtful
        }
    }
}

fn differs(doubt: &Doubt) -> Finding {
    let found = match doubt.about {
        About::Bound => say::STATUS_BOUND,
        About::Left => say::STATUS_LEFT,
    };
    let day = |day: Option<Date>| match day {
        Some(day) => Value::from(day.to_string()),
        None => say::NO_DAY.into(),
    };
    let found = found
        .with("state", doubt.state.to_string())
        .with("vouched", day(doubt.vouched))
        .with("recorded", day(doubt.recorded));
    finding(say::STATUS, Severity::Warning, found, say::STATUS_COUNTS)
}

fn agrees() -> Finding {
    good(say::STATUS, say::STATUS_GOOD)
}
