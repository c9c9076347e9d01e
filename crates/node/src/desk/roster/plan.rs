//! What a shift may be, and where nobody is on call: decided from the roster alone.

use comity_wire::problem::FieldError;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

use super::{OnShift, Shift, fault};
use crate::refusal::Refusal;

/// The longest shift, in days.
pub const SHIFT_DAYS_MAX: i64 = 7;
/// The shortest shift.
const SHORTEST: SignedDuration = SignedDuration::from_mins(15);
/// A shift that begins now was typed a moment ago.
const BEGUN_AGO_MAX: SignedDuration = SignedDuration::from_mins(15);
/// How far ahead a roster is made, in days.
const AHEAD_DAYS_MAX: i64 = 366;
/// Shifts of a roster.
const SHIFTS_MAX: usize = 500;

/// A shift that somebody wants to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftAsked {
    /// The officer's identifier.
    pub officer: String,
    /// When it begins; `None` where what was typed is no time.
    pub from: Option<Timestamp>,
    /// When it ends; `None` where what was typed is no time.
    pub to: Option<Timestamp>,
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
        faults.push(fault(
            "officer",
            "an officer who holds the role of duty officer",
        ));
    }
    if shifts.len() >= SHIFTS_MAX {
        faults.push(fault(
            "from",
            "no more than 500 shifts; take some out first",
        ));
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
            let expected = format!(
                "a time in which nobody else is on call; {} is from {} to {}",
                other.officer, other.from, other.to
            );
            Err(Refusal::Invalid(vec![fault("from", expected)]))
        }
    }
}

fn begins(
    from: Option<Timestamp>,
    now: Timestamp,
    faults: &mut Vec<FieldError>,
) -> Option<Timestamp> {
    let expected = match from {
        None => "a day and a time".to_owned(),
        Some(from) if now.duration_since(from) > BEGUN_AGO_MAX => "a time that is not past".into(),
        Some(from) if from.duration_since(now) > days(AHEAD_DAYS_MAX) => {
            format!("a time within {AHEAD_DAYS_MAX} days")
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
    let expected = match (from, to) {
        (_, None) => "a day and a time".to_owned(),
        (Some(from), Some(to)) if to.duration_since(from) < SHORTEST => {
            format!(
                "a time at least {} minutes after the beginning",
                SHORTEST.as_mins()
            )
        }
        (Some(from), Some(to)) if to.duration_since(from) > days(SHIFT_DAYS_MAX) => {
            format!("a time at most {SHIFT_DAYS_MAX} days after the beginning")
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
