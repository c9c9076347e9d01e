//! A register and the States it vouches for, with a clock that the test moves; nothing of them runs.

mod hostile;
mod own_keys;

use comity_treaty::{PartyFacts, StateCode, sample};
use comity_wire::envelope::{self, Envelope, EnvelopeId, Standing, VERSION};
use comity_wire::keys::{Kid, PublicKeys, SigningKeys, Validity};
use comity_wire::statement::EntityConfiguration;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

use super::FormerKeys;
use crate::config::Config;
use crate::directory::{Anchor, Copy, Statements, View};
use crate::doctor::Severity;
use crate::keys::{FILE, KeyFile, NodeKeys};
use crate::node::{Node, origin_of};
use crate::refusal::Refusal;
use crate::setup::{ENROLMENT, NewNode, create};
use crate::world::World;
use crate::{rollover, statements};

const BEGIN: i64 = 1_795_000_000;

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

fn code(state: &str) -> StateCode {
    state.parse().unwrap()
}

fn facts(state: &str) -> PartyFacts {
    let facts = json!({
        "state": state, "party_since": "2026-05-01T00:00:00Z", "languages": ["en"],
        "marks": ["central_authority", "contact_point"], "order": { "days_max": 90, "renewable": true },
        "real_time": sample::real_time_law(),
    });
    serde_json::from_value(facts).unwrap()
}

/// A register in a folder, and the clock of all.
struct House {
    root: TempDir,
    clock: Arc<AtomicI64>,
    register: Arc<Node>,
}

impl House {
    async fn new() -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let world = world(&clock);
        let data = root.path().join("register");
        create(&new_node(&data, None, 7443, None), &world).unwrap();
        let register = Node::open(&data, None, world).await.unwrap();
        Self {
            root,
            clock,
            register,
        }
    }

    /// A register with these States among its members.
    async fn with(states: &[&str]) -> Self {
        let house = Self::new().await;
        for state in states {
            house.made(state);
            house.enrol(state).await.unwrap();
        }
        house
    }

    fn now(&self) -> Timestamp {
        world(&self.clock).now()
    }

    fn pass(&self, time: SignedDuration) {
        self.clock.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    fn data(&self, state: &str) -> PathBuf {
        self.root.path().join(state)
    }

    /// A State's folder, with keys of its own.
    fn made(&self, state: &str) {
        let anchor = self.data("register").join(crate::setup::ANCHOR);
        let port = 7443 + i32::from(state.as_bytes()[1]);
        let data = self.data(state);
        let new = new_node(&data, Some(state), port, Some(&anchor));
        create(&new, &world(&self.clock)).unwrap();
    }

    fn enrolment(&self, state: &str) -> String {
        std::fs::read_to_string(self.data(state).join(ENROLMENT)).unwrap()
    }

    async fn enrol(&self, state: &str) -> Result<StateCode, Refusal> {
        let offered = self.enrolment(state);
        self.register
            .enrol(&offered, facts(state), FormerKeys::Sign)
            .await
    }

    /// The State's keys, those in use or those in another file.
    fn keys(&self, state: &str, file: &str) -> SigningKeys {
        self.all_keys(state, file).signing
    }

    fn all_keys(&self, state: &str, file: &str) -> NodeKeys {
        let config = Config::load(&self.data(state)).unwrap();
        let file = KeyFile::load(&self.data(state).join(file), None).unwrap();
        NodeKeys::new(&file, &origin_of(&config.url)).unwrap()
    }

    /// What a State says of itself, changed and signed with its keys in use.
    fn restated(&self, state: &str, change: impl FnOnce(&mut EntityConfiguration)) -> String {
        let (data, keys) = (self.data(state), self.all_keys(state, FILE));
        let config = Config::load(&data).unwrap();
        let mut own = statements::own(&data, &config, &keys, self.now()).unwrap();
        change(&mut own);
        String::from_utf8(own.seal(&keys.signing).unwrap()).unwrap()
    }

    fn prepare(&self, state: &str) {
        rollover::prepare(&self.data(state), None, &world(&self.clock)).unwrap();
    }

    fn switch(&self, state: &str) {
        rollover::switch(&self.data(state), None, self.now()).unwrap();
    }

    /// What the node of a State publishes of itself now, as the register fetches it.
    async fn published(&self, state: &str) -> String {
        let node = Node::open(&self.data(state), None, world(&self.clock)).await;
        let node = node.unwrap();
        let own = node.entity_configuration().unwrap();
        node.close().await;
        String::from_utf8(own).unwrap()
    }

    async fn fetched(&self, state: &str) -> Result<bool, Refusal> {
        let offered = self.published(state).await;
        self.register.take_renewal(code(state), &offered).await
    }

    /// All documents, as a State fetches them.
    async fn copy(&self) -> Copy {
        let mut statements = BTreeMap::new();
        for (state, member) in self.register.members().await.unwrap() {
            let entity = member.entity.as_str();
            let subordinate = self.register.register_statement(entity, false).await;
            let Ok(subordinate) = subordinate else {
                continue;
            };
            let own = self.register.register_statement(entity, true).await;
            let one = Statements {
                subordinate,
                configuration: own.unwrap(),
            };
            statements.insert(state.to_string(), one);
        }
        let register = self.register.entity_configuration().unwrap();
        Copy {
            list: self.register.register_list().await.unwrap(),
            register: String::from_utf8(register).unwrap(),
            statements,
        }
    }

    fn anchor(&self) -> Anchor {
        let path = self.data("register").join(crate::setup::ANCHOR);
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    async fn view(&self) -> View {
        View::verify(&self.anchor(), self.copy().await, None, self.now()).unwrap()
    }

    async fn believes(&self, state: &str) -> bool {
        self.view().await.peer(code(state), self.now()).is_some()
    }

    /// What the doctor says of the members: how bad, and of whom.
    async fn told(&self) -> Vec<(Severity, String)> {
        let found = self.register.member_findings().await.into_iter();
        found
            .map(|found| (found.severity, found.check.to_string()))
            .collect()
    }
}

fn world(clock: &Arc<AtomicI64>) -> World {
    let clock = Arc::clone(clock);
    World::with_clock(Arc::new(move || {
        Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap()
    }))
}

fn new_node<'a>(
    data: &'a std::path::Path,
    state: Option<&str>,
    port: i32,
    anchor: Option<&'a std::path::Path>,
) -> NewNode<'a> {
    NewNode {
        data,
        state: state.map(code),
        name: "A node of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: format!("https://127.0.0.1:{port}"),
        database: "sqlite".into(),
        anchor,
        desk: None,
        passphrase: None,
    }
}

fn kid(keys: &SigningKeys) -> Kid {
    keys.public().iter().next().unwrap().kid().clone()
}

fn letter(keys: &SigningKeys, sent_at: Timestamp) -> Vec<u8> {
    let world = World::system();
    let letter = Envelope {
        version: VERSION.to_owned(),
        id: EnvelopeId::try_from(world.new_id()).unwrap(),
        from: code("XAA"),
        to: code("XBB"),
        matter: comity_treaty::MatterId(world.new_id()),
        sequence: 1,
        sent_at,
        message: serde_json::from_value(json!({
            "about": "preservation_to_requested", "says": "enquiry", "text": "How does our request stand?",
        }))
        .unwrap(),
        papers: Vec::new(),
    };
    letter.seal(keys).unwrap().bytes
}

#[tokio::test]
async fn a_member_whose_statement_has_ended_stops_nobody() {
    let house = House::with(&["XAA", "XBB"]).await;
    house.pass(days(401));
    house.register.renew_publication().await.unwrap();
    house.made("XCC");
    house.enrol("XCC").await.unwrap();
    house
        .register
        .set_standing(code("XBB"), Standing::Suspended)
        .await
        .unwrap();
    let view = house.view().await;
    let listed: Vec<StateCode> = view.peers().map(|(state, _)| *state).collect();
    assert_eq!(listed, [code("XCC")]);
    let why = &view.refused()[&code("XAA")];
    assert!(why.contains("the node's own statement ended at"), "{why}");
    assert_eq!(view.standing(code("XBB")), Standing::Suspended);
    let of = |state: &str| (Severity::Bad, format!("enrolment of {state}"));
    assert_eq!(house.told().await, [of("XAA"), of("XBB")]);

    // One that has left needs no enrolment, and the newer word of the other one makes it believed again.
    house
        .register
        .set_standing(code("XBB"), Standing::Withdrawn)
        .await
        .unwrap();
    assert!(house.fetched("XAA").await.unwrap());
    assert!(house.believes("XAA").await);
    assert_eq!(house.told().await, [(Severity::Good, "members".to_owned())]);
}

#[tokio::test]
async fn an_enrolment_that_does_not_read_leaves_out_its_member_alone() {
    let house = House::with(&["XAA", "XBB"]).await;
    let damage = |members: &mut super::Members| {
        let member = members.get_mut(&code("XAA")).unwrap();
        member.configuration = "{}".to_owned();
        Ok(true)
    };
    house.register.change_members(damage).await.unwrap();
    assert!(house.believes("XBB").await && !house.believes("XAA").await);
    assert_eq!(
        house.view().await.standing(code("XAA")),
        Standing::Withdrawn
    );
    let of = |state: &str| (Severity::Bad, format!("enrolment of {state}"));
    assert_eq!(house.told().await, [of("XAA")]);

    // Its keys are known all the same: what they sign mends it.
    rollover::restate(&house.data("XAA"), None, house.now()).unwrap();
    house.enrol("XAA").await.unwrap();
    assert!(house.believes("XAA").await);
}

#[tokio::test]
async fn a_roll_over_loses_nothing_however_slow_the_register_is() {
    let house = House::with(&["XAA", "XBB"]).await;
    house.prepare("XAA");
    let former = house.keys("XAA", FILE);
    // The State goes on signing with its keys for as long as nobody has switched.
    house.pass(days(20));
    house.enrol("XAA").await.unwrap();
    assert!(house.believes("XAA").await);
    house.pass(days(20));
    house.register.renew_publication().await.unwrap();
    assert!(house.believes("XAA").await);

    let sent = letter(&former, house.now());
    house.switch("XAA");
    assert!(house.fetched("XAA").await.unwrap());
    assert!(!house.fetched("XAA").await.unwrap(), "nothing is new");
    let present = house.keys("XAA", FILE);
    let mut read = Vec::new();
    for passed in [1, 7, 60, 40] {
        house.pass(days(passed));
        house.register.renew_publication().await.unwrap();
        let (view, now) = (house.view().await, house.now());
        assert!(view.peer(code("XAA"), now).is_some());
        let opens = |bytes: &[u8]| {
            envelope::open(bytes, code("XBB"), now, |kid| view.key(kid, now)).is_ok()
        };
        assert!(opens(&letter(&present, now)));
        read.push((opens(&sent), opens(&letter(&former, now))));
        // The keys of the next statement are those of the directory, whatever day it is.
        house.fetched("XAA").await.unwrap();
    }
    // The former keys sign for seven days more; what they signed before their end arrives for ninety days after it.
    assert_eq!(
        read,
        [(true, true), (true, false), (true, false), (false, false)]
    );
    assert_eq!(house.told().await, [(Severity::Good, "members".to_owned())]);
}

#[tokio::test]
async fn a_roll_over_that_an_earlier_version_enrolled_ends_well() {
    let house = House::with(&["XAA", "XBB"]).await;
    house.prepare("XAA");
    let (former, next) = (house.keys("XAA", FILE), house.keys("XAA", "node.keys.next"));
    let ending = Validity {
        expires: Some(house.now() + days(7)),
        ..Validity::default()
    };
    let offered = house.restated("XAA", |own| {
        let ending = former.public().clone().valid(ending);
        own.jwks = ending.with(next.public()).unwrap();
    });
    house
        .register
        .enrol(&offered, facts("XAA"), FormerKeys::Sign)
        .await
        .unwrap();
    house.switch("XAA");
    assert_eq!(house.told().await[0].0, Severity::Warning);

    // Nobody fetched anything, and the keys that signed the enrolment have ended.
    house.pass(days(8));
    house.register.renew_publication().await.unwrap();
    assert!(house.believes("XBB").await && !house.believes("XAA").await);
    assert!(house.fetched("XAA").await.unwrap());
    assert!(house.believes("XAA").await);
}

#[tokio::test]
async fn the_register_learns_no_key_by_itself() {
    let house = House::with(&["XAA", "XBB"]).await;
    let before = house.register.members().await.unwrap();
    // Prepared and not enrolled: its node names the next keys already.
    house.prepare("XAA");
    house.pass(days(1));
    assert!(!house.fetched("XAA").await.unwrap());
    // Another node of the same name, at the same address.
    std::fs::rename(house.data("XAA"), house.data("former")).unwrap();
    house.made("XAA");
    assert!(house.fetched("XAA").await.is_err());
    assert_eq!(house.register.members().await.unwrap(), before);
}

/// Whose keys sign what is enrolled next, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Next {
    SameStatement,
    RolledOver,
    Switched,
    Strangers,
    OfAnother,
}

#[tokio::test]
async fn a_new_enrolment_is_tied_to_the_one_before_and_reinstates_nobody() {
    use FormerKeys::{Lost, Sign};
    use Standing::{Active, Suspended, Withdrawn};
    let rows = [
        (Next::SameStatement, Sign, true),
        (Next::RolledOver, Sign, true),
        (Next::Switched, Sign, false),
        (Next::Switched, Lost, true),
        (Next::Strangers, Sign, false),
        (Next::Strangers, Lost, true),
        (Next::RolledOver, Lost, false),
        (Next::OfAnother, Sign, false),
        (Next::OfAnother, Lost, false),
    ];
    for standing in [Active, Suspended, Withdrawn] {
        for (next, tied, taken) in rows {
            let house = House::with(&["XAA", "XBB"]).await;
            let former = house.keys("XAA", FILE);
            house
                .register
                .set_standing(code("XAA"), standing)
                .await
                .unwrap();
            house.pass(days(1));
            let since = house.register.members().await.unwrap()[&code("XAA")].since;
            let offered = match next {
                Next::SameStatement => house.enrolment("XAA"),
                Next::RolledOver => {
                    house.prepare("XAA");
                    house.enrolment("XAA")
                }
                Next::Switched => {
                    house.prepare("XAA");
                    house.switch("XAA");
                    house.enrolment("XAA")
                }
                Next::Strangers => {
                    std::fs::rename(house.data("XAA"), house.data("lost")).unwrap();
                    house.made("XAA");
                    house.enrolment("XAA")
                }
                Next::OfAnother => house.enrolment("XBB").replace("XBB", "XAA"),
            };
            let outcome = house.register.enrol(&offered, facts("XAA"), tied).await;
            let what = format!("{standing:?} {next:?} {tied:?}: {outcome:?}");
            assert_eq!(outcome.is_ok(), taken, "{what}");
            let member = house.register.members().await.unwrap()[&code("XAA")].clone();
            assert_eq!(member.standing, standing, "{what}");
            assert_eq!(member.facts.suspended, standing != Active, "{what}");
            assert_eq!(member.since, since, "{what}");
            assert_eq!(house.believes("XAA").await, standing == Active, "{what}");
            let view = house.view().await;
            let known = view.key(&kid(&former), house.now()).unwrap();
            let lost = taken && tied == Lost;
            assert_eq!(known.key.validity().revoked.is_some(), lost, "{what}");
        }
    }
}

#[tokio::test]
async fn keys_that_were_revoked_never_come_back() {
    let house = House::with(&["XAA", "XBB"]).await;
    let (lost, former) = (house.enrolment("XAA"), house.keys("XAA", FILE));
    let sent = letter(&former, house.now());
    std::fs::rename(house.data("XAA"), house.data("lost")).unwrap();
    house.pass(days(1));
    house.made("XAA");
    let offered = house.enrolment("XAA");
    let register = &house.register;
    register
        .enrol(&offered, facts("XAA"), FormerKeys::Lost)
        .await
        .unwrap();
    for tied in [FormerKeys::Sign, FormerKeys::Lost] {
        let offered = register.enrol(&lost, facts("XAA"), tied).await;
        assert!(
            matches!(offered, Err(Refusal::Invalid(_))),
            "{tied:?}: {offered:?}"
        );
    }
    for passed in [0, 1, 200] {
        house.pass(days(passed));
        house.fetched("XAA").await.unwrap();
        register.renew_publication().await.unwrap();
        let (view, now) = (house.view().await, house.now());
        assert!(view.peer(code("XAA"), now).is_some());
        let opened = envelope::open(&sent, code("XBB"), now, |kid| view.key(kid, now));
        let refusal = opened.expect_err("it is believed");
        let kind = refusal.problem_type().slug();
        assert_eq!(kind, "key-not-valid", "{passed}");
    }
}

#[tokio::test]
async fn nobody_enrols_the_keys_of_another_state() {
    let house = House::with(&["XAA", "XBB"]).await;
    let other = house.keys("XBB", FILE);
    let offered = house.restated("XAA", |own| {
        own.jwks = own.jwks.with(other.public()).unwrap();
    });
    let register = &house.register;
    let refused = register
        .enrol(&offered, facts("XAA"), FormerKeys::Sign)
        .await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    assert!(house.believes("XAA").await && house.believes("XBB").await);
}

#[tokio::test]
async fn of_two_who_change_the_members_at_once_neither_undoes_the_other() {
    let house = House::with(&["XAA", "XBB"]).await;
    let beside = Node::open(&house.data("register"), None, world(&house.clock)).await;
    let beside = beside.unwrap();
    // Somebody read the members to sign them anew; then the other process suspends one.
    let read = beside.kept_register().await.unwrap();
    house
        .register
        .set_standing(code("XAA"), Standing::Suspended)
        .await
        .unwrap();
    let serial = |kept: &super::publication::Kept| kept.published().unwrap().serial;
    let kept = house.register.kept_register().await.unwrap();
    assert!(
        !beside
            .publish(&read, &read.members().unwrap())
            .await
            .unwrap()
    );
    let after = house.register.kept_register().await.unwrap();
    assert_eq!(serial(&after), serial(&kept));
    assert!(!house.believes("XAA").await);

    // Many at once: every change is there, and every list has a serial of its own.
    let suspend = |node: &Arc<Node>, state: &'static str| {
        let node = Arc::clone(node);
        async move { node.set_standing(code(state), Standing::Suspended).await }
    };
    let (one, two, three) = tokio::join!(
        suspend(&house.register, "XBB"),
        suspend(&beside, "XAA"),
        suspend(&beside, "XBB"),
    );
    for outcome in [one, two, three] {
        outcome.unwrap();
    }
    let last = house.register.kept_register().await.unwrap();
    assert_eq!(serial(&last), serial(&kept) + 3);
    let members = last.members().unwrap();
    assert!(
        members
            .values()
            .all(|member| member.standing == Standing::Suspended)
    );
    beside.close().await;
}

#[test]
fn what_an_earlier_version_kept_of_a_member_reads() {
    let kept = json!({
        "entity": "https://127.0.0.1:7443", "configuration": "{}", "standing": "active",
        "facts": facts("XAA"), "since": "2026-05-01T00:00:00Z",
    });
    let member: super::Enrolled = serde_json::from_value(kept.clone()).unwrap();
    assert_eq!(
        (member.taken, member.keys.clone()),
        (None, None::<PublicKeys>)
    );
    assert_eq!(serde_json::to_value(&member).unwrap(), kept);
}
