//! What kind of paper an act makes.

use comity_treaty::{Act, Measure, Side};

/// The kind of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something is asked for.
    Request,
    /// Something is offered or proposed.
    Offer,
    /// Something was decided.
    Decision,
    /// Something is not granted.
    Refusal,
    /// Something is attested.
    Certificate,
    /// Anything else that is said.
    Communication,
}

impl Kind {
    /// The kind of the paper of an act in a measure.
    pub(crate) const fn of(act: Act, measure: Measure) -> Self {
        match act {
            Act::SendRequest if is_offer(measure) => Self::Offer,
            Act::SendRequest
            | Act::RequestExtension
            | Act::RequestRenewal
            | Act::RenewSecrecy
            | Act::AskOnwardTransfer
            | Act::AskConsent
            | Act::SeekConfiscation
            | Act::SendFormal
            | Act::RequestProsecution => Self::Request,
            Act::Refuse
            | Act::ConfirmRefusal
            | Act::RefuseNational
            | Act::WithholdTraffic
            | Act::ConfirmExtensionRefusal
            | Act::ConfirmRenewalRefusal => Self::Refusal,
            Act::Grant
            | Act::Agree
            | Act::Order
            | Act::RenewOrder
            | Act::Postpone
            | Act::GrantExtension
            | Act::RenewCollection
            | Act::ConfirmOnwardAnswer
            | Act::ConfirmConsent
            | Act::DecideRisk
            | Act::OrderFreeze
            | Act::ContinueFreeze
            | Act::LiftFreeze
            | Act::OrderConfiscation
            | Act::Dispose
            | Act::ArrestProvisionally
            | Act::EndProvisional
            | Act::Discharge
            | Act::EnforceSentence => Self::Decision,
            Act::ConfirmPreserved
            | Act::ConfirmTransfer
            | Act::RecordReceived
            | Act::DestroyEvidence
            | Act::Surrender
            | Act::RecordPersonTransfer
            | Act::OpenHearing
            | Act::EndHearing
            | Act::RecordConsent
            | Act::RecordArrival
            | Act::RecordReturn
            | Act::RecordHostAct => Self::Certificate,
            _ => Self::Communication,
        }
    }

    /// The last part of its keys: `kind-request`, `intro-request`.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Offer => "offer",
            Self::Decision => "decision",
            Self::Refusal => "refusal",
            Self::Certificate => "certificate",
            Self::Communication => "communication",
        }
    }
}

const fn is_offer(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::SpontaneousInformation
            | Measure::TrafficDisclosure
            | Measure::JointInvestigation
            | Measure::Jurisdiction
    )
}

/// The key of a side's name: where the opener gives, it offers.
pub(crate) const fn side_key(measure: Measure, side: Side) -> &'static str {
    let gives = matches!(
        measure,
        Measure::SpontaneousInformation | Measure::TrafficDisclosure
    );
    match (gives, side) {
        (true, Side::Requesting) => "side-offering",
        (true, Side::Requested) => "side-receiving",
        (false, Side::Requesting) => "side-requesting",
        (false, Side::Requested) => "side-requested",
    }
}

/// The undertakings that go with a request for assistance, and their provisions' references.
pub(crate) const fn undertakings(
    act: Act,
    measure: Measure,
) -> &'static [(&'static str, &'static str)] {
    const ALL: &[(&str, &str)] = &[
        ("undertaking-use", "40(19)"),
        ("undertaking-data", "36(3)"),
        ("undertaking-need", "40(26)"),
        ("undertaking-costs", "40(30)"),
    ];
    const NEED: &[(&str, &str)] = &[("undertaking-need", "40(26)")];
    match (act, measure) {
        (
            Act::SendRequest,
            Measure::StoredData
            | Measure::Assistance
            | Measure::RealTimeTraffic
            | Measure::ContentInterception
            | Measure::VideoHearing
            | Measure::PersonalAppearance
            | Measure::AssetRecovery,
        ) => ALL,
        (Act::SendRequest, Measure::Preservation) => NEED,
        _ => &[],
    }
}
