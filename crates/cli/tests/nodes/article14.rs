//! Material of Art 14 between two running nodes: never copied, only named by its digest and who keeps it.

use crate::assistance::{Pair, one_file, stored};
use crate::support::{Answer, answer, arg, comity};
use comity_custody::Digest;
use comity_treaty::Role;
use comity_treaty::law::ConventionOffence;
use comity_treaty::particulars::AssistanceDraft;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const FILM: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0";
const CUSTODIAN: &str = "Evidence room of the Northport police";
const DESCRIPTION: &str = "A film of 43 seconds, attachment of message 7";

/// Stored data in a case of Art 14.
pub fn of_article_14() -> AssistanceDraft {
    let mut draft = stored();
    draft.offence.convention = Some(ConventionOffence::ChildSexualAbuseMaterial);
    draft
}

/// Authorised, and ready to be sealed.
pub async fn ready(pair: &Pair, draft: &AssistanceDraft) -> String {
    let now = Timestamp::now();
    let matter = pair.under_review(draft).await;
    pair.authorise(&matter, now).await;
    pair.pass_gate(&matter, now).await;
    matter
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        let added = tar.append_data(&mut header, name, *content);
        added.expect("it is written");
    }
    tar.into_inner().expect("it ends")
}

/// Sends files to be sealed, with what is declared of them.
async fn seal(pair: &Pair, matter: &str, sheet: &Value, files: &[(&str, &[u8])]) -> Answer {
    let text = sheet.to_string();
    let mut all = vec![(".comity-sealing.json", text.as_bytes())];
    all.extend(files);
    let custodian = pair.asked.of_role(Role::EvidenceCustodian, 0);
    let url = format!("{}/api/v1/matters/{matter}/evidence", pair.xbb.url);
    let request = custodian.http.put(url).bearer_auth(&custodian.token);
    answer(request.body(tar_of(&all))).await.expect("an answer")
}

/// The rule refuses, names the item, and nothing is kept.
async fn turned_away(pair: &Pair, matter: &str, sheet: &Value, file: (&str, &[u8]), why: &str) {
    let log = ("log.txt", &b"10:31 login"[..]);
    let answer = seal(pair, matter, sheet, &[log, file]).await;
    let body = &answer.body;
    assert_eq!(answer.status, 409, "{why}: {body}");
    assert_eq!(body["rule"], "only_as_reference", "{body}");
    assert_eq!(body["article"], "Art. 14", "{body}");
    let detail = body["detail"].as_str().expect("a detail");
    assert!(detail.contains(file.0) && detail.contains(why), "{detail}");
    let mut kept = std::fs::read_dir(pair.xbb.data.join("packages")).expect("a folder");
    assert!(kept.next().is_none(), "{why}: something was kept");
}

fn harmless(paths: &[&str]) -> Vec<Value> {
    let declared = |path: &&str| json!({ "path": path, "abuse_material": false });
    paths.iter().map(declared).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_material_of_article_14_or_may_be_is_not_copied() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let matter = ready(&pair, &of_article_14()).await;
    let log = json!({ "items": harmless(&["log.txt"]) });
    let both = json!({ "items": harmless(&["log.txt", "notes.txt"]) });
    turned_away(&pair, &matter, &log, ("notes.txt", b"text"), "declaration").await;
    turned_away(&pair, &matter, &both, ("notes.txt", PICTURE), "PNG").await;
    turned_away(&pair, &matter, &both, ("notes.txt", FILM), "MP4").await;
    let mut flagged = both.clone();
    flagged["items"][1]["abuse_material"] = json!(true);
    turned_away(
        &pair,
        &matter,
        &flagged,
        ("notes.txt", b"text"),
        "such material",
    )
    .await;
    let mut copied = both.clone();
    copied["references"] = json!([reference(b"text")]);
    turned_away(
        &pair,
        &matter,
        &copied,
        ("notes.txt", b"text"),
        "very thing",
    )
    .await;

    let ordinary = ready(&pair, &stored()).await;
    let mut flagged = log.clone();
    let items = flagged["items"].as_array_mut().expect("items");
    items.push(json!({ "path": "x", "abuse_material": true }));
    turned_away(
        &pair,
        &ordinary,
        &flagged,
        ("notes.txt", PICTURE),
        "declaration",
    )
    .await;
    let taken = seal(&pair, &ordinary, &json!({}), &[("a.png", PICTURE)]).await;
    assert_eq!(taken.status, 200, "an ordinary case: {}", taken.body);
    pair.down();
}

fn reference(content: &[u8]) -> Value {
    json!({ "digest": Digest::of(content), "custodian": CUSTODIAN, "description": DESCRIPTION })
}

/// The officer's document, as TOML.
fn sheet(root: &Path) -> PathBuf {
    let path = root.join("references.toml");
    let digest = Digest::of(FILM);
    let text = format!(
        "[[references]]\ndigest = \"{digest}\"\ncustodian = \"{CUSTODIAN}\"\ndescription = \"{DESCRIPTION}\"\n\n\
         [[items]]\npath = \"mailbox.mbox\"\nabuse_material = false\n"
    );
    std::fs::write(&path, text).expect("written");
    path
}

fn seal_with_references(pair: &Pair, matter: &str, paths: &[&Path], sheet: &Path) -> String {
    let profile = &pair.asked.of_role(Role::EvidenceCustodian, 0).profile;
    let paths: Vec<&str> = paths.iter().map(|path| arg(path)).collect();
    let what = ["evidence", "seal", matter];
    let how = ["--reference", arg(sheet), "--as", arg(profile)];
    comity(&[&what[..], &paths, &how].concat())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn references_travel_in_its_place_and_the_court_is_told_who_keeps_it() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let (mailbox, sheet) = (one_file(root.path()), sheet(root.path()));
    for (name, paths) in [("with", vec![mailbox.as_path()]), ("alone", vec![])] {
        let matter = ready(&pair, &of_article_14()).await;
        let said = seal_with_references(&pair, &matter, &paths, &sheet);
        assert!(said.contains("1 referred to"), "{said}");
        pair.release(&matter).await;
        pair.pull(&matter).await;
        let case = root.path().join(name);
        let report = pair.export_for_court(&matter, &case, &[]);
        for part in [CUSTODIAN, DESCRIPTION, &Digest::of(FILM).to_string()] {
            assert!(report.contains(part), "{part} is missing: {report}");
        }
    }
    pair.down();
}

/// A matter of Art 14 whose package was released and pulled: a log, and a reference.
pub async fn received(pair: &Pair) -> String {
    let matter = ready(pair, &of_article_14()).await;
    let mut sheet = json!({ "items": harmless(&["log.txt"]) });
    sheet["references"] = json!([reference(b"a film")]);
    let sealed = seal(pair, &matter, &sheet, &[("log.txt", b"10:31 login")]).await;
    assert_eq!(sealed.status, 200, "{}", sealed.body);
    pair.release(&matter).await;
    pair.pull(&matter).await;
    matter
}
