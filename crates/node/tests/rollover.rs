//! New keys in two steps, each broken off where a power cut could break it, and run again.

use comity_node::{ENROLMENT, KEY_FILE, KeyFile, NewNode, Node, RolloverError, World};
use comity_wire::keys::{Kid, PublicKey, PublicKeys, Validity};
use comity_wire::statement::{
    EntityConfiguration, HistoricalKeys, claimed_date, claimed_signers, claimed_subject,
    verify_self_signed,
};
use jiff::SignedDuration;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NEXT: &str = "node.keys.next";
const NEXT_KEYS: &str = "next-keys.json";
const FORMER_KEYS: &str = "former-keys.json";

fn new_node<'a>(data: &'a Path, anchor: Option<&'a Path>) -> NewNode<'a> {
    NewNode {
        data,
        state: anchor.map(|_| "XAA".parse().unwrap()),
        name: "A node of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: "https://127.0.0.1:7443".into(),
        database: "sqlite".into(),
        anchor,
        desk: None,
        passphrase: None,
    }
}

/// A State's folder.
struct Place {
    root: TempDir,
    data: PathBuf,
}

impl Place {
    fn new() -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let root = tempfile::tempdir().unwrap();
        let register = root.path().join("register");
        let anchor = comity_node::create(&new_node(&register, None), &World::system()).unwrap();
        let data = root.path().join("XAA");
        comity_node::create(&new_node(&data, Some(&anchor)), &World::system()).unwrap();
        Self { root, data }
    }

    fn prepare(&self) -> Result<PathBuf, RolloverError> {
        comity_node::prepare_rollover(&self.data, None, &World::system())
    }

    fn switch(&self) -> Result<PathBuf, RolloverError> {
        comity_node::switch_keys(&self.data, None, World::system().now())
    }

    /// What a file holds; nothing where it is not there.
    fn file(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.data.join(name)).ok()
    }

    fn put(&self, name: &str, bytes: Option<&Vec<u8>>) {
        let path = self.data.join(name);
        match bytes {
            Some(bytes) => {
                fs::write(&path, bytes).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
            }
            None if path.exists() => fs::remove_file(path).unwrap(),
            None => {}
        }
    }

    fn seeds(&self, name: &str) -> [[u8; 32]; 5] {
        let keys = KeyFile::load(&self.data.join(name), None).unwrap();
        [
            keys.ed25519,
            keys.ml_dsa_65,
            keys.log,
            keys.witness,
            keys.sealing,
        ]
    }

    fn statement(&self) -> (EntityConfiguration, [Kid; 2]) {
        read(&self.file(ENROLMENT).unwrap())
    }

    fn former(&self) -> Vec<Kid> {
        let set = self.file(FORMER_KEYS).unwrap();
        let set: PublicKeys = serde_json::from_slice(&set).unwrap();
        set.iter().map(|key| key.kid().clone()).collect()
    }

    /// What the node of the folder says of itself when it starts now, and its former keys by its own word.
    async fn started(&self) -> (EntityConfiguration, [Kid; 2], Vec<Kid>) {
        let node = Node::open(&self.data, None, World::system()).await.unwrap();
        let (own, signers) = read(&node.entity_configuration().unwrap());
        let former = node.historical_keys().unwrap();
        let former = HistoricalKeys::open(&former, &own.jwks, node.now()).unwrap();
        node.close().await;
        let former = former.keys.iter().map(|key| key.kid().clone());
        (own, signers, former.collect())
    }
}

fn read(bytes: &[u8]) -> (EntityConfiguration, [Kid; 2]) {
    let subject = claimed_subject(bytes).unwrap();
    let own = verify_self_signed(&subject, bytes, claimed_date(bytes).unwrap()).unwrap();
    (own, claimed_signers(bytes).unwrap())
}

/// The keys of a statement, each with whether an end is named.
fn named(own: &EntityConfiguration) -> Vec<(Kid, bool)> {
    let keys = own.jwks.iter();
    keys.map(|key| (key.kid().clone(), key.validity().expires.is_some()))
        .collect()
}

fn open_ended(keys: &[Kid]) -> Vec<(Kid, bool)> {
    keys.iter().map(|kid| (kid.clone(), false)).collect()
}

#[tokio::test]
async fn a_roll_over_changes_the_signing_keys_and_keeps_the_rest() {
    let place = Place::new();
    let (before, (_, former)) = (place.seeds(KEY_FILE), place.statement());
    place.prepare().unwrap();
    let (own, signers) = place.statement();
    assert_eq!(signers, former);
    let (next, _) = (place.seeds(NEXT), named(&own));
    assert_eq!(named(&own)[..2], open_ended(&former));
    assert_eq!(named(&own).len(), 4);

    place.switch().unwrap();
    assert_eq!(place.seeds(KEY_FILE), next);
    assert!(before[0] != next[0] && before[1] != next[1]);
    assert_eq!(before[2..], next[2..]);
    let (own, present) = place.statement();
    let ended: Vec<(Kid, bool)> = former.iter().map(|kid| (kid.clone(), true)).collect();
    assert_eq!(named(&own), [open_ended(&present), ended].concat());
    assert_eq!(place.former(), former);
    assert_eq!((place.file(NEXT), place.file(NEXT_KEYS)), (None, None));
    let again = place.switch();
    assert!(
        matches!(again, Err(RolloverError::NotPrepared(_))),
        "{again:?}"
    );
}

#[test]
fn the_register_switches_once_every_state_may_have_pinned_its_next_keys() {
    let place = Place::new();
    let register = place.root.path().join("register");
    let anchored = |path: &Path| {
        let text = fs::read(path).unwrap();
        let anchor: comity_node::Anchor = serde_json::from_slice(&text).unwrap();
        anchor
            .jwks
            .iter()
            .map(PublicKey::validity)
            .collect::<Vec<_>>()
    };
    let before = fs::read(register.join(KEY_FILE)).unwrap();
    let world = World::system();
    let anchor = comity_node::prepare_rollover(&register, None, &world).unwrap();
    let announced = anchored(&anchor);
    let from = announced[2].not_before.unwrap();
    assert_eq!(announced[..2], [Validity::default(); 2]);
    // A second run puts nothing off.
    comity_node::prepare_rollover(&register, None, &world).unwrap();
    assert_eq!(anchored(&anchor), announced);
    for (early, switched) in [(true, false), (false, true)] {
        let now = if early { world.now() } else { from };
        let outcome = comity_node::switch_keys(&register, None, now);
        let told = matches!(outcome, Err(RolloverError::TooSoon(told)) if told == from);
        assert_eq!((told, outcome.is_ok()), (early, switched), "{outcome:?}");
        let changed = fs::read(register.join(KEY_FILE)).unwrap() != before;
        assert_eq!(changed, switched);
    }
    let expires = Some(from + SignedDuration::from_hours(24 * 7));
    let former = Validity {
        expires,
        ..Validity::default()
    };
    let pinned = [[Validity::default(); 2], [former; 2]].concat();
    assert_eq!(anchored(&anchor), pinned);
}

#[tokio::test]
async fn preparing_that_broke_off_is_ended_by_the_next_run() {
    let place = Place::new();
    let statement = place.file(ENROLMENT);
    place.prepare().unwrap();
    let (next, named_keys) = (place.file(NEXT), place.file(NEXT_KEYS));
    let half = next.as_ref().map(|next| next[..next.len() / 2].to_vec());
    let partial = "node.keys.next.new";
    // What is left of each file, and whether the next keys were whole.
    let rows = [
        (
            "the next keys are half written",
            None,
            half.as_ref(),
            None,
            false,
        ),
        ("the next keys are there", next.as_ref(), None, None, true),
        (
            "their public halves too",
            next.as_ref(),
            None,
            named_keys.as_ref(),
            true,
        ),
    ];
    for (what, keys, half, public, kept) in rows {
        place.put(NEXT, keys);
        place.put(partial, half);
        place.put(NEXT_KEYS, public);
        place.put(ENROLMENT, statement.as_ref());
        let (own, signers, _) = place.started().await;
        assert_eq!(named(&own)[..2], open_ended(&signers), "{what}");
        place.prepare().unwrap();
        assert_eq!(place.file(NEXT) == next, kept, "{what}");
        assert_eq!(place.file(partial), None, "{what}");
        let (own, _) = place.statement();
        assert_eq!(named(&own).len(), 4, "{what}");
        assert_eq!(named(&own), named(&place.started().await.0), "{what}");
        if !kept {
            place.put(NEXT, next.as_ref());
        }
    }
}

#[tokio::test]
async fn a_switch_that_broke_off_is_ended_by_the_next_run() {
    let place = Place::new();
    let (_, former) = place.statement();
    place.prepare().unwrap();
    let files = [KEY_FILE, NEXT, NEXT_KEYS, FORMER_KEYS, ENROLMENT];
    let before = files.map(|name| place.file(name));
    place.switch().unwrap();
    let after = files.map(|name| place.file(name));
    let (_, present) = place.statement();
    // Of each file, whether it is as the switch leaves it; in the order in which it does.
    let rows = [
        (
            "the former keys are listed",
            [false, false, false, true, false],
        ),
        ("the next keys are in use", [true, true, false, true, false]),
        ("the statement is made", [true, true, false, true, true]),
    ];
    for (what, done) in rows {
        for (place_in, name) in files.iter().enumerate() {
            let from = if done[place_in] { &after } else { &before };
            place.put(name, from[place_in].as_ref());
        }
        // A node that starts here names the keys it signs with, without an end, and calls none of them a former one.
        let (own, signers, listed) = place.started().await;
        assert_eq!(
            signers,
            if done[0] {
                present.clone()
            } else {
                former.clone()
            },
            "{what}"
        );
        for key in own.jwks.iter().filter(|key| signers.contains(key.kid())) {
            assert_eq!(key.validity().expires, None, "{what}");
        }
        assert!(!listed.iter().any(|kid| signers.contains(kid)), "{what}");

        place.switch().unwrap();
        let (_, signers, listed) = place.started().await;
        assert_eq!(
            (signers.clone(), place.statement().1),
            (present.clone(), signers),
            "{what}"
        );
        assert_eq!(listed, former, "{what}");
        assert_eq!(place.former(), former, "{what}");
        assert_eq!(
            (place.file(NEXT), place.file(NEXT_KEYS)),
            (None, None),
            "{what}"
        );
        // The way is free for the next one.
        let again = place.switch();
        assert!(
            matches!(again, Err(RolloverError::NotPrepared(_))),
            "{what}: {again:?}"
        );
    }
    place.prepare().unwrap();
    place.switch().unwrap();
    assert_eq!(place.former().len(), 4);
}

#[test]
fn an_anchor_that_is_none_spoils_no_folder() {
    let place = Place::new();
    let anchor = place.root.path().join("register").join("anchor.json");
    let good = fs::read(&anchor).unwrap();
    let other = place.root.path().join("other");
    let bad = place.root.path().join("bad.json");
    let rows: [(&str, Option<Vec<u8>>); 5] = [
        ("missing", None),
        ("empty", Some(Vec::new())),
        ("half", Some(good[..good.len() / 2].to_vec())),
        ("not text", Some(vec![0xff; 10])),
        ("too long", Some(vec![b' '; (64 << 10) + 1])),
    ];
    for (what, bytes) in rows {
        if let Some(bytes) = bytes {
            fs::write(&bad, bytes).unwrap();
        }
        let outcome = comity_node::create(&new_node(&other, Some(&bad)), &World::system());
        let said = outcome.expect_err(what).to_string();
        assert!(said.contains("bad.json"), "{what}: {said}");
        assert!(!other.exists(), "{what}: something was written");
    }
    comity_node::create(&new_node(&other, Some(&anchor)), &World::system()).unwrap();

    // Keys without their node may be enrolled: nothing is written over them, and what lies there is named.
    fs::remove_file(other.join("node.toml")).unwrap();
    let keys = fs::read(other.join(KEY_FILE)).unwrap();
    let outcome = comity_node::create(&new_node(&other, Some(&anchor)), &World::system());
    let said = outcome.expect_err("the keys are there").to_string();
    assert!(
        said.contains("node.keys: keys lie here, but no node.toml"),
        "{said}"
    );
    assert_eq!(fs::read(other.join(KEY_FILE)).unwrap(), keys);
}
