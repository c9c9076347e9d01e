//! The grounds for refusing, and which measure allows which.

use serde::{Deserialize, Serialize};

use super::{Article, Rule};
use crate::Measure;

/// A ground an officer may name when refusing. The two last ones are forbidden everywhere; they stand here so that the
/// rejection can say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// RG-01: the request is not in conformity with Art 40.
    NotInConformity,
    /// RG-02: sovereignty, security, public order or other essential interests.
    EssentialInterests,
    /// RG-03: own authorities would be barred from it for a similar offence.
    BarredAtHome,
    /// RG-04: contrary to the own legal system on mutual legal assistance.
    ContraryToLegalSystem,
    /// RG-05: substantial grounds to believe in persecution or discrimination.
    Persecution,
    /// RG-06: the conduct is no offence in the requested State.
    NoDualCriminality,
    /// RG-07: the matter is trivial.
    Trivial,
    /// RG-08: the help is available under another provision.
    AvailableElsewhere,
    /// RG-09: the own data-protection law bars the transfer, and conditions failed.
    DataProtection,
    /// RG-11: the request is not under this Convention at all.
    OutOfScope,
    /// FX-1: fiscal matters are involved. Forbidden.
    FiscalMatters,
    /// FX-2: bank secrecy. Forbidden.
    BankSecrecy,
}

/// What must be true before a ground may be used for a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// May be used.
    Open,
    /// Only with the reservation of Art 42(5), and for an offence outside the Convention.
    UnderReservation,
    /// Only once the personal-data gate is barred, or its conditions were declined.
    GateFailed,
    /// May not be used; the rule says why.
    Closed(Rule, Article),
}

impl Ground {
    /// Every ground, in the order of the codes.
    pub const ALL: [Self; 12] = [
        Self::NotInConformity,
        Self::EssentialInterests,
        Self::BarredAtHome,
        Self::ContraryToLegalSystem,
        Self::Persecution,
        Self::NoDualCriminality,
        Self::Trivial,
        Self::AvailableElsewhere,
        Self::DataProtection,
        Self::OutOfScope,
        Self::FiscalMatters,
        Self::BankSecrecy,
    ];

    /// The short code used in tables and letters.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotInConformity => "RG-01",
            Self::EssentialInterests => "RG-02",
            Self::BarredAtHome => "RG-03",
            Self::ContraryToLegalSystem => "RG-04",
            Self::Persecution => "RG-05",
            Self::NoDualCriminality => "RG-06",
            Self::Trivial => "RG-07",
            Self::AvailableElsewhere => "RG-08",
            Self::DataProtection => "RG-09",
            Self::OutOfScope => "RG-11",
            Self::FiscalMatters => "FX-1",
            Self::BankSecrecy => "FX-2",
        }
    }

    /// The provision the ground stands on; for the forbidden ones, the provision that forbids it.
    pub const fn article(self) -> Article {
        match self {
            Self::NotInConformity => Article::A40p21a,
            Self::EssentialInterests => Article::A40p21b,
            Self::BarredAtHome => Article::A40p21c,
            Self::ContraryToLegalSystem => Article::A40p21d,
            Self::Persecution => Article::A40p22,
            Self::NoDualCriminality | Self::Trivial | Self::AvailableElsewhere => Article::A40p8,
            Self::DataProtection => Article::A36p1,
            Self::OutOfScope => Article::A35p1,
            Self::FiscalMatters => Article::A40p23,
            Self::BankSecrecy => Article::A40p24,
        }
    }

    /// Whether the requesting State must be consulted first, Art 40(28). It names the grounds of Art 40(21) only.
    pub const fn needs_consultation(self) -> bool {
        matches!(
            self,
            Self::NotInConformity
                | Self::EssentialInterests
                | Self::BarredAtHome
                | Self::ContraryToLegalSystem
        )
    }

    /// Whether the measure may be refused on this ground.
    pub const fn availability(self, measure: Measure) -> Availability {
        match (self, measure) {
            (Self::FiscalMatters, _) => {
                Availability::Closed(Rule::FiscalMattersNoGround, self.article())
            }
            (Self::BankSecrecy, _) => {
                Availability::Closed(Rule::BankSecrecyNoGround, self.article())
            }
            (Self::NoDualCriminality, Measure::Preservation) => Availability::UnderReservation,
            (Self::DataProtection, Measure::StoredData) => Availability::GateFailed,
            (
                Self::NotInConformity
                | Self::ContraryToLegalSystem
                | Self::Trivial
                | Self::AvailableElsewhere
                | Self::DataProtection,
                Measure::Preservation,
            ) => Availability::Closed(Rule::GroundNotAvailable, Article::A42p6),
            _ => Availability::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preservation_has_the_closed_list() {
        let open: Vec<_> = Ground::ALL
            .into_iter()
            .filter(|g| g.availability(Measure::Preservation) == Availability::Open)
            .map(Ground::code)
            .collect();
        assert_eq!(open, ["RG-02", "RG-03", "RG-05", "RG-11"]);
    }

    #[test]
    fn fiscal_matters_and_bank_secrecy_are_closed_everywhere() {
        for measure in [Measure::Preservation, Measure::StoredData] {
            for ground in [Ground::FiscalMatters, Ground::BankSecrecy] {
                assert!(matches!(
                    ground.availability(measure),
                    Availability::Closed(..)
                ));
            }
        }
    }
}
