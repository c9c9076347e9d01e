//! What can be wrong with a record, and where: the *invalid* of this module. All faults at once, nothing changed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::Article;

macro_rules! misfits {
    ($($name:ident = $key:literal, $article:ident, $expected:literal;)*) => {
        /// What is wrong with a line. Serialised as its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Misfit {
            $(#[doc = concat!("Expected ", $expected, ".")] #[serde(rename = $key)] $name,)*
        }

        impl Misfit {
            /// Every row.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key, for machines.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The provision that asks for what was expected; Art 68 where it is the form of the record alone.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// What was expected, in plain words.
            pub const fn expected(self) -> &'static str {
                match self { $(Self::$name => $expected),* }
            }
        }
    };
}

misfits! {
    // The form of the file.
    Oversized = "oversized", A68, "a file, a line or a field within its limit";
    Encoding = "encoding", A68, "text in UTF-8, or for XML in ISO 8859-1 where it says so, without control characters";
    Quoting = "quoting", A68, "quotes that open a field, close it, and are doubled within it";
    Heading = "heading", A68, "the heading with exactly the columns of the format, in their order";
    Columns = "columns", A68, "as many fields as the heading has";
    Xml = "xml", A68, "well-formed XML";
    DocumentType = "document_type", A68, "no document type and no entities but the five of XML";
    Depth = "depth", A68, "elements nested no deeper than the limit";
    WrongTreaty = "wrong_treaty", A68, "the status form of chapter XVIII, 16, of the UN Treaty Collection";
    NoParticipants = "no_participants", A68, "a table of participants with the columns of the status form";
    ParticipantTwice = "participant_twice", A68, "each participant once";

    // The form of a field.
    UnknownState = "unknown_state", A64p3, "the code or the name of a participant in the table of participants";
    UnknownAct = "unknown_act", A68, "an act of the format's table";
    UnknownKind = "unknown_kind", A64p3, "a day, and the mark of ratification (none), acceptance (A), approval (AA or c) or accession (a)";
    ImpossibleDate = "impossible_date", A68, "a date of the calendar: 2026-02-17, or 2026-02 where the day is not known";
    DateMissing = "date_missing", A68, "a date: this act counts from its day";
    DayMissing = "day_missing", A68, "a day: 2026-02-17";
    AfterItsSource = "after_its_source", A68, "an act no later than the day its source is of";
    UnknownArticle = "unknown_article", A68, "a provision of the Convention, such as 14, 14(3) or 42(3)(a)";
    FieldMissing = "field_missing", A68, "a value: this act needs the field";
    FieldUnused = "field_unused", A68, "nothing: this act has no use for the field";
    UnknownEffect = "unknown_effect", A68, "excludes or modifies; precluding or not_precluding; for a protocol 40/90/30";
    UnknownConfidence = "unknown_confidence", A68, "high, medium or low";

    // Signature and consent to be bound.
    OutsideWindow = "outside_window", A64p1, "a signature within the window; after it there is accession";
    BeforeOpening = "before_opening", A64p1, "no act before the Convention was opened for signature";
    SignedTwice = "signed_twice", A64p1, "one signature of each State";
    OrganisationSignedFirst = "organisation_signed_first", A64p2, "a member State's signature before or with its organisation's";
    NeverSigned = "never_signed", A64p3, "a signature, or an accession instead: this instrument needs one";
    BeforeSignature = "before_signature", A64p3, "the instrument after the signature";
    OrganisationBeforeMembers = "organisation_before_members", A64p3, "a member State's instrument before or with its organisation's";
    DoubleDeposit = "double_deposit", A64p3, "one instrument of each State, unless the one before was withdrawn or its denunciation took effect";
    NothingToWithdraw = "nothing_to_withdraw", A64p3, "an instrument deposited before";
    WithdrawnTooLate = "withdrawn_too_late", A67, "the withdrawal before the Convention binds the State; afterwards there is denunciation";
    NoOrganisation = "no_organisation", A2n, "a regional organisation: only it declares competence";
    NeverJoined = "never_joined", A64p3, "a signature or an instrument before or with this act";

    // Reservations and objections.
    BearsNoReservation = "bears_no_reservation", A68, "a provision that can bear a reservation";
    ReservationOverlaps = "reservation_overlaps", A68, "one reservation of a State on a provision at a time";
    NoSuchReservation = "no_such_reservation", A68, "a reservation to exactly this provision, standing on that day";
    NoSuchObjection = "no_such_objection", A68, "an objection to this reservation, standing on that day";
    ObjectionTwice = "objection_twice", A68, "one objection of a State to a reservation at a time";
    ObjectsToItself = "objects_to_itself", A68, "another State's reservation";

    // What only a Party does.
    NotAParty = "not_a_party", A65, "a Party on that day";
    DenouncedTwice = "denounced_twice", A67, "one denunciation at a time";
    NoConsentToConvention = "no_consent_to_convention", A61, "the Convention's own instrument before or with this consent";
    ProposedTooEarly = "proposed_too_early", A66, "the proposal after the years in force that Art. 66 asks for";
    TooFewParties = "too_few_parties", A62, "as many States Parties as Art. 62 asks for on that day";
    UnknownInstrument = "unknown_instrument", A61, "an amendment or a protocol of this name, adopted before or on that day";
    AdoptedTwice = "adopted_twice", A61, "one proposal and one adoption under each name";
    ConsentedTwice = "consented_twice", A61, "one consent of each State to an amendment or protocol";
}

/// On what a fault depends besides its own lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depends {
    /// On nothing: no line that could not be read would have mended it.
    Alone,
    /// On the other lines of its State.
    OnState,
    /// On the lines of other States too, as everything does that waits for the entry into force.
    OnAll,
}

impl Misfit {
    /// What a line that could not be read might have changed about it.
    pub(super) const fn depends(self) -> Depends {
        match self {
            Self::NeverSigned
            | Self::NeverJoined
            | Self::DoubleDeposit
            | Self::NothingToWithdraw
            | Self::ReservationOverlaps
            | Self::NoSuchObjection
            | Self::ObjectionTwice
            | Self::NoConsentToConvention
            | Self::DenouncedTwice => Depends::OnState,
            Self::OrganisationSignedFirst
            | Self::OrganisationBeforeMembers
            | Self::WithdrawnTooLate
            | Self::NoSuchReservation
            | Self::NotAParty
            | Self::ProposedTooEarly
            | Self::TooFewParties
            | Self::UnknownInstrument => Depends::OnAll,
            _ => Depends::Alone,
        }
    }
}

/// One fault of a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InvalidLine {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
    /// The field.
    pub field: String,
    /// What is wrong.
    pub misfit: Misfit,
    /// What was found, shortened.
    pub found: String,
}

/// Longest part of a found text that is repeated, in characters.
const FOUND_CHARS_MAX: usize = 60;

impl InvalidLine {
    /// The fault of a field that says `found`.
    pub fn new(line: u32, field: &str, misfit: Misfit, found: &str) -> Self {
        let printable = found.chars().map(|c| if c.is_control() { ' ' } else { c });
        Self {
            line,
            column: None,
            field: field.into(),
            misfit,
            found: printable.take(FOUND_CHARS_MAX).collect(),
        }
    }

    /// The same at a character of the line.
    #[must_use]
    pub fn at(self, column: u32) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }
}

impl fmt::Display for InvalidLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        let (expected, article) = (self.misfit.expected(), self.misfit.article());
        write!(f, ", {}: expected {expected}", self.field)?;
        if !self.found.is_empty() {
            write!(f, "; found `{}`", self.found)?;
        }
        write!(f, " ({article})")
    }
}

/// All faults of one table or form, in the order of lines. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub struct InvalidLines(pub Vec<InvalidLine>);

impl fmt::Display for InvalidLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl From<InvalidLine> for InvalidLines {
    fn from(fault: InvalidLine) -> Self {
        Self(vec![fault])
    }
}

/// The value where nothing was wrong, or all the faults in order.
pub(super) fn unless<T>(mut faults: Vec<InvalidLine>, value: T) -> Result<T, InvalidLines> {
    if faults.is_empty() {
        return Ok(value);
    }
    faults.sort();
    faults.dedup();
    Err(InvalidLines(faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique() {
        let mut keys: Vec<_> = Misfit::ALL.iter().map(|m| m.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Misfit::ALL.len());
    }

    #[test]
    fn a_fault_says_where_and_what_and_cannot_draw_on_a_terminal() {
        let fault = InvalidLine::new(7, "date", Misfit::ImpossibleDate, "2026-\u{1b}[31m");
        let said = fault.at(3).to_string();
        assert!(said.starts_with("line 7:3, date: expected"), "{said}");
        assert!(!said.contains('\u{1b}'));
    }
}
