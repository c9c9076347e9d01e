//! What another node replies, read whole: no more of it than it may be, and no longer than it may take.
//!
//! A node is written to without anybody waiting. One that never ends what it says, or says it a byte at a time, must be able
//! neither to hold this node up nor to fill it.

use comity_wire::problem::ProblemType;
use reqwest::{RequestBuilder, Response, StatusCode};
use std::time::Duration;

use crate::refusal::Refusal;
use crate::refused;

/// How long a small reply may take, from the question to its last byte: less than a message that is taken is ours.
pub(crate) const SMALL_MAX: Duration = Duration::from_secs(25);
/// The same of a document that somebody waits for.
const DOCUMENT_MAX: Duration = Duration::from_mins(1);
/// The same of a piece of a package, over a slow line.
pub(crate) const LARGE_MAX: Duration = Duration::from_mins(15);

/// The longest explanation of a no that is read, where what was asked for is shorter.
const NO_BYTES_MAX: usize = 64 << 10;

/// A reply that came whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub body: Vec<u8>,
}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoReply {
    /// It did not come, or not in time.
    #[error("the other node does not answer")]
    Away(#[source] reqwest::Error),
    /// It is longer than it may be, and was given up there.
    #[error("the other node answers with more than {0} bytes")]
    Long(usize),
    /// It came, and is a no.
    #[error("the other node answers {0}")]
    Status(StatusCode),
}

impl NoReply {
    /// Whether the other node said anything at all.
    pub const fn is_silence(&self) -> bool {
        matches!(self, Self::Away(_))
    }
}

impl Reply {
    /// The body, unless the status says no.
    pub fn success(self) -> Result<Vec<u8>, NoReply> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        Err(NoReply::Status(self.status))
    }
}

/// Asks, and reads what comes: at most so many bytes, all of it within this time. A no may be longer than what was asked for.
pub(crate) async fn reply(
    request: RequestBuilder,
    most: usize,
    within: Duration,
) -> Result<Reply, NoReply> {
    let answer = request.timeout(within).send().await;
    let answer = answer.map_err(NoReply::Away)?;
    let status = answer.status();
    let most = if status.is_success() {
        most
    } else {
        NO_BYTES_MAX.max(most)
    };
    let body = read(answer, most).await?;
    Ok(Reply { status, body })
}

async fn read(mut answer: Response, most: usize) -> Result<Vec<u8>, NoReply> {
    let stated = usize::try_from(answer.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if stated > most {
        return Err(NoReply::Long(most));
    }
    let mut bytes = Vec::with_capacity(stated);
    while let Some(part) = answer.chunk().await.map_err(NoReply::Away)? {
        if part.len() > most - bytes.len() {
            return Err(NoReply::Long(most));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// A document of another node, for somebody who waits; `away` is what they are told where it does not come.
pub(crate) async fn answered(
    request: RequestBuilder,
    most: usize,
    away: &'static str,
) -> Result<Vec<u8>, Refusal> {
    let came = reply(request, most, DOCUMENT_MAX).await;
    came.and_then(Reply::success)
        .map_err(|error| error.refusal(away))
}

impl NoReply {
    /// What somebody is told who waited for it.
    pub fn refusal(self, away: &'static str) -> Refusal {
        match self {
            Self::Away(error) => Refusal::fault(away)(error),
            Self::Long(most) => {
                let detail = refused::ANSWER_LONG.with("most", most);
                Refusal::named(ProblemType::Oversized, detail)
            }
            status @ Self::Status(_) => Refusal::fault(away)(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    const AWAY: &str = "the other node does not answer";

    /// A node that answers with so many bytes in pieces of so many, with a pause after each.
    async fn answers(status: u16, bytes: usize, piece: usize, pause: Duration) -> RequestBuilder {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (mut line, _) = listener.accept().await.unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                line.read_buf(&mut asked).await.unwrap();
            }
            let head = format!("HTTP/1.1 {status} Said\r\nconnection: close\r\n\r\n");
            line.write_all(head.as_bytes()).await.unwrap();
            let mut left = bytes;
            while left > 0 {
                let piece = left.min(piece);
                if line.write_all(&vec![b'a'; piece]).await.is_err() {
                    return;
                }
                left -= piece;
                tokio::time::sleep(pause).await;
            }
        });
        let client = crate::directory::client(None).unwrap();
        client.get(format!("http://127.0.0.1:{port}/"))
    }

    #[tokio::test]
    async fn an_answer_is_taken_up_to_its_limit_and_given_up_there() {
        let at_once = |bytes| answers(200, bytes, 1 << 16, Duration::ZERO);
        let whole = answered(at_once(1 << 20).await, 1 << 20, AWAY).await;
        assert_eq!(whole.unwrap().len(), 1 << 20);
        let endless = answered(at_once(usize::MAX).await, 1 << 20, AWAY).await;
        assert_eq!(endless.unwrap_err().problem().status, 413);
    }

    /// That something is not there takes more words than it has bytes.
    #[tokio::test]
    async fn a_no_is_heard_though_it_is_longer_than_what_was_asked_for() {
        let no = answers(404, 1 << 10, 1 << 10, Duration::ZERO).await;
        let no = reply(no, 32, SMALL_MAX).await.and_then(Reply::success);
        assert!(
            matches!(no, Err(NoReply::Status(status)) if status == 404),
            "{no:?}"
        );
        let endless = answers(500, usize::MAX, 1 << 16, Duration::ZERO).await;
        let endless = reply(endless, 32, SMALL_MAX).await;
        assert!(
            matches!(endless, Err(NoReply::Long(NO_BYTES_MAX))),
            "{endless:?}"
        );
    }

    /// A byte every ten seconds never lets one read wait too long; all of it together does.
    #[tokio::test(start_paused = true)]
    async fn an_answer_that_drips_ends_with_its_time() {
        let began = tokio::time::Instant::now();
        let dripping = answers(200, 1 << 10, 1, Duration::from_secs(10)).await;
        let no = reply(dripping, 1 << 20, SMALL_MAX).await.unwrap_err();
        assert!(no.is_silence(), "{no}");
        let took = began.elapsed();
        assert!(took >= SMALL_MAX && took < SMALL_MAX * 2, "{took:?}");
    }
}
