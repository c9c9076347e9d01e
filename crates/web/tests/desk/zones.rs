//! Days and times are what the officer meant who typed them, whoever reads, checks or sends them, and in whichever session.

use comity_treaty::Role;

use crate::house::House;

const ZONE: &str = "Africa/Nairobi";

async fn sits_in(house: &House, session: &str, zone: &str) {
    let there = [("zone", zone), ("back", "/")];
    assert_eq!(house.post("/preferences", session, &there).await.to(), "/");
}

async fn draft_of(house: &House, session: &str) -> String {
    let fields = [("measure", "preservation"), ("to", "XBB")];
    let begun = house.post("/drafts/new", session, &fields).await;
    begun.to().to_owned()
}

/// What the form of a page says its zone is.
fn zone_of(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"zone\" value=\"").expect("a zone");
    rest.split('"').next().unwrap_or_default()
}

#[tokio::test]
async fn a_draft_keeps_the_zone_it_was_typed_in() {
    let house = House::new().await;
    let drafter = house.officer("noor", &[Role::Drafter]).await;
    sits_in(&house, &drafter, ZONE).await;
    let path = draft_of(&house, &drafter).await;
    let typed = [
        ("zone", ZONE),
        ("version", "1"),
        ("f.period.from", "2026-10-01T12:00"),
        ("do", "save"),
    ];
    house.post(&path, &drafter, &typed).await;
    let elsewhere = house.officer("ida", &[Role::Drafter]).await;
    sits_in(&house, &elsewhere, "America/Lima").await;
    for reader in [&drafter, &elsewhere] {
        let page = house.get(&path, Some(reader)).await.text;
        assert_eq!(zone_of(&page), ZONE);
        assert!(page.contains("value=\"2026-10-01T12:00\""), "{page}");
        assert!(page.contains(&format!("time zone \u{2068}{ZONE}\u{2069}")));
    }
    // A form that was shown before the officer's session ended comes back with its own zone.
    let kept = house.node.draft(&officer("noor"), &number(&path)).await;
    assert_eq!(kept.expect("a draft").draft.zone.as_deref(), Some(ZONE));
}

#[tokio::test]
async fn the_next_session_begins_where_the_officer_was() {
    let house = House::new().await;
    let first = house.officer("noor", &[Role::DutyOfficer]).await;
    sits_in(&house, &first, ZONE).await;
    house.post("/sign-out", &first, &[]).await;
    let second = house.session("noor").await;
    let page = house.get("/roster", Some(&second)).await.text;
    assert!(page.contains(&format!("data-zone=\"{ZONE}\"")));
    assert_eq!(zone_of(&page), ZONE);
}

/// A shift is entered in the zone that the form showed, although the session was elsewhere when it came.
#[tokio::test]
async fn a_shift_is_read_in_the_zone_of_its_form() {
    let house = House::new().await;
    let noor = house.officer("noor", &[Role::DutyOfficer]).await;
    let day = (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(48)).to_string();
    let day = &day[..10];
    let (from, to) = (format!("{day}T12:00"), format!("{day}T20:00"));
    let fields = [
        ("officer", "noor"),
        ("from", &from),
        ("to", &to),
        ("zone", ZONE),
    ];
    assert_eq!(house.post("/roster", &noor, &fields).await.to(), "/roster");
    let page = house.get("/roster", Some(&noor)).await.text;
    assert!(
        page.contains(&format!("datetime=\"{day}T09:00:00Z\"")),
        "{page}"
    );
}

#[tokio::test]
async fn a_zone_that_is_none_is_said_beside_its_field() {
    let house = House::new().await;
    let noor = house.officer("noor", &[Role::Drafter]).await;
    for odd in ["Nairobi", "Mars/Olympus", "\"><script>alert(1)</script>"] {
        let answer = house.post("/preferences", &noor, &[("zone", odd)]).await;
        assert_eq!(answer.status(), 422, "{odd}");
        assert!(answer.text.contains("id=\"why-zone\""), "{odd}");
        assert!(!answer.text.contains("<script>alert"));
    }
    let page = house.get("/account", Some(&noor)).await.text;
    assert!(page.contains("name=\"zone\" value=\"UTC\""));
}

fn officer(id: &str) -> comity_node::Officer {
    comity_node::Officer {
        id: comity_treaty::OfficerId(id.into()),
        roles: [Role::Drafter].into(),
    }
}

fn number(path: &str) -> String {
    path.trim_start_matches("/drafts/").to_owned()
}
