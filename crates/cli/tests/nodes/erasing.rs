//! The texts of an ended matter are erased on one of two running nodes: by two persons, from everything, for ever. The log
//! still holds, and the other State's copy is its own.

use crate::assistance::{Pair, one_file, stored};
use crate::desk::{act, act_refused, offers, reaches, seen};
use crate::papers::{asked, kept, stand};
use crate::support::{Node, Officer};
use comity_treaty::particulars::AssistanceDraft;
use comity_treaty::{Act, Role};
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

/// Whom the request names.
const ACCOUNT: &[u8] = b"trader@mail.example";

/// Whether any file of the node's database holds these bytes.
fn on_disk(node: &Node, bytes: &[u8]) -> bool {
    let entries = std::fs::read_dir(&node.data).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let databases = files.filter(|path| path.to_string_lossy().contains(".db"));
    let mut read = databases.map(|path| std::fs::read(path).expect("it reads"));
    read.any(|held| held.windows(bytes.len()).any(|part| part == bytes))
}

async fn events(officer: &Officer, matter: &str) -> Vec<Value> {
    let history = officer
        .get(&format!("/api/v1/matters/{matter}/history"))
        .await;
    let history = history.expect("a history");
    history["events"].as_array().expect("events").clone()
}

async fn found(officer: &Officer, words: &str) -> usize {
    let page = officer.get(&format!("/api/v1/worklist?find={words}")).await;
    let page = page.expect("a page");
    page["matters"].as_array().expect("matters").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_persons_erase_what_a_matter_says_and_its_place_in_the_log_stays() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let order = b"the order of the court".to_vec();
    let matter = asked(&pair, &[("order.pdf", order.clone())]).await;
    let theirs = pair.asked.of_role(Role::DutyOfficer, 0);
    stand(theirs, &matter, &["here"]).await;
    let (first, second) = (
        pair.asking.of_role(Role::Approver, 0),
        pair.asking.of_role(Role::Approver, 1),
    );
    let basis = json!({ "legal_basis": "Records Act, section 12" });

    // While its course goes on nobody may.
    assert!(!offers(first, &matter, Act::ProposeErasure).await);
    let early = act_refused(first, &matter, "propose_erasure", &basis).await;
    assert_eq!(early, "texts_still_needed");
    let duty = pair.asking.of_role(Role::DutyOfficer, 0);
    act(duty, &matter, "withdraw", &json!({ "reasons": "Settled" })).await;
    reaches(theirs, &matter, "withdrawn").await;

    // Two persons, of the right role, with the law that asks for it.
    let role = act_refused(duty, &matter, "propose_erasure", &basis).await;
    assert_eq!(role, "role_missing");
    let silent = json!({ "command": "propose_erasure", "with": { "legal_basis": " " } });
    let path = format!("/api/v1/matters/{matter}/acts");
    let silent = first.call(Method::POST, &path, &silent).await;
    assert_eq!(silent.expect("an answer").status, 422);
    act(first, &matter, "propose_erasure", &basis).await;
    let stands = seen(second, &matter).await;
    assert_eq!(stands["stage"], "erasure_proposed");
    assert_eq!(stands["owed"][0]["what"], "confirm_proposal");
    assert!(stands["state"]["particulars"].is_object(), "{stands}");
    let twice = act_refused(second, &matter, "propose_erasure", &basis).await;
    assert_eq!(twice, "proposal_open");
    let alone = act_refused(first, &matter, "confirm_erasure", &json!({})).await;
    assert_eq!(alone, "second_person_required");
    act(
        second,
        &matter,
        "return_erasure",
        &json!({ "note": "Not yet" }),
    )
    .await;
    assert_eq!(seen(first, &matter).await["stage"], "withdrawn");

    act(second, &matter, "propose_erasure", &basis).await;
    assert!(on_disk(&pair.xaa, ACCOUNT));
    assert!(kept(&pair.xaa, &order).exists());
    assert_eq!(found(first, "trader").await, 1);
    act(first, &matter, "confirm_erasure", &json!({})).await;

    // Nothing of it is left but its place.
    let stands = seen(first, &matter).await;
    assert_eq!(
        (&stands["stage"], &stands["final"]),
        (&json!("texts_erased"), &json!(true))
    );
    assert_eq!(
        (&stands["measure"], &stands["peer"]),
        (&json!("preservation"), &json!("XBB"))
    );
    assert_eq!(
        (&stands["choices"], &stands["erased"]),
        (&json!([]), &json!(true))
    );
    let told = events(first, &matter).await;
    let (last, before) = told.split_last().expect("events");
    assert!(
        before.iter().all(|event| event["record"].is_null()),
        "{told:?}"
    );
    assert!(before.iter().all(|event| event["digest"].is_string()));
    assert_eq!(last["kind"], "texts_erased");
    assert_eq!(
        last["record"]["event"]["fact"]["legal_basis"],
        basis["legal_basis"]
    );
    let papers = first.get(&format!("/api/v1/matters/{matter}/papers")).await;
    assert_eq!(papers.expect("papers")["messages"], json!([]));
    assert!(!kept(&pair.xaa, &order).exists());
    assert_eq!(found(first, "trader").await, 0);
    assert!(!on_disk(&pair.xaa, ACCOUNT));
    let again = act_refused(second, &matter, "confirm_erasure", &json!({})).await;
    assert_eq!(again, "texts_erased");

    // The other State holds its own, and both logs hold. So they do after a restart.
    assert_eq!(seen(theirs, &matter).await["stage"], "withdrawn");
    assert!(kept(&pair.xbb, &order).exists());
    assert!(on_disk(&pair.xbb, ACCOUNT));
    pair.xaa.stop();
    pair.xaa.start().await;
    let first = pair.asking.of_role(Role::Approver, 0);
    assert_eq!(seen(first, &matter).await["stage"], "texts_erased");
    pair.down();
}

/// The case file of a request shows the preservation it cites, also after that has ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preservation_is_needed_while_a_request_that_cites_it_goes_on() {
    let root = tempfile::tempdir().expect("a folder");
    let pair = Pair::up(root.path()).await;
    let preservation = asked(&pair, &[]).await;
    reaches(
        pair.asked.of_role(Role::DutyOfficer, 0),
        &preservation,
        "received",
    )
    .await;
    let draft = AssistanceDraft {
        preservation: Some(serde_json::from_value(json!(preservation)).expect("a number")),
        ..stored()
    };
    let now = Timestamp::now();
    let access = pair.under_review(&draft).await;
    pair.authorise(&access, now).await;
    pair.pass_gate(&access, now).await;
    pair.seal(&access, &one_file(root.path()));
    pair.release(&access).await;
    let custodian = pair.asking.of_role(Role::EvidenceCustodian, 0);
    reaches(custodian, &access, "transferred").await;

    let duty = pair.asking.of_role(Role::DutyOfficer, 0);
    let reasons = json!({ "reasons": "The data are released" });
    act(duty, &preservation, "withdraw", &reasons).await;
    let basis = json!({ "legal_basis": "Records Act, section 12" });
    for desk in [&pair.asking, &pair.asked] {
        let (first, second) = (
            desk.of_role(Role::Approver, 0),
            desk.of_role(Role::Approver, 1),
        );
        reaches(first, &preservation, "withdrawn").await;
        act(first, &preservation, "propose_erasure", &basis).await;
        let no = act_refused(second, &preservation, "confirm_erasure", &json!({})).await;
        assert_eq!(no, "texts_still_needed");
    }
    pair.down();
}
