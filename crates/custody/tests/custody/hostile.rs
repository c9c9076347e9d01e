//! Hostile input as a table: what is offered, and what it gets.

use comity_custody::{
    Checkpoint, CheckpointError, Digest, KeyError, Note, NoteError, NoteVerifier, Policy, Resource,
    TileId, TlogProof, TlogProofInvalid,
};
use proptest::prelude::*;

use crate::oracle::Logs;
use crate::shown::Cast;

const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

#[test]
fn checkpoints() {
    use CheckpointError::{Extension, Lines, Origin, Root, Size};
    let good = format!("a/log\n7\n{ROOT}\n");
    assert_eq!(Checkpoint::parse(&good).unwrap().body(), good);
    let extended = format!("{good}more\nlines\n");
    assert_eq!(Checkpoint::parse(&extended).unwrap().body(), extended);
    let table = [
        ("", Lines),
        ("a/log\n7\n", Lines),
        (good.trim_end(), Lines),
        (&good.replace("a/log", ""), Origin),
        (&good.replace("a/log", "a\tlog"), Origin),
        (&good.replacen('7', "", 1), Size),
        (&good.replacen('7', "07", 1), Size),
        (&good.replacen('7', "+7", 1), Size),
        (&good.replacen('7', "-7", 1), Size),
        (&good.replacen('7', "7 ", 1), Size),
        (&good.replacen('7', "0x7", 1), Size),
        (&good.replacen('7', "٧", 1), Size),
        (&good.replacen('7', "9223372036854775808", 1), Size),
        (&good.replacen('7', "99999999999999999999", 1), Size),
        (&good.replace("2I=", "2I"), Root),
        (&good.replace("2I=", "2J="), Root),
        (&good.replace("2I=", "2I=="), Root),
        (&good.replace("2I=", "2I=\r"), Root),
        (&good.replace("CsUY", "CsU-"), Root),
        (&good.replace("CsUY", ""), Root),
        (&format!("{good}\n"), Extension),
        (&format!("{good}a\n\nb\n"), Extension),
        (&format!("{good}a\u{0}b\n"), Extension),
    ];
    for (text, expected) in table {
        assert_eq!(Checkpoint::parse(text).unwrap_err(), expected, "{text:?}");
    }
    let largest = good.replacen('7', "9223372036854775807", 1);
    assert_eq!(
        Checkpoint::parse(&largest).unwrap().size(),
        i64::MAX.unsigned_abs()
    );
}

#[test]
fn notes() {
    use NoteError::{KeyName, NoSignatures, SignatureLine, Text};
    let good = "text\n\n— a AAAAAQI=\n";
    assert_eq!(Note::parse(good).unwrap().to_string(), good);
    let line = |line| SignatureLine { line };
    let table = [
        ("", NoSignatures),
        ("text\n", NoSignatures),
        ("text\n\n", NoSignatures),
        ("text\n— a AAAAAQI=\n", NoSignatures),
        ("text\n\n— a AAAAAQI=", NoSignatures),
        ("te\u{1}xt\n\n— a AAAAAQI=\n", Text),
        ("text\r\n\n— a AAAAAQI=\n", Text),
        ("text\n\n- a AAAAAQI=\n", line(1)),
        ("text\n\n—a AAAAAQI=\n", line(1)),
        ("text\n\n— AAAAAQI=\n", line(1)),
        ("text\n\n—  AAAAAQI=\n", line(1)),
        ("text\n\n— a+b AAAAAQI=\n", line(1)),
        ("text\n\n— a\u{a0}b AAAAAQI=\n", line(1)),
        ("text\n\n— a AAAAAQI= \n", line(1)),
        ("text\n\n— a AAAAAQJ=\n", line(1)),
        ("text\n\n— a AAAAAQI\n", line(1)),
        ("text\n\n— a AAAAAA==\n", line(1)),
        ("text\n\n— a AAA=\n", line(1)),
        ("text\n\n— a AAAAAQI=\nx\n", line(2)),
    ];
    for (note, expected) in table {
        assert_eq!(Note::parse(note).unwrap_err(), expected, "{note:?}");
    }
    let many = format!("text\n\n{}", "— a AAAAAQI=\n".repeat(513));
    assert_eq!(
        Note::parse(&many).unwrap_err(),
        NoteError::TooManySignatures
    );
    let long = "x".repeat(3 << 20);
    assert_eq!(
        Note::parse(&long).unwrap_err(),
        NoteError::TooLong { found: 3 << 20 }
    );
    assert_eq!(
        NoteVerifier::new("a b", comity_custody::SignatureKind::Ed25519, &[0; 32]).unwrap_err(),
        KeyError::Note { source: KeyName }
    );
}

#[test]
fn a_text_may_hold_empty_lines_and_lines_like_signatures() {
    let note = "a\n\n— a AAAAAQI=\n\nb\n\n— a AAAAAQI=\n";
    let read = Note::parse(note).unwrap();
    assert_eq!(read.text(), "a\n\n— a AAAAAQI=\n\nb\n");
    assert_eq!(read.to_string(), note);
}

#[test]
fn verifier_keys() {
    let good = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let kind = comity_custody::SignatureKind::Ed25519;
    let table = [
        ("", KeyError::Format),
        ("PeterNeumann", KeyError::Format),
        ("PeterNeumann+c74f20a3", KeyError::Format),
        (&good.replace("c74f20a3", "C74F20A3"), KeyError::Format),
        (&good.replace("c74f20a3", "+74f20a3"), KeyError::Format),
        (&good.replace("c74f20a3", "c74f20a"), KeyError::Format),
        (&good.replace("10TW", "10T"), KeyError::Format),
        (&format!("{good}+"), KeyError::Format),
        (&good.replace("+ARpc", "+"), KeyError::Kind { kind: 0xd9 }),
        (&good.replace("ARpc", "Ahpc"), KeyError::Kind { kind: 2 }),
        (&good.replace("10TW", ""), KeyError::Material { kind }),
        (
            &good.replace("PeterN", "Peter N"),
            KeyError::Note {
                source: NoteError::KeyName,
            },
        ),
        (
            &good.replace("PeterN", "peterN"),
            KeyError::KeyId {
                expected: 0,
                found: 0xc74f_20a3,
            },
        ),
        (
            &good.replace("a3+", "a4+"),
            KeyError::KeyId {
                expected: 0xc74f_20a3,
                found: 0xc74f_20a4,
            },
        ),
    ];
    for (vkey, expected) in table {
        let refused = vkey.parse::<NoteVerifier>().unwrap_err();
        let same = std::mem::discriminant(&refused) == std::mem::discriminant(&expected);
        assert!(same, "{vkey:?}: {refused:?}");
    }
}

#[test]
fn paths() {
    for good in [
        "checkpoint",
        "tile/0/000",
        "tile/0/x001/x234/067",
        "tile/2/001.p/255",
        "tile/entries/000.p/1",
        "tile/7/000.p/127",
    ] {
        assert_eq!(good.parse::<Resource>().unwrap().to_string(), good);
    }
    let table = [
        "",
        "/",
        "/checkpoint",
        "checkpoint/",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/00/000",
        "tile/+0/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/256/000",
        "tile/8/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/x001/x234",
        "tile/0/001/234",
        "tile/0/X001/234",
        "tile/0/x01/234",
        "tile/0/+01",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/+1",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "tile/0/../000",
        "tile/data/000",
        "tile/entries/x000/000",
        "tile/entries/",
        "tile/0/000 ",
        "tile/0/٠٠٠",
        "tile/7/001",
        "tile/7/000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x036/x028/x797/x018/x963/968",
    ];
    for path in table {
        assert!(path.parse::<Resource>().is_err(), "{path:?}");
    }
}

#[test]
fn tiles_that_no_tree_has() {
    for (level, index, width) in [
        (0, 0, 0),
        (0, 0, 257),
        (8, 0, 1),
        (255, 0, 1),
        (0, u64::MAX, 1),
        (7, 0, 128),
        (7, 1, 1),
    ] {
        assert_eq!(TileId::new(level, index, width), None);
    }
    assert_eq!(TileId::in_tree(0, 1, 256), None);
    assert_eq!(TileId::in_tree(0, u64::MAX, u64::MAX), None);
    assert_eq!(TileId::in_tree(63, 0, u64::MAX), None);
}

#[test]
fn digests() {
    let good = Digest::of(b"x").to_string();
    assert_eq!(good.parse(), Ok(Digest::of(b"x")));
    for text in [
        "",
        &good[1..],
        &good.to_uppercase(),
        &format!("{good}0"),
        &good.replace('2', "g"),
        &format!(" {}", &good[1..]),
    ] {
        assert!(text.parse::<Digest>().is_err(), "{text:?}");
    }
}

#[test]
fn proof_files() {
    let (cast, logs) = (Cast::new(), Logs::of_size(5));
    let good = cast.proof(&logs, 3, &[]).to_string();
    let line = |line| TlogProofInvalid::ProofLine { line };
    let hash = logs.leaves[2].to_base64();
    let table = [
        (String::new(), TlogProofInvalid::NoCheckpoint),
        (good.replace("@v1", "@v2"), TlogProofInvalid::Header),
        (format!("\n{good}"), TlogProofInvalid::Header),
        (
            good.replace("index", "extra !\nindex"),
            TlogProofInvalid::Extra,
        ),
        (
            good.replace("index", "extra extra AA==\nindex"),
            TlogProofInvalid::Extra,
        ),
        (
            good.replace("index", "extra AA==\nextra AA==\nindex"),
            TlogProofInvalid::Index { line: 3 },
        ),
        (
            good.replace("index 3", "index 03"),
            TlogProofInvalid::Index { line: 2 },
        ),
        (
            good.replace("index 3", "index -3"),
            TlogProofInvalid::Index { line: 2 },
        ),
        (
            good.replace("index 3", "index"),
            TlogProofInvalid::Index { line: 2 },
        ),
        (
            good.replace("index 3\n", ""),
            TlogProofInvalid::Index { line: 2 },
        ),
        (good.replace("index 3\n", "index 3\nx\n"), line(3)),
        (
            good.replace(
                "index 3\n",
                &format!("index 3\n{}", format!("{hash}\n").repeat(64)),
            ),
            TlogProofInvalid::TooManyProofLines,
        ),
        (good.replace('\n', "\r\n"), TlogProofInvalid::NoCheckpoint),
    ];
    for (text, expected) in table {
        assert_eq!(TlogProof::parse(&text).unwrap_err(), expected, "{text}");
    }
}

/// With no more witnesses than the quorum needs, every byte of a proof file counts.
#[test]
fn a_proof_file_with_any_byte_changed_lost_or_added_proves_nothing() {
    let (cast, logs) = (Cast::new(), Logs::of_size(300));
    let text = format!(
        "log {}\nwitness QN {}\nwitness QO {}\ngroup all all QN QO\nquorum all\n",
        cast.log.verifier(),
        cast.first.verifier(),
        cast.second.verifier(),
    );
    let policy = Policy::parse(&text).unwrap();
    let mut proof = cast.proof(&logs, 42, &[&cast.first, &cast.second]);
    // The log's second signature is under a key the policy does not know.
    let strangers: Vec<_> = proof.checkpoint.signatures().to_vec();
    let known = strangers
        .into_iter()
        .filter(|s| s.key_id() != cast.log_pq.verifier().key_id());
    proof.checkpoint = Note::new(proof.checkpoint.text().to_owned(), known.collect()).unwrap();
    let good = proof.to_string();
    let holds = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).ok()?;
        TlogProof::parse(text).ok()?.verify(b"42", &policy).ok()
    };
    assert!(holds(good.as_bytes()).is_some());
    for at in 0..good.len() {
        let mut changed = good.clone().into_bytes();
        changed[at] ^= 1;
        assert!(holds(&changed).is_none(), "byte {at} changed");
        assert!(holds(&good.as_bytes()[..at]).is_none(), "cut at {at}");
    }
    for tail in ["\n", " ", "x", "\n\n", "— x\n"] {
        assert!(
            holds(format!("{good}{tail}").as_bytes()).is_none(),
            "{tail:?} added"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(c2sp.org/tlog-proof@v1\n)?(old |index )?[0-9]{0,3}\n?[ -~\n—]{0,80}") {
        let _ = TlogProof::parse(&text);
        let _ = comity_custody::AddCheckpoint::parse(&text);
        let _ = Policy::parse(&text);
        let _ = text.parse::<Resource>();
        let _ = text.parse::<NoteVerifier>();
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text.clone());
        }
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.body(), text);
        }
    }
}
