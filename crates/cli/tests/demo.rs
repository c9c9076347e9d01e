//! The real program plays the demo with a small file; a court accepts what it left and refuses a
//! copy with one byte changed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn comity() -> Command {
    Command::new(env!("CARGO_BIN_EXE_comity"))
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

fn said(output: &Output) -> String {
    let bytes = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn verify(case: &Path, policy: &Path) -> Output {
    run(comity().arg("verify").arg(case).arg("--policy").arg(policy))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn flip_last_byte(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    *bytes.last_mut().expect("the file is not empty") ^= 1;
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn the_story_ends_with_a_case_file_that_a_court_accepts_and_no_altered_copy_does() {
    let scratch = tempfile::tempdir().unwrap();
    let evidence = scratch.path().join("mailbox.mbox");
    std::fs::write(
        &evidence,
        "From trader@mail.example\n\nPlease confirm.\n".repeat(5000),
    )
    .unwrap();
    let kept = scratch.path().join("kept");
    let demo = run(comity()
        .args(["demo", "--exit", "--keep"])
        .arg(&kept)
        .arg("--evidence")
        .arg(&evidence));
    assert!(demo.status.success(), "{}", said(&demo));

    let (court, policy) = (kept.join("court"), kept.join("policy.toml"));
    for case in [&court, &kept.join("sealed")] {
        let accepted = verify(case, &policy);
        assert_eq!(accepted.status.code(), Some(0), "{}", said(&accepted));
    }
    for node in ["register", "xaa", "xbb"] {
        let checked = run(comity().args(["fsck", "--data"]).arg(kept.join(node)));
        assert_eq!(checked.status.code(), Some(0), "{node}: {}", said(&checked));
    }
    // One file of each kind: evidence, bag records, thread, receipt, proof, statement, manifest.
    for kind in [
        "bag/data",
        "bag/manifest-sha256.txt",
        "thread",
        "proofs",
        "statements",
        "manifest.jws.json",
    ] {
        let altered = scratch.path().join("altered");
        copy(&court, &altered);
        let place = altered.join(kind);
        let file = if place.is_dir() {
            files(&place).pop().expect("it holds a file")
        } else {
            place
        };
        flip_last_byte(&file);
        let refused = verify(&altered, &policy);
        assert_eq!(
            refused.status.code(),
            Some(1),
            "{}: {}",
            file.display(),
            said(&refused)
        );
        std::fs::remove_dir_all(&altered).unwrap();
    }
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("precious"), "mine").unwrap();
    let demo = run(comity()
        .args(["demo", "--exit", "--keep"])
        .arg(scratch.path()));
    assert_eq!(demo.status.code(), Some(2));
    assert!(said(&demo).contains("is not empty"), "{}", said(&demo));
    assert_eq!(files(scratch.path()).len(), 1);
}

#[test]
fn evidence_that_is_not_there_is_named_before_anything_starts() {
    let demo = run(comity().args(["demo", "--exit", "--evidence", "/no/such/file"]));
    assert_eq!(demo.status.code(), Some(2));
    assert!(said(&demo).contains("/no/such/file"), "{}", said(&demo));
}

/// Processes of this machine that were started with this folder among their arguments.
#[cfg(target_os = "linux")]
fn processes_of(folder: &Path) -> usize {
    let folder = folder.to_str().unwrap().as_bytes();
    let named = |entry: std::fs::DirEntry| {
        let arguments = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        arguments
            .windows(folder.len())
            .any(|window| window == folder)
    };
    let all = std::fs::read_dir("/proc").unwrap();
    all.filter_map(Result::ok)
        .filter_map(|entry| named(entry).then_some(()))
        .count()
}

/// Whoever ends it with Ctrl-C, in the middle, finds nothing of it running.
#[cfg(target_os = "linux")]
#[test]
fn a_demo_that_is_ended_leaves_no_process() {
    use std::time::{Duration, Instant};
    let scratch = tempfile::tempdir().unwrap();
    let kept = scratch.path().join("kept");
    let mut demo = comity()
        .args(["demo", "--keep"])
        .arg(&kept)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let began = Instant::now();
    // The demo itself, and at least one of its nodes.
    while processes_of(&kept) < 2 {
        assert!(demo.try_wait().unwrap().is_none(), "it ended by itself");
        assert!(began.elapsed() < Duration::from_mins(1), "no node starts");
        std::thread::sleep(Duration::from_millis(20));
    }
    let ended = Command::new("kill")
        .args(["-INT", &demo.id().to_string()])
        .status();
    assert!(ended.unwrap().success());
    let status = demo.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert_eq!(processes_of(&kept), 0);
}
