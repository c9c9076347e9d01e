//! Policies, and proof files checked against them.

use comity_custody::{
    Digest, KeyError, NoteSignature, NoteSigner, Policy, PolicyError, PolicyProblem, TlogProof,
    TlogProofError,
};

use crate::oracle::Logs;
use crate::shown::{Cast, ORIGIN};

#[test]
fn a_proof_with_a_quorum_is_accepted() {
    let (cast, logs) = (Cast::new(), Logs::of_size(300));
    let policy = Policy::parse(&cast.policy()).unwrap();
    let mut proof = cast.proof(&logs, 42, &[&cast.first, &cast.second]);
    proof.extra = Some(b"case 7".to_vec());
    let proof = TlogProof::parse(&proof.to_string()).unwrap();
    let checked = proof.verify(b"42", &policy).unwrap();
    assert_eq!(checked.checkpoint.size(), 300);
    let names: Vec<_> = checked
        .witnessed
        .iter()
        .map(|w| (w.name.as_str(), w.at))
        .collect();
    assert_eq!(names, [("QN", 1_700_000_060), ("QO", 1_700_000_060)]);
    assert_eq!(proof.extra.as_deref(), Some(b"case 7".as_slice()));
    assert_eq!(
        policy.witnesses()[1].url.as_deref(),
        Some("https://qo.example/")
    );
    assert_eq!(policy.logs()[0].key.name(), ORIGIN);
}

#[test]
fn another_entry_or_place_is_not_proved() {
    let (cast, logs) = (Cast::new(), Logs::of_size(300));
    let policy = Policy::parse(&cast.policy()).unwrap();
    let good = cast.proof(&logs, 42, &[&cast.first, &cast.second]);
    let refused = |proof: &TlogProof, entry: &[u8]| {
        let verdict = proof.verify(entry, &policy).unwrap_err();
        matches!(verdict, TlogProofError::Inclusion { .. })
    };
    assert!(refused(&good, b"43"));
    assert!(refused(
        &TlogProof {
            index: 43,
            ..good.clone()
        },
        b"42"
    ));
    assert!(
        refused(
            &TlogProof {
                index: 300,
                ..good.clone()
            },
            b"42"
        ),
        "beyond the log"
    );
    let short = TlogProof {
        proof: good.proof[1..].to_vec(),
        ..good
    };
    assert!(refused(&short, b"42"));
}

#[test]
fn too_few_witnesses_are_named() {
    let (cast, logs) = (Cast::new(), Logs::of_size(3));
    let policy = Policy::parse(&cast.policy()).unwrap();
    let proof = cast.proof(&logs, 0, &[&cast.third]);
    let refused = policy.check(&proof.checkpoint).unwrap_err();
    let (quorum, witnessed) = ("States".to_owned(), vec!["QP".to_owned()]);
    assert_eq!(refused, PolicyError::Quorum { quorum, witnessed });
    let twice = cast.proof(&logs, 0, &[&cast.third, &cast.third]);
    assert!(
        policy.check(&twice.checkpoint).is_err(),
        "one witness counts once"
    );
}

#[test]
fn strangers_are_ignored_and_forgers_condemn() {
    let (cast, logs) = (Cast::new(), Logs::of_size(3));
    let policy = Policy::parse(&cast.policy()).unwrap();
    let stranger = NoteSigner::cosigner_ed25519("qn.example/witness", &[9; 32]).unwrap();
    let mut note = cast
        .proof(&logs, 0, &[&cast.first, &cast.second, &stranger])
        .checkpoint;
    assert_eq!(policy.check(&note).unwrap().witnessed.len(), 2);
    let id = cast.third.verifier().key_id();
    note.add([NoteSignature::new("qp.example/witness", id, vec![0; 72]).unwrap()]);
    let refused = policy.check(&note).unwrap_err();
    let source = KeyError::False {
        name: "qp.example/witness".into(),
    };
    assert_eq!(refused, PolicyError::BadSignature { source });
}

#[test]
fn the_log_must_be_known_and_have_signed() {
    let (cast, logs) = (Cast::new(), Logs::of_size(3));
    let proof = cast.proof(&logs, 0, &[]);
    let check = |text: &str| Policy::parse(text).unwrap().check(&proof.checkpoint);
    let unknown = PolicyError::UnknownLog {
        origin: ORIGIN.into(),
    };
    assert_eq!(check("quorum none\n").unwrap_err(), unknown);
    let other = NoteSigner::ed25519(ORIGIN, &[9; 32]).unwrap();
    let refused = check(&format!("log {}\nquorum none\n", other.verifier())).unwrap_err();
    assert_eq!(
        refused,
        PolicyError::NotSigned {
            origin: ORIGIN.into()
        }
    );
    let either = format!(
        "log {}\nlog {}\nquorum none",
        other.verifier(),
        cast.log.verifier()
    );
    assert!(check(&either).unwrap().witnessed.is_empty());
    let renamed = NoteSigner::ed25519("qz.example/log", &[1; 32]).unwrap();
    let renamed = format!("log {}\nquorum none", renamed.verifier());
    assert_eq!(
        check(&renamed).unwrap_err(),
        unknown,
        "the key's name is the log's"
    );
}

#[test]
fn groups_nest_as_in_the_example_of_the_specification() {
    let keys: Vec<_> = (1..=6u8)
        .map(|n| NoteSigner::cosigner_ed25519(&format!("w{n}"), &[n + 20; 32]).unwrap())
        .collect();
    let vkey = |n: usize| keys[n].verifier().to_string();
    let cast = Cast::new();
    let text = format!(
        "log {}\nwitness X1 {}\nwitness X2 {}\nwitness X3 {}\ngroup X-witnesses 2 X1 X2 X3\n\nwitness Y1 {}\nwitness Y2 {}\nwitness Y3 {}\ngroup Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
        cast.log.verifier(),
        vkey(0),
        vkey(1),
        vkey(2),
        vkey(3),
        vkey(4),
        vkey(5),
    );
    let policy = Policy::parse(&text).unwrap();
    let logs = Logs::of_size(2);
    let mut accepted = 0;
    for subset in 0u32..64 {
        let signers: Vec<_> = (0..6)
            .filter(|n| subset >> n & 1 == 1)
            .map(|n| &keys[n])
            .collect();
        let note = cast.proof(&logs, 0, &signers).checkpoint;
        let expected = (subset & 7).count_ones() >= 2 && subset >> 3 != 0;
        assert_eq!(policy.check(&note).is_ok(), expected, "{subset:06b}");
        accepted += u32::from(expected);
    }
    assert_eq!(accepted, 4 * 7);
}

#[test]
fn every_bad_line_of_a_policy_is_named_at_once() {
    let cast = Cast::new();
    let (log, first) = (cast.log.verifier(), cast.first.verifier());
    let twin = NoteSigner::cosigner_ed25519("other-name", &[3; 32]).unwrap();
    let text = format!(
        "logs\nlog {log}\nlog {log}\nwitness A {first}\nwitness A {}\nwitness B {}\nwitness C {log}\nwitness none {first}\ngroup G 2 A\ngroup G 0 A\ngroup G x A\ngroup G any\ngroup G all A Z\ngroup H all A A\ngroup I any A\ngroup J any A\nquorum Q\nquorum none\nlog a+b+c\n\u{1}\nquorum\n",
        cast.third.verifier(),
        twin.verifier(),
    );
    let faults = Policy::parse(&text).unwrap_err();
    let found: Vec<_> = faults
        .into_iter()
        .map(|fault| (fault.line, fault.problem))
        .collect();
    let name = str::to_owned;
    let expected = [
        (1, PolicyProblem::Form),
        (3, PolicyProblem::DuplicateKey),
        (5, PolicyProblem::NameTaken(name("A"))),
        (6, PolicyProblem::DuplicateKey),
        (7, PolicyProblem::WitnessKind),
        (8, PolicyProblem::NameTaken(name("none"))),
        (9, PolicyProblem::Threshold),
        (10, PolicyProblem::Threshold),
        (11, PolicyProblem::Threshold),
        (12, PolicyProblem::Threshold),
        (13, PolicyProblem::UnknownName(name("Z"))),
        (14, PolicyProblem::MemberTwice(name("A"))),
        (16, PolicyProblem::MemberTwice(name("A"))),
        (17, PolicyProblem::UnknownName(name("Q"))),
        (18, PolicyProblem::SecondQuorum),
        (19, PolicyProblem::Key(KeyError::Format)),
        (20, PolicyProblem::Character),
        (21, PolicyProblem::Form),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_policy_without_quorum_says_so() {
    let faults = Policy::parse("# nothing\n").unwrap_err();
    assert_eq!(
        (faults[0].line, &faults[0].problem),
        (2, &PolicyProblem::NoQuorum)
    );
    let crlf = Policy::parse("quorum none\r\n").unwrap_err();
    assert_eq!(crlf[0].problem, PolicyProblem::Character);
    assert_eq!(crlf[1].problem, PolicyProblem::NoQuorum);
}

#[test]
fn a_checkpoint_of_another_log_under_our_key_is_refused() {
    let cast = Cast::new();
    let policy = Policy::parse(&cast.policy()).unwrap();
    let other = comity_custody::Checkpoint::new("qz.example/log", 3, Digest::of(b"root")).unwrap();
    let note = other.sign(&[&cast.log], 0).unwrap();
    assert!(matches!(
        policy.check(&note).unwrap_err(),
        PolicyError::UnknownLog { .. }
    ));
}
