//! Nodes as processes on this machine, made and enrolled with the program's own commands, and
//! officers who speak to them over HTTP.

use reqwest::Method;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../../src/demo/port.rs"]
mod port;

const START_SECONDS_MAX: u64 = 20;
const DIRECTORY_SECONDS_MAX: u64 = 30;

/// Runs the program to its end; returns what it printed. It must succeed.
pub fn comity(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .output();
    let output = run.expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.success(), "{arguments:?}: {said}{printed}");
    printed
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().expect("a scratch path is UTF-8")
}

/// A node: its data folder, where it listens, and its process while it runs.
pub struct Node {
    pub data: PathBuf,
    pub url: String,
    listen: String,
    process: Option<Child>,
}

impl Node {
    fn new(data: PathBuf) -> Self {
        let listen = format!("127.0.0.1:{}", port::free_port().expect("a free port"));
        let url = format!("https://{listen}");
        Self {
            data,
            url,
            listen,
            process: None,
        }
    }

    fn init(&self, kind: &[&str]) {
        let place = ["--data", arg(&self.data), "--listen", &self.listen];
        comity(&[&["init"], kind, &place].concat());
    }

    /// Starts the process and waits until it accepts connections.
    pub async fn start(&mut self) {
        self.process = Some(self.spawn());
        let began = Instant::now();
        while tokio::net::TcpStream::connect(&self.listen).await.is_err() {
            let late = began.elapsed() > Duration::from_secs(START_SECONDS_MAX);
            assert!(!late, "{} does not start:\n{}", self.url, self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(self.running(), "{} has ended:\n{}", self.url, self.log());
    }

    fn spawn(&self) -> Child {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.data.join("serve.log"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
        command.args(["serve", "--data", arg(&self.data)]);
        command
            .env("COMITY_EXIT_WITH_STDIN", "1")
            .stdin(Stdio::piped());
        command
            .stdout(Stdio::null())
            .stderr(log.expect("the log can be written"));
        command.spawn().expect("the program starts")
    }

    /// Whether the process still runs.
    pub fn running(&mut self) -> bool {
        let process = self.process.as_mut();
        process.is_some_and(|process| matches!(process.try_wait(), Ok(None)))
    }

    /// Ends the process at once (SIGKILL), as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Both fail only when it has ended already.
            let _gone = process.kill();
            let _reaped = process.wait();
        }
    }

    /// Asks the process to stop and waits until it has.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            drop(process.stdin.take());
            let status = process.wait().expect("it ends");
            assert!(status.success(), "{} ended with {status}", self.url);
        }
    }

    /// What the process wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.data.join("serve.log")).unwrap_or_default()
    }

    /// A new officer of this node, with one role.
    pub fn officer(&self, role: &str) -> Officer {
        self.officer_named(role, role)
    }

    /// A new officer of this node, by name and role.
    pub fn officer_named(&self, id: &str, role: &str) -> Officer {
        let profile = self.data.join(format!("{id}.toml"));
        let who = ["officer", "add", "--id", id, "--name", id];
        let what = ["--role", role, "--profile", arg(&profile)];
        comity(&[&who[..], &what, &["--data", arg(&self.data)]].concat());
        Officer::load(profile)
    }
}

impl Drop for Node {
    /// A test that failed leaves no process behind.
    fn drop(&mut self) {
        self.kill();
    }
}

/// An officer's connection.
pub struct Officer {
    pub profile: PathBuf,
    pub token: String,
    pub http: reqwest::Client,
    url: String,
}

/// A node's answer: status, media type, body.
pub struct Answer {
    pub status: u16,
    media: String,
    pub body: Value,
}

impl Answer {
    /// Whether this is a problem document (RFC 9457) of its own status.
    pub fn is_problem(&self) -> bool {
        self.media == "application/problem+json"
            && self.body["status"] == self.status
            && self.body["type"].is_string()
    }
}

impl Officer {
    fn load(profile: PathBuf) -> Self {
        let text = std::fs::read_to_string(&profile).expect("the profile was written");
        let table: toml::Table = toml::from_str(&text).expect("TOML");
        let part = |key: &str| table[key].as_str().expect("a text").to_owned();
        let certificate = reqwest::Certificate::from_pem(part("certificate").as_bytes());
        let http = reqwest::Client::builder()
            .tls_certs_only([certificate.expect("PEM")])
            .no_proxy()
            .timeout(Duration::from_secs(20))
            .build();
        Self {
            profile,
            token: part("token"),
            http: http.expect("a client"),
            url: part("url"),
        }
    }

    /// One call; nothing where no whole answer came.
    pub async fn call(&self, method: Method, path: &str, body: &Value) -> Option<Answer> {
        let url = format!("{}{path}", self.url);
        let mut request = self.http.request(method, url).bearer_auth(&self.token);
        if !body.is_null() {
            request = request.json(body);
        }
        answer(request).await
    }

    /// A read; nothing where no whole answer came, or the node said no.
    pub async fn get(&self, path: &str) -> Option<Value> {
        let answer = self.call(Method::GET, path, &Value::Null).await?;
        (answer.status == 200).then_some(answer.body)
    }
}

/// Sends a request; nothing where no whole answer came.
pub async fn answer(request: reqwest::RequestBuilder) -> Option<Answer> {
    let response = request.send().await.ok()?;
    let status = response.status().as_u16();
    let media = response.headers().get("content-type");
    let media = media
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = response.bytes().await.ok()?;
    let text = || Value::from(String::from_utf8_lossy(&bytes));
    let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
    Some(Answer {
        status,
        media,
        body,
    })
}

/// A register and two States that are its members. Nothing runs yet.
pub fn three_nodes(root: &Path) -> (Node, Node, Node) {
    // A second test of the same process finds it installed.
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let register = Node::new(root.join("register"));
    register.init(&["--register"]);
    let anchor = register.data.join("anchor.json");
    let state = |code: &str| {
        let node = Node::new(root.join(code));
        node.init(&["--state", code, "--anchor", arg(&anchor)]);
        enrol(&register, &node, code);
        node
    };
    let (xaa, xbb) = (state("XAA"), state("XBB"));
    (register, xaa, xbb)
}

/// The register vouches for what this State hands over.
pub fn enrol(register: &Node, member: &Node, code: &str) {
    let facts = member.data.join("facts.json");
    let text = json!({
        "state": code, "party_since": "2026-05-01T00:00:00Z", "languages": ["en"],
        "marks": ["central_authority", "contact_point"], "order": { "days_max": 90, "renewable": true },
        "real_time": comity_treaty::sample::real_time_law(),
    });
    std::fs::write(&facts, text.to_string()).expect("the facts can be written");
    let enrolment = member.data.join("enrolment.jws.json");
    let who = ["register", "enrol", arg(&enrolment), "--facts", arg(&facts)];
    comity(&[&who[..], &["--data", arg(&register.data)]].concat());
}

/// Waits until a node knows this peer and reaches it.
pub async fn knows(officer: &Officer, peer: &str) {
    let (check, began) = (format!("peer {peer}"), Instant::now());
    loop {
        let report = officer.get("/api/v1/doctor").await.unwrap_or_default();
        let mut findings = report["findings"].as_array().into_iter().flatten();
        if findings.any(|found| found["check"] == check.as_str() && found["severity"] == "good") {
            return;
        }
        let late = began.elapsed() > Duration::from_secs(DIRECTORY_SECONDS_MAX);
        assert!(!late, "{peer} is not known: {report}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A node's database, behind its back. Without limits of age: the task that looks after them may spin for ever
/// (docs/decisions/sqlx-any.md).
pub async fn database(data: &Path) -> sqlx::AnyPool {
    sqlx::any::install_default_drivers();
    let path = format!("sqlite://{}", data.join("node.db").display());
    let options = sqlx::any::AnyPoolOptions::new();
    let options = options.max_lifetime(None).idle_timeout(None);
    options.connect(&path).await.expect("a database")
}

/// Good particulars of a preservation request (Art 42(3)).
pub fn particulars() -> Value {
    json!({
        "language": "en",
        "requesting_authority": "24/7 contact point of Arvenia",
        "offence": {
            "convention": "ict_related_theft_or_fraud", "statute": "Penal Code, section 263a", "max_penalty_months": 72,
            "jurisdiction": { "head": "territory", "link": "The firms are in the requesting State" },
        },
        "facts": "Forged invoices were sent from this account to eleven firms.",
        "data": "The mailbox and the access log of the account",
        "data_classes": ["subscriber", "traffic", "content"],
        "accounts": [{ "service": "Mail Example, Port Belmora", "identifier": "trader@mail.example" }],
        "period": { "from": "2026-10-01T00:00:00Z", "to": "2026-10-31T23:59:59Z" },
        "link_to_offence": "The forged invoices were sent from this account",
        "custodian": "Mail Example, Port Belmora",
        "necessity": "The provider deletes access logs after 60 days",
        "intends_assistance": true,
    })
}
