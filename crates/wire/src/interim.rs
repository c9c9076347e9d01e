//! Stands in for the treaty crate's names until they compile.
use serde::{Deserialize, Serialize};
/// Three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StateCode([u8; 3]);
impl std::fmt::Display for StateCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap())
    }
}
impl std::str::FromStr for StateCode {
    type Err = String;
    fn from_str(t: &str) -> Result<Self, String> {
        t.as_bytes().try_into().map(Self).map_err(|_| t.to_owned())
    }
}
impl TryFrom<String> for StateCode {
    type Error = String;
    fn try_from(t: String) -> Result<Self, String> {
        t.parse()
    }
}
impl From<StateCode> for String {
    fn from(t: StateCode) -> String {
        t.to_string()
    }
}
/// A matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MatterId(pub uuid::Uuid);
/// A message.
pub type Message = serde_json::Value;
/// Facts.
pub type PartyFacts = serde_json::Value;
