//! Who is on call: shifts, what one leaves for the next, and where alarms go.

use axum::http::StatusCode;
use comity_treaty::Role;
use jiff::{SignedDuration, Timestamp};

use crate::house::{Answer, House};

const NOTE: &str = "<script>alert(1)</script> \"'> call XBB at six &amp;";

/// A time so many minutes from now, as a browser writes it in a session without a zone.
fn typed(minutes: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_mins(minutes);
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .datetime()
        .strftime("%Y-%m-%dT%H:%M")
        .to_string()
}

async fn entered(house: &House, session: &str, officer: &str, from: i64, to: i64) -> Answer {
    let (from, to) = (typed(from), typed(to));
    let fields = [("officer", officer), ("from", &from), ("to", &to)];
    house.post("/roster", session, &fields).await
}

/// What stands between two marks.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in\n{page}"));
    rest.split(after).next().unwrap_or_default()
}

/// Two duty officers; the first is on call now, the second afterwards.
async fn two(house: &House) -> (String, String) {
    let noor = house.officer("noor", &[Role::DutyOfficer]).await;
    let ida = house.officer("ida", &[Role::DutyOfficer]).await;
    for (officer, from, to) in [("noor", 0, 480), ("ida", 480, 960)] {
        let answer = entered(house, &noor, officer, from, to).await;
        assert_eq!(answer.to(), "/roster", "{}", answer.text);
    }
    (noor, ida)
}

#[tokio::test]
async fn the_start_page_says_who_is_on_call_and_the_roster_shows_the_gap() {
    let house = House::new().await;
    let (noor, _) = two(&house).await;
    let start = house.get("/", Some(&noor)).await;
    assert!(
        start.text.contains("The officer noor</bdi></b> until"),
        "{}",
        start.text
    );
    let page = house.get("/roster", Some(&noor)).await;
    assert_eq!(
        page.text.matches("<li class=\"bad\"><time").count(),
        1,
        "one gap"
    );
    assert_eq!(
        page.text.matches("/drop\"").count(),
        1,
        "what has begun is not taken out"
    );
}

#[tokio::test]
async fn a_faulty_shift_is_told_beside_its_fields_and_nothing_typed_is_lost() {
    let house = House::new().await;
    let (noor, _) = two(&house).await;
    for (officer, from, to, wrong) in [
        ("noor", 60, 120, &["from"][..]),
        ("noor", 1000, 900, &["to"]),
        ("noor", 1000, 1000 + 8 * 24 * 60, &["to"]),
        ("noor", -120, 60, &["from"]),
        ("juno", 1000, 1100, &["officer"]),
        (NOTE, 1000, 900, &["officer", "to"]),
    ] {
        let answer = entered(&house, &noor, officer, from, to).await;
        assert_eq!(
            answer.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong:?}"
        );
        for field in ["officer", "from", "to"] {
            let told = answer.text.contains(&format!("id=\"why-{field}\""));
            assert_eq!(
                told,
                wrong.contains(&field),
                "{officer} {from} {to}: {field}"
            );
        }
        assert!(answer.text.contains(&format!("value=\"{}\"", typed(from))));
        assert!(!answer.text.contains("<script>alert"));
    }
    for odd in [
        "",
        "tomorrow",
        "2027-13-01T00:00",
        "9999999999",
        "<script>alert(1)</script>",
    ] {
        let fields = [("officer", "noor"), ("from", odd), ("to", odd)];
        let answer = house.post("/roster", &noor, &fields).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
        assert!(answer.text.contains("why-from") && answer.text.contains("why-to"));
        assert!(!answer.text.contains("<script>alert"));
    }
}

#[tokio::test]
async fn a_shift_sent_twice_is_one_and_stays_in_the_zone_of_who_typed_it() {
    let house = House::new().await;
    let noor = house.officer("noor", &[Role::DutyOfficer]).await;
    let zone = [("zone", "Africa/Nairobi"), ("back", "/")];
    house.post("/preferences", &noor, &zone).await;
    let day = typed(24 * 60);
    let day = &day[..10];
    let fields = [
        ("officer", "noor"),
        ("from", &*format!("{day}T12:00")),
        ("to", &*format!("{day}T20:00")),
    ];
    for _ in 0..2 {
        assert_eq!(house.post("/roster", &noor, &fields).await.to(), "/roster");
    }
    let page = house.get("/roster", Some(&noor)).await;
    assert_eq!(page.text.matches("/drop\"").count(), 1);
    assert!(
        page.text.contains(&format!("datetime=\"{day}T09:00:00Z\"")),
        "{}",
        page.text
    );
    let drop = between(&page.text, "action=\"/roster/", "\"");
    let drop = format!("/roster/{drop}");
    for _ in 0..2 {
        assert_eq!(house.post(&drop, &noor, &[]).await.to(), "/roster");
    }
    let page = house.get("/roster", Some(&noor)).await;
    assert!(!page.text.contains("/drop\""));
}

#[tokio::test]
async fn who_ends_a_shift_leaves_a_note_that_the_next_one_reads() {
    let house = House::new().await;
    let (noor, ida) = two(&house).await;
    let page = house.get("/roster", Some(&noor)).await;
    let end = format!("/roster/{}", between(&page.text, "action=\"/roster/", "\""));
    assert!(end.ends_with("/hand-over"), "{end}");
    let no = house.post(&end, &noor, &[("text", " ")]).await;
    assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let turned = format!("{NOTE}\u{202E}");
    let no = house.post(&end, &noor, &[("text", &turned)]).await;
    assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        no.text.contains("script&#62;alert(1)"),
        "what was typed is still there"
    );
    let long = "x".repeat(20_001);
    let no = house.post(&end, &noor, &[("text", &long)]).await;
    assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert_eq!(
            house.post(&end, &noor, &[("text", NOTE)]).await.to(),
            "/roster"
        );
    }
    let late = house.post(&end, &ida, &[("text", "me too")]).await;
    assert_eq!(late.status(), StatusCode::NOT_FOUND, "the shift has ended");

    let own = house.get("/", Some(&noor)).await;
    assert!(
        !own.text.contains("/read\""),
        "who wrote it need not read it"
    );
    let start = house.get("/", Some(&ida)).await;
    assert_eq!(start.text.matches("/read\"").count(), 1);
    assert!(start.text.contains("script&#62;alert(1)") && !start.text.contains("<script>alert"));
    assert!(start.text.contains("&#38;amp;"));
    let read = format!(
        "/roster/notes/{}",
        between(&start.text, "action=\"/roster/notes/", "\"")
    );
    let no = house.post(&read, &noor, &[]).await;
    assert_eq!(no.status(), StatusCode::FORBIDDEN);
    for _ in 0..2 {
        assert_eq!(house.post(&read, &ida, &[]).await.to(), "/");
    }
    let start = house.get("/", Some(&ida)).await;
    assert!(!start.text.contains("/read\""));
    let page = house.get("/roster", Some(&noor)).await;
    assert!(
        page.text.contains("Read by <bdi>The officer ida</bdi>"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn who_takes_over_is_on_call_for_the_rest() {
    let house = House::new().await;
    let (noor, ida) = two(&house).await;
    let page = house.get("/roster", Some(&ida)).await;
    let take = format!("/roster/{}", between(&page.text, "action=\"/roster/", "\""));
    let fields = [("text", "Noor fell ill; nothing is open.")];
    assert_eq!(house.post(&take, &ida, &fields).await.to(), "/roster");
    let start = house.get("/", Some(&ida)).await;
    assert!(
        start.text.contains("The officer ida</bdi></b> until"),
        "{}",
        start.text
    );
    assert!(
        !start.text.contains("/read\""),
        "who wrote it has no need to"
    );
    let again = house.post(&take, &noor, &[("text", "I end it too.")]).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    for path in ["/roster/none/hand-over", "/roster/..%2F..%2Fx/hand-over"] {
        let no = house.post(path, &noor, &fields).await;
        assert_eq!(no.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_runs_the_node_enters_shifts_and_reads_no_note() {
    let house = House::new().await;
    let (noor, _) = two(&house).await;
    let juno = house.officer("juno", &[Role::Administrator]).await;
    assert_eq!(
        entered(&house, &juno, "ida", 960, 1440).await.to(),
        "/roster"
    );
    let page = house.get("/roster", Some(&noor)).await;
    let end = format!("/roster/{}", between(&page.text, "action=\"/roster/", "\""));
    house.post(&end, &noor, &[("text", "about a case")]).await;
    let page = house.get("/roster", Some(&juno)).await;
    assert_eq!(page.status(), 200);
    assert!(!page.text.contains("about a case"));
    let overseer = house.officer("uma", &[Role::Overseer]).await;
    let page = house.get("/roster", Some(&overseer)).await;
    assert!(page.text.contains("about a case") && !page.text.contains("action=\"/roster"));
}

#[tokio::test]
async fn without_the_role_nobody_is_on_call() {
    let house = House::new().await;
    let (_, ida) = two(&house).await;
    house.node.remove_officer("noor").await.expect("removed");
    let start = house.get("/", Some(&ida)).await;
    assert!(start.text.contains("Nobody is on call."));
    let page = house.get("/roster", Some(&ida)).await;
    assert!(page.text.contains("No longer a duty officer"));
    assert_eq!(
        page.text.matches("<li class=\"bad\"><time").count(),
        2,
        "two gaps"
    );
    let no = entered(&house, &ida, "ida", 60, 120).await;
    // Each value stands between marks that isolate its direction.
    let told = no.text.replace(['\u{2068}', '\u{2069}'], "");
    assert!(
        told.contains("noor is from ") && told.contains(" (UTC)"),
        "{told}"
    );
    assert_eq!(page.text.matches("/drop\"").count(), 2);
    let drop = between(&page.text, "action=\"/roster/", "\"");
    let dropped = house.post(&format!("/roster/{drop}"), &ida, &[]).await;
    assert_eq!(dropped.to(), "/roster", "what is left of it is taken out");
    let filled = entered(&house, &ida, "ida", 0, 400).await;
    assert_eq!(filled.to(), "/roster", "{}", filled.text);
    let start = house.get("/", Some(&ida)).await;
    assert!(start.text.contains("The officer ida</bdi></b> until"));
}

#[tokio::test]
async fn alarms_go_to_an_address_of_the_officers_own() {
    let house = House::new().await;
    let noor = house.officer("noor", &[Role::DutyOfficer]).await;
    for odd in [
        "noor",
        "a@b@c",
        "a@xaa.example\r\nBcc: b@xaa.example",
        NOTE,
        "a b@xaa.example",
    ] {
        let no = house
            .post("/account/contact", &noor, &[("address", odd)])
            .await;
        assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY, "{odd:?}");
        assert!(no.text.contains("why-address") && !no.text.contains("<script>alert"));
    }
    let fields = [("address", " noor@xaa.example ")];
    assert_eq!(
        house.post("/account/contact", &noor, &fields).await.to(),
        "/account"
    );
    let page = house.get("/account", Some(&noor)).await;
    assert!(page.text.contains("value=\"noor@xaa.example\""));
    house
        .post("/account/contact", &noor, &[("address", "")])
        .await;
    let page = house.get("/account", Some(&noor)).await;
    assert!(!page.text.contains("noor@xaa.example"));
}

#[tokio::test]
async fn whether_the_page_sounds_outlives_the_session() {
    let house = House::new().await;
    let noor = house.officer("noor", &[Role::DutyOfficer]).await;
    let rings = |page: &Answer| page.text.contains(" data-rings");
    assert!(!rings(&house.get("/", Some(&noor)).await));
    house
        .post("/preferences", &noor, &[("alarm", "on"), ("back", "/")])
        .await;
    house.post("/sign-out", &noor, &[]).await;
    let again = house.session("noor").await;
    assert!(rings(&house.get("/", Some(&again)).await));
    house
        .post("/preferences", &again, &[("alarm", "odd"), ("back", "/")])
        .await;
    assert!(rings(&house.get("/", Some(&again)).await));
    house
        .post("/preferences", &again, &[("alarm", "off"), ("back", "/")])
        .await;
    assert!(!rings(&house.get("/", Some(&again)).await));
}
