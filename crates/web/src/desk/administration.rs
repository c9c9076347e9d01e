//! Running the node: officers, roles, links, health. No case is seen here.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{Appointed, Proposal, Refusal, Severity};
use comity_treaty::Role;
use std::collections::BTreeSet;

use super::account::shown_again;
use super::frame::Frame;
use super::say::{Say, Saying, When};
use super::sorry::{Fault, Sorry, faults, shown};
use super::visit::{Administrator, Sent, Visit};

#[derive(Template)]
#[template(path = "administration.html")]
struct Page<'a> {
    f: &'a Frame,
    officers: Vec<Row>,
    roles: Vec<(&'static str, String)>,
    link: Option<(String, Option<String>)>,
    /// What was typed of an appointment that does not stand, and what is wrong with it.
    typed: Typed,
    faults: Vec<Fault>,
    /// Appointments that wait for a second administrator.
    proposals: Vec<Waiting>,
}

/// An appointment as it was typed.
#[derive(Default)]
struct Typed {
    id: String,
    name: String,
    roles: BTreeSet<Role>,
}

/// An appointment that waits.
struct Waiting {
    proposal: Proposal,
    roles: Vec<(&'static str, String)>,
    at: When,
}

impl Page<'_> {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Vec<&Saying> {
        let of_it = self.faults.iter().filter(|fault| fault.field == field);
        of_it.map(|fault| &fault.expected).collect()
    }

    /// Whether this role was chosen.
    fn chose(&self, key: &str) -> bool {
        self.typed.roles.iter().any(|role| role.key() == key)
    }
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
    rendered(&visit, Shown::default()).await
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

/// Adds an officer, or gives one other roles; the link for the first passkey is shown once. Where it takes a second
/// administrator, it waits for one, who sends the same.
pub async fn appoint(Administrator(visit): Administrator, sent: Sent) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let chosen = sent.0.iter().filter(|(key, _)| key == "role");
    let typed = Typed {
        id: sent.get("id").trim().to_owned(),
        name: sent.get("name").trim().to_owned(),
        roles: chosen
            .filter_map(|(_, role)| Role::ALL.iter().copied().find(|known| known.key() == role))
            .collect(),
    };
    if let Err(no) = shown_again(&visit).await {
        return Err(sorry(no).keeping(&typed.in_lines(&visit.say)));
    }
    let (node, officer) = (&visit.node, &visit.session.officer);
    let appointed = node.appoint(officer, &typed.id, &typed.name, &typed.roles);
    match appointed.await {
        // Seen in the list of what waits.
        Ok(Appointed::Proposed) => Ok(Redirect::to("/administration#proposals").into_response()),
        // Other roles for one who can sign in: nobody asked for a link.
        Ok(Appointed::Now) if node.can_sign_in(&typed.id).await.map_err(sorry)? => {
            rendered(&visit, Shown::default()).await
        }
        Ok(Appointed::Now) => {
            let token = node.invite(&typed.id).await.map_err(sorry)?;
            linked(&visit, &typed.id, Some(token)).await
        }
        Err(no @ Refusal::Invalid(_)) => {
            let shown = Shown {
                faults: faults(&visit.say, &no),
                typed,
                link: None,
            };
            let page = rendered(&visit, shown).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(no) => Err(sorry(no).keeping(&typed.in_lines(&visit.say))),
    }
}

/// A new link for an officer.
pub async fn link(
    Administrator(visit): Administrator,
    Path(officer): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    let asked = visit.node.ask_for_link(&visit.session.officer, &officer);
    let token = asked.await.map_err(sorry)?;
    linked(&visit, &officer, token).await
}

/// Takes an officer's roles away; an administrator's, where a second one besides confirms it.
pub async fn remove(
    Administrator(visit): Administrator,
    Path(officer): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    shown_again(&visit).await.map_err(sorry)?;
    let removed = visit.node.dismiss(&visit.session.officer, &officer);
    let page = match removed.await.map_err(sorry)? {
        Appointed::Now => "/administration",
        Appointed::Proposed => "/administration#proposals",
    };
    Ok(Redirect::to(page).into_response())
}

/// The page with the link asked for, or with the word that it takes a second administrator.
async fn linked(visit: &Visit, officer: &str, token: Option<String>) -> Result<Response, Sorry> {
    let address = token.map(|token| address(visit, &token));
    let shown = Shown {
        link: Some((officer.to_owned(), address)),
        ..Shown::default()
    };
    rendered(visit, shown).await
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

/// What came of a form on the page.
#[derive(Default)]
struct Shown {
    link: Option<(String, Option<String>)>,
    typed: Typed,
    faults: Vec<Fault>,
}

impl Typed {
    /// What was typed, in lines.
    fn in_lines(&self, say: &Say) -> String {
        let roles = self.roles.iter().map(|role| say.role(role.key()));
        let lines = [self.id.clone(), self.name.clone()]
            .into_iter()
            .chain(roles);
        lines.collect::<Vec<_>>().join("\n")
    }
}

async fn rendered(visit: &Visit, shown_now: Shown) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(visit, &no);
    let officers = visit.node.officers().await.map_err(sorry)?;
    let proposals = visit.node.proposed_appointments(&visit.session.officer);
    let proposals = proposals.await.map_err(sorry)?;
    let say = &visit.say;
    let row = |officer: comity_node::OfficerRow| Row {
        roles: roles(say, &officer),
        id: officer.id,
        name: officer.name,
    };
    let named = |role: &Role| (role.key(), say.role(role.key()));
    let waiting = |proposal: Proposal| Waiting {
        at: say.when(proposal.at),
        roles: proposal.roles.iter().map(named).collect(),
        proposal,
    };
    Ok(shown(&Page {
        f: &Frame::new(visit, "administration"),
        officers: officers.into_iter().map(row).collect(),
        roles: Role::ALL.iter().map(named).collect(),
        link: shown_now.link,
        typed: shown_now.typed,
        faults: shown_now.faults,
        proposals: proposals.into_iter().map(waiting).collect(),
    }))
}
