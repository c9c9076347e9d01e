//! The command on real folders and archives.

#[path = "../../../wire/tests/case_file/mod.rs"]
mod case;
mod hostile;

use std::fs;
use std::path::{Path, PathBuf};

use comity_wire::case_file::Form;
use tempfile::TempDir;

use super::report;
use case::defect::Defect;
use case::genuine::build;
use case::states::{NOW, time};

/// A case file and a policy on disk.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new(form: Form, defect: Option<Defect>) -> Self {
        let folder = TempDir::new().expect("a scratch folder");
        let built = build(form, defect);
        for (path, bytes) in &built.case.files {
            let path = folder.path().join("CASE").join(path);
            fs::create_dir_all(path.parent().expect("in the case file")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        let policy = toml::to_string(&built.policy_file).expect("a policy is TOML");
        fs::write(folder.path().join("policy.toml"), policy).expect("a file");
        Self { folder }
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("CASE")
    }

    fn report(&self, package: &Path, json: bool) -> anyhow::Result<(String, bool)> {
        let policy = self.folder.path().join("policy.toml");
        report(package, &policy, json, time(NOW))
    }

    fn passes(&self, package: &Path) -> bool {
        self.report(package, true).expect("readable").1
    }

    fn account(&self, package: &Path) -> String {
        self.report(package, false).expect("readable").0
    }

    fn archive(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let mut archive = tar::Builder::new(fs::File::create(&path).expect("a file"));
        archive
            .append_dir_all("CASE", self.case())
            .expect("archived");
        archive.into_inner().expect("written");
        path
    }
}

#[test]
fn a_genuine_folder_and_its_archive_pass() {
    for form in [Form::Sealed, Form::Exported, Form::Silence] {
        let bench = Bench::new(form, None);
        assert!(bench.passes(&bench.case()));
        assert!(bench.passes(&bench.archive("case.tar")));
    }
}

#[test]
fn the_account_is_for_a_judge() {
    let bench = Bench::new(Form::Exported, None);
    let account = bench.account(&bench.case());
    for text in [
        "XAA, which asked, and XBB, which gave the evidence",
        "  PASSED      Nothing was added to the evidence",
        "PASSED: all ",
        "What this means",
        "What this does not mean",
        "Investigation 12/2026 of the prosecutor of XAA",
        "to be destroyed by 2027-11-24T00:00:00Z",
    ] {
        assert!(account.contains(text), "{text:?} is missing in:\n{account}");
    }
    assert!(account.lines().all(|line| line.len() <= 160), "{account}");
}

#[test]
fn a_silence_is_told_with_its_length() {
    let bench = Bench::new(Form::Silence, None);
    let account = bench.account(&bench.case());
    for text in [
        "XAA, which asked, and XBB, which was asked",
        "XBB sent nothing from 2026-09-02T09:00:00Z to 2026-09-03T09:00:00Z: 1 days and 0 hours",
        "What was not said",
        "by its own signed receipt",
        "That it was obliged to answer by then",
    ] {
        assert!(account.contains(text), "{text:?} is missing in:\n{account}");
    }
    assert!(!account.contains("gave the evidence"), "{account}");
}

#[test]
fn a_failure_names_check_file_and_finding() {
    let bench = Bench::new(Form::Exported, None);
    fs::write(bench.case().join("bag/data/note.txt"), "nope 1\n").expect("a file");
    assert!(!bench.passes(&bench.case()));
    let account = bench.account(&bench.case());
    assert!(
        account.contains("  FAILED      Every evidence item is there and unchanged"),
        "{account}"
    );
    assert!(account.contains("bag/data/note.txt"), "{account}");
    assert!(account.contains("    check     bag-items"), "{account}");
    assert!(
        account.contains("Do not rely on this case file"),
        "{account}"
    );
}

#[test]
fn what_cannot_be_reached_is_said_to_be_so() {
    let bench = Bench::new(Form::Sealed, Some(Defect::OtherRegister));
    assert!(!bench.passes(&bench.case()));
    let account = bench.account(&bench.case());
    assert!(account.contains("FAILED: 1 failed, "), "{account}");
    assert!(account.contains("  NOT REACHED"), "{account}");
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_and_not_followed() {
    let bench = Bench::new(Form::Exported, None);
    let outside = bench.folder.path().join("outside.txt");
    let inside = bench.case().join("bag/data/note.txt");
    fs::rename(&inside, &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, &inside).expect("a link");
    let account = bench.account(&bench.case());
    assert!(
        account.contains("a link, which could lead out of the case file"),
        "{account}"
    );
    assert!(
        account.contains("bag-items"),
        "the item counts as missing:\n{account}"
    );
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_refused_and_not_entered() {
    let bench = Bench::new(Form::Exported, None);
    let outside = bench.folder.path().join("outside");
    let inside = bench.case().join("thread");
    fs::rename(&inside, &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, &inside).expect("a link");
    assert!(!bench.passes(&bench.case()));
    let account = bench.account(&bench.case());
    assert!(
        account.contains("thread-order"),
        "no message was read through the link:\n{account}"
    );
}

#[test]
fn an_archive_that_climbs_or_repeats_is_refused() {
    let bench = Bench::new(Form::Sealed, None);
    let path = bench.folder.path().join("climbs.tar");
    let mut archive = tar::Builder::new(fs::File::create(&path).expect("a file"));
    archive
        .append_dir_all("CASE", bench.case())
        .expect("archived");
    for name in ["CASE/../../escaped.txt", "CASE/README.txt"] {
        let mut header = tar::Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(4);
        header.set_mode(0o600);
        header.set_cksum();
        archive.append(&header, &b"evil"[..]).expect("appended");
    }
    archive.into_inner().expect("written");
    assert!(!bench.passes(&path));
    let account = bench.account(&path);
    assert!(
        account.contains("a name that climbs out of the case file"),
        "{account}"
    );
    assert!(
        account.contains("two entries of the same name"),
        "{account}"
    );
}

#[test]
fn what_is_no_case_file_is_an_error() {
    let bench = Bench::new(Form::Sealed, None);
    let empty = bench.folder.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    let says = |package: &Path| {
        format!(
            "{:#}",
            bench.report(package, false).expect_err("no case file")
        )
    };
    assert!(
        says(&empty).contains("this is no case file"),
        "{}",
        says(&empty)
    );
    assert!(says(&bench.folder.path().join("nowhere")).contains("cannot be read"));
    assert!(says(&bench.folder.path().join("policy.toml")).contains("neither a folder nor a .tar"));
}

#[test]
fn every_fault_of_a_policy_is_named_at_once() {
    let bench = Bench::new(Form::Sealed, None);
    let text = "version = 2\n[register]\njwks = '{}'\n[witnessing]\npolicy = \"log nonsense\\nquorum nobody\\n\"\n";
    fs::write(bench.folder.path().join("policy.toml"), text).expect("a file");
    let says = format!(
        "{:#}",
        bench.report(&bench.case(), false).expect_err("no policy")
    );
    for part in [
        "version is 2",
        "register.jwks",
        "line 1 of the policy",
        "line 2 of the policy",
    ] {
        assert!(says.contains(part), "{part:?} is missing in: {says}");
    }
}

/// What stands where the sealed evidence should is read to its end, slice by slice.
#[test]
fn a_long_ciphertext_is_streamed() {
    let bench = Bench::new(Form::Sealed, None);
    let file = fs::OpenOptions::new()
        .write(true)
        .open(bench.case().join("sealed.age"));
    file.expect("a file")
        .set_len(256 << 20)
        .expect("a sparse file");
    let account = bench.account(&bench.case());
    assert!(account.contains("268435456 bytes"), "{account}");
    assert!(account.contains("sealed.age, byte 2097152"), "{account}");
}

#[test]
fn the_report_is_also_json() {
    let bench = Bench::new(Form::Sealed, None);
    let (text, _) = bench.report(&bench.case(), true).expect("readable");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["version"], "comity-case-report/1");
    assert_eq!(report["case"]["form"], "sealed");
    assert_eq!(
        report["checks"][0],
        serde_json::json!({
            "id": "files", "subject": "", "verdict": "passed", "found": report["checks"][0]["found"],
        })
    );
}
