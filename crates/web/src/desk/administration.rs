//! Running the node: officers, roles, links, health. No case is seen here.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::Severity;
use comity_treaty::Role;
use std::collections::BTreeSet;

use super::account::shown_again;
use super::frame::Frame;
use super::say::{Say, Saying};
use super::sorry::{Sorry, shown};
use super::visit::{Administrator, Sent, Visit};

#[derive(Template)]
#[template(path = "administration.html")]
struct Page<'a> {
    f: &'a Frame,
    officers: Vec<Row>,
    roles: Vec<(&'static str, String)>,
    link: Option<(String, Option<String>)>,
}

struct Row {
    id: String,
    name: String,
    /// The roles in words; none where what is kept of them does not read.
    roles: Option<String>,
}

struct Found {
    class: &'static str,
    severity: String,
    check: String,
    finding: Saying,
    advice: Saying,
}

/// The page.
pub async fn page(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    rendered(&visit, None).await
}

#[derive(Template)]
#[template(path = "health.html")]
struct Health<'a> {
    f: &'a Frame,
    findings: Vec<Found>,
    /// Whether there is an alarm to try out.
    alarm: bool,
}

/// What the doctor finds. It asks the register and every peer, which may take its time.
pub async fn health(Administrator(visit): Administrator) -> Response {
    let say = &visit.say;
    let found = |finding: comity_node::Finding| {
        let (class, key) = match finding.severity {
            Severity::Good => ("good", "health-good"),
            Severity::Warning => ("warning", "health-warning"),
            Severity::Bad => ("bad", "health-bad"),
        };
        Found {
            class,
            severity: say.t(key),
            check: say.sentence(&finding.check).text,
            finding: say.sentence(&finding.finding),
            advice: say.sentence(&finding.advice),
        }
    };
    let findings = visit.node.doctor().await;
    shown(&Health {
        f: &Frame::new(&visit, "administration"),
        findings: findings.into_iter().map(found).collect(),
        alarm: visit.node.config().alarm.is_some(),
    })
}

/// Makes a call that says it is a trial.
pub async fn try_alarm(
    Administrator(visit): Administrator,
    _ours: Sent,
) -> Result<Response, Sorry> {
    let tried = visit.node.try_alarm(&visit.session.officer).await;
    tried.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to("/administration/health").into_response())
}

/// Adds an officer, or gives one other roles; the link for the first passkey is shown once.
pub async fn appoint(Administrator(visit): Administrator, sent: Sent) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    let chosen = sent.0.iter().filter(|(key, _)| key == "role");
    let roles: BTreeSet<Role> = chosen
        .filter_map(|(_, role)| Role::ALL.iter().copied().find(|known| known.key() == role))
        .collect();
    let id = sent.get("id").trim();
    let name = sent.get("name").trim();
    let appointed = visit.node.appoint(&visit.session.officer, id, name, &roles);
    appointed.await.map_err(sorry)?;
    if visit.node.can_sign_in(id).await.map_err(sorry)? {
        // Other roles for one who can sign in: nobody asked for a link.
        return rendered(&visit, None).await;
    }
    linked(&visit, id).await
}

/// A new link for an officer.
pub async fn link(
    Administrator(visit): Administrator,
    Path(officer): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    linked(&visit, &officer).await
}

/// Takes an officer's roles away.
pub async fn remove(
    Administrator(visit): Administrator,
    Path(officer): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    let removed = visit.node.remove_officer(&officer).await;
    removed.map_err(sorry)?;
    Ok(Redirect::to("/administration").into_response())
}

/// The page with the link asked for, or with the word that it takes a second administrator.
async fn linked(visit: &Visit, officer: &str) -> Result<Response, Sorry> {
    let asked = visit
        .node
        .ask_for_link(&visit.session.officer, officer)
        .await;
    let token = asked.map_err(|no| Sorry::to(visit, &no))?;
    let address = token.map(|token| address(visit, &token));
    rendered(visit, Some((officer.to_owned(), address))).await
}

fn address(visit: &Visit, token: &str) -> String {
    let desk = visit.node.config().desk.as_ref();
    let url = desk.map_or("", |desk| desk.url.trim_end_matches('/'));
    format!("{url}/welcome/{token}")
}

fn roles(say: &Say, officer: &comity_node::OfficerRow) -> Option<String> {
    let roles = comity_node::roles_of(officer).ok()?;
    let roles: Vec<String> = roles.iter().map(|role| say.role(role.key())).collect();
    Some(say.words().join(&roles))
}

async fn rendered(
    visit: &Visit,
    link: Option<(String, Option<String>)>,
) -> Result<Response, Sorry> {
    let officers = visit.node.officers().await;
    let officers = officers.map_err(|no| Sorry::to(visit, &no))?;
    let say = &visit.say;
    let row = |officer: comity_node::OfficerRow| Row {
        roles: roles(say, &officer),
        id: officer.id,
        name: officer.name,
    };
    Ok(shown(&Page {
        f: &Frame::new(visit, "administration"),
        officers: officers.into_iter().map(row).collect(),
        roles: Role::ALL
            .iter()
            .map(|role| (role.key(), say.role(role.key())))
            .collect(),
        link,
    }))
}
