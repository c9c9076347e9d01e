//! Papers at the desk: chosen or dropped in a form, looked at, taken away, saved. Without scripts the form's own button sends
//! the files together with everything typed, so that nothing typed is lost.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use comity_node::{Names, NewPaper, Node, ReadyPaper, Refusal, Session, ShownPaper, broken_papers};
use comity_treaty::MatterId;
use comity_wire::papers::{MAX_PAPERS_BYTES, Paper, plain_name};
use futures_util::TryStreamExt;
use serde_json::Value;
use std::sync::Arc;
use tokio_util::io::StreamReader;

use super::kept::is_form;
use super::matter::matter_id;
use super::say::Say;
use super::sorry::{Sorry, in_words};
use super::visit::{Reader, Sent, Visit, Writer, form_token_and_say};
use crate::api::saved;

/// The longest form with files, in bytes: the files, and what is typed beside them.
pub const BODY_BYTES_MAX: usize = 104 << 20;
const _: () = assert!(BODY_BYTES_MAX as u64 > MAX_PAPERS_BYTES + TYPED_BYTES_MAX as u64);
/// The longest of what is typed beside files, in bytes.
const TYPED_BYTES_MAX: usize = 2 << 20;
/// What a part counts for beside its name and its text, so that empty ones are not without end.
const PART_BYTES: usize = 64;
/// The field of the files.
const FILES: &str = "file";

/// The card with the papers of a form.
pub struct Card {
    /// Where its buttons lead.
    pub to: String,
    /// The form they belong to.
    pub form: &'static str,
    /// What is attached.
    pub ready: Vec<Line>,
    /// Whether each paper needs the declaration of a case of Art 14.
    pub strict: bool,
    /// Why a file was not attached.
    pub no: Vec<String>,
}

/// A paper on a page.
pub struct Line {
    /// Its file's name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its media type, as it was told.
    pub media_type: String,
    /// Its length in words.
    pub size: String,
    /// Its digest.
    pub sha256: String,
    /// Where it is saved from; empty where it is not here.
    pub href: String,
    /// Who attached it.
    pub by: String,
    /// Where it is, in words; empty where that goes without saying.
    pub stands: String,
    /// The colour of that.
    pub class: &'static str,
    /// Why it is not here.
    pub why: String,
}

impl Line {
    fn of(say: &Say, paper: &Paper, href: String) -> Self {
        Self {
            name: paper.name.clone(),
            title: paper.title.clone().unwrap_or_default(),
            media_type: paper.media_type.clone(),
            size: say.bytes(paper.length),
            sha256: paper.sha256.to_string(),
            href,
            by: String::new(),
            stands: String::new(),
            class: "",
            why: String::new(),
        }
    }

    fn ready(say: &Say, ready: &ReadyPaper, to: &str, names: &Names) -> Self {
        let href = format!("{to}/{}", ready.paper.sha256);
        Self {
            by: say.t1("papers-by", "officer", names.of(&ready.by)),
            ..Self::of(say, &ready.paper, href)
        }
    }
}

/// The papers of an event's message, as the node's history gives them.
pub fn of_event(say: &Say, event: &Value, matter: &str) -> Vec<Line> {
    let all = event["papers"].as_array();
    let shown = all.into_iter().flatten();
    shown.filter_map(|one| line(say, one, matter)).collect()
}

fn line(say: &Say, shown: &Value, matter: &str) -> Option<Line> {
    let ShownPaper { paper, stands, why } = ShownPaper::read(shown)?;
    let here = stands == "here";
    let to = format!("/matters/{matter}/papers/{}", paper.sha256);
    let words = match stands {
        "here" => say.t("papers-here"),
        "coming" => say.t("papers-coming"),
        "missing" => say.t("papers-missing"),
        _ => say.t("papers-erased"),
    };
    let why = why.map(|key| say.t(&format!("papers-why-{key}")));
    Some(Line {
        stands: words,
        class: match stands {
            "here" => "good",
            "missing" => "bad",
            _ => "soon",
        },
        why: why.unwrap_or_default(),
        ..Line::of(say, &paper, if here { to } else { String::new() })
    })
}

/// The papers that go with what a second person confirms.
pub fn waiting(say: &Say, stands: &Value, matter: &str) -> Vec<Line> {
    let all: Vec<Paper> =
        serde_json::from_value(stands["papers_waiting"].clone()).unwrap_or_default();
    let to = |paper: &Paper| format!("/matters/{matter}/papers/{}", paper.sha256);
    let lines = all.iter();
    lines.map(|paper| Line::of(say, paper, to(paper))).collect()
}

/// The card of a draft, or of an act on a matter.
pub async fn card(
    visit: &Visit,
    number: MatterId,
    to: String,
    form: &'static str,
    no: Vec<String>,
) -> Result<Card, Refusal> {
    let (node, officer) = (&visit.node, &visit.session.officer);
    let ready = node.ready_papers(officer, number).await?;
    let strict = node.papers_need_declaring(officer, number).await?;
    let names = node.names().await?;
    let line = |one| Line::ready(&visit.say, one, &to, &names);
    let ready = ready.iter().map(line);
    Ok(Card {
        ready: ready.collect(),
        strict,
        to,
        form,
        no,
    })
}

/// What came with a form of several parts.
pub struct Came {
    /// Everything typed, in its order.
    pub typed: Sent,
    /// Why a file was not attached, file by file.
    pub no: Vec<String>,
    /// Whether it broke off: fields that would have followed are not there.
    pub broken: bool,
}

/// A form to which files may be attached.
pub enum Parts {
    /// Of several parts; its files are still to be read, and so is what shows that one of our own pages sent it. Beside it, how
    /// many bytes it says it has.
    Coming(Multipart, u64),
    /// Without files: what was typed when a session had ended, sent again.
    Typed(Sent),
}

impl FromRequest<Arc<Node>> for Parts {
    type Rejection = Response;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Response> {
        let headers = request.headers().clone();
        if is_form(&headers) {
            return Sent::from_request(request, node).await.map(Self::Typed);
        }
        if let Ok(parts) = Multipart::from_request(request, node).await {
            let bytes = headers.get(header::CONTENT_LENGTH);
            let bytes = bytes.and_then(|bytes| bytes.to_str().ok()?.parse().ok());
            return Ok(Self::Coming(parts, bytes.unwrap_or(BODY_BYTES_MAX as u64)));
        }
        // A form of ours has parts here: this is another one, and shows nothing of a session.
        let (_, say) = form_token_and_say(node, &headers).await;
        Err(Sorry::plain(&say, StatusCode::FORBIDDEN, "sorry-form").into_response())
    }
}

/// Reads a form of several parts, and attaches each file as it comes: none of them is held in memory.
///
/// INVARIANT (ours): what shows that the form is one of our own comes first, and no file before it is taken.
pub async fn attach(visit: &Visit, number: MatterId, parts: Parts) -> Result<Came, Sorry> {
    let (mut parts, length) = match parts {
        Parts::Coming(parts, length) => (parts, length),
        Parts::Typed(typed) => {
            return Ok(Came {
                typed,
                no: vec![visit.say.t("papers-unattached")],
                broken: false,
            });
        }
    };
    let mut typed = Sent(Vec::new());
    let (mut no, mut bytes, mut broke) = (Vec::new(), 0, None);
    let token = Session::form_token_of(&visit.token);
    loop {
        let mut part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(error) => {
                broke = Some(error);
                break;
            }
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let Some(file) = file else {
            bytes += name.len() + PART_BYTES;
            let left = TYPED_BYTES_MAX.checked_sub(bytes);
            let text = match text(&mut part, left).await {
                Ok(Some(text)) => text,
                Ok(None) => return Err(Sorry::forbidden(visit, "sorry-form")),
                Err(error) => {
                    broke = Some(error);
                    break;
                }
            };
            bytes += text.len();
            typed.0.push((name, text));
            continue;
        };
        if typed.get("form") != token {
            tracing::warn!(target: "security", "a file came without its session's token");
            return Err(Sorry::forbidden(visit, "sorry-form"));
        }
        // A form in which nothing was chosen sends one part without a name.
        if name != FILES || file.is_empty() {
            continue;
        }
        let title = typed.get("title").trim().to_owned();
        let new = NewPaper {
            media_type: part.content_type().unwrap_or_default().to_owned(),
            title: Some(title).filter(|title| !title.is_empty()),
            declared_harmless: typed.get("harmless") == "yes",
            name: file.clone(),
        };
        let content = StreamReader::new(part.map_err(std::io::Error::other));
        let officer = &visit.session.officer;
        let attached = visit.node.attach_paper(officer, number, new, content).await;
        if let Err(refusal) = attached {
            no.push(why_not(&visit.say, &file, &refusal));
        }
    }
    if typed.get("form") != token {
        return Err(Sorry::forbidden(visit, "sorry-form"));
    }
    // What came of our own form before it broke off is kept: nobody types it twice.
    if let Some(error) = &broke {
        no.push(in_words(&visit.say, &broken(error, length)));
    }
    Ok(Came {
        typed,
        no,
        broken: broke.is_some(),
    })
}

/// What was typed into a form of several parts, without its files; nothing where it is longer than a form may be, or broken.
pub async fn only_typed(mut parts: Multipart) -> Vec<(String, String)> {
    let (mut typed, mut bytes) = (Vec::new(), 0);
    while let Ok(Some(mut part)) = parts.next_field().await {
        if part.file_name().is_some() {
            continue;
        }
        let name = part.name().unwrap_or_default().to_owned();
        bytes += name.len() + PART_BYTES;
        let left = TYPED_BYTES_MAX.checked_sub(bytes);
        let Ok(Some(text)) = text(&mut part, left).await else {
            break;
        };
        bytes += text.len();
        typed.push((name, text));
    }
    typed
}

/// What is typed into a part; `None` where it is more than a form may have left.
async fn text(part: &mut Field<'_>, left: Option<usize>) -> Result<Option<String>, MultipartError> {
    let Some(most) = left else { return Ok(None) };
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The form came broken, or longer than it may be: it had so many bytes.
fn broken(error: &MultipartError, bytes: u64) -> Refusal {
    let long = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
    broken_papers(long.then_some(bytes))
}

/// Why a file is not attached, beside its name without its tricks.
fn why_not(say: &Say, file: &str, no: &Refusal) -> String {
    if let Refusal::Fault { what, source } = no {
        tracing::error!(what, error = %comity_node::chain(source.as_ref()), "fault");
    }
    let why = in_words(say, no);
    format!(
        "{} \u{2068}{}\u{2069}: {why}",
        say.t("papers-failed"),
        plain_name(file)
    )
}

/// Takes a paper away.
pub async fn detach(visit: &Visit, number: MatterId, digest: &str) -> Result<(), Refusal> {
    let digest = digest.parse().map_err(|_| Refusal::not_found(digest))?;
    let officer = &visit.session.officer;
    visit.node.detach_paper(officer, number, digest).await
}

/// The digests that a form names.
pub fn named(sent: &Sent) -> Vec<String> {
    let all = sent.0.iter().filter(|(name, _)| name == "papers");
    all.map(|(_, digest)| digest.clone()).collect()
}

/// Whether files are chosen in a form and were not attached: a form without files sends only their names.
pub fn left_behind(sent: &Sent) -> bool {
    !sent.get(FILES).is_empty()
}

/// Saves a paper of a draft.
pub async fn of_draft(
    Reader(visit): Reader,
    Path((draft, digest)): Path<(String, String)>,
) -> Result<Response, Sorry> {
    download(&visit, &draft, &digest).await
}

/// Saves a paper of a matter.
pub async fn of_matter(
    Reader(visit): Reader,
    Path((matter, digest)): Path<(String, String)>,
) -> Result<Response, Sorry> {
    download(&visit, &matter, &digest).await
}

/// Saves a paper that is ready for an act.
pub async fn of_act(
    Reader(visit): Reader,
    Path((matter, _act, digest)): Path<(String, String, String)>,
) -> Result<Response, Sorry> {
    download(&visit, &matter, &digest).await
}

async fn download(visit: &Visit, number: &str, digest: &str) -> Result<Response, Sorry> {
    let number = matter_id(visit, number)?;
    let officer = &visit.session.officer;
    let open = visit.node.open_paper(officer, number, digest).await;
    open.map(saved).map_err(|no| Sorry::to(visit, &no))
}

/// Asks the other State again for what did not come.
pub async fn ask_again(
    Writer(visit): Writer,
    Path(number): Path<String>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let officer = &visit.session.officer;
    let asked = visit.node.ask_for_papers(officer, matter).await;
    asked.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(&format!("/matters/{number}#history")).into_response())
}
