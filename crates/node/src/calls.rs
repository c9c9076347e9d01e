//! Test calls (Art 41(1)): made in one press, and how fast each contact point answered, as every State tells the Parties of
//! the calls it made. The calls are matters like others; the tables of the other States are fetched, verified and held.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use comity_store::WorklistFilter;
use comity_treaty::law::Period;
use comity_treaty::procedure::chart::Stage;
use comity_treaty::{Act, MatterId, Measure, Side, StateCode};
use comity_wire::calls::{CALLS_MAX, MAX_SIGNED_CALLS_BYTES, TestCall, TestCalls};
use comity_wire::profile::Publisher;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::act::READ;
use crate::directory::Peer;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;
use crate::reply::{SMALL_MAX, reply};
use crate::statements::second;

/// Where a node serves its own table.
const ROUTE: &str = "/v1/test-calls";
/// How long a call is told.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(366 * 24);
/// Matters in a page of the worklist.
const PAGE: u32 = 256;
/// The stages of a call that was made and is over.
const OVER: [Stage; 2] = [Stage::CallAnswered, Stage::CallUnanswered];
const UNSIGNED: &str =
    "the table of test calls cannot be signed; report this as a fault of the program";

/// How a State's contact point answered, from all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// The State that was called.
    pub state: StateCode,
    /// Its calls, by whoever made them, within the last year.
    pub calls: usize,
    /// How many of them were answered.
    pub answered: usize,
    /// How many were answered within the period for it.
    pub in_time: usize,
    /// The median of the answers, in seconds.
    pub median_seconds: Option<i64>,
}

/// What is known of test calls besides the histories: the last tables believed of the other States, fetched again after a
/// restart, and the own calls that are over, as they were read.
#[derive(Debug, Default)]
pub(crate) struct ToldCalls {
    peers: RwLock<BTreeMap<StateCode, TestCalls>>,
    own: RwLock<BTreeMap<MatterId, TestCall>>,
}

impl ToldCalls {
    fn hold(&self, table: TestCalls) {
        let mut held = self.peers.write().unwrap_or_else(PoisonError::into_inner);
        held.insert(table.state, table);
    }

    fn all(&self) -> Vec<ToldCall> {
        let held = self.peers.read().unwrap_or_else(PoisonError::into_inner);
        let each = |table: &TestCalls| {
            let by = table.state;
            let calls = table.calls.iter().cloned();
            calls.map(|call| ToldCall { by, call }).collect::<Vec<_>>()
        };
        held.values().flat_map(each).collect()
    }

    fn own(&self, matter: MatterId) -> Option<TestCall> {
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner);
        own.get(&matter).cloned()
    }

    fn keep_own(&self, matter: MatterId, call: &TestCall) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.insert(matter, call.clone());
        // Numbers rise with time: what is told no more goes first.
        while own.len() > OVER.len() * CALLS_MAX {
            own.pop_first();
        }
    }
}

/// A call with the State that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldCall {
    /// Who called.
    pub by: StateCode,
    /// The call.
    #[serde(flatten)]
    pub call: TestCall,
}

impl Answers {
    /// What the calls say, a row for each State that was called, by its code.
    pub fn of(calls: &[ToldCall]) -> Vec<Self> {
        let mut by_state: BTreeMap<StateCode, Vec<&TestCall>> = BTreeMap::new();
        for told in calls {
            by_state
                .entry(told.call.called)
                .or_default()
                .push(&told.call);
        }
        let rows = by_state.into_iter();
        rows.map(|(state, calls)| Self::row(state, &calls))
            .collect()
    }

    fn row(state: StateCode, calls: &[&TestCall]) -> Self {
        let took = |call: &&TestCall| Some(call.answered?.duration_since(call.placed).as_secs());
        let mut seconds: Vec<i64> = calls.iter().filter_map(took).collect();
        seconds.sort_unstable();
        let period = Period::AnswerTestCall.length().as_secs();
        Self {
            state,
            calls: calls.len(),
            answered: seconds.len(),
            in_time: seconds.iter().filter(|took| **took <= period).count(),
            median_seconds: seconds.get(seconds.len() / 2).copied(),
        }
    }
}

impl Node {
    /// A number for a matter that is to be opened, so that asking twice opens one.
    pub fn new_matter(&self) -> MatterId {
        MatterId(self.world.new_id())
    }

    /// Calls a State's contact point, in a language that it reads: prepares the call and makes it. Asking again with the same
    /// number calls once.
    pub async fn call(
        &self,
        officer: &Officer,
        matter: MatterId,
        state: &str,
        calls: &str,
    ) -> Result<(), Refusal> {
        let language = self.languages_of(state).into_iter().next();
        let document = json!({ "calls": calls, "language": language, "no_case_data": true });
        let measure = Measure::TestCall.key();
        let opened = self
            .request(officer, Some(matter), measure, state, document, &[])
            .await?;
        if opened["stage"] == Stage::Drafted.key() {
            let act = Act::PlaceTestCall.key();
            self.officer_act(officer, matter, act, json!({}), None)
                .await?;
        }
        Ok(())
    }

    /// All that is told of test calls within a year, the latest first, and what it says of each State.
    pub async fn test_calls(&self, officer: &Officer) -> Result<Value, Refusal> {
        officer.must_hold(&READERS)?;
        let own = self.state()?;
        let mut told: Vec<ToldCall> = self.told_calls.all();
        let ours = self.own_calls().await?.into_iter();
        told.extend(ours.map(|call| ToldCall { by: own, call }));
        told.sort_by_key(|one| std::cmp::Reverse(one.call.placed));
        Ok(json!({ "answers": Answers::of(&told), "calls": told }))
    }

    /// The own table under this node's signatures, for members.
    pub async fn signed_calls(&self) -> Result<Vec<u8>, Refusal> {
        let told = TestCalls {
            iss: self.entity()?,
            state: self.state()?,
            iat: second(self.world.now()),
            calls: self.own_calls().await?,
        };
        told.seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))
    }

    /// The own calls that are over, the latest first.
    async fn own_calls(&self) -> Result<Vec<TestCall>, Refusal> {
        let mut calls = Vec::new();
        for stage in OVER {
            calls.extend(self.calls_at(stage).await?);
        }
        calls.sort_by_key(|call| std::cmp::Reverse(call.placed));
        calls.truncate(CALLS_MAX);
        Ok(calls)
    }

    /// Those at one stage, no more than are told and none older. Matters come newest first, so the first one that is too old
    /// ends the search.
    async fn calls_at(&self, stage: Stage) -> Result<Vec<TestCall>, Refusal> {
        let since = self.world.now() - TOLD_FOR;
        let filter = WorklistFilter {
            side: Some(Side::Requesting.key().to_owned()),
            stage: Some(stage.key().to_owned()),
            ..WorklistFilter::default()
        };
        let (mut calls, mut before) = (Vec::new(), None);
        loop {
            let page = self.store.worklist(&filter, before, PAGE).await;
            let page = page.map_err(Refusal::fault(READ))?;
            for row in &page {
                let Some(call) = self.call_of(MatterId(row.matter)).await? else {
                    continue;
                };
                if call.placed < since || calls.len() == CALLS_MAX {
                    return Ok(calls);
                }
                calls.push(call);
            }
            before = page.last().map(|row| row.matter);
            if before.is_none() {
                return Ok(calls);
            }
        }
    }

    /// When a call that is over was made and answered. Nothing of it changes any more, so its history is read once.
    async fn call_of(&self, matter: MatterId) -> Result<Option<TestCall>, Refusal> {
        if let Some(known) = self.told_calls.own(matter) {
            return Ok(Some(known));
        }
        let Some(events) = self.events_of(matter.0).await? else {
            return Ok(None);
        };
        let at = |act: Act| {
            let event = events.iter().find(|event| event.name() == act.key());
            event.map(|event| (event.peer(), second(event.at())))
        };
        let call = at(Act::PlaceTestCall).map(|(called, placed)| TestCall {
            called,
            placed,
            answered: at(Act::AnswerTestCall).map(|(_, at)| at),
        });
        if let Some(call) = &call {
            self.told_calls.keep_own(matter, call);
        }
        Ok(call)
    }

    /// Asks every peer for its table; one that is away, or is not believed, leaves the last one in use.
    pub(crate) async fn fetch_calls(self: &Arc<Self>) {
        let directory = self.directory();
        let mut asked = JoinSet::new();
        for (state, peer) in directory.peers() {
            if Some(state.as_str()) != self.config.state.as_deref() {
                let (node, peer) = (Arc::clone(self), peer.clone());
                asked.spawn(async move { node.fetch_table(&peer).await });
            }
        }
        while let Some(fetched) = asked.join_next().await {
            if let Ok(Some(table)) = fetched {
                self.told_calls.hold(table);
            }
        }
    }

    async fn fetch_table(&self, peer: &Peer) -> Option<TestCalls> {
        let request = self.signed_get(peer, ROUTE);
        let answer = reply(request, MAX_SIGNED_CALLS_BYTES, SMALL_MAX).await;
        let bytes = answer.ok()?.success().ok()?;
        let publisher = Publisher {
            id: &peer.member.id,
            keys: &peer.member.keys,
            state: peer.member.state(),
        };
        let told = TestCalls::open(&bytes, publisher, self.world.now());
        told.inspect_err(|refusal| {
            tracing::warn!(target: "security", state = %publisher.state, %refusal, "a table of test calls is refused");
        })
        .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(called: &str, placed: &str, answered: Option<&str>) -> ToldCall {
        ToldCall {
            by: "XAA".parse().expect("a code"),
            call: TestCall {
                called: called.parse().expect("a code"),
                placed: placed.parse().expect("an instant"),
                answered: answered.map(|at| at.parse().expect("an instant")),
            },
        }
    }

    #[test]
    fn answers_are_counted_by_the_state_that_was_called() {
        let night = "2027-01-01T03:00:00Z";
        let calls = [
            told("XBB", night, Some("2027-01-01T03:02:00Z")),
            told("XBB", night, Some("2027-01-01T04:30:00Z")),
            told("XBB", night, Some("2027-01-01T03:01:00Z")),
            told("XBB", night, None),
            told("XCC", night, None),
        ];
        let rows = Answers::of(&calls);
        let row = |at: usize| (rows[at].calls, rows[at].answered, rows[at].in_time);
        assert_eq!(row(0), (4, 3, 2));
        assert_eq!(rows[0].median_seconds, Some(120));
        assert_eq!(row(1), (1, 0, 0));
        assert_eq!(rows[1].median_seconds, None);
        assert_eq!(Answers::of(&[]), []);
    }
}
