//! The kit of hostile packages: real files under `tests/hostile`, and in
//! `kit.json` what each is and which check refuses it. Any other program that
//! opens packages can be held against the same files.
//!
//! `COMITY_WRITE_VECTORS=1 cargo test -p comity-evidence --test hostile_kit` makes the
//! files again; without it, the test also holds them against their recipe.

mod bag_cases;
mod manifest_cases;
mod seal_cases;
#[path = "../support/mod.rs"]
mod support;

use std::path::PathBuf;

use comity_evidence::*;
use serde_json::{Value, json};
use support::hostile::Hostile;
use support::*;
use tar::EntryType;

const FOLDER: &str = "019ab1c0-0000-7000-8000-000000000001";
const SHARE_AT: usize = 22 + 18;

/// Name, what was done, identifier of the check that refuses it ("opens": none), recipe.
type Case = (&'static str, &'static str, &'static str, fn() -> Hostile);

fn cases() -> impl Iterator<Item = &'static Case> {
    let seals = seal_cases::CASES.iter();
    seals.chain(bag_cases::CASES).chain(manifest_cases::CASES)
}

fn sealed_with(parameters: SealParameters) -> Hostile {
    let files = [
        ("mail/inbox.mbox", b"From: a\n\nhello\n".to_vec()),
        ("server.log", bytes(700)),
        ("empty", Vec::new()),
    ];
    let items = files.map(|(path, content)| item(path, content));
    let mut package = Vec::new();
    let sealed = seal(items, parameters, &mut package, |_| {}).unwrap();
    let manifest = sealed.manifest.to_bytes();
    Hostile { package, manifest }
}

/// Another character of base64.
fn swap(character: u8) -> u8 {
    if character == b'A' { b'B' } else { b'A' }
}

fn replace_share(package: &mut [u8], change: impl FnOnce(&mut [u8])) {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD_NO_PAD;
    let field = SHARE_AT..SHARE_AT + 1494;
    let mut share = base64.decode(&package[field.clone()]).unwrap();
    change(&mut share);
    package[field].copy_from_slice(base64.encode(share).as_bytes());
}

/// The check that refuses, or "opens".
fn verdict(hostile: &Hostile) -> String {
    let Ok(manifest) = Manifest::from_bytes(&hostile.manifest) else {
        return CheckId::ManifestForm.id().into();
    };
    let (result, sink) = open_into(&hostile.package, &manifest, &identity());
    assert_eq!(sink.finished, result.is_ok());
    assert_eq!(sink.abandoned, result.is_err());
    match result {
        Ok(_) => "opens".into(),
        Err(OpenError::Refused(refusal)) => refusal.check.id().into(),
        Err(fault) => panic!("a fault instead of a verdict: {fault:?}"),
    }
}

fn folder() -> PathBuf {
    PathBuf::from("tests/hostile")
}

/// The files of a case; a file that is as the honest package's is the honest package's.
fn files(name: &str, made: &Hostile, good: &Hostile) -> [(String, Vec<u8>); 2] {
    let named = |same: bool, end: &str| format!("{}.{end}", if same { "good" } else { name });
    let package = named(made.package == good.package, "age");
    let manifest = named(made.manifest == good.manifest, "manifest.json");
    [
        (package, made.package.clone()),
        (manifest, made.manifest.clone()),
    ]
}

#[test]
fn every_hostile_package_gets_its_verdict() {
    let write = std::env::var_os("COMITY_WRITE_VECTORS").is_some();
    let good = Hostile::sealed(|_| {});
    let (mut kit, mut wrong) = (Vec::new(), Vec::new());
    for (name, what, expected, make) in cases() {
        let files = files(name, &make(), &good);
        let stored = files.each_ref().map(|(file, made)| {
            if write {
                std::fs::write(folder().join(file), made).unwrap();
            }
            let stored = std::fs::read(folder().join(file)).unwrap();
            assert!(stored == *made, "{file} is not as its recipe");
            stored
        });
        let [package, manifest] = stored;
        let found = verdict(&Hostile { package, manifest });
        if found != *expected {
            wrong.push(format!("{name} ({what}): {found} instead of {expected}"));
        }
        let [package, manifest] = files.map(|(file, _)| file);
        kit.push(json!({
            "name": name, "what": what, "verdict": expected,
            "package": package, "manifest": manifest,
        }));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    compare_table(
        &json!({ "identity": *identity().to_secret_text(), "packages": kit }),
        write,
    );
}

fn compare_table(kit: &Value, write: bool) {
    let path = folder().join("kit.json");
    if write {
        let text = serde_json::to_string_pretty(kit).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    let stored: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(stored, *kit);
}
