//! Prints each chart to `docs/procedures/`: what its documents contain, its steps, what is owed, and the whole matrix.

use std::fmt::Write as _;

use comity_treaty::law::Period;
use comity_treaty::particulars::{Field, Kind, Presence};
use comity_treaty::procedure::chart::{By, Chart, Due, From, Need, Owed, Stage, Step, To};
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::{Command, Measure, Rejection, Rule, Side};
use serde_json::Value;

use super::gallery::{OTHER_SIDE, View, every_situation, giver, named_stages, situation};
use crate::documents::{PRINTED, check, kind, text, words};
use crate::gallery::second;
use crate::world::{World, hours, start};

/// Outside assistance Art. 40 does not apply by itself.
const BORROWED: &str = "\nSteps and periods that cite a paragraph of Art. 40 follow it as a model: for this measure they are \
    the platform's policy, not the treaty's.\n";

/// Art. 50(3) applies Art. 40 to property.
fn borrows(measure: Measure) -> bool {
    let assistance = measure.article().reference().starts_with("40(");
    measure.about_a_case() && measure != Measure::AssetRecovery && !assistance
}

#[test]
fn charts() {
    for chart in CHARTS {
        let name = format!("procedures/{}.md", chart.measure.key().replace('_', "-"));
        check(&name, &print(chart));
    }
}

fn print(chart: &Chart) -> String {
    let (measure, executes) = (chart.measure, state(chart.executes));
    let mut out = format!(
        "# {}\n\n{PRINTED}\n{} {}. The State that executes, decides and safeguards is {executes}.\n",
        title(measure.title()),
        measure.does(),
        measure.article()
    );
    if borrows(measure) {
        out.push_str(BORROWED);
    }
    out.push_str("\n## What opens it\n\n");
    print_fields(&mut out, &chart.fields());
    print_needs(&mut out, chart.opening);
    print_steps(&mut out, chart);
    print_owed(&mut out, chart.owed);
    for side in [Side::Requesting, Side::Requested] {
        let chart = CHARTS.iter().copied().find(|c| c.measure == measure);
        print_matrix(
            &mut out,
            View {
                chart: chart.expect("a chart"),
                side,
            },
        );
    }
    out
}

fn title(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

fn state(side: Side) -> &'static str {
    match side {
        Side::Requesting => "the one that opens the matter",
        Side::Requested => "the one to which it is addressed",
    }
}

pub fn print_fields(out: &mut String, fields: &[Field]) {
    let _ = writeln!(
        out,
        "| field | provision | must be there | expected |\n| --- | --- | --- | --- |"
    );
    print_rows(out, fields, "");
}

fn print_rows(out: &mut String, fields: &[Field], within: &str) {
    for field in fields {
        let (key, paragraph, need) = (field.key, field.paragraph, presence(field.need));
        let _ = writeln!(
            out,
            "| `{within}{key}` | {paragraph} | {need} | {} |",
            field.expected
        );
        match field.kind {
            Kind::Record(inner) => print_rows(out, inner, &format!("{within}{key}.")),
            Kind::Records(inner) => print_rows(out, inner, &format!("{within}{key}.n.")),
            _ => {}
        }
    }
}

fn presence(need: Presence) -> String {
    match need {
        Presence::Must => "yes".into(),
        Presence::May => "if there is one".into(),
        Presence::If(key, value) => format!("where `{key}` is {value}"),
        Presence::IfAny(key, values) => format!("where `{key}` is {}", values.join(" or ")),
        Presence::Only(key, values) => format!("only where `{key}` is {}", values.join(" or ")),
        Presence::MayOnly(key, values) => {
            let values = values.join(" or ");
            format!("if there is one, and only where `{key}` is {values}")
        }
    }
}

fn print_needs(out: &mut String, needs: &[Need]) {
    if !needs.is_empty() {
        let all: Vec<String> = needs.iter().map(need).collect();
        let _ = writeln!(out, "\nBefore it is sent: {}.", all.join("; "));
    }
}

fn need(need: &Need) -> String {
    match need {
        Need::Screen => "the human-rights screen is passed".into(),
        Need::Authorisation => "a current authorisation is recorded".into(),
        Need::PersonalData => "the personal-data gate is open".into(),
        Need::Ground => "the ground is on the list and its consultation held".into(),
        Need::ConsultedOrWhyNot => {
            "the consultation on this refusal was held, or it is said why none was appropriate"
                .into()
        }
        Need::ConsultedOnPostponement => "the consultation on the postponement was held".into(),
        Need::Ahead(field) => format!("`{field}` lies ahead"),
        Need::NotAhead(field) => format!("`{field}` has come"),
        Need::NotBefore(field, act, earlier) => {
            format!(
                "`{field}` is no earlier than `{earlier}` of `{}`",
                act.key()
            )
        }
        Need::After(act, _) => format!("after `{}`", act.key()),
        Need::AnsweredOr(_, answer, period, _) => {
            format!(
                "after `{}`, or {} hours without it, or after a withdrawal, or with `not_possible_because`",
                answer.key(),
                period.hours()
            )
        }
        Need::Where(field, values, _) => {
            format!("where `{field}` is {}", values.join(" or "))
        }
        Need::Never(act, _) => format!("`{}` was never taken", act.key()),
        Need::Names(field, act, named, _) => {
            format!("`{field}` is `{named}` of the last `{}`", act.key())
        }
        Need::Over(act, field, period) => {
            let hours = in_hours(*period);
            format!("{hours} have run since `{field}` of `{}`", act.key())
        }
        Need::Withdrawn => "the State that asked withdrew".into(),
        Need::SecretLonger(field) => format!(
            "`{field}` is later than the present end, and no later than the law of the State that executes allows"
        ),
        Need::SecrecyOver => "no secrecy is in force".into(),
        Need::SecrecyAsked => "where secrecy was asked for".into(),
        Need::ArrestAllowed(field) => {
            format!("`{field}` is no later than the own law ends provisional arrest")
        }
        Need::NationalAllowed(field) => {
            format!("where `{field}`: the own law extradites nationals, and on its condition")
        }
        Need::WithinLimit => "no more were sent to the State lately than the limit".into(),
        Need::NationalsKept => "the own law does not extradite nationals like anyone".into(),
    }
}

fn by(by: By) -> String {
    match by {
        By::Opener => "opener".into(),
        By::Other => "other".into(),
        By::Executing => "executing".into(),
        By::Asking => "asking".into(),
        By::Either => "either".into(),
        By::NotTaker(act) => format!("not the one that took `{}`", act.key()),
        By::Named(field) => format!("the State in `{field}`"),
    }
}

/// The stages of a step, as far as the chart has them: steps that measures share name those of all of them.
fn from(chart: &Chart, from: From) -> String {
    let known = named_stages(chart);
    let here = |stages: &[Stage]| {
        let here = stages
            .iter()
            .filter(|s| **s == Stage::Sent || known.contains(s));
        let keys: Vec<String> = here.map(|s| format!("`{}`", s.key())).collect();
        keys.join(", ")
    };
    match from {
        From::At(stages) => here(stages),
        From::Open => "while open".into(),
        From::OpenBut(stages) => {
            let stages = here(stages);
            if stages.is_empty() {
                "while open".into()
            } else {
                format!("while open, but not at {stages}")
            }
        }
        From::Any => "always".into(),
    }
}

fn to(to: To) -> String {
    match to {
        To::Stage(stage) => format!("`{}`", stage.key()),
        To::YesOrNo(field, yes, no) => format!("`{}` or `{}`, by `{field}`", yes.key(), no.key()),
        To::Stays => "stays".into(),
    }
}

fn print_steps(out: &mut String, chart: &Chart) {
    out.push_str("\n## Steps\n\n| step | by | roles | persons | from | to | provision | contains | needs |\n");
    out.push_str("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    let stages = |step: &&&Step| !from(chart, step.from).is_empty();
    let steps: Vec<&Step> = chart.all_steps().collect();
    for step in steps.iter().filter(stages) {
        print_step(out, chart, step);
    }
}

fn print_step(out: &mut String, chart: &Chart, step: &Step) {
    let row = step.act.permission();
    let roles: Vec<String> = row.roles.iter().map(|r| words(r.key())).collect();
    let fields: Vec<String> = step.fields.iter().map(|f| format!("`{}`", f.key)).collect();
    let needs: Vec<String> = step.needs.iter().map(need).collect();
    let _ = writeln!(
        out,
        "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |",
        row.key,
        by(step.by),
        roles.join(", "),
        row.persons,
        from(chart, step.from),
        to(step.to),
        step.article,
        fields.join(", "),
        needs.join("; ")
    );
}

fn print_owed(out: &mut String, owed: &[Owed]) {
    out.push_str("\n## What is owed\n\n| at | by | what | until | provision | kind | then by itself |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for row in owed {
        let stages: Vec<String> = row.at.iter().map(|s| format!("`{}`", s.key())).collect();
        let (until, period) = match row.due {
            Due::Within(period) => (format!("{} after", in_hours(period)), period),
            Due::Named(act, field, period) => (format!("`{field}` of `{}`", act.key()), period),
            Due::After(act, field, period) => {
                let hours = in_hours(period);
                (
                    format!("{hours} after `{field}` of `{}`", act.key()),
                    period,
                )
            }
        };
        let then = row
            .then
            .map_or(String::new(), |act| format!("`{}`", act.key()));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {until} | {} | {} | {then} |",
            stages.join(", "),
            by(row.by),
            words(row.what.key()),
            period.article(),
            kind(period.kind())
        );
    }
}

fn in_hours(period: Period) -> String {
    match period.hours() {
        1 => "1 hour".to_owned(),
        hours => format!("{hours} hours"),
    }
}

// ---- The matrix ------------------------------------------------------------------------------------------------------

fn print_matrix(out: &mut String, view: View) {
    let situations = every_situation(view);
    let _ = writeln!(
        out,
        "\n## The whole matrix: {}\n\nColumns are the situations by number. `→n`: leads to n. `=`: happens, the situation stays. `↔`: leads \
         into the table of the other side, which this State is on then. `§`: a rule \
         refuses it here (the rules stand in the last column). `·`: has no place here; a message of the other State \
         is rejected, and its sender stands as if it had not said it. A person with the right role gives the act; an hour has passed.\n",
        state(view.side)
    );
    for (place, (name, _)) in situations.iter().enumerate() {
        let _ = writeln!(out, "{}. `{name}`", place + 1);
    }
    let columns = (1..=situations.len()).fold(String::new(), |all, n| all + &format!(" {n} |"));
    let _ = writeln!(
        out,
        "\n| act |{columns} rules |\n| --- |{} --- |",
        " --- |".repeat(situations.len())
    );
    for number in 0..view.commands(start()).len() {
        let _ = writeln!(out, "{}", row(view, &situations, number));
    }
}

fn row(view: View, situations: &[(String, World)], number: usize) -> String {
    let (mut cells, mut rules) = (String::new(), Vec::new());
    let mut label_of = String::new();
    for (name, world) in situations {
        let (command, outcome) = outcome(view, world, number);
        label_of = label(&command);
        cells.push_str(&cell(outcome, name, situations, &mut rules));
    }
    format!("| {label_of} |{cells} {} |", rules.join(", "))
}

fn cell(
    outcome: Result<String, Rejection>,
    here: &str,
    situations: &[(String, World)],
    rules: &mut Vec<String>,
) -> String {
    match outcome {
        Ok(next) if next == here => " = |".to_owned(),
        Ok(next) if next == OTHER_SIDE => " ↔ |".to_owned(),
        Ok(next) => {
            let place = situations.iter().position(|(known, _)| *known == next);
            format!(" →{} |", place.expect("every situation is in the list") + 1)
        }
        Err(r) if not_here(r.rule) => " · |".to_owned(),
        Err(r) => {
            let named = format!("`{}`", r.rule.key());
            if !rules.contains(&named) {
                rules.push(named);
            }
            " § |".to_owned()
        }
    }
}

fn outcome(view: View, world: &World, number: usize) -> (Command, Result<String, Rejection>) {
    let mut world = world.clone();
    world.now += hours(1);
    let command = view.commands(world.now).swap_remove(number);
    let actor = giver(view, &command, second());
    let given = world.give(view.at(), super::gallery::MATTER, command.clone(), actor);
    let outcome = given.map(|_| situation(view, &world));
    (command, outcome)
}

fn not_here(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NotAtThisStage | Rule::MatterEnded | Rule::NothingYet | Rule::AlreadyOpen
    )
}

/// The command's name, with what distinguishes two of the same kind.
fn label(command: &Command) -> String {
    let json = serde_json::to_value(command).unwrap();
    let mut label = text(&json["command"]).to_owned();
    let (act, says) = (&json["act"], &json["message"]["says"]);
    for value in [
        act,
        says,
        &json["what"],
        &json["answer"],
        &json["rule"],
        &json["decision"]["gate"],
    ] {
        if let Some(word) = value.as_str() {
            let _ = write!(label, ": {word}");
        }
    }
    if let Some(proceed) = json["proceed"].as_bool() {
        let _ = write!(label, ": {}", yes(proceed));
    }
    for document in [&json["with"], &json["message"]["document"]] {
        for key in ["given", "hit", "accepted"] {
            if let Some(said) = document[key].as_bool() {
                let _ = write!(label, " ({key}: {})", yes(said));
            }
        }
        if let Some(Value::String(concern)) = document["about"].get("concern") {
            let _ = write!(label, " ({concern})");
        }
    }
    label
}

fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
