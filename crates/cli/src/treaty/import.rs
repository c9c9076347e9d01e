//! `comity treaty import`: the depositary's status form against the table. Shows first; writes only when told to.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use comity_treaty::StateCode;
use comity_treaty::status::{
    FORM_BYTES_MAX, Form, Import, NotAccepted, Participants, Remark, Status,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::data::{self, Data};
use super::{Answer, No, today};

/// `comity treaty import`
#[derive(clap::Args)]
pub(crate) struct ImportArgs {
    /// The status form of chapter XVIII, 16, as the UN Treaty Collection publishes it in XML.
    #[arg(value_name = "FILE.xml")]
    form: PathBuf,
    #[command(flatten)]
    data: Data,
    /// The day the form was fetched, such as 2026-11-23; today (UTC) if left out.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Write the table given with --data; without it, only show what would change.
    #[arg(long, requires = "data")]
    apply: bool,
    /// Only show what would change; this is also what happens without --apply.
    #[arg(long, conflicts_with = "apply")]
    dry_run: bool,
    /// Accept that acts of this State are removed or moved to an earlier day; repeat for more.
    #[arg(long, value_name = "XXX")]
    accept_removals: Vec<StateCode>,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// The differences; with `--apply` and nothing refused, the table is replaced.
pub(super) fn answer(args: &ImportArgs) -> Result<Answer, No> {
    let status = args.data.status()?;
    let participants = Participants::united_nations();
    let bytes = data::read(&args.form, FORM_BYTES_MAX)?;
    let form = args.form.display().to_string();
    let parsed = Form::parse(&bytes, participants).map_err(|faults| No::Invalid {
        of: form.clone(),
        faults,
    })?;
    let as_of = args.as_of.unwrap_or_else(today);
    let import = status.import(&parsed, as_of);
    let import = import.map_err(|faults| No::Invalid { of: form, faults })?;
    let (mut text, mut json) = (text(&import), described(&import));
    let updated = accepted(args, &import, &text)?;
    let _ = writeln!(text, "{}", apply(args, &updated)?);
    json["applied"] = args.apply.into();
    let code = 0;
    Ok(Answer { text, json, code })
}

/// The new status, also where it is only shown: so that a dry run says whether the real one would be refused.
fn accepted(args: &ImportArgs, import: &Import, text: &str) -> Result<Status, No> {
    let named: BTreeSet<StateCode> = args.accept_removals.iter().copied().collect();
    let updated = import.accept(&named, Participants::united_nations());
    updated.map_err(|no| match no {
        NotAccepted::Refused(refusal) => No::Rejected {
            text: text.to_owned(),
            refusal,
        },
        NotAccepted::Invalid(faults) => No::Invalid {
            of: format!("{} after the update", args.data.name()),
            faults,
        },
    })
}

fn apply(args: &ImportArgs, updated: &Status) -> Result<String, No> {
    if !args.apply {
        return Ok("Nothing was changed. With --data FILE --apply the table is replaced.".into());
    }
    let path = args.data.data.as_deref();
    let path =
        path.context("--apply needs --data FILE: the shipped table is part of the program")?;
    data::replace(path, &updated.table().write())?;
    Ok(format!("{} is replaced.", path.display()))
}

fn text(import: &Import) -> String {
    let mut text = String::new();
    for difference in &import.differences {
        let _ = writeln!(text, "{difference}");
    }
    let count = |fits: fn(bool, bool) -> bool| {
        let all = import.differences.iter();
        all.filter(|one| fits(one.before.is_some(), one.after.is_some()))
            .count()
    };
    let _ = writeln!(
        text,
        "{} added, {} changed, {} removed, {} confirmed as they are.",
        count(|before, after| !before && after),
        count(|before, after| before && after),
        count(|before, after| before && !after),
        import.confirmed
    );
    for remark in &import.remarks {
        let _ = writeln!(text, "{}", remark_in_words(remark));
    }
    text
}

fn remark_in_words(remark: &Remark) -> String {
    match remark {
        Remark::FreeText { section, line } => format!(
            "Line {line}: the section {section} is free text and was not read; enter reservations, declarations and \
             objections by hand."
        ),
        Remark::Bracketed { state, line } => format!(
            "Line {line}: {state} stands in brackets, so it has withdrawn; its lines were left as they are. Read the \
             footnote and enter the denunciation by hand."
        ),
        Remark::CountDiffers { what, says, rows } => {
            format!(
                "The form counts {says} {what}; its rows come to {rows}. Look at it before applying."
            )
        }
    }
}

fn described(import: &Import) -> Value {
    json!({
        "differences": import.differences,
        "confirmed": import.confirmed,
        "remarks": import.remarks,
    })
}
