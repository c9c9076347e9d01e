//! Other United Nations instruments whose offences count when committed through ICT (Art 4), and kinds of serious crime.
//!
//! Art 4 makes no offence under the Convention. Electronic evidence of such an offence is shared where it is a serious
//! crime (Art 35(1)(c)), and it is an offence *under that instrument* only between States it binds.

use serde::{Deserialize, Serialize};

/// When the Convention was adopted: 24 December 2024. Only instruments in force then are meant by Art 35(1)(c).
pub const ADOPTED_YEAR: u16 = 2024;

macro_rules! instruments {
    ($($name:ident = $key:literal, $year:literal, $force:expr, $subject:literal, $title:literal;)*) => {
        /// A United Nations instrument that establishes offences.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Instrument {
            $(#[doc = $title] #[serde(rename = $key)] $name,)*
        }

        impl Instrument {
            /// Every instrument of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The year of adoption.
            pub const fn year(self) -> u16 {
                match self { $(Self::$name => $year),* }
            }

            /// The year of entry into force; none while it is not.
            pub const fn in_force_since(self) -> Option<u16> {
                match self { $(Self::$name => $force),* }
            }

            /// What its offences are about.
            pub const fn subject(self) -> &'static str {
                match self { $(Self::$name => $subject),* }
            }

            /// What it is called for short.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

instruments! {
    Genocide = "genocide", 1948, Some(1951), "genocide", "Genocide Convention";
    NarcoticDrugs = "narcotic_drugs", 1961, Some(1964), "drugs", "Single Convention on Narcotic Drugs";
    CulturalProperty = "cultural_property", 1970, Some(1972), "cultural property", "UNESCO Convention on illicit trade in cultural property";
    AircraftSeizure = "aircraft_seizure", 1970, Some(1971), "terrorism", "Convention on unlawful seizure of aircraft";
    AviationSafety = "aviation_safety", 1971, Some(1973), "terrorism", "Convention on the safety of civil aviation";
    PsychotropicSubstances = "psychotropic_substances", 1971, Some(1976), "drugs", "Convention on Psychotropic Substances";
    ProtectedPersons = "protected_persons", 1973, Some(1977), "terrorism", "Convention on internationally protected persons";
    HostageTaking = "hostage_taking", 1979, Some(1983), "terrorism", "Convention against the taking of hostages";
    NuclearMaterial = "nuclear_material", 1980, Some(1987), "terrorism", "Convention on nuclear material";
    Torture = "torture", 1984, Some(1987), "torture", "Convention against Torture";
    MaritimeSafety = "maritime_safety", 1988, Some(1992), "terrorism", "Convention on the safety of maritime navigation";
    DrugTrafficking = "drug_trafficking", 1988, Some(1990), "drugs", "Convention against illicit traffic in drugs";
    TerroristBombings = "terrorist_bombings", 1997, Some(2001), "terrorism", "Convention on terrorist bombings";
    TerroristFinancing = "terrorist_financing", 1999, Some(2002), "terrorism", "Convention on the financing of terrorism";
    OrganizedCrime = "organized_crime", 2000, Some(2003), "organised crime", "Convention against Transnational Organized Crime";
    TraffickingInPersons = "trafficking_in_persons", 2000, Some(2003), "trafficking in persons", "Protocol against trafficking in persons";
    SaleOfChildren = "sale_of_children", 2000, Some(2002), "children", "Protocol on the sale of children";
    MigrantSmuggling = "migrant_smuggling", 2000, Some(2004), "smuggling of migrants", "Protocol against the smuggling of migrants";
    Firearms = "firearms", 2001, Some(2005), "firearms", "Firearms Protocol";
    Corruption = "corruption", 2003, Some(2005), "corruption", "Convention against Corruption";
    NuclearTerrorism = "nuclear_terrorism", 2005, Some(2007), "terrorism", "Convention on nuclear terrorism";
    EnforcedDisappearance = "enforced_disappearance", 2006, Some(2010), "enforced disappearance", "Convention on enforced disappearance";
    CivilAviationActs = "civil_aviation_acts", 2010, Some(2018), "terrorism", "Convention on unlawful acts relating to civil aviation";
    OwnProtocol = "own_protocol", 2030, None, "what a protocol may add", "a protocol to this Convention, none of which exists yet (Art 61)";
}

impl Instrument {
    /// Whether it was in force when the Convention was adopted, as Art 35(1)(c) asks.
    pub const fn in_force_at_adoption(self) -> bool {
        matches!(self.in_force_since(), Some(year) if year <= ADOPTED_YEAR)
    }
}

macro_rules! categories {
    ($($name:ident = $key:literal, $title:literal;)*) => {
        /// A kind of serious crime outside Arts 7 to 17: for grouping statutes in a profile, never a test by itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Category {
            $(#[doc = $title] #[serde(rename = $key)] $name,)*
        }

        impl Category {
            /// Every category.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// What it is called.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

categories! {
    Homicide = "homicide", "homicide";
    Abduction = "abduction", "abduction and hostage-taking";
    SexualViolence = "sexual_violence", "sexual violence";
    Trafficking = "trafficking", "trafficking in persons";
    Smuggling = "smuggling", "smuggling of migrants";
    Drugs = "drugs", "drug trafficking";
    Firearms = "firearms", "firearms";
    Terrorism = "terrorism", "terrorism";
    Corruption = "corruption", "corruption";
    OrganisedCrime = "organised_crime", "organised crime";
    Extortion = "extortion", "extortion";
    CulturalProperty = "cultural_property", "cultural property";
    Environment = "environment", "crime against the environment";
    Other = "other", "another serious crime";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instrument_comes_into_force_after_its_adoption() {
        for instrument in Instrument::ALL {
            let since = instrument.in_force_since();
            assert!(
                since.is_none_or(|since| since >= instrument.year()),
                "{instrument:?}"
            );
        }
        assert!(Instrument::Corruption.in_force_at_adoption());
        assert!(!Instrument::OwnProtocol.in_force_at_adoption());
    }
}
