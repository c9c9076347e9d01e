//! A date as far as it is known: a day, a month, or not at all.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When an act of the depositary's record was done, as far as it is known. Written `2026-02-17`, `2026-02`, or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    /// The day.
    Day(Date),
    /// Some day of the month; holds its first.
    Month(Date),
    /// Not known.
    Unknown,
}

impl When {
    /// The first day it can have been; `None` where nothing is known.
    pub fn earliest(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Month(day) => Some(day),
            Self::Unknown => None,
        }
    }

    /// The last day it can have been; `None` where nothing is known. A month counts with this one: a State is then
    /// never held bound on a day on which it may not have been.
    pub fn latest(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(first) => Some(first.last_of_month()),
            Self::Unknown => None,
        }
    }

    /// Whether the day is known.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Day(_))
    }

    /// Whether it was certainly before `other`, whatever the unknown days are.
    pub fn certainly_before(self, other: Self) -> bool {
        matches!((self.latest(), other.earliest()), (Some(mine), Some(its)) if mine < its)
    }
}

/// The text is no date as the table writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date; write 2026-02-17, or 2026-02 where the day is not known")]
pub struct NotADate(String);

impl FromStr for When {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let no = || NotADate(text.into());
        let day = |text: &str| text.parse::<Date>().map_err(|_| no());
        let shaped = text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        match text.len() {
            0 => Ok(Self::Unknown),
            7 if shaped => day(&format!("{text}-01")).map(Self::Month),
            10 if shaped => day(text).map(Self::Day),
            _ => Err(no()),
        }
    }
}

impl TryFrom<String> for When {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(first) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            Self::Unknown => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_all_its_days() {
        let february: When = "2028-02".parse().unwrap();
        assert_eq!(february.latest().unwrap().to_string(), "2028-02-29");
        assert!(february.certainly_before("2028-03-01".parse().unwrap()));
        assert!(!february.certainly_before("2028-02-29".parse().unwrap()));
        assert_eq!(february.to_string(), "2028-02");
    }

    #[test]
    fn impossible_dates_are_no_dates() {
        for text in [
            "2026-02-30",
            "2026-13",
            "2026-2-1",
            "25 Oct 2025",
            "+002026-",
            "20260217",
            "2026-02-1é",
        ] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
