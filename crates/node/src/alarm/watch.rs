//! Looks again and again at what is urgent, takes the steps that are due, and sends what they say.

use comity_custody::Digest;
use comity_store::Record;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::call::{Call, Leg, Way, Words};
use super::items::{ITEMS_MAX, Item};
use super::sending::{WAITING, call_row};
use super::steps::{Pace, People, Recipient, Taken, take};
use super::urgent::{Level, ROUSES_FOR, Urgent, urgent};
use crate::act::READ;
use crate::desk::{Held, Kept};
use crate::node::Node;
use crate::refusal::Refusal;

/// How often it looks.
const TICK: Duration = Duration::from_secs(10);
/// What is urgent where nobody configured it, in hours.
const WITHIN_HOURS: u16 = 24;

impl Node {
    /// Watches until stopped, beside the other loops. The words of what is sent are the pages'.
    pub fn start_alarm(self: &Arc<Self>, words: Words, stop: &CancellationToken) -> JoinHandle<()> {
        let (node, stop) = (Arc::clone(self), stop.clone());
        tokio::spawn(async move {
            while node.config.desk.is_some() && !stop.is_cancelled() {
                if let Err(error) = node.watch(words).await {
                    let error = &error as &dyn std::error::Error;
                    tracing::error!(error, "the alarm could not look; it looks again");
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(TICK) => {}
                }
            }
        })
    }

    /// Looks once: notes what has become urgent and what is so no more, takes the steps that are due, sends.
    pub async fn watch(&self, words: Words) -> Result<(), Refusal> {
        let items = self.note_urgent().await?;
        self.take_steps(items).await?;
        self.send_calls(words).await
    }

    /// The items that stand after this look.
    async fn note_urgent(&self) -> Result<Vec<Held<Item>>, Refusal> {
        let now = self.world.now();
        let alarm = self.config.alarm.as_ref();
        let within = alarm.map_or(WITHIN_HOURS, |alarm| alarm.urgent_within_hours);
        let within = SignedDuration::from_hours(within.into());
        let (from, to) = (now - ROUSES_FOR, now + within);
        let owed = self.store.own_obligations_within(from, to, ITEMS_MAX).await;
        let owed = owed.map_err(Refusal::fault(READ))?;
        let wanted = urgent(&owed, now, within);
        let wanted: BTreeSet<String> = wanted.iter().map(Urgent::id).collect();
        let known = self.items().await?;
        let changes = self.changes(&wanted, &known);
        if changes.is_empty() {
            return Ok(known);
        }
        self.write_records(changes).await?;
        self.items().await
    }

    fn changes(&self, wanted: &BTreeSet<String>, known: &[Held<Item>]) -> Vec<Record> {
        let item = Item::since(self.world.now());
        let stand: BTreeSet<&str> = known.iter().map(|held| held.id.as_str()).collect();
        let came = wanted.iter().filter(|id| !stand.contains(id.as_str()));
        let went = known.iter().filter(|held| !wanted.contains(&held.id));
        let came = came.map(|id| self.item_new(id, &item));
        let went = went.map(|held| Record::DropDesk {
            kind: Item::KIND,
            id: held.id.clone(),
        });
        came.chain(went).collect()
    }

    async fn take_steps(&self, held: Vec<Held<Item>>) -> Result<(), Refusal> {
        let Some(config) = self.config.alarm.as_ref() else {
            return Ok(());
        };
        let (now, pace) = (self.world.now(), Pace::from(config));
        let items: Vec<Item> = held.iter().map(|held| held.value.clone()).collect();
        // Most looks find nothing to do, and read no roster.
        if take(&items, &People::default(), pace, now).is_empty() {
            return Ok(());
        }
        let people = self.people().await?;
        for taken in take(&items, &people, pace, now) {
            self.write_step(&taken, &held).await?;
        }
        Ok(())
    }

    /// Step and call together, before anything is sent. Of two processes that take the same step at once one changes the
    /// items, and both name the call alike: it is made once.
    async fn write_step(&self, taken: &Taken, held: &[Held<Item>]) -> Result<(), Refusal> {
        let now = self.world.now();
        let mut of_call: Vec<Held<Item>> = taken.items.iter().map(|at| held[*at].clone()).collect();
        of_call.sort_by(|one, other| one.id.cmp(&other.id));
        let id = call_id(taken.step, &of_call);
        let call = self.alarm_call(taken, &of_call);
        let mut records = vec![self.desk_record(&call_row(&id, WAITING, 1, None, &call))];
        for mut item in of_call {
            item.value.step += 1;
            item.value.called = Some(now);
            records.push(self.item_after(&item));
        }
        let step = taken.step;
        tracing::warn!(
            step,
            count = call.items.len(),
            told = call.legs.len(),
            "nobody has answered: an alarm is given"
        );
        metrics::counter!("comity_alarm_calls_total").increment(1);
        self.write_records(records).await
    }

    fn alarm_call(&self, taken: &Taken, items: &[Held<Item>]) -> Call {
        let now = self.world.now();
        let level = items.iter().filter_map(|held| Urgent::of(&held.id));
        Call {
            raised: now,
            step: taken.step,
            level: level.map(|one| one.level).max().unwrap_or(Level::Due),
            since: items
                .iter()
                .map(|held| held.value.since)
                .min()
                .unwrap_or(now),
            items: items.iter().map(|held| held.id.clone()).collect(),
            legs: self.legs(&taken.to),
        }
    }

    /// A message to each recipient, and one to the webhook, which is told of every step.
    pub(super) fn legs(&self, to: &[Recipient]) -> Vec<Leg> {
        let now = self.world.now();
        let alarm = self.alarm.as_ref();
        let mail = alarm
            .and_then(|alarm| alarm.post.as_ref())
            .map_or(&[][..], |_| to);
        let hook = alarm.and_then(|alarm| alarm.hook.as_ref());
        let ways = mail.iter().cloned().map(Way::Mail);
        let ways = ways.chain(hook.map(|_| Way::Webhook));
        ways.map(|way| Leg::now(way, now)).collect()
    }

    /// Who could be told now.
    pub(super) async fn people(&self) -> Result<People, Refusal> {
        let roster = self.roster().await?;
        let (on_call, next) = (roster.on_call(), roster.next());
        let config = self.alarm.as_ref().map(|alarm| &alarm.config);
        let named = |config: &super::AlarmConfig| -> Vec<Recipient> {
            let to = config.escalate_to.iter();
            to.map(|address| Recipient {
                address: address.clone(),
                language: config.language.clone(),
                zone: None,
            })
            .collect()
        };
        Ok(People {
            on_call: self
                .reached(on_call.map(|shift| shift.officer.as_str()))
                .await?,
            next: self
                .reached(next.map(|shift| shift.officer.as_str()))
                .await?,
            escalation: config.map(named).unwrap_or_default(),
        })
    }

    async fn reached(&self, officer: Option<&str>) -> Result<Option<Recipient>, Refusal> {
        let Some(officer) = officer else {
            return Ok(None);
        };
        let contact = self.contact(officer).await?;
        Ok(contact.address.map(|address| Recipient {
            address,
            language: contact.language,
            zone: contact.zone,
        }))
    }
}

/// Names a call by what it is about: the items at their versions, and the step.
fn call_id(step: u32, items: &[Held<Item>]) -> String {
    let one = |held: &Held<Item>| format!("{} {} {}", held.id, held.version, held.value.since);
    let items: Vec<String> = items.iter().map(one).collect();
    let named = format!("call {step}\n{}", items.join("\n"));
    Digest::of(named.as_bytes()).to_string()
}
