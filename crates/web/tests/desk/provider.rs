//! Signing in at the State's OpenID provider: what an honest one opens, and what a lie does not.

mod issuer;

use axum::body::Body;
use axum::http::StatusCode;
use comity_node::{OpenIdConfig, Session};
use comity_treaty::Role;
use serde_json::{Value, json};

use crate::house::{Answer, House, NOBODYS, asking, form};
use issuer::{Issuer, Lie, Part};

/// A desk, and the provider of its State.
async fn both() -> (House, Issuer) {
    let issuer = Issuer::start().await;
    let house = House::with_provider(at(&issuer.url)).await;
    (house, issuer)
}

fn at(url: &str) -> OpenIdConfig {
    OpenIdConfig {
        name: "Login XAA".into(),
        issuer: url.into(),
        client_id: "comity".into(),
        secret_file: Some("openid.secret".into()),
        ca_file: None,
    }
}

/// Where a page sends the browser, and what the browser is to bring back.
fn sent_on(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text);
    let to = answer.header("refresh").strip_prefix("0; url=");
    let cookie = answer
        .header("set-cookie")
        .strip_prefix("comity_asked_7480=");
    let kept = cookie.and_then(|rest| rest.split(';').next());
    (
        to.expect("a way on").to_owned(),
        kept.expect("a cookie").to_owned(),
    )
}

/// Presses the button of the page of signing in.
async fn begun(house: &House, next: &str) -> (String, String) {
    let request = asking("POST", "/sign-in/openid", None)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form(&[("next", next)]));
    sent_on(&house.ask(request.expect("a request")).await)
}

/// The browser is back, with these cookies.
async fn back(house: &House, query: &[(&str, &str)], cookies: &str) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    let request = asking("GET", &format!("/sign-in/openid/back?{query}"), None)
        .header("cookie", cookies)
        .body(Body::empty());
    house.ask(request.expect("a request")).await
}

/// Signs in from the first press to the answer.
async fn signed_in(house: &House, issuer: &Issuer, next: &str) -> Answer {
    let (to, kept) = begun(house, next).await;
    let (code, state) = issuer.signed_in(&to);
    let query = [("code", code.as_str()), ("state", &state)];
    back(house, &query, &format!("comity_asked_7480={kept}")).await
}

/// Ties an account to the officer of a session.
async fn tied(house: &House, issuer: &Issuer, session: &str) -> Answer {
    let (to, kept) = sent_on(&house.post("/account/openid", session, &[]).await);
    let (code, state) = issuer.signed_in(&to);
    let cookies = format!("comity_asked_7480={kept}; comity_session_7480={session}");
    let query = [
        ("code", code.as_str()),
        ("state", &state),
        ("iss", &issuer.url),
    ];
    back(house, &query, &cookies).await
}

/// A desk with an officer whose account is tied.
async fn ready(roles: &[Role]) -> (House, Issuer) {
    let (house, issuer) = both().await;
    house.officer("ida", roles).await;
    let session = house.by_link("ida").await;
    let done = tied(&house, &issuer, &session).await;
    assert_eq!(
        (done.status(), done.to()),
        (StatusCode::SEE_OTHER, "/account"),
        "{}",
        done.text
    );
    (house, issuer)
}

/// What the node's health says of the sign-in.
async fn found(house: &House) -> String {
    let all = house.node.doctor().await;
    let sign_in = all.iter().find(|one| one.check.to_string() == "sign-in");
    let said = sign_in.expect("it is looked at").finding.to_string();
    said.split(':').next().unwrap_or_default().to_owned()
}

/// The session that an answer begins, if it does.
fn session_of(answer: &Answer) -> Option<String> {
    let cookies = answer.head.headers().get_all("set-cookie").iter();
    let mut cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
    let token = cookies.find_map(|cookie| cookie.strip_prefix("comity_session_7480="))?;
    token.split(';').next().map(str::to_owned)
}

#[tokio::test]
async fn a_tied_account_opens_a_session_and_confirms_nothing() {
    let (house, issuer) = ready(&[Role::Drafter]).await;
    let done = signed_in(&house, &issuer, "/drafts?a=b").await;
    assert_eq!(
        (done.status(), done.to()),
        (StatusCode::SEE_OTHER, "/drafts?a=b")
    );
    let session = session_of(&done).expect("a session");
    assert_eq!(house.get("/drafts", Some(&session)).await.status(), 200);
    let page = house.get("/account", Some(&session)).await;
    assert!(page.text.contains("You have no passkey."), "{}", page.text);
    assert!(
        page.text.contains("<code dir=\"ltr\">ida</code>"),
        "{}",
        page.text
    );
    // Neither a passkey nor another account is had by it alone.
    for path in ["/account/openid", "/account/openid/drop"] {
        let no = house.post(path, &session, &[]).await;
        assert_eq!(no.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let token = Session::form_token_of(&session);
    let begin = asking("POST", "/account/passkey/begin", Some(&session))
        .header("x-comity-form", token)
        .body(Body::empty());
    let no = house.ask(begin.expect("a request")).await;
    assert_eq!(no.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_runs_the_provider_does_nothing_in_an_officers_name() {
    let (house, issuer) = ready(&Role::ALL).await;
    let done = signed_in(&house, &issuer, "/").await;
    let session = session_of(&done).expect("a session");
    let officer = [("id", "mole"), ("name", "Mole"), ("role", "approver")];
    let call = [("number", NOBODYS), ("state", "XBB"), ("calls", "XBB")];
    let draft = house.post(
        "/drafts/new",
        &session,
        &[("measure", "preservation"), ("to", "XBB")],
    );
    let draft = draft.await.to().to_owned();
    let send = [("version", "1"), ("do", "send")];
    for (path, fields) in [
        ("/administration/officers", &officer[..]),
        ("/administration/officers/ida/link", &[]),
        ("/administration/officers/ida/remove", &[]),
        ("/test-calls", &call),
        (draft.as_str(), &send),
    ] {
        let no = house.post(path, &session, fields).await;
        assert_eq!(no.status(), StatusCode::FORBIDDEN, "{path}: {}", no.text);
    }
    let officers = house.node.officers().await.expect("officers");
    assert!(officers.iter().all(|officer| officer.id != "mole"));
}

#[tokio::test]
async fn whoever_ties_an_account_signs_in_there_anew() {
    let (house, issuer) = both().await;
    house.officer("ida", &[Role::Drafter]).await;
    let session = house.by_link("ida").await;
    let (to, _) = sent_on(&house.post("/account/openid", &session, &[]).await);
    assert!(
        to.contains("prompt=login") && to.contains("max_age=0"),
        "{to}"
    );
    for value in [Value::Null, json!(1_700_000_000)] {
        let (part, key) = (Part::Claims, "auth_time");
        issuer.lies(Some(Lie { part, key, value }));
        let no = tied(&house, &issuer, &session).await;
        assert_eq!(no.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn no_lie_opens_anything() {
    let (house, issuer) = ready(&[Role::Drafter]).await;
    let long_ago = json!(1_700_000_000);
    let lies = [
        (
            "another answer's nonce",
            Part::Claims,
            "nonce",
            json!("other"),
        ),
        ("no nonce", Part::Claims, "nonce", Value::Null),
        ("another desk", Part::Claims, "aud", json!("other")),
        ("two desks", Part::Claims, "aud", json!(["comity", "other"])),
        ("nobody's desk", Part::Claims, "aud", json!([])),
        (
            "another provider",
            Part::Claims,
            "iss",
            json!("https://login.xbb.example"),
        ),
        ("long ago", Part::Claims, "exp", long_ago),
        ("no end", Part::Claims, "exp", Value::Null),
        ("nobody", Part::Claims, "sub", Value::Null),
        ("no signature", Part::Header, "alg", json!("none")),
        (
            "signed with the secret",
            Part::Header,
            "alg",
            json!("HS256"),
        ),
        (
            "signed with an unknown key",
            Part::Header,
            "kid",
            json!("two"),
        ),
        ("no word of anybody", Part::Answer, "id_token", Value::Null),
        (
            "no text that is signed",
            Part::Answer,
            "id_token",
            json!("a.b.c"),
        ),
    ];
    for (what, part, key, value) in lies {
        issuer.lies(Some(Lie { part, key, value }));
        let no = signed_in(&house, &issuer, "/").await;
        assert_eq!(no.status(), StatusCode::UNAUTHORIZED, "{what}");
        assert_eq!(session_of(&no), None, "{what}");
        assert!(no.text.contains("Begin again."), "{what}: {}", no.text);
    }
    issuer.lies(None);
    assert!(session_of(&signed_in(&house, &issuer, "/").await).is_some());
    issuer.forges();
    let no = signed_in(&house, &issuer, "/").await;
    assert_eq!(
        (no.status(), session_of(&no)),
        (StatusCode::UNAUTHORIZED, None)
    );
}

#[tokio::test]
async fn only_the_browser_that_asked_brings_an_answer_and_only_once() {
    let (house, issuer) = ready(&[Role::Drafter]).await;
    let (to, kept) = begun(&house, "/").await;
    let (code, state) = issuer.signed_in(&to);
    let other = begun(&house, "/").await.1;
    let own = format!("comity_asked_7480={kept}");
    let good = [("code", code.as_str()), ("state", state.as_str())];
    for (what, query, cookies) in [
        ("no cookie", &good[..], String::new()),
        (
            "another question",
            &good,
            format!("comity_asked_7480={other}"),
        ),
        (
            "an empty one",
            &[("code", &code), ("state", "")],
            "comity_asked_7480=".into(),
        ),
        ("nothing", &[], own.clone()),
    ] {
        let no = back(&house, query, &cookies).await;
        assert_eq!(
            (no.status(), session_of(&no)),
            (StatusCode::UNAUTHORIZED, None),
            "{what}"
        );
    }
    let done = back(&house, &good, &own).await;
    assert!(session_of(&done).is_some(), "{}", done.text);
    let again = back(&house, &good, &own).await;
    assert_eq!(
        (again.status(), session_of(&again)),
        (StatusCode::UNAUTHORIZED, None)
    );
    // A no of the provider's, and an answer of another one.
    for more in [
        ("error", "access_denied"),
        ("iss", "https://login.xbb.example"),
    ] {
        let (to, kept) = begun(&house, "/").await;
        let (code, state) = issuer.signed_in(&to);
        let mut query = vec![("state", state.as_str()), more];
        if more.0 == "iss" {
            query.push(("code", &code));
        }
        let no = back(&house, &query, &format!("comity_asked_7480={kept}")).await;
        assert_eq!(
            (no.status(), session_of(&no)),
            (StatusCode::UNAUTHORIZED, None),
            "{more:?}"
        );
    }
}

#[tokio::test]
async fn an_account_is_one_officers_at_most_and_lets_nobody_else_in() {
    let (house, issuer) = ready(&[Role::Drafter]).await;
    house.officer("olu", &[Role::Drafter]).await;
    let session = house.by_link("olu").await;
    let no = tied(&house, &issuer, &session).await;
    assert_eq!(no.status(), StatusCode::CONFLICT);
    issuer.is("somebody");
    let no = signed_in(&house, &issuer, "/").await;
    assert_eq!(
        (no.status(), session_of(&no)),
        (StatusCode::FORBIDDEN, None)
    );
    // Begun in a session that ends meanwhile: nobody's.
    let (to, kept) = sent_on(&house.post("/account/openid", &session, &[]).await);
    let (code, state) = issuer.signed_in(&to);
    house.node.end_session(&session).await.expect("ended");
    let cookies = format!("comity_asked_7480={kept}; comity_session_7480={session}");
    let no = back(&house, &[("code", &code), ("state", &state)], &cookies).await;
    assert_eq!(no.status(), StatusCode::UNAUTHORIZED);
    let no = signed_in(&house, &issuer, "/").await;
    assert_eq!(no.status(), StatusCode::FORBIDDEN);
    // Untied, and gone with its officer.
    issuer.is("ida");
    let session = house.by_link("ida").await;
    house.post("/account/openid/drop", &session, &[]).await;
    assert_eq!(
        signed_in(&house, &issuer, "/").await.status(),
        StatusCode::FORBIDDEN
    );
    let session = house.by_link("olu").await;
    assert_eq!(tied(&house, &issuer, &session).await.to(), "/account");
    assert!(session_of(&signed_in(&house, &issuer, "/").await).is_some());
}

#[tokio::test]
async fn whoever_can_sign_in_gets_a_link_by_two_administrators() {
    let (house, _issuer) = ready(&[Role::Drafter]).await;
    let administrator = |id: &str| comity_node::Officer {
        id: comity_treaty::OfficerId(id.into()),
        roles: [Role::Administrator].into(),
    };
    let asked = house.node.ask_for_link(&administrator("one"), "ida").await;
    assert_eq!(asked.expect("asked"), None);
    let asked = house.node.ask_for_link(&administrator("two"), "ida").await;
    assert!(asked.expect("asked").is_some());
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_and_nobody_is_sent_elsewhere() {
    let house = House::with_provider(at("http://127.0.0.1:9")).await;
    let request = asking("POST", "/sign-in/openid", None).body(Body::empty());
    let no = house.ask(request.expect("a request")).await;
    assert_eq!(no.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(no.text.contains("Use your passkey"), "{}", no.text);
    assert!(!no.text.contains("127.0.0.1:9"), "{}", no.text);
    assert_eq!(found(&house).await, "Login XAA cannot be asked");
    let (house, issuer) = ready(&[Role::Drafter]).await;
    assert_eq!(found(&house).await, "Login XAA answers");
    for odd in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        assert_eq!(signed_in(&house, &issuer, odd).await.to(), "/", "{odd}");
    }
    // Where no provider is named, there is no such button.
    let page = House::new().await.get("/sign-in", None).await;
    assert!(!page.text.contains("/sign-in/openid"), "{}", page.text);
}

/// Reproduction: the browser keeps the cookie of a session that has ended, and the form of signing in was refused for ever
/// because it did not carry that session's token.
#[tokio::test]
async fn an_ended_session_stands_in_no_way_of_the_next() {
    let (house, issuer) = ready(&[Role::Drafter]).await;
    let first = session_of(&signed_in(&house, &issuer, "/").await).expect("a session");
    house.node.end_session(&first).await.expect("it ends");
    let request = asking("POST", "/sign-in/openid", Some(&first))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form(&[("next", "/drafts")]));
    let (to, kept) = sent_on(&house.ask(request.expect("a request")).await);
    let (code, state) = issuer.signed_in(&to);
    let query = [("code", code.as_str()), ("state", &state)];
    let cookies = format!("comity_asked_7480={kept}; comity_session_7480={first}");
    let done = back(&house, &query, &cookies).await;
    assert_eq!(done.to(), "/drafts", "{}", done.text);
}

/// An administrator who can sign in, and a session of theirs that has nothing to confirm with.
async fn administrator(house: &House, issuer: &Issuer, id: &str) -> String {
    issuer.is(id);
    house.officer(id, &[Role::Administrator]).await;
    let session = house.by_link(id).await;
    assert_eq!(tied(house, issuer, &session).await.to(), "/account", "{id}");
    session
}

/// Reproduction: one administrator could appoint two of their own making, and with them do whatever takes two persons.
#[tokio::test]
async fn where_there_are_two_administrators_an_appointment_takes_both() {
    let issuer = Issuer::start().await;
    let house = House::exercise_with_provider(at(&issuer.url)).await;
    let ida = administrator(&house, &issuer, "ida").await;
    let fields = |id, name| [("id", id), ("name", name), ("role", "drafter")];
    let (path, page) = ("/administration/officers", "/administration");
    let alone = house.post(path, &ida, &fields("first", "First")).await;
    assert!(
        alone.text.contains("/welcome/"),
        "one alone appoints alone: {}",
        alone.text
    );

    let theo = administrator(&house, &issuer, "theo").await;
    for _ in 0..2 {
        let asked = house.post(path, &ida, &fields("second", "Second")).await;
        assert_eq!(asked.to(), "/administration#proposals");
    }
    assert!(
        house
            .node
            .officers()
            .await
            .expect("officers")
            .iter()
            .all(|one| one.id != "second")
    );
    let own = house.get(page, Some(&ida)).await.text;
    assert_eq!(
        own.matches("Another administrator must confirm this one.")
            .count(),
        1
    );
    // What is confirmed is what was proposed, and nothing else.
    let other = house.post(path, &theo, &fields("second", "Another")).await;
    assert_eq!(other.to(), "/administration#proposals");
    let seen = house.get(page, Some(&theo)).await.text;
    assert!(seen.contains("Confirm the appointment") && seen.contains("<bdi>Second</bdi>"));
    let done = house.post(path, &theo, &fields("second", "Second")).await;
    assert!(done.text.contains("/welcome/"), "{}", done.text);
    let again = house.post(path, &theo, &fields("second", "Second")).await;
    assert_eq!(
        again.to(),
        "/administration#proposals",
        "a proposal is used once"
    );

    // Nor does one of them alone come by somebody's link.
    let link = "/administration/officers/first/link";
    for _ in 0..2 {
        let asked = house.post(link, &ida, &[]).await;
        assert!(!asked.text.contains("/welcome/"));
    }
    assert!(
        house
            .post(link, &theo, &[])
            .await
            .text
            .contains("/welcome/")
    );
    assert!(
        house
            .post(
                path,
                &theo,
                &[("id", "x y"), ("name", "N"), ("role", "drafter")]
            )
            .await
            .text
            .contains("id=\"why-id\"")
    );
}

/// Reproduction: an administrator removed the other one, and then appointed alone.
#[tokio::test]
async fn no_administrator_removes_another_alone() {
    let issuer = Issuer::start().await;
    let house = House::exercise_with_provider(at(&issuer.url)).await;
    let ida = administrator(&house, &issuer, "ida").await;
    let theo = administrator(&house, &issuer, "theo").await;
    let remove = |who: &str| format!("/administration/officers/{who}/remove");
    let alone = house.post(&remove("theo"), &ida, &[]).await;
    assert_eq!(alone.status(), StatusCode::FORBIDDEN);
    assert!(
        alone.text.contains("comity officer remove"),
        "{}",
        alone.text
    );

    let juno = administrator(&house, &issuer, "juno").await;
    for _ in 0..2 {
        let asked = house.post(&remove("theo"), &ida, &[]).await;
        assert_eq!(asked.to(), "/administration#proposals", "one is not two");
    }
    let still = house.get("/administration", Some(&theo)).await;
    assert_eq!(still.status(), StatusCode::OK, "theo is still there");
    let seen = house.get("/administration", Some(&juno)).await.text;
    assert!(
        seen.contains("id=\"proposals\"")
            && seen.contains("<code>theo</code> <bdi>The officer theo</bdi>"),
        "{seen}"
    );
    assert_eq!(
        house.post(&remove("theo"), &juno, &[]).await.to(),
        "/administration"
    );
    let gone = house.get("/administration", Some(&theo)).await;
    assert!(gone.to().starts_with("/sign-in"), "{}", gone.status());

    // Whoever is no administrator goes by one word, and so does who goes of their own accord.
    house.officer("noor", &[Role::Drafter]).await;
    assert_eq!(
        house.post(&remove("noor"), &ida, &[]).await.to(),
        "/administration"
    );
    assert_eq!(
        house.post(&remove("ida"), &ida, &[]).await.to(),
        "/administration"
    );
}
