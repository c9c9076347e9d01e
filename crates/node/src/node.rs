//! A node: configuration, keys, store, directory, and the loops that keep it honest.

use comity_store::{LogIdentity, Store};
use comity_treaty::StateCode;
use comity_treaty::status::Status;
use comity_wire::envelope::EnvelopeId;
use comity_wire::problem::ProblemType;
use comity_wire::statement::EntityId;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock, Weak};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::alarm::{Alarm, AlarmError};
use crate::answering::AllAnswering;
use crate::calls::ToldCalls;
use crate::case_file::{self, Keeping};
use crate::config::{Config, ConfigError, NodeKind};
use crate::delivery::Letter;
use crate::desk::Provider;
use crate::directory::{self, Anchor, View};
use crate::evidence::{Pulls, Sealing, UPLOADS, Uploads};
use crate::exhibits::Exhibits;
use crate::forks::Heads;
use crate::keys::{KeyError, KeyFile, NodeKeys};
use crate::lanes::Lanes;
use crate::papers::PaperFiles;
use crate::pinned::Pinned;
use crate::probe::Probed;
use crate::profiles::{self, HeldProfile};
use crate::published::HistoryLost;
use crate::record::{self, RecordError};
use crate::refusal::Refusal;
use crate::refused;
use crate::service::ServiceError;
use crate::tls::{self, TlsError};
use crate::world::World;
use crate::{deadlines, delivery, folder, forks, published, register, witness};

/// A node of Comity, open on its data folder.
pub struct Node {
    pub(crate) me: Weak<Self>,
    pub(crate) data: PathBuf,
    pub(crate) config: Config,
    pub(crate) keys: Arc<NodeKeys>,
    pub(crate) store: Store,
    pub(crate) exhibits: Exhibits,
    pub(crate) world: World,
    pub(crate) anchor: Option<Anchor>,
    /// The register with all the keys pinned of it since.
    pub(crate) pinned: Pinned,
    pub(crate) register_http: Option<reqwest::Client>,
    pub(crate) lanes: Lanes<Letter>,
    pub(crate) sealing: Sealing,
    pub(crate) uploads: Uploads,
    pub(crate) pulls: Pulls,
    pub(crate) papers: PaperFiles,
    /// Told when a paper is to be fetched.
    pub(crate) paper_news: tokio::sync::Notify,
    pub(crate) record: Status,
    pub(crate) answering: AllAnswering,
    pub(crate) keeping: Keeping,
    pub(crate) heads: Heads,
    /// Held while something is taken in of which only so much may come.
    pub(crate) limited: tokio::sync::Mutex<()>,
    directory: RwLock<Arc<View>>,
    pub(crate) alarm: Option<Alarm>,
    pub(crate) openid: Option<Provider>,
    pub(crate) told_calls: ToldCalls,
    pub(crate) probed: tokio::sync::Mutex<Option<Probed>>,
    metrics: metrics_exporter_prometheus::PrometheusHandle,
}

/// Why a node cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The log's name.
    #[error("the node's address cannot name a log; give `url` a host name")]
    Origin(#[from] comity_custody::KeyError),
    /// The database.
    #[error("the database cannot be opened")]
    Store(#[from] comity_store::StoreError),
    /// The history is shorter than what was published.
    #[error(transparent)]
    History(#[from] HistoryLost),
    /// The depositary's record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The data folder.
    #[error("the data folder cannot be written; is it yours, and has its disk space?")]
    Objects(#[source] std::io::Error),
    /// The register's anchor.
    #[error(
        "{path}: not a register's anchor; copy the anchor.json that `comity init --register` wrote, over a channel you trust"
    )]
    Anchor {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: std::io::Error,
    },
    /// The ways in which the alarm is given.
    #[error("the alarm cannot be given")]
    Alarm(#[from] AlarmError),
    /// The State's OpenID provider.
    #[error("the OpenID provider cannot be asked")]
    OpenId(#[source] ServiceError),
    /// A TLS client cannot be made.
    #[error("no TLS client can be made")]
    Http(#[from] reqwest::Error),
    /// The kept directory.
    #[error("the kept directory cannot be read")]
    Directory(#[from] Refusal),
}

/// The name of a node's log without scheme or trailing slash: `node.xaa.example`.
pub fn origin_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_owned()
}

impl Node {
    /// Opens the node of a data folder. The passphrase is needed where the key file is encrypted.
    pub async fn open(
        data: &Path,
        passphrase: Option<&str>,
        world: World,
    ) -> Result<Arc<Self>, OpenError> {
        let config = Config::load(data)?;
        let key_file = KeyFile::load(&data.join(crate::keys::FILE), passphrase)?;
        let keys = Arc::new(NodeKeys::new(&key_file, &origin_of(&config.url))?);
        let anchor = read_anchor(&config, data)?;
        let alarm = Alarm::open(&config, data)?;
        let openid = Provider::open(config.desk.as_ref(), data).map_err(OpenError::OpenId)?;
        // Before the store makes an empty database where one is missing, and again for one that is older.
        if !config.database_exists(data) {
            published::not_lost(data, 0)?;
            folder::make_database(data).map_err(OpenError::Objects)?;
        }
        let store = Store::open(&config.database_url(data), log_identity(&keys, &world)).await?;
        published::not_lost(data, store.log_head().await?.size)?;
        let register_http = match &anchor {
            Some(anchor) => Some(directory::client(Some(&anchor.tls_certificate))?),
            None => None,
        };
        let exhibits = Exhibits::open(&data.join("packages")).map_err(OpenError::Objects)?;
        let uploads = Uploads::open(&data.join(UPLOADS)).map_err(OpenError::Objects)?;
        let papers = data.join(crate::papers::FOLDER);
        let papers = PaperFiles::open(&papers).map_err(OpenError::Objects)?;
        let record = record::read(data)?;
        let node = Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            data: data.to_owned(),
            config,
            keys,
            store,
            exhibits,
            world,
            pinned: Pinned::of(anchor.as_ref()),
            anchor,
            register_http,
            lanes: Lanes::default(),
            sealing: Sealing::default(),
            uploads,
            pulls: Pulls::default(),
            papers,
            paper_news: tokio::sync::Notify::new(),
            record,
            alarm,
            openid,
            answering: AllAnswering::default(),
            keeping: Keeping::default(),
            heads: Heads::default(),
            limited: tokio::sync::Mutex::default(),
            directory: RwLock::default(),
            told_calls: ToldCalls::default(),
            probed: tokio::sync::Mutex::default(),
            metrics: crate::metrics::handle(),
        });
        node.recall_register().await?;
        node.recall_directory().await?;
        node.recall_profiles().await?;
        Ok(node)
    }

    /// Delivers until stopped. What a process before this one had claimed is due at once.
    async fn deliver(self: Arc<Self>, stop: CancellationToken) {
        if let Err(error) = self.store.wake_outbox(self.world.now()).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "waiting messages are not woken; they go out when their pauses end"
            );
        }
        delivery::run(self, stop).await;
    }

    /// Starts the loops. They end when `stop` is cancelled; wait for the handles.
    pub fn start(self: &Arc<Self>, stop: &CancellationToken) -> Vec<JoinHandle<()>> {
        if let Err(error) = self.exhibits.clear() {
            tracing::warn!(%error, "what a crash left of unfinished sealing could not be cleared");
        }
        if let Err(error) = self.papers.clear() {
            tracing::warn!(%error, "what a crash left of unfinished papers could not be cleared");
        }
        let resumed = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = resumed.resume_destructions().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "an interrupted destruction could not be ended"
                );
            }
            if let Err(error) = resumed.resume_replacements().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "packages that were sealed again could not be removed"
                );
            }
            if let Err(error) = resumed.resume_erasures().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "files of erased matters could not be removed"
                );
            }
            if let Err(error) = resumed.resume_pulls().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "pulls do not go on by themselves; begin them again"
                );
            }
        });
        let mut loops = vec![
            tokio::spawn(witness::run(Arc::clone(self), stop.clone())),
            tokio::spawn(published::run(Arc::clone(self), stop.clone())),
        ];
        match self.config.kind {
            NodeKind::State => loops.extend([
                tokio::spawn(directory::run(Arc::clone(self), stop.clone())),
                tokio::spawn(profiles::run(Arc::clone(self), stop.clone())),
                tokio::spawn(Arc::clone(self).deliver(stop.clone())),
                tokio::spawn(crate::papers::run(Arc::clone(self), stop.clone())),
                tokio::spawn(case_file::run(Arc::clone(self), stop.clone())),
                tokio::spawn(forks::run(Arc::clone(self), stop.clone())),
                tokio::spawn(deadlines::run(Arc::clone(self), stop.clone())),
                tokio::spawn(Arc::clone(self).sweep_desk(stop.clone())),
            ]),
            NodeKind::Register => loops.extend([
                tokio::spawn(register::run(Arc::clone(self), stop.clone())),
                tokio::spawn(register::renew(Arc::clone(self), stop.clone())),
            ]),
        }
        loops
    }

    /// Closes the store. What was committed is on disk; what was not never happened.
    pub async fn close(&self) {
        self.store.clone().close().await;
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The node's clock.
    pub fn now(&self) -> jiff::Timestamp {
        self.world.now()
    }

    /// The TLS side of the server.
    pub fn tls_server_config(&self) -> Result<Arc<rustls::ServerConfig>, TlsError> {
        tls::server_config(&self.data)
    }

    /// The directory as it stands now.
    pub fn directory(&self) -> Arc<View> {
        // INVARIANT (whole): the lock guards one pointer, so a panic elsewhere cannot tear it.
        Arc::clone(
            &self
                .directory
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    /// Takes a new directory; the profiles held stay.
    pub(crate) fn replace_directory(&self, view: View) {
        self.change_directory(|before| view.with_profiles(before.profiles().clone()));
    }

    /// Takes a profile beside those held.
    pub(crate) fn hold_profile(&self, held: HeldProfile) {
        self.change_directory(|before| {
            let mut profiles = before.profiles().clone();
            profiles.insert(held.signed.state, Arc::new(held));
            before.clone().with_profiles(profiles)
        });
    }

    /// Two loops change the directory; neither loses what the other one brought.
    fn change_directory(&self, change: impl FnOnce(&View) -> View) {
        let mut directory = self
            .directory
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *directory = Arc::new(change(&directory));
    }

    /// The State this node serves; the register serves none.
    pub(crate) fn state(&self) -> Result<StateCode, Refusal> {
        let code = self
            .config
            .state
            .as_deref()
            .and_then(|code| code.parse().ok());
        code.ok_or_else(|| Refusal::named(ProblemType::NotFound, refused::NO_CASES))
    }

    pub(crate) fn envelope_id(&self) -> EnvelopeId {
        // INVARIANT (version): `new_id` draws UUIDs of version 7.
        EnvelopeId::try_from(self.world.new_id()).expect("a UUID of version 7")
    }

    /// The node's identifier in the federation: its address.
    pub(crate) fn entity(&self) -> Result<EntityId, Refusal> {
        self.config
            .url
            .parse()
            .map_err(Refusal::fault("`url` in node.toml is not an https address"))
    }

    /// Prometheus metrics in text form.
    pub fn metrics_text(&self) -> String {
        self.metrics.render()
    }
}

fn read_anchor(config: &Config, data: &Path) -> Result<Option<Anchor>, OpenError> {
    let Some(register) = &config.register else {
        return Ok(None);
    };
    let path = data.join(&register.anchor);
    let read = || {
        let text = std::fs::read_to_string(&path)?;
        serde_json::from_str(&text).map_err(std::io::Error::other)
    };
    read().map(Some).map_err(|source| OpenError::Anchor {
        path: path.clone(),
        source,
    })
}

fn log_identity(keys: &Arc<NodeKeys>, world: &World) -> LogIdentity {
    let (keys, world) = (Arc::clone(keys), world.clone());
    LogIdentity {
        origin: keys.log.verifier().name().to_owned(),
        signer: Box::new(move |checkpoint| {
            let at = u64::try_from(world.now().as_second()).unwrap_or(0);
            // INVARIANT (origin): the signer carries the log's own name.
            checkpoint
                .sign(&[&keys.log], at)
                .expect("the log's key signs its own checkpoints")
        }),
    }
}
