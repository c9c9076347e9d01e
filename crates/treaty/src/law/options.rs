//! What a State may add to an offence of Arts 7 to 17, leave out of it, or cover beyond it; and the elements of the
//! conduct on which that turns.
//!
//! An option works between two States only as far as both punish the conduct: a requirement or an exclusion of one of
//! them narrows the offence for both, an extension needs both.

use serde::{Deserialize, Serialize};

use super::{Article, ConventionOffence};

macro_rules! elements {
    ($($name:ident = $key:literal, $says:literal;)*) => {
        /// An element of the conduct, stated where it is met.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Element {
            $(#[doc = $says] #[serde(rename = $key)] $name,)*
        }

        impl Element {
            /// Every element, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// What is so where the element is met.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

elements! {
    SecurityMeasureInfringed = "security_measure_infringed", "A security measure was infringed.";
    DishonestIntent = "dishonest_intent", "The intent was to obtain data, to defraud, or otherwise dishonest or criminal.";
    ConnectedSystem = "connected_system", "The system was connected to another one.";
    SeriousHarm = "serious_harm", "Serious harm was done.";
    DealingInCredentials = "dealing_in_credentials", "Credentials were sold, distributed or otherwise made available.";
    AuthorisedTesting = "authorised_testing", "It was the authorised testing or protection of a system.";
    RealPerson = "real_person", "The material shows a person who exists.";
    VisualMaterial = "visual_material", "The material is visual.";
    SelfGenerated = "self_generated", "A child made the material of itself.";
    PrivateConsensual = "private_consensual", "The material was made by consent and kept private between those it shows.";
    FurtheringAct = "furthering_act", "An act followed that furthers the offence against the child.";
    BelievedChild = "believed_child", "The person addressed was believed to be a child and was none.";
    ChildAuthor = "child_author", "The author is a child.";
    IntentToHarm = "intent_to_harm", "The intent was to cause harm.";
    DepictedMinor = "depicted_minor", "The person shown is under eighteen, of the age that may consent.";
    OwnProceeds = "own_proceeds", "The proceeds are of the author's own offence.";
    Attempt = "attempt", "The offence was attempted and not completed.";
    Preparation = "preparation", "The offence was prepared and not attempted.";
}

/// How an option changes the offence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// No offence unless the element is met.
    Requires,
    /// No offence where the element is met.
    Excludes,
    /// The offence also where the element is met; without the option it is none then.
    Extends,
}

macro_rules! options {
    ($($name:ident = $key:literal, $article:ident, $offence:expr, $effect:ident $element:ident, $says:literal;)*) => {
        /// A choice the Convention leaves to each State about an offence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum OffenceOption {
            $(#[doc = $says] #[serde(rename = $key)] $name,)*
        }

        impl OffenceOption {
            /// Every option, in the order of the articles.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as a profile writes it.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The provision that leaves the choice.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// The offence it is about; none for all of them.
            pub const fn offence(self) -> Option<ConventionOffence> {
                match self { $(Self::$name => $offence),* }
            }

            /// What the option does with its element.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$name => Effect::$effect),* }
            }

            /// The element it turns on.
            pub const fn element(self) -> Element {
                match self { $(Self::$name => Element::$element),* }
            }

            /// The choice in a sentence.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

use ConventionOffence as C;

options! {
    AccessSecurityMeasure = "access_security_measure", A7p2, Some(C::IllegalAccess), Requires SecurityMeasureInfringed, "Illegal access only where a security measure is infringed.";
    AccessIntent = "access_intent", A7p2, Some(C::IllegalAccess), Requires DishonestIntent, "Illegal access only with the intent of obtaining data, or another dishonest or criminal one.";
    AccessConnectedSystem = "access_connected_system", A7p2, Some(C::IllegalAccess), Requires ConnectedSystem, "Illegal access only to a system connected to another.";
    InterceptionIntent = "interception_intent", A8p2, Some(C::IllegalInterception), Requires DishonestIntent, "Illegal interception only with dishonest or criminal intent.";
    InterceptionConnectedSystem = "interception_connected_system", A8p2, Some(C::IllegalInterception), Requires ConnectedSystem, "Illegal interception only at a system connected to another.";
    DataSeriousHarm = "data_serious_harm", A9p2, Some(C::InterferenceWithElectronicData), Requires SeriousHarm, "Interference with data only where serious harm is done.";
    DevicesReservation = "devices_reservation", A11p3, Some(C::MisuseOfDevices), Requires DealingInCredentials, "Misuse of devices only where credentials are sold, distributed or made available.";
    ForgeryIntent = "forgery_intent", A12p2, Some(C::IctRelatedForgery), Requires DishonestIntent, "Forgery only with the intent to defraud or a similar one.";
    MaterialRealPerson = "material_real_person", A14p3, Some(C::ChildSexualAbuseMaterial), Requires RealPerson, "Child abuse material only where it shows a person who exists.";
    MaterialVisual = "material_visual", A14p3, Some(C::ChildSexualAbuseMaterial), Requires VisualMaterial, "Child abuse material only where it is visual.";
    MaterialSelfGenerated = "material_self_generated", A14p4, Some(C::ChildSexualAbuseMaterial), Excludes SelfGenerated, "No offence of a child for material it made of itself.";
    MaterialPrivateConsensual = "material_private_consensual", A14p4, Some(C::ChildSexualAbuseMaterial), Excludes PrivateConsensual, "No offence for private material made by lawful consent.";
    SolicitationAct = "solicitation_act", A15p2, Some(C::SolicitationOfAChild), Requires FurtheringAct, "Solicitation only where an act follows that furthers the offence.";
    SolicitationBelievedChild = "solicitation_believed_child", A15p3, Some(C::SolicitationOfAChild), Extends BelievedChild, "Solicitation also of a person believed to be a child.";
    SolicitationChildAuthor = "solicitation_child_author", A15p4, Some(C::SolicitationOfAChild), Excludes ChildAuthor, "No solicitation where the author is a child.";
    ImagesIntent = "images_intent", A16, Some(C::NonConsensualIntimateImages), Requires IntentToHarm, "Dissemination of intimate images only with the intent to harm.";
    ImagesDepictedMinor = "images_depicted_minor", A16, Some(C::NonConsensualIntimateImages), Extends DepictedMinor, "Dissemination of intimate images also where a person under eighteen of the age of consent is shown.";
    LaunderingOwnProceeds = "laundering_own_proceeds", A17p2, Some(C::LaunderingOfProceeds), Excludes OwnProceeds, "No laundering of the proceeds of one's own offence.";
    Attempt = "attempt", A19, None, Extends Attempt, "Attempt is an offence.";
    Preparation = "preparation", A19, None, Extends Preparation, "Preparation is an offence.";
}

impl OffenceOption {
    /// Whether the option bears on an offence.
    pub fn about(self, offence: ConventionOffence) -> bool {
        self.offence().is_none_or(|own| own == offence)
    }

    /// Whether, for the offence, a State that stands to the option like this (`taken`) punishes conduct with these
    /// elements (`met`).
    pub fn punished(self, taken: bool, met: bool) -> bool {
        match self.effect() {
            Effect::Requires => !taken || met,
            Effect::Excludes => !taken || !met,
            Effect::Extends => taken || !met,
        }
    }
}

impl Element {
    /// Whether the element can matter for the offence.
    pub fn belongs_to(self, offence: ConventionOffence) -> bool {
        let testing = self == Self::AuthorisedTesting && offence == C::MisuseOfDevices;
        let options = OffenceOption::ALL.iter();
        testing
            || options
                .into_iter()
                .any(|o| o.element() == self && o.about(offence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_belongs_to_an_offence() {
        for element in Element::ALL {
            let some = C::ALL.iter().any(|offence| element.belongs_to(*offence));
            assert!(some, "{element:?}");
        }
    }

    #[test]
    fn keys_serialise_as_themselves() {
        for option in OffenceOption::ALL {
            assert_eq!(serde_json::to_value(option).unwrap(), option.key());
        }
        for element in Element::ALL {
            assert_eq!(serde_json::to_value(element).unwrap(), element.key());
        }
    }

    #[test]
    fn a_requirement_narrows_and_an_extension_widens() {
        let requires = OffenceOption::DataSeriousHarm;
        assert!(requires.punished(false, false) && !requires.punished(true, false));
        let extends = OffenceOption::Attempt;
        assert!(!extends.punished(false, true) && extends.punished(true, true));
        assert!(OffenceOption::SolicitationChildAuthor.punished(false, true));
    }
}
