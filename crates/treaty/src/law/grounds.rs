//! The grounds for refusing, and which measure allows which.

use serde::{Deserialize, Serialize};

use super::{Article, Measure, Rule, measures::RefusalList};
use crate::rejection::Rejection;

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
    /// RG-10: the evidence is insufficient or came too late.
    InsufficientEvidence,
    /// RG-11: the request is not under this Convention at all.
    OutOfScope,
    /// RG-12: neither treaty nor domestic law permits it; the Convention obliges to endeavour only.
    NotPermitted,
    /// RG-13: a condition of domestic law or of a treaty on extradition fails, such as the minimum penalty.
    ExtraditionCondition,
    /// RG-14: the person is an own national; prosecution or enforcement at home follows.
    OwnNational,
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
    pub const ALL: [Self; 16] = [
        Self::NotInConformity,
        Self::EssentialInterests,
        Self::BarredAtHome,
        Self::ContraryToLegalSystem,
        Self::Persecution,
        Self::NoDualCriminality,
        Self::Trivial,
        Self::AvailableElsewhere,
        Self::DataProtection,
        Self::InsufficientEvidence,
        Self::OutOfScope,
        Self::NotPermitted,
        Self::ExtraditionCondition,
        Self::OwnNational,
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
            Self::InsufficientEvidence => "RG-10",
            Self::OutOfScope => "RG-11",
            Self::NotPermitted => "RG-12",
            Self::ExtraditionCondition => "RG-13",
            Self::OwnNational => "RG-14",
            Self::FiscalMatters => "FX-1",
            Self::BankSecrecy => "FX-2",
        }
    }

    /// The provision the ground stands on in the measure; for the forbidden ones, the provision that forbids it.
    pub const fn article(self, measure: Measure) -> Article {
        use RefusalList::{Assets, Closed, Endeavour, Extradition, Voluntary};
        match (self, measure.refusal()) {
            (Self::EssentialInterests | Self::BarredAtHome | Self::Persecution, Closed) => {
                closing(measure)
            }
            (Self::NoDualCriminality, Closed) => Article::A42p5,
            (Self::NotPermitted, Endeavour) => measure.article(),
            (Self::Trivial, Assets) => Article::A50p7,
            (Self::NoDualCriminality, Extradition) => Article::A37p1,
            // What the own law or a treaty names as a condition, Art 40(21) does not reach.
            (Self::EssentialInterests | Self::BarredAtHome, Extradition) => Article::A37p8,
            (Self::Persecution, Extradition) => Article::A37p15,
            (Self::FiscalMatters, Extradition) => Article::A37p16,
            (Self::Persecution, Voluntary) => Article::A6p2,
            // Who need not take part stands on the measure's own article; the paragraphs of Art 40 do not reach it.
            (ground, Voluntary) if ground.of_assistance() => measure.article(),
            _ => self.usual_article(),
        }
    }

    /// The provision it stands on in assistance, which the other articles take over.
    const fn usual_article(self) -> Article {
        match self {
            Self::NotInConformity => Article::A40p21a,
            Self::EssentialInterests => Article::A40p21b,
            Self::BarredAtHome => Article::A40p21c,
            Self::ContraryToLegalSystem => Article::A40p21d,
            Self::Persecution => Article::A40p22,
            Self::NoDualCriminality | Self::Trivial | Self::AvailableElsewhere => Article::A40p8,
            Self::DataProtection => Article::A36p1,
            Self::InsufficientEvidence => Article::A50p7,
            Self::OutOfScope => Article::A35p1,
            Self::NotPermitted => Article::A40p17,
            Self::ExtraditionCondition => Article::A37p8,
            Self::OwnNational => Article::A37p11,
            Self::FiscalMatters => Article::A40p23,
            Self::BankSecrecy => Article::A40p24,
        }
    }

    /// Whether Arts 40(8) and 40(21) name it.
    const fn of_assistance(self) -> bool {
        let discretion = matches!(
            self,
            Self::NoDualCriminality | Self::Trivial | Self::AvailableElsewhere
        );
        discretion || self.of_paragraph_21()
    }

    /// Whether the requesting State must be consulted first, Art 40(28). It names the grounds of Art 40(21) only; for
    /// extradition Art 37(17) says so of every ground, in its own way.
    pub const fn needs_consultation(self, measure: Measure) -> bool {
        let extradition = matches!(measure.refusal(), RefusalList::Extradition);
        self.of_paragraph_21() && !extradition
    }

    /// Whether Art 40(21) names it.
    pub const fn of_paragraph_21(self) -> bool {
        matches!(
            self,
            Self::NotInConformity
                | Self::EssentialInterests
                | Self::BarredAtHome
                | Self::ContraryToLegalSystem
        )
    }

    /// Whether a refusal on this ground can be heard at all: a closed ground is rejected by both States. Whether a reservation
    /// or a failed gate allows it is the refusing State's to know.
    pub(crate) fn on_the_list(self, measure: Measure) -> Result<(), Rejection> {
        match self.availability(measure) {
            Availability::Closed(rule, article) => Err(Rejection::under(rule, article)),
            Availability::Open | Availability::UnderReservation | Availability::GateFailed => {
                Ok(())
            }
        }
    }

    /// Whether the measure may be refused on this ground.
    pub const fn availability(self, measure: Measure) -> Availability {
        match self {
            Self::FiscalMatters => self.closed(Rule::FiscalMattersNoGround, measure),
            Self::BankSecrecy => self.closed(Rule::BankSecrecyNoGround, measure),
            _ => self.on(measure.refusal(), measure),
        }
    }

    /// Whether the ground is on the list, row by row.
    const fn on(self, list: RefusalList, measure: Measure) -> Availability {
        use RefusalList::{Assets, Assistance, Closed, Endeavour, Extradition, Voluntary};
        match (self, list) {
            (Self::OutOfScope | Self::Persecution, _)
            | (
                Self::EssentialInterests | Self::BarredAtHome,
                Closed | Assistance | Endeavour | Assets | Extradition | Voluntary,
            )
            | (
                Self::NotInConformity
                | Self::ContraryToLegalSystem
                | Self::Trivial
                | Self::AvailableElsewhere,
                Assistance | Endeavour | Assets | Voluntary,
            )
            | (
                Self::NoDualCriminality,
                Assistance | Endeavour | Assets | Extradition | Voluntary,
            )
            | (Self::InsufficientEvidence, Assets)
            | (Self::NotPermitted, Endeavour)
            | (Self::ExtraditionCondition, Extradition) => Availability::Open,
            (Self::OwnNational, Extradition) => self.closed(Rule::NationalRefusedApart, measure),
            (Self::NoDualCriminality, Closed) if matches!(measure, Measure::Preservation) => {
                Availability::UnderReservation
            }
            (Self::DataProtection, Assistance | Endeavour | Assets | Voluntary) => {
                Availability::GateFailed
            }
            // Art 36(1) stands beside the closed list: traffic data that the own law bars are not transferred.
            (Self::DataProtection, Closed) if matches!(measure, Measure::TrafficDisclosure) => {
                Availability::GateFailed
            }
            (_, Closed) => Availability::Closed(Rule::GroundNotAvailable, closing(measure)),
            _ => Availability::Closed(Rule::GroundOfAnotherMeasure, measure.article()),
        }
    }

    const fn closed(self, rule: Rule, measure: Measure) -> Availability {
        Availability::Closed(rule, self.article(measure))
    }
}

/// The paragraph that closes the list of a measure.
const fn closing(measure: Measure) -> Article {
    match measure {
        Measure::Preservation => Article::A42p6,
        _ => Article::A43p2,
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
    fn a_ground_stands_on_the_article_of_its_measure() {
        let cases = [
            (Ground::EssentialInterests, Measure::StoredData, "40(21)(b)"),
            (Ground::EssentialInterests, Measure::Preservation, "42(6)"),
            (Ground::BarredAtHome, Measure::TrafficDisclosure, "43(2)"),
            (Ground::NoDualCriminality, Measure::Preservation, "42(5)"),
            (Ground::NoDualCriminality, Measure::StoredData, "40(8)"),
            (Ground::NoDualCriminality, Measure::Extradition, "37(1)"),
            (Ground::Persecution, Measure::Extradition, "37(15)"),
            (Ground::EssentialInterests, Measure::Extradition, "37(8)"),
            (Ground::BarredAtHome, Measure::Extradition, "37(8)"),
            (Ground::Persecution, Measure::Assistance, "40(22)"),
            (Ground::FiscalMatters, Measure::Extradition, "37(16)"),
            (Ground::Trivial, Measure::AssetRecovery, "50(7)"),
            (Ground::NotPermitted, Measure::ContentInterception, "46"),
            (Ground::EssentialInterests, Measure::SentencedPerson, "38"),
            (Ground::DataProtection, Measure::SentencedPerson, "36(1)"),
        ];
        for (ground, measure, article) in cases {
            assert_eq!(
                ground.article(measure).reference(),
                article,
                "{ground:?} {measure}"
            );
        }
    }

    /// Art 37(8): the conditions of the own law and of treaties, not the list of Art 40(21).
    #[test]
    fn extradition_has_its_own_list() {
        let open: Vec<_> = Ground::ALL
            .into_iter()
            .filter(|g| g.availability(Measure::Extradition) == Availability::Open)
            .map(Ground::code)
            .collect();
        let list = ["RG-02", "RG-03", "RG-05", "RG-06", "RG-11", "RG-13"];
        assert_eq!(open, list);
        let ground = Ground::EssentialInterests;
        assert!(!ground.needs_consultation(Measure::Extradition));
        assert!(ground.needs_consultation(Measure::StoredData));
    }

    #[test]
    fn traffic_data_are_withheld_for_data_protection_only_after_the_gate() {
        let ground = Ground::DataProtection;
        let withheld = ground.availability(Measure::TrafficDisclosure);
        assert_eq!(withheld, Availability::GateFailed);
        let kept = ground.availability(Measure::Preservation);
        assert!(
            matches!(kept, Availability::Closed(..)),
            "nothing is transferred yet"
        );
    }

    #[test]
    fn fiscal_matters_and_bank_secrecy_are_closed_everywhere() {
        for measure in Measure::ALL.iter().copied() {
            for ground in [Ground::FiscalMatters, Ground::BankSecrecy] {
                assert!(matches!(
                    ground.availability(measure),
                    Availability::Closed(..)
                ));
            }
        }
    }
}
