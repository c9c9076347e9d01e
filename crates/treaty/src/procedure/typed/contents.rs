//! What the officers' commands contain, and the records within them.

use crate::law::bounds::{COLLECTION_DAYS, ORDER_DAYS, PRESERVATION_DAYS};
use crate::law::rules::WAIVABLE;
use crate::particulars::{
    AuthorityKind, DATA_CLASSES, Field, Kind, OnwardTransfer, ProtectedConduct, USES, keys, tables,
};
use crate::procedure::assistance::NoticeTiming;
use crate::procedure::assistance::requested::DataDecision;
use crate::procedure::chart::DataGate;
use crate::procedure::consent::Wish;
use crate::procedure::onward::Recipient;
use crate::procedure::preservation::Risk;
use crate::procedure::review::ScreenAnswer;
use Kind::{Attested, Choice, Choices, Instant, Number, Record, Records, Text, Texts, YesNo};

use crate::particulars::Presence::{May, MayOnly, Must, Only};

keys! {
    WAIVABLE_RULES = WAIVABLE;
}

const CONDUCT: Kind = Choices(ProtectedConduct::NAMES);
/// The largest number every reader of JSON holds exactly.
const COUNT_MAX: u64 = (1 << 53) - 1;

// In both procedures.
tables! {
    pub(crate) PARTICULARS = [
        "particulars" A40p15 Kind::Particulars, Must, "the whole request";
    ];
    pub(super) QUESTION = [
        "question" A40p16 Text, Must, "what is asked";
    ];
    pub(super) ANSWER = [
        "text" A40p16 Text, Must, "the answer" as "answer";
        "amended" A40p16 Kind::Particulars, May, "the completed request, where completion was asked for";
    ];
    pub(super) ANSWER_TO_CONSULTATION = [
        "answer" A40p28 Record(ANSWERED), Must, "the answer";
    ];
    /// The answer to a consultation.
    pub ANSWERED = [
        "accepted" A40p28 YesNo, Must, "whether the conditions are accepted; accepted conditions bind" as "binding";
        "text" A40p28 Text, May, "remarks" as "remarks";
    ];
    pub(super) CONSULT = [
        "about" A40p28 Kind::Concern, Must, "what it is about";
        "text" A40p28 Text, Must, "what is said";
        "conditions" A40p28 Texts, May, "the conditions offered, one text each" as "offered";
    ];
    /// A status enquiry.
    pub ENQUIRE = [
        "text" A40p26 Text, Must, "what is said";
    ];
    /// Reasons in writing.
    pub REASONS = [
        "reasons" A40p25 Text, Must, "the reasons, in writing";
    ];
    /// A withdrawal.
    pub WITHDRAW = [
        "reasons" A40p26 Text, Must, "why the request is taken back" as "withdrawal";
    ];
    /// Why secrecy cannot be kept: no refusal, so Art 40(25) does not reach it.
    pub SECRECY_IMPOSSIBLE = [
        "reasons" A40p20 Text, Must, "the reasons, in writing";
    ];
    pub(crate) ERASURE = [
        "legal_basis" A36p2 Text, Must, "the provision of domestic law";
    ];
    pub(crate) NOTE = [
        "note" A24p4 Text, Must, "why; stays in this State" as "internal";
    ];
    /// The human-rights screen where it does not ask for the protected conduct.
    pub(crate) SCREEN = [
        "answer" A6p2 ANSWERS, Must, "are there grounds to believe in persecution, discrimination or suppression of rights?" as "rights";
        "note" A6p2 Text, Must, "why; stays in this State" as "internal";
    ];
    CONDUCT_TOUCHED = [
        "conduct" A6p2 CONDUCT, May, "the protected conduct the request touches; any takes a second person" as "protected";
    ];
    pub(crate) REVIEW = [
        "proceed" A40p22 YesNo, Must, "whether the request may go on";
        "note" A40p22 Text, Must, "why; stays in this State" as "internal";
    ];
    pub(super) REFUSE = [
        "refusal" A40p25 Record(REFUSAL), Must, "ground and reasons";
    ];
    /// A refusal.
    pub REFUSAL = [
        "ground" A40p21b Kind::Ground, Must, "a ground this measure's articles name" as "measure";
        "reasons" A40p25 Text, Must, "the reasons, in writing";
    ];
    pub(crate) WAIVER = [
        "rule" A24p1 Choice(WAIVABLE_RULES), Must, "the safeguard of the platform that is not to block here";
        "reason" A24p1 Text, Must, "why it must not";
    ];
}

/// The same, with the protected conduct.
pub(super) const SCREEN_CONDUCT: &[Field] = &[SCREEN[0], CONDUCT_TOUCHED[0], SCREEN[1]];

const ANSWERS: Kind = Choice(ScreenAnswer::NAMES);

// Preservation.
tables! {
    /// The decision after a notice of risk.
    pub DECIDE_RISK = [
        "go_on" A42p7 YesNo, Must, "whether to go on; not going on ends the matter";
        "text" A42p7 Text, May, "remarks" as "remarks";
    ];
    /// A request for extension.
    pub EXTENSION = [
        "until" A42p9 Instant, Must, "the new expiry wished for" as "wished";
        "reasons" A42p9 Text, Must, "why" as "why";
    ];
    pub(super) NOTIFY_RISK = [
        "notice" A42p7 Record(NOTICE), Must, "the notice";
    ];
    /// A notice of risk.
    pub NOTICE = [
        "risk" A42p7 Record(RISK), Must, "the risk";
        "text" A42p7 Text, Must, "what is known about it" as "known";
    ];
    RISK = [
        "kind" A42p7 Choice(Risk::NAMES), Must, "the kind of risk";
        "ends_at" A25 Instant, Only("kind", &["order_ends"]), "when the order ends";
    ];
    pub(super) ORDER = [
        "days" A25 Kind::within(ORDER_DAYS), Must, "the length of the order in days" as "order";
    ];
    pub(super) PRESERVED = [
        "effective_at" A42p8 Instant, Must, "from when the data are preserved: neither before the request arrived nor in the future";
        "days" A42p8 Kind::within(PRESERVATION_DAYS), May, "for how many days; as long as asked for, or 60, where nothing is said" as "confirmed";
    ];
    /// That there are no such data.
    pub NO_DATA = [
        "text" A42p4 Text, Must, "what was looked for, and where" as "looked_for";
    ];
    pub(super) GRANT_EXTENSION = [
        "until" A42p9 Instant, Must, "the new expiry, after the present one" as "expiry";
    ];
    pub(super) REPORT_PROVIDER = [
        "provider" A43p1 Record(PROVIDER), Must, "the provider and the path" as "path";
    ];
    /// A provider in another State.
    pub PROVIDER = [
        "provider" A43p1 Text, Must, "the provider";
        "state" A43p1 Kind::State, May, "the State it is in, where known" as "located";
        "path" A43p1 Text, Must, "the path of the communication to it";
        "authority" A43p1 Text, Must, "the authority that found out" as "finder";
    ];
}

// Assistance, in the requesting State.
tables! {
    /// The answer to offered conditions.
    pub ANSWER_CONDITIONS = [
        "accepted" A36p1 YesNo, Must, "whether they are accepted; accepted conditions bind" as "offered";
        "text" A36p1 Text, May, "remarks" as "remarks";
    ];
    /// That a package arrived.
    pub RECEIVED = [
        "digest" A40p14 Kind::Digest, Must, "the digest of the package as it arrived, after every check passed" as "arrived";
    ];
    /// That a package does not verify.
    pub FAULTY = [
        "check" A40p14 Text, Must, "the check that failed";
    ];
    pub(super) OPEN = [
        "purpose" A40p19 Choice(USES), Must, "the use, within the conditions" as "use";
        "reason" A40p19 Text, Must, "what is looked for" as "looked_for";
    ];
    pub(super) EXPORT = [
        "purpose" A40p19 Choice(USES), Must, "the use, within the conditions" as "use";
        "recipient" A40p19 Text, Must, "the court or other body the export is for" as "export";
        "onward" A36p3 Record(RECIPIENT), May, "the third State or the organisation, where it leaves this State";
    ];
    /// A third State or an organisation.
    pub RECIPIENT = [
        "kind" A36p3 Choice(Recipient::NAMES), Must, "an organisation or a third State" as "recipient";
        "name" A36p3 Text, Only("kind", &["organisation"]), "the organisation's name";
        "state" A36p3 Kind::State, Only("kind", &["state"]), "the third State" as "third";
    ];
    pub(super) ONWARD = [
        "recipient" A36p3 Record(RECIPIENT), Must, "to whom";
        "purpose" A36p3 Text, Must, "what for";
    ];
    pub(super) ASK_CONSENT = [
        "wish" A40p19 Record(WISH), Must, "what is asked for";
        "reasons" A40p19 Text, Must, "why; of another use also in which case" as "other";
    ];
    /// What consent is asked for.
    pub WISH = [
        "kind" A40p19 Choice(Wish::NAMES), Must, "another use, or a later end of retention" as "wish";
        "purpose" A40p19 Choice(USES), Only("kind", &["use"]), "the use" as "other";
        "until" A36p1 Instant, Only("kind", &["retention"]), "the new end of retention, after the present one" as "kept";
    ];
    /// A request to renew a collection.
    pub RENEWAL = [
        "days" A24p2 Kind::within(COLLECTION_DAYS), Must, "for how many days more" as "more";
        "justification" A24p2 Text, Must, "why";
    ];
    pub(super) RENEW_SECRECY = [
        "review_on" A40p20 Instant, Must, "when it ends now" as "renewed";
        "reason" A40p20 Text, Must, "why it is still needed" as "still";
    ];
    /// Notice that evidence speaks for the accused.
    pub EXCULPATORY = [
        "text" A40p19 Text, Must, "what will be disclosed, to whom" as "disclosed";
        "timing" A40p5 Choice(NoticeTiming::NAMES), Must, "before, or without_delay_after where notice was impossible";
    ];
    /// The outcome.
    pub CLOSE = [
        "outcome" A40p26 Text, May, "what came of the case, where it is told" as "told";
    ];
}

// Assistance, in the requested State.
tables! {
    /// A postponement.
    pub POSTPONE = [
        "review_on" A40p27 Instant, Must, "when it is looked at again";
        "reasons" A40p27 Text, Must, "why" as "why";
    ];
    pub(crate) AUTHORISE = [
        "authorisation" A24p2 Record(AUTHORISATION), Must, "the record of what the competent authority decided";
    ];
    AUTHORISATION = [
        "authority" A24p2 Text, Must, "the court, judge or other authority" as "judge";
        "authority_kind" A24p2 Choice(AuthorityKind::NAMES), May, "what kind of authority it is; `other` where it is not stated";
        "legal_basis" A24p2 Text, Must, "the provision of domestic law";
        "scope" A24p2 Text, Must, "what it covers, in words";
        "data_classes" A24p2 DATA_CLASSES, May, "the classes of data it covers; none where the product is not data" as "covered";
        "from" A24p2 Instant, Must, "from when" as "when";
        "until" A24p2 Instant, Must, "until when";
        "proportionality" A24p1 Text, Must, "why the measure is proportionate";
        "subsidiarity" A24p1 Text, May, "why no milder means would do; needed for interception";
        "remedy" A24p2 Text, Must, "the remedy open to the person concerned";
    ];
    pub(super) SEALED = [
        "package" A40p14 Record(PACKAGE), Must, "the package";
    ];
    /// A sealed package.
    pub PACKAGE = [
        "package" A40p14 Kind::Uuid, Must, "its number" as "number";
        "digest" A40p14 Kind::Digest, Must, "the digest by which it is fetched" as "fetched";
        "bytes" A40p14 Number(0, COUNT_MAX), Must, "the length of the ciphertext in bytes" as "ciphertext";
        "items" A40p14 Number(0, COUNT_MAX), Must, "the number of evidence items" as "number";
        "data_classes" A40p15d DATA_CLASSES, Must, "the classes of data in it; an empty list where the product is not data" as "package";
        "references" A14 Records(REFERENCE), May, "evidence that stays where it is, one record each";
        "sealed_to" A40p14 Kind::SealKey, Must, "the key it is sealed to, that of this request";
    ];
    REFERENCE = [
        "digest" A14 Kind::Digest, Must, "the SHA-256 digest of the item" as "item";
        "custodian" A14 Text, Must, "who keeps it";
        "description" A14 Text, Must, "what it is, in words";
    ];
    pub(super) DECIDE_DATA = [
        "decision" A36p1 Record(DECISION), Must, "how the gate is decided";
    ];
    DECISION = [
        "decision" A36p1 Choice(DataDecision::NAMES), Must, "lawful as asked for, lawful under conditions that are offered, or not lawful" as "lawful";
        "conditions" A36p1 Record(CONDITIONS), Only("decision", &["pass", "offer"]), "the conditions the evidence travels under" as "transfer";
        "reasons" A36p1 Text, Only("decision", &["bar"]), "why it is not lawful" as "unlawful";
    ];
    /// The conditions evidence travels under.
    pub CONDITIONS = [
        "purposes" A40p19 Choices(USES), Must, "the uses allowed, at least one" as "allowed";
        "purpose" A40p19 Text, Must, "the case the use is bound to, in words" as "case";
        "onward_transfer" A36p3 Choice(OnwardTransfer::NAMES), Must, "whether it may go on to a third State or an organisation";
        "confidential" A40p5 YesNo, Must, "whether it is kept confidential";
        "retention_until" A36p1 Instant, Must, "when the evidence must be destroyed";
        "further" A36p1 Texts, May, "anything else, one condition each";
    ];
    /// The personal-data gate of a charted measure.
    pub(crate) DATA_GATE = [
        "decision" A36p1 Record(CHARTED_DECISION), Must, "how the gate is decided";
    ];
    CHARTED_DECISION = [
        "gate" A36p1 Choice(DataGate::NAMES), Must, "whether the transfer is lawful";
        "conditions" A36p1 Texts, MayOnly("gate", &["passed"]), "the conditions, one text each, where there are any" as "if_any";
        "reasons" A36p1 Text, Only("gate", &["barred"]), "why it is not lawful" as "unlawful";
    ];
    pub(super) RELEASE = [
        "left_out" A40p25 Records(LEFT_OUT), May, "what was asked for and is not in the package, one record each";
    ];
    /// What was asked for and does not come with a release.
    pub LEFT_OUT = [
        "part" A40p25 Text, Must, "which part of what was asked for";
        "ground" A40p25 Kind::Ground, May, "the ground on which it is refused; none where it does not exist or could not be obtained" as "part";
        "reasons" A40p25 Text, Must, "the reasons, in writing";
        "data_classes" A40p25 DATA_CLASSES, May, "the classes of data that are missing altogether because of it" as "left_out";
    ];
    pub(super) CONFIRM_TRANSFER = [
        "manifest" A40p14 Kind::Digest, Must, "the SHA-256 digest of the manifest that was signed when the package was sealed";
    ];
    /// Costs to be expected.
    pub COSTS = [
        "text" A40p30 Text, Must, "which costs, and what is proposed" as "costs";
    ];
    pub(super) CALL_BACK = [
        "contact" A41p3e Text, Must, "who was reached, and at which number of the directory";
    ];
    /// The code of a call-back.
    pub CALL_BACK_CODE = [
        "code" A41p3e Text, Must, "the eight digits, as they were heard on the telephone";
    ];
    pub(super) COMPARE = [
        "comparison" A35p3 Record(COMPARISON), Must, "two citations and the conduct, never titles";
    ];
    COMPARISON = [
        "requesting_provision" A35p3 Text, Must, "the provision of the requesting State's law";
        "requested_provision" A35p3 Text, Must, "the provision of the own law";
        "conduct" A35p3 Text, Must, "the conduct, and why it falls under both" as "both";
        "punishable_in_both" A35p3 YesNo, Must, "whether it is punishable in both";
    ];
    pub(super) COMPEL = [
        "help" A28p4 Record(HELP), Must, "the order";
    ];
    HELP = [
        "person" A28p4 Text, Must, "the person";
        "scope" A28p4 Text, Must, "what the person has to do, and why that is reasonable" as "help";
        "no_general_weakening" A28p4 Attested, Must, "yes: nothing is asked that weakens a system for all its users";
        "counsel_note" A28p4 Text, Must, "what counsel noted";
    ];
    pub(super) FILTER = [
        "filter" A24p1 Record(FILTERED), Must, "the record";
    ];
    FILTERED = [
        "filtered_by" A24p1 Text, Must, "who filtered; not the investigators";
        "method" A24p1 Text, Must, "how";
        "removed" A24p1 Number(0, COUNT_MAX), Must, "how many items were removed";
    ];
    pub(super) CHECK_PROVIDER = [
        "check" A29 Record(CHECKED), Must, "the record" as "record";
    ];
    CHECKED = [
        "provider" A29 Text, Must, "the provider";
        "within_capability" A29 YesNo, Must, "whether it can collect with the technical means it has";
        "bound_to_secrecy" A29 YesNo, Must, "whether it was bound to secrecy";
        "note" A29 Text, May, "remarks";
    ];
    /// Notice to the person concerned.
    pub(super) TOLD = [
        "note" A24p2 Text, Must, "who was told, how, and of which remedy; stays in this State" as "told";
    ];
    pub(super) DESTROYED = [
        "note" A24p2 Text, Must, "how, and by whom; stays in this State" as "destroyed";
    ];
    pub(super) ANSWER_ONWARD = [
        "answer" A36p3 Record(CONSENT), Must, "the answer";
    ];
    pub(super) ANSWER_CONSENT = [
        "answer" A40p19 Record(CONSENT_GIVEN), Must, "the answer";
    ];
    /// The answer to a request for consent to another use or a later end of retention.
    pub CONSENT_GIVEN = [
        "consent" A40p19 YesNo, Must, "whether it is consented to" as "given";
        "text" A40p19 Text, Must, "what is said; a no has its reasons" as "reasoned";
    ];
    /// The answer to a request for consent to an onward transfer.
    pub CONSENT = [
        "consent" A36p3 YesNo, Must, "whether the evidence may go on";
        "conditions" A36p3 Texts, May, "under which conditions, one text each" as "under";
        "text" A36p3 Text, Must, "what is said; a no has its reasons" as "reasoned";
    ];
}
