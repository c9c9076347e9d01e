//! Every row of the table, tried by those who may not take it.

use axum::body::Body;
use axum::http::StatusCode;
use comity_node::{READERS, WRITERS};
use comity_treaty::Role;
use comity_web::{PAGES, PageWho};

use crate::house::{Answer, House, asking, form, method, path};

/// A page asked for by somebody whose forms and scripts are in order: what is refused then is refused for who they are.
async fn tried(house: &House, page: &comity_web::Page, session: Option<&str>) -> Answer {
    let token = session.map(comity_node::Session::form_token_of);
    let token = token.as_deref().unwrap_or_default();
    let request = asking(&method(page), &path(page), session)
        .header("x-comity-form", token)
        .header("content-type", "application/x-www-form-urlencoded");
    let request = match page.method {
        "get" | "head" => request.body(Body::empty()),
        _ => request.body(form(&[("form", token)])),
    };
    house.ask(request.expect("a request")).await
}

/// What shows that the tries above reach the check of roles: one who may do everything, and has nothing to confirm with, passes
/// it at every door.
#[tokio::test]
async fn who_may_do_everything_is_forbidden_nothing() {
    let house = House::with(true).await;
    for page in PAGES.iter().filter(|page| page.path != "/sign-out") {
        house.officer("all", &Role::ALL).await;
        let session = house.by_link("all").await;
        let answer = tried(&house, page, Some(&session)).await;
        assert_ne!(answer.status(), 403, "{} {}", page.method, page.path);
    }
}

#[tokio::test]
async fn without_a_session_only_the_pages_for_anyone_open() {
    let house = House::new().await;
    for page in PAGES.iter().filter(|page| page.who != PageWho::Anyone) {
        for session in [None, Some(""), Some("00ff"), Some("no token at all")] {
            let answer = tried(&house, page, session).await;
            let sent_away = answer.status() == StatusCode::SEE_OTHER;
            assert!(
                sent_away && answer.to().starts_with("/sign-in"),
                "{} {}: {} {}",
                page.method,
                page.path,
                answer.status(),
                answer.to()
            );
        }
    }
}

#[tokio::test]
async fn what_is_for_anyone_asks_for_no_session() {
    let house = House::new().await;
    for page in PAGES.iter().filter(|page| page.who == PageWho::Anyone) {
        let answer = tried(&house, page, None).await;
        let away = answer.to().starts_with("/sign-in");
        assert!(!away, "{} {}", page.method, page.path);
        assert_ne!(answer.status(), StatusCode::FORBIDDEN, "{}", page.path);
    }
}

#[tokio::test]
async fn who_runs_the_node_sees_no_case() {
    let house = House::new().await;
    let session = house.officer("runs", &[Role::Administrator]).await;
    let of_cases = PAGES
        .iter()
        .filter(|page| matches!(page.who, PageWho::Reader | PageWho::Writer));
    for page in of_cases {
        let answer = tried(&house, page, Some(&session)).await;
        assert_eq!(answer.status(), 403, "{} {}", page.method, page.path);
    }
    let start = house.get("/", Some(&session)).await;
    assert_eq!(
        (start.status(), start.to()),
        (StatusCode::SEE_OTHER, "/administration")
    );
}

#[tokio::test]
async fn who_oversees_writes_nothing() {
    let house = House::new().await;
    let overseers = READERS.iter().filter(|role| !WRITERS.contains(role));
    let roles: Vec<Role> = overseers.copied().collect();
    assert!(!roles.is_empty());
    let session = house.officer("oversees", &roles).await;
    for page in PAGES.iter().filter(|page| page.who == PageWho::Writer) {
        let answer = tried(&house, page, Some(&session)).await;
        assert_eq!(answer.status(), 403, "{} {}", page.method, page.path);
    }
    assert_eq!(house.get("/matters", Some(&session)).await.status(), 200);
}

#[tokio::test]
async fn who_reads_cases_does_not_run_the_node() {
    let house = House::new().await;
    for role in Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Administrator)
    {
        let session = house.officer(role.key(), &[role]).await;
        let closed = PAGES
            .iter()
            .filter(|page| page.who == PageWho::Administrator);
        for page in closed {
            let answer = tried(&house, page, Some(&session)).await;
            assert_eq!(
                answer.status(),
                403,
                "{}: {} {}",
                role.key(),
                page.method,
                page.path
            );
        }
    }
}

#[tokio::test]
async fn the_roster_is_for_who_can_be_on_call_and_who_administers_officers() {
    let house = House::new().await;
    for role in Role::ALL {
        let session = house.officer(role.key(), &[role]).await;
        let on_duty = role == Role::DutyOfficer;
        let rosters = on_duty || role == Role::Administrator;
        for page in PAGES {
            let may = match page.who {
                PageWho::Duty => on_duty,
                PageWho::Rosters => rosters,
                _ => continue,
            };
            let path = path(page);
            let answer = house.post(&path, &session, &[]).await;
            let forbidden = answer.status() == StatusCode::FORBIDDEN;
            assert_eq!(!forbidden, may, "{}: {path}", role.key());
        }
        let seen = house.get("/roster", Some(&session)).await;
        assert_eq!(seen.status(), 200, "{}", role.key());
        assert_eq!(seen.text.contains("action=\"/roster\""), rosters);
    }
}

/// Every form and every call of a script that changes something in a session's name.
fn changes() -> impl Iterator<Item = &'static comity_web::Page> {
    let all = PAGES.iter().filter(|page| page.who != PageWho::Anyone);
    all.filter(|page| page.method != "get")
}

#[tokio::test]
async fn nothing_changes_without_the_sessions_own_token() {
    let house = House::new().await;
    let session = house.everybody().await;
    let other = house.officer("other", &[Role::Drafter]).await;
    let others = comity_node::Session::form_token_of(&other);
    for page in changes() {
        for token in ["", "0", session.as_str(), others.as_str()] {
            let request = asking(&method(page), &path(page), Some(&session))
                .header("x-comity-form", token)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form(&[("form", token), ("text", "x"), ("roles", "x")]));
            let answer = house.ask(request.expect("a request")).await;
            assert_eq!(
                answer.status(),
                403,
                "{} {} {token:?}",
                page.method,
                page.path
            );
        }
    }
    let still = house.get("/account", Some(&session)).await;
    assert_eq!(still.status(), 200, "a refused sign-out ends nothing");
}

#[tokio::test]
async fn with_the_token_a_form_of_ours_is_taken() {
    let house = House::new().await;
    let session = house.everybody().await;
    let answer = house
        .post(
            "/preferences",
            &session,
            &[("language", "fr"), ("back", "/account")],
        )
        .await;
    assert_eq!(
        (answer.status(), answer.to()),
        (StatusCode::SEE_OTHER, "/account")
    );
    let account = house.get("/account", Some(&session)).await;
    assert!(account.text.contains("<html lang=\"fr\" dir=\"ltr\">"));
}
