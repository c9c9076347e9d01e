//! What the verifier says of a matter's case file, on the page of the matter: before it leaves, and as it left.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::CaseReport;
use comity_treaty::{Act, MatterId};
use comity_wire::case_file::{Account, Finding, Line, Mark, Part, Said};
use serde_json::Value;

use super::matter::matter_id;
use super::say::{Say, Saying, When};
use super::sorry::Sorry;
use super::visit::{Sent, Visit, Writer};

/// The card of the report.
pub struct Card {
    /// Whether a case file can be verified here: there is evidence that could leave.
    pub offers: bool,
    /// What was said last.
    pub last: Option<Shown>,
}

/// A report as a page shows it.
pub struct Shown {
    /// Who had it made, and when.
    pub by: String,
    /// When.
    pub at: When,
    /// Whether all that could be checked held.
    pub passed: bool,
    /// Whose report it is, and what it is not.
    pub notice: Vec<Saying>,
    /// What the case file is about.
    pub head: Vec<Row>,
    /// As of when each State is shown.
    pub as_of: Vec<Saying>,
    /// The checks that failed or could not be made.
    pub wrong: Vec<Found>,
    /// Everything, under its headings.
    pub parts: Vec<Under>,
}

/// What is said under a label.
pub struct Row {
    /// None where it explains what stands before it.
    pub label: Option<Saying>,
    /// Its lines.
    pub texts: Vec<Saying>,
}

/// One check, or one thing to be known.
pub struct Found {
    /// How it is coloured.
    pub class: &'static str,
    /// What came of it.
    pub mark: String,
    /// What was asked.
    pub text: Saying,
    /// What belongs to it.
    pub more: Vec<Row>,
}

/// What stands under a heading.
pub struct Under {
    /// The heading.
    pub heading: Saying,
    /// Checks.
    pub found: Vec<Found>,
    /// Lines.
    pub rows: Vec<Row>,
    /// Running text.
    pub text: Vec<Saying>,
}

impl Shown {
    /// What the case file is about, line by line.
    pub fn head(&self) -> &[Row] {
        &self.head
    }
}

impl Under {
    /// Its lines.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// The card, where the matter has a report or can have one.
pub async fn card(visit: &Visit, matter: MatterId, stands: &Value) -> Result<Option<Card>, Sorry> {
    let last = visit.node.case_report(&visit.session.officer, matter);
    let last = last.await.map_err(|no| Sorry::to(visit, &no))?;
    let choices = stands["choices"].as_array();
    let exports = Act::ExportEvidence.key();
    let offers = choices.is_some_and(|all| all.iter().any(|choice| choice["act"] == exports));
    Ok((offers || last.is_some()).then(|| Card {
        offers,
        last: last.map(|last| shown(&visit.say, &last)),
    }))
}

/// Verifies what an export would hand over, and shows what came of it.
pub async fn make(
    Writer(visit): Writer,
    Path(number): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let made = visit.node.verify_case(&visit.session.officer, matter).await;
    made.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(&format!("/matters/{number}#report")).into_response())
}

fn shown(say: &Say, report: &CaseReport) -> Shown {
    let account = &report.account;
    let parts: Vec<Under> = account.parts.iter().map(|part| under(say, part)).collect();
    Shown {
        by: report.by.clone(),
        at: say.when(report.at()),
        passed: account.passed,
        notice: account.notice.iter().map(|one| said(say, one)).collect(),
        head: rows(say, &account.head),
        as_of: account.as_of.iter().map(|one| said(say, one)).collect(),
        wrong: wrong(say, account),
        parts,
    }
}

fn wrong(say: &Say, account: &Account) -> Vec<Found> {
    let findings = account.parts.iter().filter_map(|part| match part {
        Part::Findings(_, findings) => Some(findings),
        Part::Lines(..) | Part::Text(..) => None,
    });
    let wrong = |one: &&Finding| matches!(one.mark, Mark::Failed | Mark::NotReached);
    let findings = findings.flatten().filter(wrong);
    findings.map(|one| found(say, one)).collect()
}

fn under(say: &Say, part: &Part) -> Under {
    let (Part::Findings(heading, _) | Part::Lines(heading, _) | Part::Text(heading, _)) = part;
    let mut under = Under {
        heading: said(say, heading),
        found: Vec::new(),
        rows: Vec::new(),
        text: Vec::new(),
    };
    match part {
        Part::Findings(_, all) => under.found = all.iter().map(|one| found(say, one)).collect(),
        Part::Lines(_, lines) => under.rows = rows(say, lines),
        Part::Text(_, all) => under.text = all.iter().map(|one| said(say, one)).collect(),
    }
    under
}

fn found(say: &Say, one: &Finding) -> Found {
    Found {
        class: match one.mark {
            Mark::Passed => "good",
            Mark::Failed => "bad",
            Mark::NotReached | Mark::NotYet | Mark::LeftOut | Mark::Warning => "soon",
            Mark::NotPresent | Mark::Reference => "",
        },
        mark: say.sentence(&one.mark.sentence()).text,
        text: said(say, &one.text),
        more: rows(say, &one.more),
    }
}

fn rows(say: &Say, lines: &[Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let text = said(say, &line.text);
        match (rows.last_mut(), &line.label) {
            (Some(row), None) => row.texts.push(text),
            (_, label) => rows.push(Row {
                label: label.as_ref().map(|label| said(say, label)),
                texts: vec![text],
            }),
        }
    }
    rows
}

fn said(say: &Say, one: &Said) -> Saying {
    say.sentence(&one.0)
}
