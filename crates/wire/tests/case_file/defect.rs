//! What can be wrong with a case file whose maker holds keys: everything is signed, and yet it must not pass.

use serde::Deserialize;

/// One defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defect {
    /// All statements hang on a register the court does not know.
    OtherRegister,
    /// The register's statement about XBB is signed by XBB.
    VouchedForByItself,
    /// The statements about XBB ended before most of its messages were sent.
    StatementEndedBeforeSending,
    /// XAA's last message is dated after the verification.
    MessageFromTheFuture,
    /// The receipt for the last message is dated after the verification.
    ReceiptFromTheFuture,
    /// The witnesses date their cosignatures after the verification.
    CosignedInTheFuture,
    /// The manifest is dated after the verification.
    ManifestFromTheFuture,
    /// The statement about XBB is dated after the verification.
    StatementFromTheFuture,
    /// XBB's own statement ended before the register's was made.
    StatementsNeverTogether,
    /// Someone else lists former keys of XBB.
    FormerKeysByAStranger,
    /// XAA's first message is signed with former keys, before the roll-over. Not a defect at all.
    SignedBeforeRollOver,
    /// XAA's last message is signed with former keys, after the roll-over.
    SignedAfterRollOver,
    /// XAA signs what is said to be from XBB.
    SignedForAnotherState,
    /// A sequence number is left out.
    SequenceGap,
    /// A message was sent before the one it follows.
    SentBackInTime,
    /// A message goes to a third State.
    ThirdState,
    /// A message of a matter that nothing cites.
    StrayMatter,
    /// A receipt is signed by the State that sent the message.
    ReceiptBySender,
    /// A receipt goes to another State than the envelope came from.
    ReceiptToAnother,
    /// The custody entry in a receipt is about another envelope.
    ReceiptEntryOfAnother,
    /// The custody entry in a receipt is of another matter.
    ReceiptEntryOfAnotherMatter,
    /// The checkpoint in a receipt is signed by another key than the log's.
    ReceiptCheckpointForged,
    /// The inclusion proof in a receipt is of another entry.
    ReceiptProofOfAnother,
    /// The receiver refused a message. Not a defect of the case file; it is shown.
    RejectedMessage,
    /// XBB's proofs lead to a checkpoint older than one of its receipts.
    StaleCheckpoint,
    /// XBB shows the witnesses another log than the one its receipts are from.
    ForkedLog,
    /// XBB has two checkpoints of the same size cosigned, with different roots.
    TwoHeads,
    /// One of the two witnesses did not cosign.
    MissingCosignature,
    /// A stranger cosigned in place of a witness, under its name.
    CosignedByAStranger,
    /// XBB stands in for a witness of its own log.
    CosignedByItself,
    /// A third party's cosignature stands beside the quorum. Not a defect; it is shown.
    UnknownCosigner,
    /// The checkpoint of XBB's proofs is cosigned, but not signed by XBB's log.
    CheckpointByAnotherLog,
    /// A proof has no extra line.
    ProofWithoutEntry,
    /// A proof states another index than the receipt.
    ProofOfAnotherIndex,
    /// The cosignatures are older than the entries they are to prove.
    CosignedTooEarly,
    /// `consistency.json` holds a proof about a checkpoint that is nowhere else.
    StrayConsistency,
    /// A second package of the same matter, signed but never announced.
    OtherManifest,
    /// The manifest is signed by the State that asked.
    ManifestByReceiver,
    /// The manifest is of a matter that is not in the thread.
    ManifestOfAnotherMatter,
    /// The manifest does not agree with itself, and is signed.
    ManifestContradicts,
    /// The transfer message names another custodian of what was not copied.
    OtherReference,
    /// Of a silence: the message that broke it is left out of the thread.
    HiddenMessage,
    /// Of a silence: an entry in the middle of the record is left out.
    EntryLeftOut,
    /// Of a silence: the record ends before the last receipt.
    RecordEndsEarly,
    /// Of a silence: the record is that of the State which asked.
    RecordOfTheOther,
    /// A part was left out, and another use, a longer keeping and an onward transfer were agreed since. Not a defect; it is
    /// shown.
    AgreedSince,
    /// XBB refused all of that. Not a defect; the first end of retention counts.
    ConsentRefused,
    /// XAA numbers a second question, which was refused, before the answer that consented to the first. It is no defect that
    /// a check could find; and the second is not taken for agreed.
    AnswersAfterQuestions,
    /// XBB consented, and XAA did not take that in. Nothing is agreed.
    ConsentNotTakenIn,
    /// XBB announces the package again, and leaves nothing out. What it said first is not taken back by that.
    AnnouncedAgain,
    /// The bag holds the very thing that the manifest says is not copied.
    CopyOfReference,
}
