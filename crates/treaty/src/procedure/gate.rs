//! The scope gate as the procedures use it: before anything is sent, and again on receipt.

use crate::actor::Facts;
use crate::law::Rule;
use crate::particulars::{Basis, Language, Offence};
use crate::rejection::{Rejection, require};
use crate::scope::{self, Case};
use crate::{Measure, Side};

/// What the gate looks at in a request.
pub(super) struct Claim<'a> {
    pub measure: Measure,
    pub basis: &'a Basis,
    pub offence: &'a Offence,
    pub language: &'a Language,
}

/// Whether the request may be sent (`side` requesting) or taken in (`side` requested) now: the first no of the
/// explanation is the rejection.
pub(super) fn admit(claim: &Claim<'_>, side: Side, facts: &Facts) -> Result<(), Rejection> {
    let (requesting, requested) = match side {
        Side::Requesting => (&facts.party, &facts.peer),
        Side::Requested => (&facts.peer, &facts.party),
    };
    let case = Case {
        measure: claim.measure,
        basis: claim.basis,
        offence: claim.offence,
        language: claim.language,
        requesting,
        requested,
        now: facts.now,
    };
    scope::explain(&case).rejection().map_or(Ok(()), Err)
}

/// Whether a call about no case may be made or taken in now: two States in good standing, and their authorities.
pub(super) fn admit_call(measure: Measure, side: Side, facts: &Facts) -> Result<(), Rejection> {
    let (requesting, requested) = match side {
        Side::Requesting => (&facts.party, &facts.peer),
        Side::Requested => (&facts.peer, &facts.party),
    };
    let refusal = scope::reachable(measure, requesting, requested);
    refusal.map_or(Ok(()), Err)
}

/// Whether one more request of the measure may go or come, where the State it goes to holds a limit too.
pub(super) fn within_limit(measure: Measure, facts: &Facts) -> Result<(), Rejection> {
    let Some(limit) = measure.limit().filter(|limit| limit.held_there) else {
        return Ok(());
    };
    require(facts.sent_lately < limit.most, limit.rule)
}

/// Nothing goes to or comes from a suspended node.
pub(super) fn not_suspended(facts: &Facts) -> Result<(), Rejection> {
    require(
        !facts.party.suspended && !facts.peer.suspended,
        Rule::Suspended,
    )
}
