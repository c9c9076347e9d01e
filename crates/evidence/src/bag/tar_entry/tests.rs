use tar::Archive;

use super::*;

/// Path and size that the `tar` crate reads from our header blocks.
fn read_back(path: &BagPath, size: u64) -> (String, u64) {
    let stand = Stand {
        folder: "019ab1c0-0000-7000-8000-000000000001",
        ordinal: 3,
        sealed_at: 1_790_000_000,
    };
    let blocks = header(stand, path, size);
    assert_eq!(blocks.len() % BLOCK_BYTES, 0);
    let mut archive = Archive::new(&blocks[..]);
    let entry = archive.entries().unwrap().next().unwrap().unwrap();
    let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
    let inside = name.strip_prefix(&format!("{}/", stand.folder)).unwrap();
    assert_eq!(entry.header().mtime().unwrap(), stand.sealed_at);
    assert_eq!(entry.header().mode().unwrap(), MODE);
    (inside.to_owned(), entry.size())
}

#[test]
fn every_path_and_size_is_read_back() {
    let long = format!("{}/{}.txt", "a".repeat(200), "b".repeat(200));
    let edge = "x".repeat(100 - 37 - 5);
    for relative in ["a.txt", "Größe/東京.txt", &long, &edge, &format!("{edge}y")] {
        let path = BagPath::payload(relative).unwrap();
        for size in [0, 1, SIZE_MAX, SIZE_MAX + 1, 1 << 50] {
            assert_eq!(read_back(&path, size), (path.to_string(), size));
        }
    }
}

#[test]
fn a_pax_record_counts_its_own_length() {
    // Around the lengths at which the count itself gets another digit.
    for length in (1..20).chain(85..100).chain(980..1000) {
        let mut records = String::new();
        push_record(&mut records, "path", &"v".repeat(length));
        let (count, _) = records.split_once(' ').unwrap();
        assert_eq!(count.parse(), Ok(records.len()));
    }
}

#[test]
fn padding_fills_the_block() {
    let cases = [(0, 0), (1, 511), (511, 1), (512, 0), (513, 511)];
    for (size, expected) in cases {
        assert_eq!(padding(size), expected);
    }
}
