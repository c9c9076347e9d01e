use super::*;
use std::io::Cursor;

fn identity() -> Identity {
    Identity::from_seed([7; 32])
}

fn plain(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

fn sealed(plain: &[u8], step: usize) -> Vec<u8> {
    let entropy = SealEntropy::from_bytes([9; 96]);
    let mut writer = AgeWriter::begin(Vec::new(), identity().recipient(), &entropy).unwrap();
    for piece in plain.chunks(step) {
        writer.write_all(piece).unwrap();
    }
    writer.finish().unwrap()
}

const LENGTHS: [usize; 7] = [
    0,
    1,
    CHUNK_BYTES - 1,
    CHUNK_BYTES,
    CHUNK_BYTES + 1,
    3 * CHUNK_BYTES,
    3 * CHUNK_BYTES + 17,
];

#[test]
fn what_is_written_in_pieces_is_the_file_that_is_written_at_once() {
    for length in LENGTHS {
        let entropy = SealEntropy::from_bytes([9; 96]);
        let whole = super::super::encrypt(&plain(length), identity().recipient(), &entropy);
        for step in [1000, CHUNK_BYTES, 1 << 20] {
            assert!(sealed(&plain(length), step) == whole, "{length} by {step}");
        }
    }
}

#[test]
fn it_is_read_whole_and_from_any_place() {
    for length in LENGTHS {
        let (file, plain) = (sealed(&plain(length), 4096), plain(length));
        let mut reader = AgeReader::open(Cursor::new(file), &identity()).unwrap();
        assert_eq!(reader.length(), length as u64);
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        assert!(all == plain, "{length}");
        for at in [0, length / 2, length.saturating_sub(1), length, length + 9] {
            reader.seek(SeekFrom::Start(at as u64)).unwrap();
            let mut rest = Vec::new();
            reader.read_to_end(&mut rest).unwrap();
            assert!(rest == plain[at.min(length)..], "{length} from {at}");
        }
    }
}

#[test]
fn a_file_that_is_cut_spliced_or_another_ones_gives_nothing() {
    let file = sealed(&plain(3 * CHUNK_BYTES), 4096);
    let opened = |file: Vec<u8>| AgeReader::open(Cursor::new(file), &identity());
    for cut in [0, 10, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES + 3] {
        assert!(opened(file[..cut].to_vec()).is_err(), "cut at {cut}");
    }
    // Cut between two chunks: the one before was not sealed as the last.
    let start = HEADER_BYTES + NONCE_BYTES;
    let mut short = opened(file[..start + 2 * SEALED_CHUNK_BYTES].to_vec()).unwrap();
    assert!(short.read_to_end(&mut Vec::new()).is_err());
    // The same with room for an empty chunk behind, which nobody would read.
    let cut = &file[..start + 2 * SEALED_CHUNK_BYTES];
    assert!(opened([cut, &[0; TAG_BYTES]].concat()).is_err());
    let mut swapped = file.clone();
    swapped.copy_within(
        start..start + SEALED_CHUNK_BYTES,
        start + SEALED_CHUNK_BYTES,
    );
    let mut swapped = opened(swapped).unwrap();
    swapped.seek(SeekFrom::Start(CHUNK_BYTES as u64)).unwrap();
    let mut buffer = [0x55; 16];
    assert!(swapped.read(&mut buffer).is_err());
    assert_eq!(buffer, [0x55; 16]);
    let other = Identity::from_seed([8; 32]);
    assert!(AgeReader::open(Cursor::new(file), &other).is_err());
}
