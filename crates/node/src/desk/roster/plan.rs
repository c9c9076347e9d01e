//! What a shift may be, and where nobody is on call: decided from the roster alone.

use comity_treaty::Sentence;
use comity_wire::problem::FieldError;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

use super::{OnShift, Shift, fault};
use crate::expected;
use crate::refusal::Refusal;

/// The longest shift, in days.
pub const SHIFT_DAYS_MAX: i64 = 7;
/// The shortest shift.
const SHORTEST: SignedDuration = SignedDuration::from_mins(15);
/// A shift that begins now was typed a moment ago.
const BEGUN_AGO_MAX: SignedDuration = SignedDuration::from_mins(15);
/// How far ahead a roster is made, in days.
const AHEAD_DAYS_MAX: i64 = 366;
/// Shifts of a roster that have not ended, and those of it that have and are still kept.
const SHIFTS_MAX: usize = 500;
/// How long a shift that has ended stays in the roster.
const KEPT: SignedDuration = SignedDuration::from_hours(31 * 24);

/// A shift that somebody wants to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftAsked {
    /// The officer's identifier.
    pub officer: String,
    /// When it begins; `None` where what was typed is no time.
    pub from: Option<Timestamp>,
    /// When it ends; `None` where what was typed is no time.
    pub to: Option<Timestamp>,
    /// The time zone in which it was typed, and in which is told what is wrong with it.
    pub zone: TimeZone,
}

/// What a shift that somebody wants to enter is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    New(Timestamp, Timestamp),
    /// The same one stands in the roster.
    There,
}

/// Reads it against the roster: every fault at once, each with its field.
pub(super) fn read(
    asked: &ShiftAsked,
    shifts: &[Shift],
    officers: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<Read, Refusal> {
    let mut faults = Vec::new();
    if !officers.contains_key(&asked.officer) {
        faults.push(fault("officer", expected::DUTY_OFFICER));
    }
    if shifts.iter().filter(|shift| shift.to > now).count() >= SHIFTS_MAX {
        faults.push(fault("from", expected::SHIFTS.with("number", SHIFTS_MAX)));
    }
    let from = begins(asked.from, now, &mut faults);
    let to = ends(asked.to, from, &mut faults);
    let (Some(from), Some(to), []) = (from, to, &faults[..]) else {
        return Err(Refusal::Invalid(faults));
    };
    let same =
        |shift: &&Shift| (&shift.officer, shift.from, shift.to) == (&asked.officer, from, to);
    if shifts.iter().any(|shift| same(&shift)) {
        return Ok(Read::There);
    }
    match shifts
        .iter()
        .find(|shift| shift.from < to && from < shift.to)
    {
        None => Ok(Read::New(from, to)),
        Some(other) => {
            let name = officers.get(&other.officer).unwrap_or(&other.officer);
            let expected = taken(name, other, &asked.zone);
            Err(Refusal::Invalid(vec![fault("from", expected)]))
        }
    }
}

/// Whose the time is, as the one who typed reads times.
fn taken(name: &str, other: &Shift, zone: &TimeZone) -> Sentence {
    let typed = |at: Timestamp| {
        let at = at.to_zoned_datetime(zone.clone()).datetime();
        at.strftime("%Y-%m-%d %H:%M").to_string()
    };
    expected::FREE
        .with("name", name)
        .with("from", typed(other.from))
        .with("to", typed(other.to))
        .with("zone", zone.iana_name().unwrap_or("UTC"))
}

/// Forgets what ended long ago, and of what ended since then the earliest where it is too much: two officers can take a
/// shift from each other as often as they like.
pub(super) fn keep(shifts: &mut Vec<Shift>, now: Timestamp) {
    shifts.retain(|shift| now.duration_since(shift.to) < KEPT);
    shifts.sort_by_key(|shift| shift.to);
    let ended = shifts.iter().filter(|shift| shift.to <= now).count();
    shifts.drain(..ended.saturating_sub(SHIFTS_MAX));
}

fn begins(
    from: Option<Timestamp>,
    now: Timestamp,
    faults: &mut Vec<FieldError>,
) -> Option<Timestamp> {
    let expected: Sentence = match from {
        None => expected::MOMENT.into(),
        Some(from) if now.duration_since(from) > BEGUN_AGO_MAX => expected::NOT_PAST.into(),
        Some(from) if from.duration_since(now) > days(AHEAD_DAYS_MAX) => {
            expected::AHEAD.with("number", AHEAD_DAYS_MAX.unsigned_abs())
        }
        Some(from) => return Some(from),
    };
    faults.push(fault("from", expected));
    None
}

fn ends(
    to: Option<Timestamp>,
    from: Option<Timestamp>,
    faults: &mut Vec<FieldError>,
) -> Option<Timestamp> {
    let expected: Sentence = match (from, to) {
        (_, None) => expected::MOMENT.into(),
        (Some(from), Some(to)) if to.duration_since(from) < SHORTEST => {
            expected::SHORTEST.with("number", SHORTEST.as_mins().unsigned_abs())
        }
        (Some(from), Some(to)) if to.duration_since(from) > days(SHIFT_DAYS_MAX) => {
            expected::LONGEST.with("number", SHIFT_DAYS_MAX.unsigned_abs())
        }
        (_, Some(to)) => return Some(to),
    };
    faults.push(fault("to", expected));
    None
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// The times between `from` and `to` in which nobody is on call. The shifts stand in their order.
pub(super) fn gaps(
    shifts: &[OnShift],
    from: Timestamp,
    to: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let mut gaps = Vec::new();
    let mut covered = from;
    for shift in shifts.iter().filter(|shift| shift.holds) {
        let begins = shift.from.min(to);
        if begins > covered {
            gaps.push((covered, begins));
        }
        covered = covered.max(shift.to.min(to));
    }
    if covered < to {
        gaps.push((covered, to));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::roster::Roster;

    fn at(hours: i64) -> Timestamp {
        let began: Timestamp = "2027-03-01T00:00:00Z".parse().expect("a time");
        began + SignedDuration::from_hours(hours)
    }

    fn shift(officer: &str, from: i64, to: i64) -> Shift {
        Shift {
            id: format!("{officer}{from}"),
            officer: officer.into(),
            from: at(from),
            to: at(to),
            by: "juno".into(),
        }
    }

    fn told(officer: &str, from: Option<Timestamp>, to: Option<Timestamp>) -> String {
        let officers = ["ida", "noor"].map(|id| (id.to_owned(), id.to_uppercase()));
        let asked = ShiftAsked {
            officer: officer.into(),
            from,
            to,
            zone: TimeZone::UTC,
        };
        let there = [shift("noor", 10, 20)];
        match read(&asked, &there, &officers.into(), at(0)) {
            Ok(Read::New(..)) => "new".into(),
            Ok(Read::There) => "there".into(),
            Err(Refusal::Invalid(faults)) => {
                let fields = faults.iter().map(|fault| fault.field.as_str());
                fields.collect::<Vec<_>>().join(" ")
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_shift_that_cannot_be_is_told_beside_its_fields() {
        let hours = |officer, from, to| told(officer, Some(at(from)), Some(at(to)));
        for (officer, from, to, said) in [
            ("ida", 0, 10, "new"),
            ("ida", 20, 28, "new"),
            ("ida", 0, 7 * 24, "from"),
            ("ida", 24, 24 + 7 * 24, "new"),
            ("ida", 24, 25 + 7 * 24, "to"),
            ("ida", 24, 24, "to"),
            ("ida", 24, 23, "to"),
            ("ida", -1, 8, "from"),
            ("ida", 367 * 24, 368 * 24, "from"),
            ("ida", 9, 11, "from"),
            ("ida", 11, 12, "from"),
            ("ida", 19, 21, "from"),
            ("noor", 10, 20, "there"),
            ("noor", 10, 19, "from"),
            ("uma", 20, 28, "officer"),
            ("", 20, 19, "officer to"),
        ] {
            assert_eq!(hours(officer, from, to), said, "{officer} {from} {to}");
        }
        assert_eq!(told("uma", None, None), "officer from to");
        assert_eq!(
            told("ida", Some(Timestamp::MAX), Some(Timestamp::MAX)),
            "from"
        );
        assert_eq!(
            told("ida", Some(Timestamp::MIN), Some(Timestamp::MAX)),
            "from"
        );
        assert_eq!(told("ida", Some(at(0)), Some(Timestamp::MAX)), "to");
        let typed_a_moment_ago = at(0) - SignedDuration::from_mins(14);
        assert_eq!(told("ida", Some(typed_a_moment_ago), Some(at(8))), "new");
    }

    #[test]
    fn whose_the_time_is_is_told_by_name_and_in_the_zone_of_who_typed() {
        let zone = TimeZone::get("Africa/Nairobi").expect("a zone");
        assert_eq!(
            taken("Noor Vale", &shift("noor", 10, 22), &zone).to_string(),
            "a time in which nobody else is on call; Noor Vale is from 2027-03-01 13:00 to 2027-03-02 01:00 (Africa/Nairobi)"
        );
    }

    #[test]
    fn what_has_ended_neither_fills_the_roster_nor_grows_without_end() {
        let officers = [("ida".to_owned(), "Ida".to_owned())].into();
        let asked = |from, to| ShiftAsked {
            officer: "ida".into(),
            from: Some(at(from)),
            to: Some(at(to)),
            zone: TimeZone::UTC,
        };
        let now = at(10_000);
        let mut shifts: Vec<Shift> = (0..10_000).map(|at| shift("ida", at, at + 1)).collect();
        shifts.push(shift("ida", 10_000, 10_001));
        shifts.swap(3, 10_000);
        keep(&mut shifts, now);
        assert_eq!((shifts.len(), shifts[0].from), (501, at(9_500)));
        let new = read(&asked(10_001, 10_002), &shifts, &officers, now);
        assert!(matches!(new, Ok(Read::New(..))), "{new:?}");
        shifts.extend((10_001..10_500).map(|at| shift("ida", at, at + 1)));
        let full = read(&asked(10_500, 10_501), &shifts, &officers, now);
        assert!(matches!(full, Err(Refusal::Invalid(_))), "{full:?}");
        keep(&mut shifts, now + KEPT);
        assert_eq!(shifts[0].from, at(10_000), "what ended a month ago is gone");
    }

    fn on(officer: &str, from: i64, to: i64) -> OnShift {
        OnShift {
            id: String::new(),
            officer: officer.into(),
            name: officer.into(),
            from: at(from),
            to: at(to),
            holds: officer != "gone",
        }
    }

    #[test]
    fn who_is_on_call_who_is_next_and_when_nobody_is() {
        let shifts = vec![
            on("ida", -1, 8),
            on("ida", 8, 10),
            on("gone", 10, 12),
            on("noor", 12, 100),
            on("ida", 160, 200),
        ];
        let roster = |now: i64| Roster {
            now: at(now),
            shifts: shifts.clone(),
        };
        for (now, on_call, next) in [
            (-2, None, Some("ida")),
            (-1, Some("ida"), Some("noor")),
            (0, Some("ida"), Some("noor")),
            (8, Some("ida"), Some("noor")),
            (11, None, Some("noor")),
            (12, Some("noor"), Some("ida")),
            (100, None, Some("ida")),
            (160, Some("ida"), None),
            (200, None, None),
        ] {
            let roster = roster(now);
            let found = roster.on_call().map(|shift| shift.officer.as_str());
            assert_eq!(found, on_call, "at {now}");
            let found = roster.next().map(|shift| shift.officer.as_str());
            assert_eq!(found, next, "next at {now}");
        }
        let gaps = |now: i64| roster(now).gaps();
        assert_eq!(gaps(0), [(at(10), at(12)), (at(100), at(160))]);
        assert_eq!(gaps(120), [(at(120), at(160)), (at(200), at(288))]);
        assert_eq!(gaps(200), [(at(200), at(368))]);
        let whole = Roster {
            now: at(0),
            shifts: vec![on("ida", 0, 168), on("noor", 168, 200)],
        };
        assert_eq!(whole.gaps(), []);
    }
}
