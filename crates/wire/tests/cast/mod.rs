//! A register, a node, and their statements.
#![allow(dead_code, reason = "each test file uses its part")]

use crate::common::{self, keys, now, state, time};
use comity_custody::Digest;
use comity_wire::directory::{Directory, Listed};
use comity_wire::envelope::Standing;
use comity_wire::statement::{
    EntityConfiguration, EntityId, Mark, MarkKind, Metadata, NodeMetadata, Party,
    SubordinateStatement,
};

pub const REGISTER: u8 = 7;
pub const NODE: u8 = 1;

pub fn id(host: &str) -> EntityId {
    format!("https://{host}.example")
        .parse()
        .expect("an https URL")
}

pub fn metadata(code: &str) -> Metadata {
    Metadata {
        comity_node: Some(NodeMetadata {
            state: state(code),
            name: "Example State A".to_owned(),
            endpoint: "https://xaa.example/peer".to_owned(),
            tls_certificate: None,
            log: common::log_key().to_string(),
            cosigner: common::log_key().to_string(),
            recipient: "age1pq1example".to_owned(),
        }),
        federation_entity: None,
    }
}

pub fn mark(sub: &str, exp: &str) -> Mark {
    Mark {
        iss: id("register"),
        sub: id(sub),
        trust_mark_type: MarkKind::ContactPoint,
        iat: now(),
        exp: time(exp),
        since: "2026-02-01".parse().expect("a day"),
        designee: Some("Duty desk of Example State A".to_owned()),
    }
}

pub fn statement() -> SubordinateStatement {
    let mark = mark("xaa", "2027-01-01T00:00:00Z").seal(&keys(REGISTER));
    SubordinateStatement {
        iss: id("register"),
        sub: id("xaa"),
        iat: now(),
        exp: time("2026-12-01T00:00:00Z"),
        jwks: keys(NODE).public().clone(),
        metadata: metadata("XAA"),
        trust_marks: vec![mark.expect("seals")],
        comity_party: Party {
            standing: Standing::Active,
            facts: common::facts("XAA"),
        },
    }
}

pub fn configuration() -> EntityConfiguration {
    EntityConfiguration {
        iss: id("xaa"),
        sub: id("xaa"),
        iat: now(),
        exp: time("2026-11-26T00:00:00Z"),
        jwks: keys(NODE).public().clone(),
        authority_hints: vec![id("register")],
        metadata: metadata("XAA"),
        trust_marks: vec![],
    }
}

pub fn directory(serial: u64) -> Directory {
    Directory {
        iss: id("register"),
        serial,
        iat: now(),
        exp: time("2026-11-25T12:00:00Z"),
        members: vec![Listed {
            state: state("XAA"),
            entity: id("xaa"),
            standing: Standing::Suspended,
            statement: Digest::of(b"statement"),
        }],
    }
}
