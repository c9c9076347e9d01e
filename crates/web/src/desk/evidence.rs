//! Acts that move evidence: sealing what was uploaded, releasing, pulling, opening, exporting, destroying.
//!
//! They are acts like the others; but bytes go with them, and the node takes the act together with the bytes.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use comity_lexicon::Language;
use comity_node::{Export, ReadyCase, Refusal, SeenRelease};
use comity_treaty::MatterId;
use serde_json::Value;

use super::matter::matter_id;
use super::papers::named;
use super::say::wording;
use super::sorry::Sorry;
use super::viewing::unbuffered;
use super::visit::{Reader, Sent, Visit};
use crate::api;

/// How an act that moves evidence is done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
    /// The files that were uploaded are sealed.
    Seals,
    /// The sealed package is released, by a second person.
    Releases,
    /// The package is fetched from the other State and verified.
    Pulls,
    /// The package is opened, to be looked at here or downloaded.
    Opens,
    /// The case file is downloaded.
    Exports,
    /// The key is destroyed.
    Destroys,
}

impl Moves {
    /// What an act does with evidence, if anything.
    pub fn of(act: &str) -> Option<Self> {
        Some(match act {
            "record_sealed" => Self::Seals,
            "confirm_transfer" => Self::Releases,
            "record_received" => Self::Pulls,
            "open_evidence" => Self::Opens,
            "export_evidence" => Self::Exports,
            "destroy_evidence" => Self::Destroys,
            _ => return None,
        })
    }

    /// Whether the officer fills in the fields of the act; otherwise the node knows them.
    pub fn takes_fields(self) -> bool {
        matches!(self, Self::Opens | Self::Exports)
    }

    /// Does it.
    pub async fn done(
        self,
        visit: &Visit,
        matter: MatterId,
        with: &Value,
        sent: &Sent,
    ) -> Result<Response, Refusal> {
        let (node, officer) = (&visit.node, &visit.session.officer);
        let ticked = |name: &str| sent.get(name) == "yes";
        let text = |key: &str| with[key].as_str().unwrap_or_default().to_owned();
        match self {
            Self::Seals => node.seal_uploads(officer, matter).await.map(drop)?,
            Self::Releases => node
                .send_evidence(officer, matter, Some(seen(sent)))
                .await
                .map(drop)?,
            Self::Pulls => {
                node.begin_pull(officer, matter).await?;
                return Ok(Redirect::to(&format!("/matters/{matter}/pull")).into_response());
            }
            Self::Destroys => node.destroy_evidence(officer, matter).await.map(drop)?,
            Self::Opens => {
                let purpose = text("purpose");
                if !ticked("download") {
                    let opened = node.open_to_look(officer, matter, &purpose, text("reason"));
                    opened.await?;
                    return Ok(Redirect::to(&format!("/matters/{matter}/opened")).into_response());
                }
                let say = wording(visit.say.words().language());
                let why = (purpose.as_str(), text("reason"));
                let ready = node.open_evidence(officer, matter, why, &say);
                let ready = ready.await?;
                return Ok(download(matter, ready));
            }
            Self::Exports => {
                let onward = &with["onward"];
                let export = Export {
                    purpose: text("purpose"),
                    recipient: text("recipient"),
                    onward: onward.is_object().then(|| onward.clone()),
                    opened: ticked("opened"),
                };
                let say = wording(language(visit, sent.get("report-in")));
                let ready = node.export_evidence(officer, matter, export, &say).await?;
                return Ok(download(matter, ready));
            }
        }
        Ok(Redirect::to(&format!("/matters/{matter}#history")).into_response())
    }
}

/// What the page showed of the release that is confirmed.
fn seen(sent: &Sent) -> SeenRelease {
    SeenRelease {
        release: sent.get("release").to_owned(),
        papers: named(sent),
    }
}

/// The case file that shows from when to when the other State said nothing.
pub async fn silence(Reader(visit): Reader, Path(number): Path<String>) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let say = wording(visit.say.words().language());
    let ready = visit
        .node
        .silence(&visit.session.officer, matter, &say)
        .await;
    let ready = ready.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(download(matter, ready))
}

/// The language in which a report is asked for; that of the page where it is none of the six.
fn language(visit: &Visit, code: &str) -> Language {
    let asked = Language::ALL.into_iter().find(|one| one.code() == code);
    asked.unwrap_or_else(|| visit.say.words().language())
}

/// The case file as a file. Where the other State's node gave nothing now, its name says as of when that State is shown.
fn download(matter: MatterId, ready: ReadyCase) -> Response {
    let as_of = ready
        .as_of()
        .map(|at| at.strftime("-as-of-%Y-%m-%d").to_string());
    let name = as_of.unwrap_or_default();
    let name = format!("attachment; filename=\"{matter}{name}.tar\"");
    let mut stream: Response<Body> = api::case_file(ready);
    if let Ok(name) = HeaderValue::from_str(&name) {
        stream
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    unbuffered(&mut stream);
    stream
}
