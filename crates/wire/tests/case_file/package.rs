//! A small package, sealed and opened.

use std::io;

use comity_custody::Digest;
use comity_evidence::{
    BagPath, BagSink, Conditions, Confidentiality, Identity, Item, ItemDescription, Manifest,
    OnwardTransfer, ReferenceRecord, SealEntropy, SealParameters, SealingAct, SliceTree, open,
    seal,
};
use uuid::Uuid;

use super::memory::Memory;
use super::states::time;

pub const RETENTION_UNTIL: &str = "2027-11-24T00:00:00Z";

pub struct Package {
    pub manifest: Manifest,
    pub ciphertext: Vec<u8>,
    pub slices: SliceTree,
    pub bag: Memory,
}

/// The key made for this request alone.
pub fn identity() -> Identity {
    Identity::from_seed([33; 32])
}

/// Three slices of ciphertext, two items.
pub fn package(number: u128, matter: Uuid) -> Package {
    let noise = |length: usize| {
        (0..length)
            .map(|at| u8::try_from(at * 31 % 251).expect("small"))
            .collect::<Vec<_>>()
    };
    let (mail, note) = (noise(2_500_000), format!("note {number}\n").into_bytes());
    let items = [("mail.mbox", &mail), ("note.txt", &note)].map(|(name, content)| {
        Ok(Item {
            path: BagPath::payload(name).expect("a path"),
            size: content.len() as u64,
            about: ItemDescription::default(),
            content: content.as_slice(),
        })
    });
    let mut ciphertext = Vec::new();
    let sealed = seal(items, parameters(number, matter), &mut ciphertext, |_| {}).expect("seals");
    let mut bag = Memory::default();
    let mut sink = Sink {
        bag: &mut bag,
        path: String::new(),
    };
    open(
        ciphertext.as_slice(),
        &identity(),
        &sealed.manifest,
        &mut sink,
        |_| {},
    )
    .expect("opens");
    Package {
        manifest: sealed.manifest,
        ciphertext,
        slices: sealed.slices,
        bag,
    }
}

fn parameters(number: u128, matter: Uuid) -> SealParameters {
    SealParameters {
        package: Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0001_0000 + number),
        matter,
        from: "XBB".parse().expect("a code"),
        to: "XAA".parse().expect("a code"),
        sealed_at: time("2026-09-05T06:00:00Z"),
        recipient: identity().recipient().clone(),
        conditions: Conditions {
            purpose: "Investigation 12/2026 of the prosecutor of XAA".to_owned(),
            onward_transfer: OnwardTransfer::PriorAuthorisation,
            confidentiality: Confidentiality::Confidential,
            retention_until: Some(time(RETENTION_UNTIL)),
            remarks: None,
        },
        references: vec![ReferenceRecord {
            sha256: Digest::of(b"a film"),
            custodian: "Evidence room of the police of XBB".to_owned(),
            description: "A film of 43 seconds".to_owned(),
        }],
        act: SealingAct {
            authority: "Court of first instance of XBB".to_owned(),
            basis: "Order 7/2026".to_owned(),
            started: time("2026-09-04T08:00:00Z"),
            ended: time("2026-09-05T05:00:00Z"),
            program: "comity 0.1.0".to_owned(),
        },
        entropy: SealEntropy::from_bytes([5; 96]),
    }
}

/// Keeps the opened bag in memory.
struct Sink<'a> {
    bag: &'a mut Memory,
    path: String,
}

impl BagSink for Sink<'_> {
    fn begin(&mut self, path: &BagPath, _: u64) -> io::Result<()> {
        self.path = path.to_string();
        self.bag.put(self.path.clone(), Vec::new());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bag.file(&self.path).extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn abandon(&mut self) {}
}
