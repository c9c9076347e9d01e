//! The first page, with what is owed now, and the worklist.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{Wanted, is_waited_for};
use comity_treaty::Side;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::alarm::{self, Left, On, Waits};
use super::frame::Frame;
use super::say::{Say, There, When};
use super::sorry::{Sorry, shown};
use super::visit::{Reader, Sent, Visit};
use crate::answer::No;

/// Rows of a page.
const ROWS: u32 = 50;
/// Rows looked through for them.
const PULSE_ROWS: u32 = 1000;
/// Rows of what is owed.
const OWED: u32 = 25;

#[derive(Template)]
#[template(path = "start.html")]
struct Start<'a> {
    f: &'a Frame,
    now: When,
    owed: Vec<Owed>,
    overdue: usize,
    recent: Vec<Row>,
    rings: bool,
    /// The clocks of the States with which something is owed.
    clocks: Vec<There>,
    on_call: Option<On>,
    hand_overs: Vec<Left>,
    alarms: Vec<Waits>,
    /// Those without an answer.
    open: Vec<String>,
    writes: bool,
}

struct Owed {
    matter: String,
    duty: String,
    measure: String,
    peer: String,
    stage: String,
    due: When,
}

#[derive(Template)]
#[template(path = "matters.html")]
struct Matters<'a> {
    f: &'a Frame,
    asked: &'a Asked,
    rows: Vec<Row>,
    next: Option<String>,
    views: Vec<Saved>,
    /// Whether anything is filtered, so that it is worth a name.
    filtered: bool,
    sides: Vec<Choice>,
    stages: Vec<Choice>,
}

/// A view that the officer saved.
struct Saved {
    id: String,
    name: String,
    query: String,
}

struct Choice {
    key: String,
    words: String,
    chosen: bool,
}

struct Row {
    matter: String,
    short: String,
    measure: String,
    side: String,
    peer: String,
    stage: String,
    at: When,
}

/// What of the worklist is wanted.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    side: String,
    stage: String,
    peer: String,
    find: String,
    after: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Wanted {
            side: some(&self.side),
            stage: some(&self.stage),
            peer: some(&self.peer).map(|peer| peer.to_ascii_uppercase()),
            words: some(&self.find),
        }
    }

    /// The query of the next page.
    fn following(&self, next: &str) -> String {
        let here = query(&self.wanted());
        let mut query = form_urlencoded::Serializer::new(here);
        query.append_pair("after", next).finish()
    }

    fn from_form(sent: &Sent) -> Self {
        let field = |name: &str| sent.get(name).to_owned();
        Self {
            side: field("side"),
            stage: field("stage"),
            peer: field("peer"),
            find: field("find"),
            after: String::new(),
        }
    }
}

/// What is wanted, as a query.
fn query(wanted: &Wanted) -> String {
    let fields = [
        ("side", &wanted.side),
        ("stage", &wanted.stage),
        ("peer", &wanted.peer),
        ("find", &wanted.words),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

/// What is urgent now. Who reads no cases is led to what they may do.
pub async fn start(visit: Visit) -> Result<Response, Sorry> {
    if !visit.reads() {
        return Ok(Redirect::to("/administration").into_response());
    }
    let (node, officer) = (&visit.node, &visit.session.officer);
    let owed = node.due(officer, OWED).await;
    let owed = owed.map_err(|no| Sorry::to(&visit, &no))?;
    let recent = node.worklist(officer, Wanted::default(), None, 10).await;
    let recent = recent.map_err(|no| Sorry::to(&visit, &no))?;
    let roused = alarm::roused(&visit).await?;
    let contact = node.contact(&officer.id.0).await;
    let contact = contact.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let owed: Vec<Owed> = owed
        .into_iter()
        .map(|row| Owed {
            matter: row.matter.to_string(),
            duty: say.duty(&row.key),
            measure: say.measure(&row.measure),
            peer: row.peer,
            stage: say.stage(&row.stage),
            due: say.when(row.due),
        })
        .collect();
    Ok(shown(&Start {
        f: &Frame::new(&visit, "start"),
        now: say.when(say.now()),
        overdue: owed.iter().filter(|row| row.due.past).count(),
        clocks: clocks(&visit, &owed),
        owed,
        recent: rows(say, &recent),
        rings: contact.rings,
        on_call: roused.on_call,
        hand_overs: roused.hand_overs,
        open: roused.open,
        alarms: roused.alarms,
        writes: visit.writes(),
    }))
}

/// The clocks of these States, each once, where the directory says its time zone.
fn clocks(visit: &Visit, owed: &[Owed]) -> Vec<There> {
    let states: BTreeSet<&str> = owed.iter().map(|row| row.peer.as_str()).collect();
    let clock = |state: &str| {
        let zone = visit.node.time_zone_of(state)?;
        visit.say.there(state, &zone)
    };
    states.into_iter().filter_map(clock).collect()
}

/// What an open page asks again and again, to wake whoever is on duty: what another State waits for, and how much is
/// overdue.
pub async fn pulse(Reader(visit): Reader) -> Result<Json<Value>, No> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let owed = node.due(officer, PULSE_ROWS).await?;
    let waited_for = owed.iter().filter(|row| is_waited_for(&row.key));
    let waited_for: Vec<String> = waited_for
        .map(|row| format!("{} {}", row.matter, row.key))
        .collect();
    let overdue = node.overdue(officer).await?;
    Ok(Json(
        json!({ "overdue": overdue, "waited_for": waited_for }),
    ))
}

/// The worklist.
pub async fn page(Reader(visit): Reader, Query(asked): Query<Asked>) -> Result<Response, Sorry> {
    let after = Some(asked.after.as_str()).filter(|after| !after.is_empty());
    let officer = &visit.session.officer;
    let list = visit
        .node
        .worklist(officer, asked.wanted(), after, ROWS)
        .await;
    let list = list.map_err(|no| Sorry::to(&visit, &no))?;
    let views = visit.node.views(officer).await;
    let views = views.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let choice = |key: &str, chosen: &str, words: String| Choice {
        key: key.to_owned(),
        words,
        chosen: key == chosen,
    };
    let sides = [Side::Requesting, Side::Requested];
    let sides = sides.map(|side| choice(side.key(), &asked.side, say.side(side.key())));
    let mut stages: Vec<Choice> = comity_lexicon::stages()
        .map(|key| choice(key, &asked.stage, say.stage(key)))
        .collect();
    stages.sort_by(|one, other| one.words.cmp(&other.words));
    Ok(shown(&Matters {
        f: &Frame::new(&visit, "matters"),
        rows: rows(say, &list),
        next: list["next"].as_str().map(|next| asked.following(next)),
        filtered: asked.wanted() != Wanted::default(),
        views: views
            .into_iter()
            .map(|view| Saved {
                query: query(&view.wanted),
                id: view.id,
                name: view.name,
            })
            .collect(),
        asked: &asked,
        sides: sides.into(),
        stages,
    }))
}

/// Keeps what is filtered now under a name.
pub async fn save(Reader(visit): Reader, sent: Sent) -> Result<Response, Sorry> {
    let wanted = Asked::from_form(&sent).wanted();
    let back = format!("/matters?{}", query(&wanted));
    let officer = &visit.session.officer;
    let saved = visit
        .node
        .save_view(officer, sent.get("name"), wanted, sent.once());
    let saved = saved.await;
    saved.map_err(|no| Sorry::to(&visit, &no).keeping(sent.get("name")))?;
    Ok(Redirect::to(&back).into_response())
}

/// Drops a view.
pub async fn drop_view(
    Reader(visit): Reader,
    Path(id): Path<String>,
    _ours: Sent,
) -> Result<Response, Sorry> {
    let dropped = visit.node.drop_view(&visit.session.officer, &id).await;
    dropped.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to("/matters").into_response())
}

fn rows(say: &Say, list: &Value) -> Vec<Row> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| Row {
        short: text(row, "matter").chars().take(13).collect(),
        matter: text(row, "matter"),
        measure: say.measure(&text(row, "measure")),
        side: say.side(&text(row, "side")),
        peer: text(row, "peer"),
        stage: say.stage(&text(row, "stage")),
        at: say.moment(&text(row, "updated_at")),
    };
    list["matters"]
        .as_array()
        .map(|all| all.iter().map(row).collect())
        .unwrap_or_default()
}
