//! How this node stands at the register: whether it vouches for the keys in use, and until when other States believe what it
//! holds of this node.

use comity_treaty::Sentence;
use comity_wire::keys::PublicKey;
use comity_wire::statement::{
    self, ChainRefusal, SubordinateStatement, claimed_date, claimed_signers,
};
use jiff::Timestamp;

use super::{Finding, Severity, finding, good};
use crate::directory::Statements;
use crate::findings as say;
use crate::node::Node;
use crate::refusal::chain;
use crate::register::{ENROLMENT_LEFT_MIN, until};

impl Node {
    /// Nothing where the register has no statement about this node: the directory's findings say so.
    pub(super) fn enrolment_finding(&self) -> Option<Finding> {
        let (anchor, own) = (self.register()?, self.state().ok()?);
        let directory = self.directory();
        let statements = directory.copy().statements.get(own.as_str())?;
        let (now, subordinate) = (self.world.now(), statements.subordinate.as_bytes());
        let vouched = statement::verify_subordinate(anchor.register(), subordinate, now).ok()?;
        let in_use = |key: &PublicKey| {
            let vouched = vouched.jwks.get(key.kid());
            vouched.is_some_and(|vouched| vouched.validity().holds(now))
        };
        let bad =
            |found: Sentence| finding(say::ENROLMENT, Severity::Bad, found, say::ENROLMENT_RENEW);
        if !self.keys.signing.public().iter().all(in_use) {
            return Some(bad(say::ENROLMENT_OTHER.into()));
        }
        Some(match self.believed_until(&vouched, statements) {
            Ok(until) => ends(until, now),
            Err(error) => bad(say::ENROLMENT_OTHER.because(chain(&error))),
        })
    }

    /// Until what the register holds of this node ends, or a key that signs now does.
    fn believed_until(
        &self,
        vouched: &SubordinateStatement,
        statements: &Statements,
    ) -> Result<Timestamp, ChainRefusal> {
        let (bytes, link) = (
            statements.configuration.as_bytes(),
            statement::Link::Configuration,
        );
        let document = |source| ChainRefusal::Document { link, source };
        let (at, keys) = (claimed_date(bytes).map_err(document)?, &vouched.jwks);
        let own = statement::verify_configuration(&vouched.sub, keys, bytes, at)?;
        let mut signers = claimed_signers(bytes).map_err(document)?.to_vec();
        let in_use = self.keys.signing.public().iter();
        signers.extend(in_use.map(|key| key.kid().clone()));
        Ok(until(&own, keys, &signers))
    }
}

fn ends(until: Timestamp, now: Timestamp) -> Finding {
    let left = until.duration_since(now);
    if until <= now {
        let found = say::ENROLMENT_ENDED.with("at", until);
        return finding(say::ENROLMENT, Severity::Bad, found, say::ENROLMENT_RENEW);
    }
    if left < ENROLMENT_LEFT_MIN {
        let days = left.as_hours().unsigned_abs() / 24;
        let found = say::ENROLMENT_ENDS.with("number", days);
        return finding(
            say::ENROLMENT,
            Severity::Warning,
            found,
            say::ENROLMENT_RENEW,
        );
    }
    good(say::ENROLMENT, say::ENROLMENT_GOOD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn an_end_is_told_thirty_days_ahead() {
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        for (days, expected) in [
            (-1, Severity::Bad),
            (0, Severity::Bad),
            (1, Severity::Warning),
            (29, Severity::Warning),
            (30, Severity::Good),
            (400, Severity::Good),
        ] {
            let until = now + SignedDuration::from_hours(24 * days);
            assert_eq!(ends(until, now).severity, expected, "{days}");
        }
    }
}
