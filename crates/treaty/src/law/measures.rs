//! The measures: what one State can ask of another, or offer it, under which article and for which offences.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Article, Channel};

/// Which competent authority speaks for a State in a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaks {
    /// The contact point available day and night, or the central authority (Art 41).
    AnyMark,
    /// The central authority (Art 40(12)).
    CentralAuthority,
    /// Any competent authority of a State whose node the register vouches for.
    AnyAuthority,
}

/// Which list of grounds for refusing a measure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalList {
    /// The closed list of Arts 42(6) and 43(2).
    Closed,
    /// The grounds of Art 40.
    Assistance,
    /// Those, and that law or treaty does not permit it: Arts 45 and 46 oblige to endeavour only.
    Endeavour,
    /// Those, and insufficient or late evidence or trivial property (Art 50(7)).
    Assets,
    /// The conditions of domestic law and treaties, nationality, persecution (Art 37).
    Extradition,
    /// Taking part is voluntary: declining needs no ground.
    Voluntary,
}

macro_rules! measures {
    ($($name:ident = $key:literal, $article:ident, $channel:ident, $speaks:ident, $refusal:ident, $title:literal, $does:literal;)*) => {
        /// What one State asks of another, or offers it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Measure {
            $(#[doc = $does] #[serde(rename = $key)] $name,)*
        }

        impl Measure {
            /// Every measure, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised; also the key for translation.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The provision it rests on.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// The channel that has to be open for the offence.
            pub const fn channel(self) -> Channel {
                match self { $(Self::$name => Channel::$channel),* }
            }

            /// Who speaks for a State in it.
            pub const fn speaks(self) -> Speaks {
                match self { $(Self::$name => Speaks::$speaks),* }
            }

            /// On which grounds it may be refused.
            pub const fn refusal(self) -> RefusalList {
                match self { $(Self::$name => RefusalList::$refusal),* }
            }

            /// Its name in plain words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// What it does, in a sentence.
            pub const fn does(self) -> &'static str {
                match self { $(Self::$name => $does),* }
            }
        }
    };
}

measures! {
    Preservation = "preservation", A42p1, Network, AnyMark, Closed, "preservation", "Preserving stored data ahead of a request for assistance.";
    TrafficDisclosure = "traffic_disclosure", A43p1, Network, AnyMark, Closed, "expedited disclosure of traffic data", "Quick disclosure of the traffic data that show a provider in another State and the path to it.";
    StoredData = "stored_data", A44p1, ElectronicEvidence, CentralAuthority, Assistance, "access to stored data", "Searching, seizing or disclosing stored data.";
    Assistance = "assistance", A40p3, ElectronicEvidence, CentralAuthority, Assistance, "mutual legal assistance", "Any other assistance whose product is evidence or a record of what was done.";
    RealTimeTraffic = "real_time_traffic", A45p1, ElectronicEvidence, CentralAuthority, Endeavour, "real-time collection of traffic data", "Collecting traffic data of specified communications as they arise.";
    ContentInterception = "content_interception", A46, ElectronicEvidence, CentralAuthority, Endeavour, "interception of content data", "Collecting content data of specified communications as they arise.";
    AssetRecovery = "asset_recovery", A50p1, AssetRecovery, CentralAuthority, Assets, "freezing, confiscation and return", "Tracing, freezing, confiscating and returning proceeds and other property.";
    Extradition = "extradition", A37p1, Extradition, CentralAuthority, Extradition, "extradition", "Surrendering a person for prosecution or for serving a sentence.";
    SentencedPerson = "sentenced_person", A38, PersonsAndProceedings, CentralAuthority, Voluntary, "transfer of a sentenced person", "Moving a sentenced person to serve the sentence in another State.";
    ProceedingsTransfer = "proceedings_transfer", A39, PersonsAndProceedings, CentralAuthority, Voluntary, "transfer of proceedings", "Moving criminal proceedings to the State better placed to conduct them.";
    SpontaneousInformation = "spontaneous_information", A40p4, ElectronicEvidence, AnyAuthority, Voluntary, "spontaneous information", "Offering information nobody asked for, under restrictions accepted before delivery.";
    PoliceCooperation = "police_cooperation", A47p1, LawEnforcement, AnyAuthority, Voluntary, "law-enforcement cooperation", "Enquiries between law-enforcement authorities, without content data.";
    JointInvestigation = "joint_investigation", A48, LawEnforcement, AnyAuthority, Voluntary, "joint investigation", "Investigating together, with the evidence staying where it is.";
    VideoHearing = "video_hearing", A40p18, ElectronicEvidence, CentralAuthority, Assistance, "hearing by video conference", "Hearing a witness, victim or expert by video conference.";
    PersonalAppearance = "personal_appearance", A40p9, ElectronicEvidence, CentralAuthority, Assistance, "appearance of a person", "The voluntary appearance of a person, detained or free, under safe conduct.";
    Jurisdiction = "jurisdiction", A22p5, LawEnforcement, AnyAuthority, Voluntary, "consultation on jurisdiction", "Finding out whether two States pursue the same conduct, and coordinating.";
    TestCall = "test_call", A41p1, Network, AnyMark, Voluntary, "test call", "Calling a contact point to see whether it answers, about no case and no person.";
}

impl Measure {
    /// Whether it is about a case. A test call is not: no law offers or refuses it, it names no offence that could be out of
    /// scope, and there is nothing to screen, to authorise or to release.
    pub const fn about_a_case(self) -> bool {
        !matches!(self, Self::TestCall)
    }

    /// Whether it keeps or shows what may be gone tomorrow, so that our policy wants it decided within a day.
    pub const fn decided_within_a_day(self) -> bool {
        matches!(self, Self::Preservation | Self::TrafficDisclosure)
    }

    /// The measures that are about a case, in the order of the table.
    pub fn of_cases() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|measure| measure.about_a_case())
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_serialise_as_themselves() {
        let keys: BTreeSet<_> = Measure::ALL.iter().map(|m| m.key()).collect();
        assert_eq!(keys.len(), Measure::ALL.len());
        for measure in Measure::ALL {
            assert_eq!(serde_json::to_value(measure).unwrap(), measure.key());
        }
    }
}
