//! The treaty facts that decide before anything is sent, and again on receipt.

use jiff::Timestamp;

use crate::actor::Facts;
use crate::law::{Rule, measures::Speaks};
use crate::particulars::{Basis, Language, Offence};
use crate::party::{Mark, PartyFacts, offence_class};
use crate::rejection::{Rejection, require};
use crate::{Measure, Side};

/// What the gate looks at in a request.
pub(super) struct Claim<'a> {
    pub measure: Measure,
    pub basis: &'a Basis,
    pub offence: &'a Offence,
    pub language: &'a Language,
}

/// Whether the request may be sent (`side` requesting) or taken in (`side` requested) now.
pub(super) fn admit(claim: &Claim<'_>, side: Side, facts: &Facts) -> Result<(), Rejection> {
    let (requesting, requested) = match side {
        Side::Requesting => (&facts.party, &facts.peer),
        Side::Requested => (&facts.peer, &facts.party),
    };
    require(requesting.state != requested.state, Rule::SameState)?;
    not_suspended(facts)?;
    basis_holds(claim.basis, requesting, requested, facts.now)?;
    authorities(claim.measure, requesting, requested)?;
    unrestricted(claim.measure, requesting, requested, facts.now)?;
    require(
        !requested.diplomatic_channel_only,
        Rule::DiplomaticChannelOnly,
    )?;
    require(
        requested.languages.contains(claim.language),
        Rule::LanguageNotAccepted,
    )?;
    offence_in_scope(claim, requesting, requested)?;
    offered(claim, requested)
}

/// Each State may restrict its cooperation with another; its record holds the reason.
fn unrestricted(
    measure: Measure,
    one: &PartyFacts,
    other: &PartyFacts,
    now: Timestamp,
) -> Result<(), Rejection> {
    let restricted =
        one.restricts(other.state, measure, now) || other.restricts(one.state, measure, now);
    require(!restricted, Rule::CooperationRestricted)
}

/// Arts 45 and 46 oblige to endeavour under domestic law: what that law does not offer is not asked for here.
fn offered(claim: &Claim<'_>, requested: &PartyFacts) -> Result<(), Rejection> {
    let law = &requested.real_time;
    if !law.offers(claim.measure) {
        let at = claim.measure.article();
        return Err(Rejection::under(Rule::MeasureNotOffered, at));
    }
    let content = claim.measure == Measure::ContentInterception;
    require(!content || law.lists(claim.offence), Rule::OffenceNotListed)
}

/// Nothing goes to or comes from a suspended node.
pub(super) fn not_suspended(facts: &Facts) -> Result<(), Rejection> {
    require(
        !facts.party.suspended && !facts.peer.suspended,
        Rule::Suspended,
    )
}

fn basis_holds(
    basis: &Basis,
    one: &PartyFacts,
    other: &PartyFacts,
    now: Timestamp,
) -> Result<(), Rejection> {
    match basis {
        Basis::Convention => {
            require(
                !one.denounced(now) && !other.denounced(now),
                Rule::Denounced,
            )?;
            require(one.in_force(now) && other.in_force(now), Rule::NotInForce)
        }
        Basis::Agreement { reference } => {
            let both = one.has_agreed(other.state, reference, now)
                && other.has_agreed(one.state, reference, now);
            require(both, Rule::AgreementUnknown)
        }
    }
}

/// Who speaks for the States stands in the measure's row: contact points (Art 41) or central authorities (Art 40(12)).
fn authorities(measure: Measure, one: &PartyFacts, other: &PartyFacts) -> Result<(), Rejection> {
    let competent = |party: &PartyFacts| match measure.speaks() {
        Speaks::AnyMark => !party.marks.is_empty(),
        Speaks::CentralAuthority => party.marks.contains(&Mark::CentralAuthority),
        Speaks::AnyAuthority => true,
    };
    require(
        competent(one) && competent(other),
        Rule::NoCompetentAuthority,
    )
}

/// Art 35(1) sets the scope. An agreement used as the basis does not widen it here: the platform carries nothing else.
fn offence_in_scope(
    claim: &Claim<'_>,
    one: &PartyFacts,
    other: &PartyFacts,
) -> Result<(), Rejection> {
    let channel = claim.measure.channel();
    let in_scope = channel.open_for(offence_class(claim.offence, one, other));
    require(in_scope, Rule::OffenceOutOfScope)
}
