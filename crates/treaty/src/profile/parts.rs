//! The parts a profile is made of.

use jiff::civil::Date;
use serde::Serialize;

use super::reader::Word;
use crate::Measure;
use crate::law::{Category, Instrument, OffenceOption};
use crate::national::Nationals;
use crate::particulars::OnwardTransfer;
use crate::party::{DualCriminality, StateCode};

/// What the Party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A State.
    State,
    /// A regional economic integration organisation, Art 2(n).
    RegionalOrganisation,
}

/// Who authorises a measure, or reviews it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Authoriser {
    /// A judge or a court.
    Judge,
    /// A prosecutor.
    Prosecutor,
    /// An authority independent of whoever asks, other than a court.
    IndependentAuthority,
    /// The central authority.
    CentralAuthority,
    /// The police.
    Police,
    /// A minister.
    Minister,
    /// Nobody.
    None,
}

macro_rules! words {
    ($($type:ident, $what:literal: $($word:literal = $meaning:ident),*;)*) => {$(
        impl Word for $type {
            const WHAT: &'static str = $what;
            fn words() -> Vec<(&'static str, Self)> {
                vec![$(($word, Self::$meaning)),*]
            }
        }
    )*};
}

words! {
    PartyKind, "a kind of Party": "state" = State, "regional_organisation" = RegionalOrganisation;
    Authoriser, "an authority that authorises or reviews": "judge" = Judge, "prosecutor" = Prosecutor,
        "independent_authority" = IndependentAuthority, "central_authority" = CentralAuthority, "police" = Police,
        "minister" = Minister, "none" = None;
    UsualWay, "a usual way": "electronic" = Electronic, "diplomatic" = Diplomatic;
    Nationals, "a rule on own nationals": "never" = Never, "on_return" = OnReturn, "yes" = Yes;
    DualCriminality, "a stance on dual criminality": "required" = Required, "discretionary" = Discretionary,
        "not_required" = NotRequired;
    OnwardTransfer, "a rule on onward transfer": "forbidden" = Forbidden, "with_consent" = WithConsent;
}

macro_rules! tables {
    ($($type:ident, $what:literal;)*) => {$(
        impl Word for $type {
            const WHAT: &'static str = $what;
            fn words() -> Vec<(&'static str, Self)> {
                Self::ALL.iter().map(|word| (word.key(), *word)).collect()
            }
        }
    )*};
}

tables! {
    Measure, "a measure";
    Category, "a kind of serious crime";
    Instrument, "an instrument of the table";
    OffenceOption, "an option of the Convention";
}

/// Authorities, by name only: how to reach them stands in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authorities {
    /// The central authority or authorities, Art 40(12).
    pub central: Vec<String>,
    /// The contact point available day and night, Art 41.
    pub contact_point: String,
    /// The authority that helps others with prevention, Art 53(7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prevention: Option<String>,
    /// The authority for extradition and provisional arrest, Art 37(19).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extradition: Option<String>,
}

/// The usual way of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UsualWay {
    /// Electronically, Art 40(14).
    Electronic,
    /// Only through diplomatic channels, Art 40(12).
    Diplomatic,
}

/// The ways of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Channels {
    /// The usual one.
    pub usual: UsualWay,
    /// Through INTERPOL, urgent and agreed, Art 40(12).
    pub interpol_urgent: bool,
    /// Orally, urgent and agreed, Art 40(13).
    pub oral_urgent: bool,
}

/// A statute with its maximum penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OffenceRow {
    /// The article it gives effect to, 7 to 17.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<u8>,
    /// The kind of serious crime, where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The citation.
    pub statute: String,
    /// The maximum in months.
    pub max_penalty_months: u32,
    /// The State counts it as serious crime, Art 2(h); where nothing is said, the maximum decides.
    pub serious: bool,
    /// Options taken.
    pub options: Vec<OffenceOption>,
}

/// Art 19.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Accessory {
    /// Participation is an offence: the Convention obliges to it.
    pub participation: bool,
    /// Attempt is one.
    pub attempt: bool,
    /// Preparation is one.
    pub preparation: bool,
}

/// Reservations and declarations, besides the options of the offences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reservations {
    /// Articles by which the State is not bound.
    pub excluded_articles: Vec<u8>,
    /// Art 42(5).
    pub preservation: bool,
    /// Art 23(3): not for systems of a closed group off public networks.
    pub closed_networks: bool,
    /// Art 63(3).
    pub disputes: bool,
}

/// Art 25.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OrderRow {
    /// The longest one order lasts, in days; at most 90.
    pub days_max: u32,
    /// It may be renewed.
    pub renewable: bool,
    /// How long the custodian must keep silent, in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy_days_max: Option<u32>,
}

/// The law on one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureLaw {
    /// The law offers it.
    pub offered: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who may authorise it.
    pub authorised_by: Vec<Authoriser>,
    /// The stance on dual criminality, Art 40(8).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dual_criminality: Option<DualCriminality>,
    /// The longest it may last, in days, Arts 29 and 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_max: Option<u32>,
    /// Only for these articles.
    pub articles: Vec<u8>,
    /// And for these kinds of serious crime.
    pub categories: Vec<Category>,
    /// Measures that must have been tried or asked for before.
    pub requires_first: Vec<Measure>,
    /// What else is asked of the other State, one sentence each.
    pub asks_of_others: Vec<String>,
}

/// Art 36.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataProtection {
    /// The law.
    pub law: String,
    /// Conditions personal data travel under.
    pub conditions: Vec<String>,
    /// Onward transfer, Art 36(3).
    pub onward_transfer: OnwardTransfer,
    /// How long they may be kept, in days.
    pub retention_days_max: u32,
}

/// Telling the persons concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// They are told once secrecy ends.
    pub person_told: bool,
    /// How long secrecy may last without a new decision, in days.
    pub secrecy_days_max: u32,
}

/// Art 24(2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Safeguards {
    /// Who reviews, independently.
    pub independent_review: Authoriser,
    /// The remedy; none where the law knows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Within how many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy_days: Option<u32>,
}

/// Art 37.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Extradition {
    /// The Convention serves as the basis, Art 37(5)-(6).
    pub convention_is_basis: bool,
    /// The least maximum penalty, in months, Art 37(8).
    pub min_penalty_months: u32,
    /// Own nationals.
    pub nationals: Nationals,
    /// How long provisional arrest may last, in days, Art 37(10).
    pub provisional_arrest_days: u32,
    /// Possible without double punishability, Art 37(2).
    pub without_dual_criminality: bool,
}

/// A treaty on assistance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyRow {
    /// The other State.
    pub with: StateCode,
    /// Its name, the same in both profiles.
    pub name: String,
    /// Since when it binds.
    pub since: Date,
    /// Paragraphs 8 to 31 of Art 40 are used in its place, if the other State says so too.
    pub convention_instead: bool,
}

/// A limit on cooperation with one State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestrictionRow {
    /// The State.
    pub state: StateCode,
    /// The measures; none for all.
    pub measures: Vec<Measure>,
    /// Why.
    pub reason: String,
}

/// Art 64(3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompetenceRow {
    /// The measures.
    pub measures: Vec<Measure>,
    /// The offences.
    pub articles: Vec<u8>,
    /// Other kinds of serious crime.
    pub categories: Vec<Category>,
}
