//! A pull on its page: how much of the package is here and verified, and the buttons that pause it and let it go on.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{PullStands, PullState};

use super::account::shown_to_bind;
use super::frame::Frame;
use super::matter::matter_id;
use super::sorry::{Sorry, shown};
use super::visit::{Reader, Sent, Visit, Writer};

#[derive(Template)]
#[template(path = "pull.html")]
struct Page<'a> {
    f: &'a Frame,
    matter: String,
    pull: Shown<'a>,
}

#[derive(Template)]
#[template(path = "pull_now.html")]
struct Shown<'a> {
    f: &'a Frame,
    state: PullState,
    stands: &'static str,
    words: String,
    thousandths: u64,
}

impl<'a> Shown<'a> {
    fn new(f: &'a Frame, state: PullState) -> Self {
        let (stands, key) = match state.stands {
            PullStands::Waits => ("waits", "pull-waits"),
            PullStands::Runs => ("runs", "pull-runs"),
            PullStands::Stopped => ("stopped", "pull-stopped"),
            PullStands::Whole => ("whole", "pull-whole"),
        };
        let parts = u128::from(state.here) * 1000;
        let parts = parts.checked_div(u128::from(state.total)).unwrap_or(0);
        Self {
            f,
            stands,
            words: f.t(key),
            thousandths: u64::try_from(parts).unwrap_or(1000),
            state,
        }
    }

    /// Minutes that the rest takes, the begun one counted.
    fn minutes(&self) -> Option<usize> {
        let left = self.state.left?.as_secs().div_ceil(60);
        usize::try_from(left).ok()
    }
}

/// The page.
pub async fn page(Reader(visit): Reader, Path(number): Path<String>) -> Result<Response, Sorry> {
    let state = state(&visit, &number).await?;
    let f = &Frame::new(&visit, "matters");
    Ok(shown(&Page {
        f,
        matter: number,
        pull: Shown::new(f, state),
    }))
}

/// How it stands now, for the page's script.
pub async fn now(Reader(visit): Reader, Path(number): Path<String>) -> Result<Response, Sorry> {
    let state = state(&visit, &number).await?;
    Ok(shown(&Shown::new(&Frame::new(&visit, "matters"), state)))
}

/// Pauses it, or lets it go on.
pub async fn steer(
    Writer(visit): Writer,
    Path(number): Path<String>,
    sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let (node, officer) = (&visit.node, &visit.session.officer);
    let steered = match sent.get("do") {
        "pause" => node.pause_pull(officer, matter).await,
        _ => match shown_to_bind(&visit).await {
            Ok(()) => node.begin_pull(officer, matter).await,
            Err(no) => Err(no),
        },
    };
    steered.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(&format!("/matters/{matter}/pull")).into_response())
}

async fn state(visit: &Visit, number: &str) -> Result<PullState, Sorry> {
    let matter = matter_id(visit, number)?;
    let state = visit.node.pull_state(&visit.session.officer, matter).await;
    state.map_err(|no| Sorry::to(visit, &no))
}
