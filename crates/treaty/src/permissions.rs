//! Who may perform which act: one table, used by every decision and printed for people.

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::law::Rule;
use crate::rejection::{Rejection, require};

use Role::{Approver, Drafter, DutyOfficer, EvidenceCustodian, ExecutingAuthority};

macro_rules! acts {
    ($($name:ident = $key:literal, [$($role:ident),*], $others:expr, $persons:literal, $does:literal;)*) => {
        /// A kind of command. Several procedures share an act where it means the same in all of them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Act {
            $(#[doc = $does] $name,)*
        }

        /// The whole table, one row for each act.
        pub const PERMISSIONS: &[Permission] = &[
            $(Permission {
                act: Act::$name,
                key: $key,
                roles: &[$($role),*],
                others: $others,
                persons: $persons,
                does: $does,
            },)*
        ];

        impl Act {
            /// The row of the act.
            pub const fn permission(self) -> &'static Permission {
                &PERMISSIONS[self as usize]
            }
        }
    };
}

/// Who besides officers performs an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Others {
    /// Nobody.
    Nobody,
    /// The other State, by a verified message.
    Peer,
    /// A deadline that has come.
    Deadline,
    /// An event in a linked matter, or the answer to a delivery.
    Consequence,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// The act.
    pub act: Act,
    /// Its name in serialised commands.
    pub key: &'static str,
    /// The roles that may perform it; empty where no officer may.
    pub roles: &'static [Role],
    /// Who else may.
    pub others: Others,
    /// How many persons it takes, counting the one who took the step before.
    pub persons: u8,
    /// What it does, in a sentence.
    pub does: &'static str,
}

acts! {
    // Requesting State, preservation.
    RequestPreservation = "request_preservation", [DutyOfficer, Approver], Others::Nobody, 1, "Sends a preservation request.";
    DecideRisk = "decide_risk", [DutyOfficer, Approver], Others::Nobody, 1, "Decides whether to go on after a notice of risk.";
    RequestExtension = "request_extension", [DutyOfficer, Approver], Others::Nobody, 1, "Asks to keep preserved data longer.";
    // Requesting State, assistance.
    DraftRequest = "draft_request", [Drafter], Others::Nobody, 1, "Prepares a request.";
    Redraft = "redraft", [Drafter], Others::Nobody, 1, "Changes a request that was not sent yet.";
    Abandon = "abandon", [Drafter, Approver], Others::Nobody, 1, "Gives up a request that was not sent yet.";
    SendRequest = "send_request", [Approver], Others::Nobody, 2, "Sends a request that another officer prepared.";
    AnswerCallBack = "answer_call_back", [DutyOfficer, Approver], Others::Nobody, 2, "Enters the code that was read out in a call-back, as a person who neither prepared nor sent the request.";
    AnswerConditions = "answer_conditions", [Approver], Others::Nobody, 1, "Accepts or declines the conditions offered for a transfer.";
    RecordReceived = "record_received", [EvidenceCustodian], Others::Nobody, 1, "Records that a package arrived and was verified.";
    ReportFaulty = "report_faulty", [EvidenceCustodian], Others::Nobody, 1, "Tells the sending State that a package does not verify.";
    OpenEvidence = "open_evidence", [EvidenceCustodian], Others::Nobody, 1, "Opens the evidence for a stated purpose.";
    ExportEvidence = "export_evidence", [EvidenceCustodian], Others::Nobody, 1, "Exports evidence, sealed or opened, for instance for a court.";
    NotifyExculpatory = "notify_exculpatory", [Approver], Others::Nobody, 1, "Gives notice that evidence speaks for the accused and will be disclosed to them.";
    DestroyEvidence = "destroy_evidence", [EvidenceCustodian], Others::Nobody, 1, "Destroys the key that opens the evidence.";
    Close = "close", [Drafter, Approver], Others::Deadline, 1, "Closes the matter and tells the outcome.";
    // Requesting State, both measures.
    AnswerQuestion = "answer_question", [DutyOfficer, Drafter, Approver], Others::Nobody, 1, "Answers a question, and completes the request if asked to.";
    AnswerConsultation = "answer_consultation", [DutyOfficer, Approver], Others::Nobody, 1, "Answers a consultation.";
    Enquire = "enquire", [DutyOfficer, Drafter, Approver], Others::Nobody, 1, "Asks how the request stands.";
    Withdraw = "withdraw", [DutyOfficer, Approver], Others::Nobody, 1, "Withdraws the request.";
    // Requested State, both measures.
    Acknowledge = "acknowledge", [DutyOfficer, Approver], Others::Nobody, 1, "Acknowledges the request and begins its review.";
    Ask = "ask", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Asks the requesting State for more information.";
    ScreenRights = "screen_rights", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Answers the human-rights screen.";
    ReviewScreen = "review_screen", [Approver, ExecutingAuthority], Others::Nobody, 2, "Decides, as a second person, on a screen answered with yes or unsure.";
    Consult = "consult", [DutyOfficer, Approver], Others::Nobody, 1, "Consults the requesting State before a refusal or a postponement, or on a disclosure to the accused.";
    ProposeRefusal = "propose_refusal", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes to refuse, with ground and reasons.";
    ReturnRefusal = "return_refusal", [Approver, ExecutingAuthority], Others::Nobody, 1, "Does not confirm the refusal: back to review.";
    ConfirmRefusal = "confirm_refusal", [Approver], Others::Nobody, 2, "Refuses, as a second person.";
    AnswerEnquiry = "answer_enquiry", [DutyOfficer, Approver], Others::Nobody, 1, "Answers how the request stands.";
    // Requested State, preservation.
    NotifyRisk = "notify_risk", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Tells that preservation will not hold, or endangers secrecy or the investigation.";
    Order = "order", [DutyOfficer, ExecutingAuthority], Others::Nobody, 1, "Orders the preservation under domestic law.";
    ConfirmPreserved = "confirm_preserved", [DutyOfficer, ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Confirms that the data are preserved, from when and until when.";
    ReportNoData = "report_no_data", [DutyOfficer, ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Tells that there are no such data, which ends the preservation.";
    RenewOrder = "renew_order", [DutyOfficer, ExecutingAuthority], Others::Deadline, 1, "Renews the domestic order before it ends.";
    WarnOrderEnds = "warn_order_ends", [], Others::Deadline, 1, "Warns both States that the domestic order ends and knows no renewal.";
    GrantExtension = "grant_extension", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Grants a requested extension.";
    ProposeExtensionRefusal = "propose_extension_refusal", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes to refuse a requested extension.";
    ConfirmExtensionRefusal = "confirm_extension_refusal", [Approver], Others::Nobody, 2, "Refuses a requested extension, as a second person.";
    ReportProvider = "report_provider", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Tells that a provider in another State is involved, and the path to it.";
    Lapse = "lapse", [], Others::Deadline, 1, "Ends the preservation at its expiry.";
    Hold = "hold", [], Others::Consequence, 1, "Keeps preserved data until a request for assistance is decided.";
    Release = "release", [], Others::Consequence, 1, "Ends the hold of a request for assistance that is decided.";
    // Requested State, assistance.
    Postpone = "postpone", [Approver], Others::Nobody, 1, "Postpones the execution until a review date.";
    ReturnToReview = "return_to_review", [Approver, ExecutingAuthority], Others::Deadline, 1, "Takes a postponed, authorised or sealed matter back into review.";
    Authorise = "authorise", [ExecutingAuthority], Others::Nobody, 1, "Records the authorisation of the competent authority.";
    ExpireAuthorisation = "expire_authorisation", [], Others::Deadline, 1, "Takes the matter back into review when the authorisation has ended.";
    RecordSealed = "record_sealed", [EvidenceCustodian], Others::Nobody, 1, "Records the package that was sealed for the requesting State.";
    DecidePersonalData = "decide_personal_data", [Approver], Others::Nobody, 1, "Decides the personal-data gate: pass, offer conditions, or bar.";
    CallBack = "call_back", [DutyOfficer, Approver, ExecutingAuthority], Others::Nobody, 1, "Calls the requesting State's contact back in an emergency, and reads a code to it.";
    ProposeTransfer = "propose_transfer", [EvidenceCustodian, ExecutingAuthority], Others::Nobody, 1, "Proposes to release the sealed package.";
    ReturnTransfer = "return_transfer", [Approver], Others::Nobody, 1, "Does not confirm the release.";
    ConfirmTransfer = "confirm_transfer", [Approver], Others::Nobody, 2, "Releases the sealed package, as a second person.";
    DeclareSecrecyImpossible = "declare_secrecy_impossible", [DutyOfficer, Approver], Others::Nobody, 1, "Tells that the secrecy asked for cannot be kept.";
    // Requesting State, assistance besides stored data.
    RequestRenewal = "request_renewal", [Approver], Others::Nobody, 1, "Asks to renew a collection, with a new justification.";
    RenewSecrecy = "renew_secrecy", [Approver], Others::Nobody, 1, "Asks to keep the secrecy longer, with a new reason.";
    AskOnwardTransfer = "ask_onward_transfer", [Approver], Others::Nobody, 1, "Asks for consent to pass evidence on to a third State or organisation.";
    AskConsent = "ask_consent", [Approver], Others::Nobody, 1, "Asks for consent to use evidence otherwise, or to keep it longer, than the conditions say.";
    // Requested State, assistance besides stored data.
    RecordOral = "record_oral", [DutyOfficer, Approver], Others::Nobody, 1, "Writes down an urgent request made by word of mouth.";
    NotifyCosts = "notify_costs", [Approver], Others::Nobody, 1, "Tells that substantial or extraordinary costs are to be expected.";
    CompareConduct = "compare_conduct", [Approver, ExecutingAuthority], Others::Nobody, 1, "Compares the conduct with the own law.";
    RecordCompelledHelp = "record_compelled_help", [ExecutingAuthority], Others::Nobody, 1, "Records that a named person was ordered to help.";
    RecordPrivilegeFilter = "record_privilege_filter", [ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Records who removed what is privileged, and how.";
    LogMinimisation = "log_minimisation", [ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Records how what has no bearing on the case was left out.";
    CheckProvider = "check_provider", [ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Records what the provider can do, and that it is bound to secrecy.";
    StartCollection = "start_collection", [ExecutingAuthority], Others::Nobody, 1, "Begins to collect data as they arise.";
    PauseCollection = "pause_collection", [], Others::Deadline, 1, "Pauses a collection whose authorisation has ended.";
    StopCollection = "stop_collection", [DutyOfficer, ExecutingAuthority, EvidenceCustodian], Others::Deadline, 1, "Stops a collection: early by an officer, at its end by itself.";
    RenewCollection = "renew_collection", [ExecutingAuthority], Others::Nobody, 1, "Renews a collection under a new authorisation.";
    ProposeRenewalRefusal = "propose_renewal_refusal", [Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes not to renew a collection.";
    ConfirmRenewalRefusal = "confirm_renewal_refusal", [Approver, ExecutingAuthority], Others::Nobody, 2, "Refuses to renew a collection, as a second person.";
    DestroyCollected = "destroy_collected", [ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Records that what was collected for a request that ended without a release is destroyed.";
    NotifyPerson = "notify_person", [ExecutingAuthority, Approver], Others::Nobody, 1, "Records that the person concerned was told.";
    ProposeOnwardAnswer = "propose_onward_answer", [Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes whether evidence may go on to a third State or organisation.";
    ConfirmOnwardAnswer = "confirm_onward_answer", [Approver], Others::Nobody, 2, "Answers it, as a second person.";
    ProposeConsent = "propose_consent", [Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes whether another use, or a later end of retention, is consented to.";
    ConfirmConsent = "confirm_consent", [Approver], Others::Nobody, 2, "Answers a request for consent, as a second person.";
    ProposeWaiver = "propose_waiver", [Approver], Others::Nobody, 1, "Proposes that a safeguard of the platform does not block in this matter.";
    ConfirmWaiver = "confirm_waiver", [Approver, ExecutingAuthority], Others::Nobody, 2, "Waives it, as a second person.";
    // Every charted measure.
    Confirm = "confirm", [DutyOfficer, Approver, ExecutingAuthority, EvidenceCustodian], Others::Nobody, 2, "Takes a proposed step, as a second person who holds a role of that step.";
    ReturnProposal = "return_proposal", [DutyOfficer, Approver, ExecutingAuthority, EvidenceCustodian], Others::Nobody, 1, "Does not confirm a proposed step.";
    Refuse = "refuse", [Approver], Others::Nobody, 2, "Refuses, with ground and reasons.";
    Decline = "decline", [Approver], Others::Nobody, 1, "Declines what is voluntary.";
    Agree = "agree", [Approver], Others::Nobody, 2, "Agrees to what was proposed.";
    // Traffic data and information.
    DiscloseTraffic = "disclose_traffic", [DutyOfficer, Approver], Others::Nobody, 2, "Discloses the traffic data that show the provider and the path.";
    WithholdTraffic = "withhold_traffic", [DutyOfficer, Approver], Others::Nobody, 2, "Withholds them, with ground and reasons.";
    FollowUp = "follow_up", [DutyOfficer, Approver], Others::Nobody, 1, "Tells that the third State was asked to preserve.";
    AcceptOffer = "accept_offer", [Approver], Others::Nobody, 1, "Accepts offered information with its restrictions.";
    Deliver = "deliver", [Approver], Others::Nobody, 2, "Delivers the information.";
    ConvertToRequest = "convert_to_request", [DutyOfficer, Drafter, Approver], Others::Nobody, 1, "Tells which request for assistance follows.";
    AnswerPolice = "answer_police", [DutyOfficer, Approver], Others::Nobody, 2, "Answers a law-enforcement enquiry.";
    // Property.
    ReportTraced = "report_traced", [Approver, ExecutingAuthority], Others::Nobody, 2, "Tells what property was found.";
    OrderFreeze = "order_freeze", [ExecutingAuthority], Others::Nobody, 2, "Freezes or seizes property.";
    ProposeLift = "propose_lift", [Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes to lift a freezing, so that the requesting State can be heard.";
    ObjectToLift = "object_to_lift", [Approver], Others::Nobody, 1, "Gives reasons for continuing a freezing.";
    ContinueFreeze = "continue_freeze", [Approver, ExecutingAuthority], Others::Nobody, 1, "Continues a freezing that was to be lifted.";
    LiftFreeze = "lift_freeze", [ExecutingAuthority], Others::Nobody, 2, "Lifts a freezing.";
    SeekConfiscation = "seek_confiscation", [Approver], Others::Nobody, 2, "Asks for confiscation.";
    OrderConfiscation = "order_confiscation", [ExecutingAuthority], Others::Nobody, 2, "Confiscates property by an own order or by enforcing the foreign one.";
    NoteClaim = "note_claim", [Approver, ExecutingAuthority], Others::Nobody, 1, "Records the claim of a third party, prior owner or victim.";
    ProposeDisposal = "propose_disposal", [Approver], Others::Nobody, 1, "Proposes what becomes of confiscated property.";
    AnswerDisposal = "answer_disposal", [Approver], Others::Nobody, 1, "Answers a proposed disposal.";
    ReviseDisposal = "revise_disposal", [Approver], Others::Nobody, 1, "Takes back a proposed disposal.";
    Dispose = "dispose", [Approver], Others::Nobody, 2, "Returns, shares or retains confiscated property.";
    // Persons and proceedings.
    ArrestProvisionally = "arrest_provisionally", [ExecutingAuthority], Others::Nobody, 2, "Takes provisional measures against a person.";
    EndProvisional = "end_provisional", [Approver, ExecutingAuthority], Others::Deadline, 1, "Ends the provisional measures.";
    SendFormal = "send_formal", [Approver], Others::Nobody, 2, "Sends the formal request and its papers.";
    Grant = "grant", [Approver, ExecutingAuthority], Others::Nobody, 2, "Grants extradition.";
    RefuseNational = "refuse_national", [Approver], Others::Nobody, 2, "Refuses to extradite a national.";
    RequestProsecution = "request_prosecution", [Approver], Others::Nobody, 1, "Asks that a national be prosecuted at home.";
    TakeUpProsecution = "take_up_prosecution", [Approver, ExecutingAuthority], Others::Nobody, 1, "Tells that the case was submitted for prosecution.";
    EnforceSentence = "enforce_sentence", [ExecutingAuthority], Others::Nobody, 2, "Enforces a foreign sentence at home.";
    Surrender = "surrender", [Approver, ExecutingAuthority], Others::Nobody, 1, "Records that the person was surrendered.";
    Discharge = "discharge", [ExecutingAuthority], Others::Nobody, 2, "Discharges a person whose extradition is not carried out.";
    RecordPersonTransfer = "record_person_transfer", [Approver, ExecutingAuthority], Others::Nobody, 1, "Records that the sentenced person was transferred.";
    HandOverFile = "hand_over_file", [Approver], Others::Nobody, 2, "Hands over the file of the proceedings.";
    ReportOutcome = "report_outcome", [Approver], Others::Nobody, 1, "Tells how the proceedings ended.";
    // Joint investigations.
    ProposeAmendment = "propose_amendment", [Approver], Others::Nobody, 1, "Proposes a change of the agreement.";
    AnswerAmendment = "answer_amendment", [Approver], Others::Nobody, 2, "Answers a proposed change.";
    ShareItem = "share_item", [EvidenceCustodian, Approver], Others::Nobody, 2, "Shows the team an item that stays at its origin.";
    WithdrawItem = "withdraw_item", [EvidenceCustodian, Approver], Others::Nobody, 1, "Takes a shown item back.";
    RecordHostAct = "record_host_act", [ExecutingAuthority], Others::Nobody, 1, "Records an operational act on the host State's soil.";
    Leave = "leave", [Approver], Others::Nobody, 1, "Leaves the joint investigation.";
    EndJointInvestigation = "end_joint_investigation", [Approver], Others::Deadline, 1, "Ends the joint investigation.";
    // Hearings and appearances.
    Schedule = "schedule", [Approver, ExecutingAuthority], Others::Nobody, 1, "Sets the date of a hearing.";
    ConfirmSchedule = "confirm_schedule", [Drafter, Approver], Others::Nobody, 1, "Answers the date of a hearing.";
    OpenHearing = "open_hearing", [ExecutingAuthority], Others::Nobody, 1, "Opens a hearing.";
    EndHearing = "end_hearing", [ExecutingAuthority], Others::Nobody, 1, "Ends a hearing and binds its record.";
    RecordConsent = "record_consent", [ExecutingAuthority], Others::Nobody, 1, "Records whether the person consents.";
    RecordArrival = "record_arrival", [Approver, ExecutingAuthority], Others::Nobody, 1, "Records that the person arrived.";
    ReleaseFromNeed = "release_from_need", [Approver, ExecutingAuthority], Others::Nobody, 1, "Tells that the person was officially told that they are no longer needed.";
    EndSafeConduct = "end_safe_conduct", [Approver, ExecutingAuthority], Others::Nobody, 1, "Ends the safe conduct of a person who could leave and stayed.";
    RecordReturn = "record_return", [Approver, ExecutingAuthority], Others::Nobody, 1, "Records that the person is back or left.";
    // Jurisdiction.
    AnswerMatch = "answer_match", [Approver], Others::Nobody, 1, "Evaluates the blinded selectors of the other State.";
    ReportMatch = "report_match", [Drafter, Approver], Others::Nobody, 1, "Tells whether something is pursued in both States.";
    ProposeLead = "propose_lead", [Approver], Others::Nobody, 1, "Proposes which State leads.";
    AnswerLead = "answer_lead", [Approver], Others::Nobody, 2, "Answers the proposal who leads.";
    // Test calls.
    PrepareTestCall = "prepare_test_call", [DutyOfficer, Approver], Others::Nobody, 1, "Prepares a test call to a contact point.";
    PlaceTestCall = "place_test_call", [DutyOfficer, Approver], Others::Nobody, 1, "Makes the test call.";
    AnswerTestCall = "answer_test_call", [DutyOfficer, Approver], Others::Nobody, 1, "Answers a test call.";
    EndTestCall = "end_test_call", [], Others::Deadline, 1, "Records that nobody answered a test call.";
    // Every procedure, once its course has ended.
    ProposeErasure = "propose_erasure", [Approver, ExecutingAuthority], Others::Nobody, 1, "Proposes that the texts of an ended matter are erased.";
    ReturnErasure = "return_erasure", [Approver, ExecutingAuthority], Others::Nobody, 1, "Does not confirm it; the texts stay.";
    ConfirmErasure = "confirm_erasure", [Approver, ExecutingAuthority], Others::Nobody, 2, "Erases the texts for ever, as a second person; their digests stay in the log.";
    // Both sides.
    Hear = "hear", [], Others::Peer, 1, "Takes in a verified message of the other State.";
    NoteReturned = "note_returned", [], Others::Consequence, 1, "Records that the other State's node rejected a message of ours.";
}

/// Acts of one person that open, pass on, destroy or refuse something, or let a person go or hand them over: they cannot be taken back.
const IRREVOCABLE: &[Act] = &[
    Act::OpenEvidence,
    Act::ExportEvidence,
    Act::ReportNoData,
    Act::DestroyEvidence,
    Act::DestroyCollected,
    Act::Decline,
    Act::EndProvisional,
    Act::Withdraw,
    Act::Surrender,
];

impl Permission {
    /// Whether the officer is asked again before it is done: it takes two persons, or it cannot be taken back.
    pub fn asks_again(&self) -> bool {
        self.persons > 1 || IRREVOCABLE.contains(&self.act)
    }
}

impl Act {
    /// The name in serialised commands, and the key for translation.
    pub const fn key(self) -> &'static str {
        self.permission().key
    }

    /// The act by which a second person does what this one puts up; `None` where this act puts nothing up. Drafts of requests
    /// are not among them: each measure has its own act that sends them.
    pub const fn confirmed_by(self) -> Option<Self> {
        match self {
            Self::ProposeRefusal => Some(Self::ConfirmRefusal),
            Self::ProposeExtensionRefusal => Some(Self::ConfirmExtensionRefusal),
            Self::ProposeRenewalRefusal => Some(Self::ConfirmRenewalRefusal),
            Self::ProposeTransfer => Some(Self::ConfirmTransfer),
            Self::ProposeConsent => Some(Self::ConfirmConsent),
            Self::ProposeOnwardAnswer => Some(Self::ConfirmOnwardAnswer),
            // They send a request that was drafted, or are second steps themselves.
            Self::SendRequest
            | Self::AnswerCallBack
            | Self::ReviewScreen
            | Self::ConfirmRefusal
            | Self::ConfirmExtensionRefusal
            | Self::ConfirmRenewalRefusal
            | Self::ConfirmTransfer
            | Self::ConfirmOnwardAnswer
            | Self::ConfirmConsent
            | Self::ConfirmWaiver
            | Self::ConfirmErasure
            | Self::Confirm => None,
            // What takes two persons in a chart is proposed under its own name.
            other if other.permission().persons == 2 => Some(Self::Confirm),
            _ => None,
        }
    }

    /// Whether the act drafts a request, or drafts it anew: the first message then sends it.
    pub const fn drafts(self) -> bool {
        matches!(self, Self::DraftRequest | Self::Redraft)
    }

    /// Whether one officer's act tells the other State at once, in the procedures that are written out. Charts say it of their
    /// steps.
    pub(crate) const fn tells_at_once(self) -> bool {
        matches!(
            self,
            Self::RequestPreservation
                | Self::DecideRisk
                | Self::RequestExtension
                | Self::AnswerConditions
                | Self::ReportFaulty
                | Self::NotifyExculpatory
                | Self::Close
                | Self::AnswerQuestion
                | Self::AnswerConsultation
                | Self::Enquire
                | Self::Withdraw
                | Self::Acknowledge
                | Self::Ask
                | Self::Consult
                | Self::AnswerEnquiry
                | Self::NotifyRisk
                | Self::ConfirmPreserved
                | Self::ReportNoData
                | Self::GrantExtension
                | Self::ReportProvider
                | Self::Postpone
                | Self::DeclareSecrecyImpossible
                | Self::RequestRenewal
                | Self::RenewSecrecy
                | Self::AskOnwardTransfer
                | Self::AskConsent
                | Self::NotifyCosts
        )
    }

    /// Whether the act takes back what waits for a second person.
    pub const fn takes_back(self) -> bool {
        matches!(
            self,
            Self::ReturnRefusal | Self::ReturnTransfer | Self::ReturnProposal | Self::Abandon
        )
    }

    /// Whether the actor may perform the act at all; the procedure decides whether it may now.
    pub fn permit(self, actor: &Actor) -> Result<(), Rejection> {
        let row = self.permission();
        match actor {
            Actor::Officer { .. } if row.roles.is_empty() => {
                Err(Rejection::by(Rule::NotForThisActor))
            }
            Actor::Officer { roles, .. } => {
                let holds = row.roles.iter().any(|role| roles.contains(role));
                require(holds, Rule::RoleMissing)
            }
            Actor::Peer(_) => require(row.others == Others::Peer, Rule::NotForThisActor),
            Actor::Deadline => require(row.others == Others::Deadline, Rule::NotForThisActor),
            Actor::Consequence => require(row.others == Others::Consequence, Rule::NotForThisActor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_finds_its_own_row_and_key() {
        for row in PERMISSIONS {
            assert_eq!(row.act.permission(), row);
            assert_eq!(serde_json::to_value(row.act).unwrap(), row.key);
        }
    }

    #[test]
    fn what_confirms_takes_two_persons_and_puts_up_nothing_itself() {
        for row in PERMISSIONS {
            let Some(second) = row.act.confirmed_by() else {
                continue;
            };
            assert_eq!(second.permission().persons, 2, "{}", row.key);
            assert_eq!(second.confirmed_by(), None, "{}", row.key);
            assert!(!row.act.drafts() && !row.act.takes_back(), "{}", row.key);
        }
    }

    #[test]
    fn overseers_and_administrators_change_nothing() {
        for row in PERMISSIONS {
            assert!(!row.roles.contains(&Role::Overseer), "{}", row.key);
            assert!(!row.roles.contains(&Role::Administrator), "{}", row.key);
        }
    }

    #[test]
    fn somebody_may_perform_every_act() {
        for row in PERMISSIONS {
            assert!(
                !row.roles.is_empty() || row.others != Others::Nobody,
                "{}",
                row.key
            );
        }
    }
}
