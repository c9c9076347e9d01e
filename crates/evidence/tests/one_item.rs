//! One item out of a package, without the rest.

mod support;

use comity_evidence::*;
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use support::*;

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.txt", b"alpha".to_vec()),
        ("large.bin", bytes(5 * 1024 * 1024 + 17)),
        ("none", Vec::new()),
        ("last", bytes(70_000)),
    ]
}

fn read(
    package: &[u8],
    sealed: &Sealed,
    identity: &Identity,
    index: usize,
    from: u64,
) -> io::Result<Vec<u8>> {
    let slices = sealed.slices.clone();
    let input = Cursor::new(package);
    let mut item = open_item(input, slices, identity, &sealed.manifest, index, from)?;
    let mut bytes = Vec::new();
    item.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[test]
fn each_item_is_read_whole_and_from_any_byte() {
    let (sealed, package) = seal_files(&files());
    for (index, (name, content)) in files().iter().enumerate() {
        for from in [0, 3, content.len() / 2, content.len(), content.len() + 5] {
            let found = read(&package, &sealed, &identity(), index, from as u64).unwrap();
            assert!(
                found == content[from.min(content.len())..],
                "{name} from {from}"
            );
        }
    }
    assert!(read(&package, &sealed, &identity(), files().len(), 0).is_err());
}

#[test]
fn what_was_changed_is_not_given_out_and_another_key_opens_nothing() {
    let (sealed, mut package) = seal_files(&files());
    let middle = package.len() / 2;
    package[middle] ^= 1;
    assert!(read(&package, &sealed, &identity(), 1, 0).is_err());
    // What lies in other slices is still what was signed.
    assert_eq!(
        read(&package, &sealed, &identity(), 0, 0).unwrap(),
        b"alpha"
    );
    package[middle] ^= 1;
    let other = Identity::from_seed([9; 32]);
    assert!(read(&package, &sealed, &other, 0, 0).is_err());
    package.truncate(package.len() - 1);
    assert!(read(&package, &sealed, &identity(), 3, 0).is_err());
}

#[test]
fn a_bag_that_is_not_what_its_manifest_says_gives_nothing() {
    let hostile = support::hostile::Hostile::bag(|tar| {
        let first = tar.find("data/mail/inbox.mbox");
        tar.0[first] ^= 1;
    });
    let manifest: Manifest = serde_json::from_slice(&hostile.manifest).unwrap();
    let length = hostile.package.len() as u64;
    let value = blake3::hash(&hostile.package);
    let slices = SliceTree::from_bytes(length, value.as_bytes(), manifest.ciphertext.blake3);
    let input = Cursor::new(&hostile.package);
    let opened = open_item(input, slices.unwrap(), &identity(), &manifest, 0, 0);
    let error = opened.err().expect("the entry is another one");
    let refusal = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Refusal>());
    assert!(refusal.is_some(), "{error}");
}

/// Counts what is read.
struct Counted(Cursor<Vec<u8>>, Rc<Cell<usize>>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.set(self.1.get() + count);
        Ok(count)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// The package has more than five slices of 1 MiB; a small item at its end takes two or three of them.
#[test]
fn an_item_takes_its_own_slices_and_the_first_one() {
    let (sealed, package) = seal_files(&files());
    let taken = Rc::new(Cell::new(0));
    let input = Counted(Cursor::new(package), Rc::clone(&taken));
    let slices = sealed.slices.clone();
    let mut item = open_item(input, slices, &identity(), &sealed.manifest, 3, 0).unwrap();
    let mut content = Vec::new();
    item.read_to_end(&mut content).unwrap();
    assert_eq!(content, bytes(70_000));
    assert!(taken.get() <= 3 << 20, "{} bytes", taken.get());
}
