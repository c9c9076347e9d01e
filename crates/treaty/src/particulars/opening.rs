//! What opens a matter, as a table of fields: of a chart, the chart's own; of preservation and assistance, whose particulars
//! are types, the tables here. A test reads a document of each table into the type.

use super::field::{keys, tables};
use super::{Access, DataClass, Field, Kind, UsePurpose};
use crate::law::bounds::{COLLECTION_DAYS, PRESERVATION_DAYS};
use crate::law::{AssistanceKind, Measure};
use crate::procedure::chart::Chart;
use Kind::{Choice, Choices, Instant, Record, Records, Text, Texts, YesNo};

use super::Presence::{If, IfAny, May, Must};

keys! {
    KINDS = AssistanceKind::ALL;
}

/// The classes of data of Art 2(c), (d) and (f).
pub(crate) const DATA_CLASSES: Kind = Choices(DataClass::NAMES);
/// What evidence may be used for.
pub(crate) const USES: &[&str] = UsePurpose::NAMES;

tables! {
    /// The contents of a preservation request, Art 42(3).
    pub PRESERVATION = [
        "basis" A40p7 Kind::Basis, May, "the Convention, where nothing is said, or an agreement";
        "language" A40p13 Kind::Language, Must, "the language the request is written in";
        "requesting_authority" A42p3a Text, Must, "the authority seeking preservation" as "preservation";
        "offence" A42p3b Kind::Offence, Must, "the offence";
        "facts" A42p3b Text, Must, "a short statement of facts" as "short";
        "data" A42p3c Text, Must, "the data to be preserved";
        "data_classes" A42p3c DATA_CLASSES, Must, "their classes, at least one" as "preserved";
        "accounts" A42p3c Records(ACCOUNT), May, "the accounts, one record each";
        "period" A42p3c Kind::Span, May, "the period the data were made in, if limited" as "limited";
        "link_to_offence" A42p3c Text, Must, "how the data relate to the offence";
        "custodian" A42p3d Text, May, "the custodian; it, the location or `location_unknown` is needed" as "located";
        "system_location" A42p3d Text, May, "where the system is";
        "location_unknown" A42p2 YesNo, May, "neither is known, and the network is asked to find out";
        "necessity" A42p3e Text, Must, "why preservation is needed";
        "intends_assistance" A42p3f Kind::Attested, Must, "yes: a request for assistance is to follow";
        "secrecy" A42p3g Kind::Secrecy, May, "confidentiality and no notice to the user, where needed" as "user";
        "emergency" A2o Text, May, "why life or safety is at risk, where it is" as "risk";
        "days" A42p8 Kind::within(PRESERVATION_DAYS), May, "for how many days; the floor of 60 where nothing is said" as "floor";
    ];
    /// The contents of a request whose product is evidence, Arts 40(15) and 44 to 46.
    pub ASSISTANCE = [
        "basis" A40p7 Kind::Basis, May, "the Convention, where nothing is said, or an agreement";
        "language" A40p13 Kind::Language, Must, "the language the request is written in";
        "requesting_authority" A40p15a Text, Must, "the authority making the request";
        "case" A40p15b Text, Must, "subject and nature of the investigation, prosecution or proceeding";
        "authority_in_charge" A40p15b Text, Must, "the authority in charge of it, and its functions";
        "offence" A40p15b Kind::Offence, Must, "the offence";
        "facts" A40p15c Text, IfAny("kinds", FACTUAL), "a summary of the relevant facts; always but for service of documents" as "assistance";
        "kinds" A40p15d Choices(KINDS), Must, "the kinds of assistance";
        "access" A44p1 Choices(Access::NAMES), If("kinds", "stored_data"), "what is to be done with the stored data";
        "wanted" A40p15d Text, Must, "the assistance sought, in words";
        "special_procedure" A40p15d Text, May, "a procedure to be followed, where one is wished";
        "persons" A40p15e Records(PERSON), IfAny("kinds", &["statement", "service"]), "the persons concerned, one record each";
        "items" A40p15e Texts, IfAny("kinds", &["search_and_seizure", "examination", "records", "tracing"]), "objects, sites, records or property concerned, one text each";
        "documents" A40p15e Records(DOCUMENT), If("kinds", "service"), "the documents to be served, one record each";
        "accounts" A40p15e Records(ACCOUNT), IfAny("kinds", REAL_TIME), "the accounts; exactly one where data are collected as they arise; of stored data an account, the system or the preservation is named" as "assistance";
        "system" A40p15e Text, May, "the system and its location, where no account names them";
        "data_classes" A40p15d DATA_CLASSES, IfAny("kinds", DATA), "the classes of data";
        "period" A40p15f Kind::Span, May, "the period covered; needed for stored traffic and content data" as "covered";
        "collection" A45p3 Record(COLLECTION), IfAny("kinds", REAL_TIME), "what is collected as it arises";
        "purposes" A40p15g Choices(USES), Must, "the uses the evidence is for, at least one";
        "purpose" A40p15g Text, Must, "the purpose in words" as "words";
        "preservation" A44p1 Kind::Matter, May, "the preservation whose data are asked for";
        "expedited" A44p3 Text, May, "why the answer must be expedited, where it must";
        "emergency" A2o Text, May, "whose life or safety is in danger, and why; danger to property is none";
        "deadline" A40p26 Record(DEADLINE), May, "the date by which it is needed, where there is one";
        "secrecy" A40p20 Kind::Secrecy, May, "secrecy of the request, where needed" as "request";
        "child_accused" A21p7 YesNo, May, "whether a child is accused in the case";
        "answered" A40p15 Records(ANSWERED), May, "what the requested State's law asks of others, each with its answer";
        "earlier" A40p15 Records(EARLIER), May, "the milder measures that came first, where the requested State's law wants them";
        "oral" A40p13 Record(ORAL), May, "how it was made by word of mouth, where it was";
        "seal_to" A40p14 Kind::SealKey, May, "the key the evidence is sealed to; the node makes it where nothing is said";
    ];
    ACCOUNT = [
        "service" A40p15e Text, May, "the service or provider, as far as known";
        "identifier" A40p15e Text, Must, "one identifier of one account: no wildcard, range, network or list";
    ];
    PERSON = [
        "identity" A40p15e Text, Must, "a name or a description";
        "location" A40p15e Text, May, "where the person is" as "person";
        "nationality" A40p15e Text, May, "the nationality";
    ];
    DOCUMENT = [
        "title" A40p3b Text, Must, "what it is called";
        "digest" A40p3b Kind::Digest, May, "its SHA-256 digest";
    ];
    COLLECTION = [
        "link_to_offence" A45p3c Text, Must, "how the data relate to the offence";
        "justification" A45p3e Text, Must, "why the collection is needed" as "collection";
        "days" A45p3f Kind::within(COLLECTION_DAYS), Must, "for how many days";
        "period_justification" A45p3f Text, Must, "why for so long";
    ];
    DEADLINE = [
        "by" A40p26 Instant, Must, "the date";
        "reason" A40p26 Text, Must, "the reason, such as the day of the hearing" as "date";
    ];
    ANSWERED = [
        "asks" A40p15 Text, Must, "the sentence, letter for letter";
        "answer" A40p15 Text, Must, "the answer";
    ];
    EARLIER = [
        "measure" A40p15 Choice(&["preservation", "stored_data", "assistance", "real_time_traffic", "content_interception"]), Must, "the measure";
        "outcome" A40p15 Text, Must, "what came of it, or why it could not come first" as "earlier";
    ];
    ORAL = [
        "at" A40p13 Instant, Must, "when it was said" as "said";
        "spoken_by" A40p13 Text, Must, "who spoke for the requesting State";
        "heard_by" A40p13 Text, Must, "who heard it for the requested State";
        "urgency" A40p13 Text, Must, "why it could not wait for paper" as "oral";
    ];
}

const REAL_TIME: &[&str] = &["real_time_traffic", "content_interception"];
const DATA: &[&str] = &["stored_data", "real_time_traffic", "content_interception"];
const FACTUAL: &[&str] = &[
    "statement",
    "search_and_seizure",
    "stored_data",
    "real_time_traffic",
    "content_interception",
    "examination",
    "information",
    "records",
    "tracing",
    "other",
];
const OF_ASSISTANCE: &[&str] = &[
    "statement",
    "service",
    "search_and_seizure",
    "examination",
    "information",
    "records",
    "tracing",
    "other",
];

/// What opens a matter of the measure.
pub fn opening(measure: Measure) -> Vec<Field> {
    if let Some(chart) = Chart::of(measure) {
        return chart.fields();
    }
    match measure {
        Measure::Preservation => PRESERVATION.to_vec(),
        _ => ASSISTANCE.iter().map(|field| of(measure, field)).collect(),
    }
}

/// The field as the measure has it: a measure chooses among its own kinds of assistance; one of a single kind need not name
/// it, and what depends on the kind is settled.
fn of(measure: Measure, field: &Field) -> Field {
    let (kinds, single): (&'static [&'static str], bool) = match measure {
        Measure::StoredData => (&["stored_data"], true),
        Measure::RealTimeTraffic => (&["real_time_traffic"], true),
        Measure::ContentInterception => (&["content_interception"], true),
        _ => (OF_ASSISTANCE, false),
    };
    let settled = |holds: bool| if holds { Must } else { May };
    let need = match field.need {
        If("kinds", kind) if single => settled(kinds.contains(&kind)),
        IfAny("kinds", asked) if single => settled(asked.contains(&kinds[0])),
        _ if field.key == "kinds" => settled(!single),
        other => other,
    };
    let kind = match field.kind {
        Choices(_) if field.key == "kinds" => Choices(kinds),
        other => other,
    };
    Field {
        kind,
        need,
        ..*field
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::assistance_kinds::{EVIDENCE, Need};

    fn those(holds: impl Fn(&AssistanceKind) -> bool) -> Vec<&'static str> {
        let all = AssistanceKind::ALL.iter();
        let evidence = all.filter(|kind| kind.yields_evidence());
        evidence
            .filter(|kind| holds(kind))
            .map(|kind| kind.key())
            .collect()
    }

    #[test]
    fn the_kinds_are_asked_what_the_law_asks_them() {
        let needing = |need: Need| those(|kind| kind.needs().contains(&need));
        let asked = |key: &str| {
            let field = ASSISTANCE.iter().find(|field| field.key == key).unwrap();
            match field.need {
                IfAny(_, kinds) => kinds.to_vec(),
                If(_, kind) => vec![kind],
                _ => panic!("{key}"),
            }
        };
        assert_eq!(asked("facts"), needing(Need::Facts));
        assert_eq!(asked("persons"), needing(Need::Persons));
        assert_eq!(asked("items"), needing(Need::Items));
        assert_eq!(asked("documents"), needing(Need::Documents));
        assert_eq!(asked("accounts"), needing(Need::OneAccount));
        assert_eq!(asked("data_classes"), needing(Need::Data));
        assert_eq!(asked("collection"), needing(Need::Collection));
    }

    #[test]
    fn each_measure_chooses_among_its_own_kinds() {
        for measure in EVIDENCE {
            let fields = opening(measure);
            let kinds = fields.iter().find(|field| field.key == "kinds").unwrap();
            let own = those(|kind| kind.measure() == measure);
            assert_eq!(kinds.kind, Choices(&own.leak()[..]));
        }
    }
}
