//! The national profile: a State's law in one readable document, versioned and signed, from which decisions are made.
//!
//! [`parse`] is pure. It reads all of the text and reports every fault at once, each with its line and column, what is
//! wrong, what to do, and the provision that asks for it. A document with an error makes no profile; warnings do not stop
//! it. Signing, storing and fetching are the shells' business; `docs/formats/profile.md` is normative.

mod checks;
mod difference;
mod effect;
mod example;
mod finding;
mod nearest;
mod notes;
mod parts;
mod reader;
mod sections;
mod summary;

pub use difference::{Change, difference};
pub use example::example;
pub use finding::{Finding, Severity};
pub use parts::{
    Accessory, Authoriser, Authorities, Channels, CompetenceRow, DataProtection, Extradition,
    MeasureLaw, Notice, OffenceRow, OrderRow, PartyKind, Reservations, RestrictionRow, Safeguards,
    TreatyRow, UsualWay,
};

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::Measure;
use crate::law::{ConventionOffence, Instrument};
pub use crate::national::Nationals;
use crate::particulars::Language;
use crate::party::StateCode;

/// Longest profile in bytes.
pub const PROFILE_BYTES_MAX: usize = 256 << 10;
/// What the document says it is: the first key of every profile.
pub const FORMAT: &str = "comity-profile/1";

/// A State's law, as its profile says it. Serialised in the shape of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The State.
    pub state: StateCode,
    /// Its name.
    pub name: String,
    /// State, or regional organisation (Art 2(n)).
    pub kind: PartyKind,
    /// Counts the versions, from 1. Versions only rise.
    pub version: u32,
    /// The version it takes the place of; none for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<u32>,
    /// From which day it holds.
    pub date: Date,
    /// The language its texts are written in.
    pub language: Language,
    /// The languages requests may be written in, Art 40(13).
    pub languages: Vec<Language>,
    /// Other United Nations instruments that bind the State, Art 4.
    pub instruments: Vec<Instrument>,
    /// Its authorities, by name only, Arts 37(19), 40(12), 41, 53(7).
    pub authorities: Authorities,
    /// The ways it takes requests by, Art 40(12)-(14).
    pub channels: Channels,
    /// Its statutes, Arts 7 to 17 and other serious crime.
    pub offences: Vec<OffenceRow>,
    /// Participation, attempt, preparation, Art 19.
    pub accessory: Accessory,
    /// Reservations and declarations.
    pub reservations: Reservations,
    /// Its law on preservation orders, Art 25.
    pub preservation_orders: OrderRow,
    /// Each measure: offered or not, who authorises it, under which limits.
    pub measures: BTreeMap<Measure, MeasureLaw>,
    /// Personal data, Art 36.
    pub data_protection: DataProtection,
    /// Telling the persons concerned, Arts 24 and 42(3)(g).
    pub notice: Notice,
    /// Independent review and remedy, Art 24(2).
    pub safeguards: Safeguards,
    /// Extradition, Art 37.
    pub extradition: Extradition,
    /// Treaties on assistance, Arts 40(6)-(7) and 60.
    pub treaties: Vec<TreatyRow>,
    /// Limits on the cooperation with named States.
    pub restrictions: Vec<RestrictionRow>,
    /// The declared competence of a regional organisation, Art 64(3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competence: Option<CompetenceRow>,
}

/// What reading a document comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The profile, unless there is an error.
    pub profile: Option<Profile>,
    /// Every error and warning, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads a profile. Every fault is found in one go.
pub fn parse(text: &str) -> Reading {
    if text.len() > PROFILE_BYTES_MAX {
        return Reading {
            profile: None,
            findings: vec![Finding::too_long(text.len())],
        };
    }
    let (root, mut notes) = notes::open(text);
    let profile = sections::read(root.get_ref(), &mut notes);
    checks::contradictions(&profile, &mut notes);
    let findings = notes.into_findings(text);
    let sound = findings
        .iter()
        .all(|finding| finding.severity == Severity::Warning);
    Reading {
        profile: sound.then_some(profile),
        findings,
    }
}

/// The offence of an article number. Whoever wrote the number was checked by [`parse`].
pub(crate) fn article(number: u8) -> Option<ConventionOffence> {
    ConventionOffence::of_article(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_sound() {
        let texts = [
            example("XAA".parse().unwrap(), "A \"State\""),
            include_str!("../profiles/xaa.toml").into(),
            include_str!("../profiles/xbb.toml").into(),
        ];
        for text in texts {
            let reading = parse(&text);
            let said: Vec<String> = reading.findings.iter().map(ToString::to_string).collect();
            assert_eq!(said, Vec::<String>::new());
            assert!(reading.profile.is_some());
        }
    }
}
