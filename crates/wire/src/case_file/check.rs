//! The questions a verification asks. Their ids are stable: programs and the kit of hostile case files rely on them.

use std::fmt;

use comity_treaty::Phrase;
use serde::{Serialize, Serializer};

use super::say;

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident $section:ident $id:literal $statement:literal;)*) => {
        /// One kind of check.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId { $($(#[$doc])* $name,)* }

        impl CheckId {
            /// Every check, in the order of the report.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The identifier, stable across versions: lower-case words and hyphens.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The part of the report it belongs to.
            pub const fn section(self) -> Section {
                match self { $(Self::$name => Section::$section,)* }
            }

            /// What holds when the check passes, in plain words.
            pub const fn statement(self) -> Phrase {
                match self {
                    $(Self::$name => Phrase { key: concat!("verify-check-", $id), english: $statement },)*
                }
            }
        }
    };
}

checks! {
    /// Nothing in the case file that should not be there: links, unknown names, both forms at once.
    Files CaseFile "files"
        "The folder holds what a case file holds, and nothing else";
    /// The README is the one this format prescribes.
    Readme CaseFile "readme"
        "The README says what this format prescribes";
    /// The register's statement is signed by the register keys of the policy.
    RegisterStatement Identities "register-statement"
        "The register's statement is signed by the register keys of the policy";
    /// The register's statement about a State is signed by the register.
    SubordinateStatement Identities "subordinate-statement"
        "The register vouches for the State's keys";
    /// The State's own statement is signed by the keys the register names.
    Configuration Identities "configuration"
        "The State's own statement is signed by those keys";
    /// The State's earlier keys are stated and signed.
    HistoricalKeys Identities "historical-keys"
        "The State's earlier keys are stated and signed";
    /// An envelope bears both signatures of the State it is from, by keys vouched for when it was sent.
    EnvelopeSignatures Messages "envelope-signatures"
        "The message is signed by its State, with keys valid when it was sent";
    /// The envelopes are numbered and in sequence, none missing, and named after what they are.
    ThreadOrder Messages "thread-order"
        "The messages are in sequence and none is missing";
    /// All envelopes go between the same two States.
    ThreadParties Messages "thread-parties"
        "All messages go between the same two States";
    /// All envelopes are of the manifest's matter or of one it cites.
    ThreadMatters Messages "thread-matters"
        "All messages belong to this matter or to one it cites";
    /// A paper that a message names has the bytes that were signed, and nothing else lies among the papers.
    Papers Messages "papers"
        "The papers that the messages name have the bytes that were signed";
    /// A receipt bears both signatures of the State that received the envelope.
    ReceiptSignatures Receipts "receipt-signatures"
        "The receipt is signed by the State that received the message";
    /// A receipt names the digest of its envelope, and goes back the way the envelope came.
    ReceiptAnswers Receipts "receipt-answers"
        "The receipt answers exactly this message";
    /// What came of the message.
    ReceiptOutcome Receipts "receipt-outcome"
        "The receipt says what came of the message";
    /// The custody entry in the receipt is about the envelope.
    ReceiptEntry Receipts "receipt-entry"
        "The receiving State's custody entry is about this message";
    /// The checkpoint in the receipt is signed by the receiving State's log.
    ReceiptCheckpoint Receipts "receipt-checkpoint"
        "The receiving State's log signed the checkpoint in the receipt";
    /// The custody entry stands under that checkpoint.
    ReceiptInclusion Receipts "receipt-inclusion"
        "The custody entry stands in the log under that checkpoint";
    /// The proof's custody entry is about the envelope, and the one the receipt states.
    CustodyEntry Custody "custody-entry"
        "The proof is about this message";
    /// The proof's entry stands under the proof's checkpoint.
    CustodyInclusion Custody "custody-inclusion"
        "The message stands in the State's custody log";
    /// The proof's checkpoint is signed by the log and cosigned as the policy demands.
    CustodyWitnesses Custody "custody-witnesses"
        "The log's checkpoint is cosigned by the witnesses the policy demands";
    /// The cosigned checkpoint is not older than any checkpoint in the case file.
    LogFreshness Custody "log-freshness"
        "The cosigned checkpoint is not older than what the receipts show";
    /// Each older checkpoint of a log is a beginning of its cosigned one: the log has one history.
    LogConsistency Custody "log-consistency"
        "The log was only ever extended, never rewritten";
    /// The State's own record of the matter is whole, from the receipt of the first message to that of the last.
    SilenceRecord Silence "silence-record"
        "The State's own record of the matter is whole, from our first message to the last";
    /// Every message which that record says was sent is in the thread.
    SilenceMessages Silence "silence-messages"
        "Every message which that record says was sent is here";
    /// The manifest bears both signatures of the State that gave the evidence.
    ManifestSignatures Evidence "manifest-signatures"
        "The list of evidence is signed by the State that gave it";
    /// The manifest is canonical, complete and agrees with itself.
    ManifestForm Evidence "manifest-form"
        "The list of evidence is complete and agrees with itself";
    /// The manifest names the matter and the States of the thread.
    ManifestSubject Evidence "manifest-subject"
        "The list of evidence names this matter and these States";
    /// The manifest is the one the transfer message announced.
    ManifestAnnounced Evidence "manifest-announced"
        "The list of evidence is the one announced when the evidence was sent";
    /// The ciphertext has the length the manifest states.
    SealedLength Evidence "sealed-length"
        "The sealed evidence is complete";
    /// The ciphertext has the BLAKE3 root the manifest states.
    SealedRoot Evidence "sealed-root"
        "The sealed evidence is, as a whole, what the list of evidence states";
    /// Each slice of the ciphertext matches its checksum.
    SealedSlices Evidence "sealed-slices"
        "Every part of the sealed evidence is unchanged";
    /// The bag is a bag (RFC 8493), with its declaration and tag files.
    BagStructure Evidence "bag-structure"
        "The opened evidence is a well-formed bag (RFC 8493)";
    /// Each tag file has the SHA-256 the bag's tag manifest states, and that tag manifest is the signed one.
    BagTagFiles Evidence "bag-tag-files"
        "The bag's own records are those the list of evidence states";
    /// Each evidence item has the length and SHA-256 of the signed manifest.
    BagItems Evidence "bag-items"
        "Every evidence item is there and unchanged (length and SHA-256)";
    /// Nothing in the bag that the manifest does not list.
    BagNothingExtra Evidence "bag-nothing-extra"
        "Nothing was added to the evidence";
    /// The machine-readable case description (CASE/UCO) is there and listed.
    CaseDescription Evidence "case-description"
        "The machine-readable case description is there and listed";
    /// The conditions of use are stated.
    Conditions Conditions "conditions"
        "The conditions of use are stated and signed";
    /// The report that the exporting State enclosed bears both signatures of that State.
    ExporterSignatures Exporter "exporter-signatures"
        "The enclosed report is signed by the State that exported the case file";
    /// The enclosed report is the signed one, and was made of the documents of this case file.
    ExporterReport Exporter "exporter-report"
        "The enclosed report is unchanged, and was made of these documents";
}

impl fmt::Display for CheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for CheckId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// The parts of a report, in the order they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The case file as a whole.
    CaseFile,
    /// Who signed.
    Identities,
    /// What was said.
    Messages,
    /// What was acknowledged.
    Receipts,
    /// What the logs prove.
    Custody,
    /// What was not said.
    Silence,
    /// What was given.
    Evidence,
    /// Under which conditions.
    Conditions,
    /// What the State that exported it says of it.
    Exporter,
}

impl Section {
    /// Every section, in order.
    pub const ALL: [Self; 9] = [
        Self::CaseFile,
        Self::Identities,
        Self::Messages,
        Self::Receipts,
        Self::Custody,
        Self::Silence,
        Self::Evidence,
        Self::Conditions,
        Self::Exporter,
    ];

    /// The heading, in plain words.
    pub const fn heading(self) -> Phrase {
        match self {
            Self::CaseFile => say::SECTION_CASE_FILE,
            Self::Identities => say::SECTION_IDENTITIES,
            Self::Messages => say::SECTION_MESSAGES,
            Self::Receipts => say::SECTION_RECEIPTS,
            Self::Custody => say::SECTION_CUSTODY,
            Self::Silence => say::SECTION_SILENCE,
            Self::Evidence => say::SECTION_EVIDENCE,
            Self::Conditions => say::SECTION_CONDITIONS,
            Self::Exporter => say::SECTION_EXPORTER,
        }
    }
}
