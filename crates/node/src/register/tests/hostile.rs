//! Statements that do not belong together: whoever stands between a State and the register, or the register itself, tells
//! another story than the list. Each row is believed of nobody it is told of, and of everybody else as before.

use comity_custody::Digest;
use comity_wire::directory::Directory;
use comity_wire::envelope;
use comity_wire::problem::ProblemType;
use comity_wire::statement::{SubordinateStatement, verify_subordinate};

use super::{House, code, days, letter};
use crate::directory::{Copy, View};
use crate::keys::FILE;

/// What is told in the place of the truth, and why XAA is not believed then.
type Row = (&'static str, fn(&House, &mut Copy), &'static str);

const ROWS: [Row; 9] = [
    (
        "no statement",
        |_, copy| drop(copy.statements.remove("XAA")),
        "could not be fetched",
    ),
    (
        "an older statement of the register",
        |house, copy| {
            let older = restated(house, copy, "XAA", |statement| {
                statement.iat -= days(1);
            });
            copy.statements.get_mut("XAA").unwrap().subordinate = older;
        },
        "not the one that its list names",
    ),
    (
        "another State's statements",
        |_, copy| {
            let other = copy.statements["XBB"].clone();
            copy.statements.insert("XAA".into(), other);
        },
        "not the one that its list names",
    ),
    (
        "another State's statements, and the list names them",
        |house, copy| {
            let other = copy.statements["XBB"].clone();
            let digest = Digest::of(other.subordinate.as_bytes());
            copy.statements.insert("XAA".into(), other);
            relisted(house, copy, |list| list.members[0].statement = digest);
        },
        "is about XBB",
    ),
    (
        "another node than the list says",
        |house, copy| {
            relisted(house, copy, |list| {
                list.members[0].entity = "https://elsewhere.example".parse().unwrap();
            });
        },
        "is about the node",
    ),
    (
        "facts of another State",
        |house, copy| {
            listed_as(house, copy, |statement| {
                statement.comity_party.facts = super::facts("XBB");
            });
        },
        "is about XBB",
    ),
    (
        "keys of another State",
        |house, copy| {
            let theirs = house.keys("XBB", FILE);
            listed_as(house, copy, |statement| {
                statement.jwks = statement.jwks.with(theirs.public()).unwrap();
            });
        },
        "",
    ),
    (
        "the node's own statement is of another one",
        |_, copy| {
            let other = copy.statements["XBB"].configuration.clone();
            copy.statements.get_mut("XAA").unwrap().configuration = other;
        },
        "the node's own statement is not believed",
    ),
    (
        "the node's own statement is nobody's",
        |_, copy| copy.statements.get_mut("XAA").unwrap().configuration = "{}".into(),
        "the node's own statement is not believed",
    ),
];

fn opened(house: &House, copy: &Copy, state: &str) -> SubordinateStatement {
    let bytes = copy.statements[state].subordinate.as_bytes();
    verify_subordinate(house.anchor().register(), bytes, house.now()).unwrap()
}

/// The register's statement about a State, changed and signed by the register.
fn restated(
    house: &House,
    copy: &Copy,
    state: &str,
    change: impl FnOnce(&mut SubordinateStatement),
) -> String {
    let mut statement = opened(house, copy, state);
    change(&mut statement);
    let signed = statement.seal(&house.keys("register", FILE)).unwrap();
    String::from_utf8(signed).unwrap()
}

/// The list, changed and signed by the register.
fn relisted(house: &House, copy: &mut Copy, change: impl FnOnce(&mut Directory)) {
    let anchor = house.anchor();
    let opened = Directory::open(copy.list.as_bytes(), anchor.register(), None, house.now());
    let (mut list, _) = opened.unwrap();
    change(&mut list);
    let signed = list.seal(&house.keys("register", FILE)).unwrap();
    copy.list = String::from_utf8(signed).unwrap();
}

/// The statement about XAA, changed, and named by the list.
fn listed_as(house: &House, copy: &mut Copy, change: impl FnOnce(&mut SubordinateStatement)) {
    let statement = restated(house, copy, "XAA", change);
    let digest = Digest::of(statement.as_bytes());
    copy.statements.get_mut("XAA").unwrap().subordinate = statement;
    relisted(house, copy, |list| list.members[0].statement = digest);
}

#[tokio::test]
async fn a_story_that_does_not_hold_together_is_believed_of_nobody() {
    let house = House::with(&["XAA", "XBB"]).await;
    let (genuine, now) = (house.copy().await, house.now());
    let of = |state: &str| letter(&house.keys(state, FILE), now);
    let sent = of("XAA");
    let read = |view: &View, bytes: &[u8]| {
        envelope::open(bytes, code("XBB"), now, |kid| view.key(kid, now))
            .map(drop)
            .map_err(|refusal| refusal.problem_type())
    };
    let view = View::verify(&house.anchor(), genuine.clone(), None, now).unwrap();
    assert_eq!(read(&view, &sent), Ok(()));
    for (what, tell, why) in ROWS {
        let mut copy = genuine.clone();
        tell(&house, &mut copy);
        let view = View::verify(&house.anchor(), copy, None, now).unwrap();
        let refused: Vec<_> = view.refused().iter().collect();
        let [(state, reason)] = refused[..] else {
            panic!("{what}: {refused:?}");
        };
        assert!(reason.contains(why), "{what}: {reason}");
        assert!(view.peer(*state, now).is_none(), "{what}");
        // Who names the keys of another takes nothing from that one: the first in the list keeps them.
        let first = *state == code("XBB");
        assert_eq!(first, why.is_empty(), "{what}: {state}");
        if !first {
            assert_eq!(read(&view, &sent), Err(ProblemType::UnknownKey), "{what}");
            assert!(view.peer(code("XBB"), now).is_some(), "{what}");
        }
    }
}
