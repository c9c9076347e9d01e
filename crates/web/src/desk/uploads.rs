//! Files uploaded in a way that goes on after any interruption: tus 1.0.0, with creation, checksum, expiration and
//! termination (<https://tus.io/protocols/resumable-upload>). Each file is one upload; what came is kept encrypted.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_node::{Checksum, NewUpload, Refusal, Unpatched, Upload};
use comity_treaty::MatterId;
use comity_wire::problem::ProblemType;
use futures_util::{Stream, StreamExt, stream};
use std::io;
use std::time::Duration;
use tokio_util::io::{StreamReader, SyncIoBridge};

use super::matter::matter_id;
use super::say::Say;
use super::scripted::Scripted;
use super::sorry::Sorry;
use super::visit::{Ours, Sent, Visit, Writer};
use crate::answer::No;

const VERSION: &str = "1.0.0";
const BYTES: &str = "application/offset+octet-stream";
/// The status of tus for bytes that are not what their sender says they are.
const CHECKSUM_MISMATCH: u16 = 460;
/// How long nothing may come before a connection counts as broken: what came is kept then, and another one may go on.
const IDLE: Duration = Duration::from_secs(30);

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");

/// An answer that ends a call early.
pub struct Odd(Box<Response>);

impl From<Response> for Odd {
    fn from(answer: Response) -> Self {
        Self(Box::new(answer))
    }
}

impl IntoResponse for Odd {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// Begins an upload. Its metadata are `filename`, `modified`, and in a case of Art 14 `abuse_material`, which must be `no`.
pub async fn begin(
    Writer(visit): Writer,
    _ours: Ours,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Odd> {
    let matter = asked(&headers, &number)?;
    let length = count(&headers, &LENGTH)?;
    let said = metadata(&headers)?;
    let value = |key: &str| said.iter().find(|(name, _)| name == key);
    let value = |key: &str| value(key).map_or(String::new(), |(_, value)| value.clone());
    let new = NewUpload {
        name: value("filename"),
        length,
        modified: value("modified"),
        declared_harmless: value("abuse_material") == "no",
    };
    let officer = &visit.session.officer;
    let id = visit.node.begin_upload(officer, matter, new).await;
    let id = id.map_err(|no| told(&visit.say, no))?;
    let upload = found(&visit, matter, &id).await?;
    let mut response = (StatusCode::CREATED, state(&upload)).into_response();
    if let Ok(place) = HeaderValue::from_str(&format!("/matters/{matter}/uploads/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// How far it came.
pub async fn stands(
    Writer(visit): Writer,
    _ours: Ours,
    Path((number, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Odd> {
    let matter = asked(&headers, &number)?;
    let upload = found(&visit, matter, &id).await?;
    Ok((StatusCode::OK, state(&upload)).into_response())
}

/// Goes on with it.
pub async fn patch(
    Writer(visit): Writer,
    _ours: Ours,
    Path((number, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Odd> {
    let matter = asked(&headers, &number)?;
    if headers
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind != BYTES)
    {
        return Err(bare(StatusCode::UNSUPPORTED_MEDIA_TYPE).into());
    }
    let length = count(&headers, &header::CONTENT_LENGTH)?;
    let offset = count(&headers, &OFFSET)?;
    let checksum = checksum(&headers)?;
    let input = SyncIoBridge::new(StreamReader::new(Box::pin(alive(body))));
    let officer = &visit.session.officer;
    let node = &visit.node;
    let taken = node.continue_upload(officer, (matter, &id), (offset, length), checksum, input);
    match taken.await {
        Ok(_) => {
            let upload = found(&visit, matter, &id).await?;
            Ok((StatusCode::NO_CONTENT, state(&upload)).into_response())
        }
        Err(Unpatched::Offset { wanted }) => {
            let wanted = [(OFFSET, HeaderValue::from(wanted))];
            Err((StatusCode::CONFLICT, tus(), wanted).into_response().into())
        }
        Err(Unpatched::Checksum) => {
            let status = StatusCode::from_u16(CHECKSUM_MISMATCH);
            Err(bare(status.unwrap_or(StatusCode::BAD_REQUEST)).into())
        }
        Err(Unpatched::Refused(no)) => Err(told(&visit.say, no)),
    }
}

/// Drops it.
pub async fn end(
    Writer(visit): Writer,
    _ours: Ours,
    Path((number, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Odd> {
    let matter = asked(&headers, &number)?;
    let officer = &visit.session.officer;
    let dropped = visit.node.drop_upload(officer, matter, &id).await;
    dropped.map_err(|no| told(&visit.say, no))?;
    Ok(bare(StatusCode::NO_CONTENT))
}

/// Drops it by a form.
pub async fn drop_file(
    Writer(visit): Writer,
    Path((number, id)): Path<(String, String)>,
    _sent: Sent,
) -> Result<Response, Sorry> {
    let matter = matter_id(&visit, &number)?;
    let officer = &visit.session.officer;
    let dropped = visit.node.drop_upload(officer, matter, &id).await;
    dropped.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(Redirect::to(&format!("/matters/{matter}/acts/record_sealed")).into_response())
}

async fn found(visit: &Visit, matter: MatterId, id: &str) -> Result<Upload, Odd> {
    let found = visit.node.upload(&visit.session.officer, matter, id).await;
    found.map_err(|no| told(&visit.say, no))
}

/// The matter, where the version of the protocol is the one that is spoken here.
fn asked(headers: &HeaderMap, number: &str) -> Result<MatterId, Odd> {
    if headers.get(&RESUMABLE).is_none_or(|said| said != VERSION) {
        let ours = [(HeaderName::from_static("tus-version"), VERSION)];
        return Err((StatusCode::PRECONDITION_FAILED, ours)
            .into_response()
            .into());
    }
    let matter = number.parse();
    matter.map_err(|_| No(Refusal::not_found(number)).into_response().into())
}

/// A number of bytes in a header.
fn count(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Odd> {
    let said = headers.get(name).and_then(|value| value.to_str().ok());
    let digits = said.filter(|said| said.bytes().all(|byte| byte.is_ascii_digit()));
    let read = digits.and_then(|digits| digits.parse().ok());
    read.ok_or_else(|| malformed(&format!("{name}: expected a number of bytes")))
}

/// What the sender says of the file: pairs of a key and a value in base64.
fn metadata(headers: &HeaderMap) -> Result<Vec<(String, String)>, Odd> {
    let wrong = || malformed("upload-metadata: expected keys, each with a text in base64");
    let said = headers.get(&METADATA).map(HeaderValue::to_str);
    let said = said.transpose().map_err(|_| wrong())?.unwrap_or_default();
    let pair = |pair: &str| {
        // A key alone has an empty value.
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let value = STANDARD.decode(value.trim()).ok()?;
        Some((key.to_owned(), String::from_utf8(value).ok()?))
    };
    let pairs = said.split(',').filter(|one| !one.trim().is_empty());
    pairs.map(|one| pair(one).ok_or_else(wrong)).collect()
}

fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Odd> {
    let Some(said) = headers.get(&CHECKSUM) else {
        return Ok(None);
    };
    let read = || {
        let (algorithm, value) = said.to_str().ok()?.split_once(' ')?;
        let value = STANDARD.decode(value).ok()?;
        match algorithm {
            "sha1" => Some(Checksum::Sha1(value.try_into().ok()?)),
            "sha256" => Some(Checksum::Sha256(value.try_into().ok()?)),
            _ => None,
        }
    };
    let read = read().map(Some);
    read.ok_or_else(|| {
        malformed("upload-checksum: expected sha256 or sha1, and the digest in base64")
    })
}

/// The body, given up where nothing comes any more.
fn alive(body: Body) -> impl Stream<Item = io::Result<axum::body::Bytes>> {
    stream::try_unfold(
        body.into_data_stream(),
        async |mut body| match tokio::time::timeout(IDLE, body.next()).await {
            Ok(Some(Ok(piece))) => Ok(Some((piece, body))),
            Ok(Some(Err(error))) => Err(io::Error::other(error)),
            Ok(None) => Ok(None),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        },
    )
}

fn tus() -> [(HeaderName, HeaderValue); 1] {
    [(RESUMABLE, HeaderValue::from_static(VERSION))]
}

fn state(upload: &Upload) -> HeaderMap {
    let ends = upload
        .ends_at
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    let mut headers = HeaderMap::from_iter(tus());
    headers.insert(OFFSET, upload.offset.into());
    headers.insert(LENGTH, upload.length.into());
    if let Ok(ends) = HeaderValue::from_str(&ends) {
        headers.insert(EXPIRES, ends);
    }
    headers
}

fn bare(status: StatusCode) -> Response {
    (status, tus()).into_response()
}

fn malformed(detail: &str) -> Odd {
    No(Refusal::to_machines(ProblemType::Malformed, detail))
        .into_response()
        .into()
}

/// A no as the page's script shows it.
fn told(say: &Say, no: Refusal) -> Odd {
    Scripted::new(say, no).into_response().into()
}
