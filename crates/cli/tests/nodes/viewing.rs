//! Opened evidence at the desk: what is shown, how, to whom, and what is never shown.

use crate::assistance::Pair;
use crate::browser::{Browser, Page};
use crate::hosted::{Hosted, MovedClock};
use comity_treaty::Role;
use jiff::SignedDuration;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0";
const SCRIPT: &str = "<!doctype html><script>top.location='https://evil.example'</script>";

/// Items, in the order of their names, with what they must be shown as.
const ITEMS: [(&str, &[u8], &str); 5] = [
    ("a-page.png", SCRIPT.as_bytes(), "text/plain; charset=utf-8"),
    ("b-picture.html", PNG, "image/png"),
    ("c-drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain; charset=utf-8"),
    ("d-letter.txt", b"\xcf\xf0\xe8\xe2\xe5\xf2, \xfd\xf2\xee \xef\xe8\xf1\xfc\xec\xee \xee \xf1\xf7\xb8\xf2\xe5.", "text/plain; charset=utf-8"),
    ("e-program.txt", b"MZ\x90\0\x03\0\0\0", ""),
];

fn evidence(root: &Path) -> PathBuf {
    let folder = root.join("items");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, bytes, _) in ITEMS {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
    folder
}

fn officer(pair: &Pair, place: usize) -> String {
    let profile = &pair.asking.of_role(Role::EvidenceCustodian, place).profile;
    let stem = profile.file_stem().expect("a name");
    stem.to_string_lossy().into_owned()
}

fn powerless(page: &Page) {
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "sandbox;",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("script") && !policy.contains("allow"),
        "{policy}"
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
    assert_eq!(page.header("cache-control"), "no-store");
    let name = page.header("content-disposition");
    assert!(name.starts_with("inline; filename=\"item-"), "{name}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_opened_package_is_looked_at_by_its_officer_for_its_purpose_and_its_hour() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&evidence(root.path())).await;
    pair.pull(&matter).await;
    pair.xaa.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let (one, other) = (officer(&pair, 0), officer(&pair, 1));
    let browser = Browser::of(&hosted, &one).await;
    let shelf = format!("/matters/{matter}/opened");
    let unopened = [
        shelf.clone(),
        format!("{shelf}/0"),
        format!("{shelf}/0/content"),
    ];
    for path in &unopened {
        assert_eq!(
            browser.get(path).await.status,
            404,
            "{path}: nobody opened it"
        );
    }
    let token = pair
        .asking
        .of_role(Role::EvidenceCustodian, 0)
        .token
        .clone();
    let who = hosted.node().officer_of(&token).await.expect("an officer");
    let number = matter.parse().expect("a number");
    let refused = hosted
        .node()
        .open_to_look(&who, number, "curiosity", "x".into());
    assert_eq!(refused.await.unwrap_err().problem().status, 422);
    assert_eq!(browser.get(&shelf).await.status, 404);
    let opening =
        hosted
            .node()
            .open_to_look(&who, number, "investigation", "<b>Who wrote it</b>".into());
    opening.await.expect("it is opened");

    let page = browser.get(&shelf).await.text();
    assert!(page.contains("&#60;b&#62;Who wrote it") && page.contains("a-page.png"));
    for (index, (name, bytes, media)) in ITEMS.into_iter().enumerate() {
        let around = browser.get(&format!("{shelf}/{index}")).await;
        assert_eq!(around.status, 200, "{name}");
        let framed = around.text().contains("<iframe");
        assert_eq!(framed, !media.is_empty(), "{name}");
        assert!(
            !framed || around.text().contains(" sandbox title="),
            "{name}"
        );
        assert!(!around.text().contains("evil.example"), "{name}");
        let content = browser.get(&format!("{shelf}/{index}/content")).await;
        if media.is_empty() {
            assert_eq!(content.status, 404, "{name}");
            continue;
        }
        assert_eq!(content.header("content-type"), media, "{name}");
        powerless(&content);
        let letter = name.starts_with("d-");
        assert!(letter || content.bytes == bytes, "{name}");
        assert!(
            !letter || content.text() == "Привет, это письмо о счёте.",
            "{}",
            content.text()
        );
    }
    let chosen = browser
        .get(&format!("{shelf}/3/content?charset=KOI8-R"))
        .await;
    assert!(!chosen.text().contains("Привет"));
    for odd in ["5", "99999999999", "-1", "x", "0/content/../.."] {
        let status = browser.get(&format!("{shelf}/{odd}")).await.status;
        assert!(status.is_client_error(), "{odd}: {status}");
    }
    let far = browser
        .get(&format!("{shelf}/0/content?page=18446744073709551615"))
        .await;
    assert_eq!(far.text(), SCRIPT, "there is one page");

    let colleague = Browser::of(&hosted, &other).await;
    for path in &unopened {
        assert_eq!(
            colleague.get(path).await.status,
            404,
            "{path}: it is another officer's opening"
        );
    }
    clock.pass(SignedDuration::from_mins(61));
    let browser = Browser::of(&hosted, &one).await;
    for path in &unopened {
        assert_eq!(
            browser.get(path).await.status,
            404,
            "{path}: its hour is over"
        );
    }
    hosted.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_case_of_article_14_names_and_digests_are_all_there_is_to_see() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = crate::article14::received(&pair).await;
    pair.xaa.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let token = pair
        .asking
        .of_role(Role::EvidenceCustodian, 0)
        .token
        .clone();
    let who = hosted.node().officer_of(&token).await.expect("an officer");
    let number = matter.parse().expect("a number");
    let opening = hosted
        .node()
        .open_to_look(&who, number, "investigation", "The log".into());
    opening.await.expect("it is opened");
    let browser = Browser::of(&hosted, &officer(&pair, 0)).await;
    let shelf = format!("/matters/{matter}/opened");
    let page = browser.get(&shelf).await.text();
    assert!(page.contains("log.txt") && page.contains("SHA-256"));
    assert!(!page.contains("opened/0\""), "nothing leads to an item");
    for path in [format!("{shelf}/0"), format!("{shelf}/0/content")] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 409, "{path}");
        assert!(!page.text().contains("10:31 login"), "{path}");
    }
    hosted.stop().await;
}

/// A pull that was paused goes on where it stopped, over a restart, and by itself where nobody paused it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pull_is_paused_goes_on_and_outlives_a_restart() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let file = root.path().join("large.bin");
    std::fs::write(&file, vec![7; 40 << 20]).expect("written");
    let matter = pair.released(&file).await;
    pair.xaa.stop();
    pair.xbb.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer(&pair, 0)).await;
    let pull = format!("/matters/{matter}/pull");
    assert!(browser.get(&pull).await.text().contains("Not begun."));
    // The other State is away: the pull says so and stops, and nothing is lost.
    let go = browser.post_with(&pull, &[("do", "go")]).await;
    assert_eq!(go.status, 303, "{}", go.text());
    shows(&browser, &pull, "notice bad").await;
    pair.xbb.start().await;
    browser.post_with(&pull, &[("do", "pause")]).await;
    assert!(browser.get(&pull).await.text().contains("Paused."));
    hosted.stop().await;
    let left = pulls_left(&pair).await;
    assert!(left.contains("\"paused\":true"), "{left}");

    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer(&pair, 0)).await;
    assert!(
        browser.get(&pull).await.text().contains("Paused."),
        "a restart does not let it go on"
    );
    let colleague = officer(&pair, 1);
    let colleague = Browser::of(&hosted, &colleague).await;
    colleague.post_with(&pull, &[("do", "go")]).await;
    shows(&browser, &pull, "All of the package is here").await;
    let history = browser.get(&format!("/matters/{matter}")).await.text();
    assert!(
        history.contains("received") || history.contains("in full"),
        "{history}"
    );
    hosted.stop().await;
}

/// A crash in the middle of a pull leaves its row as it was begun: nobody presses anything, and it goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pull_that_nobody_paused_goes_on_by_itself_after_a_crash() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = pair.released(&evidence(root.path())).await;
    pair.xaa.stop();
    pair.xbb.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer(&pair, 0)).await;
    let pull = format!("/matters/{matter}/pull");
    browser.post_with(&pull, &[("do", "go")]).await;
    shows(&browser, &pull, "notice bad").await;
    hosted.stop().await;
    // What the row says while a pull runs, which is what a crash leaves of it.
    let mut database = database(&pair).await;
    let ran = "UPDATE desk SET json = replace(json, '\"paused\":true', '\"paused\":false') WHERE kind = 'pull'";
    let ran = sqlx::raw_sql(ran).execute(&mut database).await;
    assert_eq!(ran.expect("the row").rows_affected(), 1);
    database.close().await.expect("closed");
    pair.xbb.start().await;

    let hosted = Hosted::start(&pair.xaa.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer(&pair, 0)).await;
    shows(&browser, &pull, "All of the package is here").await;
    hosted.stop().await;
    assert_eq!(pulls_left(&pair).await, "", "nothing is left to go on with");
}

async fn database(pair: &Pair) -> SqliteConnection {
    let url = format!("sqlite://{}", pair.xaa.data.join("node.db").display());
    SqliteConnection::connect(&url).await.expect("it opens")
}

/// What the rows of pulls say.
async fn pulls_left(pair: &Pair) -> String {
    let mut database = database(pair).await;
    let rows: Vec<(String,)> = sqlx::query_as("SELECT json FROM desk WHERE kind = 'pull'")
        .fetch_all(&mut database)
        .await
        .expect("the rows");
    database.close().await.expect("closed");
    rows.into_iter().map(|(json,)| json).collect()
}

/// Waits until a page shows it.
async fn shows(browser: &Browser, path: &str, what: &str) {
    let mut last = String::new();
    for _ in 0..1500 {
        last = browser.get(path).await.text();
        if last.contains(what) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{path} does not show {what}: {last}");
}
