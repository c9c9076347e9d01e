//! How many connections there are at a time. One too many is closed at once: what it would take, the others need.

use axum_server::accept::Accept;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Accepts as another acceptor does, up to a number.
#[derive(Clone)]
pub struct Counted<A> {
    inner: A,
    free: Arc<Semaphore>,
}

impl<A> Counted<A> {
    /// At most so many connections at a time.
    pub fn new(inner: A, most: usize) -> Self {
        let free = Arc::new(Semaphore::new(most));
        Self { inner, free }
    }
}

impl<I, S, A> Accept<I, S> for Counted<A>
where
    A: Accept<I, S>,
    A::Future: Send + 'static,
{
    type Stream = Held<A::Stream>;
    type Service = A::Service;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let Ok(place) = Arc::clone(&self.free).try_acquire_owned() else {
            metrics::counter!("comity_connections_refused_total").increment(1);
            // The stream is dropped with the answer.
            return Box::pin(async { Err(io::ErrorKind::ConnectionRefused.into()) });
        };
        // Its handshake counts: who never ends it holds a place as well.
        let accepted = self.inner.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            let held = Held {
                stream,
                _place: place,
            };
            Ok((held, service))
        })
    }
}

/// A connection, and its place among all.
pub struct Held<S> {
    stream: S,
    _place: OwnedSemaphorePermit,
}

impl<S: AsyncRead + Unpin> AsyncRead for Held<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Held<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum_server::accept::DefaultAcceptor;

    #[tokio::test]
    async fn one_connection_too_many_is_closed_and_the_next_takes_a_place_that_is_free() {
        let counted = Counted::new(DefaultAcceptor::new(), 2);
        let accept = || counted.accept(tokio::io::empty(), ());
        let first = accept().await.expect("a place");
        let _second = accept().await.expect("a place");
        let third = accept().await.map(drop).expect_err("no place");
        assert_eq!(third.kind(), io::ErrorKind::ConnectionRefused);
        drop(first);
        accept().await.expect("a place");
    }
}
