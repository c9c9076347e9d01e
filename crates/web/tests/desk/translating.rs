//! Translations of messages: who may write one, of what, and how long.

use axum::http::StatusCode;
use comity_treaty::Role;

use crate::house::{House, NOBODYS};

fn path(event: &str) -> String {
    format!("/matters/{NOBODYS}/events/{event}/translation")
}

#[tokio::test]
async fn only_who_may_write_sends_one_and_only_from_our_own_page() {
    let house = House::new().await;
    let reads = house.officer("reads", &[Role::Overseer]).await;
    let typed = [("translation", "a translation")];
    let refused = house.post(&path("1"), &reads, &typed).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let writes = house.officer("writes", &[Role::DutyOfficer]).await;
    let path = path("1");
    let foreign = house.post_with_token(&path, &writes, "00ff", &typed);
    assert_eq!(foreign.await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_message_that_is_not_there_has_none() {
    let house = House::new().await;
    let writes = house.officer("writes", &[Role::DutyOfficer]).await;
    let typed = [("translation", "a translation")];
    for event in [
        "1",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
    ] {
        let nowhere = house.post(&path(event), &writes, &typed).await;
        assert_eq!(nowhere.status(), StatusCode::NOT_FOUND, "{event}");
    }
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let house = House::new().await;
    let writes = house.officer("writes", &[Role::DutyOfficer]).await;
    let long = "x".repeat(100_001);
    for text in ["", "  \r\n ", "turned \u{202E} round", long.as_str()] {
        let typed = [("translation", text)];
        let faulty = house.post(&path("1"), &writes, &typed).await;
        assert_eq!(
            faulty.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{text:.20}"
        );
    }
}
