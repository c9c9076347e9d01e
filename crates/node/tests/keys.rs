//! The key file: for its owner alone, closed by its passphrase.

use comity_node::{KEY_FILE, KeyError, KeyFile, World};
use std::os::unix::fs::PermissionsExt;

fn seeds(keys: &KeyFile) -> [[u8; 32]; 5] {
    [
        keys.ed25519,
        keys.ml_dsa_65,
        keys.log,
        keys.witness,
        keys.sealing,
    ]
}

#[test]
fn a_key_file_opens_with_its_passphrase_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(KEY_FILE);
    let made = KeyFile::generate(&World::system());
    made.create(&path, Some("correct horse")).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for wrong in [None, Some("wrong horse"), Some("")] {
        assert!(
            matches!(
                KeyFile::load(&path, wrong),
                Err(KeyError::Passphrase { .. })
            ),
            "{wrong:?}"
        );
    }
    let read = KeyFile::load(&path, Some("correct horse")).unwrap();
    assert_eq!(seeds(&read), seeds(&made));
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(KEY_FILE);
    KeyFile::generate(&World::system())
        .create(&path, None)
        .unwrap();
    for mode in [0o640, 0o604, 0o666] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(
            matches!(KeyFile::load(&path, None), Err(KeyError::Exposed { .. })),
            "{mode:o}"
        );
    }
}

#[test]
fn a_damaged_key_file_is_named_and_an_existing_one_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(KEY_FILE);
    let keys = KeyFile::generate(&World::system());
    keys.create(&path, None).unwrap();
    assert!(matches!(keys.create(&path, None), Err(KeyError::Io { .. })));
    let text = std::fs::read_to_string(&path).unwrap();
    for broken in [
        "",
        "{}",
        &text[..text.len() / 2],
        &text.replace("\"version\": 1", "\"version\": 2"),
    ] {
        std::fs::write(&path, broken).unwrap();
        assert!(
            matches!(KeyFile::load(&path, None), Err(KeyError::Invalid { .. })),
            "{broken}"
        );
    }
}
