//! What a report says, beside the statements of its checks ([`super::check`]).
//!
//! Details of a failed check (what is there, what should be) are for whoever mends it, and stay in English: they quote the file.

use comity_treaty::Sentence;
use serde::Serialize;
use serde_json::Value;

comity_treaty::phrases! {
    /// Every sentence of a report but the statements of its checks.
    pub(super) SAID = [
        SECTION_CASE_FILE = "verify-section-case-file", "The case file as a whole";
        SECTION_IDENTITIES = "verify-section-identities", "Who signed";
        SECTION_MESSAGES = "verify-section-messages", "What the States said to each other";
        SECTION_RECEIPTS = "verify-section-receipts", "What was acknowledged";
        SECTION_CUSTODY = "verify-section-custody", "What the custody logs prove";
        SECTION_SILENCE = "verify-section-silence", "What was not said";
        SECTION_EVIDENCE = "verify-section-evidence", "The evidence";
        SECTION_CONDITIONS = "verify-section-conditions", "Conditions of use";
        SECTION_EXPORTER = "verify-section-exporter", "The report of the State that exported it";

        NO_MESSAGE = "verify-no-message", "a message was not believed";
        NO_SUBJECT = "verify-no-subject", "a message, or what says which matter it is about, was not believed";
        ITS_MESSAGE = "verify-its-message", "its message was not believed";
        NO_RECEIPT = "verify-no-receipt", "the receipt was not believed";
        NO_EXCHANGE = "verify-no-exchange", "a message or its receipt was not believed";
        NO_RECORD = "verify-no-record", "the record was not believed";
        NO_CHECKPOINT = "verify-no-checkpoint", "no cosigned checkpoint was believed";
        NO_REGISTER = "verify-no-register", "the register's statement was not believed";
        NO_WORD = "verify-no-word", "the register's statement about the State was not believed";
        NO_KEYS = "verify-no-keys", "the statements about the keys of {$state} were not believed";
        NO_LIST = "verify-no-list", "the list of evidence was not believed";
        LIST_CONTRADICTS = "verify-list-contradicts", "the list of evidence contradicts itself";
        NO_SIGNATURE = "verify-no-signature", "its signatures were not believed";

        README_ABSENT = "verify-readme-absent", "the folder holds no README; nothing depends on it";
        PAPER_ABSENT = "verify-paper-absent", "a message names this paper; its bytes are not in the case file";
        KEYS_ABSENT = "verify-keys-absent", "no earlier keys; every message must be signed with the State's present keys";
        SENDER_ABSENT = "verify-sender-absent", "messages that {$state} sent and only the receiver's log proves: {$count}";
        EXPORTER_ABSENT = "verify-exporter-absent", "none is enclosed; nothing depends on one";

        OPENED_LATER = "verify-opened-later", "each file is compared with the list while it is opened on its way out";

        PASSED = "verify-passed", "PASSED";
        FAILED = "verify-failed", "FAILED";
        NOT_REACHED = "verify-not-reached", "NOT REACHED";
        NOT_PRESENT = "verify-not-present", "NOT PRESENT";
        NOT_YET = "verify-not-yet", "NOT YET";
        REFERENCE = "verify-reference", "REFERENCE";
        NOT_INCLUDED = "verify-not-included", "LEFT OUT";
        WARNING = "verify-warning", "WARNING";
        WHERE = "verify-where", "where";
        FOUND = "verify-found", "found";
        EXPECTED = "verify-expected", "expected";
        CHECK = "verify-check", "check";
        WHAT = "verify-what", "what";
        KEPT_BY = "verify-kept-by", "kept by";
        WHY = "verify-why", "why";
        MANY = "verify-many", "{$statement} ({$passed} of {$all})";
        ABOUT = "verify-about", "{$statement}: {$subject}";
        AS_IT_IS = "verify-as-it-is", "{$text}";

        CASE_FILE = "verify-case-file", "Case file";
        POLICY = "verify-policy", "Policy";
        POLICY_OWN = "verify-policy-own", "the register's keys and the witnesses, as the node of {$state} knows them";
        VERIFIED = "verify-verified", "Verified at";
        FORM = "verify-form", "Form";
        FORM_SEALED = "verify-form-sealed", "sealed: the evidence is encrypted and was checked as such";
        FORM_EXPORTED = "verify-form-exported", "exported: the evidence is open and every file of it was checked";
        FORM_OPENING = "verify-form-opening", "exported: the evidence is opened on its way out; what was checked is the sealed evidence";
        FORM_SILENCE = "verify-form-silence", "silence: no evidence; what one State did not say to the other";
        FORM_UNCLEAR = "verify-form-unclear", "unclear: neither a sealed nor an exported case file";
        BETWEEN = "verify-between", "Between";
        BETWEEN_GAVE = "verify-between-gave", "{$to}, which asked, and {$from}, which gave the evidence";
        BETWEEN_ASKED = "verify-between-asked", "{$to}, which asked, and {$from}, which was asked";
        MATTER = "verify-matter", "Matter";
        SILENCE = "verify-silence", "Silence";
        SILENCE_LONG = "verify-silence-long", "{$state} sent nothing from {$since} to {$until}: {$days} days and {$hours} hours";
        PACKAGE = "verify-package", "Package";
        PACKAGE_SEALED = "verify-package-sealed", "{$package}, sealed at {$at}";
        EVIDENCE = "verify-evidence", "Evidence";
        EVIDENCE_ITEMS = "verify-evidence-items", "{$items} items, {$bytes} bytes";
        MESSAGES = "verify-messages", "Messages";
        MESSAGES_SENT = "verify-messages-sent", "{$count}, sent from {$first} to {$last}";
        AS_OF = "verify-as-of", "As of";
        AS_OF_KEYS = "verify-as-of-keys", "{$state}: its keys as they were vouched for at {$vouched}, until {$until}; {$log}";
        LOG_HELD = "verify-log-held", "its log as witnesses held it at {$at}";
        LOG_SIGNED = "verify-log-signed", "its log as it was signed, without a witness's time";

        REFERENCES = "verify-references", "Not copied (Art. 14): evidence that stays with its custodian, named by its SHA-256";
        LEFT_OUT = "verify-left-out", "Asked for, and not in the evidence, as the State that gave it said";
        LEFT_OUT_REFUSED = "verify-left-out-refused", "refused ({$ground}): {$reasons}";
        LEFT_OUT_ABSENT = "verify-left-out-absent", "does not exist or could not be obtained: {$reasons}";
        CONDITIONS = "verify-conditions", "The evidence may be used only under these conditions of the State that gave it";
        PURPOSE = "verify-purpose", "Purpose";
        ONWARD = "verify-onward", "Onward";
        ONWARD_FORBIDDEN = "verify-onward-forbidden", "not to be passed on to anyone else";
        ONWARD_AGREED = "verify-onward-agreed", "to be passed on only after the State that gave it has agreed";
        SECRECY = "verify-secrecy", "Secrecy";
        SECRECY_KEPT = "verify-secrecy-kept", "to be kept confidential, except as the proceeding requires";
        SECRECY_DOMESTIC = "verify-secrecy-domestic", "as the law of the receiving State treats its own evidence";
        RETENTION = "verify-retention", "Retention";
        RETENTION_UNTIL = "verify-retention-until", "to be destroyed by {$until}";
        RETENTION_DOMESTIC = "verify-retention-domestic", "as the law of the receiving State requires";
        REMARKS = "verify-remarks", "Remarks";

        AGREED = "verify-agreed", "What the State that gave the evidence agreed to since, with the words of both States";
        CONSENT = "verify-consent", "Agreed";
        CONSENT_USE = "verify-consent-use", "another use, {$purpose}; agreed at {$at}";
        CONSENT_RETENTION = "verify-consent-retention", "may be kept until {$until}; agreed at {$at}";
        CONSENT_ONWARD = "verify-consent-onward", "may be passed on to {$recipient}; agreed at {$at}";
        CONSENT_REASONS = "verify-consent-reasons", "Reasons given for it";
        CONSENT_PURPOSE = "verify-consent-purpose", "Only for";
        CONSENT_CONDITION = "verify-consent-condition", "On condition";
        CONSENT_SAID = "verify-consent-said", "Said with it";

        WARNINGS = "verify-warnings", "To be known, although no check failed by it";
        RETENTION_PASSED = "verify-retention-passed", "The evidence was to be destroyed by {$until}; ask the State that gave it before using it.";
        SIGNATURE_UNKNOWN = "verify-signature-unknown", "{$file} bears a signature by {$name}, which nobody here knows; it was not counted.";
        NO_WITNESS = "verify-no-witness", "{$file}: the policy wants no witness; nobody but the State itself vouches that its log was not rewritten.";
        NOT_NEEDED = "verify-not-needed", "{$file} is about a State that takes no part; it was not looked at.";
        REJECTED = "verify-rejected", "{$file} was refused by the State it was sent to: {$rule}";
        REPORT_LATER = "verify-report-later", "The enclosed report was signed at {$at}; what vouches here for the keys of {$state} ended at {$until}.";

        CONCLUSION = "verify-conclusion", "Conclusion";
        ALL_PASSED = "verify-all-passed", "PASSED: all {$count} checks.";
        SO_FAR_PASSED = "verify-so-far-passed", "PASSED: all {$count} checks that can be made before the evidence is opened.";
        SOME_FAILED = "verify-some-failed", "FAILED: {$failed} failed, {$unmade} could not be made, {$passed} passed.";
        MEANS = "verify-means", "What this means";
        MEANS_SIGNED = "verify-means-signed", "What the States named above said, and the list of evidence where there is one, was signed by them, with keys that the register vouched for at that time, and not a byte of them has changed since.";
        MEANS_LOGS = "verify-means-logs", "Each message stands in the custody log of the State it was sent to. The witnesses of the policy hold the state of that log, so that State cannot have inserted, removed or re-dated it afterwards.";
        MEANS_OPENED = "verify-means-opened", "Each file of the evidence is byte for byte the one that the State which gave it listed and signed.";
        MEANS_OPENING = "verify-means-opening", "The evidence leaves this node opened. Each file is compared with the signed list while it is opened, and the stream breaks off at the first that differs. That every file arrived, only `comity verify` can say.";
        MEANS_SEALED = "verify-means-sealed", "The sealed evidence is byte for byte what the State which gave it sealed. It was not opened here.";
        MEANS_HAD = "verify-means-had", "The State that was asked had the first message at the beginning of that time, by its own signed receipt.";
        MEANS_NOTHING = "verify-means-nothing", "Its own record of the matter, of which no entry can be left out, says that it sent nothing until the end of that time but what is in this folder.";
        MEANS_NOT = "verify-means-not", "What this does not mean";
        NOT_TRUE = "verify-not-true", "That the content of the evidence is true, or how it was obtained before it was sealed.";
        NOT_LAWFUL = "verify-not-lawful", "That using it is lawful: that is for the court, under the conditions shown above.";
        NOT_ALONE = "verify-not-alone", "It rests on the policy: on the register keys and the witnesses in which it believes.";
        NOT_IDLE = "verify-not-idle", "That it did nothing: the record shows what was sent, and only the names of what it did inside.";
        NOT_OBLIGED = "verify-not-obliged", "That it was obliged to answer by then. Which period runs, the Convention and its own law say.";
        NOT_SILENT = "verify-not-silent", "That it said nothing by another way, such as the telephone.";
        DO_NOT_RELY = "verify-do-not-rely", "Do not rely on this case file as it is. Each FAILED line names the file, what was found there and what was expected. Ask whoever handed it over for a new copy and verify again. If the same check fails again, the record was damaged or altered, or the policy is not the right one for it.";
        MEND = "verify-mend", "Each FAILED line names the file, what was found there and what was expected. Where that is a cosignature, the court's own policy says whether it is enough. Everything else was damaged at this node: pull the evidence again, or restore the newest backup.";

        BY_EXPORTER = "verify-by-exporter", "Report of the State that exported this case file";
        BY_NODE = "verify-by-node", "The node of {$state} made this report at {$at}, of what it was about to hand over, with the verifier that courts use.";
        NO_SUBSTITUTE = "verify-no-substitute", "It is no substitute for the court's own verification: whoever relies on it relies on {$state}. The court runs `comity verify` with a policy from an authority that it trusts; what that says counts, and nothing here.";
        MADE_BY = "verify-made-by", "Made by";
        NODE_OF = "verify-node-of", "the node of {$state}";
    ];
}

/// A word of one of the treaty's tables, as the pages say it. Its English is the word of the table.
pub(super) fn word(table: &str, word: &impl Serialize) -> Sentence {
    let word = serde_json::to_value(word).ok();
    let word = word.as_ref().and_then(Value::as_str).unwrap_or_default();
    Sentence::keyed(format!("{table}-{word}"), word.replace('_', " "))
}
