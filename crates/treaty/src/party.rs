//! What the directory says about a State: enough for every decision, and nothing else.

mod telephone;
mod zone;

pub use telephone::{NotATelephone, Telephone};
pub use zone::{NotAZone, ZoneName};

use std::{collections::BTreeSet, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::law::{Category, ConventionOffence, Measure, OffenceClass};
use crate::national::NationalLaw;
use crate::particulars::{Language, Offence};

/// Three capital letters: ISO 3166-1 alpha-3, user-assigned codes included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StateCode([u8; 3]);

/// The text is no State code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no State code; write three capital letters, as in ISO 3166-1 alpha-3")]
pub struct NotAStateCode(String);

impl StateCode {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        // INVARIANT (letters): `from_str`, the only constructor, admits A to Z.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl FromStr for StateCode {
    type Err = NotAStateCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(NotAStateCode(text.into())),
        }
    }
}

impl TryFrom<String> for StateCode {
    type Error = NotAStateCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<StateCode> for String {
    fn from(code: StateCode) -> Self {
        code.as_str().into()
    }
}

impl fmt::Display for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the register vouches for about a State's node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Speaks for the central authority, Art 40(12).
    CentralAuthority,
    /// Speaks for the contact point available day and night, Art 41.
    ContactPoint,
}

/// Whether the State asks for dual criminality before evidence is disclosed, Art 40(8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DualCriminality {
    /// Not a condition.
    NotRequired,
    /// Its absence may be a ground, and help is given all the same where the State sees fit.
    Discretionary,
    /// A condition of disclosure. The platform's default: Art 40(8) leaves it open.
    #[default]
    Required,
}

/// The State's law on domestic preservation orders, Art 25.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLaw {
    /// The longest one order may last, in days; the Convention caps it at 90.
    pub days_max: u32,
    /// Whether an order may be renewed.
    pub renewable: bool,
}

impl Default for OrderLaw {
    fn default() -> Self {
        Self {
            days_max: crate::law::Period::DomesticOrderMax.whole_days(),
            renewable: true,
        }
    }
}

/// The State's law on collecting data as they arise, Arts 29, 30, 45 and 46. Nothing is offered unless the State says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RealTimeLaw {
    /// Collects traffic data for other States.
    pub traffic: bool,
    /// Intercepts content data for other States.
    pub content: bool,
    /// The longest one collection may last, in days, before a new authorisation.
    pub days_max: u32,
    /// The offences of Arts 7 to 17 for which content may be intercepted.
    pub content_offences: BTreeSet<ConventionOffence>,
    /// Other kinds of serious crime for which it may be.
    pub content_categories: BTreeSet<Category>,
    /// The lowest maximum penalty, in months, from which content may be intercepted for any offence; `None` where only the
    /// listed offences count.
    pub content_penalty_months_min: Option<u32>,
    /// The person concerned is told after a collection.
    pub notify_person: bool,
}

/// An agreement that serves as the basis where the Convention is not (yet) in force between two States.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The other State.
    pub with: StateCode,
    /// How both States call it, letter for letter.
    pub reference: String,
    /// From when it may be used.
    pub since: Timestamp,
}

/// All a decision may know about one State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyFacts {
    /// The State.
    pub state: StateCode,
    /// From when the Convention is in force for it, Art 65; `None` before.
    #[serde(default)]
    pub party_since: Option<Timestamp>,
    /// From when its denunciation takes effect, Art 67.
    #[serde(default)]
    pub denounced_from: Option<Timestamp>,
    /// The register has suspended its node.
    #[serde(default)]
    pub suspended: bool,
    /// What its node may speak for.
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    /// How its contact point is called, Art 41(2). The register vouches for it: a number that a State's own node published
    /// would be worth no more than a stolen key of that node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<Telephone>,
    /// Where its contact point's clock stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<ZoneName>,
    /// The languages it accepts, Art 40(13).
    #[serde(default)]
    pub languages: BTreeSet<Language>,
    /// Takes requests only through diplomatic channels, Art 40(12).
    #[serde(default)]
    pub diplomatic_channel_only: bool,
    /// Its stance on dual criminality, Art 40(8).
    #[serde(default)]
    pub dual_criminality: DualCriminality,
    /// Made the reservation of Art 42(5).
    #[serde(default)]
    pub preservation_reservation: bool,
    /// Offences of Arts 7 to 17 by which it is not bound.
    #[serde(default)]
    pub excluded_offences: BTreeSet<ConventionOffence>,
    /// States towards which an objection to a reservation keeps the Convention from being in force.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_towards: BTreeSet<StateCode>,
    /// Its law on preservation orders, Art 25.
    #[serde(default)]
    pub order: OrderLaw,
    /// Agreed bases besides the Convention.
    #[serde(default)]
    pub agreements: BTreeSet<Agreement>,
    /// Its law on collecting data as they arise, Arts 45 and 46.
    #[serde(default, skip_serializing_if = "is_default")]
    pub real_time: RealTimeLaw,
    /// What its published profile says of its law.
    #[serde(default, skip_serializing_if = "NationalLaw::is_unknown")]
    pub law: NationalLaw,
}

fn is_default(law: &RealTimeLaw) -> bool {
    *law == RealTimeLaw::default()
}

impl RealTimeLaw {
    /// Whether the law offers the measure to other States at all.
    pub fn offers(&self, measure: Measure) -> bool {
        match measure {
            Measure::RealTimeTraffic => self.traffic,
            Measure::ContentInterception => self.content,
            _ => true,
        }
    }

    /// Whether content may be intercepted for the offence, Art 30.
    pub fn lists(&self, offence: &Offence) -> bool {
        let named = offence.convention.as_ref();
        let grave = self
            .content_penalty_months_min
            .is_some_and(|months| offence.heavier_penalty || offence.max_penalty_months >= months);
        let kind = offence.category.as_ref();
        let listed = named.is_some_and(|o| self.content_offences.contains(o))
            || kind.is_some_and(|c| self.content_categories.contains(c));
        grave || listed
    }
}

impl PartyFacts {
    /// A State of which nothing is known but its code.
    pub fn unknown(state: StateCode) -> Self {
        Self {
            state,
            party_since: None,
            denounced_from: None,
            suspended: false,
            marks: BTreeSet::new(),
            telephone: None,
            time_zone: None,
            languages: BTreeSet::new(),
            diplomatic_channel_only: false,
            dual_criminality: DualCriminality::default(),
            preservation_reservation: false,
            excluded_offences: BTreeSet::new(),
            not_towards: BTreeSet::new(),
            order: OrderLaw::default(),
            agreements: BTreeSet::new(),
            real_time: RealTimeLaw::default(),
            law: NationalLaw::default(),
        }
    }

    /// Whether the Convention binds the State at `now`.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.party_since.is_some_and(|since| since <= now) && !self.denounced(now)
    }

    /// Whether its denunciation has taken effect at `now`.
    pub fn denounced(&self, now: Timestamp) -> bool {
        self.denounced_from.is_some_and(|from| from <= now)
    }

    /// Whether it has recorded the agreement with `other`, usable at `now`.
    pub fn has_agreed(&self, other: StateCode, reference: &str, now: Timestamp) -> bool {
        let usable = |a: &Agreement| a.with == other && a.reference == reference && a.since <= now;
        self.agreements.iter().any(usable)
    }
}

/// Whether the Convention binds the two States towards each other. Where it does not, what they do rests on another basis or is
/// an exercise, and every page and paper says so.
pub fn in_force_between(one: &PartyFacts, other: &PartyFacts, now: Timestamp) -> bool {
    one.in_force(now) && other.in_force(now) && !precluded_between(one, other)
}

/// Whether an objection of either keeps the Convention from being in force between the two.
pub fn precluded_between(one: &PartyFacts, other: &PartyFacts) -> bool {
    one.not_towards.contains(&other.state) || other.not_towards.contains(&one.state)
}

/// The class of an offence between two States, as the scope gate finds it.
pub fn offence_class(offence: &Offence, one: &PartyFacts, other: &PartyFacts) -> OffenceClass {
    crate::scope::class_between(offence, one, other)
}
