use super::*;

fn sample(length: usize) -> Vec<u8> {
    (0..length)
        .map(|at| (at * 7 % 251).to_le_bytes()[0])
        .collect()
}

fn tree(bytes: &[u8], step: usize) -> SliceTree {
    let mut hasher = SliceHasher::new();
    for part in bytes.chunks(step) {
        hasher.update(part);
    }
    hasher.finish()
}

#[test]
fn root_is_the_plain_digest_whatever_the_length() {
    let mib = 1 << 20;
    let lengths = [
        1,
        1023,
        1024,
        mib - 1,
        mib,
        mib + 1,
        2 * mib,
        3 * mib,
        5 * mib + 77,
    ];
    for length in lengths {
        let bytes = sample(length);
        let tree = tree(&bytes, 65_552);
        assert_eq!(
            tree.root().as_bytes(),
            blake3::hash(&bytes).as_bytes(),
            "{length}"
        );
        assert_eq!(tree.length(), length as u64);
        let again = SliceTree::from_bytes(tree.length(), &tree.to_bytes(), tree.root());
        assert_eq!(again.as_ref(), Ok(&tree));
    }
}

#[test]
fn each_slice_verifies_at_its_place_only() {
    let bytes = sample((3 << 20) + 500);
    let tree = tree(&bytes, 1 << 16);
    for index in 0..tree.count() {
        let range = tree.range(index).unwrap();
        let (start, end) = (index_of(range.start), index_of(range.end));
        let part = &bytes[start..end];
        assert_eq!(tree.verify_slice(index, part), Ok(()));
        assert!(tree.verify_slice((index + 1) % tree.count(), part).is_err());
        let mut flipped = part.to_vec();
        flipped[part.len() / 2] ^= 1;
        assert!(tree.verify_slice(index, &flipped).is_err());
        assert!(tree.verify_slice(index, &part[1..]).is_err());
    }
    assert!(tree.verify_slice(99, b"").is_err());
    assert!(tree.range(4).is_none());
}

#[test]
fn a_list_that_leads_elsewhere_is_refused() {
    let bytes = sample(2 << 20);
    let tree = tree(&bytes, 1 << 20);
    let mut values = tree.to_bytes();
    values[40] ^= 1;
    let refused = SliceTree::from_bytes(tree.length(), &values, tree.root());
    assert!(matches!(refused, Err(SlicesInvalid::Root { .. })));
    let short = SliceTree::from_bytes(tree.length(), &values[32..], tree.root());
    assert!(matches!(short, Err(SlicesInvalid::Length { .. })));
    assert!(SliceTree::from_bytes(0, b"", tree.root()).is_err());
}
