//! The States a package passes between.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The code of a State Party: three capital letters (ISO 3166-1 alpha-3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyCode([u8; 3]);

/// A text that is not a State's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a State's code is three capital letters A to Z")]
pub struct PartyCodeInvalid;

impl PartyCode {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("INVARIANT (party code): three ASCII letters")
    }
}

impl FromStr for PartyCode {
    type Err = PartyCodeInvalid;

    fn from_str(text: &str) -> Result<Self, PartyCodeInvalid> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).map_err(|_| PartyCodeInvalid)?;
        let capital = code.iter().all(u8::is_ascii_uppercase);
        capital.then_some(Self(code)).ok_or(PartyCodeInvalid)
    }
}

impl fmt::Display for PartyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PartyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for PartyCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PartyCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
