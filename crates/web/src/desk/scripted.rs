//! A no that a script of a page shows to the officer: the problem document of any API, its detail in the language of the page.

use axum::response::{IntoResponse, Response};
use comity_node::Refusal;
use comity_treaty::Sentence;

use super::say::Say;
use super::sorry::in_words;
use crate::answer::{No, problem};

/// A no on its way to a script.
pub struct Scripted(Response);

impl Scripted {
    /// A fault of the world says what it is to the log as well.
    pub fn new(say: &Say, no: Refusal) -> Self {
        if matches!(no, Refusal::Fault { .. }) {
            return Self(No(no).into_response());
        }
        let mut document = no.problem();
        document.detail = Some(Sentence::verbatim(in_words(say, &no)));
        Self(problem(&document))
    }
}

impl IntoResponse for Scripted {
    fn into_response(self) -> Response {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_lexicon::Language;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn a_script_is_told_in_the_language_of_the_page() {
        let say = Say::new(Language::Fr, None, jiff::Timestamp::UNIX_EPOCH);
        let told = Scripted::new(&say, Refusal::show_again()).into_response();
        assert_eq!(told.status(), 403);
        let body = told.into_body().collect().await.expect("a body").to_bytes();
        let said: serde_json::Value = serde_json::from_slice(&body).expect("a problem");
        let words = said["detail"].as_str().expect("a detail");
        assert!(words.starts_with("présentez de nouveau"), "{words}");
    }
}
