//! Papers of a draft, as a browser without scripts and as an attacker sends them.

use axum::body::Body;
use axum::http::StatusCode;
use comity_node::{Draft, Officer, Session};
use comity_treaty::{OfficerId, Role};
use std::fmt::Write as _;

use crate::house::{Answer, House, asking};

const BOUNDARY: &str = "----comity-test";

/// A drafter's session, and a draft of theirs.
async fn drafted(house: &House, offence: &str) -> (String, String) {
    let session = house.officer("drafter", &[Role::Drafter]).await;
    let officer = Officer {
        id: OfficerId("drafter".into()),
        roles: [Role::Drafter].into(),
    };
    let mut draft = Draft {
        measure: "stored_data".into(),
        to: "XBB".into(),
        ..Draft::default()
    };
    draft
        .typed
        .insert("offence.convention".into(), offence.into());
    let id = house.node.begin_draft(&officer, None, draft).await;
    (session, id.expect("a draft is begun"))
}

/// A form of parts: fields, then files with their names.
async fn sent(
    house: &House,
    session: &str,
    path: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let mut body = parts(fields, files);
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    whole_or_not(house, session, path, body).await
}

/// The parts of a form, without its end.
fn parts(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        let mut lines = String::new();
        write!(
            lines,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n"
        )
        .expect("writes");
        body.extend_from_slice(lines.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in fields {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    for (name, content) in files {
        part(
            &format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf"),
            content,
        );
    }
    body
}

/// Sends these bytes as a form of parts.
async fn whole_or_not(house: &House, session: &str, path: &str, body: Vec<u8>) -> Answer {
    let request = asking("POST", path, Some(session))
        .header(
            "content-type",
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(Body::from(body));
    house.ask(request.expect("a request")).await
}

fn sha256(bytes: &[u8]) -> String {
    comity_custody::Digest::of(bytes).to_string()
}

#[tokio::test]
async fn what_was_typed_is_kept_with_the_files_and_a_name_shows_no_tricks() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "").await;
    let (path, token) = (
        format!("/drafts/{id}/papers"),
        Session::form_token_of(&session),
    );
    let fields = [
        ("form", token.as_str()),
        ("version", "1"),
        ("f.case", "Typed beside it"),
        ("title", "The order"),
    ];
    let files: [(&str, &[u8]); 2] = [
        ("../../a\u{202e}fdp.<b>.html", b"<script>alert(1)</script>"),
        ("CON", b"device"),
    ];
    let answer = sent(&house, &session, &path, &fields, &files).await;
    assert_eq!(
        (answer.status(), answer.to()),
        (
            StatusCode::SEE_OTHER,
            format!("/drafts/{id}#papers").as_str()
        )
    );
    // The session ends; another one finds all of it.
    let again = house.session("drafter").await;
    let page = house.get(&format!("/drafts/{id}"), Some(&again)).await.text;
    assert!(page.contains("Typed beside it") && page.contains("The order"));
    assert!(
        page.contains("afdp.&#60;b&#62;.html") && !page.contains("<b>.html"),
        "{page}"
    );
    assert!(!page.contains('\u{202e}') && page.contains(&sha256(b"device")));

    let saved = house
        .get(&format!("{path}/{}", sha256(files[0].1)), Some(&again))
        .await;
    assert_eq!(saved.text.as_bytes(), files[0].1);
    assert_eq!(saved.header("content-type"), "application/octet-stream");
    assert_eq!(saved.header("x-content-type-options"), "nosniff");
    assert!(
        saved
            .header("content-disposition")
            .starts_with("attachment; filename=\"afdp._b_.html\"")
    );
    let device = house
        .get(&format!("{path}/{}", sha256(b"device")), Some(&again))
        .await;
    assert!(
        device
            .header("content-disposition")
            .contains("filename=\"_CON\"")
    );

    let drop = format!("{path}/{}/drop", sha256(b"device"));
    let dropped = house
        .post(
            &drop,
            &again,
            &[("version", "2"), ("f.case", "Typed again")],
        )
        .await;
    assert_eq!(dropped.status(), StatusCode::SEE_OTHER);
    let page = house.get(&format!("/drafts/{id}"), Some(&again)).await.text;
    assert!(page.contains("Typed again") && !page.contains(&sha256(b"device")));
}

#[tokio::test]
async fn a_file_before_or_without_the_sessions_token_is_not_taken() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "").await;
    let path = format!("/drafts/{id}/papers");
    let file: [(&str, &[u8]); 1] = [("order.pdf", b"order")];
    for fields in [vec![], vec![("form", "00ff")]] {
        let no = sent(&house, &session, &path, &fields, &file).await;
        assert_eq!(no.status(), StatusCode::FORBIDDEN);
    }
    let page = house
        .get(&format!("/drafts/{id}"), Some(&session))
        .await
        .text;
    assert!(!page.contains(&sha256(b"order")));
    let reads = house.officer("reads", &[Role::Overseer]).await;
    let token = Session::form_token_of(&reads);
    let no = sent(&house, &reads, &path, &[("form", &token)], &file).await;
    assert_eq!(no.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_typed_beside_files_has_an_end() {
    let house = House::new().await;
    let (session, draft) = drafted(&house, "illegal_access").await;
    let (path, token) = (
        format!("/drafts/{draft}/papers"),
        Session::form_token_of(&session),
    );
    let long = "a".repeat((2 << 20) + 1);
    let one = [("form", token.as_str()), ("f.facts", &long)];
    let many = vec![("", ""); 40_000];
    let many = [&[("form", token.as_str())][..], &many].concat();
    for (what, fields) in [("one", &one[..]), ("many", &many)] {
        let no = sent(&house, &session, &path, fields, &[("a.pdf", b"a")]).await;
        assert_eq!(no.status(), StatusCode::FORBIDDEN, "{what}");
    }
    let page = house.get(&format!("/drafts/{draft}"), Some(&session)).await;
    assert!(!page.text.contains("a.pdf"), "nothing of it is kept");
}

#[tokio::test]
async fn a_file_that_may_not_be_is_named_and_the_others_are_attached() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "").await;
    let (path, token) = (
        format!("/drafts/{id}/papers"),
        Session::form_token_of(&session),
    );
    let long = vec![7; (25 << 20) + 1];
    let files: [(&str, &[u8]); 3] = [
        ("empty.pdf", b""),
        ("long.pdf", &long),
        ("good.pdf", b"good"),
    ];
    let answer = sent(&house, &session, &path, &[("form", &token)], &files).await;
    assert_eq!(answer.status(), StatusCode::OK);
    for said in ["empty.pdf", "long.pdf", "26214400"] {
        assert!(answer.text.contains(said), "{said}");
    }
    assert!(answer.text.contains(&sha256(b"good")) && !answer.text.contains(&sha256(&long)));
    // Chosen and not attached: nothing is sent in silence.
    let fields = [("version", "1"), ("do", "send"), ("file", "order.pdf")];
    let kept = house
        .post(&format!("/drafts/{id}"), &session, &fields)
        .await;
    assert!(
        kept.text.contains("chosen but not attached"),
        "{}",
        kept.text
    );
}

#[tokio::test]
async fn a_case_of_article_14_wants_the_declaration() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "child_sexual_abuse_material").await;
    let (path, token) = (
        format!("/drafts/{id}/papers"),
        Session::form_token_of(&session),
    );
    let file: [(&str, &[u8]); 1] = [("order.pdf", b"order")];
    let bare = sent(&house, &session, &path, &[("form", &token)], &file).await;
    assert!(bare.text.contains("id=\"papers-harmless\"") && !bare.text.contains(&sha256(b"order")));
    let declared = [("form", token.as_str()), ("harmless", "yes")];
    let accepted = sent(&house, &session, &path, &declared, &file).await;
    assert_eq!(accepted.status(), StatusCode::SEE_OTHER);
    let page = house
        .get(&format!("/drafts/{id}"), Some(&session))
        .await
        .text;
    assert!(page.contains(&sha256(b"order")));
}

#[tokio::test]
async fn a_form_that_breaks_off_loses_nothing_typed() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "").await;
    let (path, token) = (
        format!("/drafts/{id}/papers"),
        Session::form_token_of(&session),
    );
    let before = [("version", "1"), ("f.case", "A"), ("f.reference", "Kept")];
    house
        .post(&format!("/drafts/{id}"), &session, &before)
        .await;
    let fields = [
        ("form", token.as_str()),
        ("version", "2"),
        ("f.case", "Typed before it broke off"),
    ];
    let file: [(&str, &[u8]); 1] = [("order.pdf", &[7; 4000])];
    let mut body = parts(&fields, &file);
    body.truncate(body.len() - 1000);
    let answer = whole_or_not(&house, &session, &path, body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.text.contains("broke off"), "{}", answer.text);
    let page = house
        .get(&format!("/drafts/{id}"), Some(&session))
        .await
        .text;
    assert!(page.contains("Typed before it broke off"), "{page}");
    assert!(!page.contains(&sha256(&[7; 4000])));
    // Without the session's token nothing is kept.
    let mut body = parts(&[("version", "3"), ("f.case", "Strange")], &file);
    body.truncate(body.len() - 1000);
    let no = whole_or_not(&house, &session, &path, body).await;
    assert_eq!(no.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_same_file_again_changes_what_is_said_of_it_and_who_only_reads_asks_for_nothing() {
    let house = House::new().await;
    let (session, id) = drafted(&house, "").await;
    let (path, token) = (
        format!("/drafts/{id}/papers"),
        Session::form_token_of(&session),
    );
    let first = [("form", token.as_str()), ("title", "The first title")];
    sent(&house, &session, &path, &first, &[("one.pdf", b"order")]).await;
    let again = [
        ("form", token.as_str()),
        ("title", "The second title"),
        ("harmless", "yes"),
    ];
    sent(&house, &session, &path, &again, &[("two.pdf", b"order")]).await;
    let number = comity_treaty::MatterId(id.parse().expect("a number"));
    let officer = |role| Officer {
        id: OfficerId("drafter".into()),
        roles: [role].into(),
    };
    let writes = officer(Role::Drafter);
    let ready = house.node.ready_papers(&writes, number);
    let ready = ready.await.expect("papers");
    assert_eq!(ready.len(), 1);
    assert_eq!(ready[0].paper.name, "two.pdf");
    assert_eq!(ready[0].paper.title.as_deref(), Some("The second title"));
    assert!(ready[0].declared_harmless);

    let overseer = officer(Role::Overseer);
    let no = house.node.ask_for_papers(&overseer, number).await;
    assert!(no.is_err(), "an overseer writes nothing");
    let asked = house.node.ask_for_papers(&writes, number);
    asked.await.expect("asked");
}

/// Reproduction: without scripts, files were chosen and sent in a session that had ended, and all that was typed beside them
/// was gone.
#[tokio::test]
async fn what_was_typed_beside_files_outlives_its_session() {
    let house = House::new().await;
    let (first, id) = drafted(&house, "").await;
    let path = format!("/drafts/{id}/papers");
    let token = Session::form_token_of(&first);
    house.post("/sign-out", &first, &[]).await;
    let fields = [
        ("form", token.as_str()),
        ("version", "1"),
        ("f.case", "<b>Typed beside it"),
    ];
    let files: [(&str, &[u8]); 1] = [("order.pdf", b"%PDF-1.7")];
    let ended = sent(&house, &first, &path, &fields, &files).await;
    assert_eq!(ended.status(), StatusCode::FORBIDDEN);
    assert!(
        ended.text.contains("60;b&#62;Typed beside it"),
        "{}",
        ended.text
    );
    assert!(ended.text.contains(&format!("action=\"{path}\"")));

    let second = house.session("drafter").await;
    let again = [("version", "1"), ("f.case", "<b>Typed beside it")];
    let answer = house.post(&path, &second, &again).await;
    assert!(
        answer.text.contains("60;b&#62;Typed beside it"),
        "{}",
        answer.text
    );
    let page = house.get(&format!("/drafts/{id}"), Some(&second)).await;
    assert!(page.text.contains("60;b&#62;Typed beside it"), "kept");
    // Another site can send no such form either.
    let forged = house.post_with_token(&path, &second, "00", &again).await;
    assert_eq!(forged.status(), StatusCode::FORBIDDEN);
    let empty = sent(&house, &first, &path, &[("form", token.as_str())], &[]).await;
    assert_eq!(empty.to(), "/sign-in");
}
