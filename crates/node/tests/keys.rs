//! The key file: for its owner alone, closed by its passphrase, rolled over without a gap.

use comity_node::{KEY_FILE, KeyError, KeyFile, NewNode, RolloverError, World};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

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

fn register(data: &Path) {
    let new = NewNode {
        data,
        state: None,
        name: "Secretariat".into(),
        listen: "127.0.0.1:0".into(),
        url: "https://127.0.0.1:7443".into(),
        database: "sqlite".into(),
        anchor: None,
        desk: None,
        passphrase: None,
    };
    comity_node::create(&new, &World::system()).unwrap();
}

#[test]
fn a_roll_over_changes_the_signing_keys_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("node");
    register(&data);
    let before = seeds(&KeyFile::load(&data.join(KEY_FILE), None).unwrap());
    let world = World::system();
    comity_node::prepare_rollover(&data, None, &world).unwrap();
    let again = comity_node::prepare_rollover(&data, None, &world);
    assert!(matches!(again, Err(RolloverError::Prepared(_))));
    comity_node::switch_keys(&data, None, world.now()).unwrap();
    let after = seeds(&KeyFile::load(&data.join(KEY_FILE), None).unwrap());
    assert!(before[0] != after[0] && before[1] != after[1]);
    assert_eq!(before[2..], after[2..]);
    assert!(
        comity_node::switch_keys(&data, None, world.now()).is_err(),
        "nothing is prepared any more"
    );
}
