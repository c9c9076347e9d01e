//! Cases in which the manifest is changed.

use super::*;

pub const CASES: &[Case] = &[
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
    (
        "manifest-reference-copied",
        "a reference to the very thing an item is",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                let digest = manifest["items"][1]["sha256"].clone();
                manifest["references"] = json!([referred(&digest)]);
            })
        },
    ),
    (
        "manifest-reference-twice",
        "two references to one thing",
        "manifest-form",
        || {
            Hostile::manifest(|manifest| {
                let one = referred(&json!(Digest::of(b"a film")));
                manifest["references"] = json!([one, one]);
            })
        },
    ),
    (
        "manifest-references-empty",
        "an empty list of references, which has no form",
        "manifest-form",
        || Hostile::manifest(|manifest| manifest["references"] = json!([])),
    ),
];

fn referred(digest: &Value) -> Value {
    json!({ "sha256": digest, "custodian": "Police", "description": "A film" })
}
