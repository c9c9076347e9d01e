//! From records to the status: all of them are judged together, and either all stand or none.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::act::Record;
use super::entry::{Deposit, Entry, running};
use super::later::{self, LaterInstrument};
use super::misfit::{Depends, InvalidLine, InvalidLines, Misfit, unless};
use super::participants::{ParticipantKind, Participants};
use super::participation::Participation;
use super::table::{Damage, Table};
use super::terms::Terms;
use super::{joining, organisations, reserving};
use crate::party::StateCode;

/// The shipped table: what public sources showed, with date and confidence. Never the depositary's word.
const SEED: &[u8] = include_bytes!("../../data/treaty-status.csv");

/// Who has done what, and what follows for any day. Built from records that were valid together; never changed.
#[derive(Debug, Clone)]
pub struct Status {
    pub(super) terms: Terms,
    pub(super) table: Table,
    /// By code.
    pub(super) states: Vec<Participation>,
    pub(super) entry: Option<Entry>,
    /// How many counted instruments are deposited at the end of each day on which that changes.
    pub(super) counted: Vec<(Date, i32)>,
    pub(super) later: Vec<LaterInstrument>,
    /// From which source day on nothing is known any more; `None` for no records.
    pub(super) as_of: Option<Date>,
}

impl Status {
    /// The status the shipped table shows.
    pub fn seed() -> Result<Self, InvalidLines> {
        Self::parse(SEED, Participants::united_nations(), &Terms::CONVENTION)
    }

    /// The status of a table, or everything that is wrong with it, in its form and as a whole.
    pub fn parse(
        table: &[u8],
        participants: &Participants,
        terms: &Terms,
    ) -> Result<Self, InvalidLines> {
        let (table, damage) = Table::salvage(table, participants);
        judge(table, damage, participants, terms)
    }

    /// The status of records, or everything they get wrong together.
    pub fn of(
        table: Table,
        participants: &Participants,
        terms: &Terms,
    ) -> Result<Self, InvalidLines> {
        judge(table, Damage::default(), participants, terms)
    }

    /// The terms it is computed with.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The table it was built from.
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// Everyone who did anything, by code.
    pub fn states(&self) -> &[Participation] {
        &self.states
    }

    /// What one State did.
    pub fn state(&self, code: StateCode) -> Option<&Participation> {
        let place = self.states.binary_search_by_key(&code, |one| one.state);
        place.ok().map(|place| &self.states[place])
    }

    /// General entry into force, once enough instruments are in the table.
    pub const fn entry(&self) -> Option<Entry> {
        self.entry
    }

    /// Amendments and protocols.
    pub fn later_instruments(&self) -> &[LaterInstrument] {
        &self.later
    }

    /// The day of the newest source; nothing later can be known from the table.
    pub const fn as_of(&self) -> Option<Date> {
        self.as_of
    }
}

fn judge(
    table: Table,
    damage: Damage,
    participants: &Participants,
    terms: &Terms,
) -> Result<Status, InvalidLines> {
    let mut faults = Vec::new();
    let acts = acts(&table.records);
    let mut states = begin(&acts, participants, terms, &mut faults);
    for place in 0..states.len() {
        let acts = &acts[&states[place].state];
        reserving::object(&mut states, place, acts, &mut faults);
    }
    organisations::check(&states, &table.records, participants, &mut faults);
    let deposits = deposits(&states);
    let entry = Entry::of(&deposits, terms.entry);
    bind(&mut states, entry, terms, &mut faults);
    organisations::leave_with_members(&mut states, participants);
    let dated = by_day(&table.records);
    let later = later::collect(&mut states, &dated, entry, terms, &mut faults);
    let faults = credible(faults, damage, &table.records);
    let as_of = table.records.iter().map(|record| record.as_of).max();
    let whole = Status {
        terms: *terms,
        table,
        states,
        entry,
        counted: running(steps(&deposits)),
        later,
        as_of,
    };
    unless(faults, whole)
}

/// Each State's acts, in the order of days; of one day, in the order in which one act needs another.
fn acts(records: &[Record]) -> BTreeMap<StateCode, Vec<&Record>> {
    let mut acts: BTreeMap<StateCode, Vec<&Record>> = BTreeMap::new();
    for record in records {
        if let Some(state) = record.state {
            acts.entry(state).or_default().push(record);
        }
    }
    for of_state in acts.values_mut() {
        of_state.sort_by_key(|record| (record.counts_from(), record.act.rank(), record.line));
    }
    acts
}

fn begin(
    acts: &BTreeMap<StateCode, Vec<&Record>>,
    participants: &Participants,
    terms: &Terms,
    faults: &mut Vec<InvalidLine>,
) -> Vec<Participation> {
    let mut states = Vec::with_capacity(acts.len());
    for (&state, acts) in acts {
        let kind = participants.kind(state);
        let kind = kind.unwrap_or(ParticipantKind::Exercise);
        let mut one = Participation::new(state, kind);
        joining::join(&mut one, acts, terms, faults);
        reserving::reserve(&mut one, acts, faults);
        states.push(one);
    }
    states
}

/// The instruments that count, Art 65(1): an organisation's never does.
fn deposits(states: &[Participation]) -> Vec<Deposit> {
    let counted = states.iter().filter(|one| one.counts());
    counted
        .flat_map(|one| &one.memberships)
        .map(|one| Deposit {
            on: one.deposit,
            withdrawn: one.withdrawn.map(|done| done.on),
        })
        .collect()
}

fn steps(deposits: &[Deposit]) -> Vec<(Date, i32)> {
    let made = deposits.iter().filter_map(|one| one.on.latest());
    let taken_back = deposits.iter().filter_map(|one| one.withdrawn);
    made.map(|day| (day, 1))
        .chain(taken_back.map(|day| (day, -1)))
        .collect()
}

/// From when each instrument binds, and whether withdrawals and denunciations were possible when they were made.
fn bind(
    states: &mut [Participation],
    entry: Option<Entry>,
    terms: &Terms,
    faults: &mut Vec<InvalidLine>,
) {
    for one in states.iter_mut().flat_map(|state| &mut state.memberships) {
        one.binds = entry.map(|entry| entry.binds_from(one.deposit, terms.entry));
        if let Some(withdrawn) = one.withdrawn
            && one.binds.is_some_and(|(from, _)| from <= withdrawn.on)
        {
            let misfit = Misfit::WithdrawnTooLate;
            faults.push(late(withdrawn.line, "instrument_withdrawal", misfit));
        }
        if let Some(denounced) = one.denounced
            && one.binds.is_none_or(|(from, _)| denounced.on < from)
        {
            faults.push(late(denounced.line, "denunciation", Misfit::NotAParty));
        }
    }
}

fn late(line: u32, field: &str, misfit: Misfit) -> InvalidLine {
    InvalidLine::new(line, field, misfit, "")
}

fn by_day(records: &[Record]) -> Vec<&Record> {
    let mut dated: Vec<&Record> = records.iter().collect();
    dated.sort_by_key(|one| {
        (
            one.counts_from(),
            later::rank(&one.act),
            one.state,
            one.line,
        )
    });
    dated
}

/// The faults of form, and those of the whole that no unreadable line could explain. A missing line makes others look
/// wrong; to name those would send people to the wrong place.
fn credible(found: Vec<InvalidLine>, damage: Damage, records: &[Record]) -> Vec<InvalidLine> {
    if damage.faults.is_empty() {
        return found;
    }
    let state_of = |line: u32| {
        let record = records.iter().find(|record| record.line == line);
        record.and_then(|record| record.state)
    };
    let unhurt = |fault: &InvalidLine| {
        state_of(fault.line).is_some_and(|state| !damage.states.contains(state.as_str()))
    };
    let stands = |fault: &InvalidLine| match fault.misfit.depends() {
        Depends::Alone => true,
        Depends::OnState => unhurt(fault),
        Depends::OnAll => false,
    };
    let mut all: Vec<InvalidLine> = found.into_iter().filter(stands).collect();
    all.extend(damage.faults);
    all
}
