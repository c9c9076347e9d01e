//! Signature and consent to be bound, Arts 64 and 67: the acts of one State, in the order of days.

use super::act::{DepositaryAct, InstrumentKind, Record};
use super::misfit::{InvalidLine, Misfit};
use super::participation::{Done, Membership, Participation, Signature};
use super::terms::{Terms, years_after};

/// Fills signature and instruments from the State's acts. The signature first: an instrument before it is another fault
/// than an instrument without one.
pub(super) fn join(
    one: &mut Participation,
    acts: &[&Record],
    terms: &Terms,
    faults: &mut Vec<InvalidLine>,
) {
    let (signatures, others): (Vec<&Record>, Vec<&Record>) = acts
        .iter()
        .partition(|record| record.act == DepositaryAct::Signature);
    for record in signatures {
        note(record, sign(one, record, terms), faults);
    }
    for record in others {
        check_opening(record, terms, faults);
        let outcome = match &record.act {
            DepositaryAct::Instrument { kind } => deposit(one, record, *kind),
            DepositaryAct::InstrumentWithdrawal => withdraw(one, record),
            DepositaryAct::Denunciation => denounce(one, record, terms),
            _ => Ok(()),
        };
        note(record, outcome, faults);
    }
}

fn note(record: &Record, outcome: Result<(), Misfit>, faults: &mut Vec<InvalidLine>) {
    if let Err(misfit) = outcome {
        faults.push(fault(record, misfit));
    }
}

/// The fault of a record whose date is at odds with others.
pub(super) fn fault(record: &Record, misfit: Misfit) -> InvalidLine {
    let found = record.date.to_string();
    InvalidLine::new(record.line, record.act.key(), misfit, &found)
}

fn check_opening(record: &Record, terms: &Terms, faults: &mut Vec<InvalidLine>) {
    let latest = record.date.latest();
    if latest.is_some_and(|day| day < terms.signature_opens) {
        faults.push(fault(record, Misfit::BeforeOpening));
    }
}

fn sign(one: &mut Participation, record: &Record, terms: &Terms) -> Result<(), Misfit> {
    if one.signature.is_some() {
        return Err(Misfit::SignedTwice);
    }
    let when = record.date;
    let early = when.latest().is_some_and(|day| day < terms.signature_opens);
    let late = when
        .earliest()
        .is_some_and(|day| day > terms.signature_closes);
    one.signature = Some(Signature {
        when,
        from: record.counts_from(),
        line: record.line,
    });
    if early || late {
        return Err(Misfit::OutsideWindow);
    }
    Ok(())
}

fn deposit(one: &mut Participation, record: &Record, kind: InstrumentKind) -> Result<(), Misfit> {
    let from = record.counts_from();
    if let Some(last) = one.memberships.last()
        && last.withdrawn.is_none()
        && last.until.is_none_or(|until| until > from)
    {
        return Err(Misfit::DoubleDeposit);
    }
    one.memberships.push(Membership {
        kind,
        deposit: record.date,
        from,
        line: record.line,
        withdrawn: None,
        denounced: None,
        binds: None,
        until: None,
    });
    match one.signature {
        None if kind.needs_signature() => Err(Misfit::NeverSigned),
        Some(signature) if record.date.certainly_before(signature.when) => {
            Err(Misfit::BeforeSignature)
        }
        _ => Ok(()),
    }
}

fn withdraw(one: &mut Participation, record: &Record) -> Result<(), Misfit> {
    let open = one.memberships.last_mut();
    let open = open.filter(|last| last.withdrawn.is_none() && last.denounced.is_none());
    open.ok_or(Misfit::NothingToWithdraw)?.withdrawn = Some(done(record));
    Ok(())
}

/// Whether the State was a Party when it denounced is asked once the entry into force is known.
fn denounce(one: &mut Participation, record: &Record, terms: &Terms) -> Result<(), Misfit> {
    let open = one.memberships.last_mut();
    let open = open.filter(|last| last.withdrawn.is_none());
    let last = open.ok_or(Misfit::NotAParty)?;
    if last.denounced.is_some() {
        return Err(Misfit::DenouncedTwice);
    }
    let received = done(record);
    last.denounced = Some(received);
    last.until = Some(years_after(received.on, terms.denunciation_years));
    Ok(())
}

fn done(record: &Record) -> Done {
    Done {
        on: record.counts_from(),
        line: record.line,
    }
}
