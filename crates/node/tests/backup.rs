//! A backup opens, holds what was there, and is refused where it would be none.

use comity_node::{BACKUP_FILE, BackupError, NewNode, Node, World};
use comity_treaty::Role;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

async fn node(root: &Path) -> Arc<Node> {
    // A second test of this process finds it installed.
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let data = root.join("register");
    let new = NewNode {
        data: &data,
        state: None,
        name: "A register of tests".into(),
        listen: "127.0.0.1:0".into(),
        url: "https://127.0.0.1:7443".into(),
        database: "sqlite".into(),
        anchor: None,
        desk: None,
        passphrase: None,
    };
    comity_node::create(&new, &World::system()).expect("it is made");
    Node::open(&data, None, World::system())
        .await
        .expect("it opens")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[tokio::test]
async fn a_backup_is_a_data_folder_that_opens() {
    let (root, elsewhere) = (folder(), folder());
    let node = node(root.path()).await;
    let roles = [Role::Administrator].into_iter().collect();
    node.add_officer("ida", "Ida Marek", &roles)
        .await
        .expect("an officer");
    let to = elsewhere.path().join("copy");
    let made = node.back_up(&to, None).await.expect("a backup");
    assert_eq!(node.last_backup().await.expect("it reads"), Some(made));
    assert!(to.join(BACKUP_FILE).exists());
    assert!(!to.join("custody").exists() && !to.join("serve.lock").exists());
    let open = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o077;
    assert_eq!((open(&to), open(&to.join("node.db"))), (0, 0));
    let copy = Node::open(&to, None, World::system())
        .await
        .expect("it opens");
    assert_eq!(copy.officers().await.expect("officers").len(), 1);
}

#[tokio::test]
async fn a_folder_that_holds_something_or_is_within_the_node_is_refused() {
    let (root, elsewhere) = (folder(), folder());
    let node = node(root.path()).await;
    fs::write(elsewhere.path().join("other"), "kept").expect("a file");
    for to in [
        elsewhere.path().to_owned(),
        root.path().join("register/copy"),
        root.path().join("register/copy/of/today"),
        root.path().join("register/packages"),
        root.path().join("not there/../register/copy"),
    ] {
        let refused = node.back_up(&to, None).await;
        assert!(
            matches!(refused, Err(BackupError::Folder(_))),
            "{refused:?}"
        );
    }
    assert_eq!(
        fs::read_to_string(elsewhere.path().join("other")).expect("it is there"),
        "kept"
    );
    assert!(!root.path().join("register/copy").exists());
    assert!(!root.path().join("not there").exists());
    assert!(
        root.path().join("register/packages").is_dir(),
        "what the node needs stays, empty as it is"
    );
    assert_eq!(node.last_backup().await.expect("it reads"), None);
}

#[tokio::test]
async fn what_is_on_its_way_into_the_seal_is_in_no_backup_and_what_a_link_leads_to_is() {
    let (root, elsewhere) = (folder(), folder());
    let node = node(root.path()).await;
    let data = root.path().join("register");
    fs::create_dir_all(data.join("uploads/one")).expect("an upload");
    fs::write(data.join("uploads/one/0-4.age"), "part").expect("a part of it");
    let certificate = elsewhere.path().join("certificate");
    fs::rename(data.join("tls.crt"), &certificate).expect("it is moved");
    symlink(&certificate, data.join("tls.crt")).expect("a link");
    let to = elsewhere.path().join("copy");
    node.back_up(&to, None).await.expect("a backup");
    assert!(!to.join("uploads/one").exists());
    let copied = fs::symlink_metadata(to.join("tls.crt")).expect("it is there");
    assert!(copied.is_file() && copied.len() > 0);
    assert!(!to.join("backup.json.new").exists());
}

#[tokio::test]
async fn a_copy_on_which_no_node_opens_is_no_backup() {
    let (root, elsewhere) = (folder(), folder());
    let node = node(root.path()).await;
    fs::remove_file(root.path().join("register/node.keys")).expect("the keys go");
    let to = elsewhere.path().join("copy");
    let refused = node.back_up(&to, None).await;
    assert!(matches!(refused, Err(BackupError::Open(_))), "{refused:?}");
    assert!(!to.join(BACKUP_FILE).exists());
    assert_eq!(node.last_backup().await.expect("it reads"), None);
}

#[tokio::test]
async fn what_other_tools_made_is_noted_and_unchecked() {
    let root = folder();
    let node = node(root.path()).await;
    let noted = node.backed_up_otherwise().await.expect("noted");
    assert_eq!(noted.checked, None);
    let findings = node.doctor().await;
    let found = findings
        .iter()
        .find(|finding| finding.check.to_string() == "backup");
    assert_eq!(
        found.map(|found| found.severity),
        Some(comity_node::Severity::Good)
    );
}
