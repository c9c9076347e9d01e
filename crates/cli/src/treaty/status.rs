//! `comity treaty status`: everyone on a day, or one State with all its acts.

use std::fmt::Write as _;

use comity_treaty::StateCode;
use comity_treaty::status::{
    Participants, Stage, Standing, Status, confidence_key, force_on, standing_on, status_on,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::data::Data;
use super::{Answer, No, participant, today, words};

/// `comity treaty status`
#[derive(clap::Args)]
pub(crate) struct StatusArgs {
    /// The day, such as 2027-05-30; today (UTC) if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// One State alone, with every act on record.
    #[arg(long, value_name = "XXX")]
    state: Option<StateCode>,
    #[command(flatten)]
    data: Data,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// The list, or the State.
pub(super) fn answer(args: &StatusArgs) -> Result<Answer, No> {
    let status = args.data.status()?;
    let on = args.on.unwrap_or_else(today);
    let name = args.data.name();
    Ok(match args.state {
        Some(state) => one(&status, participant(state)?, on, &name),
        None => all(&status, on, &name),
    })
}

fn all(status: &Status, on: Date, data: &str) -> Answer {
    let force = force_on(status, on);
    let standings = status_on(status, on);
    let mut text = format!(
        "The Convention against Cybercrime on {on}\n\n{}",
        words::force(&force)
    );
    let _ = writeln!(
        text,
        "{}\n\n{}",
        counts(&standings),
        words::heading().trim_end()
    );
    for standing in &standings {
        text += &words::standing(standing);
    }
    let _ = write!(text, "\n{}", words::caution(status, data));
    let json = json!({
        "on": on,
        "notice": force.notice(),
        "convention": force,
        "as_of": status.as_of(),
        "data": data,
        "legal_record": false,
        "states": standings.iter().map(described).collect::<Vec<Value>>(),
    });
    let code = 0;
    Answer { text, json, code }
}

fn counts(standings: &[Standing]) -> String {
    let count = |stages: &[Stage]| {
        let of_stage = |one: &&Standing| stages.contains(&one.stage);
        standings.iter().filter(of_stage).count()
    };
    format!(
        "Parties {}, consented and waiting {}, signatories without instrument {}, left or withdrawn {}.",
        count(&[Stage::Party, Stage::Leaving]),
        count(&[Stage::Consented]),
        count(&[Stage::Signatory]),
        count(&[Stage::Left, Stage::Withdrawn])
    )
}

fn described(one: &Standing) -> Value {
    let mut json = json!(one);
    json["name"] = Participants::united_nations().name(one.state).into();
    json
}

fn one(status: &Status, state: StateCode, on: Date, data: &str) -> Answer {
    let standing = standing_on(status, state, on);
    let force = force_on(status, on);
    let mut text = format!(
        "{} on {on}\n\n{}\n",
        words::named(state),
        words::force(&force)
    );
    text += &standing.as_ref().map_or_else(
        || "No act on record by this day.\n".to_owned(),
        |standing| words::heading() + &words::standing(standing),
    );
    let records = status.table().records.iter();
    let theirs: Vec<_> = records.filter(|one| one.state == Some(state)).collect();
    for record in &theirs {
        let parts = record.act.parts();
        let about = parts
            .provision
            .map_or(String::new(), |p| format!(" to Art. {p}"));
        let text_of = parts.text.map_or(String::new(), |text| format!(": {text}"));
        let _ = writeln!(
            text,
            "\n  {} {}{about}{text_of}\n      {}; as of {}; confidence {}",
            words::when(record.date),
            record.act.key().replace('_', " "),
            record.source,
            record.as_of,
            confidence_key(record.confidence)
        );
    }
    let _ = write!(text, "\n{}", words::caution(status, data));
    let json = json!({
        "on": on,
        "notice": force.notice(),
        "as_of": status.as_of(),
        "data": data,
        "legal_record": false,
        "standing": standing.as_ref().map(described),
        "acts": theirs,
    });
    let code = 0;
    Answer { text, json, code }
}
