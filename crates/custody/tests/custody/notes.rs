//! Notes, checkpoints and cosignatures against `signed_note`, published vectors
//! and the text of the specifications.

use aws_lc_rs::signature::{ED25519, ML_DSA_44, UnparsedPublicKey};
use comity_custody::{
    Checkpoint, CheckpointError, Digest, KeyError, Note, NoteSigner, NoteVerifier, SignatureKind,
};
use signed_note::{StandardVerifier, VerifierList};

use crate::shown::{Cast, ORIGIN};

const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

/// The note of the documentation of Go's `sumdb/note`.
const PETER_NOTE: &str = "If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
";

/// The example of C2SP tlog-cosignature.
const SOFA: &str = "example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
";

#[test]
fn the_note_of_the_go_documentation_verifies_and_is_reproduced() {
    let note = Note::parse(PETER_NOTE).unwrap();
    let key: NoteVerifier = PETER.parse().unwrap();
    assert_eq!(key.verify(&note).unwrap().at, None);
    assert_eq!(key.to_string(), PETER);
    assert_eq!(note.to_string(), PETER_NOTE);
    let seed: [u8; 32] = peter_seed();
    let signer = NoteSigner::ed25519("PeterNeumann", &seed).unwrap();
    assert_eq!(signer.verifier(), &key);
    assert_eq!(signer.sign(note.text()).unwrap(), note.signatures()[0]);
}

/// From `PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz`.
fn peter_seed() -> [u8; 32] {
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::STANDARD;
    let key = engine
        .decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
        .unwrap();
    key[1..].try_into().unwrap()
}

#[test]
fn the_example_of_the_specification_reads_and_writes() {
    let note = Note::parse(SOFA).unwrap();
    assert_eq!(note.to_string(), SOFA);
    assert_eq!(note.signatures()[1].name(), "witness.example.com/w1");
    assert_eq!(note.signatures()[1].bytes().len(), 72);
    let checkpoint = Checkpoint::parse(note.text()).unwrap();
    assert_eq!(checkpoint.origin(), "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size(), 20_852_163);
    assert_eq!(checkpoint.body(), note.text());
}

#[test]
fn signed_note_accepts_our_notes_and_we_its_keys() {
    let cast = Cast::new();
    let note = cast.signed(7, Digest::of(b"root"));
    let vkey = cast.log.verifier().to_string();
    let theirs = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&vkey).unwrap())]);
    let (verified, unknown) = theirs.verify(&known).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 1));
    assert_eq!(theirs.to_bytes(), note.to_string().as_bytes());
    let checkpoint = tlog_tiles::Checkpoint::from_bytes(note.text().as_bytes()).unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), (ORIGIN, 7));
}

#[test]
fn an_ed25519_cosignature_is_over_the_bytes_of_the_specification() {
    let cast = Cast::new();
    let text = cast.signed(7, Digest::of(b"root")).text().to_owned();
    let signature = cast.first.cosign(&text, 1_679_315_147).unwrap();
    assert_eq!(signature.bytes()[..8], 1_679_315_147u64.to_be_bytes());
    let message = format!("cosignature/v1\ntime 1679315147\n{text}");
    let key = UnparsedPublicKey::new(&ED25519, cast.first.verifier().public_key());
    key.verify(message.as_bytes(), &signature.bytes()[8..])
        .unwrap();
}

#[test]
fn an_ml_dsa_44_cosignature_is_over_the_bytes_of_the_specification() {
    let cast = Cast::new();
    let root = Digest::of(b"root");
    let text = cast.signed(7, root).text().to_owned();
    let signature = cast.second.cosign(&text, 1_679_315_147).unwrap();
    assert_eq!(signature.bytes().len(), 8 + 2420);
    let message = [
        b"subtree/v1\n\0".as_slice(),
        &[18],
        b"qo.example/witness",
        &1_679_315_147u64.to_be_bytes(),
        &[14],
        b"qm.example/log",
        &0u64.to_be_bytes(),
        &7u64.to_be_bytes(),
        root.as_bytes(),
    ]
    .concat();
    let key = UnparsedPublicKey::new(&ML_DSA_44, cast.second.verifier().public_key());
    key.verify(&message, &signature.bytes()[8..]).unwrap();
}

#[test]
fn every_kind_of_key_signs_verifies_and_is_written_as_vkey() {
    let cast = Cast::new();
    let mut note = cast.signed(9, Digest::of(b"root"));
    let text = note.text().to_owned();
    note.add([
        cast.first.cosign(&text, 5).unwrap(),
        cast.second.cosign(&text, 6).unwrap(),
    ]);
    let note = Note::parse(&note.to_string()).unwrap();
    for (signer, at) in [
        (&cast.log, None),
        (&cast.log_pq, Some(1_700_000_000)),
        (&cast.first, Some(5)),
        (&cast.second, Some(6)),
    ] {
        let key: NoteVerifier = signer.verifier().to_string().parse().unwrap();
        assert_eq!(&key, signer.verifier());
        assert_eq!(key.verify(&note).unwrap().at, at);
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<NoteVerifier>(&json).unwrap(), key);
    }
    let absent = cast.third.verifier().verify(&note).unwrap_err();
    assert!(matches!(absent, KeyError::NotSigned { name } if name == "qp.example/witness"));
}

#[test]
fn the_latest_of_two_cosignatures_of_one_key_counts() {
    let cast = Cast::new();
    let mut note = cast.signed(9, Digest::of(b"root"));
    let text = note.text().to_owned();
    note.add([8, 3].map(|at| cast.first.cosign(&text, at).unwrap()));
    assert_eq!(cast.first.verifier().verify(&note).unwrap().at, Some(8));
    let lines = note.signatures().len();
    note.add([cast.first.cosign(&text, 8).unwrap()]);
    assert_eq!(
        note.signatures().len(),
        lines,
        "the same line is added once"
    );
}

#[test]
fn a_signature_does_not_move_to_another_text_name_or_kind() {
    let cast = Cast::new();
    let note = cast.signed(9, Digest::of(b"root"));
    let other = note.to_string().replace("\n9\n", "\n8\n");
    let refused = cast
        .log
        .verifier()
        .verify(&Note::parse(&other).unwrap())
        .unwrap_err();
    assert_eq!(
        refused,
        KeyError::False {
            name: ORIGIN.into()
        }
    );
    let signature = cast.second.cosign(note.text(), 5).unwrap();
    let namesake = NoteSigner::cosigner_ml_dsa_44("qx.example/witness", &[4; 32]).unwrap();
    let moved = namesake
        .verifier()
        .verify_signature(note.text(), &signature);
    assert!(
        matches!(moved, Err(KeyError::False { .. })),
        "the name is signed"
    );
    assert!(
        cast.log
            .verifier()
            .verify_signature(note.text(), &signature)
            .is_err()
    );
}

#[test]
fn keys_sign_only_what_their_kind_signs() {
    let cast = Cast::new();
    let text = cast.signed(9, Digest::of(b"root")).text().to_owned();
    let kind = SignatureKind::Ed25519;
    assert_eq!(
        cast.log.cosign(&text, 5).unwrap_err(),
        KeyError::Use { kind }
    );
    let kind = SignatureKind::CosignatureMlDsa44;
    assert_eq!(cast.second.sign(&text).unwrap_err(), KeyError::Use { kind });
    let source = CheckpointError::Lines;
    let not_checkpoint = cast.first.cosign("hello\n", 5).unwrap_err();
    assert_eq!(not_checkpoint, KeyError::Checkpoint { source });
    assert_eq!(
        cast.first.cosign(&text, u64::MAX).unwrap_err(),
        KeyError::Message
    );
    let long = NoteSigner::cosigner_ml_dsa_44(&"n".repeat(256), &[1; 32]).unwrap();
    assert_eq!(long.cosign(&text, 5).unwrap_err(), KeyError::Message);
}

#[test]
fn a_signer_does_not_show_its_seed() {
    let shown = format!("{:?}", NoteSigner::ed25519("a", &[0xab; 32]).unwrap());
    assert!(
        !shown.contains("ab, ab") && !shown.contains("abab") && !shown.contains("171"),
        "{shown}"
    );
}
