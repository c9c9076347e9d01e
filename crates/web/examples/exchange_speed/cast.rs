//! The nodes in play: a register and the requested State as processes, the requesting State here.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use comity_node::{ENROLMENT, FormerKeys, NewNode, Node, Officer, World, create};
use comity_treaty::{PartyFacts, Role};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::Failure;

/// How often a node that begins is asked whether it is there.
const ASK: Duration = Duration::from_millis(20);
const ASKED_MAX: usize = 1_000;

/// Everything in play.
pub struct Cast {
    /// The requesting State's node, running in this process.
    pub xaa: Arc<Node>,
    /// Its duty officer.
    pub officer: Officer,
    stop: CancellationToken,
    processes: Vec<Process>,
}

/// A node in a process of its own, which ends when its standard input closes.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It fails only when the process is gone already.
        let _gone = self.0.wait();
    }
}

impl Cast {
    /// Makes the nodes, starts them, and waits until both States know each other.
    pub async fn gather(folder: &Path) -> Result<Self, Failure> {
        let register = folder.join("register");
        let anchor = make(&register, None, None)?;
        let sides = [("XAA", folder.join("xaa")), ("XBB", folder.join("xbb"))];
        for (state, data) in &sides {
            make(data, Some(state), Some(&anchor))?;
        }
        enrol(&register, &sides).await?;
        let mut processes = vec![start(&register).await?];
        let stop = CancellationToken::new();
        let xaa = Node::open(&sides[0].1, None, World::system()).await?;
        // The requested State's directory is fresh before it is written to: it begins with it.
        let xbb = Node::open(&sides[1].1, None, World::system()).await?;
        xbb.refresh_directory().await?;
        xbb.close().await;
        processes.push(start(&sides[1].1).await?);
        xaa.refresh_directory().await?;
        xaa.start(&stop);
        let (node, stopped) = (Arc::clone(&xaa), stop.clone());
        let listener = comity_web::listen(&node)?;
        tokio::spawn(comity_web::serve(node, listener, stopped.cancelled_owned()));
        let officer = duty_officer(&xaa).await?;
        Ok(Self {
            xaa,
            officer,
            stop,
            processes,
        })
    }

    /// Ends everything.
    pub async fn dismiss(self) {
        self.stop.cancel();
        drop(self.processes);
        self.xaa.close().await;
    }
}

/// Serves a node until standard input closes.
pub async fn serve(data: &Path) -> Result<(), Failure> {
    let node = Node::open(data, None, World::system()).await?;
    let stop = CancellationToken::new();
    let loops = node.start(&stop);
    let stopped = stop.clone();
    std::thread::spawn(move || {
        let _closed = std::io::stdin().read_to_end(&mut Vec::new());
        stop.cancel();
    });
    let listener = comity_web::listen(&node)?;
    comity_web::serve(Arc::clone(&node), listener, stopped.cancelled_owned()).await?;
    for running in loops {
        running.await?;
    }
    node.close().await;
    Ok(())
}

fn make(data: &Path, state: Option<&str>, anchor: Option<&Path>) -> Result<PathBuf, Failure> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let new = NewNode {
        data,
        state: state.map(str::parse).transpose()?,
        name: state.unwrap_or("register").to_owned(),
        listen: free.to_string(),
        url: format!("https://{free}"),
        database: "sqlite".into(),
        anchor,
        desk: None,
        passphrase: None,
    };
    Ok(create(&new, &World::system())?)
}

async fn enrol(register: &Path, sides: &[(&str, PathBuf)]) -> Result<(), Failure> {
    let node = Node::open(register, None, World::system()).await?;
    for (state, data) in sides {
        let statement = std::fs::read_to_string(data.join(ENROLMENT))?;
        node.enrol(&statement, facts(state)?, FormerKeys::Sign)
            .await?;
    }
    node.close().await;
    Ok(())
}

fn facts(state: &str) -> Result<PartyFacts, Failure> {
    let facts = json!({
        "state": state,
        "party_since": Timestamp::now() - SignedDuration::from_hours(24 * 180),
        "marks": ["central_authority", "contact_point"],
        "languages": ["en"],
        "order": { "days_max": 90, "renewable": true },
    });
    Ok(serde_json::from_value(facts)?)
}

async fn start(data: &Path) -> Result<Process, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("serve").arg(data).stdin(Stdio::piped());
    let process = Process(command.spawn()?);
    let listen = comity_node::Config::load(data)?.listen;
    for _ in 0..ASKED_MAX {
        if tokio::net::TcpStream::connect(&listen).await.is_ok() {
            return Ok(process);
        }
        tokio::time::sleep(ASK).await;
    }
    Err(format!("{}: does not answer on {listen}", data.display()).into())
}

async fn duty_officer(node: &Node) -> Result<Officer, Failure> {
    let roles = BTreeSet::from([Role::DutyOfficer]);
    let token = node.add_officer("duty", "Duty officer", &roles).await?;
    Ok(node.officer_of(&token).await?)
}
