//! What keeps the alarm from rousing anybody. No case is told of: whoever runs the node sees none.

use super::call::Call;
use super::sending::{DONE, GIVEN_UP, WAITING};
use super::steps::LAST;
use crate::desk::Held;
use crate::doctor::{Finding, Severity, finding, good};
use crate::node::Node;
use crate::refusal::{Refusal, chain};

/// Outcomes that are looked at.
const LOOKED_AT: u32 = 100;

impl Node {
    /// What is found about alarm and roster; nothing where nobody works at a desk of this node.
    pub(crate) async fn alarm_findings(&self) -> Vec<Finding> {
        if self.config.desk.is_none() {
            return Vec::new();
        }
        let unread = |check: &str, error: &Refusal| {
            let advice = "check the database";
            finding(check, Severity::Bad, chain(error), advice)
        };
        vec![
            self.alarm_finding()
                .await
                .unwrap_or_else(|error| unread("alarm", &error)),
            self.unanswered_finding()
                .await
                .unwrap_or_else(|error| unread("answers", &error)),
            self.roster_finding()
                .await
                .unwrap_or_else(|error| unread("roster", &error)),
        ]
    }

    async fn alarm_finding(&self) -> Result<Finding, Refusal> {
        let Some(alarm) = &self.alarm else {
            let found =
                "not configured: whoever does not look at an open page of the desk is told nothing";
            let advice = "write [alarm] into node.toml, as docs/operating.md says";
            return Ok(finding("alarm", Severity::Warning, found, advice));
        };
        let waiting = self.held_of::<Call>(WAITING, LOOKED_AT).await?;
        let given_up = self.held_of::<Call>(GIVEN_UP, 1).await?;
        let done = self.held_of::<Call>(DONE, LOOKED_AT).await?;
        let last = done
            .iter()
            .filter(|held| is_through(&held.value))
            .max_by_key(|held| held.at);
        let last_at = last.map(|held| held.at);
        // What got through after a failure has mended it.
        let stands = |held: &&Held<Call>| last_at.is_none_or(|at| held.at > at);
        let mut failed = waiting.iter().chain(given_up.iter().filter(stands));
        if let Some((way, why)) = failed.find_map(|held| held.value.failed()) {
            let found = format!("the last alarm did not get through by {way}: {why}");
            let advice =
                "mend it now; it is tried again by itself. Until then watch the start page";
            return Ok(finding("alarm", Severity::Bad, found, advice));
        }
        if done.first().is_some_and(|held| held.value.legs.is_empty()) {
            let found = "the last alarm reached nobody: nobody who is on call has an address, and none is named";
            let advice = "enter who is on call, or write alarm.escalate_to into node.toml";
            return Ok(finding("alarm", Severity::Bad, found, advice));
        }
        let ways = [
            alarm.post.as_ref().map(|_| "e-mail"),
            alarm.hook.as_ref().map(|_| "webhook"),
        ];
        let ways: Vec<&str> = ways.into_iter().flatten().collect();
        let ways = ways.join(" and ");
        Ok(match last_at {
            Some(at) => good(
                "alarm",
                format!("by {ways}; the last one got through at {at}"),
            ),
            None => finding(
                "alarm",
                Severity::Warning,
                format!("by {ways}; none was sent yet"),
                "try it out from the desk's page of the node's health",
            ),
        })
    }

    async fn unanswered_finding(&self) -> Result<Finding, Refusal> {
        let items = self.items().await?;
        let left = items.iter().filter(|held| held.value.answered.is_none());
        let left: Vec<_> = left.filter(|held| held.value.step >= LAST).collect();
        if left.is_empty() {
            return Ok(good("answers", "nothing urgent is left without an answer"));
        }
        let found = format!(
            "{} urgent matter(s) wait, every step was taken, and nobody has answered",
            left.len()
        );
        let advice = "telephone a duty officer: the start page says what waits";
        Ok(finding("answers", Severity::Bad, found, advice))
    }

    async fn roster_finding(&self) -> Result<Finding, Refusal> {
        let roster = self.roster().await?;
        let Some(on_call) = roster.on_call() else {
            let advice = "enter who is on call on the desk's page of the roster";
            return Ok(finding(
                "roster",
                Severity::Warning,
                "nobody is on call",
                advice,
            ));
        };
        let mails = self
            .alarm
            .as_ref()
            .is_some_and(|alarm| alarm.post.is_some());
        if mails && self.contact(&on_call.officer).await?.address.is_none() {
            let found = format!("{} is on call and has no e-mail address", on_call.officer);
            let advice = "the officer writes it down on the page of the own account";
            return Ok(finding("roster", Severity::Warning, found, advice));
        }
        if let Some((from, _)) = roster.gaps().first() {
            let found = format!("from {from} on nobody is on call for a while");
            let advice = "enter who is, on the desk's page of the roster";
            return Ok(finding("roster", Severity::Warning, found, advice));
        }
        let found = format!("{} is on call until {}", on_call.officer, on_call.to);
        Ok(good("roster", found))
    }
}

fn is_through(call: &Call) -> bool {
    !call.legs.is_empty() && call.legs.iter().all(|leg| leg.done.is_some())
}
