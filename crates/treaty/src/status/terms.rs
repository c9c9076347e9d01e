//! The numbers of the final provisions as one value, so that the arithmetic can be tried on other treaties.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::law::FinalProvision;

/// How an agreement enters into force: for the Convention Art 65, for a protocol its own clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryTerms {
    /// Instruments needed.
    pub instruments: u16,
    /// Days from the deposit that reaches the number.
    pub general_days: u16,
    /// Days from a later deposit, for its State.
    pub later_days: u16,
}

impl fmt::Display for EntryTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (general, later) = (self.general_days, self.later_days);
        write!(f, "{}/{general}/{later}", self.instruments)
    }
}

/// All the status is computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Entry into force, Art 65.
    pub entry: EntryTerms,
    /// The first day of signature, Art 64(1).
    pub signature_opens: Date,
    /// The last day of signature, Art 64(1).
    pub signature_closes: Date,
    /// Years from notice of denunciation to effect, Art 67.
    pub denunciation_years: u16,
    /// Years in force before an amendment may be proposed, Art 66.
    pub amendments_after_years: u16,
    /// Days from consent to an amendment to its entry into force, Art 66.
    pub amendment_days: u16,
    /// States Parties before a protocol may be adopted, Art 62.
    pub protocol_parties: u16,
}

impl Terms {
    /// The Convention's own, from the rows of [`FinalProvision`].
    pub const CONVENTION: Self = {
        use FinalProvision as F;
        // INVARIANT (window): both rows are days; a test of the table holds it.
        let (Some(signature_opens), Some(signature_closes)) =
            (F::SignatureOpens.day(), F::SignatureCloses.day())
        else {
            panic!("the signature window is a pair of days")
        };
        Self {
            entry: EntryTerms {
                instruments: F::InstrumentsNeeded.number(),
                general_days: F::GeneralEntryDays.number(),
                later_days: F::LaterEntryDays.number(),
            },
            signature_opens,
            signature_closes,
            denunciation_years: F::DenunciationYears.number(),
            amendments_after_years: F::AmendmentsAfter.number(),
            amendment_days: F::AmendmentDays.number(),
            protocol_parties: F::ProtocolParties.number(),
        }
    };
}

/// So many calendar days later; the last day there is where it would lie beyond.
pub(super) fn days_after(day: Date, days: u16) -> Date {
    later(day, i64::from(days).days())
}

/// The same day so many years later, 28 February for 29 February; the last day there is where it would lie beyond.
pub(super) fn years_after(day: Date, years: u16) -> Date {
    later(day, i64::from(years).years())
}

fn later(day: Date, span: Span) -> Date {
    day.checked_add(span).unwrap_or(Date::MAX)
}
