//! A State's profile under its node's signatures: what is believed and what is not.

mod cast;
mod common;

use cast::{NODE, id};
use comity_wire::profile::{KnownProfile, ProfileRefusal, Publisher, SignedProfile};
use common::{keys, now, state, time};

const TEXT: &str = include_str!("../../treaty/profiles/xaa.toml");

fn signed(text: &str, version: u32) -> SignedProfile {
    SignedProfile {
        iss: id("xaa"),
        state: state("XAA"),
        version,
        iat: now(),
        profile: text.to_owned(),
    }
}

fn open(
    document: &SignedProfile,
    known: Option<KnownProfile>,
) -> Result<SignedProfile, ProfileRefusal> {
    open_by(document, NODE, known, common::NOW)
}

fn open_by(
    document: &SignedProfile,
    signer: u8,
    known: Option<KnownProfile>,
    at: &str,
) -> Result<SignedProfile, ProfileRefusal> {
    let bytes = document.seal(&keys(signer)).expect("seals");
    let (node, vouched) = (id("xaa"), keys(NODE));
    let publisher = Publisher {
        id: &node,
        keys: vouched.public(),
        state: state("XAA"),
    };
    SignedProfile::open(&bytes, publisher, known, time(at)).map(|(signed, _)| signed)
}

/// The second version, in which a penalty rose.
fn second() -> SignedProfile {
    let text = TEXT.replace("version = 1", "version = 2\nsupersedes = 1");
    signed(
        &text.replace("max_penalty_months = 240", "max_penalty_months = 300"),
        2,
    )
}

#[test]
fn a_signed_profile_is_believed_and_kept_as_it_came() {
    let first = open(&signed(TEXT, 1), None).expect("believed");
    assert_eq!(first.profile, TEXT);
    let next = open(&second(), Some(first.known())).expect("believed");
    assert_eq!(next.version, 2);
    open(&next, Some(next.known())).expect("the same again is no news and no fault");
}

#[test]
fn versions_only_rise() {
    let known = Some(second().known());
    let refusal = open(&signed(TEXT, 1), known).expect_err("refused");
    assert!(
        matches!(refusal, ProfileRefusal::Older { found: 1, known: 2 }),
        "{refusal}"
    );
}

#[test]
fn one_version_has_one_text() {
    let other = TEXT.replace("max_penalty_months = 240", "max_penalty_months = 300");
    let refusal = open(&signed(&other, 1), Some(signed(TEXT, 1).known())).expect_err("refused");
    assert!(
        matches!(refusal, ProfileRefusal::TwoStories(1)),
        "{refusal}"
    );
}

#[test]
fn an_unsigned_or_strangely_signed_one_is_refused() {
    let refusal = open_by(&signed(TEXT, 1), NODE + 1, None, common::NOW).expect_err("refused");
    assert!(matches!(refusal, ProfileRefusal::Document(_)), "{refusal}");
    let (node, vouched) = (id("xaa"), keys(NODE));
    let publisher = Publisher {
        id: &node,
        keys: vouched.public(),
        state: state("XAA"),
    };
    let refusal =
        SignedProfile::open(TEXT.as_bytes(), publisher, None, now()).expect_err("refused");
    assert!(matches!(refusal, ProfileRefusal::Document(_)), "{refusal}");
    let envelope = common::envelope().seal(&keys(NODE)).expect("seals");
    let refusal =
        SignedProfile::open(&envelope.bytes, publisher, None, now()).expect_err("refused");
    assert!(matches!(refusal, ProfileRefusal::Document(_)), "{refusal}");
}

#[test]
fn another_state_cannot_speak_for_this_one() {
    let document = SignedProfile {
        state: state("XBB"),
        ..signed(TEXT, 1)
    };
    assert!(matches!(
        open(&document, None),
        Err(ProfileRefusal::Publisher { .. })
    ));
    let document = SignedProfile {
        iss: id("xbb"),
        ..signed(TEXT, 1)
    };
    assert!(matches!(
        open(&document, None),
        Err(ProfileRefusal::Publisher { .. })
    ));
    let belmora = include_str!("../../treaty/profiles/xbb.toml");
    assert!(matches!(
        open(&signed(belmora, 1), None),
        Err(ProfileRefusal::Head { .. })
    ));
}

#[test]
fn head_and_text_say_the_same() {
    let refusal = open(&signed(TEXT, 7), None).expect_err("refused");
    assert!(
        matches!(
            refusal,
            ProfileRefusal::Head {
                signed: 7,
                written: 1
            }
        ),
        "{refusal}"
    );
}

#[test]
fn an_unsound_text_is_refused_with_its_first_place() {
    let text = TEXT.replace("days_max = 90", "days_max = 91");
    let refusal = open(&signed(&text, 1), None).expect_err("refused");
    assert!(
        refusal.to_string().contains("91 days are too long"),
        "{refusal}"
    );
}

#[test]
fn a_version_holds_from_its_day_on() {
    let text = TEXT.replace("date = 2026-11-01", "date = 2027-01-01");
    let refusal = open(&signed(&text, 1), None).expect_err("refused");
    assert!(matches!(refusal, ProfileRefusal::NotYet(_)), "{refusal}");
    open_by(&signed(&text, 1), NODE, None, "2026-12-31T10:00:00Z")
        .expect("the day has come somewhere");
}
