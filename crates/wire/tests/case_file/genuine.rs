//! A whole case file, genuine but for one defect.

use comity_custody::{Note, NoteSigner, TlogProof};
use comity_evidence::Manifest;
use comity_treaty::{Sentence, StateCode};
use comity_wire::case_file::{
    Account, By, Extension, Form, Place, Policy, PolicyFile, README, enclosed, verify,
};
use comity_wire::{canonical, manifest};
use uuid::Uuid;

use super::defect::Defect;
use super::exchange::{ACCESS, Delivered, Exchange};
use super::log::Log;
use super::memory::Memory;
use super::package::{Package, package};
use super::states::{LATER, NOW, Node, keys, policy, policy_file, statements, time, witnesses};
use super::story;

/// When the witnesses cosigned.
const COSIGNED: &str = "2026-11-01T00:00:00Z";

/// A case file, and the policy of a court that may believe it.
pub struct Built {
    pub case: Memory,
    pub policy: Policy,
    pub policy_file: PolicyFile,
}

/// The case file of the exchange in that form.
pub fn build(form: Form, defect: Option<Defect>) -> Built {
    if form == Form::Silence {
        return silence(defect);
    }
    let announced = package(1, ACCESS.0);
    let signed = manifest::seal(&announced.manifest, &keys(2));
    let mut exchange = Exchange::new(defect);
    let mut said = announced.manifest.clone();
    if defect == Some(Defect::OtherReference) {
        "The accused".clone_into(&mut said.references[0].custodian);
    }
    let mut lines = story::lines(&said, &signed);
    match defect {
        Some(Defect::AgreedSince) => story::agree(&mut lines, &said, true),
        Some(Defect::ConsentRefused) => story::agree(&mut lines, &said, false),
        Some(Defect::AnswersAfterQuestions) => {
            story::agree(&mut lines, &said, false);
            story::questions_first(&mut lines, &said);
        }
        Some(Defect::ConsentNotTakenIn) => story::kept_longer(&mut lines, &said),
        Some(Defect::AnnouncedAgain) => story::announce_again(&mut lines, &said),
        _ => {}
    }
    for (position, line) in lines.iter().enumerate() {
        exchange.say(line, position + 1 == lines.len());
    }
    if defect == Some(Defect::ForkedLog) {
        rewrite(&mut exchange.b.log);
    }
    exchange.case.put(Place::Readme.path(), README);
    proofs(&mut exchange, defect);
    let Exchange { a, b, mut case, .. } = exchange;
    statements(&mut case, [&a, &b], defect);
    evidence(&mut case, form, announced, signed, defect);
    Built {
        case,
        policy: policy([&a, &b]),
        policy_file: policy_file([&a, &b]),
    }
}

/// The same with the report of the State that exported it, made before it is handed over and signed with these keys.
pub fn enclosing(mut built: Built, by: u8) -> Built {
    let report = verify(&built.case, &built.policy, time(NOW)).expect("readable");
    let report = report.of_exporter(false);
    let state: StateCode = "XAA".parse().expect("a State");
    let text = Account::of(&report, By::Exporter(state)).text(&Sentence::to_string);
    let documents: Vec<(String, Vec<u8>)> = built.case.files.clone().into_iter().collect();
    let files = enclosed(&documents, &report, text, state, &keys(by)).expect("canonical");
    built.case.files.extend(files);
    built
}

/// A case file that shows the silence of XBB.
fn silence(defect: Option<Defect>) -> Built {
    let mut exchange = Exchange::new(defect);
    let lines = story::silent();
    for (position, line) in lines.iter().enumerate() {
        exchange.say(line, position + 1 == lines.len());
    }
    exchange.case.put(Place::Readme.path(), README);
    proofs(&mut exchange, defect);
    if defect == Some(Defect::HiddenMessage) {
        let hidden = exchange.delivered[1].digest.to_string();
        let files = &mut exchange.case.files;
        files.retain(|path, _| !path.contains(&hidden) && !path.contains("-acknowledgement"));
        files.remove(&Place::Consistency(exchange.a.code).path());
        for part in ["jws.json", "receipt.jws.json"] {
            let enquiry = files.remove(&format!("thread/0003-XAA-enquiry.{part}"));
            let place = format!("thread/0002-XAA-enquiry.{part}");
            files.insert(place, enquiry.expect("the enquiry"));
        }
    }
    let Exchange { a, b, mut case, .. } = exchange;
    statements(&mut case, [&a, &b], defect);
    let of_the_other = defect == Some(Defect::RecordOfTheOther);
    let node = if of_the_other { &a } else { &b };
    let mut record = node.log.record(&ACCESS.to_string());
    match defect {
        Some(Defect::EntryLeftOut) => drop(record.remove(1)),
        Some(Defect::RecordEndsEarly) => drop(record.pop()),
        _ => {}
    }
    let lines = record.into_iter().flat_map(|entry| [entry, b"\n".to_vec()]);
    let lines: Vec<u8> = lines.flatten().collect();
    case.put(Place::Silence(b.code).path(), lines);
    Built {
        case,
        policy: policy([&a, &b]),
        policy_file: policy_file([&a, &b]),
    }
}

/// Another past: the fourth entry was never so.
fn rewrite(log: &mut Log) {
    let mut other = Log::new("other.example/log", 1, 0);
    other.filler(77_777);
    log.entries[3] = other.entries.remove(0);
}

fn evidence(
    case: &mut Memory,
    form: Form,
    announced: Package,
    signed: Vec<u8>,
    defect: Option<Defect>,
) {
    let sign = |manifest: &Manifest, signer: u8| manifest::seal(manifest, &keys(signer));
    let (package, signed) = match defect {
        Some(Defect::OtherManifest) => {
            let other = package(2, ACCESS.0);
            let signed = sign(&other.manifest, 2);
            (other, signed)
        }
        Some(Defect::ManifestOfAnotherMatter) => {
            let other = package(
                1,
                Uuid::from_u128(0x0193_5d3c_0000_7000_8000_0000_0000_0009),
            );
            let signed = sign(&other.manifest, 2);
            (other, signed)
        }
        Some(Defect::ManifestByReceiver) => {
            let signed = sign(&announced.manifest, 1);
            (announced, signed)
        }
        Some(Defect::CopyOfReference) => {
            let mut manifest = announced.manifest.clone();
            manifest.references[0].sha256 = manifest.items[0].sha256;
            let signed = sign(&manifest, 2);
            (announced, signed)
        }
        Some(Defect::ManifestFromTheFuture) => {
            let mut manifest = announced.manifest.clone();
            manifest.sealed_at = time(LATER);
            let signed = sign(&manifest, 2);
            (announced, signed)
        }
        Some(Defect::ManifestContradicts) => {
            let mut manifest = announced.manifest.clone();
            manifest.items[0].size += 1;
            let signed = sign(&manifest, 2);
            (announced, signed)
        }
        _ => (announced, signed),
    };
    case.put(Place::Manifest.path(), signed);
    if form == Form::Sealed {
        case.put(Place::Sealed.path(), package.ciphertext);
        case.put(Place::Slices.path(), package.slices.to_bytes());
    } else {
        case.files.extend(
            package
                .bag
                .files
                .into_iter()
                .map(|(path, bytes)| (format!("bag/{path}"), bytes)),
        );
    }
}

fn proofs(exchange: &mut Exchange, defect: Option<Defect>) {
    let mut files = Vec::new();
    for asking in [true, false] {
        let defect = defect.filter(|_| !asking);
        let node = exchange.node(asking);
        let size = head_size(node, asking, &exchange.delivered, defect);
        let head = cosigned(&node.log, size, defect);
        let last = exchange
            .delivered
            .iter()
            .rposition(|one| one.asking != asking);
        for (position, one) in exchange.delivered.iter().enumerate() {
            let index = if one.asking == asking {
                one.sent
            } else {
                one.received
            };
            let blamed = defect.filter(|_| Some(position) == last);
            let place = Place::Proof {
                log: node.code,
                envelope: one.digest,
            };
            files.push((
                place,
                proof(&node.log, index, size, &head, blamed)
                    .to_string()
                    .into_bytes(),
            ));
        }
        let extensions = extensions(node, asking, size, &exchange.delivered, defect);
        let bytes = canonical::to_bytes(&extensions).expect("canonical");
        files.push((Place::Consistency(node.code), bytes));
    }
    for (place, bytes) in files {
        exchange.case.put(place.path(), bytes);
    }
}

fn head_size(node: &Node, asking: bool, delivered: &[Delivered], defect: Option<Defect>) -> u64 {
    let last = delivered
        .iter()
        .filter(|one| one.asking != asking)
        .map(|one| one.received)
        .max();
    match defect {
        Some(Defect::StaleCheckpoint) => last.expect("something was received") + 1,
        _ => node.log.size(),
    }
}

fn cosigned(log: &Log, size: u64, defect: Option<Defect>) -> Note {
    let mut note = log.checkpoint(size);
    if defect == Some(Defect::CheckpointByAnotherLog) {
        let forged = Log {
            signer: forger(log.signer.verifier().name()),
            entries: log.entries.clone(),
        };
        note = forged.checkpoint(size);
    }
    let at = time(match defect {
        Some(Defect::CosignedTooEarly) => "2026-09-01T00:00:00Z",
        Some(Defect::CosignedInTheFuture) => LATER,
        _ => COSIGNED,
    })
    .as_second();
    let [one, mut two] = witnesses();
    if defect == Some(Defect::CosignedByAStranger) {
        two = NoteSigner::cosigner_ed25519(two.verifier().name(), &[96; 32]).expect("a name");
    }
    if defect == Some(Defect::CosignedByItself) {
        two = Node::new("XBB", 2).cosigner;
    }
    let mut signers = vec![one, two];
    if defect == Some(Defect::MissingCosignature) {
        signers.pop();
    }
    if defect == Some(Defect::UnknownCosigner) {
        signers.push(NoteSigner::cosigner_ed25519("stranger.example", &[95; 32]).expect("a name"));
    }
    let at = u64::try_from(at).expect("after 1970");
    let lines = signers
        .iter()
        .map(|signer| signer.cosign(note.text(), at).expect("cosigns"))
        .collect::<Vec<_>>();
    note.add(lines);
    note
}

fn forger(name: &str) -> NoteSigner {
    NoteSigner::ed25519(name, &[94; 32]).expect("a name")
}

fn proof(log: &Log, index: u64, size: u64, head: &Note, defect: Option<Defect>) -> TlogProof {
    let entry = log.entries[usize::try_from(index).expect("small")].clone();
    let mut proof = TlogProof {
        extra: Some(entry),
        index,
        proof: log.inclusion(index, size),
        checkpoint: head.clone(),
    };
    match defect {
        Some(Defect::ProofWithoutEntry) => proof.extra = None,
        Some(Defect::ProofOfAnotherIndex) => proof.index += 1,
        Some(Defect::TwoHeads) => {
            let name = log.signer.verifier().name();
            let mut other = Log::new(name, 42, 0);
            other.entries.clone_from(&log.entries);
            rewrite(&mut other);
            proof.checkpoint = cosigned(&other, size, None);
            proof.proof = other.inclusion(index, size);
        }
        _ => {}
    }
    proof
}

fn extensions(
    node: &Node,
    asking: bool,
    size: u64,
    delivered: &[Delivered],
    defect: Option<Defect>,
) -> Vec<Extension> {
    let received = delivered.iter().filter(|one| one.asking != asking);
    let mut older: Vec<u64> = received
        .map(|one| one.receipt_size)
        .filter(|older| *older < size)
        .collect();
    if defect == Some(Defect::StrayConsistency) {
        older.push(5);
    }
    let extension = |old: u64| {
        // A forked log cannot show the head its receipts are under: it shows a proof of its own past.
        let from = node_head(node, old, defect);
        Extension {
            from,
            to: node.log.head(size),
            proof: node.log.consistency(old, size),
        }
    };
    older.into_iter().map(extension).collect()
}

/// The head a receipt showed at this size, before any rewriting.
fn node_head(node: &Node, size: u64, defect: Option<Defect>) -> comity_wire::case_file::Head {
    if defect != Some(Defect::ForkedLog) {
        return node.log.head(size);
    }
    let mut before = Log::new(node.log.signer.verifier().name(), 42, 4);
    before.entries.extend_from_slice(&node.log.entries[4..]);
    before.head(size)
}
