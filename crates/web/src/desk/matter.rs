//! One matter on one page.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{LetterOrder, Refusal};
use comity_treaty::law::assistance_kinds::is_evidence;
use comity_treaty::{MatterId, Measure, Side};
use serde::Deserialize;
use serde_json::{Value, json};

use super::emergency::{self, Emergency};
use super::evidence::Moves;
use super::frame::Frame;
use super::history::{Told, told};
use super::law::{Answer, answers};
use super::paper::{Paper, printed};
use super::papers::{Line as PaperLine, waiting};
use super::reported::{Card, card};
use super::say::{Say, There, When};
use super::sorry::{Sorry, shown};
use super::translating::beside;
use super::tree::{Line, lines};
use super::visit::{Reader, Sent, Visit, Writer};

/// Events of a page.
pub const EVENTS: u32 = 100;

#[derive(Template)]
#[template(path = "matter.html")]
struct Page<'a> {
    f: &'a Frame,
    /// Whether the other State owes something.
    theirs: bool,
    emergency: Option<Emergency>,
    matter: String,
    measure: String,
    side: String,
    /// What a new request like this begins with, where this State asks.
    again: Option<String>,
    peer: String,
    /// What the clock says there.
    there: Option<There>,
    stage: String,
    last: bool,
    in_force: bool,
    owed: Vec<Owed>,
    choices: Vec<Choice>,
    repeated: Vec<String>,
    /// What the law says of it today.
    law: Vec<Answer>,
    asked: Vec<Line>,
    evidence: Option<Exhibit>,
    chain: Vec<Told>,
    events: Vec<Told>,
    next: Option<String>,
    /// None is written where the texts are erased.
    notes: Option<Vec<Noted>>,
    waiting: Vec<PaperLine>,
    report: Option<Card>,
}

/// The evidence there is.
struct Exhibit {
    digest: String,
    size: String,
    items: String,
    conditions: Vec<Line>,
    left_out: Vec<Line>,
}

impl Exhibit {
    /// What is not in it, line by line.
    fn left_out(&self) -> &[Line] {
        &self.left_out
    }

    /// The conditions of its use, line by line.
    fn conditions(&self) -> &[Line] {
        &self.conditions
    }
}

struct Owed {
    ours: bool,
    what: String,
    due: When,
    basis: String,
}

/// An act that belongs to the stage, with what the law says about it.
pub struct Choice {
    /// Its key.
    pub act: String,
    /// What a button says.
    pub words: String,
    /// What it does.
    pub does: String,
    /// How many persons it takes.
    pub persons: u64,
    /// Whether one press is enough: it holds nothing, and is not asked about again.
    pub one_press: bool,
    /// Whether it may be taken now by this officer.
    pub allowed: bool,
    /// Why not: the rule's sentence.
    pub why_not: String,
    /// The provision that says so.
    pub article: String,
}

struct Noted {
    at: When,
    by: String,
    text: String,
}

/// Which events.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

/// The page.
pub async fn page(
    Reader(visit): Reader,
    Path(number): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let (node, officer) = (&visit.node, &visit.session.officer);
    let sorry = |no| Sorry::to(&visit, &no);
    let stands = node.matter(officer, matter).await.map_err(sorry)?;
    let after = after.after.as_deref();
    let history = node.history(officer, matter, after, EVENTS).await;
    let history = history.map_err(sorry)?;
    let notes = node.notes(officer, matter).await.map_err(sorry)?;
    let translations = node.translations(officer, matter).await.map_err(sorry)?;
    let say = &visit.say;
    let mut events = told(say, &history, &number);
    beside(say, &mut events, translations);
    let text = |key: &str| stands[key].as_str().unwrap_or_default();
    let owed = owed(say, &stands);
    let chain = match text("measure") {
        measure if may_hold_evidence(measure) => node.custody_chain(officer, matter).await,
        _ => Ok(Value::Null),
    };
    let chain = told(say, &chain.map_err(sorry)?, &number);
    Ok(shown(&Page {
        f: &Frame::new(&visit, "matters"),
        emergency: emergency::of(say, &stands),
        waiting: waiting(say, &stands, &number),
        report: card(&visit, matter, &stands).await?,
        matter: number.clone(),
        measure: say.measure(text("measure")),
        side: say.side(text("side")),
        there: node
            .time_zone_of(text("peer"))
            .and_then(|zone| say.there(text("peer"), &zone)),
        again: (text("side") == Side::Requesting.key()).then_some(number),
        peer: text("peer").to_owned(),
        stage: say.stage(text("stage")),
        last: stands["final"].as_bool().unwrap_or(false),
        in_force: stands["convention_in_force"].as_bool().unwrap_or(true),
        theirs: owed.iter().any(|row| !row.ours),
        owed,
        choices: choices(say, &stands),
        repeated: repeated(say, &stands),
        evidence: exhibit(say, &stands["evidence"]),
        chain,
        law: law(&visit, &stands),
        asked: lines(say, text("measure"), particulars(&stands["state"])),
        events,
        next: history["next"].as_str().map(str::to_owned),
        notes: (stands["erased"] != Value::Bool(true)).then(|| noted(say, notes)),
    }))
}

/// What the law says of the matter's request today; of one that has ended nobody asks any more.
fn law(visit: &Visit, stands: &Value) -> Vec<Answer> {
    let text = |key: &str| stands[key].as_str().unwrap_or_default();
    let side = [Side::Requesting, Side::Requested]
        .into_iter()
        .find(|side| side.key() == text("side"));
    match side {
        Some(side) if stands["final"] != Value::Bool(true) => {
            let said = particulars(&stands["state"]);
            answers(visit, text("measure"), (side, text("peer")), said)
        }
        _ => Vec::new(),
    }
}

/// Whether the measure is one whose answer is evidence.
fn may_hold_evidence(measure: &str) -> bool {
    let measure: Option<Measure> = serde_json::from_value(measure.into()).ok();
    measure.is_some_and(is_evidence)
}

fn exhibit(say: &Say, evidence: &Value) -> Option<Exhibit> {
    let items = usize::try_from(evidence["items"].as_u64()?).unwrap_or(usize::MAX);
    Some(Exhibit {
        digest: evidence["digest"].as_str()?.to_owned(),
        size: say.bytes(evidence["bytes"].as_u64()?),
        items: say.count("shelf-items", &items),
        conditions: lines(say, "transferred", &evidence["conditions"]),
        left_out: left_out(say, evidence),
    })
}

/// What was asked for and is not in the evidence.
pub fn left_out(say: &Say, evidence: &Value) -> Vec<Line> {
    match evidence["left_out"].as_array() {
        Some(parts) if !parts.is_empty() => {
            lines(say, "transferred", &json!({ "left_out": parts }))
        }
        _ => Vec::new(),
    }
}

fn noted(say: &Say, notes: Vec<comity_node::Note>) -> Vec<Noted> {
    let notes = notes.into_iter();
    let shown = |note: comity_node::Note| Noted {
        at: say.when(note.at),
        by: note.by,
        text: note.text,
    };
    notes.map(shown).collect()
}

/// Writes an internal note.
pub async fn note(
    Writer(visit): Writer,
    Path(number): Path<String>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let officer = &visit.session.officer;
    let written = visit
        .node
        .note(officer, matter, sent.get("text"), sent.once())
        .await;
    written.map_err(|no| Sorry::to(&visit, &no).keeping(sent.get("text")))?;
    Ok(Redirect::to(&format!("/matters/{number}#notes")).into_response())
}

/// What an event told the other State, as a letter in the language of the page or of the query.
pub async fn letter(
    Reader(visit): Reader,
    Path((number, event)): Path<(String, i64)>,
    Query(paper): Query<Paper>,
) -> Result<Response, Sorry> {
    let order = LetterOrder {
        matter: matter_id(&visit, &number)?,
        number: event,
        language: paper.language_or(&visit),
        offset_minutes: None,
    };
    let pdf = visit.node.letter(&visit.session.officer, &order).await;
    let pdf = pdf.map_err(|no| Sorry::to(&visit, &no))?;
    let name = format!("{number}-{event}-{}", order.language);
    Ok(printed(&name, pdf))
}

/// The number of a matter, or a page that says there is none.
pub fn matter_id(visit: &Visit, number: &str) -> Result<MatterId, Sorry> {
    number
        .parse()
        .map_err(|_| Sorry::to(visit, &Refusal::not_found(number)))
}

/// The acts of a matter's stage.
pub fn choices(say: &Say, stands: &Value) -> Vec<Choice> {
    let all = stands["choices"].as_array();
    let choice = |choice: &Value| {
        let act = choice["act"].as_str().unwrap_or_default();
        let no = &choice["why_not"];
        Choice {
            act: act.to_owned(),
            words: say.act(act),
            does: say.act_does(act),
            persons: choice["persons"].as_u64().unwrap_or(1),
            one_press: choice["fields"].as_array().is_none_or(Vec::is_empty)
                && !choice["asks_again"].as_bool().unwrap_or(false)
                && Moves::of(act).is_none(),
            allowed: choice["allowed"].as_bool().unwrap_or(false),
            why_not: say.rule(no["rule"].as_str().unwrap_or_default()),
            article: say.cite(no["article"].as_str().unwrap_or_default()),
        }
    };
    all.map(|all| all.iter().map(choice).collect())
        .unwrap_or_default()
}

fn owed(say: &Say, stands: &Value) -> Vec<Owed> {
    let side = &stands["side"];
    let row = |row: &Value| Owed {
        ours: &row["owner"] == side,
        what: say.duty(row["what"].as_str().unwrap_or_default()),
        due: say.moment(row["due"].as_str().unwrap_or_default()),
        basis: say.cite(row["basis"].as_str().unwrap_or_default()),
    };
    let all = stands["owed"].as_array();
    all.map(|all| all.iter().map(row).collect())
        .unwrap_or_default()
}

fn repeated(say: &Say, stands: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let times = row["matters"].as_u64().unwrap_or(0);
        let subject = row["subject"].as_str().unwrap_or_default();
        say.t1(
            "repeated-subject",
            "subject",
            format!("{subject} ({times})"),
        )
    };
    let all = stands["repeated_targets"].as_array();
    all.map(|all| all.iter().map(row).collect())
        .unwrap_or_default()
}

/// What was asked: the particulars, or the opening document of a charted measure.
pub fn particulars(state: &Value) -> &Value {
    for key in ["particulars", "opening", "document"] {
        if state[key].is_object() {
            return &state[key];
        }
    }
    &Value::Null
}
