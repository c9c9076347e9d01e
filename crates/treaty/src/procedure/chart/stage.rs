//! The stages of the measures that are written as charts. Both States see the same stage: what changes it is always told.

use serde::{Deserialize, Serialize};

macro_rules! stages {
    ($($name:ident = $key:literal, $end:literal, $is:literal;)*) => {
        /// Where a matter stands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Stage {
            $(#[doc = $is] #[serde(rename = $key)] $name,)*
        }

        impl Stage {
            /// Every stage.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as it is serialised; also the key for translation.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// What is true of a matter at this stage.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $is),* }
            }

            /// Whether the course ends here.
            pub const fn ends(self) -> bool {
                match self { $(Self::$name => $end),* }
            }
        }
    };
}

stages! {
    // Every measure.
    Drafted = "drafted", false, "Prepared, not sent yet.";
    Abandoned = "abandoned", true, "Given up before it was sent.";
    Sent = "sent", false, "Sent, not acknowledged yet.";
    Returned = "returned", true, "The other State's node did not take it in.";
    UnderReview = "under_review", false, "Acknowledged; its review goes on.";
    Postponed = "postponed", false, "Postponed until a review date.";
    Refused = "refused", true, "Refused, with ground and reasons.";
    Declined = "declined", true, "Declined; taking part is voluntary.";
    Withdrawn = "withdrawn", true, "Withdrawn by the State that opened it.";
    Agreed = "agreed", false, "Agreed, to be carried out.";
    Closed = "closed", true, "Closed.";
    // Traffic data and information.
    Disclosed = "disclosed", false, "The traffic data are disclosed.";
    Withheld = "withheld", false, "The traffic data are withheld, with ground and reasons.";
    FollowedUp = "followed_up", false, "The third State was asked to preserve.";
    Accepted = "accepted", false, "The offer and its restrictions are accepted.";
    Delivered = "delivered", false, "The information is delivered.";
    Answered = "answered", false, "The enquiry is answered.";
    Converted = "converted", false, "A request for assistance followed.";
    // Property.
    Traced = "traced", false, "The property is traced.";
    Frozen = "frozen", false, "The property is frozen or seized.";
    LiftProposed = "lift_proposed", false, "Lifting is proposed; the requesting State may object.";
    Lifted = "lifted", false, "The freezing is lifted.";
    ConfiscationSought = "confiscation_sought", false, "Confiscation is asked for.";
    Confiscated = "confiscated", false, "The property is confiscated.";
    DisposalProposed = "disposal_proposed", false, "A disposal is proposed.";
    Disposed = "disposed", false, "The property is returned, shared or retained.";
    // Persons and proceedings.
    ProvisionalArrest = "provisional_arrest", false, "The person is under provisional arrest or another measure.";
    FormalReceived = "formal_received", false, "The formal request is complete.";
    Granted = "granted", false, "Extradition is granted.";
    Surrendered = "surrendered", false, "The person is surrendered.";
    Discharged = "discharged", true, "The person is discharged; they are not extradited.";
    NationalRefused = "national_refused", false, "Extradition is refused because the person is a national.";
    ProsecutionSought = "prosecution_sought", false, "Prosecution at home is asked for.";
    ProsecutionTakenUp = "prosecution_taken_up", false, "The case is submitted to the competent authorities at home for prosecution.";
    SentenceEnforced = "sentence_enforced", false, "The sentence is enforced at home.";
    PersonTransferred = "person_transferred", false, "The sentenced person is transferred.";
    FileHandedOver = "file_handed_over", false, "The file of the proceedings is handed over.";
    Concluded = "concluded", false, "The proceedings are concluded.";
    // Joint investigations.
    Active = "active", false, "The joint investigation is active.";
    AmendmentProposed = "amendment_proposed", false, "A change of the agreement is proposed.";
    Concluding = "concluding", false, "The joint investigation winds up; contributions are frozen.";
    // Hearings and appearances.
    Scheduled = "scheduled", false, "The hearing has a date.";
    InSession = "in_session", false, "The hearing is in session.";
    Heard = "heard", false, "The hearing is over and its record is signed.";
    Consented = "consented", false, "The person consented, freely and informed.";
    Present = "present", false, "The person is in the requesting State.";
    FreeToLeave = "free_to_leave", false, "The person was told that they are no longer needed; safe conduct runs.";
    SafeConductEnded = "safe_conduct_ended", false, "The person stayed beyond the period of safe conduct.";
    PersonReturned = "person_returned", false, "The person is back.";
    // Jurisdiction.
    Matched = "matched", false, "The private match is computed.";
    Hit = "hit", false, "Both States pursue something in common.";
    NoHit = "no_hit", false, "Nothing in common was found.";
    LeadProposed = "lead_proposed", false, "One State is proposed to lead.";
    LeadAgreed = "lead_agreed", false, "The States agreed who leads.";
    // Test calls.
    CallAnswered = "call_answered", true, "The test call is answered.";
    CallUnanswered = "call_unanswered", true, "Nobody answered the test call.";
}
