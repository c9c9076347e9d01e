//! Which part of the Convention serves which offence (Arts 35, 37 to 39, 41, 47 to 52).

use serde::{Deserialize, Serialize};

/// A way of cooperating that the Convention opens for some offences only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Sharing electronic evidence, Arts 40 and 42 to 46.
    ElectronicEvidence,
    /// The network available day and night, Art 41.
    Network,
    /// Extradition, Art 37.
    Extradition,
    /// Law-enforcement cooperation and joint investigations, Arts 47 and 48.
    LawEnforcement,
    /// Freezing, confiscation and return, Arts 49 to 52.
    AssetRecovery,
    /// Sentenced persons and transfer of proceedings, Arts 38 and 39.
    PersonsAndProceedings,
}

/// What an offence is in the eyes of the Convention, between two given States.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OffenceClass {
    /// Arts 7 to 17, unless one of the two States is not bound by that article.
    Convention,
    /// Another crime with a maximum penalty of four years or more, Art 2(h).
    Serious,
    /// Anything else.
    Other,
}

impl Channel {
    /// Whether the channel is open for offences of this class: the table of Art 35(1) and its neighbours.
    pub const fn open_for(self, class: OffenceClass) -> bool {
        match (self, class) {
            (_, OffenceClass::Convention)
            | (Self::ElectronicEvidence | Self::Network, OffenceClass::Serious) => true,
            (_, OffenceClass::Serious | OffenceClass::Other) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_evidence_and_the_network_extend_to_other_serious_crime() {
        for channel in [
            Channel::Extradition,
            Channel::LawEnforcement,
            Channel::AssetRecovery,
            Channel::PersonsAndProceedings,
        ] {
            assert!(channel.open_for(OffenceClass::Convention));
            assert!(!channel.open_for(OffenceClass::Serious));
        }
        assert!(Channel::ElectronicEvidence.open_for(OffenceClass::Serious));
        assert!(Channel::Network.open_for(OffenceClass::Serious));
        assert!(!Channel::Network.open_for(OffenceClass::Other));
    }
}
