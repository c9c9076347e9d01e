//! Stands in for the treaty crate's names until they compile.
use serde::{Deserialize, Serialize};
/// Three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StateCode(pub String);
impl std::fmt::Display for StateCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
/// A matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MatterId(pub uuid::Uuid);
/// A message.
pub type Message = serde_json::Value;
/// Facts.
pub type PartyFacts = serde_json::Value;
