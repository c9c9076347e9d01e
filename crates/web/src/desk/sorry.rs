//! A no, as a page: what, where, and what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use comity_node::Refusal;

use super::frame::Frame;
use super::say::{Say, Saying};
use super::visit::{Guest, Visit};

/// A no on its way out.
pub struct Sorry(Box<Said>);

/// What it says.
struct Said {
    frame: Frame,
    status: StatusCode,
    heading: String,
    text: Option<Saying>,
    rule: Option<(String, String)>,
    faults: Vec<Fault>,
    /// What was typed: it is shown again, to be taken from there.
    typed: String,
}

/// One fault of a form.
pub struct Fault {
    /// The field.
    pub field: String,
    /// The provision that asks for it.
    pub paragraph: String,
    /// What is expected there.
    pub expected: Saying,
}

#[derive(Template)]
#[template(path = "sorry.html")]
struct Page<'a> {
    f: &'a Frame,
    sorry: &'a Said,
}

impl Sorry {
    /// The no of a use case.
    pub fn new(say: Say, no: &Refusal) -> Self {
        Self::within(Frame::bare(say), no)
    }

    /// The no of a use case, to an officer.
    pub fn to(visit: &Visit, no: &Refusal) -> Self {
        Self::within(Frame::new(visit, ""), no)
    }

    fn within(frame: Frame, no: &Refusal) -> Self {
        if let Refusal::Fault { what, source } = no {
            tracing::error!(what, error = %comity_node::chain(source.as_ref()), "fault");
        }
        let say = &frame.say;
        let problem = no.problem();
        let status = StatusCode::from_u16(problem.status);
        let heading = match no {
            Refusal::Invalid(_) => say.t("sorry-invalid"),
            Refusal::Rejected(_) => say.t("sorry-rejected"),
            Refusal::Named(_) => say.t("sorry-named"),
            Refusal::Fault { .. } => say.t("sorry-fault"),
        };
        let rule = match no {
            Refusal::Rejected(rejection) => Some((
                say.rule(rejection.rule.key()),
                say.words().cite(rejection.article),
            )),
            _ => None,
        };
        let text = match no {
            Refusal::Invalid(_) | Refusal::Rejected(_) => None,
            _ => Some(say.sentence(&problem.said())),
        };
        let faults = faults(say, no);
        Self(Box::new(Said {
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            heading,
            text,
            rule,
            faults,
            typed: String::new(),
            frame,
        }))
    }

    /// With the text that was not taken, so that it is not lost.
    pub fn keeping(mut self, typed: &str) -> Self {
        typed.clone_into(&mut self.0.typed);
        self
    }

    /// This officer may not see the page.
    pub fn forbidden(visit: &Visit, key: &str) -> Self {
        let frame = Frame::new(visit, "");
        Self::saying(frame, StatusCode::FORBIDDEN, key)
    }

    /// A plain no to somebody who has not signed in.
    pub fn plain(say: &Say, status: StatusCode, key: &str) -> Self {
        Self::saying(Frame::bare(say.clone()), status, key)
    }

    fn saying(frame: Frame, status: StatusCode, key: &str) -> Self {
        Self(Box::new(Said {
            status,
            heading: frame.say.t("sorry-named"),
            text: Some(Saying::ours(frame.say.t(key))),
            rule: None,
            faults: Vec::new(),
            typed: String::new(),
            frame,
        }))
    }
}

/// A no in one line.
pub fn in_words(say: &Say, no: &Refusal) -> String {
    match no {
        Refusal::Rejected(rejection) => format!(
            "{} ({})",
            say.rule(rejection.rule.key()),
            say.words().cite(rejection.article)
        ),
        Refusal::Invalid(_) => {
            let all = faults(say, no).into_iter();
            let all: Vec<String> = all.map(|one| one.expected.text).collect();
            format!("{} {}", say.t("fault-expected"), all.join("; "))
        }
        other => {
            let said = say.sentence(&other.problem().said());
            match said.why.as_str() {
                "" => said.text,
                why => format!("{}: {why}", said.text),
            }
        }
    }
}

/// The faults of a no, field by field.
pub fn faults(say: &Say, no: &Refusal) -> Vec<Fault> {
    let Refusal::Invalid(errors) = no else {
        return Vec::new();
    };
    let fault = |error: &comity_wire::problem::FieldError| Fault {
        field: error.field.clone(),
        paragraph: say.cite(&error.paragraph),
        expected: say.sentence(&error.expected),
    };
    errors.iter().map(fault).collect()
}

impl IntoResponse for Sorry {
    fn into_response(self) -> Response {
        let page = Page {
            f: &self.0.frame,
            sorry: &self.0,
        };
        (self.0.status, shown(&page)).into_response()
    }
}

/// A template as a page.
pub fn shown(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// No such page.
pub async fn nothing_here(guest: Guest) -> Sorry {
    Sorry::plain(&guest.say, StatusCode::NOT_FOUND, "sorry-nothing-here")
}
