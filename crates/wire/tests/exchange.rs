//! An envelope goes there, a receipt comes back; every departure is refused and named.

mod common;

use comity_custody::Digest;
use comity_wire::envelope::{self, MAX_ENVELOPE_BYTES, OpenRefusal, SealError, Standing};
use comity_wire::jws::{self, JwsError, Typ};
use comity_wire::keys::{Revocation, RevocationReason, Validity};
use comity_wire::problem::ProblemType;
use comity_wire::receipt::{self, Expected, Outcome, ReceiptRefusal};
use common::{directory, keys, log_key, now, state, time};
use serde_json::json;

fn expected<T>(envelope: Digest, check: impl Fn(Expected<'_>) -> T) -> T {
    let (from, to) = (state("XBB"), state("XAA"));
    let (keys, log) = (keys(2), log_key());
    check(Expected {
        envelope,
        from,
        to,
        keys: keys.public(),
        log: &log,
    })
}

#[test]
fn an_envelope_opens_as_it_was_sealed() {
    let sent = common::envelope();
    let sealed = sent.seal(&keys(1)).expect("seals");
    let opened = envelope::open(&sealed.bytes, state("XBB"), now(), directory).expect("opens");
    assert_eq!(opened.envelope, sent);
    assert_eq!(opened.digest, sealed.digest);
    assert_eq!(opened.digest, Digest::of(&sealed.bytes));
}

#[test]
fn every_bit_of_an_envelope_counts() {
    let sealed = common::envelope().seal(&keys(1)).expect("seals");
    for at in (0..sealed.bytes.len()).step_by(7) {
        let mut bytes = sealed.bytes.clone();
        bytes[at] ^= 1 << (at % 8);
        assert!(
            envelope::open(&bytes, state("XBB"), now(), directory).is_err(),
            "byte {at}"
        );
        assert!(envelope::open(&bytes[..at], state("XBB"), now(), directory).is_err());
    }
}

#[test]
fn a_truncated_envelope_says_where_it_ends() {
    let sealed = common::envelope().seal(&keys(1)).expect("seals");
    for end in [0, 5, 40, sealed.bytes.len() - 1] {
        match envelope::open(&sealed.bytes[..end], state("XBB"), now(), directory) {
            Err(OpenRefusal::Signatures(JwsError::Truncated { at })) => assert_eq!(at, end),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn standing_and_holder_decide_after_the_signatures() {
    let sealed = common::envelope().seal(&keys(1)).expect("seals");
    let open = |standing, code: &'static str| {
        let lookup = |kid: &_| {
            let known = directory(kid)?;
            Some(envelope::KnownKey {
                standing,
                holder: state(code),
                ..known
            })
        };
        let opened = envelope::open(&sealed.bytes, state("XBB"), now(), lookup);
        opened.expect_err("refused").problem_type()
    };
    assert_eq!(open(Standing::Suspended, "XAA"), ProblemType::Suspended);
    assert_eq!(open(Standing::Withdrawn, "XAA"), ProblemType::Withdrawn);
    assert_eq!(open(Standing::Active, "XCC"), ProblemType::WrongHolder);
}

#[test]
fn a_clock_ahead_is_tolerated_for_five_minutes() {
    let open = |sent_at: &str| {
        let mut late = common::envelope();
        late.sent_at = time(sent_at);
        let sealed = late.seal(&keys(1)).expect("seals");
        envelope::open(&sealed.bytes, state("XBB"), now(), directory).map(drop)
    };
    assert!(open("2026-11-24T12:05:00Z").is_ok());
    assert!(open("2020-01-01T00:00:00Z").is_ok());
    let refusal = open("2026-11-24T12:05:01Z").expect_err("too far ahead");
    assert_eq!(refusal.problem_type(), ProblemType::ClockSkew);
}

/// What happens to a key; when it ends and when it is revoked; the day on which what it signed comes, at noon; whether that is
/// believed.
type Late = (
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
    bool,
);

/// All of it was signed at 11:59:58 on 24 November 2026.
const LATE: [Late; 9] = [
    (
        "in use, and it came at once",
        None,
        None,
        "2026-11-24",
        true,
    ),
    (
        "in use, and it was long under way",
        None,
        None,
        "2029-11-24",
        true,
    ),
    (
        "ends tomorrow",
        Some("2026-11-25T12:00:00Z"),
        None,
        "2026-11-24",
        true,
    ),
    (
        "ended a day after it signed",
        Some("2026-11-25T12:00:00Z"),
        None,
        "2026-12-24",
        true,
    ),
    (
        "ended before it signed",
        Some("2026-11-24T11:59:58Z"),
        None,
        "2026-11-24",
        false,
    ),
    (
        "ended 89 days before it came",
        Some("2026-11-25T12:00:00Z"),
        None,
        "2027-02-22",
        true,
    ),
    (
        "ended 90 days before it came",
        Some("2026-11-25T12:00:00Z"),
        None,
        "2027-02-23",
        false,
    ),
    (
        "was revoked",
        None,
        Some("2026-11-25T12:00:00Z"),
        "2026-11-26",
        false,
    ),
    (
        "ended, and was revoked",
        Some("2026-11-25T12:00:00Z"),
        Some("2026-11-25T12:00:00Z"),
        "2026-11-26",
        false,
    ),
];

fn validity(expires: Option<&str>, revoked: Option<&str>) -> Validity {
    Validity {
        expires: expires.map(time),
        revoked: revoked.map(|at| Revocation {
            revoked_at: time(at),
            reason: RevocationReason::Compromised,
        }),
        ..Validity::default()
    }
}

#[test]
fn what_was_signed_before_a_roll_over_arrives_after_it() {
    let sealed = common::envelope().seal(&keys(1)).expect("seals");
    let digest = Digest::of(b"envelope");
    let mut answer = common::receipt(digest);
    answer.at = time("2026-11-24T11:59:58Z");
    let answer = answer.seal(&keys(2)).expect("seals");
    for (what, expires, revoked, day, believed) in LATE {
        let stands = validity(expires, revoked);
        let came = time(&format!("{day}T12:00:00Z"));
        let lookup = |kid: &_| {
            let known = directory(kid)?;
            let key = known.key.clone().valid(stands);
            Some(envelope::KnownKey { key, ..known })
        };
        let letter = envelope::open(&sealed.bytes, state("XBB"), came, lookup).map(drop);
        let theirs = keys(2).public().clone().valid(stands);
        let receipt = expected(digest, |expected| {
            let keys = &theirs;
            receipt::verify_arrived(&answer, Expected { keys, ..expected }, came).map(drop)
        });
        assert_eq!(
            (letter.is_ok(), receipt.is_ok()),
            (believed, believed),
            "{what}"
        );
        if let Err(refusal) = letter {
            assert_eq!(refusal.problem_type(), ProblemType::KeyNotValid, "{what}");
        }
    }
}

#[test]
fn an_envelope_that_would_be_too_long_is_not_sealed() {
    let mut long = common::envelope();
    long.message = common::long_message(MAX_ENVELOPE_BYTES);
    assert!(matches!(long.seal(&keys(1)), Err(SealError::Oversized(_))));
}

#[test]
fn a_receipt_proves_itself() {
    let digest = common::envelope().seal(&keys(1)).expect("seals").digest;
    let sent = common::receipt(digest);
    let bytes = sent.seal(&keys(2)).expect("seals");
    expected(digest, |expected| {
        let verified = receipt::verify(&bytes, expected, now()).expect("verifies");
        assert_eq!(verified.receipt, sent);
        assert_eq!(verified.checkpoint.size(), 7);
    });
}

#[test]
fn a_rejection_is_a_receipt_too() {
    let digest = Digest::of(b"envelope");
    let mut sent = common::receipt(digest);
    sent.outcome = Outcome::Rejected {
        rule: "stage".to_owned(),
        article: "42".to_owned(),
        sentence: "There is no such request.".to_owned(),
    };
    let bytes = sent.seal(&keys(2)).expect("seals");
    expected(digest, |expected| {
        let verified = receipt::verify(&bytes, expected, now()).expect("verifies");
        assert_eq!(verified.receipt.outcome, sent.outcome);
    });
}

#[test]
fn a_receipt_that_departs_is_refused() {
    use ReceiptRefusal as R;
    type Change = fn(&mut receipt::Receipt);
    type IsExpected = fn(&R) -> bool;
    let digest = Digest::of(b"envelope");
    let cases: [(Change, IsExpected); 8] = [
        (
            |r| r.version = "comity/2".into(),
            |r| matches!(r, R::WrongVersion(_)),
        ),
        (
            |r| r.envelope = Digest::of(b"other"),
            |r| matches!(r, R::OtherEnvelope { .. }),
        ),
        (
            |r| r.from = common::state("XCC"),
            |r| matches!(r, R::OtherStates { .. }),
        ),
        (
            |r| r.custody.entry = common::receipt(Digest::of(b"x")).custody.entry,
            |r| matches!(r, R::OtherEntry),
        ),
        (|r| r.custody.entry.push(' '), |r| matches!(r, R::Entry(_))),
        (|r| r.custody.index = 4, |r| matches!(r, R::Inclusion(_))),
        (
            |r| r.custody.checkpoint = r.custody.checkpoint.replacen('7', "8", 1),
            |r| matches!(r, R::LogKey(_)),
        ),
        (
            |r| r.custody.checkpoint = "no note".into(),
            |r| matches!(r, R::Note(_)),
        ),
    ];
    for (number, (change, is_expected)) in cases.into_iter().enumerate() {
        let mut sent = common::receipt(digest);
        change(&mut sent);
        let bytes = sent.seal(&keys(2)).expect("seals");
        expected(digest, |expected| {
            let refusal = receipt::verify(&bytes, expected, now()).expect_err("refused");
            assert!(is_expected(&refusal), "case {number}: {refusal:?}");
        });
    }
}

#[test]
fn a_receipt_by_another_state_is_refused() {
    let digest = Digest::of(b"envelope");
    let bytes = common::receipt(digest).seal(&keys(3)).expect("seals");
    expected(digest, |expected| {
        let refusal = receipt::verify(&bytes, expected, now()).expect_err("refused");
        assert!(matches!(
            refusal,
            ReceiptRefusal::Signatures(JwsError::UnknownKey { .. })
        ));
    });
}

#[test]
fn a_document_of_one_kind_is_none_of_another() {
    let bytes = jws::sign(Typ::Receipt, b"{}", &keys(1));
    let refusal = envelope::open(&bytes, state("XBB"), now(), directory).expect_err("refused");
    assert!(matches!(
        refusal,
        OpenRefusal::Signatures(JwsError::Typ { .. })
    ));
}

/// The longest list of parts left out that the procedure lets through, of a character that is escaped twice.
#[test]
fn the_longest_list_of_parts_left_out_fits_an_envelope() {
    let reasons = "\"".repeat((256 << 10) - 4);
    let mut envelope = common::envelope();
    envelope.message = serde_json::from_value(json!({
        "about": "assistance_to_requesting", "says": "transferred",
        "package": {
            "package": "01935d3c-0000-7000-8000-000000000004", "digest": "ab".repeat(32), "bytes": 1, "items": 1,
            "data_classes": ["content"], "sealed_to": comity_treaty::sample::seal_key(),
        },
        "conditions": comity_treaty::sample::conditions(now()),
        "manifest": "cd".repeat(32),
        "left_out": [{"part": "Mail", "reasons": reasons}],
    }))
    .expect("a message");
    let sealed = envelope.seal(&keys(1)).expect("fits");
    assert!(sealed.bytes.len() <= MAX_ENVELOPE_BYTES);
}
