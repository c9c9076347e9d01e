//! The offences of Arts 7 to 17 and the serious-crime threshold of Art 2(h).

use serde::{Deserialize, Serialize};

use super::Article;
use crate::named::named;

/// A maximum penalty of this many months or more makes a crime serious, Art 2(h).
pub const SERIOUS_CRIME_MONTHS_MIN: u32 = 48;

/// An offence established under the Convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConventionOffence {
    /// Art 7.
    IllegalAccess,
    /// Art 8.
    IllegalInterception,
    /// Art 9.
    InterferenceWithElectronicData,
    /// Art 10.
    InterferenceWithIctSystem,
    /// Art 11.
    MisuseOfDevices,
    /// Art 12.
    IctRelatedForgery,
    /// Art 13.
    IctRelatedTheftOrFraud,
    /// Art 14.
    ChildSexualAbuseMaterial,
    /// Art 15.
    SolicitationOfAChild,
    /// Art 16.
    NonConsensualIntimateImages,
    /// Art 17.
    LaunderingOfProceeds,
}

named! {
    /// Its serialised form.
    ConventionOffence {
        IllegalAccess = "illegal_access";
        IllegalInterception = "illegal_interception";
        InterferenceWithElectronicData = "interference_with_electronic_data";
        InterferenceWithIctSystem = "interference_with_ict_system";
        MisuseOfDevices = "misuse_of_devices";
        IctRelatedForgery = "ict_related_forgery";
        IctRelatedTheftOrFraud = "ict_related_theft_or_fraud";
        ChildSexualAbuseMaterial = "child_sexual_abuse_material";
        SolicitationOfAChild = "solicitation_of_a_child";
        NonConsensualIntimateImages = "non_consensual_intimate_images";
        LaunderingOfProceeds = "laundering_of_proceeds";
    }
}

impl ConventionOffence {
    /// All offences, in the order of their articles.
    pub const ALL: [Self; 11] = [
        Self::IllegalAccess,
        Self::IllegalInterception,
        Self::InterferenceWithElectronicData,
        Self::InterferenceWithIctSystem,
        Self::MisuseOfDevices,
        Self::IctRelatedForgery,
        Self::IctRelatedTheftOrFraud,
        Self::ChildSexualAbuseMaterial,
        Self::SolicitationOfAChild,
        Self::NonConsensualIntimateImages,
        Self::LaunderingOfProceeds,
    ];

    /// The number of the article that establishes the offence, 7 to 17.
    pub const fn article_number(self) -> u8 {
        match self {
            Self::IllegalAccess => 7,
            Self::IllegalInterception => 8,
            Self::InterferenceWithElectronicData => 9,
            Self::InterferenceWithIctSystem => 10,
            Self::MisuseOfDevices => 11,
            Self::IctRelatedForgery => 12,
            Self::IctRelatedTheftOrFraud => 13,
            Self::ChildSexualAbuseMaterial => 14,
            Self::SolicitationOfAChild => 15,
            Self::NonConsensualIntimateImages => 16,
            Self::LaunderingOfProceeds => 17,
        }
    }

    /// The article that establishes it.
    pub const fn article(self) -> Article {
        match self {
            Self::IllegalAccess => Article::A7,
            Self::IllegalInterception => Article::A8,
            Self::InterferenceWithElectronicData => Article::A9,
            Self::InterferenceWithIctSystem => Article::A10,
            Self::MisuseOfDevices => Article::A11,
            Self::IctRelatedForgery => Article::A12,
            Self::IctRelatedTheftOrFraud => Article::A13,
            Self::ChildSexualAbuseMaterial => Article::A14,
            Self::SolicitationOfAChild => Article::A15,
            Self::NonConsensualIntimateImages => Article::A16,
            Self::LaunderingOfProceeds => Article::A17,
        }
    }

    /// The offence of an article, 7 to 17.
    pub fn of_article(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.article_number() == number)
    }
}
