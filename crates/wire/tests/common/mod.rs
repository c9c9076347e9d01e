//! Two fictional States with fixed keys, and what they say to each other.
#![allow(dead_code, reason = "each test file uses its part")]

use comity_custody::{Checkpoint, Digest, Edge, Entry, NoteSigner, NoteVerifier};
use comity_treaty::procedure::preservation::RequestingSays;
use comity_treaty::{MatterId, Message, PartyFacts, StateCode};
use comity_wire::envelope::{Envelope, EnvelopeId, KnownKey, Standing, VERSION};
use comity_wire::keys::{KeySeeds, Kid, SigningKeys};
use comity_wire::receipt::{LoggedEntry, Outcome, Receipt};
use jiff::Timestamp;
use uuid::Uuid;

pub const NOW: &str = "2026-11-24T12:00:00Z";
pub const MATTER: Uuid = Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0001);
pub const ENVELOPE: Uuid = Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0002);

pub fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub fn now() -> Timestamp {
    time(NOW)
}

pub fn state(code: &str) -> StateCode {
    code.parse().expect("a State code")
}

/// Seeds of repeated bytes: never for anything but tests.
pub fn keys(number: u8) -> SigningKeys {
    SigningKeys::from_seeds(&KeySeeds {
        ed25519: [number; 32],
        ml_dsa_65: [number.wrapping_add(100); 32],
    })
}

fn enquiry(text: &str) -> Message {
    Message::PreservationToRequested(RequestingSays::Enquiry {
        text: text.to_owned(),
    })
}

/// XAA asks XBB how a request stands.
pub fn message() -> Message {
    enquiry("How does our request stand?")
}

pub fn envelope() -> Envelope {
    Envelope {
        version: VERSION.to_owned(),
        id: EnvelopeId::try_from(ENVELOPE).expect("version 7"),
        from: state("XAA"),
        to: state("XBB"),
        matter: MatterId(MATTER),
        sequence: 1,
        sent_at: time("2026-11-24T11:59:58Z"),
        message: message(),
        papers: Vec::new(),
    }
}

/// A directory of two: XAA with keys 1, XBB with keys 2, both active.
pub fn directory(kid: &Kid) -> Option<KnownKey> {
    [("XAA", 1), ("XBB", 2)]
        .into_iter()
        .find_map(|(code, number)| {
            Some(KnownKey {
                key: keys(number).public().get(kid)?.clone(),
                holder: state(code),
                standing: Standing::Active,
            })
        })
}

pub fn log() -> NoteSigner {
    NoteSigner::ed25519("xbb.example/log", &[9; 32]).expect("a name")
}

pub fn log_key() -> NoteVerifier {
    log().verifier().clone()
}

/// XBB's receipt for `envelope`, the sixth of seven entries in its log.
pub fn receipt(envelope: Digest) -> Receipt {
    let entry = |digest| {
        Entry::new(
            now(),
            &MATTER.to_string(),
            "envelope.received",
            digest,
            None,
        )
        .expect("identifiers")
    };
    let mut edge = Edge::empty();
    for number in 0..7_u8 {
        let digest = if number == 5 {
            envelope
        } else {
            Digest::of(&[number])
        };
        edge.append(entry(digest).leaf_hash());
    }
    let checkpoint = Checkpoint::new("xbb.example/log", 7, edge.root()).expect("an origin");
    let note = checkpoint.sign(&[&log()], 0).expect("signs");
    Receipt {
        version: VERSION.to_owned(),
        envelope,
        from: state("XBB"),
        to: state("XAA"),
        at: now(),
        outcome: Outcome::Accepted,
        custody: LoggedEntry {
            entry: String::from_utf8(entry(envelope).to_bytes()).expect("JSON"),
            index: 5,
            proof: edge.prove_inclusion(5).expect("is in the tree"),
            checkpoint: note.to_string(),
        },
    }
}

/// A message of at least `bytes` bytes.
pub fn long_message(bytes: usize) -> Message {
    enquiry(&"x".repeat(bytes))
}

/// What the register says of a State.
pub fn facts(code: &str) -> PartyFacts {
    let party_since = Some(time("2026-02-01T00:00:00Z"));
    PartyFacts {
        party_since,
        ..PartyFacts::unknown(state(code))
    }
}
