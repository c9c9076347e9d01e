//! The kit of hostile packages: real files under `tests/hostile`, and in
//! `kit.json` what each is and which check refuses it. Any other program that
//! opens packages can be held against the same files.
//!
//! `COMITY_WRITE_VECTORS=1 cargo test -p comity-evidence --test hostile_kit` makes the
//! files again; without it, the test also holds them against their recipe.

mod support;

use std::path::PathBuf;

use comity_evidence::*;
use serde_json::{Value, json};
use support::hostile::Hostile;
use support::*;
use tar::EntryType;

const FOLDER: &str = "019ab1c0-0000-7000-8000-000000000001";
const SHARE_AT: usize = 22 + 18;

type Case = (&'static str, &'static str, &'static str, fn() -> Hostile);

/// Name, what was done, identifier of the check that refuses it ("opens": none).
const CASES: &[Case] = &[
    ("good", "nothing; it opens", "opens", || {
        Hostile::sealed(|_| {})
    }),
    (
        "bit-in-version",
        "a bit flipped in the version line",
        "seal-header",
        || Hostile::sealed(|package| package[3] ^= 1),
    ),
    (
        "bit-in-share",
        "a bit flipped in the encapsulated key",
        "seal-addressee",
        || Hostile::sealed(|package| package[SHARE_AT + 100] = swap(package[SHARE_AT + 100])),
    ),
    (
        "bit-in-wrapped-key",
        "a bit flipped in the wrapped file key",
        "seal-addressee",
        || Hostile::sealed(|package| package[SHARE_AT + 1500] = swap(package[SHARE_AT + 1500])),
    ),
    (
        "bit-in-header-mac",
        "a bit flipped in the header's MAC",
        "seal-header-mac",
        || Hostile::sealed(|package| package[1600] = swap(package[1600])),
    ),
    (
        "bit-in-nonce",
        "a bit flipped in the payload's nonce",
        "seal-chunk",
        || Hostile::sealed(|package| package[1630] ^= 1),
    ),
    (
        "bit-in-chunk",
        "a bit flipped in an encrypted chunk",
        "seal-chunk",
        || Hostile::sealed(|package| package[5000] ^= 0x80),
    ),
    (
        "low-order-share",
        "an X25519 share of low order",
        "seal-header",
        || Hostile::sealed(|package| replace_share(package, |share| share[1088..].fill(0))),
    ),
    (
        "two-stanzas",
        "the recipient's stanza twice",
        "seal-header",
        || {
            Hostile::sealed(|package| {
                let stanza = package[22..1580].to_vec();
                package.splice(22..22, stanza);
            })
        },
    ),
    (
        "classical-stanza",
        "a second recipient, not post-quantum",
        "seal-header",
        || {
            Hostile::sealed(|package| {
                let stanza = format!("-> X25519 {}\n{}\n", "A".repeat(43), "A".repeat(43));
                package.splice(22..22, stanza.into_bytes());
            })
        },
    ),
    (
        "another-key",
        "sealed to another key than the addressee's",
        "seal-addressee",
        || {
            let mut parameters = parameters();
            parameters.recipient = Identity::from_seed([8; 32]).recipient().clone();
            sealed_with(parameters)
        },
    ),
    (
        "truncated",
        "the last 100 bytes are missing",
        "ciphertext-length",
        || Hostile::sealed(|package| package.truncate(package.len() - 100)),
    ),
    (
        "truncated-header",
        "only 1000 bytes of the header",
        "ciphertext-length",
        || Hostile::sealed(|package| package.truncate(1000)),
    ),
    (
        "trailing-bytes",
        "one more byte at the end",
        "ciphertext-length",
        || Hostile::sealed(|package| package.push(0)),
    ),
    (
        "another-package",
        "the same evidence sealed once more",
        "ciphertext-digest",
        || {
            let mut parameters = parameters();
            parameters.entropy = SealEntropy::from_bytes([77; 96]);
            let other = sealed_with(parameters);
            Hostile {
                package: other.package,
                ..Hostile::sealed(|_| {})
            }
        },
    ),
    (
        "altered-item",
        "a byte of an evidence item changed",
        "item-digest",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("server.log");
                tar.0[at] ^= 1;
            })
        },
    ),
    (
        "altered-case-file",
        "a byte of the CASE file changed",
        "tag-files",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("case.jsonld");
                tar.0[at + 400] ^= 1;
            })
        },
    ),
    (
        "swapped-file",
        "one item under the name of another",
        "entry-missing",
        || {
            Hostile::bag(|tar| {
                tar.rename("data/mail/inbox.mbox", &format!("{FOLDER}/data/server.log"));
            })
        },
    ),
    (
        "missing-item",
        "an evidence item taken out",
        "entry-missing",
        || Hostile::bag(|tar| tar.remove("data/server.log")),
    ),
    (
        "missing-tagmanifest",
        "the last tag file taken out",
        "entry-missing",
        || Hostile::bag(|tar| tar.remove("tagmanifest-sha256.txt")),
    ),
    (
        "unexpected-file",
        "an item under a name that was not signed",
        "entry-unexpected",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/extra"))),
    ),
    ("duplicate-file", "an item twice", "entry-duplicate", || {
        Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/server.log")))
    }),
    (
        "duplicate-by-case",
        "an item twice, but for upper case",
        "entry-duplicate",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/SERVER.LOG"))),
    ),
    (
        "climbing-path",
        "a path with .. in it",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/../../etc/cron.d/x"))),
    ),
    (
        "absolute-path",
        "a path that begins with a slash",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", "/etc/cron.d/x")),
    ),
    (
        "backslash-path",
        "a path with backslashes",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", &format!("{FOLDER}/data/..\\..\\x"))),
    ),
    (
        "outside-folder",
        "a path outside the bag's folder",
        "entry-path",
        || Hostile::bag(|tar| tar.rename("data/empty", "elsewhere/data/empty")),
    ),
    (
        "symbolic-link",
        "a symbolic link in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Symlink);
                    header.set_link_name_literal("/etc/shadow").unwrap();
                });
            })
        },
    ),
    (
        "hard-link",
        "a hard link in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Link);
                    header.set_link_name_literal("../x").unwrap();
                });
            })
        },
    ),
    (
        "device",
        "a device in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Block);
                });
            })
        },
    ),
    (
        "folder",
        "a folder in place of an item",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::Directory);
                });
            })
        },
    ),
    (
        "global-header",
        "a pax header for the whole archive",
        "entry-kind",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/empty", |header| {
                    header.set_entry_type(EntryType::XGlobalHeader);
                });
            })
        },
    ),
    (
        "entry-size-lies",
        "a header that announces 8 GiB for 700 bytes",
        "entry-size",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/server.log", |header| header.set_size(0o777_7777_7777));
            })
        },
    ),
    (
        "entry-mode",
        "a header with other permissions",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                tar.change_header("data/server.log", |header| header.set_mode(0o4755));
            })
        },
    ),
    (
        "entry-checksum",
        "a header with a wrong checksum",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                let at = tar.find("data/server.log");
                tar.0[at + 150] ^= 1;
            })
        },
    ),
    (
        "hidden-in-padding",
        "bytes hidden behind an item",
        "entry-form",
        || {
            Hostile::bag(|tar| {
                let at = tar.content("mail/inbox.mbox");
                tar.0[at + 400] = b'x';
            })
        },
    ),
    (
        "hidden-after-end",
        "bytes hidden behind the archive's end",
        "bag-end",
        || {
            Hostile::bag(|tar| {
                let at = tar.0.len() - 10;
                tar.0[at] = b'x';
            })
        },
    ),
    (
        "entry-after-end",
        "a file behind the last one",
        "entry-unexpected",
        || {
            Hostile::bag(|tar| {
                let first = tar.0[..512].to_vec();
                let at = tar.0.len() - 1024;
                tar.0[at..at + 512].copy_from_slice(&first);
                tar.change_last_name(at, &format!("{FOLDER}/one-more"));
            })
        },
    ),
    (
        "many-entries",
        "a hundred entries that were not signed",
        "seal-chunk",
        || {
            Hostile::bag(|tar| {
                let first = tar.0[..1024].to_vec();
                let at = tar.0.len() - 1024;
                for _ in 0..100 {
                    tar.0.splice(at..at, first.iter().copied());
                }
            })
        },
    ),
    (
        "manifest-size-bomb",
        "a manifest that announces 4 TiB for an item",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["items"][1]["size"] = json!(1_u64 << 42)),
    ),
    (
        "manifest-sizes-overflow",
        "sizes whose sum overflows",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                for index in 0..3 {
                    manifest["items"][index]["size"] = json!(9_007_199_254_740_992_u64);
                }
            })
        },
    ),
    (
        "manifest-length-lies",
        "another length of the package",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["ciphertext"]["length"] = json!(1_u64 << 40)),
    ),
    (
        "manifest-climbs",
        "a path with .. in the manifest",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["items"][2]["path"] = json!("data/../../x")),
    ),
    (
        "manifest-reserved-name",
        "a Windows device name",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["items"][2]["path"] = json!("data/NUL.txt")),
    ),
    (
        "manifest-twice",
        "two items that differ by case only",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["items"][2]["path"] = json!("data/Server.log")),
    ),
    (
        "manifest-file-as-folder",
        "an item below another item",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["items"][2]["path"] = json!("data/server.log/x")),
    ),
    ("manifest-no-items", "no items", "manifest-form", || {
        Hostile::manifest(|manifest| manifest["items"] = json!([]))
    }),
    (
        "manifest-digest-of-list",
        "another digest of a list",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                manifest["bag"]["tag_files"][2]["sha256"] = json!("00".repeat(32));
            })
        },
    ),
    (
        "manifest-tag-files",
        "a tag file left out",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                manifest["bag"]["tag_files"].as_array_mut().unwrap().pop();
            })
        },
    ),
    (
        "manifest-slice-size",
        "another slice size",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["ciphertext"]["slice_size"] = json!(1024)),
    ),
    (
        "manifest-version",
        "a version this program does not know",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["version"] = json!(2)),
    ),
    (
        "manifest-unknown-field",
        "a field this program does not know",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["surprise"] = json!(true)),
    ),
    (
        "manifest-conditions-changed",
        "another purpose than the bag's",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                manifest["conditions"]["purpose"] = json!("Any purpose whatsoever");
            })
        },
    ),
    (
        "manifest-not-canonical",
        "white space between the fields",
        "manifest-form",
        || {
            let mut good = Hostile::sealed(|_| {});
            good.manifest.insert(1, b' ');
            good
        },
    ),
];

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
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
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
    for (name, what, expected, make) in CASES {
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
