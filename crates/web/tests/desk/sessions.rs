//! Links and sessions: used once, ended at once, never the one that was there before.

use axum::body::Body;
use axum::http::StatusCode;
use comity_treaty::Role;

use crate::house::{Answer, House, asking};

/// Follows a link to its end, in a browser that holds this cookie already.
async fn accepted(house: &House, link: &str, held: Option<&str>) -> Answer {
    let request = asking("POST", &format!("/welcome/{link}"), held).body(Body::empty());
    house.ask(request.expect("a request")).await
}

/// The session that an answer begins.
fn begun(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie");
    let token = cookie.strip_prefix("comity_session_7480=");
    let token = token.and_then(|rest| rest.split(';').next());
    token.expect("a session's cookie").to_owned()
}

async fn invited(house: &House, id: &str) -> String {
    house.officer(id, &[Role::Drafter]).await;
    house.node.invite(id).await.expect("a link")
}

#[tokio::test]
async fn a_link_is_used_once() {
    let house = House::new().await;
    let link = invited(&house, "drafter").await;
    for _ in 0..2 {
        let looked = house.get(&format!("/welcome/{link}"), None).await;
        assert_eq!(looked.status(), 200, "looking uses nothing up");
    }
    let first = accepted(&house, &link, None).await;
    assert_eq!(
        (first.status(), first.to()),
        (StatusCode::SEE_OTHER, "/account")
    );
    let second = accepted(&house, &link, None).await;
    assert_eq!(second.status(), StatusCode::GONE);
    assert!(second.header("set-cookie").is_empty());
    let looked = house.get(&format!("/welcome/{link}"), None).await;
    assert_eq!(looked.status(), StatusCode::GONE);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_does() {
    let house = House::new().await;
    let link = invited(&house, "drafter").await;
    let (one, two) = tokio::join!(accepted(&house, &link, None), accepted(&house, &link, None));
    let mut all = [one.status(), two.status()];
    all.sort();
    assert_eq!(all, [StatusCode::SEE_OTHER, StatusCode::GONE]);
}

#[tokio::test]
async fn a_session_is_new_after_signing_in() {
    let house = House::new().await;
    let link = invited(&house, "drafter").await;
    let planted = "ab".repeat(32);
    let begun = begun(&accepted(&house, &link, Some(&planted)).await);
    assert_ne!(begun, planted);
    assert_eq!(house.get("/account", Some(&begun)).await.status(), 200);
    let with_planted = house.get("/account", Some(&planted)).await;
    assert!(
        with_planted.to().starts_with("/sign-in"),
        "a planted session opens nothing"
    );
}

#[tokio::test]
async fn the_cookie_is_for_this_host_and_no_script() {
    let house = House::new().await;
    let link = invited(&house, "drafter").await;
    let answer = accepted(&house, &link, None).await;
    let cookie = answer.header("set-cookie");
    for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn a_session_that_was_ended_opens_nothing() {
    let house = House::new().await;
    let session = house.officer("drafter", &[Role::Drafter]).await;
    let answer = house.post("/sign-out", &session, &[]).await;
    assert_eq!(answer.to(), "/sign-in");
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let answer = house.get("/drafts", Some(&session)).await;
    assert!(answer.to().starts_with("/sign-in"), "{}", answer.status());
}

#[tokio::test]
async fn roles_that_are_taken_away_open_nothing_from_then_on() {
    let house = House::new().await;
    let session = house
        .officer("both", &[Role::Drafter, Role::Administrator])
        .await;
    assert_eq!(
        house.get("/administration", Some(&session)).await.status(),
        200
    );
    let fewer = [Role::Drafter].into_iter().collect();
    house
        .node
        .add_officer("both", "Both", &fewer)
        .await
        .expect("other roles");
    assert_eq!(
        house.get("/administration", Some(&session)).await.status(),
        403
    );
    assert_eq!(house.get("/drafts", Some(&session)).await.status(), 200);
    house.node.remove_officer("both").await.expect("no roles");
    let answer = house.get("/drafts", Some(&session)).await;
    assert!(answer.to().starts_with("/sign-in"), "{}", answer.status());
}

#[tokio::test]
async fn the_link_of_one_who_was_removed_signs_nobody_in() {
    let house = House::with(true).await;
    let link = invited(&house, "gone").await;
    house.node.remove_officer("gone").await.expect("removed");
    let answer = accepted(&house, &link, None).await;
    assert_eq!(answer.status(), StatusCode::GONE);
    assert!(answer.header("set-cookie").is_empty());
}

#[tokio::test]
async fn in_an_exercise_a_link_signs_in_by_itself_and_again() {
    let house = House::with(true).await;
    let link = invited(&house, "drafter").await;
    let one = begun(&accepted(&house, &link, None).await);
    let two = begun(&accepted(&house, &link, Some(&one)).await);
    assert_ne!(one, two);
    assert_eq!(house.get("/drafts", Some(&two)).await.status(), 200);
}

#[tokio::test]
async fn a_link_leads_to_a_passkey_and_no_further() {
    let house = House::new().await;
    let link = invited(&house, "drafter").await;
    let session = begun(&accepted(&house, &link, None).await);
    assert_eq!(house.get("/account", Some(&session)).await.status(), 200);
    for path in ["/", "/matters", "/drafts", "/directory", "/pulse"] {
        let answer = house.get(path, Some(&session)).await;
        assert_eq!(
            (answer.status(), answer.to()),
            (StatusCode::SEE_OTHER, "/account"),
            "{path}"
        );
    }
    let begun = house.post(
        "/drafts/new",
        &session,
        &[("measure", "preservation"), ("to", "XBB")],
    );
    assert_eq!(begun.await.to(), "/account", "and nothing is written");
    let left = house.post("/sign-out", &session, &[]).await;
    assert_eq!(left.to(), "/sign-in");
}

#[tokio::test]
async fn whoever_is_appointed_again_gets_nothing_back() {
    let house = House::new().await;
    let old = invited(&house, "drafter").await;
    let session = house.officer("drafter", &[Role::Drafter]).await;
    house.node.remove_officer("drafter").await.expect("removed");
    let new = house.officer("drafter", &[Role::Drafter]).await;
    let with_old = house.get("/matters", Some(&session)).await;
    assert!(with_old.to().starts_with("/sign-in"), "a session came back");
    assert_eq!(
        accepted(&house, &old, None).await.status(),
        StatusCode::GONE
    );
    assert_eq!(house.get("/matters", Some(&new)).await.status(), 200);
}

/// Removing one and appointing the same again would hand over a name with its acts.
#[tokio::test]
async fn an_identifier_is_not_given_again() {
    let house = House::with(true).await;
    house.officer("admin", &[Role::Administrator]).await;
    let administrator = house.by_link("admin").await;
    house.officer("drafter", &[Role::Drafter]).await;
    let removed = house.post(
        "/administration/officers/drafter/remove",
        &administrator,
        &[],
    );
    assert_eq!(removed.await.to(), "/administration");
    let fields = |id: &'static str| [("id", id), ("name", "Another"), ("role", "drafter")];
    let again = house
        .post(
            "/administration/officers",
            &administrator,
            &fields("drafter"),
        )
        .await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!again.text.contains("/welcome/"), "{}", again.text);
    let new = house
        .post(
            "/administration/officers",
            &administrator,
            &fields("newcomer"),
        )
        .await;
    assert!(
        new.text.contains("http://localhost:7480/welcome/"),
        "{}",
        new.text
    );
    let nobody = house
        .post("/administration/officers/none/remove", &administrator, &[])
        .await;
    assert_eq!(nobody.status(), StatusCode::NOT_FOUND);
    let officers = house.node.officers().await.expect("officers");
    assert!(
        officers.iter().all(|officer| officer.id != "none"),
        "nobody was made by removing"
    );
}

/// Tools of an officer go on when the desk gives other roles.
#[tokio::test]
async fn other_roles_leave_a_token_in_force() {
    let house = House::with(true).await;
    house.officer("admin", &[Role::Administrator]).await;
    let administrator = house.by_link("admin").await;
    let roles = [Role::Drafter].into_iter().collect();
    let token = house
        .node
        .add_officer("drafter", "Drafter", &roles)
        .await
        .expect("added");
    let fields = [("id", "drafter"), ("name", "Drafter"), ("role", "approver")];
    let answer = house
        .post("/administration/officers", &administrator, &fields)
        .await;
    assert_eq!(answer.status(), 200);
    let officer = house
        .node
        .officer_of(&token)
        .await
        .expect("the token stands");
    assert!(officer.roles.contains(&Role::Approver) && officer.roles.len() == 1);
}

/// What a page asks by itself does not keep a session.
#[tokio::test]
async fn an_ended_session_stays_ended_whatever_is_under_way() {
    let house = House::new().await;
    let session = house.officer("drafter", &[Role::Drafter]).await;
    house.post("/sign-out", &session, &[]).await;
    let drafter = comity_node::Officer {
        id: comity_treaty::OfficerId("drafter".into()),
        roles: [Role::Drafter].into(),
    };
    house
        .node
        .prefer(&session, &drafter, Some("fr".into()), None)
        .await
        .expect("nothing to write");
    assert!(
        house
            .node
            .session(&session)
            .await
            .expect("it reads")
            .is_none()
    );
}

#[tokio::test]
async fn a_confirmation_nobody_gave_is_not_spent() {
    let house = House::new().await;
    let session = house.officer("drafter", &[Role::Drafter]).await;
    let spent = house
        .node
        .spend_confirmation(&session)
        .await
        .expect("it reads");
    assert!(!spent);
    let no = house.post("/account/passkey/00/drop", &session, &[]).await;
    assert_eq!(
        no.status(),
        StatusCode::FORBIDDEN,
        "a passkey is shown before passkeys change"
    );
}

/// Whoever is on duty with the alarm on is not signed out by watching; without it, an open page keeps no session.
#[tokio::test]
async fn watching_with_the_alarm_on_is_a_use() {
    let house = House::new().await;
    let session = house.officer("noor", &[Role::DutyOfficer]).await;
    let pulse = || house.get("/pulse", Some(&session));
    let watched = || house.node.session_watched(&session);
    assert_eq!(pulse().await.status(), 200);
    house
        .post("/preferences", &session, &[("alarm", "on")])
        .await;
    assert!(watched().await.expect("it reads").is_some());
    house.post("/sign-out", &session, &[]).await;
    assert!(watched().await.expect("it reads").is_none());
    assert_eq!(pulse().await.to(), "/sign-in?next=%2Fpulse");
}

/// Reproduction: after a fault the address is the form's, and a reload or another language led to an empty page.
#[tokio::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let house = House::new().await;
    let session = house.everybody().await;
    for (of_a_form, page) in [
        ("/account/contact", "/account"),
        ("/administration/officers", "/administration"),
        ("/administration/officers/ida/link", "/administration"),
        ("/drafts/018f/papers", "/drafts/018f"),
        ("/drafts/018f/papers/00/drop", "/drafts/018f/papers/00"),
        (
            "/matters/018f/acts/close/papers",
            "/matters/018f/acts/close",
        ),
        ("/matters/018f/notes", "/matters/018f"),
        ("/alarm/answer", "/"),
    ] {
        let answer = house.get(of_a_form, Some(&session)).await;
        assert_eq!(
            (answer.status().as_u16(), answer.to()),
            (303, page),
            "{of_a_form}"
        );
    }
}

/// What a router or an extractor says of itself is plain English; an officer reads a page, with every header a page has.
#[tokio::test]
async fn what_does_not_read_is_said_on_a_page() {
    let house = House::new().await;
    let session = house.everybody().await;
    for path in ["/matters/x/letters/first", "/matters/%FF"] {
        let answer = house.get(path, Some(&session)).await;
        assert!(answer.status().is_client_error(), "{path}");
        assert!(answer.text.contains("<main"), "{path}: {}", answer.text);
        assert!(!answer.header("content-security-policy").is_empty());
    }
    let long = "x".repeat(3 << 20);
    let answer = house.post("/drafts/new", &session, &[("to", &long)]).await;
    assert_eq!(answer.status(), 413);
    assert!(answer.text.contains("longer than 2 MB"), "{}", answer.text);
}
