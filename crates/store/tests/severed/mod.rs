//! A connection that breaks exactly at the commit: before the server hears of
//! it, and after it did but before its answer arrives.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use comity_store::{Commit, CommitError, Store, StoreError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use super::contract::{Engine, check, envelope, identity, one_change, verify};

const PASS: u8 = 0;
/// The server never hears of the commit.
const LOSE_COMMIT: u8 = 1;
/// The server commits, and its answer is lost.
const LOSE_ANSWER: u8 = 2;
const REFUSE: u8 = 3;

/// Stands between the store and its server.
struct Proxy {
    url: String,
    mode: Arc<AtomicU8>,
    /// The mode after a loss.
    then: Arc<AtomicU8>,
}

impl Proxy {
    async fn before(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").expect("a URL");
        let (authority, name) = rest.split_once('/').expect("a database");
        let (user, server) = authority
            .rsplit_once('@')
            .unwrap_or(("postgres", authority));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let proxy = Self {
            url: format!("{scheme}://{user}@127.0.0.1:{port}/{name}"),
            mode: Arc::new(AtomicU8::new(PASS)),
            then: Arc::new(AtomicU8::new(PASS)),
        };
        let (mode, then) = (proxy.mode.clone(), proxy.then.clone());
        let server = server.to_owned();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if mode.load(Ordering::SeqCst) == REFUSE {
                    continue;
                }
                let server = TcpStream::connect(&server)
                    .await
                    .expect("the server is there");
                tokio::spawn(carry(client, server, mode.clone(), then.clone()));
            }
        });
        proxy
    }

    fn set(&self, mode: u8, then: u8) {
        self.then.store(then, Ordering::SeqCst);
        self.mode.store(mode, Ordering::SeqCst);
    }
}

/// Carries bytes both ways until one side ends or the mode says to cut.
async fn carry(
    mut client: TcpStream,
    mut server: TcpStream,
    mode: Arc<AtomicU8>,
    then: Arc<AtomicU8>,
) {
    let (mut up, mut down) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        tokio::select! {
            read = client.read(&mut up) => {
                let Ok(len @ 1..) = read else { return };
                let commits = up[..len].windows(7).any(|bytes| bytes == b"COMMIT\0");
                match mode.load(Ordering::SeqCst) {
                    REFUSE => return,
                    LOSE_COMMIT if commits => {
                        mode.store(then.load(Ordering::SeqCst), Ordering::SeqCst);
                        return;
                    }
                    LOSE_ANSWER if commits => {
                        server.write_all(&up[..len]).await.expect("the server listens");
                        let answer = server.read(&mut down).await.expect("the server answers");
                        assert!(answer > 0, "the server answers");
                        mode.store(then.load(Ordering::SeqCst), Ordering::SeqCst);
                        return;
                    }
                    _ => if server.write_all(&up[..len]).await.is_err() { return },
                }
            }
            read = server.read(&mut down) => {
                let Ok(len @ 1..) = read else { return };
                if client.write_all(&down[..len]).await.is_err() { return }
            }
        }
    }
}

fn receive(matter: Uuid) -> Commit {
    Commit {
        envelope_in: Some(envelope("severed")),
        finish: Some(Box::new(|committed| {
            committed.checkpoint.as_bytes().to_vec()
        })),
        ..one_change(matter, 0)
    }
}

struct Scene {
    engine: Engine,
    proxy: Proxy,
    store: Store,
    matter: Uuid,
}

impl Scene {
    async fn set() -> Self {
        let engine = super::engine().await;
        let proxy = Proxy::before(&engine.url).await;
        let store = Store::open(&proxy.url, identity()).await.expect("it opens");
        store
            .commit(one_change(Uuid::now_v7(), 0))
            .await
            .expect("it commits");
        let matter = Uuid::now_v7();
        Self {
            engine,
            proxy,
            store,
            matter,
        }
    }

    async fn is_there_once(&self) {
        let direct = self.engine.store().await;
        let stored = direct
            .matter(self.matter)
            .await
            .expect("it reads")
            .expect("it is there");
        assert_eq!(stored.version, 1);
        assert_eq!(direct.log_head().await.expect("a head").size, 2);
        check(&direct).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_lost_on_the_way_is_found_in_the_log() {
    let scene = Scene::set().await;
    scene.proxy.set(LOSE_ANSWER, PASS);
    let committed = scene.store.commit(receive(scene.matter)).await;
    verify(&committed.expect("the log says that it is committed"));
    scene.is_there_once().await;
    let next = scene.store.commit(one_change(scene.matter, 1)).await;
    verify(&next.expect("the store goes on"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_lost_on_the_way_is_reported_and_repeated() {
    let scene = Scene::set().await;
    scene.proxy.set(LOSE_COMMIT, PASS);
    let failed = scene.store.commit(receive(scene.matter)).await;
    assert!(
        matches!(failed, Err(CommitError::Fault(StoreError::Database { .. }))),
        "{failed:?}"
    );
    assert_eq!(
        scene
            .engine
            .store()
            .await
            .log_head()
            .await
            .expect("a head")
            .size,
        1
    );
    verify(
        &scene
            .store
            .commit(receive(scene.matter))
            .await
            .expect("it commits"),
    );
    scene.is_there_once().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_lost_with_the_server_is_given_to_the_repetition() {
    let scene = Scene::set().await;
    scene.proxy.set(LOSE_ANSWER, REFUSE);
    let unknown = scene.store.commit(receive(scene.matter)).await;
    assert!(
        matches!(unknown, Err(CommitError::Fault(StoreError::Unknown { .. }))),
        "{unknown:?}"
    );
    let away = scene.store.commit(one_change(Uuid::now_v7(), 0)).await;
    assert!(
        matches!(away, Err(CommitError::Fault(StoreError::Database { .. }))),
        "{away:?}"
    );

    scene.proxy.set(PASS, PASS);
    let again = scene.store.commit(receive(scene.matter)).await;
    let stored = scene
        .store
        .received(envelope("severed").digest)
        .await
        .expect("it reads");
    let stored = stored.expect("it persisted").receipt;
    assert!(matches!(again, Err(CommitError::DuplicateEnvelope { receipt }) if receipt == stored));
    verify(
        &scene
            .store
            .commit(one_change(scene.matter, 0))
            .await
            .expect("it is answered as before"),
    );
    scene.is_there_once().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_lost_with_the_server_is_made_by_the_repetition() {
    let scene = Scene::set().await;
    scene.proxy.set(LOSE_COMMIT, REFUSE);
    let unknown = scene.store.commit(receive(scene.matter)).await;
    assert!(
        matches!(unknown, Err(CommitError::Fault(StoreError::Unknown { .. }))),
        "{unknown:?}"
    );
    scene.proxy.set(PASS, PASS);
    verify(
        &scene
            .store
            .commit(receive(scene.matter))
            .await
            .expect("it commits"),
    );
    scene.is_there_once().await;
}
