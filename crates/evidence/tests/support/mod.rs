//! Small packages for the tests, the same on every run.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod hostile;

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use comity_evidence::*;

pub const SEED: [u8; 32] = [7; 32];
pub const PACKAGE: &str = "019ab1c0-0000-7000-8000-000000000001";

pub fn identity() -> Identity {
    Identity::from_seed(SEED)
}

pub fn parameters() -> SealParameters {
    SealParameters {
        package: PACKAGE.parse().unwrap(),
        matter: "019ab1bf-0000-7000-8000-000000000002".parse().unwrap(),
        from: "XBB".parse().unwrap(),
        to: "XAA".parse().unwrap(),
        sealed_at: "2026-11-24T12:00:00Z".parse().unwrap(),
        recipient: identity().recipient().clone(),
        conditions: Conditions {
            purpose: "Criminal proceeding 12/2026 before the District Court".into(),
            onward_transfer: OnwardTransfer::PriorAuthorisation,
            confidentiality: Confidentiality::Confidential,
            retention_until: Some("2031-12-31T00:00:00Z".parse().unwrap()),
            remarks: None,
        },
        references: Vec::new(),
        act: SealingAct {
            authority: "Central Authority".into(),
            basis: "Order 7/2026 of the Regional Court".into(),
            started: "2026-11-24T10:00:00Z".parse().unwrap(),
            ended: "2026-11-24T11:30:00Z".parse().unwrap(),
            program: "Comity 1".into(),
        },
        entropy: SealEntropy::from_bytes(std::array::from_fn(|at| at.to_le_bytes()[0])),
    }
}

/// A film that stays where it is.
pub fn reference() -> ReferenceRecord {
    ReferenceRecord {
        sha256: Digest::of(b"a film"),
        custodian: "Evidence room of the Northport police".into(),
        description: "A film of 43 seconds, attachment of the message of 3 October".into(),
    }
}

pub fn with_reference() -> SealParameters {
    SealParameters {
        references: vec![reference()],
        ..parameters()
    }
}

pub fn bytes(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "sealing takes items that may fail to open"
)]
pub fn item(path: &str, content: Vec<u8>) -> io::Result<Item<Cursor<Vec<u8>>>> {
    Ok(Item {
        path: BagPath::payload(path).unwrap(),
        size: content.len() as u64,
        about: ItemDescription::default(),
        content: Cursor::new(content),
    })
}

pub fn seal_files(files: &[(&str, Vec<u8>)]) -> (Sealed, Vec<u8>) {
    let items = files
        .iter()
        .map(|(path, content)| item(path, content.clone()));
    let mut out = Vec::new();
    let sealed = seal(items, parameters(), &mut out, |_| {}).unwrap();
    (sealed, out)
}

pub fn small() -> (Sealed, Vec<u8>) {
    seal_files(&[
        ("mail/inbox.mbox", b"From: a\n\nhello\n".to_vec()),
        ("server.log", bytes(700)),
        ("empty", Vec::new()),
    ])
}

/// Keeps what it is given, and how it ended.
#[derive(Debug, Default)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
    pub current: String,
    pub finished: bool,
    pub abandoned: bool,
}

impl BagSink for Memory {
    fn begin(&mut self, path: &BagPath, _: u64) -> io::Result<()> {
        self.current = path.to_string();
        self.files.insert(self.current.clone(), Vec::new());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.files
            .get_mut(&self.current)
            .unwrap()
            .extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.finished = true;
        Ok(())
    }

    fn abandon(&mut self) {
        self.files.clear();
        self.abandoned = true;
    }
}

pub fn open_into(
    package: &[u8],
    manifest: &Manifest,
    identity: &Identity,
) -> (Result<Opened, OpenError>, Memory) {
    let mut sink = Memory::default();
    let result = open(package, identity, manifest, &mut sink, |_| {});
    (result, sink)
}
