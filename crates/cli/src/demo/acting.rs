//! Acts through the JSON API, and waiting for the other State to know of them.

use anyhow::{Context, Result, anyhow, bail};
use comity_treaty::Role;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

use super::scene::{Officer, Side};
use crate::acts::text;

/// How long one message may take to arrive.
const ARRIVAL_SECONDS_MAX: u64 = 30;

/// What one act came to at the own node.
pub struct Acted {
    /// The matter.
    pub matter: String,
    /// Where it stands now.
    pub stage: String,
    /// The custody entry in the own log.
    pub entry: u64,
}

/// A new request of this officer.
pub async fn request(
    officer: &Officer,
    measure: &str,
    to: &Side,
    particulars: Value,
) -> Result<Acted> {
    let body = json!({ "measure": measure, "to": to.country.code, "particulars": particulars });
    let answer = officer.client.post("/api/v1/requests", &body).await;
    acted(&answer.with_context(|| format!("{}'s request was refused", officer.person.name))?)
}

/// An act of this officer on a matter.
pub async fn act(officer: &Officer, matter: &str, command: &str, with: Value) -> Result<Acted> {
    let body = json!({ "command": command, "with": with });
    let answer = officer
        .client
        .post(&format!("/api/v1/matters/{matter}/acts"), &body)
        .await;
    acted(
        &answer
            .with_context(|| format!("{}'s act `{command}` was refused", officer.person.name))?,
    )
}

/// What the node's answer says.
pub fn acted(answer: &Value) -> Result<Acted> {
    let entry = answer["entry"]
        .as_u64()
        .ok_or_else(|| anyhow!("the node's answer names no custody entry: {answer}"))?;
    Ok(Acted {
        matter: text(answer, "matter").to_owned(),
        stage: text(answer, "stage").to_owned(),
        entry,
    })
}

/// Waits until a matter stands there at a State's node; returns the custody entry of its last event.
pub async fn reaches(side: &Side, matter: &str, stage: &str) -> Result<u64> {
    let client = &side.officer(Role::Overseer)?.client;
    let began = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        let stands = match client.get(&format!("/api/v1/matters/{matter}")).await {
            Ok(found) if text(&found, "stage") == stage => break,
            Ok(found) => format!("it stands at `{}`", text(&found, "stage")),
            Err(error) => one_line(&error),
        };
        if began.elapsed() > Duration::from_secs(ARRIVAL_SECONDS_MAX) {
            bail!(
                "{} did not get matter {matter} to `{stage}` within {ARRIVAL_SECONDS_MAX} s: {stands}; its log: {}",
                side.country.code,
                side.log().display()
            );
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(100));
    }
    let history = client
        .get(&format!("/api/v1/matters/{matter}/history"))
        .await?;
    let last = history["events"]
        .as_array()
        .and_then(|events| events.last());
    Ok(last
        .and_then(|event| event["entry"].as_u64())
        .unwrap_or_default())
}

/// An error on one line.
pub fn one_line(error: &anyhow::Error) -> String {
    format!("{error:#}").replace('\n', ": ")
}
