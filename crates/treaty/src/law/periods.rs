//! Every period of the procedures: how long, from which source, how sure.

use jiff::{SignedDuration, Timestamp};

use super::{Article, Confidence, RuleKind};

macro_rules! periods {
    ($($name:ident = $hours:expr, $kind:ident, $article:ident, $doc:literal;)*) => {
        /// A period the procedures count.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Period {
            $(#[doc = $doc] $name,)*
        }

        impl Period {
            /// Every period of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The length in hours. A day is 24 hours, counted in UTC. Zero where the date is named in the case itself.
            pub const fn hours(self) -> u32 {
                match self { $(Self::$name => $hours),* }
            }

            /// Treaty law, domestic law, or our policy.
            pub const fn kind(self) -> RuleKind {
                match self { $(Self::$name => RuleKind::$kind),* }
            }

            /// The provision the period serves. For a policy period the provision says "promptly" or "as soon as possible".
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// What is counted.
            pub const fn counts(self) -> &'static str {
                match self { $(Self::$name => $doc),* }
            }
        }
    };
}

periods! {
    PreservationFloor = days(60), Treaty, A42p8, "Preserved data are kept at least this long from the effective date.";
    DomesticOrderMax = days(90), Treaty, A25, "A domestic preservation order lasts at most this long, each.";
    AcknowledgePreservation = 1, Policy, A42p4, "Acknowledging a preservation request.";
    ActOnPreservation = 24, Policy, A42p4, "Acting on a preservation request.";
    ActInEmergency = 2, Policy, A2o, "Acting on a preservation request in an emergency.";
    ConfirmPreservation = 24, Policy, A42p4, "Confirming that ordered data are preserved.";
    AnswerPreservationQuestion = 24, Policy, A40p16, "Answering a question about a preservation request.";
    DecideRisk = 24, Policy, A42p7, "Deciding after a notice of risk.";
    DecideExtension = days(3), Policy, A42p9, "Deciding on an extension.";
    RenewalLead = days(7), Policy, A25, "How long before its end a domestic order is renewed.";
    ExpiryReminder = days(14), Policy, A42p9, "How long before expiry the requesting State is reminded.";
    PreservationExpiry = 0, Policy, A42p8, "Letting preserved data go at their expiry; the treaty sets a floor of 60 days and no end.";
    AfterDecision = days(14), Policy, A42p8, "Preserved data stay this long after the request for assistance is decided.";
    AcknowledgeAccess = days(3), Policy, A40p26, "Acknowledging a request for assistance.";
    DecideAccess = days(30), Policy, A40p26, "Deciding on a request for assistance.";
    DecideExpedited = days(7), Policy, A44p3, "Deciding on a request for assistance that is expedited.";
    DecideInEmergency = 2, Policy, A41p3e, "Deciding on a request for assistance where a life or the safety of a person is in danger.";
    CallBack = 1, Policy, A41p3e, "Calling the contact of the directory back in an emergency.";
    AnswerCallBack = 1, Policy, A41p3e, "Entering the code that was read out in a call-back.";
    AnswerAccessQuestion = days(14), Policy, A40p16, "Answering a question about a request for assistance.";
    AnswerConsultation = days(14), Policy, A40p28, "Answering a consultation; without an answer it counts as held.";
    AnswerUrgentConsultation = 12, Policy, A40p28, "Answering a consultation on a preservation or on traffic data, which are decided within a day; without an answer it counts as held.";
    AnswerConditions = days(14), Policy, A36p1, "Answering offered conditions.";
    AnswerEnquiry = days(7), Policy, A40p26, "Answering a status enquiry.";
    SecondPerson = 24, Policy, A24p4, "The second person's confirmation.";
    PostponementReview = 0, Policy, A40p27, "The review date a postponement names.";
    AuthorisationEnd = 0, Domestic, A24p2, "The end an authorisation names.";
    FetchPackage = days(14), Policy, A40p14, "Fetching a transferred package.";
    Retention = 0, Policy, A36p1, "The end of retention that the accepted conditions name; the treaty sets none.";
    CloseAfterDestruction = days(30), Policy, A40p19, "Closing a matter after its evidence was destroyed.";
    ConfirmInWriting = 24, Policy, A40p13, "Confirming an oral request in writing.";
    CollectionEnd = 0, Domestic, A24p2, "The end of a collection, as the order and the domestic law set it.";
    SealCollected = 24, Policy, A24p2, "Sealing what was collected.";
    DestroyCollected = days(7), Policy, A24p2, "Destroying what was collected for a request that ended without a release.";
    SecrecyEnd = 0, Policy, A40p20, "The date on which secrecy ends and the person concerned is told.";
    NotifyPerson = days(30), Policy, A24p2, "Telling the person concerned, after a collection without secrecy.";
    AnswerOnwardTransfer = days(14), Policy, A36p3, "Answering a request for consent to an onward transfer.";
    AnswerConsent = days(14), Policy, A40p19, "Answering a request for consent to another use or to a later end of retention.";
    DiscloseTraffic = 24, Policy, A43p1, "Disclosing or withholding traffic data that show a provider elsewhere.";
    FollowUp = 24, Policy, A42p1, "Asking the third State to preserve.";
    AnswerOffer = days(14), Policy, A40p5, "Answering offered information.";
    Deliver = days(7), Policy, A40p4, "Delivering accepted information.";
    PoliceLane = 24, Policy, A47p1, "The time within which enquiries of the police lane to one State are counted against their limit.";
    AnswerPolice = days(7), Policy, A47p1, "Answering a law-enforcement enquiry.";
    ObjectToLift = days(14), Policy, A50p8, "Objecting to the lifting of a freezing.";
    ObjectToLiftUrgent = 48, Policy, A50p8, "Objecting to the lifting of a freezing that cannot wait.";
    ProposeDisposal = days(60), Policy, A52p1, "Proposing what becomes of confiscated property.";
    AnswerDisposal = days(30), Policy, A52p2, "Answering a proposed disposal.";
    ProvisionalEnd = 0, Domestic, A37p10, "The end that provisional measures name, as the law or treaty counts.";
    DecideExtradition = days(60), Policy, A37p18, "Deciding on a complete request for extradition.";
    SurrenderPerson = days(30), Policy, A37p1, "Surrendering a person whose extradition is granted.";
    SubmitForProsecution = days(14), Policy, A37p11, "Submitting the case of a national for prosecution.";
    CarryOut = days(60), Policy, A40p26, "Carrying out what was agreed.";
    FormalRequest = days(40), Policy, A37p8, "Sending the formal request for extradition.";
    Undo = 24, Policy, A40p26, "Undoing what has an effect, after the State that asked wants it no longer.";
    Crossing = days(30), Policy, A40p26, "How long after a matter ended here a step of the State that executes may still have been taken before it knew.";
    JointInvestigationEnd = 0, Policy, A48, "The end the agreement on a joint investigation names.";
    ConfirmSchedule = days(7), Policy, A40p18, "Answering the date of a hearing.";
    HearingDate = 0, Policy, A40p18, "The date of the hearing.";
    PersonReturn = 0, Treaty, A40p10, "The return of a detained person that both authorities agreed.";
    SafeConduct = days(15), Treaty, A40p29, "Safe conduct ends so long after the person was told that they are no longer needed, if they could leave and stayed.";
    AnswerTestCall = 1, Policy, A41p1, "Answering a test call, at any hour.";
    TestCalls = 24, Policy, A41p1, "The time within which test calls to one State are counted against their limit.";
    EndTestCall = 24, Policy, A41p1, "Waiting for the answer to a test call; after it the call counts as unanswered.";
    CloseAfterEnd = days(30), Policy, A40p26, "Closing a matter whose work is done.";
}

impl Period {
    /// The period that takes its place where it cannot wait.
    #[must_use]
    pub const fn urgent(self) -> Self {
        match self {
            Self::ObjectToLift => Self::ObjectToLiftUrgent,
            Self::AnswerConsultation => Self::AnswerUrgentConsultation,
            other => other,
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
