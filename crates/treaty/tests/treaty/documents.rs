//! Prints the procedures to `docs/`, and fails where the files say something else.
//! After a change that is meant: `COMITY_BLESS=1 cargo test -p comity-treaty documents`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::gallery::{Which, every_situation, giver, situation};
use crate::world::*;
use comity_treaty::permissions::Others;
use comity_treaty::{Act, Command, PERMISSIONS, Rejection, Rule, RuleKind, Side, owed};
use serde_json::Value;

pub fn check(name: &str, printed: &str) {
    let path = Path::new("../../docs").join(name);
    if std::env::var_os("COMITY_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, printed).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == printed,
        "docs/{name} does not say what the code does; if the change is meant, run\n    \
         COMITY_BLESS=1 cargo test -p comity-treaty documents"
    );
}

pub const PRINTED: &str = "Printed by `cargo test -p comity-treaty documents` from the code that decides; it is not \
    edited by hand. The words are ours; the authentic text of the Convention is the depositary's certified copy.\n";

// ---- Procedures ------------------------------------------------------------------------------------------------------

/// What a command comes to at a stage.
enum Outcome {
    Moves(String),
    Stays,
    NotHere,
    Refused(Rejection),
}

struct Row {
    label: String,
    giver: String,
    outcomes: Vec<Outcome>,
}

fn outcome(which: Which, stage: &str, world: &World, number: usize) -> (Command, Outcome) {
    let mut world = world.clone();
    world.now += hours(1);
    let command = which.commands(world.now).swap_remove(number);
    let actor = giver(which, &command);
    let outcome = match world.give(which.at(), which.matter(), command.clone(), actor) {
        Ok(_) => match situation(world.node(which.at()).matters.get(&which.matter())) {
            same if same == stage => Outcome::Stays,
            next => Outcome::Moves(next),
        },
        Err(r) if not_here(r.rule) => Outcome::NotHere,
        Err(rejection) => Outcome::Refused(rejection),
    };
    (command, outcome)
}

/// Rules that only say that the act has no place at this stage.
fn not_here(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NotAtThisStage | Rule::MatterEnded | Rule::NothingYet | Rule::AlreadyOpen
    )
}

fn rows(which: Which, stages: &[(String, World)]) -> Vec<Row> {
    let count = which.commands(start()).len();
    (0..count)
        .map(|number| {
            let mut outcomes = Vec::new();
            let mut first = None;
            for (stage, world) in stages {
                let (command, outcome) = outcome(which, stage, world, number);
                outcomes.push(outcome);
                first.get_or_insert(command);
            }
            let command = first.expect("there is at least one stage");
            Row {
                label: label(&command),
                giver: givers(command.act()),
                outcomes,
            }
        })
        .collect()
}

/// The command's name, with what distinguishes two of the same kind.
fn label(command: &Command) -> String {
    let json = serde_json::to_value(command).unwrap();
    let mut label = text(&json["command"]).to_owned();
    let message = &json["message"];
    if message.is_object() {
        let _ = write!(label, ": {}", text(&message["says"]));
    }
    let mut details: Vec<String> = Vec::new();
    for place in [&json, message, &message["answer"], &json["answer"]] {
        for key in ["go_on", "accepted", "proceed", "consent"] {
            if let Some(yes) = place[key].as_bool() {
                details.push(format!("{key}: {}", if yes { "yes" } else { "no" }));
            }
        }
        if place["onward"].is_object() {
            details.push("to a third State".into());
        }
        if place["conduct"]
            .as_array()
            .is_some_and(|hits| !hits.is_empty())
        {
            details.push("protected conduct".into());
        }
        if place["left_out"]
            .as_array()
            .is_some_and(|parts| !parts.is_empty())
        {
            details.push("a part left out".into());
        }
        if place["amended"].is_object() {
            details.push("with the completed request".into());
        }
    }
    for value in [
        &json["answer"],
        &json["what"],
        &json["decision"]["decision"],
        &json["refusal"]["ground"],
        &message["news"]["collection"],
    ] {
        details.extend(value.as_str().map(str::to_owned));
    }
    if !details.is_empty() {
        let _ = write!(label, " ({})", details.join(", "));
    }
    label
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn givers(act: Act) -> String {
    let row = act.permission();
    let mut who: Vec<String> = row.roles.iter().map(|r| words(r.key())).collect();
    match row.others {
        Others::Nobody => {}
        Others::Peer => who.push("*the other State*".into()),
        Others::Deadline => who.push("*deadline*".into()),
        Others::Consequence => who.push("*linked matter or delivery*".into()),
    }
    who.join(", ")
}

pub fn words(key: &str) -> String {
    key.replace('_', " ")
}

pub fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Treaty => "treaty",
        RuleKind::Domestic => "domestic law",
        RuleKind::Policy => "policy",
    }
}

fn print_procedure(which: Which, title: &str, about: &str) -> String {
    let stages = every_situation(which);
    let rows = rows(which, &stages);
    let mut out = format!("# {title}\n\n{PRINTED}\n{about}\n");
    print_stages(&mut out, which, &stages);
    print_matrix(&mut out, &stages, &rows);
    out.push_str(&crate::typed::print_contents(which));
    for (place, (stage, _)) in stages.iter().enumerate() {
        print_stage(&mut out, place, stage, &rows);
    }
    print_rules(&mut out, &rows);
    out
}

fn print_stages(out: &mut String, which: Which, stages: &[(String, World)]) {
    let _ = writeln!(
        out,
        "\n## Stages, and what is owed at each\n\nWhere more than the stage decides, it is said after the comma.\n"
    );
    let _ = writeln!(
        out,
        "| # | stage | owed (by, provision, kind; what happens by itself) |\n| --- | --- | --- |"
    );
    for (place, (stage, world)) in stages.iter().enumerate() {
        let matter = world.node(which.at()).matters.get(&which.matter());
        let owed: Vec<String> = matter
            .map(owed)
            .unwrap_or_default()
            .iter()
            .map(print_owed)
            .collect();
        let ended = if matter.is_some_and(comity_treaty::Matter::is_final) {
            " (end)"
        } else {
            ""
        };
        let owed = owed.join("; ");
        let _ = writeln!(out, "| {} | `{stage}`{ended} | {owed} |", place + 1);
    }
}

fn print_owed(owed: &comity_treaty::Obligation) -> String {
    let by = match owed.owner {
        Side::Requesting => "requesting",
        Side::Requested => "requested",
    };
    let itself = owed
        .on_due
        .as_ref()
        .map_or(String::new(), |c| format!("; then `{}`", c.act().key()));
    format!(
        "{} ({by}, {}, {}{itself})",
        words(owed.what.key()),
        owed.basis,
        kind(owed.kind)
    )
}

fn print_matrix(out: &mut String, stages: &[(String, World)], rows: &[Row]) {
    let _ = writeln!(
        out,
        "\n## The whole matrix\n\nColumns are the stages by number. `→n`: leads to stage n. `=`: happens, the stage stays. \
         `§`: a rule refuses it here (named below). `·`: has no place at this stage. The acts are given by a person with the \
         right role who is not the one who took the step before; an hour has passed.\n"
    );
    let columns = (1..=stages.len()).fold(String::new(), |all, n| all + &format!(" {n} |"));
    let _ = writeln!(
        out,
        "| act |{columns}\n| --- |{}",
        " --- |".repeat(stages.len())
    );
    for row in rows {
        let cells = row.outcomes.iter().fold(String::new(), |all, outcome| {
            all + &format!(" {} |", cell(outcome, stages))
        });
        let _ = writeln!(out, "| {} |{cells}", row.label);
    }
}

fn cell(outcome: &Outcome, stages: &[(String, World)]) -> String {
    match outcome {
        Outcome::Moves(next) => {
            let place = stages.iter().position(|(stage, _)| stage == next);
            format!("→{}", place.expect("every stage is in the list") + 1)
        }
        Outcome::Stays => "=".into(),
        Outcome::NotHere => "·".into(),
        Outcome::Refused(_) => "§".into(),
    }
}

fn print_stage(out: &mut String, place: usize, stage: &str, rows: &[Row]) {
    let _ = writeln!(out, "\n## {}. `{stage}`\n", place + 1);
    let _ = writeln!(out, "| act | by | comes to |\n| --- | --- | --- |");
    for row in rows {
        let comes_to = match &row.outcomes[place] {
            Outcome::Moves(next) => format!("`{next}`"),
            Outcome::Stays => "happens; the stage stays".into(),
            Outcome::Refused(r) => format!("refused: `{}`, {}", r.rule.key(), r.article),
            Outcome::NotHere => continue,
        };
        let _ = writeln!(out, "| {} | {} | {comes_to} |", row.label, row.giver);
    }
}

fn print_rules(out: &mut String, rows: &[Row]) {
    let mut rules = BTreeSet::new();
    for outcome in rows.iter().flat_map(|row| &row.outcomes) {
        if let Outcome::Refused(rejection) = outcome {
            rules.insert(rejection.rule);
        }
    }
    let _ = writeln!(
        out,
        "\n## The rules named above\n\nA rule marked as waivable is the platform's policy: the State may set it aside in a matter, with a reason and by two persons (`propose_waiver`, `confirm_waiver`).\n"
    );
    let _ = writeln!(out, "{RULE_HEAD}");
    for rule in rules {
        print_rule(out, rule);
    }
}

pub const RULE_HEAD: &str =
    "| rule | kind | waivable | provision | says |\n| --- | --- | --- | --- | --- |";

pub fn print_rule(out: &mut String, rule: Rule) {
    let (key, from, at) = (rule.key(), kind(rule.kind()), rule.article());
    let waivable = if rule.waivable() { "yes" } else { "" };
    let says = rule.sentence();
    let _ = writeln!(out, "| `{key}` | {from} | {waivable} | {at} | {says} |");
}

#[test]
fn preservation_in_the_requesting_state() {
    let about = "A State asks another to preserve data (Art. 42) and follows what it is told.";
    let title = "Preservation: the requesting State";
    let printed = print_procedure(Which::PreservationRequesting, title, about);
    check("procedures/preservation-requesting.md", &printed);
}

#[test]
fn preservation_in_the_requested_state() {
    let about = "A State is asked to preserve data (Arts. 25 and 42). It cannot be postponed, and refused only on the closed \
        list of Art. 42(6).";
    let title = "Preservation: the requested State";
    let printed = print_procedure(Which::PreservationRequested, title, about);
    check("procedures/preservation-requested.md", &printed);
}

#[test]
fn assistance_in_the_requesting_state() {
    let about = "A State asks for assistance whose product is evidence (Art. 40; here access to stored data, Art. 44), \
        receives the sealed evidence, and uses it under its conditions until it destroys the key.";
    let title = "Assistance: the requesting State";
    let printed = print_procedure(Which::AssistanceRequesting, title, about);
    check("procedures/assistance-requesting.md", &printed);
}

#[test]
fn assistance_in_the_requested_state() {
    let about = "A State is asked for assistance whose product is evidence (Art. 40; here access to stored data, Art. 44). \
        Nothing leaves it without a current authorisation, an open personal-data gate, and two persons.";
    let title = "Assistance: the requested State";
    let printed = print_procedure(Which::AssistanceRequested, title, about);
    check("procedures/assistance-requested.md", &printed);
}

#[test]
fn interception_in_the_requesting_state() {
    let about = "The same procedure where content is intercepted as it arises (Art. 46 through Art. 40). Traffic data \
        (Art. 45) take the same course.";
    let title = "Interception: the requesting State";
    let printed = print_procedure(Which::InterceptionRequesting, title, about);
    check("procedures/interception-requesting.md", &printed);
}

#[test]
fn interception_in_the_requested_state() {
    let about = "The same procedure where content is intercepted as it arises (Art. 46 through Art. 40): a court or its \
        equal, a provider that can, a hard stop, a pause when the authorisation lapses, and nothing sealed before it was \
        filtered and minimised. Traffic data (Art. 45) take the same course without what is asked of content alone.";
    let title = "Interception: the requested State";
    let printed = print_procedure(Which::InterceptionRequested, title, about);
    check("procedures/interception-requested.md", &printed);
}

const PRESERVATION_REQUESTING: &[&str] = &[
    "requested",
    "under_review",
    "risk_notified",
    "consulting",
    "awaiting_clarification",
    "ordered",
    "preserved",
    "held",
    "extension_requested",
    "refused",
    "no_data",
    "withdrawn",
    "lapsed",
    "returned",
];

const PRESERVATION_REQUESTED: &[&str] = &[
    "received",
    "under_review",
    "risk_notified",
    "consulting",
    "awaiting_clarification",
    "refusal_proposed",
    "ordered",
    "preserved",
    "held",
    "extension_requested",
    "refused",
    "no_data",
    "withdrawn",
    "lapsed",
];

const ASSISTANCE_REQUESTING: &[&str] = &[
    "drafted",
    "sent",
    "under_review",
    "conditions_offered",
    "consulting",
    "awaiting_clarification",
    "postponed",
    "transferred",
    "received",
    "in_use",
    "destroyed",
    "refused",
    "abandoned",
    "withdrawn",
    "returned",
    "closed",
];

const ASSISTANCE_REQUESTED: &[&str] = &[
    "received",
    "under_review",
    "consulting",
    "awaiting_clarification",
    "refusal_proposed",
    "postponed",
    "conditions_offered",
    "authorised",
    "sealed",
    "transfer_proposed",
    "transferred",
    "delivered",
    "destroyed",
    "refused",
    "withdrawn",
    "closed",
];

/// What a collection adds to assistance.
const COLLECTION_REQUESTING: &[&str] = &["collecting", "collected"];
const COLLECTION_REQUESTED: &[&str] = &["collecting", "paused", "collected"];

/// Every stage the code knows is reached by some course: a stage nobody can come to would be dead law.
#[test]
fn every_stage_is_reached() {
    let expected: [(Which, &[&str], &[&str]); 6] = [
        (Which::PreservationRequesting, PRESERVATION_REQUESTING, &[]),
        (Which::PreservationRequested, PRESERVATION_REQUESTED, &[]),
        (Which::AssistanceRequesting, ASSISTANCE_REQUESTING, &[]),
        (Which::AssistanceRequested, ASSISTANCE_REQUESTED, &[]),
        (
            Which::InterceptionRequesting,
            ASSISTANCE_REQUESTING,
            COLLECTION_REQUESTING,
        ),
        (
            Which::InterceptionRequested,
            ASSISTANCE_REQUESTED,
            COLLECTION_REQUESTED,
        ),
    ];
    for (which, stages, more) in expected {
        let stage = |world: &World| world.stage(which.at(), which.matter());
        let found: BTreeSet<_> = every_situation(which)
            .iter()
            .map(|(_, world)| stage(world))
            .collect();
        let all = stages.iter().chain(more).copied();
        let expected: BTreeSet<_> = all.chain(["nothing"]).collect();
        assert_eq!(found, expected, "{which:?}");
    }
}

/// Every act of the table belongs to a command of the gallery, so no command is missing from the matrix.
#[test]
fn every_act_is_in_a_matrix() {
    let mut shown = BTreeSet::new();
    for which in Which::ALL {
        shown.extend(which.commands(start()).iter().map(Command::act));
    }
    for view in crate::charts::gallery::views() {
        shown.extend(view.commands(start()).iter().map(Command::act));
    }
    shown.extend(crate::erasure::commands().iter().map(Command::act));
    let all: BTreeSet<_> = PERMISSIONS.iter().map(|row| row.act).collect();
    assert_eq!(shown, all);
}
