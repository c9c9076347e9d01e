//! What the object store promises.

use std::fs;
use std::io::{Read as _, Write as _};

use comity_store::{ObjectError, Objects};

#[test]
fn an_object_is_written_once_and_read_in_ranges() {
    let folder = tempfile::tempdir().expect("a folder");
    let objects = Objects::open(&folder.path().join("objects")).expect("it opens");
    let mut writer = objects.create().expect("it begins");
    writer.write_all(b"0123456789").expect("it writes");
    assert_eq!(objects.names().expect("they are listed"), [""; 0]);
    writer.finish("abc").expect("it is named");
    assert_eq!(objects.len("abc").expect("a length"), 10);
    let mut text = String::new();
    let mut range = objects.read_range("abc", 3, 4).expect("a range");
    range.read_to_string(&mut text).expect("it reads");
    assert_eq!(text, "3456");
    for (start, len) in [(10, 1), (0, 11), (u64::MAX, 2)] {
        let refused = objects.read_range("abc", start, len);
        assert!(matches!(
            refused,
            Err(ObjectError::Range { length: 10, .. })
        ));
    }

    let mut second = objects.create().expect("it begins");
    second.write_all(b"other").expect("it writes");
    assert!(matches!(
        second.finish("abc"),
        Err(ObjectError::Exists { .. })
    ));
    assert_eq!(objects.len("abc").expect("a length"), 10);
    assert_eq!(objects.names().expect("they are listed"), ["abc"]);
}

#[test]
fn what_was_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let objects = Objects::open(folder.path()).expect("it opens");
    let mut dropped = objects.create().expect("it begins");
    dropped.write_all(b"half").expect("it writes");
    drop(dropped);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);

    // A crash drops nothing: its file is cleared on the next opening.
    let crashed = objects.create().expect("it begins");
    std::mem::forget(crashed);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    Objects::open(folder.path()).expect("it opens");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn deleting_is_repeatable_and_keeps_open_readers() {
    let folder = tempfile::tempdir().expect("a folder");
    let objects = Objects::open(folder.path()).expect("it opens");
    let mut writer = objects.create().expect("it begins");
    writer.write_all(b"sealed").expect("it writes");
    writer.finish("abc").expect("it is named");
    let mut reader = objects.read("abc").expect("it opens");
    objects.delete("abc").expect("it goes");
    objects.delete("abc").expect("it is gone");
    assert!(!objects.contains("abc").expect("it looks"));
    assert!(matches!(
        objects.read("abc"),
        Err(ObjectError::Missing { .. })
    ));
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("it reads on");
    assert_eq!(text, "sealed");
}

#[test]
fn names_do_not_climb_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let objects = Objects::open(folder.path()).expect("it opens");
    for name in ["", "..", "../abc", "a/b", "a.part", "a b", &"a".repeat(129)] {
        assert!(
            matches!(objects.len(name), Err(ObjectError::Name { .. })),
            "{name}"
        );
        let writer = objects.create().expect("it begins");
        assert!(
            matches!(writer.finish(name), Err(ObjectError::Name { .. })),
            "{name}"
        );
    }
}
