//! Every period of the procedures: how long, from which source, how sure.

use jiff::{SignedDuration, Timestamp};

use super::{Article, Confidence, RuleKind};

/// A period the procedures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Preserved data are kept at least this long from the effective date.
    PreservationFloor,
    /// A domestic preservation order lasts at most this long, each.
    DomesticOrderMax,
    /// Acknowledging a preservation request.
    AcknowledgePreservation,
    /// Acting on a preservation request.
    ActOnPreservation,
    /// Acting on a preservation request in an emergency.
    ActInEmergency,
    /// Confirming that ordered data are preserved.
    ConfirmPreservation,
    /// Answering a question about a preservation request.
    AnswerPreservationQuestion,
    /// Deciding after a notice of risk.
    DecideRisk,
    /// Deciding on an extension.
    DecideExtension,
    /// How long before its end a domestic order is renewed.
    RenewalLead,
    /// How long before expiry the requesting State is reminded.
    ExpiryReminder,
    /// Preserved data stay this long after the request for assistance is decided.
    AfterDecision,
    /// Acknowledging a request for assistance.
    AcknowledgeAccess,
    /// Deciding on a request for assistance.
    DecideAccess,
    /// Deciding on a request for assistance that is expedited.
    DecideExpedited,
    /// Answering a question about a request for assistance.
    AnswerAccessQuestion,
    /// Answering a consultation; without an answer it counts as held.
    AnswerConsultation,
    /// Answering offered conditions.
    AnswerConditions,
    /// Answering a status enquiry.
    AnswerEnquiry,
    /// The second person's confirmation.
    SecondPerson,
    /// The review date a postponement names.
    PostponementReview,
    /// The end an authorisation names.
    AuthorisationEnd,
    /// Fetching a transferred package.
    FetchPackage,
    /// The end of retention the conditions name.
    Retention,
    /// Closing a matter after its evidence was destroyed.
    CloseAfterDestruction,
    /// Confirming an oral request in writing.
    ConfirmInWriting,
    /// The end of a collection, as the order and the domestic law set it.
    CollectionEnd,
    /// Sealing what was collected.
    SealCollected,
    /// The date on which secrecy ends and the person concerned is told.
    SecrecyEnd,
    /// Telling the person concerned, after a collection without secrecy.
    NotifyPerson,
    /// Answering a request for consent to an onward transfer.
    AnswerOnwardTransfer,
}

impl Period {
    /// Every period of the table.
    pub const ALL: [Self; 31] = [
        Self::PreservationFloor,
        Self::DomesticOrderMax,
        Self::AcknowledgePreservation,
        Self::ActOnPreservation,
        Self::ActInEmergency,
        Self::ConfirmPreservation,
        Self::AnswerPreservationQuestion,
        Self::DecideRisk,
        Self::DecideExtension,
        Self::RenewalLead,
        Self::ExpiryReminder,
        Self::AfterDecision,
        Self::AcknowledgeAccess,
        Self::DecideAccess,
        Self::DecideExpedited,
        Self::AnswerAccessQuestion,
        Self::AnswerConsultation,
        Self::AnswerConditions,
        Self::AnswerEnquiry,
        Self::SecondPerson,
        Self::PostponementReview,
        Self::AuthorisationEnd,
        Self::FetchPackage,
        Self::Retention,
        Self::CloseAfterDestruction,
        Self::ConfirmInWriting,
        Self::CollectionEnd,
        Self::SealCollected,
        Self::SecrecyEnd,
        Self::NotifyPerson,
        Self::AnswerOnwardTransfer,
    ];

    /// The length in hours. A day is 24 hours, counted in UTC. Zero where the date is named in the case itself.
    pub const fn hours(self) -> u32 {
        match self {
            Self::PostponementReview
            | Self::AuthorisationEnd
            | Self::Retention
            | Self::CollectionEnd
            | Self::SecrecyEnd => 0,
            Self::PreservationFloor => days(60),
            Self::DomesticOrderMax => days(90),
            Self::AcknowledgePreservation => 1,
            Self::ActInEmergency => 2,
            Self::ActOnPreservation
            | Self::ConfirmPreservation
            | Self::AnswerPreservationQuestion
            | Self::DecideRisk
            | Self::SecondPerson
            | Self::ConfirmInWriting
            | Self::SealCollected => 24,
            Self::DecideExtension | Self::AcknowledgeAccess => days(3),
            Self::RenewalLead | Self::AnswerEnquiry | Self::DecideExpedited => days(7),
            Self::ExpiryReminder
            | Self::AfterDecision
            | Self::AnswerAccessQuestion
            | Self::AnswerConsultation
            | Self::AnswerConditions
            | Self::FetchPackage
            | Self::AnswerOnwardTransfer => days(14),
            Self::DecideAccess | Self::CloseAfterDestruction | Self::NotifyPerson => days(30),
        }
    }

    /// The length in whole days, for the periods that are counted in days.
    pub const fn whole_days(self) -> u32 {
        self.hours() / 24
    }

    /// The length as a duration.
    pub const fn length(self) -> SignedDuration {
        SignedDuration::from_hours(self.hours() as i64)
    }

    /// Treaty law, domestic law, or our policy.
    pub const fn kind(self) -> RuleKind {
        match self {
            Self::PreservationFloor
            | Self::DomesticOrderMax
            | Self::PostponementReview
            | Self::Retention => RuleKind::Treaty,
            Self::AuthorisationEnd | Self::CollectionEnd => RuleKind::Domestic,
            _ => RuleKind::Policy,
        }
    }

    /// The provision the period serves. For a policy period the provision says "promptly" or "as soon as possible".
    pub const fn article(self) -> Article {
        match self {
            Self::PreservationFloor | Self::AfterDecision => Article::A42p8,
            Self::DomesticOrderMax | Self::RenewalLead => Article::A25,
            Self::AcknowledgePreservation | Self::ActOnPreservation | Self::ConfirmPreservation => {
                Article::A42p4
            }
            Self::ActInEmergency => Article::A2o,
            Self::AnswerPreservationQuestion | Self::AnswerAccessQuestion => Article::A40p16,
            Self::DecideExpedited => Article::A44p3,
            Self::DecideRisk => Article::A42p7,
            Self::DecideExtension | Self::ExpiryReminder => Article::A42p9,
            Self::AnswerConsultation => Article::A40p28,
            Self::AnswerConditions | Self::Retention => Article::A36p1,
            Self::PostponementReview => Article::A40p27,
            Self::AuthorisationEnd | Self::NotifyPerson => Article::A24p2,
            Self::SecondPerson => Article::A24p4,
            Self::FetchPackage => Article::A40p14,
            Self::CloseAfterDestruction => Article::A40p19,
            Self::ConfirmInWriting => Article::A40p13,
            Self::CollectionEnd => Article::A45p3f,
            Self::SealCollected => Article::A45p1,
            Self::SecrecyEnd => Article::A40p20,
            Self::AnswerOnwardTransfer => Article::A36p3,
            Self::AcknowledgeAccess | Self::DecideAccess | Self::AnswerEnquiry => Article::A40p26,
        }
    }

    /// How sure we are. Policy periods are ours, so we are sure of them.
    pub const fn confidence(self) -> Confidence {
        match self.kind() {
            RuleKind::Policy => Confidence::High,
            RuleKind::Treaty | RuleKind::Domestic => self.article().confidence(),
        }
    }

    /// The end of the period that starts at `start`; the latest instant there is where it would lie beyond.
    pub fn after(self, start: Timestamp) -> Timestamp {
        start
            .saturating_add(self.length())
            .unwrap_or(Timestamp::MAX)
    }
}

const fn days(count: u32) -> u32 {
    count * 24
}

/// `start` and so many days of 24 hours; the latest instant there is where it would lie beyond.
pub fn days_after(start: Timestamp, days: u32) -> Timestamp {
    let length = SignedDuration::from_hours(i64::from(days) * 24);
    start.saturating_add(length).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_is_a_floor_and_ninety_a_ceiling() {
        assert_eq!(Period::PreservationFloor.whole_days(), 60);
        assert_eq!(Period::DomesticOrderMax.whole_days(), 90);
        assert_eq!(Period::PreservationFloor.kind(), RuleKind::Treaty);
    }

    #[test]
    fn the_end_of_time_is_no_overflow() {
        assert_eq!(days_after(Timestamp::MAX, 60), Timestamp::MAX);
    }
}
