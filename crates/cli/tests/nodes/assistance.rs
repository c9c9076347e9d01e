//! A request for assistance between two running nodes, step by step, for the tests that look at one of the steps.

use crate::desk::{Desk, act, offers, post, reaches};
use crate::hosted::{Hosted, MovedClock};
use crate::support::{Node, arg, comity, knows, three_nodes};
use comity_node::{ANCHOR, Anchor, ENROLMENT};
use comity_treaty::law::AssistanceKind;
use comity_treaty::particulars::{AssistanceDraft, SealKey};
use comity_treaty::{Act, Role, sample};
use comity_wire::case_file::PolicyFile;
use comity_wire::statement::{NodeMetadata, claimed_subject, verify_self_signed};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A register, two States and their officers.
pub struct Pair {
    pub register: Node,
    pub xaa: Node,
    pub xbb: Node,
    pub asking: Desk,
    pub asked: Desk,
    root: PathBuf,
}

impl Pair {
    /// Made, not running.
    pub fn new(root: &Path) -> Self {
        let (register, xaa, xbb) = three_nodes(root);
        let (asking, asked) = (Desk::of(&xaa), Desk::of(&xbb));
        let root = root.to_owned();
        Self {
            register,
            xaa,
            xbb,
            asking,
            asked,
            root,
        }
    }

    /// Made, and running as processes that know each other.
    pub async fn up(root: &Path) -> Self {
        let mut pair = Self::new(root);
        for node in [&mut pair.register, &mut pair.xaa, &mut pair.xbb] {
            node.start().await;
        }
        pair.acquainted().await;
        pair
    }

    /// The three nodes in this process, under one clock.
    pub async fn hosted(&self, clock: &MovedClock) -> Vec<Hosted> {
        let mut nodes = Vec::new();
        for node in [&self.register, &self.xaa, &self.xbb] {
            nodes.push(Hosted::start(&node.data, clock, |routes| routes).await);
        }
        self.acquainted().await;
        nodes
    }

    /// Waits until the two States know each other.
    pub async fn acquainted(&self) {
        knows(self.asking.who(Act::DraftRequest, 0), "XBB").await;
        knows(self.asked.who(Act::Acknowledge, 0), "XAA").await;
    }

    /// Ends the processes; what the nodes keep must agree with itself.
    pub fn down(mut self) {
        for node in [&mut self.xaa, &mut self.xbb, &mut self.register] {
            node.stop();
        }
        for node in [&self.xaa, &self.xbb] {
            comity(&["fsck", "--data", arg(&node.data)]);
        }
    }

    /// Prepares the request, and sends it as a second person.
    pub async fn send(&self, draft: &AssistanceDraft, number: Option<&str>) -> String {
        let measure = measure_of(draft);
        let body =
            json!({ "measure": measure, "to": "XBB", "particulars": draft, "matter": number });
        let drafter = self.asking.who(Act::DraftRequest, 0);
        let opened = post(drafter, "/api/v1/requests", &body).await;
        let matter = opened["matter"].as_str().expect("a number").to_owned();
        let approver = self.asking.who(Act::SendRequest, 0);
        act(approver, &matter, "send_request", &Value::Null).await;
        matter
    }

    /// A request that has arrived, is under review, and has passed the screen.
    pub async fn under_review(&self, draft: &AssistanceDraft) -> String {
        let matter = self.send(draft, None).await;
        let duty = self.asked.who(Act::Acknowledge, 0);
        reaches(duty, &matter, "received").await;
        self.review(&matter).await;
        reaches(
            self.asking.who(Act::DraftRequest, 0),
            &matter,
            "under_review",
        )
        .await;
        matter
    }

    /// Acknowledged and screened.
    pub async fn review(&self, matter: &str) {
        let duty = self.asked.who(Act::Acknowledge, 0);
        assert!(offers(duty, matter, Act::Acknowledge).await);
        act(duty, matter, "acknowledge", &Value::Null).await;
        assert!(!offers(duty, matter, Act::Acknowledge).await);
        assert!(offers(duty, matter, Act::ScreenRights).await);
        let screen = json!({ "answer": "no", "note": "An ordinary case." });
        act(duty, matter, "screen_rights", &screen).await;
    }

    /// Authorised by a court from `from` on.
    pub async fn authorise(&self, matter: &str, from: Timestamp) {
        let with = json!({ "authorisation": sample::authorisation_draft(from) });
        let judge = self.asked.who(Act::Authorise, 0);
        act(judge, matter, "authorise", &with).await;
    }

    /// The personal-data gate is passed.
    pub async fn pass_gate(&self, matter: &str, now: Timestamp) {
        let with =
            json!({ "decision": { "decision": "pass", "conditions": sample::conditions(now) } });
        let approver = self.asked.of_role(Role::Approver, 0);
        act(approver, matter, "decide_personal_data", &with).await;
    }

    /// Sealed, on the command line.
    pub fn seal(&self, matter: &str, path: &Path) {
        let profile = &self.asked.of_role(Role::EvidenceCustodian, 0).profile;
        let what = ["evidence", "seal", matter, arg(path), "--as", arg(profile)];
        comity(&what);
    }

    /// Released by two persons.
    pub async fn release(&self, matter: &str) {
        let path = format!("/api/v1/matters/{matter}/evidence/send");
        for role in [Role::EvidenceCustodian, Role::Approver] {
            post(self.asked.of_role(role, 0), &path, &json!({})).await;
        }
        let custodian = self.asking.of_role(Role::EvidenceCustodian, 0);
        reaches(custodian, matter, "transferred").await;
    }

    /// Fetched and verified.
    pub async fn pull(&self, matter: &str) {
        let path = format!("/api/v1/matters/{matter}/evidence/pull");
        let custodian = self.asking.of_role(Role::EvidenceCustodian, 0);
        post(custodian, &path, &json!({})).await;
        reaches(self.asked.who(Act::Acknowledge, 0), matter, "delivered").await;
    }

    /// Stored data that were released, and not fetched yet.
    pub async fn released(&self, evidence: &Path) -> String {
        let now = Timestamp::now();
        let matter = self.under_review(&stored()).await;
        self.authorise(&matter, now).await;
        self.pass_gate(&matter, now).await;
        self.seal(&matter, evidence);
        self.release(&matter).await;
        matter
    }

    /// Exported on the command line into a new folder, which a court then verifies; returns what it printed.
    pub fn export_for_court(&self, matter: &str, to: &Path, more: &[&str]) -> String {
        let profile = &self.asking.of_role(Role::EvidenceCustodian, 0).profile;
        let what = [
            "evidence",
            "export",
            matter,
            "--purpose",
            "court_proceedings",
        ];
        let whom = ["--recipient", "District Court", "--to", arg(to)];
        comity(&[&what[..], &whom, more, &["--as", arg(profile)]].concat());
        let policy = self.policy();
        comity(&["verify", arg(to), "--policy", arg(&policy)])
    }

    /// The policy of a court: the register's keys, both logs, and one witness.
    pub fn policy(&self) -> PathBuf {
        let text = std::fs::read_to_string(self.register.data.join(ANCHOR)).expect("an anchor");
        let anchor: Anchor = serde_json::from_str(&text).expect("JSON");
        let [one, two] = [&self.xaa, &self.xbb].map(metadata);
        let witnessing = format!(
            "log {}\nlog {}\nwitness XAA {}\nwitness XBB {}\ngroup other any XAA XBB\nquorum other\n",
            one.log, two.log, one.cosigner, two.cosigner
        );
        let file = PolicyFile::new(&anchor.jwks, &witnessing);
        let path = self.root.join("policy.toml");
        std::fs::write(&path, toml::to_string(&file).expect("TOML")).expect("written");
        path
    }
}

fn metadata(node: &Node) -> NodeMetadata {
    let statement = std::fs::read(node.data.join(ENROLMENT)).expect("an enrolment");
    let subject = claimed_subject(&statement).expect("a subject");
    let own = verify_self_signed(&subject, &statement, Timestamp::now()).expect("believed");
    own.metadata.comity_node.expect("of a State's node")
}

fn measure_of(draft: &AssistanceDraft) -> &'static str {
    let kind: &AssistanceKind = draft.kinds.first().expect("a kind");
    kind.measure().key()
}

/// Without a key: the node makes one for each request.
fn keyless(draft: impl Fn(Timestamp, &SealKey) -> AssistanceDraft) -> AssistanceDraft {
    AssistanceDraft {
        seal_to: None,
        ..draft(Timestamp::now(), &sample::seal_key())
    }
}

/// A request for stored data.
pub fn stored() -> AssistanceDraft {
    keyless(|now, key| sample::assistance_draft(now, None, key))
}

/// A request to take a statement.
pub fn statement() -> AssistanceDraft {
    keyless(sample::statement_draft)
}

/// A request to collect traffic data for so many days.
pub fn traffic(days: u32) -> AssistanceDraft {
    let mut draft = keyless(sample::real_time_traffic_draft);
    draft.collection.as_mut().expect("a collection").days = Some(days);
    draft
}

/// A request to intercept content.
pub fn interception() -> AssistanceDraft {
    keyless(sample::interception_draft)
}

/// A file to be sealed.
pub fn one_file(root: &Path) -> PathBuf {
    let path = root.join("mailbox.mbox");
    std::fs::write(&path, "From: a\n\nPlease confirm.\n".repeat(500)).expect("written");
    path
}
