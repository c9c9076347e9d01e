//! What is wrong with a form is told in the language of the officer: no English sentence stands on another language's page.

use axum::http::StatusCode;
use comity_lexicon::Language;
use comity_node::PHRASES;
use comity_treaty::Role;

use crate::house::{Answer, House, NOBODYS};

/// Forms that cannot be taken: the path, what was typed, and whether the page is the form again.
const WRONG: [(&str, &[(&str, &str)]); 4] = [
    ("/account/contact", &[("address", "nobody")]),
    (
        "/roster",
        &[("officer", "nobody"), ("from", ""), ("to", "tomorrow")],
    ),
    (
        "/roster",
        &[
            ("officer", "everybody"),
            ("from", "2020-01-01T00:00"),
            ("to", "2020-01-01T00:01"),
        ],
    ),
    ("/matters/views", &[("name", "")]),
];

/// What the page says is wrong, without what it isolates because it is somebody's own: names and codes.
fn told(page: &Answer) -> Vec<String> {
    let text = page.text.replace("<li><code>", "<p class=\"fault\">");
    let each = text.split("<p class=\"fault\">").skip(1);
    let end = |rest: &str| {
        // A page that is no form again names the field by its code.
        let said = rest.split_once("</code>").map_or(rest, |(_, said)| said);
        let end = said
            .find("</p>")
            .into_iter()
            .chain(said.find("</li>"))
            .min();
        said[..end.unwrap_or(said.len())].to_owned()
    };
    each.map(end).map(|fault| own(&fault)).collect()
}

fn own(fault: &str) -> String {
    let mut said = String::new();
    for (place, part) in fault.split('\u{2068}').enumerate() {
        let after = part.split_once('\u{2069}').map_or("", |(_, after)| after);
        said += if place == 0 { part } else { after };
    }
    said
}

/// Whether words in Latin letters stand in it, beside markup.
fn latin(fault: &str) -> bool {
    let mut inside = false;
    let plain = fault.chars().filter(|character| {
        inside = match character {
            '<' => true,
            '>' => false,
            _ => return !inside,
        };
        false
    });
    plain
        .into_iter()
        .any(|character| character.is_ascii_alphabetic())
}

#[tokio::test]
async fn a_wrong_form_is_told_in_the_language_of_the_officer() {
    let house = House::new().await;
    let session = house.everybody().await;
    let mut seen = 0;
    for language in Language::ALL {
        let chosen = [("language", language.code()), ("back", "/account")];
        house.post("/preferences", &session, &chosen).await;
        for (path, fields) in WRONG {
            let page = house.post(path, &session, fields).await;
            assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            let told = told(&page);
            assert!(!told.is_empty(), "{language}: {path}: {}", page.text);
            seen += told.len();
            for fault in told {
                assert!(
                    !fault.contains("lang=\"en\""),
                    "{language}: {path}: {fault}"
                );
                let foreign = [Language::Ar, Language::Zh, Language::Ru].contains(&language);
                assert!(!(foreign && latin(&fault)), "{language}: {path}: {fault}");
            }
        }
    }
    assert!(seen >= 6 * WRONG.len(), "{seen}");
}

/// The health of a node that has no directory, no alarm and no backup: much is found.
#[tokio::test]
async fn what_is_found_of_the_node_is_told_in_the_language_of_the_officer() {
    let house = House::new().await;
    let session = house.everybody().await;
    let words: Vec<&str> = PHRASES
        .iter()
        .copied()
        .flatten()
        .map(|phrase| phrase.english)
        .filter(|english| english.split(' ').count() > 3 && !english.contains("{$"))
        .collect();
    let said = |page: &str| {
        words
            .iter()
            .filter(|english| page.contains(*english))
            .count()
    };
    for language in Language::ALL {
        let chosen = [("language", language.code()), ("back", "/account")];
        house.post("/preferences", &session, &chosen).await;
        let page = house.get("/administration/health", Some(&session)).await;
        assert_eq!(page.status(), StatusCode::OK);
        let english = said(&page.text.replace("&#39;", "'"));
        assert_eq!(
            english > 2,
            language == Language::En,
            "{language}: {english}"
        );
    }
}

/// What the page of a no says, between its heading and its end.
fn sorry(page: &Answer) -> &str {
    let (_, rest) = page.text.split_once("role=\"alert\">").expect("a no");
    let (_, rest) = rest.split_once("</h1>").expect("a heading");
    rest.split("<p><a href").next().unwrap_or_default()
}

#[tokio::test]
async fn a_named_no_is_told_in_the_language_of_the_officer() {
    let house = House::new().await;
    let session = house.officer("writes", &[Role::Drafter]).await;
    let pull = format!("/matters/{NOBODYS}/pull");
    for language in Language::ALL {
        let chosen = [("language", language.code()), ("back", "/account")];
        house.post("/preferences", &session, &chosen).await;
        let mut said = Vec::new();
        for path in [
            format!("/drafts/{NOBODYS}"),
            format!("/matters/{NOBODYS}"),
            "/matters?after=yesterday".to_owned(),
        ] {
            said.push((
                house.get(&path, Some(&session)).await,
                StatusCode::NOT_FOUND,
            ));
        }
        let refused = house.post(&pull, &session, &[("do", "go")]).await;
        said.push((refused, StatusCode::FORBIDDEN));
        for (page, status) in said {
            assert_eq!(page.status(), status, "{language}: {}", page.text);
            let no = sorry(&page);
            assert!(!no.contains("lang=\"en\""), "{language}: {no}");
            let foreign = [Language::Ar, Language::Zh, Language::Ru].contains(&language);
            assert!(!(foreign && latin(&own(no))), "{language}: {no}");
        }
    }
}
