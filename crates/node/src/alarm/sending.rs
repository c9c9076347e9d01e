//! Sends the calls that wait. Each is taken by one process for a while, tried, and its outcome noted; a crash after it was
//! sent and before that was noted sends it again under the same identifier.

use comity_treaty::Role;
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

use super::call::{Call, Leg, Way, Words};
use super::mail::Letter;
use super::urgent::Level;
use crate::desk::{Held, Row};
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;

/// The lists in which calls stand: to be tried, through or not needed any more, and given up.
pub(super) const WAITING: &str = "waiting";
pub(super) const DONE: &str = "done";
pub(super) const GIVEN_UP: &str = "given-up";

/// Calls that one look tries.
pub(super) const CALLS_MAX: u32 = 100;
/// How long a call that is being tried is left alone by others: longer than any attempt.
const LEASE: SignedDuration = SignedDuration::from_secs(90);
/// How long the outcome of a call is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What has no answer yet, and when it was called last.
type Open = BTreeMap<String, Option<Timestamp>>;

/// A call as a row of the desk.
pub(super) fn call_row<'a>(
    id: &'a str,
    owner: &'a str,
    version: i64,
    ends_at: Option<Timestamp>,
    value: &'a Call,
) -> Row<'a, Call> {
    Row {
        id,
        owner,
        version,
        ends_at,
        value,
    }
}

impl Node {
    /// Makes a call that says it is a trial, to those whom `node.toml` names, to whoever is on call, and to the webhook.
    pub async fn try_alarm(&self, administrator: &Officer) -> Result<(), Refusal> {
        administrator.must_hold(&[Role::Administrator])?;
        let people = self.people().await?;
        let to = super::steps::told_by(super::steps::LAST, &people);
        let legs = self.legs(&to);
        if legs.is_empty() {
            let kind = comity_wire::problem::ProblemType::Unavailable;
            return Err(Refusal::named(kind, refused::NOBODY_TOLD));
        }
        let now = self.world.now();
        let call = Call {
            raised: now,
            step: 0,
            level: Level::Due,
            since: now,
            items: Vec::new(),
            legs,
        };
        let id = hex::encode(self.world.random::<32>());
        self.keep_row(call_row(&id, WAITING, 1, None, &call))
            .await
            .map(|_| ())
    }

    /// Tries every call that waits and whose pause is over.
    pub(super) async fn send_calls(&self, words: Words) -> Result<(), Refusal> {
        let mut waiting = self.held_of::<Call>(WAITING, CALLS_MAX).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        // The one that has waited longest comes first.
        waiting.reverse();
        let open = self.items().await?.into_iter();
        let open = open.filter(|held| held.value.answered.is_none());
        let open: Open = open.map(|held| (held.id, held.value.called)).collect();
        let all = waiting
            .into_iter()
            .map(|held| self.try_call(held, &open, words));
        join_all(all).await.into_iter().collect()
    }

    async fn try_call(
        &self,
        mut held: Held<Call>,
        open: &Open,
        words: Words,
    ) -> Result<(), Refusal> {
        let now = self.world.now();
        let call = &held.value;
        // Whoever has answered is told no more.
        let waits = |id: &String| {
            open.get(id)
                .is_some_and(|called| !call.is_said_again(*called))
        };
        let waits = call.items.is_empty() || call.items.iter().any(waits);
        if !call.goes_on(waits, now) {
            return self.end_call(held, waits).await;
        }
        let due: Vec<usize> = (0..call.legs.len())
            .filter(|at| call.legs[*at].is_due(now))
            .collect();
        if due.is_empty() {
            return Ok(());
        }
        for at in &due {
            held.value.legs[*at].next = now + LEASE;
        }
        if !self.keep_call(&mut held, WAITING, None).await? {
            return Ok(());
        }
        let tries = due.iter().map(|at| self.send_leg(&held, *at, words));
        let outcomes = join_all(tries).await;
        let now = self.world.now();
        for (at, outcome) in due.into_iter().zip(outcomes) {
            noted(&held.value.legs[at], &outcome);
            held.value.legs[at].tried(outcome, now);
        }
        if held.value.goes_on(true, now) {
            return self.keep_call(&mut held, WAITING, None).await.map(|_| ());
        }
        self.end_call(held, true).await
    }

    /// Sends one message of a call.
    async fn send_leg(&self, held: &Held<Call>, at: usize, words: Words) -> Result<(), String> {
        const GONE: &str = "this way is not configured any more";
        let (call, alarm) = (&held.value, self.alarm.as_ref().ok_or(GONE)?);
        let url = self
            .config
            .desk
            .as_ref()
            .map_or("", |desk| desk.url.as_str());
        match &call.legs[at].way {
            Way::Mail(to) => {
                let post = alarm.post.as_ref().ok_or(GONE)?;
                let notice = call.notice(url, &to.language, to.zone.as_deref());
                let (subject, text) = words(&notice);
                let id = &format!("{}.{at}", held.id);
                let to = to.address.as_str();
                let letter = Letter {
                    to,
                    id,
                    subject,
                    text,
                };
                post.send(letter).await
            }
            Way::Webhook => {
                let hook = alarm.hook.as_ref().ok_or(GONE)?;
                let body = call
                    .notice(url, &alarm.config.language, None)
                    .body(call.raised);
                hook.send(&held.id, self.world.now(), &body).await
            }
        }
    }

    /// Ends a call: through, not needed any more, or given up.
    async fn end_call(&self, mut held: Held<Call>, waits: bool) -> Result<(), Refusal> {
        let through = held.value.legs.iter().all(|leg| leg.done.is_some());
        // An answer ends a call; that it did not get through stays known.
        let calm = !waits && held.value.failed().is_none();
        let list = if through || calm { DONE } else { GIVEN_UP };
        let ends = Some(self.world.now() + KEPT);
        self.keep_call(&mut held, list, ends).await.map(|_| ())
    }

    /// Writes a call's next version. `false`: another process was first.
    async fn keep_call(
        &self,
        held: &mut Held<Call>,
        list: &str,
        ends_at: Option<Timestamp>,
    ) -> Result<bool, Refusal> {
        held.version += 1;
        let row = call_row(&held.id, list, held.version, ends_at, &held.value);
        self.keep_row(row).await
    }
}

fn noted(leg: &Leg, outcome: &Result<(), String>) {
    let way = leg.way.word();
    match outcome {
        Ok(()) => metrics::counter!("comity_alarm_sent_total", "way" => way).increment(1),
        Err(why) => {
            metrics::counter!("comity_alarm_failed_total", "way" => way).increment(1);
            tracing::error!(
                way,
                why,
                attempts = leg.attempts + 1,
                "an alarm did not get through; it is tried again"
            );
        }
    }
}
