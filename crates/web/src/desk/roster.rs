//! Who is on call: shifts, gaps, and what one leaves for the next.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{Refusal, SHIFT_DAYS_MAX, ShiftAsked};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::alarm::{Left, On};
use super::form::Filled;
use super::frame::Frame;
use super::say::{Saying, When};
use super::sorry::{Fault, Sorry, faults, shown};
use super::visit::{Duty, Rosters, Sent, Visit};

#[derive(Template)]
#[template(path = "roster.html")]
struct Page<'a> {
    f: &'a Frame,
    on_call: Option<On>,
    shifts: Vec<On>,
    gaps: Vec<(When, When)>,
    officers: Vec<Choice>,
    hand_overs: Vec<Left>,
    typed: &'a Typed,
    faults: &'a [Fault],
    days: String,
    /// The time zone in which a shift is entered.
    zone: String,
    /// Whether the officer enters shifts.
    enters: bool,
    /// Whether the officer can be on call.
    on_duty: bool,
}

struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

/// A shift as it was typed.
#[derive(Default)]
struct Typed {
    officer: String,
    from: String,
    to: String,
    zone: Option<TimeZone>,
}

impl Typed {
    /// The zone in which it was typed, or will be.
    fn zone(&self, visit: &Visit) -> TimeZone {
        let own = || visit.say.zone().clone();
        self.zone.clone().unwrap_or_else(own)
    }
}

impl Page<'_> {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Vec<&Saying> {
        let of_it = self.faults.iter().filter(|fault| fault.field == field);
        of_it.map(|fault| &fault.expected).collect()
    }
}

/// The page.
pub async fn page(visit: Visit) -> Result<Response, Sorry> {
    let typed = Typed {
        officer: visit.session.officer.id.0.clone(),
        ..Typed::default()
    };
    rendered(&visit, &typed, &[]).await
}

/// Enters a shift.
pub async fn enter(Rosters(visit): Rosters, sent: Sent) -> Result<Response, Sorry> {
    let typed = Typed {
        officer: sent.get("officer").to_owned(),
        from: sent.get("from").to_owned(),
        to: sent.get("to").to_owned(),
        zone: Some(Filled::of(&sent, &visit.say).zone),
    };
    let zone = typed.zone(&visit);
    let asked = ShiftAsked {
        officer: typed.officer.clone(),
        from: moment(&zone, &typed.from),
        to: moment(&zone, &typed.to),
        zone,
    };
    let entered = visit.node.enter_shift(&visit.session.officer, &asked);
    match entered.await {
        Ok(()) => Ok(Redirect::to("/roster").into_response()),
        Err(no @ Refusal::Invalid(_)) => {
            let page = rendered(&visit, &typed, &faults(&visit.say, &no)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(no) => Err(Sorry::to(&visit, &no)),
    }
}

/// Takes a shift out that has not begun.
pub async fn drop_shift(
    Rosters(visit): Rosters,
    Path(shift): Path<String>,
    _ours: Sent,
) -> Result<Response, Sorry> {
    let dropped = visit.node.drop_shift(&visit.session.officer, &shift);
    dropped.await.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to("/roster").into_response())
}

/// Ends the own shift, or takes over a colleague's.
pub async fn hand_over(
    Duty(visit): Duty,
    Path(shift): Path<String>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let text = sent.get("text");
    let done = visit.node.hand_over(&visit.session.officer, &shift, text);
    let done = done.await;
    done.map_err(|no| Sorry::to(&visit, &no).keeping(text))?;
    Ok(Redirect::to("/roster").into_response())
}

/// The officer has read a note.
pub async fn read(
    Duty(visit): Duty,
    Path(note): Path<String>,
    _ours: Sent,
) -> Result<Response, Sorry> {
    let read = visit.node.read_hand_over(&visit.session.officer, &note);
    read.await.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to("/").into_response())
}

/// A moment as the browser writes it, in the form's zone.
fn moment(zone: &TimeZone, typed: &str) -> Option<Timestamp> {
    let civil: DateTime = typed.trim().parse().ok()?;
    let zoned = civil.to_zoned_datetime(zone.clone()).ok()?;
    Some(zoned.timestamp())
}

async fn rendered(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Result<Response, Sorry> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let sorry = |no| Sorry::to(visit, &no);
    let roster = node.roster().await.map_err(sorry)?;
    let officers = node.duty_officers().await.map_err(sorry)?;
    // Who runs the node sees no case, and a note may speak of one.
    let notes = if visit.reads() {
        node.hand_overs(officer).await.map_err(sorry)?
    } else {
        Vec::new()
    };
    let names = node.names().await.map_err(sorry)?;
    let say = &visit.say;
    let left = |note: comity_node::HandOver| {
        let must = note.is_for(officer, &roster);
        Left::of(say, note, must, &names)
    };
    let choice = |(id, name): (String, String)| Choice {
        chosen: id == typed.officer,
        id,
        name,
    };
    let gaps = roster.gaps().into_iter();
    Ok(shown(&Page {
        f: &Frame::new(visit, "roster"),
        on_call: roster.on_call().map(|shift| On::of(visit, shift)),
        shifts: roster
            .shifts
            .iter()
            .map(|shift| On::of(visit, shift))
            .collect(),
        gaps: gaps
            .map(|(from, to)| (say.when(from), say.when(to)))
            .collect(),
        officers: officers.into_iter().map(choice).collect(),
        hand_overs: notes.into_iter().map(left).collect(),
        typed,
        faults,
        days: SHIFT_DAYS_MAX.to_string(),
        zone: typed.zone(visit).iana_name().unwrap_or("UTC").to_owned(),
        enters: visit.rosters(),
        on_duty: visit.can_be_on_call(),
    }))
}
