//! Test calls: which contact points answer day and night, as all Parties tell it, and a call in one press.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use comity_treaty::Act;
use serde_json::Value;

use super::account::shown_to_bind;
use super::frame::Frame;
use super::matter::matter_id;
use super::say::{Say, When};
use super::sorry::{Sorry, shown};
use super::visit::{Reader, Sent, Visit, Writer};

/// The calls that are listed one by one, the latest.
const LISTED: usize = 50;

#[derive(Template)]
#[template(path = "calls.html")]
struct Page<'a> {
    f: &'a Frame,
    states: Vec<Called>,
    calls: Vec<Call>,
    /// Whether the officer may call.
    calling: bool,
}

/// A State and how it answers.
struct Called {
    state: String,
    name: String,
    calls: usize,
    answered: usize,
    in_time: usize,
    /// The median, in words; empty where nothing was answered.
    usual: String,
    /// The number of the next call, so that pressing twice calls once.
    number: String,
}

struct Call {
    by: String,
    called: String,
    placed: When,
    /// How long it took, in words; none where nobody answered.
    took: Option<String>,
}

/// All that is told of test calls.
pub async fn page(Reader(visit): Reader) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let officer = &visit.session.officer;
    let told = visit.node.test_calls(officer).await.map_err(sorry)?;
    let members = visit.node.known_members().map_err(sorry)?;
    let (say, none) = (&visit.say, Vec::new());
    let rows = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let answers = rows(&told["answers"]);
    let calls = told["calls"].as_array().unwrap_or(&none);
    Ok(shown(&Page {
        f: &Frame::new(&visit, "directory"),
        states: others(&visit, &rows(&members["members"]), &answers),
        calls: calls
            .iter()
            .take(LISTED)
            .map(|row| call(say, row))
            .collect(),
        calling: visit.writes() && visit.holds(Act::PlaceTestCall.permission().roles),
    }))
}

/// Calls a State's contact point.
pub async fn place(Writer(visit): Writer, sent: Sent) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, sent.get("number"))?;
    let officer = &visit.session.officer;
    let (state, calls) = (sent.get("state"), sent.get("calls"));
    let shown = shown_to_bind(&visit).await;
    shown.map_err(|no| Sorry::to(&visit, &no))?;
    let placed = visit.node.call(officer, matter, state, calls).await;
    placed.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(&format!("/matters/{matter}")).into_response())
}

/// Every other member, called or not.
fn others(visit: &Visit, members: &[Value], answers: &[Value]) -> Vec<Called> {
    let own = visit.node.config().state.clone().unwrap_or_default();
    let state = |row: &Value| row["state"].as_str().unwrap_or_default().to_owned();
    let others = members.iter().filter(|row| state(row) != own);
    let called = |row: &Value| {
        let answer = answers.iter().find(|one| state(one) == state(row));
        let name = row["name"].as_str().unwrap_or_default();
        called(visit, state(row), name, answer.unwrap_or(&Value::Null))
    };
    others.map(called).collect()
}

fn called(visit: &Visit, state: String, name: &str, answer: &Value) -> Called {
    let count = |key: &str| {
        let number = answer[key].as_u64().unwrap_or_default();
        usize::try_from(number).unwrap_or(usize::MAX)
    };
    let median = answer["median_seconds"].as_u64();
    Called {
        state,
        name: name.to_owned(),
        calls: count("calls"),
        answered: count("answered"),
        in_time: count("in_time"),
        usual: median.map_or_else(String::new, |seconds| minutes(&visit.say, seconds)),
        number: visit.node.new_matter().to_string(),
    }
}

fn call(say: &Say, row: &Value) -> Call {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let second = |key: &str| row[key].as_i64();
    let at = |seconds: Option<i64>| seconds.and_then(|at| jiff::Timestamp::from_second(at).ok());
    let took = |answered: i64| answered - second("placed").unwrap_or(answered);
    let took = second("answered").map(took);
    Call {
        by: text("by"),
        called: text("called"),
        placed: say.when(at(second("placed")).unwrap_or_default()),
        took: took.map(|seconds| minutes(say, u64::try_from(seconds).unwrap_or_default())),
    }
}

/// A begun minute counts.
fn minutes(say: &Say, seconds: u64) -> String {
    let minutes = seconds.div_ceil(60).max(1);
    say.count(
        "calls-minutes",
        &usize::try_from(minutes).unwrap_or(usize::MAX),
    )
}
