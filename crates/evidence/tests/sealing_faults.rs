//! What sealing and opening do when the input is wrong or the world fails.

mod support;

use std::io::{self, Read, Write};

use comity_evidence::*;
use support::*;

fn seal_items(items: Vec<io::Result<Item<io::Cursor<Vec<u8>>>>>) -> Result<Sealed, SealError> {
    seal(items, parameters(), Vec::new(), |_| {})
}

#[test]
fn nothing_to_seal() {
    assert!(matches!(seal_items(vec![]), Err(SealError::NoItems)));
}

#[test]
fn a_path_taken_twice() {
    let twice = vec![item("a/b", vec![1]), item("A/b", vec![2])];
    assert!(matches!(
        seal_items(twice),
        Err(SealError::PathTaken { .. })
    ));
    let below = vec![item("a", vec![1]), item("a/b", vec![2])];
    assert!(matches!(
        seal_items(below),
        Err(SealError::PathTaken { .. })
    ));
    let above = vec![item("a/b", vec![1]), item("a", vec![2])];
    assert!(matches!(
        seal_items(above),
        Err(SealError::PathTaken { .. })
    ));
}

#[test]
fn a_file_that_changes_while_it_is_read() {
    for announced in [3, 5] {
        let mut changed = item("a", vec![0; 4]).unwrap();
        changed.size = announced;
        let error = seal_items(vec![Ok(changed)]).unwrap_err();
        assert!(matches!(error, SealError::SizeChanged { .. }), "{error}");
    }
}

#[test]
fn an_item_outside_the_payload() {
    let mut outside = item("a", vec![]).unwrap();
    outside.path = "bagit.txt".parse().unwrap();
    assert!(matches!(
        seal_items(vec![Ok(outside)]),
        Err(SealError::NotPayload { .. })
    ));
}

fn many_references(count: usize, length: usize) -> Vec<ReferenceRecord> {
    let numbered = |number: usize| ReferenceRecord {
        sha256: Digest::of(&number.to_le_bytes()),
        description: "x".repeat(length),
        ..reference()
    };
    (0..count).map(numbered).collect()
}

#[test]
fn what_a_reference_names_is_not_copied() {
    let items = [
        item("log", vec![1]),
        item("renamed.txt", b"a film".to_vec()),
    ];
    let result = seal(items, with_reference(), Vec::new(), |_| {});
    let Err(SealError::CopyOfReference { path }) = result else {
        panic!("{result:?}");
    };
    assert_eq!(path.as_str(), "data/renamed.txt");
    let sealed = seal([item("log", vec![1])], with_reference(), Vec::new(), |_| {}).unwrap();
    let read = Manifest::from_bytes(&sealed.manifest.to_bytes()).unwrap();
    assert_eq!(read.references, [reference()]);
}

#[test]
fn parameters_that_no_manifest_may_have() {
    let wrong: &[fn(&mut SealParameters)] = &[
        |parameters| parameters.to = parameters.from,
        |parameters| parameters.conditions.purpose = "two\nlines".into(),
        |parameters| parameters.conditions.remarks = Some(String::new()),
        |parameters| parameters.references = vec![reference(), reference()],
        |parameters| {
            parameters.references = vec![ReferenceRecord {
                custodian: String::new(),
                ..reference()
            }];
        },
        |parameters| parameters.references = many_references(REFERENCES_MAX + 1, 1),
        |parameters| parameters.references = many_references(100, 3000),
        |parameters| parameters.act.basis = "x".repeat(5000),
        |parameters| parameters.act.ended = "2020-01-01T00:00:00Z".parse().unwrap(),
    ];
    for change in wrong {
        let mut parameters = parameters();
        change(&mut parameters);
        let result = seal([item("a", vec![1])], parameters, Vec::new(), |_| {});
        assert!(matches!(result, Err(SealError::Parameters(_))));
    }
}

/// A disk with room for so many bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_ends_the_sealing_wherever_it_fills() {
    for room in [0, 100, 1627, 100_000, 5 << 20, 30 << 20] {
        let items = [item("large", vec![0; 33 << 20])];
        let result = seal(items, parameters(), Disk(room), |_| {});
        assert!(matches!(result, Err(SealError::Write { .. })), "{room}");
    }
}

/// Evidence on a disk that fails after so many bytes.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::Other.into());
        }
        let count = buffer.len().min(self.0);
        self.0 -= count;
        Ok(count)
    }
}

#[test]
fn evidence_that_cannot_be_read() {
    for good in [0, 70_000, 20 << 20] {
        let item = Item {
            path: BagPath::payload("a").unwrap(),
            size: 40 << 20,
            about: ItemDescription::default(),
            content: Failing(good),
        };
        let error = seal([Ok(item)], parameters(), io::sink(), |_| {}).unwrap_err();
        assert!(
            matches!(error, SealError::Read { path: Some(_), .. }),
            "{error}"
        );
    }
    let none: [io::Result<Item<io::Empty>>; 1] = [Err(io::ErrorKind::NotFound.into())];
    let error = seal(none, parameters(), io::sink(), |_| {}).unwrap_err();
    assert!(matches!(error, SealError::Read { path: None, .. }));
}

/// Reads from memory in odd pieces, interrupted now and then.
struct Dribble<'a>(&'a [u8], usize);

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 += 1;
        if self.1.is_multiple_of(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let count = buffer.len().min(self.1 * 977 % 4099 + 1);
        self.0.read(&mut buffer[..count])
    }
}

#[test]
fn pieces_of_any_size_give_the_same_package() {
    let content = bytes(300_000);
    let whole = seal_files(&[("a", content.clone())]);
    let item = Item {
        path: BagPath::payload("a").unwrap(),
        size: content.len() as u64,
        about: ItemDescription::default(),
        content: Dribble(&content, 0),
    };
    let mut package = Vec::new();
    let sealed = seal([Ok(item)], parameters(), &mut package, |_| {}).unwrap();
    assert_eq!(sealed.manifest, whole.0.manifest);
    let dribble = Dribble(&package, 0);
    let opened = open(
        dribble,
        &identity(),
        &sealed.manifest,
        &mut VerifyOnly,
        |_| {},
    );
    assert!(opened.is_ok());
}

/// A sink that fails at the call with this number.
struct FailsAt(usize, bool);

impl FailsAt {
    fn step(&mut self) -> io::Result<()> {
        match self.0.checked_sub(1) {
            None => Err(io::ErrorKind::StorageFull.into()),
            Some(left) => {
                self.0 = left;
                Ok(())
            }
        }
    }
}

impl BagSink for FailsAt {
    fn begin(&mut self, _: &BagPath, _: u64) -> io::Result<()> {
        self.step()
    }
    fn write(&mut self, _: &[u8]) -> io::Result<()> {
        self.step()
    }
    fn end(&mut self) -> io::Result<()> {
        self.step()
    }
    fn finish(&mut self) -> io::Result<()> {
        self.step()
    }
    fn abandon(&mut self) {
        self.1 = true;
    }
}

#[test]
fn a_sink_that_fails_at_any_call_is_told_to_abandon() {
    let (sealed, package) = small();
    for call in 0..100 {
        let mut sink = FailsAt(call, false);
        let result = open(
            &package[..],
            &identity(),
            &sealed.manifest,
            &mut sink,
            |_| {},
        );
        match result {
            Err(OpenError::Sink { .. }) => assert!(sink.1),
            Ok(_) => {
                assert!(!sink.1 && call > 20);
                return;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    panic!("opening never succeeded");
}

#[test]
fn a_package_that_cannot_be_read_is_a_fault_not_a_verdict() {
    let (sealed, package) = seal_files(&[("a", bytes(4 << 20))]);
    for good in [0, 2000, 3 << 20] {
        let input = package[..good].chain(Failing(0));
        let mut sink = Memory::default();
        let result = open(input, &identity(), &sealed.manifest, &mut sink, |_| {});
        assert!(matches!(result, Err(OpenError::Read { .. })), "{good}");
        assert!(sink.abandoned);
    }
}
