//! Files uploaded at the desk: broken off and gone on with, over a restart; and whatever a hostile sender may try.

use crate::article14::{of_article_14, ready};
use crate::assistance::{Pair, stored};
use crate::browser::{Browser, Page};
use crate::hosted::{Hosted, MovedClock};
use axum::body::{Body, Bytes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_treaty::Role;
use futures_util::stream;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::time::Duration;

const LENGTH: usize = 200_000;
const MARK: &[u8] = b"the account of the third witness";

/// Bytes in which the mark stands again and again.
fn file() -> Vec<u8> {
    MARK.iter().copied().cycle().take(LENGTH).collect()
}

fn custodian(pair: &Pair, place: usize) -> String {
    let profile = &pair.asked.of_role(Role::EvidenceCustodian, place).profile;
    let stem = profile.file_stem().expect("a name");
    stem.to_string_lossy().into_owned()
}

fn metadata(pairs: &[(&str, &str)]) -> String {
    let pair = |(key, value): &(&str, &str)| format!("{key} {}", STANDARD.encode(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join(",")
}

const TUS: (&str, &str) = ("tus-resumable", "1.0.0");

/// Begins an upload.
async fn begin(browser: &Browser, matter: &str, said: &[(&str, &str)], length: &str) -> Page {
    let headers = [
        TUS,
        ("upload-length", length),
        ("upload-metadata", &metadata(said)),
    ];
    let path = format!("/matters/{matter}/uploads");
    browser.ask("POST", &path, &headers, Body::empty()).await
}

/// Begins one that must be taken; the answer is its address.
async fn begun(browser: &Browser, matter: &str, name: &str, length: usize) -> String {
    let said = [("filename", name), ("modified", "7")];
    let page = begin(browser, matter, &said, &length.to_string()).await;
    assert_eq!(page.status, 201, "{}", page.text());
    page.header("location").to_owned()
}

async fn patch(
    browser: &Browser,
    path: &str,
    offset: usize,
    bytes: &[u8],
    more: &[(&str, &str)],
) -> Page {
    let (offset, length) = (offset.to_string(), bytes.len().to_string());
    let own = [
        TUS,
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", &offset),
        ("content-length", &length),
    ];
    let headers = [&own[..], more].concat();
    browser
        .ask("PATCH", path, &headers, Body::from(bytes.to_vec()))
        .await
}

/// The offset that is wanted next.
async fn offset(browser: &Browser, path: &str) -> String {
    let page = browser.ask("HEAD", path, &[TUS], Body::empty()).await;
    assert_eq!(page.status, 200);
    page.header("upload-offset").to_owned()
}

/// Whether anything under a folder holds the mark.
fn readable(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .any(|path| {
            if path.is_dir() {
                return readable(&path);
            }
            let bytes = std::fs::read(path).expect("a file");
            bytes.windows(MARK.len()).any(|found| found == MARK)
        })
}

/// Waits until a page says it.
async fn says(browser: &Browser, path: &str, what: &str) {
    for _ in 0..500 {
        if browser.get(path).await.text().contains(what) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} does not say {what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_broke_off_goes_on_after_a_restart_and_is_sealed_as_it_was() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = ready(&pair, &stored()).await;
    pair.xbb.stop();
    let (clock, file) = (MovedClock::default(), file());
    let officer = custodian(&pair, 0);
    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer).await;
    let path = begun(&browser, &matter, "mailbox.mbox", LENGTH).await;
    let page = patch(&browser, &path, 0, &file[..120_000], &[]).await;
    assert_eq!(
        (page.status.as_u16(), page.header("upload-offset")),
        (204, "120000")
    );

    // The connection breaks: what it brought counts.
    let pieces = [
        Ok(Bytes::copy_from_slice(&file[120_000..150_000])),
        Err(std::io::ErrorKind::ConnectionReset),
    ];
    let pieces = stream::iter(pieces.map(|piece| piece.map_err(std::io::Error::from)));
    let headers = [
        TUS,
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", "120000"),
        ("content-length", "80000"),
    ];
    browser
        .ask("PATCH", &path, &headers, Body::from_stream(pieces))
        .await;
    assert_eq!(offset(&browser, &path).await, "150000");
    assert!(!readable(&pair.xbb.data), "plaintext lies on the disk");
    hosted.stop().await;

    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &officer).await;
    assert_eq!(
        offset(&browser, &path).await,
        "150000",
        "a restart loses nothing"
    );
    let form = format!("/matters/{matter}/acts/record_sealed");
    assert!(browser.get(&form).await.text().contains("75 %"));
    assert_eq!(
        browser.post(&form).await.status,
        200,
        "half a file is not sealed"
    );
    let sum = format!(
        "sha256 {}",
        STANDARD.encode(Sha256::digest(&file[150_000..]))
    );
    let page = patch(
        &browser,
        &path,
        150_000,
        &file[150_000..],
        &[("upload-checksum", &sum)],
    )
    .await;
    assert_eq!(page.status, 204, "{}", page.text());
    let sha256 = hex::encode(Sha256::digest(&file));
    says(&browser, &form, &sha256).await;
    let same = browser
        .get(&format!("{form}?compare={}", sha256.to_uppercase()))
        .await;
    assert!(same.text().contains("tag good"));

    let sealed = browser.post(&form).await;
    assert_eq!(sealed.status, 303, "{}", sealed.text());
    assert!(!readable(&pair.xbb.data));
    let kept = std::fs::read_dir(pair.xbb.data.join("uploads")).expect("a folder");
    assert_eq!(kept.count(), 0, "the parts are gone");
    assert_eq!(patch(&browser, &path, 0, b"", &[]).await.status, 404);
    hosted.stop().await;
    pair.xbb.start().await;
    pair.release(&matter).await;
    pair.pull(&matter).await;
    let case = root.path().join("case");
    let report = pair.export_for_court(&matter, &case, &[]);
    assert!(report.contains("1 item"), "{report}");
    pair.down();
}

/// The first byte, the bytes, a header over the right ones, and the status that it gets.
type Case<'a> = (usize, &'a [u8], (&'a str, &'a str), u16);

async fn a_colleague(pair: &Pair, hosted: &Hosted) -> Browser {
    Browser::of(hosted, &custodian(pair, 1)).await
}

/// Lengths, names and metadata that no upload begins with.
async fn odd_beginnings(browser: &Browser, matter: &str) {
    for (length, status) in [
        ("", 400),
        ("-1", 400),
        ("0x10", 400),
        ("1e9", 400),
        ("18446744073709551616", 400),
        ("18446744073709551615", 413),
        ("9007199254740993", 413),
    ] {
        let page = begin(browser, matter, &[("filename", "a")], length).await;
        assert_eq!(page.status, status, "a length of {length:?}");
    }
    for name in ["", "a\u{202E}gpj.exe", "a\nb", "\u{0}", "..", "."] {
        let page = begin(browser, matter, &[("filename", name)], "5").await;
        assert!(
            page.status == 422 || page.status == 201,
            "{name:?}: {}",
            page.text()
        );
        let odd = name.contains(['\u{202E}', '\n', '\u{0}']) || name.is_empty();
        assert!(!odd || page.status == 422, "{name:?}");
    }
    let raw = |metadata: &'static str| {
        let headers = [TUS, ("upload-length", "5"), ("upload-metadata", metadata)];
        let path = format!("/matters/{matter}/uploads");
        async move {
            browser
                .ask("POST", &path, &headers, Body::empty())
                .await
                .status
        }
    };
    for metadata in ["filename %%%", "filename /w=="] {
        assert_eq!(raw(metadata).await, 400, "{metadata}");
    }
}

/// Bytes that do not belong where they are sent.
async fn odd_parts(browser: &Browser, path: &str) {
    let wrong_sum = format!("sha256 {}", STANDARD.encode([0; 32]));
    let cases: [Case<'_>; 9] = [
        (1, b"abc", TUS, 409),
        (11, b"abc", TUS, 409),
        (0, b"elevenbytes", TUS, 413),
        (0, b"abc", ("upload-offset", "-1"), 400),
        (0, b"abc", ("content-type", "text/plain"), 415),
        (0, b"abc", ("tus-resumable", "0.2.2"), 412),
        (0, b"abc", ("upload-checksum", &wrong_sum), 460),
        (
            0,
            b"abc",
            ("upload-checksum", "md5 kAFQmDzST7DWlj99KOF/cg=="),
            400,
        ),
        (0, b"abc", ("content-length", "none"), 400),
    ];
    for (at, bytes, header, status) in cases {
        let page = patch(browser, path, at, bytes, &[header]).await;
        assert_eq!(page.status, status, "{at} {header:?}: {}", page.text());
        assert_eq!(offset(browser, path).await, "0", "{header:?}");
    }
    let sha1 = ("upload-checksum", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
    assert_eq!(patch(browser, path, 0, b"abc", &[sha1]).await.status, 204);
}

/// Another officer, another matter, and an address that leads elsewhere.
async fn strangers(pair: &Pair, hosted: &Hosted, browser: &Browser, elsewhere: &str, path: &str) {
    let other = a_colleague(pair, hosted).await;
    for (browser, path) in [(&other, path), (browser, elsewhere)] {
        for method in ["HEAD", "DELETE"] {
            assert_eq!(
                browser
                    .ask(method, path, &[TUS], Body::empty())
                    .await
                    .status,
                404
            );
        }
        assert_eq!(patch(browser, path, 3, b"x", &[]).await.status, 404);
        assert_eq!(browser.post(&format!("{path}/drop")).await.status, 404);
    }
    let (uploads, _) = path.rsplit_once('/').expect("an address");
    let odd = format!("{uploads}/..%2F..%2Fnode.keys");
    assert_eq!(
        browser
            .ask("DELETE", &odd, &[TUS], Body::empty())
            .await
            .status,
        404
    );
    assert!(pair.xbb.data.join("node.keys").exists());
}

/// It is sent away while the first one is sending.
async fn a_second_writer(pair: &Pair, hosted: &Hosted, browser: &Browser, path: &str) {
    // A second writer is sent away while the first one is sending.
    let (sender, receiver) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(1);
    let pieces = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    let slow = {
        let (path, headers) = (
            path.to_owned(),
            [
                TUS,
                ("content-type", "application/offset+octet-stream"),
                ("upload-offset", "3"),
                ("content-length", "7"),
            ],
        );
        let browser = Browser::of(hosted, &custodian(pair, 0)).await;
        tokio::spawn(async move {
            browser
                .ask("PATCH", &path, &headers, Body::from_stream(pieces))
                .await
                .status
        })
    };
    sender
        .send(Ok(Bytes::from_static(b"def")))
        .await
        .expect("it is taken");
    // An offset that is wrong anyway tells whether the first one is at work, and changes nothing before.
    let mut asked = 0;
    while patch(browser, path, 9, b"x", &[]).await.status != 503 {
        asked += 1;
        assert!(asked < 1000, "the first one never began");
    }
    assert_eq!(patch(browser, path, 3, b"xxxxxxx", &[]).await.status, 503);
    sender
        .send(Ok(Bytes::from_static(b"ghij")))
        .await
        .expect("the rest is taken");
    drop(sender);
    assert_eq!(slow.await.expect("an answer"), 204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_hostile_sender_tries_is_refused_and_changes_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = ready(&pair, &stored()).await;
    let another = ready(&pair, &stored()).await;
    pair.xbb.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &custodian(&pair, 0)).await;

    odd_beginnings(&browser, &matter).await;
    let path = begun(&browser, &matter, "<img src=x onerror=alert(1)>.txt", 10).await;
    let form = format!("/matters/{matter}/acts/record_sealed");
    let page = browser.get(&form).await.text();
    assert!(page.contains("&#60;img src=x") && !page.contains("<img src=x"));
    let twice = begin(
        &browser,
        &matter,
        &[("filename", "<img src=x onerror=alert(1)>.txt")],
        "5",
    )
    .await;
    assert_eq!(twice.status, 422, "a name is taken once");
    odd_parts(&browser, &path).await;
    strangers(
        &pair,
        &hosted,
        &browser,
        &path.replace(&matter, &another),
        &path,
    )
    .await;
    assert!(
        !a_colleague(&pair, &hosted)
            .await
            .get(&form)
            .await
            .text()
            .contains("onerror")
    );
    a_second_writer(&pair, &hosted, &browser, &path).await;
    let sha256 = hex::encode(Sha256::digest(b"abcdefghij"));
    says(&browser, &form, &sha256).await;
    assert_eq!(browser.post(&format!("{path}/drop")).await.status, 303);
    hosted.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_case_of_article_14_no_picture_is_kept_even_for_a_moment() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = ready(&pair, &of_article_14()).await;
    pair.xbb.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &custodian(&pair, 0)).await;
    let undeclared = begin(&browser, &matter, &[("filename", "log.txt")], "12").await;
    assert_eq!(undeclared.status, 409);
    let declared = [("filename", "log.txt"), ("abuse_material", "no")];
    let page = begin(&browser, &matter, &declared, "12").await;
    let path = page.header("location").to_owned();
    let picture = patch(&browser, &path, 0, b"\x89PNG\r\n\x1a\n\0\0\0\r", &[]).await;
    assert_eq!(picture.status, 409, "{}", picture.text());
    assert_eq!(
        patch(&browser, &path, 0, b"10:31 log in", &[]).await.status,
        404,
        "it is gone"
    );
    let kept = std::fs::read_dir(pair.xbb.data.join("uploads")).expect("a folder");
    assert_eq!(kept.count(), 0);
    // Cut so that no part begins as a picture does: the sealing looks at the whole.
    let page = begin(&browser, &matter, &declared, "12").await;
    let path = page.header("location").to_owned();
    for (at, byte) in b"\x89PNG\r\n\x1a\n\0\0\0\r".iter().enumerate() {
        assert_eq!(patch(&browser, &path, at, &[*byte], &[]).await.status, 204);
    }
    let sealed = browser
        .post(&format!("/matters/{matter}/acts/record_sealed"))
        .await;
    assert_ne!(sealed.status, 303, "it is not sealed");
    let packages = std::fs::read_dir(pair.xbb.data.join("packages")).expect("a folder");
    assert_eq!(packages.count(), 0);
    hosted.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_left_behind_ends_by_itself() {
    let root = tempfile::tempdir().expect("a folder");
    let mut pair = Pair::up(root.path()).await;
    let matter = ready(&pair, &stored()).await;
    pair.xbb.stop();
    let clock = MovedClock::default();
    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let browser = Browser::of(&hosted, &custodian(&pair, 0)).await;
    let path = begun(&browser, &matter, "left.txt", 10).await;
    assert_eq!(patch(&browser, &path, 0, b"abc", &[]).await.status, 204);
    hosted.stop().await;
    let folder = pair.xbb.data.join("uploads");
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1);
    clock.pass(SignedDuration::from_hours(8 * 24));
    let hosted = Hosted::start(&pair.xbb.data, &clock, |routes| routes).await;
    let mut left = 1;
    for _ in 0..500 {
        left = std::fs::read_dir(&folder).expect("a folder").count();
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(left, 0, "the parts are gone");
    let browser = Browser::of(&hosted, &custodian(&pair, 0)).await;
    assert_eq!(patch(&browser, &path, 3, b"def", &[]).await.status, 404);
    hosted.stop().await;
}
