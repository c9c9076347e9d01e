//! How the members' enrolments stand: whether other States still believe each, and for how long.

use comity_treaty::StateCode;
use comity_wire::envelope::Standing;
use jiff::{SignedDuration, Timestamp};

use super::{Enrolled, Members};
use crate::doctor::{Finding, Severity, finding, good};
use crate::findings as say;
use crate::node::Node;
use crate::refusal::chain;

/// An enrolment that ends within this time is told.
pub(crate) const ENROLMENT_LEFT_MIN: SignedDuration = SignedDuration::from_hours(24 * 30);

impl Node {
    /// A finding for each member that other States do not believe, or not for long; one for all where there is none.
    pub(crate) async fn member_findings(&self) -> Vec<Finding> {
        let members = match self.members().await {
            Ok(members) => members,
            Err(error) => {
                let found = say::UNREAD.because(chain(&error));
                return vec![finding(
                    say::MEMBERS,
                    Severity::Bad,
                    found,
                    say::CHECK_DATABASE,
                )];
            }
        };
        let found = findings(&members, self.world.now());
        if found.is_empty() {
            let count = say::MEMBERS_GOOD.with("number", members.len());
            return vec![good(say::MEMBERS, count)];
        }
        found
    }

    /// Tells how many members other States do not believe now.
    pub(super) async fn count_stale(&self) {
        let Ok(members) = self.members().await else {
            return;
        };
        let mut stale = 0_u32;
        for found in findings(&members, self.world.now()) {
            if found.severity == Severity::Bad {
                stale += 1;
                tracing::warn!(found = %found.finding, todo = %found.advice, "a member is not believed");
            }
        }
        metrics::gauge!("comity_register_members_unbelieved").set(f64::from(stale));
    }
}

fn findings(members: &Members, now: Timestamp) -> Vec<Finding> {
    let one = |(state, member): (&StateCode, &Enrolled)| member_finding(*state, member, now);
    let stands = |(_, member): &(&StateCode, &Enrolled)| member.standing != Standing::Withdrawn;
    members.iter().filter(stands).filter_map(one).collect()
}

fn member_finding(state: StateCode, member: &Enrolled, now: Timestamp) -> Option<Finding> {
    let name = state.to_string();
    let check = say::MEMBER_ENROLMENT.with("state", name.clone());
    let Some(until) = member.believed_until() else {
        let found = say::MEMBER_UNREAD.with("state", name);
        return Some(finding(check, Severity::Bad, found, say::MEMBER_ENROL));
    };
    if until <= now {
        let found = say::MEMBER_ENDED.with("state", name).with("at", until);
        return Some(finding(check, Severity::Bad, found, say::MEMBER_RENEW));
    }
    let left = until.duration_since(now);
    let found = say::MEMBER_ENDS
        .with("state", name)
        .with("number", left.as_hours().unsigned_abs() / 24);
    let soon = || finding(check, Severity::Warning, found, say::MEMBER_RENEW);
    (left < ENROLMENT_LEFT_MIN).then(soon)
}
