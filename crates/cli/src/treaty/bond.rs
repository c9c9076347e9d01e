//! `comity treaty bond`: two States on a day.

use std::fmt::Write as _;

use comity_treaty::StateCode;
use comity_treaty::status::{Altered, BetweenTwo, Bond, Effect, bound};
use jiff::civil::Date;
use serde_json::json;

use super::data::Data;
use super::{Answer, No, participant, today, words};

/// `comity treaty bond`
#[derive(clap::Args)]
pub(crate) struct BondArgs {
    /// One State.
    #[arg(value_name = "AAA")]
    one: StateCode,
    /// The other.
    #[arg(value_name = "BBB")]
    other: StateCode,
    /// The day, such as 2027-05-30; today (UTC) if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    data: Data,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// The bond; exit code 1 where the Convention is not in force between the two.
pub(super) fn answer(args: &BondArgs) -> Result<Answer, No> {
    let (one, other) = (participant(args.one)?, participant(args.other)?);
    let status = args.data.status()?;
    let bond = bound(&status, one, other, args.on.unwrap_or_else(today));
    let caution = words::caution(&status, &args.data.name());
    let mut json = json!(bond);
    json["legal_record"] = false.into();
    json["data"] = args.data.name().into();
    Ok(Answer {
        text: text(&bond) + "\n" + &caution,
        json,
        code: u8::from(!bond.in_force()),
    })
}

fn text(bond: &Bond) -> String {
    let [one, other] = bond.between.map(words::named);
    let mut text = format!("{one} and {other} on {}\n\n", bond.on);
    match &bond.convention {
        BetweenTwo::Yes {
            since,
            until,
            exact,
        } => {
            let about = if *exact { "" } else { ", at the latest" };
            let end = until.map_or(String::new(), |day| format!(", until {day}"));
            let _ = writeln!(
                text,
                "The Convention is in force between them since {since}{about}{end}."
            );
        }
        BetweenTwo::No { missing, earliest } => {
            text += "The Convention is not in force between them:\n";
            for one in missing {
                let _ = writeln!(text, "  - {}", words::missing(one));
            }
            if let Some(day) = earliest {
                let _ = writeln!(
                    text,
                    "Earliest day, if all that is missing were done on this day: {day}."
                );
            }
        }
    }
    text += &alterations(bond);
    for also in &bond.also {
        let about = if also.exact { "" } else { ", at the latest" };
        let _ = writeln!(
            text,
            "Also in force: {} since {}{about}.",
            also.instrument, also.since
        );
    }
    text
}

fn alterations(bond: &Bond) -> String {
    if bond.altered.is_empty() {
        return "No reservation of either changes it.\n".into();
    }
    let verb = if bond.in_force() {
        "applies"
    } else {
        "would apply"
    };
    let mut text = format!("Between them it {verb} with these changes, for both:\n");
    for one in &bond.altered {
        text += &alteration(one);
    }
    text
}

fn alteration(one: &Altered) -> String {
    let effect = match one.effect {
        Effect::Excludes => "excluded",
        Effect::Modifies => "modified",
    };
    let mut notes = String::new();
    if one.objected {
        notes += "; the other State objected: the provision does not apply as far as the reservation goes";
    }
    if one.to_be_confirmed {
        notes += "; made before the instrument, to be confirmed with it";
    }
    let (provision, by, made) = (one.provision.to_string(), one.by, words::when(one.made));
    format!(
        "  Art. {provision:<8} {effect}: reservation of {by}, {made}: {}{notes}\n",
        one.text
    )
}
