//! Letters as pages of the desk: in which language, and as a PDF that opens beside the page.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::visit::Visit;

/// The language of a letter, where it is not that of the page.
#[derive(Deserialize)]
pub struct Paper {
    language: Option<String>,
}

impl Paper {
    /// The language asked for, or the page's.
    pub fn language_or(self, visit: &Visit) -> String {
        self.language.unwrap_or_else(|| visit.say.lang().to_owned())
    }
}

/// A PDF under a name without an ending.
pub fn printed(name: &str, pdf: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}.pdf\""),
        ),
    ];
    (headers, pdf).into_response()
}
