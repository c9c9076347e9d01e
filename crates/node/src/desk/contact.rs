//! How an officer is reached beyond an open page, and whether an open page sounds.

use serde::{Deserialize, Serialize};

use super::held::{Kept, Row};
use crate::alarm::{ADDRESS_BYTES_MAX, is_address};
use crate::expected;
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;
use comity_wire::problem::ProblemType;

/// How often a change is tried again.
const ATTEMPTS_MAX: usize = 8;

/// How an officer is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The e-mail address for alarms, where there is one.
    pub address: Option<String>,
    /// The language of what is sent there.
    pub language: String,
    /// The time zone of what is sent there (an IANA name).
    pub zone: Option<String>,
    /// Whether the start page sounds when something comes in.
    pub rings: bool,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            address: None,
            language: "en".into(),
            zone: None,
            rings: false,
        }
    }
}

impl Kept for Contact {
    const KIND: &'static str = "contact";
}

impl Node {
    /// How an officer is reached.
    pub async fn contact(&self, officer: &str) -> Result<Contact, Refusal> {
        let held = self.held::<Contact>(officer).await?;
        Ok(held.map(|held| held.value).unwrap_or_default())
    }

    /// Writes the officer's own address down, with the language and time zone of the pages; an empty one takes it away.
    pub async fn reach_at(
        &self,
        officer: &Officer,
        address: &str,
        language: &str,
        zone: Option<&str>,
    ) -> Result<(), Refusal> {
        let address = address.trim();
        if !address.is_empty() && !is_address(address) {
            let expected = expected::ADDRESS
                .with("example", "noor@xaa.example")
                .with("number", ADDRESS_BYTES_MAX);
            return Err(Refusal::field("address", expected));
        }
        self.change_contact(officer, |contact| {
            contact.address = (!address.is_empty()).then(|| address.to_owned());
            language.clone_into(&mut contact.language);
            contact.zone = zone.map(str::to_owned).or(contact.zone.take());
        })
        .await
    }

    /// Remembers whether the officer's start page sounds.
    pub async fn ring(&self, officer: &Officer, rings: bool) -> Result<(), Refusal> {
        self.change_contact(officer, |contact| contact.rings = rings)
            .await
    }

    /// Remembers the time zone that the officer is in.
    pub(super) async fn sit_in(&self, officer: &Officer, zone: &str) -> Result<(), Refusal> {
        if self.contact(&officer.id.0).await?.zone.as_deref() == Some(zone) {
            return Ok(());
        }
        self.change_contact(officer, |contact| contact.zone = Some(zone.to_owned()))
            .await
    }

    async fn change_contact(
        &self,
        officer: &Officer,
        change: impl Fn(&mut Contact),
    ) -> Result<(), Refusal> {
        let id = &officer.id.0;
        for _ in 0..ATTEMPTS_MAX {
            let held = self.held::<Contact>(id).await?;
            let version = held.as_ref().map_or(0, |held| held.version);
            let mut value = held.map(|held| held.value).unwrap_or_default();
            change(&mut value);
            let row = Row {
                id,
                owner: id,
                version: version + 1,
                ends_at: None,
                value: &value,
            };
            if self.keep_row(row).await? {
                return Ok(());
            }
        }
        Err(Refusal::named(ProblemType::Unavailable, refused::MOVES))
    }
}
