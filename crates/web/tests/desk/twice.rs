//! What is sent twice is done once; what two people do at once is told to both.

use comity_treaty::Role;

use crate::house::House;

const ONCE: &str = "018f0000-0000-7000-8000-00000000000a";

async fn draft_of(house: &House, session: &str, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("measure", "preservation"), ("to", "XBB")];
    all.extend_from_slice(fields);
    house
        .post("/drafts/new", session, &all)
        .await
        .to()
        .to_owned()
}

fn version(page: &str) -> &str {
    let (_, rest) = page
        .split_once("name=\"version\" value=\"")
        .expect("a version");
    rest.split('"').next().unwrap_or_default()
}

#[tokio::test]
async fn a_draft_a_comment_and_a_view_are_written_once() {
    let house = House::new().await;
    let session = house.officer("noor", &[Role::Drafter]).await;
    let path = draft_of(&house, &session, &[("number", ONCE)]).await;
    assert_eq!(path, format!("/drafts/{ONCE}"));
    assert_eq!(draft_of(&house, &session, &[("number", ONCE)]).await, path);
    let list = house.get("/drafts", Some(&session)).await.text;
    assert_eq!(list.matches("<td><a href=\"/drafts/018f").count(), 1);

    let comments = format!("{path}/comments");
    for text in ["Look at the dates.", "Look at the dates."] {
        let said = [("text", text), ("once", ONCE)];
        assert_eq!(house.post(&comments, &session, &said).await.status(), 303);
    }
    let page = house.get(&path, Some(&session)).await.text;
    assert_eq!(page.matches("Look at the dates.").count(), 1);
    // The same words again, from a page of their own, are meant.
    house
        .post(&comments, &session, &[("text", "Look at the dates.")])
        .await;
    let page = house.get(&path, Some(&session)).await.text;
    assert_eq!(page.matches("Look at the dates.").count(), 2);

    for _ in 0..2 {
        let view = [("name", "Mine"), ("find", "x"), ("once", ONCE)];
        house.post("/matters/views", &session, &view).await;
    }
    let page = house.get("/matters", Some(&session)).await.text;
    assert_eq!(page.matches("<bdi>Mine</bdi>").count(), 1);
}

/// Reproduction: a comment counted as a writing, so the drafter was told that somebody else had written the draft.
#[tokio::test]
async fn a_comment_stands_in_nobodys_way() {
    let house = House::new().await;
    let (drafts, reviews) = (
        house.officer("noor", &[Role::Drafter]).await,
        house.officer("ida", &[Role::Approver]).await,
    );
    let path = draft_of(&house, &drafts, &[]).await;
    let page = house.get(&path, Some(&drafts)).await.text;
    house
        .post(
            &format!("{path}/comments"),
            &reviews,
            &[("text", "Which period?")],
        )
        .await;
    let saved = [
        ("version", version(&page)),
        ("f.facts", "More."),
        ("do", "save"),
    ];
    assert_eq!(house.post(&path, &drafts, &saved).await.to(), path);
    let list = house.get("/drafts", Some(&drafts)).await.text;
    assert!(
        !list.contains("The officer ida"),
        "who comments writes nothing"
    );
}

/// Reproduction: one press dropped what a colleague had just written.
#[tokio::test]
async fn a_draft_is_dropped_on_a_second_press_and_as_its_reader_saw_it() {
    let house = House::new().await;
    let (one, other) = (
        house.officer("noor", &[Role::Drafter]).await,
        house.officer("ida", &[Role::Drafter]).await,
    );
    let path = draft_of(&house, &one, &[]).await;
    let asked = house
        .post(
            &path,
            &one,
            &[("version", "1"), ("f.facts", "Typed."), ("do", "drop")],
        )
        .await;
    assert_eq!(asked.status(), 200);
    assert!(asked.text.contains("value=\"drop-now\"") && asked.text.contains("Typed."));
    let written = [("version", "1"), ("f.facts", "Theirs."), ("do", "save")];
    house.post(&path, &other, &written).await;
    let late = house
        .post(&path, &one, &[("version", "1"), ("do", "drop-now")])
        .await;
    assert!(late.text.contains("id=\"draft-theirs\""), "{}", late.text);
    let page = house.get(&path, Some(&one)).await;
    assert!(page.text.contains("Theirs."));
    let seen = version(&page.text).to_owned();
    let dropped = house
        .post(&path, &one, &[("version", &seen), ("do", "drop-now")])
        .await;
    assert_eq!(dropped.to(), "/drafts");
    assert_eq!(house.get(&path, Some(&one)).await.status(), 404);
}

#[tokio::test]
async fn a_draft_begins_with_what_an_earlier_one_says() {
    let house = House::new().await;
    let session = house.officer("noor", &[Role::Drafter]).await;
    let path = draft_of(&house, &session, &[]).await;
    let typed = [
        ("version", "1"),
        ("zone", "Africa/Nairobi"),
        ("f.facts", "As before."),
        ("do", "save"),
    ];
    house.post(&path, &session, &typed).await;
    let from = path.trim_start_matches("/drafts/");
    let page = house
        .get(&format!("/drafts/new?from={from}"), Some(&session))
        .await;
    assert!(
        page.text
            .contains("value=\"preservation\" required checked"),
        "{}",
        page.text
    );
    let next = draft_of(&house, &session, &[("from", from)]).await;
    let page = house.get(&next, Some(&session)).await.text;
    assert!(
        next != path && page.contains("As before.") && page.contains("value=\"Africa/Nairobi\"")
    );
    for odd in ["nothing", "018f0000-0000-7000-8000-0000000000ff", "../x"] {
        let answer = house
            .get(&format!("/drafts/new?from={odd}"), Some(&session))
            .await;
        assert_eq!(answer.status(), 404, "{odd}");
    }
}
