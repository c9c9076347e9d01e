//! The officers of a State, and what they do at their node: acts that must be done, and acts that must be refused.

use crate::support::{Node, Officer};
use comity_treaty::{Act, Role};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const STEP_SECONDS_MAX: u64 = 60;

/// The officers of a State: two of each role that acts, by role and place.
pub struct Desk(BTreeMap<(Role, usize), Officer>);

impl Desk {
    /// Makes them.
    pub fn of(node: &Node) -> Self {
        let roles = [
            Role::DutyOfficer,
            Role::Drafter,
            Role::Approver,
            Role::ExecutingAuthority,
            Role::EvidenceCustodian,
        ];
        let both = |role: Role| [(role, 0), (role, 1)];
        let officers = roles.into_iter().flat_map(both).map(|(role, place)| {
            let id = format!("{}-{place}", role.key());
            ((role, place), node.officer_named(&id, role.key()))
        });
        Self(officers.collect())
    }

    /// The first officer, or the second person, whose role has the act.
    pub fn who(&self, act: Act, place: usize) -> &Officer {
        self.of_role(act.permission().roles[0], place)
    }

    /// The first or the second officer of a role.
    pub fn of_role(&self, role: Role, place: usize) -> &Officer {
        &self.0[&(role, place)]
    }
}

/// An act, which must be done.
pub async fn act(officer: &Officer, matter: &str, command: &str, with: &Value) {
    let body = json!({ "command": command, "with": with });
    post(officer, &format!("/api/v1/matters/{matter}/acts"), &body).await;
}

/// An act that a rule must refuse; returns the rule's key.
pub async fn act_refused(officer: &Officer, matter: &str, command: &str, with: &Value) -> String {
    let body = json!({ "command": command, "with": with });
    refused(officer, &format!("/api/v1/matters/{matter}/acts"), &body).await
}

/// A call that must succeed; returns its answer.
pub async fn post(officer: &Officer, path: &str, body: &Value) -> Value {
    let answer = officer.call(Method::POST, path, body).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 200, "{path} {body}: {}", answer.body);
    answer.body
}

/// A call that a rule must refuse, with its article; returns the rule's key.
pub async fn refused(officer: &Officer, path: &str, body: &Value) -> String {
    let answer = officer.call(Method::POST, path, body).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 409, "{path} {body}: {}", answer.body);
    let article = answer.body["article"].as_str().unwrap_or_default();
    assert!(article.starts_with("Art."), "{}", answer.body);
    answer.body["rule"].as_str().expect("a rule").to_owned()
}

/// The matter as this officer's State sees it.
pub async fn seen(officer: &Officer, matter: &str) -> Value {
    let found = officer.get(&format!("/api/v1/matters/{matter}")).await;
    found.unwrap_or_default()
}

/// Whether the matter offers the act to this officer now, as a button is drawn from it.
pub async fn offers(officer: &Officer, matter: &str, act: Act) -> bool {
    let found = seen(officer, matter).await;
    let choices = found["choices"].as_array().cloned().unwrap_or_default();
    let fits = |choice: &Value| choice["act"] == act.key() && choice["allowed"] == true;
    choices.iter().any(fits)
}

/// Waits until this officer's State sees what is looked for.
pub async fn until(officer: &Officer, matter: &str, what: &str, holds: impl Fn(&Value) -> bool) {
    let began = Instant::now();
    loop {
        let found = seen(officer, matter).await;
        if holds(&found) {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(STEP_SECONDS_MAX);
        assert!(!late, "{matter}: not {what}: {found}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until this officer's State sees the stage.
pub async fn reaches(officer: &Officer, matter: &str, stage: &str) {
    until(officer, matter, stage, |found| found["stage"] == stage).await;
}
