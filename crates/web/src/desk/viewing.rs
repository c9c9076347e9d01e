//! Opened evidence on a page: a list, and each item in a frame that may do nothing.
//!
//! What an item is, its bytes decide. The frame is sandboxed by the page and once more by the answer's own policy, so that an
//! address opened by itself is as powerless. A text is a text, whatever markup it holds.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use comity_node::{Looked, Refusal, Shelf, ShelfItem};
use serde::Deserialize;

use super::frame::Frame;
use super::guard::InAFrame;
use super::matter::matter_id;
use super::say::When;
use super::sorry::{Sorry, shown};
use super::visit::Reader;
use crate::api;

/// The charsets that an officer may choose for a text, by their labels: those of the six languages.
const CHARSETS: [&str; 14] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "ISO-8859-15",
    "windows-1251",
    "KOI8-R",
    "IBM866",
    "windows-1256",
    "ISO-8859-6",
    "GB18030",
    "Big5",
    "Shift_JIS",
    "EUC-KR",
];

#[derive(Template)]
#[template(path = "shelf.html")]
struct ShelfPage<'a> {
    f: &'a Frame,
    matter: String,
    purpose: String,
    until: When,
    shelf: Shelf,
}

#[derive(Template)]
#[template(path = "look.html")]
struct LookPage<'a> {
    f: &'a Frame,
    matter: String,
    item: ShelfItem,
    /// The charset of a text; nothing for a picture.
    charset: Option<&'static str>,
    charsets: [&'static str; 14],
    /// Whether anything is shown at all.
    shows: bool,
    page: u64,
    pages: u64,
    /// What the frame's address says behind its path.
    query: String,
}

/// From which item on.
#[derive(Deserialize)]
pub struct From {
    from: Option<usize>,
}

/// Which page of a text, in which charset.
#[derive(Deserialize)]
pub struct Part {
    page: Option<u64>,
    charset: Option<String>,
}

impl Part {
    /// A charset of the list, where the officer chose one.
    fn chosen(&self) -> Option<&'static str> {
        let chosen = self.charset.as_deref()?;
        CHARSETS.into_iter().find(|known| *known == chosen)
    }
}

/// What lies in the package that this officer opened.
pub async fn shelf(
    Reader(visit): Reader,
    Path(number): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let from = from.from.unwrap_or(0);
    let shelf = visit.node.shelf(&visit.session.officer, matter, from).await;
    let shelf = shelf.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(shown(&ShelfPage {
        f: &Frame::new(&visit, "matters"),
        matter: number,
        purpose: visit.say.choice(&shelf.purpose),
        until: visit.say.when(shelf.until),
        shelf,
    }))
}

/// The page around an item.
pub async fn item(
    Reader(visit): Reader,
    Path((number, index)): Path<(String, usize)>,
    Query(part): Query<Part>,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let (page, chosen) = (part.page.unwrap_or(0), part.chosen());
    let officer = &visit.session.officer;
    let looked = visit.node.kind_of(officer, matter, index, chosen).await;
    let (item, looked) = looked.map_err(|no| Sorry::to(&visit, &no))?;
    let (charset, pages) = match &looked {
        Looked::Text { charset, pages, .. } => (Some(*charset), *pages),
        _ => (None, 1),
    };
    let page = page.min(pages - 1);
    let charset_chosen = chosen.map(|one| format!("&charset={one}"));
    Ok(shown(&LookPage {
        f: &Frame::new(&visit, "matters"),
        matter: number,
        shows: !matches!(looked, Looked::Nothing),
        item,
        charset,
        charsets: CHARSETS,
        page,
        pages,
        query: charset_chosen.unwrap_or_default(),
    }))
}

/// An item's bytes, for the frame.
pub async fn content(
    Reader(visit): Reader,
    Path((number, index)): Path<(String, usize)>,
    Query(part): Query<Part>,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let (page, chosen) = (part.page.unwrap_or(0), part.chosen());
    let officer = &visit.session.officer;
    let looked = visit.node.look(officer, matter, index, page, chosen).await;
    let (_, looked) = looked.map_err(|no| Sorry::to(&visit, &no))?;
    match looked {
        Looked::Picture { media, mut content } => {
            let write = move |mut out| std::io::copy(&mut content, &mut out).map(drop);
            let ending = media.trim_start_matches("image/");
            Ok(framed(index, ending, api::streamed(media, write)))
        }
        Looked::Text { text, .. } => {
            let media = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            Ok(framed(index, "txt", (media, text).into_response()))
        }
        Looked::Nothing => {
            let no = Refusal::not_found(&index.to_string());
            Err(Sorry::to(&visit, &no))
        }
    }
}

/// Named by its place and kind, never by what its sender called it.
fn framed(index: usize, ending: &str, mut answer: Response) -> Response {
    let name = format!("inline; filename=\"item-{}.{ending}\"", index + 1);
    if let Ok(name) = HeaderValue::from_str(&name) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    unbuffered(&mut answer);
    answer.extensions_mut().insert(InAFrame);
    answer
}

/// Opened evidence on its way: no proxy lays it down while it waits for a slow line.
pub fn unbuffered(answer: &mut Response) {
    let name = HeaderName::from_static("x-accel-buffering");
    answer
        .headers_mut()
        .insert(name, HeaderValue::from_static("no"));
}
