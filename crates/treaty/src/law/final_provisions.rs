//! Every number of the final provisions (Arts 61 to 68): how many, how long, from which day to which.

use jiff::civil::{Date, date};

use super::{
    Article,
    Confidence::{self, High, Low, Medium},
    RuleKind::{self, Policy, Treaty},
};

/// What a final provision counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Instruments, Parties, articles.
    Count(u16),
    /// Calendar days.
    Days(u16),
    /// Calendar years.
    Years(u16),
    /// A day of the calendar.
    On(Date),
}

macro_rules! final_provisions {
    ($($name:ident = $amount:expr, $article:ident, $confidence:ident, $kind:ident, $says:literal;)*) => {
        /// A number of the final provisions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FinalProvision {
            $(#[doc = $says] $name,)*
        }

        impl FinalProvision {
            /// Every row.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// How many, how long, or on which day.
            pub const fn amount(self) -> Amount {
                use Amount::{Count, Days, On, Years};
                match self { $(Self::$name => $amount),* }
            }

            /// The provision it stands in.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// How sure we are of the number.
            pub const fn confidence(self) -> Confidence {
                match self { $(Self::$name => $confidence),* }
            }

            /// Treaty law, or the platform's own reading of it.
            pub const fn kind(self) -> RuleKind {
                match self { $(Self::$name => $kind),* }
            }

            /// What is counted, in our words.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

final_provisions! {
    Articles = Count(68), A68, High, Treaty, "articles the Convention has";
    SignatureOpens = On(date(2025, 10, 25)), A64p1, High, Treaty, "the first day of signature, in Hanoi";
    SignatureCloses = On(date(2026, 12, 31)), A64p1, High, Treaty, "the last day of signature, in New York; after it there is accession only";
    InstrumentsNeeded = Count(40), A65p1, High, Treaty, "instruments before the Convention enters into force";
    GeneralEntryDays = Days(90), A65p1, High, Treaty, "days from the deposit that reaches the number to general entry into force";
    LaterEntryDays = Days(30), A65p2, High, Treaty, "days from a later deposit to entry into force for its State, never before the general entry";
    AmendmentsAfter = Years(5), A66, High, Treaty, "years in force before an amendment may be proposed";
    AmendmentDays = Days(90), A66, High, Treaty, "days from a Party's consent to an amendment to its entry into force for that Party";
    DenunciationYears = Years(1), A67, High, Treaty, "years from the receipt of a denunciation to its effect";
    ProtocolParties = Count(60), A62, Medium, Treaty, "States Parties before a protocol may be adopted";
    RegionalInstrumentCounts = Count(0), A65p1, Low, Policy, "what a regional organisation's instrument adds to the count: read as nothing in every case";
}

impl FinalProvision {
    /// The count, the days or the years; 0 where the row is a day of the calendar.
    pub const fn number(self) -> u16 {
        match self.amount() {
            Amount::Count(n) | Amount::Days(n) | Amount::Years(n) => n,
            Amount::On(_) => 0,
        }
    }

    /// The day of the calendar; `None` where the row is a number.
    pub const fn day(self) -> Option<Date> {
        match self.amount() {
            Amount::On(day) => Some(day),
            Amount::Count(_) | Amount::Days(_) | Amount::Years(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_instruments_and_sixty_parties_are_two_counters() {
        assert_eq!(FinalProvision::InstrumentsNeeded.number(), 40);
        assert_eq!(FinalProvision::ProtocolParties.number(), 60);
    }

    #[test]
    fn the_window_is_a_pair_of_days() {
        let days = [
            FinalProvision::SignatureOpens,
            FinalProvision::SignatureCloses,
        ]
        .map(FinalProvision::day);
        assert!(days[0].is_some() && days[0] < days[1]);
        assert_eq!(FinalProvision::InstrumentsNeeded.day(), None);
    }
}
