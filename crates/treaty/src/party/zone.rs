//! The time zone of a contact point: what its clock says when another State calls it (Art 41(1)).

use std::{fmt, str::FromStr};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The name of a time zone in the IANA database, such as `Africa/Nairobi` (RFC 6557).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

/// The text names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no time zone; write a name of the IANA database, such as Africa/Nairobi")]
pub struct NotAZone(String);

impl FromStr for ZoneName {
    type Err = NotAZone;

    fn from_str(text: &str) -> Result<Self, NotAZone> {
        match TimeZone::get(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(_) => Err(NotAZone(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ZoneName {
    type Error = NotAZone;

    fn try_from(text: String) -> Result<Self, NotAZone> {
        text.parse()
    }
}

impl From<ZoneName> for String {
    fn from(zone: ZoneName) -> Self {
        zone.0
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_one_of_the_database_and_kept_as_it_was_written() {
        for text in ["UTC", "Africa/Nairobi", "Etc/GMT-3"] {
            let read: ZoneName = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
        }
        for text in ["", "Nairobi", "+03:00", "Mars/Olympus", "../etc/passwd"] {
            assert!(text.parse::<ZoneName>().is_err(), "{text}");
        }
    }
}
