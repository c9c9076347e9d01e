//! What anybody may send: its body is read before it is known who sent it. So it has little time, and only so many are read at
//! a time, whatever comes: nobody can fill the node with what they never end.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_node::Refusal;
use comity_wire::problem::{Problem, ProblemType};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::answer::No;

/// Bodies that are read at a time, each of at most 1 MiB: twice as many as one State sends another at once.
const READ_MAX: usize = 256;
/// How long one may wait for its turn.
const TURN_MAX: Duration = Duration::from_secs(5);
/// How long one may take: less than its sender waits for an answer.
const BODY_MAX: Duration = Duration::from_secs(15);

static READING: Semaphore = Semaphore::const_new(READ_MAX);

/// A body that came whole and in time; none where it is longer than its route takes.
pub struct Unsigned(pub Option<Bytes>);

impl<S: Send + Sync> FromRequest<S> for Unsigned {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let _turn = turn(&READING).await?;
        let read = timeout(BODY_MAX, Bytes::from_request(request, state)).await;
        match read {
            Ok(Ok(bytes)) => Ok(Self(Some(bytes))),
            Ok(Err(too_long)) if too_long.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Ok(Self(None))
            }
            Ok(Err(broken)) => Err(broken.into_response()),
            Err(_) => Err(unread(
                "slow",
                "the body did not come in time; send it again",
            )),
        }
    }
}

async fn turn(reading: &Semaphore) -> Result<SemaphorePermit<'_>, Response> {
    let busy = || {
        unread(
            "busy",
            "too much is being sent to this node; send it again later",
        )
    };
    match timeout(TURN_MAX, reading.acquire()).await {
        Ok(Ok(turn)) => Ok(turn),
        _ => Err(busy()),
    }
}

fn unread(reason: &'static str, detail: &str) -> Response {
    metrics::counter!("comity_bodies_unread_total", "reason" => reason).increment(1);
    No(Refusal::from(Problem::new(
        ProblemType::Unavailable,
        detail,
    )))
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
    use futures_util::{StreamExt, stream};
    use tower::ServiceExt;

    /// A route that takes up to 8 bytes and says how many came.
    async fn sent(body: Body) -> (StatusCode, Duration) {
        let handler = async |Unsigned(body): Unsigned| match body {
            Some(body) => body.len().to_string().into_response(),
            None => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        };
        let router = axum::Router::new().route("/", post(handler).layer(DefaultBodyLimit::max(8)));
        let request = Request::post("/").body(body).expect("a request");
        let began = tokio::time::Instant::now();
        let answer = router.oneshot(request).await.expect("an answer");
        (answer.status(), began.elapsed())
    }

    /// A byte, and then nothing more.
    fn unended() -> Body {
        let first = stream::iter([std::io::Result::Ok("a")]);
        Body::from_stream(first.chain(stream::pending()))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_end_is_given_up() {
        assert_eq!(sent(Body::from("eight by")).await.0, StatusCode::OK);
        let long = sent(Body::from("nine byte")).await;
        assert_eq!(long.0, StatusCode::PAYLOAD_TOO_LARGE);
        let unended = sent(unended()).await;
        assert_eq!(unended, (StatusCode::SERVICE_UNAVAILABLE, BODY_MAX));
    }

    #[tokio::test(start_paused = true)]
    async fn only_so_many_are_read_at_a_time() {
        let reading = Semaphore::new(1);
        let first = turn(&reading).await.expect("its turn");
        let began = tokio::time::Instant::now();
        let second = turn(&reading).await.expect_err("no turn");
        assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(began.elapsed(), TURN_MAX);
        drop(first);
        assert!(turn(&reading).await.is_ok(), "it is its turn");
    }
}
