//! What other sites and odd addresses may try.

use axum::body::Body;
use axum::http::StatusCode;
use comity_node::Session;
use comity_web::PAGES;

use crate::house::{Answer, House, NOBODYS, asking, form, method, path};

/// What every answer must carry, whatever it says.
fn guarded(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(part), "{what}: no {part}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_guards() {
    let house = House::new().await;
    let session = house.everybody().await;
    for page in PAGES {
        for session in [None, Some(session.as_str())] {
            let request = asking(&method(page), &path(page), session).body(Body::empty());
            let answer = house.ask(request.expect("a request")).await;
            guarded(&answer, &format!("{} {}", page.method, page.path));
        }
    }
    for path in [
        "/nothing/here",
        "/assets/none.js",
        "/assets/",
        "/drafts/none/at/all",
        "/%00",
        "/%ff",
    ] {
        let answer = house.get(path, None).await;
        assert!(
            answer.status().is_client_error(),
            "{path}: {}",
            answer.status()
        );
        guarded(&answer, path);
    }
    let wrong = asking("DELETE", "/drafts", Some(&session)).body(Body::empty());
    let wrong = house.ask(wrong.expect("a request")).await;
    assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
    guarded(&wrong, "a method that no page has");
}

#[tokio::test]
async fn pages_are_kept_by_no_cache() {
    let house = House::new().await;
    let session = house.everybody().await;
    for path in [
        "/account",
        "/drafts",
        "/matters",
        "/administration",
        "/sign-in",
        "/directory",
    ] {
        let answer = house.get(path, Some(&session)).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn what_another_site_sends_is_refused_even_with_the_token() {
    let house = House::new().await;
    let session = house.everybody().await;
    let token = Session::form_token_of(&session);
    let elsewhere = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "http://localhost:7481"),
        ("origin", "http://localhost:7480.evil.example"),
        ("origin", "null"),
    ];
    let changes = |page: &&comity_web::Page| !["get", "head"].contains(&page.method);
    for page in PAGES.iter().filter(changes) {
        for (name, value) in elsewhere {
            let request = asking(&method(page), &path(page), Some(&session))
                .header(name, value)
                .header("x-comity-form", &token)
                .body(form(&[("form", &token)]));
            let answer = house.ask(request.expect("a request")).await;
            assert_eq!(
                answer.status(),
                403,
                "{} {}: {name}: {value}",
                page.method,
                page.path
            );
            guarded(&answer, page.path);
        }
    }
    let still = house.get("/account", Some(&session)).await;
    assert_eq!(still.status(), 200, "nothing was done");
}

#[tokio::test]
async fn our_own_pages_are_not_taken_for_another_site() {
    let house = House::new().await;
    let session = house.everybody().await;
    let token = Session::form_token_of(&session);
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://localhost:7480"),
    ] {
        let request = asking("POST", "/preferences", Some(&session))
            .header(name, value)
            .body(form(&[("form", &token), ("back", "/account")]));
        let answer = house.ask(request.expect("a request")).await;
        assert_eq!(answer.to(), "/account", "{name}");
    }
}

/// Addresses that a browser would read as another site's, or that would write a header of their own.
const LEAVING: [&str; 12] = [
    "//evil.example",
    "https://evil.example",
    "HTTPS:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\r\nset-cookie: comity_session=theirs",
    "/\n/evil.example",
    "///evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "evil.example",
];

#[tokio::test]
async fn no_form_leads_to_another_site() {
    let house = House::new().await;
    let session = house.everybody().await;
    for back in LEAVING {
        let answer = house
            .post("/preferences", &session, &[("back", back)])
            .await;
        assert_eq!(
            (answer.status(), answer.to()),
            (StatusCode::SEE_OTHER, "/"),
            "{back:?}"
        );
        assert!(answer.header("set-cookie").is_empty(), "{back:?}");
    }
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let house = House::new().await;
    for next in LEAVING {
        let query = form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>();
        let page = house.get(&format!("/sign-in?next={query}"), None).await;
        assert!(
            page.text.contains("data-next=\"/\""),
            "{next:?}: {}",
            page.text
        );
    }
    let page = house
        .get("/sign-in?next=%2Fmatters%3Fside%3Drequested", None)
        .await;
    assert!(page.text.contains("data-next=\"/matters?side=requested\""));
    let page = house.get("/sign-in?next=%2F%22onclick%3D%22x", None).await;
    assert!(!page.text.contains("\"onclick"), "{}", page.text);
}

#[tokio::test]
async fn one_is_led_back_to_the_page_one_asked_for() {
    let house = House::new().await;
    let answer = house
        .get(&format!("/matters/{NOBODYS}?after=3"), None)
        .await;
    assert_eq!(
        answer.to(),
        format!("/sign-in?next=%2Fmatters%2F{NOBODYS}%3Fafter%3D3")
    );
    let answer = house.get("//evil.example/matters", None).await;
    assert!(!answer.to().starts_with("//"), "{}", answer.to());
}

#[tokio::test]
async fn assets_are_these_three_and_no_files() {
    let house = House::new().await;
    for name in ["desk.css", "desk.js", "mark.svg"] {
        let answer = house.get(&format!("/assets/{name}"), None).await;
        assert_eq!(answer.status(), 200, "{name}");
    }
    for path in [
        "/assets/../node.toml",
        "/assets/..%2Fnode.toml",
        "/assets/%2e%2e%2fnode.keys",
        "/assets/..%5cnode.toml",
        "/assets/%2fetc%2fpasswd",
        "/assets//etc/passwd",
        "/assets/desk.css%00.html",
        "/assets/DESK.CSS",
        "/assets/desk.css/",
        "/assets/.",
    ] {
        let answer = house.get(path, None).await;
        assert_eq!(answer.status(), 404, "{path}: {}", answer.text);
    }
}
