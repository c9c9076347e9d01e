//! What officers see: the worklist, a matter, its history. Everything pages by key.

use comity_store::WorklistFilter;
use comity_treaty::Sentence;
use comity_treaty::party::in_force_between;
use comity_treaty::{
    Act, CUSTODY, Command, Evidence, Facts, Matter, MatterId, Measure, PERMISSIONS, Rejection,
    Rule, Side, StateCode,
};
use comity_wire::problem::ProblemType;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::act::READ;
use crate::choices::{allowed, choices};
use crate::commands;
use crate::evidence::SeenRelease;
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::papers::{ShownPaper, Taken, confirms, named_article_14};
use crate::refusal::Refusal;
use crate::refused;
use crate::thread::{Record, Thread};
use crate::withheld;

/// Which matters are wanted; everything where nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Those in which this State is `requesting` or `requested`.
    pub side: Option<String>,
    /// Those at this stage.
    pub stage: Option<String>,
    /// Those with this State.
    pub peer: Option<String>,
    /// Those that concern an account or a person with all these words.
    pub words: Option<String>,
}

/// From how many matters about the same account or person on an officer is warned: policy, Art 40(22).
const REPEATED_MIN: usize = 3;

/// Events read at once in search of a chain of custody.
const CHAIN_PAGE: u32 = 500;

/// How many matters are counted at most.
const REPEATED_MAX: u32 = 50;

impl Node {
    /// One page of the worklist, the latest change first. `after` is the `next` of the page before.
    pub async fn worklist(
        &self,
        officer: &Officer,
        wanted: Wanted,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Value, Refusal> {
        officer.must_hold(&READERS)?;
        let before = after
            .map(|id| id.parse().map_err(|_| not_a_cursor(id)))
            .transpose()?;
        if let Some(side) = &wanted.side
            && ![Side::Requesting.key(), Side::Requested.key()].contains(&side.as_str())
        {
            return Err(Refusal::field(
                "side",
                expected::ONE_OF.with("words", "`requesting`, `requested`"),
            ));
        }
        if let Some(peer) = &wanted.peer {
            self.member("peer", peer)?;
        }
        let filter = WorklistFilter {
            side: wanted.side,
            stage: wanted.stage,
            peer: wanted.peer,
            words: wanted.words,
        };
        let page = self
            .store
            .worklist(&filter, before, limit)
            .await
            .map_err(Refusal::fault(READ))?;
        let rows: Vec<Value> = page
            .iter()
            .map(|row| {
                json!({
                    "matter": row.matter, "measure": row.measure, "side": row.side, "peer": row.peer,
                    "stage": row.stage, "updated_at": row.updated_at.to_string(),
                })
            })
            .collect();
        let full = page.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = page.last().filter(|_| full).map(|row| row.matter);
        Ok(json!({ "matters": rows, "next": next }))
    }

    /// One matter: where it stands, what is owed, which commands its stage knows.
    pub async fn matter(&self, officer: &Officer, matter: MatterId) -> Result<Value, Refusal> {
        officer.must_hold(&READERS)?;
        let loaded = self.load(matter).await?;
        let Some(state) = &loaded.thread.matter else {
            return Err(Refusal::not_found(&matter.to_string()));
        };
        let owed: Vec<Value> = comity_treaty::owed(state)
            .into_iter()
            .map(|owed| {
                json!({
                    "owner": owed.owner.key(), "what": owed.what.key(), "due": owed.due.to_string(),
                    "basis": owed.basis.to_string(), "kind": owed.kind,
                })
            })
            .collect();
        let facts = self.facts_for(officer, state).await?;
        let repeated = self.repeated_targets(state).await?;
        let waiting = loaded.thread.papers.as_ref();
        Ok(json!({
            "choices": choices(state, &facts), "repeated_targets": repeated,
            "takes_papers": PERMISSIONS.iter().filter(|row| state.takes_papers(row.act) && !confirms(row.act, waiting)).map(|row| row.key).collect::<Vec<_>>(),
            "papers_waiting": waiting.map_or(&[][..], |waiting| &waiting.papers),
            "convention_in_force": in_force_between(&facts.party, &facts.peer, facts.now),
            "matter": matter, "measure": state.measure().key(), "side": state.side().key(), "peer": state.peer(),
            "stage": state.stage(), "final": state.is_final(), "erased": state.is_erased(), "owed": owed,
            "state": withheld::from_state(json!(state.course())), "evidence": state.evidence().map(shown_evidence),
            "emergency": state.emergency().map(|danger| danger.shown_to(&officer.roles)), "peer_marks": facts.peer.marks, "peer_telephone": facts.peer.telephone,
        }))
    }

    /// Accounts and persons about whom the other State has asked again and again: a sign that the human-rights screen must see.
    /// It stays in this State.
    async fn repeated_targets(&self, state: &Matter) -> Result<Vec<Value>, Refusal> {
        let mut repeated = Vec::new();
        if state.side() == Side::Requesting {
            return Ok(repeated);
        }
        for subject in state.subjects() {
            let filter = WorklistFilter {
                side: Some(Side::Requested.key().into()),
                peer: Some(state.peer().to_string()),
                words: Some(subject.clone()),
                ..WorklistFilter::default()
            };
            let found = self.store.worklist(&filter, None, REPEATED_MAX).await;
            let times = found.map_err(Refusal::fault(READ))?.len();
            if times >= REPEATED_MIN {
                repeated.push(json!({ "subject": subject, "matters": times }));
            }
        }
        Ok(repeated)
    }

    /// One page of a matter's history, the earliest first. Each event of an officer of ours names the `officer` as people know
    /// them; its `record` is what is kept, but for the code of a call-back.
    pub async fn history(
        &self,
        officer: &Officer,
        matter: MatterId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Value, Refusal> {
        officer.must_hold(&READERS)?;
        let after = after
            .map(|number| number.parse().map_err(|_| not_a_cursor(number)))
            .transpose()?
            .unwrap_or(0);
        let rows = self
            .store
            .history(matter.0, after, limit)
            .await
            .map_err(Refusal::fault(READ))?;
        let full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = rows
            .last()
            .filter(|_| full)
            .map(|row| row.version.to_string());
        let papers = self.store.papers_of(matter.0).await;
        let papers = papers.map_err(Refusal::fault(READ))?;
        let names = self.names().await?;
        let events: Vec<Value> = rows
            .iter()
            .map(|row| {
                let record = row
                    .json
                    .as_deref()
                    .and_then(|text| serde_json::from_str::<Value>(text).ok())
                    .map(withheld::from_record);
                let officer = record.as_ref().and_then(|record| record["event"]["by"]["officer"]["id"].as_str());
                json!({
                    "number": row.version, "at": row.at.to_string(), "kind": row.kind,
                    "entry": row.index, "digest": row.digest, "officer": officer.map(|id| names.of(id)),
                    "papers": record.as_ref().map(|record| shown_papers(record, &papers)).unwrap_or_default(),
                    "record": record,
                })
            })
            .collect();
        Ok(json!({ "events": events, "next": next }))
    }

    /// The chain of custody of a matter's evidence: its events that are steps of it, as the history has them, earliest first.
    pub async fn custody_chain(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<Value, Refusal> {
        let (mut events, mut after) = (Vec::new(), None);
        loop {
            let page = self.history(officer, matter, after.as_deref(), CHAIN_PAGE);
            let mut page = page.await?;
            let Some(all) = page["events"].as_array_mut() else {
                break;
            };
            let kind = |event: &Value| {
                event["kind"]
                    .as_str()
                    .is_some_and(|kind| CUSTODY.contains(&kind))
            };
            events.extend(all.drain(..).filter(kind));
            after = page["next"].as_str().map(str::to_owned);
            if after.is_none() {
                break;
            }
        }
        Ok(json!({ "events": events }))
    }

    /// A new request of this State: parsed whole, checked against the treaty facts, then sent. `number` is the matter's
    /// number where the caller chose one: asking again with it opens nothing new, so a lost answer does no harm. `papers` are
    /// the digests of all papers that are attached to it.
    pub async fn request(
        &self,
        officer: &Officer,
        number: Option<MatterId>,
        measure: &str,
        to: &str,
        particulars: Value,
        papers: &[String],
    ) -> Result<Value, Refusal> {
        let peer = self.member("to", to)?;
        let measure = measure_named(measure)?;
        let matter = number.unwrap_or_else(|| MatterId(self.world.new_id()));
        if let Some(answer) = self.repeated(matter, measure, peer, &particulars).await? {
            return Ok(answer);
        }
        // Held until the commit: a paper that goes along may not be removed meanwhile as one that nobody knows.
        let _known = self.papers.known.read().await;
        let strict = named_article_14(&particulars);
        let papers = self.taken(officer, matter, papers, strict).await?;
        let particulars = self.with_sealing_key(measure, matter, particulars).await?;
        let facts = self.facts(matter, peer, officer.actor(), self.world.now())?;
        let command = opening(measure, particulars, &facts)?;
        let acted = self
            .act_with(matter, peer, command, officer.actor(), papers)
            .await?;
        Ok(json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry }))
    }

    /// Whether this request could be made as it stands: read and decided as it would be. Nothing is written.
    pub fn check_request(
        &self,
        officer: &Officer,
        measure: &str,
        to: &str,
        particulars: Value,
    ) -> Result<(), Refusal> {
        let peer = self.member("to", to)?;
        let measure = measure_named(measure)?;
        let particulars = self.with_any_sealing_key(measure, particulars);
        let matter = MatterId(self.world.new_id());
        let facts = self.facts(matter, peer, officer.actor(), self.world.now())?;
        let command = opening(measure, particulars, &facts)?;
        comity_treaty::decide(None, command, &facts)?;
        Ok(())
    }

    /// The command that would open a matter with these particulars.
    pub(crate) fn opening_of(&self, measure: &str, particulars: Value) -> Result<Command, Refusal> {
        let measure = measure_named(measure)?;
        let particulars = self.with_any_sealing_key(measure, particulars);
        commands::request(measure, particulars)
    }

    /// The answer to a request that was made before under the same number.
    async fn repeated(
        &self,
        matter: MatterId,
        measure: Measure,
        peer: StateCode,
        particulars: &Value,
    ) -> Result<Option<Value>, Refusal> {
        let version7 = matter.0.get_version_num() == 7;
        if !version7 {
            return Err(Refusal::field("matter", expected::UUID));
        }
        let Some(state) = self.load(matter).await?.thread.matter else {
            return Ok(None);
        };
        let same = state.side() == Side::Requesting && state.measure() == measure;
        if !same || state.peer() != peer || !opened_with(&state, measure, particulars)? {
            return Err(Rejection::by(Rule::AlreadyOpen).into());
        }
        let repeated = json!({ "matter": matter, "stage": state.stage(), "repeated": true });
        Ok(Some(repeated))
    }

    /// An oral request of another State, written down under the number that State gave it, Art 40(13).
    pub async fn record_oral(
        &self,
        officer: &Officer,
        measure: &str,
        from: &str,
        matter: MatterId,
        particulars: Value,
    ) -> Result<Value, Refusal> {
        let peer = self.member("to", from)?;
        let command = commands::oral(measure_named(measure)?, particulars)?;
        let acted = self.act(matter, peer, command, officer.actor()).await?;
        Ok(json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry }))
    }

    /// Any act of an officer on a matter, by the command's name and its fields. `papers` are the digests of all papers that the
    /// officer attached for it, or none. Who confirms as the second person attaches nothing: theirs are the digests that they
    /// saw wait, and where they are given, exactly these wait in this order, or nothing is done.
    pub async fn officer_act(
        &self,
        officer: &Officer,
        matter: MatterId,
        command: &str,
        fields: Value,
        papers: Option<&[String]>,
    ) -> Result<Value, Refusal> {
        let loaded = self.load(matter).await?;
        let Some(state) = &loaded.thread.matter else {
            return Err(Refusal::not_found(&matter.to_string()));
        };
        let facts = self.facts_for(officer, state).await?;
        let strict = named_article_14(&fields);
        let command = commands::named(state, command, fields, &allowed(state, &facts))?;
        let command = commands::complete(command, Some(state), &facts)?;
        let confirms = confirms(command.act(), loaded.thread.papers.as_ref());
        // Held until the commit, as for a request.
        let known = self.papers.known.read().await;
        let taken = match papers {
            Some(named) if !confirms && !named.is_empty() => {
                self.taken(officer, matter, named, strict).await?
            }
            _ => Taken::default(),
        };
        let papers = Taken {
            seen: papers.map(<[String]>::to_vec),
            ..taken
        };
        let erases = command.act() == Act::ConfirmErasure;
        let acted = self
            .act_with(matter, state.peer(), command, officer.actor(), papers)
            .await?;
        drop(known);
        if erases {
            // A crash here leaves files that nothing names; the next start removes them.
            self.finish_erasure(matter).await?;
        }
        Ok(json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry }))
    }

    /// The thread of a matter that must exist.
    pub(crate) async fn thread(&self, matter: MatterId) -> Result<Thread, Refusal> {
        let loaded = self.load(matter).await?;
        if loaded.thread.matter.is_none() {
            return Err(Refusal::not_found(&matter.to_string()));
        }
        Ok(loaded.thread)
    }

    /// Every record of a matter, in order.
    pub(crate) async fn records(&self, matter: MatterId) -> Result<Vec<Record>, Refusal> {
        const PAGE: u32 = 500;
        let mut records = Vec::new();
        let mut after = 0;
        loop {
            let rows = self
                .store
                .history(matter.0, after, PAGE)
                .await
                .map_err(Refusal::fault(READ))?;
            let Some(last) = rows.last() else {
                return Ok(records);
            };
            after = last.version;
            for row in &rows {
                // An erased event has left its digest and its place; it has nothing to tell any more.
                if let Some(text) = &row.json {
                    records.push(serde_json::from_str(text).map_err(Refusal::fault(
                        "a stored event does not read; run `comity fsck`",
                    ))?);
                }
            }
        }
    }
}

/// What an officer is told of evidence: the key it is sealed to says nothing to anybody.
fn shown_evidence(evidence: Evidence<'_>) -> Value {
    let package = evidence.package;
    json!({
        "digest": package.digest, "bytes": package.bytes, "items": package.items, "conditions": evidence.conditions,
        "left_out": evidence.left_out, "release": SeenRelease::digest(package, evidence.left_out),
    })
}

/// The papers of an event's message, each with where its bytes are.
fn shown_papers(record: &Value, rows: &[comity_store::Paper]) -> Vec<ShownPaper> {
    let named_by = [&record["sent"], &record["received"]];
    let named_by = named_by.iter().find_map(|name| name.as_str());
    let papers: Vec<comity_wire::papers::Paper> =
        serde_json::from_value(record["papers"].clone()).unwrap_or_default();
    let named_by = named_by.unwrap_or_default();
    let shown = papers.into_iter();
    shown
        .map(|paper| ShownPaper::of(paper, named_by, rows))
        .collect()
}

/// The command that opens a matter, or all that is missing: also what the requested State's law wants.
fn opening(measure: Measure, particulars: Value, facts: &Facts) -> Result<Command, Refusal> {
    let command = commands::request(measure, particulars)?;
    commands::complete(command, None, facts)
}

/// Whether the matter was opened with these particulars. The key its evidence is sealed to is the node's own addition.
fn opened_with(state: &Matter, measure: Measure, particulars: &Value) -> Result<bool, Refusal> {
    let kept = json!(state)["particulars"].clone();
    let mut again = particulars.clone();
    if let (Some(key), Some(again)) = (kept.get("seal_to"), again.as_object_mut()) {
        again.insert("seal_to".into(), key.clone());
    }
    let again = json!(commands::request(measure, again)?)["particulars"].clone();
    Ok(again == kept)
}

fn known_measures() -> Sentence {
    let keys: Vec<&str> = Measure::ALL.iter().map(|measure| measure.key()).collect();
    expected::ONE_OF.with("words", keys.join(", "))
}

fn not_a_cursor(text: &str) -> Refusal {
    let detail = refused::PAGE_UNKNOWN.with("text", format!("{text:?}"));
    Refusal::named(ProblemType::NotFound, detail)
}

fn measure_named(name: &str) -> Result<Measure, Refusal> {
    serde_json::from_value(json!(name)).map_err(|_| Refusal::field("measure", known_measures()))
}
