//! What XAA and XBB said to each other, message by message, with receipts and custody entries.

use comity_custody::Digest;
use comity_treaty::{MatterId, Message};
use comity_wire::case_file::{Place, ThreadName, kind};
use comity_wire::envelope::{Envelope, EnvelopeId, VERSION};
use comity_wire::keys::SigningKeys;
use comity_wire::papers::Paper;
use comity_wire::receipt::{Outcome, Receipt};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::defect::Defect;
use super::memory::Memory;
use super::states::{LATER, Node, code, keys, time};

/// The preservation, and the request for access that cites it.
pub const PRESERVATION: MatterId =
    MatterId(Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0001));
pub const ACCESS: MatterId = MatterId(Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0002));
const STRAY: MatterId = MatterId(Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0003));

/// What the first message takes along.
pub const ORDER: &[u8] = b"The order of the court";

fn papers(number: u16) -> Vec<Paper> {
    if number > 1 {
        return Vec::new();
    }
    vec![Paper {
        name: "order.pdf".into(),
        media_type: "application/pdf".into(),
        length: ORDER.len() as u64,
        sha256: Digest::of(ORDER),
        title: None,
    }]
}

/// One message on its way.
pub struct Line {
    /// Whether XAA says it.
    pub asking: bool,
    pub matter: MatterId,
    pub message: Message,
}

/// A message that was delivered: what the proofs are made from.
pub struct Delivered {
    pub digest: Digest,
    pub asking: bool,
    /// Its place in the sender's and in the receiver's log.
    pub sent: u64,
    pub received: u64,
    /// Size of the receiver's log in the receipt.
    pub receipt_size: u64,
}

/// The exchange while it goes on.
pub struct Exchange {
    pub a: Node,
    pub b: Node,
    pub case: Memory,
    pub delivered: Vec<Delivered>,
    defect: Option<Defect>,
    sequences: Vec<(MatterId, bool)>,
}

impl Exchange {
    pub fn new(defect: Option<Defect>) -> Self {
        let (a, b) = (Node::new("XAA", 1), Node::new("XBB", 2));
        Self {
            a,
            b,
            case: Memory::default(),
            delivered: Vec::new(),
            defect,
            sequences: Vec::new(),
        }
    }

    /// Sends, receives, receipts; a day later than the message before.
    pub fn say(&mut self, line: &Line, last: bool) {
        let number = u16::try_from(self.delivered.len() + 1).expect("few");
        let sent_at =
            time("2026-09-01T09:00:00Z") + SignedDuration::from_hours(24 * (i64::from(number) - 1));
        let envelope = self.envelope(line, number, sent_at, last);
        let sealed = envelope
            .seal(&self.signer(line, number, last))
            .expect("fits");
        let name = ThreadName {
            number,
            from: envelope.from,
            kind: kind(&line.message),
        };
        self.case
            .put(Place::Envelope(name.clone()).path(), sealed.bytes);
        for paper in &envelope.papers {
            self.case.put(Place::Paper(paper.sha256).path(), ORDER);
        }
        self.deliver(line, &name, &envelope, sealed.digest, last);
    }

    fn envelope(&mut self, line: &Line, number: u16, sent_at: Timestamp, last: bool) -> Envelope {
        let stray = last && self.defect == Some(Defect::StrayMatter);
        let third = last && self.defect == Some(Defect::ThirdState);
        let back = last && self.defect == Some(Defect::SentBackInTime);
        let matter = if stray { STRAY } else { line.matter };
        self.sequences.push((matter, line.asking));
        let before = self
            .sequences
            .iter()
            .filter(|one| **one == (matter, line.asking))
            .count();
        let gap = u64::from(last && self.defect == Some(Defect::SequenceGap));
        let id = Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0002_0000 + u128::from(number));
        Envelope {
            version: VERSION.to_owned(),
            id: EnvelopeId::try_from(id).expect("version 7"),
            from: self.node(line.asking).code,
            to: if third {
                code("XEE")
            } else {
                self.node(!line.asking).code
            },
            matter,
            sequence: before as u64 + gap,
            sent_at: if back {
                sent_at - SignedDuration::from_hours(24 * 30)
            } else if last && self.defect == Some(Defect::MessageFromTheFuture) {
                time(LATER)
            } else {
                sent_at
            },
            message: line.message.clone(),
            papers: papers(number),
        }
    }

    fn signer(&self, line: &Line, number: u16, last: bool) -> SigningKeys {
        let own = if line.asking { 1 } else { 2 };
        match self.defect {
            Some(Defect::SignedBeforeRollOver) if number == 1 => keys(own + 20),
            Some(Defect::SignedAfterRollOver) if last => keys(own + 20),
            Some(Defect::SignedForAnotherState) if last => keys(3 - own),
            _ => keys(own),
        }
    }

    fn deliver(
        &mut self,
        line: &Line,
        name: &ThreadName,
        envelope: &Envelope,
        digest: Digest,
        last: bool,
    ) {
        let (matter, at) = (envelope.matter.to_string(), envelope.sent_at);
        let sent = self
            .node_mut(line.asking)
            .log
            .append(at, &matter, "sent", digest);
        let of_another = last && self.defect == Some(Defect::ReceiptEntryOfAnother);
        let logged = if of_another {
            Digest::of(b"another")
        } else {
            digest
        };
        let other_matter = last && self.defect == Some(Defect::ReceiptEntryOfAnotherMatter);
        let matter = if other_matter {
            STRAY.to_string()
        } else {
            matter
        };
        let log = &mut self.node_mut(!line.asking).log;
        let received = log.append(at, &matter, "received", logged);
        // Commits are grouped: the receipt's checkpoint covers what came after, too.
        log.filler(10_000 + u32::from(name.number));
        let receipt_size = log.size();
        let receipt = self.receipt(line, envelope, digest, received, last);
        let signer = if last && self.defect == Some(Defect::ReceiptBySender) {
            line.asking
        } else {
            !line.asking
        };
        let bytes = receipt.seal(&self.node(signer).keys).expect("canonical");
        self.case.put(Place::Receipt(name.clone()).path(), bytes);
        self.delivered.push(Delivered {
            digest,
            asking: line.asking,
            sent,
            received,
            receipt_size,
        });
    }

    fn receipt(
        &mut self,
        line: &Line,
        envelope: &Envelope,
        digest: Digest,
        index: u64,
        last: bool,
    ) -> Receipt {
        let (defect, size) = (
            self.defect.filter(|_| last),
            self.node(!line.asking).log.size(),
        );
        let log = &mut self.node_mut(!line.asking).log;
        let mut custody = log.logged(index, size);
        if defect == Some(Defect::ReceiptProofOfAnother) {
            custody.proof = log.inclusion(index - 1, size);
        }
        if defect == Some(Defect::ReceiptCheckpointForged) {
            let name = log.signer.verifier().name().to_owned();
            let forger = comity_custody::NoteSigner::ed25519(&name, &[97; 32]).expect("a name");
            let own = std::mem::replace(&mut log.signer, forger);
            custody.checkpoint = log.checkpoint(size).to_string();
            log.signer = own;
        }
        let rejected = Outcome::Rejected {
            rule: "not_at_this_stage".to_owned(),
            article: "42".to_owned(),
            sentence: "The matter is not at this stage.".to_owned(),
        };
        let strange = defect == Some(Defect::ReceiptToAnother);
        Receipt {
            version: VERSION.to_owned(),
            envelope: digest,
            from: self.node(!line.asking).code,
            to: if strange { code("XEE") } else { envelope.from },
            at: if defect == Some(Defect::ReceiptFromTheFuture) {
                time(LATER)
            } else {
                envelope.sent_at + SignedDuration::from_secs(1)
            },
            outcome: if matches!(
                defect,
                Some(Defect::RejectedMessage | Defect::ConsentNotTakenIn)
            ) {
                rejected
            } else {
                Outcome::Accepted
            },
            custody,
        }
    }

    pub fn node(&self, asking: bool) -> &Node {
        if asking { &self.a } else { &self.b }
    }

    fn node_mut(&mut self, asking: bool) -> &mut Node {
        if asking { &mut self.a } else { &mut self.b }
    }
}
