//! What the start page says beside what is owed: what waits without an answer, who is on call, and what was left for them.

use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{AlarmRow, HandOver, Level, Names, OnShift};

use super::say::{Say, When};
use super::sorry::Sorry;
use super::visit::{Sent, Visit, Writer};

/// Rows shown; an answer to all answers these.
const SHOWN: usize = 25;

/// All of it.
pub struct Roused {
    /// Who is on call.
    pub on_call: Option<On>,
    /// What the officer must read.
    pub hand_overs: Vec<Left>,
    /// What rouses, without an answer first.
    pub alarms: Vec<Waits>,
    /// Those without an answer, for the form.
    pub open: Vec<String>,
}

/// A shift.
pub struct On {
    /// Its number.
    pub id: String,
    /// Whose.
    pub name: String,
    /// Its beginning.
    pub from: When,
    /// Its end.
    pub to: When,
    /// Whether it is the officer's own.
    pub own: bool,
    /// Whether it has begun.
    pub begun: bool,
    /// Whether its officer still holds the role.
    pub holds: bool,
}

/// A hand-over note.
pub struct Left {
    /// Its number.
    pub id: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: When,
    /// What it says.
    pub text: String,
    /// Who has read it.
    pub read: Option<(String, When)>,
    /// Whether this officer must read it.
    pub must: bool,
}

/// Something that rouses.
pub struct Waits {
    /// Names it.
    pub id: String,
    /// Its matter.
    pub matter: String,
    /// What is owed.
    pub duty: String,
    /// Whether its date has passed.
    pub overdue: bool,
    /// Since when it waits.
    pub since: When,
    /// Whom it has reached, in words.
    pub told: String,
    /// Who has answered.
    pub answered_by: Option<String>,
}

impl On {
    /// As this officer sees it.
    pub fn of(visit: &Visit, shift: &OnShift) -> Self {
        let from = visit.say.when(shift.from);
        Self {
            id: shift.id.clone(),
            name: shift.name.clone(),
            own: shift.officer == visit.session.officer.id.0,
            begun: shift.from <= visit.say.now(),
            holds: shift.holds,
            to: visit.say.when(shift.to),
            from,
        }
    }
}

impl Left {
    /// As it is shown.
    pub fn of(say: &Say, note: HandOver, must: bool, names: &Names) -> Self {
        Self {
            id: note.id,
            by: names.of(&note.by),
            at: say.when(note.at),
            text: note.text,
            read: note.read.map(|(by, at)| (names.of(&by), say.when(at))),
            must,
        }
    }
}

/// What rouses now.
pub async fn roused(visit: &Visit) -> Result<Roused, Sorry> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let sorry = |no| Sorry::to(visit, &no);
    let roster = node.roster().await.map_err(sorry)?;
    let notes = node.hand_overs(officer).await.map_err(sorry)?;
    let notes = notes
        .into_iter()
        .filter(|note| note.is_for(officer, &roster));
    let mut rows = node.alarms(officer).await.map_err(sorry)?;
    rows.sort_by_key(|row| row.answered_by.is_some());
    rows.truncate(SHOWN);
    let open = rows.iter().filter(|row| row.answered_by.is_none());
    let names = node.names().await.map_err(sorry)?;
    let left = |note| Left::of(&visit.say, note, true, &names);
    Ok(Roused {
        on_call: roster.on_call().map(|shift| On::of(visit, shift)),
        hand_overs: notes.map(left).collect(),
        open: open.map(|row| row.id.clone()).collect(),
        alarms: rows
            .into_iter()
            .map(|row| waits(&visit.say, row, &names))
            .collect(),
    })
}

fn waits(say: &Say, row: AlarmRow, names: &Names) -> Waits {
    let told = match row.step {
        0 => say.t("alarm-told-nobody"),
        1 => say.t("alarm-told-on-call"),
        2 => say.t("alarm-told-next"),
        _ => say.t("alarm-told-all"),
    };
    Waits {
        id: row.id,
        matter: row.matter.to_string(),
        duty: say.duty(&row.duty),
        overdue: row.level == Level::Overdue,
        since: say.when(row.since),
        told,
        answered_by: row.answered_by.map(|by| names.of(&by)),
    }
}

/// The officer answers for what the page showed.
pub async fn answer(Writer(visit): Writer, sent: Sent) -> Result<Response, Sorry> {
    let named = |name: &str| -> Vec<String> {
        let fields = sent.0.iter().filter(|(key, _)| key == name);
        fields.map(|(_, value)| value.clone()).collect()
    };
    // The button of one row says which; that of all rows says nothing.
    let one = named("one");
    let ids = if one.is_empty() { named("all") } else { one };
    let answered = visit.node.answer_alarms(&visit.session.officer, &ids);
    answered.await.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to("/").into_response())
}
