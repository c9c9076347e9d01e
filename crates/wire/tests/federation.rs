//! The chain from the pinned register to a member, the list of members, former keys and marks.

mod cast;
mod common;

use cast::{NODE, REGISTER, configuration, directory, id, mark, metadata, statement};
use comity_wire::directory::{Directory, DirectoryRefusal};
use comity_wire::envelope::Standing;
use comity_wire::keys::{PublicKeys, Revocation, RevocationReason, SigningKeys, Validity};
use comity_wire::statement::{
    self, ChainRefusal, EntityConfiguration, HistoricalKeys, Link, Mark, MarkRefusal, Register,
    SubordinateStatement,
};
use common::{keys, now, state, time};

fn chain(
    statement: &SubordinateStatement,
    own: &EntityConfiguration,
    at: &str,
) -> Result<statement::Member, ChainRefusal> {
    chain_signed(statement, own, [&keys(REGISTER), &keys(NODE)], at)
}

fn chain_signed(
    statement: &SubordinateStatement,
    own: &EntityConfiguration,
    by: [&SigningKeys; 2],
    at: &str,
) -> Result<statement::Member, ChainRefusal> {
    let (register, pinned) = (id("register"), keys(REGISTER));
    let register = Register {
        id: &register,
        keys: pinned.public(),
    };
    let statement = statement.seal(by[0]).expect("seals");
    let own = own.seal(by[1]).expect("seals");
    statement::verify_chain(register, &statement, &own, time(at))
}

#[test]
fn a_good_chain_makes_a_member_until_its_first_end() {
    let member = chain(&statement(), &configuration(), common::NOW).expect("verifies");
    assert_eq!(member.state(), state("XAA"));
    assert_eq!(member.expires, time("2026-11-26T00:00:00Z"));
    assert_eq!(member.marks.len(), 1);
    let kid = keys(NODE)
        .public()
        .iter()
        .next()
        .expect("a key")
        .kid()
        .clone();
    assert_eq!(member.known_key(&kid).expect("known").holder, state("XAA"));
}

#[test]
fn an_ended_chain_is_refused() {
    let refused = |at| chain(&statement(), &configuration(), at).expect_err("refused");
    let own = refused("2026-11-26T00:00:00Z");
    assert!(matches!(
        own,
        ChainRefusal::Expired {
            link: Link::Configuration,
            ..
        }
    ));
    let register = refused("2026-12-01T00:00:00Z");
    assert!(matches!(
        register,
        ChainRefusal::Expired {
            link: Link::Subordinate,
            ..
        }
    ));
    let early = refused("2026-11-24T11:54:59Z");
    assert!(matches!(
        early,
        ChainRefusal::NotYet {
            link: Link::Subordinate,
            ..
        }
    ));
}

#[test]
fn suspended_and_withdrawn_members_are_refused() {
    for (standing, suspended) in [(Standing::Suspended, true), (Standing::Withdrawn, false)] {
        let mut statement = statement();
        statement.comity_party.standing = standing;
        let refusal = chain(&statement, &configuration(), common::NOW).expect_err("refused");
        match refusal {
            ChainRefusal::Suspended(code) => assert!(suspended && code == state("XAA")),
            ChainRefusal::Withdrawn(code) => assert!(!suspended && code == state("XAA")),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn only_the_right_keys_count() {
    let (statement, own) = (statement(), configuration());
    let refused = |register: u8, node: u8| {
        let by = [&keys(register), &keys(node)];
        chain_signed(&statement, &own, by, common::NOW).expect_err("refused")
    };
    let refusal = refused(NODE, NODE);
    assert!(matches!(
        refusal,
        ChainRefusal::Document {
            link: Link::Subordinate,
            ..
        }
    ));
    let refusal = refused(REGISTER, REGISTER);
    assert!(matches!(
        refusal,
        ChainRefusal::Document {
            link: Link::Configuration,
            ..
        }
    ));
}

#[test]
fn only_the_right_names_count() {
    type Change = fn(&mut SubordinateStatement, &mut EntityConfiguration);
    type IsExpected = fn(&ChainRefusal) -> bool;
    let cases: [(Change, IsExpected); 6] = [
        (
            |s, _| s.iss = id("other"),
            |r| {
                matches!(
                    r,
                    ChainRefusal::Issuer {
                        link: Link::Subordinate,
                        ..
                    }
                )
            },
        ),
        (
            |_, o| o.iss = id("other"),
            |r| {
                matches!(
                    r,
                    ChainRefusal::Issuer {
                        link: Link::Configuration,
                        ..
                    }
                )
            },
        ),
        (
            |_, o| o.sub = id("other"),
            |r| {
                matches!(
                    r,
                    ChainRefusal::Subject {
                        link: Link::Configuration,
                        ..
                    }
                )
            },
        ),
        (
            |_, o| o.metadata = metadata("XCC"),
            |r| matches!(r, ChainRefusal::State { .. }),
        ),
        (
            |s, _| s.metadata.comity_node = None,
            |r| matches!(r, ChainRefusal::NoNode(Link::Subordinate)),
        ),
        (
            |_, o| o.metadata.comity_node = None,
            |r| matches!(r, ChainRefusal::NoNode(Link::Configuration)),
        ),
    ];
    for (number, (change, is_expected)) in cases.into_iter().enumerate() {
        let (mut statement, mut own) = (statement(), configuration());
        change(&mut statement, &mut own);
        let refusal = chain(&statement, &own, common::NOW).expect_err("refused");
        assert!(is_expected(&refusal), "case {number}: {refusal:?}");
    }
}

#[test]
fn a_mark_must_be_the_registers_about_this_node_and_in_force() {
    let long = "2027-01-01T00:00:00Z";
    let with = |mark: &Mark, by: u8| {
        let mut statement = statement();
        statement.trust_marks = vec![mark.seal(&keys(by)).expect("seals")];
        match chain(&statement, &configuration(), common::NOW) {
            Err(ChainRefusal::Mark(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(
        with(&mark("xaa", long), NODE),
        MarkRefusal::Signature(..)
    ));
    assert!(matches!(
        with(&mark("xbb", long), REGISTER),
        MarkRefusal::Other(_)
    ));
    assert!(matches!(
        with(&mark("xaa", common::NOW), REGISTER),
        MarkRefusal::Expired { .. }
    ));
}

#[test]
fn a_node_rolls_its_keys_over_while_both_pairs_are_listed() {
    let turn = time("2026-11-25T00:00:00Z");
    let old = Validity {
        expires: Some(turn),
        ..Validity::default()
    };
    let new = Validity {
        not_before: Some(turn),
        ..Validity::default()
    };
    let old = keys(NODE).public().clone().valid(old);
    let both = old
        .with(&keys(NODE + 50).public().clone().valid(new))
        .expect("two pairs");
    let (mut statement, mut own) = (statement(), configuration());
    (statement.jwks, own.jwks) = (both.clone(), both);
    let signed_by = |node: u8, at: &str| {
        chain_signed(&statement, &own, [&keys(REGISTER), &keys(node)], at).is_ok()
    };
    assert!(signed_by(NODE, "2026-11-24T23:59:59Z"));
    assert!(!signed_by(NODE, "2026-11-25T00:00:00Z"));
    assert!(!signed_by(NODE + 50, "2026-11-24T23:59:59Z"));
    assert!(signed_by(NODE + 50, "2026-11-25T00:00:00Z"));
}

#[test]
fn the_register_rolls_over_by_its_own_statement() {
    let (register, old, new) = (id("register"), keys(REGISTER), keys(REGISTER + 50));
    let mut own = configuration();
    (own.iss, own.sub) = (register.clone(), register.clone());
    own.jwks = old.public().with(new.public()).expect("two pairs");
    let bytes = own.seal(&old).expect("seals");
    let pinned = Register {
        id: &register,
        keys: old.public(),
    };
    let accepted = statement::verify_register(pinned, &bytes, now()).expect("verifies");
    assert_eq!(accepted.jwks, own.jwks);
    let bytes = own.seal(&new).expect("seals");
    assert!(statement::verify_register(pinned, &bytes, now()).is_err());
}

#[test]
fn a_self_signed_statement_proves_possession_of_its_own_keys() {
    let own = configuration();
    let good = own.seal(&keys(NODE)).expect("seals");
    assert_eq!(
        statement::verify_self_signed(&id("xaa"), &good, now()).expect("verifies"),
        own
    );
    let foreign = own.seal(&keys(2)).expect("seals");
    assert!(statement::verify_self_signed(&id("xaa"), &foreign, now()).is_err());
}

#[test]
fn the_compact_rendering_carries_the_same_payload() {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let own = configuration();
    let token = statement::compact::sign(comity_wire::jws::Typ::EntityStatement, &own, &keys(NODE));
    let token = token.expect("seals");
    let parts: Vec<_> = token.split('.').collect();
    let general = String::from_utf8(own.seal(&keys(NODE)).expect("seals")).expect("ASCII");
    assert_eq!(parts.len(), 3);
    assert!(general.contains(parts[0]) && general.contains(parts[1]) && general.contains(parts[2]));
    let payload = URL_SAFE_NO_PAD.decode(parts[1]).expect("base64url");
    let payload: EntityConfiguration = serde_json::from_slice(&payload).expect("claims");
    assert_eq!(payload, own);
}

#[test]
fn former_keys_are_believed_until_their_end_or_revocation() {
    let mut former = keys(NODE).public().clone().valid(Validity {
        expires: Some(time("2026-11-01T00:00:00Z")),
        revoked: Some(Revocation {
            revoked_at: time("2026-10-01T00:00:00Z"),
            reason: RevocationReason::Superseded,
        }),
        ..Validity::default()
    });
    let current = keys(NODE + 50);
    let list = HistoricalKeys {
        iss: id("xaa"),
        iat: now(),
        keys: former.iter().cloned().collect(),
    };
    let bytes = list.seal(&current).expect("seals");
    let read = HistoricalKeys::open(&bytes, current.public(), now()).expect("opens");
    assert_eq!(read, list);
    former = read.and(current.public()).expect("distinct");
    let old = keys(NODE)
        .public()
        .iter()
        .next()
        .expect("a key")
        .kid()
        .clone();
    let validity = former.get(&old).expect("listed").validity();
    assert!(validity.holds(time("2026-09-30T23:59:59Z")));
    assert!(!validity.holds(time("2026-10-01T00:00:00Z")));
}

#[test]
fn the_list_of_members_never_goes_back() {
    let (register, pinned) = (id("register"), keys(REGISTER));
    let register = Register {
        id: &register,
        keys: pinned.public(),
    };
    let bytes = directory(5).seal(&pinned).expect("seals");
    let (list, known) = Directory::open(&bytes, register, None, now()).expect("opens");
    assert_eq!(
        list.member(state("XAA")).expect("listed").standing,
        Standing::Suspended
    );
    assert!(Directory::open(&bytes, register, Some(known), now()).is_ok());
    let open = |list: &Directory, at| {
        let bytes = list.seal(&keys(REGISTER)).expect("seals");
        Directory::open(&bytes, register, Some(known), time(at)).map(drop)
    };
    let mut other = directory(5);
    other.members.clear();
    assert!(matches!(
        open(&directory(4), common::NOW),
        Err(DirectoryRefusal::RolledBack { .. })
    ));
    assert!(matches!(
        open(&other, common::NOW),
        Err(DirectoryRefusal::TwoStories(5))
    ));
    assert!(open(&directory(6), common::NOW).is_ok());
    let ended = open(&directory(6), "2026-11-25T12:00:00Z");
    assert!(matches!(ended, Err(DirectoryRefusal::Expired(_))));
    other.iss = id("other");
    assert!(matches!(
        open(&other, common::NOW),
        Err(DirectoryRefusal::Issuer(_))
    ));
}

#[test]
fn a_set_of_keys_survives_json_and_refuses_what_it_should() {
    let set = keys(1).public().with(keys(2).public()).expect("two pairs");
    let text = serde_json::to_string(&set).expect("serialises");
    assert_eq!(
        serde_json::from_str::<PublicKeys>(&text).expect("parses"),
        set
    );
    assert!(set.with(keys(1).public()).is_err(), "repeated");
    let kid = keys(1)
        .public()
        .iter()
        .next()
        .expect("a key")
        .kid()
        .to_string();
    let other = keys(2)
        .public()
        .iter()
        .next()
        .expect("a key")
        .kid()
        .to_string();
    for (from, to) in [
        (kid.as_str(), other.as_str()),
        (r#""alg":"EdDSA""#, r#""alg":"none""#),
        (r#""use":"sig""#, r#""use":"sig","d":"AAAA""#),
        (r#""crv":"Ed25519""#, r#""crv":"X25519""#),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        assert!(
            serde_json::from_str::<PublicKeys>(&changed).is_err(),
            "{from} -> {to}"
        );
    }
}
