//! Regional organisations, Arts 2(n), 64(2) to (4) and 67: after a member joins, until the last member leaves.

use super::joining::fault;
use super::misfit::{InvalidLine, Misfit};
use super::participants::Participants;
use super::participation::Participation;
use super::{DepositaryAct, Record, When};

/// Notes every signature and instrument of an organisation that came before any of its members'.
pub(super) fn check(
    states: &[Participation],
    records: &[Record],
    participants: &Participants,
    faults: &mut Vec<InvalidLine>,
) {
    for organisation in states.iter().filter(|one| one.is_organisation()) {
        let signed: Vec<When> = of_members(states, organisation, participants)
            .filter_map(|member| member.signature.map(|signature| signature.when))
            .collect();
        let joined: Vec<When> = of_members(states, organisation, participants)
            .flat_map(|member| member.memberships.iter().map(|one| one.deposit))
            .collect();
        for record in records {
            if record.state != Some(organisation.state) {
                continue;
            }
            let (members, misfit) = match record.act {
                DepositaryAct::Signature => (&signed, Misfit::OrganisationSignedFirst),
                DepositaryAct::Instrument { .. } => (&joined, Misfit::OrganisationBeforeMembers),
                _ => continue,
            };
            if members
                .iter()
                .all(|when| record.date.certainly_before(*when))
            {
                faults.push(fault(record, misfit));
            }
        }
    }
}

fn of_members<'a>(
    states: &'a [Participation],
    organisation: &Participation,
    participants: &'a Participants,
) -> impl Iterator<Item = &'a Participation> {
    let members: Vec<_> = participants.members(organisation.state).collect();
    states
        .iter()
        .filter(move |one| members.contains(&one.state))
}

/// Lets an organisation leave with the last of its members: once each member that ever became a Party has left.
pub(super) fn leave_with_members(states: &mut [Participation], participants: &Participants) {
    for place in 0..states.len() {
        if !states[place].is_organisation() {
            continue;
        }
        let ends: Vec<Option<jiff::civil::Date>> = of_members(states, &states[place], participants)
            .filter_map(|member| member.memberships.last())
            .filter(|last| last.binds.is_some() && last.withdrawn.is_none())
            .map(|last| last.until)
            .collect();
        // One member that stays makes the whole `None`.
        let last: Option<Vec<_>> = ends.into_iter().collect();
        let Some(left) = last.and_then(|ends| ends.into_iter().max()) else {
            continue;
        };
        for membership in &mut states[place].memberships {
            membership.until = Some(membership.until.map_or(left, |until| until.min(left)));
        }
    }
}
