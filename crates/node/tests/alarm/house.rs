//! A node with officers and an alarm.

use comity_node::{DeskConfig, Finding, NewNode, Node, Notice, Officer, ShiftAsked, World};
use comity_treaty::{OfficerId, Role};
use jiff::{SignedDuration, Timestamp};
use sqlx::{Connection, SqliteConnection};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

use crate::servers::{Mail, Pager};

/// The secret of the webhook.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// A matter of which nobody outside may hear.
pub const MATTER: &str = "018f0000-0000-7000-8000-00000000abcd";

/// The house.
pub struct House {
    pub node: Arc<Node>,
    pub data: PathBuf,
    /// Minutes since it began.
    minutes: Arc<AtomicI64>,
    _folder: TempDir,
}

/// When it began.
pub fn began() -> Timestamp {
    "2027-03-01T02:00:00Z".parse().expect("a time")
}

/// What an e-mail says here.
pub fn words(notice: &Notice) -> (String, String) {
    let subject = notice.level.key().to_owned();
    (
        subject,
        format!(
            "{} wait, step {}, {}",
            notice.count, notice.step, notice.url
        ),
    )
}

fn new<'a>(data: &'a Path, url: &str) -> NewNode<'a> {
    NewNode {
        data,
        state: None,
        name: "A house of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: url.into(),
        database: "sqlite".into(),
        anchor: None,
        desk: None,
        passphrase: None,
    }
}

/// The section of an alarm by both ways.
pub fn section(mail: &Mail, pager: &Pager) -> String {
    format!(
        "[alarm]\nescalate_to = [\"chief@xaa.example\"]\n[alarm.smtp]\nserver = \"127.0.0.1\"\nport = {}\n\
         encryption = \"none\"\nfrom = \"desk@xaa.example\"\n[alarm.webhook]\nurl = \"{}\"\nsecret_file = \"hook.secret\"\n",
        mail.port(),
        pager.url()
    )
}

/// Makes a node's folder; what is added stands at the end of its `node.toml`.
pub fn folder(root: &Path, added: &str) -> PathBuf {
    // A second test of this process finds it installed.
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let (register, data) = (root.join("register"), root.join("node"));
    let anchor = comity_node::create(&new(&register, "https://127.0.0.1:1"), &World::system());
    let state = NewNode {
        state: Some("XAA".parse().expect("a code")),
        anchor: Some(&anchor.expect("a register is made")),
        desk: Some(DeskConfig {
            listen: "127.0.0.1:0".into(),
            url: "https://desk.xaa.example".into(),
            sign_in_by_link: false,
            openid: None,
        }),
        ..new(&data, "https://127.0.0.1:2")
    };
    comity_node::create(&state, &World::system()).expect("a node is made");
    let path = data.join(comity_node::CONFIG_FILE);
    let written = std::fs::read_to_string(&path).expect("a configuration");
    std::fs::write(&path, format!("{written}\n{added}")).expect("written");
    secret(&data, 0o600);
    data
}

/// Writes the webhook's secret with this mode.
pub fn secret(data: &Path, mode: u32) {
    let path = data.join("hook.secret");
    std::fs::write(&path, SECRET).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
}

impl House {
    /// A house whose `node.toml` ends with this.
    pub async fn new(added: &str) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let data = folder(root.path(), added);
        let minutes = Arc::new(AtomicI64::new(0));
        let node = opened(&data, &minutes).await;
        Self {
            node,
            data,
            minutes,
            _folder: root,
        }
    }

    /// Stops the node and opens it again.
    pub async fn restart(&mut self) {
        self.node.close().await;
        self.node = opened(&self.data, &self.minutes).await;
    }

    /// Turns the clock: so many minutes after the house began.
    pub fn at(&self, minutes: i64) {
        self.minutes.store(minutes, Ordering::SeqCst);
    }

    /// Lets the node look once, so many minutes after it began.
    pub async fn look(&self, minutes: i64) {
        self.at(minutes);
        self.node.watch(words).await.expect("it looks");
    }

    /// One who runs the node.
    pub async fn administrator(&self, id: &str) -> Officer {
        let roles = [Role::Administrator].into();
        let added = self.node.add_officer(id, id, &roles).await;
        added.expect("an officer is added");
        let id = OfficerId(id.into());
        Officer { id, roles }
    }

    /// A duty officer with an address.
    pub async fn officer(&self, id: &str) -> Officer {
        let roles = [Role::DutyOfficer].into();
        let added = self.node.add_officer(id, id, &roles).await;
        added.expect("an officer is added");
        let officer = Officer {
            id: OfficerId(id.into()),
            roles,
        };
        let address = format!("{id}@xaa.example");
        let reached = self.node.reach_at(&officer, &address, "en", None).await;
        reached.expect("an address");
        officer
    }

    /// A shift, from and to so many hours after the house began.
    pub async fn shift(&self, officer: &Officer, from: i64, to: i64) {
        let at = |hours| Some(began() + SignedDuration::from_hours(hours));
        let asked = ShiftAsked {
            officer: officer.id.0.clone(),
            from: at(from),
            to: at(to),
            zone: jiff::tz::TimeZone::UTC,
        };
        let entered = self.node.enter_shift(officer, &asked).await;
        entered.expect("a shift is entered");
    }

    /// Another State waits for an acknowledgement, due so many minutes after the house began.
    pub async fn owes(&self, due: i64) {
        let due = began() + SignedDuration::from_mins(due);
        self.run(
            "INSERT INTO matter (id, version, measure, side, peer, stage, updated_at, leaf, state) \
             VALUES ($1, 1, 'preservation', 'requested', 'XBB', 'received', 0, '', '{}')",
            None,
        )
        .await;
        self.run(
            "INSERT INTO obligation (matter, name, owner, due, ours) VALUES ($1, 'acknowledge', 'requested', $2, 1)",
            Some(due),
        )
        .await;
    }

    /// Nothing is owed any more.
    pub async fn settled(&self) {
        self.run("DELETE FROM obligation WHERE matter = $1", None)
            .await;
    }

    async fn run(&self, sql: &'static str, due: Option<Timestamp>) {
        let url = format!("sqlite://{}", self.data.join("node.db").display());
        let mut database = SqliteConnection::connect(&url).await.expect("it opens");
        let mut query = sqlx::query(sql).bind(MATTER);
        if let Some(due) = due {
            query = query.bind(due.as_microsecond());
        }
        query.execute(&mut database).await.expect("written");
        database.close().await.expect("closed");
    }

    /// What the doctor finds of this.
    pub async fn finding(&self, check: &str) -> Finding {
        let found = self.node.doctor().await;
        let found = found
            .into_iter()
            .find(|finding| finding.check.to_string() == check);
        found.unwrap_or_else(|| panic!("no finding on {check}"))
    }
}

async fn opened(data: &Path, minutes: &Arc<AtomicI64>) -> Arc<Node> {
    let minutes = Arc::clone(minutes);
    let clock = move || began() + SignedDuration::from_mins(minutes.load(Ordering::SeqCst));
    let node = Node::open(data, None, World::with_clock(Arc::new(clock))).await;
    node.expect("the node opens")
}
