//! The list of drafts: page by page, with what a list shows, under the names of those who wrote them.

use std::collections::BTreeSet;

use comity_node::DRAFTS_LISTED;
use comity_treaty::Role;

use crate::house::House;

/// The drafts that a page of the list leads to, in their order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("<td><a href=\"/drafts/").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let drafts = links.filter(|link| !link.starts_with("new"));
    drafts.map(str::to_owned).collect()
}

fn next(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("rel=\"next\" href=\"")?;
    rest.split('"').next()
}

async fn begun(house: &House, session: &str) -> String {
    let fields = [("measure", "preservation"), ("to", "XBB")];
    let answer = house.post("/drafts/new", session, &fields).await;
    answer.to().trim_start_matches("/drafts/").to_owned()
}

#[tokio::test]
async fn the_list_pages_by_key_and_neither_skips_nor_repeats_a_draft_that_is_written_meanwhile() {
    let house = House::new().await;
    let session = house.officer("writer", &[Role::Drafter]).await;
    let mut all = Vec::new();
    for _ in 0..=DRAFTS_LISTED {
        all.push(begun(&house, &session).await);
    }
    let first = house.get("/drafts", Some(&session)).await.text;
    let mut seen = listed(&first);
    assert_eq!(seen.len(), usize::try_from(DRAFTS_LISTED).unwrap());
    // The oldest is written again between the two pages.
    let typed = [("do", "keep"), ("version", "1"), ("emergency", "yes")];
    let path = format!("/drafts/{}", all[0]);
    house.post(&path, &session, &typed).await;
    let following = next(&first).expect("a next page");
    let second = house.get(following, Some(&session)).await.text;
    assert_eq!(next(&second), None);
    seen.extend(listed(&second));
    // A number begins with the millisecond; two drafts that are begun in one have no other order.
    all.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(seen, all, "the latest begun first, each once");
    let different: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(different.len(), seen.len());
}

#[tokio::test]
async fn a_draft_is_its_authors_by_name_until_they_are_removed() {
    let house = House::new().await;
    let writes = house.officer("w.riter", &[Role::Drafter]).await;
    let reads = house.officer("r.eader", &[Role::Overseer]).await;
    let draft = begun(&house, &writes).await;
    for path in ["/drafts".to_owned(), format!("/drafts/{draft}")] {
        let page = house.get(&path, Some(&reads)).await.text;
        assert!(page.contains("<bdi>The officer w.riter</bdi>"), "{path}");
    }
    house.node.remove_officer("w.riter").await.expect("removed");
    for path in ["/drafts".to_owned(), format!("/drafts/{draft}")] {
        let page = house.get(&path, Some(&reads)).await.text;
        assert!(page.contains("<bdi>w.riter</bdi>"), "{path}: {page}");
    }
}
