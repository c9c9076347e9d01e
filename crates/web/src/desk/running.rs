//! What the node stands on, for who runs it: register, peers, keys, backups. No case is seen here.

pub mod backups;
pub mod keys;
pub mod peers;
pub mod register;

use askama::Template;
use axum::response::Response;
use comity_node::KeyRow;

use super::frame::Frame;
use super::say::{Say, When};
use super::sorry::shown;
use super::visit::Visit;

#[derive(Template)]
#[template(path = "running.html")]
struct Page<'a> {
    f: &'a Frame,
    tab: &'static str,
    title: String,
    notices: Vec<Notice>,
    cards: Vec<Card>,
}

/// What stands above the parts of a page.
struct Notice {
    class: &'static str,
    text: String,
    /// Whether it is a program's own words, which are English.
    english: bool,
}

impl Notice {
    /// Words in the page's language.
    fn of(class: &'static str, text: String) -> Self {
        Self {
            class,
            text,
            english: false,
        }
    }

    /// What a program said.
    fn english(class: &'static str, said: &str) -> Self {
        Self {
            english: true,
            ..Self::of(class, said.to_owned())
        }
    }
}

/// A part of a page.
#[derive(Default)]
struct Card {
    heading: String,
    texts: Vec<String>,
    commands: Vec<String>,
    facts: Vec<(String, Fact)>,
    keys: Vec<Key>,
}

/// What a line says.
enum Fact {
    /// A moment.
    At(When),
    /// Something to be read as it is.
    Exact(String),
    /// Words.
    Said(String),
}

struct Key {
    algorithm: &'static str,
    id: String,
    ends: Option<When>,
}

fn page(visit: &Visit, tab: &'static str, notices: Vec<Notice>, cards: Vec<Card>) -> Response {
    shown(&Page {
        f: &Frame::new(visit, "administration"),
        tab,
        title: visit.say.t(&format!("node-{tab}")),
        notices,
        cards,
    })
}

fn hours(say: &Say, hours: i64) -> String {
    say.count("node-hours", &usize::try_from(hours).unwrap_or(0))
}

fn keys_of(say: &Say, keys: &[KeyRow]) -> Vec<Key> {
    let row = |key: &KeyRow| Key {
        algorithm: key.algorithm,
        id: key.id.clone(),
        ends: key.expires.map(|ends| say.when(ends)),
    };
    keys.iter().map(row).collect()
}
