//! Archives that a tool might unpack otherwise than the verifier reads them, as data with verdicts.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;

use comity_wire::case_file::{Form, Report, verify};
use serde::Deserialize;
use tar::{EntryType, Header};
use tempfile::TempDir;

use super::case::genuine::build;
use super::case::states::{NOW, time};
use crate::verify::archive::{Archive, HEADERS_MAX};
use crate::verify::folder::Folder;

/// The folder that holds the case file in the archive.
const OUTER: &str = "CASE/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kit {
    #[serde(rename = "about")]
    _about: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    form: String,
    /// Whether all of it lies in one folder.
    #[serde(default = "yes")]
    wrapped: bool,
    #[serde(default)]
    add: Vec<Added>,
    /// What stands behind the end.
    #[serde(default)]
    after: String,
    /// Headers that are read: `all`, or `all but one`.
    #[serde(default)]
    most: String,
    /// The checks that fail: these and no others.
    #[serde(default)]
    fails: BTreeSet<String>,
    /// Whether it is no readable archive at all.
    #[serde(default)]
    unreadable: bool,
}

fn yes() -> bool {
    true
}

/// One more header, with what stands behind it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Added {
    file: Option<String>,
    folder: Option<String>,
    link: Option<String>,
    hard_link: Option<String>,
    pipe: Option<String>,
    /// The name of the entry after it, as GNU writes it.
    long_name: Option<String>,
    /// Records about the entry after it, as pax writes them.
    records: Option<Vec<(String, String)>>,
    raw_records: Option<String>,
    /// Records about every entry after it.
    for_all: Option<Vec<(String, String)>>,
    text: String,
    /// The length that the header states, where it is not that of the text.
    says: Option<u64>,
    signature: Option<String>,
}

impl Added {
    /// Kind, name and content.
    fn parts(&self) -> (EntryType, String, String) {
        let named = [
            (&self.file, EntryType::Regular),
            (&self.folder, EntryType::Directory),
            (&self.link, EntryType::Symlink),
            (&self.hard_link, EntryType::Link),
            (&self.pipe, EntryType::Fifo),
        ];
        for (name, kind) in named {
            if let Some(name) = name {
                return (kind, placed(name), self.text.clone());
            }
        }
        let said = |kind, text| (kind, placed("said"), text);
        match (
            &self.long_name,
            &self.records,
            &self.raw_records,
            &self.for_all,
        ) {
            (Some(name), ..) => said(EntryType::GNULongName, placed(name) + "\0"),
            (_, Some(records), ..) => said(EntryType::XHeader, spelled(records)),
            (_, _, Some(text), _) => said(EntryType::XHeader, text.clone()),
            (.., Some(records)) => said(EntryType::XGlobalHeader, spelled(records)),
            _ => panic!("a row adds nothing"),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let (kind, name, text) = self.parts();
        let mut header = Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(self.says.unwrap_or(text.len() as u64));
        header.set_mode(0o644);
        if let Some(signature) = &self.signature {
            header.as_mut_bytes()[257..265].copy_from_slice(signature.as_bytes());
        }
        header.set_cksum();
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(text.as_bytes());
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }
}

fn placed(name: &str) -> String {
    match name.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{OUTER}{name}"),
    }
}

/// Each record begins with its own length.
fn spelled(records: &[(String, String)]) -> String {
    let spelled = |(key, value): &(String, String)| {
        let rest = format!(" {key}={value}\n");
        let length =
            (1..999).find(|length: &usize| length.to_string().len() + rest.len() == *length);
        format!("{}{rest}", length.expect("a length"))
    };
    records.iter().map(spelled).collect()
}

/// The row's archive and how many headers it has.
fn archive(row: &Row, files: impl Iterator<Item = (String, Vec<u8>)>) -> (Vec<u8>, usize) {
    let mut archive = tar::Builder::new(Vec::new());
    let mut headers = row.add.len();
    for (path, bytes) in files {
        let mut header = Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        let path = if row.wrapped { placed(&path) } else { path };
        archive
            .append_data(&mut header, path, &*bytes)
            .expect("written");
        headers += 1;
    }
    for added in &row.add {
        archive.get_mut().write_all(&added.bytes()).expect("memory");
    }
    let mut bytes = archive.into_inner().expect("memory");
    bytes.extend(row.after.as_bytes());
    (bytes, headers)
}

fn failed(report: &Report) -> BTreeSet<String> {
    report
        .failures()
        .map(|check| check.id.key().to_owned())
        .collect()
}

#[test]
fn archives_that_tools_read_in_different_ways() {
    let kit: Kit = serde_json::from_str(include_str!("hostile.json")).expect("a kit");
    let (folder, mut wrong) = (TempDir::new().expect("a scratch folder"), Vec::new());
    for row in &kit.rows {
        let form = match row.form.as_str() {
            "sealed" => Form::Sealed,
            "exported" => Form::Exported,
            other => panic!("{other}: no form"),
        };
        let built = build(form, None);
        let (bytes, headers) = archive(row, built.case.files.into_iter());
        let most = match row.most.as_str() {
            "" => HEADERS_MAX,
            "all" => headers,
            "all but one" => headers - 1,
            other => panic!("{other}: no limit"),
        };
        let path = folder.path().join("case.tar");
        fs::write(&path, bytes).expect("a file");
        let found = Archive::index(&path, most).map(|archive| {
            let report = verify(&archive, &built.policy, time(NOW));
            failed(&report.expect("a case file"))
        });
        let agree = match &found {
            Ok(fails) => *fails == row.fails && !row.unreadable,
            Err(_) => row.unreadable,
        };
        if !agree {
            wrong.push(format!("{}: {found:?}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A folder is listed up to the limit, in one folder or in many; what was not entered is not taken for nothing.
#[test]
fn a_folder_with_a_billion_entries_costs_no_more_than_the_limit() {
    use comity_wire::case_file::{CaseSource as _, ListedKind, Oddity};
    let scratch = TempDir::new().expect("a scratch folder");
    for (name, folders, files, many) in [
        ("flat", 0, 40, false),
        ("wide", 40, 0, true),
        ("few", 3, 3, false),
    ] {
        let root = scratch.path().join(name);
        fs::create_dir(&root).expect("a folder");
        for number in 0..folders {
            let below = root.join(format!("folder-{number}"));
            fs::create_dir(&below).expect("a folder");
            fs::write(below.join("file"), "").expect("a file");
        }
        for number in 0..files {
            fs::write(root.join(format!("file-{number}")), "").expect("a file");
        }
        let listed = Folder::new(&root).list(10).expect("readable");
        let said = ListedKind::Refused(Oddity::Many);
        assert!(listed.len() <= 11, "{name}: {}", listed.len());
        assert_eq!(listed.iter().any(|one| one.kind == said), many, "{name}");
        assert_eq!(listed.len() > 10, name == "flat", "{name}");
    }
}

#[test]
fn the_format_page_states_how_many_headers_are_read() {
    let page = include_str!("../../../../../docs/formats/case-file.md");
    let (millions, thousands, rest) = (
        HEADERS_MAX / 1_000_000,
        HEADERS_MAX / 1000 % 1000,
        HEADERS_MAX % 1000,
    );
    let said = format!("at most {millions} {thousands:03} {rest:03} headers");
    assert!(page.contains(&said), "{said:?}");
}
