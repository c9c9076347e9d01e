//! The kit of hostile envelopes: each gets its expected verdict, and its problem document has that type.

use std::collections::BTreeSet;
use std::path::Path;

use comity_treaty::StateCode;
use comity_wire::envelope::{self, KnownKey, Standing};
use comity_wire::keys::{Kid, PublicKeys};
use jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
struct Kit {
    receiver: StateCode,
    now: Timestamp,
    directory: Vec<Member>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Member {
    state: StateCode,
    standing: Standing,
    jwks: PublicKeys,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    verdict: String,
    pad_to: Option<usize>,
}

fn folder() -> &'static Path {
    Path::new("tests/hostile")
}

fn kit() -> Kit {
    let text = std::fs::read(folder().join("kit.json")).expect("the kit is in the repository");
    serde_json::from_slice(&text).expect("the kit is well-formed")
}

impl Kit {
    fn known_key(&self, kid: &Kid) -> Option<KnownKey> {
        self.directory.iter().find_map(|member| {
            Some(KnownKey {
                key: member.jwks.get(kid)?.clone(),
                holder: member.state,
                standing: member.standing,
            })
        })
    }

    fn verdict(&self, case: &Case) -> String {
        let mut bytes =
            std::fs::read(folder().join(&case.file)).expect("the file is in the repository");
        bytes.resize(case.pad_to.unwrap_or(bytes.len()), b' ');
        match envelope::open(&bytes, self.receiver, self.now, |kid| self.known_key(kid)) {
            Ok(_) => "accepted".to_owned(),
            Err(refusal) => {
                let problem = refusal.problem();
                let kind = problem.kind().expect("a problem of the registry");
                assert_eq!(problem.status, kind.status());
                kind.slug().to_owned()
            }
        }
    }
}

#[test]
fn each_hostile_envelope_gets_its_verdict() {
    let kit = kit();
    let wrong: Vec<_> = kit
        .cases
        .iter()
        .map(|case| (case, kit.verdict(case)))
        .filter(|(case, found)| case.verdict != *found)
        .map(|(case, found)| format!("{}: expected {}, found {found}", case.file, case.verdict))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_kit_lists_every_file() {
    let listed: BTreeSet<_> = kit().cases.into_iter().map(|case| case.file).collect();
    let entries = std::fs::read_dir(folder()).expect("a folder");
    let found = entries.map(|entry| {
        entry
            .expect("readable")
            .file_name()
            .into_string()
            .expect("UTF-8")
    });
    let found: BTreeSet<_> = found.filter(|name| name != "kit.json").collect();
    assert_eq!(listed, found);
}
