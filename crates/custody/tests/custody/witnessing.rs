//! The witness's decision, case by case of C2SP tlog-witness.

use comity_custody::{
    AddCheckpoint, AddCheckpointInvalid, Checkpoint, Digest, Edge, Note, NoteSignature, NoteSigner,
    ProofError, WitnessRefusal, parse_known_size, prove_consistency, witness,
};

use crate::oracle::Logs;
use crate::shown::{Cast, ORIGIN};

/// The example request of the specification.
const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

struct Scene {
    cast: Cast,
    logs: Logs,
}

impl Scene {
    fn new() -> Self {
        Self {
            cast: Cast::new(),
            logs: Logs::of_size(700),
        }
    }

    fn request(&self, old: u64, new: u64) -> AddCheckpoint {
        let proof = prove_consistency(old, new, &self.logs.tiles).unwrap();
        self.with(old, proof, new, self.root(new))
    }

    fn with(&self, old: u64, proof: Vec<Digest>, new: u64, root: Digest) -> AddCheckpoint {
        let request = AddCheckpoint::new(old, proof, self.cast.signed(new, root)).unwrap();
        // As it arrives.
        AddCheckpoint::parse(&request.to_string()).unwrap()
    }

    fn root(&self, size: u64) -> Digest {
        self.logs.roots[usize::try_from(size).unwrap()]
    }

    fn decide(&self, known: Option<u64>, request: &AddCheckpoint) -> Result<u64, WitnessRefusal> {
        let known = known.map(|size| (size, self.root(size)));
        let keys = [
            self.cast.log.verifier().clone(),
            self.cast.log_pq.verifier().clone(),
        ];
        witness(known, request, &keys).map(Checkpoint::size)
    }
}

#[test]
fn the_example_of_the_specification_reads_and_writes() {
    let request = AddCheckpoint::parse(EXAMPLE).unwrap();
    assert_eq!(request.to_string(), EXAMPLE);
    assert_eq!((request.old_size(), request.proof().len()), (20_852_014, 4));
    assert_eq!(request.checkpoint().size(), 20_852_163);
}

#[test]
fn growth_is_cosigned() {
    let scene = Scene::new();
    assert_eq!(scene.decide(None, &scene.request(0, 300)), Ok(300));
    assert_eq!(scene.decide(Some(300), &scene.request(300, 700)), Ok(700));
    assert_eq!(scene.decide(Some(700), &scene.request(700, 700)), Ok(700));
    assert_eq!(scene.decide(None, &scene.request(0, 0)), Ok(0));
    assert_eq!(scene.decide(Some(0), &scene.request(0, 5)), Ok(5));
}

#[test]
fn an_unknown_log_is_not_found() {
    let scene = Scene::new();
    let refusal = witness(None, &scene.request(0, 3), &[]).unwrap_err();
    assert_eq!(refusal.status(), 404);
    assert_eq!(
        refusal,
        WitnessRefusal::UnknownLog {
            origin: ORIGIN.into()
        }
    );
}

#[test]
fn another_key_is_forbidden() {
    let scene = Scene::new();
    let stranger = NoteSigner::ed25519(ORIGIN, &[9; 32]).unwrap();
    let refusal = witness(None, &scene.request(0, 3), &[stranger.verifier().clone()]).unwrap_err();
    assert_eq!(refusal.status(), 403);
}

#[test]
fn a_false_signature_is_forbidden_beside_a_good_one() {
    let scene = Scene::new();
    let mut note = scene.cast.signed(3, scene.root(3));
    let id = scene.cast.log_pq.verifier().key_id();
    note.add([NoteSignature::new(ORIGIN, id, vec![0; 2428]).unwrap()]);
    let request = AddCheckpoint::new(0, vec![], note).unwrap();
    assert_eq!(scene.decide(None, &request).unwrap_err().status(), 403);
}

#[test]
fn a_stale_start_is_told_the_size() {
    let scene = Scene::new();
    for known in [None, Some(299), Some(301)] {
        let refusal = scene.decide(known, &scene.request(300, 700)).unwrap_err();
        assert_eq!(refusal.status(), 409);
        assert_eq!(refusal.known_size(), Some(known.unwrap_or(0)));
    }
    // A roll-back, offered with a start the witness no longer has.
    let refusal = scene
        .decide(Some(700), &scene.request(100, 300))
        .unwrap_err();
    assert_eq!(refusal.known_size(), Some(700));
    assert_eq!(parse_known_size("700\n"), Some(700));
    for body in ["700", "0700\n", "700\n\n", "", "\n", "-1\n"] {
        assert_eq!(parse_known_size(body), None, "{body:?}");
    }
}

#[test]
fn a_shrunken_log_is_a_bad_request() {
    let scene = Scene::new();
    let request = scene.with(700, vec![], 300, scene.root(300));
    assert_eq!(scene.decide(Some(700), &request).unwrap_err().status(), 400);
}

#[test]
fn a_fork_at_the_same_size_is_a_conflict() {
    let scene = Scene::new();
    let request = scene.with(300, vec![], 300, Digest::of(b"fork"));
    let refusal = scene.decide(Some(300), &request).unwrap_err();
    assert_eq!(refusal.status(), 409);
    assert!(matches!(refusal, WitnessRefusal::Forked { size: 300, .. }));
    let empty = scene.with(0, vec![], 0, Digest::of(b"fork"));
    assert_eq!(scene.decide(None, &empty).unwrap_err().status(), 409);
}

#[test]
fn a_rewritten_log_cannot_be_proved() {
    let scene = Scene::new();
    // The log changed entry 5 after it was cosigned at 300, and proves that
    // what it shows now extends what it would have shown then.
    let mut rewritten = Edge::empty();
    for (index, leaf) in scene.logs.leaves.iter().enumerate().take(699) {
        rewritten.append(if index == 5 {
            Digest::of(b"other")
        } else {
            *leaf
        });
    }
    let proof = rewritten.prove_consistency(300).unwrap();
    let request = scene.with(300, proof, 699, rewritten.root());
    let refusal = scene.decide(Some(300), &request).unwrap_err();
    assert_eq!(refusal.status(), 422);
    let WitnessRefusal::Inconsistent { source } = refusal else {
        panic!("{refusal}")
    };
    assert!(matches!(source, ProofError::OldRoot { .. }), "{source}");
}

#[test]
fn a_proof_that_does_not_verify_is_unprocessable() {
    let scene = Scene::new();
    let proof = prove_consistency(300, 699, &scene.logs.tiles).unwrap();
    let mut bent = proof.clone();
    bent[0] = Digest::of(b"bent");
    for (proof, root) in [
        (proof.clone(), Digest::of(b"fork")),
        (bent, scene.root(699)),
        (proof[1..].to_vec(), scene.root(699)),
        ([proof.clone(), proof.clone()].concat(), scene.root(699)),
        (vec![], scene.root(699)),
    ] {
        let request = scene.with(300, proof, 699, root);
        let refusal = scene.decide(Some(300), &request).unwrap_err();
        assert_eq!(refusal.status(), 422, "{refusal}");
    }
    let padded = scene.with(0, vec![Digest::of(b"")], 5, scene.root(5));
    let refusal = scene.decide(None, &padded).unwrap_err();
    let source = ProofError::Length {
        expected: 0,
        found: 1,
    };
    assert_eq!(refusal, WitnessRefusal::Inconsistent { source });
}

#[test]
fn the_answer_is_signature_lines() {
    let scene = Scene::new();
    let request = scene.request(0, 300);
    let text = request.note().text();
    let lines = [&scene.cast.first, &scene.cast.second].map(|key| key.cosign(text, 7).unwrap());
    let body = format!("{}\n{}\n", lines[0], lines[1]);
    assert_eq!(NoteSignature::parse_lines(&body).unwrap(), lines);
    let mut note = request.note().clone();
    note.add(NoteSignature::parse_lines(&body).unwrap());
    let note = Note::parse(&note.to_string()).unwrap();
    assert_eq!(
        scene.cast.first.verifier().verify(&note).unwrap().at,
        Some(7)
    );
}

#[test]
fn malformed_requests_say_which_line() {
    let line = |line| AddCheckpointInvalid::ProofLine { line };
    let cases = [
        (
            EXAMPLE.replace("old 2", "old 02"),
            AddCheckpointInvalid::OldSize,
        ),
        (
            EXAMPLE.replace("old 2", "old +2"),
            AddCheckpointInvalid::OldSize,
        ),
        (
            EXAMPLE.replace("old 2", "Old 2"),
            AddCheckpointInvalid::OldSize,
        ),
        (
            EXAMPLE.replace("old 20852014", "old 9223372036854775808"),
            AddCheckpointInvalid::OldSize,
        ),
        (EXAMPLE.replace("5+pK", "5-pK"), line(4)),
        (EXAMPLE.replace("kaw=\n", "kaw=\r\n"), line(2)),
        (EXAMPLE.replace("kaw=\n", "kax=\n"), line(2)),
        (
            EXAMPLE.replace("\n\n", "\n"),
            AddCheckpointInvalid::NoCheckpoint,
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(AddCheckpoint::parse(&body).unwrap_err(), expected, "{body}");
    }
    let truncated = AddCheckpoint::parse(EXAMPLE.trim_end()).unwrap_err();
    assert!(matches!(truncated, AddCheckpointInvalid::Note { .. }));
    let many = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n".repeat(60);
    let refused = AddCheckpoint::parse(&EXAMPLE.replace("2014\n", &format!("2014\n{many}")));
    assert_eq!(
        refused.unwrap_err(),
        AddCheckpointInvalid::TooManyProofLines
    );
}
