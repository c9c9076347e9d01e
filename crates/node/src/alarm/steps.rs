//! Who is told when: decided from what is known, without reading or sending anything.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::config::AlarmConfig;
use super::items::Item;

/// The step that tells those whom `node.toml` names. It is repeated until somebody answers.
pub(crate) const LAST: u32 = 3;

/// How long each step waits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// For an answer, before the next step.
    pub step: SignedDuration,
    /// Before the last one is repeated.
    pub again: SignedDuration,
}

impl From<&AlarmConfig> for Pace {
    fn from(config: &AlarmConfig) -> Self {
        Self {
            step: SignedDuration::from_mins(config.step_minutes.into()),
            again: SignedDuration::from_mins(config.again_minutes.into()),
        }
    }
}

/// Somebody who is told by e-mail, and how they read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub address: String,
    /// Language code.
    pub language: String,
    /// IANA name; UTC where none is known.
    pub zone: Option<String>,
}

/// Who could be told now.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    /// Who is on call, where they have an address.
    pub on_call: Option<Recipient>,
    /// The next one in the roster.
    pub next: Option<Recipient>,
    /// Whom `node.toml` names.
    pub escalation: Vec<Recipient>,
}

/// A step for some of the items.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub step: u32,
    /// Their places among the items.
    pub items: Vec<usize>,
    pub to: Vec<Recipient>,
}

/// The step that this item takes now. Each waits for the one before: after a stop of the node none is skipped, and none is
/// taken twice.
pub(crate) fn due_step(item: &Item, now: Timestamp, pace: Pace) -> Option<u32> {
    let wait = if item.step < LAST {
        pace.step
    } else {
        pace.again
    };
    let waited = now.duration_since(item.called.unwrap_or(item.since));
    // The clock was set back far: whoever trusted the old time would be silent until it comes again.
    let lost = -waited > wait;
    (item.answered.is_none() && (waited >= wait || lost)).then_some((item.step + 1).min(LAST))
}

/// Whom a step tells. Where nobody is there to be told, the step after it tells its own at once.
pub(crate) fn told_by(step: u32, people: &People) -> Vec<Recipient> {
    let one = |who: &Option<Recipient>| who.iter().cloned().collect::<Vec<_>>();
    let all = [
        one(&people.on_call),
        one(&people.next),
        people.escalation.clone(),
    ];
    let from = (step.clamp(1, LAST) - 1) as usize;
    let later = all[from..].iter().find(|some| !some.is_empty());
    // The last step has nobody behind it: then whoever is there is told again.
    let found = later.or_else(|| all.iter().find(|some| !some.is_empty()));
    let mut told = found.cloned().unwrap_or_default();
    if step >= LAST {
        told.extend(people.on_call.iter().cloned());
    }
    told.sort_by(|one, other| one.address.cmp(&other.address));
    told.dedup_by(|one, other| one.address == other.address);
    told
}

/// The steps that are taken now: one call for all items at the same step, so that many requests are no flood of messages.
pub(crate) fn take(items: &[Item], people: &People, pace: Pace, now: Timestamp) -> Vec<Taken> {
    let of_step = |step: u32| Taken {
        step,
        items: (0..items.len())
            .filter(|place| due_step(&items[*place], now, pace) == Some(step))
            .collect(),
        to: told_by(step, people),
    };
    let all = (1..=LAST).map(of_step);
    all.filter(|taken| !taken.items.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        let began: Timestamp = "2027-03-01T02:00:00Z".parse().expect("a time");
        began + SignedDuration::from_mins(minutes)
    }

    fn item(since: i64, step: u32, called: Option<i64>, answered: bool) -> Item {
        Item {
            since: at(since),
            step,
            called: called.map(at),
            answered: answered.then(|| ("ida".to_owned(), at(0))),
        }
    }

    const PACE: Pace = Pace {
        step: SignedDuration::from_mins(10),
        again: SignedDuration::from_mins(60),
    };

    #[test]
    fn each_step_waits_for_the_one_before() {
        for (step, called, now, next) in [
            (0, None, 9, None),
            (0, None, 10, Some(1)),
            // The node stood still: the first step is not skipped.
            (0, None, 500, Some(1)),
            (1, Some(10), 19, None),
            (1, Some(10), 20, Some(2)),
            (2, Some(20), 29, None),
            (2, Some(20), 30, Some(3)),
            (3, Some(30), 89, None),
            (3, Some(30), 90, Some(3)),
            // The clock was set back: a little, and far.
            (1, Some(10), 5, None),
            (1, Some(10), 0, None),
            (1, Some(10), -1, Some(2)),
            (3, Some(30), -30, None),
            (3, Some(30), -31, Some(3)),
            (0, None, -11, Some(1)),
        ] {
            let open = item(0, step, called, false);
            assert_eq!(due_step(&open, at(now), PACE), next, "{step} at {now}");
            let answered = item(0, step, called, true);
            assert_eq!(due_step(&answered, at(now), PACE), None);
        }
    }

    fn person(name: &str) -> Recipient {
        Recipient {
            address: format!("{name}@xaa.example"),
            language: "en".into(),
            zone: None,
        }
    }

    #[test]
    fn whoever_is_missing_is_passed_over_and_somebody_is_always_told() {
        // On call, next, escalation: who is there, and who is told at each of the three steps.
        for (there, first, second, third) in [
            ("cne", "c", "n", "ce"),
            ("cn", "c", "n", "c"),
            ("ce", "c", "e", "ce"),
            ("c", "c", "c", "c"),
            ("ne", "n", "n", "e"),
            ("n", "n", "n", "n"),
            ("e", "e", "e", "e"),
            ("", "", "", ""),
        ] {
            let who = |name: &str| there.contains(name).then(|| person(name));
            let people = People {
                on_call: who("c"),
                next: who("n"),
                escalation: who("e").into_iter().collect(),
            };
            for (step, told) in [(1, first), (2, second), (3, third)] {
                let found = told_by(step, &people);
                let found: String = found.iter().map(|one| &one.address[..1]).collect();
                assert_eq!(found, told, "{there:?} at step {step}");
            }
        }
    }

    #[test]
    fn what_takes_the_same_step_is_one_call() {
        let people = People {
            on_call: Some(person("c")),
            ..People::default()
        };
        let items = [
            item(0, 0, None, false),
            item(1, 0, None, false),
            item(5, 0, None, false),
            item(-50, 1, Some(-40), false),
            item(-50, 1, Some(-40), true),
        ];
        let taken = take(&items, &people, PACE, at(11));
        let said: Vec<(u32, Vec<usize>)> =
            taken.into_iter().map(|one| (one.step, one.items)).collect();
        assert_eq!(said, [(1, vec![0, 1]), (2, vec![3])]);
        assert_eq!(take(&items[..3], &people, PACE, at(9)), []);
        assert_eq!(take(&items[3..], &people, PACE, at(-45)), []);
    }
}
