//! For tests: a node of XAA with the nodes of other States in its directory, which answer over TLS on this machine, or do not
//! as an honest node does.

use comity_treaty::{OfficerId, Role, StateCode, sample};
use jiff::Timestamp;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Handle;

use crate::directory::{Copy, Statements, View};
use crate::node::Node;
use crate::officers::Officer;
use crate::register::FormerKeys;
use crate::setup::{ENROLMENT, NewNode, create};
use crate::world::World;

/// The longest a test waits for what must come: long before anything that hangs is given up.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// How a node answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As it should.
    Honest,
    /// It hangs up at once.
    Away,
    /// It takes what is sent and says nothing.
    Hangs,
    /// It never ends what it says.
    Endless,
}

/// The node of another State.
pub(crate) struct Neighbour {
    pub node: Arc<Node>,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<AtomicUsize>,
}

impl Neighbour {
    pub fn becomes(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// How often it was asked for anything.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// XAA, its register and its neighbours, under one clock.
pub(crate) struct Neighbours {
    _root: TempDir,
    pub node: Arc<Node>,
    pub officer: Officer,
    pub others: BTreeMap<&'static str, Neighbour>,
    seconds: Arc<AtomicI64>,
}

impl Neighbours {
    pub async fn new(others: &[&'static str]) -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let seconds = Arc::new(AtomicI64::new(Timestamp::now().as_second()));
        let world = {
            let seconds = Arc::clone(&seconds);
            let now = move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap();
            World::with_clock(Arc::new(now))
        };
        let register = made(root.path(), None, None, 7443);
        let anchor = register.join(crate::setup::ANCHOR);
        let mut places = vec![("XAA", made(root.path(), Some("XAA"), Some(&anchor), 7444))];
        let mut lines = Vec::new();
        for state in others {
            let line = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = line.local_addr().unwrap().port();
            places.push((*state, made(root.path(), Some(state), Some(&anchor), port)));
            lines.push(line);
        }
        let register = Node::open(&register, None, world.clone()).await.unwrap();
        let enrolled: Vec<_> = places
            .iter()
            .map(|(state, data)| (*state, &**data))
            .collect();
        let copy = directory(&register, &enrolled).await;
        let mut nodes = Vec::new();
        for (_, data) in &places {
            let node = Node::open(data, None, world.clone()).await.unwrap();
            let anchor = node.anchor.as_ref().unwrap();
            let view = View::verify(anchor, copy.clone(), None, node.now()).unwrap();
            node.replace_directory(view);
            nodes.push(node);
        }
        let node = nodes.remove(0);
        let others = others.iter().zip(nodes).zip(lines);
        let others = others.map(|((state, node), line)| (*state, neighbour(node, line)));
        let roles = [Role::DutyOfficer, Role::Drafter];
        let all = roles.into_iter().collect();
        node.add_officer("ida", "Ida Marek", &all).await.unwrap();
        let officer = Officer {
            id: OfficerId("ida".into()),
            roles: roles.into(),
        };
        Self {
            _root: root,
            node,
            officer,
            others: others.collect(),
            seconds,
        }
    }

    /// Sets every clock forward.
    pub fn later(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Asks a State to preserve data.
    pub async fn request(&self, to: &str) {
        let draft = json!(sample::preservation_draft(self.node.now()));
        let node = &self.node;
        let asked = node.request(&self.officer, None, "preservation", to, draft, &[]);
        asked.await.unwrap();
    }

    /// Waits until something is so.
    pub async fn until(&self, what: &str, so: impl AsyncFn(&Self) -> bool) {
        let waited = async {
            while !so(self).await {
                tokio::task::yield_now().await;
            }
        };
        let waited = tokio::time::timeout(WAIT_MAX, waited).await;
        assert!(waited.is_ok(), "it is never so that {what}");
    }

    /// Messages to a State that it has not acknowledged.
    pub async fn waiting(&self, to: &str) -> u64 {
        let waiting = self.node.store.outbox_waiting().await.unwrap();
        let of_state = waiting.iter().filter(|waiting| waiting.peer == to);
        of_state.map(|waiting| waiting.messages).sum()
    }
}

/// A new node of a State, or a register.
pub(crate) fn made(root: &Path, state: Option<&str>, anchor: Option<&Path>, port: u16) -> PathBuf {
    let data = root.join(state.unwrap_or("register"));
    let new = NewNode {
        data: &data,
        state: state.map(|state| state.parse().unwrap()),
        name: "A node of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: format!("https://127.0.0.1:{port}"),
        database: "sqlite".into(),
        anchor,
        desk: None,
        passphrase: None,
    };
    create(&new, &World::system()).unwrap();
    data
}

/// What a register says of these States.
pub(crate) async fn directory(register: &Node, states: &[(&str, &Path)]) -> Copy {
    let (mut statements, mut entities) = (BTreeMap::new(), Vec::new());
    for (code, data) in states {
        let enrolment = std::fs::read_to_string(data.join(ENROLMENT)).unwrap();
        let facts = json!({
            "state": code, "party_since": "2026-05-01T00:00:00Z", "languages": ["en"],
            "marks": ["central_authority", "contact_point"], "order": { "days_max": 90, "renewable": true },
            "real_time": sample::real_time_law(),
        });
        let facts = serde_json::from_value(facts).unwrap();
        let state: StateCode = register
            .enrol(&enrolment, facts, FormerKeys::Sign)
            .await
            .unwrap();
        let members = register.members().await.unwrap();
        entities.push((state, members[&state].entity.as_str().to_owned()));
    }
    for (state, entity) in entities {
        let subordinate = register.register_statement(&entity, false).await.unwrap();
        let configuration = register.register_statement(&entity, true).await.unwrap();
        let of_state = Statements {
            subordinate,
            configuration,
        };
        statements.insert(state.to_string(), of_state);
    }
    let own = register.entity_configuration().unwrap();
    Copy {
        list: register.register_list().await.unwrap(),
        register: String::from_utf8(own).unwrap(),
        statements,
    }
}

fn neighbour(node: Arc<Node>, line: TcpListener) -> Neighbour {
    let manner = Arc::new(Mutex::new(Manner::Honest));
    let asked = Arc::new(AtomicUsize::new(0));
    let mut tls = ServerConfig::clone(&node.tls_server_config().unwrap());
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    let desk = Desk {
        node: Arc::clone(&node),
        manner: Arc::clone(&manner),
        asked: Arc::clone(&asked),
        tls: Arc::new(tls),
        runtime: Handle::current(),
    };
    // It ends with the process of the test.
    std::thread::spawn(move || {
        for caller in line.incoming().map_while(Result::ok) {
            let desk = desk.clone();
            // A caller that hangs up is gone; the next one is served all the same.
            std::thread::spawn(move || desk.serve(caller).ok());
        }
    });
    Neighbour {
        node,
        manner,
        asked,
    }
}

/// Where a neighbour's callers are answered.
#[derive(Clone)]
struct Desk {
    node: Arc<Node>,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<AtomicUsize>,
    tls: Arc<ServerConfig>,
    runtime: Handle,
}

impl Desk {
    fn serve(&self, caller: TcpStream) -> std::io::Result<()> {
        let tls = ServerConnection::new(Arc::clone(&self.tls)).map_err(std::io::Error::other)?;
        let mut line = BufReader::new(StreamOwned::new(tls, caller));
        while let Some((path, body)) = question(&mut line)? {
            self.asked.fetch_add(1, Ordering::SeqCst);
            let manner = *self.manner.lock().unwrap();
            match manner {
                Manner::Away => return Ok(()),
                Manner::Hangs => {
                    // Until the caller has enough of it.
                    let _rest = line.read(&mut [0])?;
                    return Ok(());
                }
                Manner::Endless => loop {
                    line.get_mut().write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
                    line.get_mut().write_all(&vec![b'a'; 1 << 16])?;
                },
                Manner::Honest => {
                    let (status, body) = self.runtime.block_on(self.answer(&path, &body));
                    let length = body.len();
                    let head =
                        format!("HTTP/1.1 {status} Said\r\ncontent-length: {length}\r\n\r\n");
                    line.get_mut().write_all(head.as_bytes())?;
                    line.get_mut().write_all(&body)?;
                    line.get_mut().flush()?;
                }
            }
        }
        Ok(())
    }

    async fn answer(&self, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        match path {
            "/v1/envelopes" => match self.node.intake(body.to_vec()).await {
                Ok(receipt) => (200, receipt),
                Err(refusal) => (409, json!(refusal.problem()).to_string().into_bytes()),
            },
            "/log/add-checkpoint" => {
                let (status, _, text) = self.node.add_checkpoint(body).await.unwrap();
                (status, text.into_bytes())
            }
            path => {
                let path = path.strip_prefix("/log/").unwrap_or_default();
                let tile = self.node.log_tile(path).await;
                tile.map_or((404, Vec::new()), |tile| (200, tile))
            }
        }
    }
}

/// The path that is asked for, and what is said with it; nothing where the caller has hung up.
fn question(line: &mut impl BufRead) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let (mut path, mut length) = (String::new(), 0);
    loop {
        let mut head = String::new();
        if line.read_line(&mut head)? == 0 {
            return Ok(None);
        }
        let head = head.trim_end();
        if head.is_empty() {
            break;
        }
        if path.is_empty() {
            head.split(' ')
                .nth(1)
                .unwrap_or_default()
                .clone_into(&mut path);
        }
        let stated = head.to_ascii_lowercase();
        if let Some(stated) = stated.strip_prefix("content-length:") {
            length = stated.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    line.read_exact(&mut body)?;
    Ok(Some((path, body)))
}
