//! What people type: shown as it was typed, never as markup, and never lost.

use axum::http::StatusCode;
use comity_treaty::Role;

use crate::house::{Answer, House};

/// Markup, quotes, an override of the writing direction, and letters of two directions.
const TYPED: &str = "<script>alert(1)</script> \"'> <img src=x onerror=y> &amp; \u{202E}txt.exe نص";

/// Whether a page shows the text, and only as text.
fn only_text(answer: &Answer, what: &str) {
    assert_eq!(answer.status(), 200, "{what}");
    assert!(!answer.text.contains("<script>alert"), "{what}");
    assert!(!answer.text.contains("<img src=x"), "{what}");
    assert!(
        answer.text.contains("script&#62;alert(1)"),
        "{what}: {}",
        answer.text
    );
    assert!(
        answer.text.contains("&#38;amp;"),
        "{what}: an entity is typed text too"
    );
}

/// A draft of a preservation; the answer is its path.
async fn draft(house: &House, session: &str) -> String {
    let fields = [("measure", "preservation"), ("to", "XBB")];
    let answer = house.post("/drafts/new", session, &fields).await;
    assert!(answer.to().starts_with("/drafts/"), "{}", answer.text);
    answer.to().to_owned()
}

/// The version that a form carries.
fn version(page: &Answer) -> String {
    let mark = "name=\"version\" value=\"";
    let (_, rest) = page.text.split_once(mark).expect("a form with a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn names_are_shown_as_text() {
    let house = House::new().await;
    let name = TYPED.replace('\u{202E}', "");
    let roles = [Role::Administrator, Role::Drafter].into_iter().collect();
    house
        .node
        .add_officer("odd", &name, &roles)
        .await
        .expect("a name");
    let session = house
        .node
        .begin_session("odd", comity_node::SignedInBy::Passkey)
        .await;
    let session = session.expect("a session");
    for path in ["/account", "/administration", "/drafts"] {
        only_text(&house.get(path, Some(&session)).await, path);
    }
    let link = house.node.invite("odd").await.expect("a link");
    only_text(
        &house.get(&format!("/welcome/{link}"), None).await,
        "welcome",
    );
    let overriding = house.node.add_officer("odd", TYPED, &roles).await;
    assert!(
        overriding.is_err(),
        "a name that turns the writing round is refused"
    );
}

#[tokio::test]
async fn drafts_and_what_is_said_of_them_are_shown_as_text() {
    let house = House::new().await;
    let session = house.everybody().await;
    let path = draft(&house, &session).await;
    let saved = house
        .post(
            &path,
            &session,
            &[("version", "1"), ("f.facts", TYPED), ("do", "save")],
        )
        .await;
    assert!(saved.status().is_success() || saved.status().is_redirection());
    only_text(&house.get(&path, Some(&session)).await, "a draft");
    let comments = format!("{path}/comments");
    let refused = house.post(&comments, &session, &[("text", TYPED)]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("script&#62;alert(1)"),
        "what was typed is still there"
    );
    let plain = TYPED.replace('\u{202E}', "");
    house.post(&comments, &session, &[("text", &plain)]).await;
    let page = house.get(&path, Some(&session)).await;
    only_text(&page, "a comment");
    assert_eq!(page.text.matches("script&#62;alert(1)").count(), 2);
    for line in page.text.lines().filter(|line| line.contains('\u{202E}')) {
        assert!(
            line.contains("dir=\"auto\""),
            "an override stays in its own box: {line}"
        );
    }
}

#[tokio::test]
async fn a_measure_or_state_that_is_markup_is_refused_as_text() {
    let house = House::new().await;
    let session = house.everybody().await;
    let answer = house
        .post(
            "/drafts/new",
            &session,
            &[("measure", TYPED), ("to", "XBB")],
        )
        .await;
    assert_eq!(answer.status(), 404);
    assert!(!answer.text.contains("<script>alert"));
    let answer = house
        .post(
            "/drafts/new",
            &session,
            &[("measure", "preservation"), ("to", TYPED)],
        )
        .await;
    let page = match answer.to() {
        "" => answer,
        to => house.get(to, Some(&session)).await,
    };
    assert!(!page.text.to_lowercase().contains("<script>alert"));
}

#[tokio::test]
async fn of_two_who_write_a_draft_the_second_is_told_and_nothing_is_lost() {
    let house = House::new().await;
    let one = house.officer("one", &[Role::Drafter]).await;
    let two = house.officer("two", &[Role::Approver]).await;
    let path = draft(&house, &one).await;
    let seen = version(&house.get(&path, Some(&two)).await);
    house
        .post(
            &path,
            &one,
            &[
                ("version", &seen),
                ("f.facts", "what one wrote"),
                ("do", "save"),
            ],
        )
        .await;
    let told = house
        .post(
            &path,
            &two,
            &[
                ("version", &seen),
                ("f.facts", "what two wrote"),
                ("do", "save"),
            ],
        )
        .await;
    assert!(
        told.text.contains("notice bad\" role=\"alert\""),
        "the second is told: {}",
        told.text
    );
    assert!(
        told.text.contains("what two wrote"),
        "what the second typed still stands"
    );
    let kept = house.get(&path, Some(&one)).await;
    assert!(
        kept.text.contains("what one wrote"),
        "what the first wrote stays"
    );
    let again = version(&told);
    assert_eq!(again, version(&kept), "saving again decides");
    house
        .post(
            &path,
            &two,
            &[("version", &again), ("f.facts", "both"), ("do", "save")],
        )
        .await;
    let kept = house.get(&path, Some(&one)).await;
    assert!(kept.text.contains(">both</textarea>"));
}

#[tokio::test]
async fn a_version_that_was_never_shown_writes_nothing() {
    let house = House::new().await;
    let session = house.everybody().await;
    let path = draft(&house, &session).await;
    for version in ["", "0", "2", "999", "-1", "9223372036854775807", "x"] {
        let fields = [
            ("version", version),
            ("f.facts", "a leap of versions"),
            ("do", "save"),
        ];
        let answer = house.post(&path, &session, &fields).await;
        assert!(!answer.status().is_server_error(), "{version:?}");
        let kept = house.get(&path, Some(&session)).await;
        assert!(!kept.text.contains("a leap of versions"), "{version:?}");
    }
}

#[tokio::test]
async fn nobody_else_is_told_of_a_node_by_its_no() {
    let house = House::new().await;
    let page = house
        .get(
            "/nothing/<script>alert(1)</script>"
                .replace('<', "%3C")
                .replace('>', "%3E")
                .as_str(),
            None,
        )
        .await;
    assert_eq!(page.status(), 404);
    assert!(!page.text.contains("A house of tests") && !page.text.contains("alert(1)"));
}

/// A colleague has dropped the draft meanwhile: what was typed is a draft again.
#[tokio::test]
async fn what_is_typed_into_a_draft_that_is_gone_is_not_lost() {
    let house = House::new().await;
    let session = house.officer("drafter", &[Role::Drafter]).await;
    let path = draft(&house, &session).await;
    let dropped = [("do", "drop-now"), ("version", "1")];
    assert_eq!(house.post(&path, &session, &dropped).await.to(), "/drafts");
    let typed = [
        ("do", "save"),
        ("version", "1"),
        ("measure", "preservation"),
        ("to", "XBB"),
        ("f.facts", "Written meanwhile."),
    ];
    let answer = house.post(&path, &session, &typed).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(
        answer.to().starts_with("/drafts/") && answer.to() != path,
        "{}",
        answer.to()
    );
    let page = house.get(answer.to(), Some(&session)).await;
    assert!(page.text.contains("Written meanwhile."), "{}", page.text);
    let nothing = house
        .post(&path, &session, &[("do", "save"), ("measure", "none")])
        .await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_oversees_writes_nothing() {
    let house = House::new().await;
    let drafter = house.officer("drafter", &[Role::Drafter]).await;
    let path = draft(&house, &drafter).await;
    let overseer = house.officer("overseer", &[Role::Overseer]).await;
    assert_eq!(house.get(&path, Some(&overseer)).await.status(), 200);
    let comments = format!("{path}/comments");
    for (path, fields) in [
        ("/drafts/new", [("measure", "preservation"), ("to", "XBB")]),
        (path.as_str(), [("do", "save"), ("version", "1")]),
        (path.as_str(), [("do", "drop"), ("version", "1")]),
        (comments.as_str(), [("text", "Changed."), ("", "")]),
    ] {
        let answer = house.post(path, &overseer, &fields).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} {fields:?}");
    }
}

/// A session ends at night, while somebody types: what was typed comes back, and goes on with the next session.
#[tokio::test]
async fn a_form_outlives_its_session() {
    let house = House::new().await;
    let first = house.officer("one", &[Role::Drafter]).await;
    let path = draft(&house, &first).await;
    let page = house.get(&path, Some(&first)).await;
    let typed = [
        ("version", version(&page)),
        ("f.facts", TYPED.to_owned()),
        ("do", "save".to_owned()),
    ];
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    house.post("/sign-out", &first, &[]).await;
    let ended = house.post(&path, &first, &typed).await;
    assert_eq!(ended.status(), StatusCode::FORBIDDEN);
    assert!(ended.text.contains("script&#62;alert(1)") && !ended.text.contains("<script>alert"));
    assert!(ended.text.contains(&format!("action=\"{path}\"")));
    assert!(ended.text.contains("name=\"form\" value=\"\""));

    let second = house.session("one").await;
    let asked = house.post_with_token(&path, &second, "", &typed).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN, "asked about first");
    let token = comity_node::Session::form_token_of(&second);
    assert!(
        asked
            .text
            .contains(&format!("name=\"form\" value=\"{token}\""))
    );
    let saved = house.post(&path, &second, &typed).await;
    assert!(saved.status().is_redirection() || saved.status().is_success());
    let page = house.get(&path, Some(&second)).await;
    only_text(&page, "the draft of the next session");
}

/// A choice of the worklist under a name: each officer's own, shown as it was typed.
#[tokio::test]
async fn a_view_is_kept_for_the_officer_who_named_it() {
    let house = House::new().await;
    let one = house.officer("one", &[Role::Drafter]).await;
    let two = house.officer("two", &[Role::Overseer]).await;
    let name = TYPED.replace('\u{202E}', "");
    let fields = [
        ("name", name.as_str()),
        ("side", "requesting"),
        ("peer", "xbb"),
        ("find", "a&b"),
    ];
    let kept = house.post("/matters/views", &one, &fields).await;
    assert_eq!(kept.to(), "/matters?side=requesting&peer=XBB&find=a%26b");
    let page = house.get("/matters", Some(&one)).await;
    only_text(&page, "a view");
    let link = "/matters?side=requesting&#38;peer=XBB&#38;find=a%26b";
    assert!(page.text.contains(link), "{}", page.text);
    let others = house.get("/matters", Some(&two)).await;
    assert!(!others.text.contains(link));

    let mark = "/matters/views/";
    let rest = page.text.split(mark).find(|rest| rest.contains("/drop"));
    let id = rest
        .and_then(|rest| rest.split('/').next())
        .expect("a view");
    let drop = format!("{mark}{id}/drop");
    house.post(&drop, &two, &[]).await;
    let still = house.get("/matters", Some(&one)).await;
    assert!(still.text.contains(link), "another officer drops nothing");
    house.post(&drop, &one, &[]).await;
    let gone = house.get("/matters", Some(&one)).await;
    assert!(!gone.text.contains(link));

    let nameless = house.post("/matters/views", &one, &[("name", " ")]).await;
    assert_eq!(nameless.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let odd = house.post("/matters/views", &one, &[("name", TYPED)]).await;
    assert_eq!(odd.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
