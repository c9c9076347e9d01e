//! Reservations, declarations, competence and objections: first each State's own, then what others object to.

use super::act::{DepositaryAct, Record};
use super::joining::fault;
use super::misfit::{InvalidLine, Misfit};
use super::participation::{Declaration, Objection, Participation, Reservation};
use super::{Provision, When};
use crate::law::Reservable;

/// Fills reservations and declarations from the State's acts, in the order of days.
pub(super) fn reserve(one: &mut Participation, acts: &[&Record], faults: &mut Vec<InvalidLine>) {
    for record in acts {
        let outcome = match &record.act {
            DepositaryAct::Reservation {
                provision,
                effect,
                text,
            } => make(
                one,
                Reservation {
                    provision: *provision,
                    effect: *effect,
                    text: text.clone(),
                    made: record.date,
                    until: None,
                },
            ),
            DepositaryAct::ReservationWithdrawal { provision } => unmake(one, *provision, record),
            DepositaryAct::Declaration { provision, text } => {
                let declaration = declaration(*provision, text, record);
                one.declarations.push(declaration);
                Ok(())
            }
            DepositaryAct::Competence { text } => {
                one.competence.push(declaration(None, text, record));
                let organisation = one.is_organisation().then_some(());
                organisation.ok_or(Misfit::NoOrganisation)
            }
            _ => continue,
        };
        let outcome = outcome.and_then(|()| joined(one, record.date));
        if let Err(misfit) = outcome {
            faults.push(fault(record, misfit));
        }
    }
}

fn declaration(provision: Option<Provision>, text: &str, record: &Record) -> Declaration {
    Declaration {
        provision,
        text: text.to_owned(),
        made: record.date,
    }
}

fn make(one: &mut Participation, reservation: Reservation) -> Result<(), Misfit> {
    let provision = reservation.provision;
    let standing =
        |other: &Reservation| other.until.is_none() && other.provision.overlaps(provision);
    if one.reservations.iter().any(standing) {
        return Err(Misfit::ReservationOverlaps);
    }
    one.reservations.push(reservation);
    match provision.reservable() {
        Reservable::Never => Err(Misfit::BearsNoReservation),
        Reservable::Offered | Reservable::ObjectAndPurpose => Ok(()),
    }
}

fn unmake(one: &mut Participation, provision: Provision, record: &Record) -> Result<(), Misfit> {
    let mut all = one.reservations.iter_mut();
    let standing = all.find(|other| other.until.is_none() && other.provision == provision);
    standing.ok_or(Misfit::NoSuchReservation)?.until = Some(record.counts_from());
    Ok(())
}

/// A State speaks here only with or after its signature or instrument.
fn joined(one: &Participation, when: When) -> Result<(), Misfit> {
    let signed = one.signature.map(|signature| signature.when);
    let mut joined = signed
        .into_iter()
        .chain(one.memberships.iter().map(|m| m.deposit));
    let with_or_after = joined.any(|joined| !when.certainly_before(joined));
    with_or_after.then_some(()).ok_or(Misfit::NeverJoined)
}

/// Fills the objections of `states[place]`, whose acts are given in the order of days.
pub(super) fn object(
    states: &mut [Participation],
    place: usize,
    acts: &[&Record],
    faults: &mut Vec<InvalidLine>,
) {
    for record in acts {
        let outcome = match &record.act {
            DepositaryAct::Objection {
                to,
                provision,
                precluding,
                ..
            } => {
                let objection = Objection {
                    to: *to,
                    provision: *provision,
                    precluding: *precluding,
                    made: record.date,
                    until: None,
                };
                let possible = can_object(states, place, &objection);
                states[place].objections.push(objection);
                possible.and_then(|()| joined(&states[place], record.date))
            }
            DepositaryAct::ObjectionWithdrawal { to, provision } => {
                let mut all = states[place].objections.iter_mut();
                let standing =
                    all.find(|o| o.until.is_none() && (o.to, o.provision) == (*to, *provision));
                standing
                    .map(|o| o.until = Some(record.counts_from()))
                    .ok_or(Misfit::NoSuchObjection)
            }
            _ => continue,
        };
        if let Err(misfit) = outcome {
            faults.push(fault(record, misfit));
        }
    }
}

fn can_object(states: &[Participation], place: usize, new: &Objection) -> Result<(), Misfit> {
    if states[place].state == new.to {
        return Err(Misfit::ObjectsToItself);
    }
    let same = |o: &Objection| o.until.is_none() && (o.to, o.provision) == (new.to, new.provision);
    if states[place].objections.iter().any(same) {
        return Err(Misfit::ObjectionTwice);
    }
    let reserving = states.iter().find(|one| one.state == new.to);
    let mut reservations = reserving.into_iter().flat_map(|one| &one.reservations);
    let found = reservations.any(|reservation| {
        let ended = matches!((reservation.until, new.made.earliest()), (Some(until), Some(made)) if until <= made);
        reservation.provision == new.provision
            && !new.made.certainly_before(reservation.made)
            && !ended
    });
    found.then_some(()).ok_or(Misfit::NoSuchReservation)
}
