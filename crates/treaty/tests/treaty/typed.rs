//! The table of officers' commands against the commands, and what is offered against the printed matrix.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use comity_treaty::law::assistance_kinds::EVIDENCE;
use comity_treaty::particulars::{
    AssistanceDraft, Field, Kind, Presence, PreservationDraft, opening,
};
use comity_treaty::procedure::chart::Choice;
use comity_treaty::procedure::typed::{
    Row, fields_of, is_misplaced, is_of_the_contents, rows, sample as made_up,
};
use comity_treaty::{Act, Command, Facts, Measure, Rule, Side, sample};
use serde_json::{Map, Value, json};

use crate::charts::documents::print_fields;
use crate::gallery::{Which, every_situation, giver, second};
use crate::world::*;

const PROCEDURES: [(&str, Measure, Side); 4] = [
    (
        "preservation_requesting",
        Measure::Preservation,
        Side::Requesting,
    ),
    (
        "preservation_requested",
        Measure::Preservation,
        Side::Requested,
    ),
    (
        "assistance_requesting",
        Measure::StoredData,
        Side::Requesting,
    ),
    ("assistance_requested", Measure::StoredData, Side::Requested),
];

fn table(measure: Measure, side: Side) -> &'static [Row] {
    rows(measure, side).expect("its commands are types")
}

// ---- The rows and the commands ---------------------------------------------------------------------------------------

/// Contents of a row; a whole request inside it is that of the samples.
fn contents(measure: Measure, fields: &[Field], whole: bool) -> Map<String, Value> {
    let mut made = made_up(fields, measure, start(), whole);
    for field in fields
        .iter()
        .filter(|field| field.kind == Kind::Particulars)
    {
        if made.contains_key(field.key) {
            made.insert(field.key.into(), request(measure));
        }
    }
    made
}

fn request(measure: Measure) -> Value {
    let key = sample::seal_key();
    match measure {
        Measure::Preservation => json!(sample::preservation_draft(start())),
        _ => json!(sample::assistance_draft(start(), None, &key)),
    }
}

fn reads(procedure: &str, act: Act, mut document: Map<String, Value>) -> Result<Command, String> {
    document.insert("procedure".into(), procedure.into());
    document.insert("command".into(), act.key().into());
    let document = Value::Object(document);
    serde_json::from_value(document.clone()).map_err(|error| format!("{error}: {document}"))
}

#[test]
fn every_row_reads_as_its_command() {
    for (procedure, measure, side) in PROCEDURES {
        for row in table(measure, side) {
            for whole in [false, true] {
                let document = contents(measure, row.fields, whole);
                let command = reads(procedure, row.act, document);
                assert_eq!(
                    command.as_ref().map(Command::act),
                    Ok(row.act),
                    "{command:?}"
                );
            }
        }
    }
}

/// Every word a field offers is one the command knows, at any depth.
#[test]
fn every_option_reads() {
    for (procedure, row, document) in every_variant() {
        let command = reads(procedure, row.act, document);
        assert!(command.is_ok(), "{command:?}");
    }
}

/// A table says that a field must be there where the command does not read without it, and only there; at any depth.
#[test]
fn the_tables_ask_for_what_the_commands_need() {
    for (procedure, row, document) in every_variant() {
        let (measure, _) = side_of(procedure);
        for (field, lacking) in without_each(measure, row.fields, &document) {
            let asked = matches!(field.need, Presence::Must | Presence::Only(..));
            let read = reads(procedure, row.act, lacking);
            let at = format!("{} without {}", row.act.key(), field.key);
            assert_eq!(read.is_err(), asked, "{at}: {read:?}");
        }
    }
}

fn side_of(procedure: &str) -> (Measure, Side) {
    let found = PROCEDURES.iter().find(|(name, ..)| *name == procedure);
    let (_, measure, side) = found.expect("one of them");
    (*measure, *side)
}

/// Every row's whole document, and that document with each option of each choice in it.
fn every_variant() -> Vec<(&'static str, &'static Row, Map<String, Value>)> {
    let mut all = Vec::new();
    for (procedure, measure, side) in PROCEDURES {
        for row in table(measure, side) {
            let whole = contents(measure, row.fields, true);
            let varied = variants(measure, row.fields, &whole);
            all.extend(
                [whole]
                    .into_iter()
                    .chain(varied)
                    .map(|document| (procedure, row, document)),
            );
        }
    }
    all
}

/// The document once without each field that is in it, with the field that is gone.
fn without_each(
    measure: Measure,
    fields: &[Field],
    whole: &Map<String, Value>,
) -> Vec<(Field, Map<String, Value>)> {
    let mut all = Vec::new();
    for field in fields.iter().filter(|field| whole.contains_key(field.key)) {
        let mut lacking = whole.clone();
        lacking.remove(field.key);
        all.push((*field, lacking));
        if field.kind == Kind::Particulars {
            continue;
        }
        let parts = field.kind.parts(measure).unwrap_or_default();
        let inner = match &whole[field.key] {
            Value::Object(map) => map,
            Value::Array(list) if !parts.is_empty() => list[0].as_object().unwrap(),
            _ => continue,
        };
        for (part, lacking) in without_each(measure, &parts, inner) {
            let value = match field.kind {
                Kind::Records(_) => json!([lacking]),
                _ => json!(lacking),
            };
            let mut document = whole.clone();
            document.insert(field.key.into(), value);
            all.push((part, document));
        }
    }
    all
}

/// The document once for each option of each choice in it. What goes with an option goes with it.
fn variants(
    measure: Measure,
    fields: &[Field],
    whole: &Map<String, Value>,
) -> Vec<Map<String, Value>> {
    let mut all = Vec::new();
    for field in fields.iter().filter(|field| whole.contains_key(field.key)) {
        let options = field.kind.options(measure).unwrap_or_default();
        for option in options {
            let value = match field.kind {
                Kind::Choices(_) => json!([option]),
                _ => json!(option),
            };
            all.push(told_apart(measure, fields, whole, field.key, value));
        }
        let (Kind::Record(inner), Value::Object(map)) = (field.kind, &whole[field.key]) else {
            continue;
        };
        for varied in variants(measure, inner, map) {
            let mut document = whole.clone();
            document.insert(field.key.into(), Value::Object(varied));
            all.push(document);
        }
    }
    all
}

fn told_apart(
    measure: Measure,
    fields: &[Field],
    whole: &Map<String, Value>,
    key: &str,
    value: Value,
) -> Map<String, Value> {
    let mut document = whole.clone();
    for field in fields {
        let (Presence::Only(by, words) | Presence::MayOnly(by, words)) = field.need else {
            continue;
        };
        if by != key {
            continue;
        }
        document.remove(field.key);
        if words.iter().any(|word| value == *word) {
            let alone = Field {
                need: Presence::Must,
                ..*field
            };
            document.extend(made_up(&[alone], measure, start(), true));
        }
    }
    document.insert(key.into(), value);
    document
}

macro_rules! listed {
    ($name:ident, $module:ident, $table:expr, $($variant:ident),* $(,)?) => {
        /// A new command does not compile before it stands in this list; and then it needs a row, where officers give it.
        #[test]
        fn $name() {
            use $module::Command as C;
            const fn known(command: &C) -> bool {
                match command { $(C::$variant { .. })|* => true }
            }
            let _ = known;
            let all = BTreeSet::from([$(Act::$variant),*]);
            let officers: BTreeSet<_> = all.into_iter().filter(|act| !act.permission().roles.is_empty()).collect();
            let (measure, side) = $table;
            let written: Vec<_> = table(measure, side).iter().map(|row| row.act).collect();
            assert_eq!(written.iter().copied().collect::<BTreeSet<_>>(), officers);
            assert_eq!(written.len(), officers.len(), "each once");
        }
    };
}

listed! {
    every_command_of_a_preservation_asked_for_has_a_row, asked, (Measure::Preservation, Side::Requesting),
    RequestPreservation, AnswerQuestion, AnswerConsultation, DecideRisk, RequestExtension, Enquire, Withdraw, Hear, Hold,
    Release, NoteReturned,
}

listed! {
    every_command_of_a_preservation_we_are_asked_for_has_a_row, kept, (Measure::Preservation, Side::Requested),
    Hear, Acknowledge, Ask, ScreenRights, ReviewScreen, Consult, ProposeRefusal, ReturnRefusal, ConfirmRefusal, NotifyRisk,
    Order, ConfirmPreserved, ReportNoData, RenewOrder, WarnOrderEnds, GrantExtension, ProposeExtensionRefusal, ConfirmExtensionRefusal,
    ReportProvider, AnswerEnquiry, Lapse, Hold, Release, NoteReturned, ProposeWaiver, ConfirmWaiver,
}

listed! {
    every_command_of_assistance_asked_for_has_a_row, sought, (Measure::StoredData, Side::Requesting),
    DraftRequest, Redraft, Abandon, SendRequest, AnswerQuestion, AnswerConsultation, AnswerCallBack, AnswerConditions,
    Enquire, Withdraw, RecordReceived, ReportFaulty, OpenEvidence, ExportEvidence, AskOnwardTransfer, AskConsent, RequestRenewal, RenewSecrecy,
    NotifyExculpatory, DestroyEvidence, Close, Hear, NoteReturned,
}

listed! {
    every_command_of_assistance_we_are_asked_for_has_a_row, released, (Measure::StoredData, Side::Requested),
    Hear, Acknowledge, Ask, ScreenRights, ReviewScreen, Consult, ProposeRefusal, ReturnRefusal, ConfirmRefusal, Postpone,
    ReturnToReview, Authorise, ExpireAuthorisation, RecordSealed, DecidePersonalData, ProposeTransfer, ReturnTransfer,
    ConfirmTransfer, DeclareSecrecyImpossible, RecordOral, NotifyCosts, CallBack, CompareConduct, RecordCompelledHelp,
    RecordPrivilegeFilter, LogMinimisation, CheckProvider, StartCollection, PauseCollection, StopCollection, RenewCollection,
    ProposeRenewalRefusal, ConfirmRenewalRefusal, DestroyCollected, NotifyPerson, ProposeOnwardAnswer, ConfirmOnwardAnswer, ProposeConsent, ConfirmConsent, ProposeWaiver, ConfirmWaiver, AnswerEnquiry, NoteReturned,
}

#[test]
fn an_act_is_found_by_its_measure_and_charts_have_their_own() {
    assert!(fields_of(Measure::Preservation, Act::Order).is_some());
    assert!(fields_of(Measure::ContentInterception, Act::StartCollection).is_some());
    assert!(fields_of(Measure::Preservation, Act::OpenEvidence).is_none());
    assert!(fields_of(Measure::Extradition, Act::Acknowledge).is_none());
}

/// The opening tables name the fields of the types, no more and no fewer, and say which must be there.
#[test]
fn the_opening_tables_are_the_particulars() {
    let preservation = opening(Measure::Preservation);
    let whole = made_up(&preservation, Measure::Preservation, start(), true);
    let read: PreservationDraft = serde_json::from_value(Value::Object(whole.clone())).unwrap();
    assert_eq!(keys(&json!(read)), keys(&Value::Object(whole)));
    for measure in EVIDENCE {
        let whole = made_up(&opening(measure), measure, start(), true);
        let read: AssistanceDraft = serde_json::from_value(Value::Object(whole.clone())).unwrap();
        let mut written = json!(read);
        // Asked in a draft only: a hearing by video is a measure of its own.
        written.as_object_mut().unwrap().remove("by_video");
        assert_eq!(keys(&written), keys(&Value::Object(whole)), "{measure:?}");
    }
}

/// What an opening table says must be there is missed where it is not, at any depth.
#[test]
fn the_opening_tables_ask_for_what_is_missed() {
    for (measure, whole) in sample_requests() {
        assert_eq!(missed(measure, &whole), [].into());
        let fields = opening(measure);
        for (field, lacking) in without_each(measure, &fields, &whole) {
            let asked = matches!(field.need, Presence::Must | Presence::Only(..))
                || depends_on_kinds(field.need, &whole);
            let found = !missed(measure, &lacking).is_empty();
            assert!(found || !asked, "{} without {}", measure.key(), field.key);
        }
    }
}

/// The samples of the two typed procedures, without what they leave empty.
fn sample_requests() -> Vec<(Measure, Map<String, Value>)> {
    let key = sample::seal_key();
    let requests = [
        (
            Measure::Preservation,
            json!(sample::preservation_draft(start())),
        ),
        (
            Measure::StoredData,
            json!(sample::assistance_draft(start(), None, &key)),
        ),
        (
            Measure::Assistance,
            json!(sample::statement_draft(start(), &key)),
        ),
        (
            Measure::Assistance,
            json!(sample::service_draft(start(), &key)),
        ),
        (
            Measure::RealTimeTraffic,
            json!(sample::real_time_traffic_draft(start(), &key)),
        ),
        (
            Measure::ContentInterception,
            json!(sample::interception_draft(start(), &key)),
        ),
    ];
    let told = |request: Value| {
        let Value::Object(map) = request else {
            panic!("an object")
        };
        let said = |value: &Value| !value.is_null() && *value != json!([]) && *value != json!("");
        map.into_iter().filter(|(_, value)| said(value)).collect()
    };
    requests
        .map(|(measure, request)| (measure, told(request)))
        .into()
}

fn depends_on_kinds(need: Presence, whole: &Map<String, Value>) -> bool {
    let kinds = whole.get("kinds").and_then(Value::as_array);
    let has = |word: &str| kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == word));
    match need {
        Presence::If("kinds", word) => has(word),
        Presence::IfAny("kinds", words) => words.iter().any(|word| has(word)),
        _ => false,
    }
}

/// The places of the faults of an opening document; one where it does not read at all.
fn missed(measure: Measure, document: &Map<String, Value>) -> BTreeSet<String> {
    use comity_treaty::particulars::{AssistanceParticulars, PreservationParticulars};
    let value = Value::Object(document.clone());
    let faults = match measure {
        Measure::Preservation => serde_json::from_value(value)
            .map(|draft: PreservationDraft| PreservationParticulars::parse(draft).err()),
        _ => serde_json::from_value(value)
            .map(|draft: AssistanceDraft| AssistanceParticulars::parse(draft).err()),
    };
    match faults {
        Ok(faults) => faults
            .into_iter()
            .flatten()
            .map(|fault| fault.field)
            .collect(),
        Err(error) => [error.to_string()].into(),
    }
}

/// The keys of an object at any depth, each with its place.
fn keys(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        let inner = value.as_array().and_then(|list| list.first());
        let inner = keys(inner.unwrap_or(value));
        found.extend(inner.into_iter().map(|within| format!("{key}.{within}")));
        found.insert(key.clone());
    }
    found
}

// ---- Printed ---------------------------------------------------------------------------------------------------------

/// What the officers' acts contain, and the request that opens the matter.
pub fn print_contents(which: Which) -> String {
    let (measure, side) = which.measure();
    let mut out = "\n## What the acts contain\n\nThe fields of each officer's act; acts without fields are left out.\n".to_owned();
    for row in table(measure, side)
        .iter()
        .filter(|row| !row.fields.is_empty())
    {
        let _ = writeln!(out, "\n### `{}`\n", row.act.key());
        print_fields(&mut out, row.fields);
    }
    let _ = writeln!(out, "\n### A whole request: `particulars`, `amended`\n");
    print_fields(&mut out, &opening(measure));
    out
}

// ---- What is offered, and the matrix ---------------------------------------------------------------------------------

/// What the matrix has for an act at a situation: whether it is accepted in some way, and the rules that refuse it.
#[derive(Default)]
struct Cell {
    accepted: bool,
    refused: BTreeSet<Rule>,
}

fn matrix(which: Which, world: &World) -> BTreeMap<Act, Cell> {
    let mut cells: BTreeMap<Act, Cell> = BTreeMap::new();
    for command in which.commands(world.now) {
        let act = command.act();
        if act.permission().roles.is_empty() {
            continue;
        }
        let cell = cells.entry(act).or_default();
        let actor = giver(which, &command);
        match world
            .clone()
            .give(which.at(), which.matter(), command, actor)
        {
            Ok(_) => cell.accepted = true,
            Err(no) => drop(cell.refused.insert(no.rule)),
        }
    }
    cells
}

fn offered(which: Which, world: &World, facts: impl Fn(&mut Facts)) -> BTreeMap<Act, Choice> {
    let mut given = world.facts(which.at(), which.matter(), second());
    facts(&mut given);
    let matter = world.node(which.at()).matters.get(&which.matter());
    let all = matter
        .map(|matter| matter.choices(&given))
        .unwrap_or_default();
    all.into_iter().map(|choice| (choice.act, choice)).collect()
}

/// What the matrix accepts is offered; what it refuses by a rule is offered with a rule; what has no place is not offered.
#[test]
fn what_is_offered_is_what_the_matrix_accepts() {
    for which in Which::ALL {
        for (situation, mut world) in every_situation(which).into_iter().skip(1) {
            world.now += hours(1);
            let offered = offered(which, &world, |_| ());
            for (act, cell) in matrix(which, &world) {
                let at = format!("{which:?}, {situation}: {}", act.key());
                let elsewhere =
                    !cell.accepted && cell.refused.iter().all(|rule| is_misplaced(*rule));
                match offered.get(&act).map(|choice| choice.outcome) {
                    None => assert!(elsewhere, "{at} is not offered"),
                    Some(_) if elsewhere => panic!("{at} has no place there"),
                    Some(Ok(())) => {
                        let contents = cell.refused.iter().any(|rule| is_of_the_contents(*rule));
                        assert!(
                            cell.accepted || contents,
                            "{at} is refused by {:?}",
                            cell.refused
                        );
                    }
                    Some(Err(no)) => {
                        assert!(!cell.accepted, "{at} is possible, but refused: {no}");
                        assert!(
                            cell.refused.contains(&no.rule),
                            "{at}: {no}, not {:?}",
                            cell.refused
                        );
                    }
                }
            }
        }
    }
}

/// What the law bounds in an act is told where the act is written: it takes away no act that can be written otherwise.
#[test]
fn a_bound_on_the_contents_takes_no_act_away() {
    for which in Which::ALL {
        for (situation, world) in every_situation(which) {
            let bounded = offered(which, &world, |facts| {
                for law in [&mut facts.party.law, &mut facts.peer.law] {
                    law.retention_days_max = Some(4000);
                    law.secrecy_days_max = Some(4000);
                    law.custodian_secrecy_days_max = Some(4000);
                }
                facts.party.real_time.days_max = 1;
            });
            let free = offered(which, &world, |_| ());
            let possible = |all: &BTreeMap<Act, Choice>| -> Vec<Act> {
                let open = all.values().filter(|choice| choice.outcome.is_ok());
                open.map(|choice| choice.act).collect()
            };
            assert_eq!(
                possible(&bounded),
                possible(&free),
                "{which:?}, {situation}"
            );
        }
    }
}

/// An officer without the role sees the act and why it is not theirs; the platform's own actors are offered nothing.
#[test]
fn the_role_is_said_and_only_officers_choose() {
    let which = Which::PreservationRequested;
    let found = every_situation(which);
    let (_, world) = found
        .iter()
        .find(|(situation, _)| situation == "under_review, screened")
        .unwrap();
    let drafter = sample::officer("d.drafter", comity_treaty::Role::Drafter);
    let theirs = offered(which, world, |facts| facts.actor = drafter.clone());
    assert_eq!(
        theirs[&Act::Order].outcome.unwrap_err().rule,
        Rule::RoleMissing
    );
    assert!(!theirs.contains_key(&Act::GrantExtension));
    let deadline = offered(which, world, |facts| {
        facts.actor = comity_treaty::Actor::Deadline;
    });
    assert!(deadline.is_empty());
}
