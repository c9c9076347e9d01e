//! What keeps the alarm from rousing anybody. No case is told of: whoever runs the node sees none.

use super::call::Call;
use super::sending::{DONE, GIVEN_UP, WAITING};
use super::steps::LAST;
use crate::desk::Held;
use crate::doctor::{Finding, Severity, finding, good};
use crate::findings as say;
use crate::node::Node;
use crate::refusal::{Refusal, chain};
use comity_treaty::Phrase;

/// Outcomes that are looked at.
const LOOKED_AT: u32 = 100;

impl Node {
    /// What is found about alarm and roster; nothing where nobody works at a desk of this node.
    pub(crate) async fn alarm_findings(&self) -> Vec<Finding> {
        if self.config.desk.is_none() {
            return Vec::new();
        }
        let unread = |check: Phrase, error: &Refusal| {
            let found = say::UNREAD.because(chain(error));
            finding(check, Severity::Bad, found, say::CHECK_DATABASE)
        };
        vec![
            self.alarm_finding()
                .await
                .unwrap_or_else(|error| unread(say::ALARM, &error)),
            self.unanswered_finding()
                .await
                .unwrap_or_else(|error| unread(say::UNANSWERED, &error)),
            self.roster_finding()
                .await
                .unwrap_or_else(|error| unread(say::ROSTER, &error)),
        ]
    }

    async fn alarm_finding(&self) -> Result<Finding, Refusal> {
        let Some(alarm) = &self.alarm else {
            let (found, advice) = (say::ALARM_NONE, say::ALARM_WRITE);
            return Ok(finding(say::ALARM, Severity::Warning, found, advice));
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
        if let Some(found) = failed.find_map(|held| held.value.failed()) {
            let advice = say::ALARM_MEND;
            return Ok(finding(say::ALARM, Severity::Bad, found, advice));
        }
        if done.first().is_some_and(|held| held.value.legs.is_empty()) {
            let (found, advice) = (say::ALARM_NOBODY, say::ALARM_NAME);
            return Ok(finding(say::ALARM, Severity::Bad, found, advice));
        }
        let ways = match (&alarm.post, &alarm.hook) {
            (Some(_), Some(_)) => say::BY_BOTH,
            (Some(_), None) => say::BY_MAIL,
            _ => say::BY_HOOK,
        };
        Ok(match last_at {
            Some(at) => good(
                say::ALARM,
                say::ALARM_GOOD.with("ways", ways).with("at", at),
            ),
            None => finding(
                say::ALARM,
                Severity::Warning,
                say::ALARM_UNTRIED.with("ways", ways),
                say::ALARM_TRY,
            ),
        })
    }

    async fn unanswered_finding(&self) -> Result<Finding, Refusal> {
        let items = self.items().await?;
        let left = items.iter().filter(|held| held.value.answered.is_none());
        let left: Vec<_> = left.filter(|held| held.value.step >= LAST).collect();
        if left.is_empty() {
            return Ok(good(say::UNANSWERED, say::UNANSWERED_NONE));
        }
        let found = say::UNANSWERED_LEFT.with("number", left.len());
        let advice = say::UNANSWERED_CALL;
        Ok(finding(say::UNANSWERED, Severity::Bad, found, advice))
    }

    async fn roster_finding(&self) -> Result<Finding, Refusal> {
        let roster = self.roster().await?;
        let Some(on_call) = roster.on_call() else {
            let (found, advice) = (say::ROSTER_NOBODY, say::ROSTER_ENTER);
            return Ok(finding(say::ROSTER, Severity::Warning, found, advice));
        };
        let mails = self
            .alarm
            .as_ref()
            .is_some_and(|alarm| alarm.post.is_some());
        if mails && self.contact(&on_call.officer).await?.address.is_none() {
            let found = say::ROSTER_NO_ADDRESS.with("officer", on_call.officer.as_str());
            let advice = say::ROSTER_ADDRESS;
            return Ok(finding(say::ROSTER, Severity::Warning, found, advice));
        }
        if let Some((from, _)) = roster.gaps().first() {
            let found = say::ROSTER_GAP.with("from", *from);
            let advice = say::ROSTER_ENTER;
            return Ok(finding(say::ROSTER, Severity::Warning, found, advice));
        }
        let found = say::ROSTER_GOOD
            .with("officer", on_call.officer.as_str())
            .with("to", on_call.to);
        Ok(good(say::ROSTER, found))
    }
}

fn is_through(call: &Call) -> bool {
    !call.legs.is_empty() && call.legs.iter().all(|leg| leg.done.is_some())
}
