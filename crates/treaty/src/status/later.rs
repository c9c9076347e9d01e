//! Amendments (Art 66) and protocols (Arts 61, 62): adopted after their thresholds, binding on those that consent.

use jiff::civil::Date;
use serde::Serialize;

use super::act::{DepositaryAct, Record};
use super::entry::{Deposit, Entry};
use super::joining::fault;
use super::misfit::{InvalidLine, Misfit};
use super::participation::{Consent, Participation};
use super::terms::{EntryTerms, Terms, days_after, years_after};

/// Whether it changes the Convention or stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LaterKind {
    /// An amendment: for each Party from its own consent on, Art 66.
    Amendment,
    /// A protocol: by its own clause, once enough have consented, Art 61.
    Protocol {
        /// How it enters into force.
        entry: EntryTerms,
    },
}

/// An amendment or a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterInstrument {
    /// Its name in the table.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: LaterKind,
    /// When it was adopted; `None` for an amendment that is only proposed.
    pub adopted: Option<Date>,
    /// The general entry into force of a protocol.
    pub entry: Option<Entry>,
}

/// All of them, with the consents filled into `states`. The records come in the order of days.
pub(super) fn collect(
    states: &mut [Participation],
    records: &[&Record],
    entry: Option<Entry>,
    terms: &Terms,
    faults: &mut Vec<InvalidLine>,
) -> Vec<LaterInstrument> {
    let mut all: Vec<LaterInstrument> = Vec::new();
    for record in records {
        let outcome = match &record.act {
            DepositaryAct::AmendmentProposal { instrument } => {
                let judged = may_propose(states, record, entry, terms);
                judged.and(begin(&mut all, instrument, LaterKind::Amendment, None))
            }
            DepositaryAct::AmendmentAdoption { instrument } => adopt(&mut all, instrument, record),
            DepositaryAct::ProtocolAdoption { instrument, entry } => {
                let judged = enough_parties(states, record, terms);
                let (kind, on) = (LaterKind::Protocol { entry: *entry }, record.counts_from());
                judged.and(begin(&mut all, instrument, kind, Some(on)))
            }
            DepositaryAct::AmendmentConsent { instrument }
            | DepositaryAct::ProtocolConsent { instrument } => {
                consent(states, &all, instrument, record)
            }
            _ => continue,
        };
        if let Err(misfit) = outcome {
            faults.push(fault(record, misfit));
        }
    }
    for instrument in &mut all {
        enter(states, instrument, terms);
    }
    all
}

/// Where the act goes among those of one day: proposals and adoptions before consents.
pub(super) fn rank(act: &DepositaryAct) -> u8 {
    match act {
        DepositaryAct::AmendmentProposal { .. } => 0,
        DepositaryAct::AmendmentAdoption { .. } | DepositaryAct::ProtocolAdoption { .. } => 1,
        _ => 2,
    }
}

fn begin(
    all: &mut Vec<LaterInstrument>,
    name: &str,
    kind: LaterKind,
    adopted: Option<Date>,
) -> Result<(), Misfit> {
    if all.iter().any(|one| one.name == name) {
        return Err(Misfit::AdoptedTwice);
    }
    all.push(LaterInstrument {
        name: name.to_owned(),
        kind,
        adopted,
        entry: None,
    });
    Ok(())
}

fn may_propose(
    states: &[Participation],
    record: &Record,
    entry: Option<Entry>,
    terms: &Terms,
) -> Result<(), Misfit> {
    let on = record.counts_from();
    let proposer = states.iter().find(|one| Some(one.state) == record.state);
    if proposer.is_none_or(|one| one.bound_by(on).is_none()) {
        return Err(Misfit::NotAParty);
    }
    let opens = entry.map(|entry| years_after(entry.in_force, terms.amendments_after_years));
    let open = opens.is_some_and(|opens| opens <= on);
    open.then_some(()).ok_or(Misfit::ProposedTooEarly)
}

fn adopt(all: &mut [LaterInstrument], name: &str, record: &Record) -> Result<(), Misfit> {
    let proposed = all.iter_mut().find(|one| one.name == name);
    let proposed = proposed.ok_or(Misfit::UnknownInstrument)?;
    if proposed.adopted.is_some() {
        return Err(Misfit::AdoptedTwice);
    }
    proposed.adopted = Some(record.counts_from());
    Ok(())
}

fn enough_parties(states: &[Participation], record: &Record, terms: &Terms) -> Result<(), Misfit> {
    let on = record.counts_from();
    let is_party = |one: &&Participation| one.counts() && one.bound_by(on).is_some();
    let parties = states.iter().filter(is_party).count();
    (parties >= usize::from(terms.protocol_parties))
        .then_some(())
        .ok_or(Misfit::TooFewParties)
}

fn consent(
    states: &mut [Participation],
    all: &[LaterInstrument],
    name: &str,
    record: &Record,
) -> Result<(), Misfit> {
    let adopted = |one: &LaterInstrument| one.adopted.is_some_and(|on| on <= record.counts_from());
    let protocol = matches!(record.act, DepositaryAct::ProtocolConsent { .. });
    let of_kind =
        |one: &LaterInstrument| matches!(one.kind, LaterKind::Protocol { .. }) == protocol;
    if !all
        .iter()
        .any(|one| one.name == name && adopted(one) && of_kind(one))
    {
        return Err(Misfit::UnknownInstrument);
    }
    let state = states
        .iter_mut()
        .find(|one| Some(one.state) == record.state);
    let state = state.filter(|one| one.deposited(record.counts_from()).is_some());
    let state = state.ok_or(Misfit::NoConsentToConvention)?;
    if state.consents.iter().any(|one| one.instrument == name) {
        return Err(Misfit::ConsentedTwice);
    }
    state.consents.push(Consent {
        instrument: name.to_owned(),
        deposit: record.date,
        binds: None,
    });
    Ok(())
}

/// Computes from when the instrument binds each State that consented. Never before the Convention itself does.
fn enter(states: &mut [Participation], instrument: &mut LaterInstrument, terms: &Terms) {
    if let LaterKind::Protocol { entry } = instrument.kind {
        instrument.entry = Entry::of(&deposits(states, &instrument.name), entry);
    }
    for state in states {
        let convention = state.memberships.last().and_then(|last| last.binds);
        let mut consents = state.consents.iter_mut();
        let Some(consent) = consents.find(|one| one.instrument == instrument.name) else {
            continue;
        };
        let own = match (instrument.kind, instrument.entry) {
            (LaterKind::Amendment, _) => amendment_binds(consent, terms),
            (LaterKind::Protocol { entry }, Some(general)) => {
                Some(general.binds_from(consent.deposit, entry))
            }
            (LaterKind::Protocol { .. }, None) => None,
        };
        consent.binds = own
            .zip(convention)
            .map(|(own, convention)| (own.0.max(convention.0), own.1.max(convention.1)));
    }
}

fn amendment_binds(consent: &Consent, terms: &Terms) -> Option<(Date, Date)> {
    let days = |day| days_after(day, terms.amendment_days);
    let (latest, earliest) = (consent.deposit.latest()?, consent.deposit.earliest()?);
    Some((days(latest), days(earliest)))
}

/// The instruments that count towards a protocol's own threshold.
fn deposits(states: &[Participation], name: &str) -> Vec<Deposit> {
    let counted = states.iter().filter(|one| one.counts());
    counted
        .flat_map(|one| &one.consents)
        .filter(|one| one.instrument == name)
        .map(|one| Deposit {
            on: one.deposit,
            withdrawn: None,
        })
        .collect()
}

/// An amendment or protocol that binds two States, and from when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlsoInForce {
    /// Its name in the table.
    pub instrument: String,
    /// From when it binds both.
    pub since: Date,
    /// Whether no date known by its month alone bears on the day.
    pub exact: bool,
}

/// What binds both on the day besides the Convention.
pub(super) fn between(one: &Participation, other: &Participation, on: Date) -> Vec<AlsoInForce> {
    let binds = |state: &Participation, name: &str| {
        let consent = state.consents.iter().find(|c| c.instrument == name)?;
        let is_party = state.bound_by(on).is_some();
        consent.binds.filter(|(from, _)| is_party && *from <= on)
    };
    let mut both = Vec::new();
    for consent in &one.consents {
        let name = &consent.instrument;
        if let (Some(mine), Some(its)) = (binds(one, name), binds(other, name)) {
            both.push(AlsoInForce {
                instrument: name.clone(),
                since: mine.0.max(its.0),
                exact: mine.0.max(its.0) == mine.1.max(its.1),
            });
        }
    }
    both.sort_by(|a, b| a.instrument.cmp(&b.instrument));
    both
}
