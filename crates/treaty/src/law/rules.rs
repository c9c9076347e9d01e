//! The rules a command can run into: key, source, provision and the sentence an officer reads.

use serde::{Deserialize, Serialize};

use super::{
    Article,
    RuleKind::{self, Domestic, Policy, Treaty},
};

macro_rules! rules {
    ($($name:ident = $key:literal, $kind:ident, $article:ident, $sentence:literal;)*) => {
        /// A rule of the procedures. Serialised as its key, which is also the key for translation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $(#[doc = $sentence] #[serde(rename = $key)] $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key for translation and for machines.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// Treaty law, domestic law, or the platform's policy.
            pub const fn kind(self) -> RuleKind {
                match self { $(Self::$name => $kind),* }
            }

            /// The provision the rule stands on or serves.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article::$article),* }
            }

            /// The rule in plain English, and what to do about it.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence),* }
            }
        }
    };
}

rules! {
    // Who may act.
    NotForThisActor = "not_for_this_actor", Policy, A5, "This act belongs to the other State, or to the platform itself; nobody else can perform it.";
    RoleMissing = "role_missing", Policy, A40p12, "None of the officer's roles allows this act; ask a colleague whose role does.";
    SecondPersonRequired = "second_person_required", Policy, A24p4, "This act needs a second person; the one who took the step before cannot confirm it.";
    NotYourMatter = "not_your_matter", Treaty, A5, "The matter is with another State.";

    // Treaty facts.
    NotInForce = "not_in_force", Treaty, A65, "The Convention is not in force between the two States; agree on another basis and name it.";
    Denounced = "denounced", Treaty, A67, "One of the two States has left the Convention; new requests need another basis.";
    Suspended = "suspended", Policy, A40p14, "The register has suspended one of the two States' nodes; use the diplomatic channel until it is restored.";
    AgreementUnknown = "agreement_unknown", Treaty, A40p7, "The two States have not both recorded the agreement this request relies on.";
    SameState = "same_state", Treaty, A5, "A State cannot address a request to itself.";
    NoCompetentAuthority = "no_competent_authority", Treaty, A40p12, "The directory marks no authority of the two States that may exchange this request.";
    DiplomaticChannelOnly = "diplomatic_channel_only", Treaty, A40p12, "The requested State takes requests only through diplomatic channels.";
    LanguageNotAccepted = "language_not_accepted", Treaty, A40p13, "The requested State does not accept this language; attach a translation into one it has declared.";
    OffenceOutOfScope = "offence_out_of_scope", Treaty, A35p1, "The offence is neither one of the Convention between these two States nor a serious crime; use another treaty.";

    // The course of a matter.
    MatterEnded = "matter_ended", Treaty, A40p26, "The matter has ended; open a new request if needed.";
    NotAtThisStage = "not_at_this_stage", Policy, A40p26, "The matter is not at the stage where this act is possible.";
    AlreadyOpen = "already_open", Policy, A40p14, "A matter with this number exists already.";
    NothingYet = "nothing_yet", Policy, A40p14, "There is no matter with this number.";
    WrongProcedure = "wrong_procedure", Policy, A40p14, "The matter with this number is of another kind.";
    TextsStillNeeded = "texts_still_needed", Policy, A36p2, "Texts are erased only when the course of the matter, and of each matter tied to it, has ended, nothing is owed there, and no message of it waits to be delivered.";
    TextsErased = "texts_erased", Policy, A36p2, "The texts of this matter were erased; only their digests in the log are left.";
    NotYetDue = "not_yet_due", Policy, A40p26, "The deadline has not come yet.";
    TextMissing = "text_missing", Treaty, A40p13, "The act must state its content in writing.";

    // Questions, consultations, enquiries.
    QuestionOpen = "question_open", Policy, A40p16, "A question is still unanswered.";
    NoOpenQuestion = "no_open_question", Treaty, A40p16, "There is no unanswered question.";
    AmendmentTouchesFixedParts = "amendment_touches_fixed_parts", Policy, A40p14, "An amended request keeps its language, its sealing key and its link to a preservation.";
    ConsultationOpen = "consultation_open", Treaty, A40p28, "A consultation is under way; wait for the answer or for the end of its period.";
    NoOpenConsultation = "no_open_consultation", Treaty, A40p28, "There is no consultation to answer.";
    ConsultFirst = "consult_first", Treaty, A40p28, "The requesting State must be consulted on this first: open a consultation that offers conditions.";
    ConditionsWereAccepted = "conditions_were_accepted", Treaty, A40p28, "The requesting State accepted the conditions offered on this point; consult again before deciding otherwise.";
    EnquiryOpen = "enquiry_open", Policy, A40p26, "An enquiry is still unanswered, and the period for its answer is not over.";
    NoOpenEnquiry = "no_open_enquiry", Treaty, A40p26, "There is no enquiry to answer.";
    SecrecyNotRequested = "secrecy_not_requested", Treaty, A40p20, "The request does not ask for secrecy.";

    // Safeguards.
    RightsScreenFirst = "rights_screen_first", Policy, A6p2, "Answer the human-rights screen first.";
    RightsScreenUnresolved = "rights_screen_unresolved", Policy, A40p22, "The human-rights screen needs a second person's view.";
    RightsConcern = "rights_concern", Policy, A40p22, "Two persons found a human-rights concern; refuse on that ground, or screen again.";
    AuthorisationMissing = "authorisation_missing", Treaty, A24p4, "Nothing is released without a recorded authorisation.";
    AuthorisationNotCurrent = "authorisation_not_current", Treaty, A24p2, "The authorisation does not cover this day.";
    ScopeExceeded = "scope_exceeded", Treaty, A24p2, "This goes beyond what was requested or authorised.";

    // Refusal and postponement.
    GroundNotAvailable = "ground_not_available", Treaty, A42p6, "This measure may not be refused on this ground; ask for what is missing instead.";
    GroundOfAnotherMeasure = "ground_of_another_measure", Treaty, A40p21d, "This ground belongs to another measure; choose one that this measure's articles name.";
    NationalRefusedApart = "national_refused_apart", Treaty, A37p11, "A national is refused by an act of its own, so that the duty to prosecute or to enforce the sentence follows: use refuse_national.";
    DualCriminalityNotReserved = "dual_criminality_not_reserved", Treaty, A42p5, "Dual criminality is no condition of preservation: it needs a reservation, and an offence outside the Convention.";
    FiscalMattersNoGround = "fiscal_matters_no_ground", Treaty, A40p23, "A request may not be refused because fiscal matters are involved.";
    BankSecrecyNoGround = "bank_secrecy_no_ground", Treaty, A40p24, "Bank secrecy is no ground for refusing.";
    ReasonsMissing = "reasons_missing", Treaty, A40p25, "Every refusal gives its reasons in writing.";
    DataProtectionNotTried = "data_protection_not_tried", Treaty, A36p1, "Data protection bars a transfer only after the personal-data gate failed; try suitable conditions first.";
    ReviewDateNotAhead = "review_date_not_ahead", Policy, A40p27, "A postponement needs a review date in the future.";

    // Preservation.
    RequesterDecides = "requester_decides", Treaty, A42p7, "The requesting State was told of a risk and decides whether to go on.";
    NoOpenRisk = "no_open_risk", Treaty, A42p7, "There is no notice of risk to decide on.";
    OrderTooLong = "order_too_long", Treaty, A25, "A domestic order lasts at least one day and at most 90, or less if the own law says so.";
    OrderNotRenewable = "order_not_renewable", Domestic, A25, "The own law knows no renewal of this order; issue a fresh order on another basis.";
    RenewalNotNeeded = "renewal_not_needed", Policy, A25, "The order runs at least as long as the data must be kept.";
    BelowFloor = "below_floor", Treaty, A42p8, "Preservation lasts at least 60 days from its effective date.";
    PreservationTooLong = "preservation_too_long", Policy, A42p8, "A preservation is confirmed for at most ten years at once; extend it when the time comes.";
    EffectiveDateImplausible = "effective_date_implausible", Policy, A42p8, "The effective date lies neither before the request arrived nor in the future.";
    ExtensionTooLate = "extension_too_late", Treaty, A42p9, "An extension can be requested before the preservation expires, not after.";
    ExtensionOpen = "extension_open", Treaty, A42p9, "A requested extension is undecided.";
    NoOpenExtension = "no_open_extension", Treaty, A42p9, "There is no requested extension to decide.";
    ExtensionNotLater = "extension_not_later", Treaty, A42p9, "The new date must lie after the present expiry.";
    AssistancePending = "assistance_pending", Treaty, A42p8, "A request for assistance on these data is undecided; they stay preserved until it is.";
    NotHeld = "not_held", Treaty, A42p8, "No request for assistance of this number holds these data.";
    ProviderNotElsewhere = "provider_not_elsewhere", Treaty, A43p1, "A provider in the requested or requesting State itself is not one elsewhere.";

    // Measures written as charts.
    DocumentIncomplete = "document_incomplete", Treaty, A40p15, "The document lacks something this step must contain, or holds something it cannot.";
    ProposalOpen = "proposal_open", Policy, A24p4, "Another step waits for its second person; confirm or return it first.";
    NoOpenProposal = "no_open_proposal", Policy, A24p4, "No step waits for a second person.";
    DateNotAhead = "date_not_ahead", Policy, A40p26, "The date must lie in the future.";
    DateAhead = "date_ahead", Policy, A40p26, "What is recorded must have happened already.";
    DateTooEarly = "date_too_early", Policy, A40p26, "The date lies before the step it follows.";
    HearBeforeLifting = "hear_before_lifting", Treaty, A50p8, "The requesting State must have its chance to object before a freezing is lifted: wait for its answer or for the end of the period.";
    HearBeforeDisposal = "hear_before_disposal", Treaty, A52p2, "The requesting State may ask for return to victims and prior owners first: wait for its answer or for the end of the period.";
    ProvisionalNotAsked = "provisional_not_asked", Treaty, A37p10, "Provisional measures were not asked for.";
    ArrestEndedBefore = "arrest_ended_before", Policy, A37p10, "The provisional measures in this matter ended once; they are not taken again before the formal request is there.";
    NotWithdrawn = "not_withdrawn", Treaty, A40p26, "The State that asked still wants it: decide on its request.";
    TracingOnly = "tracing_only", Treaty, A50p2, "Only tracing was asked for; the other State asks for a freezing or a confiscation first.";
    ConfiscationNotSought = "confiscation_not_sought", Treaty, A50p1, "No confiscation was asked for.";
    OtherDate = "other_date", Policy, A40p18, "The hearing has another date by now; answer that one.";
    ArrestTooLong = "arrest_too_long", Domestic, A37p10, "The own law ends provisional arrest earlier; name an earlier end.";
    NationalNotExtradited = "national_not_extradited", Domestic, A37p11, "The own law extradites no nationals: use refuse_national, so that the duty to prosecute or to enforce the sentence follows.";
    NationalToReturn = "national_to_return", Domestic, A37p12, "The own law surrenders nationals only on the condition that they return to serve the sentence; grant it so.";
    NationalsExtradited = "nationals_extradited", Domestic, A37p11, "The own law extradites nationals like anyone else; nationality alone is no reason to refuse.";
    NoSentenceToEnforce = "no_sentence_to_enforce", Treaty, A37p13, "The request is for prosecution; there is no sentence to enforce.";
    DateNotConfirmed = "date_not_confirmed", Policy, A40p18, "The requesting State has not answered the date yet.";
    DetainedPersonReturns = "detained_person_returns", Treaty, A40p10, "A detained person is returned without delay; the days to leave are for persons who are free.";

    // Evidence.
    SealedToAnotherKey = "sealed_to_another_key", Policy, A40p14, "The package is not sealed to the key of this request; seal it again.";
    PackageMismatch = "package_mismatch", Treaty, A40p14, "The package is not the one that was announced.";
    PersonalDataGateClosed = "personal_data_gate_closed", Treaty, A36p1, "The personal-data gate is not open: decide it, or wait for the answer on the conditions.";
    OfferConditions = "offer_conditions", Treaty, A36p1, "This is stricter than what was asked for: offer it as conditions, which the requesting State accepts or declines.";
    NoOfferedConditions = "no_offered_conditions", Treaty, A36p1, "There are no offered conditions to answer.";
    ConditionsDiffer = "conditions_differ", Treaty, A36p1, "The conditions are neither the usual ones nor the ones that were accepted.";
    PurposeNotCovered = "purpose_not_covered", Treaty, A40p19, "The conditions do not allow this purpose; ask the sending State for its consent.";
    RetentionDateNotAhead = "retention_date_not_ahead", Policy, A36p1, "The end of retention must lie in the future.";
    RetentionTooLong = "retention_too_long", Domestic, A36p1, "The own law does not let the evidence be kept so long; name an earlier end of retention.";
    RetentionEnded = "retention_ended", Policy, A36p1, "The end of retention that was accepted has come; ask the sending State for a later one, or destroy the evidence.";

    // The treaty status.
    ImportRemoves = "import_removes", Policy, A68, "The form lacks a signature or an instrument the table has; look it up at the depositary, and accept the removal for that State by name.";
    ImportMovesBack = "import_moves_back", Policy, A65p1, "The form dates an instrument earlier than the table, which can move entries into force; look it up at the depositary, and accept it for that State by name.";
    // Assistance beyond stored data.
    NotInWriting = "not_in_writing", Treaty, A40p13, "An oral request has to be confirmed in writing, with the key for its evidence, before this act.";
    ConfirmationDiffers = "confirmation_differs", Treaty, A40p13, "The written request asks for another measure than the oral one; open it under a number of its own.";
    MeasureNotOffered = "measure_not_offered", Domestic, A40p17, "The requested State's law does not offer this measure to other States.";
    BeyondCapability = "beyond_capability", Treaty, A29, "Record first that the provider can collect these data with its present technical means.";
    ProviderNotBound = "provider_not_bound", Treaty, A29, "The provider has to be bound to secrecy before the collection begins.";
    LeftOutUnsaid = "left_out_unsaid", Treaty, A40p25, "A class of data that was asked for is not in the package; name it with the part that is left out, and say why.";
    LeftOutTooLong = "left_out_too_long", Policy, A40p25, "At most 100 parts are left out one by one, in 256 KiB of text; sum them up, and attach the list as a paper.";
    CollectionTooLong = "collection_too_long", Domestic, A24p2, "The collection lasts at least one day, and no longer than requested, authorised and allowed by the own law.";
    CollectionOver = "collection_over", Treaty, A24p2, "The period of the collection has ended; more takes a new justification and a new authorisation.";
    RenewalNotRequested = "renewal_not_requested", Treaty, A24p2, "A collection is renewed only on a new justification of the requesting State.";
    AuthorisationNotNew = "authorisation_not_new", Treaty, A24p2, "A renewal needs an authorisation of its own.";
    AuthorisationTooNarrow = "authorisation_too_narrow", Treaty, A24p2, "The authorisation names none of the classes of data the request is about.";

    // Safeguards of the platform; the State may waive those listed in `WAIVABLE`.
    DualCriminalityNotShown = "dual_criminality_not_shown", Policy, A35p3, "Compare the conduct with the own law first: two citations and the conduct in words, never the offences' names.";
    JudgeRequired = "judge_required", Policy, A24p2, "Interception takes the authorisation of a court or of a body as independent as one.";
    SubsidiarityMissing = "subsidiarity_missing", Policy, A24p1, "The authorisation has to say why no milder means would do.";
    PrivilegeFilterFirst = "privilege_filter_first", Policy, A24p1, "Record first who removed what lawyers, journalists, doctors and others need not disclose.";
    MinimisationMissing = "minimisation_missing", Policy, A24p1, "Record first how communications without bearing on the case were left out.";
    GeneralWeakening = "general_weakening", Policy, A28p4, "Nobody may be ordered to help in a way that weakens a system for all its users.";
    ChildStaysConfidential = "child_stays_confidential", Policy, A21p7, "A child is accused: the evidence travels confidentially.";
    LaneFull = "lane_full", Policy, A47p1, "As many enquiries went to this State within a day as the police lane takes; wait, or ask for assistance through the central authorities.";
    EnoughTestCalls = "enough_test_calls", Policy, A41p1, "As many test calls as may be made within a day were made to this State; wait, its officers are roused by each of them.";
    CallBackFirst = "call_back_first", Policy, A41p3e, "In an emergency the requesting State's contact is called back first, at the number of the directory, and the code read out to it has to come back.";
    NoEmergency = "no_emergency", Policy, A2o, "The request names no danger to a person's life or safety, so nobody is called back.";
    NoOpenCallBack = "no_open_call_back", Policy, A41p3e, "No call-back waits for its code; a new call has to be made.";
    CallBackDone = "call_back_done", Policy, A41p3e, "The call-back is confirmed already.";
    OnlyAsReference = "only_as_reference", Policy, A14, "Material of Art. 14 is not copied into a package: seal its digest and who keeps it.";

    // Onward transfer.
    OnwardTransferForbidden = "onward_transfer_forbidden", Treaty, A36p3, "The conditions forbid any onward transfer of this evidence.";
    OnwardTransferNotConsented = "onward_transfer_not_consented", Treaty, A36p3, "Evidence goes on to a third State or organisation only with the sending State's consent to this recipient and for these items.";
    OnwardQuestionOpen = "onward_question_open", Policy, A36p3, "A request for consent to an onward transfer is still unanswered.";
    ConsentQuestionOpen = "consent_question_open", Policy, A40p19, "A request for consent to another use, or to a later end of retention, is still unanswered.";
    NoConsentQuestion = "no_consent_question", Policy, A40p19, "There is no request for consent to answer.";
    RetentionNotLater = "retention_not_later", Policy, A36p1, "The new end of retention must lie after the present one.";
    ConsultBeforeDisclosure = "consult_before_disclosure", Treaty, A40p19, "The sending State asked to be consulted on this disclosure; answer it first.";
    NoOnwardQuestion = "no_onward_question", Treaty, A36p3, "There is no request for consent to an onward transfer to answer.";

    // Secrecy, notice, waivers.
    SecrecyEndNotAhead = "secrecy_end_not_ahead", Policy, A40p20, "The new end of the secrecy must lie in the future and after the present one.";
    SecrecyTooLong = "secrecy_too_long", Domestic, A40p20, "The law of the State that keeps the secret lets it last no longer without a new decision; name an earlier review date.";
    NoNoticeOwed = "no_notice_owed", Policy, A24p2, "No notice to the person concerned is owed in this matter.";
    NotWaivable = "not_waivable", Policy, A24p1, "This rule cannot be waived: it is the law, or it says who may act.";
    NoOpenWaiver = "no_open_waiver", Policy, A24p1, "There is no proposed waiver to decide on.";

    // The scope gate.
    CooperationRestricted = "cooperation_restricted", Domestic, A40p21b, "One of the two States has restricted its cooperation with the other in this measure, and says why in its profile.";
    MeasureSwitchedOff = "measure_switched_off", Domestic, A40p17, "The requested State's law does not offer this measure; choose another one, or use the diplomatic channel.";
    OutsideCompetence = "outside_competence", Treaty, A64p3, "The regional organisation has not declared competence for this measure and this offence; turn to its member State.";
    TreatyGoesFirst = "treaty_goes_first", Treaty, A40p7, "A treaty on assistance binds both States and goes before paragraphs 8 to 31: name it as the basis, or agree to use those paragraphs instead.";
    StatuteNotTheirs = "statute_not_theirs", Treaty, A2h, "The statute cited is the law of neither State; cite the requesting State's law with its maximum penalty.";
    InstrumentNotBinding = "instrument_not_binding", Treaty, A4p1, "The other United Nations instrument does not bind both States, or was not in force when the Convention was adopted; rest the request on serious crime alone.";
    JurisdictionMissing = "jurisdiction_missing", Policy, A22p1, "State on which head of jurisdiction the case rests, and why.";
    ConductNotDescribed = "conduct_not_described", Domestic, A35p3, "The requested State asks for dual criminality in this measure: describe the conduct in plain words and cite both States' statutes.";
    NotOnDomesticList = "not_on_domestic_list", Domestic, A30, "The requested State's law allows this measure only for the offences on its list, and this one is not there.";
    AskedNotAnswered = "asked_not_answered", Domestic, A40p15, "The requested State's law asks of other States what this request does not answer; its profile lists it.";
    EarlierMeasureMissing = "earlier_measure_missing", Domestic, A40p17, "The requested State's law asks for another measure first: cite it, or say what came of it.";
    BelowMinimumPenalty = "below_minimum_penalty", Domestic, A37p8, "The maximum penalty is below the least that the requested State's law asks for in extradition.";
}

/// The safeguards the platform adds, which the State itself may waive in a matter: reason, second person, event. Never
/// treaty law, never who may act. That material of Art 14 is not copied is no block on the State, only a limit of what the
/// platform carries; so it is not in the list.
pub const WAIVABLE: &[Rule] = &[
    Rule::RightsScreenFirst,
    Rule::RightsScreenUnresolved,
    Rule::RightsConcern,
    Rule::DualCriminalityNotShown,
    Rule::JudgeRequired,
    Rule::SubsidiarityMissing,
    Rule::PrivilegeFilterFirst,
    Rule::MinimisationMissing,
    Rule::ChildStaysConfidential,
    Rule::LaneFull,
    Rule::CallBackFirst,
];

impl Rule {
    /// Whether the State may waive the rule in a matter.
    pub fn waivable(self) -> bool {
        WAIVABLE.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_serialise_as_themselves() {
        let keys: BTreeSet<_> = Rule::ALL.iter().map(|r| r.key()).collect();
        assert_eq!(keys.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.key());
        }
    }

    #[test]
    fn only_policy_is_waivable_and_never_who_may_act() {
        let who = [
            Rule::NotForThisActor,
            Rule::RoleMissing,
            Rule::SecondPersonRequired,
        ];
        for rule in WAIVABLE {
            assert_eq!(rule.kind(), Policy, "{}", rule.key());
            assert!(!who.contains(rule), "{}", rule.key());
        }
    }
}
