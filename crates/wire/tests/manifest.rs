//! The signed manifest of an evidence package.

mod common;

use comity_evidence::{
    Conditions, Confidentiality, Identity, Item, ItemDescription, Manifest, OnwardTransfer,
    SealEntropy, SealParameters, SealingAct,
};
use comity_treaty::StateCode;
use comity_wire::jws::JwsError;
use comity_wire::keys::{Kid, PublicKey};
use comity_wire::manifest::{self, ManifestRefusal};
use comity_wire::problem::ProblemType;
use common::{MATTER, keys, now, state};

/// XBB seals a short note to XAA.
fn sealed() -> Manifest {
    let parameters = SealParameters {
        package: common::ENVELOPE,
        matter: MATTER,
        from: "XBB".parse().expect("a code"),
        to: "XAA".parse().expect("a code"),
        sealed_at: now(),
        recipient: Identity::from_seed([8; 32]).recipient().clone(),
        conditions: Conditions {
            purpose: "Investigation 1/2026".to_owned(),
            onward_transfer: OnwardTransfer::Forbidden,
            confidentiality: Confidentiality::Confidential,
            retention_until: None,
            remarks: None,
        },
        references: Vec::new(),
        act: SealingAct {
            authority: "Court of Example State B".to_owned(),
            basis: "Decision 2/2026".to_owned(),
            started: now(),
            ended: now(),
            program: "test".to_owned(),
        },
        entropy: SealEntropy::from_bytes([3; 96]),
    };
    let item = Item {
        path: "data/note.txt".parse().expect("a path"),
        size: 5,
        about: ItemDescription::default(),
        content: &b"hello"[..],
    };
    let sealed = comity_evidence::seal([Ok(item)], parameters, Vec::new(), |_| ());
    sealed.expect("seals").manifest
}

fn lookup(kid: &Kid) -> Option<(StateCode, PublicKey)> {
    common::directory(kid).map(|known| (known.holder, known.key))
}

#[test]
fn a_manifest_opens_as_it_was_signed() {
    let sent = sealed();
    let signed = manifest::seal(&sent, &keys(2));
    let opened = manifest::open(&signed, now(), lookup).expect("opens");
    assert_eq!(opened.manifest, sent);
}

#[test]
fn only_the_state_that_sealed_may_sign() {
    let signed = manifest::seal(&sealed(), &keys(1));
    let refusal = manifest::open(&signed, now(), lookup).expect_err("refused");
    assert!(matches!(refusal, ManifestRefusal::WrongHolder));
    let mixed = |kid: &Kid| lookup(kid).map(|(_, key)| (state("XAA"), key));
    let signed = manifest::seal(&sealed(), &keys(2));
    let refusal = manifest::open(&signed, now(), mixed).expect_err("refused");
    assert_eq!(refusal.problem_type(), ProblemType::WrongHolder);
}

#[test]
fn a_changed_manifest_is_forged() {
    let signed = manifest::seal(&sealed(), &keys(2));
    let other = {
        let mut manifest = sealed();
        manifest.items[0].size += 1;
        manifest::seal(&manifest, &keys(2))
    };
    let cut = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).expect("ASCII");
        let (payload, rest) = text.split_once("\",\"signatures\"").expect("two parts");
        (payload.to_owned(), rest.to_owned())
    };
    let swapped = format!("{}\",\"signatures\"{}", cut(&other).0, cut(&signed).1);
    let refusal = manifest::open(swapped.as_bytes(), now(), lookup).expect_err("refused");
    assert!(matches!(
        refusal,
        ManifestRefusal::Signatures(JwsError::Forged { .. })
    ));
}
