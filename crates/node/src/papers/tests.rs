//! Papers at one node, with another State in its directory; nothing of it runs.

use comity_custody::Digest;
use comity_store::{Commit, Paper as Row, PaperStands, PaperWay};
use comity_treaty::{MatterId, OfficerId, Role, sample};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

use super::NewPaper;
use super::space::MATTER_BYTES_MAX;
use crate::desk::Draft;
use crate::directory::View;
use crate::neighbours::{directory, made};
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::world::World;

struct Place {
    root: TempDir,
    node: Arc<Node>,
    officer: Officer,
}

impl Place {
    async fn new() -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let register = made(root.path(), None, None, 7443);
        let anchor = register.join(crate::setup::ANCHOR);
        let xaa = made(root.path(), Some("XAA"), Some(&anchor), 7444);
        let node = Node::open(&xaa, None, World::system()).await.unwrap();
        let roles = [Role::DutyOfficer, Role::Drafter];
        let all = roles.into_iter().collect();
        node.add_officer("ida", "Ida Marek", &all).await.unwrap();
        let officer = Officer {
            id: OfficerId("ida".into()),
            roles: roles.into(),
        };
        Self {
            root,
            node,
            officer,
        }
    }

    async fn with_neighbour(self) -> Self {
        let register = self.root.path().join("register");
        let anchor = register.join(crate::setup::ANCHOR);
        let xaa = self.root.path().join("XAA");
        let other = made(self.root.path(), Some("XBB"), Some(&anchor), 7445);
        let register = Node::open(&register, None, World::system()).await.unwrap();
        let copy = directory(&register, &[("XAA", &xaa), ("XBB", &other)]).await;
        let anchor = self.node.anchor.as_ref().unwrap();
        let view = View::verify(anchor, copy, None, self.node.now()).unwrap();
        self.node.replace_directory(view);
        self
    }

    async fn draft(&self) -> MatterId {
        let draft = Draft {
            measure: "preservation".into(),
            to: "XBB".into(),
            ..Draft::default()
        };
        let number = self
            .node
            .begin_draft(&self.officer, None, draft)
            .await
            .unwrap();
        MatterId(number.parse().unwrap())
    }

    async fn attach(&self, number: MatterId, bytes: &'static [u8]) -> Result<Digest, Refusal> {
        let new = NewPaper {
            name: "order.pdf".into(),
            ..NewPaper::default()
        };
        let attached = self.node.attach_paper(&self.officer, number, new, bytes);
        attached.await.map(|paper| paper.sha256)
    }

    /// A paper of the other State of so many bytes that is said to be here.
    async fn has(&self, matter: MatterId, name: &[u8], length: u64) {
        let row = Row {
            named_by: Digest::of(b"envelope").to_string(),
            digest: Digest::of(name),
            matter: matter.0,
            peer: "XBB".into(),
            way: PaperWay::Received,
            length,
            stands: PaperStands::Here,
            attempts: 0,
            next_at: Timestamp::UNIX_EPOCH,
            error: None,
        };
        let commit = Commit {
            papers: vec![row],
            ..Commit::default()
        };
        self.node.store.commit(commit).await.unwrap();
    }

    async fn send(&self, number: MatterId, paper: Digest) -> Result<Value, Refusal> {
        let draft = json!(sample::preservation_draft(self.node.now()));
        let (node, papers) = (&self.node, [paper.to_string()]);
        node.request(
            &self.officer,
            Some(number),
            "preservation",
            "XBB",
            draft,
            &papers,
        )
        .await
    }
}

fn told(refusal: &Refusal) -> String {
    let Refusal::Invalid(errors) = refusal else {
        panic!("{refusal}");
    };
    json!(errors).to_string()
}

#[tokio::test]
async fn a_matter_that_is_full_takes_no_more_papers_of_ours() {
    let place = Place::new().await.with_neighbour().await;
    let number = place.draft().await;
    place.has(number, b"large", MATTER_BYTES_MAX - 5).await;
    let order = place.attach(number, b"order").await.unwrap();
    let full = place.attach(number, b"!").await.unwrap_err();
    assert!(told(&full).contains("seal as evidence"), "{}", told(&full));
    assert!(
        !place.node.papers.has(Digest::of(b"!")),
        "nothing is kept of it"
    );
    // What is there already takes no more room.
    assert_eq!(place.attach(number, b"order").await.unwrap(), order);

    // The other State's came after it was attached: then no act takes it along.
    place.has(number, b"one more", 1).await;
    let full = place.send(number, order).await.unwrap_err();
    assert!(told(&full).contains("seal as evidence"), "{}", told(&full));
}

/// The lock around an act: a paper that is taken away while an act is decided is gone for the act, or the act came first. A
/// message never names a paper that nobody has.
#[tokio::test]
async fn an_act_waits_while_a_paper_is_taken_away_and_then_does_not_take_it_along() {
    let place = Place::new().await.with_neighbour().await;
    let number = place.draft().await;
    let order = place.attach(number, b"order").await.unwrap();
    let removing = place.node.papers.known.write().await;
    let act = place.send(number, order);
    tokio::pin!(act);
    let early = tokio::time::timeout(Duration::from_millis(300), &mut act).await;
    assert!(early.is_err(), "the act did not wait: {early:?}");
    // As a colleague's removal does, which has the lock.
    let gone = Node::drop_ready(&number.to_string());
    place.node.write_records(vec![gone]).await.unwrap();
    place.node.papers.remove(order).unwrap();
    drop(removing);
    let refused = act.await.unwrap_err();
    assert!(told(&refused).contains("is not, or not any more"));
    assert!(
        place
            .node
            .load(number)
            .await
            .unwrap()
            .thread
            .matter
            .is_none()
    );

    // And an act that came first keeps what it takes along.
    let order = place.attach(number, b"order").await.unwrap();
    place.send(number, order).await.unwrap();
    place.node.sweep_papers().await.unwrap();
    assert!(place.node.papers.has(order));
}
