//! An opened bag, exported for a court, checked against its manifest.

mod support;

use std::collections::BTreeMap;
use std::io::{self, Read};

use comity_evidence::*;
use support::*;

#[derive(Clone)]
struct Exported {
    files: BTreeMap<String, Vec<u8>>,
    links: Vec<String>,
}

impl BagSource for Exported {
    fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<Found>>> {
        let links = self.links.iter().map(|path| (path, FoundKind::Other, 0));
        let files = self.files.iter();
        let files = files.map(|(path, content)| (path, FoundKind::File, content.len() as u64));
        Ok(files.chain(links).map(|(path, kind, size)| {
            let path = path.clone();
            Ok(Found { path, kind, size })
        }))
    }

    fn open(&self, path: &BagPath) -> io::Result<impl Read> {
        Ok(&self.files[path.as_str()][..])
    }
}

fn exported() -> (Exported, Manifest) {
    let (sealed, package) = small();
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    opened.unwrap();
    let bag = Exported {
        files: sink.files,
        links: Vec::new(),
    };
    (bag, sealed.manifest)
}

/// Identifiers of the failed checks, and the place of the first.
fn failures(bag: &Exported, manifest: &Manifest) -> (Vec<&'static str>, Option<Place>) {
    let checks = verify_bag(bag, manifest, |_| {}).unwrap();
    let failed = checks.iter().filter(|check| !check.holds());
    let place = failed.clone().find_map(|check| match &check.verdict {
        Verdict::Failed(finding) => Some(finding.place.clone()),
        _ => None,
    });
    (failed.map(|check| check.id.id()).collect(), place)
}

#[test]
fn an_honest_bag_passes_every_check() {
    let (bag, manifest) = exported();
    let checks = verify_bag(&bag, &manifest, |_| {}).unwrap();
    assert!(checks.iter().all(Check::holds), "{checks:?}");
    assert_eq!(checks.len(), 8);
}

type Change = fn(&mut Exported);

#[test]
fn each_fault_is_named() {
    let cases: &[(&str, &str, Change)] = &[
        ("item-digest", "data/server.log", |bag| {
            bag.files.get_mut("data/server.log").unwrap()[5] ^= 1;
        }),
        ("tag-files", "bag-info.txt", |bag| {
            bag.files.get_mut("bag-info.txt").unwrap()[5] ^= 1;
        }),
        ("entry-size", "data/server.log", |bag| {
            bag.files.get_mut("data/server.log").unwrap().push(0);
        }),
        ("entry-missing", "data/empty", |bag| {
            bag.files.remove("data/empty");
        }),
        ("entry-unexpected", "data/extra", |bag| {
            bag.files.insert("data/extra".into(), Vec::new());
        }),
        ("entry-unexpected", "../outside", |bag| {
            bag.files.insert("../outside".into(), Vec::new());
        }),
        ("entry-kind", "data/empty", |bag| {
            bag.files.remove("data/empty");
            bag.links.push("data/empty".into());
        }),
        ("entry-duplicate", "data/empty", |bag| {
            bag.links.push("data/empty".into());
        }),
    ];
    for (check, path, change) in cases {
        let (mut bag, manifest) = exported();
        change(&mut bag);
        let (failed, place) = failures(&bag, &manifest);
        assert_eq!(failed, [*check]);
        assert_eq!(place, Some(Place::Path((*path).into())));
    }
}

#[test]
fn swapped_items_are_both_named() {
    let (sealed, package) = seal_files(&[("a", bytes(9)), ("b", b"nine byte".to_vec())]);
    let (opened, sink) = open_into(&package, &sealed.manifest, &identity());
    opened.unwrap();
    let mut files = sink.files;
    let a = files.remove("data/a").unwrap();
    let b = files.insert("data/b".into(), a).unwrap();
    files.insert("data/a".into(), b);
    let bag = Exported {
        files,
        links: Vec::new(),
    };
    let (failed, _) = failures(&bag, &sealed.manifest);
    assert_eq!(failed, ["item-digest", "item-digest"]);
}

#[test]
fn a_manifest_that_contradicts_itself_proves_nothing() {
    let (bag, mut manifest) = exported();
    manifest.items[0].size += 1;
    let checks = verify_bag(&bag, &manifest, |_| {}).unwrap();
    assert!(checks.iter().all(|check| !check.holds()));
    assert!(
        checks
            .iter()
            .any(|check| check.verdict == Verdict::NotReached)
    );
}
