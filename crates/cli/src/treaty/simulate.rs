//! `comity treaty simulate`: the arithmetic of Art 65 with deposits nobody has made.

use std::fmt::Write as _;

use comity_treaty::StateCode;
use comity_treaty::status::{Joining, Participants, Status, force_on};
use jiff::civil::Date;
use serde_json::json;

use super::data::Data;
use super::{Answer, No, participant, today, words};

/// `comity treaty simulate`
#[derive(clap::Args)]
pub(crate) struct SimulateArgs {
    /// A deposit to suppose, such as SWE=2027-03-01; repeat for more.
    #[arg(long = "deposit", value_name = "XXX=DATE", value_parser = deposit, required = true, num_args = 1..)]
    deposits: Vec<(StateCode, Date)>,
    /// The day to look from, such as 2027-05-30; today (UTC) if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    data: Data,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

fn deposit(text: &str) -> Result<(StateCode, Date), String> {
    let expected = || format!("`{text}` is no deposit; write SWE=2027-03-01");
    let (state, day) = text.split_once('=').ok_or_else(expected)?;
    let state = state.parse().map_err(|_| expected())?;
    let state = participant(state).map_err(|error| error.to_string())?;
    let day = day.parse().map_err(|_| expected())?;
    Ok((state, day))
}

/// What would follow.
pub(super) fn answer(args: &SimulateArgs) -> Result<Answer, No> {
    let status = args.data.status()?;
    let supposed = status.with_deposits(&args.deposits, Participants::united_nations());
    let supposed = supposed.map_err(|faults| No::Invalid {
        of: format!("{} with these deposits", args.data.name()),
        faults,
    })?;
    let on = args.on.unwrap_or_else(today);
    let joining = supposed.joining();
    let force = force_on(&supposed, on);
    let json = json!({
        "hypothetical": true,
        "on": on,
        "supposed": args.deposits.iter().map(|(state, day)| json!({ "state": state, "date": day })).collect::<Vec<_>>(),
        "entry": supposed.entry(),
        "convention": force,
        "joining": joining,
        "legal_record": false,
    });
    let text =
        text(&supposed, args, on, &joining) + "\n" + &words::caution(&status, &args.data.name());
    let code = 0;
    Ok(Answer { text, json, code })
}

fn text(supposed: &Status, args: &SimulateArgs, on: Date, joining: &[Joining]) -> String {
    let count = args.deposits.len();
    let mut text = format!("Hypothetical: {count} deposit(s) nobody has made, seen on {on}\n\n");
    text += &words::force(&force_on(supposed, on));
    let needed = supposed.terms().entry.instruments;
    let _ = match supposed.entry() {
        Some(entry) => writeln!(
            text,
            "Instrument number {needed} would come on {}; entry into force on {}{}.",
            entry.reached,
            entry.in_force,
            if entry.is_exact() {
                ""
            } else {
                " at the latest"
            }
        ),
        None => writeln!(text, "All together they stay below {needed} instruments."),
    };
    let _ = writeln!(text, "\nWho is bound from when:");
    for one in joining {
        text += &line(one);
    }
    text
}

fn line(one: &Joining) -> String {
    let from = match one.from {
        Some(day) if one.exact => day.to_string(),
        Some(day) => format!("{day} at the latest"),
        None => "not yet to be told".into(),
    };
    let counts = if one.counts {
        ""
    } else {
        "; not counted (Art. 65(1))"
    };
    let (name, deposited) = (words::named(one.state), words::when(one.deposited));
    format!("  {from:<24} {name}, deposited {deposited}{counts}\n")
}
