//! What `comity doctor` and `comity fsck` must find, and what `comity serve` and `comity init` must not let happen.

use crate::support::{Node, Officer, arg, comity, knows, particulars, three_nodes};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

async fn database(node: &Node) -> SqliteConnection {
    let url = format!("sqlite://{}", node.data.join("node.db").display());
    SqliteConnection::connect(&url).await.expect("it opens")
}

/// The finding of one check.
async fn finding(officer: &Officer, check: &str) -> Value {
    let report = officer.get("/api/v1/doctor").await.expect("a report");
    let findings = report["findings"].as_array().expect("findings").iter();
    let mut found = findings.filter(|finding| finding["check"] == check);
    found.next().cloned().unwrap_or_default()
}

async fn healthy(officer: &Officer, node: &Node) -> bool {
    let health = officer.http.get(format!("{}/healthz", node.url));
    let health = health.timeout(Duration::from_mins(1)).send().await;
    health.expect("an answer").status() == 200
}

/// Another program holds the lock that every write takes. Reading goes on, and that is what made it invisible.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stuck_writer_is_found_by_the_node_and_beside_it() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut register, mut xaa, _xbb) = three_nodes(root.path());
    let officer = xaa.officer("duty_officer");
    register.start().await;
    xaa.start().await;
    assert_eq!(finding(&officer, "writer").await["severity"], "good");
    // Other findings may still be bad: a node that has just begun knows no directory yet.
    let beside = said(&run(&["doctor", "--data", arg(&xaa.data), "--json"]));
    assert!(beside.contains("the node answers and writes"), "{beside}");

    let mut other = database(&xaa).await;
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .expect("the lock");
    // What was found a moment ago is answered again for a few seconds.
    let began = Instant::now();
    while healthy(&officer, &xaa).await {
        assert!(began.elapsed() < Duration::from_mins(1), "nobody notices");
    }
    let data = arg(&xaa.data).to_owned();
    let beside = tokio::task::spawn_blocking(move || run(&["doctor", "--data", &data]));
    let beside = beside.await.expect("it ends");
    assert_eq!(beside.status.code(), Some(1), "{}", said(&beside));
    let told = said(&beside);
    assert!(
        told.contains("BAD") && told.contains("fuser -v node.db"),
        "{told}"
    );

    sqlx::raw_sql("ROLLBACK")
        .execute(&mut other)
        .await
        .expect("given back");
    let began = Instant::now();
    while finding(&officer, "writer").await["severity"] != "good" {
        assert!(
            began.elapsed() < Duration::from_secs(40),
            "it does not recover"
        );
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    xaa.stop();
    register.stop();
}

/// A byte of each kind of signed thing is changed in the database, digests and all that is not signed made to agree.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_signature_is_found_with_its_row() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut register, mut xaa, mut xbb) = three_nodes(root.path());
    let officer = xaa.officer("duty_officer");
    let there = xbb.officer("duty_officer");
    for node in [&mut register, &mut xaa, &mut xbb] {
        node.start().await;
    }
    knows(&officer, "XBB").await;
    knows(&there, "XAA").await;
    let ask = json!({ "measure": "preservation", "to": "XBB", "particulars": particulars() });
    let opened = officer.call(Method::POST, "/api/v1/requests", &ask).await;
    assert_eq!(opened.expect("an answer").status, 200);
    let mut kept = database(&xaa).await;
    for wanted in [
        "SELECT count(*) FROM delivery",
        "SELECT count(*) FROM cosignature",
    ] {
        some(&mut kept, wanted).await;
    }
    let mut theirs = database(&xbb).await;
    some(&mut theirs, "SELECT count(*) FROM received").await;
    for node in [&mut xaa, &mut xbb, &mut register] {
        node.stop();
    }
    for node in [&xaa, &xbb] {
        comity(&["fsck", "--data", arg(&node.data)]);
    }

    // The last place of a Base64 text is not always one that counts; one well inside is.
    let envelope = "UPDATE {} SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"signature\":\"', '\"signature\":\"AAAA') AS BLOB)";
    let receipt = "UPDATE {} SET receipt = CAST(replace(CAST(receipt AS TEXT), '\"signature\":\"', '\"signature\":\"AAAA') AS BLOB)";
    let line = "UPDATE cosignature SET line = substr(line, 1, length(line) - 12) || 'AAAA' || substr(line, length(line) - 7)";
    let note = "UPDATE checkpoint SET note = substr(note, 1, length(note) - 12) || 'AAAA' || substr(note, length(note) - 7)";
    let cases = [
        (&xaa, envelope.replace("{}", "sent"), "sent to XBB"),
        (&xaa, receipt.replace("{}", "delivery"), "its receipt"),
        (&xaa, line.to_owned(), "the cosignature of"),
        (&xaa, note.to_owned(), "our log's signature"),
        (
            &xbb,
            envelope.replace("{}", "received"),
            "received from XAA",
        ),
        (
            &xbb,
            receipt.replace("{}", "received"),
            "the receipt given for it",
        ),
    ];
    for (node, change, names) in cases {
        changed(node, &change, names).await;
    }
}

/// The change is found under its name, and undone.
async fn changed(node: &Node, change: &str, names: &str) {
    let (path, aside) = (node.data.join("node.db"), node.data.join("aside.db"));
    let mut database = database(node).await;
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut database)
        .await
        .expect("whole");
    std::fs::copy(&path, &aside).expect("put aside");
    let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(change.to_owned()))
        .execute(&mut database)
        .await;
    assert!(rows.expect("it is changed").rows_affected() > 0, "{change}");
    database.close().await.expect("closed");
    let output = run(&["fsck", "--data", arg(&node.data)]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{change}: {told}");
    assert!(told.contains(names), "{names}: {told}");
    for ending in ["-wal", "-shm"] {
        let beside = node.data.join(format!("node.db{ending}"));
        assert!(!beside.exists() || std::fs::remove_file(beside).is_ok());
    }
    std::fs::rename(&aside, &path).expect("put back");
    comity(&["fsck", "--data", arg(&node.data)]);
}

/// Waits until there is a row.
async fn some(database: &mut SqliteConnection, count: &'static str) {
    let began = Instant::now();
    loop {
        let (found,): (i64,) = sqlx::query_as(count)
            .fetch_one(&mut *database)
            .await
            .expect("a count");
        if found > 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{count}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn mode(path: &Path) -> u32 {
    let permissions = std::fs::metadata(path).expect("it is there").permissions();
    permissions.mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(path, permissions).expect("set");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_is_its_owners_alone_and_is_served_once() {
    let root = tempfile::tempdir().expect("a folder");
    for name in ["register", "XAA"] {
        std::fs::create_dir(root.path().join(name)).expect("made");
        set_mode(&root.path().join(name), 0o755);
    }
    let (mut register, mut xaa, _xbb) = three_nodes(root.path());
    let officer = xaa.officer("duty_officer");
    register.start().await;
    xaa.start().await;
    let base = xaa.data.clone();
    assert_eq!(mode(&base), 0o700);
    for file in [
        "node.db",
        "node.db-wal",
        "node.keys",
        "node.toml",
        "tls.key",
    ] {
        assert_eq!(mode(&base.join(file)), 0o600, "{file}");
    }
    assert_eq!(finding(&officer, "folder").await["severity"], "good");
    set_mode(&base.join("node.db"), 0o644);
    set_mode(&base, 0o755);
    let found = finding(&officer, "folder").await;
    let told = found["finding"].as_str().unwrap_or_default();
    assert!(
        found["severity"] == "bad" && told.contains("node.db (644)"),
        "{found}"
    );

    let second = run(&["serve", "--data", arg(&base)]);
    let told = said(&second);
    assert!(
        !second.status.success() && told.contains("serves this folder already"),
        "{told}"
    );
    assert!(
        told.contains("process ") && !told.contains("serving"),
        "{told}"
    );
    // Another folder, the same address.
    let config = register.data.join("node.toml");
    let text = std::fs::read_to_string(&config).expect("it reads");
    register.stop();
    let listen = xaa.url.trim_start_matches("https://");
    let line = text
        .lines()
        .find(|line| line.starts_with("listen"))
        .expect("a line");
    std::fs::write(
        &config,
        text.replace(line, &format!("listen = \"{listen}\"")),
    )
    .expect("written");
    let second = run(&["serve", "--data", arg(&register.data)]);
    let told = said(&second);
    assert!(
        !second.status.success() && told.contains("cannot be listened on"),
        "{told}"
    );
    assert!(!told.contains("serving"), "{told}");
    xaa.stop();
}
