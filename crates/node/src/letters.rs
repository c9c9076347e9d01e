//! Letters: what was said in a matter as a PDF. The node collects what stands around one message; the program
//! `comity-letters`, beside its own, sets it. One process a letter, bounded in time and size, with no environment but the
//! folder of fonts.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use comity_treaty::party::in_force_between;
use comity_treaty::procedure::{assistance, preservation};
use comity_treaty::{
    Actor, Command, Event, Matter, MatterId, Message, PERMISSIONS, Role, Sentence, Side, StateCode,
};
use comity_wire::papers::Paper;
use comity_wire::problem::ProblemType;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command as Program};

use crate::act::READ;
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;
use crate::refused;
use crate::thread::Record;

const PROGRAM: &str = "comity-letters";
const TIME_MAX: Duration = Duration::from_secs(30);
const PDF_BYTES_MAX: u64 = 32 << 20;
/// How far back the one who proposed is looked for.
const LOOK_BACK: u32 = 200;
const LANGUAGES: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];

/// Which letter is wanted.
pub struct LetterOrder {
    /// The matter.
    pub matter: MatterId,
    /// The event's number in the matter's history.
    pub number: i64,
    /// One of the six official languages.
    pub language: String,
    /// The reader's offset from UTC in minutes, where a local time is to stand beside.
    pub offset_minutes: Option<i16>,
}

/// The letter that a request would be, before it is one.
pub struct DraftOrder {
    /// The measure, by its key.
    pub measure: String,
    /// The State it is to go to.
    pub to: String,
    /// The particulars as they stand.
    pub particulars: Value,
    /// The papers that are ready to go with it.
    pub papers: Vec<Paper>,
    /// One of the six official languages.
    pub language: String,
}

/// One event of the history, with its place in the log.
struct Told {
    number: i64,
    event: Event,
    envelope: Option<comity_custody::Digest>,
    papers: Vec<Paper>,
    entry: u64,
}

impl Node {
    /// The PDF of what an event told the other State, or was told by it.
    pub async fn letter(&self, officer: &Officer, order: &LetterOrder) -> Result<Vec<u8>, Refusal> {
        officer.must_hold(&READERS)?;
        official(&order.language)?;
        let thread = self.thread(order.matter).await?;
        let Some(matter) = &thread.matter else {
            return Err(Refusal::not_found(&order.matter.to_string()));
        };
        let history = self.told_until(order).await?;
        let dispatch = self.dispatch(order, matter, &history)?;
        set(dispatch.to_string().as_bytes()).await
    }

    /// The PDF that a request would be if it were sent as it stands. It says that it is a draft, and nothing is written.
    pub async fn letter_of_draft(
        &self,
        officer: &Officer,
        order: DraftOrder,
    ) -> Result<Vec<u8>, Refusal> {
        officer.must_hold(&READERS)?;
        official(&order.language)?;
        let (own, now) = (self.state()?, self.world.now());
        let to = self.member("to", &order.to)?;
        let command = self.opening_of(&order.measure, order.particulars)?;
        let message = said_by(command).ok_or_else(|| no_letter(0))?;
        let dispatch = json!({
            "language": order.language, "matter": MatterId(self.world.new_id()), "measure": order.measure,
            "speaker": Side::Requesting, "at": now, "from": self.correspondent(own), "to": self.correspondent(to),
            "in_force": in_force_between(&self.party(own, now), &self.party(to, now), now), "message": message,
            "papers": order.papers,
        });
        set(dispatch.to_string().as_bytes()).await
    }

    /// The events up to the wanted one, the earliest first.
    async fn told_until(&self, order: &LetterOrder) -> Result<Vec<Told>, Refusal> {
        let after = order.number.saturating_sub(i64::from(LOOK_BACK)).max(0);
        let rows = self
            .store
            .history(order.matter.0, after, LOOK_BACK)
            .await
            .map_err(Refusal::fault(READ))?;
        let mut history = Vec::new();
        for row in rows.into_iter().filter(|row| row.version <= order.number) {
            let record = row.json.as_deref().map(serde_json::from_str).transpose();
            let record = record.map_err(Refusal::fault(
                "a stored event does not read; run `comity fsck`",
            ))?;
            if let Some(Record::Event {
                event,
                received,
                sent,
                papers,
                ..
            }) = record
            {
                history.push(Told {
                    number: row.version,
                    event: *event,
                    envelope: sent.or(received),
                    papers,
                    entry: row.index,
                });
            }
        }
        Ok(history)
    }

    fn dispatch(
        &self,
        order: &LetterOrder,
        matter: &Matter,
        history: &[Told],
    ) -> Result<Value, Refusal> {
        let (told, before) = history
            .split_last()
            .filter(|(told, _)| told.number == order.number)
            .ok_or_else(|| no_letter(order.number))?;
        let (message, heard) =
            message_of(&told.event, matter).ok_or_else(|| no_letter(order.number))?;
        let speaker = if heard {
            matter.side().other()
        } else {
            matter.side()
        };
        let (own, peer, at) = (self.state()?, matter.peer(), told.event.at());
        let (from, to) = if heard { (peer, own) } else { (own, peer) };
        let in_force = in_force_between(&self.party(own, at), &self.party(peer, at), at);
        let signed_by = if heard {
            Vec::new()
        } else {
            signers(told, before)
        };
        let state =
            serde_json::to_value(matter).map_err(Refusal::fault("a matter does not serialise"))?;
        Ok(json!({
            "language": order.language, "matter": order.matter, "measure": matter.measure(), "speaker": speaker, "at": at,
            "offset_minutes": order.offset_minutes, "from": self.correspondent(from), "to": self.correspondent(to),
            "in_force": in_force, "confidential": !state["particulars"]["secrecy"].is_null(), "signed_by": signed_by,
            "by_deadline": matches!(told.event.by(), Actor::Deadline | Actor::Consequence),
            "envelope": told.envelope, "entry": { "state": own, "number": told.entry },
            "written_in": state["particulars"]["language"], "message": message, "papers": told.papers,
        }))
    }

    /// A State with the name its node has in the directory, and where it answers.
    fn correspondent(&self, state: StateCode) -> Value {
        let directory = self.directory();
        let peer = directory.peer(state, self.world.now());
        let (name, url) = match peer {
            Some(peer) => (peer.member.node.name.clone(), peer.url.clone()),
            None if self.state().is_ok_and(|own| own == state) => {
                (self.config.name.clone(), self.config.url.clone())
            }
            None => return json!({ "state": state }),
        };
        json!({ "state": state, "authority": name, "contact": [url] })
    }
}

fn official(language: &str) -> Result<(), Refusal> {
    let known = LANGUAGES.contains(&language);
    let expected = || expected::ONE_OF.with("words", LANGUAGES.join(", "));
    known
        .then_some(())
        .ok_or_else(|| Refusal::field("language", expected()))
}

/// What a command that opens a matter comes to say, once it is sent.
fn said_by(command: Command) -> Option<Message> {
    use comity_treaty::procedure::chart::{self, Chart};
    match command {
        Command::PreservationRequesting(
            preservation::requesting::Command::RequestPreservation { particulars },
        ) => Some(Message::PreservationToRequested(
            preservation::RequestingSays::Request { particulars },
        )),
        Command::AssistanceRequesting(assistance::requesting::Command::DraftRequest {
            particulars,
        }) => Some(Message::AssistanceToRequested(
            assistance::RequestingSays::Request { particulars },
        )),
        Command::Charted(chart::Command::DraftRequest {
            measure,
            particulars,
        }) => Chart::of(measure).map(|chart| {
            Message::Charted(chart::Says {
                measure,
                says: chart.opens.send,
                document: particulars,
            })
        }),
        _ => None,
    }
}

fn no_letter(number: i64) -> Refusal {
    let detail = refused::TELLS_NOTHING.with("event", number.to_string());
    Refusal::named(ProblemType::NotFound, detail)
}

/// What the event said, and whether the other State said it.
fn message_of(event: &Event, matter: &Matter) -> Option<(Message, bool)> {
    use comity_treaty::procedure::chart;
    if let Some(message) = comity_treaty::outgoing(event, matter) {
        return Some((message, false));
    }
    let heard = match event {
        Event::PreservationRequesting(e) => match &e.fact {
            preservation::requesting::Fact::Heard { message } => {
                Message::PreservationToRequesting(message.clone())
            }
            _ => return None,
        },
        Event::PreservationRequested(e) => match &e.fact {
            preservation::requested::Fact::Heard { message } => {
                Message::PreservationToRequested(message.clone())
            }
            _ => return None,
        },
        Event::AssistanceRequesting(e) => match &e.fact {
            assistance::requesting::Fact::Heard { message } => {
                Message::AssistanceToRequesting(message.clone())
            }
            _ => return None,
        },
        Event::AssistanceRequested(e) => match &e.fact {
            assistance::requested::Fact::Heard { message } => {
                Message::AssistanceToRequested(message.clone())
            }
            _ => return None,
        },
        Event::Charted(e) => match &e.fact {
            chart::Fact::Heard { message, .. } => Message::Charted(message.clone()),
            _ => return None,
        },
        Event::Erasing(_) => return None,
    };
    Some((heard, true))
}

/// The functions of those who signed: the one who proposed it, if one did, then the one who acted.
fn signers(told: &Told, before: &[Told]) -> Vec<Role> {
    let proposals = proposals_of(told.event.name());
    let proposed = before
        .iter()
        .rev()
        .find(|one| proposals.contains(&one.event.name()));
    let first = proposed.and_then(|one| function(one.event.by()));
    first.into_iter().chain(function(told.event.by())).collect()
}

/// The events that propose what a message tells.
fn proposals_of(name: &str) -> &'static [&'static str] {
    match name {
        "request" | "send_request" => &["drafted", "redrafted"],
        "refusal" => &["refusal_proposed"],
        "transferred" => &["transfer_proposed"],
        "onward_answer" => &["onward_answer_proposed"],
        "consent_answer" => &["consent_proposed"],
        "extension_refused" => &["extension_refusal_proposed"],
        "renewal_refused" => &["renewal_refusal_proposed"],
        act if PERMISSIONS
            .iter()
            .any(|row| row.key == act && row.persons == 2) =>
        {
            &["proposed"]
        }
        _ => &[],
    }
}

/// The function in which an officer acted: the weightiest of the roles held then.
fn function(by: &Actor) -> Option<Role> {
    const WEIGHT: [Role; 5] = [
        Role::Approver,
        Role::ExecutingAuthority,
        Role::EvidenceCustodian,
        Role::DutyOfficer,
        Role::Drafter,
    ];
    match by {
        Actor::Officer { roles, .. } => WEIGHT.into_iter().find(|role| roles.contains(role)),
        Actor::Peer(_) | Actor::Deadline | Actor::Consequence => None,
    }
}

/// The PDF that the program makes of a dispatch.
async fn set(dispatch: &[u8]) -> Result<Vec<u8>, Refusal> {
    let child = start(&program()?)?;
    let talk = tokio::time::timeout(TIME_MAX, talk(child, dispatch));
    match talk.await {
        Ok(done) => done,
        Err(_) => Err(unavailable(refused::LETTER_SLOW)),
    }
}

/// The program beside our own.
fn program() -> Result<PathBuf, Refusal> {
    let own =
        std::env::current_exe().map_err(Refusal::fault("the program's own path is unknown"))?;
    let path = own.with_file_name(PROGRAM);
    if path.exists() {
        return Ok(path);
    }
    Err(unavailable(
        refused::LETTER_PROGRAM.with("program", PROGRAM),
    ))
}

fn start(program: &std::path::Path) -> Result<Child, Refusal> {
    let mut command = Program::new(program);
    command.env_clear().kill_on_drop(true);
    if let Some(folder) = std::env::var_os("COMITY_FONTS") {
        command.env("COMITY_FONTS", folder);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().map_err(Refusal::fault(
        "the program that sets letters does not start",
    ))
}

async fn talk(mut child: Child, dispatch: &[u8]) -> Result<Vec<u8>, Refusal> {
    const BROKEN: &str = "the program that sets letters broke off";
    // INVARIANT (piped): `start` asked for all three.
    let mut input = child.stdin.take().expect("a pipe");
    let (out, err) = (
        child.stdout.take().expect("a pipe"),
        child.stderr.take().expect("a pipe"),
    );
    // It reads everything before it writes anything, and so must be told first.
    let written = input.write_all(dispatch).await;
    drop(input);
    let (mut pdf, mut said) = (Vec::new(), String::new());
    let (mut out, mut err) = (out.take(PDF_BYTES_MAX + 1), err.take(4096));
    let read = tokio::try_join!(out.read_to_end(&mut pdf), err.read_to_string(&mut said));
    read.map_err(Refusal::fault(BROKEN))?;
    if pdf.len() as u64 > PDF_BYTES_MAX {
        return Err(unavailable(refused::LETTER_LONG));
    }
    let status = child.wait().await.map_err(Refusal::fault(BROKEN))?;
    if !status.success() {
        return Err(unavailable(refused::LETTER_UNSET.because(said.trim())));
    }
    written.map_err(Refusal::fault(BROKEN))?;
    Ok(pdf)
}

fn unavailable(detail: impl Into<Sentence>) -> Refusal {
    Refusal::named(ProblemType::Unavailable, detail)
}
