//! What the checks on particulars expect, beside what the tables of fields say of each field.

use super::collect::LIST_MAX;
use crate::law::Measure;
use crate::sentence::Sentence;

crate::phrases! {
    /// Every fault of particulars and acts that no table of fields names.
    pub FAULTS = [
        A_TEXT = "fault-text", "a text";
        TEXT_LENGTH = "fault-text-length", "at most {$number} KiB of text";
        LANGUAGE = "fault-language", "a language code of two or three small letters, such as fr";
        SEAL_KEY = "fault-seal-key", "an age recipient that begins with age1pq1";
        DIGEST = "fault-digest", "64 hexadecimal digits in small letters";
        AGREEMENT = "fault-agreement", "the name of the agreement";
        CLASSES = "fault-classes", "at least one class of data";
        ACCOUNTS = "fault-accounts", "at most {$number} accounts";
        IDENTIFIER = "fault-identifier", "an identifier";
        ONE_ACCOUNT = "fault-one-account", "one identifier of one account: no wildcard, range, network or list";
        PERIOD = "fault-period", "a beginning before the end";
        SECRECY = "fault-secrecy", "why secrecy is needed";
        ANSWERS = "fault-answers", "at most {$number} answers";
        KINDS = "fault-kinds", "at least one kind of assistance of Art. 40(3)";
        ONE_MEASURE = "fault-one-measure", "kinds of one measure in one request";
        ELSEWHERE = "fault-elsewhere", "a request for `{$key}` ({$measure}) instead: it is a measure of its own";
        ACCESS = "fault-access", "search, seize or disclose";
        PERSON = "fault-person", "the person concerned";
        ITEM = "fault-item", "the object, site, record or property";
        SERVED = "fault-served", "the documents to be served";
        ONE_TARGET = "fault-one-target", "exactly one account: one target for each request";
        IDENTITY = "fault-identity", "a name or a description";
        DESCRIPTION = "fault-description", "a description";
        TITLE = "fault-title", "a title";
        PERSONS = "fault-persons", "at most {$number} persons";
        ITEMS = "fault-items", "at most {$number} items";
        DOCUMENTS = "fault-documents", "at most {$number} documents";
        CONCERNED = "fault-concerned", "an account, the system, or the preservation whose data are asked for";
        TRAFFIC = "fault-traffic", "traffic data only";
        CONTENT = "fault-content", "content data, with their traffic data where needed";
        COVERED = "fault-covered", "the period covered, for traffic and content data";
        USES = "fault-uses", "at least one use";
        DATE_REASON = "fault-date-reason", "the reason of the date";
        PENALTY = "fault-penalty", "the maximum penalty in months, where the offence is none of Arts 7 to 17";
        PENALTY_MOST = "fault-penalty-most", "at most {$number} months; a heavier penalty is said in heavier_penalty";
        ELEMENT = "fault-element", "an element of the article named";
        CATEGORY = "fault-category", "a kind of serious crime only where no article of the Convention is named";
        INTENDS = "fault-intends", "true: preservation is for a State that intends to request assistance";
        LOCATED = "fault-located", "the custodian or the location of the system, or location_unknown";
        PRESERVED_DAYS = "fault-preserved-days", "{$least} days or more, and at most {$most}";
        COLLECTED_DAYS = "fault-collected-days", "the number of days, at least {$least} and at most {$most}";
        BEGINS = "fault-begins", "the beginning of the period";
        ENDS = "fault-ends", "the end of the period";
        ENDS_AFTER = "fault-ends-after", "an end after the beginning";
        OBJECT = "fault-object", "an object with the fields";
        NO_FIELD = "fault-no-field", "no field of this name; see the list of fields";
        RECORDS = "fault-records", "a list of at most {$number} records";
        ACT = "fault-act", "the name of an act";
        ASKED = "fault-asked", "{$asks}";
        FIRST = "fault-first", "what came of {$measure}, which the other State's law asks for first";
        SECRET_UNTIL = "fault-secret-until", "at the latest {$at}: the other State's law lets secrecy last no longer without a new decision";
    ];
}

/// At most as many as a list may hold.
pub(super) fn at_most(phrase: crate::Phrase) -> Sentence {
    phrase.with("number", LIST_MAX)
}

/// The title of a measure, as part of a sentence.
pub(super) fn title(measure: Measure) -> Sentence {
    Sentence::keyed(format!("measure-{}", measure.key()), measure.title())
}
