//! What is urgent of what this State owes.

use comity_store::OwnObligation;
use comity_treaty::Duty;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Duties that a message of the other State brings, or its telephone call.
const WAITED_FOR: [Duty; 22] = [
    Duty::Acknowledge,
    Duty::AnswerQuestion,
    Duty::AnswerConsultation,
    Duty::AnswerEnquiry,
    Duty::AnswerConditions,
    Duty::AnswerOffer,
    Duty::AnswerConsent,
    Duty::AnswerOnwardTransfer,
    Duty::AnswerDisposal,
    Duty::AnswerAmendment,
    Duty::AnswerLead,
    Duty::AnswerTestCall,
    Duty::CallBack,
    Duty::AnswerCallBack,
    Duty::ConfirmSchedule,
    Duty::DecideRisk,
    Duty::DecideExtension,
    Duty::DecideRenewal,
    Duty::ObjectToLift,
    Duty::ReportMatch,
    Duty::Undo,
    Duty::FetchPackage,
];

/// How long after its date something still rouses people, day and night. What is older stands on the start page.
pub(crate) const ROUSES_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How urgent it is. What was answered as due is asked again once its date has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Another State waits, and the date is near.
    Due,
    /// The date has passed.
    Overdue,
}

impl Level {
    /// The word of it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }
}

/// Something urgent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Urgent {
    pub matter: Uuid,
    pub duty: String,
    pub level: Level,
}

impl Urgent {
    /// Names it among all that is urgent.
    pub fn id(&self) -> String {
        format!("{} {} {}", self.matter, self.duty, self.level.key())
    }

    /// The other way round.
    pub fn of(id: &str) -> Option<Self> {
        let mut parts = id.split(' ');
        let (matter, duty, level) = (parts.next()?, parts.next()?, parts.next()?);
        let level = [Level::Due, Level::Overdue]
            .into_iter()
            .find(|known| known.key() == level)?;
        Some(Self {
            matter: matter.parse().ok()?,
            duty: duty.to_owned(),
            level,
        })
    }
}

/// Whether another State waits for what is owed under this key.
pub fn is_waited_for(duty: &str) -> bool {
    WAITED_FOR.iter().any(|known| known.key() == duty)
}

/// What is urgent now: what another State waits for and is due within `within`, and whatever is overdue, but not for long.
pub(crate) fn urgent(
    owed: &[OwnObligation],
    now: Timestamp,
    within: SignedDuration,
) -> Vec<Urgent> {
    let level = |row: &OwnObligation| {
        let left = row.due.duration_since(now);
        if left <= SignedDuration::ZERO {
            (-left < ROUSES_FOR).then_some(Level::Overdue)
        } else {
            (left < within && is_waited_for(&row.key)).then_some(Level::Due)
        }
    };
    let one = |row: &OwnObligation| {
        level(row).map(|level| Urgent {
            matter: row.matter,
            duty: row.key.clone(),
            level,
        })
    };
    owed.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wait_for_is_urgent_near_its_date_and_everything_after_it() {
        let now: Timestamp = "2027-03-01T12:00:00Z".parse().expect("a time");
        let waited = Duty::Acknowledge.key();
        let own = Duty::Decide.key();
        assert!(is_waited_for(waited) && !is_waited_for(own));
        for (duty, minutes, level) in [
            (waited, 24 * 60, None),
            (waited, 24 * 60 - 1, Some(Level::Due)),
            (waited, 1, Some(Level::Due)),
            (waited, 0, Some(Level::Overdue)),
            (waited, -7 * 24 * 60 + 1, Some(Level::Overdue)),
            (waited, -7 * 24 * 60, None),
            (own, 1, None),
            (own, -1, Some(Level::Overdue)),
        ] {
            let row = OwnObligation {
                matter: Uuid::nil(),
                key: duty.into(),
                due: now + SignedDuration::from_mins(minutes),
                measure: "preservation".into(),
                peer: "XBB".into(),
                stage: "received".into(),
            };
            let found = urgent(&[row], now, SignedDuration::from_hours(24));
            let found: Vec<Level> = found.iter().map(|one| one.level).collect();
            assert_eq!(found, Vec::from_iter(level), "{duty} {minutes}");
        }
    }

    #[test]
    fn an_id_reads_back() {
        let one = Urgent {
            matter: Uuid::nil(),
            duty: "acknowledge".into(),
            level: Level::Overdue,
        };
        assert_eq!(Urgent::of(&one.id()), Some(one));
        for odd in [
            "",
            "x",
            "x y due",
            "018f0000-0000-7000-8000-000000000000 a odd",
        ] {
            assert_eq!(Urgent::of(odd), None, "{odd}");
        }
    }
}
