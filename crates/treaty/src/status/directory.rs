//! The depositary's record beside the register's signed statement about a State.
//!
//! Since when a State is bound, and until when, is for the statement: it is signed, and a table is not. What the statement
//! does not say, the record adds: reservations, and objections that keep the Convention from being in force between two
//! States. Where both say something and it differs, the statement counts and [`doubts`] names the difference.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::Serialize;

use super::{
    BetweenTwo, Effect, Missing, Participants, Participation, Provision, Status, Terms, bound,
    standing_on,
};
use crate::law::ConventionOffence;
use crate::party::{PartyFacts, StateCode, precluded_between};

/// A day on which the record and the statement differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The State.
    pub state: StateCode,
    /// What the day is of.
    pub about: About,
    /// What the record says; none where it knows of nothing.
    pub recorded: Option<Date>,
    /// What the register's statement says.
    pub vouched: Option<Date>,
}

/// What a day is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The Convention binds the State from then on, Art 65.
    Bound,
    /// It no longer does, Art 67.
    Left,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = match self.about {
            About::Bound => "is a Party from",
            About::Left => "leaves on",
        };
        let day = |day: Option<Date>| day.map_or("no day".to_owned(), |day| day.to_string());
        let (recorded, vouched) = (day(self.recorded), day(self.vouched));
        write!(
            f,
            "{} {about} {vouched} as the register vouches, and {recorded} as the depositary's record says",
            self.state
        )
    }
}

/// Adds to the facts what the record knows and the register's statement does not say.
pub fn supplement(status: &Status, facts: &mut PartyFacts, now: Timestamp) {
    let on = day(now);
    let Some(one) = status.state(facts.state) else {
        return;
    };
    let excluded = ConventionOffence::ALL
        .iter()
        .copied()
        .filter(|offence| excludes(one, whole(offence.article_number()), on));
    facts.excluded_offences.extend(excluded);
    let reserved = |provision: Provision| {
        one.reservations()
            .iter()
            .any(|r| r.provision == provision && r.stands(on))
    };
    facts.preservation_reservation |= "42(5)".parse().is_ok_and(reserved);
    facts.not_towards.extend(precluded(status, facts.state, on));
}

/// The facts about a State of which the register says nothing: what the record alone knows.
pub fn recorded(status: &Status, state: StateCode, now: Timestamp) -> PartyFacts {
    let mut facts = PartyFacts::unknown(state);
    let standing = standing_on(status, state, day(now));
    facts.party_since = standing.and_then(|s| s.party_from).map(midnight);
    facts.denounced_from = standing.and_then(|s| s.until).map(midnight);
    supplement(status, &mut facts, now);
    facts
}

/// What the facts of two States say of a day: those of a decision, the register's statement among them. The same answer as
/// [`in_force_between`](crate::party::in_force_between) at the end of that day, with its reasons.
pub fn between_facts(one: &PartyFacts, other: &PartyFacts, on: Date) -> BetweenTwo {
    let both = [one, other];
    let mut missing: Vec<Missing> = if one.state == other.state {
        vec![Missing::AnotherState]
    } else {
        both.iter().filter_map(|party| lacks(party, on)).collect()
    };
    if precluded_between(one, other) {
        missing.push(Missing::EndOfPreclusion);
    }
    let since = both.iter().filter_map(|party| party.party_since.map(day));
    let until = both
        .iter()
        .filter_map(|party| party.denounced_from.map(day));
    match since.max() {
        Some(since) if missing.is_empty() => BetweenTwo::Yes {
            since,
            until: until.min(),
            exact: true,
        },
        _ => BetweenTwo::No {
            missing,
            earliest: None,
        },
    }
}

fn lacks(party: &PartyFacts, on: Date) -> Option<Missing> {
    let state = party.state;
    if let Some(since) = party.denounced_from.map(day).filter(|until| *until <= on) {
        return Some(Missing::Return { state, since });
    }
    let Some(from) = party.party_since.map(day) else {
        let (opens, closes) = (
            Terms::CONVENTION.signature_opens,
            Terms::CONVENTION.signature_closes,
        );
        return Some(Missing::Instrument {
            state,
            signed: false,
            can_sign: (opens..=closes).contains(&on),
        });
    };
    let joined_later = false;
    (from > on).then_some(Missing::Days {
        state,
        from,
        joined_later,
    })
}

/// Where the record and the register's statement differ. A code that stands for no State of the world has no record.
pub fn doubts(status: &Status, vouched: &PartyFacts, now: Timestamp) -> Vec<Doubt> {
    let participant = Participants::united_nations().get(vouched.state);
    if participant.is_none() {
        return Vec::new();
    }
    let standing = standing_on(status, vouched.state, day(now));
    let pairs = [
        (
            About::Bound,
            standing.and_then(|s| s.party_from),
            vouched.party_since,
        ),
        (
            About::Left,
            standing.and_then(|s| s.until),
            vouched.denounced_from,
        ),
    ];
    let differ = pairs.map(|(about, recorded, since)| Doubt {
        state: vouched.state,
        about,
        recorded,
        vouched: since.map(day),
    });
    differ
        .into_iter()
        .filter(|doubt| doubt.recorded != doubt.vouched)
        .collect()
}

fn excludes(one: &Participation, provision: Option<Provision>, on: Date) -> bool {
    let Some(provision) = provision else {
        return false;
    };
    let whole =
        |r: &&super::Reservation| r.effect == Effect::Excludes && r.provision.contains(provision);
    one.reservations()
        .iter()
        .filter(whole)
        .any(|r| r.stands(on))
}

fn whole(article: u8) -> Option<Provision> {
    article.to_string().parse().ok()
}

/// The States towards which an objection, of either, keeps the Convention from being in force.
fn precluded(status: &Status, state: StateCode, on: Date) -> Vec<StateCode> {
    let others = status
        .states()
        .iter()
        .filter(|other| objects(other, state) || is_objected(status, state, other.state));
    let apart = |other: &StateCode| bound(status, state, *other, on).is_precluded();
    others.map(|other| other.state).filter(apart).collect()
}

fn objects(by: &Participation, to: StateCode) -> bool {
    by.objections()
        .iter()
        .any(|one| one.precluding && one.to == to)
}

fn is_objected(status: &Status, by: StateCode, to: StateCode) -> bool {
    status.state(by).is_some_and(|one| objects(one, to))
}

fn day(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

fn midnight(day: Date) -> Timestamp {
    let start = day.to_datetime(Time::midnight());
    Offset::UTC.to_timestamp(start).unwrap_or(Timestamp::MAX)
}
