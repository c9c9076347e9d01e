//! The one path by which anything changes.
//!
//! An officer's act, a peer's message and a deadline are the same thing: a command. The procedure
//! decides; what follows from the event in linked matters is decided with it; and everything is one
//! commit: events, custody entries, worklist, outbox.

use comity_custody::Digest;
use comity_store::{
    Commit, CommitError, Committed, MatterChange, NewEntry, ObligationRow, Outgoing,
    Paper as PaperRow, PaperStands, PaperWay, Record as StoreRecord,
};
use comity_treaty::{Actor, Command, Event, Facts, Matter, MatterId, Message, StateCode};
use comity_wire::envelope::{Envelope, VERSION};
use comity_wire::papers::Paper;
use comity_wire::problem::ProblemType;
use jiff::Timestamp;

use crate::delivery::OWN_ATTEMPT;
use crate::node::Node;
use crate::papers::{Brought, Goes, PAPERS, PaperChange, Step, Taken, matter_of_article_14};
use crate::refusal::Refusal;
use crate::refused;
use crate::thread::{Record, Thread};

/// How often an act decides again because another one moved the matter first.
const ATTEMPTS_MAX: usize = 16;

/// What came of an act.
#[derive(Debug, Clone)]
pub struct Acted {
    /// Where it stands now.
    pub stage: &'static str,
    /// Index of the event's custody entry in this node's log.
    pub entry: u64,
}

/// A matter as read for one decision.
pub(crate) struct Loaded {
    pub id: MatterId,
    pub version: i64,
    pub thread: Thread,
}

/// A command on its way: who gives it, to which matter, and the message it came in.
pub(crate) struct Given {
    pub matter: MatterId,
    pub peer: StateCode,
    pub command: Command,
    pub actor: Actor,
    pub received: Option<Digest>,
    /// The papers it takes along, or came with.
    pub papers: Taken,
}

/// What one decision writes.
pub(crate) struct Decided {
    pub commit: Commit,
    pub stage: &'static str,
}

impl Node {
    /// Performs a command of an officer or a deadline.
    pub(crate) async fn act(
        &self,
        matter: MatterId,
        peer: StateCode,
        command: Command,
        actor: Actor,
    ) -> Result<Acted, Refusal> {
        let papers = Taken::default();
        self.act_with(matter, peer, command, actor, papers).await
    }

    /// The same, with papers.
    pub(crate) async fn act_with(
        &self,
        matter: MatterId,
        peer: StateCode,
        command: Command,
        actor: Actor,
        papers: Taken,
    ) -> Result<Acted, Refusal> {
        for _ in 0..ATTEMPTS_MAX {
            let given = Given {
                matter,
                peer,
                command: command.clone(),
                actor: actor.clone(),
                received: None,
                papers: papers.clone(),
            };
            let decided = self.decide(given).await?;
            match self.commit(decided).await {
                Ok((committed, stage)) => {
                    let entry = committed
                        .entries
                        .first()
                        .map_or(0, |position| position.index);
                    return Ok(Acted { stage, entry });
                }
                Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Err(commit_fault(error)),
            }
        }
        Err(Refusal::named(
            ProblemType::Unavailable,
            refused::MATTER_MOVES,
        ))
    }

    /// Writes a decision; once it is durable, its messages go out at once.
    pub(crate) async fn commit(
        &self,
        decided: Decided,
    ) -> Result<(Committed, &'static str), CommitError> {
        let letters = decided.commit.outbox.clone();
        let papers = &decided.commit.papers;
        let comes = papers.iter().any(|row| row.stands == PaperStands::Coming);
        let committed = self.store.commit(decided.commit).await?;
        // A crash here loses nothing: the outbox takes the letters up when their time comes.
        for letter in letters {
            self.deliver_soon(letter);
        }
        if comes {
            self.paper_news.notify_one();
        }
        Ok((committed, decided.stage))
    }

    /// Decides a command and all that follows from it in linked matters.
    pub(crate) async fn decide(&self, given: Given) -> Result<Decided, Refusal> {
        let now = self.world.now();
        let loaded = self.load(given.matter).await?;
        let matter = loaded.thread.matter.as_ref();
        let command = Some(&given.command);
        let lately = self.sent_lately(matter, command, given.peer, now);
        let lately = lately.await?;
        let mut decided = Decided {
            commit: Commit::default(),
            stage: "",
        };
        let (number, links) = (
            loaded.version + 1,
            matter.map(Matter::links).unwrap_or_default(),
        );
        let (event, matter) = self.step(&mut decided, loaded, &given, (now, lately))?;
        decided.stage = matter.stage();
        if matches!(event, Event::Erasing(_)) && matter.is_erased() {
            let records = self.records(given.matter).await?;
            self.texts_are_free(given.matter, &links, &records).await?;
            self.erase_texts(&mut decided.commit, given.matter, number, &records)
                .await?;
        }
        for (linked, command) in comity_treaty::consequences(&event, &matter) {
            let loaded = self.load(linked).await?;
            if loaded.thread.matter.is_none() {
                continue;
            }
            let peer = given.peer;
            let follows = Given {
                matter: linked,
                peer,
                command,
                actor: Actor::Consequence,
                received: None,
                papers: Taken::default(),
            };
            // A consequence that its matter no longer needs (it is final already) is no obstacle.
            match self.step(&mut decided, loaded, &follows, (now, 0)) {
                Ok(_) | Err(Refusal::Rejected(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(decided)
    }

    /// One decision on one matter, added to the commit.
    fn step(
        &self,
        decided: &mut Decided,
        loaded: Loaded,
        given: &Given,
        (now, sent_lately): (Timestamp, u32),
    ) -> Result<(Event, Matter), Refusal> {
        let facts = self.facts(given.matter, given.peer, given.actor.clone(), now)?;
        let facts = Facts {
            sent_lately,
            ..facts
        };
        let event =
            comity_treaty::decide(loaded.thread.matter.as_ref(), given.command.clone(), &facts)?;
        let state = comity_treaty::apply(loaded.thread.matter.clone(), &event).map_err(corrupt)?;
        let message = comity_treaty::outgoing(&event, &state);
        let goes = goes(&loaded, given, message.is_some(), &state)?;
        let sent = match message {
            Some(message) => {
                let papers = goes.carried.clone();
                Some(self.outgoing(decided, &loaded, given.peer, (message, papers), now)?)
            }
            None => None,
        };
        let papers = match given.received {
            Some(_) => given.papers.papers.clone(),
            None => goes.carried,
        };
        let record = Record::Event {
            event: Box::new(event.clone()),
            received: given.received,
            sent,
            papers,
            waiting: goes.change,
        };
        note_papers(&mut decided.commit, given, &record, now);
        decided
            .commit
            .changes
            .push(Self::change(loaded, given.peer, &record, now)?);
        Ok((event, state))
    }

    /// Signs a message and puts it into the outbox.
    fn outgoing(
        &self,
        decided: &mut Decided,
        loaded: &Loaded,
        to: StateCode,
        (message, papers): (Message, Vec<Paper>),
        now: Timestamp,
    ) -> Result<Digest, Refusal> {
        let envelope = Envelope {
            version: VERSION.to_owned(),
            id: self.envelope_id(),
            from: self.state()?,
            to,
            matter: loaded.id,
            sequence: loaded.thread.sent + 1,
            sent_at: now,
            message,
            papers,
        };
        let sealed = envelope
            .seal(&self.keys.signing)
            .map_err(Refusal::fault("the message cannot be signed"))?;
        decided
            .commit
            .entries
            .push(entry("sent", loaded.id, sealed.digest, now));
        decided.commit.outbox.push(Outgoing {
            id: envelope.id.into(),
            matter: loaded.id.0,
            to: to.to_string(),
            digest: sealed.digest,
            bytes: sealed.bytes,
            next_attempt_at: now + OWN_ATTEMPT,
        });
        Ok(sealed.digest)
    }

    /// The row and the event of a matter after one more record.
    pub(crate) fn change(
        loaded: Loaded,
        peer: StateCode,
        record: &Record,
        now: Timestamp,
    ) -> Result<MatterChange, Refusal> {
        let thread = loaded.thread.apply(record).map_err(corrupt)?;
        let matter = thread.matter.as_ref();
        Ok(MatterChange {
            matter: loaded.id.0,
            expected_version: loaded.version,
            measure: matter
                .map_or("none", |matter| matter.measure().key())
                .to_owned(),
            side: matter
                .map_or("none", |matter| matter.side().key())
                .to_owned(),
            peer: peer.to_string(),
            stage: matter.map_or("rejected", Matter::stage).to_owned(),
            state_json: json(&thread),
            event_kind: record.kind().to_owned(),
            event_json: json(record),
            at: now,
            obligations: matter.map(obligations).unwrap_or_default(),
            search: found_by(loaded.version, matter),
        })
    }

    /// Reads a matter for a decision; version 0 where there is none yet.
    pub(crate) async fn load(&self, matter: MatterId) -> Result<Loaded, Refusal> {
        let row = self
            .store
            .matter(matter.0)
            .await
            .map_err(Refusal::fault(READ))?;
        let Some(row) = row else {
            return Ok(Loaded {
                id: matter,
                version: 0,
                thread: Thread::default(),
            });
        };
        let thread = serde_json::from_str(&row.state_json).map_err(Refusal::fault(DAMAGED))?;
        Ok(Loaded {
            id: matter,
            version: row.version,
            thread,
        })
    }

    /// The facts on which a decision about a matter with `peer` rests.
    pub(crate) fn facts(
        &self,
        matter: MatterId,
        peer: StateCode,
        actor: Actor,
        now: Timestamp,
    ) -> Result<Facts, Refusal> {
        Ok(Facts {
            matter,
            now,
            actor,
            party: self.party(self.state()?, now),
            peer: self.party(peer, now),
            sent_lately: 0,
            drawn: u64::from_be_bytes(self.world.random()),
        })
    }
}

/// The papers that go with a step, and what becomes of those that wait.
fn goes(loaded: &Loaded, given: &Given, tells: bool, state: &Matter) -> Result<Goes, Refusal> {
    let before = loaded.thread.matter.as_ref().map(Matter::stage);
    let stays = before == Some(state.stage());
    let (waiting, taken) = (loaded.thread.papers.as_ref(), &given.papers);
    if given.received.is_some() {
        return Ok(Goes::heard(stays, waiting));
    }
    let some = waiting.is_some() || !taken.papers.is_empty();
    let step = Step {
        act: given.command.act(),
        tells,
        stays,
        strict: some && matter_of_article_14(state),
    };
    let brought = Brought {
        papers: taken.papers.clone(),
        harmless: taken.harmless.clone(),
        seen: taken.seen.clone(),
    };
    Goes::with(step, waiting, brought)
}

/// The rows of the papers that a record speaks of. What was ready for the act is so no more.
fn note_papers(commit: &mut Commit, given: &Given, record: &Record, now: Timestamp) {
    let Record::Event {
        received,
        sent,
        papers,
        waiting,
        ..
    } = record
    else {
        return;
    };
    let matter = given.matter.0;
    let row = |paper: &Paper, named_by: String, way: PaperWay| PaperRow {
        named_by,
        digest: paper.sha256,
        matter,
        peer: given.peer.to_string(),
        way,
        length: paper.length,
        stands: match way {
            PaperWay::Received => PaperStands::Coming,
            PaperWay::Sent | PaperWay::Proposed => PaperStands::Here,
        },
        attempts: 0,
        next_at: now,
        error: None,
    };
    let named = received.map(|digest| (digest, PaperWay::Received));
    if let Some((envelope, way)) = named.or(sent.map(|digest| (digest, PaperWay::Sent))) {
        let rows = papers
            .iter()
            .map(|paper| row(paper, envelope.to_string(), way));
        commit.papers.extend(rows);
    }
    if waiting.is_some() {
        commit
            .records
            .push(StoreRecord::DropProposedPapers { matter });
    }
    if let Some(PaperChange::Wait(waiting)) = waiting {
        let rows = waiting.papers.iter();
        let rows = rows.map(|paper| row(paper, matter.to_string(), PaperWay::Proposed));
        commit.papers.extend(rows);
    }
    if let Some(id) = &given.papers.row {
        let (kind, id) = (PAPERS, id.clone());
        commit.records.push(StoreRecord::DropDesk { kind, id });
    }
}

pub(crate) const READ: &str = "the database cannot be read; see `comity doctor`";
const DAMAGED: &str = "the stored state of a matter does not read; run `comity fsck`";

fn corrupt(history: comity_treaty::CorruptHistory) -> Refusal {
    Refusal::Fault {
        what: DAMAGED,
        source: Box::new(history),
    }
}

pub(crate) fn commit_fault(error: CommitError) -> Refusal {
    let what = "the act was not committed; nothing is lost, try again, or see `comity doctor`";
    Refusal::Fault {
        what,
        source: Box::new(error),
    }
}

/// What is owed in a matter; what is a command becomes one when it falls due.
pub(crate) fn obligations(matter: &Matter) -> Vec<ObligationRow> {
    comity_treaty::owed(matter)
        .into_iter()
        .map(|owed| ObligationRow {
            key: owed.what.key().to_owned(),
            owner: owed.owner.key().to_owned(),
            due: owed.due,
            command_json: owed.on_due.as_ref().map(json),
        })
        .collect()
}

/// A custody entry for an envelope.
pub(crate) fn entry(kind: &str, matter: MatterId, digest: Digest, at: Timestamp) -> NewEntry {
    NewEntry {
        at,
        matter: Some(matter.0),
        kind: kind.to_owned(),
        digest,
    }
}

/// Serialises what is known to serialise.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> String {
    // INVARIANT (plain data): records, states and commands are maps with text keys.
    serde_json::to_string(value).expect("plain data has a JSON form")
}

/// The words by which officers find a matter again, where they change: with its first event, and with the one that erases it.
fn found_by(version: i64, matter: Option<&Matter>) -> Option<String> {
    let changes = version == 0 || matter.is_some_and(Matter::is_erased);
    changes.then(|| matter.map(Matter::found_by).unwrap_or_default().join(" "))
}
