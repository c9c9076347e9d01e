//! What who runs the node sees of it: never a case, and whether there is a backup.

use comity_treaty::Role;

use crate::house::House;

const PAGES: [&str; 5] = [
    "/administration/register",
    "/administration/peers",
    "/administration/keys",
    "/administration/backups",
    "/administration",
];

#[tokio::test]
async fn only_who_runs_the_node_sees_what_it_stands_on() {
    let house = House::new().await;
    let others: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| *role != Role::Administrator)
        .collect();
    let reads = house.officer("reads", &others).await;
    let runs = house.officer("runs", &[Role::Administrator]).await;
    for path in PAGES {
        assert_eq!(house.get(path, Some(&reads)).await.status(), 403, "{path}");
        let page = house.get(path, Some(&runs)).await;
        assert_eq!(page.status(), 200, "{path}");
        assert!(!page.text.contains("/matters"), "{path} leads to cases");
    }
}

#[tokio::test]
async fn a_node_that_the_register_does_not_know_is_told_so() {
    let house = House::new().await;
    let runs = house.officer("runs", &[Role::Administrator]).await;
    let register = house.get("/administration/register", Some(&runs)).await;
    assert!(
        register.text.contains("it is not enrolled"),
        "{}",
        register.text
    );
    let keys = house.get("/administration/keys", Some(&runs)).await;
    assert!(keys.text.contains("does not vouch for the keys in use"));
}

#[tokio::test]
async fn a_backup_is_known_by_its_age() {
    let house = House::new().await;
    let runs = house.officer("runs", &[Role::Administrator]).await;
    let before = house.get("/administration/backups", Some(&runs)).await;
    assert!(
        before.text.contains("No backup is known"),
        "{}",
        before.text
    );
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("copy");
    let made = house.node.back_up(&to, None).await.expect("a backup");
    assert!(made.checked.is_some() && made.bytes > Some(0));
    let after = house.get("/administration/backups", Some(&runs)).await;
    assert!(
        after.text.contains("The last backup is recent"),
        "{}",
        after.text
    );
    let health = house.node.doctor().await;
    let found = health
        .iter()
        .find(|finding| finding.check.to_string() == "backup");
    assert_eq!(
        found.map(|finding| finding.severity),
        Some(comity_node::Severity::Good)
    );
}
